//! Profiles: populations of conversations as data.
//!
//! A profile says how often each channel is used and how often each scenario happens on it; how
//! long things take; how long messages are; and how many conversations are still open, that is, cut
//! off somewhere in their course. All shares are in per cent and add up to 100 in each table, and a
//! scenario may be listed only for channels that it supports. Anything else is an error; shares are
//! never renormalised.
//!
//! How many conversations are inbound, are transferred, held or parked, meet a bot, go unanswered
//! or fail follows from the scenarios, as do the numbers of messages; [`Profile::rate`] computes
//! these rates.

use std::collections::BTreeMap;

use message_model::{did_you_mean, one_of};
use serde::{Deserialize, Serialize};

use super::rate::{self, Rate};
use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, paths};
use crate::error::{Error, Kind};
use crate::limits::SKEW_MS_MAX;
use crate::scenario::trace::Trace;
use crate::scenario::{Pace, Scenario, check_size};
use crate::script::{self, check_number};

/// A population of conversations: shares of channels and scenarios, and the pace.
///
/// ```
/// use message_generator::{Key, Profile};
///
/// let profile = Profile::builtin("sms-campaign").unwrap();
/// let (channel, scenario) = profile.pick(Key::new(1, 0));
/// assert_eq!(channel.as_str(), "sms");
/// assert!(scenario.channels.contains(&channel));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The version of the file format, [`FORMAT`](crate::FORMAT).
    #[serde(deserialize_with = "script::format")]
    pub format: u32,
    /// The name of the profile, which is a label: lower-case letters, digits and hyphens.
    #[serde(rename = "profile")]
    pub name: String,
    /// What the profile shows, in one sentence.
    pub shows: String,
    /// The sources of its numbers, and which of them are our choice.
    pub sources: Vec<String>,
    /// The share of conversations that are still open, that is, cut off in their course, in per
    /// cent.
    pub open: u8,
    /// The share of each channel, and the mix of scenarios on it.
    pub channels: BTreeMap<Channel, Share>,
    /// The mixes by name: the share of each scenario in the mix, in per cent.
    pub mixes: BTreeMap<String, BTreeMap<String, u8>>,
    /// How long things take, how long messages are, and how many there are.
    pub pace: Pace,
    /// The scenarios that the mixes name, by name.
    #[serde(skip)]
    scenarios: BTreeMap<String, Scenario>,
}

/// A channel's share of the conversations of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// The share of the conversations that use the channel, in per cent.
    pub percent: u8,
    /// The name of the mix of scenarios on the channel.
    pub mix: String,
}

impl Profile {
    /// Reads and checks a profile whose mixes name built-in scenarios only.
    ///
    /// ```
    /// use message_generator::Profile;
    ///
    /// let error = Profile::from_json(r#"{"format": 1, "profile": "mine"}"#).unwrap_err();
    /// assert_eq!(error.to_string(), r#"line 1: found no "shows", expected it"#);
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not JSON, has unknown or missing properties, shares that do not add up to
    /// 100, unknown mixes, scenarios or delays, scenarios on a channel that they do not support, or
    /// quantiles that are out of order.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::from_json_with(text, &[])
    }

    /// Reads and checks a profile whose mixes may also name the given scenarios. A given scenario
    /// with the name of a built-in one replaces it.
    ///
    /// ```
    /// use message_generator::{Key, Profile, Scenario};
    ///
    /// let mut mine = Scenario::builtin("spam").unwrap();
    /// mine.name = "more-spam".to_owned();
    /// let text = r#"{
    ///   "format": 1, "profile": "spammed", "shows": "nothing but spam", "sources": [], "open": 0,
    ///   "channels": {"facebook": {"percent": 100, "mix": "all"}},
    ///   "mixes": {"all": {"more-spam": 90, "spam": 10}},
    ///   "pace": {}
    /// }"#;
    /// let profile = Profile::from_json_with(text, &[mine])?;
    /// assert_eq!(profile.share_of("more-spam"), 9_000);
    /// let error = Profile::from_json(text).unwrap_err().to_string();
    /// assert!(error.starts_with("mixes: found \"more-spam\", expected a scenario"), "{error}");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Profile::from_json`].
    pub fn from_json_with(text: &str, scenarios: &[Scenario]) -> Result<Self, Error> {
        let mut profile: Self = script::parse(text)?;
        for name in profile.mixes.values().flat_map(BTreeMap::keys) {
            let own = scenarios
                .iter()
                .find(|scenario| scenario.name == *name)
                .cloned();
            let scenario = own.or_else(|| Scenario::builtin(name));
            let scenario = scenario.ok_or_else(|| {
                let own = scenarios.iter().map(|scenario| scenario.name.as_str());
                let mut known: Vec<&str> = Scenario::builtin_names().collect();
                known.extend(own);
                let meant = did_you_mean(name, known);
                Error::found("mixes", format!("{name:?}"), format!("a scenario{meant}"))
            })?;
            profile.scenarios.insert(name.clone(), scenario);
        }
        profile.check()?;
        Ok(profile)
    }

    /// The names of the built-in profiles.
    ///
    /// ```
    /// use message_generator::Profile;
    ///
    /// assert!(Profile::builtin_names().any(|name| name == "smooth-day"));
    /// assert!(Profile::builtin_names().all(|name| Profile::builtin(name).is_some()));
    /// ```
    pub fn builtin_names() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name)
    }

    /// The built-in profile of this name, or `None` if there is none.
    ///
    /// ```
    /// use message_generator::Profile;
    ///
    /// assert_eq!(Profile::builtin("outage").unwrap().name, "outage");
    /// assert_eq!(Profile::builtin("holiday"), None);
    /// ```
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        let (_, text) = FILES.iter().find(|(known, _)| *known == name)?;
        Some(Self::from_json(text).expect("a test reads every built-in profile"))
    }

    /// The channel and the scenario that are drawn for the conversation of this key.
    ///
    /// ```
    /// use message_generator::{Key, Profile};
    ///
    /// let profile = Profile::builtin("smooth-day").unwrap();
    /// let (channel, scenario) = profile.pick(Key::new(7, 0));
    /// assert!(profile.channels.contains_key(&channel));
    /// assert!(profile.share_of(&scenario.name) > 0);
    /// ```
    #[must_use]
    pub fn pick(&self, key: Key) -> (Channel, &Scenario) {
        let draw = Draw::new(key, paths::CONVERSATION_CHANNEL, Label::NONE, 0);
        let place = draw.weighted(self.channels.values().map(|share| share.percent));
        let (channel, share) = self
            .channels
            .iter()
            .nth(place)
            .expect("the place is one of the table's");
        let mix = &self.mixes[&share.mix];
        let draw = Draw::new(key, paths::CONVERSATION_SCENARIO, Label::NONE, 0);
        let name = mix
            .keys()
            .nth(draw.weighted(mix.values().copied()))
            .expect("the place is one of the table's");
        (*channel, &self.scenarios[name])
    }

    /// Notes the rules by which [`pick`](Self::pick) draws.
    pub(crate) fn note_pick(&self, key: Key, trace: &mut Trace) {
        let draw = |path| Draw::new(key, path, Label::NONE, 0);
        let shares = self.channels.values().map(|share| u64::from(share.percent));
        trace.ask_share(draw(paths::CONVERSATION_CHANNEL), shares, 100);
        let (channel, _) = self.pick(key);
        let mix = self.mixes[&self.channels[&channel].mix].values();
        let shares = mix.map(|percent| u64::from(*percent));
        trace.ask_share(draw(paths::CONVERSATION_SCENARIO), shares, 100);
    }

    /// Whether the conversation of this key is still open, that is, cut off in its course.
    #[must_use]
    pub fn is_open(&self, key: Key) -> bool {
        Draw::new(key, paths::CONVERSATION_OPEN, Label::NONE, 0).percent(self.open)
    }

    /// The share of the conversations that are of this scenario, in hundredths of a per cent.
    ///
    /// ```
    /// use message_generator::{Profile, Scenario};
    ///
    /// let profile = Profile::builtin("smooth-day").unwrap();
    /// let shares = Scenario::builtin_names().map(|name| profile.share_of(name));
    /// assert_eq!(shares.sum::<u32>(), 10_000);
    /// ```
    #[must_use]
    pub fn share_of(&self, scenario: &str) -> u32 {
        let shares = self.channels.values().map(|share| {
            let in_mix = self.mixes[&share.mix].get(scenario).copied();
            u32::from(share.percent) * u32::from(in_mix.unwrap_or(0))
        });
        shares.sum()
    }

    /// The share of the conversations in which this happens, in hundredths of a per cent, computed
    /// from the shares and scenarios. Conversations that are still open are not counted.
    ///
    /// ```
    /// use message_generator::{Profile, Rate};
    ///
    /// let profile = Profile::builtin("busy-transfers").unwrap();
    /// assert_eq!(profile.rate(Rate::Inbound), 10_000);
    /// assert_eq!(profile.rate(Rate::Transfer), 6_000);
    /// ```
    #[must_use]
    pub fn rate(&self, rate: Rate) -> u32 {
        let scenarios = self.scenarios.iter();
        let rates =
            scenarios.map(|(name, scenario)| u64::from(self.share_of(name)) * rate.of(scenario));
        let sum: u64 = rates.sum();
        u32::try_from((sum + rate::CERTAIN / 2) / rate::CERTAIN)
            .expect("the shares add up to all conversations")
    }

    fn check(&self) -> Result<(), Error> {
        let percents = self.channels.values().map(|share| share.percent);
        check_sum("channels", percents)?;
        for (name, mix) in &self.mixes {
            check_sum(&format!("mixes.{name}"), mix.values().copied())?;
        }
        for (channel, share) in &self.channels {
            let place = format!("channels.{}", channel.as_str());
            let Some(mix) = self.mixes.get(&share.mix) else {
                let known = one_of(&share.mix, self.mixes.keys().map(String::as_str));
                return Err(Error::found(place, format!("mix {:?}", share.mix), known));
            };
            let mut scenarios = mix.keys().map(|name| &self.scenarios[name]);
            if let Some(stranger) = scenarios.find(|scenario| !scenario.channels.contains(channel))
            {
                let own: Vec<_> = stranger
                    .channels
                    .iter()
                    .map(|channel| channel.as_str())
                    .collect();
                let (mix, name, own) = (&share.mix, &stranger.name, own.join(", "));
                return Err(Error::new(
                    place,
                    format!("mix {mix:?} has {name:?}, which goes through {own} only"),
                ));
            }
        }
        if self.open > 100 {
            return Err(Error::found("open", self.open, "0 to 100 per cent"));
        }
        self.pace.check()?;
        self.scenarios
            .values()
            .try_for_each(|scenario| self.check_at_pace(scenario))
    }

    /// Checks that the scenario keeps to the limits of a script when the pace replaces its numbers.
    fn check_at_pace(&self, scenario: &Scenario) -> Result<(), Error> {
        let of_scenario = |problem: String| format!("{problem}, in scenario {:?}", scenario.name);
        let too_large = |error: Error| Error::new("pace.turns", of_scenario(error.to_string()));
        check_size(&scenario.steps, &self.pace).map_err(too_large)?;
        for delay in scenario.skews() {
            let problem = check_number(&self.pace.most(delay), -SKEW_MS_MAX, SKEW_MS_MAX);
            problem.map_err(|problem| {
                Error::new(
                    format!("pace.delays.{}", delay.name),
                    of_scenario(format!("{problem} for a skew")),
                )
            })?;
        }
        Ok(())
    }
}

fn check_sum(place: &str, percents: impl Iterator<Item = u8>) -> Result<(), Error> {
    match percents.map(u32::from).sum() {
        100u32 => Ok(()),
        sum => Err(Error::of(place, Kind::Shares(sum))),
    }
}

macro_rules! builtin {
    ($($name:literal),* $(,)?) => {
        /// Name and text of every built-in profile.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../profiles/", $name, ".json")))),*];
    };
}

builtin![
    "smooth-day",
    "bot-heavy",
    "outage",
    "sms-campaign",
    "busy-transfers"
];
