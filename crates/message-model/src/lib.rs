//! The `Message` communication leg of the Genesys Cloud platform API, and everything it refers to, as it stands on
//! the wire.
//!
//! - **Lossless**: a property or enum value that this crate does not know is kept and written again; absent stays
//!   absent, `""`, `[]` and `{}` stay present; numbers inside unknown values keep their text. A null property reads as
//!   absent and is never written, because official clients fail on it. What cannot be kept is an error that names its
//!   path.
//! - **Held to the contract**: names, types, order and enum values are compared with the contract of every release
//!   by a test, in both directions.
//! - **Nothing else**: no randomness, no clock, no file, no life cycle.
//!
//! # Where the facts come from
//!
//! Names, types, values and first releases are read off the official Python SDK, releases 19.0.0 to 269.0.0. What a
//! property means is documented, by the vendor's documentation or the official SDK, unless it is marked: *observed*
//! facts were seen in real payloads, *inferred* ones are conclusions from both. "Since release 19.0.0" stands for
//! 19.0.0, in which `Message` appeared, or earlier.
//!
//! # Building values
//!
//! Properties are public and optional; types grow with the API, so that they cannot be written as literals. Start from
//! `default()` and assign:
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
//! The contract grew with the releases of the API, and recordings, pinned clients and tests live in its past. An
//! [`ApiRevision`] names a release, `as_of` gives what it would have sent, [`contract`] says what it has and checks
//! payloads against it, and [`later`] makes payloads that no release has sent yet:
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
//! Both are off by default. Their values are structurally valid, wide and odd, and not realistic: every property and
//! value, odd texts, deep error trees, extreme instants, and things that no release has.
//!
//! - `proptest`: `Arbitrary` for every type. `any::<Message>()` is anything; `any_with::<Message>(Some(revision))` has
//!   what one release has and nothing else. Failures shrink to what matters.
//! - `fake`: `Dummy` for every type, with `Faker.fake::<Message>()` and `revision.fake::<Message>()` alike.

mod address;
#[cfg(feature = "proptest")]
mod arbitrary;
mod as_of;
mod beyond;
pub mod contract;
mod conversation;
mod decode;
mod definition;
mod density;
mod details;
#[cfg(feature = "fake")]
mod dummy;
mod engagement_source;
mod error_body;
mod evidence;
mod id;
mod journey;
pub mod later;
mod limit;
mod lossless;
mod message;
mod metadata;
mod number;
mod object;
mod participant;
mod payload;
mod present;
mod queue_media_settings;
mod raw_json;
mod received;
mod revision;
mod segment;
mod text_walk;
mod timestamp;
mod unknown;
#[cfg(any(feature = "proptest", feature = "fake"))]
mod wild;
mod wrapup;

pub use address::Address;
pub use as_of::{AsOf, Replacement};
pub use beyond::{Beyond, BeyondKind};
pub use conversation::{Conversation, ConversationState, RecordingState};
pub use decode::{DecodeError, EncodeError, decode, encode, encode_pretty};
pub use definition::{Definition, Property, Type};
pub use details::{MessageDetails, MessageMedia, MessageStatus, MessageSticker, SocialVisibility};
pub use engagement_source::EngagementSource;
pub use error_body::{Detail, ErrorBody};
pub use evidence::Evidence;
pub use id::Id;
pub use journey::{JourneyAction, JourneyActionMap, JourneyContext, JourneyCustomer, JourneyCustomerSession};
pub use limit::{Limit, LimitNamespace};
pub use lossless::Difference;
pub use message::{Direction, DisconnectType, Message, MessageState, MessageType};
pub use metadata::{
    ContentSubType, ContentType, ConversationMessageMetadata, ConversationMessageMetadataContent,
    ConversationMessageMetadataEvent, EventSubType, EventType, MetadataType,
};
pub use number::{Number, NumberError};
pub use object::{Object, WireValue};
pub use participant::{FlaggedReason, Participant, ScreenRecordingState, WrapupPrompt};
pub use payload::{ConversationEntityListing, ConversationNotification, Document, DocumentContent, Payload, Shape};
pub use present::Present;
pub use queue_media_settings::ConversationQueueMediaSettings;
pub use raw_json::RawJson;
pub use revision::{ApiRevision, RevisionError};
pub use segment::Segment;
pub use timestamp::{Timestamp, TimestampError};
pub use unknown::{UnknownProperties, UnknownValue};
pub use wrapup::{AfterCallWork, AfterCallWorkState, Wrapup};

/// The code of the README, run as that of the docs is.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
