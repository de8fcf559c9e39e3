//! A leg as a session of the analytics details.

use message_model as wire;
use wire::{AnalyticsDeliveryStatus, AnalyticsDisconnectType, AnalyticsFlowType, AnalyticsRouting};

use super::Projection;
use super::analytics_metrics::{WorkTime, metrics, work};
use super::detail::flow_type;
use super::leg::{after_call_work, end, wrap_up};
use crate::{Content, Ending, Leg, LegIndex, Role, Segment, SegmentEnd, SegmentType, Status, Text};

/// The session, in its state now and with all that any release has.
pub(super) fn to_session<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> wire::AnalyticsSession {
    let setup = projection.conversation.setup();
    let content = projection.content.leg(index, leg);
    let routed = routed(projection, index, leg);
    let is_contact = leg.role().is_contact();
    let mut to = wire::AnalyticsSession::default();
    to.acw_skipped = is_skipped(leg).then_some(true);
    let normalized = |address: crate::AddressContent<'_>| address.normalized.map(Text::into_owned);
    to.address_from = content.from.and_then(normalized);
    to.address_to = content.to.and_then(normalized);
    to.agent_assistant_id = content.agent_assistant_id.map(Into::into);
    to.authenticated = content.authenticated.filter(|is_so| *is_so);
    to.delivery_status = delivery_status(projection, leg);
    to.direction = Some(setup.direction.clone());
    to.engagement_source = content.engagement_source;
    if let Some(error) = error(projection, index, leg) {
        to.error_code_description = error.message;
    }
    to.flow_in_type = flow_in_type(projection, index, leg);
    to.flow_out_type = flow_out_type(projection, index, leg);
    if let Some(journey) = &content.journey_context {
        set_journey(&mut to, journey);
    }
    to.media_type = Some(wire::AnalyticsMediaType::Message);
    to.message_type = Some(setup.channel.as_str().to_owned());
    to.peer_id = leg
        .peer()
        .map(|peer| projection.content.leg_id(peer).into());
    to.provider = content.provider.map(Text::into_owned);
    to.remote = contact_of(projection, leg)
        .filter(|_| !is_contact)
        .and_then(|(index, contact)| projection.content.participant(index, contact).name)
        .map(Text::into_owned);
    to.requested_routings = routed.map(|_| vec![String::from("Standard")]);
    to.script_id = content.script_id.map(Into::into);
    to.selected_agent_id = routed.flatten().map(Into::into);
    to.session_id = Some(projection.content.leg_id(index).into());
    to.used_routing = routed.flatten().map(|_| AnalyticsRouting::Standard);
    to.flow = flow(projection, index, leg).map(Box::new);
    to.metrics = Some(metrics(projection, index, leg)).filter(|all| !all.is_empty());
    to.segments = Some(segments(projection, index, leg));
    to
}

/// Whether routing was asked for here, and the user whom it selected, once that user has answered
/// (inferred: not before).
fn routed<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> Option<Option<uuid::Uuid>> {
    let user = |queue| {
        let (index, leg) = projection.answered_by(queue)?;
        projection.content.participant(index, leg).user_id
    };
    match leg.role() {
        Role::Acd => Some(user(index)),
        Role::Agent => {
            let content = projection.content.participant(index, leg);
            content.queue_id?;
            Some(
                content
                    .user_id
                    .filter(|_| leg.state().connection().is_some()),
            )
        }
        Role::Customer | Role::External => {
            // Of a contact who comes back, each leg has the queues from there on.
            let later = projection.legs().skip_while(|(at, _)| *at != index).skip(1);
            let own = later.take_while(|(_, other)| !other.role().is_contact());
            let mut queues = own
                .filter(|(_, other)| other.role() == Role::Acd)
                .peekable();
            queues.peek()?;
            Some(queues.filter_map(|(queue, _)| user(queue)).last())
        }
        Role::Workflow | Role::Bot | Role::Api => None,
    }
}

/// The contact's leg that this leg is about.
fn contact_of<'v, C: Content + ?Sized>(
    projection: Projection<'v, C>,
    leg: &Leg,
) -> Option<(LegIndex, &'v Leg)> {
    let peer = leg.peer()?;
    let leg = projection.conversation.leg(peer)?;
    leg.role().is_contact().then_some((peer, leg))
}

/// Where the contact came to the queue from: the last of the flows and agents before it who handed
/// on (observed: `workflow`, and `agent` after a transfer).
fn flow_in_type<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> Option<String> {
    if leg.role() != Role::Acd {
        return None;
    }
    let before = projection.legs().take_while(|(at, _)| *at != index);
    let handed_on = before.filter_map(|(at, other)| match end(other.state())? {
        (ended, Ending::Transfer) if other.role() != Role::Acd => Some((ended, at, other.role())),
        _ => None,
    });
    let (_, _, role) = handed_on.max_by_key(|(ended, at, _)| (*ended, *at))?;
    Some(purpose(role).as_str().to_owned())
}

/// Where the contact left the queue to, if nobody answered.
fn flow_out_type<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> Option<String> {
    let is_left = matches!(end(leg.state()), Some((_, Ending::Transfer)))
        && leg.role() == Role::Acd
        && projection.answered_by(index).is_none();
    let (_, next) = projection.next_after(index).filter(|_| is_left)?;
    Some(purpose(next.role()).as_str().to_owned())
}

/// The role of a leg in the words of analytics.
pub(super) fn purpose(role: Role) -> wire::AnalyticsPurpose {
    match role {
        Role::Customer => wire::AnalyticsPurpose::Customer,
        Role::External => wire::AnalyticsPurpose::External,
        Role::Workflow => wire::AnalyticsPurpose::Workflow,
        Role::Bot => wire::AnalyticsPurpose::Botflow,
        Role::Acd => wire::AnalyticsPurpose::Acd,
        Role::Agent => wire::AnalyticsPurpose::Agent,
        Role::Api => wire::AnalyticsPurpose::Api,
    }
}

fn set_journey(to: &mut wire::AnalyticsSession, journey: &wire::JourneyContext) {
    if let Some(customer) = &journey.customer {
        to.journey_customer_id.clone_from(&customer.id);
        to.journey_customer_id_type.clone_from(&customer.id_type);
    }
    if let Some(session) = &journey.customer_session {
        to.journey_customer_session_id.clone_from(&session.id);
        to.journey_customer_session_id_type
            .clone_from(&session.r#type);
    }
    if let Some(action) = &journey.triggering_action {
        to.journey_action_id.clone_from(&action.id);
        let map = action.action_map.as_ref();
        to.journey_action_map_id = map.and_then(|map| map.id.clone());
        to.journey_action_map_version = map.and_then(|map| map.version);
    }
}

/// The latest status of what this leg sent; web messaging has none (observed).
fn delivery_status<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    leg: &Leg,
) -> Option<AnalyticsDeliveryStatus> {
    let is_told = projection.conversation.setup().channel != wire::MessageType::WebMessaging;
    if leg.role().is_contact() || !is_told {
        return None;
    }
    let last = projection.conversation.message(*leg.messages().last()?)?;
    match last.status() {
        Status::Received => Some(AnalyticsDeliveryStatus::Received),
        Status::Queued => Some(AnalyticsDeliveryStatus::Queued),
        Status::Sent => Some(AnalyticsDeliveryStatus::Sent),
        Status::Published => Some(AnalyticsDeliveryStatus::Published),
        Status::DeliverySuccess => Some(AnalyticsDeliveryStatus::DeliverySuccess),
        Status::DeliveryFailed => Some(AnalyticsDeliveryStatus::DeliveryFailed),
        Status::Read => Some(AnalyticsDeliveryStatus::Read),
        Status::Failed => Some(AnalyticsDeliveryStatus::Failed),
        Status::Removed => None,
    }
}

/// The flow of a flow's own session. How it ended is told once it has.
fn flow<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> Option<wire::AnalyticsFlow> {
    let participant = projection.content.participant(index, leg);
    let flow = participant.flow?;
    let language = flow.language.map(Text::into_owned);
    let mut to = wire::AnalyticsFlow::default();
    to.flow_id = Some(flow.id.into());
    to.flow_name = participant.name.map(Text::into_owned);
    to.flow_version = flow.version.map(Text::into_owned);
    to.flow_type = Some(AnalyticsFlowType::from_text(flow_type(leg.role()).as_str()));
    to.entry_type = Some(wire::AnalyticsEntryType::Direct);
    to.entry_reason = match leg.role() {
        Role::Bot => projection.content.leg(index, leg).provider,
        _ => projection.content.conversation().address,
    }
    .map(Text::into_owned);
    to.starting_language.clone_from(&language);
    let Some((_, ending)) = end(leg.state()) else {
        return Some(to);
    };
    to.ending_language = language;
    let (reason, transfer) = projection.exit(index, ending);
    to.exit_reason = Some(reason.as_str().to_owned());
    to.transfer_type = transfer.as_ref().map(|kind| kind.as_str().to_owned());
    if let Some((next, other)) = projection.next_after(index).filter(|_| transfer.is_some()) {
        let target = projection.content.participant(next, other);
        to.transfer_target_address = target.queue_id.map(|id| id.to_string());
        to.transfer_target_name = target.name.map(Text::into_owned);
    }
    Some(to)
}

/// The segments of a leg, and that of its after-call work.
fn segments<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> Vec<wire::AnalyticsConversationSegment> {
    let queue = projection.queue_of(index, leg).map(|(id, _)| id);
    let of_queue = || {
        let mut to = wire::AnalyticsConversationSegment::default();
        to.conference = Some(false);
        to.queue_id = queue.map(Into::into);
        to
    };
    let error = error(projection, index, leg);
    let mut all: Vec<_> = leg
        .segments()
        .iter()
        .map(|segment| to_segment(segment, of_queue()))
        .collect();
    if let (Some(error), Some(last)) = (error, all.last_mut()) {
        last.error_code = error.code;
    }
    let Some((ended, ending)) = end(leg.state()) else {
        return all;
    };
    let over = match work(leg) {
        WorkTime::None => return all,
        WorkTime::Pending => None,
        WorkTime::Over(over) => Some(over),
    };
    let mut wrapup = of_queue();
    wrapup.segment_type = Some(wire::AnalyticsSegmentType::Wrapup);
    wrapup.segment_start = Some(ended);
    wrapup.segment_end = over;
    wrapup.disconnect_type = over.map(|_| analytics_disconnect_type(ending));
    if let Some(chosen) = wrap_up(projection, index, leg) {
        wrapup.wrap_up_code = Some(chosen.content.code.into_owned());
        wrapup.wrap_up_note = chosen.content.notes.map(Text::into_owned);
    }
    all.push(wrapup);
    all
}

fn to_segment(
    segment: &Segment,
    mut to: wire::AnalyticsConversationSegment,
) -> wire::AnalyticsConversationSegment {
    to.segment_type = Some(match segment.kind {
        SegmentType::Alert => wire::AnalyticsSegmentType::Alert,
        SegmentType::Interact => wire::AnalyticsSegmentType::Interact,
        SegmentType::Hold => wire::AnalyticsSegmentType::Hold,
        SegmentType::Parked => wire::AnalyticsSegmentType::Parked,
    });
    to.segment_start = Some(segment.start);
    if let Some((at, how)) = segment.end {
        to.segment_end = Some(at);
        to.disconnect_type = match how {
            SegmentEnd::Next(_) => None,
            SegmentEnd::Disconnect(ending) => Some(analytics_disconnect_type(ending)),
        };
    }
    to
}

/// The disconnect type in the spelling of analytics (documented): words are joined, and a kind of
/// transfer stands before the word.
///
/// ```
/// use message_lifecycle::Ending;
/// use message_lifecycle::projection::analytics_disconnect_type;
///
/// let text = |ending| analytics_disconnect_type(ending).to_string();
/// assert_eq!(text(Ending::SessionExpired), "sessionExpired");
/// assert_eq!(text(Ending::TransferNoAnswer), "noAnswerTransfer");
/// ```
#[must_use]
pub fn analytics_disconnect_type(ending: Ending) -> AnalyticsDisconnectType {
    match ending {
        Ending::TransferNoAnswer => AnalyticsDisconnectType::NoAnswerTransfer,
        Ending::TransferNotAvailable => AnalyticsDisconnectType::NotAvailableTransfer,
        Ending::SessionExpired => AnalyticsDisconnectType::SessionExpired,
        Ending::Client
        | Ending::Peer
        | Ending::System
        | Ending::Transfer
        | Ending::Timeout
        | Ending::Inactivity
        | Ending::TakeOver
        | Ending::Error
        | Ending::Spam => AnalyticsDisconnectType::from_text(ending.as_str()),
    }
}

fn error<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> Option<wire::ErrorBody> {
    match end(leg.state()) {
        Some((_, Ending::Error)) => projection
            .content
            .leg_error(index, leg)
            .map(std::borrow::Cow::into_owned),
        _ => None,
    }
}

fn is_skipped(leg: &Leg) -> bool {
    let work = after_call_work(leg.state());
    work.is_some_and(|work| work.state == wire::AfterCallWorkState::Skipped)
}
