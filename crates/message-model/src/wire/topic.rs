//! The topics on which the platform tells of conversations.

crate::closed_list! {
    /// The kind of a topic that this crate models, whosever it is; its name has `{id}` for whose.
    ///
    /// ```
    /// use message_model::TopicKind;
    ///
    /// let name = "v2.users.00000000-0000-4000-8000-000000000006.conversations.messages";
    /// assert_eq!(TopicKind::of(name), Some(TopicKind::UserMessages));
    /// assert_eq!(TopicKind::UserMessages.as_str(), "v2.users.{id}.conversations.messages");
    /// assert_eq!(TopicKind::of("v2.users.a.conversations.calls"), None);
    /// ```
    pub enum TopicKind {
        /// `v2.users.{id}.conversations`
        UserConversations = "v2.users.{id}.conversations",
        /// `v2.users.{id}.conversations.messages`
        UserMessages = "v2.users.{id}.conversations.messages",
        /// `v2.routing.queues.{id}.conversations`
        QueueConversations = "v2.routing.queues.{id}.conversations",
        /// `v2.routing.queues.{id}.conversations.messages`
        QueueMessages = "v2.routing.queues.{id}.conversations.messages",
        /// `v2.detail.events.conversation.{id}.*`
        DetailEvent = "v2.detail.events.conversation.{id}.*",
    }
}

impl TopicKind {
    /// The kind of the topic of this name, or `None` if it is of no kind that this crate models.
    /// Any text counts as an id, since captures are often edited by hand.
    #[must_use]
    pub fn of(topic_name: &str) -> Option<Self> {
        let after = |prefix| topic_name.strip_prefix(prefix);
        if let Some((_, event)) = after(DETAIL_EVENTS).and_then(|rest| rest.split_once('.')) {
            return (!event.is_empty()).then_some(Self::DetailEvent);
        }
        let (is_user, rest) = match (after("v2.users."), after("v2.routing.queues.")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return None,
        };
        match (is_user, rest.split_once('.')?.1) {
            (true, "conversations") => Some(Self::UserConversations),
            (true, "conversations.messages") => Some(Self::UserMessages),
            (false, "conversations") => Some(Self::QueueConversations),
            (false, "conversations.messages") => Some(Self::QueueMessages),
            _ => None,
        }
    }
}

const DETAIL_EVENTS: &str = "v2.detail.events.conversation.";

/// The name of the detail event on a topic, such as `user.end`.
pub(crate) fn detail_event_of(topic_name: &str) -> Option<&str> {
    let (_, event) = topic_name.strip_prefix(DETAIL_EVENTS)?.split_once('.')?;
    Some(event)
}

/// The medium whose notifications these are, such as `calls`, if the topic is that of one medium of
/// a user or a queue.
pub(crate) fn medium_of(topic_name: &str) -> Option<&str> {
    let rest = topic_name
        .strip_prefix("v2.users.")
        .or_else(|| topic_name.strip_prefix("v2.routing.queues."))?;
    let medium = rest.split_once('.')?.1.strip_prefix("conversations.")?;
    MEDIA.contains(&medium).then_some(medium)
}

/// The topics of a single medium that are made of participants as that of messages is (documented).
const MEDIA: [&str; 10] = [
    "callbacks",
    "calls",
    "chats",
    "cobrowsesessions",
    "emails",
    "messages",
    "screenshares",
    "socialexpressions",
    "videos",
    "internalmessages",
];
