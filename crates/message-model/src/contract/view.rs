//! The platform's views of a conversation.

use super::definition::{Definition, Property};
use super::root::Root;

crate::closed_list! {
    /// One of the platform's views of a conversation: who gets it, and which objects it is made of.
    ///
    /// The same leg looks different in each: other names, other values, other properties, each with
    /// a history of its own.
    ///
    /// ```
    /// use message_model::contract::{Root, View};
    ///
    /// assert_eq!("media".parse(), Ok(View::Media));
    /// assert_eq!(Root::EventConversation.view(), View::Notification);
    /// assert_eq!(View::DetailEvent.roots().len(), 12);
    /// ```
    pub enum View {
        /// `GET /api/v2/conversations/{id}`: participants with their legs.
        Conversation = "conversation",
        /// `GET /api/v2/conversations/messages/{id}`: each participant and its leg are one object.
        Media = "media",
        /// Notifications on `v2.users.{id}.conversations` and
        /// `v2.routing.queues.{id}.conversations`.
        Notification = "notification",
        /// Notifications on `v2.users.{id}.conversations.messages` and
        /// `v2.routing.queues.{id}.conversations.messages`.
        MediaNotification = "media-notification",
        /// Detail events, on `v2.detail.events.conversation.{id}.*`.
        DetailEvent = "detail-event",
        /// The messages of a conversation with their texts:
        /// `GET /api/v2/conversations/messages/{id}/messages/{id}`.
        Bodies = "bodies",
        /// What the platform and the middleware of an Open Messaging channel post to each other,
        /// and what the platform answers.
        OpenMessaging = "open-messaging",
        /// The answers of queries and jobs under `/api/v2/analytics/conversations/details`.
        Analytics = "analytics",
    }
}

impl View {
    /// Where the view is seen, as a phrase.
    ///
    /// ```
    /// use message_model::contract::View;
    ///
    /// assert_eq!(View::Media.title(), "GET /api/v2/conversations/messages/{id}");
    /// ```
    pub fn title(self) -> &'static str {
        match self {
            Self::Conversation => "GET /api/v2/conversations/{id}",
            Self::Media => "GET /api/v2/conversations/messages/{id}",
            Self::Notification => {
                "notifications on v2.users.{id}.conversations and v2.routing.queues.{id}.conversations"
            }
            Self::MediaNotification => {
                "notifications on v2.users.{id}.conversations.messages and \
                 v2.routing.queues.{id}.conversations.messages"
            }
            Self::DetailEvent => "v2.detail.events.conversation.{id}.*",
            Self::Bodies => "GET /api/v2/conversations/messages/{id}/messages/{id}",
            Self::OpenMessaging => {
                "POST /api/v2/conversations/messages/{id}/inbound/open/* and its answers, and the \
                 webhook of an Open Messaging integration"
            }
            Self::Analytics => "the answers under /api/v2/analytics/conversations/details",
        }
    }

    /// The payloads that the view is made of.
    ///
    /// ```
    /// use message_model::contract::{Root, View};
    ///
    /// let mut roots = View::ALL.into_iter().flat_map(View::roots);
    /// assert!(roots.all(|root| Root::ALL.contains(root)));
    /// assert_eq!(View::Notification.roots(), [Root::EventConversation]);
    /// ```
    pub fn roots(self) -> &'static [Root] {
        match self {
            Self::Conversation => &[Root::Conversation],
            Self::Media => &[
                Root::MessageConversationEntityListing,
                Root::MessageConversation,
            ],
            Self::Notification => &[Root::EventConversation],
            Self::MediaNotification => &[Root::EventMessageConversation],
            Self::DetailEvent => &[
                Root::CustomerStartEvent,
                Root::CustomerEndEvent,
                Root::FlowStartEvent,
                Root::FlowEndEvent,
                Root::AcdStartEvent,
                Root::AcdEndEvent,
                Root::UserStartEvent,
                Root::UserEndEvent,
                Root::AfterCallWorkEvent,
                Root::WrapupEvent,
                Root::AttributeUpdateEvent,
                Root::ContactUpdateEvent,
            ],
            Self::Bodies => &[Root::TextMessageListing, Root::MessageData],
            Self::OpenMessaging => &[
                Root::OpenInboundMessage,
                Root::OpenInboundEvent,
                Root::OpenInboundReceipt,
                Root::OpenInboundStructuredResponse,
                Root::OpenMessageAnswer,
                Root::OpenEventAnswer,
                Root::OpenReceiptAnswer,
                Root::OpenStructuredAnswer,
                Root::OpenNormalizedMessage,
            ],
            Self::Analytics => &[
                Root::AnalyticsJobResults,
                Root::AnalyticsQueryAnswer,
                Root::AnalyticsConversation,
                Root::AnalyticsConversationWithoutAttributes,
            ],
        }
    }

    /// The objects that the view can contain in any release, outermost first.
    ///
    /// ```
    /// use message_model::contract::View;
    ///
    /// let media = View::Media.definitions();
    /// assert!(media.iter().any(|it| it.name() == "MessageMediaParticipant"));
    /// assert!(media.iter().all(|it| it.name() != "Message"), "the leg is the participant itself");
    /// ```
    pub fn definitions(self) -> Vec<&'static Definition> {
        let roots = self.roots().iter().map(|root| root.definition());
        reachable(roots.collect(), Property::objects)
    }
}

impl Root {
    /// The view that has such payloads. Participants and legs are parts of a conversation.
    ///
    /// ```
    /// use message_model::contract::{Root, View};
    ///
    /// assert_eq!(Root::Message.view(), View::Conversation);
    /// assert_eq!(Root::MessageConversation.view(), View::Media);
    /// ```
    pub fn view(self) -> View {
        let has = |view: &View| view.roots().contains(&self);
        View::ALL
            .into_iter()
            .find(has)
            .unwrap_or(View::Conversation)
    }
}

/// The objects that `roots` can contain, themselves first; `held` gives those that a property
/// holds.
pub(super) fn reachable(
    roots: Vec<&'static Definition>,
    held: impl Fn(&'static Property) -> Vec<&'static Definition>,
) -> Vec<&'static Definition> {
    let mut found = roots;
    let mut next = 0;
    while let Some(definition) = found.get(next) {
        for definition in definition.properties().iter().flat_map(&held) {
            if !found.iter().any(|known| std::ptr::eq(*known, definition)) {
                found.push(definition);
            }
        }
        next += 1;
    }
    found
}
