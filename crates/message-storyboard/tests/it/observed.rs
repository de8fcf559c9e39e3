//! Storyboards of captured payloads.

use message_model::Capture;
use message_storyboard::svg::{Caption, picture};
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
fn all_states_of_a_leg_make_one_lane_and_conversations_stand_apart() {
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
            "holds and parkings of A that no payload shows"
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
fn a_message_without_a_text_is_told_by_what_it_is() {
    let message = |second: u8, metadata: &str| {
        format!(
            r#"{{"messageId": "{second}", "messageStatus": "received",
            "messageTime": "2026-01-05T09:00:0{second}.000Z", "messageMetadata": {metadata}}}"#
        )
    };
    let messages = [
        message(
            1,
            r#"{"type": "Event", "events": [{"eventType": "Presence", "subType": "Join"}]}"#,
        ),
        message(
            2,
            r#"{"type": "Structured", "content": [{"contentType": "QuickReply"}]}"#,
        ),
        message(
            3,
            r#"{"type": "Text", "content": [{"contentType": "Attachment"}]}"#,
        ),
        message(4, r#"{"type": "Text"}"#),
        message(5, r#"{"type": "Event"}"#),
    ];
    let leg = format!(
        r#"{{"id": "l", "state": "connected", "connectedTime": "2026-01-05T09:00:00.000Z",
        "messages": [{}]}}"#,
        messages.join(", ")
    );
    let participants = format!(r#"[{{"id": "p", "purpose": "customer", "messages": [{leg}]}}]"#);
    let conversation = format!(r#"{{"id": "c", "participants": {participants}}}"#);
    let boards = boards(&[&conversation]);
    assert_eq!(
        told(&boards[0])[1..],
        [
            "C: Presence Join (received)",
            "C: \"…\", QuickReply (received)",
            "C: \"…\", Attachment (received)",
            "C: \"…\" (received)",
            "C: \"…\" (received)",
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
fn a_conversation_without_participants_is_told() {
    let board = &boards(&[&frame("c", "")])[0];
    assert_eq!(board.heading, "id c");
    assert_eq!(board.not_known, ["who took part"]);
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

/// The API's answer has segments and names, of which later frames say nothing.
#[test]
fn what_only_an_earlier_state_of_another_view_tells_is_drawn() {
    let answer = r#"{"id":"c","participants":[{"id":"p1","purpose":"agent","name":"Ada","messages":[
        {"id":"l1","state":"connected","segments":[
        {"type":"Alert","startTime":"2026-01-05T09:00:00Z","endTime":"2026-01-05T09:00:05Z"},
        {"type":"Interact","startTime":"2026-01-05T09:00:05Z","endTime":"2026-01-05T09:00:08Z"},
        {"type":"Hold","startTime":"2026-01-05T09:00:08Z","endTime":"2026-01-05T09:00:09Z"},
        {"type":"Interact","startTime":"2026-01-05T09:00:09Z"}]}]}]}"#;
    let ended = r#"{"id":"p1","purpose":"agent","messages":[{"id":"l1","state":"disconnected",
        "disconnectedTime":"2026-01-05T09:02:00Z","disconnectType":"client"}]}"#;
    let board = &boards(&[answer, &frame("c", HELD), &frame("c", ended)])[0];
    assert_eq!(board.lanes[0].name, "Ada");
    assert_eq!(
        told(board),
        [
            "A is offered the conversation",
            "A answers",
            "A turns to other work",
            "A is back",
            "A turns to other work",
            "A ends the conversation: client"
        ]
    );
    assert_eq!(
        board.not_known,
        [
            "how long A turned to other work",
            "when the last segment of A ended"
        ]
    );
}

const HELD: &str = r#"{"id":"p1","purpose":"agent","messages":[{"id":"l1","state":"connected",
    "held":true,"startHoldTime":"2026-01-05T09:01:00Z","initialState":"alerting",
    "connectedTime":"2026-01-05T09:00:05Z"}]}"#;

/// Frames overtake each other: an older one does not undo what a newer one has told.
#[test]
fn holds_and_parkings_that_only_some_frames_show_are_drawn_in_any_order() {
    let parked = r#"{"id":"p1","purpose":"agent","messages":[{"id":"l1","state":"parked",
        "parkTime":"2026-01-05T09:03:00Z","resumeTime":"2026-01-05T10:03:00Z",
        "connectedTime":"2026-01-05T09:00:05Z"}]}"#;
    let ended = r#"{"id":"p1","purpose":"agent","messages":[{"id":"l1","state":"disconnected",
        "parkTime":"2026-01-05T09:03:00Z","held":false,"connectedTime":"2026-01-05T09:00:05Z",
        "disconnectedTime":"2026-01-05T11:02:00Z","disconnectType":"client"}]}"#;
    let frames = [OFFERED, HELD, parked, ended].map(|participant| frame("c", participant));
    let [offered, held, parked, ended] = frames.each_ref().map(String::as_str);
    for frames in [
        [offered, held, parked, ended],
        [ended, parked, held, offered],
        [held, ended, offered, parked],
    ] {
        let board = &boards(&frames)[0];
        assert_eq!(
            told(board),
            [
                "A answers",
                "A turns to other work",
                "A parks the conversation until 10:03:00.000",
                "A ends the conversation: client"
            ]
        );
        assert_eq!(
            board.not_known,
            [
                "the name of A",
                "when the conversation was offered to A",
                "holds and parkings of A that no payload shows",
                "how long A turned to other work",
                "when A took the parked conversation up again"
            ]
        );
    }
}

/// A participant that is the leg has no identifier but its own; a later view has both.
#[test]
fn a_peer_is_found_once_any_view_has_its_identifier() {
    let flat = r#"{"id":"c","participants":[
        {"id":"p0","purpose":"customer","state":"connected","startTime":"2026-01-05T09:00:00Z"},
        {"id":"p1","purpose":"agent","state":"connected","startTime":"2026-01-05T09:00:01Z",
        "peer":"l0","messages":[{"messageId":"m","messageTime":"2026-01-05T09:00:02Z",
        "messageStatus":"sent"}]}],"selfUri":"/api/v2/conversations/messages/c"}"#;
    let nested = frame(
        "c",
        r#"{"id":"p0","purpose":"customer","messages":[{"id":"l0"}]}"#,
    );
    let addressees = |texts: &[&str]| {
        let board = boards(texts).remove(0);
        let scenes = board.scenes.iter();
        scenes
            .map(|scene| scene.addressee.is_some())
            .collect::<Vec<_>>()
    };
    assert_eq!(addressees(&[flat]), [false, false, false]);
    assert_eq!(addressees(&[flat, &nested]), [false, false, true]);
    assert_eq!(addressees(&[&nested, flat]), [false, false, true]);
}

/// The opening is by another clock than the message that opened the leg.
#[test]
fn a_leg_opens_before_it_writes() {
    let contact = r#"{"purpose":"customer","name":"Zoe","messages":[{"type":"sms","segments":[
        {"type":"Interact","startTime":"2026-01-05T09:00:00.040Z"}],"messages":[
        {"messageTime":"2026-01-05T09:00:00Z","messageStatus":"received"}]}]}"#;
    let text = format!(r#"{{"id":"c","participants":[{contact}]}}"#);
    let board = &boards(&[&text])[0];
    assert_eq!(told(board), ["C joins", "C: \"…\" (received)"]);
    assert_eq!(board.scenes[0].date_and_time().1, "09:00:00.000");
    // A message from hours before says something else: it is drawn as it came.
    let text = text.replace("09:00:00.040Z", "11:00:00Z");
    assert_eq!(
        told(&boards(&[&text])[0]),
        ["C: \"…\" (received)", "C joins"]
    );
}

/// What detail events tell fills the gaps that the other views leave.
#[test]
fn detail_events_fill_what_frames_leave_open() {
    let event = r#"{"topicName":"v2.detail.events.conversation.c.user.start","eventBody":{
        "conversationId":"c","participantId":"p1","sessionId":"l1","eventTime":1767603600000}}"#;
    let board = &boards(&[&frame("c", ANSWERED), event])[0];
    assert_eq!(told(board), ["A is offered the conversation", "A answers"]);
    assert_eq!(
        board.not_known,
        ["holds and parkings of A that no payload shows"]
    );
}

/// The characters of a line are 7 pixels wide on average, in a font that is a little wide.
#[test]
fn nothing_in_a_picture_is_cut_at_its_edge() {
    let leg = r#"{"purpose":"customer","messages":[{"messages":[{},{"messageStatus":"sent"}]}]}"#;
    let legs = vec![leg; 30].join(",");
    let id = "8".repeat(200);
    for text in [frame(&id, leg), frame(&id, &legs)] {
        let title = "a long name ".repeat(20);
        let shows = "What it shows. ".repeat(20);
        let caption = Caption {
            title: &title,
            shows: &shows,
        };
        let drawn = picture(caption, &boards(&[&text]));
        let number = |text: &str| -> usize { text.split('"').next().unwrap().parse().unwrap() };
        let width = number(drawn.split_once("width=\"").unwrap().1);
        let texts = drawn.split("<text").skip(1);
        let mut longest = 0;
        for text in texts {
            let (head, rest) = text.split_once('>').unwrap();
            let characters = rest.split('<').next().unwrap().chars().count();
            let right = number(head.split_once(" x=\"").unwrap().1) + 7 * characters;
            assert!(right <= width, "{text}");
            longest = longest.max(right);
        }
        assert!(longest > width / 2, "{drawn}");
    }
}
