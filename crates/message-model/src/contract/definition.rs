//! The objects, properties, types and values of the contract, each with the releases that have it.

use std::fmt;

use super::revision::ApiRevision;
use crate::Evidence;

/// An object of the contract, with the history of its properties.
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::Root;
///
/// let message = Root::Message.definition();
/// assert_eq!(message.name(), "Message");
/// assert_eq!(message.revisions(), ApiRevision::OF_MESSAGE);
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Definition {
    pub(super) name: &'static str,
    pub(super) also: Option<&'static str>,
    pub(super) since: ApiRevision,
    pub(super) until: Option<ApiRevision>,
    pub(super) properties: Vec<Property>,
}

impl Definition {
    /// The name of the object, such as `MessageDetails`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The second name under which the contract declares the same object: notifications on the
    /// topics of queues repeat each class of those of users, property for property.
    ///
    /// ```
    /// use message_model::contract::Root;
    ///
    /// let leg = Root::EventConversation.definition();
    /// assert_eq!(leg.also(), Some("QueueConversationEventTopicConversation"));
    /// ```
    pub fn also(&self) -> Option<&'static str> {
        self.also
    }

    /// The first release in which a conversation can contain this object; 19.0.0 also stands for
    /// earlier ones.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// assert_eq!(Root::Message.definition().since(), ApiRevision::V19);
    /// assert!(Root::EventConversation.definition().since() > ApiRevision::V19);
    /// ```
    pub fn since(&self) -> ApiRevision {
        self.since
    }

    /// Whether a release has this object.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let notification = Root::EventConversation.definition();
    /// assert!(!notification.is_in(ApiRevision::V19) && notification.is_in(ApiRevision::LATEST));
    /// ```
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        self.since <= revision && self.until.is_none_or(|until| revision < until)
    }

    /// Every property that any release has, in declared order.
    ///
    /// ```
    /// use message_model::contract::Root;
    ///
    /// let message = Root::Message.definition();
    /// assert_eq!(message.properties()[0].name(), "state");
    /// ```
    pub fn properties(&self) -> &[Property] {
        &self.properties
    }

    /// The property with the given name, if any release has it.
    ///
    /// ```
    /// use message_model::contract::Root;
    ///
    /// let message = Root::Message.definition();
    /// assert!(message.property("disconnectType").is_some());
    /// assert!(message.property("disconnect_type").is_none(), "names are those on the wire");
    /// ```
    pub fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| property.name == name)
    }

    /// The index of the property with the given name. The search begins at `likely`: most payloads
    /// have their properties in declared order.
    pub(super) fn place_of(&self, name: &str, likely: usize) -> Option<usize> {
        let (before, after) = self.properties.split_at(likely);
        let is_it = |property: &Property| property.name == name;
        let place = after.iter().position(is_it);
        place
            .map(|place| place + likely)
            .or_else(|| before.iter().position(is_it))
    }

    /// The properties that a release has, in declared order.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let message = Root::Message.definition();
    /// assert_eq!(message.properties_at(ApiRevision::V19).count(), 17);
    /// assert!(message.properties_at(ApiRevision::LATEST).all(|property| property.name() != "mood"));
    /// ```
    pub fn properties_at(&self, revision: ApiRevision) -> impl Iterator<Item = &Property> {
        self.properties
            .iter()
            .filter(move |property| property.is_in(revision))
    }

    /// The releases that changed this object's own set of properties, oldest first.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let message = Root::Message.definition();
    /// assert_eq!(message.revisions(), ApiRevision::OF_MESSAGE);
    /// ```
    pub fn revisions(&self) -> Vec<ApiRevision> {
        let mut revisions: Vec<_> = self
            .properties
            .iter()
            .map(|property| property.since().max(self.since))
            .collect();
        revisions.sort_unstable();
        revisions.dedup();
        revisions
    }
}

/// A property of a [`Definition`], with its type, its values and the releases that have it.
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::{Root, ValueType};
///
/// let park_time = Root::Message.definition().property("parkTime").expect("Message has it");
/// assert_eq!(park_time.since(), ApiRevision::V257);
/// assert_eq!(park_time.value_type(), &ValueType::DateTime);
/// assert!(!park_time.is_in(ApiRevision::V238));
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Property {
    pub(super) name: &'static str,
    pub(super) spans: Vec<PropertySpan>,
    pub(super) required: bool,
    pub(super) otherwise: Option<&'static str>,
    /// The release since which any text may stand there, where releases before it list values.
    pub(super) free: Option<ApiRevision>,
    pub(super) repeats: Option<(&'static str, &'static str)>,
    pub(super) values: Vec<EnumValue>,
}

/// The releases from `from` until before `until` (open-ended if `None`), and the type that the
/// property has in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PropertySpan {
    pub(super) from: ApiRevision,
    pub(super) until: Option<ApiRevision>,
    pub(super) value_type: ValueType,
}

impl PropertySpan {
    fn has(&self, revision: ApiRevision) -> bool {
        self.from <= revision && self.until.is_none_or(|until| revision < until)
    }
}

impl Property {
    /// The name on the wire, such as `disconnectedTime`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The first release that has the property; 19.0.0 also stands for earlier ones.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let park = Root::Message.definition().property("parkTime").expect("Message has it");
    /// assert_eq!(park.since(), ApiRevision::V257);
    /// ```
    pub fn since(&self) -> ApiRevision {
        self.spans[0].from
    }

    /// The spans of releases that have the property, each from its first release until before its
    /// second (open-ended if `None`). Some properties were removed, and some came back; those of
    /// `Message` stayed.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let park = Root::Message.definition().property("parkTime").expect("Message has it");
    /// assert_eq!(park.spans(), [(ApiRevision::V257, None)]);
    /// ```
    pub fn spans(&self) -> Vec<(ApiRevision, Option<ApiRevision>)> {
        let mut joined: Vec<(ApiRevision, Option<ApiRevision>)> = Vec::new();
        for span in &self.spans {
            match joined.last_mut() {
                // There is a span for each type that it had. Whoever asks when it was there sees
                // only one.
                Some((_, until)) if *until == Some(span.from) => *until = span.until,
                _ => joined.push((span.from, span.until)),
            }
        }
        joined
    }

    /// Whether a release has the property.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let park = Root::Message.definition().property("parkTime").expect("Message has it");
    /// assert!(park.is_in(ApiRevision::LATEST) && !park.is_in(ApiRevision::V238));
    /// ```
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        self.spans.iter().any(|span| span.has(revision))
    }

    /// Whether every release has the property.
    pub(super) fn is_in_all(&self) -> bool {
        let mut from = ApiRevision::V19;
        for span in &self.spans {
            match span.until {
                _ if from < span.from => return false,
                None => return true,
                Some(until) => from = until,
            }
        }
        false
    }

    /// The type of the property's value in the last release that has it.
    ///
    /// ```
    /// use message_model::contract::{Root, ValueType};
    ///
    /// let held = Root::Message.definition().property("held").expect("Message has it");
    /// assert_eq!(held.value_type(), &ValueType::Boolean);
    /// ```
    pub fn value_type(&self) -> &ValueType {
        &self.spans[self.spans.len() - 1].value_type
    }

    /// The type of the property's value in a release; `None` if the release does not have the
    /// property. In `Message` no type ever changed.
    ///
    /// ```
    /// use message_model::contract::{Contract, ValueType};
    ///
    /// let participant = Contract::get().definition("MessageMediaParticipant").expect("it is there");
    /// let error = participant.property("errorInfo").expect("it has one");
    /// assert_eq!(error.value_type_at("74".parse()?), Some(&ValueType::Object("ErrorBody")));
    /// assert_eq!(error.value_type_at("75".parse()?), Some(&ValueType::Object("ErrorInfo")));
    /// # Ok::<(), message_model::RevisionError>(())
    /// ```
    pub fn value_type_at(&self, revision: ApiRevision) -> Option<&ValueType> {
        self.spans
            .iter()
            .find(|span| span.has(revision))
            .map(|span| &span.value_type)
    }

    /// Whether it holds objects in some releases and something else in others, so that the model
    /// passes its values through.
    pub(super) fn is_passed_through(&self) -> bool {
        let types = || self.spans.iter().map(|span| &span.value_type);
        let is_object = |it: &ValueType| matches!(it, ValueType::Object(_));
        let is_other = |it: &ValueType| !matches!(it, ValueType::Object(_) | ValueType::Foreign(_));
        types().any(is_object) && types().any(is_other)
    }

    /// Whether the models' documentation marks the property as required. Real payloads omit some
    /// required properties.
    ///
    /// ```
    /// use message_model::contract::Contract;
    ///
    /// let segment = Contract::get().definition("Segment").expect("the contract has it");
    /// let end = segment.property("endTime").expect("it has one");
    /// assert!(end.is_required(), "though no running segment has one");
    /// ```
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// Every value that any release lists, in declared order; empty if the property is free text or
    /// not a string.
    ///
    /// ```
    /// use message_model::contract::Root;
    ///
    /// let state = Root::Message.definition().property("state").expect("Message has it");
    /// let texts: Vec<_> = state.values().iter().map(|value| value.text()).collect();
    /// assert!(texts.contains(&"parked"));
    /// ```
    pub fn values(&self) -> &[EnumValue] {
        &self.values
    }

    /// The listed value with the given text, if any release lists it.
    ///
    /// ```
    /// use message_model::contract::Root;
    ///
    /// let state = Root::Message.definition().property("state").expect("Message has it");
    /// assert!(state.value("parked").is_some());
    /// assert!(state.value("held").is_none(), "that is a property of its own");
    /// ```
    pub fn value(&self, text: &str) -> Option<&EnumValue> {
        self.values.iter().find(|value| value.text == text)
    }

    /// The releases that list a text, either as a value or as the text that they declare for one,
    /// or take any; empty if none does.
    pub(super) fn spans_of(&self, text: &str) -> Vec<(ApiRevision, Option<ApiRevision>)> {
        let declares = |value: &&EnumValue| value.declared.is_some_and(|(it, _)| it == text);
        let free = self.free.map(|since| (since, None));
        if let Some(value) = self.value(text) {
            return value.spans.iter().copied().chain(free).collect();
        }
        let declared = self.values.iter().find(declares);
        declared
            .and_then(|value| Some((value.since(), Some(value.declared?.1))))
            .into_iter()
            .chain(free)
            .collect()
    }

    /// Whether any text may stand there in a release, although other releases list values.
    pub(super) fn is_free_in(&self, revision: ApiRevision) -> bool {
        self.free.is_some_and(|since| since <= revision)
    }

    /// Whether some releases list values and later ones do not.
    pub(crate) fn becomes_free(&self) -> bool {
        self.free.is_some()
    }

    /// Whether a release lists a text or takes any, as [`spans_of`](Self::spans_of).
    pub(crate) fn lists(&self, text: &str, revision: ApiRevision) -> bool {
        let is_listed = || match self.value(text) {
            Some(value) => value.is_in(revision),
            None => within(&self.spans_of(text), revision),
        };
        self.is_free_in(revision) || is_listed()
    }

    /// The listed value to use for a text that no release lists, such as `other` (inferred); `None`
    /// if there is none.
    ///
    /// ```
    /// use message_model::contract::Root;
    ///
    /// let reason = Root::Message.definition().property("disconnectType").expect("Message has it");
    /// assert_eq!(reason.otherwise(), Some("other"));
    /// ```
    pub fn otherwise(&self) -> Option<&'static str> {
        self.otherwise
    }

    /// The value that a release sends where a later one sends `text`, which the release does not
    /// list: the closest value that it lists, or [`otherwise`](Self::otherwise) for a text that no
    /// release lists. `None` if the release would leave the property out.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let reason = Root::Message.definition().property("disconnectType").expect("Message has it");
    /// assert_eq!(reason.older("takeover", ApiRevision::V19), Some("transfer"));
    /// assert_eq!(reason.older("teleported", ApiRevision::V19), Some("other"));
    /// ```
    pub fn older(&self, text: &str, revision: ApiRevision) -> Option<&'static str> {
        let candidates = match self.value(text) {
            Some(value) => value.older.as_slice(),
            None => self.otherwise.as_slice(),
        };
        candidates
            .iter()
            .copied()
            .find(|older| self.value(older).is_some_and(|value| value.is_in(revision)))
    }

    /// The values that a release lists for this property.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let state = Root::Message.definition().property("state").expect("Message has it");
    /// assert!(state.values_at(ApiRevision::V238).any(|text| text == "parked"));
    /// assert!(state.values_at(ApiRevision::V192).all(|text| text != "parked"));
    /// ```
    pub fn values_at(&self, revision: ApiRevision) -> impl Iterator<Item = &'static str> {
        self.values
            .iter()
            .filter(move |value| value.is_in(revision))
            .map(|value| value.text)
    }
}

/// A value that the contract lists for a property.
///
/// ```
/// use message_model::ApiRevision;
/// use message_model::contract::Root;
///
/// let kind = Root::Message.definition().property("type").expect("Message has it");
/// let telegram = kind.value("telegram").expect("a listed value");
/// let [from_32, from_56] = telegram.spans() else { panic!("it came, went and came back") };
/// assert_eq!((from_32.0, from_32.1), ("32".parse()?, Some("55".parse()?)));
/// assert_eq!((from_56.0, from_56.1), ("56".parse()?, None));
/// # Ok::<(), message_model::RevisionError>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct EnumValue {
    pub(super) text: &'static str,
    pub(super) spans: Vec<(ApiRevision, Option<ApiRevision>)>,
    pub(super) declared: Option<(&'static str, ApiRevision)>,
    pub(super) older: Vec<&'static str>,
    pub(super) evidence: Option<Evidence>,
}

impl EnumValue {
    /// The wire text of the value.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// The spans of releases that list the value, each from its first release until before its
    /// second (open-ended if `None`). Some values were removed and came back.
    pub fn spans(&self) -> &[(ApiRevision, Option<ApiRevision>)] {
        &self.spans
    }

    /// The first release that lists the value; 19.0.0 also stands for earlier ones.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let it = Root::Message.definition().property("state").expect("Message has it");
    /// let value = it.value("parked").expect("it lists the value");
    /// assert_eq!(value.since(), ApiRevision::V238);
    /// ```
    pub fn since(&self) -> ApiRevision {
        self.spans[0].0
    }

    /// Whether a release lists the value.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let it = Root::Message.definition().property("state").expect("Message has it");
    /// let value = it.value("parked").expect("it lists the value");
    /// assert!(value.is_in(ApiRevision::V238) && !value.is_in(ApiRevision::V192));
    /// ```
    pub fn is_in(&self, revision: ApiRevision) -> bool {
        within(&self.spans, revision)
    }

    /// The text that the contract declares for this value before the given release, where that
    /// differs from what is sent: the notifications of conversations declare upper snake case
    /// before 133.0.0 (documented), while the platform sent lower case (observed).
    ///
    /// ```
    /// use message_model::contract::Contract;
    ///
    /// let leg = Contract::get().definition("ConversationEventTopicMessage").expect("it is there");
    /// let value = leg.property("disconnectType").and_then(|it| it.value("transfer.noanswer"));
    /// let declared = value.and_then(|value| value.declared());
    /// assert_eq!(declared, Some(("TRANSFER_NOANSWER", "133".parse()?)));
    /// # Ok::<(), message_model::RevisionError>(())
    /// ```
    pub fn declared(&self) -> Option<(&'static str, ApiRevision)> {
        self.declared
    }

    /// What releases that do not list this value would have sent instead, closest first. The first
    /// that a release lists is the one to use; if it lists none of them, the property is left out.
    ///
    /// ```
    /// use message_model::contract::Root;
    ///
    /// let it = Root::Message.definition().property("disconnectType").expect("Message has it");
    /// let value = it.value("takeover").expect("it lists the value");
    /// assert_eq!(value.older()[0], "transfer");
    /// ```
    pub fn older(&self) -> &[&'static str] {
        &self.older
    }

    /// The evidence for [`older`](Self::older), documented or inferred; `None` if every release
    /// that has the property lists this value.
    ///
    /// ```
    /// use message_model::Evidence;
    /// use message_model::contract::Root;
    ///
    /// let it = Root::Message.definition().property("disconnectType").expect("Message has it");
    /// let evidence = |text| it.value(text).and_then(|value| value.evidence());
    /// assert_eq!(evidence("takeover"), Some(Evidence::Inferred));
    /// assert_eq!(evidence("client"), None, "every release lists it");
    /// ```
    pub fn evidence(&self) -> Option<Evidence> {
        self.evidence
    }
}

/// Whether the spans are every release.
pub(super) fn is_all(spans: &[(ApiRevision, Option<ApiRevision>)]) -> bool {
    matches!(spans, [(from, None)] if *from <= ApiRevision::V19)
}

/// Whether a release lies in one of the spans, each from its first release until before its second.
pub(super) fn within(spans: &[(ApiRevision, Option<ApiRevision>)], revision: ApiRevision) -> bool {
    spans
        .iter()
        .any(|&(from, until)| from <= revision && until.is_none_or(|until| revision < until))
}

/// The type of a value on the wire, as the contract states it.
///
/// ```
/// use message_model::contract::Root;
///
/// let segments = Root::Message.definition().property("segments").expect("Message has it");
/// assert_eq!(segments.value_type().to_string(), "array<Segment>");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueType {
    /// A string, either free text or one of a list.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Width),
    /// A number, documented as a double.
    Number,
    /// A string that holds an RFC 3339 instant.
    DateTime,
    /// An array of values of one type.
    Array(Box<ValueType>),
    /// An object with arbitrary property names and values of one type.
    Map(Box<ValueType>),
    /// The object with this name in the contract.
    Object(&'static str),
    /// An object with this name that the contract does not describe, such as a leg of another
    /// medium.
    Foreign(&'static str),
}

/// The width of a whole number according to the vendor's documentation. It is not enforced
/// anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Signed, 32 bits.
    Int32,
    /// Signed, 64 bits.
    Int64,
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.pad("string"),
            Self::Boolean => f.pad("boolean"),
            Self::Integer(_) => f.pad("integer"),
            Self::Number => f.pad("number"),
            Self::DateTime => f.pad("date-time"),
            Self::Array(of) => f.pad(&format!("array<{of}>")),
            Self::Map(of) => f.pad(&format!("map<{of}>")),
            Self::Object(name) | Self::Foreign(name) => f.pad(name),
        }
    }
}
