//! The envelopes in which conversations come: a page of them, and a notification about one.

use crate::Conversation;
use crate::wire::object::object;

object! {
    /// A page of conversations, as the response of `GET /api/v2/conversations` (documented).
    ///
    /// ```
    /// use message_model::{decode, ConversationEntityListing};
    ///
    /// let page: ConversationEntityListing = decode(r#"{"entities": [{"id": "c1"}], "pageSize": 25}"#)?;
    /// assert_eq!(page.entities.as_deref().map(<[_]>::len), Some(1));
    /// assert_eq!(page.unknown.get("pageSize").map(|size| size.as_str()), Some("25"));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    ConversationEntityListing {
        /// The conversations.
        "entities" since "19.0.0" => entities: Vec<Conversation>,
    }
}

object! {
    /// A notification about a conversation, as received on the web socket (observed).
    ConversationNotification {
        /// The subscribed topic, such as `v2.users.{id}.conversations`.
        "topicName" since "19.0.0" => topic_name: String,
        /// The conversation, without the properties that notifications leave out and with those
        /// that they add.
        "eventBody" since "19.0.0" => event_body: Conversation,
    }
}
