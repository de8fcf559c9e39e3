//! Hostile payloads: nothing panics, findings stay short, and work grows no faster than the
//! payload.

use message_model::{
    Capture, Conversation, DisconnectType, Id, Message, MessageDetails, Participant, RawJson,
    Segment,
};
use message_rules::{Delivery, Verdict, check, check_sequence, verdicts};
use proptest::prelude::*;

/// The size of a payload that tries to fill memory, yet is made quickly.
const HUGE: usize = 20_000_000;
/// Enough to make quadratic work noticeable, in a test that runs every time.
const MANY: usize = 10_000;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_conversation_makes_a_rule_panic(before: Conversation, after: Conversation) {
        check(&before);
        let snapshots = [before, after];
        check_sequence(&snapshots[..], Delivery::InOrder, None);
        check_sequence(&snapshots[..], Delivery::Unordered, None);
    }

    #[test]
    fn no_leg_makes_a_rule_panic(before: Message, after: Message) {
        check(&before);
        check_sequence(&[before, after][..], Delivery::Unordered, None);
    }
}

#[test]
fn findings_about_huge_texts_are_short() {
    let huge = "x".repeat(HUGE);
    let mut leg = Message::default();
    leg.recipient_country = Some(huge.clone());
    leg.id = Some(Id::from(huge.as_str()));
    leg.state = Some(message_model::MessageState::Disconnected);
    leg.disconnect_type = Some(DisconnectType::from_text(&huge));
    leg.disconnected_time = Some("2026-01-05T09:00:00.000Z".parse().expect("a time"));
    let mut segment = Segment::default();
    segment.how_ended = Some("Disconnect".to_owned());
    segment.disconnect_type = Some("peer".to_owned());
    leg.segments = Some(vec![segment; 1_000]);
    let findings = check(&leg);
    assert!(findings.len() > 1_000, "{} findings", findings.len());
    for finding in findings {
        assert!(finding.to_string().len() < 1_000, "{finding}");
    }
}

#[test]
fn nested_bombs_are_errors_or_pass() {
    let bomb = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let nested = |depth: usize| {
        let call = format!(
            r#"{{"state": "connected", "segments": {}, "x": {}}}"#,
            bomb(depth),
            bomb(depth)
        );
        Capture::read(format!(r#"{{"participants": [{{"calls": [{call}]}}]}}"#))
    };
    for depth in [100, 10_000] {
        assert_eq!(
            check(&nested(depth).expect("what passes through may nest")),
            [],
            "{depth}"
        );
    }
    assert!(
        nested(100_000).is_err(),
        "brackets alone, and too many of them"
    );
    let errors = |depth: usize| {
        format!(
            r#"{{"errorInfo": {}{}}}"#,
            r#"{"errors": ["#.repeat(depth),
            "]}".repeat(depth)
        )
    };
    assert_eq!(check(&Capture::read(errors(30)).expect("a payload")), []);
    assert!(Capture::read(errors(100_000)).is_err());
}

/// A leg of another medium is read as far as possible whatever its shape, and reading never fails.
#[test]
fn legs_of_other_media_are_read_leniently() {
    let legs = [
        "null",
        "1",
        "[]",
        "\"text\"",
        r#"{"state": 1, "state": 2}"#,
        r#"{"connectedTime": "2021-04-2T15:00"}"#,
    ];
    for leg in legs {
        let json = format!(r#"{{"participants": [{{"chats": [{leg}]}}]}}"#);
        assert_eq!(
            check(&Capture::read(&json).expect("a payload")),
            [],
            "{leg}"
        );
    }
    let partly = r#"{"participants": [{"chats": [{"held": "maybe", "state": "connected", "disconnectType": "peer"}]}]}"#;
    let findings = check(&Capture::read(partly).expect("a payload"));
    assert_eq!(
        findings.len(),
        1,
        "what can be read is held against the rules"
    );
    assert_eq!(findings[0].path, "participants[0].chats[0].disconnectType");
}

#[test]
fn many_legs_messages_and_segments_take_their_time_and_no_more() {
    let conversation = crowded();
    let findings = check(&conversation);
    assert!(findings.len() > MANY, "{} findings", findings.len());
    let said = verdicts(&conversation, None);
    assert!(
        said.iter()
            .any(|(rule, verdict)| rule.id == "one-agent-leg-per-user"
                && *verdict == Verdict::Broken)
    );
    let snapshots = [conversation.clone(), conversation];
    let report = check_sequence(&snapshots[..], Delivery::InOrder, None);
    assert_eq!(report.findings.len(), 0);
}

/// One user with many legs that are all live, one leg with many messages and segments, and many
/// chats.
fn crowded() -> Conversation {
    let mut leg = Message::default();
    leg.state = Some(message_model::MessageState::Connected);
    leg.connected_time = Some("2026-01-05T09:00:00.000Z".parse().expect("a time"));
    let mut legs: Vec<Message> = (0..MANY)
        .map(|number| {
            let mut leg = leg.clone();
            leg.id = Some(Id::from(format!("leg-{number}")));
            leg
        })
        .collect();
    let mut message = MessageDetails::default();
    message.message_id = Some(Id::from("m"));
    legs[0].messages = Some(vec![message; MANY]);
    let mut segment = Segment::default();
    segment.r#type = Some("Interact".to_owned());
    legs[0].segments = Some(vec![segment; MANY]);
    let mut agent = Participant::default();
    agent.purpose = Some("agent".to_owned());
    agent.user_id = Some(Id::from("user"));
    agent.messages = Some(legs);
    agent.chats = Some(vec![
        RawJson::from_text(r#"{"state": "alerting"}"#)
            .expect("JSON");
        MANY
    ]);
    let mut conversation = Conversation::default();
    conversation.participants = Some(vec![agent]);
    conversation
}
