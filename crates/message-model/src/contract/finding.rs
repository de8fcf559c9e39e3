//! What a check finds: one thing that a payload has and a release does not.

use std::fmt;

use super::definition::ValueType;
use crate::ApiRevision;

/// One thing that a payload has and a release does not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Where it stands, such as `participants[2].messages[0].connectedTime`; `.` for the whole payload.
    pub path: String,
    /// What it is.
    pub kind: FindingKind,
}

/// What a [`Finding`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FindingKind {
    /// A property that the release does not have.
    Property {
        /// The contract's name of the object that it stands in.
        definition: &'static str,
        /// The first release that has it; `None` when no known release does.
        since: Option<ApiRevision>,
    },
    /// A value that the release does not list.
    Value {
        /// The value.
        text: String,
        /// The releases that list it, as in [`EnumValue::spans`](super::EnumValue::spans); empty when none does.
        spans: Vec<(ApiRevision, Option<ApiRevision>)>,
    },
    /// A value of a type that no release has.
    Type {
        /// The contract's type.
        expected: ValueType,
        /// The JSON found, shortened.
        found: String,
    },
}

impl Finding {
    /// Whether some known release has it: the payload is newer or older than the release asked for, not unheard of.
    pub fn is_known(&self) -> bool {
        match &self.kind {
            FindingKind::Property { since, .. } => since.is_some(),
            FindingKind::Value { spans, .. } => !spans.is_empty(),
            FindingKind::Type { .. } => false,
        }
    }

    /// Whether a release has it.
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        match &self.kind {
            FindingKind::Property { since, .. } => since.is_some_and(|since| since <= revision),
            FindingKind::Value { spans, .. } => within(spans, revision),
            FindingKind::Type { .. } => false,
        }
    }
}

/// Whether a release lies in one of the spans, each from the first and until before the second.
pub(super) fn within(spans: &[(ApiRevision, Option<ApiRevision>)], revision: ApiRevision) -> bool {
    spans.iter().any(|&(from, until)| from <= revision && until.is_none_or(|until| revision < until))
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.kind)
    }
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property { definition, since: None } => {
                write!(f, "no known release has this property of {definition}")
            }
            Self::Property { definition, since: Some(since) } => {
                write!(f, "this property of {definition} came with {since}")
            }
            Self::Value { text, spans } => match spans.as_slice() {
                [] => write!(f, "no known release has the value {text:?}"),
                [(from, None)] => write!(f, "the value {text:?} came with {from}"),
                spans => {
                    let spans = spans.iter().map(|(from, until)| match until {
                        Some(until) => format!("from {from} to before {until}"),
                        None => format!("from {from} on"),
                    });
                    write!(f, "the value {text:?} is listed {}", spans.collect::<Vec<_>>().join(" and "))
                }
            },
            Self::Type { expected, found } => write!(f, "expected {expected}, found {found}"),
        }
    }
}
