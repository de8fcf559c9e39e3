//! Envelopes whose body is not read yet: a body can be read only when the topic is known, and the
//! topic may come after it.

use crate::wire::object::object;
use crate::{Id, NotificationMetadata, RawJson, Timestamp};

object! {
    /// A [`Notification`](crate::Notification) whose body is not read yet: only the topic says how.
    UnreadNotification {
        "topicName" since "46.0.0" => topic_name: String,
        "version" since "46.0.0" => version: String,
        "eventBody" since "46.0.0" => event_body: RawJson,
        "metadata" since "46.0.0" => metadata: NotificationMetadata,
        "timestamp" since "46.0.0" => timestamp: Timestamp,
    }
}

object! {
    /// An [`EventBridgeEvent`](crate::EventBridgeEvent) whose notification is not read yet.
    UnreadEventBridgeEvent {
        "version" since "129.0.0" => version: String,
        "id" since "129.0.0" => id: Id,
        "detail-type" since "129.0.0" => detail_type: String,
        "source" since "129.0.0" => source: String,
        "account" since "129.0.0" => account: String,
        "time" since "129.0.0" => time: Timestamp,
        "region" since "129.0.0" => region: String,
        "resources" since "129.0.0" => resources: Vec<String>,
        "detail" since "129.0.0" => detail: RawJson,
    }
}
