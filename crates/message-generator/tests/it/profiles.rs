//! Profiles: the conversations drawn match the shares that a profile states, within a bound that
//! chance exceeds less than once in a million.
//!
//! The bound is five standard deviations of a binomial count. Every check is made twice: with the
//! share that the profile states, and with that share moved by a fifth, when it must fail; enough
//! conversations are drawn for that.

use std::collections::{BTreeMap, BTreeSet};

use message_generator::draw::{Label, Quantiles, paths};
use message_generator::{
    BlockKind, Channel, Choice, Delay, Draw, Episode, EventKind, Form, Item, Key, Profile,
    Rate as Kind, Role, Run, SampleOptions, Scenario, Script, Step, play, sample_with,
};
use message_lifecycle::StateName;
use message_model::{Direction, DisconnectType, MessageStatus};

/// How often the rarest thing must be expected, so that a fifth of that number is eight and a half
/// standard deviations: five for the bound, and three and a half for the random deviation of the
/// count itself.
const HITS_MIN: u64 = 1_800;

/// How often something happened, out of how many, and how often it should, in ten thousandths.
#[derive(Clone)]
struct Rate {
    name: String,
    share: u64,
    hits: u64,
    of: u64,
}

impl Rate {
    fn new(name: String, percent: u8, hits: u64, of: u64) -> Self {
        Self {
            name,
            share: u64::from(percent) * 100,
            hits,
            of,
        }
    }

    /// Whether the count fits the share, within five standard deviations.
    fn fits(&self) -> bool {
        let distance = (self.hits * 10_000).abs_diff(self.of * self.share);
        // Squared, and in ten thousandths: 25 * n * p * (1 - p).
        u128::from(distance).pow(2)
            <= 25 * u128::from(self.of) * u128::from(self.share) * u128::from(10_000 - self.share)
    }

    /// The same count, with the share moved by a fifth either way, as far as a share can be.
    fn moved(&self) -> impl Iterator<Item = Self> {
        let shares = [self.share * 12 / 10, self.share * 8 / 10];
        shares
            .into_iter()
            .filter(|share| *share <= 10_000)
            .map(|share| Self {
                share,
                ..self.clone()
            })
    }
}

/// All rates of a profile and how often they came out: the channels, the scenarios of each mix,
/// what is open, and what happens in conversations.
fn rates(profile: &Profile) -> Vec<Rate> {
    let count = HITS_MIN * 10_000 / rarest(profile);
    let mut picked: BTreeMap<(Channel, &str), u64> = BTreeMap::new();
    let mut open = 0;
    for conversation in 0..count {
        let key = Key::new(17, conversation);
        let (channel, scenario) = profile.pick(key);
        *picked.entry((channel, &scenario.name)).or_default() += 1;
        open += u64::from(profile.is_open(key));
    }
    let hits = |fits: &dyn Fn(Channel, &str) -> bool| {
        picked
            .iter()
            .filter(|((channel, name), _)| fits(*channel, name))
            .map(|(_, hits)| hits)
            .sum::<u64>()
    };
    let mut rates = vec![Rate::new("open".to_owned(), profile.open, open, count)];
    for (one, share) in &profile.channels {
        let hits = hits(&|channel, _| channel == *one);
        rates.push(Rate::new(
            format!("channel {}", one.as_str()),
            share.percent,
            hits,
            count,
        ));
    }
    for (mix, scenarios) in &profile.mixes {
        let is_of_mix = |channel| {
            profile
                .channels
                .get(&channel)
                .is_some_and(|share| share.mix == *mix)
        };
        let of = hits(&|channel, _| is_of_mix(channel));
        for (one, percent) in scenarios {
            let hits = hits(&|channel, name| is_of_mix(channel) && name == one);
            rates.push(Rate::new(
                format!("scenario {one} of mix {mix}"),
                *percent,
                hits,
                of,
            ));
        }
    }
    let names = profile.mixes.values().flat_map(BTreeMap::keys);
    let happens: BTreeMap<&str, [BTreeSet<Kind>; 2]> =
        names.map(|name| (name.as_str(), happens(name))).collect();
    for kind in Kind::ALL {
        // Where a scenario leaves it to chance, only the played conversations can tell.
        if happens
            .values()
            .any(|[_, sometimes]| sometimes.contains(&kind))
        {
            continue;
        }
        let (name, share) = (kind.as_str().to_owned(), u64::from(profile.rate(kind)));
        let hits = hits(&|_, scenario| happens[scenario][0].contains(&kind));
        rates.push(Rate {
            name,
            share,
            hits,
            of: count,
        });
    }
    rates
}

/// What happens in every conversation of a built-in scenario, and what in some, as seen in their
/// payloads.
fn happens(scenario: &str) -> [BTreeSet<Kind>; 2] {
    let run =
        Run::new(29).with_scenarios(vec![Scenario::builtin(scenario).expect("it is built in")]);
    let found: Vec<_> = (0..16).map(|number| seen(&run.episodes(number))).collect();
    let count = |kind: &Kind| found.iter().filter(|seen| seen.contains(kind)).count();
    let of = |fits: &dyn Fn(usize) -> bool| {
        Kind::ALL
            .into_iter()
            .filter(|kind| fits(count(kind)))
            .collect()
    };
    [
        of(&|count| count == found.len()),
        of(&|count| count > 0 && count < found.len()),
    ]
}

/// What happens in a conversation, judged by its payloads alone.
fn seen(episodes: &[Episode]) -> BTreeSet<Kind> {
    let mut seen = BTreeSet::new();
    let mut note = |is_so: bool, kind| is_so.then(|| seen.insert(kind));
    for participant in episodes
        .iter()
        .flat_map(|episode| episode.conversation().participants.unwrap_or_default())
    {
        let is_agent = participant.purpose.as_deref() == Some("agent");
        note(participant.purpose.as_deref() == Some("botflow"), Kind::Bot);
        for leg in participant.messages.unwrap_or_default() {
            let ended = leg.disconnect_type.as_ref();
            let has = |segment: &str| {
                leg.segments
                    .iter()
                    .flatten()
                    .any(|one| one.r#type.as_deref() == Some(segment))
            };
            let is_answered = leg.connected_time.is_some();
            note(leg.direction == Some(Direction::Inbound), Kind::Inbound);
            // The offers of the built-in scenarios that end by `system` have timed out.
            let times_out = [
                Some(&DisconnectType::System),
                Some(&DisconnectType::TransferNoAnswer),
            ]
            .contains(&ended);
            note(is_agent && !is_answered && times_out, Kind::NoAnswer);
            note(
                is_agent && is_answered && ended == Some(&DisconnectType::Transfer),
                Kind::Transfer,
            );
            note(has("Hold"), Kind::Hold);
            note(has("Parked"), Kind::Park);
            let mut statuses = leg
                .messages
                .iter()
                .flatten()
                .filter_map(|message| message.message_status.as_ref());
            let is_failure =
                |status| [MessageStatus::Failed, MessageStatus::DeliveryFailed].contains(status);
            note(
                ended == Some(&DisconnectType::Error) || statuses.any(is_failure),
                Kind::Failure,
            );
        }
    }
    seen
}

/// The share of the rarest rate among all conversations, in ten thousandths.
fn rarest(profile: &Profile) -> u64 {
    let channels = profile
        .channels
        .values()
        .map(|share| u64::from(share.percent) * 100);
    let scenarios = profile.mixes.iter().flat_map(|(mix, scenarios)| {
        let of_mix: u64 = profile
            .channels
            .values()
            .filter(|share| share.mix == *mix)
            .map(|share| u64::from(share.percent))
            .sum();
        scenarios
            .values()
            .map(move |percent| of_mix * u64::from(*percent))
    });
    channels
        .chain(scenarios)
        .chain([u64::from(profile.open) * 100])
        .filter(|share| *share > 0)
        .min()
        .unwrap_or(1)
}

#[track_caller]
fn check_rates(name: &str) {
    let rates = rates(&Profile::builtin(name).expect("it is built in"));
    for rate in &rates {
        let Rate {
            name: what,
            share,
            hits,
            of,
        } = rate;
        assert!(
            rate.fits(),
            "{name}: {what}: {share} in 10,000 came out {hits} times in {of}"
        );
        // A fifth of nothing is nothing.
        for moved in rate.moved().filter(|_| *share > 0) {
            assert!(
                !moved.fits(),
                "{name}: {what}: {hits} in {of} passes as {} in 10,000, too",
                moved.share
            );
        }
    }
    println!(
        "{name}: {} rates, of {} conversations",
        rates.len(),
        rates[0].of
    );
}

#[test]
fn rates_of_a_smooth_day() {
    check_rates("smooth-day");
}

#[test]
fn rates_of_the_other_profiles() {
    Profile::builtin_names()
        .filter(|name| *name != "smooth-day")
        .for_each(check_rates);
}

/// The shares above are of what is picked; this checks that the played, whole conversations have
/// them too.
#[test]
fn rates_come_out_in_what_is_played() {
    for name in Profile::builtin_names() {
        let profile = Profile::builtin(name).unwrap();
        let run = Run::new(31).with_profile(profile.clone());
        let whole = (0..700).filter(|number| !profile.is_open(Key::new(31, *number)));
        let found: Vec<_> = whole.map(|number| seen(&run.episodes(number))).collect();
        for kind in Kind::ALL {
            let hits = found.iter().filter(|seen| seen.contains(&kind)).count() as u64;
            let share = u64::from(profile.rate(kind));
            let rate = Rate {
                name: kind.as_str().to_owned(),
                share,
                hits,
                of: found.len() as u64,
            };
            assert!(
                rate.fits(),
                "{name}: {}: {share} in 10,000 came out {hits} times in {}",
                rate.name,
                rate.of
            );
        }
    }
}

/// The shares above are those of `pick` and `is_open`; this checks that the scripts of a run follow
/// these two.
#[test]
fn scripts_are_of_the_scenario_and_channel_picked_and_cut_off_where_open() {
    for name in Profile::builtin_names() {
        let profile = Profile::builtin(name).unwrap();
        let run = Run::new(17).with_profile(profile.clone());
        let mut open = 0;
        for script in run.scripts().take(400) {
            let (channel, scenario) = profile.pick(script.key);
            let mut options = SampleOptions::default();
            (options.start, options.channel, options.pace) =
                (script.start, Some(channel), profile.pace.clone());
            let whole = sample_with(scenario, script.key, &options);
            if profile.is_open(script.key) {
                open += 1;
                assert!(
                    whole.steps.len() == 1 || script.steps.len() < whole.steps.len(),
                    "{name}: {}",
                    script.to_json()
                );
                assert!(
                    whole.steps.starts_with(&script.steps),
                    "{name}: {}",
                    script.to_json()
                );
                assert_eq!(script.channel, channel);
            } else {
                assert_eq!(script, whole, "{name}");
            }
        }
        assert!(open > 0, "{name}: no conversation is open");
    }
}

/// The number of draws that a table is compared with.
const DRAWS: u64 = 50_000;

#[test]
fn quantiles_come_out_as_the_tables_say() {
    let check = |name: &str, quantiles: Quantiles<'_>| {
        let draws: Vec<u64> = (0..DRAWS)
            .map(|n| {
                quantiles.at(Draw::new(
                    Key::new(5, n),
                    paths::STEP_AFTER,
                    Label::new(name),
                    0,
                ))
            })
            .collect();
        let ends = (quantiles.at_millionth(0), quantiles.at_millionth(1_000_000));
        assert!(
            draws.iter().all(|draw| (ends.0..=ends.1).contains(draw)),
            "{name}: a draw beyond {ends:?}"
        );
        for rate in below(name, quantiles, &draws) {
            let Rate {
                name: what,
                hits,
                share,
                ..
            } = &rate;
            assert!(
                rate.fits(),
                "{what}: {hits} of {DRAWS} below it, expected {share} in 10,000"
            );
            assert!(
                rate.moved().all(|moved| !moved.fits()),
                "{what}: the test would not notice a fifth"
            );
        }
    };
    let profiles: Vec<_> = Profile::builtin_names()
        .filter_map(Profile::builtin)
        .collect();
    for profile in &profiles {
        for (name, steps) in tables(profile) {
            check(name, Quantiles::new(steps).unwrap());
        }
    }
    Delay::ALL
        .iter()
        .for_each(|delay| check(delay.name, delay.quantiles));
}

/// All distributions of a profile, by name.
fn tables(profile: &Profile) -> impl Iterator<Item = (&str, &[(u16, u64)])> {
    let delays = profile
        .pace
        .delays
        .iter()
        .map(|(name, steps)| (name.as_str(), steps.as_slice()));
    let others = [
        ("lengths", profile.pace.lengths.as_slice()),
        ("turns", profile.pace.turns.as_slice()),
    ];
    delays.chain(others.into_iter().filter(|(_, steps)| !steps.is_empty()))
}

/// Checks how many of the values are below each inner quantile of a table.
fn below(name: &str, quantiles: Quantiles<'_>, values: &[u64]) -> Vec<Rate> {
    let inner = quantiles
        .steps()
        .iter()
        .filter(|(per_mille, _)| (1..1_000).contains(per_mille));
    inner
        .map(|&(per_mille, value)| Rate {
            name: format!("{name} at {per_mille} per mille"),
            share: u64::from(per_mille) * 10,
            hits: values.iter().filter(|one| **one < value).count() as u64,
            of: values.len() as u64,
        })
        .collect()
}

/// The distributions of what is in the scripts of a run: every named delay, every length, and how
/// often people write back and forth.
#[test]
fn scripts_are_at_the_pace_of_their_profile() {
    for name in Profile::builtin_names() {
        let profile = Profile::builtin(name).unwrap();
        let run = Run::new(23).with_profile(profile.clone());
        let mut found: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        for script in run.scripts().take(3_000) {
            let (_, scenario) = profile.pick(script.key);
            for (delay, after) in named_delays(scenario, &script) {
                found.entry(delay).or_default().push(after);
            }
            found
                .entry("lengths")
                .or_default()
                .extend(lengths(scenario, &script));
            if !profile.pace.turns.is_empty() {
                found
                    .entry("turns")
                    .or_default()
                    .extend(turns(scenario, &script));
            }
        }
        for (what, steps) in tables(&profile) {
            assert!(
                found[what].len() > 100,
                "{name}: {what} is hardly ever drawn"
            );
            let table = Quantiles::new(steps).unwrap();
            assert_ne!(
                Delay::named(what).map(|delay| delay.quantiles),
                Some(table),
                "{name}: {what} says nothing new"
            );
        }
        for (what, values) in &found {
            let table = match tables(&profile).find(|(own, _)| own == what) {
                Some((_, steps)) => Quantiles::new(steps).unwrap(),
                None => Delay::named(what).unwrap().quantiles,
            };
            for rate in below(what, table, values) {
                assert!(
                    rate.fits(),
                    "{name}: {}: {} of {}",
                    rate.name,
                    rate.hits,
                    rate.of
                );
            }
        }
    }
}

/// The steps of a script that are outside of blocks in its scenario, each with its step in the
/// scenario.
fn plain_steps<'a>(
    scenario: &'a Scenario,
    script: &'a Script,
) -> impl Iterator<Item = (&'a Step<Choice>, &'a Step)> {
    script.steps.iter().filter_map(|step| {
        scenario.steps.iter().find_map(|item| match item {
            Item::Step(one) if one.label == step.label => Some((&**one, step)),
            Item::Step(_) | Item::Block(_) => None,
        })
    })
}

/// Delays that the scenario gives by name, without what a person takes to type.
fn named_delays<'a>(
    scenario: &'a Scenario,
    script: &'a Script,
) -> impl Iterator<Item = (&'static str, u64)> {
    plain_steps(scenario, script).filter_map(|(open, step)| match open.after {
        Choice::Named(delay) => {
            let after = u64::try_from(step.after).ok()?;
            Some((delay.name, after.checked_sub(typing_ms(script, step))?))
        }
        Choice::Fixed(_) | Choice::Range(..) => None,
    })
}

/// How long a person types a step's message: so long for each letter, at a speed of its own.
fn typing_ms(script: &Script, step: &Step) -> u64 {
    let plan = script.legs.get(&step.leg).expect("a leg of the script");
    let role = plan.role;
    let is_typed = matches!(role, Role::Customer | Role::External | Role::Agent)
        && matches!(step.form, None | Some(Form::StoryReply));
    if step.event != EventKind::Message || !is_typed {
        return 0;
    }
    let letters = step.text.as_ref().map_or_else(
        || u64::try_from(step.length.expect("a profile says it")).expect("a length"),
        |text| text.len() as u64,
    );
    let draw = Draw::new(script.key, paths::STEP_TYPING, Label::new(&step.label), 0);
    let per_letter = Delay::named("typing").expect("it is one").quantiles;
    per_letter.at(draw) * letters
}

/// The lengths that the scenario leaves to the profile.
fn lengths<'a>(scenario: &'a Scenario, script: &'a Script) -> impl Iterator<Item = u64> {
    let left_open = plain_steps(scenario, script).filter(|(open, _)| open.length.is_none());
    left_open.filter_map(|(_, step)| u64::try_from(step.length?).ok())
}

/// How often each block with a message was repeated, for blocks that are outside of others in the
/// scenario.
fn turns<'a>(scenario: &'a Scenario, script: &'a Script) -> impl Iterator<Item = u64> {
    let exchanges = scenario.steps.iter().filter_map(|item| match item {
        Item::Block(block) => match &block.kind {
            BlockKind::Repeat(Choice::Range(..), steps) => steps.iter().find_map(message),
            _ => None,
        },
        Item::Step(_) => None,
    });
    exchanges.map(|label| {
        let is_turn = |step: &&Step| {
            step.label
                .strip_prefix(label)
                .is_some_and(|turn| turn.starts_with('-'))
        };
        script
            .steps
            .iter()
            .filter(is_turn)
            .filter(|step| step.event == EventKind::Message)
            .count() as u64
    })
}

/// The label of a step that sends a message.
fn message(item: &Item) -> Option<&str> {
    match item {
        Item::Step(step) => (step.event == EventKind::Message).then_some(step.label.as_str()),
        Item::Block(_) => None,
    }
}

/// Presence events come with the conversations of the scenarios that have them, and no other.
#[test]
fn guests_join_as_often_as_the_profile_states() {
    let profile = Profile::builtin("smooth-day").unwrap();
    let run = Run::new(31).with_profile(profile.clone());
    let has_join = |script: &Script| {
        script
            .steps
            .iter()
            .any(|step| step.form == Some(Form::Join))
    };
    let of = 12_000;
    let hits = run.scripts().take(of).filter(has_join).count() as u64;
    let with_guests = ["guest-leaves", "guest-signs-in", "co-browse"];
    let share: u32 = with_guests.iter().map(|name| profile.share_of(name)).sum();
    let rate = Rate {
        name: "guests who join".to_owned(),
        share: u64::from(share),
        hits,
        of: of as u64,
    };
    assert!(rate.fits(), "{hits} of {of}, expected {share} of 10000");
    assert!(rate.moved().all(|moved| !moved.fits()), "too few to tell");
}

#[test]
fn an_sms_is_no_longer_than_five_parts() {
    let mut profile = Profile::builtin("sms-campaign").unwrap();
    profile.pace.lengths = vec![(0, 700), (1_000, 2_000)];
    let run = Run::new(5).with_profile(profile);
    let lengths: Vec<i64> = run
        .scripts()
        .take(50)
        .flat_map(|script| script.steps)
        .filter_map(|step| step.length)
        .collect();
    assert_eq!(lengths.iter().max(), Some(&765));
}

#[test]
fn every_conversation_plays_strictly_open_ones_too() {
    for name in Profile::builtin_names() {
        let run = Run::new(3).with_profile(Profile::builtin(name).unwrap());
        let mut open = 0;
        for script in run.scripts().take(200) {
            let episodes = play(&script)
                .unwrap_or_else(|error| panic!("{name}: {error}\n{}", script.to_json()));
            open += usize::from(
                episodes
                    .iter()
                    .any(|episode| episode.state.ended().is_none()),
            );
        }
        assert!(open > 0, "{name}: no conversation is open");
    }
}

#[test]
fn of_the_open_conversations_of_a_smooth_day_some_are_held_and_some_parked() {
    let profile = Profile::builtin("smooth-day").unwrap();
    let run = Run::new(3).with_profile(profile.clone());
    let mut states: BTreeMap<&str, u32> = BTreeMap::new();
    for number in 0..40_000 {
        let key = Key::new(3, number);
        let (_, scenario) = profile.pick(key);
        if !profile.is_open(key)
            || !(scenario.name.contains("hold") || scenario.name.contains("park"))
        {
            continue;
        }
        for episode in run.episodes(number) {
            for leg in episode.state.legs() {
                *states.entry(leg.state().name().as_str()).or_default() += 1;
            }
        }
    }
    let seen = |state: StateName| states.get(state.as_str()).is_some_and(|count| *count > 0);
    assert!(
        seen(StateName::Held) && seen(StateName::Parked),
        "{states:?}"
    );
}

#[test]
fn a_table_that_does_not_fit_is_an_error() {
    let check = |from: &str, to: &str, expected: &str| {
        let good = include_str!("../../profiles/sms-campaign.json");
        let bad = good.replacen(from, to, 1);
        assert_ne!(good, bad);
        let error = Profile::from_json(&bad).expect_err(expected).to_string();
        assert!(
            error.contains(expected),
            "found    {error}\nexpected {expected}"
        );
    };
    check(
        "\"percent\": 100",
        "\"percent\": 90",
        "channels: the shares add up to 90, expected 100",
    );
    check(
        "\"agentless-sms\": 71",
        "\"agentless-sms\": 70",
        "mixes.text: the shares add up to 99, expected 100",
    );
    check(
        "\"agentless-sms\": 71",
        "\"agentless\": 71",
        "mixes: found \"agentless\", expected a scenario",
    );
    check(
        "\"mix\": \"text\"",
        "\"mix\": \"texts\"",
        "channels.sms: found mix \"texts\", expected one of text",
    );
    check(
        "\"sms\": {",
        "\"line\": {",
        "channels.line: mix \"text\" has \"agentless-into-bot\", which goes through sms only",
    );
    check(
        "[0, 40]",
        "[0, 400]",
        "pace.lengths: quantile 1 (counted from 0) does not rise",
    );
    check(
        "[1000, 765]]",
        "[1000, 7650]]",
        "pace.lengths: found 7650, expected at most 2000",
    );
    check(
        "[600, 2]",
        "[600, 0]",
        "pace.turns: quantile 1 (counted from 0) does not rise",
    );
    check(
        "[1000, 5]]",
        "[1000, 50000]]",
        "pace.turns: found 50000, expected at most 10000",
    );
    check(
        "\"delays\": {}",
        "\"delays\": {\"lunch\": [[0, 1], [1000, 2]]}",
        "pace.delays: found \"lunch\", expected one of",
    );
    check(
        "\"image/jpeg\": 2",
        "\"image/jpeg\": 200",
        "forms.sms.customer: found shares of 200 per cent, expected at most 100",
    );
    check(
        "\"image/jpeg\": 2",
        "\"sticker\": 2",
        "forms.sms.customer: found \"sticker\", expected a media type",
    );
    check(
        "\"image/jpeg\": 2",
        "\"attachment\": 2",
        "forms.sms.customer: found \"attachment\", expected a media type, such as image/jpeg",
    );
    check(
        "\"image/jpeg\": 2",
        "\"stiker\": 2",
        "did you mean sticker?",
    );
}
