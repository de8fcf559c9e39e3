//! What a rule is: its description for readers of a finding. The check itself is paired with it in
//! the list of rules.

use std::fmt;

use message_model::contract::View;
use message_model::{Evidence, RawJson};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::medium::Medium;
use crate::source::Source;
use crate::tolerance::Tolerance;

/// A rule: a statement about payloads, with its reason and evidence.
///
/// `Display` writes several lines for people, `Serialize` a JSON object with all of its properties.
///
/// ```
/// use message_rules::{Severity, rule};
///
/// let rule = rule("disconnect-type-before-end").expect("rule ids are never taken back");
/// assert_eq!(rule.severity, Severity::Must);
/// assert!(rule.fails.contains("disconnectType"));
/// ```
#[non_exhaustive]
pub struct Rule {
    /// The id of the rule, in kebab case. It never changes and is never reused for another rule.
    pub id: &'static str,
    /// What it means to break the rule.
    pub severity: Severity,
    /// The views that the rule applies to.
    pub views: &'static [View],
    /// The media whose legs the rule applies to.
    pub media: &'static [Medium],
    /// How far apart the compared instants may be; `None` if the rule compares no instants, or
    /// compares them exactly.
    pub tolerance: Option<&'static Tolerance>,
    /// What must hold and why, in one line.
    pub reason: &'static str,
    /// The strongest evidence that the rule rests on.
    pub evidence: Evidence,
    /// The sources of the evidence.
    pub sources: &'static [&'static Source],
    /// An example payload that keeps the rule, as JSON; for a rule of succession, an array of
    /// payloads in order.
    pub passes: &'static str,
    /// An example payload that breaks the rule, in the same form.
    pub fails: &'static str,
    /// What the rule looks at.
    pub scope: Scope,
}

message_model::closed_list! {
    /// What it means to break a rule.
    ///
    /// ```
    /// use message_rules::{Severity, rule};
    ///
    /// assert_eq!(rule("leg-id-unique").expect("a rule of this crate").severity, Severity::Must);
    /// assert_eq!(Severity::Usually.as_str(), "usually");
    /// ```
    pub enum Severity {
        /// The payload is wrong: it contradicts documentation or itself. Never based on inference
        /// alone.
        Must = "must",
        /// The payload is unusual: it differs from what real payloads showed, from what we
        /// conclude, or from what is documented but may have exceptions.
        Usually = "usually",
        /// The payload may be right: a real one was like it, against all others. A reader should
        /// be ready for it.
        Note = "note",
    }
}

/// What a rule looks at.
///
/// ```
/// use message_rules::{Scope, rule};
///
/// let scope = |id: &str| rule(id).expect("a rule of this crate").scope;
/// assert_eq!(scope("start-hold-time-without-hold"), Scope::Leg);
/// assert_eq!(scope("leg-id-unique"), Scope::Conversation);
/// assert_eq!(scope("disconnected-is-final"), Scope::LegChange);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scope {
    /// Each leg on its own.
    Leg,
    /// All legs of one medium in a conversation.
    Legs,
    /// A conversation with its participants and legs.
    Conversation,
    /// A detail event.
    Event,
    /// A leg in two successive snapshots.
    LegChange,
    /// Two successive snapshots of a conversation.
    Change,
    /// A detail event and those before it.
    EventChange,
    /// The body of a message, or a message of Open Messaging.
    Body,
    /// One of these and what was said before it.
    BodyChange,
    /// The analytics details of a conversation.
    Details,
}

impl Rule {
    /// Whether the rule compares successive snapshots or events, rather than checking a single
    /// document.
    pub fn is_of_succession(&self) -> bool {
        matches!(
            self.scope,
            Scope::LegChange | Scope::Change | Scope::EventChange | Scope::BodyChange
        )
    }

    /// Whether the rule applies to legs of this medium in this view.
    pub(crate) fn is_for(&self, medium: Medium, view: View) -> bool {
        self.media.contains(&medium) && self.views.contains(&view)
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule")
            .field("id", &self.id)
            .field("severity", &self.severity)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl fmt::Display for Rule {
    /// Writes everything about the rule, on several lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: Vec<&str>| names.join(", ");
        writeln!(f, "{} ({})", self.id, self.severity)?;
        writeln!(f, "  {}", self.reason)?;
        writeln!(
            f,
            "  views:     {}",
            list(self.views.iter().map(|view| view.as_str()).collect())
        )?;
        writeln!(
            f,
            "  media:     {}",
            list(self.media.iter().map(|medium| medium.as_str()).collect())
        )?;
        if let Some(tolerance) = self.tolerance {
            writeln!(f, "  tolerance: {} ms: {}", tolerance.ms, tolerance.reason)?;
        }
        writeln!(f, "  evidence:  {}", self.evidence)?;
        for source in self.sources {
            writeln!(f, "  source:    {}", source.text)?;
        }
        writeln!(f, "  passes:    {}", on_one_line(self.passes).as_str())?;
        write!(f, "  fails:     {}", on_one_line(self.fails).as_str())
    }
}

impl Serialize for Rule {
    /// Writes an object with everything about the rule.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Rule", 11)?;
        object.serialize_field("rule", self.id)?;
        object.serialize_field("severity", self.severity.as_str())?;
        object.serialize_field("succession", &self.is_of_succession())?;
        object.serialize_field(
            "views",
            &self
                .views
                .iter()
                .map(|view| view.as_str())
                .collect::<Vec<_>>(),
        )?;
        object.serialize_field(
            "media",
            &self
                .media
                .iter()
                .map(|medium| medium.as_str())
                .collect::<Vec<_>>(),
        )?;
        object.serialize_field("toleranceMs", &self.tolerance.map(|tolerance| tolerance.ms))?;
        object.serialize_field("reason", self.reason)?;
        object.serialize_field("evidence", self.evidence.as_str())?;
        object.serialize_field(
            "sources",
            &self
                .sources
                .iter()
                .map(|source| source.text)
                .collect::<Vec<_>>(),
        )?;
        object.serialize_field("passes", &on_one_line(self.passes))?;
        object.serialize_field("fails", &on_one_line(self.fails))?;
        object.end()
    }
}

/// An example as one line, without the white space of its source.
fn on_one_line(example: &str) -> RawJson {
    RawJson::from_text(example).expect("examples are JSON, which a test holds")
}
