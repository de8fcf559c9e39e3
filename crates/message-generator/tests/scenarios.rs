//! The built-in scenarios: each reads, says where it comes from, and plays strictly whatever is drawn for it.

use message_generator::{Key, Scenario, play, sample};

#[test]
fn each_has_its_name_its_sentence_and_its_sources() {
    for name in Scenario::builtin_names() {
        let scenario = Scenario::builtin(name).unwrap();
        assert_eq!(scenario.name, name);
        assert!(scenario.shows.ends_with('.') && scenario.shows.len() < 160, "{name}: {}", scenario.shows);
        assert!(!scenario.sources.is_empty(), "{name} has no source");
    }
}

#[test]
fn each_plays_strictly_at_many_keys() {
    for scenario in Scenario::all_builtin() {
        for conversation in 0..40 {
            let script = sample(&scenario, Key::new(1, conversation));
            if let Err(error) = play(&script) {
                panic!("{} at conversation {conversation}: {error}\n{}", scenario.name, script.to_json());
            }
        }
    }
}
