//! The controls under `/msgleg/`, as requests: what the tests of a client in any language use.

mod faults;
mod overview;
mod page;
mod table;
mod webhooks;

use message_generator::{Channel, Profile, Scenario};
use message_model::Timestamp;
use serde_json::Value;
use uuid::Uuid;

use crate::body::{id_of, not_a, text_of, texts_of};
use crate::config::Pace;
use crate::contact::Inbound;
use crate::integrations::is_http;
use crate::json::{Object, list, text};
use crate::people::Rule;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::response::Response;
use crate::world::{PlayOrder, World};
use table::CONTROLS;

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
        ("GET", [name @ ("page" | "page.css" | "page.js")]) => {
            page::file(name).ok_or_else(|| Refusal::not_found(format!("there is no file {name}")))
        }
        ("GET", ["overview"]) => Ok(overview::overview(world)),
        ("GET", ["clock"]) => clock(world, true),
        ("PUT", ["clock", "pace"]) => {
            let pace = pace_of(request)?;
            world.set_pace(pace);
            clock(world, true)
        }
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
        ("GET", ["plays"]) => Ok(Response::ok(plays())),
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
        ("GET", ["conversations", id, "lanes"]) => overview::lanes(world, id_from(id)?),
        ("GET", ["conversations", id, "next"]) => {
            Ok(Response::ok(world.state.next_events(id_from(id)?)?))
        }
        ("POST", ["conversations", id, "events"]) => {
            let id = id_from(id)?;
            world.state.make_happen(id, from_json(request)?)?;
            Ok(Response::ok("{}"))
        }
        ("GET", ["recording"]) => Ok(Response::ok(world.recording(None)?)),
        ("POST", ["recording"]) => {
            let ids = world.load(&request.body)?;
            Ok(Response::ok(ids_json(&ids)))
        }
        ("GET", ["requests"]) => Ok(Response::ok(requests(world, from_of(request)?))),
        ("DELETE", ["requests"]) => {
            world.state.received.clear();
            Ok(Response::ok("{}"))
        }
        ("GET", ["frames"]) => Ok(Response::ok(frames(world, from_of(request)?))),
        ("PUT", ["frames"]) => {
            let keep = request.object()?.get("keep").and_then(Value::as_u64);
            let keep = keep.filter(|keep| *keep <= FRAMES_MAX);
            let keep = keep.and_then(|keep| usize::try_from(keep).ok());
            let keep = keep.ok_or_else(|| not_a("keep", "a number from 0 to 100000"))?;
            world.state.frames.keep(keep);
            Ok(Response::ok("{}"))
        }
        ("POST", ["failures"]) => faults::fail(world, request),
        ("DELETE", ["failures"]) => {
            world.state.failures.clear();
            Ok(Response::ok("{}"))
        }
        ("GET", ["stream"]) => Ok(Response::ok(world.state.stream.json(from_of(request)?))),
        ("PUT", ["stream"]) => faults::set_stream(world, request),
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

/// The most frames that are kept to be read back.
const FRAMES_MAX: u64 = 100_000;

/// The pace of a body: a word, or how many times as fast as outside.
fn pace_of(request: &Request) -> Result<Pace, Refusal> {
    let expected = || not_a("pace", "real, stepped, fast or a number from 1");
    match request.object()?.get("pace") {
        Some(Value::String(word)) => match word.as_str() {
            "real" => Ok(Pace::Real),
            "stepped" => Ok(Pace::Stepped),
            "fast" => Ok(Pace::Fast),
            _ => Err(expected()),
        },
        Some(times) => {
            let times = times.as_u64().and_then(|times| u32::try_from(times).ok());
            let times = times.filter(|times| *times >= 1).map(Pace::Times);
            times.ok_or_else(expected)
        }
        None => Err(expected()),
    }
}

/// What can be played: the scenarios and profiles, with what each shows, and on which channels.
fn plays() -> String {
    let entry = |name: &str, shows: &str| {
        let entry = Object::new().put("name", name);
        entry.put("shows", shows).end()
    };
    let scenarios = Scenario::builtin_names().filter_map(Scenario::builtin);
    let scenarios = scenarios.map(|scenario| entry(&scenario.name, &scenario.shows));
    let profiles = Profile::builtin_names().filter_map(Profile::builtin);
    let profiles = profiles.map(|profile| entry(&profile.name, &profile.shows));
    let channels = Channel::ALL.map(|channel| text(channel.as_str()));
    Object::new()
        .raw("scenarios", &list(scenarios))
        .raw("profiles", &list(profiles))
        .raw("channels", &list(channels))
        .end()
}

/// The number from which on something is asked for; all if none is given.
fn from_of(request: &Request) -> Result<u64, Refusal> {
    let from = request.parameter("from");
    let from = from.map(|from| from.parse().map_err(|_| not_a("from", "a number")));
    from.unwrap_or(Ok(0))
}

fn frames(world: &World, from: u64) -> String {
    let frames = world.state.frames.iter();
    let frames = frames.filter(|frame| frame.number >= from);
    list(frames.map(|frame| {
        Object::new()
            .put("number", &frame.number)
            .time("at", frame.at)
            .put("topicName", &frame.topic)
            .put("sockets", &frame.sockets)
            .raw("frame", &frame.text)
            .end()
    }))
}

fn requests(world: &World, from: u64) -> String {
    let received = world.state.received.iter();
    list(received.filter(|one| one.number >= from).map(|received| {
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
