//! A message of Open Messaging of any kind, in either direction.

use serde::{Serialize, Serializer};

use crate::value::definition::{Definition, Type};
use crate::value::written::{Rest, Written};
#[cfg(any(feature = "proptest", feature = "fake"))]
use crate::wild::{Build, Node};
use crate::{
    ApiRevision, DecodeError, Id, Object, OpenEventAnswer, OpenInboundEvent, OpenInboundMessage,
    OpenInboundReceipt, OpenInboundStructuredResponse, OpenMessageAnswer, OpenMessagingChannel,
    OpenNormalizedMessage, OpenReceiptAnswer, OpenStructuredAnswer, Timestamp, WireValue, decode,
};

/// Declares the kinds of messages: variant, type and name.
macro_rules! open_messages {
    ($( $(#[$meta:meta])* $variant:ident($message:ident) $name:literal, )*) => {
        /// A message of Open Messaging: what the middleware of a channel posts to the platform,
        /// what that answers, or what it posts to the webhook of the integration.
        ///
        /// Nothing in a body says which kind it is. It is told by the names of its properties, and
        /// by its `direction` where they are those of several kinds.
        ///
        /// ```
        /// use message_model::{Capture, DocumentContent};
        ///
        /// let text = r#"{"channel": {"from": {"id": "c-1"}}, "text": "Hello"}"#;
        /// let capture = Capture::read(text)?;
        /// let DocumentContent::OpenMessage(message) = capture.documents().next().unwrap().content
        /// else { panic!("a message of Open Messaging") };
        /// assert_eq!(message.name(), "inbound-message");
        /// # Ok::<(), message_model::DecodeError>(())
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        #[allow(
            clippy::large_enum_variant,
            reason = "it is written at once and never stored in numbers"
        )]
        pub enum OpenMessage {
            $( $(#[$meta])* $variant($message), )*
        }

        impl OpenMessage {
            /// The names of the kinds.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// The name of its kind, such as `inbound-message`.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $( Self::$variant(_) => $name, )*
                }
            }

            /// Reads a message of the kind that [`name`](Self::name) names.
            ///
            /// # Errors
            ///
            /// If no kind has the name, or for the reasons of [`decode`](crate::decode).
            ///
            /// ```
            /// use message_model::OpenMessage;
            ///
            /// let receipt = OpenMessage::read("inbound-receipt", r#"{"status": "Delivered"}"#)?;
            /// assert!(matches!(receipt, OpenMessage::InboundReceipt(_)));
            /// assert!(OpenMessage::read("letter", "{}").is_err());
            /// # Ok::<(), message_model::DecodeError>(())
            /// ```
            pub fn read(name: &str, json: &str) -> Result<Self, DecodeError> {
                match name {
                    $( $name => decode(json).map(Self::$variant), )*
                    _ => Err(DecodeError::of_whole(format!(
                        "found the message {name:?}, expected {}",
                        crate::one_of(name, Self::NAMES.iter().copied())
                    ))),
                }
            }

            /// The same as a release would have sent it, without the replacements that were made.
            ///
            /// ```
            /// use message_model::{OpenMessage, encode};
            ///
            /// let text = r#"{"type":"Text","text":"Hello","conversationId":"c"}"#;
            /// let answer = OpenMessage::read("message-answer", text)?.as_of("200".parse()?);
            /// assert_eq!(encode(&answer)?, r#"{"type":"Text","text":"Hello"}"#);
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            #[must_use]
            pub fn as_of(self, revision: ApiRevision) -> Self {
                match self {
                    $( Self::$variant(message) => Self::$variant(message.as_of(revision).value), )*
                }
            }

            /// The names of the kinds, with their definitions.
            pub(crate) fn kinds() -> impl Iterator<Item = (&'static str, &'static Definition)> {
                [$( ($name, $message::definition()), )*].into_iter()
            }

            /// What is drawn for each kind, and how the message is built from it.
            #[cfg(any(feature = "proptest", feature = "fake"))]
            pub(crate) const DRAWN: &'static [Drawn] = &[
                $( ($message::definition, |node| Self::$variant($message::build(node))), )*
            ];

            pub(crate) fn value_type(&self) -> Type {
                match self {
                    $( Self::$variant(_) => $message::TYPE, )*
                }
            }

            /// Reports the properties and listed values that are present, as
            /// [`Object::present`] does.
            pub fn present(&self, to: impl FnMut(crate::Present)) {
                match self {
                    $( Self::$variant(message) => message.present(to), )*
                }
            }
        }

        $(
            impl From<$message> for OpenMessage {
                fn from(message: $message) -> Self {
                    Self::$variant(message)
                }
            }
        )*

        impl Written for OpenMessage {
            fn take_from(&self, rest: &mut Rest<'_>) -> bool {
                match self {
                    $( Self::$variant(message) => message.take_from(rest), )*
                }
            }
        }

        impl Serialize for OpenMessage {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(message) => message.serialize(serializer), )*
                }
            }
        }
    };
}

// Where several kinds know all names of a body, the first of them is meant.
open_messages! {
    /// A message of the contact.
    InboundMessage(OpenInboundMessage) "inbound-message",
    /// Something that the contact does.
    InboundEvent(OpenInboundEvent) "inbound-event",
    /// What became of a message of the platform.
    InboundReceipt(OpenInboundReceipt) "inbound-receipt",
    /// What the contact chose.
    InboundStructured(OpenInboundStructuredResponse) "inbound-structured",
    /// The platform's answer to a message of the contact.
    MessageAnswer(OpenMessageAnswer) "message-answer",
    /// The platform's answer to an event; also that somebody is typing.
    EventAnswer(OpenEventAnswer) "event-answer",
    /// The platform's answer to a receipt.
    ReceiptAnswer(OpenReceiptAnswer) "receipt-answer",
    /// The platform's answer to a choice of the contact.
    StructuredAnswer(OpenStructuredAnswer) "structured-answer",
    /// What the platform posts to the webhook; before 183.0.0 also what the middleware posts.
    Normalized(OpenNormalizedMessage) "normalized",
}

impl OpenMessage {
    /// Its identifier: of a message and its answer, the platform's; of a receipt, that of the
    /// message that it is about (documented). What the middleware posts first has none.
    ///
    /// ```
    /// use message_model::OpenMessage;
    ///
    /// let receipt = OpenMessage::read("inbound-receipt", r#"{"id": "m-1"}"#)?;
    /// assert_eq!(receipt.id().map(|id| id.to_string()).as_deref(), Some("m-1"));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    #[must_use]
    pub fn id(&self) -> Option<&Id> {
        match self {
            Self::InboundMessage(_) | Self::InboundEvent(_) | Self::InboundStructured(_) => None,
            Self::InboundReceipt(message) => message.id.as_ref(),
            Self::MessageAnswer(message) => message.id.as_ref(),
            Self::EventAnswer(message) => message.id.as_ref(),
            Self::ReceiptAnswer(message) => message.id.as_ref(),
            Self::StructuredAnswer(message) => message.id.as_ref(),
            Self::Normalized(message) => message.id.as_ref(),
        }
    }

    /// When it was sent, as its channel says.
    ///
    /// ```
    /// use message_model::OpenMessage;
    ///
    /// let text = r#"{"channel": {"time": "2026-01-05T09:00:00.000Z"}}"#;
    /// let message = OpenMessage::read("normalized", text)?;
    /// assert_eq!(message.time().map(|at| at.to_string()).as_deref(), Some("2026-01-05T09:00:00.000Z"));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    #[must_use]
    pub fn time(&self) -> Option<Timestamp> {
        match self {
            Self::InboundMessage(message) => message.channel.as_ref()?.time,
            Self::InboundEvent(message) => message.channel.as_ref()?.time,
            Self::InboundReceipt(message) => message.channel.as_ref()?.time,
            Self::InboundStructured(message) => message.channel.as_ref()?.time,
            _ => self.channel()?.time,
        }
    }

    /// The way that it took, of what the platform writes.
    #[must_use]
    pub fn channel(&self) -> Option<&OpenMessagingChannel> {
        match self {
            Self::InboundMessage(_)
            | Self::InboundEvent(_)
            | Self::InboundReceipt(_)
            | Self::InboundStructured(_) => None,
            Self::MessageAnswer(message) => message.channel.as_deref(),
            Self::EventAnswer(message) => message.channel.as_deref(),
            Self::ReceiptAnswer(message) => message.channel.as_deref(),
            Self::StructuredAnswer(message) => message.channel.as_deref(),
            Self::Normalized(message) => message.channel.as_deref(),
        }
    }
}

crate::wild::implement::wild!(OpenMessage);

/// What is drawn for a kind of message, and how the message is built from it.
#[cfg(any(feature = "proptest", feature = "fake"))]
type Drawn = (fn() -> &'static Definition, fn(Node) -> OpenMessage);
