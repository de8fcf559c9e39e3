//! The wide set: payloads with every property and every listed value of the contract, whether or
//! not any conversation would have them.
//!
//! They are computed from the model's description of the contract, so that nothing can be
//! forgotten. The manifest marks them as not realistic: they test readers and writers, not logic.

use message_generator::draw::{Draw, Key, Label, paths};
use message_generator::shown::Covers;
use message_model::contract::Contract;
use message_model::{
    AcdEndEvent, AcdStartEvent, AfterCallWorkEvent, AnalyticsConversation, ApiRevision,
    AttributeUpdateEvent, ContactUpdateEvent, Conversation, CustomerEndEvent, CustomerStartEvent,
    Definition, DetailEvent, DocumentContent, EncodeError, EventBody, EventConversation,
    EventMessageConversation, FlowEndEvent, FlowStartEvent, Message, MessageConversation,
    MessageData, Notification, Object, OpenEventAnswer, OpenInboundEvent, OpenInboundMessage,
    OpenInboundReceipt, OpenInboundStructuredResponse, OpenMessageAnswer, OpenNormalizedMessage,
    OpenReceiptAnswer, OpenStructuredAnswer, Type, UserEndEvent, UserStartEvent, WrapupEvent,
    decode, encode, encode_pretty,
};
use serde_json::{Map, Value, json};

use super::file::{File, Kind, SEED};

/// The files of the wide set, as a release would have sent them.
pub(super) fn files(folder: &str, revision: ApiRevision) -> Result<Vec<File>, EncodeError> {
    let as_of_message = |message: Message| message.as_of(revision).value;
    let as_of_conversation = |conversation: Conversation| conversation.as_of(revision).value;
    Ok(vec![
        every_property(folder, Kind::Message, revision, as_of_message)?,
        every_property(folder, Kind::Conversation, revision, as_of_conversation)?,
        every_value(folder, Kind::Message, revision, as_of_message)?,
        every_value(folder, Kind::Conversation, revision, as_of_conversation)?,
    ])
}

/// The files of the wide set in the views beside the API's conversation.
pub(super) fn files_of_views(
    folder: &str,
    revision: ApiRevision,
) -> Result<Vec<File>, EncodeError> {
    let as_of_data = |data: MessageData| data.as_of(revision).value;
    let as_of_media = |media: MessageConversation| media.as_of(revision).value;
    let as_of_details = |details: AnalyticsConversation| details.as_of(revision).value;
    Ok(vec![
        every_property(folder, Kind::Media, revision, as_of_media)?,
        every_value(folder, Kind::Media, revision, as_of_media)?,
        every_frame(folder, Kind::Notification, revision, &notification_bodies())?,
        every_frame(folder, Kind::DetailEvent, revision, &detail_bodies())?,
        every_property(folder, Kind::Body, revision, as_of_data)?,
        every_value(folder, Kind::Body, revision, as_of_data)?,
        every_open_message(folder, revision)?,
        every_property(folder, Kind::Analytics, revision, as_of_details)?,
        every_value(folder, Kind::Analytics, revision, as_of_details)?,
    ])
}

/// What a frame contains, as a release sends it: all properties for turn 0, later what leads to the
/// values of that turn; `None` if there are no more.
type Body = fn(usize, ApiRevision) -> Option<EventBody>;

/// A body of this type, as [`Body`] says.
macro_rules! body {
    ($type:ty, $in_frame:expr) => {
        |turn, revision| {
            let body: $type = filled(turn);
            let is_new = turn == 0 || body != <$type>::default();
            is_new.then(|| $in_frame(body.as_of(revision).value))
        }
    };
}

/// The bodies of notifications, each with what follows `v2.users.{id}.` in its topic.
fn notification_bodies() -> [(&'static str, Body); 2] {
    [
        (
            "conversations",
            body!(EventConversation, |body| EventBody::Conversation(Box::new(
                body
            ))),
        ),
        (
            "conversations.messages",
            body!(EventMessageConversation, |body| EventBody::Messages(
                Box::new(body)
            )),
        ),
    ]
}

/// The bodies of detail events, each with the name of its event.
fn detail_bodies() -> [(&'static str, Body); 12] {
    macro_rules! detail {
        ($type:ty) => {
            body!($type, |event| EventBody::DetailEvent(Box::new(
                DetailEvent::from(event)
            )))
        };
    }
    [
        ("customer.start", detail!(CustomerStartEvent)),
        ("customer.end", detail!(CustomerEndEvent)),
        ("flow.start", detail!(FlowStartEvent)),
        ("flow.end", detail!(FlowEndEvent)),
        ("acd.start", detail!(AcdStartEvent)),
        ("acd.end", detail!(AcdEndEvent)),
        ("user.start", detail!(UserStartEvent)),
        ("user.end", detail!(UserEndEvent)),
        ("acw", detail!(AfterCallWorkEvent)),
        ("wrapup", detail!(WrapupEvent)),
        ("attributes", detail!(AttributeUpdateEvent)),
        ("contact", detail!(ContactUpdateEvent)),
    ]
}

/// A file of frames: for each body all its properties, and then every listed value.
fn every_frame(
    folder: &str,
    kind: Kind,
    revision: ApiRevision,
    bodies: &[(&str, Body)],
) -> Result<File, EncodeError> {
    let mut covers = Covers::default();
    let mut lines: Vec<String> = Vec::new();
    for (name, body) in bodies {
        let mut frame = Notification::default();
        let id = text("id", &[kind.as_str()]);
        frame.topic_name = Some(match kind {
            Kind::DetailEvent => format!("v2.detail.events.conversation.{id}.{name}"),
            _ => format!("v2.users.{id}.{name}"),
        });
        frame.version = Some("2".to_owned());
        for turn in 0.. {
            frame.event_body = body(turn, revision);
            match &frame.event_body {
                None => break,
                Some(EventBody::Conversation(body)) => covers.add_properties(&**body),
                Some(EventBody::Messages(body)) => covers.add_properties(&**body),
                Some(EventBody::DetailEvent(event)) => {
                    covers.add_properties_of(DocumentContent::DetailEvent(event));
                }
                Some(_) => {}
            }
            let line = encode(&frame)?;
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    let path = format!("{folder}/every-value.{}.jsonl", kind.plural());
    Ok(File {
        records: lines.len() as u64,
        covers,
        ..File::new(path, kind, revision, lines.join("\n") + "\n")
    })
}

/// A file of messages of Open Messaging: of each kind one with all its properties, and then every
/// listed value.
fn every_open_message(folder: &str, revision: ApiRevision) -> Result<File, EncodeError> {
    let mut covers = Covers::default();
    let mut lines: Vec<String> = Vec::new();
    macro_rules! add {
        ($($type:ty),*) => {$(
            for turn in 0.. {
                let message: $type = filled(turn);
                if message == <$type>::default() {
                    break;
                }
                let message = message.as_of(revision).value;
                let line = encode(&message)?;
                if message != <$type>::default() {
                    // Of several kinds a line may be the same.
                    covers.add_properties(&message);
                    if !lines.contains(&line) {
                        lines.push(line);
                    }
                }
            }
        )*};
    }
    add!(
        OpenInboundMessage,
        OpenInboundEvent,
        OpenInboundReceipt,
        OpenInboundStructuredResponse,
        OpenMessageAnswer,
        OpenEventAnswer,
        OpenReceiptAnswer,
        OpenStructuredAnswer,
        OpenNormalizedMessage
    );
    let kind = Kind::OpenMessage;
    let path = format!("{folder}/every-value.{}.jsonl", kind.plural());
    Ok(File {
        records: lines.len() as u64,
        covers,
        ..File::new(path, kind, revision, lines.join("\n") + "\n")
    })
}

/// A file of one payload that has every property.
fn every_property<T: Object>(
    folder: &str,
    kind: Kind,
    revision: ApiRevision,
    as_of: impl Fn(T) -> T,
) -> Result<File, EncodeError> {
    let payload = as_of(filled(0));
    let mut covers = Covers::default();
    covers.add_properties(&payload);
    let path = format!("{folder}/every-property.{}.json", kind.as_str());
    Ok(File {
        covers,
        ..File::new(path, kind, revision, encode_pretty(&payload)? + "\n")
    })
}

/// A file with as many payloads as the longest list has values. The first has every property, the
/// others only what leads to the values that they show.
fn every_value<T: Object + PartialEq + Default>(
    folder: &str,
    kind: Kind,
    revision: ApiRevision,
    as_of: impl Fn(T) -> T,
) -> Result<File, EncodeError> {
    let mut covers = Covers::default();
    let mut lines: Vec<String> = Vec::new();
    for turn in 0.. {
        let payload: T = filled(turn);
        if payload == T::default() {
            break;
        }
        let payload = as_of(payload);
        let line = encode(&payload)?;
        if payload != T::default() && !lines.contains(&line) {
            covers.add_properties(&payload);
            lines.push(line);
        }
    }
    let records = lines.len() as u64;
    let path = format!("{folder}/every-value.{}.jsonl", kind.plural());
    Ok(File {
        records,
        covers,
        ..File::new(path, kind, revision, lines.join("\n") + "\n")
    })
}

/// An object of the payload number `turn`: at 0 it has all its properties, later only those that
/// lead to a list of more than `turn` values.
fn filled<T: Object>(turn: usize) -> T {
    let value = object(T::definition(), turn, &mut Vec::new()).unwrap_or_else(|| json!({}));
    decode(value.to_string()).expect("the model reads what it describes")
}

fn object(
    definition: &'static Definition,
    turn: usize,
    within: &mut Vec<&'static str>,
) -> Option<Value> {
    // An error can contain errors: one level is enough.
    if within
        .iter()
        .filter(|name| **name == definition.name)
        .count()
        > 1
    {
        return None;
    }
    within.push(definition.name);
    let contract = Contract::get().definition(definition.name);
    let mut properties = Map::new();
    for property in definition.properties {
        // A list of the model can have values that only other views list.
        let kind = match (
            property.value,
            contract.and_then(|it| it.property(property.name)),
        ) {
            (Type::Enum(known), Some(listed)) => {
                let mut known = known.iter().filter(|text| listed.value(text).is_some());
                let value = known.nth(turn).map(|text| json!(text));
                properties.extend(value.map(|value| (property.name.to_owned(), value)));
                continue;
            }
            (kind, Some(_)) => kind,
            // A type can have properties that only other views have.
            (_, None) => continue,
        };
        if let Some(value) = value(kind, property.name, turn, within) {
            properties.insert(property.name.to_owned(), value);
        }
    }
    // An object that has any property must also have those that the contract requires.
    let required = contract.filter(|_| !properties.is_empty());
    for known in required
        .iter()
        .flat_map(|known| known.properties())
        .filter(|known| known.is_required())
    {
        if let (false, Some(property)) = (
            properties.contains_key(known.name()),
            definition.property(known.name()),
        ) {
            properties.extend(
                value(property.value, property.name, 0, within)
                    .map(|value| (property.name.to_owned(), value)),
            );
        }
    }
    within.pop();
    (turn == 0 || !properties.is_empty()).then_some(Value::Object(properties))
}

fn value(kind: Type, name: &str, turn: usize, within: &mut Vec<&'static str>) -> Option<Value> {
    let plain = match kind {
        Type::Enum(known) => return known.get(turn).map(|text| json!(text)),
        Type::Object(definition) => return object(definition(), turn, within),
        Type::Array(element) => {
            return value(*element, name, turn, within).map(|value| json!([value]));
        }
        Type::Map(element) => {
            return value(*element, name, turn, within).map(|value| json!({ "name": value }));
        }
        Type::String => json!(text(name, within)),
        Type::Boolean => json!(true),
        Type::Integer => json!(1),
        Type::Number => json!(1.5),
        Type::DateTime => json!("2026-01-05T09:00:00.000Z"),
        // An empty object would not show that its content arrives.
        _ if name == "conversationRoutingData" => json!({"priority": 0}),
        // Kept as received, since notifications declare an object for a while.
        _ if name == "skillExpressionId" => json!(text(name, within)),
        _ => json!({}), // every other property that the model keeps as raw JSON is an object
    };
    (turn == 0).then_some(plain)
}

/// A text for a property of this name: an id or a link where the name suggests one, and otherwise
/// the name itself.
fn text(name: &str, within: &[&str]) -> String {
    if name == "id" || name.ends_with("Id") {
        let label = format!("{}/{name}", within.join("/"));
        return Draw::new(Key::new(SEED, 0), paths::WIDE_ID, Label::new(&label), 0)
            .uuid()
            .to_string();
    }
    match name {
        "url" | "messageURI" | "selfUri" | "userUri" => format!("https://media.example.com/{name}"),
        _ => name.to_owned(),
    }
}
