//! Steps: one event each, with the delay before it and the properties that only events of its kind
//! have.
//!
//! A step is a flat struct, as its line in a file is flat; which property goes with which event is
//! checked in one table ([`Step::check`]). `Number` is an integer in a script and a
//! [`Choice`](crate::Choice) in a scenario, so that both share one list of properties.

use message_lifecycle::{EventKind, Role, Status};
use message_model::one_of;
use serde::{Deserialize, Serialize};

use super::leg::check_label;
use crate::channel::{Channel, TEXT_LENGTH_MAX};
use crate::draw::{Path, paths};
use crate::error::{Error, Kind};
use crate::form::Form;
use crate::limits::{DELAY_MS_MAX, LENGTH_MAX, SKEW_MS_MAX};

/// One step of a script (`Number` is an integer) or of a scenario (`Number` is a
/// [`Choice`](crate::Choice)).
///
/// All times are in milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub struct Step<Number = i64> {
    /// The label of the step, and of the message if it sends one.
    pub label: String,
    /// The delay since the step before, 0 or more.
    pub after: Number,
    /// The label of the leg that the event happens to.
    pub leg: String,
    /// The kind of event.
    #[serde(serialize_with = "serialize_event")]
    pub event: EventKind,
    /// By how much the cloud's clock is ahead of the provider's; 0 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skew: Option<Number>,
    /// The delays of the follow-ups on other legs, in order; those not given are the defaults of
    /// the transition table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follow: Vec<Number>,
    /// For `offer`: how long it alerts (`alertingTimeoutMs`); 30,000 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alerting_timeout: Option<u32>,
    /// For `park`: the time until the leg is to come back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resume_in: Option<Number>,
    /// For `status`: the label of the message whose status changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// For `status`: the new status.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "serialize_status"
    )]
    pub status: Option<Status>,
    /// For `message`: its text; a generated one if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// For `message`: the number of characters of the generated text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<Number>,
    /// For `message`: the media types of the files that come with it, such as `image/jpeg`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<String>,
    /// For `message`: what it consists of; a text, with the files that come with it, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// For `fail` and a `status` that is a failure: the error code; one that fits the channel if
    /// absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl<Number> Step<Number> {
    /// A step with only the properties that every step has.
    ///
    /// ```
    /// use message_generator::{EventKind, Step};
    ///
    /// let mut step = Step::new("hello", 1_500, "customer", EventKind::Message);
    /// step.text = Some("Hello".to_owned());
    /// assert_eq!(step.after, 1_500);
    /// ```
    pub fn new(
        label: impl Into<String>,
        after: Number,
        leg: impl Into<String>,
        event: EventKind,
    ) -> Self {
        Self {
            label: label.into(),
            after,
            leg: leg.into(),
            event,
            skew: None,
            follow: Vec::new(),
            alerting_timeout: None,
            resume_in: None,
            message: None,
            status: None,
            text: None,
            length: None,
            media: Vec::new(),
            form: None,
            error: None,
        }
    }

    /// Checks that the label is well-formed, that every property that the event needs is given, and
    /// none that it cannot have.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_label(&self.label)
            .map_err(|problem| Error::step(&self.label, format!("label: {problem}")))?;
        let event = self.event;
        let is_message = event == EventKind::Message;
        let has_text = self.has_text();
        let is_status = event == EventKind::Status;
        let needs = [
            (
                "resume-in",
                event == EventKind::Park,
                self.resume_in.is_some(),
            ),
            ("message", is_status, self.message.is_some()),
            ("status", is_status, self.status.is_some()),
        ];
        let has_files = match self.form {
            None | Some(Form::Attachment) => is_message,
            Some(_) => false,
        };
        let can = [
            (
                "alerting-timeout",
                event == EventKind::Offer,
                self.alerting_timeout.is_some(),
            ),
            ("text", has_text, self.text.is_some()),
            (
                "length",
                has_text && self.text.is_none(),
                self.length.is_some(),
            ),
            ("media", has_files, !self.media.is_empty()),
            ("form", is_message, self.form.is_some()),
            (
                "error",
                event == EventKind::Fail || self.status.is_some_and(Status::is_failure),
                self.error.is_some(),
            ),
        ];
        for (name, needed, given) in needs {
            if needed && !given {
                return Err(Error::step(&self.label, Kind::MissingForEvent(name, event)));
            }
        }
        if self.form == Some(Form::Attachment) && self.media.is_empty() {
            let problem = "media: found none, expected the media types of the files".to_owned();
            return Err(Error::step(&self.label, problem));
        }
        for (name, fits, given) in needs.into_iter().chain(can) {
            if given && !fits {
                return Err(Error::step(&self.label, Kind::NotForEvent(name, event)));
            }
        }
        Ok(())
    }

    /// Whether it is a message with a text.
    pub(crate) fn has_text(&self) -> bool {
        self.event == EventKind::Message && self.form.is_none_or(Form::has_text)
    }

    /// Checks that somebody in this role can send a message of its form on this channel.
    pub(crate) fn check_form(&self, role: Role, channel: Channel) -> Result<(), String> {
        let Some(form) = self.form else { return Ok(()) };
        let fits = |form: Form| form.is_sent_by(role) && form.goes_through(channel);
        if !fits(form) {
            let known = one_of(
                form.as_str(),
                Form::ALL
                    .into_iter()
                    .filter(|form| fits(*form))
                    .map(Form::as_str),
            );
            return Err(format!(
                "form: found {:?}, expected what the role {role} sends through {channel}: {known}",
                form.as_str()
            ));
        }
        Ok(())
    }

    /// The number of bytes that texts, media types, error and delays of the step take, where it has
    /// the longest text that it can have.
    pub(crate) fn content_bytes(&self) -> u64
    where
        Number: Bounded,
    {
        let text = match (&self.text, &self.length) {
            (Some(text), _) => bytes(text),
            (None, Some(length)) => length.most().unsigned_abs(),
            (None, None) if self.has_text() => TEXT_LENGTH_MAX.unsigned_abs(),
            (None, None) => 0,
        };
        // With what the list itself takes, or a script could have any number of empty media types.
        let media: u64 = self
            .media
            .iter()
            .map(|kind| bytes(kind) + size_of::<String>() as u64)
            .sum();
        let delays = (self.follow.len() * size_of::<Number>()) as u64;
        text + media + delays + self.error.as_deref().map_or(0, bytes)
    }

    /// Checks that each number is within its limits.
    pub(crate) fn check_numbers(&self) -> Result<(), String>
    where
        Number: Bounded,
    {
        let single = [
            ("after", Some(&self.after), 0, DELAY_MS_MAX),
            ("skew", self.skew.as_ref(), -SKEW_MS_MAX, SKEW_MS_MAX),
            ("resume-in", self.resume_in.as_ref(), 0, DELAY_MS_MAX),
            ("length", self.length.as_ref(), 0, LENGTH_MAX),
        ];
        let follow = self
            .follow
            .iter()
            .map(|delay| ("follow", Some(delay), -DELAY_MS_MAX, DELAY_MS_MAX));
        for (name, number, least, most) in single.into_iter().chain(follow) {
            let Some(number) = number else { continue };
            check_number(number, least, most).map_err(|problem| format!("{name}: {problem}"))?;
        }
        Ok(())
    }

    /// The same step without delays and lengths: what happens, not when.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, sample};
    ///
    /// let scenario = Scenario::named("spam")?;
    /// let courses = [7, 8].map(|seed| {
    ///     let script = sample(&scenario, Key::new(seed, 0));
    ///     script.steps.iter().map(|step| step.without_numbers()).collect::<Vec<_>>()
    /// });
    /// assert_eq!(courses[0][0], courses[1][0]);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn without_numbers(&self) -> Step<()> {
        self.map(self.label.clone(), self.leg.clone(), |_, _, _| ())
    }

    /// The same step with another label and leg, and with each number converted. The conversion is
    /// told the path and the occurrence that the number is drawn under.
    pub(crate) fn map<Other>(
        &self,
        label: String,
        leg: String,
        mut turn: impl FnMut(Path, u64, &Number) -> Other,
    ) -> Step<Other> {
        Step {
            label,
            after: turn(paths::STEP_AFTER, 0, &self.after),
            leg,
            event: self.event,
            skew: self
                .skew
                .as_ref()
                .map(|skew| turn(paths::STEP_SKEW, 0, skew)),
            follow: (0..)
                .zip(&self.follow)
                .map(|(index, delay)| turn(paths::STEP_FOLLOW, index, delay))
                .collect(),
            alerting_timeout: self.alerting_timeout,
            resume_in: self
                .resume_in
                .as_ref()
                .map(|time| turn(paths::STEP_RESUME_IN, 0, time)),
            message: self.message.clone(),
            status: self.status,
            text: self.text.clone(),
            length: self
                .length
                .as_ref()
                .map(|length| turn(paths::STEP_LENGTH, 0, length)),
            media: self.media.clone(),
            form: self.form,
            error: self.error.clone(),
        }
    }
}

/// The number of bytes of a text.
fn bytes(text: &str) -> u64 {
    text.len() as u64
}

/// A number of a step, or a choice of one.
pub(crate) trait Bounded {
    /// The least number that it can be.
    fn least(&self) -> i64;
    /// The greatest number that it can be.
    fn most(&self) -> i64;
}

impl Bounded for i64 {
    fn least(&self) -> i64 {
        *self
    }

    fn most(&self) -> i64 {
        *self
    }
}

/// Checks that the number is within these limits, both included.
pub(crate) fn check_number(number: &impl Bounded, least: i64, most: i64) -> Result<(), String> {
    match (number.least(), number.most()) {
        (found, _) if found < least => Err(format!("found {found}, expected {least} or more")),
        (_, found) if found > most => Err(format!("found {found}, expected at most {most}")),
        _ => Ok(()),
    }
}

/// A step or a block as it is read: every possible property, all of them optional.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct RawStep<Number, Item> {
    pub(crate) label: String,
    after: Option<Number>,
    leg: Option<String>,
    // Names are read as text, like those of `status` and `form` below: the error of an unknown one
    // can then say which step has it.
    event: Option<String>,
    skew: Option<Number>,
    #[serde(default = "Vec::new")]
    follow: Vec<Number>,
    alerting_timeout: Option<u32>,
    resume_in: Option<Number>,
    message: Option<String>,
    status: Option<String>,
    text: Option<String>,
    length: Option<Number>,
    #[serde(default)]
    media: Vec<String>,
    form: Option<String>,
    error: Option<String>,
    pub(crate) maybe: Option<u8>,
    pub(crate) repeat: Option<Number>,
    pub(crate) one_of: Option<Vec<Branch<Item>>>,
    pub(crate) steps: Option<Vec<Item>>,
}

/// One of the branches of a `one-of` block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Branch<Item> {
    /// The chance that it is taken, in per cent. The chances of a block's branches add up to 100.
    pub percent: u8,
    /// The steps of the branch; may be empty.
    pub steps: Vec<Item>,
}

impl<Number, Item> RawStep<Number, Item> {
    /// Turns it into a step. It is an error if it has a property of blocks, lacks one that every
    /// step needs, or fails [`Step::check`].
    pub(crate) fn into_step(self) -> Result<Step<Number>, Error> {
        let choices = [
            ("maybe", self.maybe.is_some()),
            ("repeat", self.repeat.is_some()),
            ("one-of", self.one_of.is_some()),
            ("steps", self.steps.is_some()),
        ];
        if let Some((name, _)) = choices.iter().find(|(_, given)| *given) {
            return Err(Error::step(&self.label, Kind::NotForStep(name)));
        }
        let missing = |name| Error::step(&self.label, Kind::Missing(name));
        let event = self.event.ok_or_else(|| missing("event"))?;
        let unknown =
            |property: &str, error| Error::step(&self.label, format!("{property}: {error}"));
        let event: EventKind = event.parse().map_err(|error| unknown("event", error))?;
        let status = self.status.map(|name| {
            let status = name.parse::<Status>();
            status.map_err(|error| unknown("status", error))
        });
        let form = self.form.map(|name| {
            let form = name.parse::<Form>();
            form.map_err(|error| unknown("form", error))
        });
        let step = Step {
            after: self.after.ok_or_else(|| missing("after"))?,
            leg: self.leg.ok_or_else(|| missing("leg"))?,
            event,
            skew: self.skew,
            follow: self.follow,
            alerting_timeout: self.alerting_timeout,
            resume_in: self.resume_in,
            message: self.message,
            status: status.transpose()?,
            text: self.text,
            length: self.length,
            media: self.media,
            form: form.transpose()?,
            error: self.error,
            label: self.label,
        };
        step.check()?;
        Ok(step)
    }

    /// The first given property that only steps have.
    pub(crate) fn step_property(&self) -> Option<&'static str> {
        let given = [
            ("after", self.after.is_some()),
            ("leg", self.leg.is_some()),
            ("event", self.event.is_some()),
            ("skew", self.skew.is_some()),
            ("follow", !self.follow.is_empty()),
            ("alerting-timeout", self.alerting_timeout.is_some()),
            ("resume-in", self.resume_in.is_some()),
            ("message", self.message.is_some()),
            ("status", self.status.is_some()),
            ("text", self.text.is_some()),
            ("length", self.length.is_some()),
            ("media", !self.media.is_empty()),
            ("form", self.form.is_some()),
            ("error", self.error.is_some()),
        ];
        given
            .into_iter()
            .find(|(_, given)| *given)
            .map(|(name, _)| name)
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RawStep::<i64, serde::de::IgnoredAny>::deserialize(deserializer)?
            .into_step()
            .map_err(serde::de::Error::custom)
    }
}

fn serialize_event<S: serde::Serializer>(
    event: &EventKind,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(event.as_str())
}

fn serialize_status<S: serde::Serializer>(
    status: &Option<Status>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match status {
        Some(status) => serializer.serialize_str(status.as_str()),
        None => serializer.serialize_none(),
    }
}
