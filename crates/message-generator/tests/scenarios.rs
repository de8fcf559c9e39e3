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

/// Neither the way to a conversation nor the number of threads changes what it is.
mod runs {
    use message_generator::{Profile, Run};
    use message_model::encode;
    use std::thread;

    fn text(run: &Run, conversation: u64) -> String {
        let episodes = run.episodes(conversation);
        episodes.iter().map(|episode| encode(&episode.conversation()).expect("our own values can be written")).collect()
    }

    #[test]
    fn a_conversation_alone_equals_the_one_from_a_run() {
        for run in [Run::new(1), Run::new(1).with_profile(Profile::builtin("smooth-day").unwrap())] {
            let in_turn: Vec<_> = run.scripts().take(50).collect();
            for conversation in (0..50).rev() {
                assert_eq!(run.script(conversation), in_turn[conversation as usize]);
            }
            assert_eq!(text(&run, 1_000_000), text(&run.clone(), 1_000_000));
        }
    }

    #[test]
    fn threads_change_nothing() {
        let run = Run::new(2);
        let alone: Vec<_> = (0..60).map(|conversation| text(&run, conversation)).collect();
        let parts: Vec<Vec<String>> = thread::scope(|scope| {
            let part = |first: u64| {
                let run = &run;
                scope.spawn(move || (first..60).step_by(3).map(|conversation| text(run, conversation)).collect())
            };
            [part(0), part(1), part(2)].map(|handle| handle.join().expect("nothing panics")).into()
        });
        for (conversation, text) in alone.iter().enumerate() {
            assert_eq!(*text, parts[conversation % 3][conversation / 3], "conversation {conversation}");
        }
    }
}
