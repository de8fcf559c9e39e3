//! Integrations of Open Messaging.

use crate::call::{Call, Route};
use crate::integrations::{Integration, missing};
use crate::refusal::Refusal;
use crate::response::Response;
use crate::state::State;

const VIEW: &[&str] = &["messaging:integration:view"];
const ADD: &[&str] = &["messaging:integration:add"];
const EDIT: &[&str] = &["messaging:integration:edit"];
const DELETE: &[&str] = &["messaging:integration:delete"];

const ALL: &str = "conversations/messaging/integrations/open";
const ONE: &str = "conversations/messaging/integrations/open/{}";

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: ALL,
        permissions: VIEW,
        answer: list,
    },
    Route {
        method: "POST",
        path: ALL,
        permissions: ADD,
        answer: add,
    },
    Route {
        method: "GET",
        path: ONE,
        permissions: VIEW,
        answer: one,
    },
    Route {
        method: "PATCH",
        path: ONE,
        permissions: EDIT,
        answer: change,
    },
    Route {
        method: "DELETE",
        path: ONE,
        permissions: DELETE,
        answer: remove,
    },
];

fn list(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let items: Vec<String> = state.integrations.iter().map(Integration::json).collect();
    Ok(Response::ok(call.page(&items)?))
}

fn add(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let body = call.request.object()?;
    let (seed, by) = (state.config.seed, (state.now, call.caller.user));
    let made = state.integrations.add(seed, &body, by)?;
    Ok(Response::ok(made.json()))
}

fn one(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let id = call.id(0, "integrationId")?;
    let known = state.integrations.get(id).ok_or_else(|| missing(id))?;
    Ok(Response::ok(known.json()))
}

fn change(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let id = call.id(0, "integrationId")?;
    let body = call.request.object()?;
    let by = (state.now, call.caller.user);
    Ok(Response::ok(
        state.integrations.change(id, &body, by)?.json(),
    ))
}

fn remove(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let id = call.id(0, "integrationId")?;
    state.integrations.remove(id)?;
    Ok(Response::empty(204))
}
