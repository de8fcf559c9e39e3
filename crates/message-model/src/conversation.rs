//! The conversation that a leg belongs to.

use crate::object::{object, open_enum};
use crate::{Id, Participant, RawJson, Timestamp};

object! {
    /// A conversation: everybody who took part, and their legs in every medium.
    ///
    /// ```
    /// use message_model::{decode, Conversation};
    ///
    /// let conversation: Conversation = decode(r#"{"participants": [{"messages": [{"state": "parked"}]}]}"#)?;
    /// let legs = conversation.participants.iter().flatten().flat_map(|one| one.messages.iter().flatten());
    /// assert_eq!(legs.count(), 1);
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    Conversation {
        /// The conversation's identifier.
        "id" since "19.0.0" => id: Id,
        /// Its name.
        "name" since "19.0.0" => name: String,
        /// A tag that an outside system put on it.
        "externalTag" since "116.0.0" => external_tag: String,
        /// When it began; required by the contract.
        "startTime" since "19.0.0" => start_time: Timestamp,
        /// When its last participant left (documented); absent until then.
        "endTime" since "19.0.0" => end_time: Timestamp,
        /// The address that it was made to.
        "address" since "19.0.0" => address: String,
        /// Who took part, in the order in which they came (observed); required by the contract.
        "participants" since "19.0.0" => participants: Vec<Participant>,
        /// Other conversations that belong with it.
        "conversationIds" since "19.0.0" => conversation_ids: Vec<Id>,
        /// How many may take part in a conference.
        "maxParticipants" since "19.0.0" => max_participants: i64,
        /// Whether it is being recorded.
        "recordingState" since "19.0.0" => recording_state: RecordingState,
        /// Where it stands.
        "state" since "19.0.0" => state: ConversationState,
        /// The divisions that it belongs to, passed through.
        "divisions" since "58.0.0" => divisions: Vec<RawJson>,
        /// Transfers of late, passed through.
        "recentTransfers" since "164.0.0" => recent_transfers: Vec<RawJson>,
        /// Whether its recording pauses for sensitive data.
        "securePause" since "171.0.0" => secure_pause: bool,
        /// The label that counts it towards an agent's capacity.
        "utilizationLabelId" since "199.1.0" => utilization_label_id: Id,
        /// When the inactivity timer will run out: an instant, not a duration (documented).
        "inactivityTimeout" since "231.0.0" => inactivity_timeout: Timestamp,
        /// Where to read it.
        "selfUri" since "19.0.0" => self_uri: String,
    }
}

open_enum! {
    /// Where a conversation stands.
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
    /// Whether a conversation is being recorded. Notifications write these in lower case (observed), which is kept
    /// as unrecognized.
    RecordingState {
        /// Since release 19.0.0.
        "ACTIVE" => Active,
        /// Since release 19.0.0.
        "PAUSED" => Paused,
        /// Since release 19.0.0.
        "NONE" => None,
    }
}
