//! What a script promises: its file alone gives everything again, and removing a step changes no
//! name.

use std::collections::BTreeMap;

use message_generator::{Episode, Key, Scenario, Script, play, play_lenient, sample};
use message_lifecycle::{Content, LegIndex, MessageIndex, Simulation, Table};

/// Everything that depends on labels: the ids, person and addresses of each leg; the id and text of
/// each message.
fn contents(script: &Script, episodes: &[Episode]) -> BTreeMap<String, String> {
    let mut contents = BTreeMap::new();
    for episode in episodes {
        let replayed = Simulation::replay(Table::standard(), &episode.timeline)
            .expect("it was played with this table");
        let conversation = replayed.conversation();
        let name = |label: &str| format!("{}/{label}", episode.label);
        contents.insert(
            name("conversation"),
            format!("{:?}", episode.content.conversation()),
        );
        for (position, leg) in (0..).zip(conversation.legs()) {
            let index = LegIndex::new(position);
            let label = name(&format!("leg {}", episode.leg_labels[index.position()]));
            let id = episode.content.leg_id(index);
            let (participant, leg) = (
                episode.content.participant(index, leg),
                episode.content.leg(index, leg),
            );
            contents.insert(label, format!("{id} {participant:?} {leg:?}"));
        }
        let messages: Vec<_> = script
            .steps
            .iter()
            .filter(|step| step.event == message_generator::EventKind::Message)
            .filter(|step| {
                script
                    .legs
                    .get(&step.leg)
                    .is_some_and(|leg| leg.conversation_label() == episode.label)
            })
            .collect();
        assert_eq!(messages.len(), conversation.messages().len());
        for (position, (sent, step)) in (0..).zip(conversation.messages().iter().zip(messages)) {
            let content = episode.content.message(MessageIndex::new(position), sent);
            contents.insert(
                name(&format!("message {}", step.label)),
                format!("{content:?}"),
            );
        }
    }
    contents
}

#[test]
fn deleting_any_one_step_renames_nobody() {
    for scenario in Scenario::all_builtin() {
        let script = sample(&scenario, Key::new(3, 7));
        let before = contents(&script, &play(&script).unwrap());
        let mut kept = 0;
        for index in 0..script.steps.len() {
            let mut shorter = script.clone();
            let gone = shorter.steps.remove(index);
            let (shorter, episodes) = play_lenient(&shorter);
            for (label, content) in contents(&shorter, &episodes) {
                assert_eq!(
                    Some(&content),
                    before.get(&label),
                    "{}: {label} without {}",
                    scenario.name,
                    gone.label
                );
                kept += 1;
            }
        }
        assert!(
            kept > script.steps.len(),
            "{}: hardly anything was left to compare",
            scenario.name
        );
    }
}

#[test]
fn a_script_file_alone_gives_the_same_timelines_and_contents() {
    for scenario in Scenario::all_builtin() {
        let script = sample(&scenario, Key::new(5, 11));
        let read = Script::from_json(&script.to_json()).unwrap();
        assert_eq!(read, script, "{}", scenario.name);
        assert_eq!(
            play(&read).unwrap(),
            play(&script).unwrap(),
            "{}",
            scenario.name
        );
    }
}

#[test]
fn what_lenient_playing_gives_back_plays_strictly_to_the_same() {
    for scenario in Scenario::all_builtin() {
        let script = sample(&scenario, Key::new(9, 2));
        for gap in 1..=script.steps.len().min(12) {
            for first in 0..script.steps.len() {
                let mut shorter = script.clone();
                shorter
                    .steps
                    .drain(first..(first + gap).min(script.steps.len()));
                let (legal, episodes) = play_lenient(&shorter);
                let strictly =
                    play(&legal).unwrap_or_else(|error| panic!("{}: {error}", scenario.name));
                assert_eq!(
                    strictly, episodes,
                    "{} without {gap} steps from {first}",
                    scenario.name
                );
            }
        }
    }
}

#[test]
fn reversed_scripts_do_no_harm() {
    for scenario in Scenario::all_builtin() {
        let mut script = sample(&scenario, Key::new(9, 3));
        script.steps.reverse();
        let (legal, episodes) = play_lenient(&script);
        assert_eq!(play(&legal).unwrap(), episodes);
    }
}

#[test]
fn a_step_more_moves_no_other_choice() {
    let text = Scenario::builtin("inbound-answered-agent-ends")
        .unwrap()
        .to_json();
    let more = text.replacen(
        "{\"label\": \"flow-enters\"",
        "{\"label\": \"more\", \"after\": \"reply\", \"leg\": \"customer\", \"event\": \
         \"message\"},\n    {\"label\": \"flow-enters\"",
        1,
    );
    assert_ne!(text, more);
    let before = sample(&Scenario::from_json(&text).unwrap(), Key::new(1, 0));
    let mut after = sample(&Scenario::from_json(&more).unwrap(), Key::new(1, 0));
    after.steps.retain(|step| step.label != "more");
    assert_eq!(after, before);
}
