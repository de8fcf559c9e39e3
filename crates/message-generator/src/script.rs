//! Scripts: scenarios with every choice made, small enough to read and to edit by hand.
//!
//! A script says what happens, when, and on which leg. Who people are and what they say is not part
//! of it: that is determined by the content key and the labels, so that deleting a step changes no
//! other name. Why are there no absolute times? Delays since the step before stay meaningful when
//! steps are deleted.

mod leg;
mod step;
pub(crate) mod transcript;

use std::collections::BTreeSet;

use message_lifecycle::{EventKind, Role};
use message_model::{ApiRevision, Timestamp};
use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::draw::Key;
use crate::error::{Error, Kind};
use crate::limits::{CONTENT_BYTES_MAX, STEPS_MAX};

pub use self::leg::{LegPlan, Legs, check_label};
pub use self::step::{Branch, Step};

pub(crate) use self::step::{Bounded, RawStep, check_number};
pub(crate) use crate::json_file::{format, locate, parse, to_json};

/// A scenario with every choice made: the steps of one conversation (rarely two), ready to be
/// [played](crate::play()).
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
    /// The version of the file format, [`FORMAT`](crate::FORMAT).
    #[serde(deserialize_with = "format")]
    pub format: u32,
    /// The name of the scenario that it was sampled from, if any. After steps were removed it need
    /// not fit that scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// The content key, which determines all ids, names, addresses and texts.
    pub key: Key,
    /// The instant from which the delay of the first step counts.
    pub start: Timestamp,
    /// The channel of the conversations.
    pub channel: Channel,
    /// The release that the platform runs; the latest if absent from the file.
    #[serde(
        default = "latest",
        skip_serializing_if = "is_latest",
        with = "crate::json_file::revision"
    )]
    pub revision: ApiRevision,
    /// The legs that the steps refer to, by label. A leg that no step opens is allowed.
    pub legs: Legs,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Script {
    /// Reads a script and checks everything that can be checked without playing it.
    ///
    /// ```
    /// use message_generator::{Run, Script};
    ///
    /// let text = Run::new(7).script(3).to_json().replace(r#""leg": "customer""#, r#""leg": "custumer""#);
    /// let error = Script::from_json(&text).unwrap_err().to_string();
    /// assert!(error.contains("custumer"), "{error}");
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not JSON, has unknown or missing properties, labels that are malformed or
    /// used twice, steps of unknown legs, or statuses of unknown messages.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let script: Self = parse(text)?;
        script.check().map_err(|error| locate(error, text))?;
        Ok(script)
    }

    /// The text of the script's file: one line for each leg and step, and a final newline.
    ///
    /// ```
    /// use message_generator::{Run, Script};
    ///
    /// let script = Run::new(7).script(3);
    /// assert_eq!(Script::from_json(&script.to_json())?, script);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        to_json(self)
    }

    /// The labels of its conversations, in the order in which the steps begin them.
    ///
    /// Nearly every script has one; there are two if a customer comes back after the threading
    /// window.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, sample};
    ///
    /// let returning = Scenario::named("return-after-window")?;
    /// assert_eq!(sample(&returning, Key::new(7, 0)).conversations().len(), 2);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn conversations(&self) -> Vec<&str> {
        let mut known = BTreeSet::new();
        let legs = self
            .steps
            .iter()
            .filter_map(|step| self.legs.get(&step.leg));
        legs.map(LegPlan::conversation_label)
            .filter(|label| known.insert(*label))
            .collect()
    }

    /// The labels of the agents (persons), each once, in the order of their legs.
    pub(crate) fn agents(&self) -> Vec<&str> {
        let mut known = BTreeSet::new();
        let agents = self.legs.iter().filter(|(_, leg)| leg.role == Role::Agent);
        agents
            .map(|(label, leg)| leg.person.as_deref().unwrap_or(label))
            .filter(|agent| known.insert(*agent))
            .collect()
    }

    /// Removes the legs that no step refers to, as far as that renames nobody: an agent's name
    /// depends on the position among the agents, so an unused agent before a used one is kept.
    #[cfg(feature = "proptest")]
    pub(crate) fn forget_unused_legs(&mut self) {
        let used: BTreeSet<&str> = self.steps.iter().map(|step| step.leg.as_str()).collect();
        if self.legs.labels().all(|label| used.contains(label)) {
            return;
        }
        let people = used.iter().map(|label| {
            let leg = self.legs.get(label);
            leg.and_then(|leg| leg.person.as_deref()).unwrap_or(label)
        });
        let people: BTreeSet<&str> = people.collect();
        let agents = self.agents();
        let needed = agents
            .iter()
            .rposition(|agent| people.contains(agent))
            .map_or(0, |last| last + 1);
        let needed: BTreeSet<&str> = agents[..needed].iter().copied().collect();
        let legs = self.legs.iter().filter(|(label, leg)| {
            used.contains(label)
                || (leg.role == Role::Agent
                    && needed.contains(leg.person.as_deref().unwrap_or(label)))
        });
        self.legs = legs
            .map(|(label, leg)| (label.to_owned(), leg.clone()))
            .collect();
    }

    /// The checks of [`Script::from_json`] after reading. Scripts built in Rust are checked when
    /// they are played.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.legs.check()?;
        let bytes = self
            .steps
            .iter()
            .fold(0u64, |sum, step| sum.saturating_add(step.content_bytes()));
        check_total("steps", self.steps.len() as u64, bytes)?;
        let mut labels = BTreeSet::new();
        let mut messages = BTreeSet::new();
        for step in &self.steps {
            step.check()?;
            step.check_numbers()
                .map_err(|problem| Error::step(&step.label, problem))?;
            if !labels.insert(step.label.as_str()) {
                return Err(Error::step(&step.label, Kind::DuplicateLabel));
            }
            let Some(leg) = self.legs.get(&step.leg) else {
                let known: Vec<_> = self.legs.labels().collect();
                let problem = format!(
                    "leg: found {:?}, expected one of {}",
                    step.leg,
                    known.join(", ")
                );
                return Err(Error::step(&step.label, problem));
            };
            step.check_form(leg.role, self.channel)
                .map_err(|problem| Error::step(&step.label, problem))?;
            if step.event == EventKind::Message {
                messages.insert((
                    leg.conversation_label(),
                    step.leg.as_str(),
                    step.label.as_str(),
                ));
            }
            if let Some(message) = &step.message
                && !messages.contains(&(
                    leg.conversation_label(),
                    step.leg.as_str(),
                    message.as_str(),
                ))
            {
                let problem = format!(
                    "message: found {message:?}, expected the label of a message sent before on \
                     leg {:?}",
                    step.leg
                );
                return Err(Error::step(&step.label, problem));
            }
        }
        Ok(())
    }
}

/// Checks that a script or scenario does not have more steps and longer texts than fit into memory
/// and time.
pub(crate) fn check_total(place: &str, steps: u64, content_bytes: u64) -> Result<(), Error> {
    if steps > STEPS_MAX as u64 {
        let most = format!("at most {STEPS_MAX}");
        return Err(Error::found(place, steps, most));
    }
    if content_bytes > CONTENT_BYTES_MAX {
        let (most, limit) = (content_bytes, CONTENT_BYTES_MAX);
        return Err(Error::of(place, Kind::TooMuchText { most, limit }));
    }
    Ok(())
}

fn latest() -> ApiRevision {
    ApiRevision::LATEST
}

fn is_latest(revision: &ApiRevision) -> bool {
    *revision == ApiRevision::LATEST
}
