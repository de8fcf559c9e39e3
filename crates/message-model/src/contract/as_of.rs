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
use std::sync::OnceLock;
use std::{fmt, iter};

use crate::contract::view::reachable;
use crate::contract::{Contract, Definition, Property, ValueType};
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
///
/// ```
/// use message_model::{ApiRevision, Evidence, Message, decode};
///
/// let leg: Message = decode(r#"{"disconnectType": "takeover"}"#)?;
/// let replaced = &leg.as_of(ApiRevision::V19).replaced[0];
/// assert_eq!((replaced.newer.as_str(), replaced.older.as_deref()), ("takeover", Some("transfer")));
/// assert_eq!(replaced.evidence, Evidence::Inferred);
/// # Ok::<(), message_model::DecodeError>(())
/// ```
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
    pub(crate) fn cut(mut value: T, revision: ApiRevision) -> Self {
        let mut cutter = Cutter {
            revision,
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
// The maps of the contract hold texts under free names: there is nothing in them to cut.
impl<T> Cut for BTreeMap<String, T> {}

impl Cut for RawJson {
    /// What is passed through stays, where the contract does not describe it. Where it does, in
    /// some releases only, what has another type is left out, and so is an object that says
    /// something, since nothing here can cut it.
    fn cut(&mut self, property: Option<&'static Property>, cutter: &mut Cutter) -> bool {
        let at = property.and_then(|property| property.value_type_at(cutter.revision));
        match at {
            Some(ValueType::String) => self.as_str().starts_with('"'),
            Some(ValueType::Object(_)) => self.as_str() == "{}",
            _ => true,
        }
    }
}

impl Cut for String {
    /// Free text stays, unless it repeats a listed value.
    fn cut(&mut self, property: Option<&'static Property>, cutter: &mut Cutter) -> bool {
        let listed = property
            .and_then(Property::repeats)
            .filter(|listed| listed.value(self).is_some());
        // A list that some releases have, before any text may stand there.
        let listed = listed.or(property.filter(|property| property.becomes_free()));
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
            // The path counts the elements as they came, those that are left out included.
            index += 1;
            stays
        });
        true
    }
}

/// The state of a cut in progress.
#[derive(Debug)]
pub struct Cutter {
    /// The release to cut to at this place: the one asked for, or the first that describes the
    /// object here.
    revision: ApiRevision,
    path: Path,
    replaced: Vec<Replacement>,
}

/// The cut of one object.
pub(crate) struct Cutting {
    definition: Option<&'static Definition>,
    /// The place of the property that comes next if the model declares them in the contract's
    /// order.
    next: usize,
    /// The release to go back to.
    outer: ApiRevision,
}

impl Cutting {
    fn property(&mut self, name: &str) -> Option<&'static Property> {
        let definition = self.definition?;
        let expected = definition.properties().get(self.next);
        if let Some(property) = expected.filter(|property| property.name() == name) {
            self.next += 1;
            return Some(property);
        }
        // A type that serves several views has properties that one of them does not declare.
        definition.property(name)
    }
}

/// What to do with an enum value.
pub(crate) enum Verdict {
    Keep,
    Replace(&'static str),
    LeaveOut,
}

impl Cutter {
    /// The contract's definition of an object in `property`; without a property, the one of the
    /// name of its type, which is looked up once and kept in `own`.
    pub(crate) fn definition(
        &mut self,
        property: Option<&'static Property>,
        own: &OnceLock<Option<&'static Definition>>,
        name: &str,
    ) -> Cutting {
        let outer = self.revision;
        let definition = match property {
            Some(property) => property.object_at(self.revision),
            None => *own.get_or_init(|| Contract::get().definition(name)),
        };
        // Where the release has something else here, the first release that has the object says
        // what to keep.
        let is_other = |property: &Property| !property.describes(self.revision);
        if property.is_some_and(is_other) {
            let since = definition.map_or(outer, Definition::since);
            self.revision = since.max(outer);
        }
        Cutting {
            definition,
            next: 0,
            outer,
        }
    }

    /// Cuts one property of an object.
    pub(crate) fn property<T: Cut>(
        &mut self,
        object: &mut Cutting,
        name: &str,
        slot: &mut Option<T>,
    ) {
        // Each type has this function of its own, so all that can be the same stands outside.
        let value = slot.as_mut().map(|value| value as &mut dyn Cut);
        if !self.stays(object, name, value) {
            *slot = None;
        }
    }

    fn stays(&mut self, object: &mut Cutting, name: &str, value: Option<&mut dyn Cut>) -> bool {
        let property = object.property(name);
        let Some(value) = value else { return true };
        let mut stays = match property {
            Some(property) => property.is_in(self.revision),
            // The contract says nothing about envelopes, so they stay as they are.
            None => object.definition.is_none(),
        };
        if stays {
            let length = self.path.enter_property(name);
            stays = value.cut(property, self);
            self.path.leave(length);
        }
        stays
    }

    /// Ends the cut of an object. Returns whether the contract describes it.
    pub(crate) fn end(&mut self, object: &Cutting) -> bool {
        self.revision = object.outer;
        object.definition.is_some()
    }

    /// Decides what to do with a value of `property`, and records a replacement if there is one.
    pub(crate) fn value(&mut self, text: &str, property: Option<&'static Property>) -> Verdict {
        let Some(property) = property else {
            return Verdict::Keep;
        };
        if property.keeps(text, self.revision) {
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

impl Property {
    /// Whether a value stays when it is cut down to a release.
    fn keeps(&self, text: &str, revision: ApiRevision) -> bool {
        // A view may declare free text where another lists values.
        self.values().is_empty() || self.lists(text, revision)
    }

    /// The value that a release sends where the newest sends `text`: the text itself, or what it
    /// sends instead. `None` if it leaves the property out.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let reason = Root::Message.definition().property("disconnectType").expect("Message has it");
    /// assert_eq!(reason.as_sent("client", ApiRevision::V19), Some("client"));
    /// assert_eq!(reason.as_sent("takeover", ApiRevision::V19), Some("transfer"));
    /// ```
    pub fn as_sent<'t>(&self, text: &'t str, revision: ApiRevision) -> Option<&'t str> {
        match self.keeps(text, revision) {
            true => Some(text),
            false => self.older(text, revision),
        }
    }

    /// Whether nothing changes in the property when it is cut down to a release, whatever its
    /// value: the release has it with every listed value, and every property inside it as well.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let is_whole = |name: &str, revision| {
    ///     let property = Root::Message.definition().property(name).expect("Message has it");
    ///     property.is_whole_in(revision)
    /// };
    /// assert!(is_whole("direction", ApiRevision::V19));
    /// assert!(!is_whole("state", ApiRevision::V192), "nothing was parked then");
    /// assert!(!is_whole("segments", ApiRevision::V192), "nor did anything end by session.expired");
    /// ```
    pub fn is_whole_in(&self, revision: ApiRevision) -> bool {
        let inside = reachable(self.objects(), Property::objects);
        let mut all = iter::once(self).chain(inside.into_iter().flat_map(Definition::properties));
        all.all(|property| property.is_in(revision) && property.has_every_value_in(revision))
    }

    fn has_every_value_in(&self, revision: ApiRevision) -> bool {
        let listed = self.repeats().unwrap_or(self);
        listed.values().iter().all(|value| value.is_in(revision))
    }
}
