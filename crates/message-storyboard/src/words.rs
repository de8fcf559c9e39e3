//! The words of a storyboard: one sentence for each event.

use std::fmt::Write as _;

use super::split;
use message_lifecycle::{
    Applied, Content, Conversation, Event, EventKind, Leg, LegState, MessageContent, Move, Status,
    Work, WorkEnd,
};
use message_model::{
    ContentSubType, ContentType, ConversationMessageMetadata, EventSubType, EventType,
    MessageDetails, MessageSticker, MetadataType, Timestamp,
};

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
        let words = consists_of(&content.message(message, sent));
        return said(label, &words, sent.status().as_str());
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
    let mut sentence = happened(label, event.kind());
    match conversation.leg(event.leg).map(Leg::state) {
        Some(LegState::Disconnected { ending, work, .. })
            if applied.row.movement.next().is_some() =>
        {
            let work = work.map(|work| match work {
                Work::Pending => Wraps::Up,
                Work::Over { .. } => Wraps::BySystem,
            });
            add_ending(&mut sentence, ending.as_str(), work);
        }
        Some(LegState::Parked { parking, .. }) => {
            add_until(&mut sentence, parking.resume, event.at);
        }
        _ => {}
    }
    sentence
}

/// What a message consists of: its text, and what else there is, as `messageMetadata` says it.
fn consists_of(message: &MessageContent<'_>) -> String {
    let text = message.text.as_ref().map(|text| format!("\"{text}\""));
    let rest = beside_the_text(message.metadata.as_deref(), message.stickers.as_deref());
    joined(text.into_iter().chain(rest).collect())
}

/// What a message of a payload consists of. Its text is never told there, and that there is none,
/// only of an event.
pub(super) fn consists_of_captured(message: &MessageDetails) -> String {
    let metadata = message.message_metadata.as_deref();
    let kind = metadata.and_then(|metadata| metadata.r#type.as_ref());
    let text = (kind != Some(&MetadataType::Event)).then(|| UNKNOWN_TEXT.to_owned());
    let rest = beside_the_text(metadata, message.stickers.as_deref());
    joined(text.into_iter().chain(rest).collect())
}

fn joined(parts: Vec<String>) -> String {
    match parts.is_empty() {
        true => UNKNOWN_TEXT.to_owned(),
        false => parts.join(", "),
    }
}

fn beside_the_text(
    metadata: Option<&ConversationMessageMetadata>,
    stickers: Option<&[MessageSticker]>,
) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(metadata) = metadata {
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
    if stickers.is_some_and(|stickers| !stickers.is_empty()) {
        parts.push("Sticker".to_owned());
    }
    parts
}

/// What stands for what a message consists of, if that is not known.
const UNKNOWN_TEXT: &str = "\"…\"";

/// Who has after-call work to do when a leg ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wraps {
    /// The agent has it to do.
    Up,
    /// The system has done it at once.
    BySystem,
}

/// The sentence for a message that consists of this and has this status.
pub(super) fn said(label: &str, words: &str, status: &str) -> String {
    format!("{label}: {words} ({status})")
}

/// The sentence for an event of this kind, as far as the kind alone tells it.
pub(super) fn happened(label: &str, kind: EventKind) -> String {
    format!("{label} {}", phrase(kind))
}

/// Adds how a leg ended.
pub(super) fn add_ending(sentence: &mut String, ending: &str, work: Option<Wraps>) {
    let _ = write!(sentence, ": {ending}");
    add_work(sentence, work);
}

/// Adds who has after-call work to do.
pub(super) fn add_work(sentence: &mut String, work: Option<Wraps>) {
    sentence.push_str(match work {
        Some(Wraps::Up) => ", wraps up",
        Some(Wraps::BySystem) => ", the system wraps up",
        None => "",
    });
}

/// Adds until when a conversation is parked.
pub(super) fn add_until(sentence: &mut String, resume: Timestamp, at: Timestamp) {
    let (date, time) = split(resume);
    let day = if date == split(at).0 {
        String::new()
    } else {
        format!("{date} ")
    };
    let _ = write!(sentence, " until {day}{time}");
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
