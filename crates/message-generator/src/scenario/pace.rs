//! The pace of a profile: how long things take, how long messages are, what they consist of, and
//! how many there are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::delays::Delay;
use super::forms::Forms;
use crate::channel::TEXT_LENGTH_MAX;
use crate::draw::{Draw, Number, Place, Quantiles};
use crate::error::Error;
use crate::limits::TURNS_MAX;

/// Distributions that replace those of the scenarios and named delays; by default it replaces none.
///
/// Each is a list of quantiles, that is, pairs of a per mille and a number, with linear
/// interpolation between them. The first is at 0 per mille and the last at 1000.
///
/// ```
/// use message_generator::{Key, Pace, Scenario, SampleOptions, sample_with};
///
/// let mut pace = Pace::default();
/// pace.delays.insert("flow-entry".to_owned(), vec![(0, 70), (1_000, 70)]);
/// let mut options = SampleOptions::default();
/// options.pace = pace;
/// let scenario = Scenario::builtin("inbound-answered-agent-ends").unwrap();
/// let script = sample_with(&scenario, Key::new(1, 0), &options);
/// assert!(script.steps.iter().any(|step| step.leg == "flow" && step.after == 70));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Distributions that replace the named delays of these names, in milliseconds.
    #[serde(default)]
    pub delays: BTreeMap<String, Vec<(u16, u64)>>,
    /// The number of characters of messages whose step gives neither text nor length. If empty,
    /// such a message is one sentence.
    #[serde(default)]
    pub lengths: Vec<(u16, u64)>,
    /// How often people write back and forth: replaces the range of every `repeat` block in which
    /// messages are sent. If empty, the scenario's ranges are used.
    #[serde(default)]
    pub turns: Vec<(u16, u64)>,
    /// How often a message whose step says nothing about it is more than a text or something else.
    /// If empty, all of them are texts.
    #[serde(default)]
    pub forms: Forms,
}

impl Pace {
    /// The distribution to use for a named delay.
    pub(crate) fn delay<'a>(&'a self, delay: &'a Delay) -> Quantiles<'a> {
        let own = self
            .delays
            .get(delay.name)
            .and_then(|steps| Quantiles::new(steps).ok());
        own.unwrap_or(delay.quantiles)
    }

    /// The longest that a named delay takes.
    pub(crate) fn most(&self, delay: &Delay) -> i64 {
        i64::try_from(self.delay(delay).most()).unwrap_or(i64::MAX)
    }

    /// The length that a draw picks for a message, if the pace has lengths.
    pub(crate) fn length(&self, draw: Draw) -> Option<i64> {
        number(&self.lengths, draw)
    }

    /// The number of turns that a draw picks, if the pace has them.
    pub(crate) fn turns(&self, draw: Draw) -> Option<i64> {
        number(&self.turns, draw)
    }

    /// How it is worked out which length a draw of this place picks, if the pace has lengths.
    pub(crate) fn length_number(&self, place: Place) -> Option<Number> {
        let lengths = Quantiles::new(&self.lengths).ok()?;
        Some(Number::spread(place, lengths))
    }

    /// How it is worked out which number of turns a draw of this place picks, if the pace has them.
    pub(crate) fn turns_number(&self, place: Place) -> Option<Number> {
        let turns = Quantiles::new(&self.turns).ok()?;
        Some(Number::spread(place, turns))
    }

    /// The most turns that a draw picks, if the pace has them.
    pub(crate) fn most_turns(&self) -> Option<u64> {
        Quantiles::new(&self.turns).ok().map(|turns| turns.most())
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        for (name, steps) in &self.delays {
            if Delay::named(name).is_none() {
                let known: Vec<_> = Delay::ALL.iter().map(|delay| delay.name).collect();
                let known = format!("one of {}", known.join(", "));
                return Err(Error::found("pace.delays", format!("{name:?}"), known));
            }
            check_quantiles(format!("pace.delays.{name}"), steps, CENTURY_MS)?;
        }
        for (name, steps, limit) in [
            ("lengths", &self.lengths, TEXT_LENGTH_MAX.unsigned_abs()),
            ("turns", &self.turns, TURNS_MAX.unsigned_abs()),
        ] {
            if !steps.is_empty() {
                check_quantiles(format!("pace.{name}"), steps, limit)?;
            }
        }
        Ok(())
    }
}

fn check_quantiles(place: String, steps: &[(u16, u64)], limit: u64) -> Result<(), Error> {
    let quantiles = Quantiles::new(steps);
    let quantiles = quantiles.map_err(|error| Error::new(place.clone(), error.to_string()))?;
    match quantiles.most() {
        most if most <= limit => Ok(()),
        most => Err(Error::found(place, most, format!("at most {limit}"))),
    }
}

/// The number that a draw picks from the quantiles, if there are any.
fn number(steps: &[(u16, u64)], draw: Draw) -> Option<i64> {
    let quantiles = Quantiles::new(steps).ok()?;
    i64::try_from(quantiles.at(draw)).ok()
}

/// The longest delay that a pace may contain, in milliseconds.
const CENTURY_MS: u64 = 100 * 366 * 86_400_000;
