//! One frame.

use message_model::{EventBody, Timestamp};
use uuid::Uuid;

use crate::projection::{
    Projection, detail_event, to_event_conversation, to_event_message_conversation,
};
use crate::{Change, Content, DetailMoment, Topic};

/// One frame: what the platform sends on one topic because of one change of one leg.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The change.
    pub change: Change,
    /// The row of the table that the change took.
    pub row: &'static str,
    /// When the change happened, by the provider's clock.
    pub at: Timestamp,
    /// When the frame is sent.
    pub sent: Timestamp,
    /// The topic on which it is sent.
    pub topic: Topic,
    /// The moment of the leg's life that a detail event tells of; `None` for a notification.
    pub moment: Option<DetailMoment>,
    /// `CorrelationId`: the same on all topics that tell of one change (inferred).
    pub correlation_id: Option<Uuid>,
}

impl Frame {
    /// What the frame contains: the whole conversation, or the event, in the release of its setup.
    /// `projection` is of the conversation right after the change.
    ///
    /// `None` if the conversation does not have what the frame tells of, as before the change.
    #[must_use]
    pub fn body<C: Content + ?Sized>(&self, projection: Projection<'_, C>) -> Option<EventBody> {
        match self.topic {
            Topic::UserConversations(_) | Topic::QueueConversations(_) => {
                let body = Box::new(to_event_conversation(projection));
                Some(EventBody::Conversation(body))
            }
            Topic::UserMessages(_) | Topic::QueueMessages(_) => {
                let body = Box::new(to_event_message_conversation(projection));
                Some(EventBody::Messages(body))
            }
            Topic::DetailEvent(..) => {
                let body = detail_event(projection, self.change.leg, self.moment?)?;
                Some(EventBody::DetailEvent(Box::new(body)))
            }
        }
    }
}
