//! Queues and their members: every agent is a member of every queue.

use crate::call::{Call, Route};
use crate::json::Object;
use crate::people::Line;
use crate::refusal::Refusal;
use crate::response::Response;
use crate::state::State;

const VIEW: &[&str] = &["routing:queue:view"];

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "routing/queues",
        permissions: VIEW,
        answer: list,
    },
    Route {
        method: "GET",
        path: "routing/queues/{}",
        permissions: VIEW,
        answer: one,
    },
    Route {
        method: "GET",
        path: "routing/queues/{}/members",
        permissions: VIEW,
        answer: members,
    },
];

fn list(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let name = call
        .request
        .parameter("name")
        .map(|name| name.to_lowercase());
    let fits = |queue: &&Line| {
        let wanted = name.as_deref().map(|name| name.trim_matches('*'));
        wanted.is_none_or(|name| queue.name.to_lowercase().contains(name))
    };
    let count = state.people.len();
    let queues = state.queues.iter().filter(fits);
    let items: Vec<String> = queues.map(|queue| queue.json(count)).collect();
    Ok(Response::ok(call.page(&items)?))
}

fn one(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let count = state.people.len();
    Ok(Response::ok(of_path(state, call)?.json(count)))
}

fn members(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let queue = of_path(state, call)?.id;
    let expand = call.request.parameters("expand");
    let items: Vec<String> = state
        .people
        .iter()
        .map(|person| {
            let id = person.id();
            let uri = format!("/api/v2/routing/queues/{queue}/members/{id}");
            Object::new()
                .id("id", id)
                .put("name", &person.agent.name)
                .raw("user", &person.json(&expand))
                .put("ringNumber", &1)
                .put("joined", &(person.routing != "OFF_QUEUE"))
                .put("memberBy", "user")
                .raw("routingStatus", &person.routing_json())
                .put("selfUri", &uri)
                .end()
        })
        .collect();
    Ok(Response::ok(call.page(&items)?))
}

fn of_path<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Line, Refusal> {
    let id = call.id(0, "queueId")?;
    let queue = state.queues.iter().find(|queue| queue.id == id);
    queue.ok_or_else(|| {
        let message = format!("The requested resource was not found: queue {id}");
        Refusal::new(404, "general.resource.not.found", message)
    })
}
