//! A lossless wire model of the `Message` communication leg of the Genesys Cloud platform API, and
//! of everything that it refers to.
//!
//! - **Lossless**: a property or enum value that this crate does not know is kept and written back.
//!   Absent stays absent; `""`, `[]` and `{}` stay present; numbers inside unknown values keep
//!   their spelling. A null property reads as absent and is never written, because official clients
//!   fail on it. What cannot be kept is an error that names its path.
//! - **Checked against the contract**: a test compares names, types, order and enum values with the
//!   contract of every release, in both directions.
//! - **Nothing else**: no randomness, no clock, no file access, no lifecycle logic.
//!
//! # Where the facts come from
//!
//! Names, types, values and first releases are taken from the official Python SDK, releases 19.0.0
//! to 269.0.0. The meaning of a property is documented, by the vendor or the official SDK, unless
//! it is marked otherwise: *observed* facts were seen in real payloads, *inferred* ones are
//! conclusions from both. "Since release 19.0.0" means that release, in which `Message` first
//! appeared, or an earlier one.
//!
//! # Building values
//!
//! Properties are public and optional. Types grow with the API, so they are `#[non_exhaustive]` and
//! cannot be built with a struct literal. Start from `default()` and assign:
//!
//! ```
//! use message_model::{encode, Id, Message, MessageState};
//!
//! let mut leg = Message::default();
//! leg.id = Some(Id::from("dd754eed-0729-420f-934a-491b22cf4940"));
//! leg.state = Some(MessageState::Alerting);
//! assert_eq!(encode(&leg)?, r#"{"state":"alerting","id":"dd754eed-0729-420f-934a-491b22cf4940"}"#);
//! # Ok::<(), message_model::EncodeError>(())
//! ```
//!
//! # Releases
//!
//! The contract changes from release to release, while recordings, pinned clients and tests stay at
//! older ones. An [`ApiRevision`] names a release; `as_of` cuts a value down to what that release
//! would have sent; [`contract`] describes each release and checks payloads against it; and
//! [`contract::future`] makes payloads that no release has sent yet:
//!
//! ```
//! use message_model::contract::{check, Root};
//! use message_model::{decode, encode, ApiRevision, Message};
//!
//! let today = r#"{"state":"parked","parkTime":"2026-01-05T09:00:00.000Z"}"#;
//! let cut = decode::<Message>(today)?.as_of(ApiRevision::V126);
//! assert_eq!(encode(&cut.value)?, r#"{"state":"connected"}"#);
//! assert_eq!(check(today, Root::Message, ApiRevision::V126)?.len(), 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! Both are off by default. The values that they generate are structurally valid and varied, but
//! not realistic: every property and value, unusual strings, deep error trees, extreme instants,
//! and things that no release has.
//!
//! - `proptest`: `Arbitrary` for every type. `any::<Message>()` is unrestricted;
//!   `any_with::<Message>(Some(revision))` has only what one release has. Failing values shrink to
//!   the properties that matter.
//! - `fake`: `Dummy` for every type: `Faker.fake::<Message>()` is unrestricted,
//!   `revision.fake::<Message>()` has only what one release has.

mod capture;
pub mod contract;
mod value;
mod wild;
mod wire;

pub use capture::beyond::{Beyond, BeyondKind};
pub use capture::common::CommonForm;
pub use capture::foreign::{Foreign, ForeignKind};
pub use capture::lossless::Difference;
pub use capture::payload::{Document, DocumentContent, Payload, Shape};
pub use capture::{Capture, CaptureReader};
pub use contract::as_of::{AsOf, Replacement};
pub use contract::object::Object;
pub use contract::published::RevisionError;
pub use contract::revision::ApiRevision;
pub use contract::wire_value::{Decode, WireValue, decode};
pub use value::closed_list::UnknownName;
pub use value::decode::{DecodeError, EncodeError, encode, encode_pretty};
pub use value::definition::{Definition, Property, Type};
pub use value::evidence::Evidence;
pub use value::id::Id;
pub use value::nearest::{did_you_mean, nearest, one_of};
pub use value::number::{Number, NumberError};
pub use value::present::Present;
pub use value::printable::printable;
pub use value::raw_json::RawJson;
pub use value::timestamp::{Timestamp, TimestampError};
pub use value::unknown::{UnknownProperties, UnknownValue};
#[cfg(feature = "proptest")]
pub use wild::arbitrary::{AnyValue, AnyValueTree};
pub use wire::address::Address;
pub use wire::analytics::{AnalyticsConversation, AnalyticsParticipant, AnalyticsPurpose};
pub use wire::analytics_pages::{
    AggregationResult, AggregationResultEntry, AggregationType,
    AnalyticsConversationAsyncQueryResponse, AnalyticsConversationQueryResponse,
};
pub use wire::analytics_quality::{
    AnalyticsEvaluation, AnalyticsEvaluationStatus, AnalyticsResolution, AnalyticsSurvey,
    AnalyticsSurveyType,
};
pub use wire::analytics_segment::{
    AnalyticsConversationSegment, AnalyticsDisconnectType, AnalyticsEntryType, AnalyticsFlow,
    AnalyticsFlowOutcome, AnalyticsFlowType, AnalyticsProperty, AnalyticsPropertyType,
    AnalyticsScoredAgent, AnalyticsSegmentType, AnalyticsSessionMetric,
};
pub use wire::analytics_session::{
    AnalyticsAgentGroup, AnalyticsAgentGroupType, AnalyticsDeliveryStatus,
    AnalyticsMediaEndpointStat, AnalyticsMediaType, AnalyticsProposedAgent, AnalyticsRouting,
    AnalyticsRoutingRuleType, AnalyticsSession,
};
pub use wire::body::{MessageData, MessengerType, TextMessageListing};
pub use wire::conversation::{Conversation, ConversationState, RecordingState};
pub use wire::detail::{
    AcdEndEvent, AcdOutcome, AcdStartEvent, AfterCallWorkEvent, AttributeCommunication,
    AttributeUpdateEvent, ContactUpdateEvent, CustomerEndEvent, CustomerStartEvent,
    DetailDirection, DetailDisconnectType, DetailJourneyContext, DetailMediaType,
    DetailMessageType, FlowEndEvent, FlowExitReason, FlowStartEvent, FlowTransferType, FlowType,
    UsedRouting, UserEndEvent, UserStartEvent, WrapupEvent,
};
pub use wire::detail_event::DetailEvent;
pub use wire::details::{
    MessageDetails, MessageMedia, MessageStatus, MessageSticker, SocialVisibility,
};
pub use wire::engagement_source::EngagementSource;
pub use wire::envelope::{ConversationEntityListing, EventBody, EventBridgeEvent, Notification};
pub use wire::error_body::{Detail, ErrorBody};
pub use wire::event::{
    ErrorDetails, EventConversation, EventMessage, EventMessageDetails, EventParticipant,
    InternalMessage, InternalMessageDetails, Workflow,
};
pub use wire::journey::{
    JourneyAction, JourneyActionMap, JourneyContext, JourneyCustomer, JourneyCustomerSession,
};
pub use wire::limit::{Limit, LimitNamespace};
pub use wire::media::{
    MediaParticipantState, MessageConversation, MessageConversationEntityListing,
    MessageMediaParticipant,
};
pub use wire::media_event::{
    EventMediaMessageDetails, EventMediaParticipant, EventMessageConversation,
};
pub use wire::message::{Direction, DisconnectType, Message, MessageState, MessageType};
pub use wire::metadata::{
    ContentSubType, ContentType, ConversationMessageMetadata, ConversationMessageMetadataContent,
    ConversationMessageMetadataEvent, EventSubType, EventType, MetadataType,
};
pub use wire::normalized::{
    AdditionalIdType, AttachmentType, ButtonResponseType, CardActionType, ChannelDirection,
    ChannelVisibility, CoBrowseType, ContentTextType, ConversationContentAttachment,
    ConversationContentButtonResponse, ConversationContentCard, ConversationContentCardAction,
    ConversationContentCarousel, ConversationContentLocation,
    ConversationContentNotificationTemplate, ConversationContentQuickReply,
    ConversationContentQuickReplyV2, ConversationContentReaction,
    ConversationContentReceivedReplyMessage, ConversationContentStory, ConversationContentText,
    ConversationEnrichment, ConversationEnrichmentLanguage, ConversationEnrichmentSentimentV2,
    ConversationEventCoBrowse, ConversationEventPresence, ConversationEventTyping,
    ConversationMessageContent, ConversationMessageEvent, ConversationMessagingChannel,
    ConversationMessagingRecipient, ConversationNormalizedMessage,
    ConversationNotificationTemplateBody, ConversationNotificationTemplateButton,
    ConversationNotificationTemplateFooter, ConversationNotificationTemplateHeader,
    ConversationNotificationTemplateParameter, ConversationPublicMetadata, ConversationReason,
    ConversationRecipientAdditionalIdentifier, MessagingPlatform, OriginatingEntity, PresenceType,
    QuickReplyAction, ReactionType, ReasonCode, ReceiptStatus, RecipientIdType, SentimentTag,
    StoryType, TemplateButtonType, TemplateHeaderType, TypingType,
};
pub use wire::notification_metadata::NotificationMetadata;
pub use wire::open::{
    ContentButtonResponse, OpenContentAttachment, OpenContentThumbnail, OpenEvent, OpenEventAnswer,
    OpenInboundEvent, OpenInboundEventChannel, OpenInboundMessage, OpenInboundMessageChannel,
    OpenInboundMessageContent, OpenInboundReceipt, OpenInboundReceiptChannel,
    OpenInboundStructuredResponse, OpenMessageAnswer, OpenMessageContent, OpenMessageEvent,
    OpenMessagingChannel, OpenMessagingRecipient, OpenNormalizedMessage, OpenReceiptAnswer,
    OpenStructuredAnswer, OpenStructuredContent,
};
pub use wire::open_message::OpenMessage;
pub use wire::participant::{FlaggedReason, Participant, ScreenRecordingState, WrapupPrompt};
pub use wire::queue_media_settings::ConversationQueueMediaSettings;
pub use wire::reference::{ConversationDivisionMembership, DivisionEntityRef, EntityRef};
pub use wire::routing::{ConversationRoutingData, ScoredAgent};
pub use wire::segment::Segment;
pub use wire::topic::TopicKind;
pub use wire::transfer::{
    EventTransferResponse, EventTransferState, EventTransferType, TransferDestination,
    TransferInitiator, TransferResponse, TransferState, TransferType,
};
pub use wire::wrapup::{AfterCallWork, AfterCallWorkState, Wrapup};

/// For [`closed_list`], which works in crates that do not depend on serde.
#[doc(hidden)]
pub use serde;

/// Runs the code of the README as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
