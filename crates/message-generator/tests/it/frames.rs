//! The live views of played conversations, judged from their JSON alone: they agree with the API's
//! conversation, and what is sent is what is listed, to those who are listed.

mod agree;
mod analytics;
mod causes;
mod envelopes;
mod fold;
mod rules;

use message_generator::{Episode, Profile, Run, Scenario};
use message_lifecycle::projection::{Projection, to_conversation};
use message_lifecycle::{Simulation, Table};
use message_model::{ApiRevision, encode};
use serde_json::Value;

/// Conversations of random walks, of every profile and of every built-in scenario, on this release.
fn episodes(release: &str, walks: u64) -> Vec<Episode> {
    let revision: ApiRevision = release.parse().expect("a release");
    let profiles = Profile::builtin_names().map(|name| Profile::builtin(name).expect("built in"));
    let profiles = profiles.map(|profile| (Run::new(0).with_profile(profile), walks.div_ceil(10)));
    let scenarios = Scenario::all_builtin();
    let scenarios = scenarios.map(|scenario| (Run::new(0).with_scenarios(vec![scenario]), 1));
    let walked = [(Run::new(0).with_walks(), walks)].into_iter();
    let runs = walked.chain(profiles).chain(scenarios).zip(11..);
    let episodes = runs.flat_map(|((run, count), seed)| {
        let run = run.with_seed(seed).with_revision(revision);
        (0..count).flat_map(move |number| run.episodes(number))
    });
    episodes.collect()
}

/// One step of a conversation: the row that it took, and the API's conversation before and after.
struct Step {
    row: &'static str,
    leg: usize,
    before: Value,
    after: Value,
}

/// The steps of a conversation, with the API's conversation as JSON.
fn steps(episode: &Episode) -> Vec<Step> {
    let setup = episode.timeline.setup().clone();
    let mut simulation = Simulation::new(Table::standard(), setup);
    let mut before = Value::Null;
    let mut steps = Vec::new();
    for event in episode.timeline.events() {
        let row = simulation
            .apply_alone(event.clone())
            .expect("a log of this table")
            .row
            .id;
        let whole = to_conversation(Projection::new(simulation.conversation(), &episode.content));
        let after = json(&encode(&whole).expect("it can be written"));
        let leg = event.leg.position();
        steps.push(Step {
            row,
            leg,
            before,
            after: after.clone(),
        });
        before = after;
    }
    steps
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// What all views of a participant and its one leg say, in whatever place and spelling.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Facts {
    participant: Option<String>,
    purpose: Option<String>,
    user: Option<String>,
    peer: Option<String>,
    state: Option<String>,
    held: bool,
    connected: Option<String>,
    ended: Option<String>,
    ending: Option<String>,
    resume: Option<String>,
    work: [Option<String>; 2],
    wrap_up: Option<String>,
    messages: Vec<Told>,
}

/// What all views say of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    id: Option<String>,
    at: Option<String>,
    status: Option<String>,
}

/// The facts of a conversation whose participants have their legs inside: the API's, and that of
/// the topics `conversations`.
fn nested(conversation: &Value) -> Vec<Facts> {
    let participants = list(&conversation["participants"]).iter();
    let facts = participants.map(|participant| {
        let leg = &participant["messages"][0];
        Facts {
            user: text(&participant["userId"]),
            peer: text(&leg["peerId"]),
            ended: text(&leg["disconnectedTime"]),
            messages: told(leg, |message| &message["messageId"]),
            ..common(participant, leg)
        }
    });
    facts.collect()
}

/// The facts of a conversation whose participants are their legs: that of the API for messages,
/// and that of the topics `conversations.messages`.
fn flat(conversation: &Value) -> Vec<Facts> {
    let participants = list(&conversation["participants"]).iter();
    let facts = participants.map(|participant| Facts {
        user: text(&participant["user"]["id"]),
        peer: text(&participant["peer"]),
        ended: text(&participant["endTime"]),
        messages: told(participant, |message| match &message["message"]["id"] {
            Value::Null => &message["messageId"],
            id => id,
        }),
        ..common(participant, participant)
    });
    facts.collect()
}

fn common(participant: &Value, leg: &Value) -> Facts {
    Facts {
        participant: text(&participant["id"]),
        purpose: text(&participant["purpose"]),
        state: text(&leg["state"]),
        held: leg["held"].as_bool().expect("always there"),
        connected: text(&leg["connectedTime"]),
        ending: text(&leg["disconnectType"]),
        resume: text(&leg["resumeTime"]),
        work: [
            text(&participant["startAcwTime"]),
            text(&participant["endAcwTime"]),
        ],
        wrap_up: text(&participant["wrapup"]["code"]),
        ..Facts::default()
    }
}

fn told(leg: &Value, id: impl Fn(&Value) -> &Value) -> Vec<Told> {
    let messages = list(&leg["messages"]).iter();
    let told = messages.map(|message| Told {
        id: text(id(message)),
        at: text(&message["messageTime"]),
        status: text(&message["messageStatus"]),
    });
    told.collect()
}
