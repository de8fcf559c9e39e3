//! Cutting a value down to what an older release would have sent.
//!
//! Properties that the release does not have are removed at every depth, as are properties that no
//! known release has. A value that the release does not list cannot simply be removed, because a
//! leg without a state is not a usable leg. The contract therefore names, for each such value, what
//! was sent before it was introduced (mostly inferred), and every replacement is reported. Free
//! text stays as it is, even where an older platform would have written something else, such as the
//! type of a segment. The one exception is the disconnect type of a segment, which has to match
//! that of its leg.

use std::collections::BTreeMap;
use std::fmt;

use crate::contract::Property;
use crate::value::text_walk::Path;
use crate::{ApiRevision, Evidence, Id, Number, RawJson, Timestamp};

/// A value as an older release would have sent it, with the replacements that were made.
///
/// A value that the release does not list is replaced by the closest one that it lists
/// ([`Property::older`](crate::contract::Property::older)). If there is none, the property is left
/// out.
///
/// ```
/// use message_model::{ApiRevision, DisconnectType, Message, Timestamp};
///
/// let mut leg = Message::default();
/// leg.disconnect_type = Some(DisconnectType::Takeover);
/// leg.park_time = Some("2026-01-05T09:00:00.000Z".parse()?);
///
/// let cut = leg.as_of(ApiRevision::V192);
/// assert_eq!(cut.value.disconnect_type, Some(DisconnectType::Transfer));
/// assert_eq!(cut.value.park_time, None);
/// assert_eq!(cut.replaced[0].to_string(), "disconnectType: \"takeover\" became \"transfer\" (inferred)");
/// # Ok::<(), message_model::TimestampError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AsOf<T> {
    /// The value as the release would have sent it.
    pub value: T,
    /// The values that the release does not list, in payload order.
    pub replaced: Vec<Replacement>,
}

/// One replacement: a value that a release does not list, and the older value used in its place.
///
/// Printed as `path: "newer" became "older" (evidence)`; see the example of [`AsOf`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Replacement {
    /// The path to the value, such as `participants[2].messages[0].disconnectType`.
    pub path: String,
    /// The value that the release does not list.
    pub newer: String,
    /// The value used in its place; `None` if the property is left out.
    pub older: Option<String>,
    /// The evidence for the replacement.
    pub evidence: Evidence,
}

impl fmt::Display for Replacement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            newer,
            older,
            evidence,
        } = self;
        match older {
            Some(older) => write!(f, "{path}: {newer:?} became {older:?} ({evidence})"),
            None => write!(f, "{path}: {newer:?} was left out ({evidence})"),
        }
    }
}

impl<T: Cut> AsOf<T> {
    pub(crate) fn cut(mut value: T, revision: ApiRevision, newer: NewerValues) -> Self {
        let mut cutter = Cutter {
            revision,
            newer,
            path: Path::default(),
            replaced: Vec::new(),
        };
        value.cut(None, &mut cutter);
        Self {
            value,
            replaced: cutter.replaced,
        }
    }
}

/// What to do with a value that the release does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NewerValues {
    Replace,
    Keep,
}

/// A type that can be cut down to what a release has. Public in name only: other crates cannot
/// reach it.
pub trait Cut {
    /// Cuts this value, which belongs to `property` (`None` outside the contract). Returns whether
    /// to keep the property.
    #[doc(hidden)]
    fn cut(&mut self, _: Option<&'static Property>, _: &mut Cutter) -> bool {
        true
    }
}

impl Cut for bool {}
impl Cut for i64 {}
impl Cut for Timestamp {}
impl Cut for Id {}
impl Cut for Number {}
impl Cut for RawJson {}
impl<T> Cut for BTreeMap<String, T> {}

impl Cut for String {
    /// Free text stays, unless it repeats a listed value.
    fn cut(&mut self, property: Option<&'static Property>, cutter: &mut Cutter) -> bool {
        let listed = property
            .and_then(Property::repeats)
            .filter(|listed| listed.value(self).is_some());
        match cutter.value(self, listed) {
            Verdict::Keep => true,
            Verdict::Replace(older) => {
                older.clone_into(self);
                true
            }
            Verdict::LeaveOut => false,
        }
    }
}

impl<T: Cut> Cut for Box<T> {
    fn cut(&mut self, property: Option<&'static Property>, cutter: &mut Cutter) -> bool {
        (**self).cut(property, cutter)
    }
}

impl<T: Cut> Cut for Vec<T> {
    fn cut(&mut self, property: Option<&'static Property>, cutter: &mut Cutter) -> bool {
        let mut index = 0;
        self.retain_mut(|element| {
            let length = cutter.path.enter_element(index);
            let stays = element.cut(property, cutter);
            cutter.path.leave(length);
            index += 1;
            stays
        });
        true
    }
}

/// The state of a cut in progress.
#[derive(Debug)]
pub struct Cutter {
    revision: ApiRevision,
    newer: NewerValues,
    path: Path,
    replaced: Vec<Replacement>,
}

/// What to do with an enum value.
pub(crate) enum Verdict {
    Keep,
    Replace(&'static str),
    LeaveOut,
}

impl Cutter {
    /// Cuts one property of an object.
    pub(crate) fn property<T: Cut>(
        &mut self,
        name: &str,
        property: Option<&'static Property>,
        slot: &mut Option<T>,
    ) {
        let Some(value) = slot else { return };
        let mut stays = property.is_none_or(|property| property.is_in(self.revision));
        if stays {
            let length = self.path.enter_property(name);
            stays = value.cut(property, self);
            self.path.leave(length);
        }
        if !stays {
            *slot = None;
        }
    }

    /// Decides what to do with a value of `property`, and records a replacement if there is one.
    pub(crate) fn value(&mut self, text: &str, property: Option<&'static Property>) -> Verdict {
        let Some(property) = property.filter(|_| self.newer == NewerValues::Replace) else {
            return Verdict::Keep;
        };
        if property
            .value(text)
            .is_some_and(|value| value.is_in(self.revision))
        {
            return Verdict::Keep;
        }
        let older = property.older(text, self.revision);
        let evidence = property
            .value(text)
            .and_then(|value| value.evidence())
            .unwrap_or(Evidence::Inferred);
        self.replaced.push(Replacement {
            path: self.path.to_string(),
            newer: text.to_owned(),
            older: older.map(str::to_owned),
            evidence,
        });
        older.map_or(Verdict::LeaveOut, Verdict::Replace)
    }
}
