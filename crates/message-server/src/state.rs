//! The state of a platform: the people, the conversations, the channels, and what is still to come.
//!
//! It has no socket and no clock: `now` is what it was told last, and time passes when
//! [`Core`](crate::Core) says so. All maps are ordered, so that the same requests at the same times
//! give the same bytes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use message_generator::draw::{Draw, Label, Path};
use message_generator::{Channel, Key, LegPlan, Organisation, Role, Step};
use message_lifecycle::{LegIndex, MessageIndex, Status};
use message_model::Timestamp;
use uuid::Uuid;

use crate::channels::{Channels, SocketId, Way};
use crate::config::Config;
use crate::ended::Ended;
use crate::error::Error;
use crate::events::Events;
use crate::fault::Failure;
use crate::frames::SentFrames;
use crate::integrations::Integrations;
use crate::live::Live;
use crate::outbox::Outbox;
use crate::people::{Line, Person};
use crate::received::ReceivedRequests;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::said::Saying;
use crate::stream::{Sent, Stream};
use crate::tokens::{Caller, Tokens};

/// What the platform will do by itself.
#[derive(Debug, Clone)]
pub(crate) enum Task {
    /// What follows on an event of the conversation.
    Follow(Uuid),
    /// A frame reaches its listeners.
    Frame(String, Arc<str>),
    /// A frame that was disturbed on its way comes to a socket.
    Arrival(SocketId, Arc<str>),
    /// A conversation that waits is offered to somebody.
    Offer(Uuid),
    /// An agent does what the rule says.
    Rule(Uuid, LegIndex, RuleStep),
    /// What waits first is posted, of a conversation or by itself.
    Webhook(Uuid),
    /// A message goes on its way.
    Status(Uuid, LegIndex, MessageIndex, Status),
    /// A call that was answered by 202 takes effect.
    Effect(Box<Late>),
    /// A step of a script, and what was said with it.
    Script(Uuid, Box<Scripted>),
    /// An offer is not answered in time.
    AlertEnds(Uuid, LegIndex),
    /// A parked leg comes back.
    ParkEnds(Uuid, LegIndex),
    /// After-call work takes too long.
    WorkEnds(Uuid, LegIndex),
    /// A customer is judged to be spam.
    Spam(Uuid, LegIndex),
    /// Nobody has written for too long.
    Inactivity(Uuid, LegIndex),
    /// A heartbeat of a socket.
    Heartbeat(SocketId),
    /// A channel ends in a minute.
    ChannelWarns(String),
    /// A channel ends.
    ChannelEnds(String),
    /// A socket is closed, as announced.
    SocketCloses(SocketId),
    /// A socket that has been silent speaks again.
    SocketSpeaks(SocketId),
}

/// A call that was answered before it takes effect.
#[derive(Debug, Clone)]
pub(crate) struct Late {
    /// The number of the request.
    pub(crate) number: u64,
    pub(crate) request: Request,
    pub(crate) caller: Caller,
}

/// A part of a script that is due: a step with the plan of its leg, and what was said with it.
#[derive(Debug, Clone)]
pub(crate) struct Scripted {
    pub(crate) step: Option<(Step, LegPlan)>,
    pub(crate) sayings: Vec<Saying>,
}

/// What an agent does by rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RuleStep {
    Answer,
    Reply,
    End,
    WrapUp,
}

impl Task {
    /// Whether it is work that somebody or something does, and not the end of waiting for people
    /// or clients.
    pub(crate) fn is_work(&self) -> bool {
        match self {
            Self::Follow(_)
            | Self::Frame(..)
            | Self::Arrival(..)
            | Self::Offer(_)
            | Self::Rule(..)
            | Self::Webhook(_)
            | Self::Status(..)
            | Self::Effect(_)
            | Self::Spam(..)
            | Self::Script(..) => true,
            Self::AlertEnds(..)
            | Self::ParkEnds(..)
            | Self::WorkEnds(..)
            | Self::Inactivity(..)
            | Self::Heartbeat(_)
            | Self::ChannelWarns(_)
            | Self::ChannelEnds(_)
            | Self::SocketCloses(_)
            | Self::SocketSpeaks(_) => false,
        }
    }
}

/// A job of analytics: what it has found, and when it was done.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) id: Uuid,
    pub(crate) made: Timestamp,
    pub(crate) done: Timestamp,
    pub(crate) conversations: Vec<Uuid>,
}

/// How many jobs are kept, the oldest going first.
const JOBS_MAX: usize = 100;
const JOB: Path = Path::new("server/job");

#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) config: Arc<Config>,
    pub(crate) now: Timestamp,
    /// As far as time is to pass at once, so that a jump sends one heartbeat and not hundreds.
    pub(crate) passing_until: Timestamp,
    pub(crate) organisation: Organisation,
    pub(crate) people: Vec<Person>,
    pub(crate) queues: Vec<Line>,
    pub(crate) conversations: BTreeMap<Uuid, Live>,
    /// The conversations in the order in which they began.
    pub(crate) order: Vec<Uuid>,
    /// Those in which a leg is live or has after-call work.
    active: BTreeSet<Uuid>,
    ended: Ended,
    /// The conversations in which each user is engaged.
    engaged: BTreeMap<Uuid, BTreeSet<Uuid>>,
    pub(crate) conversation_of_message: BTreeMap<Uuid, Uuid>,
    /// The messages that came from open integrations: `messageId` and ours.
    pub(crate) inbound_ids: BTreeMap<String, Uuid>,
    pub(crate) tokens: Tokens,
    pub(crate) channels: Channels,
    pub(crate) channels_opened: u64,
    pub(crate) integrations: Integrations,
    /// Who monitors which leg: conversation, leg, user.
    pub(crate) monitors: BTreeSet<(Uuid, LegIndex, Uuid)>,
    pub(crate) jobs: VecDeque<Job>,
    pub(crate) outbox: Outbox,
    pub(crate) events: Events,
    pub(crate) frames: SentFrames,
    pub(crate) stream: Stream,
    pub(crate) received: ReceivedRequests,
    /// How many requests there were: each has a correlation id.
    pub(crate) requests: u64,
    /// What is to be answered instead of what would be.
    pub(crate) failures: Vec<Failure>,
    /// The number of the next conversation, by which its content is drawn.
    pub(crate) numbers: u64,
    agenda: BTreeMap<(Timestamp, u64), Task>,
    scheduled: u64,
}

impl State {
    pub(crate) fn new(config: Arc<Config>, now: Timestamp) -> Result<Self, Error> {
        if config.queues.is_empty() {
            return Err(Error::new("queues: found none, expected at least one"));
        }
        if config.heartbeat_ms == 0 {
            return Err(Error::new("heartbeat_ms: found 0, expected at least 1"));
        }
        if config.conversations_kept == 0 {
            return Err(Error::new(
                "conversations_kept: found 0, expected at least 1",
            ));
        }
        let drawn = || Organisation::of_seed(config.seed);
        let organisation = config.organisation.clone().unwrap_or_else(drawn);
        let agents = organisation.agents();
        // A leg of a script names its person by the id of the user.
        let named = |organisation: Organisation, agent: &message_generator::Agent| {
            organisation.with_person(&agent.id.to_string(), agent.clone())
        };
        let organisation = agents.iter().fold(organisation, named);
        let people = agents
            .into_iter()
            .map(|agent| {
                let (rule, on_queue) = (config.rule, config.starts_on_queue);
                Person::new(agent, &organisation, now, rule, on_queue)
            })
            .collect();
        let queues = config.queues.iter();
        Ok(Self {
            queues: queues
                .map(|label| Line::new(label, &organisation))
                .collect(),
            now,
            passing_until: now,
            organisation,
            people,
            conversations: BTreeMap::new(),
            order: Vec::new(),
            active: BTreeSet::new(),
            ended: Ended::default(),
            engaged: BTreeMap::new(),
            conversation_of_message: BTreeMap::new(),
            inbound_ids: BTreeMap::new(),
            tokens: Tokens::default(),
            channels: Channels::default(),
            channels_opened: 0,
            integrations: Integrations::default(),
            monitors: BTreeSet::new(),
            jobs: VecDeque::new(),
            outbox: Outbox::default(),
            events: Events::new(config.events.clone(), config.seed),
            frames: SentFrames::default(),
            stream: Stream::new(config.stream),
            received: ReceivedRequests::default(),
            requests: 0,
            failures: Vec::new(),
            numbers: 0,
            agenda: BTreeMap::new(),
            scheduled: 0,
            config,
        })
    }

    /// The time that many milliseconds from now.
    pub(crate) fn in_ms(&self, millis: u32) -> Timestamp {
        let later = self.now.checked_add_millis(i64::from(millis));
        later.unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn schedule(&mut self, at: Timestamp, task: Task) {
        self.scheduled += 1;
        self.agenda.insert((at.max(self.now), self.scheduled), task);
    }

    /// The next task that is due by then.
    pub(crate) fn take_due(&mut self, until: Timestamp) -> Option<(Timestamp, Task)> {
        let entry = self.agenda.first_entry()?;
        let at = entry.key().0;
        (at <= until).then(|| (at, entry.remove()))
    }

    /// When something happens by itself.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.agenda.first_key_value().map(|((at, _), _)| *at)
    }

    /// When the last work that is known of now is done.
    pub(crate) fn last_work(&self) -> Option<Timestamp> {
        let mut tasks = self.agenda.iter().rev();
        tasks
            .find(|(_, task)| task.is_work())
            .map(|((at, _), _)| *at)
    }

    pub(crate) fn person(&self, id: Uuid) -> Option<&Person> {
        self.people.iter().find(|person| person.id() == id)
    }

    pub(crate) fn person_mut(&mut self, id: Uuid) -> Option<&mut Person> {
        self.people.iter_mut().find(|person| person.id() == id)
    }

    /// The queue of this id, label or name.
    pub(crate) fn queue(&self, known: &str) -> Option<&Line> {
        let id = known.parse::<Uuid>().ok();
        self.queues
            .iter()
            .find(|queue| Some(queue.id) == id || queue.label == known || queue.name == known)
    }

    /// The conversation of this id.
    pub(crate) fn live(&self, id: Uuid) -> Result<&Live, Refusal> {
        self.conversations.get(&id).ok_or_else(|| {
            Refusal::not_found(format!(
                "The requested resource was not found: conversation {id}"
            ))
        })
    }

    /// A new conversation, in which nothing has happened yet.
    pub(crate) fn new_live(&mut self, channel: Channel) -> Live {
        let number = self.numbers;
        self.numbers += 1;
        let (key, revision) = (Key::new(self.config.seed, number), self.config.revision);
        Live::new(key, self.now, channel, revision, self.organisation.clone())
    }

    /// Adds a conversation that has begun. Those of the same number are one.
    pub(crate) fn add_live(&mut self, live: Live) -> Uuid {
        let id = live.id();
        if self.conversations.insert(id, live).is_none() {
            self.order.push(id);
        }
        self.settle(id);
        id
    }

    /// Changes a conversation. If the change is refused, nothing has happened but what was due.
    pub(crate) fn change<T>(
        &mut self,
        id: Uuid,
        change: impl FnOnce(&mut Live, Timestamp) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.follow(id);
        let mut changed = self.live(id)?.clone();
        let result = change(&mut changed, self.now)?;
        changed.is_staged &= changed.scripted_steps > 0;
        self.conversations.insert(id, changed);
        self.settle(id);
        Ok(result)
    }

    /// As [`change`](Self::change), by a single step, which happens or not: there is nothing to
    /// undo.
    pub(crate) fn change_at_once(
        &mut self,
        id: Uuid,
        change: impl FnOnce(&mut Live, Timestamp) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        self.follow(id);
        self.live(id)?;
        let now = self.now;
        let Some(live) = self.conversations.get_mut(&id) else {
            return Ok(());
        };
        let result = change(live, now);
        live.is_staged &= result.is_err() || live.scripted_steps > 0;
        self.settle(id);
        result
    }

    /// Whether the user is engaged in any conversation.
    pub(crate) fn is_busy(&self, user: Uuid) -> bool {
        let conversations = self.engaged.get(&user);
        conversations.is_some_and(|conversations| !conversations.is_empty())
    }

    /// Changes a conversation by a single step, which happens or not: there is nothing to undo.
    pub(crate) fn step(
        &mut self,
        id: Uuid,
        step: impl FnOnce(&mut Live, Timestamp) -> Result<(), String>,
    ) -> Result<(), Refusal> {
        self.follow(id);
        let now = self.now;
        let live = self.conversations.get_mut(&id);
        let live = live.ok_or_else(|| Refusal::not_found(format!("conversation {id}")))?;
        let taken = step(live, now);
        self.settle(id);
        taken.map_err(Refusal::bad_request)
    }

    /// Does what is due in a conversation.
    pub(crate) fn follow(&mut self, id: Uuid) {
        let now = self.now;
        let live = self.conversations.get_mut(&id);
        let is_due = |live: &Live| live.next_due().is_some_and(|due| due <= now);
        if let Some(live) = live.filter(|live| is_due(live)) {
            live.advance(now);
            self.settle(id);
        }
    }

    /// Does what the changes of a conversation cause.
    fn settle(&mut self, id: Uuid) {
        let is_told = self.is_told();
        let Some(live) = self.conversations.get_mut(&id) else {
            return;
        };
        let happened = live.catch_up(is_told);
        let due = live.next_due();
        match live.is_over() {
            true => self.active.remove(&id),
            false => self.active.insert(id),
        };
        for (user, is_engaged) in live.users_engaged() {
            let conversations = self.engaged.entry(user).or_default();
            match is_engaged {
                true => conversations.insert(id),
                false => conversations.remove(&id),
            };
        }
        for happened in happened {
            for frame in &happened.frames {
                let text = Arc::from(frame.text.as_str());
                self.schedule(frame.at, Task::Frame(frame.topic.clone(), text));
            }
            self.react(id, &happened);
        }
        if let Some(due) = due {
            self.schedule(due, Task::Follow(id));
        }
        self.note_end(id);
    }

    /// Takes note of whether a conversation is over, and lets go of those that have been for the
    /// longest. This one is there all the same: it has ended last.
    pub(crate) fn note_end(&mut self, id: Uuid) {
        let live = self.conversations.get(&id);
        self.ended.note(id, live.is_some_and(Live::may_go));
        while let Some(gone) = self.ended.take_surplus(self.config.conversations_kept) {
            self.forget(gone);
        }
    }

    fn forget(&mut self, id: Uuid) {
        let Some(live) = self.conversations.remove(&id) else {
            return;
        };
        for (_, message) in live.messages() {
            self.conversation_of_message.remove(&message);
        }
        for inbound in &live.inbound_ids {
            self.inbound_ids.remove(inbound);
        }
        // Those that have ended first are mostly those that began first.
        if let Some(place) = self.order.iter().position(|known| *known == id) {
            self.order.remove(place);
        }
        self.monitors.retain(|(monitored, _, _)| *monitored != id);
    }

    /// Takes note of the id that an integration has given a message.
    pub(crate) fn note_inbound(&mut self, id: String, conversation: Uuid, message: Uuid) {
        if let Some(live) = self.conversations.get_mut(&conversation) {
            live.inbound_ids.push(id.clone());
            self.inbound_ids.insert(id, message);
        }
    }

    /// Whether anybody may learn of what happens: where nobody can, no frames are made.
    fn is_told(&self) -> bool {
        !self.channels.is_empty() || self.events.are_wanted() || self.frames.are_kept()
    }

    /// Sends a frame to those who listen to its topic. Returns how many they are.
    pub(crate) fn publish(&mut self, topic: &str, text: Arc<str>) -> usize {
        let ways = self.channels.ways(topic);
        for Way {
            socket,
            place,
            number,
        } in &ways
        {
            let fate = self.stream.fate(self.config.seed, *place, *number);
            for delay_ms in &fate.delays_ms {
                match *delay_ms {
                    0 => self.channels.send(*socket, &*text),
                    delay_ms => {
                        let at = self.now.checked_add_millis(delay_ms);
                        let arrival = Task::Arrival(*socket, Arc::clone(&text));
                        self.schedule(at.unwrap_or(Timestamp::MAX), arrival);
                    }
                }
            }
            if !fate.faults.is_empty() {
                let channel = self.channels.channel_of(*socket);
                let channel = channel.unwrap_or_default().to_owned();
                let topic = topic.to_owned();
                let frame = *number;
                let sent = Sent::Frame {
                    channel,
                    topic,
                    frame,
                };
                self.stream.note(self.now, sent, fate);
            }
        }
        self.frames.note(self.now, topic, text, ways.len());
        ways.len()
    }

    /// How many message legs of each user are live.
    pub(crate) fn loads(&self) -> BTreeMap<Uuid, usize> {
        let mut loads = BTreeMap::new();
        for live in self.active() {
            for user in live.state().live().iter().filter_map(|leg| live.user(*leg)) {
                *loads.entry(user).or_default() += 1;
            }
        }
        loads
    }

    /// The conversations in which a user has a live leg or after-call work, in the order in which
    /// they began.
    pub(crate) fn conversations_of(&self, user: Uuid) -> Vec<&Live> {
        let takes_part = |live: &&Live| {
            let legs = live.state().live().iter();
            legs.chain(live.state().wrapping_up())
                .any(|leg| live.user(*leg) == Some(user))
        };
        let active = self.order.iter().filter(|id| self.active.contains(id));
        let active = active.filter_map(|id| self.conversations.get(id));
        active.filter(takes_part).collect()
    }

    /// The conversations in which a leg is live or has after-call work.
    pub(crate) fn active(&self) -> impl Iterator<Item = &Live> {
        let active = self.active.iter();
        active.filter_map(|id| self.conversations.get(id))
    }

    /// Tells those concerned of new attributes of a participant.
    pub(crate) fn tell_attributes(&mut self, id: Uuid, leg: LegIndex) {
        let live = self.conversations.get(&id);
        let live = live.filter(|_| self.is_told());
        let frames = live.map(|live| live.attribute_frames(leg, self.now));
        for frame in frames.unwrap_or_default() {
            let text = Arc::from(frame.text.as_str());
            self.schedule(frame.at, Task::Frame(frame.topic, text));
        }
    }

    /// Keeps a job that has found these conversations. Returns its id.
    pub(crate) fn add_job(&mut self, conversations: Vec<Uuid>) -> Uuid {
        let key = Key::new(self.config.seed, u64::MAX);
        let id = Draw::new(key, JOB, Label::NONE, self.requests).uuid();
        self.jobs.push_back(Job {
            id,
            made: self.now,
            done: self.in_ms(self.config.analytics_job_ms),
            conversations,
        });
        if self.jobs.len() > JOBS_MAX {
            self.jobs.pop_front();
        }
        id
    }

    /// The plan of an agent's leg.
    pub(crate) fn agent_plan(user: Uuid, queue: Option<String>) -> LegPlan {
        let mut plan = LegPlan::of(Role::Agent);
        plan.person = Some(user.to_string());
        plan.queue = queue;
        plan
    }
}
