//! The analytics details of a conversation: participants with their sessions, segments and metrics.
//!
//! Seen in the answers of queries and jobs under `/api/v2/analytics/conversations/details`
//! (documented). Sessions are the legs of the other views; properties have names of their own.

use std::collections::BTreeMap;

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{
    AnalyticsEvaluation, AnalyticsResolution, AnalyticsSession, AnalyticsSurvey, Direction,
    FlaggedReason, Id, Number, Timestamp,
};

object! {
    /// A conversation as the analytics details tell it.
    ///
    /// Results of a job have the attributes of participants. Queries have not, and neither has
    /// `GET /api/v2/analytics/conversations/{id}/details` since 74.0.0 (documented): their class
    /// is the same but for that, so that one type serves both.
    ///
    /// ```
    /// use message_model::{AnalyticsConversation, decode};
    ///
    /// let text = r#"{"conversationId": "c1", "participants": [{"purpose": "botflow"}]}"#;
    /// let conversation: AnalyticsConversation = decode(text)?;
    /// let participants = conversation.participants.unwrap();
    /// assert_eq!(participants[0].purpose.as_ref().unwrap().as_str(), "botflow");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    AnalyticsConversation {
        /// The attributes that decide who may see the conversation.
        "accessAttributes" since "255.0.0" => access_attributes: Vec<String>,
        /// The identifier of the conversation that this one belongs to.
        "associatedConversationId" since "254.0.0" => associated_conversation_id: Id,
        /// When a conference began; calls only (inferred).
        "conferenceStart" since "172.0.0" => conference_start: Timestamp,
        /// The identifiers of the conversations in which agents consulted about this one.
        "consultationConversationIds" since "254.0.0" => consultation_conversation_ids: Vec<Id>,
        /// The end of the last segment, after-call work included (observed); absent while a segment
        /// is open.
        "conversationEnd" since "19.0.0" => conversation_end: Timestamp,
        /// The conversation's identifier.
        "conversationId" since "19.0.0" => conversation_id: Id,
        /// The purpose of the participant who started the conversation. One real inbound
        /// conversation has `agent` here (observed).
        "conversationInitiator" since "135.0.0" => conversation_initiator: AnalyticsPurpose,
        /// The start of the first segment (observed).
        "conversationStart" since "19.0.0" => conversation_start: Timestamp,
        /// Whether the customer took part, that is, has written.
        "customerParticipation" since "136.1.0" => customer_participation: bool,
        /// The identifiers of the divisions involved.
        "divisionIds" since "23.0.0" => division_ids: Vec<Id>,
        /// A tag that an external program has given the conversation.
        "externalTag" since "115.0.0" => external_tag: String,
        /// When the inactivity timer expires: an instant, not a duration (documented).
        "inactivityTimeout" since "232.0.0" => inactivity_timeout: Timestamp,
        /// The identifiers of the knowledge bases that were used.
        "knowledgeBaseIds" since "133.0.0" => knowledge_base_ids: Vec<Id>,
        /// The lowest mean opinion score of the audio.
        "mediaStatsMinConversationMos" since "46.0.0" => media_stats_min_conversation_mos: Number,
        /// The lowest R factor of the audio.
        "mediaStatsMinConversationRFactor" since "46.0.0" => media_stats_min_conversation_r_factor: Number,
        /// The direction of the first session (observed).
        "originatingDirection" since "47.2.0" => originating_direction: Direction,
        /// Whether it began with a public post on social media.
        "originatingSocialMediaPublic" since "228.0.0" => originating_social_media_public: bool,
        /// Whether the customer was served without an agent.
        "selfServed" since "133.0.0" => self_served: bool,
        /// The evaluations of agents in the conversation.
        "evaluations" since "19.0.0" => evaluations: Vec<AnalyticsEvaluation>,
        /// The surveys that customers were asked to fill in.
        "surveys" since "37.0.0" => surveys: Vec<AnalyticsSurvey>,
        /// Whether the case was resolved by this contact.
        "resolutions" since "109.0.0" => resolutions: Vec<AnalyticsResolution>,
        /// The participants, in the order of their first segments (observed). An agent appears
        /// once, however many sessions that user had.
        "participants" since "19.0.0" => participants: Vec<AnalyticsParticipant>,
    }
}

object! {
    /// A participant in the analytics details.
    ///
    /// All sessions of one user are one participant; each entry to a queue is one of its own
    /// (observed).
    AnalyticsParticipant {
        /// The identifier of the external contact, on a customer's participant.
        "externalContactId" since "19.0.0" => external_contact_id: Id,
        /// The identifier of the external organization of the customer.
        "externalOrganizationId" since "19.0.0" => external_organization_id: Id,
        /// Why the participant was flagged.
        "flaggedReason" since "27.0.0" => flagged_reason: FlaggedReason,
        /// The participant's identifier.
        "participantId" since "19.0.0" => participant_id: Id,
        /// The name of the flow, queue or agent; absent for web messaging's customers (observed).
        "participantName" since "19.0.0" => participant_name: String,
        /// The participant's role.
        "purpose" since "19.0.0" => purpose: AnalyticsPurpose,
        /// Whether the agent's screen was recorded.
        "screenRecording" since "205.0.0" => screen_recording: bool,
        /// The identifier of the user's team.
        "teamId" since "78.0.0" => team_id: Id,
        /// The identifier of the user, for an agent.
        "userId" since "19.0.0" => user_id: Id,
        /// The participant's sessions, the legs of the other views, in order (observed).
        "sessions" since "19.0.0" => sessions: Vec<AnalyticsSession>,
        /// Attributes set by flows and integrations, by name. Results of jobs have them, queries do
        /// not (documented).
        "attributes" since "62.0.0" => attributes: BTreeMap<String, String>,
        /// The identifiers of the agent assistants; before 95.0.0, which has one on the session.
        "agentAssistantIds" since "93.0.0" => agent_assistant_ids: Vec<Id>,
    }
}

open_enum! {
    /// The role of a participant in the analytics details.
    AnalyticsPurpose {
        /// Since release 19.0.0.
        "manual" => Manual,
        /// Since release 19.0.0.
        "dialer" => Dialer,
        /// Since release 19.0.0.
        "inbound" => Inbound,
        /// Since release 19.0.0.
        "acd" => Acd,
        /// Since release 19.0.0.
        "ivr" => Ivr,
        /// Since release 19.0.0.
        "voicemail" => Voicemail,
        /// Since release 19.0.0.
        "outbound" => Outbound,
        /// Since release 19.0.0.
        "agent" => Agent,
        /// Since release 19.0.0.
        "user" => User,
        /// Since release 19.0.0.
        "station" => Station,
        /// Since release 19.0.0.
        "group" => Group,
        /// Since release 19.0.0.
        "customer" => Customer,
        /// Since release 19.0.0.
        "external" => External,
        /// Since release 19.0.0.
        "fax" => Fax,
        /// Since release 19.0.0.
        "workflow" => Workflow,
        /// Since release 54.0.0.
        "campaign" => Campaign,
        /// Since release 62.0.0.
        "api" => Api,
        /// Since release 120.0.0.
        "botflow" => Botflow,
        /// Since release 197.0.0.
        "voicesurveyflow" => Voicesurveyflow,
    }
}
