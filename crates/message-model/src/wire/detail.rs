//! Detail events: what happened to one leg, one event for each transition.
//!
//! The topics `v2.detail.events.conversation.{id}.*`, on a web socket, Amazon EventBridge or as a
//! trigger. All enum values are in upper case.

use std::collections::BTreeMap;

use crate::Id;
use crate::wire::object::object;
use crate::wire::open_enum::open_enum;

object! {
    /// The contact's leg opened (`v2.detail.events.conversation.{id}.customer.start`).
    CustomerStartEvent as "CustomerStartDetailEventTopicCustomerStartEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "129.0.0" => session_id: Id,
        /// The medium: `MESSAGE`.
        "mediaType" since "129.0.0" => media_type: DetailMediaType,
        /// The identifier of the external organization.
        "externalOrganizationId" since "129.0.0" => external_organization_id: Id,
        /// The identifier of the external contact.
        "externalContactId" since "129.0.0" => external_contact_id: Id,
        /// The provider of the medium.
        "provider" since "129.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "129.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "129.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "129.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "129.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "129.0.0" => address_from: String,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "129.0.0" => callback_user_name: String,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "129.0.0" => callback_numbers: Vec<String>,
        /// When to call back, in milliseconds since 1970; not for messages (inferred).
        "callbackScheduledTime" since "129.0.0" => callback_scheduled_time: i64,
        /// The subject of an email; not for messages (inferred).
        "subject" since "129.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "129.0.0" => message_type: DetailMessageType,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The customer's visit to a web site, as far as the platform knows it.
        "journeyContext" since "179.0.0" => journey_context: Box<DetailJourneyContext>,
        /// The identifier of the division: of the queue, user, flow or external contact (inferred).
        "divisionId" since "200.0.0" => division_id: Id,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "254.0.0" => utilization_label: String,
    }
}

object! {
    /// The contact's leg ended (`v2.detail.events.conversation.{id}.customer.end`); after-call work
    /// may
    /// still be going on (documented).
    CustomerEndEvent as "CustomerEndDetailEventTopicCustomerEndEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "129.0.0" => session_id: Id,
        /// Why the leg ended.
        "disconnectType" since "129.0.0" => disconnect_type: DetailDisconnectType,
        /// The medium: `MESSAGE`.
        "mediaType" since "129.0.0" => media_type: DetailMediaType,
        /// The identifier of the external organization.
        "externalOrganizationId" since "129.0.0" => external_organization_id: Id,
        /// The identifier of the external contact.
        "externalContactId" since "129.0.0" => external_contact_id: Id,
        /// The provider of the medium.
        "provider" since "129.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "129.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "129.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "129.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "129.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "129.0.0" => address_from: String,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "129.0.0" => callback_user_name: String,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "129.0.0" => callback_numbers: Vec<String>,
        /// When to call back, in milliseconds since 1970; not for messages (inferred).
        "callbackScheduledTime" since "129.0.0" => callback_scheduled_time: i64,
        /// The subject of an email; not for messages (inferred).
        "subject" since "129.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "129.0.0" => message_type: DetailMessageType,
        /// How long the participant interacted, in milliseconds; without the time on hold
        /// (inferred).
        "interactingDurationMs" since "129.0.0" => interacting_duration_ms: i64,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The identifier of the division: of the queue, user, flow or external contact (inferred).
        "divisionId" since "200.0.0" => division_id: Id,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "254.0.0" => utilization_label: String,
    }
}

object! {
    /// A leg of a flow or bot opened (`v2.detail.events.conversation.{id}.flow.start`).
    FlowStartEvent as "FlowStartDetailEventTopicFlowStartEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "129.0.0" => session_id: Id,
        /// The medium: `MESSAGE`.
        "mediaType" since "129.0.0" => media_type: DetailMediaType,
        /// The provider of the medium.
        "provider" since "129.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "129.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "129.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "129.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "129.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "129.0.0" => address_from: String,
        /// The subject of an email; not for messages (inferred).
        "subject" since "129.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "129.0.0" => message_type: DetailMessageType,
        /// The kind of flow.
        "flowType" since "129.0.0" => flow_type: FlowType,
        /// The identifier of the flow.
        "flowId" since "129.0.0" => flow_id: Id,
        /// The identifier of the division: of the queue, user, flow or external contact (inferred).
        "divisionId" since "129.0.0" => division_id: Id,
        /// The version of the flow.
        "flowVersion" since "129.0.0" => flow_version: String,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "254.0.0" => utilization_label: String,
    }
}

object! {
    /// A leg of a flow or bot ended (`v2.detail.events.conversation.{id}.flow.end`).
    FlowEndEvent as "FlowEndDetailEventTopicFlowEndEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "129.0.0" => session_id: Id,
        /// Why the leg ended.
        "disconnectType" since "129.0.0" => disconnect_type: DetailDisconnectType,
        /// The medium: `MESSAGE`.
        "mediaType" since "129.0.0" => media_type: DetailMediaType,
        /// The provider of the medium.
        "provider" since "129.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "129.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "129.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "129.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "129.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "129.0.0" => address_from: String,
        /// The subject of an email; not for messages (inferred).
        "subject" since "129.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "129.0.0" => message_type: DetailMessageType,
        /// The kind of flow.
        "flowType" since "129.0.0" => flow_type: FlowType,
        /// The identifier of the flow.
        "flowId" since "129.0.0" => flow_id: Id,
        /// The identifier of the division: of the queue, user, flow or external contact (inferred).
        "divisionId" since "129.0.0" => division_id: Id,
        /// The version of the flow.
        "flowVersion" since "129.0.0" => flow_version: String,
        /// How long the leg lasted, in milliseconds: from its start to its end (inferred).
        "connectedDurationMs" since "129.0.0" => connected_duration_ms: i64,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// Why the flow ended.
        "exitReason" since "187.0.0" => exit_reason: FlowExitReason,
        /// The kind of transfer.
        "transferType" since "187.0.0" => transfer_type: FlowTransferType,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "254.0.0" => utilization_label: String,
    }
}

object! {
    /// A leg of a queue opened (`v2.detail.events.conversation.{id}.acd.start`).
    AcdStartEvent as "AcdStartDetailEventTopicAcdStartEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "129.0.0" => session_id: Id,
        /// The medium: `MESSAGE`.
        "mediaType" since "129.0.0" => media_type: DetailMediaType,
        /// The provider of the medium.
        "provider" since "129.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "129.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "129.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "129.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "129.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "129.0.0" => address_from: String,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "129.0.0" => callback_user_name: String,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "129.0.0" => callback_numbers: Vec<String>,
        /// When to call back, in milliseconds since 1970; not for messages (inferred).
        "callbackScheduledTime" since "129.0.0" => callback_scheduled_time: i64,
        /// The subject of an email; not for messages (inferred).
        "subject" since "129.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "129.0.0" => message_type: DetailMessageType,
        /// The identifier of the queue.
        "queueId" since "129.0.0" => queue_id: Id,
        /// The identifier of the division: of the queue, user, flow or external contact (inferred).
        "divisionId" since "129.0.0" => division_id: Id,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "211.0.0" => utilization_label: String,
        /// The priority in the queue.
        "routingPriority" since "211.0.0" => routing_priority: i64,
        /// The identifiers of the skills that were asked for.
        "requestedRoutingSkillIds" since "211.0.0" => requested_routing_skill_ids: Vec<Id>,
        /// Whether a skill expression was applied.
        "skillExpressionApplied" since "250.0.0" => skill_expression_applied: bool,
    }
}

object! {
    /// A leg of a queue ended, answered or not (`v2.detail.events.conversation.{id}.acd.end`).
    AcdEndEvent as "AcdEndDetailEventTopicAcdEndEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "129.0.0" => session_id: Id,
        /// Why the leg ended.
        "disconnectType" since "129.0.0" => disconnect_type: DetailDisconnectType,
        /// The medium: `MESSAGE`.
        "mediaType" since "129.0.0" => media_type: DetailMediaType,
        /// The provider of the medium.
        "provider" since "129.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "129.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "129.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "129.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "129.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "129.0.0" => address_from: String,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "129.0.0" => callback_user_name: String,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "129.0.0" => callback_numbers: Vec<String>,
        /// When to call back, in milliseconds since 1970; not for messages (inferred).
        "callbackScheduledTime" since "129.0.0" => callback_scheduled_time: i64,
        /// The subject of an email; not for messages (inferred).
        "subject" since "129.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "129.0.0" => message_type: DetailMessageType,
        /// The identifier of the queue.
        "queueId" since "129.0.0" => queue_id: Id,
        /// The identifier of the division: of the queue, user, flow or external contact (inferred).
        "divisionId" since "129.0.0" => division_id: Id,
        /// How the wait in the queue ended.
        "acdOutcome" since "129.0.0" => acd_outcome: AcdOutcome,
        /// The identifier of the user who answered; only with the outcome `ANSWERED`.
        "answeredUserId" since "129.0.0" => answered_user_id: Id,
        /// The kinds of routing that were asked for, in upper case. Free text.
        "requestedRoutings" since "129.0.0" => requested_routings: Vec<String>,
        /// The kind of routing that found the agent; absent before an answer (inferred).
        "usedRouting" since "129.0.0" => used_routing: UsedRouting,
        /// The identifiers of the skills that were asked for.
        "requestedRoutingSkillIds" since "129.0.0" => requested_routing_skill_ids: Vec<Id>,
        /// The identifiers of the skill expressions that were asked for.
        "requestedSkillExpressionIds" since "250.0.0" => requested_skill_expression_ids: Vec<Id>,
        /// The identifier of the language that was asked for.
        "requestedLanguageId" since "129.0.0" => requested_language_id: Id,
        /// The identifiers of the users who were asked for.
        "requestedRoutingUserIds" since "129.0.0" => requested_routing_user_ids: Vec<Id>,
        /// The priority in the queue.
        "routingPriority" since "129.0.0" => routing_priority: i64,
        /// How long the leg lasted, in milliseconds: from its start to its end (inferred).
        "connectedDurationMs" since "129.0.0" => connected_duration_ms: i64,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "211.0.0" => utilization_label: String,
        /// The kind of flow.
        "flowType" since "211.0.0" => flow_type: String,
    }
}

object! {
    /// An agent's leg opened, when the offer began to alert or, with automatic answering, when it
    /// connected (`v2.detail.events.conversation.{id}.user.start`; observed).
    UserStartEvent as "UserStartDetailEventTopicUserStartEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "129.0.0" => session_id: Id,
        /// The medium: `MESSAGE`.
        "mediaType" since "129.0.0" => media_type: DetailMediaType,
        /// The provider of the medium.
        "provider" since "129.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "129.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "129.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "129.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "129.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "129.0.0" => address_from: String,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "129.0.0" => callback_user_name: String,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "129.0.0" => callback_numbers: Vec<String>,
        /// When to call back, in milliseconds since 1970; not for messages (inferred).
        "callbackScheduledTime" since "129.0.0" => callback_scheduled_time: i64,
        /// The subject of an email; not for messages (inferred).
        "subject" since "129.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "129.0.0" => message_type: DetailMessageType,
        /// The identifier of the user.
        "userId" since "129.0.0" => user_id: Id,
        /// The identifier of the division: of the queue, user, flow or external contact (inferred).
        "divisionId" since "129.0.0" => division_id: Id,
        /// The identifier of the queue.
        "queueId" since "129.0.0" => queue_id: Id,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "254.0.0" => utilization_label: String,
    }
}

object! {
    /// An agent's leg ended, also an offer that was declined or missed
    /// (`v2.detail.events.conversation.{id}.user.end`). All durations are written, zeros too
    /// (observed).
    UserEndEvent as "UserEndDetailEventTopicUserEndEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "129.0.0" => session_id: Id,
        /// Why the leg ended.
        "disconnectType" since "129.0.0" => disconnect_type: DetailDisconnectType,
        /// The medium: `MESSAGE`.
        "mediaType" since "129.0.0" => media_type: DetailMediaType,
        /// The provider of the medium.
        "provider" since "129.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "129.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "129.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "129.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "129.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "129.0.0" => address_from: String,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "129.0.0" => callback_user_name: String,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "129.0.0" => callback_numbers: Vec<String>,
        /// When to call back, in milliseconds since 1970; not for messages (inferred).
        "callbackScheduledTime" since "129.0.0" => callback_scheduled_time: i64,
        /// The subject of an email; not for messages (inferred).
        "subject" since "129.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "129.0.0" => message_type: DetailMessageType,
        /// The identifier of the user.
        "userId" since "129.0.0" => user_id: Id,
        /// The identifier of the division: of the queue, user, flow or external contact (inferred).
        "divisionId" since "129.0.0" => division_id: Id,
        /// The identifier of the queue.
        "queueId" since "129.0.0" => queue_id: Id,
        /// How long the participant interacted, in milliseconds; without the time on hold
        /// (inferred).
        "interactingDurationMs" since "129.0.0" => interacting_duration_ms: i64,
        /// How long the leg was on hold, in milliseconds; zero if it never was.
        "heldDurationMs" since "129.0.0" => held_duration_ms: i64,
        /// How long the leg alerted, in milliseconds; zero if it did not.
        "alertingDurationMs" since "129.0.0" => alerting_duration_ms: i64,
        /// How long the contacting took, in milliseconds; zero for messages (inferred).
        "contactingDurationMs" since "129.0.0" => contacting_duration_ms: i64,
        /// How long the dialing took, in milliseconds; zero for messages (inferred).
        "dialingDurationMs" since "129.0.0" => dialing_duration_ms: i64,
        /// How long a callback lasted, in milliseconds; zero for messages (inferred).
        "callbackDurationMs" since "208.0.0" => callback_duration_ms: i64,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "254.0.0" => utilization_label: String,
    }
}

object! {
    /// An agent finished the after-call work with a wrap-up code
    /// (`v2.detail.events.conversation.{id}.acw`; observed).
    AfterCallWorkEvent as "AcwDetailEventTopicAfterCallWorkEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "129.0.0" => session_id: Id,
        /// The medium: `MESSAGE`.
        "mediaType" since "129.0.0" => media_type: DetailMediaType,
        /// The provider of the medium.
        "provider" since "129.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "129.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "129.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "129.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "129.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "129.0.0" => address_from: String,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "129.0.0" => callback_user_name: String,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "129.0.0" => callback_numbers: Vec<String>,
        /// When to call back, in milliseconds since 1970; not for messages (inferred).
        "callbackScheduledTime" since "129.0.0" => callback_scheduled_time: i64,
        /// The subject of an email; not for messages (inferred).
        "subject" since "129.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "129.0.0" => message_type: DetailMessageType,
        /// The identifier of the user.
        "userId" since "129.0.0" => user_id: Id,
        /// The identifier of the queue.
        "queueId" since "129.0.0" => queue_id: Id,
        /// The wrap-up code.
        "wrapupCode" since "129.0.0" => wrapup_code: String,
        /// The agent's notes.
        "wrapupNotes" since "138.0.0" => wrapup_notes: String,
        /// How long the after-call work took, in milliseconds: from the end of the leg to its own
        /// end (inferred).
        "wrapupDurationMs" since "129.0.0" => wrapup_duration_ms: i64,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "254.0.0" => utilization_label: String,
    }
}

object! {
    /// A wrap-up code was set without a user (`v2.detail.events.conversation.{id}.wrapup`); when is
    /// undocumented.
    WrapupEvent as "WrapupDetailEventTopicWrapupEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "138.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "138.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "138.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "138.0.0" => session_id: Id,
        /// The medium: `MESSAGE`.
        "mediaType" since "138.0.0" => media_type: DetailMediaType,
        /// The provider of the medium.
        "provider" since "138.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "138.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "138.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "138.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "138.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "138.0.0" => address_from: String,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "138.0.0" => callback_user_name: String,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "138.0.0" => callback_numbers: Vec<String>,
        /// When to call back, in milliseconds since 1970; not for messages (inferred).
        "callbackScheduledTime" since "138.0.0" => callback_scheduled_time: i64,
        /// The subject of an email; not for messages (inferred).
        "subject" since "138.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "138.0.0" => message_type: DetailMessageType,
        /// The identifier of the queue.
        "queueId" since "138.0.0" => queue_id: Id,
        /// The wrap-up code.
        "wrapupCode" since "138.0.0" => wrapup_code: String,
        /// The agent's notes.
        "wrapupNotes" since "138.0.0" => wrapup_notes: String,
        /// How long the after-call work took, in milliseconds: from the end of the leg to its own
        /// end (inferred).
        "wrapupDurationMs" since "138.0.0" => wrapup_duration_ms: i64,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "254.0.0" => utilization_label: String,
    }
}

object! {
    /// The attributes of a participant changed (`v2.detail.events.conversation.{id}.attributes`).
    AttributeUpdateEvent as "AttributeDetailEventTopicAttributeUpdateEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "129.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "129.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "129.0.0" => participant_id: Id,
        /// The participant's attributes after the change, by name.
        "attributes" since "129.0.0" => attributes: BTreeMap<String, String>,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The legs of the participant whose attributes changed.
        "communications" since "195.0.1" => communications: Vec<AttributeCommunication>,
        /// When the participant joined, in milliseconds since 1970.
        "participantStartTime" since "269.0.0" => participant_start_time: i64,
    }
}

object! {
    /// The external contact of a participant changed
    /// (`v2.detail.events.conversation.{id}.contact`).
    ContactUpdateEvent as "ContactDetailEventTopicContactUpdateEvent" {
        /// When it happened, in milliseconds since 1970; the event itself is sent some milliseconds
        /// later (observed).
        "eventTime" since "138.0.0" => event_time: i64,
        /// The conversation's identifier.
        "conversationId" since "138.0.0" => conversation_id: Id,
        /// The participant's identifier.
        "participantId" since "138.0.0" => participant_id: Id,
        /// The leg's identifier (inferred).
        "sessionId" since "138.0.0" => session_id: Id,
        /// The medium: `MESSAGE`.
        "mediaType" since "138.0.0" => media_type: DetailMediaType,
        /// The identifier of the external organization.
        "externalOrganizationId" since "138.0.0" => external_organization_id: Id,
        /// The identifier of the external contact.
        "externalContactId" since "138.0.0" => external_contact_id: Id,
        /// The provider of the medium.
        "provider" since "138.0.0" => provider: String,
        /// Who started the conversation.
        "direction" since "138.0.0" => direction: DetailDirection,
        /// The number that the contact was made from; calls only (inferred).
        "ani" since "138.0.0" => ani: String,
        /// The number that the contact was made to; calls only (inferred).
        "dnis" since "138.0.0" => dnis: String,
        /// The address that the contact was made to (inferred: as on the leg).
        "addressTo" since "138.0.0" => address_to: String,
        /// The address that the contact was made from (inferred: as on the leg).
        "addressFrom" since "138.0.0" => address_from: String,
        /// The name of the person to call back; not for messages (inferred).
        "callbackUserName" since "138.0.0" => callback_user_name: String,
        /// The numbers to call back; not for messages (inferred).
        "callbackNumbers" since "138.0.0" => callback_numbers: Vec<String>,
        /// When to call back, in milliseconds since 1970; not for messages (inferred).
        "callbackScheduledTime" since "138.0.0" => callback_scheduled_time: i64,
        /// The subject of an email; not for messages (inferred).
        "subject" since "138.0.0" => subject: String,
        /// The messaging platform that the customer writes from.
        "messageType" since "138.0.0" => message_type: DetailMessageType,
        /// The identifiers of the external contacts known in the conversation (documented).
        "conversationExternalContactIds" since "171.0.0" => conversation_external_contact_ids: Vec<Id>,
        /// The identifiers of the external organizations known in the conversation.
        "conversationExternalOrganizationIds" since "171.0.0" => conversation_external_organization_ids: Vec<Id>,
        /// The identifier of the division: of the queue, user, flow or external contact (inferred).
        "divisionId" since "200.0.0" => division_id: Id,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabel" since "254.0.0" => utilization_label: String,
    }
}

object! {
    /// A leg, as an [`AttributeUpdateEvent`] names it.
    AttributeCommunication as "AttributeDetailEventTopicCommunication" {
        /// The leg's identifier.
        "id" since "195.0.1" => id: Id,
        /// The medium of the leg.
        "mediaType" since "195.0.1" => media_type: DetailMediaType,
    }
}

object! {
    /// The web visit that led to the conversation, as a [`CustomerStartEvent`] has it.
    DetailJourneyContext as "CustomerStartDetailEventTopicJourneyContext" {
        /// The identifier of the customer's visit.
        "sessionId" since "179.0.0" => session_id: Id,
        /// The kind of identifier that `sessionId` is.
        "sessionIdType" since "179.0.0" => session_id_type: String,
        /// The identifier of the action that started the conversation.
        "actionId" since "179.0.0" => action_id: Id,
        /// The identifier of the map of actions that the action belongs to.
        "actionMapId" since "179.0.0" => action_map_id: Id,
    }
}

open_enum! {
    /// How the wait in a queue ended.
    AcdOutcome {
        /// Since release 129.0.0.
        "UNKNOWN" => Unknown,
        /// Since release 129.0.0.
        "ABANDON" => Abandon,
        /// Since release 129.0.0.
        "ANSWERED" => Answered,
        /// Since release 129.0.0.
        "FLOW_OUT" => FlowOut,
    }
}

open_enum! {
    /// The kind of routing that found an agent.
    UsedRouting {
        /// Since release 129.0.0.
        "UNKNOWN" => Unknown,
        /// Since release 129.0.0.
        "MANUAL" => Manual,
        /// Since release 129.0.0.
        "PREDICTIVE" => Predictive,
        /// Since release 129.0.0.
        "PREFERRED" => Preferred,
        /// Since release 129.0.0.
        "LAST" => Last,
        /// Since release 129.0.0.
        "BULLSEYE" => Bullseye,
        /// Since release 129.0.0.
        "STANDARD" => Standard,
        /// Since release 129.0.0.
        "OTHER" => Other,
        /// Since release 145.0.0.
        "CONDITIONAL" => Conditional,
        /// Since release 159.0.0.
        "VIP" => Vip,
    }
}

open_enum! {
    /// The kind of a flow.
    FlowType {
        /// Since release 129.0.0.
        "UNKNOWN" => Unknown,
        /// Since release 129.0.0.
        "INBOUNDCALL" => Inboundcall,
        /// Since release 129.0.0.
        "OUTBOUNDCALL" => Outboundcall,
        /// Since release 129.0.0.
        "INQUEUECALL" => Inqueuecall,
        /// Since release 129.0.0.
        "SECURECALL" => Securecall,
        /// Since release 129.0.0.
        "INBOUNDEMAIL" => Inboundemail,
        /// Since release 129.0.0.
        "SURVEYINVITE" => Surveyinvite,
        /// Since release 129.0.0.
        "INBOUNDSHORTMESSAGE" => Inboundshortmessage,
        /// Since release 129.0.0.
        "INBOUNDCHAT" => Inboundchat,
        /// Since release 129.0.0.
        "WORKFLOW" => Workflow,
        /// Since release 129.0.0.
        "BOT" => Bot,
        /// Since release 151.0.0.
        "DIGITALBOT" => Digitalbot,
        /// Since release 157.0.0.
        "COMMONMODULE" => Commonmodule,
        /// Since release 157.0.0.
        "INQUEUEEMAIL" => Inqueueemail,
        /// Since release 157.0.0.
        "INQUEUESHORTMESSAGE" => Inqueueshortmessage,
        /// Since release 157.0.0.
        "VOICE" => Voice,
        /// Since release 157.0.0.
        "VOICEMAIL" => Voicemail,
        /// Since release 157.0.0.
        "WORKITEM" => Workitem,
        /// Since release 197.0.0.
        "VOICESURVEY" => Voicesurvey,
    }
}

open_enum! {
    /// Why a flow ended.
    FlowExitReason {
        /// Since release 187.0.0.
        "UNKNOWN" => Unknown,
        /// Since release 187.0.0.
        "DISCONNECT" => Disconnect,
        /// Since release 187.0.0.
        "FLOW_DISCONNECT" => FlowDisconnect,
        /// Since release 187.0.0.
        "FLOW_ERROR_DISCONNECT" => FlowErrorDisconnect,
        /// Since release 187.0.0.
        "TRANSFER" => Transfer,
        /// Since release 187.0.0.
        "SESSION_EXPIRE_DISCONNECT" => SessionExpireDisconnect,
        /// Since release 187.0.0.
        "RECOGNITION_FAILURE_DISCONNECT" => RecognitionFailureDisconnect,
        /// Since release 187.0.0.
        "RECOGNITION_FAILURE_EXIT" => RecognitionFailureExit,
        /// Since release 187.0.0.
        "USER_EXIT" => UserExit,
        /// Since release 187.0.0.
        "FLOW_EXIT" => FlowExit,
        /// Since release 187.0.0.
        "FLOW_ERROR_EXIT" => FlowErrorExit,
    }
}

open_enum! {
    /// Where a flow handed the contact to.
    FlowTransferType {
        /// Since release 187.0.0.
        "UNKNOWN" => Unknown,
        /// Since release 187.0.0.
        "ACD" => Acd,
        /// Since release 187.0.0.
        "USER" => User,
        /// Since release 187.0.0.
        "NUMBER" => Number,
        /// Since release 187.0.0.
        "ACD_VOICEMAIL" => AcdVoicemail,
        /// Since release 187.0.0.
        "USER_VOICEMAIL" => UserVoicemail,
        /// Since release 187.0.0.
        "GROUP_VOICEMAIL" => GroupVoicemail,
        /// Since release 187.0.0.
        "GROUP" => Group,
        /// Since release 187.0.0.
        "FLOW" => Flow,
        /// Since release 187.0.0.
        "SECURE_FLOW" => SecureFlow,
        /// Since release 187.0.0.
        "RETURN_TO_AGENT" => ReturnToAgent,
    }
}

open_enum! {
    /// The medium that a detail event is about.
    DetailMediaType {
        /// Since release 129.0.0.
        "UNKNOWN" => Unknown,
        /// Since release 129.0.0.
        "VOICE" => Voice,
        /// Since release 129.0.0.
        "CHAT" => Chat,
        /// Since release 129.0.0.
        "EMAIL" => Email,
        /// Since release 129.0.0.
        "CALLBACK" => Callback,
        /// Since release 129.0.0.
        "COBROWSE" => Cobrowse,
        /// Since release 129.0.0.
        "VIDEO" => Video,
        /// Since release 129.0.0.
        "SCREENSHARE" => Screenshare,
        /// Since release 129.0.0.
        "MESSAGE" => Message,
        /// Since release 212.0.0.
        "INTERNALMESSAGE" => Internalmessage,
        /// Since release 246.0.0.
        "SCREENMONITORING" => Screenmonitoring,
    }
}

open_enum! {
    /// Who started the conversation, in the spelling of detail events.
    DetailDirection {
        /// Since release 129.0.0.
        "UNKNOWN" => Unknown,
        /// Since release 129.0.0.
        "INBOUND" => Inbound,
        /// Since release 129.0.0.
        "OUTBOUND" => Outbound,
    }
}

open_enum! {
    /// The messaging platform that the customer writes from, in the spelling of detail events.
    DetailMessageType {
        /// Since release 129.0.0.
        "UNKNOWN" => Unknown,
        /// Since release 129.0.0.
        "SMS" => Sms,
        /// Since release 129.0.0.
        "TWITTER" => Twitter,
        /// Since release 129.0.0.
        "FACEBOOK" => Facebook,
        /// Since release 129.0.0.
        "LINE" => Line,
        /// Since release 129.0.0.
        "WHATSAPP" => Whatsapp,
        /// Since release 129.0.0.
        "WEBMESSAGING" => Webmessaging,
        /// Since release 129.0.0.
        "OPEN" => Open,
        /// Since release 129.0.0.
        "INSTAGRAM" => Instagram,
        /// Since release 211.0.0.
        "APPLE" => Apple,
        /// Since release 266.0.0.
        "LINKEDIN" => Linkedin,
    }
}

open_enum! {
    /// Why a leg ended, in the spelling of detail events.
    DetailDisconnectType {
        /// Since release 129.0.0.
        "UNKNOWN" => Unknown,
        /// Since release 129.0.0.
        "ENDPOINT" => Endpoint,
        /// Since release 129.0.0.
        "CLIENT" => Client,
        /// Since release 129.0.0.
        "SYSTEM" => System,
        /// Since release 129.0.0.
        "TRANSFER" => Transfer,
        /// Since release 129.0.0.
        "ERROR" => Error,
        /// Since release 129.0.0.
        "PEER" => Peer,
        /// Since release 129.0.0.
        "OTHER" => Other,
        /// Since release 129.0.0.
        "SPAM" => Spam,
        /// Since release 129.0.0.
        "TIMEOUT" => Timeout,
        /// Since release 129.0.0.
        "TRANSPORT_FAILURE" => TransportFailure,
        /// Since release 129.0.0.
        "CONFERENCE_TRANSFER" => ConferenceTransfer,
        /// Since release 129.0.0.
        "CONSULT_TRANSFER" => ConsultTransfer,
        /// Since release 129.0.0.
        "FORWARD_TRANSFER" => ForwardTransfer,
        /// Since release 129.0.0.
        "NO_ANSWER_TRANSFER" => NoAnswerTransfer,
        /// Since release 129.0.0.
        "NOT_AVAILABLE_TRANSFER" => NotAvailableTransfer,
        /// Since release 129.0.0.
        "UNCALLABLE" => Uncallable,
        /// Since release 182.0.0.
        "DND_ENDPOINT" => DndEndpoint,
        /// Since release 182.0.0.
        "DND_TRANSFER" => DndTransfer,
        /// Since release 232.0.0.
        "INACTIVITY" => Inactivity,
        /// Since release 239.0.0.
        "SESSION_EXPIRED" => SessionExpired,
        /// Since release 250.0.0.
        "TAKEOVER" => Takeover,
    }
}
