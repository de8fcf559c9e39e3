//! The analytics details of a conversation.

use message_model::Timestamp;
use message_model::contract::View;
use serde_json::{Value, json};

use super::Maker;
use super::scene::{Edit, Record, Scene, elements, later, text, time_of};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("session-id-unique", unique_ids),
    Maker::new("session-segment-ends-after-start", segments_end),
    Maker::new("session-segments-contiguous", contiguous),
    Maker::new("session-alert-first-wrapup-last", in_order),
    Maker::new("session-disconnect-type-at-end", disconnect_types),
    Maker::new("metric-of-segment", of_segments),
    Maker::new("metric-of-session", of_sessions),
    Maker::new("metrics-add-up", add_up),
    Maker::new("count-metric-is-one", counts),
    Maker::new("metrics-by-emission", sorted),
    Maker::new("answer-metric-is-queue-wait", answered),
    Maker::new("analytics-participants-by-joining", by_joining),
    Maker::new("one-analytics-participant-per-user", one_per_user),
    Maker::new("session-peer-is-of-contact", peers),
    Maker::new("analytics-conversation-spans-segments", spans),
];

/// A session, with where it stands and whose it is.
struct Session<'a> {
    record: &'a Record,
    path: String,
    facts: &'a Value,
    purpose: &'a str,
}

impl Session<'_> {
    fn segments(&self) -> &[Value] {
        elements(&self.facts["segments"])
    }

    /// The last segment: its number, start and end.
    fn last(&self) -> Option<(usize, Timestamp, Option<Timestamp>)> {
        let last = self.segments().len().checked_sub(1)?;
        let segment = &self.segments()[last];
        Some((
            last,
            time_of(segment, "segmentStart")?,
            time_of(segment, "segmentEnd"),
        ))
    }
}

fn details(scene: &Scene) -> impl Iterator<Item = &Record> {
    scene
        .records
        .iter()
        .filter(|record| record.view == View::Analytics)
}

fn sessions(scene: &Scene) -> Vec<Session<'_>> {
    let mut sessions = Vec::new();
    for record in details(scene) {
        for (index, participant) in record.participants().iter().enumerate() {
            for (number, facts) in elements(&participant["sessions"]).iter().enumerate() {
                sessions.push(Session {
                    record,
                    path: format!("participants[{index}].sessions[{number}]"),
                    facts,
                    purpose: participant["purpose"].as_str().unwrap_or_default(),
                });
            }
        }
    }
    sessions
}

fn each(scene: &Scene, edit: impl Fn(&Session<'_>) -> Option<Edit>) -> Vec<Edit> {
    sessions(scene).iter().filter_map(edit).collect()
}

/// The edits of each metric whose name is wanted: `edit` gets its path and value.
fn each_metric(
    scene: &Scene,
    is_wanted: impl Fn(&str) -> bool,
    edit: impl Fn(&Record, &str, i64) -> Edit,
) -> Vec<Edit> {
    let mut edits = Vec::new();
    for session in sessions(scene) {
        for (index, metric) in elements(&session.facts["metrics"]).iter().enumerate() {
            let (Some(name), Some(value)) = (metric["name"].as_str(), metric["value"].as_i64())
            else {
                continue;
            };
            if is_wanted(name) {
                let path = format!("{}.metrics[{index}].value", session.path);
                edits.push(edit(session.record, &path, value));
            }
        }
    }
    edits
}

fn unique_ids(scene: &Scene) -> Vec<Edit> {
    each(scene, |session| {
        session.facts["sessionId"].as_str()?;
        // The session of somebody else, without what other rules ask of it.
        let other = json!({"participantId": scene.id(90), "purpose": "api",
            "sessions": [{"sessionId": session.facts["sessionId"], "mediaType": "unknown"}]});
        Some(vec![session.record.push("participants", other)])
    })
}

fn segments_end(scene: &Scene) -> Vec<Edit> {
    each(scene, |session| {
        let (last, start, _) = session.last()?;
        let path = format!("{}.segments[{last}].segmentEnd", session.path);
        Some(vec![session.record.set(&path, later(start, -1_000))])
    })
}

/// Adds a segment after the last one, and lets the conversation go on to its end.
fn further(session: &Session<'_>, kind: &str, from_ms: i64, to_ms: i64) -> Option<Edit> {
    let (_, start, end) = session.last()?;
    let end = end?.max(start);
    let (from, to) = (later(end, from_ms), later(end, to_ms));
    let segment = json!({"segmentStart": from, "segmentEnd": to, "segmentType": kind});
    let mut edit = vec![
        session
            .record
            .push(&format!("{}.segments", session.path), segment),
    ];
    if let Some(ended) = session.record.body()["conversationEnd"].as_str()
        && ended < to.as_str()
    {
        edit.push(session.record.set("conversationEnd", to));
    }
    Some(edit)
}

fn contiguous(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |session| {
        let (last, _, _) = session.last()?;
        let before = session.segments().get(last.checked_sub(1)?)?;
        let start = later(time_of(before, "segmentEnd")?, 1);
        let path = format!("{}.segments[{last}].segmentStart", session.path);
        Some(vec![session.record.set(&path, start)])
    });
    edits.extend(each(scene, |session| {
        further(session, "interact", 1_000, 2_000)
    }));
    edits
}

fn in_order(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |session| further(session, "alert", 0, 0));
    edits.extend(each(scene, |session| {
        let (last, _, _) = session.last().filter(|(last, _, _)| *last > 0)?;
        let path = format!("{}.segments[{last}].segmentType", session.path);
        Some(vec![session.record.set(&path, "alert")])
    }));
    edits
}

fn disconnect_types(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |session| further(session, "interact", 0, 0));
    edits.extend(each(scene, |session| {
        let (last, _, _) = session.last().filter(|(last, _, _)| *last > 0)?;
        let path = format!("{}.segments[{}].disconnectType", session.path, last - 1);
        Some(vec![session.record.set(&path, "spam")])
    }));
    edits
}

fn of_segments(scene: &Scene) -> Vec<Edit> {
    let mut edits = each_metric(
        scene,
        |name| ["tAlert", "tTalk", "tHeld", "tAcw"].contains(&name),
        |record, path, value| vec![record.set(path, value + 1)],
    );
    edits.extend(each(scene, |session| {
        let (_, _, end) = session.last()?;
        let metric = json!({"name": "tAlert", "value": 1, "emitDate": later(end?, 60_000)});
        Some(vec![
            session
                .record
                .push(&format!("{}.metrics", session.path), metric),
        ])
    }));
    edits
}

fn of_sessions(scene: &Scene) -> Vec<Edit> {
    each_metric(
        scene,
        |name| ["tConnected", "tAcd", "tFlow", "tFlowExit"].contains(&name),
        |record, path, value| vec![record.set(path, value + 1)],
    )
}

fn add_up(scene: &Scene) -> Vec<Edit> {
    let mut edits = each_metric(
        scene,
        |name| ["tTalkComplete", "tHeldComplete", "tHandle"].contains(&name),
        |record, path, value| vec![record.set(path, value + 1)],
    );
    edits.extend(each(scene, |session| {
        let (_, _, end) = session.last().filter(|_| session.purpose == "agent")?;
        let metric = json!({"name": "tHeldComplete", "value": 1, "emitDate": later(end?, 60_000)});
        Some(vec![
            session
                .record
                .push(&format!("{}.metrics", session.path), metric),
        ])
    }));
    edits
}

fn counts(scene: &Scene) -> Vec<Edit> {
    each_metric(
        scene,
        |name| matches!(name.as_bytes(), [b'n', b'A'..=b'Z', ..]),
        |record, path, _| vec![record.set(path, 2)],
    )
}

fn sorted(scene: &Scene) -> Vec<Edit> {
    let mut edits = Vec::new();
    for session in sessions(scene) {
        let count = elements(&session.facts["metrics"]).len();
        for index in 1..count {
            let path = format!("{}.metrics", session.path);
            edits.push(vec![session.record.swap(&path, index - 1, index)]);
        }
    }
    edits
}

fn answered(scene: &Scene) -> Vec<Edit> {
    each_metric(
        scene,
        |name| name == "tAnswered",
        |record, path, value| vec![record.set(path, value + 1)],
    )
}

fn by_joining(scene: &Scene) -> Vec<Edit> {
    let mut edits = Vec::new();
    for record in details(scene) {
        for index in 1..record.participants().len() {
            edits.push(vec![record.swap("participants", index - 1, index)]);
        }
    }
    edits
}

fn one_per_user(scene: &Scene) -> Vec<Edit> {
    let agents = |record: &Record| {
        let users = record
            .participants()
            .iter()
            .filter(|one| one["purpose"] == "agent");
        let user = users.filter_map(|one| one["userId"].as_str()).next();
        let again = |user: &str| {
            let one = json!({"participantId": scene.id(90), "purpose": "agent", "userId": user});
            record.push("participants", one)
        };
        match user {
            Some(user) => vec![again(user)],
            None => vec![again(&scene.id(91)), again(&scene.id(91))],
        }
    };
    details(scene).map(agents).collect()
}

fn peers(scene: &Scene) -> Vec<Edit> {
    each(scene, |session| {
        session.facts["peerId"]
            .as_str()
            .filter(|_| session.purpose != "customer")?;
        Some(vec![
            session
                .record
                .set(&format!("{}.peerId", session.path), scene.id(90)),
        ])
    })
}

fn spans(scene: &Scene) -> Vec<Edit> {
    let mut edits = Vec::new();
    for record in details(scene) {
        for (name, by) in [("conversationStart", -1_000), ("conversationEnd", 1_000)] {
            if let Some(at) = time_of(record.body(), name) {
                edits.push(vec![record.set(name, later(at, by))]);
            }
        }
        let start = time_of(record.body(), "conversationStart");
        edits.extend(start.map(|start| vec![record.set("conversationStart", text(start))]));
    }
    edits
}
