//! What rules can be checked against: documents, in whatever they come.

use message_model::{Conversation, Document, DocumentContent, Message, Payload};

/// Something that rules can be checked against: a leg, a conversation, a payload, or several of
/// them in order.
///
/// ```
/// use message_model::{Conversation, Message};
/// use message_rules::Checkable;
///
/// assert_eq!(Message::default().subjects().len(), 1);
/// assert_eq!(vec![Conversation::default(); 3].subjects().len(), 3);
/// ```
pub trait Checkable {
    /// The legs and conversations to check, in order.
    fn subjects(&self) -> Vec<Subject<'_>>;
}

/// A document to check, with its path: a conversation, or a leg outside of any conversation.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Subject<'a> {
    /// The path from the top of the payload; empty if the document is the whole payload.
    pub path: String,
    /// The leg or conversation.
    pub content: DocumentContent<'a>,
    /// Whether the document came in a notification envelope.
    pub notification: bool,
}

impl Checkable for Message {
    fn subjects(&self) -> Vec<Subject<'_>> {
        vec![Subject {
            path: String::new(),
            content: DocumentContent::Message(self),
            notification: false,
        }]
    }
}

impl Checkable for Conversation {
    fn subjects(&self) -> Vec<Subject<'_>> {
        vec![Subject {
            path: String::new(),
            content: DocumentContent::Conversation(self),
            notification: false,
        }]
    }
}

impl Checkable for Document<'_> {
    fn subjects(&self) -> Vec<Subject<'_>> {
        vec![Subject {
            path: self.path.clone(),
            content: self.content,
            notification: self.notification,
        }]
    }
}

impl Checkable for Payload {
    fn subjects(&self) -> Vec<Subject<'_>> {
        self.documents()
            .map(
                |Document {
                     path,
                     content,
                     notification,
                     ..
                 }| Subject {
                    path,
                    content,
                    notification,
                },
            )
            .collect()
    }
}

impl<T: Checkable> Checkable for [T] {
    fn subjects(&self) -> Vec<Subject<'_>> {
        self.iter().flat_map(T::subjects).collect()
    }
}

impl<T: Checkable> Checkable for Vec<T> {
    fn subjects(&self) -> Vec<Subject<'_>> {
        self.as_slice().subjects()
    }
}
