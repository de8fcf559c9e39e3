//! `validate` names what it was given, and never says that all is well when it has checked nothing.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn validate(options: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .arg("validate")
        .args(options)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Checks the status, and what the lines on standard output are about: what stands before the first
/// colon after the place.
#[track_caller]
fn check(options: &[&str], input: &str, status: i32, told: &[&str]) -> String {
    let output = validate(options, input);
    let printed = text(&output.stdout);
    let errors = text(&output.stderr);
    assert_eq!(
        output.status.code(),
        Some(status),
        "{input}\n{printed}{errors}"
    );
    let lines: Vec<&str> = printed
        .lines()
        .filter(|line| line.starts_with('-'))
        .collect();
    assert_eq!(lines.len(), told.len(), "{input}\n{printed}");
    for (line, told) in lines.iter().zip(told) {
        assert!(line.contains(told), "{line}: expected {told}");
    }
    errors
}

const GUEST: &str = r#"{"type":"message","class":"StructuredMessage","code":200,"body":{}}"#;
const HEARTBEAT: &str =
    r#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#;
const LEG: &str = r#"{"participants":[{"messages":[{"state":"connected"}]}]}"#;

#[test]
fn where_nothing_could_be_checked_the_status_says_so() {
    for (input, kind) in [
        (GUEST, "a frame of a web messenger"),
        (
            r#"{"sessionId":"s","mediaType":"message","metrics":[]}"#,
            "a part of the analytics details",
        ),
        (
            r#"{"topicName":"v2.users.u.presence","eventBody":{}}"#,
            "a topic that is not modelled",
        ),
    ] {
        let errors = check(&[], input, 2, &[kind]);
        let expected = "-: nothing could be checked: found ";
        assert!(
            errors.contains(expected) && errors.contains("; 1 not checked\n"),
            "{errors}"
        );
    }
    let errors = check(&[], HEARTBEAT, 2, &[]);
    assert!(
        errors.contains("; 1 frame about the channel passed over\n"),
        "{errors}"
    );
}

#[test]
fn beside_what_is_checked_the_rest_is_counted() {
    let log = [HEARTBEAT, LEG, GUEST, HEARTBEAT, GUEST].join("\n");
    let errors = check(&[], &log, 0, &["-:3: not checked", "-:5: not checked"]);
    assert!(errors.starts_with("1 record: 0 unreadable"), "{errors}");
    let ends = "; 2 not checked; 2 frames about the channel passed over\n";
    assert!(errors.ends_with(ends), "{errors}");
    let json = text(&validate(&["--json"], &log).stdout);
    let guest = json.lines().nth(2).expect("a line for each record");
    assert!(
        guest.contains(r#""notChecked":"a frame of a web messenger""#),
        "{guest}"
    );
}

/// Bodies of messages and Open Messaging are checked by themselves and in their sequence.
#[test]
fn what_is_said_is_checked() {
    let receipt = r#"{"id":"m","channel":{"id":"i"},"type":"Receipt","isFinalReceipt":true}"#;
    let body = r#"{"id":"m","textBody":"Hello","messengerType":"sms"}"#;
    for legal in [receipt, body] {
        check(&[], legal, 0, &[]);
    }
    let wrong = r#"{"id":"m","messengerType":"sms","direction":"inbound","status":"sent"}"#;
    let finding = "-: must: body-status-of-direction at ";
    check(&[], wrong, 1, &[finding]);
    let unlike = format!("[{body},{{\"entities\":[{wrong}]}}]");
    check(&[], &unlike, 1, &[finding]);
}

#[test]
fn a_notification_is_judged_by_its_topic() {
    let frame = |topic: &str, leg: &str| {
        format!(
            r#"{{"topicName":"v2.users.u.{topic}","eventBody":{{"id":"c","participants":[{leg}]}}}}"#
        )
    };
    let nested = r#"{"messages":[{"state":"connected","messagesTranscriptUri":"/t"}]}"#;
    let flat = r#"{"state":"connected","initialState":"alerting","peer":null}"#;
    let call = r#"{"state":"terminated","muted":false,"disconnectType":"endpoint",
        "endTime":"2026-01-05T09:00:00.000Z"}"#
        .replace('\n', "");
    let as_of: &[&str] = &["--as-of", "latest"];
    check(as_of, &frame("conversations", nested), 0, &[]);
    check(as_of, &frame("conversations.messages", flat), 0, &[]);
    check(as_of, &frame("conversations.calls", &call), 0, &[]);
    // What the API has and notifications do not.
    let of_the_api = r#"{"messages":[{"state":"connected","recordingId":"r"}]}"#;
    let told = ["contract: eventBody.participants[0].messages[0].recordingId"];
    check(as_of, &frame("conversations", of_the_api), 1, &told);
}

#[test]
fn an_envelope_of_event_bridge_and_a_bare_detail_event_are_read() {
    let event = r#"{"eventTime":1,"conversationId":"c","sessionId":"s","disconnectType":"PEER","mediaType":"MESSAGE"}"#;
    let bridge = format!(
        r#"{{"version":"0","detail-type":"v2.detail.events.conversation.{{id}}.user.end","detail":{{"topicName":"v2.detail.events.conversation.c.user.end","eventBody":{event}}}}}"#
    );
    check(&["--as-of", "latest"], event, 0, &[]);
    check(&["--as-of", "latest"], &bridge, 0, &[]);
    let lower = bridge.replace("PEER", "peer");
    let told = [
        "contract: detail.eventBody.disconnectType",
        "note: detail.eventBody.disconnectType",
    ];
    check(&["--as-of", "latest"], &lower, 1, &told[..1]);
    check(&[], &lower, 0, &told[1..]);
}

/// As people keep them: with a time, a level or a name before the JSON.
#[test]
fn what_a_logger_wrote_before_the_json_is_passed_over() {
    for line in [
        format!("2026-01-05T09:00:00.123Z {LEG}"),
        format!("[INFO] [ws-1] received {LEG}"),
        format!("09:00:00 DEBUG {{socket}} <- {HEARTBEAT}\n09:00:01 DEBUG <- {LEG}"),
        format!("\u{1b}[32minfo\u{1b}[0m: {LEG}"),
    ] {
        check(&[], &line, 0, &[]);
    }
    let broken = r#"12:00 {"state":"connected","disconnectType":"client"}"#;
    check(
        &[],
        broken,
        1,
        &["must: disconnect-type-before-end at disconnectType"],
    );
}

#[test]
fn documents_one_after_another_are_records_of_their_own() {
    let pretty = "{\n  \"state\": \"connected\"\n}\n";
    let broken = "{\n  \"state\": \"connected\",\n  \"disconnectType\": \"client\"\n}";
    for (input, records, line) in [
        (format!("{pretty}{broken}"), 2, 4),
        (format!("{pretty}\n\n{broken}\n{pretty}"), 3, 6),
        (format!("[\n{pretty}]{broken}"), 2, 5),
    ] {
        let errors = check(
            &[],
            &input,
            1,
            &[&format!("-:{line}: must: disconnect-type-before-end")],
        );
        assert!(
            errors.contains(&format!("{records} records: 0 unreadable")),
            "{errors}"
        );
    }
    let cut = format!("{pretty}{pretty}{{\n  \"state\": ");
    check(
        &[],
        &cut,
        2,
        &["-:7: unreadable: the text ends inside state: cut off? (line 8"],
    );
}

#[test]
fn a_null_attribute_is_told_and_costs_nothing_else() {
    let conversation = |attributes: &str| {
        format!(
            r#"{{"participants":[{{"attributes":{attributes},"messages":[{{"state":"connected"}}]}}]}}"#
        )
    };
    for attributes in [
        r#"{"orderNumber":null}"#,
        r#"{"a":"1","b":null}"#,
        r#"{"c":null,"d":""}"#,
    ] {
        check(
            &[],
            &conversation(attributes),
            0,
            &["note: participants[0].attributes."],
        );
        check(&["--strict"], &conversation(attributes), 0, &["found null"]);
    }
}
