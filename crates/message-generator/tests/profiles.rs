//! Profiles: what comes out is what they say, within a bound that chance exceeds less than once in a million.

use message_generator::draw::{Label, Quantiles, paths};
use message_generator::{Delay, Draw, Key, Profile, Run, play};
use std::collections::BTreeMap;

const COUNT: u64 = 200_000;

/// Whether `hits` of `count` fit a share in ten thousandths, within five standard deviations.
fn fits(hits: u64, count: u64, share: u64) -> bool {
    let expected = count * share;
    let distance = (hits * 10_000).abs_diff(expected);
    // Squared, and in ten thousandths: 25 * n * p * (1 - p).
    u128::from(distance).pow(2) <= 25 * u128::from(count) * u128::from(share) * u128::from(10_000 - share)
}

/// What a profile says of each rate, and how often it came out.
fn rates(profile: &Profile) -> BTreeMap<String, (u64, u64)> {
    let mut rates: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (channel, share) in &profile.channels {
        rates.insert(format!("channel {}", channel.as_str()), (u64::from(share.percent) * 100, 0));
    }
    for name in profile.mixes.values().flat_map(BTreeMap::keys) {
        rates.insert(format!("scenario {name}"), (u64::from(profile.share_of(name)), 0));
    }
    rates.insert("open".to_owned(), (u64::from(profile.open) * 100, 0));
    for conversation in 0..COUNT {
        let key = Key::new(17, conversation);
        let (channel, scenario) = profile.pick(key);
        let mut hit = |name: String| rates.get_mut(&name).expect("the profile says how often").1 += 1;
        hit(format!("channel {}", channel.as_str()));
        hit(format!("scenario {}", scenario.name));
        if profile.is_open(key) {
            hit("open".to_owned());
        }
    }
    rates
}

#[test]
fn rates_come_out_as_the_profiles_say() {
    for name in Profile::builtin_names() {
        let profile = Profile::builtin(name).unwrap();
        for (rate, (share, hits)) in rates(&profile) {
            assert!(fits(hits, COUNT, share), "{name}: {rate} is {share} in 10,000, came out {hits} times in {COUNT}");
            // The same test, of a rate that was moved by a fifth, fails for every rate of one in a hundred and more.
            if (100..8_000).contains(&share) {
                assert!(!fits(hits, COUNT, share * 12 / 10), "{name}: {rate} would pass if it were a fifth higher");
                assert!(!fits(hits, COUNT, share * 8 / 10), "{name}: {rate} would pass if it were a fifth lower");
            }
        }
    }
}

#[test]
fn quantiles_come_out_as_the_tables_say() {
    let check = |name: &str, quantiles: Quantiles<'_>, steps: &[(u16, u64)]| {
        let draws: Vec<u64> = (0..50_000)
            .map(|n| quantiles.at(Draw::new(Key::new(5, n), paths::STEP_AFTER, Label::new(name), 0)))
            .collect();
        for &(per_mille, value) in &steps[1..steps.len() - 1] {
            let below = draws.iter().filter(|draw| **draw < value).count() as u64;
            let share = u64::from(per_mille) * 10;
            assert!(
                fits(below, 50_000, share),
                "{name}: {below} of 50000 below {value}, expected {per_mille} per mille"
            );
            assert!(!fits(below, 50_000, share * 8 / 10), "{name}: the test would not notice a fifth");
        }
    };
    let profiles = Profile::builtin_names().filter_map(Profile::builtin);
    let mut checked = 0;
    for profile in profiles {
        for (name, steps) in profile.pace.delays.iter().chain([(&"lengths".to_owned(), &profile.pace.lengths)]) {
            check(name, Quantiles::new(steps).unwrap(), steps);
            checked += 1;
        }
    }
    assert!(checked > 5);
    assert!(Delay::ALL.iter().all(|delay| delay.quantiles.at_millionth(0) <= delay.quantiles.at_millionth(1_000_000)));
}

#[test]
fn every_conversation_plays_strictly_open_ones_too() {
    for name in Profile::builtin_names() {
        let run = Run::new(3).with_profile(Profile::builtin(name).unwrap());
        let mut open = 0;
        for script in run.scripts().take(200) {
            let episodes = play(&script).unwrap_or_else(|error| panic!("{name}: {error}\n{}", script.to_json()));
            open += usize::from(episodes.iter().any(|episode| episode.state.ended().is_none()));
        }
        assert!(open > 0, "{name}: no conversation is open");
    }
}

#[test]
fn a_table_that_does_not_fit_is_an_error() {
    let check = |from: &str, to: &str, expected: &str| {
        let good = include_str!("../profiles/sms-campaign.json");
        let bad = good.replacen(from, to, 1);
        assert_ne!(good, bad);
        let error = Profile::from_json(&bad).expect_err(expected).to_string();
        assert!(error.contains(expected), "found    {error}\nexpected {expected}");
    };
    check("\"percent\": 100", "\"percent\": 90", "channels: the shares add up to 90, expected 100");
    check("\"agentless-sms\": 74", "\"agentless-sms\": 73", "mixes.text: the shares add up to 99, expected 100");
    check("\"agentless-sms\": 74", "\"agentless\": 74", "mixes: found \"agentless\", expected a scenario");
    check("\"mix\": \"text\"", "\"mix\": \"texts\"", "channels.sms: found mix \"texts\", expected one of text");
    check("\"sms\": {", "\"line\": {", "channels.line: mix \"text\" has");
    check("[0, 40]", "[0, 400]", "pace.lengths: quantile 1 (counted from 0) does not rise");
    check(
        "\"delays\": {}",
        "\"delays\": {\"lunch\": [[0, 1], [1000, 2]]}",
        "pace.delays: found \"lunch\", expected one of",
    );
}
