//! How long things take, and how many messages there are and how long, where a profile knows better.

use crate::delays::Delay;
use crate::draw::{Draw, Quantiles};
use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Distributions of one's own, as quantiles: pairs of a per mille and a number, straight lines between.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// In place of the named delays of these names, in milliseconds.
    #[serde(default)]
    pub delays: BTreeMap<String, Vec<(u16, u64)>>,
    /// How many characters a message has that says nothing else; if there are none, one sentence.
    #[serde(default)]
    pub lengths: Vec<(u16, u64)>,
    /// How often people write back and forth: in place of the range of a `repeat` in which messages are written. If there
    /// are none, the scenario's.
    #[serde(default)]
    pub turns: Vec<(u16, u64)>,
}

impl Pace {
    /// The distribution of a delay at this pace.
    pub(crate) fn delay<'a>(&'a self, delay: &'a Delay) -> Quantiles<'a> {
        let own = self.delays.get(delay.name).and_then(|steps| Quantiles::new(steps).ok());
        own.unwrap_or(delay.quantiles)
    }

    /// The length of a message at this pace, if it has one.
    pub(crate) fn length(&self, draw: Draw) -> Option<i64> {
        number(&self.lengths, draw)
    }

    /// How often people write back and forth at this pace, if it says so.
    pub(crate) fn turns(&self, draw: Draw) -> Option<i64> {
        number(&self.turns, draw)
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let fits = |place: String, steps: &[(u16, u64)], limit: u64| {
            let quantiles = Quantiles::new(steps).map_err(|error| Error::new(place.clone(), error.to_string()))?;
            match quantiles.at_millionth(1_000_000) {
                most if most <= limit => Ok(()),
                most => Err(Error::new(place, format!("found {most}, expected at most {limit}"))),
            }
        };
        for (name, steps) in &self.delays {
            if Delay::named(name).is_none() {
                let known: Vec<_> = Delay::ALL.iter().map(|delay| delay.name).collect();
                return Err(Error::new("pace.delays", format!("found {name:?}, expected one of {}", known.join(", "))));
            }
            fits(format!("pace.delays.{name}"), steps, CENTURY_MS)?;
        }
        for (name, steps, limit) in [("lengths", &self.lengths, LENGTH_MAX), ("turns", &self.turns, TURNS_MAX)] {
            if !steps.is_empty() {
                fits(format!("pace.{name}"), steps, limit)?;
            }
        }
        Ok(())
    }
}

/// The number for a draw, if there are quantiles.
fn number(steps: &[(u16, u64)], draw: Draw) -> Option<i64> {
    let quantiles = Quantiles::new(steps).ok()?;
    i64::try_from(quantiles.at(draw)).ok()
}

/// More than any delay of a conversation.
const CENTURY_MS: u64 = 100 * 366 * 86_400_000;
/// More characters than any channel takes in one message.
const LENGTH_MAX: u64 = 100_000;
/// More than anybody writes in one conversation.
const TURNS_MAX: u64 = 1_000;
