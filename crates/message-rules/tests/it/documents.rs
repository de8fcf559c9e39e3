//! What is checked: a leg, a conversation, a payload of many; and what a finding shows of a value.

use message_model::{Capture, Conversation, Message, decode};
use message_rules::{Finding, Verdict, check, leg_count, rule, verdicts};

use crate::support::broken;

const WRONG_LEG: &str = r#"{"state": "connected", "disconnectType": "peer"}"#;

fn ids(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn a_document_is_checked_in_whatever_form_it_comes() {
    let leg: Message = decode(WRONG_LEG).expect("a leg");
    let conversation = format!(r#"{{"id": "c", "participants": [{{"messages": [{WRONG_LEG}]}}]}}"#);
    let whole: Conversation = decode(&conversation).expect("a conversation");
    let wrong = ["disconnect-type-before-end"];
    assert_eq!(ids(&check(&leg)), wrong);
    assert_eq!(ids(&check(&whole)), wrong);
    assert_eq!(
        ids(&check(&vec![leg.clone(), leg.clone()])),
        [wrong, wrong].concat()
    );
    let payload = Capture::read(format!("[{conversation}]")).expect("a payload");
    for document in payload.documents() {
        assert_eq!(ids(&check(&document)), wrong);
    }
    let counts = [
        leg_count(&leg),
        leg_count(&whole),
        leg_count(&vec![leg.clone(), leg]),
        leg_count(&payload),
    ];
    assert_eq!(counts, [1, 1, 2, 1]);
    let none = Capture::read(r#"{"participants": [{"videos": [{}]}]}"#).expect("a payload");
    assert_eq!(leg_count(&none), 0);
}

/// Only legs of the same medium compete.
#[test]
fn media_are_judged_apart() {
    let two = |first: &str, second: &str| {
        let leg = |medium: &str, id: &str, minute: u8| {
            format!(
                r#"{{"purpose": "acd", "{medium}": [{{"id": "{id}", "state": "disconnected",
                "connectedTime": "2026-01-05T09:0{minute}:00.000Z",
                "disconnectedTime": "2026-01-05T09:05:00.000Z"}}]}}"#
            )
        };
        broken(&format!(
            r#"{{"id": "c", "participants": [{}, {}]}}"#,
            leg(first, "l", 0),
            leg(second, "m", 1)
        ))
    };
    assert!(two("messages", "messages").contains("one-acd-leg-live"));
    assert!(two("chats", "chats").contains("one-acd-leg-live"));
    assert!(!two("messages", "chats").contains("one-acd-leg-live"));
}

/// Other media have states that a message has not, and are live in them.
#[test]
fn states_of_other_media_are_states() {
    let ended = |state: &str| {
        broken(&format!(
            r#"{{"state": "{state}", "disconnectType": "peer"}}"#
        ))
    };
    for live in [
        "dialing",
        "contacting",
        "offering",
        "scheduled",
        "converting",
        "uploading",
        "transmitting",
        "none",
    ] {
        assert!(ended(live).contains("disconnect-type-before-end"), "{live}");
    }
    for other in ["terminated", "unheard-of"] {
        assert!(
            !ended(other).contains("disconnect-type-before-end"),
            "{other}"
        );
    }
}

/// The beginning of a long value and its length are shown; a letter of several bytes is not cut.
#[test]
fn a_long_value_is_cut() {
    let shown = |id: &str| {
        let leg: Message = decode(format!(r#"{{"id": "{id}"}}"#)).expect("a leg");
        check(&leg)
            .iter()
            .find(|finding| finding.rule.id == "leg-id-uuid")
            .expect("no UUID")
            .found
            .clone()
    };
    let (full, over) = ("x".repeat(80), "x".repeat(81));
    assert_eq!(shown("short"), "\"short\"");
    assert_eq!(shown(&full), format!("\"{full}\""));
    assert_eq!(shown(&over), format!("\"{full}\"... (81 bytes)"));
    assert_eq!(
        shown(&"é".repeat(41)),
        format!("\"{}\"... (82 bytes)", "é".repeat(40))
    );
    assert_eq!(
        shown(&format!("x{}", "é".repeat(40))),
        format!("\"x{}\"... (81 bytes)", "é".repeat(39))
    );
    assert_eq!(
        shown(&format!("xy{}", "👩".repeat(20))),
        format!("\"xy{}\"... (82 bytes)", "👩".repeat(19))
    );
}

#[test]
fn what_held_is_told_from_what_did_not_apply() {
    let leg: Message = decode(r#"{"id": "x", "state": "connected"}"#).expect("a leg");
    let said = |id| {
        verdicts(&leg, None)
            .into_iter()
            .find(|(known, _)| Some(*known) == rule(id))
            .map(|(_, said)| said)
    };
    assert_eq!(said("disconnect-type-before-end"), Some(Verdict::Held));
    assert_eq!(said("leg-id-uuid"), Some(Verdict::Broken));
    assert_eq!(said("disconnect-type-at-end"), Some(Verdict::NotApplicable));
}
