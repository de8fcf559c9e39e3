//! The words of a storyboard: one sentence for each event.

use std::fmt::Write as _;

use super::split;
use message_lifecycle::{
    Applied, Content, Conversation, Event, EventKind, Leg, LegState, MessageContent, Move, Status,
    Work, WorkEnd,
};
use message_model::{ContentSubType, ContentType, EventSubType, EventType};

/// The sentence for an event on the leg of this label. `conversation` is the one after the event.
pub(super) fn sentence<C: Content + ?Sized>(
    label: &str,
    conversation: &Conversation,
    event: &Event,
    applied: &Applied<'_>,
    content: &C,
) -> String {
    if let Some(message) = applied.message
        && let Some(sent) = conversation.message(message)
    {
        let said = said(&content.message(message, sent));
        return format!("{label}: {said} ({})", sent.status().as_str());
    }
    if let Some(row) = applied.status_row {
        return format!(
            "{label}: the message is now {}{}",
            row.to.as_str(),
            warning(row.to)
        );
    }
    if applied.row.movement == Move::WrapUp(WorkEnd::BySystem) {
        return format!("{label}: the system ends the after-call work");
    }
    let mut sentence = format!("{label} {}", phrase(event.kind()));
    match conversation.leg(event.leg).map(Leg::state) {
        Some(LegState::Disconnected { ending, work, .. })
            if applied.row.movement.next().is_some() =>
        {
            let _ = write!(sentence, ": {}", ending.as_str());
            match work {
                Some(Work::Pending) => sentence.push_str(", wraps up"),
                Some(Work::Over { .. }) => sentence.push_str(", the system wraps up"),
                None => {}
            }
        }
        Some(LegState::Parked { parking, .. }) => {
            let (date, time) = split(parking.resume);
            let day = if date == split(event.at).0 {
                String::new()
            } else {
                format!("{date} ")
            };
            let _ = write!(sentence, " until {day}{time}");
        }
        _ => {}
    }
    sentence
}

/// What a message consists of: its text, and what else there is, as `messageMetadata` says it.
fn said(message: &MessageContent<'_>) -> String {
    let mut parts = Vec::new();
    if let Some(text) = &message.text {
        parts.push(format!("\"{text}\""));
    }
    if let Some(metadata) = &message.metadata {
        for event in metadata.events.iter().flatten() {
            let words = [
                event.event_type.as_ref().map(EventType::as_str),
                event.sub_type.as_ref().map(EventSubType::as_str),
            ];
            parts.push(words.into_iter().flatten().collect::<Vec<_>>().join(" "));
        }
        for item in metadata.content.iter().flatten() {
            let words = [
                item.content_type.as_ref().map(ContentType::as_str),
                item.sub_type.as_ref().map(ContentSubType::as_str),
            ];
            parts.push(words.into_iter().flatten().collect::<Vec<_>>().join(" "));
        }
    }
    if message
        .stickers
        .as_deref()
        .is_some_and(|stickers| !stickers.is_empty())
    {
        parts.push("Sticker".to_owned());
    }
    match parts.is_empty() {
        true => "…".to_owned(),
        false => parts.join(", "),
    }
}

fn phrase(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Enter => "joins",
        EventKind::Offer => "is offered the conversation",
        EventKind::AutoAnswer => "answers automatically",
        EventKind::Pull => "takes the conversation over",
        EventKind::Start => "starts",
        EventKind::Answer => "answers",
        EventKind::Decline => "declines",
        EventKind::TimeOut => "does not answer in time",
        EventKind::TransferTimeOut => "misses the transfer",
        EventKind::Unavailable => "is not available",
        EventKind::Reassign => "is passed over",
        EventKind::Message => "writes",
        EventKind::Status => "has news of a message",
        EventKind::Hold => "turns to other work",
        EventKind::Resume => "is back",
        EventKind::Park => "parks the conversation",
        EventKind::Unpark => "takes it up again",
        EventKind::UnparkDue => "gets it back: the time has come",
        EventKind::UnparkOnMessage => "gets it back: the contact has written",
        EventKind::Transfer => "transfers",
        EventKind::HandOn => "hands on",
        EventKind::End => "ends the conversation",
        EventKind::Finish => "is done",
        EventKind::PeerEnd => "is disconnected too",
        EventKind::Expire => "is gone: the session expired",
        EventKind::Inactivity => "is cut off: nobody wrote",
        EventKind::InactivityToFlow => "loses it to a flow: nobody wrote",
        EventKind::InactivityTransfer => "loses it to a flow: nobody wrote",
        EventKind::TakeOver => "loses it to a colleague",
        EventKind::Fail => "breaks",
        EventKind::ShutDown => "is disconnected by an admin",
        EventKind::Spam => "is judged to be spam",
        EventKind::WrapUp => "finishes the after-call work",
        EventKind::SkipWrapUp => "skips the after-call work",
        EventKind::Orphan => "ends the conversation, and the platform misses it",
        EventKind::TimeOutWrapUp => "runs out of time for after-call work",
    }
}

fn warning(status: Status) -> &'static str {
    if status.is_failure() { " (!)" } else { "" }
}
