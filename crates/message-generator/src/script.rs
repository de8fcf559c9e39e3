//! Scripts: scenarios with every choice made, small enough to read and to edit by hand.
//!
//! A script says what happens, when, and on which leg. Who people are and what they say is not part of it: that is
//! determined by the content key and the labels, so that deleting a step changes no other name. Why are there no
//! absolute times? Delays since the step before stay meaningful when steps are deleted.

mod leg;
mod step;
mod text;

use crate::channel::Channel;
use crate::draw::Key;
use crate::error::Error;
use message_lifecycle::{EventKind, Role};
use message_model::{ApiRevision, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

pub use self::leg::{LegPlan, Legs};
pub use self::step::{Branch, Step};

pub(crate) use self::leg::{LABEL, is_label};
pub(crate) use self::step::RawStep;
pub(crate) use self::text::{format, locate, parse, revision, to_json};

/// The version of the format of scenario, script and profile files.
pub const FORMAT: u32 = 1;

/// A scenario with every choice made: the steps of one conversation (rarely two), ready to be [played](crate::play()).
///
/// ```
/// use message_generator::{sample, Key, Scenario, Script};
///
/// let scenario = Scenario::builtin("inbound-answered-agent-ends").unwrap();
/// let script = sample(&scenario, Key::new(1, 0));
/// let text = script.to_json();
/// assert!(text.contains(r#""event": "answer""#));
/// assert_eq!(Script::from_json(&text)?, script);
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The version of the file format, [`FORMAT`].
    #[serde(deserialize_with = "format")]
    pub format: u32,
    /// The name of the scenario that it was sampled from, if any. After steps were removed it need not fit that
    /// scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// The content key, which determines all ids, names, addresses and texts.
    pub key: Key,
    /// The instant from which the delay of the first step counts.
    pub start: Timestamp,
    /// The channel of the conversations.
    pub channel: Channel,
    /// The release that the platform runs; the latest if absent from the file.
    #[serde(default = "latest", skip_serializing_if = "is_latest", with = "text::revision")]
    pub revision: ApiRevision,
    /// The legs that the steps refer to, by label. A leg that no step opens is allowed.
    pub legs: Legs,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Script {
    /// Reads a script and checks everything that can be checked without playing it.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, has unknown or missing properties, labels that are malformed or used twice, steps of
    /// unknown legs, or statuses of unknown messages.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let script: Self = parse(text)?;
        script.check().map_err(|error| locate(error, text))?;
        Ok(script)
    }

    /// The text of the script's file: one line for each leg and step, and a final newline.
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }

    /// The labels of its conversations, in the order in which the steps begin them.
    ///
    /// Nearly every script has one; there are two if a customer comes back after the threading window.
    #[must_use]
    pub fn conversations(&self) -> Vec<&str> {
        let mut labels = Vec::new();
        for leg in self.steps.iter().filter_map(|step| self.legs.get(&step.leg)) {
            let label = leg.conversation_label();
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }

    /// The labels of the agents (persons), each once, in the order of their legs.
    pub(crate) fn agents(&self) -> Vec<&str> {
        let mut agents = Vec::new();
        for (label, leg) in self.legs.iter().filter(|(_, leg)| leg.role == Role::Agent) {
            let agent = leg.person.as_deref().unwrap_or(label);
            if !agents.contains(&agent) {
                agents.push(agent);
            }
        }
        agents
    }

    /// Removes the legs that no step refers to, as far as that renames nobody: an agent's name depends on the position
    /// among the agents, so an unused agent before a used one is kept.
    #[cfg(feature = "proptest")]
    pub(crate) fn forget_unused_legs(&mut self) {
        if self.legs.labels().all(|label| self.steps.iter().any(|step| step.leg == label)) {
            return;
        }
        let used: BTreeSet<&str> = self.steps.iter().map(|step| step.leg.as_str()).collect();
        let person =
            |label: &'_ str| self.legs.get(label).and_then(|leg| leg.person.clone()).unwrap_or(label.to_owned());
        let agents = self.agents();
        let is_used = |agent: &&str| used.iter().any(|label| person(label) == **agent);
        let needed = agents.iter().rposition(is_used).map_or(0, |last| last + 1);
        let needed = &agents[..needed];
        let legs = self.legs.iter().filter(|(label, leg)| {
            used.contains(label)
                || (leg.role == Role::Agent && needed.contains(&leg.person.as_deref().unwrap_or(label)))
        });
        self.legs = legs.map(|(label, leg)| (label.to_owned(), leg.clone())).collect();
    }

    /// The checks of [`Script::from_json`] after reading. Scripts built in Rust are checked when they are played.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut labels = BTreeSet::new();
        let mut messages = BTreeSet::new();
        for step in &self.steps {
            step.check()?;
            if step.after < 0 {
                return Err(Error::step(&step.label, format!("after: found {}, expected 0 or more", step.after)));
            }
            if !labels.insert(step.label.as_str()) {
                return Err(Error::step(&step.label, "label: stands twice, expected a label of its own"));
            }
            let Some(leg) = self.legs.get(&step.leg) else {
                let known: Vec<_> = self.legs.labels().collect();
                let problem = format!("leg: found {:?}, expected one of {}", step.leg, known.join(", "));
                return Err(Error::step(&step.label, problem));
            };
            if step.event == EventKind::Message {
                messages.insert((leg.conversation_label(), step.leg.as_str(), step.label.as_str()));
            }
            if let Some(message) = &step.message
                && !messages.contains(&(leg.conversation_label(), step.leg.as_str(), message.as_str()))
            {
                let problem = format!(
                    "message: found {message:?}, expected the label of a message sent before on leg {:?}",
                    step.leg
                );
                return Err(Error::step(&step.label, problem));
            }
        }
        Ok(())
    }
}

fn latest() -> ApiRevision {
    ApiRevision::LATEST
}

fn is_latest(revision: &ApiRevision) -> bool {
    *revision == ApiRevision::LATEST
}
