//! What a contract check finds: things that a payload has and a release does not.

use std::fmt;

use super::definition::{ValueType, within};
use crate::{ApiRevision, printable};

/// One thing that a payload has and a release does not. [`check`](super::check()) has an example.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deviation {
    /// The path to it, such as `participants[2].messages[0].connectedTime`; `.` for the whole
    /// payload.
    pub path: String,
    /// What was found.
    pub kind: DeviationKind,
}

/// The kind of a [`Deviation`].
///
/// ```
/// use message_model::contract::{DeviationKind, Root, check};
/// use message_model::ApiRevision;
///
/// let found = check(r#"{"held": "no"}"#, Root::Message, ApiRevision::LATEST)?;
/// assert!(matches!(&found[0].kind, DeviationKind::Type { found, .. } if found == "\"no\""));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviationKind {
    /// A property that the release does not have.
    Property {
        /// The name of the object that has the property.
        definition: &'static str,
        /// The releases that have the property, as in [`Property::spans`](super::Property::spans);
        /// empty if none does.
        spans: Vec<(ApiRevision, Option<ApiRevision>)>,
    },
    /// A value that the release does not list.
    Value {
        /// The wire text of the value.
        text: String,
        /// The releases that list the value, as in [`EnumValue::spans`](super::EnumValue::spans);
        /// empty if none does.
        spans: Vec<(ApiRevision, Option<ApiRevision>)>,
    },
    /// A value of a type that no release has.
    Type {
        /// The type that the contract states.
        expected: ValueType,
        /// The JSON value found, shortened.
        found: String,
    },
}

impl Deviation {
    /// Whether some known release has what was found: then the payload belongs to another release,
    /// rather than to none known.
    ///
    /// ```
    /// use message_model::contract::{Root, check};
    /// use message_model::ApiRevision;
    ///
    /// let leg = r#"{"parkTime": "2026-01-05T09:00:00Z", "mood": 3}"#;
    /// let found = check(leg, Root::Message, ApiRevision::V19)?;
    /// let known: Vec<_> = found.iter().map(|deviation| deviation.is_known()).collect();
    /// assert_eq!(known, [true, false], "a later release has parkTime, none has mood");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn is_known(&self) -> bool {
        match &self.kind {
            DeviationKind::Property { spans, .. } | DeviationKind::Value { spans, .. } => {
                !spans.is_empty()
            }
            DeviationKind::Type { .. } => false,
        }
    }

    /// Whether the given release has what was found.
    ///
    /// ```
    /// use message_model::contract::{Root, check};
    /// use message_model::ApiRevision;
    ///
    /// let leg = r#"{"parkTime": "2026-01-05T09:00:00Z"}"#;
    /// let found = &check(leg, Root::Message, ApiRevision::V19)?[0];
    /// assert!(found.is_in(ApiRevision::V257) && !found.is_in(ApiRevision::V238));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        self.kind.is_in(revision)
    }
}

impl DeviationKind {
    pub(super) fn is_in(&self, revision: ApiRevision) -> bool {
        match self {
            Self::Property { spans, .. } | Self::Value { spans, .. } => within(spans, revision),
            Self::Type { .. } => false,
        }
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", printable(&self.path), self.kind)
    }
}

impl fmt::Display for DeviationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property { definition, spans } => match spans.as_slice() {
                [] => write!(f, "no known release has this property of {definition}"),
                [(from, None)] => write!(f, "this property of {definition} came with {from}"),
                spans => write!(f, "{definition} has this property {}", listed(spans)),
            },
            Self::Value { text, spans } => match spans.as_slice() {
                [] => write!(f, "no known release has the value {text:?}"),
                [(from, None)] => write!(f, "the value {text:?} came with {from}"),
                spans => write!(f, "the value {text:?} is listed {}", listed(spans)),
            },
            Self::Type { expected, found } => {
                write!(f, "expected {expected}, found {}", printable(found))
            }
        }
    }
}

fn listed(spans: &[(ApiRevision, Option<ApiRevision>)]) -> String {
    let spans = spans.iter().map(|(from, until)| match until {
        Some(until) => format!("from {from} to before {until}"),
        None => format!("from {from} on"),
    });
    spans.collect::<Vec<_>>().join(" and ")
}
