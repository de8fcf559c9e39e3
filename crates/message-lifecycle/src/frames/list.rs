//! The frames of a conversation, in the order of the changes that cause them.

use std::collections::BTreeMap;

use message_model::contract::Root;
use message_model::{ApiRevision, Timestamp, TopicKind};

use super::frame::Frame;
use super::reach::{InReach, Reach};
use super::sending::WithBodies;

use crate::projection::{Projection, detail_event_name};
use crate::{
    Action, Applied, Change, Content, DetailMoment, Event, EventKind, Illegal, LegIndex,
    Simulation, Table, Timeline, Topic,
};

/// The frames of a conversation: what the platform sends because of each change, to whom and when.
///
/// The frames stand in the order of the changes; [`in_sending_order`](Self::in_sending_order) gives
/// the other order. What each contains is computed on demand, see [`Frame::body`].
///
/// A frame is sent some milliseconds after its change, as the [`Content`] says. On topics of one
/// kind the frames of one leg are sent in the order of its changes; those of different legs may
/// overtake each other (documented: "order is not guaranteed").
///
/// A topic that the release does not have gets no frames.
///
/// ```
/// use message_lifecycle::frames::Frames;
/// use message_lifecycle::{Table, Topic, walk};
/// # use message_lifecycle::{Content, ConversationContent, Leg, LegIndex, MessageContent};
/// # use message_lifecycle::{MessageIndex, ParticipantContent, Sent};
/// # struct Plain;
/// # impl Content for Plain {
/// #     fn conversation(&self) -> ConversationContent<'_> { ConversationContent::default() }
/// #     fn participant(&self, _: LegIndex, _: &Leg) -> ParticipantContent<'_> {
/// #         ParticipantContent::default()
/// #     }
/// #     fn leg_id(&self, _: LegIndex) -> uuid::Uuid { uuid::Uuid::nil() }
/// #     fn message(&self, _: MessageIndex, _: &Sent) -> MessageContent<'_> {
/// #         MessageContent::default()
/// #     }
/// # }
///
/// let timeline = walk(Table::standard(), &[0, 0, 0, 0, 0, 2_000, 30_001]);
/// let frames = Frames::of(Table::standard(), &timeline, &Plain)?;
/// let first = &frames.as_slice()[0];
/// assert!(matches!(first.topic, Topic::DetailEvent(_, "customer.start")));
/// assert_eq!((first.row, first.change.position), ("contact-enters", 0));
/// assert!(first.sent > first.at);
/// # Ok::<(), message_lifecycle::Illegal>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frames {
    list: Vec<Frame>,
    reach: Reach,
    /// How many events there were.
    position: usize,
    /// How many events of a kind each leg had.
    occurrences: BTreeMap<(LegIndex, EventKind), u32>,
    /// When the latest frame about a leg was sent on topics of a kind.
    latest: BTreeMap<(LegIndex, TopicKind), Timestamp>,
}

impl Frames {
    /// No frames, before the first event.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The frames of a whole timeline.
    ///
    /// # Errors
    ///
    /// If the table does not allow an event, which cannot happen if the timeline is that of a
    /// simulation with the same table.
    pub fn of<C: Content + ?Sized>(
        table: &Table,
        timeline: &Timeline,
        content: &C,
    ) -> Result<Self, Illegal> {
        let mut simulation = Simulation::new(table, timeline.setup().clone());
        let mut frames = Self::new();
        for event in timeline.events() {
            let applied = simulation.apply_alone(event.clone())?;
            frames.push(
                Projection::new(simulation.conversation(), content),
                event,
                &applied,
            );
        }
        Ok(frames)
    }

    /// Adds the frames that an event causes, and returns them. `projection` is of the conversation
    /// right after the event. Every event of the conversation has to be given, in order.
    pub fn push<C: Content + ?Sized>(
        &mut self,
        projection: Projection<'_, C>,
        event: &Event,
        applied: &Applied<'_>,
    ) -> &[Frame] {
        let before = self.list.len();
        let change = self.note(event, applied);
        self.reach.note_legs(projection);
        let InReach { users, queues } = match applied.row.causes.notifies {
            true => self.reach.of_change(projection, applied.row, applied.leg),
            false => InReach::default(),
        };
        for user in users {
            self.add(
                projection,
                applied,
                event,
                change,
                Topic::UserConversations(user),
                None,
            );
            self.add(
                projection,
                applied,
                event,
                change,
                Topic::UserMessages(user),
                None,
            );
        }
        for queue in queues {
            self.add(
                projection,
                applied,
                event,
                change,
                Topic::QueueConversations(queue),
                None,
            );
            self.add(
                projection,
                applied,
                event,
                change,
                Topic::QueueMessages(queue),
                None,
            );
        }
        let moment = applied.row.causes.detail;
        let name = moment.and_then(|moment| detail_event_name(projection, applied.leg, moment));
        if let Some(name) = name {
            let conversation = projection.content.conversation().id;
            let topic = Topic::DetailEvent(conversation, name);
            self.add(projection, applied, event, change, topic, moment);
        }
        &self.list[before..]
    }

    /// All frames, in the order of their changes. Those of one change are next to each other: the
    /// users' in the order in which they joined, the queues', and the detail event.
    #[must_use]
    pub fn as_slice(&self) -> &[Frame] {
        &self.list
    }

    /// All frames in the order in which they are sent; those of the same time in the order of
    /// [`as_slice`](Self::as_slice).
    #[must_use]
    pub fn in_sending_order(&self) -> Vec<&Frame> {
        let mut frames: Vec<&Frame> = self.list.iter().collect();
        frames.sort_by_key(|frame| frame.sent);
        frames
    }

    /// The frames that are wanted, in the order in which they are sent, each with what it contains.
    ///
    /// The table, timeline and content are those that the frames are of. The conversation is
    /// stepped through once, and no more bodies are kept than wait for their turn.
    pub fn with_bodies<'a, C: Content + ?Sized>(
        &self,
        table: &'a Table,
        timeline: &'a Timeline,
        content: &'a C,
        mut is_wanted: impl FnMut(&Frame) -> bool,
    ) -> WithBodies<'a, C> {
        let wanted = self.list.iter().filter(|frame| is_wanted(frame));
        WithBodies::new(wanted.cloned().collect(), table, timeline, content)
    }

    fn note(&mut self, event: &Event, applied: &Applied<'_>) -> Change {
        let kind = event.kind();
        let occurrences = self.occurrences.entry((applied.leg, kind)).or_default();
        let occurrence = *occurrences;
        *occurrences += 1;
        let position = self.position;
        self.position += 1;
        let (message, status) = match event.action {
            Action::Status(change) => (Some(change.message), Some(change.status)),
            _ => (applied.message, None),
        };
        Change {
            position,
            leg: applied.leg,
            kind,
            occurrence,
            message,
            status,
        }
    }

    fn add<C: Content + ?Sized>(
        &mut self,
        projection: Projection<'_, C>,
        applied: &Applied<'_>,
        event: &Event,
        change: Change,
        topic: Topic,
        moment: Option<DetailMoment>,
    ) {
        let kind = topic.kind();
        if !is_in(topic, projection.conversation.setup().revision) {
            return;
        }
        let delay_ms = i64::from(projection.content.frame_delay_ms(&change, kind));
        let sent = event.at.checked_add_millis(delay_ms).unwrap_or(event.at);
        let latest = self.latest.entry((change.leg, kind)).or_insert(sent);
        let sent = sent.max(*latest);
        *latest = sent;
        self.list.push(Frame {
            change,
            row: applied.row.id,
            at: event.at,
            sent,
            topic,
            moment,
            correlation_id: projection.content.correlation_id(&change),
        });
    }
}

/// Whether the release has the topic.
fn is_in(topic: Topic, revision: ApiRevision) -> bool {
    let root = match topic {
        Topic::UserConversations(_) | Topic::QueueConversations(_) => Root::EventConversation,
        Topic::UserMessages(_) | Topic::QueueMessages(_) => Root::EventMessageConversation,
        // All detail events that a leg causes came with one release (documented).
        Topic::DetailEvent(..) => Root::CustomerStartEvent,
    };
    root.definition().is_in(revision)
}
