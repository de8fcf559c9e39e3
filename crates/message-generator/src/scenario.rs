//! Scenarios: what can happen in a conversation, and with what chances, as data that people write
//! without Rust.
//!
//! A scenario is a script with open choices: a delay may be a range or a [named one](crate::Delay),
//! and among the steps there may be blocks that happen sometimes, several times, or in one of
//! several ways. Chances are in per cent; those of a block must add up to 100 and are never
//! renormalised.

mod builtin;
mod check;
mod choice;
mod delays;
mod forms;
mod item;
mod messages;
mod pace;
pub(crate) mod sample;
mod size;
pub(crate) mod trace;
mod turns;

use message_model::Evidence;
use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::error::Error;
use crate::script::{self, Legs};

pub use self::choice::Choice;
pub use self::delays::Delay;
pub(crate) use self::forms::Drawn;
pub use self::forms::{Forms, Writer};
pub use self::item::{Block, BlockKind, Item};
pub use self::pace::Pace;

pub(crate) use self::size::check as check_size;

/// A kind of conversation, with its choices still open. [`sample`](crate::sample) makes them.
///
/// ```
/// use message_generator::Scenario;
///
/// let scenario = Scenario::from_json(r#"{
///   "format": 1,
///   "scenario": "hello-and-goodbye",
///   "shows": "a customer who writes once and leaves",
///   "evidence": "inferred",
///   "sources": ["made up for this page"],
///   "channels": ["sms"],
///   "legs": {"customer": {"role": "customer"}},
///   "steps": [
///     {"label": "arrives", "after": 0, "leg": "customer", "event": "enter"},
///     {"label": "hello", "after": 0, "leg": "customer", "event": "message"},
///     {"label": "leaves", "after": {"from": 2000, "to": 9000}, "leg": "customer", "event": "end"}
///   ]
/// }"#)?;
/// assert_eq!(scenario.name, "hello-and-goodbye");
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The location of the JSON Schema by which an editor checks the file. It is ignored here.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The version of the file format, [`FORMAT`](crate::FORMAT).
    #[serde(deserialize_with = "script::format")]
    pub format: u32,
    /// The name of the scenario, which is a label: lower-case letters, digits and hyphens.
    #[serde(rename = "scenario")]
    pub name: String,
    /// What the scenario shows, in one sentence.
    pub shows: String,
    /// The weakest evidence that the course of events rests on.
    pub evidence: Evidence,
    /// The sources of the course of events.
    pub sources: Vec<String>,
    /// The channels on which it can happen. One is drawn, each with the same chance.
    pub channels: Vec<Channel>,
    /// Its weight in a [mix](crate::Run::with_mix), from 1 to 100, relative to the weights of the
    /// others; 1 by default.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub weight: u8,
    /// The legs that the steps refer to, by label.
    pub legs: Legs,
    /// The steps and blocks, in order.
    pub steps: Vec<Item>,
}

impl Scenario {
    /// The JSON Schema (draft 2020-12) of scenario files, for editors: the text of
    /// `scenario.schema.json`.
    ///
    /// It is written by hand, since its descriptions are for people; tests check that it agrees
    /// with the parser.
    pub const SCHEMA: &'static str = include_str!("../scenario.schema.json");

    /// Reads a scenario and checks it.
    ///
    /// ```
    /// use message_generator::Scenario;
    ///
    /// let text = Scenario::named("spam")?.to_json().replace(r#""event": "spam""#, r#""event": "span""#);
    /// let error = Scenario::from_json(&text).unwrap_err().to_string();
    /// assert!(error.contains("expected one of") && error.ends_with("did you mean spam?"), "{error}");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not JSON, has unknown or missing properties, an unknown event or delay, an
    /// empty range, chances that do not add up to 100, labels that are malformed or used twice, or
    /// steps of unknown legs, or none at all.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let scenario: Self = script::parse(text)?;
        scenario
            .check()
            .map_err(|error| script::locate(error, text))?;
        Ok(scenario)
    }

    /// The text of the scenario's file: one line for each leg, step and block, and a final newline.
    ///
    /// ```
    /// use message_generator::Scenario;
    ///
    /// let scenario = Scenario::named("spam")?;
    /// assert_eq!(Scenario::from_json(&scenario.to_json())?, scenario);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        script::to_json(self)
    }

    /// The named delays that steps take for the difference of the clocks.
    pub(crate) fn skews(&self) -> Vec<&'static Delay> {
        let mut skews = Vec::new();
        item::collect_skews(&self.steps, &mut skews);
        skews
    }

    fn check(&self) -> Result<(), Error> {
        script::check_label(&self.name).map_err(|problem| Error::new("scenario", problem))?;
        if self.channels.is_empty() {
            return Err(Error::found("channels", "none", "at least one"));
        }
        if !(1..=100).contains(&self.weight) {
            return Err(Error::found("weight", self.weight, "1 to 100"));
        }
        if self.steps.is_empty() {
            return Err(Error::found("steps", "none", "at least one"));
        }
        self.legs.check()?;
        check::check(&self.steps, &self.legs, &self.channels)
    }
}

fn one() -> u8 {
    1
}

fn is_one(weight: &u8) -> bool {
    *weight == 1
}
