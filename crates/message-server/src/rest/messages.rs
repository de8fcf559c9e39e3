//! Messages: reading them as `MessageData`, sending, typing, and programs that write.

use message_generator::{Channel, Role};
use message_lifecycle::{MessageIndex, Status};
use serde_json::Value;
use uuid::Uuid;

use super::found;
use crate::body::{flag_of, id_of, not_a, text_of};
use crate::call::{Call, Route};
use crate::contact::Outbound;
use crate::json::{Object, list};
use crate::live::Live;
use crate::refusal::Refusal;
use crate::response::Response;
use crate::state::State;

const VIEW: &[&str] = &[
    "conversation:message:view",
    "conversation:webmessaging:view",
];
const SEND: &[&str] = &[
    "conversation:message:create",
    "conversation:webmessaging:create",
];
const CREATE: &[&str] = &["conversation:message:create"];

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "conversations/messages/agentless",
        permissions: CREATE,
        answer: agentless,
    },
    Route {
        method: "POST",
        path: "conversations/messages",
        permissions: CREATE,
        answer: create,
    },
    Route {
        method: "GET",
        path: "conversations/messages/{}/details",
        permissions: VIEW,
        answer: details,
    },
    Route {
        method: "GET",
        path: "conversations/messages/{}/messages/{}",
        permissions: VIEW,
        answer: one,
    },
    Route {
        method: "POST",
        path: "conversations/messages/{}/messages/bulk",
        permissions: VIEW,
        answer: bulk,
    },
    Route {
        method: "POST",
        path: "conversations/messages/{}/communications/{}/messages",
        permissions: SEND,
        answer: send,
    },
    Route {
        method: "POST",
        path: "conversations/messages/{}/communications/{}/typing",
        permissions: SEND,
        answer: typing,
    },
];

/// The most ids of a bulk request (documented).
const BULK_MAX: usize = 1_000;

fn details(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (live, index) = found::message(state, call.id(0, "messageId")?)?;
    Ok(Response::ok(message_data(
        live,
        index,
        wants_old_fields(call),
    )))
}

fn one(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let conversation = found::conversation(state, call)?.id();
    let id = call.id(1, "messageId")?;
    let (live, index) = found::message(state, id)?;
    if live.id() != conversation {
        return Err(Refusal::not_found(format!(
            "The conversation has no message {id}."
        )));
    }
    Ok(Response::ok(message_data(
        live,
        index,
        wants_old_fields(call),
    )))
}

/// Several messages, the newest first (inferred); those that are not there are left out.
fn bulk(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let live = found::conversation(state, call)?;
    let wanted = match call.request.json()? {
        Value::Null => Vec::new(),
        Value::Array(wanted) => wanted,
        _ => return Err(Refusal::bad_request("expected a list of ids")),
    };
    if wanted.len() > BULK_MAX {
        let reason = format!("found {} ids, expected at most {BULK_MAX}", wanted.len());
        return Err(Refusal::bad_request(reason.clone()).about("messageIds", reason));
    }
    let wanted: Vec<&str> = wanted.iter().filter_map(Value::as_str).collect();
    let messages = live.messages().rev();
    let found = messages.filter(|(_, id)| {
        let id = id.to_string();
        wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(&id))
    });
    let entities = found.map(|(index, _)| message_data(live, index, wants_old_fields(call)));
    let entities = list(entities);
    Ok(Response::ok(Object::new().raw("entities", &entities).end()))
}

fn send(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (id, leg) = found::communication(state, call, 1)?;
    call.user()?;
    let body = call.request.object()?;
    let given = text_of(&body, "textBody")?.filter(|text| !text.is_empty());
    let template = body.get("messagingTemplate").is_some_and(Value::is_object);
    let media = body.get("mediaIds").and_then(Value::as_array);
    if media.is_some_and(|media| !media.is_empty()) {
        let reason = "media are not modelled";
        return Err(Refusal::new(501, "not.implemented", reason).about("mediaIds", reason));
    }
    if given.is_none() && !template {
        let reason = "expected one of textBody, mediaIds and messagingTemplate";
        return Err(Refusal::bad_request(reason).about("textBody", reason));
    }
    let live = state.live(id)?;
    if live.role(leg).is_none_or(Role::is_contact) {
        let reason = "the communication is not one of the business";
        return Err(Refusal::bad_request(reason).about("communicationId", reason));
    }
    text_fits(live.channel(), given.as_deref())?;
    let (status, code) = state.config.wrong_state.clone();
    let index = state.change(id, |live, now| {
        live.write(now, leg, given).map_err(|reason| {
            let message = format!("The message cannot be sent: {reason}");
            Refusal::new(status, &code, message).about("communicationId", reason)
        })
    })?;
    let live = state.live(id)?;
    Ok(Response::ok(message_data(
        live,
        index,
        wants_old_fields(call),
    )))
}

/// That somebody types is posted to a webhook, if there is one, and never stored.
fn typing(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (id, leg) = found::communication(state, call, 1)?;
    let known = state.live(id)?.state().leg(leg);
    if known.is_none_or(|leg| !leg.state().is_engaged()) {
        let reason = "the communication is not connected";
        return Err(Refusal::bad_request(reason).about("communicationId", reason));
    }
    let body = call.request.object()?;
    match body.get("typing") {
        Some(Value::Object(_)) => {
            state.post_typing(id, leg);
            Ok(Response::empty(204))
        }
        _ => Err(not_a("typing", "an object with type and duration")),
    }
}

fn agentless(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let body = call.request.object()?;
    let to = text_of(&body, "toAddress")?.ok_or_else(|| not_a("toAddress", "an address"))?;
    let outbound = Outbound {
        channel: channel_of(&body)?,
        to: Some(to.clone()),
        from: text_of(&body, "fromAddress")?,
        queue: None,
    };
    let given = text_of(&body, "textBody")?.filter(|text| !text.is_empty());
    let template = body.get("messagingTemplate").is_some_and(Value::is_object);
    if given.is_none() && !template {
        let reason = "expected textBody or messagingTemplate";
        return Err(Refusal::bad_request(reason).about("textBody", reason));
    }
    text_fits(
        outbound.channel.unwrap_or(state.config.channel),
        given.as_deref(),
    )?;
    let joins = flag_of(&body, "useExistingActiveConversation")?.unwrap_or_default();
    let from = outbound.from.clone();
    let written = state.program_writes(outbound, given.clone(), joins)?;
    let channel = state.live(written.conversation)?.channel();
    let answer = Object::new()
        .id("id", written.message)
        .id("conversationId", written.conversation)
        .maybe("fromAddress", from)
        .put("toAddress", &to)
        .put("messengerType", channel.as_str());
    let answer = match wants_old_fields(call) {
        true => answer.maybe("textBody", given),
        false => answer,
    };
    let uri = format!(
        "/api/v2/conversations/messages/{}/messages/{}",
        written.conversation, written.message
    );
    let answer = answer.time("timestamp", state.now).put("selfUri", &uri);
    Ok(Response::ok(answer.end()))
}

fn create(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let user = call.user()?;
    let body = call.request.object()?;
    let to = text_of(&body, "toAddress")?.ok_or_else(|| not_a("toAddress", "an address"))?;
    let queue = id_of(&body, "queueId")?;
    let outbound = Outbound {
        channel: channel_of(&body)?,
        to: Some(to),
        from: text_of(&body, "fromAddress")?,
        queue: queue.map(|queue| queue.to_string()),
    };
    let reopens = flag_of(&body, "useExistingConversation")?.unwrap_or_default();
    let id = state.agent_starts(user, &outbound, reopens)?;
    let answer = Object::new()
        .id("id", id)
        .put("selfUri", &format!("/api/v2/conversations/messages/{id}"));
    Ok(Response::ok(answer.end()))
}

/// The channel that a body names.
fn channel_of(body: &serde_json::Map<String, Value>) -> Result<Option<Channel>, Refusal> {
    let name = text_of(body, "toAddressMessengerType")?;
    name.map(|name| {
        name.parse::<Channel>().map_err(|error| {
            let reason = format!("found {name:?}, expected {}", error.expected());
            let message = format!("toAddressMessengerType: {reason}");
            Refusal::new(400, "invalid.value", message).about("toAddressMessengerType", reason)
        })
    })
    .transpose()
}

fn text_fits(channel: Channel, given: Option<&str>) -> Result<(), Refusal> {
    let count = given.map_or(0, |text| text.chars().count());
    let most = usize::try_from(channel.text_length_max()).unwrap_or(usize::MAX);
    if count <= most {
        return Ok(());
    }
    let reason = format!("found {count} characters, expected at most {most}");
    Err(Refusal::bad_request(format!("textBody: {reason}")).about("textBody", reason))
}

/// Whether the client still has the fields that went with release 265: unless its own release or
/// its query says no.
fn wants_old_fields(call: &Call<'_>) -> bool {
    let release = call.request.header("purecloud-sdk");
    let release = release.and_then(|release| release.split('.').next()?.parse::<u32>().ok());
    release.is_none_or(|release| release < 265) && !call.flag("useNormalizedMessage")
}

/// `MessageData` of a message.
pub(crate) fn message_data(live: &Live, index: MessageIndex, with_old_fields: bool) -> String {
    let conversation = live.id();
    let Some((sent, message)) = live.state().message(index).zip(live.message(index)) else {
        return "{}".to_owned();
    };
    let leg = sent.leg();
    let is_inbound = live.role(leg).is_some_and(Role::is_contact);
    let (from, to) = addresses(live, index);
    let words = message.text.as_deref();
    let direction = if is_inbound { "inbound" } else { "outbound" };
    let mut data = Object::new()
        .id("id", message.id)
        .id("conversationId", conversation);
    if live.channel() != Channel::Webmessaging && (is_inbound || sent.status() != Status::Queued) {
        data = data.put("providerMessageId", &format!("provider-{}", message.id));
    }
    data = data
        .time("timestamp", sent.at())
        .maybe("fromAddress", from.clone())
        .maybe("toAddress", to.clone())
        .put("direction", direction);
    if let Some(kind) = messenger_type(live.channel()) {
        data = data.put("messengerType", kind);
    }
    if with_old_fields {
        data = data.maybe("textBody", words);
    }
    data = data.put("status", sent.status().as_str());
    data = data.raw("normalizedMessage", &normalized(live, index, from, to));
    if !is_inbound {
        let receipts = receipt_status(sent.status()).map(|status| {
            Object::new()
                .id("id", message.id)
                .put("status", status)
                .put(
                    "isFinalReceipt",
                    &matches!(sent.status(), Status::Read | Status::Failed),
                )
                .end()
        });
        data = data.raw("normalizedReceipts", &list(receipts));
    }
    if let Some(user) = live.user(leg) {
        let user = Object::new()
            .id("id", user)
            .put("selfUri", &format!("/api/v2/users/{user}"));
        data = data.raw("createdBy", &user.end());
    }
    let uri = format!(
        "/api/v2/conversations/messages/{conversation}/messages/{}",
        message.id
    );
    data.put("selfUri", &uri).end()
}

/// The message in the form that all channels share.
fn normalized(
    live: &Live,
    index: MessageIndex,
    from: Option<String>,
    to: Option<String>,
) -> String {
    let Some((sent, message)) = live.state().message(index).zip(live.message(index)) else {
        return "{}".to_owned();
    };
    let role = live.role(sent.leg());
    let is_inbound = role.is_some_and(Role::is_contact);
    let address = |address: Option<String>| Object::new().maybe("id", address).end();
    let channel = Object::new()
        .put("platform", platform(live.channel()))
        .put("type", "Private")
        .id("messageId", message.id)
        .raw("to", &address(to))
        .raw("from", &address(from))
        .time("time", sent.at());
    let normalized = Object::new()
        .id("id", message.id)
        .raw("channel", &channel.end())
        .put("type", "Text")
        .maybe("text", message.text.as_deref())
        .raw("content", &list(attachments(&message.media)));
    let normalized = match is_inbound {
        true => normalized.put("direction", "Inbound"),
        false => {
            let is_human = role == Some(Role::Agent);
            normalized
                .put("direction", "Outbound")
                .put("originatingEntity", if is_human { "Human" } else { "Bot" })
        }
    };
    normalized.end()
}

fn attachments(media: &Option<std::borrow::Cow<'_, [message_model::MessageMedia]>>) -> Vec<String> {
    let media = media.as_deref().unwrap_or_default();
    let content = media.iter().map(|one| {
        let attachment = Object::new()
            .maybe("id", one.id.clone())
            .maybe("url", one.url.clone())
            .maybe("mime", one.media_type.clone())
            .maybe("filename", one.name.clone())
            .maybe("contentSizeBytes", one.content_length_bytes);
        Object::new()
            .put("contentType", "Attachment")
            .raw("attachment", &attachment.end())
            .end()
    });
    content.collect()
}

/// From whom and to whom a message goes.
fn addresses(live: &Live, index: MessageIndex) -> (Option<String>, Option<String>) {
    use message_lifecycle::Content;
    let content = live.content();
    let leg = live.state().message(index).map(|sent| sent.leg());
    let leg = leg.and_then(|index| Some((index, live.state().leg(index)?)));
    let Some((index, leg)) = leg else {
        return (None, None);
    };
    let leg = content.leg(index, leg);
    let own = |address: Option<message_lifecycle::AddressContent<'_>>| {
        address.and_then(|address| Some(address.normalized?.into_owned()))
    };
    (own(leg.from), own(leg.to))
}

fn messenger_type(channel: Channel) -> Option<&'static str> {
    match channel {
        Channel::Kakao | Channel::Telegram => None,
        known => Some(known.as_str()),
    }
}

fn platform(channel: Channel) -> &'static str {
    match channel {
        Channel::Apple => "Apple",
        Channel::Facebook => "Facebook",
        Channel::Instagram => "Instagram",
        Channel::Kakao => "Kakao",
        Channel::Line => "Line",
        Channel::Open => "Open",
        Channel::Sms => "Sms",
        Channel::Telegram => "Telegram",
        Channel::Twitter => "Twitter",
        Channel::Webmessaging => "WebMessaging",
        Channel::Whatsapp => "Whatsapp",
    }
}

fn receipt_status(status: Status) -> Option<&'static str> {
    match status {
        Status::Received | Status::Queued => None,
        Status::Sent => Some("Sent"),
        Status::Published => Some("Published"),
        Status::DeliverySuccess => Some("Delivered"),
        Status::DeliveryFailed | Status::Failed => Some("Failed"),
        Status::Read => Some("Read"),
        Status::Removed => Some("Removed"),
    }
}

/// The normalized message as an answer to who sent it in, with its conversation if that is wanted.
pub(crate) fn inbound_answer(
    live: &Live,
    message: Uuid,
    given: &serde_json::Map<String, Value>,
    with_conversation: bool,
) -> String {
    let mut answer = Object::new().id("id", message);
    if with_conversation {
        answer = answer.id("conversationId", live.id());
    }
    for (name, value) in given {
        if name != "id" && name != "conversationId" {
            answer = answer.put(name, value);
        }
    }
    answer.end()
}
