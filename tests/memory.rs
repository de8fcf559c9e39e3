//! What checking a payload holds in memory, against the length of its text: in proportion, whatever
//! the payload is.

use message_model::{ApiRevision, Capture};
use message_rules::check;
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Large enough not to be let through as a small one.
const BYTES: usize = 250_000;
/// At most so many bytes of memory for each byte of the text: in the flat views, each participant
/// is held as it was read and, while rules read it, as a participant with a leg.
const MOST: usize = 88;

#[test]
fn checking_takes_memory_in_proportion_to_the_text() {
    // What is made once and stays, such as the contract, belongs to no payload.
    check_all(r#"{"participants": []}"#);
    let mut report = String::new();
    let mut most = 0;
    for (name, text) in payloads() {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let found = check_all(&text);
        let taken = MEMORY.peak_usage() - before;
        most = most.max(taken / text.len());
        report += &format!(
            "{:4} bytes for each of {}: {name}, {found}\n",
            taken / text.len(),
            text.len()
        );
    }
    print!("{report}");
    assert!(
        most <= MOST,
        "expected at most {MOST} bytes for each byte of the text, found\n{report}"
    );
}

/// Holds all that can be said of a payload at once, and tells how much it is.
fn check_all(text: &str) -> String {
    let capture = Capture::read(text).expect("the payload is no denser than it may be");
    capture.check_lossless().expect("nothing is lost");
    let findings = check(&capture);
    let beyond = capture.beyond_contract();
    let outside = capture.check_contract(ApiRevision::LATEST);
    format!(
        "{} findings, {} beyond the contract, {} outside it",
        findings.len(),
        beyond.len(),
        outside.len()
    )
}

/// Payloads of every kind that might take much: as dense as they may be, long, deep, or wrong in
/// every part.
fn payloads() -> Vec<(&'static str, String)> {
    let participants = |inside: String| format!(r#"{{"participants":{inside}}}"#);
    let in_participant =
        |property: &str, inside: String| participants(format!(r#"[{{"{property}":{inside}}}]"#));
    let leg = |property: &str, inside: String| format!(r#"{{"{property}":{inside}}}"#);
    let wrong = r#"{"state":"alerting","connectedTime":"2026-01-05T09:00:00.000Z","disconnectType":"peer"}"#;
    let long = format!("\"{}\"", "x".repeat(BYTES));
    let on =
        |topic: &str, body: String| format!(r#"{{"topicName":"v2.{topic}","eventBody":{body}}}"#);
    let of_user = "users.a.conversations";
    let of_messages = "users.a.conversations.messages";
    let of_event = |name: &str| format!("detail.events.conversation.a.{name}");
    let in_event_bridge =
        |detail: String| format!(r#"{{"detail-type":"v2.{{id}}","detail":{detail}}}"#);
    vec![
        ("legs", in_participant("messages", objects("{}"))),
        (
            "legs that are wrong",
            in_participant("messages", objects(wrong)),
        ),
        (
            "legs in an array",
            objects(r#"{"state":"connected","held":true}"#),
        ),
        ("participants", participants(objects("{}"))),
        (
            "participants in the flat view",
            participants(objects(r#"{"state":"connected","id":"abc"}"#)),
        ),
        (
            "participants in the flat view that are wrong",
            participants(objects(wrong)),
        ),
        (
            "participants in notifications",
            on(of_user, participants(objects("{}"))),
        ),
        (
            "legs in notifications",
            on(of_user, in_participant("messages", objects(wrong))),
        ),
        (
            "chats in notifications",
            on(of_user, in_participant("chats", objects(wrong))),
        ),
        (
            "participants in notifications of messages",
            on(of_messages, participants(objects("{}"))),
        ),
        (
            "participants in notifications of messages that are wrong",
            on(of_messages, participants(objects(wrong))),
        ),
        (
            "participants in notifications of calls",
            on("users.a.conversations.calls", participants(objects(wrong))),
        ),
        (
            "notifications in an array",
            objects(&on(of_user, r#"{"participants":[]}"#.to_owned())),
        ),
        (
            "notifications of messages in an array",
            objects(&on(of_messages, r#"{"participants":[]}"#.to_owned())),
        ),
        (
            "detail events in an array",
            objects(r#"{"eventTime":1,"conversationId":"a"}"#),
        ),
        (
            "detail events that are wrong",
            objects(r#"{"eventTime":1,"conversationId":"a","mediaType":"x","direction":"y"}"#),
        ),
        (
            "notifications of detail events in an array",
            objects(&on(&of_event("user.end"), "{}".to_owned())),
        ),
        (
            "attributes in a detail event",
            on(
                &of_event("attributes"),
                format!(r#"{{"attributes":{}}}"#, members(r#""""#)),
            ),
        ),
        (
            "ids in a detail event",
            on(
                &of_event("customer.start"),
                format!(
                    r#"{{"conversationExternalContactIds":{}}}"#,
                    values(r#""""#)
                ),
            ),
        ),
        (
            "unknown properties of a detail event in EventBridge's envelope",
            in_event_bridge(on(&of_event("user.start"), members("0"))),
        ),
        (
            "participants in EventBridge's envelope",
            in_event_bridge(on(of_user, participants(objects("{}")))),
        ),
        (
            "events of EventBridge in an array",
            objects(&in_event_bridge(on(&of_event("acw"), "{}".to_owned()))),
        ),
        ("a long body", on("users.a.presence", long.clone())),
        (
            "conversations in an array",
            objects(r#"{"participants":[]}"#),
        ),
        (
            "chats",
            in_participant("chats", objects(r#"{"state":"connected"}"#)),
        ),
        (
            "chats that are wrong",
            in_participant("chats", objects(wrong)),
        ),
        ("chats that are none", in_participant("chats", values("0"))),
        (
            "videos that are none",
            in_participant("videos", values("0")),
        ),
        ("attributes", in_participant("attributes", members(r#""""#))),
        (
            "unknown properties",
            members("0").replacen('{', r#"{"state":"connected","#, 1),
        ),
        ("segments", leg("segments", objects("{}"))),
        (
            "segments that are wrong",
            leg("segments", objects(r#"{"type":"Interact","howEnded":"x"}"#)),
        ),
        (
            "messages",
            leg("messages", objects(r#"{"messageStatus":"sent","a":true}"#)),
        ),
        (
            "tags",
            leg("wrapup", format!(r#"{{"tags":{}}}"#, values(r#""""#))),
        ),
        (
            "errors",
            leg("errorInfo", format!(r#"{{"errors":{}}}"#, objects("{}"))),
        ),
        (
            "divisions",
            format!(r#"{{"participants":[],"divisions":{}}}"#, values("0")),
        ),
        (
            "a long id",
            format!(r#"{{"state":"connected","id":{long}}}"#),
        ),
        ("a long text", leg("provider", long.clone())),
        ("a long unknown value", leg("state", long.clone())),
        (
            "a deep unknown value",
            format!(
                r#"{{"provider":{long},"x":{}{}}}"#,
                "[".repeat(BYTES / 8),
                "]".repeat(BYTES / 8)
            ),
        ),
        (
            "white space",
            format!(r#"{{"state":"a","x":[0{}]}}"#, " ".repeat(BYTES)),
        ),
    ]
}

/// An array of that object, with others in it or without, hardly less dense than it may be.
fn objects(object: &str) -> String {
    let width = 48 * object.matches('{').count();
    values(&format!("{object:width$}"))
}

/// An array of that value, hardly less dense than it may be.
fn values(value: &str) -> String {
    let value = format!("{value:8}");
    format!(
        "[{}]",
        vec![value.as_str(); BYTES / (value.len() + 1)].join(",")
    )
}

/// An object with that value under many names.
fn members(value: &str) -> String {
    let count = BYTES / (value.len() + 10);
    let members: Vec<String> = (0..count)
        .map(|number| format!(r#""{number:06}":{value}"#))
        .collect();
    format!("{{{}}}", members.join(","))
}
