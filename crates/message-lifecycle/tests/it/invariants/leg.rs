//! A leg and what it says of itself.

use message_model::{
    Conversation, DisconnectType, Id, Message, MessageDetails, MessageState, Participant, Segment,
    Timestamp,
};

use super::HANG_UP_MS;

/// One leg with its participant.
pub(super) struct Leg<'s> {
    pub(super) participant: &'s Participant,
    pub(super) leg: &'s Message,
}

pub(super) fn legs(conversation: &Conversation) -> Vec<Leg<'_>> {
    let participants = conversation.participants.iter().flatten();
    participants
        .flat_map(|participant| {
            participant
                .messages
                .iter()
                .flatten()
                .map(move |leg| Leg { participant, leg })
        })
        .collect()
}

impl<'s> Leg<'s> {
    pub(super) fn id(&self) -> Option<&'s Id> {
        self.leg.id.as_ref()
    }

    pub(super) fn purpose(&self) -> &str {
        self.participant.purpose.as_deref().unwrap_or("")
    }

    pub(super) fn is_contact(&self) -> bool {
        matches!(self.purpose(), "customer" | "external")
    }

    pub(super) fn is_agent(&self) -> bool {
        self.purpose() == "agent"
    }

    pub(super) fn is_flow(&self) -> bool {
        matches!(self.purpose(), "workflow" | "botflow")
    }

    pub(super) fn is(&self, state: MessageState) -> bool {
        self.leg.state == Some(state)
    }

    pub(super) fn is_live(&self) -> bool {
        !self.is(MessageState::Disconnected)
    }

    pub(super) fn was_connected(&self) -> bool {
        self.leg.connected_time.is_some()
    }

    pub(super) fn segments(&self) -> &[Segment] {
        self.leg.segments.as_deref().unwrap_or_default()
    }

    pub(super) fn messages(&self) -> &[MessageDetails] {
        self.leg.messages.as_deref().unwrap_or_default()
    }

    pub(super) fn start(&self) -> Option<Timestamp> {
        self.segments()
            .first()
            .and_then(|segment| segment.start_time)
    }

    /// Since when the party takes part, by the provider's clock: the start of its first Interact
    /// segment.
    pub(super) fn takes_part_since(&self) -> Option<Timestamp> {
        let interact = self
            .segments()
            .iter()
            .find(|segment| segment.r#type.as_deref() == Some("Interact"));
        interact.and_then(|segment| segment.start_time)
    }

    pub(super) fn end(&self) -> Option<Timestamp> {
        self.leg.disconnected_time
    }

    pub(super) fn ended_by(&self, kind: DisconnectType) -> bool {
        self.leg.disconnect_type.as_ref() == Some(&kind)
    }

    /// Whether the leg is live at that instant, give or take.
    pub(super) fn lives_at(&self, at: Timestamp, tolerance_ms: i64) -> bool {
        self.start()
            .is_some_and(|start| start.millis_since(at) <= tolerance_ms)
            && self
                .end()
                .is_none_or(|end| at.millis_since(end) <= tolerance_ms)
    }

    /// Whether the two legs are live at one time, give or take.
    pub(super) fn meets(&self, other: &Leg<'_>, tolerance_ms: i64) -> bool {
        self.start()
            .is_some_and(|start| other.lives_at(start, tolerance_ms))
            || other
                .start()
                .is_some_and(|start| self.lives_at(start, tolerance_ms))
    }

    /// Whether the leg goes on after that instant by more than the time in which everybody hangs
    /// up.
    pub(super) fn outlives(&self, at: Timestamp) -> bool {
        self.start().is_some_and(|start| start < at) && self.stays(at)
    }

    /// Whether this is the leg of a queue that goes on though the contact is gone.
    pub(super) fn is_left_behind(&self, legs: &[Leg<'_>]) -> bool {
        let contacts = legs.iter().filter(|other| other.is_contact());
        let earlier = contacts.filter(|other| other.start() <= self.start());
        let left = earlier.max_by_key(|other| other.start()).and_then(Leg::end);
        let goes_on = |left| {
            // It may have been cleared, have failed or have handed on at once.
            let by_itself = !self.is_live() && !self.ended_by(DisconnectType::Peer);
            self.outlives(left) || (by_itself && self.end() >= Some(left))
        };
        self.purpose() == "acd" && left.is_some_and(goes_on)
    }

    /// Whether the leg, once begun, is still there when everybody has hung up who does so at that
    /// instant.
    pub(super) fn stays(&self, at: Timestamp) -> bool {
        self.end()
            .is_none_or(|end| end.millis_since(at) > HANG_UP_MS)
    }
}

/// The latest time that the leg shows.
pub(super) fn last_time(leg: &Leg<'_>) -> Option<Timestamp> {
    let segments = leg
        .segments()
        .iter()
        .flat_map(|segment| [segment.start_time, segment.end_time]);
    let messages = leg.messages().iter().map(|message| message.message_time);
    segments.chain(messages).flatten().max()
}
