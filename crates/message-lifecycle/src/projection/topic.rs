//! The topics on which the platform tells of a conversation.

use message_model::TopicKind;
use std::fmt;

use uuid::Uuid;

/// A topic on which the platform tells of a conversation.
///
/// ```
/// use message_lifecycle::Topic;
/// use uuid::Uuid;
///
/// let topic = Topic::UserMessages(Uuid::from_u128(7));
/// let name = "v2.users.00000000-0000-0000-0000-000000000007.conversations.messages";
/// assert_eq!(topic.to_string(), name);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// `v2.users.{id}.conversations`
    UserConversations(Uuid),
    /// `v2.users.{id}.conversations.messages`
    UserMessages(Uuid),
    /// `v2.routing.queues.{id}.conversations`
    QueueConversations(Uuid),
    /// `v2.routing.queues.{id}.conversations.messages`
    QueueMessages(Uuid),
    /// `v2.detail.events.conversation.{id}.` and the name of the event, such as `user.end`
    DetailEvent(Uuid, &'static str),
}

impl Topic {
    /// The id of the user, queue or conversation whose topic it is.
    #[must_use]
    pub const fn id(self) -> Uuid {
        match self {
            Self::UserConversations(id)
            | Self::UserMessages(id)
            | Self::QueueConversations(id)
            | Self::QueueMessages(id)
            | Self::DetailEvent(id, _) => id,
        }
    }

    /// The topic with `{id}` in place of the id, such as `v2.users.{id}.conversations`.
    #[must_use]
    pub fn template(self) -> String {
        let kind = self.kind().as_str();
        match self {
            Self::DetailEvent(_, name) => kind.replace('*', name),
            Self::UserConversations(_)
            | Self::UserMessages(_)
            | Self::QueueConversations(_)
            | Self::QueueMessages(_) => kind.to_owned(),
        }
    }

    /// The kind of the topic, whosever it is.
    #[must_use]
    pub fn kind(self) -> TopicKind {
        match self {
            Self::UserConversations(_) => TopicKind::UserConversations,
            Self::UserMessages(_) => TopicKind::UserMessages,
            Self::QueueConversations(_) => TopicKind::QueueConversations,
            Self::QueueMessages(_) => TopicKind::QueueMessages,
            Self::DetailEvent(..) => TopicKind::DetailEvent,
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UserConversations(id) => write!(f, "v2.users.{id}.conversations"),
            Self::UserMessages(id) => write!(f, "v2.users.{id}.conversations.messages"),
            Self::QueueConversations(id) => write!(f, "v2.routing.queues.{id}.conversations"),
            Self::QueueMessages(id) => {
                write!(f, "v2.routing.queues.{id}.conversations.messages")
            }
            Self::DetailEvent(id, name) => write!(f, "v2.detail.events.conversation.{id}.{name}"),
        }
    }
}
