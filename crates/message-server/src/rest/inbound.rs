//! Open Messaging: what an integration sends in.

use message_generator::Channel;
use message_lifecycle::{MessageIndex, Status};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::found;
use super::messages::inbound_answer;
use crate::body::{not_a, text_of, texts_of};
use crate::call::{Call, Route};
use crate::contact::Inbound;
use crate::json::Object;
use crate::refusal::Refusal;
use crate::response::Response;
use crate::state::State;

const RECEIVE: &[&str] = &["conversation:message:receive"];

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "conversations/messages/{}/inbound/open/message",
        permissions: RECEIVE,
        answer: message,
    },
    Route {
        method: "POST",
        path: "conversations/messages/{}/inbound/open/structured/response",
        permissions: RECEIVE,
        answer: structured,
    },
    Route {
        method: "POST",
        path: "conversations/messages/inbound/open",
        permissions: RECEIVE,
        answer: message_by_old_path,
    },
    Route {
        method: "POST",
        path: "conversations/messages/{}/inbound/open/event",
        permissions: RECEIVE,
        answer: event,
    },
    Route {
        method: "POST",
        path: "conversations/messages/{}/inbound/open/receipt",
        permissions: RECEIVE,
        answer: receipt,
    },
];

fn message(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let integration = call.id(0, "integrationId")?;
    let body = call.request.object()?;
    let text = text_of(&body, "text")?;
    receive(state, call, Some(integration), &body, text)
}

/// What a customer has chosen, which reads as what the choice says.
fn structured(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let integration = call.id(0, "integrationId")?;
    let body = call.request.object()?;
    let chosen = object_of(&body, "buttonResponse");
    let text = match chosen.map(|chosen| text_of(chosen, "text")).transpose()? {
        Some(Some(text)) => text,
        _ => {
            let missing = "object has missing required properties ([\"buttonResponse\"])";
            return Err(Refusal::bad_request(missing).about("buttonResponse", "missing"));
        }
    };
    receive(state, call, Some(integration), &body, Some(text))
}

/// The integration stands in the body, as the recipient.
fn message_by_old_path(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let body = call.request.object()?;
    let channel = object_of(&body, "channel");
    let to = channel.and_then(|channel| object_of(channel, "to"));
    let integration = match to.map(|to| text_of(to, "id")).transpose()?.flatten() {
        Some(id) => id.parse().ok(),
        None => None,
    };
    let text = text_of(&body, "text")?;
    receive(state, call, integration, &body, text)
}

fn receive(
    state: &mut State,
    call: &Call<'_>,
    integration: Option<Uuid>,
    body: &Map<String, Value>,
    text: Option<String>,
) -> Result<Response, Refusal> {
    let channel = object_of(body, "channel");
    let from = channel.and_then(|channel| object_of(channel, "from"));
    let mut missing = Vec::new();
    if channel.is_none() {
        missing.push("object has missing required properties ([\"channel\"])");
    } else if from.is_none() {
        missing.push("object has missing required properties ([\"from\"])");
    }
    let (Some(channel), Some(from)) = (channel, from) else {
        return Err(Refusal::bad_request(missing.join(", ")).about("channel", "missing"));
    };
    let id = text_of(from, "id")?.filter(|id| !id.is_empty());
    let address = id.ok_or_else(|| not_a("channel.from.id", "an id"))?;
    let names = [text_of(from, "firstName")?, text_of(from, "lastName")?];
    let name = match text_of(from, "nickname")? {
        Some(nickname) => Some(nickname),
        None => {
            let names: Vec<String> = names.into_iter().flatten().collect();
            (!names.is_empty()).then(|| names.join(" "))
        }
    };
    let metadata = object_of(channel, "metadata");
    let attributes = metadata.map(|metadata| texts_of(metadata, "customAttributes"));
    let attributes = attributes.transpose()?.unwrap_or_default();
    let with_conversation = call.flag("prefetchConversationId");
    let inbound_id = text_of(channel, "messageId")?;
    if state.config.ignores_duplicates
        && let Some(known) = inbound_id.as_ref().and_then(|id| state.inbound_ids.get(id))
    {
        let (live, _) = found::message(state, *known)?;
        return Ok(Response::ok(inbound_answer(
            live,
            *known,
            body,
            with_conversation,
        )));
    }
    // One that is not an integration of this platform is nobody's address.
    let business = integration.filter(|id| state.integrations.get(*id).is_some());
    let business = business.map(|id| id.to_string());
    let conversation = state.conversation_with(&address, business.as_deref(), Some(Channel::Open));
    let conversation = conversation.map(|live| live.id());
    let written = state.customer_writes(Inbound {
        conversation,
        text,
        channel: Some(Channel::Open),
        queue: None,
        address: Some(address),
        name,
        business,
        attributes,
    })?;
    if let Some(id) = inbound_id {
        state.note_inbound(id, written.conversation, written.message);
    }
    let live = state.live(written.conversation)?;
    let answer = inbound_answer(live, written.message, body, with_conversation);
    Ok(Response::ok(answer))
}

/// An event. That a customer types is told to the agents who are there, and never stored; for any
/// other, such as one of presence, no effect on this channel is named in public.
fn event(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let integration = call.id(0, "integrationId")?;
    let body = call.request.object()?;
    let channel = object_of(&body, "channel");
    let from = channel.and_then(|channel| object_of(channel, "from"));
    let address = from.map(|from| text_of(from, "id")).transpose()?.flatten();
    let business = integration.to_string();
    let conversation = address.and_then(|address| {
        let open = Some(Channel::Open);
        let live = state.conversation_with(&address, Some(&business), open)?;
        Some(live.id())
    });
    let events = body.get("events").and_then(Value::as_array);
    let typing = events.into_iter().flatten();
    let typing: Vec<&Value> = typing
        .filter(|event| event["eventType"] == "Typing")
        .collect();
    if let (Some(conversation), Some(from), false) = (conversation, from, typing.is_empty()) {
        let channel = Object::new()
            .put("id", &business)
            .put("platform", "Open")
            .raw("to", &Object::new().put("id", &business).end())
            .put("from", from)
            .time("time", state.now);
        let message = Object::new()
            .raw("channel", &channel.end())
            .put("type", "Event")
            .put("events", &typing)
            .put("direction", "Inbound");
        state.tell_typing(conversation, &message.end());
    }
    Ok(Response::ok(crate::json::text(&body)))
}

/// A receipt: the message that it names is delivered or not.
fn receipt(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    call.id(0, "integrationId")?;
    let body = call.request.object()?;
    let id = crate::body::id_of(&body, "id")?.ok_or_else(|| not_a("id", "the message's id"))?;
    let wanted = text_of(&body, "status")?.unwrap_or_default();
    let status = match wanted.as_str() {
        "Sent" => Status::Sent,
        "Published" => Status::Published,
        "Delivered" => Status::DeliverySuccess,
        "Failed" => Status::DeliveryFailed,
        "Read" => Status::Read,
        "Removed" => Status::Removed,
        _ => {
            let reason = format!(
                "found {wanted:?}, expected one of Sent, Published, Delivered, Failed, Read, \
                 Removed"
            );
            let refusal = Refusal::new(400, "invalid.value", format!("status: {reason}"));
            return Err(refusal.about("status", reason));
        }
    };
    let (conversation, index) = of_message(state, id)?;
    let sent = state.live(conversation)?.state().message(index).copied();
    let Some(sent) = sent else {
        return Err(Refusal::not_found(format!("message {id}")));
    };
    // What is delivered has been sent before.
    if sent.status() == Status::Queued && status != Status::Sent {
        state.change_status(conversation, sent.leg(), index, Status::Sent, None)?;
    }
    if sent.status() != status {
        let error = reason_of(&body).filter(|_| status.is_failure());
        state.change_status(conversation, sent.leg(), index, status, error)?;
    }
    Ok(Response::ok(crate::json::text(&body)))
}

/// The code of the first reason.
fn reason_of(body: &Map<String, Value>) -> Option<String> {
    let first = body.get("reasons")?.as_array()?.first()?;
    first.get("code")?.as_str().map(str::to_owned)
}

fn of_message(state: &State, id: Uuid) -> Result<(Uuid, MessageIndex), Refusal> {
    let (live, index) = found::message(state, id)?;
    Ok((live.id(), index))
}

fn object_of<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a Map<String, Value>> {
    body.get(name).and_then(Value::as_object)
}
