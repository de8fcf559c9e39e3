//! What supervisors do: monitoring an agent, and taking a conversation over.
//!
//! Somebody who monitors has no leg: nothing public shows one on messages. So a view does not tell
//! that somebody does (simplified), and all it leads to is that a conversation can be taken over.

use message_generator::{EventKind, Role};

use super::found;
use crate::call::{Call, Route};
use crate::refusal::Refusal;
use crate::response::Response;
use crate::state::State;

const MONITOR: &[&str] = &["conversation:message:monitor"];

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "conversations/messages/{}/participants/{}/monitor",
        permissions: MONITOR,
        answer: monitor,
    },
    Route {
        method: "POST",
        path: "conversations/messages/{}/participants/{}/takeover",
        permissions: MONITOR,
        answer: take_over,
    },
];

/// Monitors the leg of an agent who talks with the contact.
fn monitor(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (id, leg) = found::participant(state, call)?;
    let user = call.user()?;
    let live = state.live(id)?;
    let is_own = live.user(leg) == Some(user);
    if is_own {
        let code = "conversation.error.monitor.own.conversation";
        let message = "A user cannot monitor a conversation of their own.";
        return Err(Refusal::new(400, code, message));
    }
    let is_agent = live.role(leg) == Some(Role::Agent);
    let known = live.state().leg(leg);
    let is_engaged = known.is_some_and(|leg| leg.state().is_engaged());
    if !is_agent || !is_engaged {
        let reason = "the participant is not an agent who is connected";
        return Err(Refusal::bad_request(reason).about("participantId", reason));
    }
    state.monitors.insert((id, leg, user));
    Ok(Response::empty(201))
}

/// Takes the conversation from the agent who is monitored, who has to be (documented).
fn take_over(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (id, leg) = found::participant(state, call)?;
    let user = call.user()?;
    if !state.monitors.contains(&(id, leg, user)) {
        let reason = "the user does not monitor the participant";
        return Err(Refusal::bad_request(reason).about("participantId", reason));
    }
    let (status, code) = state.config.wrong_state.clone();
    let refused = |reason: String| {
        let message = format!("The conversation cannot be taken over: {reason}");
        Refusal::new(status, &code, message).about("participantId", reason)
    };
    state.change(id, |live, now| {
        let is_live = live.state().live().contains(&leg);
        if !is_live {
            return Err(refused("the participant has left".to_owned()));
        }
        let label = live.leg_label(leg);
        let plan = live.script().legs.get(&label);
        let queue = plan.and_then(|plan| plan.queue.clone());
        let plan = State::agent_plan(user, queue);
        let opened = live.open(now, EventKind::Pull, plan, None);
        opened.map(|_| ()).map_err(refused)
    })?;
    state.monitors.remove(&(id, leg, user));
    Ok(Response::empty(202))
}
