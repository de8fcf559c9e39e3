//! Detail events: what the platform tells about one transition of one leg.

use message_model as wire;
use wire::{
    AcdOutcome, DetailDirection, DetailDisconnectType, DetailEvent, DetailMediaType,
    DetailMessageType, FlowType, Timestamp,
};

use super::Projection;
use super::leg::{after_call_work, end, wrap_up};
use crate::{Content, DetailMoment, Ending, Leg, LegIndex, Role, Segment, SegmentType, Text};

/// The detail event that the platform sends when a leg reaches this moment of its life, in the
/// release of the conversation's setup. `None` for a leg that has none, such as that of a program,
/// and if the leg has not reached the moment.
#[must_use]
pub fn detail_event<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    moment: DetailMoment,
) -> Option<DetailEvent> {
    let leg = projection.conversation.leg(index)?;
    let detail = Detail {
        projection,
        index,
        leg,
    };
    match moment {
        DetailMoment::Start => detail.start(),
        DetailMoment::End => detail.end(),
        DetailMoment::AfterCallWork => detail.after_call_work(),
    }
}

/// The name of the detail event that [`detail_event`] gives, such as `user.end`, at less cost.
#[must_use]
pub fn detail_event_name<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    moment: DetailMoment,
) -> Option<&'static str> {
    let leg = projection.conversation.leg(index)?;
    let has_reached = match moment {
        DetailMoment::Start => true,
        DetailMoment::End => end(leg.state()).is_some(),
        DetailMoment::AfterCallWork => wrap_up(projection, index, leg).is_some(),
    };
    name(leg.role(), moment).filter(|_| has_reached)
}

/// The name of the detail event of a leg of this role at this moment of its life.
pub(crate) fn name(role: Role, moment: DetailMoment) -> Option<&'static str> {
    match (role, moment) {
        (Role::Customer | Role::External, DetailMoment::Start) => Some("customer.start"),
        (Role::Customer | Role::External, DetailMoment::End) => Some("customer.end"),
        (Role::Workflow | Role::Bot, DetailMoment::Start) => Some("flow.start"),
        (Role::Workflow | Role::Bot, DetailMoment::End) => Some("flow.end"),
        (Role::Acd, DetailMoment::Start) => Some("acd.start"),
        (Role::Acd, DetailMoment::End) => Some("acd.end"),
        (Role::Agent, DetailMoment::Start) => Some("user.start"),
        (Role::Agent, DetailMoment::End) => Some("user.end"),
        (_, DetailMoment::AfterCallWork) => Some("acw"),
        (Role::Api, DetailMoment::Start | DetailMoment::End) => None,
    }
}

struct Detail<'v, C: ?Sized> {
    projection: Projection<'v, C>,
    index: LegIndex,
    leg: &'v Leg,
}

/// Sets what every event about a leg has; the types have these properties in common.
macro_rules! of_leg {
    ($detail:expr, $event:expr, $at:expr) => {{
        let Detail {
            projection,
            index,
            leg,
        } = $detail;
        let content = projection.content.leg(*index, leg);
        let event = &mut $event;
        event.event_time = Some(millis($at));
        event.conversation_id = Some(projection.content.conversation().id.into());
        event.participant_id = Some(projection.content.participant(*index, leg).id.into());
        event.session_id = Some(projection.content.leg_id(*index).into());
        event.media_type = Some(DetailMediaType::Message);
        event.provider = content.provider.map(Text::into_owned);
        event.direction = Some(direction(&projection.conversation.setup().direction));
        event.message_type = Some(message_type(&projection.conversation.setup().channel));
        let normalized =
            |address: crate::AddressContent<'_>| address.normalized.map(Text::into_owned);
        event.address_to = content.to.and_then(normalized);
        event.address_from = content.from.and_then(normalized);
        event.conversation_external_contact_ids = $detail.external_contacts();
    }};
}

impl<C: Content + ?Sized> Detail<'_, C> {
    fn start(&self) -> Option<DetailEvent> {
        let at = self.leg.opened().provider;
        let revision = self.projection.revision();
        let participant = self.projection.content.participant(self.index, self.leg);
        Some(match self.leg.role() {
            Role::Customer | Role::External => {
                let mut event = wire::CustomerStartEvent::default();
                of_leg!(self, event, at);
                event.external_contact_id = participant.external_contact_id.map(Into::into);
                event.division_id = participant.division_id.map(Into::into);
                let journey = self
                    .projection
                    .content
                    .leg(self.index, self.leg)
                    .journey_context;
                event.journey_context = journey.map(|journey| Box::new(visit(&journey)));
                DetailEvent::CustomerStart(event.as_of(revision).value)
            }
            Role::Workflow | Role::Bot => {
                let mut event = wire::FlowStartEvent::default();
                of_leg!(self, event, at);
                event.flow_type = Some(flow_type(self.leg.role()));
                if let Some(flow) = participant.flow {
                    event.flow_id = Some(flow.id.into());
                    event.flow_version = flow.version.map(Text::into_owned);
                }
                event.division_id = participant.division_id.map(Into::into);
                DetailEvent::FlowStart(event.as_of(revision).value)
            }
            Role::Acd => {
                let mut event = wire::AcdStartEvent::default();
                of_leg!(self, event, at);
                event.queue_id = participant.queue_id.map(Into::into);
                event.division_id = participant.division_id.map(Into::into);
                // Nothing is asked of the routing (inferred: as the conversation says).
                event.routing_priority = Some(0);
                event.requested_routing_skill_ids = Some(Vec::new());
                event.skill_expression_applied = Some(false);
                DetailEvent::AcdStart(event.as_of(revision).value)
            }
            Role::Agent => {
                let mut event = wire::UserStartEvent::default();
                of_leg!(self, event, at);
                event.user_id = participant.user_id.map(Into::into);
                event.queue_id = participant.queue_id.map(Into::into);
                event.division_id = participant.division_id.map(Into::into);
                DetailEvent::UserStart(event.as_of(revision).value)
            }
            Role::Api => return None,
        })
    }

    fn end(&self) -> Option<DetailEvent> {
        let (at, ending) = end(self.leg.state())?;
        let lasted = between(self.leg.opened().provider, at);
        let revision = self.projection.revision();
        let participant = self.projection.content.participant(self.index, self.leg);
        Some(match self.leg.role() {
            Role::Customer | Role::External => {
                let mut event = wire::CustomerEndEvent::default();
                of_leg!(self, event, at);
                event.disconnect_type = Some(detail_disconnect_type(ending));
                event.external_contact_id = participant.external_contact_id.map(Into::into);
                event.division_id = participant.division_id.map(Into::into);
                event.interacting_duration_ms = Some(lasted);
                DetailEvent::CustomerEnd(event.as_of(revision).value)
            }
            Role::Workflow | Role::Bot => {
                let mut event = wire::FlowEndEvent::default();
                of_leg!(self, event, at);
                event.disconnect_type = Some(detail_disconnect_type(ending));
                event.flow_type = Some(flow_type(self.leg.role()));
                if let Some(flow) = participant.flow {
                    event.flow_id = Some(flow.id.into());
                    event.flow_version = flow.version.map(Text::into_owned);
                }
                event.division_id = participant.division_id.map(Into::into);
                event.connected_duration_ms = Some(lasted);
                let (reason, transfer) = self.projection.exit(self.index, ending);
                event.exit_reason = Some(reason);
                event.transfer_type = transfer;
                DetailEvent::FlowEnd(event.as_of(revision).value)
            }
            Role::Acd => {
                let mut event = wire::AcdEndEvent::default();
                of_leg!(self, event, at);
                event.disconnect_type = Some(detail_disconnect_type(ending));
                event.queue_id = participant.queue_id.map(Into::into);
                event.division_id = participant.division_id.map(Into::into);
                event.connected_duration_ms = Some(lasted);
                let answered = self.answered_by().filter(|_| ending == Ending::Transfer);
                event.acd_outcome = Some(match answered {
                    Some(_) => AcdOutcome::Answered,
                    None if ending == Ending::Transfer => AcdOutcome::FlowOut,
                    None => AcdOutcome::Abandon,
                });
                event.answered_user_id = answered.map(Into::into);
                event.requested_routings = Some(vec![String::from("STANDARD")]);
                event.used_routing = answered.map(|_| wire::UsedRouting::Standard);
                DetailEvent::AcdEnd(event.as_of(revision).value)
            }
            Role::Agent => {
                let mut event = wire::UserEndEvent::default();
                of_leg!(self, event, at);
                event.disconnect_type = Some(detail_disconnect_type(ending));
                event.user_id = participant.user_id.map(Into::into);
                event.queue_id = participant.queue_id.map(Into::into);
                event.division_id = participant.division_id.map(Into::into);
                let spent = |kind| Some(spent(self.leg.segments(), kind));
                event.interacting_duration_ms = spent(SegmentType::Interact);
                event.held_duration_ms = spent(SegmentType::Hold);
                event.alerting_duration_ms = spent(SegmentType::Alert);
                // Nobody is dialed or called back for a message, but real events have all six
                // durations, the zeros too.
                event.contacting_duration_ms = Some(0);
                event.dialing_duration_ms = Some(0);
                event.callback_duration_ms = Some(0);
                DetailEvent::UserEnd(event.as_of(revision).value)
            }
            Role::Api => return None,
        })
    }

    /// The work is over and resulted in a wrap-up; skipped work has no event (inferred).
    fn after_call_work(&self) -> Option<DetailEvent> {
        let work = after_call_work(self.leg.state())?;
        let at = work.end?;
        let wrap_up = wrap_up(self.projection, self.index, self.leg)?;
        let participant = self.projection.content.participant(self.index, self.leg);
        let mut event = wire::AfterCallWorkEvent::default();
        of_leg!(self, event, at);
        event.user_id = participant.user_id.map(Into::into);
        event.queue_id = participant.queue_id.map(Into::into);
        event.wrapup_code = Some(wrap_up.content.code.into_owned());
        event.wrapup_notes = wrap_up.content.notes.map(Text::into_owned);
        event.wrapup_duration_ms = Some(between(work.start, at));
        Some(DetailEvent::AfterCallWork(
            event.as_of(self.projection.revision()).value,
        ))
    }

    /// The user who answered the queue's offer.
    fn answered_by(&self) -> Option<uuid::Uuid> {
        let (index, leg) = self.projection.answered_by(self.index)?;
        self.projection.content.participant(index, leg).user_id
    }

    /// The external contacts known in the conversation so far.
    fn external_contacts(&self) -> Option<Vec<wire::Id>> {
        let mut ids: Vec<wire::Id> = Vec::new();
        for (index, leg) in self
            .projection
            .legs()
            .filter(|(_, leg)| leg.role().is_contact())
        {
            let participant = self.projection.content.participant(index, leg);
            if let Some(id) = participant.external_contact_id.map(wire::Id::from)
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        (!ids.is_empty()).then_some(ids)
    }
}

fn millis(at: Timestamp) -> i64 {
    at.as_micros().div_euclid(1_000)
}

pub(super) fn between(from: Timestamp, to: Timestamp) -> i64 {
    millis(to) - millis(from)
}

/// The time spent in segments of a type that have ended.
fn spent(segments: &[Segment], kind: SegmentType) -> i64 {
    let of_kind = segments.iter().filter(|segment| segment.kind == kind);
    of_kind
        .filter_map(|segment| Some(between(segment.start, segment.end?.0)))
        .sum()
}

fn direction(direction: &wire::Direction) -> DetailDirection {
    match direction {
        wire::Direction::Inbound => DetailDirection::Inbound,
        wire::Direction::Outbound => DetailDirection::Outbound,
        _ => DetailDirection::Unknown,
    }
}

/// The channel in the spelling of detail events; `UNKNOWN` for one that they do not list
/// (inferred).
fn message_type(channel: &wire::MessageType) -> DetailMessageType {
    match DetailMessageType::from_text(&channel.as_str().to_ascii_uppercase()) {
        DetailMessageType::Unrecognized(_) => DetailMessageType::Unknown,
        listed => listed,
    }
}

/// The disconnect type in the spelling of detail events (documented): upper case, dots become
/// underscores, and a kind of transfer stands before the word.
///
/// ```
/// use message_lifecycle::Ending;
/// use message_lifecycle::projection::detail_disconnect_type;
///
/// let text = |ending| detail_disconnect_type(ending).to_string();
/// assert_eq!(text(Ending::SessionExpired), "SESSION_EXPIRED");
/// assert_eq!(text(Ending::TransferNoAnswer), "NO_ANSWER_TRANSFER");
/// ```
#[must_use]
pub fn detail_disconnect_type(ending: Ending) -> DetailDisconnectType {
    let name = ending.disconnect_type();
    let text = match name.as_str() {
        // The legs' spelling runs these words together, so no rule can find where the underscore
        // belongs.
        "transfer.noanswer" => String::from("NO_ANSWER_TRANSFER"),
        "transfer.notavailable" => String::from("NOT_AVAILABLE_TRANSFER"),
        other => match other.strip_prefix("transfer.") {
            Some(kind) => format!("{}_TRANSFER", kind.to_ascii_uppercase()),
            None => other.to_ascii_uppercase().replace('.', "_"),
        },
    };
    DetailDisconnectType::from_text(&text)
}

/// The kind of flow: of the flow for messages (observed), or of a bot (documented).
pub(super) fn flow_type(role: Role) -> FlowType {
    match role {
        Role::Bot => FlowType::Digitalbot,
        _ => FlowType::Inboundshortmessage,
    }
}

fn visit(journey: &wire::JourneyContext) -> wire::DetailJourneyContext {
    let mut visit = wire::DetailJourneyContext::default();
    if let Some(session) = &journey.customer_session {
        visit.session_id.clone_from(&session.id);
        visit.session_id_type.clone_from(&session.r#type);
    }
    if let Some(action) = &journey.triggering_action {
        visit.action_id.clone_from(&action.id);
        let map = action.action_map.as_ref();
        visit.action_map_id = map.and_then(|map| map.id.clone());
    }
    visit
}
