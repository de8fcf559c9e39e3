//! Edits of an ended conversation.
//!
//! `C`, `W`, `Q`, `N`, `A` stand for the legs of customer, workflow, queue, the agent who did not
//! answer and the one who did; with `^` for their participants. An empty value removes the
//! property.

use super::Case;
use crate::support::Edit;

pub(super) const CASES: &[Case<'_>] = &[
    // Identity.
    ("leg-id-uuid", &[("W/id", r#""w""#)], &[]),
    (
        "leg-id-uuid",
        &[("Q/id", r#""00000007-1111-4222-8333-44445555666G""#)],
        &[],
    ),
    (
        "leg-id-uuid",
        &[("N/id", r#""0000000A-1111-4222-8333-444455556666""#)],
        &[],
    ),
    (
        "leg-id-unique",
        &[("W/id", r#""00000009-1111-4222-8333-444455556666""#)],
        &[],
    ),
    (
        "leg-id-unique",
        &[("N/id", r#""00000009-1111-4222-8333-444455556666""#)],
        &[],
    ),
    (
        "leg-id-unique",
        &[("Q/id", r#""0000000a-1111-4222-8333-444455556666""#)],
        &[],
    ),
    (
        "participant-id-unique",
        &[("W^/id", r#""00000002-1111-4222-8333-444455556666""#)],
        &[],
    ),
    (
        "participant-id-unique",
        &[("A^/id", r#""00000004-1111-4222-8333-444455556666""#)],
        &[],
    ),
    (
        "participant-id-unique",
        &[("C^/id", r#""00000006-1111-4222-8333-444455556666""#)],
        &[],
    ),
    ("internal-leg-has-peer", &[("W/peerId", "")], &[]),
    ("internal-leg-has-peer", &[("Q/peerId", "")], &[]),
    ("internal-leg-has-peer", &[("A/peerId", "")], &[]),
    ("state-known", &[("W/initialState", r#""offering""#)], &[]),
    ("state-known", &[("C/initialState", r#""CONNECTED""#)], &[]),
    (
        "state-known",
        &[("A/state", r#""teleported""#)],
        &["peer-end-has-cause"],
    ),
    // Ends.
    ("disconnect-type-at-end", &[("W/disconnectType", "")], &[]),
    ("disconnect-type-at-end", &[("N/disconnectType", "")], &[]),
    ("disconnect-type-at-end", &[("A/disconnectType", "")], &[]),
    (
        "disconnected-time-at-end",
        &[("W/disconnectedTime", "")],
        &[],
    ),
    (
        "disconnected-time-at-end",
        &[("Q/disconnectedTime", "")],
        &[],
    ),
    (
        "disconnected-time-at-end",
        &[("N/disconnectedTime", "")],
        &[],
    ),
    // Times.
    (
        "connected-time-of-unanswered",
        &[("N/connectedTime", r#""2026-01-05T09:00:30.000Z""#)],
        &[],
    ),
    (
        "connected-time-of-unanswered",
        &[("N/connectedTime", r#""2026-01-05T09:00:01.000Z""#)],
        &[],
    ),
    (
        "connected-time-of-unanswered",
        &[("A^/connectedTime", "")],
        &[],
    ),
    (
        "start-alerting-time-when-alerted",
        &[("N/startAlertingTime", "")],
        &[],
    ),
    (
        "start-alerting-time-when-alerted",
        &[("A/startAlertingTime", "")],
        &[],
    ),
    (
        "start-alerting-time-when-alerted",
        &[("W/initialState", r#""alerting""#)],
        &["flow-never-waits"],
    ),
    (
        "start-alerting-time-without-alert",
        &[("C/startAlertingTime", r#""2026-01-05T09:00:00.000Z""#)],
        &[],
    ),
    (
        "start-alerting-time-without-alert",
        &[("Q/startAlertingTime", r#""2026-01-05T09:00:00.437Z""#)],
        &[],
    ),
    (
        "start-alerting-time-without-alert",
        &[("A/initialState", r#""connected""#)],
        &[],
    ),
    (
        "leg-times-ordered",
        &[("A/startAlertingTime", r#""2026-01-05T09:01:00.200Z""#)],
        &[],
    ),
    (
        "leg-times-ordered",
        &[("N/startAlertingTime", r#""2026-01-05T09:00:31.000Z""#)],
        &[],
    ),
    (
        "leg-times-ordered",
        &[("W/connectedTime", r#""2026-01-05T09:00:00.506Z""#)],
        &["connected-time-with-segment"],
    ),
    (
        "connected-time-with-segment",
        &[("C/connectedTime", r#""2026-01-05T09:00:00.101Z""#)],
        &[],
    ),
    (
        "connected-time-with-segment",
        &[("W/connectedTime", r#""2026-01-05T08:59:59.904Z""#)],
        &[],
    ),
    (
        "connected-time-with-segment",
        &[("A/connectedTime", r#""2026-01-05T09:00:56.000Z""#)],
        &["queue-hands-on-to-agent"],
    ),
    // Hold.
    (
        "start-hold-time-without-hold",
        &[("A/startHoldTime", r#""2026-01-05T09:02:00.000Z""#)],
        &[],
    ),
    (
        "start-hold-time-without-hold",
        &[("C/startHoldTime", r#""2026-01-05T09:02:00.000Z""#)],
        &[],
    ),
    (
        "start-hold-time-without-hold",
        &[("N/startHoldTime", r#""2026-01-05T09:02:00.000Z""#)],
        &[],
    ),
    (
        "held-after-end",
        &[
            ("A/held", "true"),
            ("A/startHoldTime", r#""2026-01-05T09:02:00.000Z""#),
        ],
        &[],
    ),
    (
        "held-after-end",
        &[
            ("C/held", "true"),
            ("C/startHoldTime", r#""2026-01-05T09:02:00.000Z""#),
        ],
        &[],
    ),
    (
        "held-after-end",
        &[
            ("N/held", "true"),
            ("N/startHoldTime", r#""2026-01-05T09:00:20.000Z""#),
        ],
        &[],
    ),
    // Parking.
    (
        "resume-after-park",
        &[("A/resumeTime", r#""2026-01-05T09:06:00.004Z""#)],
        &[],
    ),
    (
        "resume-after-park",
        &[("A/resumeTime", r#""2026-01-05T09:05:00.000Z""#)],
        &[],
    ),
    (
        "resume-after-park",
        &[("A/parkTime", r#""2026-01-05T09:10:00.000Z""#)],
        &[],
    ),
    // Segments.
    (
        "segment-ends-after-start",
        &[
            ("A/segments/1/endTime", r#""2026-01-05T09:01:00.007Z""#),
            ("A/segments/2/startTime", r#""2026-01-05T09:01:00.007Z""#),
        ],
        &[],
    ),
    (
        "segment-ends-after-start",
        &[
            ("A/segments/2/endTime", r#""2026-01-05T09:01:30.000Z""#),
            ("A/segments/3/startTime", r#""2026-01-05T09:01:30.000Z""#),
        ],
        &[],
    ),
    (
        "segment-ends-after-start",
        &[
            ("A/segments/4/endTime", r#""2026-01-05T09:01:30.000Z""#),
            ("A/segments/5/startTime", r#""2026-01-05T09:01:30.000Z""#),
        ],
        &[],
    ),
    (
        "segments-contiguous",
        &[("A/segments/2/endTime", r#""2026-01-05T09:02:59.999Z""#)],
        &[],
    ),
    (
        "segments-contiguous",
        &[("A/segments/3/startTime", r#""2026-01-05T09:02:59.999Z""#)],
        &[],
    ),
    ("segments-contiguous", &[("A/segments/4/endTime", "")], &[]),
    (
        "alert-first-and-once",
        &[
            ("A/segments/4/type", r#""Alert""#),
            ("A/segments/3/howEnded", r#""Alert""#),
        ],
        &[],
    ),
    (
        "alert-first-and-once",
        &[
            ("A/segments/2/type", r#""Alert""#),
            ("A/segments/1/howEnded", ""),
        ],
        &[],
    ),
    (
        "alert-first-and-once",
        &[
            ("A/segments/5/type", r#""Alert""#),
            ("A/segments/4/howEnded", ""),
        ],
        &[],
    ),
    (
        "segments-alternate",
        &[
            ("A/segments/2/type", r#""Interact""#),
            ("A/segments/1/howEnded", ""),
        ],
        &[],
    ),
    (
        "segments-alternate",
        &[
            ("A/segments/4/type", r#""Interact""#),
            ("A/segments/3/howEnded", r#""Interact""#),
        ],
        &[],
    ),
    (
        "segments-alternate",
        &[
            ("A/segments/3/type", r#""Hold""#),
            ("A/segments/2/howEnded", ""),
        ],
        &[],
    ),
    (
        "how-ended-names-next",
        &[("A/segments/0/howEnded", r#""Hold""#)],
        &[],
    ),
    (
        "how-ended-names-next",
        &[("A/segments/1/howEnded", r#""Disconnect""#)],
        &[],
    ),
    (
        "how-ended-names-next",
        &[
            ("A/segments/5/howEnded", r#""Interact""#),
            ("A/segments/5/disconnectType", ""),
        ],
        &[],
    ),
    (
        "segment-disconnect-type-at-disconnect",
        &[("A/segments/1/disconnectType", r#""client""#)],
        &[],
    ),
    (
        "segment-disconnect-type-at-disconnect",
        &[("W/segments/0/howEnded", "")],
        &[],
    ),
    (
        "segment-disconnect-type-at-disconnect",
        &[("C/segments/0/howEnded", "")],
        &[],
    ),
    (
        "segment-disconnect-type-of-leg",
        &[("A/segments/5/disconnectType", r#""peer""#)],
        &[],
    ),
    (
        "segment-disconnect-type-of-leg",
        &[("W/segments/0/disconnectType", r#""TRANSFER""#)],
        &[],
    ),
    (
        "segment-disconnect-type-of-leg",
        &[("N/disconnectType", r#""transfer.noanswer""#)],
        &[],
    ),
    (
        "last-segment-ends-with-leg",
        &[("C/segments/0/endTime", r#""2026-01-05T09:20:00.000Z""#)],
        &[],
    ),
    (
        "last-segment-ends-with-leg",
        &[("W/segments/0/endTime", "")],
        &[],
    ),
    (
        "last-segment-ends-with-leg",
        &[("A/segments/5/endTime", r#""2026-01-05T09:20:00.001Z""#)],
        &[],
    ),
    // Participants and the conversation.
    (
        "first-segment-starts-with-participant",
        &[("C^/startTime", r#""2026-01-05T09:00:00.001Z""#)],
        &[],
    ),
    (
        "first-segment-starts-with-participant",
        &[("W/segments/0/startTime", r#""2026-01-05T09:00:00.012Z""#)],
        &[],
    ),
    (
        "first-segment-starts-with-participant",
        &[("A^/startTime", r#""2026-01-05T09:00:54.999Z""#)],
        &[],
    ),
    (
        "participant-ends-with-legs",
        &[("C^/endTime", r#""2026-01-05T09:20:00.000Z""#)],
        &[],
    ),
    (
        "participant-ends-with-legs",
        &[("W^/endTime", r#""2026-01-05T09:00:00.404Z""#)],
        &[],
    ),
    (
        "participant-ends-with-legs",
        &[("A^/endTime", r#""2026-01-05T09:20:30.003Z""#)],
        &[],
    ),
    (
        "conversation-ends-last",
        &[("/endTime", r#""2026-01-05T09:19:59.955Z""#)],
        &[],
    ),
    (
        "conversation-ends-last",
        &[("/endTime", r#""2026-01-05T09:00:00.000Z""#)],
        &[],
    ),
    (
        "conversation-ends-last",
        &[("/endTime", r#""2025-01-05T09:20:00.012Z""#)],
        &[],
    ),
    // Peers.
    (
        "internal-peer-is-customer",
        &[("W/peerId", r#""00000009-1111-4222-8333-444455556666""#)],
        &[],
    ),
    (
        "internal-peer-is-customer",
        &[("A/peerId", r#""00000001-1111-4222-8333-444455556666""#)],
        &[],
    ),
    (
        "internal-peer-is-customer",
        &[("N/peerId", r#""nobody""#)],
        &[],
    ),
    (
        "customer-peer-is-agent",
        &[("C/peerId", r#""00000009-1111-4222-8333-444455556666""#)],
        &[],
    ),
    (
        "customer-peer-is-agent",
        &[("C/peerId", r#""nobody""#)],
        &[],
    ),
    (
        "customer-peer-is-agent",
        &[("C/peerId", r#""00000007-1111-4222-8333-444455556666""#)],
        &[],
    ),
    // Legs at the same time.
    (
        "customer-leg-spans-contact",
        &[
            ("A/disconnectedTime", r#""2026-01-05T09:20:00.063Z""#),
            ("A^/endTime", r#""2026-01-05T09:20:00.063Z""#),
            ("A/segments/5/endTime", r#""2026-01-05T09:20:00.063Z""#),
            ("/endTime", r#""2026-01-05T09:20:00.063Z""#),
        ],
        &["peer-end-has-cause"],
    ),
    (
        "one-agent-leg-per-user",
        &[
            ("A^/userId", r#""0000000f-1111-4222-8333-444455556666""#),
            ("A^/startTime", r#""2026-01-05T09:00:30.649Z""#),
            ("A/segments/0/startTime", r#""2026-01-05T09:00:30.649Z""#),
        ],
        &[],
    ),
    (
        "one-acd-leg-live",
        &[("N^/purpose", r#""acd""#)],
        &["flow-never-waits"],
    ),
    // Routing.
    (
        "queue-hands-on-to-agent",
        &[("A/connectedTime", r#""2026-01-05T09:01:00.101Z""#)],
        &[],
    ),
    (
        "queue-hands-on-to-agent",
        &[
            ("A^/purpose", r#""user""#),
            ("A/connectedTime", r#""2026-01-05T09:01:00.106Z""#),
        ],
        &[],
    ),
    (
        "queue-hands-on-to-agent",
        &[
            ("Q/disconnectedTime", r#""2026-01-05T09:00:50.000Z""#),
            ("Q^/endTime", r#""2026-01-05T09:00:50.000Z""#),
            ("Q/segments/0/endTime", r#""2026-01-05T09:00:50.000Z""#),
        ],
        &[],
    ),
    (
        "hand-on-is-transfer",
        &[
            ("W/disconnectType", r#""system""#),
            ("W/segments/0/disconnectType", r#""system""#),
        ],
        &[],
    ),
    (
        "hand-on-is-transfer",
        &[
            ("Q/disconnectType", r#""client""#),
            ("Q/segments/0/disconnectType", r#""client""#),
        ],
        &[],
    ),
    (
        "hand-on-is-transfer",
        &[
            ("Q/disconnectType", r#""timeout""#),
            ("Q/segments/0/disconnectType", r#""timeout""#),
        ],
        &[],
    ),
    (
        "flow-never-waits",
        &[("Q/initialState", r#""parked""#)],
        &[],
    ),
    (
        "flow-never-waits",
        &[("W/initialState", r#""parked""#)],
        &[],
    ),
    (
        "flow-never-waits",
        &[("Q/initialState", r#""alerting""#)],
        &["start-alerting-time-when-alerted"],
    ),
    ("peers-follow-client", CUSTOMER_ENDS_AGENT_TIMES_OUT, &[]),
    ("peers-follow-client", CUSTOMER_ENDS_AGENT_TRANSFERS, &[]),
    ("peers-follow-client", CUSTOMER_ENDS_AGENT_ENDS, &[]),
    (
        "peer-end-has-cause",
        &[
            ("W/disconnectType", r#""peer""#),
            ("W/segments/0/disconnectType", r#""peer""#),
        ],
        &["hand-on-is-transfer"],
    ),
    (
        "peer-end-has-cause",
        &[
            ("N/disconnectType", r#""peer""#),
            ("N/segments/0/disconnectType", r#""peer""#),
        ],
        &[],
    ),
    (
        "peer-end-has-cause",
        &[
            ("A/disconnectType", r#""peer""#),
            ("A/segments/5/disconnectType", r#""peer""#),
        ],
        &[],
    ),
    (
        "no-answer-after-timeout",
        &[("N^/alertingTimeoutMs", "29000")],
        &[],
    ),
    (
        "no-answer-after-timeout",
        &[("N^/alertingTimeoutMs", "30100")],
        &[],
    ),
    (
        "no-answer-after-timeout",
        &[("N^/alertingTimeoutMs", "60000")],
        &[],
    ),
    (
        "no-conference-of-messages",
        &[
            ("N/disconnectType", r#""endpoint""#),
            ("N/segments/0/disconnectType", r#""endpoint""#),
        ],
        &[],
    ),
    (
        "no-conference-of-messages",
        &[
            ("A/disconnectType", r#""transfer.consult""#),
            ("A/segments/5/disconnectType", r#""transfer.consult""#),
        ],
        &[],
    ),
    (
        "no-conference-of-messages",
        &[
            ("N/disconnectType", r#""uncallable""#),
            ("N/segments/0/disconnectType", r#""uncallable""#),
        ],
        &[],
    ),
    // Messages.
    (
        "message-times-ordered",
        &[("C/messages/1/messageTime", r#""2026-01-05T08:59:59.999Z""#)],
        &[],
    ),
    (
        "message-times-ordered",
        &[("C/messages/0/messageTime", r#""2026-01-05T09:05:00.001Z""#)],
        &[],
    ),
    (
        "message-times-ordered",
        &[("C/messages/0/messageTime", r#""2027-01-05T09:05:00.001Z""#)],
        &[],
    ),
    (
        "message-id-unique",
        &[(
            "C/messages/1/messageId",
            r#""0000000c-1111-4222-8333-444455556666""#,
        )],
        &[],
    ),
    (
        "message-id-unique",
        &[(
            "C/messages/0/messageId",
            r#""0000000e-1111-4222-8333-444455556666""#,
        )],
        &[],
    ),
    (
        "message-id-unique",
        &[
            ("C/messages/0/messageId", r#""""#),
            ("C/messages/1/messageId", r#""""#),
        ],
        &[],
    ),
    (
        "received-on-customer-leg",
        &[
            ("A/messages/0/messageStatus", r#""received""#),
            ("A/messages/0/errorInfo", ""),
        ],
        &[],
    ),
    (
        "received-on-customer-leg",
        &[("Q/messages", r#"[{"messageStatus": "received"}]"#)],
        &[],
    ),
    (
        "received-on-customer-leg",
        &[("W/messages", r#"[{"messageStatus": "received"}]"#)],
        &[],
    ),
    (
        "delivery-status-on-internal-leg",
        &[("C/messages/0/messageStatus", r#""sent""#)],
        &[],
    ),
    (
        "delivery-status-on-internal-leg",
        &[("C/messages/1/messageStatus", r#""read""#)],
        &[],
    ),
    (
        "delivery-status-on-internal-leg",
        &[("C/messages/1/messageStatus", r#""delivery-failed""#)],
        &[],
    ),
    (
        "error-info-on-failure",
        &[("A/messages/0/messageStatus", r#""delivery-success""#)],
        &[],
    ),
    (
        "error-info-on-failure",
        &[("A/messages/0/messageStatus", r#""queued""#)],
        &[],
    ),
    (
        "error-info-on-failure",
        &[("C/messages/0/errorInfo", "{}")],
        &[],
    ),
    (
        "message-part-count",
        &[("A/messages/0/messageSegmentCount", "0")],
        &[],
    ),
    (
        "message-part-count",
        &[("A/messages/0/messageSegmentCount", "6")],
        &[],
    ),
    (
        "message-part-count",
        &[("C/messages/0/messageSegmentCount", "-1")],
        &[],
    ),
    (
        "message-parts-of-sms",
        &[
            ("A/type", r#""whatsapp""#),
            ("A/messages/0/messageSegmentCount", "2"),
        ],
        &[],
    ),
    (
        "message-parts-of-sms",
        &[
            ("C/type", r#""webmessaging""#),
            ("C/messages/1/messageSegmentCount", "2"),
        ],
        &[],
    ),
    (
        "message-parts-of-sms",
        &[
            ("C/type", r#""open""#),
            ("C/messages/0/messageSegmentCount", "9"),
        ],
        &[],
    ),
    // Addresses.
    (
        "recipient-country-alpha-2",
        &[("C/recipientCountry", r#""us""#)],
        &[],
    ),
    (
        "recipient-country-alpha-2",
        &[("C/recipientCountry", r#""USA""#)],
        &[],
    ),
    (
        "recipient-country-alpha-2",
        &[("C/recipientCountry", r#""""#)],
        &[],
    ),
    (
        "sms-address-e164",
        &[("C/fromAddress/addressNormalized", r#""13175550142""#)],
        &[],
    ),
    (
        "sms-address-e164",
        &[("C/toAddress/addressNormalized", r#""+1 317 555 0100""#)],
        &[],
    ),
    (
        "sms-address-e164",
        &[("C/toAddress/addressNormalized", r#""1234""#)],
        &[],
    ),
    // After-call work.
    (
        "work-after-of-agents",
        &[("C/afterCallWork", r#"{"state": "pending"}"#)],
        &[],
    ),
    (
        "work-after-of-agents",
        &[("Q/afterCallWork", r#"{"state": "skipped"}"#)],
        &[],
    ),
    (
        "work-after-of-agents",
        &[(
            "W/afterCallWork",
            r#"{"startTime": "2026-01-05T09:00:00.405Z"}"#,
        )],
        &[],
    ),
    (
        "work-after-connected",
        &[("N/afterCallWork", r#"{"state": "pending"}"#)],
        &[],
    ),
    (
        "work-after-connected",
        &[(
            "N/afterCallWork",
            r#"{"startTime": "2026-01-05T09:00:30.750Z"}"#,
        )],
        &[],
    ),
    (
        "work-after-connected",
        &[("A/connectedTime", ""), ("A^/connectedTime", "")],
        &["queue-hands-on-to-agent"],
    ),
    (
        "work-after-starts-at-end",
        &[
            ("A/afterCallWork/startTime", r#""2026-01-05T09:20:00.101Z""#),
            ("A^/startAcwTime", r#""2026-01-05T09:20:00.101Z""#),
        ],
        &[],
    ),
    (
        "work-after-starts-at-end",
        &[
            ("A/afterCallWork/startTime", r#""2026-01-05T09:19:59.000Z""#),
            ("A^/startAcwTime", r#""2026-01-05T09:19:59.000Z""#),
        ],
        &[],
    ),
    (
        "work-after-starts-at-end",
        &[
            ("A/afterCallWork/startTime", r#""2026-01-05T09:20:20.000Z""#),
            ("A^/startAcwTime", ""),
        ],
        &[],
    ),
    (
        "work-after-of-participant",
        &[("A^/startAcwTime", r#""2026-01-05T09:20:00.000Z""#)],
        &[],
    ),
    (
        "work-after-of-participant",
        &[("A^/endAcwTime", r#""2026-01-05T09:20:30.000Z""#)],
        &[],
    ),
    (
        "work-after-of-participant",
        &[("A/afterCallWork/endTime", r#""2026-01-05T09:20:31.000Z""#)],
        &[],
    ),
    (
        "work-after-ends-after-start",
        &[
            ("A/afterCallWork/endTime", r#""2026-01-05T09:20:00.002Z""#),
            ("A^/endAcwTime", r#""2026-01-05T09:20:00.002Z""#),
        ],
        &[],
    ),
    (
        "work-after-ends-after-start",
        &[
            ("A/afterCallWork/endTime", r#""2026-01-05T09:19:00.000Z""#),
            ("A^/endAcwTime", ""),
        ],
        &[],
    ),
    (
        "work-after-ends-after-start",
        &[
            ("A/afterCallWork/endTime", r#""2025-01-05T09:20:30.003Z""#),
            ("A^/endAcwTime", ""),
        ],
        &[],
    ),
    // Open segments.
    (
        "alert-ends-with-leg",
        &[
            ("N/segments/0/endTime", ""),
            ("N/segments/0/howEnded", ""),
            ("N/segments/0/disconnectType", ""),
        ],
        &[],
    ),
    (
        "alert-ends-with-leg",
        &[("N/segments/0/endTime", "")],
        &["open-segment-how-ended"],
    ),
    (
        "alert-ends-with-leg",
        &[(
            "N/segments",
            r#"[{"startTime": "2026-01-05T09:00:00.600Z", "type": "Alert"}]"#,
        )],
        &[],
    ),
    (
        "alert-ends-with-leg",
        &[
            ("W/state", ""),
            ("W/disconnectedTime", ""),
            ("W/segments/0/endTime", ""),
            ("W/segments/0/howEnded", ""),
            ("W/segments/0/disconnectType", ""),
        ],
        &[],
    ),
    // How much a conversation holds.
    (
        "communications-at-most-100",
        &[("/participants/-", MANY_MESSAGES)],
        &[],
    ),
    (
        "communications-at-most-100",
        &[("/participants/-", MANY_CHATS)],
        &[],
    ),
    (
        "communications-at-most-100",
        &[
            ("/participants/-", HALF_AS_MANY),
            ("/participants/-", HALF_AS_MANY),
        ],
        &[],
    ),
];

/// The customer ends the contact at 09:19:59.990; 10 ms later, the agent's leg contradicts that.
const fn customer_ends<'a>(of_leg: Edit<'a>, of_segment: Edit<'a>) -> [Edit<'a>; 7] {
    [
        ("C/disconnectType", r#""client""#),
        ("C/segments/0/disconnectType", r#""client""#),
        ("C/disconnectedTime", r#""2026-01-05T09:19:59.990Z""#),
        ("C/segments/0/endTime", r#""2026-01-05T09:19:59.990Z""#),
        ("C^/endTime", r#""2026-01-05T09:19:59.990Z""#),
        of_leg,
        of_segment,
    ]
}

const CUSTOMER_ENDS_AGENT_TIMES_OUT: &[Edit<'_>] = &customer_ends(
    ("A/disconnectType", r#""timeout""#),
    ("A/segments/5/disconnectType", r#""timeout""#),
);
const CUSTOMER_ENDS_AGENT_TRANSFERS: &[Edit<'_>] = &customer_ends(
    ("A/disconnectType", r#""transfer""#),
    ("A/segments/5/disconnectType", r#""transfer""#),
);
const CUSTOMER_ENDS_AGENT_ENDS: &[Edit<'_>] = &customer_ends(
    ("A/disconnectType", r#""client""#),
    ("A/segments/5/disconnectType", r#""client""#),
);

macro_rules! ten_times {
    ($text:expr) => {
        concat!(
            $text, $text, $text, $text, $text, $text, $text, $text, $text, $text
        )
    };
}

/// A hundred legs beside the five.
const MANY_MESSAGES: &str = concat!(
    r#"{"messages": [{}"#,
    ten_times!(ten_times!(r#", {"held": false}"#)),
    "]}"
);
const MANY_CHATS: &str = concat!(
    r#"{"chats": [{}"#,
    ten_times!(ten_times!(r#", {"held": false}"#)),
    "]}"
);
/// Fifty.
const HALF_AS_MANY: &str = concat!(
    r#"{"messages": [{}, "#,
    ten_times!(r#"{}, {}, {}, {}, {"held": false}, "#),
    r#"{"held": false}]}"#
);
