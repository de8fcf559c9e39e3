//! The message leg: one participant's part in a messaging conversation.

use crate::object::{object, open_enum};
use crate::{
    Address, AfterCallWork, ConversationQueueMediaSettings, EngagementSource, ErrorBody, Id, JourneyContext,
    MessageDetails, Segment, Timestamp, Wrapup,
};

object! {
    /// A message communication leg: what stands in `Conversation.participants[].messages[]`.
    ///
    /// Each party of a conversation has legs of its own: the customer one that spans the contact, every queue entry,
    /// flow and offer to an agent another. The 17 properties of release 19.0.0 are the founding contract.
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
        /// Where the leg stands in its life.
        "state" since "19.0.0" => state: MessageState,
        /// The state that the leg began in; set once and never changed (observed on chat, call and callback legs).
        "initialState" since "144.0.0" => initial_state: MessageState,
        /// The leg's own identifier, never used for another leg (documented; observed in all payloads).
        "id" since "19.0.0" => id: Id,
        /// Whether the party is on hold. For messaging the platform counts the time an agent spends on other
        /// interactions as hold (documented), so an agent's leg may be held and resumed many times (observed).
        "held" since "19.0.0" => held: bool,
        /// The stretches of the leg's life, in order and without gaps (observed). Not part of notifications.
        "segments" since "19.0.0" => segments: Vec<Segment>,
        /// Who began the conversation; the same on every leg of an inbound contact (observed).
        "direction" since "19.0.0" => direction: Direction,
        /// The recording of the leg. Not part of notifications.
        "recordingId" since "19.0.0" => recording_id: Id,
        /// What went wrong, on a leg that failed.
        "errorInfo" since "19.0.0" => error_info: Box<ErrorBody>,
        /// Why the leg ended; absent until then (documented).
        "disconnectType" since "19.0.0" => disconnect_type: DisconnectType,
        /// When the current hold began, on the cloud clock (documented); absent while nothing is held.
        "startHoldTime" since "19.0.0" => start_hold_time: Timestamp,
        /// When the leg began to alert, on legs that did. Not part of notifications.
        "startAlertingTime" since "52.0.0" => start_alerting_time: Timestamp,
        /// When the leg connected, on the cloud clock (documented); absent while alerting and on legs that never
        /// connected (observed).
        "connectedTime" since "19.0.0" => connected_time: Timestamp,
        /// When the leg ended, on the provider's clock (documented); equal to the end of its last segment (observed).
        "disconnectedTime" since "19.0.0" => disconnected_time: Timestamp,
        /// The provider of the medium: `PureCloud Messaging` for messages (documented, observed).
        "provider" since "19.0.0" => provider: String,
        /// Whether the customer was authenticated.
        "authenticated" since "126.0.0" => authenticated: bool,
        /// The kind of messaging platform the customer writes from.
        "type" since "20.0.0" => r#type: MessageType,
        /// The country of the recipient as ISO 3166-1 alpha-2 (documented).
        "recipientCountry" since "20.0.0" => recipient_country: String,
        /// The kind of the recipient's address, for platforms that have several.
        "recipientType" since "20.0.0" => recipient_type: String,
        /// The script shown to the agent.
        "scriptId" since "19.0.0" => script_id: Id,
        /// The leg that this one is paired with: on internal legs the customer's (documented, observed).
        "peerId" since "19.0.0" => peer_id: Id,
        /// The address that the contact was made to.
        "toAddress" since "19.0.0" => to_address: Box<Address>,
        /// The address that the contact was made from.
        "fromAddress" since "19.0.0" => from_address: Box<Address>,
        /// The messages that this party sent, oldest first (inferred).
        "messages" since "19.0.0" => messages: Vec<MessageDetails>,
        /// What the platform knows of the customer's visit to a web site.
        "journeyContext" since "101.0.0" => journey_context: Box<JourneyContext>,
        /// How the agent classified the interaction.
        "wrapup" since "85.0.0" => wrapup: Box<Wrapup>,
        /// The work after the interaction; on agents' legs that connected (observed).
        "afterCallWork" since "93.0.0" => after_call_work: Box<AfterCallWork>,
        /// Whether the agent has to complete that work.
        "afterCallWorkRequired" since "96.0.0" => after_call_work_required: bool,
        /// The virtual assistant that listened in for the agent.
        "agentAssistantId" since "126.0.0" => agent_assistant_id: Id,
        /// The integration of a number that the customer of the platform brought along.
        "byoSmsIntegrationId" since "168.0.0" => byo_sms_integration_id: Id,
        /// How the queue treats this medium.
        "queueMediaSettings" since "192.0.0" => queue_media_settings: Box<ConversationQueueMediaSettings>,
        /// Where the customer's engagement came from, finer than `type`.
        "engagementSource" since "238.0.0" => engagement_source: EngagementSource,
        /// When a parked leg resumes by itself; gone once it has (inferred).
        "resumeTime" since "257.0.0" => resume_time: Timestamp,
        /// When the leg was last parked; stays after it resumed (documented).
        "parkTime" since "257.0.0" => park_time: Timestamp,
    }
}

open_enum! {
    /// Where a message leg stands in its life.
    MessageState {
        /// Offered to a party that has not answered. Since release 19.0.0.
        "alerting" => Alerting,
        /// Live. Since release 19.0.0.
        "connected" => Connected,
        /// Set aside by the agent, to be resumed. Since release 238.0.0.
        "parked" => Parked,
        /// Over; a leg never leaves this state (inferred). Since release 19.0.0.
        "disconnected" => Disconnected,
    }
}

open_enum! {
    /// Who began the conversation.
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
    /// The contract lists the values and does not explain them; what each means here is observed or inferred as marked.
    DisconnectType {
        /// The endpoint ended it (telephony; inferred). Since release 19.0.0.
        "endpoint" => Endpoint,
        /// The party on this leg ended it (observed). Since release 19.0.0.
        "client" => Client,
        /// The platform ended it, as when an offer went unanswered (observed). Since release 19.0.0.
        "system" => System,
        /// The customer's session timed out (observed on chat legs). Since release 19.0.0.
        "timeout" => Timeout,
        /// The party handed the contact on (observed). Since release 19.0.0.
        "transfer" => Transfer,
        /// Handed on into a conference (calls only). Since release 19.0.0.
        "transfer.conference" => TransferConference,
        /// Handed on after a consultation (calls only). Since release 19.0.0.
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
        /// Another party of the contact ended it (observed). Since release 19.0.0.
        "peer" => Peer,
        /// None of the others. Since release 19.0.0.
        "other" => Other,
        /// Judged to be spam (documented for email). Since release 19.0.0.
        "spam" => Spam,
        /// The number may not be called (dialer). Since release 19.0.0.
        "uncallable" => Uncallable,
        /// The conversation's inactivity timer ran out (documented). Since release 231.0.0.
        "inactivity" => Inactivity,
        /// The customer's messaging session expired (inferred). Since release 238.0.0.
        "session.expired" => SessionExpired,
        /// Another user took the interaction over (inferred). Since release 251.0.0.
        "takeover" => Takeover,
    }
}

open_enum! {
    /// The kind of messaging platform that a customer writes from.
    MessageType {
        /// Since release 220.0.0.
        "apple" => Apple,
        /// Since release 30.0.0.
        "facebook" => Facebook,
        /// Since release 131.0.0.
        "instagram" => Instagram,
        /// From release 32.0.0 until 55.0.0, which lacks it, since release 56.0.0.
        "kakao" => Kakao,
        /// Since release 30.0.0.
        "line" => Line,
        /// An integration through the open messaging API. Since release 113.0.0.
        "open" => Open,
        /// Since release 20.0.0.
        "sms" => Sms,
        /// From release 32.0.0 until 55.0.0, which lacks it, since release 56.0.0.
        "telegram" => Telegram,
        /// Since release 30.0.0.
        "twitter" => Twitter,
        /// Since release 95.0.0.
        "webmessaging" => WebMessaging,
        /// Since release 32.0.0.
        "whatsapp" => WhatsApp,
        /// None that the platform can name. Since release 95.0.0.
        "unknown" => Unknown,
    }
}
