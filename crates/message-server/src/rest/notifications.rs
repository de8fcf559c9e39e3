//! Notification channels and their subscriptions.

use serde_json::Value;

use crate::call::{Call, Route};
use crate::json::{Object, list};
use crate::notify::{Change, no_channel};
use crate::refusal::Refusal;
use crate::response::Response;
use crate::secret;
use crate::state::State;

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "notifications/channels",
        permissions: &[],
        answer: open,
    },
    Route {
        method: "GET",
        path: "notifications/channels",
        permissions: &[],
        answer: channels,
    },
    Route {
        method: "GET",
        path: "notifications/channels/{}",
        permissions: &[],
        answer: exists,
    },
    Route {
        method: "HEAD",
        path: "notifications/channels/{}",
        permissions: &[],
        answer: exists,
    },
    Route {
        method: "GET",
        path: "notifications/channels/{}/subscriptions",
        permissions: &[],
        answer: subscriptions,
    },
    Route {
        method: "POST",
        path: "notifications/channels/{}/subscriptions",
        permissions: &[],
        answer: add,
    },
    Route {
        method: "PUT",
        path: "notifications/channels/{}/subscriptions",
        permissions: &[],
        answer: replace,
    },
    Route {
        method: "DELETE",
        path: "notifications/channels/{}/subscriptions",
        permissions: &[],
        answer: clear,
    },
];

fn open(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let secret = state.config.secret.as_deref().unwrap_or_default();
    let id = secret::channel(state.config.seed, secret, state.channels_opened);
    state.channels_opened += 1;
    let expires = state.in_ms(state.config.channel_lifetime_ms);
    let owner = (call.caller.client.clone(), call.caller.user);
    let (token, code) = (call.caller.token.clone(), state.config.close_gone);
    state.channels.open(id.clone(), owner, token, expires, code);
    state.schedule_end(&id, expires);
    Ok(Response::ok(channel_json(call, &id, expires)))
}

fn channels(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let of_client = call.request.parameter("includechannels");
    let of_client = of_client.is_some_and(|which| which.eq_ignore_ascii_case("oauthclient"));
    let own = state
        .channels
        .iter()
        .filter(|(_, channel)| match of_client {
            true => channel.owner.0 == call.caller.client,
            false => channel.token == call.caller.token,
        });
    let entities = own.map(|(id, channel)| channel_json(call, id, channel.expires));
    Ok(Response::ok(
        Object::new().raw("entities", &list(entities)).end(),
    ))
}

fn exists(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let id = of_path(state, call)?;
    let expires = state.channels.get(&id).map(|channel| channel.expires);
    let body = expires.map(|expires| channel_json(call, &id, expires));
    Ok(Response::ok(body.unwrap_or_default()))
}

fn subscriptions(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let id = of_path(state, call)?;
    Ok(Response::ok(state.subscriptions_json(&id)?))
}

fn add(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    subscribe(state, call, Change::Add)
}

fn replace(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    subscribe(state, call, Change::Replace)
}

fn subscribe(state: &mut State, call: &Call<'_>, change: Change) -> Result<Response, Refusal> {
    let id = of_path(state, call)?;
    let topics = match call.request.json()? {
        Value::Array(topics) => topics,
        Value::Null => Vec::new(),
        Value::Object(body) if body.is_empty() => Vec::new(),
        _ => {
            return Err(Refusal::bad_request(
                "expected a list of topics, each with an id",
            ));
        }
    };
    let names = topics.iter().map(|topic| {
        let name = topic.get("id").and_then(Value::as_str);
        name.map(str::to_owned).ok_or_else(|| {
            let reason = "expected the name of a topic";
            Refusal::new(400, "notification.invalid.topic", reason).about("id", reason)
        })
    });
    let names = names.collect::<Result<Vec<String>, Refusal>>()?;
    let ignores_errors = call.flag("ignoreErrors");
    state.subscribe(&id, call.caller, &names, change, ignores_errors)?;
    Ok(Response::ok(state.subscriptions_json(&id)?))
}

fn clear(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let id = of_path(state, call)?;
    if let Some(channel) = state.channels.touch(&id) {
        channel.unsubscribe(None, &[]);
    }
    Ok(Response::empty(200))
}

/// The channel of the path, if it is one of the caller's client.
fn of_path(state: &State, call: &Call<'_>) -> Result<String, Refusal> {
    let id = call.parts.first().copied().unwrap_or_default();
    let channel = state.channels.get(id);
    let is_own = channel.is_some_and(|channel| channel.owner.0 == call.caller.client);
    is_own.then(|| id.to_owned()).ok_or_else(|| no_channel(id))
}

fn channel_json(call: &Call<'_>, id: &str, expires: message_model::Timestamp) -> String {
    Object::new()
        .put("connectUri", &format!("ws://{}/channels/{id}", call.host))
        .put("id", id)
        .time("expires", expires)
        .end()
}
