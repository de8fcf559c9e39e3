//! A session of the analytics details, whatever its medium. Most of its properties are for other
//! media than messages.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{
    AnalyticsConversationSegment, AnalyticsFlow, AnalyticsSessionMetric, Direction,
    EngagementSource, Id, Number, Timestamp,
};

object! {
    /// A session: what the other views call a leg.
    AnalyticsSession {
        /// The identifiers of the skills that routing still asked for.
        "activeSkillIds" since "114.0.0" => active_skill_ids: Vec<Id>,
        /// Whether the agent skipped the after-call work; present only when true (inferred).
        "acwSkipped" since "102.0.0" => acw_skipped: bool,
        /// The address that the session's messages come from: the customer's on the customer's
        /// session, the business's on all others (observed).
        "addressFrom" since "19.0.0" => address_from: String,
        /// The address of the other side.
        "addressOther" since "19.0.0" => address_other: String,
        /// The address of this side.
        "addressSelf" since "19.0.0" => address_self: String,
        /// The address that the session's messages go to (observed).
        "addressTo" since "19.0.0" => address_to: String,
        /// The identifier of the agent assistant, a program that helps the agent.
        "agentAssistantId" since "95.0.0" => agent_assistant_id: Id,
        /// The ring of bullseye routing that the agent was in.
        "agentBullseyeRing" since "114.0.0" => agent_bullseye_ring: i64,
        /// Whether the callback belongs to one agent.
        "agentOwned" since "120.0.0" => agent_owned: bool,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "19.0.0" => ani: String,
        /// The identifier of the user who assigned the conversation.
        "assignerId" since "102.0.0" => assigner_id: Id,
        /// Whether the customer has signed in; present only when true (inferred).
        "authenticated" since "115.0.0" => authenticated: bool,
        /// The identifier of the participant being barged in on.
        "bargedParticipantId" since "152.0.0" => barged_participant_id: Id,
        /// The blind copies of an email.
        "bcc" since "155.0.0" => bcc: Vec<String>,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "19.0.0" => callback_numbers: Vec<String>,
        /// When to call back; not for messages (inferred).
        "callbackScheduledTime" since "19.0.0" => callback_scheduled_time: Timestamp,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "19.0.0" => callback_user_name: String,
        /// The copies of an email.
        "cc" since "155.0.0" => cc: Vec<String>,
        /// Whether the customer cleared the conversation; present only when true (inferred).
        "cleared" since "170.0.0" => cleared: bool,
        /// The identifier of the participant being coached.
        "coachedParticipantId" since "124.1.0" => coached_participant_id: Id,
        /// The role in a shared browser.
        "cobrowseRole" since "19.0.0" => cobrowse_role: String,
        /// The identifier of the room of a shared browser.
        "cobrowseRoomId" since "19.0.0" => cobrowse_room_id: Id,
        /// Whether the message was delivered by push.
        "deliveryPushed" since "224.0.0" => delivery_pushed: bool,
        /// The latest delivery status of a message, on the session of its sender (inferred).
        "deliveryStatus" since "122.0.0" => delivery_status: AnalyticsDeliveryStatus,
        /// When the delivery status changed.
        "deliveryStatusChangeDate" since "122.0.0" => delivery_status_change_date: Timestamp,
        /// The addresses that an email went to.
        "destinationAddresses" since "127.0.0" => destination_addresses: Vec<String>,
        /// When speech was last detected.
        "detectedSpeechEnd" since "202.0.0" => detected_speech_end: Timestamp,
        /// When speech was first detected.
        "detectedSpeechStart" since "202.0.0" => detected_speech_start: Timestamp,
        /// The direction of the conversation, the same on every session of an inbound contact
        /// (observed).
        "direction" since "19.0.0" => direction: Direction,
        /// What decided how an outbound call came out.
        "dispositionAnalyzer" since "19.0.0" => disposition_analyzer: String,
        /// How an outbound call came out. Seven values were listed before 29.0.0.
        "dispositionName" since "19.0.0" => disposition_name: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "19.0.0" => dnis: String,
        /// The identifier of the Edge that carried a call.
        "edgeId" since "19.0.0" => edge_id: Id,
        /// How many agents were eligible at each step of routing.
        "eligibleAgentCounts" since "122.0.0" => eligible_agent_counts: Vec<i64>,
        /// The source of the customer's engagement.
        "engagementSource" since "238.0.0" => engagement_source: EngagementSource,
        /// What the error code of a segment means.
        "errorCodeDescription" since "260.0.0" => error_code_description: String,
        /// The provider's own delivery status.
        "extendedDeliveryStatus" since "135.0.0" => extended_delivery_status: String,
        /// Where the contact came to the queue from: `workflow`, or `agent` after a transfer
        /// (observed). Free text.
        "flowInType" since "101.0.0" => flow_in_type: String,
        /// Where the contact left the queue to without an answer. Free text.
        "flowOutType" since "80.0.0" => flow_out_type: String,
        /// The identifier of the action that was offered on a web site.
        "journeyActionId" since "48.0.0" => journey_action_id: Id,
        /// The identifier of the map of actions that triggered it.
        "journeyActionMapId" since "48.0.0" => journey_action_map_id: Id,
        /// The version of that map. Before 115.0.0 it was a text.
        "journeyActionMapVersion" since "115.0.0" => journey_action_map_version: i64,
        /// The identifier of the customer on a web site.
        "journeyCustomerId" since "48.0.0" => journey_customer_id: Id,
        /// The kind of that identifier, such as `cookie` (observed).
        "journeyCustomerIdType" since "48.0.0" => journey_customer_id_type: String,
        /// The identifier of the visit to a web site.
        "journeyCustomerSessionId" since "48.0.0" => journey_customer_session_id: Id,
        /// The kind of that identifier, such as `web` (observed).
        "journeyCustomerSessionIdType" since "48.0.0" => journey_customer_session_id_type: String,
        /// The identifier of the bridge of a video.
        "mediaBridgeId" since "19.0.0" => media_bridge_id: Id,
        /// How many media a message has.
        "mediaCount" since "73.0.0" => media_count: i64,
        /// The medium: `message`.
        "mediaType" since "19.0.0" => media_type: AnalyticsMediaType,
        /// The messaging platform that the customer writes from. Free text since 115.0.0; before,
        /// four values were listed.
        "messageType" since "20.0.0" => message_type: String,
        /// The identifier of the participant being monitored.
        "monitoredParticipantId" since "19.0.0" => monitored_participant_id: Id,
        /// The identifier of the campaign.
        "outboundCampaignId" since "19.0.0" => outbound_campaign_id: Id,
        /// The identifier of the contact of the campaign.
        "outboundContactId" since "19.0.0" => outbound_contact_id: Id,
        /// The identifier of the list of contacts.
        "outboundContactListId" since "19.0.0" => outbound_contact_list_id: Id,
        /// The identifier of the session that this one is paired with: the customer's on internal
        /// sessions; on the customer's, that of the last agent (observed).
        "peerId" since "19.0.0" => peer_id: Id,
        /// The identifier of the call in its protocol.
        "protocolCallId" since "52.0.0" => protocol_call_id: String,
        /// The provider of the medium: `PureCloud Messaging` for messages (observed).
        "provider" since "57.0.0" => provider: String,
        /// Whether it was recorded.
        "recording" since "45.0.0" => recording: bool,
        /// The name of the other side: the customer's, on internal sessions (observed).
        "remote" since "70.0.0" => remote: String,
        /// The name of the other side as shown to people.
        "remoteNameDisplayable" since "19.0.0" => remote_name_displayable: String,
        /// The identifiers of the skills that routing gave up.
        "removedSkillIds" since "114.0.0" => removed_skill_ids: Vec<Id>,
        /// The kinds of routing that were asked for, such as `Standard` (observed). Free text.
        "requestedRoutings" since "92.0.0" => requested_routings: Vec<String>,
        /// The identifier of the room of a chat.
        "roomId" since "19.0.0" => room_id: Id,
        /// The ring of bullseye routing.
        "routingRing" since "115.0.0" => routing_ring: i64,
        /// The rule of routing. In 114.0.0 it was a number.
        "routingRule" since "180.0.0" => routing_rule: String,
        /// The kind of the rule of routing.
        "routingRuleType" since "180.0.0" => routing_rule_type: AnalyticsRoutingRuleType,
        /// The identifier of the user whose screen is watched.
        "screenMonitoredUserId" since "246.0.0" => screen_monitored_user_id: Id,
        /// The address of this side in a shared screen.
        "screenShareAddressSelf" since "19.0.0" => screen_share_address_self: String,
        /// The identifier of the room of a shared screen.
        "screenShareRoomId" since "19.0.0" => screen_share_room_id: Id,
        /// The identifier of the script shown to the agent.
        "scriptId" since "19.0.0" => script_id: Id,
        /// The identifier of the user whom routing selected (observed: on the sessions of customer,
        /// queue and agent).
        "selectedAgentId" since "92.0.0" => selected_agent_id: Id,
        /// The agent's rank in routing.
        "selectedAgentRank" since "92.0.0" => selected_agent_rank: i64,
        /// The number dialed in this session.
        "sessionDnis" since "47.2.0" => session_dnis: String,
        /// The session's identifier: that of the leg in the other views.
        "sessionId" since "19.0.0" => session_id: Id,
        /// Whether the screen is shared.
        "sharingScreen" since "19.0.0" => sharing_screen: bool,
        /// The identifier of the expression of skills.
        "skillExpressionId" since "255.0.0" => skill_expression_id: Id,
        /// Whether a preview may be skipped.
        "skipEnabled" since "19.0.0" => skip_enabled: bool,
        /// Whether a snippet was recorded.
        "snippetRecording" since "247.0.0" => snippet_recording: bool,
        /// How long a preview is shown, in seconds.
        "timeoutSeconds" since "19.0.0" => timeout_seconds: i64,
        /// The kind of routing that found the agent (observed); absent before an answer (inferred).
        "usedRouting" since "92.0.0" => used_routing: AnalyticsRouting,
        /// The address of this side in a video.
        "videoAddressSelf" since "19.0.0" => video_address_self: String,
        /// The identifier of the room of a video.
        "videoRoomId" since "19.0.0" => video_room_id: Id,
        /// How many interactions waited at each step of routing.
        "waitingInteractionCounts" since "122.0.0" => waiting_interaction_counts: Vec<i64>,
        /// The groups of agents that routing considered.
        "agentGroups" since "146.1.0" => agent_groups: Vec<AnalyticsAgentGroup>,
        /// The agents whom predictive routing proposed.
        "proposedAgents" since "95.0.0" => proposed_agents: Vec<AnalyticsProposedAgent>,
        /// Figures about the audio.
        "mediaEndpointStats" since "46.0.0" => media_endpoint_stats: Vec<AnalyticsMediaEndpointStat>,
        /// The flow that ran in this session: on a flow itself, or on a queue that has a flow for
        /// those who wait (observed).
        "flow" since "40.0.0" => flow: Box<AnalyticsFlow>,
        /// What was measured, by time of emission, then by name (observed).
        "metrics" since "24.0.0" => metrics: Vec<AnalyticsSessionMetric>,
        /// The stretches of the session, each beginning when the one before ends (observed).
        "segments" since "19.0.0" => segments: Vec<AnalyticsConversationSegment>,
        /// The identifier of the session being monitored; before 114.0.0.
        "monitoredSessionId" since "19.0.0" => monitored_session_id: Id,
        /// The ring of bullseye routing; in 114.0.0 only.
        "bullseyeRing" since "114.0.0" => bullseye_ring: i64,
    }
}

object! {
    /// Figures about the audio of a call.
    AnalyticsMediaEndpointStat {
        /// The codecs of the audio.
        "codecs" since "46.0.0" => codecs: Vec<String>,
        /// How many were discarded.
        "discardedPackets" since "46.0.0" => discarded_packets: i64,
        /// How many came twice.
        "duplicatePackets" since "46.0.0" => duplicate_packets: i64,
        /// When it was measured.
        "eventTime" since "115.0.0" => event_time: Timestamp,
        /// How many were invalid.
        "invalidPackets" since "46.0.0" => invalid_packets: i64,
        /// The longest delay, in milliseconds.
        "maxLatencyMs" since "46.0.0" => max_latency_ms: i64,
        /// The lowest mean opinion score.
        "minMos" since "46.0.0" => min_mos: Number,
        /// The lowest R factor.
        "minRFactor" since "46.0.0" => min_r_factor: Number,
        /// How many came too fast.
        "overrunPackets" since "46.0.0" => overrun_packets: i64,
        /// How many packets came.
        "receivedPackets" since "46.0.0" => received_packets: i64,
        /// How many came too slowly.
        "underrunPackets" since "46.0.0" => underrun_packets: i64,
    }
}

object! {
    /// An agent whom predictive routing proposed.
    AnalyticsProposedAgent {
        /// The agent's rank.
        "agentRank" since "95.0.0" => agent_rank: i64,
        /// The identifier of the agent.
        "proposedAgentId" since "95.0.0" => proposed_agent_id: Id,
    }
}

object! {
    /// A group of agents that routing considered.
    AnalyticsAgentGroup {
        /// The identifier of the group.
        "agentGroupId" since "146.1.0" => agent_group_id: Id,
        /// The kind of the group.
        "agentGroupType" since "146.1.0" => agent_group_type: AnalyticsAgentGroupType,
    }
}

open_enum! {
    /// The medium of a session.
    AnalyticsMediaType {
        /// Since release 19.0.0.
        "voice" => Voice,
        /// Since release 19.0.0.
        "chat" => Chat,
        /// Since release 19.0.0.
        "email" => Email,
        /// Since release 19.0.0.
        "callback" => Callback,
        /// Since release 19.0.0.
        "cobrowse" => Cobrowse,
        /// Since release 19.0.0.
        "video" => Video,
        /// Since release 19.0.0.
        "screenshare" => Screenshare,
        /// Since release 19.0.0.
        "message" => Message,
        /// Since release 121.0.0.
        "unknown" => Unknown,
        /// Since release 212.0.0.
        "internalmessage" => Internalmessage,
        /// Since release 246.0.0.
        "screenmonitoring" => Screenmonitoring,
    }
}

open_enum! {
    /// The kind of routing that found an agent.
    AnalyticsRouting {
        /// Since release 92.0.0.
        "Predictive" => Predictive,
        /// Since release 92.0.0.
        "Preferred" => Preferred,
        /// Since release 92.0.0.
        "Manual" => Manual,
        /// Since release 92.0.0.
        "Last" => Last,
        /// Since release 92.0.0.
        "Bullseye" => Bullseye,
        /// Since release 92.0.0.
        "Standard" => Standard,
        /// Since release 138.0.0.
        "Conditional" => Conditional,
        /// Since release 158.0.0.
        "Vip" => Vip,
        /// Since release 170.0.0.
        "Direct" => Direct,
    }
}

open_enum! {
    /// The delivery status of a message, in the spelling of analytics.
    AnalyticsDeliveryStatus {
        /// Since release 122.0.0.
        "DeliveryFailed" => DeliveryFailed,
        /// Since release 122.0.0.
        "DeliverySuccess" => DeliverySuccess,
        /// Since release 122.0.0.
        "Failed" => Failed,
        /// Since release 122.0.0.
        "Queued" => Queued,
        /// Since release 122.0.0.
        "Read" => Read,
        /// Since release 122.0.0.
        "Received" => Received,
        /// Since release 122.0.0.
        "Sent" => Sent,
        /// Since release 200.0.0.
        "Published" => Published,
        /// Since release 221.0.0.
        "DeliveryPushed" => DeliveryPushed,
    }
}

open_enum! {
    /// The kind of a rule of routing.
    AnalyticsRoutingRuleType {
        /// Since release 180.0.0.
        "Bullseye" => Bullseye,
        /// Since release 180.0.0.
        "Conditional" => Conditional,
        /// Since release 180.0.0.
        "Predictive" => Predictive,
        /// Since release 180.0.0.
        "Preferred" => Preferred,
    }
}

open_enum! {
    /// The kind of a group of agents.
    AnalyticsAgentGroupType {
        /// Since release 146.1.0.
        "Group" => Group,
        /// Since release 146.1.0.
        "SkillGroup" => SkillGroup,
        /// Since release 146.1.0.
        "Team" => Team,
    }
}
