//! The storyboard: what a newcomer sees, in text and as SVG.

use message_lifecycle::{
    Content, ConversationContent, EventKind, Leg, LegIndex, MessageContent, MessageIndex,
    ParticipantContent, Role, Sent, Table,
};
use message_storyboard::svg::{Caption, Chart, ROW_HEIGHT, Row, picture, rows};
use message_storyboard::{Storyboard, WIDTH_MAX, storyboard};
use uuid::Uuid;

use crate::plain::Plain;
use crate::story::Story;

/// Content with one long text for every message.
struct Wordy(String);

impl Content for Wordy {
    fn conversation(&self) -> ConversationContent<'_> {
        Plain.conversation()
    }

    fn participant(&self, index: LegIndex, leg: &Leg) -> ParticipantContent<'_> {
        Plain.participant(index, leg)
    }

    fn leg_id(&self, index: LegIndex) -> Uuid {
        Plain.leg_id(index)
    }

    fn message(&self, index: MessageIndex, sent: &Sent) -> MessageContent<'_> {
        MessageContent {
            text: Some(self.0.as_str().into()),
            ..Plain.message(index, sent)
        }
    }
}

/// A conversation that shows every kind of line.
fn held_and_transferred() -> Story<'static> {
    let mut story = Story::inbound();
    let customer = story.open(0, EventKind::Enter, Role::Customer);
    story.step(0, customer, EventKind::Message);
    story.open(40, EventKind::Enter, Role::Acd);
    let agent = story.open(189, EventKind::Offer, Role::Agent);
    story.step(4_000, agent, EventKind::Answer);
    story.step(30_000, agent, EventKind::Hold);
    story.step(20_000, agent, EventKind::Resume);
    story.step(1_000, agent, EventKind::Message);
    story.step(10_000, agent, EventKind::Transfer);
    story.open(40, EventKind::Enter, Role::Acd);
    story.step(86_400_000, customer, EventKind::End);
    story.settle();
    story
}

fn board(story: &Story<'_>) -> Storyboard {
    Storyboard::new(Table::standard(), story.simulation.timeline(), &Plain).unwrap()
}

/// A text may hold what clears a screen, copies to the clipboard or turns a line round.
/// The page without lines of legs and breaks, so that a sentence is found wherever it is broken.
fn flat(page: &str) -> String {
    let words: Vec<&str> = page
        .split(|letter: char| letter.is_whitespace() || "│┊║╎".contains(letter))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[test]
fn control_characters_of_a_text_are_escaped_and_letters_stay() {
    let mut story = Story::inbound();
    let customer = story.open(0, EventKind::Enter, Role::Customer);
    story.step(0, customer, EventKind::Message);
    let drawn = |text: &str| {
        storyboard(
            Table::standard(),
            story.simulation.timeline(),
            &Wordy(text.to_owned()),
        )
        .unwrap()
    };
    let hostile = drawn("\u{1b}]52;c;\u{7}\r\n09:00:00  forged\u{9b}\u{202e}");
    assert!(
        flat(&hostile)
            .contains(r#"C: "\u{1b}]52;c;\u{7}\r\n09:00:00 forged\u{9b}\u{202e}" (received)"#),
        "{hostile}"
    );
    assert!(!hostile.contains("\n09:00:00  forged"), "{hostile}");
    let friendly = "Größe 42? \u{1f468}\u{200d}\u{1f467} ❤\u{fe0f} سلام";
    assert!(drawn(friendly).contains(friendly));
}

#[test]
fn a_held_and_transferred_conversation() {
    let story = held_and_transferred();
    let expected = "\
sms, inbound, 2026-01-05

C   customer  customer
Q1  acd       acd
A   agent     agent
Q2  acd       acd

time (UTC)    C   Q1  A   Q2
09:00:00.000  ┬                 C joins
09:00:00.000  ●                 C: \"Hello\" (received)
09:00:00.040  │   ┬             Q1 joins
09:00:00.229  │   │   ┬         A is offered the conversation
09:00:04.229  │   │   ├         A answers
09:00:04.232  │   ┴   │         Q1 hands on: transfer
09:00:34.229  │       ├         A turns to other work
09:00:54.229  │       ├         A is back
09:00:55.229  │       ●         A: \"text 1\" (queued)
09:01:05.229  │       ┴         A transfers: transfer, wraps up
09:01:05.269  │           ┬     Q2 joins
--- 2026-01-06
09:01:05.269  ┴           │     C ends the conversation: client
09:01:05.273              ┴     Q2 is disconnected too: peer

┬ joins  ┊ alerting  │ connected  ║ held  ╎ parked  ├ changes
● message  · update
┴ ends, with its disconnectType; who wraps up has after-call work to do
";
    assert_eq!(
        storyboard(Table::standard(), story.simulation.timeline(), &Plain).unwrap(),
        expected
    );
}

#[test]
fn a_long_text_is_cut_but_its_status_stands() {
    let mut story = Story::inbound();
    let customer = story.open(0, EventKind::Enter, Role::Customer);
    story.step(0, customer, EventKind::Message);
    let content = Wordy("a long story ".repeat(20));
    let page = Storyboard::new(Table::standard(), story.simulation.timeline(), &content)
        .unwrap()
        .to_text();
    let begin = page.find("C: ").unwrap();
    let said: Vec<&str> = page[begin..]
        .lines()
        .take_while(|line| !line.is_empty())
        .collect();
    let said = said.join(" ").replace("│", "");
    let words: Vec<&str> = said.split_whitespace().collect();
    let said = words.join(" ");
    assert!(
        said.starts_with("C: \"a long story a long") && said.ends_with("…\" (received)"),
        "{said}"
    );
    assert_eq!(said.chars().count(), WIDTH_MAX);
}

#[test]
fn a_sentence_goes_on_below_beside_the_lines_of_the_legs() {
    let mut story = Story::inbound();
    let customer = story.open(0, EventKind::Enter, Role::Customer);
    for _ in 0..6 {
        story.open(40, EventKind::Enter, Role::Acd);
        let agent = story.open(189, EventKind::AutoAnswer, Role::Agent);
        story.step(4_000, agent, EventKind::Transfer);
    }
    story.step(0, customer, EventKind::Message);
    let content = Wordy(String::from("nothing of this is lost"));
    let page = Storyboard::new(Table::standard(), story.simulation.timeline(), &content)
        .unwrap()
        .to_text();
    let at = page.find("●").unwrap();
    let lines: Vec<&str> = page[at..].lines().take(2).collect();
    assert!(lines[0].ends_with("  C: \"nothing of this is"), "{page}");
    assert!(lines[1].trim_start().starts_with("│ "), "{page}");
    assert!(lines[1].ends_with("  lost\" (received)"), "{page}");
}

#[test]
fn an_admin_leaves_no_after_call_work_to_do() {
    let mut story = Story::inbound();
    story.open(0, EventKind::Enter, Role::Customer);
    story.open(40, EventKind::Enter, Role::Acd);
    let agent = story.open(189, EventKind::AutoAnswer, Role::Agent);
    story.step(4_000, agent, EventKind::Transfer);
    story.open(40, EventKind::Enter, Role::Acd);
    let colleague = story.open(189, EventKind::AutoAnswer, Role::Agent);
    story.step(4_000, colleague, EventKind::ShutDown);
    story.settle();
    let page = storyboard(Table::standard(), story.simulation.timeline(), &Plain).unwrap();
    assert!(
        flat(&page).contains("A2 is disconnected by an admin: system, the system wraps up"),
        "{page}"
    );
    assert!(
        page.contains("A1: the system ends the after-call work\n"),
        "{page}"
    );
}

#[test]
fn many_legs_still_fit_the_page() {
    let mut story = Story::inbound();
    let customer = story.open(0, EventKind::Enter, Role::Customer);
    for _ in 0..20 {
        story.open(40, EventKind::Enter, Role::Acd);
        let agent = story.open(189, EventKind::AutoAnswer, Role::Agent);
        story.step(4_000, agent, EventKind::Transfer);
    }
    story.step(4_000, customer, EventKind::End);
    story.settle();
    let page = storyboard(Table::standard(), story.simulation.timeline(), &Plain).unwrap();
    assert!(
        page.lines().all(|line| line.chars().count() <= WIDTH_MAX),
        "{page}"
    );
    assert!(page.contains("Q20 joins\n"), "{page}");
    let chart = Chart::new(&board(&story));
    assert_eq!((chart.pitch, chart.width), (48, 3 * 48 + 24));
    // The third leg's column, where the last agent's leg has its label.
    assert!(
        chart.elements.contains(r#"<text class="sl-label" x="131""#),
        "{}",
        chart.elements
    );
    assert!(chart.elements.contains(">A20</text>"), "{}", chart.elements);
}

#[test]
fn a_new_day_and_a_long_pause_have_a_row_of_their_own() {
    let rows = rows(&board(&held_and_transferred()));
    let between: Vec<_> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| matches!(row, Row::Between(_)))
        .collect();
    assert_eq!(
        between,
        [(11, &Row::Between("2026-01-06, 1 d later".to_owned()))]
    );
    assert_eq!(rows.len(), 14);
}

#[test]
fn lanes_show_what_each_leg_is_doing() {
    let board = board(&held_and_transferred());
    let chart = Chart::new(&board);
    assert_eq!(
        (chart.pitch, chart.width, chart.height),
        (48, 192, 14 * ROW_HEIGHT)
    );
    // The agent's column has its middle at 120: offered in row 3, connected in row 4, held in row
    // 6, resumed in row 7.
    for expected in [
        r#"<path class="sl-alerting" d="M120 84V108"/>"#,
        r#"<path class="sl-held" d="M117 156V180M123 156V180"/>"#,
        // Ended in row 9, with after-call work that stays pending.
        r#"<path class="sl-work" d="M120 228V336"/>"#,
        r#"<circle class="sl-says" cx="120" cy="204" r="6"/>"#,
        // To the contact, whose column has its middle at 24.
        r#"<path class="sl-arrowhead" d="M29 204L35 200 35 208Z"/>"#,
    ] {
        assert!(
            chart.elements.contains(expected),
            "{expected} in {}",
            chart.elements
        );
    }
    assert!(!chart.elements.contains("sl-parked"), "{}", chart.elements);
    assert!(chart.to_svg().ends_with("</svg>"));
}

#[test]
fn a_picture_is_well_formed_and_tells_the_story() {
    let boards = [board(&held_and_transferred())];
    let caption = Caption {
        title: "to <b> & \"back\"",
        shows: "a & b",
    };
    let drawn = picture(caption, &boards);
    assert_eq!(drawn, picture(caption, &boards));
    assert!(
        drawn.contains(">to &lt;b&gt; &amp; &quot;back&quot;</title>"),
        "{drawn}"
    );
    for scene in &boards[0].scenes {
        let sentence = scene.sentence.replace('"', "&quot;");
        // Once in the drawing and once in the `<desc>` for screen readers.
        assert!(drawn.matches(&sentence).count() >= 2, "{sentence}");
    }
    let mut open = Vec::new();
    for tag in drawn
        .split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap())
    {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap()),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(drawn.contains("prefers-color-scheme:dark"));
    assert!(
        !drawn.contains("href") && !drawn.contains("url("),
        "it needs nothing from elsewhere"
    );
}
