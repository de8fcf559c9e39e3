//! The message leg: one participant's part in a messaging conversation.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{
    Address, AfterCallWork, ConversationQueueMediaSettings, EngagementSource, ErrorBody, Id,
    JourneyContext, MessageDetails, Segment, Timestamp, Wrapup,
};

object! {
    /// A message communication leg: an element of `Conversation.participants[].messages[]`.
    ///
    /// Each participant has its own legs: the customer's leg spans the whole contact, and every
    /// queue entry, flow and offer to an agent is another leg. The 17 properties of release 19.0.0
    /// are the founding contract.
    ///
    /// ```
    /// use message_model::{decode, encode, DisconnectType, Message, MessageState};
    ///
    /// let leg: Message = decode(r#"{"state": "disconnected", "disconnectType": "peer", "held": null}"#)?;
    /// assert_eq!(leg.state, Some(MessageState::Disconnected));
    /// assert_eq!(leg.disconnect_type, Some(DisconnectType::Peer));
    /// assert_eq!(encode(&leg)?, r#"{"state":"disconnected","disconnectType":"peer"}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Message {
        /// The current state of the leg.
        "state" since "19.0.0" => state: MessageState,
        /// The state in which the leg began; set once and never changed (observed on chat, call and
        /// callback legs).
        "initialState" since "144.0.0" => initial_state: MessageState,
        /// The leg's identifier, never reused for another leg (documented; observed in all
        /// payloads).
        "id" since "19.0.0" => id: Id,
        /// Whether the leg is on hold. For messaging, the platform counts the time an agent spends
        /// on other interactions as hold (documented), so an agent's leg can be held and resumed
        /// many times (observed).
        "held" since "19.0.0" => held: bool,
        /// The periods of the leg's lifecycle, in order and without gaps (observed). Not part of
        /// notifications.
        "segments" since "19.0.0" => segments: Vec<Segment>,
        /// Who started the conversation; the same on every leg of an inbound contact (observed).
        "direction" since "19.0.0" => direction: Direction,
        /// The identifier of the leg's recording. Not part of notifications.
        "recordingId" since "19.0.0" => recording_id: Id,
        /// The error, on a leg that failed.
        "errorInfo" since "19.0.0" => error_info: Box<ErrorBody>,
        /// Why the leg ended; absent until then (documented).
        "disconnectType" since "19.0.0" => disconnect_type: DisconnectType,
        /// When the current hold began, on the cloud clock (documented); absent while the leg is
        /// not on hold.
        "startHoldTime" since "19.0.0" => start_hold_time: Timestamp,
        /// When the leg started alerting, on legs that alerted. Not part of notifications.
        "startAlertingTime" since "52.0.0" => start_alerting_time: Timestamp,
        /// When the leg connected, on the cloud clock (documented); absent while alerting and on
        /// legs that never connected (observed).
        "connectedTime" since "19.0.0" => connected_time: Timestamp,
        /// When the leg ended, on the provider's clock (documented); equal to the end of its last
        /// segment (observed).
        "disconnectedTime" since "19.0.0" => disconnected_time: Timestamp,
        /// The provider of the medium: `PureCloud Messaging` for messages (documented, observed).
        "provider" since "19.0.0" => provider: String,
        /// Whether the customer is authenticated.
        "authenticated" since "126.0.0" => authenticated: bool,
        /// The messaging platform that the customer writes from.
        "type" since "20.0.0" => r#type: MessageType,
        /// The country of the recipient as ISO 3166-1 alpha-2 (documented).
        "recipientCountry" since "20.0.0" => recipient_country: String,
        /// The kind of the recipient's address, on platforms that have several kinds.
        "recipientType" since "20.0.0" => recipient_type: String,
        /// The identifier of the script shown to the agent.
        "scriptId" since "19.0.0" => script_id: Id,
        /// The identifier of the leg that this one is paired with: on internal legs, the customer's
        /// leg (documented, observed).
        "peerId" since "19.0.0" => peer_id: Id,
        /// The address that the contact was made to.
        "toAddress" since "19.0.0" => to_address: Box<Address>,
        /// The address that the contact was made from.
        "fromAddress" since "19.0.0" => from_address: Box<Address>,
        /// The messages that this participant sent, oldest first (inferred).
        "messages" since "19.0.0" => messages: Vec<MessageDetails>,
        /// The customer's visit to a web site, as far as the platform knows it.
        "journeyContext" since "101.0.0" => journey_context: Box<JourneyContext>,
        /// The agent's wrap-up: how the interaction was classified.
        "wrapup" since "85.0.0" => wrapup: Box<Wrapup>,
        /// The after-call work; present on agents' legs that connected (observed).
        "afterCallWork" since "93.0.0" => after_call_work: Box<AfterCallWork>,
        /// Whether the agent is required to complete the after-call work.
        "afterCallWorkRequired" since "96.0.0" => after_call_work_required: bool,
        /// The identifier of the virtual assistant that supported the agent.
        "agentAssistantId" since "126.0.0" => agent_assistant_id: Id,
        /// The identifier of the integration for a bring-your-own SMS number.
        "byoSmsIntegrationId" since "168.0.0" => byo_sms_integration_id: Id,
        /// The queue's settings for this medium.
        "queueMediaSettings" since "192.0.0" => queue_media_settings: Box<ConversationQueueMediaSettings>,
        /// The source of the customer's engagement, more specific than `type`.
        "engagementSource" since "238.0.0" => engagement_source: EngagementSource,
        /// When the parked leg resumes automatically; absent once it has resumed (inferred).
        "resumeTime" since "257.0.0" => resume_time: Timestamp,
        /// When the leg was last parked; kept after it resumes (documented).
        "parkTime" since "257.0.0" => park_time: Timestamp,
    }
}

open_enum! {
    /// The state of a message leg.
    ///
    /// ```
    /// use message_model::MessageState;
    ///
    /// assert_eq!(MessageState::from_text("parked"), MessageState::Parked);
    /// assert_eq!(MessageState::TEXTS, ["alerting", "connected", "parked", "disconnected"]);
    /// ```
    MessageState {
        /// Offered to a participant who has not answered yet. Since release 19.0.0.
        "alerting" => Alerting,
        /// Active: the participant is connected. Since release 19.0.0.
        "connected" => Connected,
        /// Set aside by the agent, to be resumed later. Since release 238.0.0.
        "parked" => Parked,
        /// Ended; a leg never leaves this state (inferred). Since release 19.0.0.
        "disconnected" => Disconnected,
    }
}

open_enum! {
    /// Who started the conversation.
    ///
    /// ```
    /// use message_model::Direction;
    ///
    /// assert_eq!(Direction::from_text("inbound"), Direction::Inbound);
    /// ```
    Direction {
        /// The customer. Since release 19.0.0.
        "inbound" => Inbound,
        /// The organisation. Since release 19.0.0.
        "outbound" => Outbound,
    }
}

open_enum! {
    /// Why a leg ended.
    ///
    /// The contract lists the values without explaining them; the meanings given here are observed
    /// or inferred, as marked.
    ///
    /// ```
    /// use message_model::DisconnectType;
    ///
    /// assert_eq!(DisconnectType::from_text("transfer.noanswer"), DisconnectType::TransferNoAnswer);
    /// assert_eq!(DisconnectType::SessionExpired.as_str(), "session.expired");
    /// ```
    DisconnectType {
        /// Ended by the endpoint (telephony; inferred). Since release 19.0.0.
        "endpoint" => Endpoint,
        /// Ended by the participant of this leg (observed). Since release 19.0.0.
        "client" => Client,
        /// Ended by the platform, for example when an offer was not answered (observed). Since
        /// release 19.0.0.
        "system" => System,
        /// The customer's session timed out (observed on chat legs). Since release 19.0.0.
        "timeout" => Timeout,
        /// The participant handed the contact on (observed). Since release 19.0.0.
        "transfer" => Transfer,
        /// Transferred into a conference (calls only). Since release 19.0.0.
        "transfer.conference" => TransferConference,
        /// Transferred after a consultation (calls only). Since release 19.0.0.
        "transfer.consult" => TransferConsult,
        /// Forwarded. Since release 19.0.0.
        "transfer.forward" => TransferForward,
        /// A transfer that its target did not answer (documented). Since release 19.0.0.
        "transfer.noanswer" => TransferNoAnswer,
        /// A transfer whose target was not available (documented). Since release 19.0.0.
        "transfer.notavailable" => TransferNotAvailable,
        /// The connection failed. Since release 19.0.0.
        "transport.failure" => TransportFailure,
        /// An error of a flow or provider (documented). Since release 19.0.0.
        "error" => Error,
        /// Ended by another participant of the contact (observed). Since release 19.0.0.
        "peer" => Peer,
        /// Any other reason. Since release 19.0.0.
        "other" => Other,
        /// Marked as spam (documented for email). Since release 19.0.0.
        "spam" => Spam,
        /// The number must not be called (dialer). Since release 19.0.0.
        "uncallable" => Uncallable,
        /// The conversation's inactivity timer expired (documented). Since release 231.0.0.
        "inactivity" => Inactivity,
        /// The customer's messaging session expired (inferred). Since release 238.0.0.
        "session.expired" => SessionExpired,
        /// Another user took over the interaction (inferred). Since release 251.0.0.
        "takeover" => Takeover,
        /// The participant was on do not disturb; in notifications only. Since release 200.0.0.
        "endpoint.dnd" => EndpointDnd,
        /// Transferred because the participant was on do not disturb; in notifications only. Since
        /// release 200.0.0.
        "transfer.dnd" => TransferDnd,
        /// The participant was on do not disturb; in the API for messages only. Since release
        /// 183.0.0.
        "endpoint.donotdisturb" => EndpointDonotdisturb,
        /// Transferred because the participant was on do not disturb; in the API for messages only.
        /// Since release 183.0.0.
        "transfer.donotdisturb" => TransferDonotdisturb,
    }
}

open_enum! {
    /// The messaging platform that a customer writes from.
    ///
    /// ```
    /// use message_model::MessageType;
    ///
    /// assert_eq!(MessageType::from_text("webmessaging"), MessageType::WebMessaging);
    /// ```
    MessageType {
        /// Since release 220.0.0.
        "apple" => Apple,
        /// Since release 30.0.0.
        "facebook" => Facebook,
        /// Since release 131.0.0.
        "instagram" => Instagram,
        /// From release 32.0.0 until before 55.0.0, and again since release 56.0.0.
        "kakao" => Kakao,
        /// Since release 30.0.0.
        "line" => Line,
        /// An integration through the open messaging API. Since release 113.0.0.
        "open" => Open,
        /// Since release 20.0.0.
        "sms" => Sms,
        /// From release 32.0.0 until before 55.0.0, and again since release 56.0.0.
        "telegram" => Telegram,
        /// Since release 30.0.0.
        "twitter" => Twitter,
        /// Since release 95.0.0.
        "webmessaging" => WebMessaging,
        /// Since release 32.0.0.
        "whatsapp" => WhatsApp,
        /// A platform that Genesys Cloud does not identify. Since release 95.0.0.
        "unknown" => Unknown,
        /// In notifications only. Since release 46.0.0.
        "viber" => Viber,
        /// In notifications only. Since release 46.0.0.
        "wechat" => Wechat,
    }
}
