//! What tests need first, each in a line or two.

use message_generator::strategy::Population;
use message_generator::{Run, Scenario};
use message_model::{ApiRevision, Capture, MessageState, encode};
use message_rules::assert_legal;

#[test]
fn what_tests_need() -> Result<(), Box<dyn std::error::Error>> {
    // One realistic conversation: a play of this scenario, with seed 7.
    let conversation = Scenario::named("spam")?.conversation(7);

    // A leg in a certain state; of some scenarios only, with `Population::of(["spam"])`.
    let is_parked = Some(MessageState::Parked);
    let leg = Population::default().first_leg(|leg| leg.state == is_parked)?;

    // A conversation as a platform of an older release sends it.
    let older = Run::new(7).with_revision(ApiRevision::V19);
    let older = older.episodes(0)[0].conversation();

    // Whether a capture is legal, which releases it fits, and what one of them does not have.
    let capture = Capture::read(encode(&leg)?)?;
    assert_legal(&capture);
    assert!(capture.detect().contains(&ApiRevision::LATEST));
    let beyond = capture.check_contract(ApiRevision::V238);
    assert!(!beyond.is_empty(), "parkTime and resumeTime came in 257");

    assert_legal(&conversation);
    let older = Capture::read(encode(&older)?)?;
    assert!(older.detect().contains(&ApiRevision::V19));
    Ok(())
}
