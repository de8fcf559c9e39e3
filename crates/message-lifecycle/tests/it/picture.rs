//! The storyboard: what a newcomer sees.

use message_lifecycle::{EventKind, Role, STORYBOARD_WIDTH_MAX, storyboard};

use crate::plain::Plain;
use crate::story::Story;

#[test]
fn a_held_and_transferred_conversation() {
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
09:00:00.229  │   │   ┬         A is asked
09:00:04.229  │   │   ├         A answers
09:00:04.232  │   ┴   │         Q1 hands on: transfer
09:00:34.229  │       ├         A turns to other work
09:00:54.229  │       ├         A is back
09:00:55.229  │       ●         A: \"text 1\" (queued)
09:01:05.229  │       ┴         A transfers: transfer, wraps up
09:01:05.269  │           ┬     Q2 joins
--- 2026-01-06
09:01:05.269  ┴           │     C ends the conversation: client
09:01:05.273              ┴     Q2 is left: peer

┬ joins  ┊ alerting  │ connected  ║ held  ╎ parked  ● message  ┴ ends
";
    assert_eq!(storyboard(&story.table, &story.timeline, &Plain).unwrap(), expected);
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
    let page = storyboard(&story.table, &story.timeline, &Plain).unwrap();
    assert!(page.lines().all(|line| line.chars().count() <= STORYBOARD_WIDTH_MAX), "{page}");
    assert!(page.contains("Q20 joins\n"), "{page}");
}
