//! What rules can be checked against: documents, in whatever they come.

use message_model::{
    AnalyticsConversation, Capture, Conversation, DetailEvent, Document, EventConversation,
    EventMessageConversation, Message, MessageConversation, MessageData, OpenMessage, Payload,
};

/// Something that rules can be checked against: a leg, a conversation of any view, a detail event,
/// a capture, or several of them in order.
///
/// ```
/// use message_model::{Conversation, Message};
/// use message_rules::Checkable;
///
/// assert_eq!(Message::default().documents().len(), 1);
/// assert_eq!(vec![Conversation::default(); 3].documents().len(), 3);
/// ```
pub trait Checkable {
    /// The legs, conversations and events to check, in order.
    fn documents(&self) -> Vec<Document<'_>>;
}

/// Implements the trait for what is one document by itself.
macro_rules! documents {
    ($($type:ty),*) => {
        $(
            impl Checkable for $type {
                fn documents(&self) -> Vec<Document<'_>> {
                    vec![Document::from(self)]
                }
            }
        )*
    };
}

documents!(
    Message,
    Conversation,
    MessageConversation,
    EventConversation,
    EventMessageConversation,
    DetailEvent,
    MessageData,
    OpenMessage,
    AnalyticsConversation
);

impl Checkable for Document<'_> {
    fn documents(&self) -> Vec<Document<'_>> {
        vec![self.clone()]
    }
}

impl Checkable for Payload {
    fn documents(&self) -> Vec<Document<'_>> {
        self.documents().collect()
    }
}

impl Checkable for Capture<'_> {
    fn documents(&self) -> Vec<Document<'_>> {
        self.documents().collect()
    }
}

impl<T: Checkable> Checkable for [T] {
    fn documents(&self) -> Vec<Document<'_>> {
        self.iter().flat_map(T::documents).collect()
    }
}

impl<T: Checkable> Checkable for Vec<T> {
    fn documents(&self) -> Vec<Document<'_>> {
        self.as_slice().documents()
    }
}
