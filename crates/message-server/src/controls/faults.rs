//! The controls that disturb: failures, sockets and tokens that end, frames of a test's own.

use message_faults::stream::Preset;
use serde_json::Value;

use super::from_json;
use crate::body::{flag_of, not_a, text_of};
use crate::channels::SocketId;
use crate::fault::Failure;
use crate::json::Object;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::response::Response;
use crate::state::Task;
use crate::world::World;

pub(super) fn fail(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let failure: Failure = from_json(request)?;
    if let Some((name, reason)) = failure.problem() {
        return Err(Refusal::bad_request(format!("{name}: {reason}")).about(name, reason));
    }
    world.state.failures.push(failure);
    Ok(Response::ok("{}"))
}

/// Has the line disturb what is sent on it from now on.
pub(super) fn set_stream(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let preset = text_of(&request.object()?, "preset")?.unwrap_or_default();
    let preset = preset.parse::<Preset>();
    let preset = preset.map_err(|error| not_a("preset", &error.expected().to_string()))?;
    world.state.stream.set(preset);
    Ok(Response::ok("{}"))
}

pub(super) fn send_event(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let body = request.object()?;
    let topic = text_of(&body, "topicName")?.ok_or_else(|| not_a("topicName", "a topic"))?;
    let event = body.get("eventBody").cloned().unwrap_or_default();
    let frame = Object::new()
        .put("topicName", &topic)
        .put("version", "2")
        .put("eventBody", &event)
        .raw("metadata", "{}");
    let count = world.state.publish(&topic, frame.end().into());
    Ok(Response::ok(Object::new().put("sockets", &count).end()))
}

pub(super) fn close_sockets(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let body = request.object()?;
    let code = match body.get("code") {
        None | Some(Value::Null) => world.state.config.close_gone,
        Some(code) => {
            let code = code.as_u64().and_then(|code| u16::try_from(code).ok());
            let code = code.filter(|code| (1000..5000).contains(code));
            code.ok_or_else(|| not_a("code", "a close code from 1000 to 4999"))?
        }
    };
    let after_ms = body.get("afterMs").and_then(Value::as_u64);
    each_socket(world, request, |world, socket| {
        let state = &mut world.state;
        match after_ms {
            None => state.channels.close(socket, code, "asked for"),
            Some(after_ms) => {
                state.announce_close(socket);
                let after_ms = u32::try_from(after_ms).unwrap_or(u32::MAX);
                let at = state.in_ms(after_ms);
                state.schedule(at, Task::SocketCloses(socket));
            }
        }
    })
}

pub(super) fn cut_sockets(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    each_socket(world, request, |world, socket| {
        world.state.channels.cut(socket);
    })
}

/// Nothing is sent for so many milliseconds of the platform's clock: no heartbeat, no frame, no
/// answer. Pings of the protocol are still answered, below the platform.
pub(super) fn silence_sockets(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let millis = request.object()?.get("ms").and_then(Value::as_u64);
    let millis = millis.and_then(|millis| u32::try_from(millis).ok());
    let millis = millis.ok_or_else(|| not_a("ms", "a number of milliseconds"))?;
    let until = world.state.in_ms(millis);
    each_socket(world, request, |world, socket| {
        world.state.channels.silence(socket, until);
        world.state.schedule(until, Task::SocketSpeaks(socket));
    })
}

/// Does something with each socket of the channel that is named, or with all.
fn each_socket(
    world: &mut World,
    request: &Request,
    act: impl Fn(&mut World, SocketId),
) -> Result<Response, Refusal> {
    let channel = text_of(&request.object()?, "channelId")?;
    let channels = &world.state.channels;
    let is_meant =
        |socket: &SocketId| channel.is_none() || channels.channel_of(*socket) == channel.as_deref();
    let sockets: Vec<SocketId> = channels.sockets().into_iter().filter(is_meant).collect();
    for socket in &sockets {
        act(world, *socket);
    }
    let count = Object::new().put("sockets", &sockets.len());
    Ok(Response::ok(count.end()))
}

pub(super) fn lose_channel(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let channel = text_of(&request.object()?, "channelId")?;
    let channel = channel.ok_or_else(|| not_a("channelId", "the id of a channel"))?;
    if !world.state.channels.lose(&channel) {
        return Err(Refusal::not_found(format!("there is no channel {channel}")));
    }
    Ok(Response::ok("{}"))
}

pub(super) fn revoke(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let body = request.object()?;
    let is_all = flag_of(&body, "all")?.unwrap_or_default();
    let state = &mut world.state;
    match text_of(&body, "token")? {
        Some(token) => {
            for channel in state.channels.of_token(&token) {
                state.channel_loses_token(&channel);
            }
            let known = state.tokens.revoke(&token);
            Ok(Response::ok(Object::new().put("revoked", &known).end()))
        }
        None if is_all => {
            let all: Vec<String> = state.channels.iter().map(|(id, _)| id.to_owned()).collect();
            for channel in all {
                state.channel_loses_token(&channel);
            }
            state.tokens.clear();
            Ok(Response::ok(Object::new().put("revoked", &true).end()))
        }
        None => Err(not_a("token", "a token, or all: true")),
    }
}
