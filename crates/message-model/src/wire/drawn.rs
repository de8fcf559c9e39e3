//! Detail events, messages of Open Messaging, and envelopes whose body is of the kind that their
//! topic says.
//!
//! What is drawn for the topic is only whose it is. The topic itself is made from the kind of the
//! body when the envelope is built, so that the two agree however far they were shrunk.

use crate::value::definition::{Property, Type};
use crate::wild::{Build, Dice, Draw, Node, draw, object, raw_object, unknown};
use crate::{
    DetailEvent, EventBody, EventBridgeEvent, EventConversation, EventMessageConversation,
    Notification, Object, OpenMessage, UnknownProperties,
};

impl Draw for DetailEvent {
    fn draw(dice: &mut Dice<'_>) -> Node {
        let kinds = Self::DRAWN.iter().map(|(definition, _)| definition());
        let in_release = kinds.enumerate().filter(|(_, kind)| dice.has(kind.name));
        let in_release: Vec<_> = in_release.collect();
        // Where the release has no detail events, any of them is empty.
        let place = match in_release.is_empty() {
            true => 0,
            false => dice.pick(&in_release).0,
        };
        let (definition, _) = Self::DRAWN[place];
        Node::OneOf(place, Box::new(draw(Type::Object(definition), dice)))
    }
}

impl Draw for OpenMessage {
    fn draw(dice: &mut Dice<'_>) -> Node {
        let kinds = Self::DRAWN.iter().map(|(definition, _)| definition());
        let in_release = kinds.enumerate().filter(|(_, kind)| dice.has(kind.name));
        let in_release: Vec<_> = in_release.collect();
        let place = match in_release.is_empty() {
            true => 0,
            false => dice.pick(&in_release).0,
        };
        let (definition, _) = Self::DRAWN[place];
        Node::OneOf(place, Box::new(draw(Type::Object(definition), dice)))
    }
}

impl Build for OpenMessage {
    fn build(node: Node) -> Self {
        match node {
            Node::OneOf(kind, message) => (Self::DRAWN[kind].1)(*message),
            other => unreachable!("drawn for a message of Open Messaging: {other:?}"),
        }
    }
}

impl Build for DetailEvent {
    fn build(node: Node) -> Self {
        match node {
            Node::OneOf(kind, event) => (Self::DRAWN[kind].1)(*event),
            other => unreachable!("drawn for a detail event: {other:?}"),
        }
    }
}

/// The kinds of bodies, each with a topic that it comes on, and `{id}` for whose it is. That of a
/// detail event ends with the name of the event.
const BODIES: [(&str, Body); 8] = [
    ("v2.users.{id}.conversations", Body::Conversation),
    ("v2.routing.queues.{id}.conversations", Body::Conversation),
    ("v2.users.{id}.conversations.messages", Body::Messages),
    (
        "v2.routing.queues.{id}.conversations.messages",
        Body::Messages,
    ),
    ("v2.users.{id}.conversations.calls", Body::OtherMedium),
    ("v2.users.{id}.presence", Body::Other),
    ("v2.detail.events.conversation.{id}.unheard", Body::Other),
    ("v2.detail.events.conversation.{id}.", Body::DetailEvent),
];

#[derive(Clone, Copy)]
enum Body {
    Conversation,
    Messages,
    OtherMedium,
    Other,
    DetailEvent,
}

impl Body {
    /// Whether such a body can be drawn: what no contract describes, only where anything goes.
    fn is_drawn(self, dice: &Dice<'_>) -> bool {
        match self {
            Self::Conversation => dice.has(EventConversation::definition().name),
            Self::Messages => dice.has(EventMessageConversation::definition().name),
            Self::DetailEvent => DetailEvent::DRAWN.iter().any(|(it, _)| dice.has(it().name)),
            Self::OtherMedium | Self::Other => dice.is_free(),
        }
    }

    fn draw(self, dice: &mut Dice<'_>) -> Node {
        match self {
            Self::Conversation => EventConversation::draw(dice),
            Self::Messages | Self::OtherMedium => EventMessageConversation::draw(dice),
            Self::DetailEvent => DetailEvent::draw(dice),
            Self::Other => Node::Raw(raw_object(2, dice)),
        }
    }

    fn build(self, node: Node) -> EventBody {
        match self {
            Self::Conversation => EventBody::Conversation(Build::build(node)),
            Self::Messages => EventBody::Messages(Build::build(node)),
            Self::OtherMedium => EventBody::OtherMedium(Build::build(node)),
            Self::DetailEvent => EventBody::DetailEvent(Build::build(node)),
            Self::Other => EventBody::Other(Build::build(node)),
        }
    }
}

/// Draws a body, if the release has any.
fn draw_body(dice: &mut Dice<'_>) -> Option<Node> {
    let places = 0..BODIES.len();
    let drawn: Vec<usize> = places
        .filter(|place| BODIES[*place].1.is_drawn(dice))
        .collect();
    if drawn.is_empty() || dice.one_in(8) {
        return None;
    }
    // Detail events are many, so they come up more often.
    let place = match drawn.last() {
        Some(last) if dice.one_in(3) => *last,
        _ => *dice.pick(&drawn),
    };
    Some(Node::OneOf(place, Box::new(BODIES[place].1.draw(dice))))
}

impl Draw for Notification {
    fn draw(dice: &mut Dice<'_>) -> Node {
        let mut node = object(Self::DEFINITION, None, dice);
        let body = draw_body(dice);
        *property(&mut node, Self::DEFINITION.properties, "eventBody") = body;
        node
    }
}

impl Build for Notification {
    fn build(node: Node) -> Self {
        let mut properties = Properties::of(node, Self::DEFINITION.properties);
        let body = properties.take("eventBody");
        let (template, event_body) = match body {
            Some(Node::OneOf(place, body)) => {
                let (topic, kind) = BODIES[place];
                (topic, Some(kind.build(*body)))
            }
            None => (BODIES[0].0, None),
            Some(other) => unreachable!("drawn for a body: {other:?}"),
        };
        let whose = properties.take("topicName").map(String::build);
        Self {
            topic_name: topic(template, whose, event_body.as_ref()),
            version: properties.take("version").map(Build::build),
            event_body,
            metadata: properties.take("metadata").map(Build::build),
            timestamp: properties.take("timestamp").map(Build::build),
            unknown: properties.unknown(),
        }
    }
}

/// The topic of a body. A body that cannot be told without its topic always has one.
fn topic(template: &str, whose: Option<String>, body: Option<&EventBody>) -> Option<String> {
    let is_told = match body {
        Some(EventBody::Conversation(body)) => body.participants.is_some(),
        Some(EventBody::Other(_)) | None => true,
        Some(_) => false,
    };
    if whose.is_none() && is_told {
        return None;
    }
    // An id ends at the first full stop.
    let whose = whose.unwrap_or_default().replace('.', "");
    let event = match body {
        Some(EventBody::DetailEvent(event)) => event.name(),
        _ => "",
    };
    Some(template.replace("{id}", &whose) + event)
}

impl Draw for EventBridgeEvent {
    fn draw(dice: &mut Dice<'_>) -> Node {
        let mut node = object(Self::DEFINITION, None, dice);
        let detail = (!dice.one_in(8)).then(|| Notification::draw(dice));
        *property(&mut node, Self::DEFINITION.properties, "detail") = detail;
        node
    }
}

impl Build for EventBridgeEvent {
    fn build(node: Node) -> Self {
        let mut properties = Properties::of(node, Self::DEFINITION.properties);
        let detail: Option<Notification> = properties.take("detail").map(Build::build);
        let topic_name = detail.as_ref().and_then(|it| it.topic_name.as_deref());
        let template = topic_name.map(template);
        let drawn = properties.take("detail-type").map(Build::build);
        Self {
            version: properties.take("version").map(Build::build),
            id: properties.take("id").map(Build::build),
            detail_type: drawn.map(|text| template.unwrap_or(text)),
            source: properties.take("source").map(Build::build),
            account: properties.take("account").map(Build::build),
            time: properties.take("time").map(Build::build),
            region: properties.take("region").map(Build::build),
            resources: properties.take("resources").map(Build::build),
            detail,
            unknown: properties.unknown(),
        }
    }
}

/// A topic of one of the kinds in [`BODIES`], with `{id}` for whose it is.
fn template(topic_name: &str) -> String {
    let (before, after) = BODIES
        .iter()
        .filter_map(|(topic, _)| topic.split_once("{id}"))
        .find_map(|(before, _)| Some((before, topic_name.strip_prefix(before)?)))
        .expect("the topic was made from one of them");
    let (_, kind) = after.split_once('.').expect("the id ends at a full stop");
    format!("{before}{{id}}.{kind}")
}

/// The node of a property of a drawn object.
fn property<'a>(node: &'a mut Node, known: &[Property], name: &str) -> &'a mut Option<Node> {
    match node {
        Node::Object { properties, .. } => &mut properties[place(known, name)],
        other => unreachable!("drawn for an envelope: {other:?}"),
    }
}

fn place(known: &[Property], name: &str) -> usize {
    let place = known.iter().position(|property| property.name == name);
    place.expect("the envelope has the property")
}

/// The properties of a drawn envelope, to be taken one by one.
struct Properties {
    known: &'static [Property],
    nodes: Vec<Option<Node>>,
    unknown: Vec<(String, String)>,
}

impl Properties {
    fn of(node: Node, known: &'static [Property]) -> Self {
        match node {
            Node::Object {
                properties: nodes,
                unknown,
            } => Self {
                known,
                nodes,
                unknown,
            },
            other => unreachable!("drawn for an envelope: {other:?}"),
        }
    }

    fn take(&mut self, name: &str) -> Option<Node> {
        self.nodes[place(self.known, name)].take()
    }

    /// The properties that the envelope does not know.
    fn unknown(self) -> UnknownProperties {
        let is_known = |name: &str| self.known.iter().any(|property| property.name == name);
        unknown(self.unknown, &is_known)
    }
}
