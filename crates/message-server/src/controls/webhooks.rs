//! The controls of webhooks: what was posted, and how posts are answered by hand.

use serde_json::Value;
use uuid::Uuid;

use crate::body::{not_a, text_of};
use crate::outbox::WebhookOutcome;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::response::Response;
use crate::world::World;

/// The most posts that are answered by hand at once.
const TIMES_MAX: u64 = 1_000;

/// Takes what came of a post. The shell hands in what it has seen by this very request, so that it
/// is noted as every other change is.
pub(super) fn answer(
    world: &mut World,
    request: &Request,
    webhook: Uuid,
) -> Result<Response, Refusal> {
    let outcome = outcome_of(request)?;
    if world.state.webhook_answered(webhook, outcome) {
        return Ok(Response::ok("{}"));
    }
    let message = format!("the webhook {webhook} waits for no answer");
    Err(Refusal::not_found(message))
}

/// Has the next posts answered like this, so that none is made.
pub(super) fn answer_next(world: &mut World, request: &Request) -> Result<Response, Refusal> {
    let outcome = outcome_of(request)?;
    let times = match request.object()?.get("times") {
        None => Some(1),
        Some(times) => times.as_u64(),
    };
    let times = times.filter(|times| (1..=TIMES_MAX).contains(times));
    let times = times.and_then(|times| usize::try_from(times).ok());
    let times = times.ok_or_else(|| not_a("times", "a number from 1 to 1000"))?;
    world.state.outbox.answer_next(outcome, times);
    Ok(Response::ok("{}"))
}

fn outcome_of(request: &Request) -> Result<WebhookOutcome, Refusal> {
    let body = request.object()?;
    if body.get("timedOut").and_then(Value::as_bool) == Some(true) {
        return Ok(WebhookOutcome::TimedOut);
    }
    if let Some(why) = text_of(&body, "unreachable")? {
        return Ok(WebhookOutcome::Unreachable(why));
    }
    let status = body.get("status").and_then(Value::as_u64);
    let status = status.and_then(|status| u16::try_from(status).ok());
    let status = status.filter(|status| (100..=599).contains(status));
    let status = status.ok_or_else(|| not_a("status", "a status, timedOut or unreachable"))?;
    Ok(WebhookOutcome::Status(status))
}
