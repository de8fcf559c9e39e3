//! The metrics of a real conversation, which a script with the times of that one gives again.
//!
//! The conversation was of web messaging: a flow, and an agent who passed it on five times between
//! two queues. What is listed is what its analytics details said, with times in milliseconds since
//! its start; ids, names and the day are of our own. What came after the fifth transfer was not in
//! what was published of it, but for the end of the conversation.

use message_generator::{Episode, Script, play};
use message_lifecycle::projection::AnalyticsForm;
use message_model::{AnalyticsConversation, AnalyticsSession, Timestamp};

/// The label of a leg, and what was measured in its session: name, value, time of emission.
type Measured<'a> = (&'a str, &'a [(&'a str, i64, i64)]);

const METRICS: &[Measured<'_>] = &[
    (
        "customer",
        &[("nConnected", 1, 0), ("tConnected", 8080174, 8080174)],
    ),
    (
        "flow",
        &[
            ("nFlow", 1, 5),
            ("tFlow", 408, 413),
            ("tFlowExit", 408, 413),
        ],
    ),
    ("queue-1", &[("nOffered", 1, 445), ("tAcd", 3088, 3533)]),
    (
        "agent-1",
        &[
            ("tAlert", 2907, 3541),
            ("tAnswered", 3088, 3541),
            ("nBlindTransferred", 1, 24585),
            ("nTransferred", 1, 24585),
            ("tAgentResponseTime", 24585, 24585),
            ("tTalk", 21044, 24585),
            ("tTalkComplete", 21044, 24585),
            ("tAcw", 1855, 26440),
            ("tHandle", 22899, 26440),
        ],
    ),
    ("queue-2", &[("nOffered", 1, 24613), ("tAcd", 2014, 26627)]),
    (
        "agent-2",
        &[
            ("tAnswered", 2014, 26614),
            ("nBlindTransferred", 1, 37411),
            ("nTransferred", 1, 37411),
            ("tTalk", 10797, 37411),
            ("tTalkComplete", 10797, 37411),
            ("tAcw", 2175, 39586),
            ("tHandle", 12972, 39586),
        ],
    ),
    ("queue-3", &[("nOffered", 1, 37469), ("tAcd", 2275, 39744)]),
    (
        "agent-3",
        &[
            ("tAnswered", 2275, 39731),
            ("nBlindTransferred", 1, 66673),
            ("nTransferred", 1, 66673),
            ("tTalk", 26942, 66673),
            ("tTalkComplete", 26942, 66673),
            ("tAcw", 1567, 68240),
            ("tHandle", 28509, 68240),
        ],
    ),
    ("queue-4", &[("nOffered", 1, 66740), ("tAcd", 4837, 71577)]),
    (
        "agent-4",
        &[
            ("tAnswered", 4837, 71574),
            ("nBlindTransferred", 1, 92832),
            ("nTransferred", 1, 92832),
            ("tTalk", 21258, 92832),
            ("tTalkComplete", 21258, 92832),
            ("tAcw", 1897, 94729),
            ("tHandle", 23155, 94729),
        ],
    ),
    ("queue-5", &[("nOffered", 1, 92878), ("tAcd", 7179, 100057)]),
    (
        "agent-5",
        &[
            ("tAlert", 2722, 100069),
            ("tAnswered", 7179, 100069),
            ("nBlindTransferred", 1, 169790),
            ("nTransferred", 1, 169790),
            ("tTalk", 69721, 169790),
            ("tTalkComplete", 69721, 169790),
            ("tAcw", 3014, 172804),
            ("tHandle", 72735, 172804),
        ],
    ),
];

/// The label of a leg, and its segments: type, start, end.
const SEGMENTS: &[Measured<'_>] = &[
    ("customer", &[("interact", 0, 8080174)]),
    ("flow", &[("interact", 5, 413)]),
    ("queue-1", &[("interact", 445, 3533)]),
    (
        "agent-1",
        &[
            ("alert", 634, 3541),
            ("interact", 3541, 24585),
            ("wrapup", 24585, 26440),
        ],
    ),
    ("queue-2", &[("interact", 24613, 26627)]),
    (
        "agent-2",
        &[("interact", 26614, 37411), ("wrapup", 37411, 39586)],
    ),
    ("queue-3", &[("interact", 37469, 39744)]),
    (
        "agent-3",
        &[("interact", 39731, 66673), ("wrapup", 66673, 68240)],
    ),
    ("queue-4", &[("interact", 66740, 71577)]),
    (
        "agent-4",
        &[("interact", 71574, 92832), ("wrapup", 92832, 94729)],
    ),
    ("queue-5", &[("interact", 92878, 100057)]),
    (
        "agent-5",
        &[
            ("alert", 97347, 100069),
            ("interact", 100069, 169790),
            ("wrapup", 169790, 172804),
        ],
    ),
];

/// When the conversation ended: with the last agent's work, 939 ms after the customer's leg.
const END: i64 = 8_081_113;

fn played() -> Episode {
    let script = include_str!("../courses/five-transfers-measured.json");
    let mut episodes = play(&Script::from_json(script).unwrap()).unwrap();
    episodes.remove(0)
}

/// The session of the leg of this label.
fn session<'a>(
    details: &'a AnalyticsConversation,
    episode: &Episode,
    label: &str,
) -> &'a AnalyticsSession {
    let id = episode.leg(label).unwrap().id;
    let participants = details.participants.iter().flatten();
    let mut sessions = participants.flat_map(|one| one.sessions.iter().flatten());
    sessions.find(|session| session.session_id == id).unwrap()
}

#[test]
fn each_metric_of_a_real_conversation_is_given_to_the_millisecond() {
    let episode = played();
    let details = episode.analytics(AnalyticsForm::Job);
    let start = details.conversation_start.unwrap();
    let since = |at: Option<Timestamp>| at.unwrap().millis_since(start);
    for (label, expected) in METRICS {
        let metrics = session(&details, &episode, label).metrics.iter().flatten();
        let found: Vec<(&str, i64, i64)> = metrics
            .map(|one| {
                (
                    one.name.as_deref().unwrap(),
                    one.value.unwrap(),
                    since(one.emit_date),
                )
            })
            .collect();
        assert_eq!(found, *expected, "{label}");
    }
    for (label, expected) in SEGMENTS {
        let segments = session(&details, &episode, label).segments.iter().flatten();
        let found: Vec<(&str, i64, i64)> = segments
            .map(|one| {
                let kind = one.segment_type.as_ref().unwrap().as_str();
                (kind, since(one.segment_start), since(one.segment_end))
            })
            .collect();
        assert_eq!(found, *expected, "{label}");
    }
    assert_eq!(since(details.conversation_end), END);
}

#[test]
fn participants_of_a_real_conversation_are_merged_alike() {
    let details = played().analytics(AnalyticsForm::Job);
    let purposes: Vec<(&str, usize)> = details
        .participants
        .iter()
        .flatten()
        .map(|one| {
            let sessions = one.sessions.as_ref().unwrap();
            (one.purpose.as_ref().unwrap().as_str(), sessions.len())
        })
        .collect();
    // The last queue and the last session of the agent are those that were not published.
    let expected = [
        ("customer", 1),
        ("workflow", 1),
        ("acd", 1),
        ("agent", 6),
        ("acd", 1),
        ("acd", 1),
        ("acd", 1),
        ("acd", 1),
        ("acd", 1),
    ];
    assert_eq!(purposes, expected);
    assert_eq!(details.conversation_initiator.unwrap().as_str(), "agent");
    assert_eq!(
        details.customer_participation, None,
        "the customer has not written"
    );
    let acd: Vec<_> = details
        .participants
        .iter()
        .flatten()
        .filter_map(|one| one.sessions.as_ref()?[0].flow_in_type.as_deref())
        .collect();
    assert_eq!(
        acd,
        ["workflow", "agent", "agent", "agent", "agent", "agent"]
    );
}
