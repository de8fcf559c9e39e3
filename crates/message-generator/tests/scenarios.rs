//! The built-in scenarios: each reads, says where it comes from, and plays strictly whatever is drawn for it.

use message_generator::{Key, Run, Scenario, play, sample};
use std::collections::BTreeMap;

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

/// The share of each is within five standard deviations of its weight's, so that a fair draw fails once in some 40,000 runs
/// of all of them; the draws are fixed, so that it fails never or always.
#[test]
fn a_mix_goes_by_weight_and_leaves_some_open() {
    let scenarios: Vec<Scenario> = Scenario::all_builtin().collect();
    let sum: u64 = scenarios.iter().map(|scenario| u64::from(scenario.weight)).sum();
    let run = Run::new(11).with_mix(scenarios.clone());
    let count = 6_000u64;
    let (mut drawn, mut cut) = (BTreeMap::new(), 0u64);
    for number in 0..count {
        let script = run.script(number);
        let name = script.scenario.clone().expect("it is of a scenario");
        let whole = sample(&scenarios.iter().find(|scenario| scenario.name == name).unwrap().clone(), script.key);
        cut += u64::from(script.steps.len() < whole.steps.len());
        *drawn.entry(name).or_insert(0u64) += 1;
    }
    let within = |found: u64, share: u64, of: u64| {
        // Squares of counts, in integers: (found - n p)^2 <= 25 n p (1 - p), all times of^2.
        let distance = (found * of).abs_diff(count * share);
        distance * distance <= 25 * count * share * (of - share)
    };
    for scenario in &scenarios {
        let found = drawn.get(&scenario.name).copied().unwrap_or_default();
        assert!(within(found, scenario.weight.into(), sum), "{}: {found} of {count}", scenario.name);
    }
    assert!(within(cut, 5, 100), "{cut} of {count} are open");
    assert!(!within(drawn["inbound-answered-agent-ends"], 24, sum), "a weight of 24 in place of 30 is not noticed");
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
