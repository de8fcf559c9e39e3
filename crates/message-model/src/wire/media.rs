//! The views of the API for messages: each participant and its leg are one object.
//!
//! `GET /api/v2/conversations/messages/{id}` and its listing (documented). The leg's properties
//! stand on the participant, which has no segments, and the error is short.

use std::collections::BTreeMap;

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{
    Address, ConversationDivisionMembership, ConversationRoutingData, Direction, DisconnectType,
    EntityRef, ErrorBody, FlaggedReason, Id, JourneyContext, MessageDetails, MessageType,
    Timestamp, TransferResponse, Wrapup,
};

object! {
    /// A messaging conversation as `GET /api/v2/conversations/messages/{id}` gives it: each
    /// participant
    /// and its leg are one object.
    MessageConversation {
        /// The conversation's identifier.
        "id" since "27.0.0" => id: Id,
        /// The conversation's name.
        "name" since "27.0.0" => name: String,
        /// The participants, in the order in which they joined (observed), each with its leg.
        "participants" since "27.0.0" => participants: Vec<MessageMediaParticipant>,
        /// The URIs of the conversation in other media.
        "otherMediaUris" since "27.0.0" => other_media_uris: Vec<String>,
        /// The last transfers, at most 20.
        "recentTransfers" since "164.0.0" => recent_transfers: Vec<TransferResponse>,
        /// The utilization label, which decides how the conversation counts towards an agent's
        /// capacity.
        "utilizationLabelId" since "199.1.0" => utilization_label_id: Id,
        /// When the inactivity timer expires: an instant, not a duration (documented).
        "inactivityTimeout" since "231.0.0" => inactivity_timeout: Timestamp,
        /// The divisions that the conversation belongs to.
        "divisions" since "224.1.0" => divisions: Vec<ConversationDivisionMembership>,
        /// The URI of this conversation in the API.
        "selfUri" since "27.0.0" => self_uri: String,
    }
}

object! {
    /// A participant and its message leg in one object, as the API for messages gives it.
    ///
    /// A participant with several legs appears once for each of them.
    MessageMediaParticipant {
        /// The participant's identifier.
        "id" since "27.0.0" => id: Id,
        /// The participant's display name.
        "name" since "27.0.0" => name: String,
        /// The participant's address.
        "address" since "27.0.0" => address: String,
        /// When the participant joined; equal to the start of its first segment (observed).
        "startTime" since "27.0.0" => start_time: Timestamp,
        /// When the leg started alerting, on legs that alerted.
        "startAlertingTime" since "231.0.0" => start_alerting_time: Timestamp,
        /// When the leg connected, on the cloud clock (documented).
        "connectedTime" since "27.0.0" => connected_time: Timestamp,
        /// When the leg ended; absent until then.
        "endTime" since "27.0.0" => end_time: Timestamp,
        /// When the current hold began, on the cloud clock (documented); absent while the leg is
        /// not on hold.
        "startHoldTime" since "27.0.0" => start_hold_time: Timestamp,
        /// The participant's role: `customer`, `external`, `workflow`, `acd`, `agent` and others.
        /// Free text.
        "purpose" since "27.0.0" => purpose: String,
        /// The current state of the leg. Of the wider list, a message leg uses alerting, connected,
        /// parked and disconnected only (inferred).
        "state" since "27.0.0" => state: MediaParticipantState,
        /// Who started the conversation; the same on every leg of an inbound contact (observed).
        "direction" since "27.0.0" => direction: Direction,
        /// Why the leg ended; absent until then (documented).
        "disconnectType" since "27.0.0" => disconnect_type: DisconnectType,
        /// Whether the leg is on hold. For messaging, the platform counts the time an agent spends
        /// on other interactions as hold (documented), so an agent's leg can be held and resumed
        /// many times (observed).
        "held" since "27.0.0" => held: bool,
        /// Whether the participant is required to choose a wrap-up code.
        "wrapupRequired" since "27.0.0" => wrapup_required: bool,
        /// How the participant is prompted for the wrap-up code. Free text.
        "wrapupPrompt" since "27.0.0" => wrapup_prompt: String,
        /// The participant's media roles, such as `full` (observed): what it may do in the
        /// conversation. Free text.
        "mediaRoles" since "163.0.0" => media_roles: Vec<String>,
        /// The user, on an agent's participant.
        "user" since "27.0.0" => user: EntityRef,
        /// The queue.
        "queue" since "27.0.0" => queue: EntityRef,
        /// The user's team.
        "team" since "80.0.0" => team: EntityRef,
        /// Attributes set by flows and integrations, by name.
        "attributes" since "27.0.0" => attributes: BTreeMap<String, String>,
        /// The error, on a leg that failed.
        "errorInfo" since "27.0.0" => error_info: Box<ErrorBody>,
        /// The script shown to the agent.
        "script" since "27.0.0" => script: EntityRef,
        /// The time allowed for the wrap-up, in milliseconds.
        "wrapupTimeoutMs" since "27.0.0" => wrapup_timeout_ms: i64,
        /// Whether the participant skipped the wrap-up.
        "wrapupSkipped" since "27.0.0" => wrapup_skipped: bool,
        /// How long an offer alerts before it times out, in milliseconds; 30,000 was observed.
        "alertingTimeoutMs" since "40.0.0" => alerting_timeout_ms: i64,
        /// The provider of the medium: `PureCloud Messaging` for messages (documented, observed).
        "provider" since "27.0.0" => provider: String,
        /// The external contact, on a customer's participant.
        "externalContact" since "27.0.0" => external_contact: EntityRef,
        /// The division of that external contact; `*` stands for all divisions (observed).
        "externalContactInitialDivisionId" since "224.1.0" => external_contact_initial_division_id: Id,
        /// The external organization of the customer.
        "externalOrganization" since "27.0.0" => external_organization: EntityRef,
        /// The agent's wrap-up: how the interaction was classified.
        "wrapup" since "27.0.0" => wrapup: Box<Wrapup>,
        /// The identifier of the leg that this one is paired with: on internal legs, the customer's
        /// leg; on the customer's, that of the newest agent (documented, observed).
        "peer" since "27.0.0" => peer: Id,
        /// Why the participant was flagged.
        "flaggedReason" since "30.0.0" => flagged_reason: FlaggedReason,
        /// The customer's visit to a web site, as far as the platform knows it.
        "journeyContext" since "50.0.0" => journey_context: Box<JourneyContext>,
        /// The routing requirements.
        "conversationRoutingData" since "57.0.0" => conversation_routing_data: Box<ConversationRoutingData>,
        /// When the after-call work began, on the cloud clock (documented).
        "startAcwTime" since "68.0.0" => start_acw_time: Timestamp,
        /// When the after-call work ended, on the cloud clock (documented).
        "endAcwTime" since "68.0.0" => end_acw_time: Timestamp,
        /// When the leg was last parked; kept after it resumes (documented).
        "parkTime" since "205.0.0" => park_time: Timestamp,
        /// When the parked leg resumes automatically; absent once it has resumed (inferred).
        "resumeTime" since "222.0.0" => resume_time: Timestamp,
        /// The address that the contact was made to.
        "toAddress" since "27.0.0" => to_address: Box<Address>,
        /// The address that the contact was made from.
        "fromAddress" since "27.0.0" => from_address: Box<Address>,
        /// The messages that this participant sent, oldest first (inferred).
        "messages" since "27.0.0" => messages: Vec<MessageDetails>,
        /// The messaging platform that the customer writes from.
        "type" since "27.0.0" => r#type: MessageType,
        /// The country of the recipient as ISO 3166-1 alpha-2 (documented).
        "recipientCountry" since "27.0.0" => recipient_country: String,
        /// The kind of the recipient's address, on platforms that have several kinds.
        "recipientType" since "27.0.0" => recipient_type: String,
        /// Whether the customer is authenticated.
        "authenticated" since "126.0.0" => authenticated: bool,
        /// The identifier of the participant being monitored.
        "monitoredParticipantId" since "168.0.0" => monitored_participant_id: Id,
        /// The participant being monitored.
        "monitoredParticipant" since "184.0.0" => monitored_participant: EntityRef,
    }
}

object! {
    /// A page of messaging conversations, as the response of `GET /api/v2/conversations/messages`.
    MessageConversationEntityListing {
        /// The conversations. Before 180.0.0 the class of the vendor's client expects e-mail
        /// conversations here.
        "entities" since "27.0.0" => entities: Vec<MessageConversation>,
        /// The largest number of conversations on a page.
        "pageSize" since "27.0.0" => page_size: i64,
        /// The number of this page, counted from 1.
        "pageNumber" since "27.0.0" => page_number: i64,
        /// The number of conversations on all pages.
        "total" since "27.0.0" => total: i64,
        /// The URI of the last page.
        "lastUri" since "27.0.0" => last_uri: String,
        /// The URI of the first page.
        "firstUri" since "27.0.0" => first_uri: String,
        /// The URI of this page.
        "selfUri" since "27.0.0" => self_uri: String,
        /// The URI of the next page; absent on the last one.
        "nextUri" since "27.0.0" => next_uri: String,
        /// The URI of the previous page; absent on the first one.
        "previousUri" since "27.0.0" => previous_uri: String,
        /// The number of pages.
        "pageCount" since "27.0.0" => page_count: i64,
    }
}

open_enum! {
    /// The state of a leg where one object is participant and leg.
    MediaParticipantState {
        /// Since release 27.0.0.
        "alerting" => Alerting,
        /// Since release 27.0.0.
        "dialing" => Dialing,
        /// Since release 27.0.0.
        "contacting" => Contacting,
        /// Since release 27.0.0.
        "offering" => Offering,
        /// Since release 27.0.0.
        "connected" => Connected,
        /// Since release 27.0.0.
        "disconnected" => Disconnected,
        /// Since release 27.0.0.
        "terminated" => Terminated,
        /// Since release 27.0.0.
        "converting" => Converting,
        /// Since release 27.0.0.
        "uploading" => Uploading,
        /// Since release 27.0.0.
        "transmitting" => Transmitting,
        /// Since release 27.0.0.
        "none" => None,
        /// Since release 195.1.0.
        "parked" => Parked,
        /// Since release 46.0.0.
        "scheduled" => Scheduled,
    }
}
