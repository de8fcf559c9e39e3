//! What only one view can show: a legal payload of each, and for every rule of its own at least
//! three that break it.

use std::collections::BTreeMap;

use message_model::Capture;
use message_rules::{Delivery, Scope, Sequence, check_sequence, rules};

use crate::breaking::OF_OTHER_VIEWS;
use crate::support::{Edit, broken, broken_in_sequence, edited, set};

/// `GET /api/v2/conversations/messages/{id}`: the customer and the agent whose work has begun.
const MEDIA: &str = r#"{"id": "00000001-1111-4222-8333-444455556666",
    "selfUri": "/api/v2/conversations/messages/00000001-1111-4222-8333-444455556666", "participants": [
    {"id": "00000002-1111-4222-8333-444455556666", "purpose": "customer", "state": "connected", "held": false,
     "startTime": "2026-01-05T09:00:00.000Z", "connectedTime": "2026-01-05T09:00:00.007Z",
     "peer": "0000000a-1111-4222-8333-444455556666", "provider": "PureCloud Messaging", "type": "open",
     "queue": {"id": "0000000e-1111-4222-8333-444455556666", "selfUri": "/q"},
     "messages": [{"messageId": "00000021-1111-4222-8333-444455556666", "messageURI": "/m",
        "messageStatus": "received", "messageTime": "2026-01-05T09:00:00.000Z"}]},
    {"id": "00000005-1111-4222-8333-444455556666", "purpose": "agent", "state": "disconnected",
     "disconnectType": "client", "held": false, "startTime": "2026-01-05T09:01:00.000Z",
     "connectedTime": "2026-01-05T09:01:00.007Z", "endTime": "2026-01-05T09:09:00.000Z",
     "startAcwTime": "2026-01-05T09:09:00.000Z", "peer": "00000007-1111-4222-8333-444455556666",
     "user": {"id": "0000000f-1111-4222-8333-444455556666", "selfUri": "/u"},
     "provider": "PureCloud Messaging", "type": "open", "messages": []},
    {"id": "00000006-1111-4222-8333-444455556666", "purpose": "agent", "state": "connected", "held": false,
     "startTime": "2026-01-05T09:08:00.000Z", "connectedTime": "2026-01-05T09:08:00.007Z",
     "peer": "00000007-1111-4222-8333-444455556666",
     "user": {"id": "00000010-1111-4222-8333-444455556666", "selfUri": "/u"},
     "provider": "PureCloud Messaging", "type": "open", "messages": []}]}"#;

/// The same in a notification about the messages: references have no link, and there is no joining
/// time.
fn media_notification() -> String {
    let mut text = MEDIA.to_owned();
    for link in [
        r#", "selfUri": "/q""#,
        r#", "selfUri": "/u""#,
        r#""startTime": "2026-01-05T09:00:00.000Z", "#,
        r#""startTime": "2026-01-05T09:01:00.000Z","#,
        r#""startTime": "2026-01-05T09:08:00.000Z", "#,
        r#"
    "selfUri": "/api/v2/conversations/messages/00000001-1111-4222-8333-444455556666","#,
    ] {
        assert!(text.contains(link), "{link}");
        text = text.replace(link, "");
    }
    let text = text.replace(
        r#""messageId": "00000021-1111-4222-8333-444455556666", "messageURI": "/m""#,
        r#""message": {"id": "00000021-1111-4222-8333-444455556666"}"#,
    );
    format!(r#"{{"topicName": "v2.users.u.conversations.messages", "eventBody": {text}}}"#)
}

/// A notification about the conversation: an agent who declined, and the work of another.
const NOTIFICATION: &str = r#"{"topicName": "v2.users.u.conversations", "eventBody": {
    "id": "00000001-1111-4222-8333-444455556666", "recordingState": "none", "participants": [
    {"id": "00000002-1111-4222-8333-444455556666", "purpose": "customer",
     "connectedTime": "2026-01-05T09:00:00.000Z", "messages": [
        {"id": "00000007-1111-4222-8333-444455556666", "state": "connected", "initialState": "connected",
         "held": false, "connectedTime": "2026-01-05T09:00:00.007Z",
         "messages": [{"messageId": "00000021-1111-4222-8333-444455556666", "messageStatus": "received",
            "messageTime": "2026-01-05T09:00:00.000Z"}]}]},
    {"id": "00000005-1111-4222-8333-444455556666", "purpose": "agent",
     "userId": "0000000f-1111-4222-8333-444455556666", "endTime": "2026-01-05T09:00:30.000Z", "messages": [
        {"id": "0000000a-1111-4222-8333-444455556666", "state": "disconnected", "initialState": "alerting",
         "disconnectType": "client", "held": false, "disconnectedTime": "2026-01-05T09:00:30.000Z",
         "peerId": "00000007-1111-4222-8333-444455556666"}]},
    {"id": "00000006-1111-4222-8333-444455556666", "purpose": "agent",
     "userId": "00000010-1111-4222-8333-444455556666", "connectedTime": "2026-01-05T09:01:00.000Z",
     "endTime": "2026-01-05T09:09:00.000Z", "startAcwTime": "2026-01-05T09:09:00.000Z", "messages": [
        {"id": "0000000b-1111-4222-8333-444455556666", "state": "disconnected", "initialState": "alerting",
         "disconnectType": "transfer", "held": false, "connectedTime": "2026-01-05T09:01:00.007Z",
         "disconnectedTime": "2026-01-05T09:09:00.000Z", "peerId": "00000007-1111-4222-8333-444455556666",
         "afterCallWork": {"state": "pending", "startTime": "2026-01-05T09:09:00.000Z"}}]}]}}"#;

#[test]
fn legal_payloads_of_each_view_break_nothing() {
    assert_eq!(broken(MEDIA), set(&[]));
    assert_eq!(broken(&media_notification()), set(&[]));
    assert_eq!(broken(NOTIFICATION), set(&[]));
    for (name, body) in LIFE {
        assert_eq!(broken(&event(name, body)), set(&[]), "{name}");
    }
    assert_eq!(broken_in_sequence(&life(LIFE)), set(&[]));
}

/// A rule, a view and an edit of its legal payload.
type Case<'a> = (&'static str, Of, &'a [Edit<'a>]);

#[derive(Clone, Copy)]
enum Of {
    Media,
    MediaNotification,
    Notification,
}

const BROKEN: &[Case<'_>] = &[
    // Rules that hold in the other views too.
    (
        "message-id-unique",
        Of::Media,
        &[("/participants/0/messages/-", MESSAGE_AGAIN)],
    ),
    (
        "message-id-unique",
        Of::MediaNotification,
        &[("/eventBody/participants/0/messages/-", REFERENCE_AGAIN)],
    ),
    (
        "message-id-unique",
        Of::Notification,
        &[(
            "/eventBody/participants/0/messages/0/messages/-",
            MESSAGE_AGAIN,
        )],
    ),
    (
        "disconnected-time-before-end",
        Of::Media,
        &[("/participants/2/endTime", r#""2026-01-05T09:10:00.000Z""#)],
    ),
    (
        "disconnected-time-at-end",
        Of::MediaNotification,
        &[("/eventBody/participants/1/endTime", "")],
    ),
    (
        "disconnect-type-at-end",
        Of::Notification,
        &[("/eventBody/participants/1/messages/0/disconnectType", "")],
    ),
    (
        "internal-leg-has-peer",
        Of::Media,
        &[("/participants/1/peer", "")],
    ),
    (
        "internal-leg-has-peer",
        Of::MediaNotification,
        &[("/eventBody/participants/2/peer", "")],
    ),
    (
        "internal-peer-is-customer",
        Of::Notification,
        &[("/eventBody/participants/1/messages/0/peerId", r#""nobody""#)],
    ),
    (
        "work-after-before-end",
        Of::Media,
        &[(
            "/participants/2/startAcwTime",
            r#""2026-01-05T09:10:00.000Z""#,
        )],
    ),
    (
        "work-after-before-end",
        Of::MediaNotification,
        &[(
            "/eventBody/participants/2/startAcwTime",
            r#""2026-01-05T09:10:00.000Z""#,
        )],
    ),
    (
        "work-after-before-end",
        Of::Notification,
        &[
            (
                "/eventBody/participants/0/messages/0/afterCallWork",
                r#"{"state": "notApplicable"}"#,
            ),
            (
                "/eventBody/participants/0/startAcwTime",
                r#""2026-01-05T09:10:00.000Z""#,
            ),
        ],
    ),
    (
        "participants-by-joining",
        Of::Media,
        &[("/participants/2/startTime", r#""2026-01-05T09:00:30.000Z""#)],
    ),
    // Rules that only this view can break.
    (
        "start-alerting-time-in-notification",
        Of::MediaNotification,
        &[(
            "/eventBody/participants/2/startAlertingTime",
            r#""2026-01-05T09:08:00.000Z""#,
        )],
    ),
    (
        "start-alerting-time-in-notification",
        Of::Notification,
        &[(
            "/eventBody/participants/1/messages/0/startAlertingTime",
            r#""2026-01-05T09:00:01.000Z""#,
        )],
    ),
    (
        "start-alerting-time-in-notification",
        Of::Notification,
        &[(
            "/eventBody/participants/2/messages/0/startAlertingTime",
            r#""2026-01-05T09:00:40.000Z""#,
        )],
    ),
    (
        "peer-names-customer-leg",
        Of::Media,
        &[(
            "/participants/0/peer",
            r#""00000007-1111-4222-8333-444455556666""#,
        )],
    ),
    (
        "peer-names-customer-leg",
        Of::Media,
        &[
            (
                "/participants/2/peer",
                r#""0000000a-1111-4222-8333-444455556666""#,
            ),
            ("/participants/0/peer", ""),
        ],
    ),
    (
        "peer-names-customer-leg",
        Of::MediaNotification,
        &[(
            "/eventBody/participants/1/peer",
            r#""0000000b-1111-4222-8333-444455556666""#,
        )],
    ),
    (
        "acw-time-starts-at-end",
        Of::Media,
        &[(
            "/participants/1/startAcwTime",
            r#""2026-01-05T09:09:00.101Z""#,
        )],
    ),
    (
        "acw-time-starts-at-end",
        Of::Media,
        &[(
            "/participants/1/startAcwTime",
            r#""2026-01-05T09:01:00.000Z""#,
        )],
    ),
    (
        "acw-time-starts-at-end",
        Of::MediaNotification,
        &[(
            "/eventBody/participants/1/startAcwTime",
            r#""2026-01-05T10:00:00.000Z""#,
        )],
    ),
    (
        "self-uri-in-notification",
        Of::MediaNotification,
        &[(
            "/eventBody/participants/1/user/selfUri",
            r#""/api/v2/users/u""#,
        )],
    ),
    (
        "self-uri-in-notification",
        Of::MediaNotification,
        &[(
            "/eventBody/participants/0/queue/selfUri",
            r#""/api/v2/routing/queues/q""#,
        )],
    ),
    (
        "self-uri-in-notification",
        Of::MediaNotification,
        &[(
            "/eventBody/participants/0/messages/0/message/selfUri",
            r#""/m""#,
        )],
    ),
];

const MESSAGE_AGAIN: &str = r#"{"messageId": "00000021-1111-4222-8333-444455556666",
    "messageStatus": "received", "messageTime": "2026-01-05T09:00:01.000Z"}"#;
const REFERENCE_AGAIN: &str = r#"{"message": {"id": "00000021-1111-4222-8333-444455556666"},
    "messageStatus": "received", "messageTime": "2026-01-05T09:00:01.000Z"}"#;

#[test]
fn edits_in_each_view_are_found_and_nothing_else() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (rule, of, edits) in BROKEN {
        *counts.entry(rule).or_default() += 1;
        let base = match of {
            Of::Media => MEDIA.to_owned(),
            Of::MediaNotification => media_notification(),
            Of::Notification => NOTIFICATION.to_owned(),
        };
        assert_eq!(broken(&edited(&base, edits)), set(&[rule]), "{edits:?}");
    }
    for (rule, name, body) in BROKEN_EVENTS {
        *counts.entry(rule).or_default() += 1;
        assert_eq!(broken(&event(name, body)), set(&[rule]), "{name} {body}");
    }
    for (rule, ..) in crate::spoken::BROKEN {
        *counts.entry(rule).or_default() += 1;
    }
    for (rule, ..) in crate::analytics::BROKEN {
        *counts.entry(rule).or_default() += 1;
    }
    for rule in OF_OTHER_VIEWS {
        let count = counts.get(rule).copied().unwrap_or_default();
        assert!(count >= 3, "{rule} is broken by {count} documents");
    }
}

/// The place of a finding is that of the view.
#[test]
fn findings_name_the_places_of_the_view() {
    let text = edited(
        &media_notification(),
        &[("/eventBody/participants/0/messages/-", REFERENCE_AGAIN)],
    );
    let capture = Capture::read(text).expect("a payload");
    assert_eq!(
        message_rules::check(&capture)[0].path,
        "eventBody.participants[0].messages[1].message.id"
    );
}

/// A detail event in its notification, of the leg `l` unless its body names another.
fn event(name: &str, body: &str) -> String {
    let with = |name: &str, value: &str| match body.contains(name) {
        true => String::new(),
        false => format!(r#""{name}": "{value}", "#),
    };
    let (participant, session) = (with("participantId", "p"), with("sessionId", "l"));
    format!(
        r#"{{"topicName": "v2.detail.events.conversation.c.{name}", "eventBody":
            {{"conversationId": "c", {participant}{session}{body}}}}}"#
    )
}

fn life(events: &[(&str, &str)]) -> String {
    let events: Vec<String> = events
        .iter()
        .map(|(name, body)| event(name, body))
        .collect();
    format!("[{}]", events.join(","))
}

/// The events of a contact and an agent, each on a leg of its own.
const LIFE: &[(&str, &str)] = &[
    (
        "customer.start",
        r#""eventTime": 1000, "sessionId": "c1", "participantId": "p1""#,
    ),
    (
        "acd.start",
        r#""eventTime": 1000, "sessionId": "q1", "participantId": "p2""#,
    ),
    ("user.start", r#""eventTime": 2000"#),
    (
        "acd.end",
        r#""eventTime": 3000, "sessionId": "q1", "participantId": "p2", "connectedDurationMs": 2000,
            "acdOutcome": "ANSWERED", "answeredUserId": "u""#,
    ),
    (
        "user.end",
        r#""eventTime": 9000, "interactingDurationMs": 4000, "heldDurationMs": 1500, "alertingDurationMs": 1000"#,
    ),
    (
        "customer.end",
        r#""eventTime": 9003, "sessionId": "c1", "participantId": "p1", "interactingDurationMs": 8003"#,
    ),
    ("acw", r#""eventTime": 9500, "wrapupDurationMs": 500"#),
];

const BROKEN_EVENTS: &[(&str, &str, &str)] = &[
    (
        "detail-duration-not-negative",
        "customer.end",
        r#""eventTime": 1, "interactingDurationMs": -1"#,
    ),
    (
        "detail-duration-not-negative",
        "user.end",
        r#""eventTime": 1, "heldDurationMs": -5000"#,
    ),
    (
        "detail-duration-not-negative",
        "acw",
        r#""eventTime": 1, "wrapupDurationMs": -1"#,
    ),
    (
        "detail-duration-not-negative",
        "flow.end",
        r#""eventTime": 1, "connectedDurationMs": -9223372036854775808"#,
    ),
    (
        "answered-user-of-outcome",
        "acd.end",
        r#""eventTime": 1, "acdOutcome": "ANSWERED""#,
    ),
    (
        "answered-user-of-outcome",
        "acd.end",
        r#""eventTime": 1, "acdOutcome": "FLOW_OUT", "answeredUserId": "u""#,
    ),
    (
        "answered-user-of-outcome",
        "acd.end",
        r#""eventTime": 1, "acdOutcome": "ABANDON", "answeredUserId": "u""#,
    ),
];

/// A rule, and events that break it alone.
type Events<'a> = (&'static str, &'a [(&'a str, &'a str)]);

const BROKEN_SEQUENCES: &[Events<'_>] = &[
    (
        "detail-event-once",
        &[
            ("user.start", r#""eventTime": 1"#),
            ("user.start", r#""eventTime": 2"#),
        ],
    ),
    (
        "detail-event-once",
        &[
            ("customer.end", r#""eventTime": 9"#),
            ("customer.end", r#""eventTime": 8"#),
        ],
    ),
    (
        "detail-event-once",
        &[
            ("acd.start", r#""eventTime": 1"#),
            ("acd.end", r#""eventTime": 5"#),
            ("acd.end", r#""eventTime": 6"#),
        ],
    ),
    (
        "detail-event-of-participant",
        &[
            ("user.start", r#""eventTime": 1, "participantId": "p1""#),
            ("user.end", r#""eventTime": 2"#),
        ],
    ),
    (
        "detail-event-of-participant",
        &[
            ("flow.start", r#""eventTime": 1"#),
            ("flow.end", r#""eventTime": 2, "participantId": "p1""#),
        ],
    ),
    (
        "detail-event-of-participant",
        &[
            ("user.end", r#""eventTime": 1"#),
            ("acw", r#""eventTime": 2, "participantId": "p1""#),
        ],
    ),
    (
        "detail-event-after-cause",
        &[
            ("user.start", r#""eventTime": 5"#),
            ("user.end", r#""eventTime": 4"#),
        ],
    ),
    (
        "detail-event-after-cause",
        &[
            ("customer.start", r#""eventTime": 5"#),
            ("customer.end", r#""eventTime": 1"#),
        ],
    ),
    (
        "detail-event-after-cause",
        &[
            ("user.end", r#""eventTime": 5"#),
            ("acw", r#""eventTime": 4"#),
        ],
    ),
    (
        "detail-event-has-cause",
        &[
            ("customer.start", r#""eventTime": 1"#),
            ("customer.end", r#""eventTime": 5, "sessionId": "other""#),
        ],
    ),
    (
        "detail-event-has-cause",
        &[
            ("customer.start", r#""eventTime": 1, "sessionId": "c1""#),
            ("user.start", r#""eventTime": 2"#),
            ("user.end", r#""eventTime": 5, "sessionId": "other""#),
        ],
    ),
    (
        "detail-event-has-cause",
        &[
            ("customer.start", r#""eventTime": 1, "sessionId": "c1""#),
            ("user.end", r#""eventTime": 5"#),
            ("acw", r#""eventTime": 6, "sessionId": "other""#),
        ],
    ),
    (
        "detail-duration-of-span",
        &[
            ("acd.start", r#""eventTime": 1000"#),
            (
                "acd.end",
                r#""eventTime": 3000, "connectedDurationMs": 1999"#,
            ),
        ],
    ),
    (
        "detail-duration-of-span",
        &[
            ("user.end", r#""eventTime": 1000"#),
            ("acw", r#""eventTime": 3000, "wrapupDurationMs": 2001"#),
        ],
    ),
    (
        "detail-duration-of-span",
        &[
            ("user.start", r#""eventTime": 1000"#),
            (
                "user.end",
                r#""eventTime": 3000, "interactingDurationMs": 1500, "heldDurationMs": 501"#,
            ),
        ],
    ),
];

#[test]
fn events_that_contradict_earlier_ones_are_found_and_nothing_else() {
    for (rule, events) in BROKEN_SEQUENCES {
        let text = life(events);
        assert_eq!(broken_in_sequence(&text), set(&[rule]), "{text}");
        // One at a time, as they arrive.
        let mut sequence = Sequence::new(None);
        let capture = Capture::read(text).expect("a payload");
        let found = sequence.push(&capture).findings;
        assert!(found.iter().any(|(_, finding)| finding.rule.id == *rule));
    }
    for rule in rules().filter(|rule| rule.scope == Scope::EventChange) {
        let count = BROKEN_SEQUENCES.iter().filter(|(id, _)| *id == rule.id);
        assert!(count.count() >= 3, "{}", rule.id);
    }
}

/// Who joins late, or subscribes to some topics only, misses nothing.
#[test]
fn a_cause_that_nobody_subscribed_to_is_not_missed() {
    for skipped in ["customer.start", "acd.start", "user.start", "user.end"] {
        let heard: Vec<_> = LIFE
            .iter()
            .filter(|(name, _)| *name != skipped)
            .copied()
            .collect();
        assert_eq!(
            broken_in_sequence(&life(&heard)),
            set(&[]),
            "without {skipped}"
        );
    }
    for late in 1..LIFE.len() {
        assert_eq!(
            broken_in_sequence(&life(&LIFE[late..])),
            set(&[]),
            "from event {late} on"
        );
    }
}

/// In any order and repeated, events are put in the order of their times.
#[test]
fn late_and_repeated_events_are_put_in_order() {
    let mut shuffled = LIFE.to_vec();
    shuffled.reverse();
    shuffled.push(LIFE[2]);
    let text = life(&shuffled);
    let capture = Capture::read(text.as_str()).expect("a payload");
    let report = check_sequence(&capture, Delivery::Unordered, None);
    assert_eq!(report.findings, []);
    assert_eq!(report.order.len(), LIFE.len());
    assert_ne!(
        broken_in_sequence(&text),
        set(&[]),
        "in the order of arrival it is wrong"
    );
}

/// The views of one conversation are followed side by side: what one cannot show has not vanished,
/// and one that is behind is not late.
#[test]
fn views_of_one_conversation_mix() {
    let mut sequence = Sequence::new(None);
    let nested = r#"{"id": "00000001-1111-4222-8333-444455556666", "startTime": "2026-01-05T09:00:00.000Z",
        "participants": [{"id": "00000002-1111-4222-8333-444455556666", "purpose": "customer",
        "startTime": "2026-01-05T09:00:00.000Z", "messages": [{"id": "00000007-1111-4222-8333-444455556666",
        "state": "connected", "segments": [{"startTime": "2026-01-05T09:00:00.000Z", "type": "Interact"}]}]}]}"#;
    let media = media_notification();
    let all = [
        nested,
        MEDIA,
        NOTIFICATION,
        nested,
        media.as_str(),
        MEDIA,
        NOTIFICATION,
        nested,
    ];
    for text in all {
        let capture = Capture::read(text).expect("a payload");
        let report = sequence.push(&capture);
        assert_eq!(
            (report.findings.len(), report.notes.len()),
            (0, 0),
            "{text}"
        );
    }
    let text = format!("[{}]", all.join(","));
    let capture = Capture::read(text).expect("payloads");
    for delivery in [Delivery::InOrder, Delivery::Unordered] {
        assert_eq!(check_sequence(&capture, delivery, None).findings, []);
    }
}

/// The rules of messages are not for calls, whose topic or link says what they are.
#[test]
fn rules_of_messages_are_for_messages() {
    let body = r#"{"participants": [{"id": "p", "purpose": "agent", "state": "disconnected",
        "disconnectType": "transfer.conference", "endTime": "2026-01-05T09:09:00.000Z"}]}"#;
    let on = |topic: &str| {
        format!(r#"{{"topicName": "v2.users.u.conversations.{topic}", "eventBody": {body}}}"#)
    };
    let linked = |medium: &str| {
        edited(
            body,
            &[(
                "/selfUri",
                &format!(r#""/api/v2/conversations/{medium}/c""#),
            )],
        )
    };
    let found = |text: &str| broken(text).contains("no-conference-of-messages");
    assert!(found(&on("messages")) && found(&linked("messages")));
    for medium in ["calls", "chats", "emails", "callbacks"] {
        assert!(!found(&on(medium)), "{medium} by topic");
        assert!(!found(&linked(medium)), "{medium} by link");
    }
    let provided = |provider: &str| {
        let provider = format!("\"{provider}\"");
        edited(body, &[("/participants/0/provider", &provider)])
    };
    assert!(found(body) && found(&provided("PureCloud Messaging")) && found(&provided("Acme")));
    for provider in ["Edge", "PureCloud Webchat v2", "PureCloud Callback"] {
        assert!(!found(&provided(provider)), "{provider}");
        let leg = format!(
            r#"{{"state": "disconnected", "provider": "{provider}", "disconnectType": "endpoint"}}"#
        );
        assert!(!found(&leg), "{provider}");
    }
}
