//! What a rule is: everything that a reader of a finding may ask, and the check itself.

use std::fmt;

use message_model::{Evidence, RawJson};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::contact::{Contact, LegsOfMedium};
use crate::judge::Judge;
use crate::leg::Leg;
use crate::medium::{Medium, View};
use crate::source::Source;
use crate::succession::{Change, LegChange};
use crate::tolerance::Tolerance;

/// Something that holds of payloads, why, and how we know.
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
    /// The name of the rule in kebab case. Never changed, and never used for another rule.
    pub id: &'static str,
    /// What breaking it means.
    pub severity: Severity,
    /// The views of a leg that it is for.
    pub views: &'static [View],
    /// The media whose legs it is for.
    pub media: &'static [Medium],
    /// How far the instants it compares may be apart without breaking it; `None` where none are compared, or exactly.
    pub tolerance: Option<&'static Tolerance>,
    /// What must hold and why, in one line.
    pub reason: &'static str,
    /// The strongest mark of what it rests on.
    pub evidence: Evidence,
    /// Where that comes from.
    pub sources: &'static [&'static Source],
    /// A payload that keeps it, as JSON; for a rule of succession an array of payloads in their order.
    pub passes: &'static str,
    /// A payload that breaks it, in the same form.
    pub fails: &'static str,
    pub(crate) check: Check,
}

/// What breaking a rule means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The payload is wrong: it contradicts documentation, or itself. Never on inference alone.
    Must,
    /// The payload is unlike what real payloads showed, what we conclude from them, or what is documented and may have
    /// exceptions.
    Usually,
}

/// What a rule looks at, and the function that looks.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// One leg by itself.
    Leg(fn(&Leg<'_>, &mut Judge<'_>)),
    /// All legs of one medium in a conversation.
    Legs(fn(&LegsOfMedium<'_, '_>, &mut Judge<'_>)),
    /// A conversation with its participants and legs.
    Contact(fn(&Contact<'_>, &mut Judge<'_>)),
    /// A leg in two successive snapshots.
    LegChange(fn(&LegChange<'_, '_>, &mut Judge<'_>)),
    /// Two successive snapshots of a conversation.
    Change(fn(&Change<'_, '_>, &mut Judge<'_>)),
}

impl Rule {
    /// Whether it compares successive snapshots, rather than looking at one document.
    pub fn is_of_succession(&self) -> bool {
        match self.check {
            Check::Leg(_) | Check::Legs(_) | Check::Contact(_) => false,
            Check::LegChange(_) | Check::Change(_) => true,
        }
    }

    /// Whether it is for legs of that medium in that view.
    pub(crate) fn is_for(&self, medium: Medium, view: View) -> bool {
        self.media.contains(&medium) && self.views.contains(&view)
    }
}

impl Severity {
    /// The severity as one lower-case word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Usually => "usually",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rule").field("id", &self.id).field("severity", &self.severity).finish_non_exhaustive()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

impl fmt::Display for Rule {
    /// Everything about the rule, for people; several lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: Vec<&str>| names.join(", ");
        writeln!(f, "{} ({})", self.id, self.severity)?;
        writeln!(f, "  {}", self.reason)?;
        writeln!(f, "  views:     {}", list(self.views.iter().map(|view| view.as_str()).collect()))?;
        writeln!(f, "  media:     {}", list(self.media.iter().map(|medium| medium.as_str()).collect()))?;
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
    /// As an object with everything about the rule.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Rule", 11)?;
        object.serialize_field("rule", self.id)?;
        object.serialize_field("severity", self.severity.as_str())?;
        object.serialize_field("succession", &self.is_of_succession())?;
        object.serialize_field("views", &self.views.iter().map(|view| view.as_str()).collect::<Vec<_>>())?;
        object.serialize_field("media", &self.media.iter().map(|medium| medium.as_str()).collect::<Vec<_>>())?;
        object.serialize_field("toleranceMs", &self.tolerance.map(|tolerance| tolerance.ms))?;
        object.serialize_field("reason", self.reason)?;
        object.serialize_field("evidence", self.evidence.as_str())?;
        object.serialize_field("sources", &self.sources.iter().map(|source| source.text).collect::<Vec<_>>())?;
        object.serialize_field("passes", &on_one_line(self.passes))?;
        object.serialize_field("fails", &on_one_line(self.fails))?;
        object.end()
    }
}

/// An example without the white space that it has in our source.
fn on_one_line(example: &str) -> RawJson {
    RawJson::from_text(example).expect("examples are JSON, which a test holds")
}
