//! Transcripts: turns a timeline back into a script whose play is that timeline.
//!
//! A timeline contains every event, a script only those that do not follow on another step by
//! themselves, as the end of a queue's leg or of a peer's does. So each event is first compared
//! with the follow-ups that earlier steps have made due. If it fits one, it becomes the delay of
//! that follow-up, otherwise a step. A follow-up that never happened, because its leg ended
//! otherwise first, gets a delay that puts it after that end.
//!
//! Labels say who does what, so that a walk reads like a scenario.

use std::collections::BTreeMap;

use message_lifecycle::{
    Action, Applied, Event, EventKind, LegIndex, MessageIndex, Role, Simulation, Table, Timeline,
    UserIndex,
};
use message_model::Timestamp;

use super::{LegPlan, Script, Step};
use crate::channel::Channel;
use crate::draw::Key;
use crate::json_file::FORMAT;

/// The script whose play is this timeline, shifted to begin at `start`.
///
/// Its content is that of `key`, since a timeline has none.
pub(crate) fn transcript(
    timeline: &Timeline,
    key: Key,
    start: Timestamp,
    channel: Channel,
) -> Script {
    let mut writer = Writer::default();
    let mut simulation = Simulation::new(Table::standard(), timeline.setup().clone());
    for event in timeline.events() {
        let applied = simulation.apply_alone(event.clone());
        let applied = applied.expect("the timeline was written with this table");
        writer.seen += 1;
        if !writer.takes_as_follow_up(event) {
            writer.step(event, &applied);
        }
    }
    writer.let_go_of_the_rest(timeline.events());
    Script {
        format: FORMAT,
        scenario: None,
        key,
        start,
        channel,
        revision: timeline.setup().revision,
        legs: writer.legs.into_iter().collect(),
        steps: writer.steps,
    }
}

/// A script being written.
#[derive(Default)]
struct Writer {
    legs: Vec<(String, LegPlan)>,
    steps: Vec<Step>,
    /// When the last step happened.
    now: Option<Timestamp>,
    waiting: Vec<Waiting>,
    /// The last follow-up since that step: when it happened, its step, and its position among that
    /// step's follow-ups.
    followed: Option<(Timestamp, usize, usize)>,
    /// The person's label for each user: the label of the user's first leg.
    users: BTreeMap<UserIndex, String>,
    /// The labels of the messages, by index.
    messages: Vec<String>,
    /// The number of events processed.
    seen: usize,
    /// How often each label has been asked for.
    wanted: BTreeMap<String, usize>,
    /// The queue that was entered last.
    queue: Option<&'static str>,
}

/// A follow-up that has not happened yet.
struct Waiting {
    cause: Timestamp,
    /// The number of events up to and including its cause.
    seen: usize,
    /// The step that it follows on, and its position among that step's follow-ups.
    step: usize,
    place: usize,
    leg: LegIndex,
    kind: EventKind,
}

impl Writer {
    /// Whether the event is a follow-up of an earlier step; if so, its delay is recorded in that
    /// step.
    ///
    /// A play applies follow-ups by time, those of the same time in the order in which they were
    /// scheduled, and all before the next step. An event out of this order is not a follow-up, even
    /// if it looks like one.
    fn takes_as_follow_up(&mut self, event: &Event) -> bool {
        // A play applies all follow-ups that are due by a step before the step itself. So an event
        // that is no later than the last step can only follow on that step; the others had their
        // turn before it.
        let is_late = self.now.is_some_and(|now| event.at <= now);
        let fits = |waiting: &Waiting| {
            waiting.leg == event.leg
                && waiting.kind == event.kind()
                && (!is_late || waiting.step + 1 == self.steps.len())
                && self
                    .followed
                    .is_none_or(|last| last < (event.at, waiting.step, waiting.place))
        };
        // A play gives follow-ups the same time by both clocks.
        let found = self
            .waiting
            .iter()
            .position(fits)
            .filter(|_| event.cloud_skew_ms == 0);
        let Some(found) = found else { return false };
        let waiting = self.waiting.remove(found);
        self.followed = Some((event.at, waiting.step, waiting.place));
        self.steps[waiting.step].follow[waiting.place] = event.at.millis_since(waiting.cause);
        true
    }

    fn step(&mut self, event: &Event, applied: &Applied<'_>) {
        if let Action::Enter(new)
        | Action::Offer(new)
        | Action::AutoAnswer(new)
        | Action::Pull(new)
        | Action::Start(new) = event.action
        {
            self.open(new.role, new.user);
        }
        let after = self.now.map_or(0, |before| event.at.millis_since(before));
        let leg = self.legs[event.leg.position()].0.clone();
        let mut step = Step::new(self.label(event), after, leg, event.kind());
        step.skew = (event.cloud_skew_ms != 0).then_some(event.cloud_skew_ms);
        match &event.action {
            Action::Park(parking) => {
                // The time of resuming is by the cloud's clock, that of the event by the
                // provider's.
                step.resume_in = Some(parking.resume.millis_since(event.at) - event.cloud_skew_ms);
            }
            Action::Status(change) => {
                step.message = Some(self.message(change.message).to_owned());
                step.status = Some(change.status);
            }
            Action::Message => self.messages.push(step.label.clone()),
            _ => {} // nothing to say beyond the kind and, if it opens a leg, the leg's plan
        }
        for (place, follow_up) in applied.follow_ups.iter().enumerate() {
            let (leg, kind) = (follow_up.leg, follow_up.action.kind());
            self.waiting.push(Waiting {
                cause: event.at,
                seen: self.seen,
                step: self.steps.len(),
                place,
                leg,
                kind,
            });
            step.follow.push(follow_up.delay_ms);
        }
        self.steps.push(step);
        self.now = Some(event.at);
        self.followed = None;
    }

    /// Gives every follow-up that never happened a delay that puts it after what its leg did
    /// instead.
    fn let_go_of_the_rest(&mut self, events: &[Event]) {
        for waiting in std::mem::take(&mut self.waiting) {
            let is_instead = |event: &Event| {
                event.leg == waiting.leg
                    && !matches!(event.kind(), EventKind::Message | EventKind::Status)
            };
            let after = &events[waiting.seen..];
            // By what has ended or moved the leg since, so that the play drops the follow-up as the
            // walk did: it is no longer possible when it is due.
            let instead = after
                .iter()
                .position(is_instead)
                .map_or(events.len(), |place| waiting.seen + place + 1);
            let latest = events[..instead]
                .iter()
                .map(|event| event.at)
                .max()
                .unwrap_or(waiting.cause);
            self.steps[waiting.step].follow[waiting.place] = latest.millis_since(waiting.cause) + 1;
        }
    }

    fn open(&mut self, role: Role, user: Option<UserIndex>) {
        let label = self.unique(leg_name(role).to_owned());
        let contact = self
            .legs
            .iter()
            .find(|(_, plan)| plan.role.is_contact())
            .map(|(label, _)| label.clone());
        let person = match user {
            Some(user) => Some(
                self.users
                    .entry(user)
                    .or_insert_with(|| label.clone())
                    .clone(),
            ),
            None => contact.filter(|_| role.is_contact()),
        };
        let mut plan = LegPlan {
            person: person.filter(|person| *person != label),
            ..LegPlan::of(role)
        };
        match role {
            Role::Acd => {
                let entered = self
                    .legs
                    .iter()
                    .filter(|(_, plan)| plan.role == Role::Acd)
                    .count();
                self.queue = Some(QUEUES[entered % QUEUES.len()]);
                plan.queue = self.queue.map(str::to_owned);
            }
            Role::Agent => plan.queue = self.queue.map(str::to_owned),
            Role::Workflow => plan.flow = Some("welcome".to_owned()),
            Role::Bot => plan.flow = Some("answers".to_owned()),
            Role::Customer | Role::External | Role::Api => {}
        }
        self.legs.push((label, plan));
    }

    fn label(&mut self, event: &Event) -> String {
        let (leg, plan) = &self.legs[event.leg.position()];
        let label = match &event.action {
            Action::Message => self.speech(plan.role).to_owned(),
            Action::Status(change) => {
                format!(
                    "{}-{}",
                    self.message(change.message),
                    change.status.as_str()
                )
            }
            action => format!("{leg}-{}", action.kind().as_str()),
        };
        self.unique(label)
    }

    /// The label of a message, in words by which its text is chosen.
    fn speech(&self, role: Role) -> &'static str {
        let has_said = |word: &str| self.messages.iter().any(|label| label == word);
        match role {
            Role::Customer | Role::External if !has_said("question") => "question",
            Role::Customer | Role::External => "answer",
            Role::Agent if !has_said("greeting") => "greeting",
            Role::Agent => "reply",
            Role::Workflow | Role::Bot => "menu",
            Role::Acd | Role::Api => "notice",
        }
    }

    fn message(&self, message: MessageIndex) -> &str {
        &self.messages[message.position()]
    }

    /// The label itself the first time, and with a number after that.
    fn unique(&mut self, label: String) -> String {
        let times = self.wanted.entry(label.clone()).or_default();
        *times += 1;
        if *times == 1 {
            label
        } else {
            format!("{label}-{times}")
        }
    }
}

/// The label of a leg in this role.
fn leg_name(role: Role) -> &'static str {
    match role {
        Role::Customer => "customer",
        Role::External => "contact",
        Role::Workflow => "flow",
        Role::Bot => "bot",
        Role::Acd => "queue",
        Role::Agent => "agent",
        Role::Api => "program",
    }
}

/// The queues that are entered one after another, with the labels of the built-in scenarios.
const QUEUES: [&str; 3] = ["support", "billing", "sales"];

#[cfg(test)]
mod tests {
    use super::transcript;
    use crate::channel::Channel;
    use crate::draw::{Draw, Key, Label, paths};
    use crate::play::play;
    use crate::scenario::sample::SampleOptions;
    use message_lifecycle::{Action, Event, NewLeg, Setup, Table, Timeline, UserIndex, walk_in};
    use message_model::{ApiRevision, Direction, Timestamp};

    fn start() -> Timestamp {
        SampleOptions::default().start
    }

    /// The events with times relative to the first one, and with users numbered in the order in
    /// which they appear.
    fn events(timeline: &Timeline) -> Vec<(i64, Event)> {
        let mut users = Vec::new();
        let mut renamed = |new: &mut NewLeg| {
            if let Some(user) = new.user {
                let place = users
                    .iter()
                    .position(|known| *known == user)
                    .unwrap_or(users.len());
                if place == users.len() {
                    users.push(user);
                }
                new.user = Some(UserIndex::new(u32::try_from(place).expect("few users")));
            }
        };
        let first = timeline.events()[0].at;
        let plain = |event: &Event| {
            let mut event = event.clone();
            match &mut event.action {
                Action::Enter(new) | Action::Offer(new) | Action::AutoAnswer(new) => renamed(new),
                Action::Pull(new) | Action::Start(new) => renamed(new),
                Action::Park(parking) => {
                    let wait = parking.resume.millis_since(event.at);
                    parking.resume = start().checked_add_millis(wait).expect("days, not years");
                }
                _ => {}
            }
            (
                event.at.millis_since(first),
                Event {
                    at: start(),
                    ..event
                },
            )
        };
        timeline.events().iter().map(plain).collect()
    }

    /// The transcript plays to the same events, in the same order and to the millisecond, on every
    /// release.
    #[test]
    fn a_timeline_comes_back_from_its_script() {
        let walks =
            std::env::var("WALKS").map_or(600, |walks| walks.parse().expect("WALKS is a number"));
        for number in 0..walks {
            let key = Key::new(1, number);
            let draw = |occurrence| Draw::new(key, paths::WALK_CHOICE, Label::NONE, occurrence);
            let channel = *draw(0).pick(&Channel::ALL);
            let direction = if draw(1).percent(25) {
                Direction::Outbound
            } else {
                Direction::Inbound
            };
            let revision =
                *draw(2).pick(&[ApiRevision::LATEST, ApiRevision::V192, ApiRevision::V19]);
            let setup = Setup::new(channel.message_type(), direction).at_revision(revision);
            let choices: Vec<u64> = (3..43).map(|place| draw(place).word(0)).collect();
            let timeline = walk_in(Table::standard(), setup, &choices);
            let script = transcript(&timeline, key, start(), channel);
            let episodes = play(&script)
                .unwrap_or_else(|error| panic!("{number}: {error}\n{}", script.to_json()));
            assert_eq!(episodes.len(), 1);
            assert_eq!(
                events(&episodes[0].timeline),
                events(&timeline),
                "walk {number}\n{}",
                script.to_json()
            );
        }
    }
}
