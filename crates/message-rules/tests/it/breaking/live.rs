//! Edits of a live conversation.
//!
//! `C`, `Q`, `A`, `B` stand for the legs of customer, queue, the agent who has the contact on hold
//! and the one who is offered it; with `^` for their participants. An empty value removes the
//! property.

use super::Case;

pub(super) const CASES: &[Case<'_>] = &[
    // Ends.
    (
        "disconnect-type-before-end",
        &[("C/disconnectType", r#""peer""#)],
        &[],
    ),
    (
        "disconnect-type-before-end",
        &[("A/disconnectType", r#""takeover""#)],
        &[],
    ),
    (
        "disconnect-type-before-end",
        &[("B/disconnectType", r#""no such reason""#)],
        &[],
    ),
    (
        "disconnected-time-before-end",
        &[("C/disconnectedTime", r#""2026-01-05T09:04:00.000Z""#)],
        &[],
    ),
    (
        "disconnected-time-before-end",
        &[("A/disconnectedTime", r#""2026-01-05T09:04:00.000Z""#)],
        &[],
    ),
    (
        "disconnected-time-before-end",
        &[("B/disconnectedTime", r#""2026-01-05T09:04:00.000Z""#)],
        &[],
    ),
    // Times.
    (
        "connected-time-while-alerting",
        &[
            ("B/connectedTime", r#""2026-01-05T09:03:00.020Z""#),
            ("B^/connectedTime", r#""2026-01-05T09:03:00.020Z""#),
        ],
        &[],
    ),
    (
        "connected-time-while-alerting",
        &[("B/connectedTime", r#""2026-01-05T09:04:00.000Z""#)],
        &["connected-time-of-unanswered"],
    ),
    (
        "connected-time-while-alerting",
        &[
            ("A/state", r#""alerting""#),
            ("A/held", "false"),
            ("A/startHoldTime", ""),
            ("A/initialState", r#""alerting""#),
            ("A/startAlertingTime", r#""2026-01-05T09:01:00.000Z""#),
        ],
        &[],
    ),
    // Hold.
    (
        "start-hold-time-while-held",
        &[("A/startHoldTime", "")],
        &[],
    ),
    ("start-hold-time-while-held", &[("C/held", "true")], &[]),
    (
        "start-hold-time-while-held",
        &[("Q/held", "true")],
        &["held-after-end"],
    ),
    (
        "held-while-connected",
        &[
            ("B/held", "true"),
            ("B/startHoldTime", r#""2026-01-05T09:03:01.000Z""#),
        ],
        &[],
    ),
    (
        "held-while-connected",
        &[
            ("A/state", r#""parked""#),
            ("A/parkTime", r#""2026-01-05T09:03:01.000Z""#),
        ],
        &[],
    ),
    (
        "held-while-connected",
        &[("A/state", r#""alerting""#)],
        &["connected-time-while-alerting"],
    ),
    // Parking.
    ("park-time-when-parked", &[("C/state", r#""parked""#)], &[]),
    ("park-time-when-parked", &[("B/state", r#""parked""#)], &[]),
    (
        "park-time-when-parked",
        &[
            ("A/state", r#""parked""#),
            ("A/held", "false"),
            ("A/startHoldTime", ""),
        ],
        &[],
    ),
    // Segments.
    (
        "last-segment-open-while-live",
        &[("C/segments/0/endTime", r#""2026-01-05T09:02:00.000Z""#)],
        &[],
    ),
    (
        "last-segment-open-while-live",
        &[("A/segments/1/endTime", r#""2026-01-05T09:02:30.000Z""#)],
        &[],
    ),
    (
        "last-segment-open-while-live",
        &[("B/segments/0/endTime", r#""2026-01-05T09:03:20.000Z""#)],
        &[],
    ),
    // Participants and the conversation.
    (
        "participant-ended-while-leg-live",
        &[("C^/endTime", r#""2026-01-05T09:04:00.000Z""#)],
        &[],
    ),
    (
        "participant-ended-while-leg-live",
        &[("A^/endTime", r#""2026-01-05T09:01:00.000Z""#)],
        &[],
    ),
    (
        "participant-ended-while-leg-live",
        &[("B^/endTime", r#""2026-01-05T09:03:30.100Z""#)],
        &[],
    ),
    (
        "conversation-ended-while-leg-live",
        &[("/endTime", r#""2026-01-05T09:04:00.000Z""#)],
        &[],
    ),
    (
        "conversation-ended-while-leg-live",
        &[("/endTime", r#""2026-01-05T09:01:00.000Z""#)],
        &[],
    ),
    (
        "conversation-ended-while-leg-live",
        &[("/endTime", r#""2026-01-05T09:00:00.000Z""#)],
        &["conversation-ends-last"],
    ),
    // Legs at the same time.
    ("customer-leg-spans-contact", CUSTOMER_LEFT, &[]),
    (
        "customer-leg-spans-contact",
        &[
            ("C^/purpose", r#""external""#),
            CUSTOMER_LEFT[0],
            CUSTOMER_LEFT[1],
            CUSTOMER_LEFT[2],
            CUSTOMER_LEFT[3],
            CUSTOMER_LEFT[4],
            CUSTOMER_LEFT[5],
        ],
        &[],
    ),
    (
        "customer-leg-spans-contact",
        &[
            CUSTOMER_LEFT[0],
            CUSTOMER_LEFT[1],
            CUSTOMER_LEFT[2],
            CUSTOMER_LEFT[3],
            CUSTOMER_LEFT[4],
            CUSTOMER_LEFT[5],
            ("B^/purpose", r#""user""#),
        ],
        &[],
    ),
    (
        "one-customer-leg-live",
        &[("C^/messages/-", r#"{"state": "connected"}"#)],
        &[],
    ),
    (
        "one-customer-leg-live",
        &[(
            "C^/messages/-",
            r#"{"state": "connected", "connectedTime": "2026-01-05T09:01:00.000Z"}"#,
        )],
        &[],
    ),
    (
        "one-customer-leg-live",
        &[(
            "C^/messages/-",
            r#"{"state": "disconnected", "disconnectType": "client",
        "connectedTime": "2026-01-05T09:00:00.200Z", "disconnectedTime": "2026-01-05T09:00:05.000Z"}"#,
        )],
        &[],
    ),
    (
        "one-agent-leg-per-user",
        &[
            ("A^/startTime", r#""2026-01-05T09:01:00.000Z""#),
            SAME_USER,
            LATER_MESSAGE,
        ],
        &[],
    ),
    (
        "one-agent-leg-per-user",
        &[("B^/purpose", r#""user""#), SAME_USER, LATER_MESSAGE],
        &[],
    ),
    (
        "one-agent-leg-per-user",
        &[
            ("A^/userId", r#""00000010-1111-4222-8333-444455556666""#),
            LATER_MESSAGE,
        ],
        &[],
    ),
    (
        "one-acd-leg-live",
        &[
            ("B^/purpose", r#""acd""#),
            ("A^/purpose", r#""acd""#),
            LATER_MESSAGE,
        ],
        &["flow-never-waits"],
    ),
    (
        "one-acd-leg-live",
        &[("/participants/-", SECOND_QUEUE)],
        &[],
    ),
    (
        "one-acd-leg-live",
        &[("/participants/-", SECOND_QUEUE_EARLIER)],
        &[],
    ),
    (
        "work-after-before-end",
        &[("A/afterCallWork", r#"{"state": "pending"}"#)],
        &[],
    ),
    (
        "work-after-before-end",
        &[("A^/startAcwTime", r#""2026-01-05T09:02:00.000Z""#)],
        &[],
    ),
    (
        "work-after-before-end",
        &[
            (
                "A/afterCallWork",
                r#"{"state": "pending", "startTime": "2026-01-05T09:02:00.000Z"}"#,
            ),
            ("A^/startAcwTime", r#""2026-01-05T09:02:00.000Z""#),
        ],
        &[],
    ),
    (
        "participants-by-joining",
        &[(
            "/participants/-",
            r#"{"purpose": "api", "startTime": "2026-01-05T09:00:59.899Z"}"#,
        )],
        &[],
    ),
    (
        "participants-by-joining",
        &[(
            "/participants/-",
            r#"{"startTime": "2026-01-05T08:00:00.000Z"}"#,
        )],
        &[],
    ),
    (
        "participants-by-joining",
        &[
            (
                "/participants/-",
                r#"{"startTime": "2026-01-05T09:05:00.000Z"}"#,
            ),
            (
                "/participants/-",
                r#"{"startTime": "2026-01-05T09:04:00.000Z"}"#,
            ),
        ],
        &[],
    ),
    // Open segments.
    (
        "open-segment-how-ended",
        &[("C/segments/0/howEnded", r#""Disconnect""#)],
        &[],
    ),
    (
        "open-segment-how-ended",
        &[("A/segments/1/howEnded", r#""Disconnect""#)],
        &[],
    ),
    (
        "open-segment-how-ended",
        &[("B/segments/0/howEnded", r#""Disconnect""#)],
        &[],
    ),
];

/// The customer left at 09:02:30 and nobody followed.
const CUSTOMER_LEFT: &[crate::support::Edit<'_>] = &[
    ("C/state", r#""disconnected""#),
    ("C/disconnectType", r#""client""#),
    ("C/disconnectedTime", r#""2026-01-05T09:02:30.000Z""#),
    ("C^/endTime", r#""2026-01-05T09:02:30.000Z""#),
    ("C/segments/0/endTime", r#""2026-01-05T09:02:30.000Z""#),
    ("C/segments/0/howEnded", r#""Disconnect""#),
];

/// The offer goes to the agent who has the contact.
const SAME_USER: crate::support::Edit<'_> =
    ("B^/userId", r#""0000000f-1111-4222-8333-444455556666""#);

/// Shows that the snapshot was taken long after the offer.
const LATER_MESSAGE: crate::support::Edit<'_> = (
    "C/messages",
    r#"[{"messageId": "m", "messageTime": "2026-01-05T09:03:10.000Z", "messageStatus": "received"}]"#,
);

const SECOND_QUEUE: &str = r#"{"purpose": "acd", "messages": [{"peerId": "00000007-1111-4222-8333-444455556666",
    "state": "disconnected", "disconnectType": "transfer",
    "connectedTime": "2026-01-05T09:00:40.000Z", "disconnectedTime": "2026-01-05T09:01:00.050Z"}]}"#;

const SECOND_QUEUE_EARLIER: &str = r#"{"purpose": "acd", "messages": [{"peerId": "00000007-1111-4222-8333-444455556666",
    "state": "disconnected", "disconnectType": "client",
    "connectedTime": "2026-01-05T09:00:00.010Z", "disconnectedTime": "2026-01-05T09:00:00.300Z"}]}"#;
