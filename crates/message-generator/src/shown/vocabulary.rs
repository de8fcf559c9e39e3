//! The names of the properties and values that payloads show, such as `Message.peerId` and
//! `Message.state=parked`.
//!
//! Each name is made once and has a position in one list. What a payload shows is collected as
//! marks by position and turned into names only at the end, and the names are borrowed wherever
//! they are used.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::sync::LazyLock;

use message_model::contract::{self, Contract, Root, ValueType, View};
use message_model::{
    AcdEndEvent, AcdStartEvent, AfterCallWorkEvent, AnalyticsConversation, ApiRevision,
    AttributeUpdateEvent, ContactUpdateEvent, Conversation, CustomerEndEvent, CustomerStartEvent,
    Definition, EventConversation, EventMessageConversation, FlowEndEvent, FlowStartEvent, Message,
    MessageConversation, MessageData, Object, OpenEventAnswer, OpenInboundEvent,
    OpenInboundMessage, OpenInboundReceipt, OpenInboundStructuredResponse, OpenMessageAnswer,
    OpenNormalizedMessage, OpenReceiptAnswer, OpenStructuredAnswer, Participant, Present, Type,
    UserEndEvent, UserStartEvent, WrapupEvent,
};

/// A set of names of one [`Aspect`](super::Aspect).
pub type Names = BTreeSet<Cow<'static, str>>;

/// The names of the properties of a conversation and everything in it, in every view, and of the
/// listed values of these properties.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// For each object the positions of its properties; those of a property's values follow right
    /// after its own. The key is the address of the object's definition, which is faster to look up
    /// than its name.
    objects: BTreeMap<usize, Vec<usize>>,
    /// The number of positions.
    len: usize,
    properties: BTreeMap<String, usize>,
    values: BTreeMap<String, usize>,
}

impl Vocabulary {
    /// The one vocabulary.
    #[must_use]
    pub fn get() -> &'static Self {
        static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
            let mut vocabulary = Vocabulary::default();
            for payload in Root::ALL.into_iter().filter_map(payload) {
                vocabulary.learn(payload);
            }
            vocabulary
        });
        &VOCABULARY
    }

    fn learn(&mut self, object: &'static Definition) {
        // An error can contain errors.
        if self.objects.contains_key(&address(object)) {
            return;
        }
        let mut places = Vec::new();
        for property in object.properties {
            let name = format!("{}.{}", object.name, property.name);
            places.push(self.len);
            self.properties.insert(name.clone(), self.len);
            self.len += 1;
            if let Type::Enum(known) = element(property.value) {
                self.values.extend(
                    (self.len..)
                        .zip(known)
                        .map(|(place, text)| (format!("{name}={text}"), place)),
                );
                self.len += known.len();
            }
        }
        self.objects.insert(address(object), places);
        for property in object.properties {
            if let Type::Object(definition) = element(property.value) {
                self.learn(definition());
            }
        }
    }

    /// The names of the properties and of the values that `tell` reports.
    pub(super) fn names(
        &'static self,
        tell: impl FnOnce(&mut dyn FnMut(Present)),
    ) -> (Names, Names) {
        let mut occurs = vec![false; self.len];
        tell(&mut |present| {
            let place = self.objects[&address(present.object)][present.property];
            occurs[place + present.value.map_or(0, |value| value + 1)] = true;
        });
        let named = |names: &'static BTreeMap<String, usize>| {
            names
                .iter()
                .filter(|(_, place)| occurs[**place])
                .map(|(name, _)| Cow::Borrowed(name.as_str()))
                .collect()
        };
        (named(&self.properties), named(&self.values))
    }

    /// The name borrowed from this vocabulary, or unchanged if it is not in it.
    #[must_use]
    pub fn borrowed(&'static self, name: Cow<'static, str>) -> Cow<'static, str> {
        let known = self
            .properties
            .get_key_value(&*name)
            .or_else(|| self.values.get_key_value(&*name));
        known.map_or(name, |(name, _)| Cow::Borrowed(name))
    }
}

/// How the model reads a payload, if the view's properties are counted from it: a page is
/// counted as what it lists.
fn payload(root: Root) -> Option<&'static Definition> {
    Some(match root {
        Root::Conversation => Conversation::definition(),
        Root::Participant => Participant::definition(),
        Root::Message => Message::definition(),
        Root::MessageConversation => MessageConversation::definition(),
        Root::MessageConversationEntityListing | Root::TextMessageListing => return None,
        Root::EventConversation => EventConversation::definition(),
        Root::EventMessageConversation => EventMessageConversation::definition(),
        Root::CustomerStartEvent => CustomerStartEvent::definition(),
        Root::CustomerEndEvent => CustomerEndEvent::definition(),
        Root::FlowStartEvent => FlowStartEvent::definition(),
        Root::FlowEndEvent => FlowEndEvent::definition(),
        Root::AcdStartEvent => AcdStartEvent::definition(),
        Root::AcdEndEvent => AcdEndEvent::definition(),
        Root::UserStartEvent => UserStartEvent::definition(),
        Root::UserEndEvent => UserEndEvent::definition(),
        Root::AfterCallWorkEvent => AfterCallWorkEvent::definition(),
        Root::WrapupEvent => WrapupEvent::definition(),
        Root::AttributeUpdateEvent => AttributeUpdateEvent::definition(),
        Root::ContactUpdateEvent => ContactUpdateEvent::definition(),
        Root::MessageData => MessageData::definition(),
        Root::OpenInboundMessage => OpenInboundMessage::definition(),
        Root::OpenInboundEvent => OpenInboundEvent::definition(),
        Root::OpenInboundReceipt => OpenInboundReceipt::definition(),
        Root::OpenInboundStructuredResponse => OpenInboundStructuredResponse::definition(),
        Root::OpenMessageAnswer => OpenMessageAnswer::definition(),
        Root::OpenEventAnswer => OpenEventAnswer::definition(),
        Root::OpenReceiptAnswer => OpenReceiptAnswer::definition(),
        Root::OpenStructuredAnswer => OpenStructuredAnswer::definition(),
        Root::OpenNormalizedMessage => OpenNormalizedMessage::definition(),
        Root::AnalyticsConversation => AnalyticsConversation::definition(),
        // Read as the type that has the attributes of participants too.
        Root::AnalyticsConversationWithoutAttributes
        | Root::AnalyticsQueryAnswer
        | Root::AnalyticsJobResults => return None,
    })
}

/// The names of the properties and values that a view has in a release. The contract says which
/// they are, and the model what they are called: it has one type for what the contract describes
/// under several names.
pub(super) fn in_contract(view: View, revision: ApiRevision) -> (Names, Names) {
    let mut listed = Listed {
        revision,
        seen: BTreeSet::new(),
        properties: Names::new(),
        values: Names::new(),
    };
    for root in view.roots() {
        if let Some(model) = payload(*root)
            && root.definition().is_in(revision)
        {
            listed.object(root.definition(), model);
        }
    }
    (listed.properties, listed.values)
}

/// The names found so far.
struct Listed {
    revision: ApiRevision,
    /// The objects that were looked at, by their names in the contract and in the model.
    seen: BTreeSet<(&'static str, &'static str)>,
    properties: Names,
    values: Names,
}

impl Listed {
    fn object(&mut self, contract: &'static contract::Definition, model: &'static Definition) {
        if !self.seen.insert((contract.name(), model.name)) {
            return;
        }
        for property in contract.properties_at(self.revision) {
            let name = format!("{}.{}", model.name, property.name());
            let values = property.values_at(self.revision);
            self.values
                .extend(values.map(|value| Cow::Owned(format!("{name}={value}"))));
            self.properties.insert(Cow::Owned(name));
            let held = property.value_type_at(self.revision).and_then(held);
            let known = model.property(property.name());
            if let (Some(held), Some(Type::Object(known))) =
                (held, known.map(|known| element(known.value)))
            {
                self.object(held, known());
            }
        }
    }
}

/// The object that a value of this type is or contains.
fn held(value: &ValueType) -> Option<&'static contract::Definition> {
    match value {
        ValueType::Array(of) | ValueType::Map(of) => held(of),
        ValueType::Object(name) => Contract::get().definition(name),
        _ => None,
    }
}

/// The type of the elements of an array, however deeply nested, or of the values of a map.
fn element(kind: Type) -> Type {
    match kind {
        Type::Array(of) | Type::Map(of) => element(*of),
        kind => kind,
    }
}

fn address(object: &'static Definition) -> usize {
    ptr::from_ref(object).addr()
}
