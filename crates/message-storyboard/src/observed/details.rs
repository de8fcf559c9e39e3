//! The analytics details of a conversation, in the form of the API's conversation.
//!
//! A session is a leg whose segments tell all that happened to it.

use message_model::{
    AfterCallWork, AfterCallWorkState, AnalyticsConversation, AnalyticsConversationSegment,
    AnalyticsDisconnectType, AnalyticsParticipant, AnalyticsSegmentType, AnalyticsSession,
    DisconnectType, Message, MessageState, MessageType, Participant, Segment, Timestamp,
};

/// Each session as a leg, with the participant that it would have in the API's conversation.
pub(super) fn legs(
    conversation: &AnalyticsConversation,
) -> impl Iterator<Item = (Participant, Message)> {
    let participants = conversation.participants.iter().flatten();
    participants.flat_map(|participant| {
        let sessions = participant.sessions.iter().flatten();
        sessions.map(|session| (to_participant(participant, session), to_leg(session)))
    })
}

fn to_participant(from: &AnalyticsParticipant, session: &AnalyticsSession) -> Participant {
    let mut to = Participant::default();
    to.id = from.participant_id.clone();
    to.name = from.participant_name.clone();
    to.purpose = from
        .purpose
        .as_ref()
        .map(|purpose| purpose.as_str().to_owned());
    to.user_id = from.user_id.clone();
    to.start_time = live(session).next().and_then(|first| first.segment_start);
    to.end_time = end(session);
    to
}

fn to_leg(from: &AnalyticsSession) -> Message {
    let mut to = Message::default();
    let ended = end(from);
    to.id = from.session_id.clone();
    to.direction = from.direction.clone();
    to.provider = from.provider.clone();
    to.peer_id = from.peer_id.clone();
    to.r#type = from.message_type.as_deref().map(MessageType::from_text);
    to.state = state(from);
    to.initial_state = live(from).next().map(|first| match is_alert(first) {
        true => MessageState::Alerting,
        false => MessageState::Connected,
    });
    to.start_alerting_time = live(from)
        .next()
        .filter(|first| is_alert(first))
        .and_then(|first| first.segment_start);
    to.connected_time = live(from)
        .find(|segment| !is_alert(segment))
        .and_then(|segment| segment.segment_start);
    to.disconnected_time = ended;
    to.disconnect_type = live(from)
        .last()
        .and_then(|last| last.disconnect_type.as_ref())
        .map(disconnect_type);
    let segments: Vec<_> = live(from).collect();
    let following = segments.iter().skip(1).map(Some).chain([None]);
    to.segments = Some(
        segments
            .iter()
            .zip(following)
            .map(|(segment, next)| to_segment(segment, next.copied()))
            .collect(),
    );
    to.after_call_work = work(from).map(Box::new);
    to
}

/// The segments but that of after-call work.
fn live(session: &AnalyticsSession) -> impl Iterator<Item = &AnalyticsConversationSegment> {
    let segments = session.segments.iter().flatten();
    segments.filter(|segment| segment.segment_type != Some(AnalyticsSegmentType::Wrapup))
}

fn end(session: &AnalyticsSession) -> Option<Timestamp> {
    live(session).last()?.segment_end
}

fn is_alert(segment: &AnalyticsConversationSegment) -> bool {
    segment.segment_type == Some(AnalyticsSegmentType::Alert)
}

fn state(session: &AnalyticsSession) -> Option<MessageState> {
    let last = live(session).last()?;
    Some(match (last.segment_end, last.segment_type.as_ref()) {
        (Some(_), _) => MessageState::Disconnected,
        (None, Some(AnalyticsSegmentType::Alert)) => MessageState::Alerting,
        (None, Some(AnalyticsSegmentType::Parked)) => MessageState::Parked,
        (None, _) => MessageState::Connected,
    })
}

fn to_segment(
    from: &AnalyticsConversationSegment,
    next: Option<&AnalyticsConversationSegment>,
) -> Segment {
    let mut to = Segment::default();
    to.start_time = from.segment_start;
    to.end_time = from.segment_end;
    to.r#type = from.segment_type.as_ref().map(kind);
    to.how_ended = match (from.segment_end, next) {
        (None, _) => None,
        (Some(_), Some(next)) => next.segment_type.as_ref().map(kind),
        (Some(_), None) => Some(String::from("Disconnect")),
    };
    to.disconnect_type = from
        .disconnect_type
        .as_ref()
        .map(|text| disconnect_type(text).to_string());
    to
}

/// The type of a segment as the API's conversation spells it: with a capital letter.
fn kind(kind: &AnalyticsSegmentType) -> String {
    let mut letters = kind.as_str().chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// The disconnect type as the API's conversation spells it.
fn disconnect_type(of: &AnalyticsDisconnectType) -> DisconnectType {
    match of {
        AnalyticsDisconnectType::NoAnswerTransfer => DisconnectType::TransferNoAnswer,
        AnalyticsDisconnectType::NotAvailableTransfer => DisconnectType::TransferNotAvailable,
        AnalyticsDisconnectType::ConferenceTransfer => DisconnectType::TransferConference,
        AnalyticsDisconnectType::ConsultTransfer => DisconnectType::TransferConsult,
        AnalyticsDisconnectType::ForwardTransfer => DisconnectType::TransferForward,
        AnalyticsDisconnectType::TransportFailure => DisconnectType::TransportFailure,
        AnalyticsDisconnectType::SessionExpired => DisconnectType::SessionExpired,
        other => DisconnectType::from_text(other.as_str()),
    }
}

fn work(session: &AnalyticsSession) -> Option<AfterCallWork> {
    let mut segments = session.segments.iter().flatten();
    let wrapup =
        segments.find(|segment| segment.segment_type == Some(AnalyticsSegmentType::Wrapup))?;
    let mut work = AfterCallWork::default();
    work.start_time = wrapup.segment_start;
    work.end_time = wrapup.segment_end;
    work.state = Some(match wrapup.segment_end {
        Some(_) => AfterCallWorkState::Complete,
        None => AfterCallWorkState::Pending,
    });
    Some(work)
}
