//! The participants of a conversation.

use std::collections::BTreeMap;

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{Id, Message, RawJson, Timestamp, Wrapup};

object! {
    /// A participant of a conversation: a customer, a flow, a queue or an agent.
    ///
    /// Each queue entry and each offer to an agent is a separate participant, even for the same
    /// queue or the same user (observed). A participant's times are on the provider's clock
    /// (documented). Legs of other media are passed through as received.
    ///
    /// ```
    /// use message_model::{decode, encode, Participant};
    ///
    /// let agent: Participant = decode(r#"{"purpose": "agent", "calls": [{"rate": 1.50}], "messages": [{}]}"#)?;
    /// assert_eq!(agent.messages.as_deref().map(<[_]>::len), Some(1));
    /// assert_eq!(encode(&agent)?, r#"{"purpose":"agent","calls":[{"rate":1.50}],"messages":[{}]}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Participant {
        /// The participant's identifier.
        "id" since "19.0.0" => id: Id,
        /// When the participant joined; equal to the start of its first segment (observed).
        "startTime" since "19.0.0" => start_time: Timestamp,
        /// When the participant left; absent until then.
        "endTime" since "19.0.0" => end_time: Timestamp,
        /// When the participant connected; absent on participants that never did.
        "connectedTime" since "19.0.0" => connected_time: Timestamp,
        /// The participant's display name.
        "name" since "19.0.0" => name: String,
        /// The URI of the user in the API.
        "userUri" since "19.0.0" => user_uri: String,
        /// The identifier of the user, on an agent's participant.
        "userId" since "19.0.0" => user_id: Id,
        /// The identifier of the external contact, on a customer's participant.
        "externalContactId" since "19.0.0" => external_contact_id: Id,
        /// The division of that external contact; `*` stands for all divisions (observed).
        "externalContactInitialDivisionId" since "213.0.0" => external_contact_initial_division_id: Id,
        /// The identifier of the external contact's organisation.
        "externalOrganizationId" since "19.0.0" => external_organization_id: Id,
        /// The identifier of the queue: the one that this participant is, or the one that offered
        /// the contact to this agent.
        "queueId" since "19.0.0" => queue_id: Id,
        /// The identifier of the group that this participant is.
        "groupId" since "19.0.0" => group_id: Id,
        /// The identifier of the user's team.
        "teamId" since "80.0.0" => team_id: Id,
        /// The name of the queue.
        "queueName" since "19.0.0" => queue_name: String,
        /// The participant's role: `customer`, `external`, `workflow`, `acd`, `agent` and others.
        /// Free text.
        "purpose" since "19.0.0" => purpose: String,
        /// The participant's type: `External`, `Internal`, `ACD`, `IVR` and others (observed). Free
        /// text.
        "participantType" since "19.0.0" => participant_type: String,
        /// The identifier of the participant being consulted.
        "consultParticipantId" since "19.0.0" => consult_participant_id: Id,
        /// The participant's address.
        "address" since "19.0.0" => address: String,
        /// The address that the contact was made from.
        "ani" since "19.0.0" => ani: String,
        /// The name that belongs to `ani`.
        "aniName" since "19.0.0" => ani_name: String,
        /// The address that the contact was made to.
        "dnis" since "19.0.0" => dnis: String,
        /// The participant's locale.
        "locale" since "19.0.0" => locale: String,
        /// Whether the participant is required to choose a wrap-up code.
        "wrapupRequired" since "19.0.0" => wrapup_required: bool,
        /// How the participant is prompted for the wrap-up code.
        "wrapupPrompt" since "19.0.0" => wrapup_prompt: WrapupPrompt,
        /// The time allowed for the wrap-up, in milliseconds.
        "wrapupTimeoutMs" since "19.0.0" => wrapup_timeout_ms: i64,
        /// Whether the participant skipped the wrap-up.
        "wrapupSkipped" since "19.0.0" => wrapup_skipped: bool,
        /// The wrap-up that the participant chose.
        "wrapup" since "19.0.0" => wrapup: Box<Wrapup>,
        /// The participant's media roles, such as `full` (observed): what it may do in the
        /// conversation. Free text.
        "mediaRoles" since "163.0.0" => media_roles: Vec<String>,
        /// The routing requirements, passed through as received.
        "conversationRoutingData" since "57.0.0" => conversation_routing_data: RawJson,
        /// How long an offer alerts before it times out, in milliseconds; 30,000 was observed.
        "alertingTimeoutMs" since "40.0.0" => alerting_timeout_ms: i64,
        /// The identifier of the participant being monitored.
        "monitoredParticipantId" since "19.0.0" => monitored_participant_id: Id,
        /// The identifier of the participant being coached.
        "coachedParticipantId" since "98.0.0" => coached_participant_id: Id,
        /// Attributes set by flows and integrations, by name.
        "attributes" since "19.0.0" => attributes: BTreeMap<String, String>,
        /// Call legs, passed through as received.
        "calls" since "19.0.0" => calls: Vec<RawJson>,
        /// Callback legs, passed through as received.
        "callbacks" since "19.0.0" => callbacks: Vec<RawJson>,
        /// Chat legs, passed through as received.
        "chats" since "19.0.0" => chats: Vec<RawJson>,
        /// Co-browsing legs, passed through as received.
        "cobrowsesessions" since "19.0.0" => cobrowsesessions: Vec<RawJson>,
        /// Email legs, passed through as received.
        "emails" since "19.0.0" => emails: Vec<RawJson>,
        /// Message legs.
        "messages" since "19.0.0" => messages: Vec<Message>,
        /// Internal message legs (messages between users), passed through as received.
        "internalMessages" since "212.0.0" => internal_messages: Vec<RawJson>,
        /// Screen monitoring legs, passed through as received.
        "screenMonitorings" since "247.0.0" => screen_monitorings: Vec<RawJson>,
        /// Screen sharing legs, passed through as received.
        "screenshares" since "19.0.0" => screenshares: Vec<RawJson>,
        /// Social media legs, passed through as received.
        "socialExpressions" since "19.0.0" => social_expressions: Vec<RawJson>,
        /// Video legs, passed through as received.
        "videos" since "19.0.0" => videos: Vec<RawJson>,
        /// Quality evaluations of the interaction, passed through as received.
        "evaluations" since "19.0.0" => evaluations: Vec<RawJson>,
        /// Whether the participant's screen is being recorded.
        "screenRecordingState" since "19.0.0" => screen_recording_state: ScreenRecordingState,
        /// Why the participant was flagged.
        "flaggedReason" since "30.0.0" => flagged_reason: FlaggedReason,
        /// When the after-call work began, on the cloud clock (documented).
        "startAcwTime" since "68.0.0" => start_acw_time: Timestamp,
        /// When the after-call work ended, on the cloud clock (documented).
        "endAcwTime" since "68.0.0" => end_acw_time: Timestamp,
        /// The identifier of the participant being barged in on.
        "bargedParticipantId" since "138.0.0" => barged_participant_id: Id,
    }
}

open_enum! {
    /// How a participant is prompted for a wrap-up code.
    WrapupPrompt {
        /// Since release 19.0.0.
        "mandatory" => Mandatory,
        /// Since release 19.0.0.
        "optional" => Optional,
        /// Since release 95.0.0.
        "agentRequested" => AgentRequested,
        /// Since release 19.0.0.
        "timeout" => Timeout,
        /// Since release 19.0.0.
        "forcedTimeout" => ForcedTimeout,
    }
}

open_enum! {
    /// Whether a participant's screen is being recorded.
    ScreenRecordingState {
        /// Since release 19.0.0.
        "requested" => Requested,
        /// Since release 19.0.0.
        "active" => Active,
        /// Since release 19.0.0.
        "paused" => Paused,
        /// Since release 19.0.0.
        "stopped" => Stopped,
        /// Since release 19.0.0.
        "error" => Error,
        /// Since release 20.0.0.
        "timeout" => Timeout,
    }
}

open_enum! {
    /// Why a participant was flagged.
    FlaggedReason {
        /// Since release 30.0.0.
        "general" => General,
    }
}
