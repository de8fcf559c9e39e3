//! Which frames `generate` writes for the views that are sent, and in which envelope.

use clap::ValueEnum;
use message_generator::Envelope;
use message_model::TopicKind;

#[derive(Clone, clap::Args)]
pub(super) struct FrameArgs {
    /// Write only the notifications on these topics (`--view notifications`); without it, those on
    /// all four
    #[arg(long, value_enum, value_delimiter = ',')]
    topic: Vec<Topics>,
    /// In what notifications and detail events come
    #[arg(long, value_enum, default_value_t = EnvelopeArg::Notification)]
    envelope: EnvelopeArg,
}

impl FrameArgs {
    /// Whether notifications on a topic of this kind are written.
    pub(super) fn has(&self, kind: TopicKind) -> bool {
        let topics = match kind {
            TopicKind::UserConversations => Topics::Users,
            TopicKind::UserMessages => Topics::UsersMessages,
            TopicKind::QueueConversations => Topics::Queues,
            TopicKind::QueueMessages => Topics::QueuesMessages,
            TopicKind::DetailEvent => return false,
        };
        self.topic.is_empty() || self.topic.contains(&topics)
    }

    /// The envelope.
    pub(super) fn envelope(&self) -> Envelope {
        match self.envelope {
            EnvelopeArg::Notification => Envelope::Notification,
            EnvelopeArg::Eventbridge => Envelope::EventBridge,
        }
    }
}

/// The topics of users, or of queues, about conversations or about their messages alone.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Topics {
    /// v2.users.{id}.conversations
    Users,
    /// v2.users.{id}.conversations.messages
    #[value(name = "users.messages")]
    UsersMessages,
    /// v2.routing.queues.{id}.conversations
    Queues,
    /// v2.routing.queues.{id}.conversations.messages
    #[value(name = "queues.messages")]
    QueuesMessages,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum EnvelopeArg {
    /// That of the web socket
    Notification,
    /// That of Amazon EventBridge
    Eventbridge,
}
