//! How long customers wait for an agent.

use message_model::{Conversation, Timestamp};

/// Milliseconds from the beginning of a conversation until the first agent is connected; nothing
/// before that.
///
/// Two clocks are in play, so that a difference of some milliseconds below nothing is nothing.
///
/// ```
/// let text = r#"{"startTime": "2026-01-05T09:00:00.000Z", "participants": [
///     {"purpose": "agent", "messages": [{"state": "connected", "connectedTime": "2026-01-05T09:00:08.400Z"}]}
/// ]}"#;
/// let conversation = message_model::decode(text)?;
/// assert_eq!(waiting_times::wait_ms(&conversation), Some(8_400));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn wait_ms(conversation: &Conversation) -> Option<i64> {
    let answered = agents_connected(conversation).min()?;
    Some(answered.millis_since(conversation.start_time?).max(0))
}

fn agents_connected(conversation: &Conversation) -> impl Iterator<Item = Timestamp> {
    let participants = conversation.participants.iter().flatten();
    let agents = participants.filter(|participant| participant.purpose.as_deref() == Some("agent"));
    agents
        .flat_map(|agent| agent.messages.iter().flatten())
        .filter_map(|leg| leg.connected_time)
}

/// How long a conversation lasted, in milliseconds; one that has not ended may last for ever.
pub fn lasted_ms(conversation: &Conversation) -> i64 {
    let ended = conversation.end_time.zip(conversation.start_time);
    ended.map_or(i64::MAX, |(end, start)| end.millis_since(start))
}
