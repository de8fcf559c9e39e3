//! What `assert_legal`, `assert_usual` and `assert_strict` let pass, and the text with which they
//! fail.

use std::panic::catch_unwind;

use message_model::{Capture, Message, Payload, decode};
use message_rules::{Medium, Severity, View, assert_legal, assert_strict, assert_usual};

/// The message of the failure for this many legs of which each breaks one rule.
fn failure(legs: usize) -> String {
    let leg: Message = decode(r#"{"id": "no-uuid"}"#).expect("a leg");
    let payload = catch_unwind(|| assert_usual(&vec![leg; legs])).expect_err("it fails");
    payload
        .downcast_ref::<String>()
        .expect("it fails with a text")
        .clone()
}

#[test]
fn a_failure_shows_twenty_findings_and_counts_the_rest() {
    for (legs, shown, end) in [
        (1, 1, None),
        (20, 20, None),
        (21, 20, Some("... and 1 more")),
        (33, 20, Some("... and 13 more")),
    ] {
        let text = failure(legs);
        assert!(
            text.starts_with(&format!(
                "expected a usual payload, found {legs} finding{}\n",
                if legs == 1 { "" } else { "s" }
            )),
            "{text}"
        );
        assert_eq!(
            text.matches("usually: leg-id-uuid").count(),
            shown,
            "{text}"
        );
        let more = text.lines().last().filter(|line| line.starts_with("..."));
        assert_eq!(more, end);
    }
}

/// A conversation as somebody might write it by hand for a test, and how each part is spoilt: by
/// what, and which of the calls finds it: decoding, `assert_legal`, `assert_usual`.
const BROKEN: [(&str, &str, [bool; 3], &str); 8] = [
    ("", "", [false, false, false], ""),
    (
        r#""connectedTime": "2026-01-05T09:01:00.000Z""#,
        r#""connectedTime": "2026-01-05T09:09:00.000Z""#,
        [false, true, true],
        "leg-times-ordered",
    ),
    (
        r#""held": false"#,
        r#""held": "no""#,
        [true, true, true],
        "participants[1].messages[0].held: ",
    ),
    (
        r#""state": "disconnected""#,
        r#""state": "DISCONNECTED""#,
        [false, false, true],
        "state-known",
    ),
    (
        r#""held": false"#,
        r#""held": true"#,
        [false, false, true],
        "held-after-end",
    ),
    (
        r#""peerId": "00000003-1111-4222-8333-444455556666""#,
        r#""provider": "PureCloud Messaging""#,
        [false, false, true],
        "internal-leg-has-peer",
    ),
    (
        r#""direction": "outbound""#,
        r#""direction": null"#,
        [false, false, false],
        "direction: found null",
    ),
    (
        r#""id": "00000002-1111-4222-8333-444455556666""#,
        r#""id": "00000001-1111-4222-8333-444455556666""#,
        [false, true, true],
        "participant-id-unique",
    ),
];

const WHOLE: &str = r#"{"participants": [
    {"id": "00000001-1111-4222-8333-444455556666", "purpose": "customer",
     "messages": [{"id": "00000003-1111-4222-8333-444455556666", "state": "connected",
        "connectedTime": "2026-01-05T09:00:00.000Z"}]},
    {"id": "00000002-1111-4222-8333-444455556666", "purpose": "agent",
     "messages": [{"id": "00000004-1111-4222-8333-444455556666", "state": "disconnected", "held": false,
        "direction": "outbound", "disconnectType": "client", "connectedTime": "2026-01-05T09:01:00.000Z",
        "disconnectedTime": "2026-01-05T09:02:00.000Z", "peerId": "00000003-1111-4222-8333-444455556666"}]}]}"#;

#[test]
fn what_is_broken_is_found_by_the_strict_call_and_mostly_by_no_other() {
    for (whole, broken, found, finding) in BROKEN {
        let json = WHOLE.replacen(whole, broken, usize::from(!whole.is_empty()));
        assert_eq!(json == WHOLE, whole.is_empty(), "{whole} is in it");
        let payload = Capture::read(&json).map(Capture::into_payload);
        let fails = |assert: fn(&Payload)| match &payload {
            Ok(payload) => catch_unwind(|| assert(payload)).is_err(),
            Err(_) => true,
        };
        assert_eq!(
            [payload.is_err(), fails(assert_legal), fails(assert_usual)],
            found,
            "{broken}"
        );
        let strict = catch_unwind(|| assert_strict(&json))
            .err()
            .map(|text| text.downcast_ref::<String>().expect("a text").clone());
        match strict {
            None => assert_eq!(whole, "", "the strict call finds everything"),
            Some(text) => assert!(!whole.is_empty() && text.contains(finding), "{text}"),
        }
    }
}

#[test]
fn a_misspelt_name_and_a_number_that_is_lost_are_not_strict() {
    let failure = |json: &str| {
        let text = catch_unwind(|| assert_strict(json)).expect_err("it fails");
        text.downcast_ref::<String>().expect("a text").clone()
    };
    assert_eq!(
        failure(r#"{"state": "connected", "PeerID": "a"}"#),
        "expected a strict payload, found 1 finding\n\
         mistake: PeerID: no known release has this property; did you mean peerId?"
    );
    assert!(failure(r#"{"held": null}"#).contains("\nlossy: held: "));
    assert_strict(r#"{"state": "connected", "mood": null, "peerIds": []}"#);
}

#[test]
fn views_and_media_are_written_by_their_names() {
    assert_eq!(
        View::ALL.map(|view| format!("{view:>18}")),
        [
            "      conversation",
            "             media",
            "      notification",
            "media-notification",
            "      detail-event",
            "            bodies",
            "    open-messaging",
            "         analytics",
        ]
    );
    assert_eq!(
        Medium::ALL.map(|medium| format!("{medium}.")),
        ["message.", "chat.", "callback.", "email.", "call."]
    );
}

/// What real conversations had and other tools call wrong: nothing is said of it.
#[test]
fn what_is_rare_and_real_is_no_finding() {
    let leg = |purpose: &str, provider: &str, rest: &str| {
        format!(
            r#"{{"purpose": "{purpose}", "messages": [{{"provider": "{provider}", "type": "webmessaging",
                "peerId": "00000001-1111-4222-8333-444455556666",
                "connectedTime": "2026-01-05T09:00:00.000Z", {rest}}}]}}"#
        )
    };
    let live = r#""state": "connected""#;
    let gone = r#""state": "disconnected", "disconnectType": "client",
        "disconnectedTime": "2026-01-05T09:05:00.000Z""#;
    let customer = |rest: &str| {
        let peerless = r#""peerId": "00000001-1111-4222-8333-444455556666","#;
        leg("customer", "PureCloud Messaging", rest).replace(peerless, "")
    };
    for (what, participants) in [
        (
            "a queue that outlives its contact",
            vec![customer(gone), leg("acd", "PureCloud Messaging", live)],
        ),
        (
            "all are gone and the conversation has no end",
            vec![customer(gone)],
        ),
        (
            "a bot's provider",
            vec![customer(live), leg("botflow", "PureCloud BotFlow", live)],
        ),
        (
            "a flow's provider",
            vec![customer(live), leg("workflow", "PureCloud BotFlow", live)],
        ),
        (
            "a bot within a flow",
            vec![
                customer(live),
                leg("workflow", "PureCloud Messaging", live),
                leg("botflow", "PureCloud BotFlow", live),
            ],
        ),
        (
            "a flow while the contact waits",
            vec![
                customer(live),
                leg("acd", "PureCloud Messaging", live),
                leg("workflow", "PureCloud Messaging", live),
            ],
        ),
    ] {
        let text = format!(r#"{{"participants": [{}]}}"#, participants.join(", "));
        let capture = Capture::read(&text).expect("it is a conversation");
        let findings = message_rules::check(&capture);
        assert!(findings.is_empty(), "{what}: {findings:?}");
    }
}

/// The quirks of real payloads are told, but fail no check.
#[test]
fn a_note_fails_nothing() {
    for leg in [
        r#"{"state": "disconnected", "segments": [{"type": "Alert"}]}"#,
        r#"{"state": "connected", "segments": [{"type": "Interact", "howEnded": "Disconnect"}]}"#,
        r#"{"state": "disconnected", "segments": [{"type": "Alert", "howEnded": "Disconnect"}]}"#,
    ] {
        let message: Message = decode(leg).expect("a leg");
        let severities = message_rules::check(&message);
        assert!(
            severities
                .iter()
                .any(|one| one.rule.severity == Severity::Note),
            "{leg}"
        );
        assert_legal(&message);
    }
    let usual =
        r#"{"state": "connected", "segments": [{"type": "Interact", "howEnded": "Disconnect"}]}"#;
    assert_strict(usual);
    assert_usual(&decode::<Message>(usual).expect("a leg"));
}
