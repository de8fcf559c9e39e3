//! The properties that a visit shows, each with its name on the wire.

use std::borrow::Cow;

use message_model::{
    AfterCallWorkState, ConversationMessageMetadata, ConversationQueueMediaSettings,
    ConversationRoutingData, Direction, EngagementSource, ErrorBody, JourneyContext, MessageMedia,
    MessageState, MessageSticker, MessageType, RecordingState, SocialVisibility, Timestamp,
    WrapupPrompt,
};
use uuid::Uuid;

use super::segments::Segments;
use crate::{
    AddressContent, Ending, Leg, LegIndex, MessageIndex, Role, Status, Text, WrapUpContent,
};

/// The properties of one object, by their names.
pub(super) trait Named {
    /// The name of the object in the contract.
    const OBJECT: &'static str;
    /// The names of its properties, in the order of the enum.
    const NAMES: &'static [&'static str];

    /// The place of this property among the names.
    fn place(&self) -> usize;
}

/// Defines the properties of one object of the contract: an enum with a variant for each property
/// that a projection can show, which holds its value and knows its name.
macro_rules! properties {
    (
        $(#[$meta:meta])*
        pub enum $name:ident<'p> of $object:literal {
            $( $(#[$property_meta:meta])* $property:ident($value:ty) = $text:literal, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name<'p> {
            $(
                #[doc = concat!("`", $text, "`\n\n")]
                $(#[$property_meta])*
                $property($value),
            )*
        }

        impl $name<'_> {
            /// The name of the property on the wire.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $( Self::$property(_) => $text, )*
                }
            }
        }

        impl Named for $name<'_> {
            const OBJECT: &'static str = $object;
            const NAMES: &'static [&'static str] = &[$($text),*];

            fn place(&self) -> usize {
                // A variant with data cannot be cast to a number; its namesake here can.
                enum Place {
                    $( $property, )*
                }
                match self {
                    $( Self::$property(_) => Place::$property as usize, )*
                }
            }
        }
    };
}

properties! {
    /// One property of a conversation, with its value.
    pub enum ConversationProperty<'p> of "Conversation" {
        Id(Uuid) = "id",
        ExternalTag(Text<'p>) = "externalTag",
        StartTime(Timestamp) = "startTime",
        EndTime(Timestamp) = "endTime",
        Address(Text<'p>) = "address",
        /// One for each leg; visit each with [`visit_participant`](super::visit_participant).
        Participants(&'p [Leg]) = "participants",
        RecordingState(RecordingState) = "recordingState",
        /// It is made from this id.
        SelfUri(Uuid) = "selfUri",
    }
}

properties! {
    /// One property of a participant, with its value.
    #[allow(clippy::large_enum_variant, reason = "it is never stored")]
    pub enum ParticipantProperty<'p> of "Participant" {
        Id(Uuid) = "id",
        StartTime(Timestamp) = "startTime",
        EndTime(Timestamp) = "endTime",
        /// Read from the provider's clock, unlike the leg's (documented).
        ConnectedTime(Timestamp) = "connectedTime",
        Name(Text<'p>) = "name",
        /// And `userUri`: they are always present together and name the same user.
        User(Uuid) = "userId",
        ExternalContactId(Uuid) = "externalContactId",
        QueueId(Uuid) = "queueId",
        QueueName(Text<'p>) = "queueName",
        Purpose(Role) = "purpose",
        ParticipantType(&'static str) = "participantType",
        Address(Text<'p>) = "address",
        WrapupRequired(bool) = "wrapupRequired",
        WrapupPrompt(WrapupPrompt) = "wrapupPrompt",
        WrapupTimeoutMs(i64) = "wrapupTimeoutMs",
        WrapupSkipped(bool) = "wrapupSkipped",
        Wrapup(WrapUpSummary<'p>) = "wrapup",
        MediaRoles(&'static [&'static str]) = "mediaRoles",
        ConversationRoutingData(ConversationRoutingData) = "conversationRoutingData",
        AlertingTimeoutMs(i64) = "alertingTimeoutMs",
        Attributes(Vec<(Text<'p>, Text<'p>)>) = "attributes",
        /// The participant's one leg; visit it with [`visit_leg`](super::visit_leg).
        Messages(LegIndex) = "messages",
        StartAcwTime(Timestamp) = "startAcwTime",
        EndAcwTime(Timestamp) = "endAcwTime",
    }
}

properties! {
    /// One property of a leg, with its value.
    pub enum LegProperty<'p> of "Message" {
        State(MessageState) = "state",
        InitialState(MessageState) = "initialState",
        Id(Uuid) = "id",
        Held(bool) = "held",
        Segments(Segments<'p>) = "segments",
        Direction(&'p Direction) = "direction",
        RecordingId(Uuid) = "recordingId",
        ErrorInfo(Cow<'p, ErrorBody>) = "errorInfo",
        DisconnectType(Ending) = "disconnectType",
        StartHoldTime(Timestamp) = "startHoldTime",
        StartAlertingTime(Timestamp) = "startAlertingTime",
        ConnectedTime(Timestamp) = "connectedTime",
        DisconnectedTime(Timestamp) = "disconnectedTime",
        Provider(Text<'p>) = "provider",
        Authenticated(bool) = "authenticated",
        Type(Cow<'p, MessageType>) = "type",
        RecipientCountry(Text<'p>) = "recipientCountry",
        RecipientType(Text<'p>) = "recipientType",
        ScriptId(Uuid) = "scriptId",
        PeerId(Uuid) = "peerId",
        ToAddress(AddressContent<'p>) = "toAddress",
        FromAddress(AddressContent<'p>) = "fromAddress",
        /// Visit each with [`visit_details`](super::visit_details).
        Messages(&'p [MessageIndex]) = "messages",
        JourneyContext(Cow<'p, JourneyContext>) = "journeyContext",
        Wrapup(WrapUpSummary<'p>) = "wrapup",
        AfterCallWork(WorkSummary) = "afterCallWork",
        AfterCallWorkRequired(bool) = "afterCallWorkRequired",
        AgentAssistantId(Uuid) = "agentAssistantId",
        ByoSmsIntegrationId(Uuid) = "byoSmsIntegrationId",
        QueueMediaSettings(Cow<'p, ConversationQueueMediaSettings>) = "queueMediaSettings",
        EngagementSource(EngagementSource) = "engagementSource",
        ResumeTime(Timestamp) = "resumeTime",
        ParkTime(Timestamp) = "parkTime",
    }
}

properties! {
    /// One property of a message, with its value.
    #[allow(clippy::large_enum_variant, reason = "it is never stored")]
    pub enum DetailsProperty<'p> of "MessageDetails" {
        MessageId(Uuid) = "messageId",
        MessageUri(Text<'p>) = "messageURI",
        MessageStatus(Status) = "messageStatus",
        MessageSegmentCount(i64) = "messageSegmentCount",
        MessageTime(Timestamp) = "messageTime",
        Media(Cow<'p, [MessageMedia]>) = "media",
        Stickers(Cow<'p, [MessageSticker]>) = "stickers",
        MessageMetadata(Cow<'p, ConversationMessageMetadata>) = "messageMetadata",
        SocialVisibility(SocialVisibility) = "socialVisibility",
        ErrorInfo(Cow<'p, ErrorBody>) = "errorInfo",
    }
}

/// After-call work as the wire shows it: the value of `afterCallWork`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkSummary {
    /// `startTime`: equal to `disconnectedTime` (observed).
    pub start: Timestamp,
    /// `endTime`, if the work is over; for skipped work it equals the start (observed).
    pub end: Option<Timestamp>,
    /// `state`
    pub state: AfterCallWorkState,
}

/// The wrap-up that after-call work resulted in: the value of `wrapup`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrapUpSummary<'p> {
    /// The wrap-up's code, name and notes.
    pub content: WrapUpContent<'p>,
    /// `durationSeconds`: to the nearest second (observed).
    pub duration_seconds: i64,
    /// `endTime`
    pub end: Timestamp,
}
