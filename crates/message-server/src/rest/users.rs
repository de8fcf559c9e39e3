//! Users, their routing status and their presence.

use serde_json::Value;
use uuid::Uuid;

use crate::body::{not_a, text_of};
use crate::call::{Call, Route};
use crate::people::{Person, ROUTING_STATUSES};
use crate::refusal::Refusal;
use crate::response::Response;
use crate::state::State;

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "users",
        permissions: &[],
        answer: list,
    },
    Route {
        method: "GET",
        path: "users/me",
        permissions: &[],
        answer: me,
    },
    Route {
        method: "GET",
        path: "users/{}",
        permissions: &[],
        answer: one,
    },
    Route {
        method: "GET",
        path: "users/{}/routingstatus",
        permissions: &[],
        answer: routing,
    },
    Route {
        method: "PUT",
        path: "users/{}/routingstatus",
        permissions: &[],
        answer: set_routing,
    },
    Route {
        method: "GET",
        path: "users/{}/presences/PURECLOUD",
        permissions: &[],
        answer: presence,
    },
    Route {
        method: "PATCH",
        path: "users/{}/presences/PURECLOUD",
        permissions: &[],
        answer: set_presence,
    },
];

/// The most ids of a request for users (documented).
const IDS_MAX: usize = 100;

fn list(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let ids = call.request.parameters("id");
    if ids.len() > IDS_MAX {
        let reason = format!("found {} ids, expected at most {IDS_MAX}", ids.len());
        return Err(Refusal::new(400, "max.user.ids", reason.clone()).about("id", reason));
    }
    let expand = call.request.parameters("expand");
    let is_wanted = |person: &&Person| ids.is_empty() || ids.contains(&person.id().to_string());
    let wanted = state.people.iter().filter(is_wanted);
    let items: Vec<String> = wanted.map(|person| person.json(&expand)).collect();
    Ok(Response::ok(call.page(&items)?))
}

fn me(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let user = call.user()?;
    let expand = call.request.parameters("expand");
    Ok(Response::ok(known(state, user)?.json(&expand)))
}

fn one(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let expand = call.request.parameters("expand");
    Ok(Response::ok(of_path(state, call)?.json(&expand)))
}

fn routing(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    Ok(Response::ok(of_path(state, call)?.routing_json()))
}

fn set_routing(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let user = of_path(state, call)?.id();
    let body = call.request.object()?;
    let wanted = text_of(&body, "status")?.unwrap_or_default();
    let known = ROUTING_STATUSES.into_iter().find(|known| *known == wanted);
    let Some(status) = known else {
        let known = ROUTING_STATUSES.join(", ");
        let reason = format!("found {wanted:?}, expected one of {known}");
        return Err(
            Refusal::new(400, "general.bad.request", format!("status: {reason}"))
                .about("status", reason),
        );
    };
    let now = state.now;
    if let Some(person) = state.person_mut(user)
        && person.routing != status
    {
        person.routing = status;
        person.routing_since = now;
        state.tell_routing(user);
        state.offer_all();
    }
    Ok(Response::ok(of_path(state, call)?.routing_json()))
}

fn presence(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    Ok(Response::ok(of_path(state, call)?.presence_json()))
}

/// Who goes to the queue is ready for conversations, and who leaves it is not (documented for
/// people).
fn set_presence(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let user = of_path(state, call)?.id();
    let body = call.request.object()?;
    let definition = match body.get("presenceDefinition") {
        None | Some(Value::Null) => None,
        Some(Value::Object(definition)) => Some(definition),
        Some(_) => return Err(not_a("presenceDefinition", "an object")),
    };
    let (mut id, mut presence) = (None, None);
    if let Some(definition) = definition {
        id = crate::body::id_of(definition, "id")?;
        presence = text_of(definition, "systemPresence")?;
    }
    let message = text_of(&body, "message")?;
    let now = state.now;
    if let Some(person) = state.person_mut(user) {
        person.set_presence(presence.clone(), id, message, now);
        let status = match presence.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("on queue" | "on_queue" | "onqueue") => Some("IDLE"),
            Some(_) => Some("OFF_QUEUE"),
            None => None,
        };
        let changed = status.filter(|status| *status != person.routing);
        if let Some(status) = changed {
            person.routing = status;
            person.routing_since = now;
        }
        state.tell_presence(user);
        if changed.is_some() {
            state.tell_routing(user);
            state.offer_all();
        }
    }
    Ok(Response::ok(of_path(state, call)?.presence_json()))
}

fn of_path<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Person, Refusal> {
    known(state, call.id(0, "userId")?)
}

fn known(state: &State, user: Uuid) -> Result<&Person, Refusal> {
    let message = || format!("The requested resource was not found: user {user}");
    let person = state.person(user);
    person.ok_or_else(|| Refusal::new(404, "resource.not.found", message()))
}
