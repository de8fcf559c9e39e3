//! Storyboards of captured payloads: as those of the timeline, as far as payloads tell, and of
//! anything that a payload may hold.

use std::collections::BTreeSet;

use message_generator::{Envelope, Episode, Key, Scenario, play, sample};
use message_lifecycle::projection::{Projection, to_conversation};
use message_lifecycle::{EventKind, Table};
use message_model::{
    AfterCallWorkEvent, Capture, Conversation, DetailEvent, Document, EventConversation,
    EventMessageConversation, FlowEndEvent, Message, MessageConversation, UserEndEvent, encode,
};
use message_storyboard::svg::{Caption, picture};
use message_storyboard::{Mark, Observed, Scene, Storyboard, WIDTH_MAX};
use proptest::prelude::*;

/// What no payload of a conversation at its end shows.
const NOT_SHOWN: [EventKind; 2] = [
    // Only the last status of a message is left, without its time.
    EventKind::Status,
    // Its time is given as that of the end.
    EventKind::SkipWrapUp,
];

fn observed(document: &Document<'_>) -> Storyboard {
    let mut observed = Observed::default();
    observed.add(document);
    observed.boards().pop().expect("a board for the document")
}

/// Whether a scene of a payload is this one of the timeline. Payloads have some times by the
/// cloud's clock, and a message with the status that it came to in the end.
fn is_same(seen: &Scene, told: &Scene, cloud_skew_ms: i64) -> bool {
    let cloud = told.at.checked_add_millis(cloud_skew_ms);
    let is_mark = seen.mark == told.mark || (seen.mark, told.mark) == (Mark::Warns, Mark::Says);
    seen.leg == told.leg && is_mark && (seen.at == told.at || Some(seen.at) == cloud)
}

/// Compares the two storyboards of a play, and returns the kinds of events that the payload does
/// not show.
fn missing(name: &str, episode: &Episode) -> BTreeSet<EventKind> {
    let told =
        Storyboard::new(Table::standard(), &episode.timeline, &episode.content).expect("legal");
    let simulation =
        message_lifecycle::Simulation::replay(Table::standard(), &episode.timeline).expect("legal");
    let payload = to_conversation(Projection::new(simulation.conversation(), &episode.content));
    let seen = observed(&Document::from(&payload));
    assert_eq!(seen.lanes, told.lanes, "{name}");
    let events = episode.timeline.events();
    let mut left: Vec<(&Scene, i64, EventKind)> = told
        .scenes
        .iter()
        .zip(events)
        .map(|(scene, event)| (scene, event.cloud_skew_ms, event.kind()))
        .collect();
    for scene in &seen.scenes {
        let place = left
            .iter()
            .position(|(told, skew, _)| is_same(scene, told, *skew));
        let place = place.unwrap_or_else(|| panic!("{name}: {scene:?}\n{}", told.to_text()));
        left.remove(place);
    }
    left.into_iter().map(|(.., kind)| kind).collect()
}

#[test]
fn a_payload_is_drawn_as_its_timeline() {
    let mut not_shown = BTreeSet::new();
    for scenario in Scenario::builtin_names() {
        let scenario = Scenario::builtin(scenario).unwrap();
        for seed in 0..8 {
            for episode in play(&sample(&scenario, Key::new(seed, 0))).unwrap() {
                not_shown.extend(missing(&scenario.name, &episode));
            }
        }
    }
    assert_eq!(not_shown, BTreeSet::from(NOT_SHOWN));
}

/// Other views of a conversation, in whatever order, take nothing from what one of them tells.
#[test]
fn a_mixture_of_views_is_drawn_as_the_view_that_tells_most() {
    for scenario in Scenario::builtin_names() {
        let scenario = Scenario::builtin(scenario).unwrap();
        for episode in play(&sample(&scenario, Key::new(1, 0))).unwrap() {
            let (conversation, media) = (episode.conversation(), episode.media());
            let alone = observed(&Document::from(&conversation));
            let sent = episode.sent_frames(|_| true);
            let envelope = Envelope::Notification;
            let texts = sent.map(|frame| frame.to_json(envelope).expect("our own"));
            let mut frames: Vec<String> = texts.collect();
            for _ in ["as sent", "backwards"] {
                let mut all = Observed::default();
                all.add(&Document::from(&conversation));
                for frame in &frames {
                    let capture = Capture::read(frame).expect("our own");
                    capture.documents().for_each(|document| all.add(&document));
                }
                all.add(&Document::from(&media));
                let [mixed] = <[Storyboard; 1]>::try_from(all.boards()).unwrap();
                assert_eq!(mixed.lanes, alone.lanes, "{}", scenario.name);
                assert_eq!(brief(&mixed), brief(&alone), "{}", scenario.name);
                frames.reverse();
            }
        }
    }
}

/// The scenes without until when somebody parks, which a conversation forgets.
fn brief(board: &Storyboard) -> Vec<Scene> {
    let scenes = board.scenes.iter().cloned();
    let shortened = scenes.map(|mut scene| {
        let end = scene.sentence.find(" until ");
        scene.sentence.truncate(end.unwrap_or(scene.sentence.len()));
        scene
    });
    shortened.collect()
}

#[track_caller]
fn check_drawn(board: &Storyboard) {
    let page = board.to_text();
    for line in page.lines() {
        assert!(line.chars().count() <= WIDTH_MAX, "{line}");
        assert!(!line.contains(char::is_control), "{line:?}");
    }
    let caption = Caption {
        title: "wild",
        shows: "",
    };
    assert!(!picture(caption, std::slice::from_ref(board)).contains('\u{1b}'));
    assert!(board.scenes.is_sorted_by_key(|scene| scene.at));
}

proptest! {
    #[test]
    fn any_conversation_is_drawn(first: Conversation, mut next: Conversation) {
        check_drawn(&observed(&Document::from(&first)));
        let mut both = Observed::default();
        both.add(&Document::from(&first));
        next.id.clone_from(&first.id);
        both.add(&Document::from(&next));
        both.boards().iter().for_each(check_drawn);
        if let Ok(capture) = Capture::read(encode(&first).unwrap()) {
            capture.documents().for_each(|document| check_drawn(&observed(&document)));
        }
    }

    #[test]
    fn any_leg_is_drawn(leg: Message) {
        check_drawn(&observed(&Document::from(&leg)));
    }

    #[test]
    fn any_other_view_is_drawn(
        media: MessageConversation,
        notification: EventConversation,
        media_notification: EventMessageConversation,
    ) {
        check_drawn(&observed(&Document::from(&media)));
        check_drawn(&observed(&Document::from(&notification)));
        check_drawn(&observed(&Document::from(&media_notification)));
    }

    #[test]
    fn any_detail_events_are_drawn(
        end: UserEndEvent,
        work: AfterCallWorkEvent,
        flow: FlowEndEvent,
    ) {
        let mut all = Observed::default();
        for event in [DetailEvent::from(end), work.into(), flow.into()] {
            all.add(&Document::from(&event));
        }
        all.boards().iter().for_each(check_drawn);
    }
}
