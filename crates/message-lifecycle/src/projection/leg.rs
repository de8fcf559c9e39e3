//! The properties of a leg: the wire's `Message`.

use std::borrow::Cow;

use message_model::{AfterCallWorkState, ErrorBody, MessageState, Timestamp};

use super::Projection;
use super::property::{LegProperty, WorkSummary, WrapUpSummary};
use super::segments::Segments;
use crate::{Content, Ending, Leg, LegIndex, LegState, StateName, Work, WorkEnd};

/// Calls `visit` with each property that the leg has now, in the contract's order.
///
/// `visit` is not called if the conversation has no such leg.
pub fn visit_leg<'v, C: Content + ?Sized>(
    projection: Projection<'v, C>,
    index: LegIndex,
    mut visit: impl FnMut(LegProperty<'v>),
) {
    let Some(leg) = projection.conversation.leg(index) else {
        return;
    };
    let setup = projection.conversation.setup();
    let content = projection.content.leg(index, leg);
    let state = &leg.state;
    let mut push = |property: Option<LegProperty<'v>>| {
        if let Some(property) = property.and_then(|property| projection.as_sent(property)) {
            visit(property);
        }
    };
    push(Some(LegProperty::State(wire_state(state))));
    push(Some(LegProperty::InitialState(initial_state(state))));
    push(Some(LegProperty::Id(projection.content.leg_id(index))));
    push(Some(LegProperty::Held(state.name() == StateName::Held)));
    push(Some(LegProperty::Segments(Segments::new(&leg.segments))));
    push(Some(LegProperty::Direction(&setup.direction)));
    push(content.recording_id.map(LegProperty::RecordingId));
    push(error_info(projection, index, leg).map(LegProperty::ErrorInfo));
    push(end(state).map(|(_, ending)| LegProperty::DisconnectType(ending)));
    push(start_hold_time(state).map(LegProperty::StartHoldTime));
    push(
        state
            .alerted()
            .map(|moment| LegProperty::StartAlertingTime(moment.cloud)),
    );
    push(
        state
            .connection()
            .map(|connection| LegProperty::ConnectedTime(connection.connected.cloud)),
    );
    push(end(state).map(|(at, _)| LegProperty::DisconnectedTime(at)));
    push(content.provider.map(LegProperty::Provider));
    push(content.authenticated.map(LegProperty::Authenticated));
    push(Some(LegProperty::Type(Cow::Borrowed(&setup.channel))));
    push(content.recipient_country.map(LegProperty::RecipientCountry));
    push(content.recipient_type.map(LegProperty::RecipientType));
    push(content.script_id.map(LegProperty::ScriptId));
    push(
        leg.peer
            .map(|peer| LegProperty::PeerId(projection.content.leg_id(peer))),
    );
    push(content.to.map(LegProperty::ToAddress));
    push(content.from.map(LegProperty::FromAddress));
    push(
        Some(leg.messages.as_slice())
            .filter(|messages| !messages.is_empty())
            .map(LegProperty::Messages),
    );
    push(content.journey_context.map(LegProperty::JourneyContext));
    push(wrap_up(projection, index, leg).map(LegProperty::Wrapup));
    push(after_call_work(state).map(LegProperty::AfterCallWork));
    // Observed on every leg, even where wrapupRequired is true.
    push(Some(LegProperty::AfterCallWorkRequired(false)));
    push(
        content
            .agent_assistant_id
            .map(LegProperty::AgentAssistantId),
    );
    push(
        content
            .byo_sms_integration_id
            .map(LegProperty::ByoSmsIntegrationId),
    );
    push(
        content
            .queue_media_settings
            .map(LegProperty::QueueMediaSettings),
    );
    push(content.engagement_source.map(LegProperty::EngagementSource));
    push(resume_time(state).map(LegProperty::ResumeTime));
    push(park_time(state).map(LegProperty::ParkTime));
}

fn wire_state(state: &LegState) -> MessageState {
    match state {
        LegState::Alerting { .. } => MessageState::Alerting,
        LegState::Connected { .. } => MessageState::Connected,
        LegState::Parked { .. } => MessageState::Parked,
        LegState::Disconnected { .. } => MessageState::Disconnected,
    }
}

fn initial_state(state: &LegState) -> MessageState {
    match state.alerted() {
        Some(_) => MessageState::Alerting,
        None => MessageState::Connected,
    }
}

pub(super) fn end(state: &LegState) -> Option<(Timestamp, Ending)> {
    match state {
        LegState::Disconnected { at, ending, .. } => Some((at.provider, *ending)),
        LegState::Alerting { .. } | LegState::Connected { .. } | LegState::Parked { .. } => None,
    }
}

fn start_hold_time(state: &LegState) -> Option<Timestamp> {
    match state {
        LegState::Connected { hold, .. } => hold.map(|since| since.cloud),
        LegState::Alerting { .. } | LegState::Parked { .. } | LegState::Disconnected { .. } => None,
    }
}

fn resume_time(state: &LegState) -> Option<Timestamp> {
    match state {
        LegState::Parked { parking, .. } => Some(parking.resume),
        LegState::Alerting { .. } | LegState::Connected { .. } | LegState::Disconnected { .. } => {
            None
        }
    }
}

fn park_time(state: &LegState) -> Option<Timestamp> {
    match state {
        LegState::Parked { since, .. } => Some(since.cloud),
        LegState::Alerting { .. } | LegState::Connected { .. } | LegState::Disconnected { .. } => {
            state
                .connection()
                .and_then(|connection| connection.parked)
                .map(|moment| moment.cloud)
        }
    }
}

fn error_info<'v, C: Content + ?Sized>(
    projection: Projection<'v, C>,
    index: LegIndex,
    leg: &Leg,
) -> Option<Cow<'v, ErrorBody>> {
    match end(&leg.state) {
        Some((_, Ending::Error)) => projection.content.leg_error(index, leg),
        Some((_, Ending::Peer)) => projection.content.late_end_error(index, leg),
        _ => None,
    }
}

/// When the leg's after-call work began and ended as the wire shows it, and how it ended; `None`
/// while it is not over.
fn work_end(leg: &LegState) -> Option<(Timestamp, Timestamp, WorkEnd)> {
    match leg {
        LegState::Disconnected {
            at,
            work: Some(Work::Over { at: over, how }),
            ..
        } => match how {
            WorkEnd::Skipped => Some((at.provider, at.provider, *how)),
            // The cloud's clock may be behind the provider's, from which the start is read; the end
            // must not be earlier.
            WorkEnd::Completed | WorkEnd::TimedOut | WorkEnd::BySystem => {
                Some((at.provider, over.cloud.max(at.provider), *how))
            }
        },
        LegState::Alerting { .. }
        | LegState::Connected { .. }
        | LegState::Parked { .. }
        | LegState::Disconnected { .. } => None,
    }
}

pub(super) fn after_call_work(state: &LegState) -> Option<WorkSummary> {
    if let LegState::Disconnected {
        at,
        work: Some(Work::Pending),
        ..
    } = state
    {
        return Some(WorkSummary {
            start: at.provider,
            end: None,
            state: AfterCallWorkState::Pending,
        });
    }
    let (start, end, how) = work_end(state)?;
    let state = match how {
        WorkEnd::Skipped => AfterCallWorkState::Skipped,
        WorkEnd::Completed | WorkEnd::TimedOut | WorkEnd::BySystem => AfterCallWorkState::Complete,
    };
    Some(WorkSummary {
        start,
        end: Some(end),
        state,
    })
}

pub(super) fn wrap_up<'v, C: Content + ?Sized>(
    projection: Projection<'v, C>,
    index: LegIndex,
    leg: &Leg,
) -> Option<WrapUpSummary<'v>> {
    let (start, end, how) = work_end(&leg.state)?;
    let content = projection.content.wrap_up(index, leg, how)?;
    Some(WrapUpSummary {
        content,
        duration_seconds: (end.millis_since(start) + 500).div_euclid(1_000),
        end,
    })
}
