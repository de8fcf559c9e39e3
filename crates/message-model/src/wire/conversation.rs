//! The conversation that a leg belongs to.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{Id, Participant, RawJson, Timestamp};

object! {
    /// A conversation: all its participants, and their legs in every medium.
    ///
    /// ```
    /// use message_model::{decode, Conversation};
    ///
    /// let conversation: Conversation = decode(r#"{"participants": [{"messages": [{"state": "parked"}]}]}"#)?;
    /// let participants = conversation.participants.iter().flatten();
    /// let legs = participants.flat_map(|one| one.messages.iter().flatten());
    /// assert_eq!(legs.count(), 1);
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    Conversation {
        /// The conversation's identifier.
        "id" since "19.0.0" => id: Id,
        /// The conversation's name.
        "name" since "19.0.0" => name: String,
        /// A tag set by an external system.
        "externalTag" since "116.0.0" => external_tag: String,
        /// When the conversation began; required by the contract.
        "startTime" since "19.0.0" => start_time: Timestamp,
        /// When the last participant left (documented); absent until then.
        "endTime" since "19.0.0" => end_time: Timestamp,
        /// The address that the conversation was made to.
        "address" since "19.0.0" => address: String,
        /// The participants, in the order in which they joined (observed); required by the
        /// contract.
        "participants" since "19.0.0" => participants: Vec<Participant>,
        /// The identifiers of related conversations.
        "conversationIds" since "19.0.0" => conversation_ids: Vec<Id>,
        /// The maximum number of participants in a conference.
        "maxParticipants" since "19.0.0" => max_participants: i64,
        /// Whether the conversation is being recorded.
        "recordingState" since "19.0.0" => recording_state: RecordingState,
        /// The conversation's state.
        "state" since "19.0.0" => state: ConversationState,
        /// The divisions that the conversation belongs to, passed through as received.
        "divisions" since "58.0.0" => divisions: Vec<RawJson>,
        /// The recent transfers, passed through as received.
        "recentTransfers" since "164.0.0" => recent_transfers: Vec<RawJson>,
        /// Whether recording is paused to keep sensitive data out of it (secure pause).
        "securePause" since "171.0.0" => secure_pause: bool,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabelId" since "199.1.0" => utilization_label_id: Id,
        /// When the inactivity timer expires: an instant, not a duration (documented).
        "inactivityTimeout" since "231.0.0" => inactivity_timeout: Timestamp,
        /// The URI of this conversation in the API.
        "selfUri" since "19.0.0" => self_uri: String,
    }
}

open_enum! {
    /// The state of a conversation.
    ///
    /// ```
    /// use message_model::ConversationState;
    ///
    /// assert_eq!(ConversationState::from_text("connected"), ConversationState::Connected);
    /// assert_eq!(ConversationState::Parked.as_str(), "parked");
    /// ```
    ConversationState {
        /// Since release 19.0.0.
        "alerting" => Alerting,
        /// Since release 19.0.0.
        "dialing" => Dialing,
        /// Since release 19.0.0.
        "contacting" => Contacting,
        /// Since release 19.0.0.
        "offering" => Offering,
        /// Since release 19.0.0.
        "connected" => Connected,
        /// Since release 19.0.0.
        "disconnected" => Disconnected,
        /// Since release 19.0.0.
        "terminated" => Terminated,
        /// Since release 19.0.0.
        "converting" => Converting,
        /// Since release 19.0.0.
        "uploading" => Uploading,
        /// Since release 19.0.0.
        "transmitting" => Transmitting,
        /// Since release 195.1.0.
        "parked" => Parked,
        /// Since release 19.0.0.
        "none" => None,
    }
}

open_enum! {
    /// Whether a conversation is being recorded.
    ///
    /// Notifications write these values in lower case (observed). Case is significant, so a
    /// lower-case value is kept as [`Unrecognized`](Self::Unrecognized):
    ///
    /// ```
    /// use message_model::RecordingState;
    ///
    /// assert_eq!(RecordingState::from_text("ACTIVE"), RecordingState::Active);
    /// assert!(matches!(RecordingState::from_text("active"), RecordingState::Unrecognized(_)));
    /// ```
    RecordingState {
        /// Since release 19.0.0.
        "ACTIVE" => Active,
        /// Since release 19.0.0.
        "PAUSED" => Paused,
        /// Since release 19.0.0.
        "NONE" => None,
    }
}
