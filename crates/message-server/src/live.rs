//! A conversation that goes on: the script that is written while it is played, what clients have
//! said, and the frames that its changes cause.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use message_generator::draw::{Draw, Label, Path};
use message_generator::{
    Channel, EventKind, Key, LegPlan, Organisation, Recording, Role, Script, Step,
};
use message_lifecycle::projection::{
    AnalyticsForm, Projection, to_analytics_conversation, to_conversation, to_event_conversation,
    to_event_message_conversation, to_message_conversation,
};
use message_lifecycle::{
    Action, Content, Conversation, Event, Leg, LegIndex, MessageContent, MessageIndex,
    ParticipantContent, Simulation, Topic,
};
use message_model::contract::Root;
use message_model::{
    ApiRevision, AttributeUpdateEvent, DetailEvent, EventBody, Timestamp, TopicKind, encode,
};
use uuid::Uuid;

use crate::json::Object;
use crate::magic::{self, Magic};
use crate::said::{Said, Saying, Told, WrapUp};
use crate::telling::{Outgoing, Telling};

/// A conversation of the platform.
#[derive(Debug, Clone)]
pub(crate) struct Live {
    recording: Recording,
    said: Said,
    /// What was said, each with the number of steps before it and the time.
    sayings: Vec<(usize, Timestamp, Saying)>,
    /// How many events have been caught up with.
    seen: usize,
    /// What tells of it, if anybody has been told of the last event: where nobody listens there is
    /// none, and it is made up for once somebody does.
    telling: Option<Telling>,
    /// How many steps of a script are still to come: until then nothing is done by itself.
    pub(crate) scripted_steps: usize,
    /// Whether the script is one of somebody's making, and not what has happened on a platform.
    pub(crate) is_staged: bool,
    /// The user of each leg that is one of an agent. Who that is never changes.
    users: Vec<Option<Uuid>>,
    /// The steps of its script that could not happen, with the reasons.
    left_out: Vec<(String, String)>,
    /// How many labels have been made up.
    labels: usize,
    /// The address of the contact, where a client knows one.
    pub(crate) contact: Option<String>,
    /// The address of the business, where a client knows one: that of an integration, for one.
    pub(crate) business: Option<String>,
    /// The ids that integrations have given messages of it.
    pub(crate) inbound_ids: Vec<String>,
    /// What its address, or else a text of the contact, always brings about.
    pub(crate) magic: Option<&'static Magic>,
    /// `GET /api/v2/conversations/{id}` as it was read last, and how often the conversation had
    /// changed then: clients ask again and again for what has not changed.
    read: OnceLock<(usize, String)>,
}

/// An event that has happened, with what it causes.
#[derive(Debug, Clone)]
pub(crate) struct Happened {
    pub(crate) event: Event,
    pub(crate) message: Option<MessageIndex>,
    pub(crate) frames: Vec<Outgoing>,
}

impl Live {
    pub(crate) fn new(
        key: Key,
        start: Timestamp,
        channel: Channel,
        revision: ApiRevision,
        organisation: Organisation,
    ) -> Self {
        let mut recording = Recording::new(key, start, channel, revision);
        recording.set_organisation(organisation);
        Self {
            recording,
            said: Said::default(),
            sayings: Vec::new(),
            seen: 0,
            telling: None,
            scripted_steps: 0,
            is_staged: false,
            users: Vec::new(),
            left_out: Vec::new(),
            labels: 0,
            contact: None,
            business: None,
            inbound_ids: Vec::new(),
            magic: None,
            read: OnceLock::new(),
        }
    }

    /// Declares the legs of a script before its steps open them, of which those of this label's
    /// conversation will.
    pub(crate) fn follow_script(&mut self, script: &Script, conversation: &str, steps: usize) {
        for (label, plan) in script.legs.iter() {
            self.recording.add_leg(label, plan.clone());
        }
        self.recording.relabel(conversation);
        self.scripted_steps = steps;
        // Labels of the script are of the same form as those that are made up.
        self.labels = script.steps.len();
    }

    pub(crate) fn id(&self) -> Uuid {
        self.recording.content().conversation().id
    }

    pub(crate) fn channel(&self) -> Channel {
        self.recording.script().channel
    }

    pub(crate) fn script(&self) -> &Script {
        self.recording.script()
    }

    pub(crate) fn sayings(&self) -> &[(usize, Timestamp, Saying)] {
        &self.sayings
    }

    pub(crate) fn state(&self) -> &Conversation {
        self.recording.simulation().conversation()
    }

    pub(crate) fn simulation(&self) -> &Simulation<'static> {
        self.recording.simulation()
    }

    pub(crate) fn content(&self) -> Told<'_> {
        Told {
            drawn: self.recording.content(),
            said: &self.said,
        }
    }

    /// When something happens to it by itself.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        let mut due = self.recording.simulation().agenda().due();
        due.next().map(|due| due.at)
    }

    /// Does what is due by then.
    pub(crate) fn advance(&mut self, until: Timestamp) {
        self.recording.advance(until);
    }

    /// Applies a step, or says why it cannot happen.
    pub(crate) fn take(
        &mut self,
        at: Timestamp,
        mut step: Step,
        plan: Option<LegPlan>,
    ) -> Result<(), String> {
        if plan.is_none() && step.skew.is_none() {
            step.skew = self.skew_at(at, &step.leg);
        }
        // A client knows neither the step nor the leg by its label.
        let labels = format!("step {:?}: leg {:?}: ", step.label, step.leg);
        let magic = step.text.as_deref().and_then(magic::of_text);
        let leg = step.leg.clone();
        let taken = self.recording.take(at, step, plan);
        let opened = self.legs().skip(self.users.len());
        let users: Vec<_> = opened
            .map(|(index, leg)| self.recording.content().participant(index, leg).user_id)
            .collect();
        self.users.extend(users);
        let is_of_contact = |leg| self.role(leg).is_some_and(Role::is_contact);
        if magic.is_some() && self.recording.leg(&leg).is_some_and(is_of_contact) {
            self.magic = self.magic.or(magic);
        }
        taken.map_err(|error| {
            let reason = error.to_string();
            let plain = reason.strip_prefix(&labels).map(str::to_owned);
            plain.unwrap_or(reason)
        })
    }

    /// By how much the cloud's clock is ahead where somebody acts on a leg of which a script has
    /// said that it was: it does not run back.
    fn skew_at(&self, at: Timestamp, label: &str) -> Option<i64> {
        let leg = self.recording.leg(label)?;
        let events = self.simulation().timeline().events().iter();
        let of_leg = events.filter(|event| event.leg == leg);
        let ahead = of_leg.map(|event| event.at.millis_since(at) + event.cloud_skew_ms);
        ahead.max().filter(|ahead| *ahead > 0)
    }

    /// Applies a step of a script; one that cannot happen is left out, and kept with the reason.
    pub(crate) fn take_scripted(&mut self, at: Timestamp, step: Step, plan: LegPlan) {
        let label = step.label.clone();
        if let Err(reason) = self.take(at, step, Some(plan)) {
            self.left_out.push((label, reason));
        }
    }

    /// The steps of its script that could not happen, with the reasons.
    pub(crate) fn left_out(&self) -> &[(String, String)] {
        &self.left_out
    }

    /// An event without data on a leg that is there.
    pub(crate) fn happen(
        &mut self,
        at: Timestamp,
        leg: LegIndex,
        event: EventKind,
    ) -> Result<(), String> {
        let step = self.step(leg, event);
        self.take(at, step, None)
    }

    /// A step on a leg that is there, to be filled in.
    pub(crate) fn step(&mut self, leg: LegIndex, event: EventKind) -> Step {
        let label = self.leg_label(leg);
        Step::new(self.fresh(event.as_str()), 0, label, event)
    }

    /// Opens a leg.
    pub(crate) fn open(
        &mut self,
        at: Timestamp,
        event: EventKind,
        plan: LegPlan,
        alerting_ms: Option<u32>,
    ) -> Result<LegIndex, String> {
        let leg = self.fresh(leg_name(plan.role));
        let mut step = Step::new(self.fresh(event.as_str()), 0, leg.clone(), event);
        step.alerting_timeout = alerting_ms;
        self.take(at, step, Some(plan))?;
        self.recording
            .leg(&leg)
            .ok_or_else(|| format!("leg {leg} has not opened"))
    }

    /// A message with this text; one that is made up if there is none.
    pub(crate) fn write(
        &mut self,
        at: Timestamp,
        leg: LegIndex,
        text: Option<String>,
    ) -> Result<MessageIndex, String> {
        let mut step = self.step(leg, EventKind::Message);
        step.text = text;
        let index = self.state().next_message();
        self.take(at, step, None)?;
        Ok(index)
    }

    /// Takes note of what a client says. Returns the leg whose participant has new attributes.
    pub(crate) fn say(&mut self, at: Timestamp, saying: Saying) -> Option<LegIndex> {
        let leg = match &saying {
            Saying::Attributes { leg, .. } | Saying::WrapUp { leg, .. } => self.recording.leg(leg),
            Saying::Addresses {
                contact, business, ..
            } => {
                self.contact.clone_from(contact);
                self.business.clone_from(business);
                let magic = contact.as_deref().and_then(magic::of_address);
                self.magic = magic.or(self.magic);
                None
            }
        };
        self.said.note(leg, &saying);
        let steps = self.recording.script().steps.len();
        let has_attributes = matches!(saying, Saying::Attributes { .. });
        self.sayings.push((steps, at, saying));
        leg.filter(|_| has_attributes)
    }

    /// Completes the after-call work of a leg with what the agent has chosen.
    pub(crate) fn wrap_up(
        &mut self,
        at: Timestamp,
        leg: LegIndex,
        wrap_up: WrapUp,
    ) -> Result<(), String> {
        self.happen(at, leg, EventKind::WrapUp)?;
        let leg = self.leg_label(leg);
        self.say(at, Saying::WrapUp { leg, wrap_up });
        Ok(())
    }

    /// The attributes of the leg's participant.
    pub(crate) fn attributes(&self, leg: LegIndex) -> BTreeMap<String, String> {
        self.said.attributes(leg)
    }

    /// The leg of this label, if it has opened.
    pub(crate) fn leg_of_label(&self, label: &str) -> Option<LegIndex> {
        self.recording.leg(label)
    }

    pub(crate) fn leg_label(&self, leg: LegIndex) -> String {
        let labels = self.recording.leg_labels();
        labels.get(leg.position()).cloned().unwrap_or_default()
    }

    pub(crate) fn message_label(&self, message: MessageIndex) -> String {
        let label = self.recording.message_label(message);
        label.unwrap_or_default().to_owned()
    }

    /// All legs with their indices, in order of opening.
    pub(crate) fn legs(&self) -> impl DoubleEndedIterator<Item = (LegIndex, &Leg)> {
        let legs = self.state().legs();
        legs.iter().enumerate().map(|(place, leg)| {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            (LegIndex::new(place), leg)
        })
    }

    /// All messages with their indices, in order of sending.
    pub(crate) fn messages(&self) -> impl DoubleEndedIterator<Item = (MessageIndex, Uuid)> {
        let messages = self.state().messages();
        messages.iter().enumerate().map(|(place, sent)| {
            let index = message_index(place);
            (index, self.recording.content().message(index, sent).id)
        })
    }

    pub(crate) fn message(&self, index: MessageIndex) -> Option<MessageContent<'_>> {
        let sent = self.state().message(index)?;
        Some(self.recording.content().message(index, sent))
    }

    pub(crate) fn participant(&self, index: LegIndex) -> Option<ParticipantContent<'_>> {
        let leg = self.state().leg(index)?;
        Some(self.recording.content().participant(index, leg))
    }

    /// The name of the leg's party, if it has one: that which clients have given, or one that was
    /// made up.
    pub(crate) fn name(&self, index: LegIndex) -> Option<String> {
        let content = self.content();
        let participant = content.participant(index, self.state().leg(index)?);
        participant.name.map(Cow::into_owned)
    }

    /// The user who has the leg, if it is one of an agent.
    pub(crate) fn user(&self, index: LegIndex) -> Option<Uuid> {
        self.users.get(index.position()).copied().flatten()
    }

    /// The users of its agents' legs, and whether they are engaged in one.
    pub(crate) fn users_engaged(&self) -> BTreeMap<Uuid, bool> {
        let mut engaged = BTreeMap::new();
        for (leg, user) in self.state().legs().iter().zip(&self.users) {
            if let Some(user) = user {
                *engaged.entry(*user).or_default() |= leg.state().is_engaged();
            }
        }
        engaged
    }

    /// The leg of the participant of this id.
    pub(crate) fn leg_of_participant(&self, id: Uuid) -> Option<LegIndex> {
        let mut legs = self.legs();
        legs.find(|(index, leg)| self.recording.content().participant(*index, leg).id == id)
            .map(|(index, _)| index)
    }

    /// The leg of this id.
    pub(crate) fn leg_of_communication(&self, id: Uuid) -> Option<LegIndex> {
        let mut legs = self.legs();
        legs.find(|(index, _)| self.recording.content().leg_id(*index) == id)
            .map(|(index, _)| index)
    }

    /// The live leg of this role that opened last.
    pub(crate) fn live_leg(&self, fits: impl Fn(Role) -> bool) -> Option<LegIndex> {
        let mut live = self.state().live().iter().rev();
        live.find(|index| self.role(**index).is_some_and(&fits))
            .copied()
    }

    /// The contact's leg that opened first, and the role of the contact in it.
    pub(crate) fn first_contact(&self) -> Option<(LegIndex, Role)> {
        let mut legs = self.legs().map(|(index, leg)| (index, leg.role()));
        legs.find(|(_, role)| role.is_contact())
    }

    pub(crate) fn role(&self, index: LegIndex) -> Option<Role> {
        self.state().leg(index).map(Leg::role)
    }

    /// Whether anything has happened in it: one that a script is to begin is there before.
    pub(crate) fn has_begun(&self) -> bool {
        !self.state().legs().is_empty()
    }

    /// Whether nothing of it is live and no after-call work is pending.
    pub(crate) fn is_over(&self) -> bool {
        self.state().live().is_empty() && self.state().wrapping_up().is_empty()
    }

    /// Whether it is over and nothing more is to come, so that it may be forgotten.
    pub(crate) fn may_go(&self) -> bool {
        let is_over = self.has_begun() && self.is_over();
        is_over && self.scripted_steps == 0 && self.next_due().is_none()
    }

    /// `GET /api/v2/conversations/{id}` as it is now.
    pub(crate) fn conversation_json(&self) -> String {
        let changes = self.changes();
        let (read_at, json) = self.read.get_or_init(|| (changes, self.written()));
        match *read_at == changes {
            true => json.clone(),
            false => self.written(),
        }
    }

    /// How often it has changed: by an event, or by what a client has said.
    pub(crate) fn changes(&self) -> usize {
        self.simulation().timeline().events().len() + self.sayings.len()
    }

    fn written(&self) -> String {
        let content = self.content();
        let view = to_conversation(Projection::new(self.state(), &content));
        encode(&view).unwrap_or_default()
    }

    /// `GET /api/v2/conversations/messages/{id}` as it is now.
    pub(crate) fn media_json(&self) -> String {
        let content = self.content();
        let view = to_message_conversation(Projection::new(self.state(), &content));
        encode(&view).unwrap_or_default()
    }

    /// The details of the conversation for analytics, as it is now.
    pub(crate) fn analytics_json(&self, form: AnalyticsForm) -> String {
        let content = self.content();
        let projection = Projection::new(self.state(), &content);
        encode(&to_analytics_conversation(projection, form)).unwrap_or_default()
    }

    /// What has happened since this was last asked, in order, with the frames that it causes if
    /// `is_told`: where nobody can listen, nobody needs them.
    pub(crate) fn catch_up(&mut self, is_told: bool) -> Vec<Happened> {
        let changes = self.changes();
        if self.read.get().is_some_and(|(at, _)| *at != changes) {
            self.read = OnceLock::new();
        }
        let all = self.recording.simulation().timeline().events();
        let (unheard, events) = all.split_at(self.seen);
        let content = Told {
            drawn: self.recording.content(),
            said: &self.said,
        };
        let begin = || Telling::after(self.recording.simulation(), unheard, &content);
        // The direction is known with the first event.
        let known = self.telling.take().filter(|_| self.seen > 0);
        let mut telling = is_told.then(|| known.unwrap_or_else(begin));
        let is_message = |event: &&Event| event.action == Action::Message;
        let sent = events.iter().filter(is_message).count();
        let mut messages = self.state().messages().len() - sent..;
        let happened = events.iter().map(|event| Happened {
            event: event.clone(),
            message: Some(event)
                .filter(is_message)
                .and_then(|_| messages.next())
                .map(message_index),
            frames: telling
                .as_mut()
                .map(|telling| telling.tell(event, &content))
                .unwrap_or_default(),
        });
        let happened = happened.collect();
        self.seen = all.len();
        self.telling = telling;
        happened
    }

    /// The frames that tell of new attributes of a leg's participant: to the users and the queues
    /// of all legs that are live or have work left, and as a detail event (inferred: no row of the
    /// life cycle is about attributes).
    pub(crate) fn attribute_frames(&self, leg: LegIndex, now: Timestamp) -> Vec<Outgoing> {
        let content = self.content();
        let projection = Projection::new(self.state(), &content);
        let legs = self.state().live().iter().chain(self.state().wrapping_up());
        let mut users = Vec::new();
        let mut queues = Vec::new();
        for participant in legs.filter_map(|leg| self.participant(*leg)) {
            let Some(queue) = participant.queue_id else {
                continue;
            };
            if let Some(user) = participant.user_id.filter(|user| !users.contains(user)) {
                users.push(user);
            }
            if !queues.contains(&queue) {
                queues.push(queue);
            }
        }
        let users = users
            .into_iter()
            .flat_map(|user| [Topic::UserConversations(user), Topic::UserMessages(user)]);
        let queues = queues.into_iter().flat_map(|queue| {
            [
                Topic::QueueConversations(queue),
                Topic::QueueMessages(queue),
            ]
        });
        let revision = self.state().setup().revision;
        let mut topics: Vec<(Topic, EventBody)> = users
            .chain(queues)
            .map(|topic| {
                let body = match topic.kind() {
                    TopicKind::UserMessages | TopicKind::QueueMessages => {
                        EventBody::Messages(Box::new(to_event_message_conversation(projection)))
                    }
                    _ => EventBody::Conversation(Box::new(to_event_conversation(projection))),
                };
                (topic, body)
            })
            .collect();
        if Root::AttributeUpdateEvent.definition().is_in(revision)
            && let Some(participant) = self.participant(leg)
        {
            let mut event = AttributeUpdateEvent::default();
            event.event_time = Some(now.as_micros().div_euclid(1_000));
            event.conversation_id = Some(self.id().into());
            event.participant_id = Some(participant.id.into());
            event.attributes = Some(self.said.attributes(leg));
            let body = DetailEvent::Attributes(event.as_of(revision).value);
            let topic = Topic::DetailEvent(self.id(), "attributes");
            topics.push((topic, EventBody::DetailEvent(Box::new(body))));
        }
        // The same on all topics, as for other changes.
        let label = Label::new(&self.leg_label(leg));
        let place = self.sayings.len() as u64;
        let correlation = Draw::new(self.script().key, ATTRIBUTES, label, place).uuid();
        let metadata = Object::new().id("CorrelationId", correlation).end();
        let frames = topics.into_iter().filter_map(|(topic, body)| {
            let at = now.checked_add_millis(ATTRIBUTES_MS)?;
            let topic = topic.to_string();
            let text = Object::new()
                .put("topicName", &topic)
                .put("version", "2")
                .raw("eventBody", &encode(&body).ok()?)
                .raw("metadata", &metadata)
                .end();
            Some(Outgoing { at, topic, text })
        });
        frames.collect()
    }

    /// A label that has not been used, neither for a step nor for a leg.
    fn fresh(&mut self, word: &str) -> String {
        loop {
            self.labels += 1;
            let label = format!("{word}-{}", self.labels);
            let script = self.recording.script();
            let is_used = script.legs.get(&label).is_some()
                || script.steps.iter().any(|step| step.label == label);
            if !is_used {
                return label;
            }
        }
    }
}

/// Under which the correlation ids of changes of attributes are drawn.
const ATTRIBUTES: Path = Path::new("server/attributes");
/// From a change of attributes to its frames, in milliseconds (inferred: as for other changes).
const ATTRIBUTES_MS: i64 = 80;

/// The message that was sent after so many others.
fn message_index(place: usize) -> MessageIndex {
    MessageIndex::new(u32::try_from(place).unwrap_or(u32::MAX))
}

/// What the legs of a role are called in the script.
fn leg_name(role: Role) -> &'static str {
    match role {
        Role::Workflow => "flow",
        Role::Acd => "queue",
        Role::Api => "program",
        other => other.as_str(),
    }
}
