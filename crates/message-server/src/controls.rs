//! The controls under `/msgleg/`, as requests: what the tests of a client in any language use.

mod faults;
mod webhooks;

use message_generator::Channel;
use message_model::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::body::{id_of, not_a, text_of, texts_of};
use crate::contact::Inbound;
use crate::integrations::is_http;
use crate::json::{Object, list, text};
use crate::people::Rule;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::response::Response;
use crate::world::{PlayOrder, World};

/// The controls: method, path below `/msgleg/`, what it does.
pub(crate) const CONTROLS: [(&str, &str, &str); 37] = [
    ("GET", "", "this list"),
    ("GET", "clock", "what the clock shows"),
    ("POST", "clock/advance", "{ms}: lets time pass"),
    ("POST", "clock/run-until", "{at}: lets time pass until then"),
    (
        "POST",
        "clock/finish",
        "lets time pass until all work is done",
    ),
    (
        "GET",
        "organisation",
        "agents, with their client ids, and queues",
    ),
    (
        "PUT",
        "organisation",
        "{name, agents, queues, wrapUpCodes}: begins anew with this organisation",
    ),
    (
        "POST",
        "customers/messages",
        "a customer writes: {conversationId, text, channel, attributes, ...}",
    ),
    (
        "POST",
        "customers/{conversationId}/leave",
        "a customer leaves",
    ),
    ("PUT", "agents/rule", "a rule for all agents, or null"),
    (
        "PUT",
        "agents/{userId}/rule",
        "a rule for one agent, or null",
    ),
    (
        "POST",
        "plays",
        "{scenario}, {profile, count} or {script}: plays from now on",
    ),
    ("GET", "conversations", "the ids of all conversations"),
    (
        "GET",
        "conversations/{id}/script",
        "what happened so far, as a script",
    ),
    (
        "GET",
        "conversations/{id}/recording",
        "the same, with what clients said",
    ),
    (
        "GET",
        "conversations/{id}/left-out",
        "the steps of its script that could not happen",
    ),
    (
        "GET",
        "conversations/{id}/storyboard",
        "the same as a picture in text",
    ),
    ("GET", "recording", "what happened in all conversations"),
    (
        "POST",
        "recording",
        "plays a recording again, at the times at which it happened",
    ),
    ("GET", "requests", "the requests that came in"),
    ("DELETE", "requests", "forgets them"),
    (
        "POST",
        "failures",
        "{method, path, status, headers, body, times, hasEffect, cut, delayMs}: requests fail",
    ),
    ("DELETE", "failures", "forgets those that have not come yet"),
    (
        "POST",
        "events",
        "{topicName, eventBody}: sends a frame to those who listen",
    ),
    (
        "PUT",
        "events/target",
        "{url}: detail events are posted there from now on, or nowhere",
    ),
    (
        "POST",
        "sockets/close",
        "{code, afterMs, channelId}: closes sockets",
    ),
    (
        "POST",
        "sockets/cut",
        "{channelId}: ends connections of sockets without a word",
    ),
    (
        "POST",
        "sockets/silence",
        "{ms, channelId}: nothing is sent on sockets for so long",
    ),
    (
        "POST",
        "channels/lose",
        "{channelId}: a channel is gone, and its socket is not told",
    ),
    (
        "GET",
        "webhooks",
        "what was posted to webhooks, with each attempt",
    ),
    (
        "POST",
        "webhooks/answers",
        "{status, times}: the next posts are answered like this and not made",
    ),
    (
        "POST",
        "webhooks/{id}",
        "{status}: what came of a post that is under way",
    ),
    (
        "POST",
        "tokens/revoke",
        "{token}: ends a token and its channels, all if none is named",
    ),
    (
        "POST",
        "fork",
        "starts the same platform once more, on a free port, behind a socket only",
    ),
    ("POST", "reset", "begins anew"),
    ("POST", "snapshots/{name}", "keeps the state under a name"),
    ("POST", "snapshots/{name}/restore", "goes back to it"),
];

/// What the clock shows.
pub(crate) fn clock(world: &World, is_done: bool) -> Result<Response, Refusal> {
    let now = Object::new().time("now", world.state.now);
    let due = world.state.next_due().map(|due| due.to_string());
    let now = now.maybe("nextDue", due);
    // Only who asks to be stopped is.
    let stopped = (!is_done).then_some(true);
    Ok(Response::ok(now.maybe(STOPPED, stopped).end()))
}

/// The time until which a request has time pass, if it is one that does.
pub(crate) fn answer_clock(
    world: &World,
    request: &Request,
    path: &str,
) -> Result<Option<Timestamp>, Refusal> {
    let now = world.state.now;
    match (request.method.as_str(), path) {
        ("POST", "clock/advance") => {
            let body = request.object()?;
            let millis = body
                .get("ms")
                .and_then(Value::as_i64)
                .filter(|millis| *millis >= 0);
            let millis = millis.ok_or_else(|| not_a("ms", "a number of milliseconds"))?;
            let until = now.checked_add_millis(millis);
            until
                .map(Some)
                .ok_or_else(|| not_a("ms", "a time before the year 10000"))
        }
        ("POST", "clock/run-until") => {
            let at = text_of(&request.object()?, "at")?.unwrap_or_default();
            let at = at.parse().map_err(|_| not_a("at", "a time as RFC 3339"))?;
            Ok(Some(at))
        }
        _ => Ok(None),
    }
}

/// Whether time is to pass no further than to where a webhook is posted, which is waited for.
pub(crate) fn stops_at_webhooks(request: &Request, path: &str) -> bool {
    let body = request.object().unwrap_or_default();
    path.starts_with("clock/") && body.get(STOPS).and_then(Value::as_bool) == Some(true)
}

/// The property of a request to the clock which says that.
pub(crate) const STOPS: &str = "stopsAtWebhooks";

/// The property of the answer which says that it did.
pub(crate) const STOPPED: &str = "stoppedAtWebhook";

/// Answers a request for a control that is no clock's.
pub(crate) fn answer(
    world: &mut World,
    request: &Request,
    path: &str,
) -> Result<Response, Refusal> {
    let path = path.trim_end_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", [""]) => Ok(Response::ok(all_controls())),
        ("GET", ["clock"]) => clock(world, true),
        ("GET", ["organisation"]) => Ok(Response::ok(organisation(world))),
        ("PUT", ["organisation"]) => {
            world
                .organise(from_json(request)?)
                .map_err(|error| Refusal::bad_request(error.to_string()))?;
            Ok(Response::ok(organisation(world)))
        }
        ("POST", ["customers", "messages"]) => customer_writes(world, request),
        ("POST", ["customers", id, "leave"]) => {
            world.state.customer_leaves(id_from(id)?)?;
            Ok(Response::ok("{}"))
        }
        ("PUT", ["agents", "rule"]) => set_rule(world, request, None),
        ("PUT", ["agents", id, "rule"]) => set_rule(world, request, Some(id_from(id)?)),
        ("POST", ["plays"]) => {
            let order: PlayOrder = from_json(request)?;
            Ok(Response::ok(ids_json(&world.play(order)?)))
        }
        ("GET", ["conversations"]) => Ok(Response::ok(ids_json(&world.state.order))),
        ("GET", ["conversations", id, "script"]) => Ok(Response::ok(world.script(id_from(id)?)?)),
        ("GET", ["conversations", id, "recording"]) => {
            Ok(Response::ok(world.recording(Some(id_from(id)?))?))
        }
        ("GET", ["conversations", id, "left-out"]) => {
            Ok(Response::ok(world.left_out(id_from(id)?)?))
        }
        ("GET", ["conversations", id, "storyboard"]) => {
            Ok(Response::text(world.storyboard(id_from(id)?)?))
        }
        ("GET", ["recording"]) => Ok(Response::ok(world.recording(None)?)),
        ("POST", ["recording"]) => {
            let ids = world.load(&request.body)?;
            Ok(Response::ok(ids_json(&ids)))
        }
        ("GET", ["requests"]) => Ok(Response::ok(requests(world))),
        ("DELETE", ["requests"]) => {
            world.state.received.clear();
            Ok(Response::ok("{}"))
        }
        ("POST", ["failures"]) => faults::fail(world, request),
        ("DELETE", ["failures"]) => {
            world.state.failures.clear();
            Ok(Response::ok("{}"))
        }
        ("PUT", ["events", "target"]) => {
            let url = text_of(&request.object()?, "url")?;
            if url.as_deref().is_some_and(|url| !is_http(url)) {
                return Err(not_a("url", "an address that begins with http://"));
            }
            world.state.events.targets.url = url;
            Ok(Response::ok("{}"))
        }
        ("POST", ["events"]) => faults::send_event(world, request),
        ("POST", ["sockets", "close"]) => faults::close_sockets(world, request),
        ("POST", ["sockets", "cut"]) => faults::cut_sockets(world, request),
        ("POST", ["sockets", "silence"]) => faults::silence_sockets(world, request),
        ("POST", ["channels", "lose"]) => faults::lose_channel(world, request),
        ("GET", ["webhooks"]) => Ok(Response::ok(world.state.outbox.json())),
        ("POST", ["webhooks", "answers"]) => webhooks::answer_next(world, request),
        ("POST", ["webhooks", id]) => webhooks::answer(world, request, id_from(id)?),
        ("POST", ["tokens", "revoke"]) => faults::revoke(world, request),
        ("POST", ["reset"]) => {
            world
                .reset()
                .map_err(|error| Refusal::bad_request(error.to_string()))?;
            Ok(Response::ok("{}"))
        }
        ("POST", ["snapshots", name]) => {
            world.snapshot(name)?;
            Ok(Response::ok("{}"))
        }
        ("POST", ["snapshots", name, "restore"]) => {
            world.restore(name)?;
            clock(world, true)
        }
        _ => {
            let message = format!("{} /msgleg/{path} is not there", request.method);
            let refusal = Refusal::not_found(message);
            Err(CONTROLS
                .iter()
                .fold(refusal, |refusal, (method, path, does)| {
                    refusal.about(&format!("{method} /msgleg/{path}"), *does)
                }))
        }
    }
}

fn all_controls() -> String {
    list(CONTROLS.iter().map(|(method, path, does)| {
        Object::new()
            .put("method", method)
            .put("path", &format!("/msgleg/{path}"))
            .put("does", does)
            .end()
    }))
}

fn organisation(world: &World) -> String {
    let agents = world.state.people.iter().map(|person| {
        Object::new()
            .id("id", person.id())
            .put("name", &person.agent.name)
            .id("clientId", person.id())
            .put("routingStatus", person.routing)
            .maybe("rule", person.rule)
            .end()
    });
    let queues = world.state.queues.iter().map(|queue| {
        Object::new()
            .id("id", queue.id)
            .put("label", &queue.label)
            .put("name", &queue.name)
            .end()
    });
    let clients = world
        .state
        .config
        .clients
        .iter()
        .map(|client| text(&client.id));
    Object::new()
        .put("name", &world.state.organisation.name())
        .raw("agents", &list(agents))
        .raw("queues", &list(queues))
        .raw("clientIds", &list(clients))
        .end()
}

fn customer_writes(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let body = request.object()?;
    let channel = text_of(&body, "channel")?;
    let channel = channel.map(|name| {
        name.parse::<Channel>()
            .map_err(|error| not_a("channel", &error.expected().to_string()))
    });
    let inbound = Inbound {
        conversation: id_of(&body, "conversationId")?,
        text: text_of(&body, "text")?,
        channel: channel.transpose()?,
        queue: text_of(&body, "queue")?,
        address: text_of(&body, "address")?,
        name: text_of(&body, "name")?,
        business: text_of(&body, "business")?,
        attributes: texts_of(&body, "attributes")?,
    };
    let written = world.state.customer_writes(inbound)?;
    let answer = Object::new()
        .id("conversationId", written.conversation)
        .id("messageId", written.message);
    Ok(Response::ok(answer.end()))
}

fn set_rule(world: &mut World, request: &Request, user: Option<Uuid>) -> Result<Response, Refusal> {
    let rule: Option<Rule> = match request.json()? {
        Value::Null => None,
        _ => Some(from_json(request)?),
    };
    world.set_rule(user, rule)?;
    Ok(Response::ok("{}"))
}

fn requests(world: &World) -> String {
    list(world.state.received.iter().map(|received| {
        let request = &received.request;
        let body = String::from_utf8_lossy(&request.body);
        Object::new()
            .put("number", &received.number)
            .time("at", received.at)
            .put("method", &request.method)
            .put("path", &request.path)
            .put("query", &request.query)
            .put("headers", &request.headers)
            .put("body", &body)
            .put("status", &received.status)
            .put("cut", &received.is_cut)
            .maybe("repeats", received.repeats)
            .maybe("clientId", received.client.as_ref())
            .maybe("userId", received.user.map(|user| user.to_string()))
            .maybe("refusedLater", received.refused_later.as_ref())
            .end()
    }))
}

fn from_json<T: serde::de::DeserializeOwned>(request: &Request) -> Result<T, Refusal> {
    serde_json::from_slice(&request.body).map_err(|error| {
        Refusal::bad_request(format!("the body is not what it has to be: {error}"))
    })
}

fn id_from(text: &str) -> Result<Uuid, Refusal> {
    text.parse().map_err(|_| not_a("id", "a UUID"))
}

fn ids_json(ids: &[Uuid]) -> String {
    let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
    Object::new().put("conversationIds", &ids).end()
}
