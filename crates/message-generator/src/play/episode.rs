//! One played conversation of a script: its timeline, its content, and the wire values projected
//! from them.

use message_lifecycle::projection::{
    AnalyticsForm, OpenPost, Projection, Receipts, open_posts, to_analytics_conversation,
    to_bodies, to_conversation, to_details, to_message, to_message_conversation, to_participant,
};
use message_lifecycle::{
    Applied, Conversation, Event, LegIndex, MessageIndex, Simulation, Table, Timeline,
};
use message_model as wire;

use crate::content::{Drawn, KeyedContent, Values};

/// One played conversation of a script: its timeline, its final state and its content.
///
/// ```
/// use message_generator::{play, sample, Key, Scenario};
/// use message_model::{DisconnectType, MessageState};
///
/// let scenario = Scenario::builtin("inbound-answered-agent-ends").unwrap();
/// let episode = &play(&sample(&scenario, Key::new(1, 0)))?[0];
/// let agent = episode.leg("agent").unwrap();
/// assert_eq!(agent.state, Some(MessageState::Disconnected));
/// assert_eq!(agent.disconnect_type, Some(DisconnectType::Client));
/// assert_eq!(episode.conversation().participants.unwrap().len(), 4);
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Episode<V = Drawn> {
    /// The label of the conversation; empty if the script has only one.
    pub label: String,
    /// Everything that happened.
    pub timeline: Timeline,
    /// The conversation after the last event.
    pub state: Conversation,
    /// The ids, names, addresses and texts of the conversation.
    pub content: KeyedContent<V>,
    /// The labels of its legs, in the order of their indices.
    pub leg_labels: Vec<String>,
    /// The labels of its messages, in the order of their indices.
    pub message_labels: Vec<String>,
}

impl<V: Values> Episode<V> {
    /// The wire's `Conversation` after the last event.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let conversation = episode.conversation();
    /// assert_eq!(conversation.participants.map(|all| all.len()), Some(episode.leg_labels.len()));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn conversation(&self) -> wire::Conversation {
        to_conversation(self.view(&self.state))
    }

    /// The wire's `MessageConversation` after the last event: each participant and its leg are one
    /// object.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    /// use message_model::DisconnectType;
    ///
    /// let episode = &play(&sample(&Scenario::named("spam")?, Key::new(7, 0)))?[0];
    /// let customer = &episode.media().participants.unwrap()[0];
    /// assert_eq!(customer.disconnect_type, Some(DisconnectType::Spam));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn media(&self) -> wire::MessageConversation {
        to_message_conversation(self.view(&self.state))
    }

    /// The conversation of the analytics details after the last event, in the form that a query or
    /// the results of a job have.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    /// use message_lifecycle::projection::AnalyticsForm;
    ///
    /// let script = sample(&Scenario::named("inbound-answered-agent-ends")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let participants = episode.analytics(AnalyticsForm::Job).participants.unwrap();
    /// let customer = &participants[0].sessions.as_ref().unwrap()[0];
    /// let names = customer.metrics.iter().flatten().filter_map(|it| it.name.as_deref());
    /// assert_eq!(names.collect::<Vec<_>>(), ["nConnected", "tConnected"]);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn analytics(&self, form: AnalyticsForm) -> wire::AnalyticsConversation {
        to_analytics_conversation(self.view(&self.state), form)
    }

    /// The wire's `Message` of the leg of this label after the last event, or `None` if no leg has
    /// this label.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    ///
    /// let script = sample(&Scenario::named("inbound-answered-agent-ends")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// assert!(episode.leg("agent").is_some_and(|leg| leg.connected_time.is_some()));
    /// assert_eq!(episode.leg("supervisor"), None);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn leg(&self, label: &str) -> Option<wire::Message> {
        let position = self.leg_labels.iter().position(|known| known == label)?;
        Some(to_message(
            self.view(&self.state),
            LegIndex::new(u32::try_from(position).ok()?),
        ))
    }

    /// The wire's `Message` of every leg after the last event, with the leg's label, in the order
    /// of their indices.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let labels: Vec<_> = episode.legs().map(|(label, _)| label).collect();
    /// assert_eq!(labels, episode.leg_labels);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn legs(&self) -> impl Iterator<Item = (&str, wire::Message)> {
        (0..).zip(&self.leg_labels).map(|(position, label)| {
            let message = to_message(self.view(&self.state), LegIndex::new(position));
            (label.as_str(), message)
        })
    }

    /// The wire's `Participant` who holds the leg of this index after the last event. Empty if
    /// there is no such leg.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    /// use message_lifecycle::LegIndex;
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let participants = episode.conversation().participants.unwrap();
    /// assert_eq!(episode.participant(LegIndex::new(0)), participants[0]);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn participant(&self, leg: LegIndex) -> wire::Participant {
        to_participant(self.view(&self.state), leg)
    }

    /// The wire's `Message` of the leg of this index after the last event. Empty if there is no
    /// such leg.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    /// use message_lifecycle::LegIndex;
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// assert_eq!(Some(episode.leg_at(LegIndex::new(0))), episode.leg("customer"));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn leg_at(&self, leg: LegIndex) -> wire::Message {
        to_message(self.view(&self.state), leg)
    }

    /// The wire's `MessageDetails` of the message of this index after the last event: what its leg
    /// has of it. Empty if there is no such message.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    /// use message_lifecycle::MessageIndex;
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let messages = episode.leg("customer").and_then(|leg| leg.messages).unwrap();
    /// assert_eq!(episode.details(MessageIndex::new(0)), messages[0]);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn details(&self, message: MessageIndex) -> wire::MessageDetails {
        to_details(self.view(&self.state), message)
    }

    /// The wire's `MessageData` of every message after the last event, oldest first; none in a
    /// release that has no such view.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    ///
    /// let script = sample(&Scenario::named("inbound-answered-agent-ends")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let bodies = episode.bodies();
    /// assert_eq!(bodies.len(), episode.message_labels.len());
    /// let first = bodies[0].normalized_message.as_ref().unwrap();
    /// assert!(first.text.as_deref().is_some_and(|text| !text.is_empty()));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn bodies(&self) -> Vec<wire::MessageData> {
        to_bodies(self.view(&self.state), &Receipts::of(&self.timeline))
    }

    /// As [`bodies`](Self::bodies), of the messages that were there at an instant, with their
    /// statuses and receipts then.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    ///
    /// let script = sample(&Scenario::named("inbound-answered-agent-ends")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let times: Vec<_> = episode.bodies().iter().filter_map(|data| data.timestamp).collect();
    /// let then: Vec<_> = episode.bodies_at(times[1]);
    /// assert_eq!(then.len(), times.iter().filter(|at| **at <= times[1]).count());
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn bodies_at(&self, at: wire::Timestamp) -> Vec<wire::MessageData> {
        let mut then = Simulation::new(Table::standard(), self.timeline.setup().clone());
        // The events stand in the order of cause and effect; of two clocks, a later one can be
        // earlier by some milliseconds.
        for event in self.timeline.events() {
            if event.at > at {
                break;
            }
            then.apply_alone(event.clone())
                .expect("the timeline was written with this table");
        }
        let receipts = Receipts::of(then.timeline());
        to_bodies(self.view(then.conversation()), &receipts)
    }

    /// What the middleware of an open channel and the platform post to each other, in order of
    /// time; nothing on another channel.
    ///
    /// ```
    /// use message_generator::{Channel, Run};
    ///
    /// let episode = &Run::new(7).with_channel(Channel::Open).episodes(0)[0];
    /// let posts = episode.open_posts();
    /// assert_eq!(posts[0].body.name(), "inbound-message");
    /// assert_eq!(posts[0].answer.as_ref().unwrap().name(), "message-answer");
    /// assert!(posts.is_sorted_by_key(|post| post.at));
    /// ```
    #[must_use]
    pub fn open_posts(&self) -> Vec<OpenPost> {
        open_posts(self.view(&self.state), &self.timeline)
    }

    /// Every event, with the wire's `Conversation` after it.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let (_, first) = episode.snapshots().next().unwrap();
    /// assert_eq!(first.end_time, None);
    /// let (_, last) = episode.snapshots().last().unwrap();
    /// assert_eq!(last, episode.conversation());
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn snapshots(&self) -> impl Iterator<Item = (&Event, wire::Conversation)> {
        self.replayed(|simulation, _| simulation.snapshot(&self.content))
    }

    /// Every event, with the conversation of the analytics details after it.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    /// use message_lifecycle::projection::AnalyticsForm;
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let (_, first) = episode.analytics_snapshots(AnalyticsForm::Query).next().unwrap();
    /// assert_eq!(first.conversation_end, None, "it goes on");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn analytics_snapshots(
        &self,
        form: AnalyticsForm,
    ) -> impl Iterator<Item = (&Event, wire::AnalyticsConversation)> {
        self.replayed(move |simulation, _| {
            to_analytics_conversation(self.view(simulation.conversation()), form)
        })
    }

    /// Every event, with the result of applying it: the row taken and what it did.
    ///
    /// ```
    /// use message_generator::{Key, Scenario, play, sample};
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let episode = &play(&script)?[0];
    /// let rows: Vec<_> = episode.applied().map(|(_, applied)| applied.row.id).collect();
    /// assert_eq!(rows[0], "contact-enters");
    /// assert!(rows.contains(&"contact-is-spam"));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn applied(&self) -> impl Iterator<Item = (&Event, Applied<'static>)> {
        self.replayed(|_, applied| applied)
    }

    /// Every event, with what `look` makes of the simulation after it.
    pub(crate) fn replayed<T>(
        &self,
        mut look: impl FnMut(&Simulation<'static>, Applied<'static>) -> T,
    ) -> impl Iterator<Item = (&Event, T)> {
        let mut simulation = Simulation::new(Table::standard(), self.timeline.setup().clone());
        self.timeline.events().iter().map(move |event| {
            let applied = simulation
                .apply_alone(event.clone())
                .expect("the timeline was written with this table");
            (event, look(&simulation, applied))
        })
    }

    fn view<'a>(&'a self, conversation: &'a Conversation) -> Projection<'a, KeyedContent<V>> {
        Projection::new(conversation, &self.content)
    }
}
