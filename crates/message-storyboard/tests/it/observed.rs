//! Storyboards of captured payloads.

use message_model::Capture;
use message_storyboard::{Mark, Observed, Storyboard, WIDTH_MAX};

/// The boards of payloads that came one after another.
fn boards(texts: &[&str]) -> Vec<Storyboard> {
    let mut observed = Observed::default();
    for text in texts {
        let capture = Capture::read(*text).expect("it can be read");
        capture
            .documents()
            .for_each(|document| observed.add(&document));
    }
    observed.boards()
}

fn told(board: &Storyboard) -> Vec<&str> {
    let scenes = board.scenes.iter();
    scenes.map(|scene| scene.sentence.as_str()).collect()
}

/// A notification with these participants.
fn frame(id: &str, participants: &str) -> String {
    format!(
        r#"{{"topicName":"v2.users.u.conversations","eventBody":{{"id":"{id}","participants":[{participants}]}}}}"#
    )
}

const OFFERED: &str = r#"{"id":"p1","purpose":"agent","messages":[{"id":"l1","state":"alerting",
    "initialState":"alerting"}]}"#;
const ANSWERED: &str = r#"{"id":"p1","purpose":"agent","name":"Ada","messages":[{"id":"l1",
    "state":"connected","initialState":"alerting","connectedTime":"2026-01-05T09:00:05Z"}]}"#;

#[test]
fn the_newest_state_of_each_leg_is_drawn_and_conversations_stand_apart() {
    let frames = [
        frame("c2", OFFERED),
        frame("c1", ANSWERED),
        frame("c2", ANSWERED),
    ];
    let frames: Vec<&str> = frames.iter().map(String::as_str).collect();
    let boards = boards(&frames);
    let headings: Vec<&str> = boards.iter().map(|board| board.heading.as_str()).collect();
    assert_eq!(headings, ["2026-01-05, id c2", "2026-01-05, id c1"]);
    assert_eq!(boards[0].lanes.len(), 1);
    assert_eq!(told(&boards[0]), ["A answers"]);
    assert_eq!(
        boards[0].not_known,
        [
            "when the conversation was offered to A",
            "holds and parkings of A that are over"
        ]
    );
}

#[test]
fn what_no_leg_is_known_to_have_is_drawn_as_it_came_and_escaped() {
    let text = r#"{"participants":[{"purpose":"gh\u001bost","name":"a\nb","messages":[{
        "disconnectType":"van\u0007ished","state":"disconnected","segments":[
        {"type":"Haunt","startTime":"2026-01-05T09:00:00Z","endTime":"2026-01-05T09:00:01Z"},
        {"type":"Hold","startTime":"2026-01-05T09:00:01Z"},
        {"type":"Rest\u009b","startTime":"2026-01-05T09:00:02Z"}]}]}]}"#;
    let board = &boards(&[text])[0];
    assert_eq!(board.lanes[0].role, "gh\u{1b}ost");
    assert_eq!(
        told(board),
        [
            "L joins: Haunt",
            "L turns to other work",
            "L goes on: Rest\u{9b}"
        ]
    );
    assert_eq!(
        board.not_known,
        [
            "when the last segment of L ended",
            "when the leg of L (van\u{7}ished) ended"
        ]
    );
    let page = board.to_text();
    assert!(page.contains(r"L   gh\u{1b}ost    a\nb"), "{page}");
    assert!(page.contains(r"L goes on: Rest\u{9b}"), "{page}");
}

/// The end of a leg is drawn though its segment does not have it.
#[test]
fn a_segment_without_an_end_is_told() {
    let text = r#"{"participants":[{"purpose":"customer","name":"Zoe","messages":[{
        "disconnectType":"spam","disconnectedTime":"2026-01-05T09:01:00Z","state":"disconnected",
        "segments":[{"type":"Interact","startTime":"2026-01-05T09:00:00Z"}]}]}]}"#;
    let board = &boards(&[text])[0];
    assert_eq!(told(board), ["C joins", "C is judged to be spam: spam"]);
    assert_eq!(board.not_known, ["when the last segment of C ended"]);
}

#[test]
fn a_message_without_peer_time_or_status_is_told() {
    let text = r#"{"id":"l1","type":"sms","direction":"outbound","messages":[
        {"messageTime":"2026-01-05T09:00:00Z"},
        {"messageTime":"2026-01-05T09:00:01Z","messageStatus":"delivery-failed"},
        {"messageStatus":"sent"}]}"#;
    let board = &boards(&[text])[0];
    assert_eq!(board.heading, "sms, outbound, 2026-01-05, leg l1");
    assert_eq!(
        told(board),
        ["L: \"…\" (no status)", "L: \"…\" (delivery-failed)"]
    );
    let marks: Vec<Mark> = board.scenes.iter().map(|scene| scene.mark).collect();
    assert_eq!(marks, [Mark::Says, Mark::Warns]);
    assert_eq!(
        board.not_known,
        [
            "the role of L: no participant is given",
            "the name of L",
            "when L joined",
            "when a message of L was sent",
            "to whom L wrote",
            "the status of a message of L",
            "what the messages say, and when each reached its status",
        ]
    );
}

#[test]
fn detail_events_each_give_their_moments() {
    let event = |name: &str, body: &str| {
        format!(
            r#"{{"topicName":"v2.detail.events.conversation.c.{name}","eventBody":{{"conversationId":"c",
            "participantId":"p","sessionId":"l","userId":"u",{body}}}}}"#
        )
    };
    let events = [
        event(
            "user.end",
            r#""eventTime":1767603720000,"disconnectType":"CLIENT","alertingDurationMs":5000,
            "interactingDurationMs":60000,"heldDurationMs":55000"#,
        ),
        event("user.start", r#""eventTime":1767603600000"#),
        event("acw", r#""eventTime":1767603780000"#),
        event("acw", r#""eventTime":1767603780000"#),
    ];
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let board = &boards(&events)[0];
    assert_eq!(
        told(board),
        [
            "A is offered the conversation",
            "A answers",
            "A ends the conversation: client, wraps up",
            "A finishes the after-call work",
        ]
    );
    assert_eq!(board.scenes[1].date_and_time().1, "09:00:05.000");
    assert_eq!(
        board.not_known,
        [
            "the name of A: an identifier stands for it",
            "when A turned to other work",
            "what A wrote: detail events do not tell",
        ]
    );
}

/// A leg of another medium is drawn as far as it is like one of messages.
#[test]
fn a_call_is_drawn_too() {
    let text = r#"{"participants":[{"purpose":"agent","name":"Ada","calls":[{"id":"l1",
        "segments":[{"type":"Alert","startTime":"2026-01-05T09:00:00Z",
        "endTime":"2026-01-05T09:00:30Z","howEnded":"Disconnect","disconnectType":"client"}]}]}]}"#;
    let board = &boards(&[text])[0];
    assert_eq!(
        told(board),
        ["A is offered the conversation", "A declines: client"]
    );
    assert!(board.not_known.is_empty(), "{:?}", board.not_known);
}

#[test]
fn more_legs_than_can_be_drawn_are_told() {
    let participants = vec![r#"{"purpose":"customer","name":"Zoe"}"#; 101].join(",");
    let board = &boards(&[&frame("c", &participants)])[0];
    assert_eq!(board.lanes.len(), 100);
    let last = board.not_known.last().unwrap();
    assert_eq!(last, "further legs: only the first 100 are drawn");
}

/// What stands after a quotation mark is kept where a sentence is shortened, but not in a name.
#[test]
fn a_long_name_with_a_quotation_mark_fits_the_page() {
    let name = "long ".repeat(40);
    let participant = format!(r#"{{"purpose":"customer","name":"a\"{name}"}}"#);
    let page = boards(&[&frame("c", &participant)])[0].to_text();
    assert!(
        page.lines().all(|line| line.chars().count() <= WIDTH_MAX),
        "{page}"
    );
}
