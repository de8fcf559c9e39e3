//! A detail event of any kind.

use serde::{Serialize, Serializer};

use crate::value::definition::{Definition, Type};
use crate::value::written::{Rest, Written};
#[cfg(any(feature = "proptest", feature = "fake"))]
use crate::wild::{Build, Node};
use crate::{
    AcdEndEvent, AcdStartEvent, AfterCallWorkEvent, AttributeUpdateEvent, ContactUpdateEvent,
    CustomerEndEvent, CustomerStartEvent, DecodeError, FlowEndEvent, FlowStartEvent, Id, Object,
    UserEndEvent, UserStartEvent, WireValue, WrapupEvent, decode,
};

/// Declares the kinds of detail events: variant, type and the last part of the topic.
macro_rules! detail_events {
    ($( $variant:ident($event:ident) $name:literal, )*) => {
        /// A detail event: the body of a notification on `v2.detail.events.conversation.{id}.*`.
        ///
        /// The topic alone says which kind it is; the bodies of several kinds look alike.
        ///
        /// ```
        /// use message_model::DetailEvent;
        ///
        /// let event = DetailEvent::read("user.end", r#"{"eventTime": 1, "heldDurationMs": 0}"#)?;
        /// let DetailEvent::UserEnd(end) = &event else { panic!("{event:?}") };
        /// assert_eq!(end.held_duration_ms, Some(0));
        /// assert_eq!(event.name(), "user.end");
        /// # Ok::<(), message_model::DecodeError>(())
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[non_exhaustive]
        #[allow(
            clippy::large_enum_variant,
            reason = "it is written at once and never stored in numbers"
        )]
        pub enum DetailEvent {
            $(
                #[doc = concat!("`", $name, "`")]
                $variant($event),
            )*
        }

        impl DetailEvent {
            /// The last part of the topic of each kind, such as `user.end`.
            pub const NAMES: &'static [&'static str] = &[$($name,)*];

            /// The last part of the topic, such as `user.end`.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $( Self::$variant(_) => $name, )*
                }
            }

            /// Reads the body of an event of the kind that [`name`](Self::name) names.
            ///
            /// # Errors
            ///
            /// If no kind has the name, or for the reasons of [`decode`](crate::decode).
            pub fn read(name: &str, json: &str) -> Result<Self, DecodeError> {
                match name {
                    $( $name => decode(json).map(Self::$variant), )*
                    _ => Err(DecodeError::of_whole(format!(
                        "found the detail event {name:?}, expected {}",
                        crate::one_of(name, Self::NAMES.iter().copied())
                    ))),
                }
            }

            /// When it happened, in milliseconds since 1970.
            #[must_use]
            pub fn event_time(&self) -> Option<i64> {
                match self {
                    $( Self::$variant(event) => event.event_time, )*
                }
            }

            /// The identifier of the conversation.
            #[must_use]
            pub fn conversation_id(&self) -> Option<&Id> {
                match self {
                    $( Self::$variant(event) => event.conversation_id.as_ref(), )*
                }
            }

            /// The names of the kinds, with their definitions.
            pub(crate) fn kinds() -> impl Iterator<Item = (&'static str, &'static Definition)> {
                [$( ($name, $event::definition()), )*].into_iter()
            }

            /// What is drawn for each kind, and how the event is built from it.
            #[cfg(any(feature = "proptest", feature = "fake"))]
            pub(crate) const DRAWN: &'static [Drawn] = &[
                $( ($event::definition, |node| Self::$variant($event::build(node))), )*
            ];

            pub(crate) fn value_type(&self) -> Type {
                match self {
                    $( Self::$variant(_) => $event::TYPE, )*
                }
            }

            /// The type of a notification with this event.
            pub(crate) fn within<E: Envelope>(&self) -> Type {
                match self {
                    $( Self::$variant(_) => E::around::<$event>(), )*
                }
            }

            /// Reports the properties and listed values that are present, as
            /// [`Object::present`] does.
            pub fn present(&self, to: impl FnMut(crate::Present)) {
                match self {
                    $( Self::$variant(event) => event.present(to), )*
                }
            }
        }

        $(
            impl From<$event> for DetailEvent {
                fn from(event: $event) -> Self {
                    Self::$variant(event)
                }
            }
        )*

        impl Written for DetailEvent {
            fn take_from(&self, rest: &mut Rest<'_>) -> bool {
                match self {
                    $( Self::$variant(event) => event.take_from(rest), )*
                }
            }
        }

        impl Serialize for DetailEvent {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $( Self::$variant(event) => event.serialize(serializer), )*
                }
            }
        }
    };
}

detail_events! {
    CustomerStart(CustomerStartEvent) "customer.start",
    CustomerEnd(CustomerEndEvent) "customer.end",
    FlowStart(FlowStartEvent) "flow.start",
    FlowEnd(FlowEndEvent) "flow.end",
    AcdStart(AcdStartEvent) "acd.start",
    AcdEnd(AcdEndEvent) "acd.end",
    UserStart(UserStartEvent) "user.start",
    UserEnd(UserEndEvent) "user.end",
    AfterCallWork(AfterCallWorkEvent) "acw",
    Wrapup(WrapupEvent) "wrapup",
    Attributes(AttributeUpdateEvent) "attributes",
    Contact(ContactUpdateEvent) "contact",
}

crate::wild::implement::wild!(DetailEvent);

/// What is drawn for a kind of event, and how the event is built from it.
#[cfg(any(feature = "proptest", feature = "fake"))]
type Drawn = (fn() -> &'static Definition, fn(Node) -> DetailEvent);

/// An envelope that can be described around any body.
pub(crate) trait Envelope {
    /// The type of the envelope with a body of the type `T`.
    fn around<T: WireValue>() -> Type;
}
