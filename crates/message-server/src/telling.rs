//! What listeners are told of a conversation: the frames that its changes cause, ready to be sent.
//!
//! Frames show the conversation as it was right after each change, and it may have gone on since;
//! so whoever tells has it once more, as far as it has been told. Where nobody listens there is no
//! second one.

use std::collections::BTreeMap;

use message_lifecycle::frames::{Frame, Frames};
use message_lifecycle::projection::Projection;
use message_lifecycle::{Applied, Event, Simulation};
use message_model::{Timestamp, TopicKind, encode};

use crate::json::Object;
use crate::said::Told;

/// A frame to send.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    pub(crate) at: Timestamp,
    pub(crate) topic: String,
    pub(crate) text: String,
}

/// A conversation as far as listeners have been told of it.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    simulation: Simulation<'static>,
    frames: Frames,
}

impl Telling {
    /// The telling of a conversation of which these events have happened unheard.
    pub(crate) fn after(
        recorded: &Simulation<'static>,
        unheard: &[Event],
        content: &Told<'_>,
    ) -> Self {
        let setup = recorded.conversation().setup().clone();
        let mut telling = Self {
            simulation: Simulation::new(recorded.table(), setup),
            frames: Frames::new(),
        };
        for event in unheard {
            if let Some(applied) = telling.apply(event) {
                let projection = Projection::new(telling.simulation.conversation(), content);
                telling.frames.push(projection, event, &applied);
            }
        }
        telling
    }

    /// The frames that the next event causes.
    pub(crate) fn tell(&mut self, event: &Event, content: &Told<'_>) -> Vec<Outgoing> {
        let Some(applied) = self.apply(event) else {
            return Vec::new();
        };
        let projection = Projection::new(self.simulation.conversation(), content);
        outgoing(projection, self.frames.push(projection, event, &applied))
    }

    /// `None` cannot be: the conversation has taken the event by the same table.
    fn apply(&mut self, event: &Event) -> Option<Applied<'static>> {
        self.simulation.apply_alone(event.clone()).ok()
    }
}

/// The frames of one change, ready to be sent. The topics of users and queues carry the same.
fn outgoing(projection: Projection<'_, Told<'_>>, caused: &[Frame]) -> Vec<Outgoing> {
    let mut bodies: BTreeMap<BodyKind, String> = BTreeMap::new();
    let mut frames = Vec::with_capacity(caused.len());
    for frame in caused {
        let kind = match frame.topic.kind() {
            TopicKind::UserConversations | TopicKind::QueueConversations => BodyKind::Conversation,
            TopicKind::UserMessages | TopicKind::QueueMessages => BodyKind::Messages,
            TopicKind::DetailEvent => BodyKind::Detail,
        };
        if !bodies.contains_key(&kind) {
            let body = frame.body(projection).and_then(|body| encode(&body).ok());
            bodies.extend(body.map(|body| (kind, body)));
        }
        let Some(body) = bodies.get(&kind) else {
            continue;
        };
        let topic = frame.topic.to_string();
        let metadata = frame
            .correlation_id
            .map_or_else(Object::new, |id| Object::new().id("CorrelationId", id));
        let text = Object::new()
            .put("topicName", &topic)
            .put("version", "2")
            .raw("eventBody", body)
            .raw("metadata", &metadata.end())
            .end();
        let at = frame.sent;
        frames.push(Outgoing { at, topic, text });
    }
    frames
}

/// What the frames of one change carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum BodyKind {
    Conversation,
    Messages,
    Detail,
}
