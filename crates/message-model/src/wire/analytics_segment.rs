//! What a session of the analytics details consists of: segments, metrics, and the flow that ran in
//! it.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{Id, Timestamp};

object! {
    /// A stretch of a session.
    AnalyticsConversationSegment {
        /// Whether the audio was muted.
        "audioMuted" since "19.0.0" => audio_muted: bool,
        /// Whether it was a conference: false for messages (observed).
        "conference" since "19.0.0" => conference: bool,
        /// The conversation that it went to.
        "destinationConversationId" since "19.0.0" => destination_conversation_id: Id,
        /// The session that it went to.
        "destinationSessionId" since "19.0.0" => destination_session_id: Id,
        /// Why the session ended: on its last live segment, and again on that of after-call work
        /// (observed).
        "disconnectType" since "19.0.0" => disconnect_type: AnalyticsDisconnectType,
        /// The code of the error that ended it.
        "errorCode" since "19.0.0" => error_code: String,
        /// The identifier of a group.
        "groupId" since "19.0.0" => group_id: Id,
        /// The reasons that a telephone network gave.
        "q850ResponseCodes" since "19.0.0" => q850_response_codes: Vec<i64>,
        /// The identifier of the queue (observed: on customer, queue and agent).
        "queueId" since "19.0.0" => queue_id: Id,
        /// The identifier of the language that routing asked for.
        "requestedLanguageId" since "19.0.0" => requested_language_id: Id,
        /// The identifiers of the skills that routing asked for.
        "requestedRoutingSkillIds" since "19.0.0" => requested_routing_skill_ids: Vec<Id>,
        /// The identifiers of the users whom routing asked for.
        "requestedRoutingUserIds" since "19.0.0" => requested_routing_user_ids: Vec<Id>,
        /// When it ended; absent while it is open.
        "segmentEnd" since "19.0.0" => segment_end: Timestamp,
        /// When the segment began.
        "segmentStart" since "19.0.0" => segment_start: Timestamp,
        /// What the session did.
        "segmentType" since "19.0.0" => segment_type: AnalyticsSegmentType,
        /// The codes that a telephone answered.
        "sipResponseCodes" since "19.0.0" => sip_response_codes: Vec<i64>,
        /// The conversation that it came from.
        "sourceConversationId" since "19.0.0" => source_conversation_id: Id,
        /// The session that it came from.
        "sourceSessionId" since "19.0.0" => source_session_id: Id,
        /// The subject of an email.
        "subject" since "19.0.0" => subject: String,
        /// Whether the video was muted.
        "videoMuted" since "19.0.0" => video_muted: bool,
        /// The wrap-up code, on the segment of after-call work once it is chosen.
        "wrapUpCode" since "19.0.0" => wrap_up_code: String,
        /// The agent's notes.
        "wrapUpNote" since "19.0.0" => wrap_up_note: String,
        /// The agent's tags.
        "wrapUpTags" since "19.0.0" => wrap_up_tags: Vec<String>,
        /// The agents whom routing scored.
        "scoredAgents" since "57.0.0" => scored_agents: Vec<AnalyticsScoredAgent>,
        /// Further properties, by name.
        "properties" since "19.0.0" => properties: Vec<AnalyticsProperty>,
    }
}

object! {
    /// A further property of a segment.
    AnalyticsProperty {
        /// The name.
        "property" since "19.0.0" => property: String,
        /// The type of the value.
        "propertyType" since "19.0.0" => property_type: AnalyticsPropertyType,
        /// The value, as text.
        "value" since "19.0.0" => value: String,
    }
}

object! {
    /// An agent whom routing scored.
    AnalyticsScoredAgent {
        /// The agent's score.
        "agentScore" since "57.0.0" => agent_score: i64,
        /// The identifier of the agent.
        "scoredAgentId" since "57.0.0" => scored_agent_id: Id,
    }
}

object! {
    /// Something that was measured in a session.
    AnalyticsSessionMetric {
        /// When it was measured (observed: each has a time of its own).
        "emitDate" since "24.0.0" => emit_date: Timestamp,
        /// The name: `t` for a time, `n` for a count, `o` for others. Free text.
        "name" since "24.0.0" => name: String,
        /// The value: milliseconds for a time, 1 for a count (observed).
        "value" since "24.0.0" => value: i64,
    }
}

object! {
    /// The flow that ran in a session.
    AnalyticsFlow {
        /// The language at the end; on a flow that ended.
        "endingLanguage" since "40.0.0" => ending_language: String,
        /// What the flow was entered for: the address of the business (observed), or the provider
        /// of a bot (observed).
        "entryReason" since "48.0.0" => entry_reason: String,
        /// How the flow was entered: `direct` (observed).
        "entryType" since "48.0.0" => entry_type: AnalyticsEntryType,
        /// Why the flow ended, such as `TRANSFER` (observed). Free text.
        "exitReason" since "40.0.0" => exit_reason: String,
        /// The identifier of the flow.
        "flowId" since "40.0.0" => flow_id: Id,
        /// The name of the flow.
        "flowName" since "40.0.0" => flow_name: String,
        /// The kind of the flow.
        "flowType" since "40.0.0" => flow_type: AnalyticsFlowType,
        /// The version of the flow, such as `169.0` (observed).
        "flowVersion" since "40.0.0" => flow_version: String,
        /// Whether the flow asked for a callback.
        "issuedCallback" since "40.0.0" => issued_callback: bool,
        /// Why nothing was recognised.
        "recognitionFailureReason" since "115.0.0" => recognition_failure_reason: String,
        /// The language at the start, such as `en-us` (observed).
        "startingLanguage" since "40.0.0" => starting_language: String,
        /// The identifier of that queue or flow (observed).
        "transferTargetAddress" since "40.0.0" => transfer_target_address: String,
        /// The name of that queue or flow.
        "transferTargetName" since "40.0.0" => transfer_target_name: String,
        /// Where the flow handed the contact to, such as `ACD` for a queue (observed). Free text.
        "transferType" since "40.0.0" => transfer_type: String,
        /// What the flow recorded as its outcomes.
        "outcomes" since "40.0.0" => outcomes: Vec<AnalyticsFlowOutcome>,
    }
}

object! {
    /// What a flow recorded as an outcome.
    AnalyticsFlowOutcome {
        /// Its name.
        "flowOutcome" since "40.0.0" => flow_outcome: String,
        /// When it ended.
        "flowOutcomeEndTimestamp" since "40.0.0" => flow_outcome_end_timestamp: Timestamp,
        /// The identifier of the outcome.
        "flowOutcomeId" since "40.0.0" => flow_outcome_id: Id,
        /// When it began.
        "flowOutcomeStartTimestamp" since "40.0.0" => flow_outcome_start_timestamp: Timestamp,
        /// Its value, such as success or failure.
        "flowOutcomeValue" since "40.0.0" => flow_outcome_value: String,
    }
}

open_enum! {
    /// Why a session ended, in the spelling of analytics.
    AnalyticsDisconnectType {
        /// Since release 19.0.0.
        "endpoint" => Endpoint,
        /// Since release 19.0.0.
        "client" => Client,
        /// Since release 19.0.0.
        "system" => System,
        /// Since release 19.0.0.
        "transfer" => Transfer,
        /// Since release 19.0.0.
        "error" => Error,
        /// Since release 19.0.0.
        "peer" => Peer,
        /// Since release 19.0.0.
        "other" => Other,
        /// Since release 19.0.0.
        "spam" => Spam,
        /// Since release 19.0.0.
        "transportFailure" => TransportFailure,
        /// Since release 19.0.0.
        "conferenceTransfer" => ConferenceTransfer,
        /// Since release 19.0.0.
        "consultTransfer" => ConsultTransfer,
        /// Since release 19.0.0.
        "forwardTransfer" => ForwardTransfer,
        /// Since release 19.0.0.
        "timeout" => Timeout,
        /// Since release 19.0.0.
        "noAnswerTransfer" => NoAnswerTransfer,
        /// Since release 19.0.0.
        "notAvailableTransfer" => NotAvailableTransfer,
        /// Since release 19.0.0.
        "uncallable" => Uncallable,
        /// Since release 183.0.0, gone in 197.0.0.
        "endpointDnd" => EndpointDnd,
        /// Since release 183.0.0, gone in 197.0.0.
        "transferDnd" => TransferDnd,
        /// Since release 187.0.0.
        "dndEndpoint" => DndEndpoint,
        /// Since release 187.0.0.
        "dndTransfer" => DndTransfer,
        /// Since release 231.0.0.
        "inactivity" => Inactivity,
        /// Since release 238.0.0.
        "sessionExpired" => SessionExpired,
        /// Since release 250.0.0.
        "takeover" => Takeover,
    }
}

open_enum! {
    /// What a session did in a segment.
    AnalyticsSegmentType {
        /// Since release 19.0.0.
        "unknown" => Unknown,
        /// Since release 19.0.0.
        "alert" => Alert,
        /// Since release 19.0.0.
        "system" => System,
        /// Since release 19.0.0.
        "delay" => Delay,
        /// Since release 19.0.0.
        "hold" => Hold,
        /// Since release 19.0.0.
        "interact" => Interact,
        /// Since release 19.0.0.
        "ivr" => Ivr,
        /// Since release 19.0.0.
        "dialing" => Dialing,
        /// Since release 19.0.0.
        "wrapup" => Wrapup,
        /// Since release 19.0.0.
        "voicemail" => Voicemail,
        /// Since release 19.0.0.
        "scheduled" => Scheduled,
        /// Since release 20.0.0.
        "contacting" => Contacting,
        /// Since release 20.0.0.
        "transmitting" => Transmitting,
        /// Since release 20.0.0.
        "converting" => Converting,
        /// Since release 20.0.0.
        "uploading" => Uploading,
        /// Since release 20.0.0.
        "sharing" => Sharing,
        /// Since release 110.0.0.
        "callback" => Callback,
        /// Since release 124.1.0.
        "coaching" => Coaching,
        /// Since release 128.0.0.
        "monitoring" => Monitoring,
        /// Since release 152.0.0.
        "barging" => Barging,
        /// Since release 189.0.0.
        "parked" => Parked,
        /// Since release 246.0.0.
        "screenmonitoring" => Screenmonitoring,
    }
}

open_enum! {
    /// The type of the value of a further property.
    AnalyticsPropertyType {
        /// Since release 19.0.0.
        "bool" => Bool,
        /// Since release 19.0.0.
        "integer" => Integer,
        /// Since release 19.0.0.
        "real" => Real,
        /// Since release 19.0.0.
        "date" => Date,
        /// Since release 19.0.0.
        "string" => String,
        /// Since release 19.0.0.
        "uuid" => Uuid,
    }
}

open_enum! {
    /// The kind of a flow, as analytics list them.
    AnalyticsFlowType {
        /// Since release 40.0.0.
        "INBOUNDCALL" => Inboundcall,
        /// Since release 40.0.0.
        "INBOUNDEMAIL" => Inboundemail,
        /// Since release 40.0.0.
        "INBOUNDSHORTMESSAGE" => Inboundshortmessage,
        /// Since release 40.0.0.
        "INQUEUECALL" => Inqueuecall,
        /// Since release 40.0.0.
        "OUTBOUNDCALL" => Outboundcall,
        /// Since release 40.0.0.
        "SECURECALL" => Securecall,
        /// Since release 40.0.0.
        "SPEECH" => Speech,
        /// Since release 40.0.0.
        "SURVEYINVITE" => Surveyinvite,
        /// Since release 40.0.0.
        "WORKFLOW" => Workflow,
        /// Since release 49.0.0.
        "INBOUNDCHAT" => Inboundchat,
        /// Since release 59.0.0.
        "COMMONMODULE" => Commonmodule,
        /// Since release 82.0.0.
        "BOT" => Bot,
        /// Since release 118.0.0.
        "WORKITEM" => Workitem,
        /// Since release 119.0.0.
        "INQUEUEEMAIL" => Inqueueemail,
        /// Since release 119.0.0.
        "INQUEUESHORTMESSAGE" => Inqueueshortmessage,
        /// Since release 122.0.0.
        "VOICEMAIL" => Voicemail,
        /// Since release 138.0.0.
        "DIGITALBOT" => Digitalbot,
        /// Since release 140.0.0.
        "VOICE" => Voice,
        /// Since release 195.0.0.
        "VOICESURVEY" => Voicesurvey,
        /// Since release 254.0.0.
        "EMAILSEND" => Emailsend,
        /// Since release 268.0.0.
        "BUSINESSPROCESS" => Businessprocess,
    }
}

open_enum! {
    /// How a flow was entered.
    AnalyticsEntryType {
        /// Since release 48.0.0.
        "dnis" => Dnis,
        /// Since release 48.0.0.
        "direct" => Direct,
        /// Since release 48.0.0.
        "flow" => Flow,
        /// Since release 48.0.0.
        "agent" => Agent,
        /// Since release 48.0.0.
        "outbound" => Outbound,
    }
}
