//! The two sides of the comparison: the types of the model, as data that a test can change, and the
//! objects of the contract that each of them stands for.

use std::collections::{BTreeMap, BTreeSet};

use message_model::contract::{self, Root, ValueType, View};
use message_model::{
    AcdEndEvent, AcdStartEvent, AfterCallWorkEvent, AnalyticsConversation,
    AnalyticsConversationAsyncQueryResponse, AnalyticsConversationQueryResponse,
    AttributeUpdateEvent, ContactUpdateEvent, Conversation, CustomerEndEvent, CustomerStartEvent,
    Definition, EventConversation, EventMessageConversation, FlowEndEvent, FlowStartEvent, Message,
    MessageConversation, MessageConversationEntityListing, MessageData, Object, OpenEventAnswer,
    OpenInboundEvent, OpenInboundMessage, OpenInboundReceipt, OpenInboundStructuredResponse,
    OpenMessageAnswer, OpenNormalizedMessage, OpenReceiptAnswer, OpenStructuredAnswer, Participant,
    TextMessageListing, Type, UserEndEvent, UserStartEvent, WrapupEvent,
};

/// The objects that the two sides of all views have at the same places, by the name on the model's
/// side.
pub(crate) struct Pairs(pub(crate) BTreeMap<&'static str, Pair>);

/// A type of the model, and the objects of the contract that it stands for.
pub(crate) struct Pair {
    pub(crate) properties: Vec<Part>,
    pub(crate) objects: Vec<&'static contract::Definition>,
}

/// A property on the model's side.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) since: String,
    pub(crate) value_type: String,
    /// The values that the model lists, if it lists any.
    pub(crate) texts: Option<Vec<&'static str>>,
}

impl Pairs {
    /// The types of the model, and the contract's objects of all views.
    pub(crate) fn of_model() -> Self {
        let mut pairs = Self(BTreeMap::new());
        for view in View::ALL {
            pairs.add(view);
        }
        pairs
    }

    /// Only what one view has.
    pub(crate) fn of_view(view: View) -> Self {
        let mut pairs = Self(BTreeMap::new());
        pairs.add(view);
        pairs
    }

    fn add(&mut self, view: View) {
        for root in view.roots() {
            self.pair(model_of(*root), root.definition());
        }
    }

    fn pair(&mut self, model: &'static Definition, object: &'static contract::Definition) {
        let pair = self.0.entry(model.name).or_insert_with(|| Pair::of(model));
        if pair
            .objects
            .iter()
            .any(|known| known.name() == object.name())
        {
            return;
        }
        pair.objects.push(object);
        for property in object.properties() {
            let held = model
                .property(property.name())
                .and_then(|it| object_in(it.value));
            for name in held_by(property) {
                if let (Some(held), Some(object)) =
                    (held, contract::Contract::get().definition(name))
                {
                    self.pair(held, object);
                }
            }
        }
    }
}

impl Pair {
    fn of(model: &Definition) -> Self {
        let parts = model.properties.iter().map(|property| Part {
            name: property.name.to_owned(),
            since: property.since.to_owned(),
            value_type: type_of_the_model(property.value),
            texts: match property.value {
                Type::Enum(texts) => Some(texts.to_vec()),
                _ => None,
            },
        });
        Self {
            properties: parts.collect(),
            objects: Vec::new(),
        }
    }

    /// The declarations of a property, in each object that has it.
    pub(crate) fn declared<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (&'static contract::Definition, &'static contract::Property)> + 'a
    {
        let objects = self.objects.iter();
        objects.filter_map(move |object| Some((*object, object.property(name)?)))
    }
}

fn object_in(value: Type) -> Option<&'static Definition> {
    match value {
        Type::Object(definition) => Some(definition()),
        Type::Array(of) | Type::Map(of) => object_in(*of),
        _ => None,
    }
}

/// The names of the objects that a property holds, in all releases.
fn held_by(property: &'static contract::Property) -> BTreeSet<&'static str> {
    let at = |(from, _): (message_model::ApiRevision, _)| property.value_type_at(from);
    let all = message_model::ApiRevision::all().filter_map(|it| property.value_type_at(it));
    let types = property.spans().into_iter().filter_map(at).chain(all);
    types.filter_map(name_in).collect()
}

fn name_in(value_type: &'static ValueType) -> Option<&'static str> {
    match value_type {
        ValueType::Object(name) => Some(name),
        ValueType::Array(of) | ValueType::Map(of) => name_in(of),
        _ => None,
    }
}

fn model_of(root: Root) -> &'static Definition {
    match root {
        Root::Conversation => Conversation::definition(),
        Root::Participant => Participant::definition(),
        Root::Message => Message::definition(),
        Root::MessageConversation => MessageConversation::definition(),
        Root::MessageConversationEntityListing => MessageConversationEntityListing::definition(),
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
        Root::TextMessageListing => TextMessageListing::definition(),
        Root::OpenInboundMessage => OpenInboundMessage::definition(),
        Root::OpenInboundEvent => OpenInboundEvent::definition(),
        Root::OpenInboundReceipt => OpenInboundReceipt::definition(),
        Root::OpenInboundStructuredResponse => OpenInboundStructuredResponse::definition(),
        Root::OpenMessageAnswer => OpenMessageAnswer::definition(),
        Root::OpenEventAnswer => OpenEventAnswer::definition(),
        Root::OpenReceiptAnswer => OpenReceiptAnswer::definition(),
        Root::OpenStructuredAnswer => OpenStructuredAnswer::definition(),
        Root::OpenNormalizedMessage => OpenNormalizedMessage::definition(),
        Root::AnalyticsConversation | Root::AnalyticsConversationWithoutAttributes => {
            AnalyticsConversation::definition()
        }
        Root::AnalyticsQueryAnswer => AnalyticsConversationQueryResponse::definition(),
        Root::AnalyticsJobResults => AnalyticsConversationAsyncQueryResponse::definition(),
    }
}

fn type_of_the_model(value: Type) -> String {
    match value {
        Type::String | Type::Enum(_) => "string".into(),
        Type::Boolean => "boolean".into(),
        Type::Integer => "integer".into(),
        Type::Number => "number".into(),
        Type::DateTime => "date-time".into(),
        Type::Array(of) => format!("array of {}", type_of_the_model(*of)),
        Type::Map(of) => format!("map of {}", type_of_the_model(*of)),
        Type::Object(_) => "object".into(),
        Type::Opaque => "any object".into(),
        other => panic!("the contract has no {other:?}"),
    }
}
