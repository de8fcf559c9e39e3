//! The parties of a conversation.

use std::collections::BTreeMap;

use crate::object::{object, open_enum};
use crate::{Id, Message, RawJson, Timestamp, Wrapup};

object! {
    /// A party of a conversation: a customer, a flow, a queue, an agent.
    ///
    /// Each entry into a queue and each offer to an agent is a participant of its own, also for the same queue and the
    /// same user (observed). Its times are on the provider's clock (documented). Legs of other media pass through.
    Participant {
        /// The participant's identifier.
        "id" since "19.0.0" => id: Id,
        /// When the party joined; equal to the start of its first segment (observed).
        "startTime" since "19.0.0" => start_time: Timestamp,
        /// When the party left; absent until then.
        "endTime" since "19.0.0" => end_time: Timestamp,
        /// When the party connected; absent on parties that never did.
        "connectedTime" since "19.0.0" => connected_time: Timestamp,
        /// The name shown to people.
        "name" since "19.0.0" => name: String,
        /// Where to read the user.
        "userUri" since "19.0.0" => user_uri: String,
        /// The user, of an agent.
        "userId" since "19.0.0" => user_id: Id,
        /// The contact known to the organisation, of a customer.
        "externalContactId" since "19.0.0" => external_contact_id: Id,
        /// The division of that contact; `*` stands for all (observed).
        "externalContactInitialDivisionId" since "213.0.0" => external_contact_initial_division_id: Id,
        /// The organisation of that contact.
        "externalOrganizationId" since "19.0.0" => external_organization_id: Id,
        /// The queue that the party is, or was offered from.
        "queueId" since "19.0.0" => queue_id: Id,
        /// The group that the party is.
        "groupId" since "19.0.0" => group_id: Id,
        /// The team of the user.
        "teamId" since "80.0.0" => team_id: Id,
        /// The name of the queue.
        "queueName" since "19.0.0" => queue_name: String,
        /// What the party is: `customer`, `external`, `workflow`, `acd`, `agent` and others. A free text.
        "purpose" since "19.0.0" => purpose: String,
        /// What kind of party it is: `External`, `Internal`, `ACD`, `IVR` and others (observed). A free text.
        "participantType" since "19.0.0" => participant_type: String,
        /// The participant who is being consulted.
        "consultParticipantId" since "19.0.0" => consult_participant_id: Id,
        /// The party's address.
        "address" since "19.0.0" => address: String,
        /// The address that the contact came from.
        "ani" since "19.0.0" => ani: String,
        /// The name that goes with it.
        "aniName" since "19.0.0" => ani_name: String,
        /// The address that the contact was made to.
        "dnis" since "19.0.0" => dnis: String,
        /// The party's language.
        "locale" since "19.0.0" => locale: String,
        /// Whether the party has to choose a wrap-up code.
        "wrapupRequired" since "19.0.0" => wrapup_required: bool,
        /// How the party is asked for it.
        "wrapupPrompt" since "19.0.0" => wrapup_prompt: WrapupPrompt,
        /// How long it is given for that, in milliseconds.
        "wrapupTimeoutMs" since "19.0.0" => wrapup_timeout_ms: i64,
        /// Whether it went without.
        "wrapupSkipped" since "19.0.0" => wrapup_skipped: bool,
        /// What it chose.
        "wrapup" since "19.0.0" => wrapup: Box<Wrapup>,
        /// What the party may do in the conversation, such as `full` (observed). Free texts.
        "mediaRoles" since "163.0.0" => media_roles: Vec<String>,
        /// What routing asked for, passed through.
        "conversationRoutingData" since "57.0.0" => conversation_routing_data: RawJson,
        /// How long an offer alerts, in milliseconds; 30,000 was observed.
        "alertingTimeoutMs" since "40.0.0" => alerting_timeout_ms: i64,
        /// The participant who is being monitored.
        "monitoredParticipantId" since "19.0.0" => monitored_participant_id: Id,
        /// The participant who is being coached.
        "coachedParticipantId" since "98.0.0" => coached_participant_id: Id,
        /// What flows and integrations noted, by name.
        "attributes" since "19.0.0" => attributes: BTreeMap<String, String>,
        /// Call legs, passed through.
        "calls" since "19.0.0" => calls: Vec<RawJson>,
        /// Callback legs, passed through.
        "callbacks" since "19.0.0" => callbacks: Vec<RawJson>,
        /// Chat legs, passed through.
        "chats" since "19.0.0" => chats: Vec<RawJson>,
        /// Co-browsing legs, passed through.
        "cobrowsesessions" since "19.0.0" => cobrowsesessions: Vec<RawJson>,
        /// Email legs, passed through.
        "emails" since "19.0.0" => emails: Vec<RawJson>,
        /// Message legs.
        "messages" since "19.0.0" => messages: Vec<Message>,
        /// Legs of messages between users, passed through.
        "internalMessages" since "212.0.0" => internal_messages: Vec<RawJson>,
        /// Screen monitoring legs, passed through.
        "screenMonitorings" since "247.0.0" => screen_monitorings: Vec<RawJson>,
        /// Screen sharing legs, passed through.
        "screenshares" since "19.0.0" => screenshares: Vec<RawJson>,
        /// Social media legs, passed through.
        "socialExpressions" since "19.0.0" => social_expressions: Vec<RawJson>,
        /// Video legs, passed through.
        "videos" since "19.0.0" => videos: Vec<RawJson>,
        /// Evaluations of the interaction, passed through.
        "evaluations" since "19.0.0" => evaluations: Vec<RawJson>,
        /// Whether the party's screen is being recorded.
        "screenRecordingState" since "19.0.0" => screen_recording_state: ScreenRecordingState,
        /// Why the party was flagged.
        "flaggedReason" since "30.0.0" => flagged_reason: FlaggedReason,
        /// When the work after the interaction began, on the cloud clock (documented).
        "startAcwTime" since "68.0.0" => start_acw_time: Timestamp,
        /// When it ended, on the cloud clock (documented).
        "endAcwTime" since "68.0.0" => end_acw_time: Timestamp,
        /// The participant who is being barged in on.
        "bargedParticipantId" since "138.0.0" => barged_participant_id: Id,
    }
}

open_enum! {
    /// How a party is asked for a wrap-up code.
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
    /// Whether a party's screen is being recorded.
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
    /// Why a party was flagged.
    FlaggedReason {
        /// Since release 30.0.0.
        "general" => General,
    }
}
