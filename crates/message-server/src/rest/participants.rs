//! What agents do with their legs: `PATCH` of participants and communications, parking, wrap-up.

use message_generator::EventKind;
use message_lifecycle::projection::{Projection, to_participant};
use message_lifecycle::{LegIndex, LegState};
use message_model::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::found;
use crate::body::{flag_of, text_of};
use crate::call::{Call, Route};
use crate::json::{Object, list, text};
use crate::live::Live;
use crate::refusal::Refusal;
use crate::response::Response;
use crate::said::WrapUp;
use crate::state::State;

const CHANGE: &[&str] = &[
    "conversation:participant:wrapup",
    "conversation:call:record",
    "conversation:communication:disconnect",
];
const WRAP_UP: &[&str] = &["conversation:participant:wrapup"];
const PARK: &[&str] = &["conversation:message:park"];

macro_rules! both {
    ($($method:literal $path:literal $permissions:ident $answer:ident;)*) => {
        &[$(
            Route {
                method: $method,
                path: concat!("conversations/messages/{}/", $path),
                permissions: $permissions,
                answer: $answer,
            },
            Route {
                method: $method,
                path: concat!("conversations/{}/", $path),
                permissions: $permissions,
                answer: $answer,
            },
        )*]
    };
}

const NONE: &[&str] = &[];

pub(crate) const ROUTES: &[Route] = both! {
    "PATCH" "participants/{}" CHANGE patch_participant;
    "PATCH" "participants/{}/communications/{}" NONE patch_communication;
    "PATCH" "participants/{}/parkingstate" PARK park;
    "GET" "participants/{}/wrapupcodes" WRAP_UP wrap_up_codes;
    "GET" "participants/{}/wrapup" WRAP_UP wrap_up;
    "GET" "participants/{}/communications/{}/wrapup" WRAP_UP wrap_up_of_communication;
    "POST" "participants/{}/communications/{}/wrapup" WRAP_UP set_wrap_up;
};

/// What a request changes about a leg, in the order in which it is done.
#[derive(Debug, Clone)]
enum Wish {
    State(EventKind),
    Hold(bool),
    Park(Timestamp),
    WrapUp(WrapUp),
    Skip,
}

impl Wish {
    fn field(&self) -> &'static str {
        match self {
            Self::State(_) | Self::Park(_) => "state",
            Self::Hold(_) => "held",
            Self::WrapUp(_) => "wrapup",
            Self::Skip => "wrapupSkipped",
        }
    }
}

fn patch_participant(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (id, leg) = found::participant(state, call)?;
    let body = call.request.object()?;
    let wishes = wishes(state, call, id, leg, &body)?;
    grant(state, call, id, leg, wishes)?;
    Ok(Response::empty(202))
}

fn patch_communication(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (id, _) = found::participant(state, call)?;
    let (_, leg) = found::communication(state, call, 2)?;
    let body = call.request.object()?;
    if text_of(&body, "state")?.is_none() {
        let reason = "expected a state";
        let refusal = Refusal::new(400, "communication.state.required", reason);
        return Err(refusal.about("state", reason));
    }
    let wishes = wishes(state, call, id, leg, &body)?;
    grant(state, call, id, leg, wishes)?;
    Ok(Response::json(202, "{}"))
}

/// What the body asks for. Properties that message legs do not have (`muted`, `confined`,
/// `recording`) are taken and have no effect.
fn wishes(
    state: &State,
    call: &Call<'_>,
    id: Uuid,
    leg: LegIndex,
    body: &Map<String, Value>,
) -> Result<Vec<Wish>, Refusal> {
    let live = state.live(id)?;
    let mut wishes = Vec::new();
    if let Some(wanted) = text_of(body, "state")? {
        match wanted.to_ascii_lowercase().as_str() {
            "connected" => {
                let is_parked = leg_state(live, leg)
                    .is_some_and(|state| matches!(state, LegState::Parked { .. }));
                match is_parked {
                    true => wishes.push(Wish::State(EventKind::Unpark)),
                    false => {
                        answers_as_user(call)?;
                        wishes.push(Wish::State(EventKind::Answer));
                    }
                }
            }
            "disconnected" => {
                let alerts = leg_state(live, leg)
                    .is_some_and(|state| matches!(state, LegState::Alerting { .. }));
                let event = if alerts {
                    EventKind::Decline
                } else {
                    EventKind::End
                };
                wishes.push(Wish::State(event));
            }
            "parked" => wishes.push(Wish::Park(resume_time(state, body)?)),
            _ => {
                let reason =
                    format!("found {wanted:?}, expected one of connected, disconnected, parked");
                let refusal = Refusal::new(400, "invalid.value", format!("state: {reason}"));
                return Err(refusal.about("state", reason));
            }
        }
    }
    if let Some(held) = flag_of(body, "held")? {
        let is_held = leg_state(live, leg)
            .is_some_and(|state| matches!(state, LegState::Connected { hold: Some(_), .. }));
        // Some clients send the whole of what they want: what is so already is no change.
        if held != is_held {
            wishes.push(Wish::Hold(held));
        }
    }
    if let Some(Value::Object(given)) = body.get("wrapup") {
        wishes.push(Wish::WrapUp(wrap_up_of(state, given)?));
    }
    if flag_of(body, "wrapupSkipped")? == Some(true) {
        wishes.push(Wish::Skip);
    }
    if wishes.is_empty() && body.is_empty() {
        return Err(Refusal::bad_request(
            "expected at least one property to change",
        ));
    }
    Ok(wishes)
}

/// Grants all wishes or none. Each that cannot be granted has a detail of its own.
fn grant(
    state: &mut State,
    call: &Call<'_>,
    id: Uuid,
    leg: LegIndex,
    wishes: Vec<Wish>,
) -> Result<(), Refusal> {
    let (status, code) = state.config.wrong_state.clone();
    let is_of_messages = call.is_of_messages;
    let is_single = wishes.len() == 1;
    let change = |live: &mut Live, now: Timestamp| {
        let mut refusal: Option<Refusal> = None;
        for wish in wishes {
            let field = wish.field();
            let code = match code_of(live, leg, &wish) {
                Some(known) if !is_of_messages => known,
                _ => code.as_str(),
            };
            if let Err(reason) = grant_one(live, now, leg, wish) {
                let known = refusal.take().unwrap_or_else(|| {
                    let message = format!("The change is not possible: {reason}");
                    Refusal::new(status, code, message)
                });
                refusal = Some(known.about(field, reason));
            }
        }
        refusal.map_or(Ok(()), Err)
    };
    match is_single {
        true => state.change_at_once(id, change),
        false => state.change(id, change),
    }
}

fn grant_one(live: &mut Live, now: Timestamp, leg: LegIndex, wish: Wish) -> Result<(), String> {
    match wish {
        Wish::State(event) => live.happen(now, leg, event),
        Wish::Hold(true) => live.happen(now, leg, EventKind::Hold),
        Wish::Hold(false) => live.happen(now, leg, EventKind::Resume),
        Wish::Park(resume) => {
            let mut step = live.step(leg, EventKind::Park);
            step.resume_in = Some(resume.millis_since(now).max(0));
            live.take(now, step, None)
        }
        Wish::WrapUp(wrap_up) => live.wrap_up(now, leg, wrap_up),
        Wish::Skip => live.happen(now, leg, EventKind::SkipWrapUp),
    }
}

/// The code that was documented for what cannot be granted.
fn code_of(live: &Live, leg: LegIndex, wish: &Wish) -> Option<&'static str> {
    let state = leg_state(live, leg)?;
    match (wish, state) {
        (Wish::Hold(_), LegState::Alerting { .. }) => Some("conversation.error.hold.alerting"),
        (Wish::State(_) | Wish::Hold(_), LegState::Disconnected { .. }) => {
            Some("conversation.error.participant.no.active.conversations")
        }
        _ => None,
    }
}

fn park(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (id, leg) = found::participant(state, call)?;
    let body = call.request.object()?;
    let wanted = text_of(&body, "state")?.unwrap_or_else(|| "parked".to_owned());
    let wish = match wanted.to_ascii_lowercase().as_str() {
        "parked" => Wish::Park(resume_time(state, &body)?),
        "connected" => Wish::State(EventKind::Unpark),
        _ => {
            let reason = format!("found {wanted:?}, expected parked or connected");
            let refusal = Refusal::new(400, "invalid.value", format!("state: {reason}"));
            return Err(refusal.about("state", reason));
        }
    };
    grant(state, call, id, leg, vec![wish])?;
    Ok(Response::empty(204))
}

fn wrap_up_codes(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    found::participant(state, call)?;
    let codes = state.organisation.wrap_up_codes();
    let codes = codes.iter().map(|code| {
        Object::new()
            .id("id", code.id)
            .put("name", &code.name)
            .put(
                "selfUri",
                &format!("/api/v2/routing/wrapupcodes/{}", code.id),
            )
            .end()
    });
    Ok(Response::ok(list(codes)))
}

fn wrap_up(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let (id, leg) = found::participant(state, call)?;
    assigned(state, id, leg)
}

fn wrap_up_of_communication(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    found::participant(state, call)?;
    let (id, leg) = found::communication(state, call, 2)?;
    assigned(state, id, leg)
}

/// What the after-call work of a leg resulted in; `{}` while it is pending.
fn assigned(state: &State, id: Uuid, leg: LegIndex) -> Result<Response, Refusal> {
    let live = state.live(id)?;
    let content = live.content();
    let participant = to_participant(Projection::new(live.state(), &content), leg);
    Ok(Response::ok(match participant.wrapup {
        Some(wrap_up) => text(&wrap_up),
        None => "{}".to_owned(),
    }))
}

fn set_wrap_up(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    found::participant(state, call)?;
    let (id, leg) = found::communication(state, call, 2)?;
    let body = call.request.object()?;
    let wish = Wish::WrapUp(wrap_up_of(state, &body)?);
    grant(state, call, id, leg, vec![wish])?;
    Ok(Response::empty(202))
}

/// The wrap-up of a body. Its code is that of the organisation with this id or name, or any other.
fn wrap_up_of(state: &State, body: &Map<String, Value>) -> Result<WrapUp, Refusal> {
    let Some(code) = text_of(body, "code")?.filter(|code| !code.is_empty()) else {
        let reason = "expected the id of a wrap-up code";
        let code = "conversation.error.wrapup.code.required";
        return Err(Refusal::new(400, code, reason).about("wrapup.code", reason));
    };
    let notes = text_of(body, "notes")?;
    let codes = state.organisation.wrap_up_codes();
    let known = codes
        .into_iter()
        .find(|known| known.id.to_string() == code || known.name == code);
    Ok(match known {
        Some(known) => WrapUp {
            code: known.id.to_string(),
            name: Some(known.name),
            notes,
        },
        None => WrapUp {
            code,
            name: text_of(body, "name")?,
            notes,
        },
    })
}

/// When a leg that is parked comes back.
fn resume_time(state: &State, body: &Map<String, Value>) -> Result<Timestamp, Refusal> {
    let given = text_of(body, "resumeTime")?;
    given.map_or(Ok(state.in_ms(state.config.park_ms)), |given| {
        given.parse().map_err(|_| {
            let reason = "expected a time as RFC 3339, with its time zone";
            Refusal::new(400, "invalid.date", format!("resumeTime: {reason}"))
                .about("resumeTime", reason)
        })
    })
}

/// Who answers is a user.
fn answers_as_user(call: &Call<'_>) -> Result<(), Refusal> {
    call.user().map(|_| ())
}

fn leg_state(live: &Live, leg: LegIndex) -> Option<&LegState> {
    live.state().leg(leg).map(|leg| leg.state())
}
