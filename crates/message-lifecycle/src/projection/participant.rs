//! The properties of a participant: the wire's `Participant`.

use super::Projection;
use super::leg::{after_call_work, end, wrap_up};
use super::property::ParticipantProperty;
use super::routing::routing_data;
use crate::{Content, LegIndex, Role, Work, WorkEnd};

/// Calls `visit` with each property that the participant who holds this leg has now, in the
/// contract's order.
///
/// `visit` is not called if the conversation has no such leg.
pub fn visit_participant<'v, C: Content + ?Sized>(
    projection: Projection<'v, C>,
    index: LegIndex,
    mut visit: impl FnMut(ParticipantProperty<'v>),
) {
    let Some(leg) = projection.conversation.leg(index) else {
        return;
    };
    let content = projection.content.participant(index, leg);
    let work = after_call_work(&leg.state);
    let mut push = |property: Option<ParticipantProperty<'v>>| {
        if let Some(property) = property.and_then(|property| projection.as_sent(property)) {
            visit(property);
        }
    };
    let connection = leg.state.connection();
    let is_agent = leg.role == Role::Agent;
    push(Some(ParticipantProperty::Id(content.id)));
    push(Some(ParticipantProperty::StartTime(leg.opened.provider)));
    push(end(&leg.state).map(|(at, _)| ParticipantProperty::EndTime(at)));
    push(
        connection
            .map(|connection| ParticipantProperty::ConnectedTime(connection.connected.provider)),
    );
    push(content.name.map(ParticipantProperty::Name));
    push(content.user_id.map(ParticipantProperty::User));
    push(
        content
            .external_contact_id
            .map(ParticipantProperty::ExternalContactId),
    );
    let (queue_id, queue_name) = projection.queue_of(index, leg).unzip();
    push(queue_id.map(ParticipantProperty::QueueId));
    push(queue_name.flatten().map(ParticipantProperty::QueueName));
    push(Some(ParticipantProperty::Purpose(leg.role)));
    push(participant_type(leg.role).map(ParticipantProperty::ParticipantType));
    push(content.address.map(ParticipantProperty::Address));
    // Observed: true for an agent from the connect on, false for everybody else and for offers that
    // were not answered.
    push(Some(ParticipantProperty::WrapupRequired(
        is_agent && connection.is_some(),
    )));
    push(content.wrapup_prompt.map(ParticipantProperty::WrapupPrompt));
    push(
        content
            .wrapup_timeout_ms
            .map(ParticipantProperty::WrapupTimeoutMs),
    );
    push(is_skipped(&leg.state).then_some(ParticipantProperty::WrapupSkipped(true)));
    push(wrap_up(projection, index, leg).map(ParticipantProperty::Wrapup));
    // Observed on every participant of a release that has it.
    push(Some(ParticipantProperty::MediaRoles(&["full"])));
    push(routing_data(projection, index, leg).map(ParticipantProperty::ConversationRoutingData));
    push(
        leg.state
            .alerted()
            .map(|_| ParticipantProperty::AlertingTimeoutMs(i64::from(leg.alerting_timeout_ms))),
    );
    push(Some(ParticipantProperty::Attributes(content.attributes)));
    push(Some(ParticipantProperty::Messages(index)));
    push(
        work.as_ref()
            .map(|work| ParticipantProperty::StartAcwTime(work.start)),
    );
    push(
        work.and_then(|work| work.end)
            .map(ParticipantProperty::EndAcwTime),
    );
}

/// The `participantType` that real payloads showed for each role (observed); for flows and programs
/// none is known.
fn participant_type(role: Role) -> Option<&'static str> {
    match role {
        Role::Customer | Role::External => Some("External"),
        Role::Acd => Some("ACD"),
        Role::Agent => Some("Internal"),
        Role::Workflow | Role::Bot | Role::Api => None,
    }
}

fn is_skipped(state: &crate::LegState) -> bool {
    matches!(
        state,
        crate::LegState::Disconnected {
            work: Some(Work::Over {
                how: WorkEnd::Skipped,
                ..
            }),
            ..
        }
    )
}
