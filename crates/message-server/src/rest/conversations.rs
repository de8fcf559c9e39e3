//! `/api/v2/conversations` and `/api/v2/conversations/messages`: reading, attributes, the end of a
//! whole conversation, and giving one to a user.

use std::collections::BTreeMap;

use message_generator::{EventKind, Role};
use serde_json::Value;

use super::found;
use crate::body::{not_a, text_of};
use crate::call::{Call, Route};
use crate::json::Object;
use crate::refusal::Refusal;
use crate::response::Response;
use crate::said::Saying;
use crate::state::State;

const VIEW: &[&str] = &["conversation:communication:view"];
const END: &[&str] = &["conversation:communication:disconnect"];
const ASSIGN: &[&str] = &["conversation:message:assign", "conversation:message:pull"];

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "conversations",
        permissions: &[],
        answer: list,
    },
    Route {
        method: "GET",
        path: "conversations/messages",
        permissions: &[],
        answer: list,
    },
    Route {
        method: "GET",
        path: "conversations/messages/{}",
        permissions: &[],
        answer: media,
    },
    Route {
        method: "PATCH",
        path: "conversations/messages/{}",
        permissions: END,
        answer: patch,
    },
    Route {
        method: "GET",
        path: "conversations/{}",
        permissions: VIEW,
        answer: one,
    },
    Route {
        method: "DELETE",
        path: "conversations/{}",
        permissions: END,
        answer: delete,
    },
    Route {
        method: "POST",
        path: "conversations/{}/disconnect",
        permissions: END,
        answer: disconnect,
    },
    Route {
        method: "POST",
        path: "conversations/{}/assign",
        permissions: ASSIGN,
        answer: assign,
    },
    Route {
        method: "PATCH",
        path: "conversations/messages/{}/participants/{}/attributes",
        permissions: &[],
        answer: attributes,
    },
    Route {
        method: "PATCH",
        path: "conversations/{}/participants/{}/attributes",
        permissions: &[],
        answer: attributes,
    },
];

/// The active conversations of the token's user: none for a client.
fn list(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let kind = call.request.parameter("communicationType");
    let fits = kind.is_none_or(|kind| kind.eq_ignore_ascii_case("message"));
    let own = match call.caller.user {
        Some(user) if fits => state.conversations_of(user),
        _ => Vec::new(),
    };
    let items: Vec<String> = own
        .into_iter()
        .map(|live| match call.is_of_messages {
            true => live.media_json(),
            false => live.conversation_json(),
        })
        .collect();
    Ok(Response::ok(call.page(&items)?))
}

fn one(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let id = call.id(0, "conversationId")?;
    state.follow(id);
    Ok(Response::ok(found::begun(state, id)?.conversation_json()))
}

fn media(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let id = call.id(0, "conversationId")?;
    state.follow(id);
    let live = found::begun(state, id).map_err(|_| {
        let code = "conversation.error.conversation.not.found";
        Refusal::new(404, code, format!("Conversation {id} was not found."))
    })?;
    Ok(Response::ok(live.media_json()))
}

fn patch(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let body = call.request.object()?;
    let wanted = text_of(&body, "state")?.unwrap_or_default();
    if !wanted.eq_ignore_ascii_case("disconnected") {
        let reason = format!("found {wanted:?}, expected disconnected");
        let message = format!("state: {reason}");
        return Err(Refusal::new(400, "invalid.value", message).about("state", reason));
    }
    shut_down(state, call)?;
    Ok(Response::ok(
        found::conversation(state, call)?.conversation_json(),
    ))
}

fn delete(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    shut_down(state, call)?;
    Ok(Response::empty(204))
}

fn disconnect(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    shut_down(state, call)?;
    Ok(Response::json(202, "\"\""))
}

/// Ends all legs and all after-call work. What has ended already stays as it is.
fn shut_down(state: &mut State, call: &Call<'_>) -> Result<(), Refusal> {
    let id = found::conversation(state, call)?.id();
    state.change(id, |live, now| {
        if live.is_over() {
            return Ok(());
        }
        // What follows ends the rest: so the first live leg is enough, or each that has work left.
        let first = live.state().live().first().copied();
        let legs = match first {
            Some(first) => vec![first],
            None => live.state().wrapping_up().to_vec(),
        };
        legs.into_iter().try_for_each(|leg| {
            live.happen(now, leg, EventKind::ShutDown)
                .map_err(Refusal::bad_request)
        })
    })
}

/// Gives a conversation to a user: offers it if it waits, and takes it from the agent who has it
/// otherwise.
fn assign(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let live = found::conversation(state, call)?;
    let (id, acd) = (live.id(), live.live_leg(|role| role == Role::Acd));
    let agent = live.live_leg(|role| role == Role::Agent);
    let queue = acd.or(agent).and_then(|leg| {
        let label = live.leg_label(leg);
        live.script().legs.get(&label)?.queue.clone()
    });
    let body = call.request.object()?;
    let user = crate::body::id_of(&body, "id")?.or(call.caller.user);
    let user = user.ok_or_else(|| not_a("id", "the id of a user"))?;
    if state.person(user).is_none() {
        return Err(Refusal::not_found(format!(
            "The user {user} was not found."
        )));
    }
    match acd {
        Some(_) => {
            if let Some(agent) = agent {
                state.change(id, |live, now| {
                    live.happen(now, agent, EventKind::Reassign)
                        .map_err(Refusal::bad_request)
                })?;
            }
            state.offer_to(id, user, queue)?;
        }
        None => state.change(id, |live, now| {
            let plan = State::agent_plan(user, queue);
            live.open(now, EventKind::Pull, plan, None)
                .map(|_| ())
                .map_err(Refusal::bad_request)
        })?,
    }
    Ok(Response::json(202, "{}"))
}

fn attributes(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (id, leg) = found::participant(state, call)?;
    let body = call.request.object()?;
    let given = match body.get("attributes") {
        Some(Value::Object(given)) => given,
        None | Some(Value::Null) => {
            return Err(not_a("attributes", "an object of texts"));
        }
        Some(_) => return Err(not_a("attributes", "an object of texts")),
    };
    let mut attributes = BTreeMap::new();
    for (name, value) in given {
        match value {
            Value::String(value) => {
                attributes.insert(name.clone(), value.clone());
            }
            Value::Null => {
                let code = "conversation.error.participant.attribute.null";
                let reason = "expected a text, found null";
                let refusal = Refusal::new(400, code, format!("attribute {name}: {reason}"));
                return Err(refusal.about(name, reason));
            }
            _ => return Err(not_a(name, "a text")),
        }
    }
    let all = state.change(id, |live, now| {
        let label = live.leg_label(leg);
        live.say(
            now,
            Saying::Attributes {
                leg: label,
                attributes,
            },
        );
        Ok(live.attributes(leg))
    })?;
    state.tell_attributes(id, leg);
    if call.is_of_messages {
        return Ok(Response::json(
            202,
            Object::new().put("attributes", &all).end(),
        ));
    }
    Ok(Response::empty(202))
}
