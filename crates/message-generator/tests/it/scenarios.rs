//! The built-in scenarios: each can be read, names its sources, and plays strictly whatever is
//! drawn for it.

use std::collections::BTreeMap;

use message_generator::{Key, Profile, Run, Scenario, play, sample};

#[test]
fn each_has_its_name_its_sentence_and_its_sources() {
    for name in Scenario::builtin_names() {
        let scenario = Scenario::builtin(name).unwrap();
        assert_eq!(scenario.name, name);
        assert!(
            scenario.shows.ends_with('.') && scenario.shows.len() < 160,
            "{name}: {}",
            scenario.shows
        );
        assert!(!scenario.sources.is_empty(), "{name} has no source");
    }
}

#[test]
fn each_plays_strictly_at_many_keys() {
    for scenario in Scenario::all_builtin() {
        for conversation in 0..40 {
            let script = sample(&scenario, Key::new(1, conversation));
            if let Err(error) = play(&script) {
                panic!(
                    "{} at conversation {conversation}: {error}\n{}",
                    scenario.name,
                    script.to_json()
                );
            }
        }
    }
}

/// The share of each scenario is within five standard deviations of what its weight says. With
/// truly random draws one of all shares would fall outside once in some 40,000 runs; the draws here
/// are fixed, so that the test fails never or always.
#[test]
fn a_mix_goes_by_weight_and_leaves_some_open() {
    let scenarios: Vec<Scenario> = Scenario::all_builtin().collect();
    let sum: u64 = scenarios
        .iter()
        .map(|scenario| u64::from(scenario.weight))
        .sum();
    let run = Run::new(11).with_mix(scenarios.clone());
    let count = 6_000u64;
    let (mut drawn, mut cut) = (BTreeMap::new(), 0u64);
    for number in 0..count {
        let script = run.script(number);
        let name = script.scenario.clone().expect("it is of a scenario");
        let whole = sample(
            &scenarios
                .iter()
                .find(|scenario| scenario.name == name)
                .unwrap()
                .clone(),
            script.key,
        );
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
        assert!(
            within(found, scenario.weight.into(), sum),
            "{}: {found} of {count}",
            scenario.name
        );
    }
    assert!(within(cut, 5, 100), "{cut} of {count} are open");
    assert!(
        !within(drawn["inbound-answered-agent-ends"], 24, sum),
        "a weight of 24 in place of 30 is not noticed"
    );
}

/// Neither the order in which conversations are made nor the number of threads changes them.
/// Steps that are not possible are left out, so that every script plays.
#[test]
fn conversations_at_the_end_of_time_are_short() {
    let start = "9999-12-31T23:59:50Z".parse().unwrap();
    let profile = Profile::builtin("outage").unwrap();
    for run in [
        Run::new(1),
        Run::new(1).with_walks(),
        Run::new(1).with_profile(profile),
    ] {
        let run = run.with_start(start);
        let mut steps = 0;
        for script in run.scripts().take(100) {
            steps += script.steps.len();
            assert!(
                play(&script).is_ok(),
                "{:?}\n{}",
                play(&script),
                script.to_json()
            );
        }
        assert!(steps > 100);
    }
}
