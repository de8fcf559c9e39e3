//! The analytics details of played conversations say what the API's conversation says.

use std::collections::{BTreeMap, BTreeSet};

use message_generator::Episode;
use message_lifecycle::projection::AnalyticsForm;
use message_model::contract::{Root, check};
use message_model::{ApiRevision, encode};
use serde_json::Value;

use super::{episodes, json, list, steps, text};

/// What both views say of a leg.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    purpose: Option<String>,
    user: Option<String>,
    peer: Option<String>,
    /// Type, start, end and how it ended.
    segments: Vec<[Option<String>; 4]>,
    has_skipped_work: bool,
}

/// How analytics spell a disconnect type of two words; all others are alike.
const SPELLED: [(&str, &str); 3] = [
    ("transfer.noanswer", "noAnswerTransfer"),
    ("transfer.notavailable", "notAvailableTransfer"),
    ("session.expired", "sessionExpired"),
];

fn spelled(disconnect_type: &Value) -> Option<String> {
    let plain = text(disconnect_type)?;
    let other = SPELLED.iter().find(|(text, _)| *text == plain);
    Some(other.map_or(plain, |(_, spelled)| (*spelled).to_owned()))
}

/// The legs of the API's conversation, by their ids.
fn of_conversation(conversation: &Value) -> BTreeMap<String, Told> {
    let participants = list(&conversation["participants"]).iter();
    let legs = participants.map(|participant| {
        let leg = &participant["messages"][0];
        let mut segments: Vec<_> = list(&leg["segments"])
            .iter()
            .map(|segment| {
                [
                    text(&segment["type"]).map(|kind| kind.to_lowercase()),
                    text(&segment["startTime"]),
                    text(&segment["endTime"]),
                    spelled(&segment["disconnectType"]),
                ]
            })
            .collect();
        let work = &leg["afterCallWork"];
        let skipped = work["state"] == "skipped";
        if !work.is_null() && !skipped {
            let over = text(&work["endTime"]);
            let ending = over.as_ref().and(spelled(&leg["disconnectType"]));
            let started = text(&work["startTime"]);
            segments.push([Some("wrapup".to_owned()), started, over, ending]);
        }
        let told = Told {
            purpose: text(&participant["purpose"]),
            user: text(&participant["userId"]),
            peer: text(&leg["peerId"]),
            segments,
            has_skipped_work: skipped,
        };
        (text(&leg["id"]).expect("a leg has an id"), told)
    });
    legs.collect()
}

/// The sessions of the analytics details, by their ids.
fn of_details(details: &Value) -> BTreeMap<String, Told> {
    let mut sessions = BTreeMap::new();
    for participant in list(&details["participants"]) {
        for session in list(&participant["sessions"]) {
            let segments = list(&session["segments"]).iter().map(|segment| {
                assert_eq!(segment["conference"], false);
                [
                    text(&segment["segmentType"]),
                    text(&segment["segmentStart"]),
                    text(&segment["segmentEnd"]),
                    text(&segment["disconnectType"]),
                ]
            });
            let told = Told {
                purpose: text(&participant["purpose"]),
                user: text(&participant["userId"]),
                peer: text(&session["peerId"]),
                segments: segments.collect(),
                has_skipped_work: session["acwSkipped"] == true,
            };
            let id = text(&session["sessionId"]).expect("a session has an id");
            assert!(sessions.insert(id, told).is_none(), "each once");
        }
    }
    sessions
}

#[test]
fn analytics_agree_with_the_conversation_after_every_event() {
    let mut compared = 0;
    for episode in episodes("latest", 100) {
        let snapshots = episode.analytics_snapshots(AnalyticsForm::Job);
        for ((_, details), step) in snapshots.zip(steps(&episode)) {
            let details = json(&encode(&details).expect("it can be written"));
            let (found, expected) = (of_details(&details), of_conversation(&step.after));
            assert_eq!(found, expected, "after {}", step.row);
            assert_eq!(details["conversationId"], step.after["id"]);
            // Whether it is over, both say alike; analytics count the work after it.
            let (over, ended) = (&details["conversationEnd"], &step.after["endTime"]);
            assert_eq!(over.is_null(), ended.is_null(), "after {}", step.row);
            // The one ends when its last work is skipped, the other has no segment for that.
            let ends = list(&step.after["participants"]).iter();
            let last = ends.map(|one| text(&one["endTime"])).max().flatten();
            assert!(
                over.is_null() || text(over) >= last,
                "{over} before {last:?}"
            );
            compared += found.len();
        }
    }
    println!("{compared} sessions compared");
    assert!(compared > 15_000, "{compared} sessions");
}

#[test]
fn a_user_is_one_participant_and_an_entry_to_a_queue_one_of_its_own() {
    let mut merged = 0;
    for episode in episodes("latest", 100) {
        let details = json(&encode(&episode.analytics(AnalyticsForm::Job)).expect("JSON"));
        let mut users = BTreeSet::new();
        for participant in list(&details["participants"]) {
            let sessions = list(&participant["sessions"]);
            match participant["purpose"].as_str() {
                Some("agent") => {
                    assert!(users.insert(text(&participant["userId"])), "a user once");
                    merged += usize::from(sessions.len() > 1);
                }
                _ => assert_eq!(sessions.len(), 1, "{participant}"),
            }
        }
    }
    assert!(merged > 20, "{merged} agents with several sessions");
}

/// What each form has, at every release that changed the view.
#[test]
fn analytics_keep_to_the_contract_of_each_release() {
    let mut forms: BTreeMap<AnalyticsForm, usize> = BTreeMap::new();
    for release in [
        "19", "40", "74", "92", "115", "136.1", "189", "231", "250", "latest",
    ] {
        let revision: ApiRevision = release.parse().expect("a release");
        for episode in episodes(release, 40) {
            for (form, root) in [
                (AnalyticsForm::Job, Root::AnalyticsConversation),
                (
                    AnalyticsForm::Query,
                    Root::AnalyticsConversationWithoutAttributes,
                ),
            ] {
                if !root.definition().is_in(revision) {
                    continue;
                }
                let text = encode(&episode.analytics(form)).expect("JSON");
                assert_eq!(
                    check(&text, root, revision).expect("it reads"),
                    [],
                    "{release} {text}"
                );
                *forms.entry(form).or_default() += 1;
            }
            attributes_are_of_jobs(&episode);
        }
    }
    assert_eq!(forms.len(), 2, "{forms:?}");
}

fn attributes_are_of_jobs(episode: &Episode) {
    let query = episode.analytics(AnalyticsForm::Query);
    let mut participants = query.participants.iter().flatten();
    assert!(participants.all(|one| one.attributes.is_none()));
}
