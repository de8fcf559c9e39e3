//! A worked example: a small consumer, property-tested as a team downstream would do it.
//!
//! The consumer folds snapshots of a conversation into who talks to whom, since when. With its bug
//! switched on it takes the end of any agent's leg for the end of the talk, as many a first
//! integration does: an offer that a colleague does not answer ends a leg, too, and so does the
//! hand-over to the colleague. The test finds that and shrinks it to six steps; the script is kept
//! as a fixture.

use message_corpus::Case;
use message_generator::EventKind;
use message_generator::strategy::{Population, WithStory, snapshots};
use message_model::{Conversation, Id, Message, MessageState, Timestamp};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use crate::storyboards::promoted;

/// Who talks to the customer, since when.
#[derive(Debug, Clone, PartialEq)]
struct Talk {
    leg: Id,
    user: Id,
    since: Timestamp,
}

/// What the consumer keeps between two snapshots.
#[derive(Default)]
struct Consumer {
    talk: Option<Talk>,
    connected: Vec<Id>,
    ended: Vec<Id>,
    has_bug: bool,
}

impl Consumer {
    /// Takes in one more snapshot: who has connected since the last one talks, and stops when their
    /// leg ends.
    fn take(&mut self, conversation: &Conversation) {
        for (user, leg) in agent_legs(conversation) {
            let Some(id) = &leg.id else { continue };
            if let Some(since) = leg.connected_time
                && is_news(&mut self.connected, id)
            {
                self.talk = Some(Talk {
                    leg: id.clone(),
                    user: user.clone(),
                    since,
                });
            }
            if leg.state == Some(MessageState::Disconnected) && is_news(&mut self.ended, id) {
                let is_theirs = self.talk.as_ref().is_some_and(|talk| talk.leg == *id);
                if is_theirs || self.has_bug {
                    self.talk = None;
                }
            }
        }
    }
}

/// Whether the leg was not known yet; from now on it is.
fn is_news(known: &mut Vec<Id>, leg: &Id) -> bool {
    let is_news = !known.contains(leg);
    if is_news {
        known.push(leg.clone());
    }
    is_news
}

/// Every agent's legs, with the user.
fn agent_legs(conversation: &Conversation) -> impl Iterator<Item = (&Id, &Message)> {
    let agents = conversation
        .participants
        .iter()
        .flatten()
        .filter(|one| one.purpose.as_deref() == Some("agent"));
    agents.flat_map(|agent| {
        agent
            .messages
            .iter()
            .flatten()
            .filter_map(|leg| Some((agent.user_id.as_ref()?, leg)))
    })
}

/// What must hold after every snapshot: somebody talks exactly while an agent's leg has connected
/// and not ended.
fn check(snapshots: &[Conversation], has_bug: bool) -> Result<(), TestCaseError> {
    let mut consumer = Consumer {
        has_bug,
        ..Consumer::default()
    };
    for conversation in snapshots {
        consumer.take(conversation);
        let talking: Vec<_> = agent_legs(conversation)
            .filter(|(_, leg)| leg.connected_time.is_some() && leg.disconnected_time.is_none())
            .collect();
        let found = consumer.talk.as_ref();
        let fits = match found {
            None => talking.is_empty(),
            Some(talk) => talking
                .iter()
                .any(|(user, leg)| **user == talk.user && leg.connected_time == Some(talk.since)),
        };
        if !fits {
            return Err(TestCaseError::fail(format!(
                "the consumer says {found:?}, {} agents talk",
                talking.len()
            )));
        }
    }
    Ok(())
}

fn run(cases: u32, has_bug: bool) -> Result<(), Box<TestError<WithStory<Vec<Conversation>>>>> {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[11; 32]));
    runner
        .run(&snapshots(Population::default()), |sample| {
            check(&sample, has_bug)
        })
        .map_err(Box::new)
}

fn snapshots_of(case: &Case) -> Vec<Conversation> {
    case.episodes
        .iter()
        .flat_map(|episode| episode.snapshots().map(|(_, conversation)| conversation))
        .collect()
}

#[test]
fn the_consumer_keeps_its_promise() {
    // What was promoted is replayed before anything random is drawn.
    for case in promoted() {
        check(&snapshots_of(&case), false).unwrap();
    }
    run(48, false).unwrap();
}

#[test]
fn its_bug_is_found_shrunk_and_kept() {
    let error = run(256, true).expect_err("the bug is there");
    let TestError::Fail(_, sample) = *error else {
        panic!("the bug was not found")
    };
    let events: Vec<_> = sample
        .story
        .script
        .steps
        .iter()
        .map(|step| step.event)
        .collect();
    let (start, last) = events.split_at(events.len() - 1);
    use EventKind::{Answer, Decline, Enter, Offer, Pull, TransferTimeOut, Unavailable};
    // The colleague's offer ends unanswered, or is answered and the first agent's leg ends. Or who
    // was asked loses the conversation to a colleague before an answer.
    let is_least = match start {
        [Enter, Enter, Offer, Answer, Offer] => {
            [TransferTimeOut, Unavailable, Decline, Answer].contains(&last[0])
        }
        [Enter, Enter, Offer] => last[0] == Pull,
        _ => false,
    };
    assert!(is_least, "{:?}", sample.story);
    let kept = promoted();
    assert!(
        kept.iter()
            .any(|case| check(&snapshots_of(case), true).is_err()),
        "promote this: {:?}",
        sample.story
    );
}
