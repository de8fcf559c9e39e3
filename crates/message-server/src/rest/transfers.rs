//! Transfers: the deprecated `replace` and the calls that succeed it.
//!
//! To a queue, the agent's leg ends and the queue's opens at once. To a user, the agent's leg stays
//! until the colleague has answered, whether the transfer is attended or not: the window stays open
//! until then (documented for people), and the table has no other way.

use message_generator::{EventKind, LegPlan, Role};
use message_lifecycle::LegState;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::found;
use crate::body::{id_of, text_of};
use crate::call::{Call, Route};
use crate::contact::conversation_label;
use crate::refusal::Refusal;
use crate::response::Response;
use crate::state::State;

const BLIND: &[&str] = &["conversation:communication:blindTransfer"];
const TO_AGENT: &[&str] = &[
    "conversation:communication:blindTransfer",
    "conversation:communication:blindTransferAgent",
];
const TO_QUEUE: &[&str] = &[
    "conversation:communication:blindTransfer",
    "conversation:communication:blindTransferQueue",
];

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "conversations/messages/{}/participants/{}/replace",
        permissions: BLIND,
        answer: replace,
    },
    Route {
        method: "POST",
        path: "conversations/{}/participants/{}/replace",
        permissions: BLIND,
        answer: replace,
    },
    Route {
        method: "POST",
        path: "conversations/{}/participants/{}/replace/agent",
        permissions: TO_AGENT,
        answer: to_agent,
    },
    Route {
        method: "POST",
        path: "conversations/{}/participants/{}/replace/queue",
        permissions: TO_QUEUE,
        answer: to_queue,
    },
    Route {
        method: "POST",
        path: "conversations/{}/participants/{}/transfer",
        permissions: BLIND,
        answer: replace,
    },
];

fn replace(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let body = call.request.object()?;
    let (user, queue) = (id_of(&body, "userId")?, id_of(&body, "queueId")?);
    match (user, queue, text_of(&body, "address")?) {
        (Some(user), None, None) => transfer_to_user(state, call, &body, user),
        (None, Some(queue), None) => transfer_to_queue(state, call, &body, queue),
        (None, None, Some(_)) => {
            let reason = "transfers to addresses are not modelled";
            Err(Refusal::new(501, "not.implemented", reason).about("address", reason))
        }
        (None, None, None) => Err(required()),
        _ => {
            let reason = "expected one of userId, queueId and address";
            Err(Refusal::bad_request(reason).about("userId", reason))
        }
    }
}

fn to_agent(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let body = call.request.object()?;
    let user = id_of(&body, "userId")?.ok_or_else(required)?;
    transfer_to_user(state, call, &body, user)
}

fn to_queue(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let body = call.request.object()?;
    let queue = id_of(&body, "queueId")?.ok_or_else(required)?;
    transfer_to_queue(state, call, &body, queue)
}

fn transfer_to_queue(
    state: &mut State,
    call: &Call<'_>,
    body: &Map<String, Value>,
    queue: Uuid,
) -> Result<Response, Refusal> {
    let (id, leg) = found::participant(state, call)?;
    takes_part(state, call, id)?;
    transfer_type(body)?;
    let Some(line) = state.queue(&queue.to_string()) else {
        let code = "conversations.error.queue.not.found";
        let message = format!("The queue {queue} was not found.");
        return Err(Refusal::new(400, code, message).about("queueId", "there is no such queue"));
    };
    let label = line.label.clone();
    state.change(id, |live, now| {
        let connected = live
            .state()
            .leg(leg)
            .is_some_and(|leg| leg.state().is_engaged());
        live.happen(now, leg, EventKind::Transfer)
            .map_err(|reason| not_possible(connected, reason))?;
        let mut plan = LegPlan::of(Role::Acd);
        plan.queue = Some(label);
        plan.conversation = conversation_label(live);
        live.open(now, EventKind::Enter, plan, None)
            .map(|_| ())
            .map_err(|reason| not_possible(connected, reason))
    })?;
    Ok(Response::empty(202))
}

fn transfer_to_user(
    state: &mut State,
    call: &Call<'_>,
    body: &Map<String, Value>,
    user: Uuid,
) -> Result<Response, Refusal> {
    let (id, leg) = found::participant(state, call)?;
    takes_part(state, call, id)?;
    transfer_type(body)?;
    let live = state.live(id)?;
    let initiator = live.user(leg);
    let label = live.leg_label(leg);
    let queue = live
        .script()
        .legs
        .get(&label)
        .and_then(|plan| plan.queue.clone());
    let connected = live.state().leg(leg).is_some_and(|leg| {
        matches!(
            leg.state(),
            LegState::Connected { .. } | LegState::Parked { .. }
        )
    });
    if state.person(user).is_none() {
        let reason = "there is no such user";
        let message = format!("The user {user} was not found.");
        return Err(Refusal::bad_request(message).about("userId", reason));
    }
    if initiator == Some(user) {
        let code = match call.is_of_messages {
            true => "bad.request",
            false => "conversations.error.transfer.same.party",
        };
        let reason = "a conversation cannot be transferred to the party that has it";
        return Err(Refusal::new(400, code, reason).about("userId", reason));
    }
    if !connected {
        return Err(not_possible(
            false,
            "the participant is not connected".to_owned(),
        ));
    }
    state
        .offer_to(id, user, queue)
        .map_err(|refusal| not_possible(true, refusal.message().to_owned()))?;
    Ok(Response::empty(202))
}

/// Who transfers by the calls of messages takes part in the conversation. (By those of all media,
/// a supervisor need not.)
fn takes_part(state: &State, call: &Call<'_>, id: Uuid) -> Result<(), Refusal> {
    let live = state.live(id)?;
    let user = call.caller.user.filter(|_| call.is_of_messages);
    let is_there = |user: Uuid| {
        let mut legs = live.state().live().iter();
        legs.any(|leg| live.user(*leg) == Some(user))
    };
    if user.is_none_or(is_there) {
        return Ok(());
    }
    let code = "conversation.error.forbidden.not.active.participant";
    let message = "The user is no active participant of the conversation.";
    Err(Refusal::new(403, code, message))
}

fn transfer_type(body: &Map<String, Value>) -> Result<(), Refusal> {
    let kind = text_of(body, "transferType")?.unwrap_or_else(|| "Unattended".to_owned());
    let is_known = ["attended", "unattended"]
        .iter()
        .any(|known| kind.eq_ignore_ascii_case(known));
    is_known.then_some(()).ok_or_else(|| {
        let reason = format!("found {kind:?}, expected Attended or Unattended");
        Refusal::new(400, "invalid.value", format!("transferType: {reason}"))
            .about("transferType", reason)
    })
}

fn required() -> Refusal {
    let reason = "expected one of userId, queueId and address";
    Refusal::new(
        400,
        "conversations.error.transfer.destination.required",
        reason,
    )
    .about("userId", reason)
}

fn not_possible(connected: bool, reason: String) -> Refusal {
    let code = match connected {
        true => "bad.request",
        false => "conversations.error.transfer.not.connected",
    };
    let message = format!("The transfer is not possible: {reason}");
    Refusal::new(400, code, message).about("participantId", reason)
}
