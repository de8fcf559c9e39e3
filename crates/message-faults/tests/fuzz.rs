//! Fuzz targets: scripts, faults and streams that a fuzzer chooses piece by piece.
//!
//! Each is an ordinary test that replays its kept inputs in `__fuzz__/` and then draws others for a
//! while; how long is a matter of one variable:
//! `BOLERO_RANDOM_TEST_TIME_MS=600000 cargo test --release -p message-faults --test fuzz`.

use bolero::check;
use message_faults::dialect::Dialect;
use message_faults::document::faults;
use message_faults::form::Form;
use message_faults::stream::{Rates, StreamFault, Tape};
use message_faults::{Verdict, course};
use message_generator::{Episode, Key, Scenario, Script, play, play_lenient, sample};
use message_model::contract::View;
use message_model::{Capture, Id, TopicKind};
use message_rules::{Delivery, Fold, Severity, check as check_rules, check_sequence};

/// A script by what it is sampled from.
fn script(scenario: u8, seed: u32, number: u16) -> Script {
    let scenarios: Vec<Scenario> = Scenario::all_builtin().collect();
    let scenario = &scenarios[usize::from(scenario) % scenarios.len()];
    sample(scenario, Key::new(u64::from(seed), u64::from(number)))
}

fn episode(scenario: u8, seed: u32, number: u16) -> Episode {
    let mut episodes = play(&script(scenario, seed, number)).expect("a sampled script plays");
    episodes.swap_remove(0)
}

/// Whether no rule finds anything wrong beyond doubt.
fn is_legal(capture: &Capture<'_>) -> bool {
    let findings = check_rules(capture);
    findings
        .iter()
        .all(|finding| finding.rule.severity != Severity::Must)
}

/// A step of a script that a fuzzer moves: what to do, with which two steps.
type Edit = (u8, u16, u16);

/// A script whose steps are deleted, doubled and moved about plays leniently, and what is left of
/// it strictly, to conversations that break no rule.
#[test]
fn scripts() {
    check!().with_type::<(u8, u32, u16, [Edit; 4])>().for_each(
        |(scenario, seed, number, edits)| {
            let mut script = script(*scenario, *seed, *number);
            for (what, one, other) in edits {
                let count = script.steps.len();
                if count < 2 {
                    break;
                }
                let (one, other) = (usize::from(*one) % count, usize::from(*other) % count);
                match what % 4 {
                    0 => drop(script.steps.remove(one)),
                    1 => script.steps.swap(one, other),
                    2 => script.steps.insert(one, script.steps[other].clone()),
                    _ => {}
                }
            }
            let (left, episodes) = play_lenient(&script);
            let text = left.to_json();
            let again = Script::from_json(&text).expect("what is left of a script is a script");
            let strictly = play(&again).expect("what is left plays strictly");
            assert_eq!(strictly, episodes);
            for episode in &episodes {
                let snapshots: Vec<_> = episode.snapshots().map(|(_, one)| one).collect();
                for snapshot in &snapshots {
                    let found = check_rules(snapshot);
                    let mut must = found.iter().filter(|it| it.rule.severity == Severity::Must);
                    assert!(must.next().is_none(), "{found:?} in {text}");
                }
            }
        },
    );
}

/// Whatever is done to a record is told by its label, and our reader does as the verdict says.
#[test]
fn records() {
    check!()
        .with_type::<(u8, u32, u16, u8, u16, u8, u32)>()
        .for_each(|(scenario, seed, number, view, what, percent, key)| {
            let view = View::ALL[usize::from(*view) % View::ALL.len()];
            let course = course(view, &episode(*scenario, *seed, *number));
            let key = Key::new(u64::from(*key), 0);
            let Some(record) = course.get(usize::from(*number) % course.len().max(1)) else {
                return;
            };
            let forms = Form::ALL.len();
            let dialects = Dialect::ALL.len();
            let rules = faults().count();
            match usize::from(*what) % (forms + dialects + rules) {
                place if place < forms => {
                    if let Some(deformed) = Form::ALL[place].deform(record, key) {
                        let text = String::from_utf8(deformed.bytes).ok();
                        let read = text.and_then(|text| Capture::read(text).ok());
                        match deformed.label.verdict {
                            Verdict::Accept => assert!(read.is_some(), "{}", deformed.label),
                            Verdict::Reject => assert!(read.is_none(), "{}", deformed.label),
                            Verdict::Either => {}
                        }
                    }
                }
                place if place < forms + dialects => {
                    let dialect = Dialect::ALL[place - forms];
                    if let Some(spoken) = dialect.speak(record, percent % 101, key) {
                        let capture = Capture::read(spoken.record.as_str());
                        let capture = capture.unwrap_or_else(|it| panic!("{}: {it}", spoken.label));
                        assert!(is_legal(&capture), "{}", spoken.label);
                        assert!(capture.check_lossless().is_ok(), "{}", spoken.label);
                    }
                }
                place => {
                    let fault = faults()
                        .nth(place - forms - dialects)
                        .expect("there are so many");
                    if let Some(broken) = fault.break_(fault.part(view, &course), key) {
                        assert!(!broken.label.changes.is_empty(), "{}", broken.label);
                        for record in &broken.records {
                            assert!(Capture::read(record.as_str()).is_ok(), "{}", broken.label);
                        }
                    }
                }
            }
        });
}

/// However a stream is disturbed, a fold comes to the states that its label gives.
#[test]
fn streams() {
    check!()
        .with_type::<(u8, u32, u16, [u32; StreamFault::ALL.len()], u8, u32)>()
        .for_each(|(scenario, seed, number, rates, topics, key)| {
            let kinds = [
                TopicKind::QueueConversations,
                TopicKind::UserConversations,
                TopicKind::QueueMessages,
                TopicKind::UserMessages,
                TopicKind::DetailEvent,
            ];
            let is_wanted = |kind: &TopicKind| {
                let place = kinds.iter().position(|one| one == kind);
                place.is_some_and(|place| topics >> place & 1 == 1)
            };
            let episodes = [episode(*scenario, *seed, *number)];
            let tape = Tape::of(&episodes, |frame| is_wanted(&frame.topic.kind()));
            let mut wanted = Rates::none();
            wanted.per_million = rates.map(|rate| rate % 1_000_001);
            let stream = tape.disturb(&wanted, Key::new(u64::from(*key), 0));
            let captures: Vec<Capture<'_>> = stream
                .items
                .iter()
                .map(|item| Capture::read(item.text.as_str()).expect("it is legal"))
                .collect();
            let mut fold = Fold::default();
            for capture in &captures {
                fold.push(capture);
            }
            for end in &stream.ends {
                let conversation = Id::from(end.conversation_id.as_str());
                let participant = Id::from(end.participant_id.as_str());
                let leg = fold.leg(Some(&conversation), &participant);
                let state = leg.and_then(|leg| leg.state.as_ref());
                let state = state.map(|state| state.as_str());
                assert_eq!(state, Some(end.state.as_str()), "{}", end.participant_id);
            }
            check_sequence(captures.as_slice(), Delivery::Unordered, None);
        });
}
