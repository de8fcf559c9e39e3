//! What is generated keeps every rule, in each view and as one sequence of all of them.

use std::collections::BTreeMap;

use message_generator::{Envelope, Episode};
use message_lifecycle::projection::{
    AnalyticsForm, Projection, to_analytics_conversation, to_conversation, to_event_conversation,
    to_event_message_conversation, to_message_conversation,
};
use message_lifecycle::{Simulation, Table};
use message_model::{Capture, DetailEvent, EventBody, encode};
use message_rules::{Checkable, Delivery, Finding, Sequence, check, check_sequence};

use super::episodes;

/// How often each rule was broken, with one of the findings.
type Broken = BTreeMap<&'static str, (usize, String)>;

fn add(broken: &mut Broken, what: &str, findings: impl IntoIterator<Item = Finding>) {
    for finding in findings {
        let of_rule = broken
            .entry(finding.rule.id)
            .or_insert_with(|| (0, format!("{what}: {finding}")));
        of_rule.0 += 1;
    }
}

/// The documents and steps of a sequence, with what breaks a rule.
struct Judged {
    sequence: Sequence,
    broken: Broken,
    documents: usize,
}

impl Judged {
    fn new() -> Self {
        Self {
            sequence: Sequence::new(None),
            broken: Broken::new(),
            documents: 0,
        }
    }

    fn push(&mut self, what: &str, document: &impl Checkable) {
        self.documents += 1;
        add(&mut self.broken, what, check(document));
        let of_step = self.sequence.push(document).findings;
        let findings = of_step.into_iter().map(|(_, finding)| finding);
        add(&mut self.broken, what, findings);
    }
}

/// Pushes every view of the conversation after each event, as a client sees it who polls the API
/// beside its subscriptions.
fn push_states(episode: &Episode, judged: &mut Judged) {
    let mut simulation = Simulation::new(Table::standard(), episode.timeline.setup().clone());
    for event in episode.timeline.events() {
        let row = simulation
            .apply_alone(event.clone())
            .expect("a log of this table")
            .row
            .id;
        let view = Projection::new(simulation.conversation(), &episode.content);
        let polled = to_conversation(view);
        judged.push(row, &polled);
        let nested = to_event_conversation(view);
        judged.push(row, &nested);
        let flat = to_event_message_conversation(view);
        judged.push(row, &flat);
        let media = to_message_conversation(view);
        judged.push(row, &media);
        for form in AnalyticsForm::ALL {
            judged.push(row, &to_analytics_conversation(view, form));
        }
    }
}

/// The detail events of a conversation, in the order in which they happened.
fn details(episode: &Episode) -> Vec<DetailEvent> {
    let mut sent: Vec<_> = episode
        .sent_frames(|frame| frame.moment.is_some())
        .collect();
    sent.sort_by_key(|sent| sent.frame.change.position);
    let events = sent.iter().map(|sent| match &*sent.body {
        EventBody::DetailEvent(event) => (**event).clone(),
        other => panic!("{other:?} was not wanted"),
    });
    events.collect()
}

/// What usually holds and does not in a few walks, and why.
const RARE: [(&str, &str); 2] = [
    (
        "peers-follow-client",
        "an administrator may clear a queue within milliseconds of its being left behind",
    ),
    (
        "hand-on-is-transfer",
        "an agent may take a conversation up again right after a queue was cleared",
    ),
];

#[test]
fn what_is_generated_keeps_every_rule_in_each_view() {
    for release in ["latest", "257", "231", "200", "178", "129"] {
        let mut judged = Judged::new();
        let episodes = episodes(release, 120);
        assert!(episodes.len() >= 200, "{} conversations", episodes.len());
        for episode in episodes {
            push_states(&episode, &mut judged);
            for event in details(&episode) {
                judged.push(event.name(), &event);
            }
        }
        println!("as of {release}: {} documents", judged.documents);
        assert!(judged.documents > 5_000, "{release}");
        for (rule, _) in RARE {
            judged.broken.remove(rule);
        }
        assert!(
            judged.broken.is_empty(),
            "as of {release}: {:#?}",
            judged.broken
        );
    }
}

/// Frames as they arrive, some out of order, beside the API polled after each event.
#[test]
fn a_mixed_sequence_in_the_order_of_arrival_breaks_nothing() {
    let mut mixed = 0;
    for episode in episodes("latest", 60) {
        let mut documents: Vec<String> = Vec::new();
        let mut simulation = Simulation::new(Table::standard(), episode.timeline.setup().clone());
        let mut polls = episode.timeline.events().iter();
        for sent in episode.sent_frames(|_| true) {
            if let Some(event) = polls.next() {
                simulation
                    .apply_alone(event.clone())
                    .expect("a log of this table");
                let view = Projection::new(simulation.conversation(), &episode.content);
                documents.push(encode(&to_conversation(view)).expect("JSON"));
                documents.push(encode(&to_message_conversation(view)).expect("JSON"));
            }
            let envelope = match sent.frame.moment {
                Some(_) => Envelope::EventBridge,
                None => Envelope::Notification,
            };
            documents.push(sent.to_json(envelope).expect("it can be written"));
        }
        let text = format!("[{}]", documents.join(","));
        let capture = Capture::read(text).expect("it reads");
        mixed += documents.len();
        let report = check_sequence(&capture, Delivery::Unordered, None);
        assert!(report.findings.is_empty(), "{}", report.findings[0].1);
    }
    println!("{mixed} documents in mixed sequences");
    assert!(mixed > 5_000, "{mixed} documents");
}
