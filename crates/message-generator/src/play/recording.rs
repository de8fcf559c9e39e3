//! A script that is played while it is written: for those who learn what happens only as it
//! happens, such as a server that clients write to.

use std::collections::BTreeSet;

use message_lifecycle::{Event, EventKind, LegIndex, MessageIndex, NewLeg, Role, Setup};
use message_lifecycle::{Simulation, UserIndex};
use message_model::{ApiRevision, Direction, Timestamp};

use super::act::{ALERTING_TIMEOUT_MS, Act};
use crate::channel::Channel;
use crate::content::{KeyedContent, Organisation};
use crate::draw::{Key, Label};
use crate::error::{Error, Kind};
use crate::json_file::FORMAT;
use crate::script::{LegPlan, Legs, Script, Step};

/// One conversation whose script is written and played at once: each step that happens becomes a
/// step of the script, so that [`play`](crate::play()) plays what happened to the same timeline.
///
/// ```
/// use message_generator::{Channel, EventKind, Key, LegPlan, Recording, Role, Step, play};
/// use message_model::{ApiRevision, Timestamp};
///
/// let start: Timestamp = "2026-01-05T09:00:00Z".parse()?;
/// let mut recording = Recording::new(Key::new(7, 0), start, Channel::Sms, ApiRevision::LATEST);
/// let enter = Step::new("arrives", 0, "customer", EventKind::Enter);
/// recording.take(start, enter, Some(LegPlan::of(Role::Customer)))?;
/// let later = start.checked_add_millis(1_500).unwrap();
/// let hold = Step::new("holds", 0, "customer", EventKind::Hold);
/// assert!(recording.take(later, hold, None).is_err(), "only agents hold");
/// recording.take(later, Step::new("leaves", 0, "customer", EventKind::End), None)?;
///
/// let played = play(recording.script())?;
/// assert_eq!(&played[0].timeline, recording.simulation().timeline());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Recording {
    script: Script,
    act: Act<'static>,
    /// When the last step happened.
    now: Timestamp,
    labels: BTreeSet<Label>,
    organisation: Option<Organisation>,
}

impl Recording {
    /// A recording in which nothing has happened yet. The first step begins the conversation: by
    /// the contact if it is an `enter`, by the business if it is a `start`.
    #[must_use]
    pub fn new(key: Key, start: Timestamp, channel: Channel, revision: ApiRevision) -> Self {
        let script = Script {
            format: FORMAT,
            scenario: None,
            key,
            start,
            channel,
            revision,
            legs: Legs::default(),
            steps: Vec::new(),
        };
        let setup = Setup::new(channel.message_type(), Direction::Inbound);
        Self {
            act: Act::new(None, setup.at_revision(revision), &script),
            script,
            now: start,
            labels: BTreeSet::new(),
            organisation: None,
        }
    }

    /// Puts the conversation into this organisation, of which its queues and agents are.
    pub fn set_organisation(&mut self, organisation: Organisation) {
        self.act.content.set_organisation(organisation.clone());
        self.organisation = Some(organisation);
    }

    /// Declares a leg before a step opens it. Who an agent is depends on the order of the agents'
    /// legs, so that a script is followed only if all of its legs are declared in its order.
    pub fn add_leg(&mut self, label: impl Into<String>, plan: LegPlan) {
        self.script.legs.insert(label, plan);
    }

    /// Draws what belongs to the conversation as that of this label in its script.
    pub fn relabel(&mut self, conversation: &str) {
        self.act.content = KeyedContent::new(self.script.key, self.script.channel, conversation);
        if let Some(organisation) = &self.organisation {
            self.act.content.set_organisation(organisation.clone());
        }
    }

    /// Applies what is due by `at`, and then the step, whose delay becomes that since the step
    /// before. `plan` says who the leg's party is, for a step that opens a leg.
    ///
    /// # Errors
    ///
    /// If the step cannot happen, its label has been used or its numbers are out of range. What was
    /// due before it has happened all the same; the script is as before.
    ///
    /// # Panics
    ///
    /// Never: `at` earlier than the step before counts as the time of that step.
    pub fn take(
        &mut self,
        at: Timestamp,
        mut step: Step,
        plan: Option<LegPlan>,
    ) -> Result<(), Error> {
        step.after = at.millis_since(self.now).max(0);
        let error = |problem: String| Error::step(&step.label, problem);
        let at = self
            .now
            .checked_add_millis(step.after)
            .ok_or_else(|| error("after: the time is past the year 9999".to_owned()))?;
        step.check()?;
        step.check_numbers().map_err(error)?;
        let label = Label::new(&step.label);
        if self.labels.contains(&label) {
            return Err(Error::step(&step.label, Kind::DuplicateLabel));
        }
        let known = self.script.legs.get(&step.leg).cloned();
        let is_new = known.is_none();
        let Some(plan) = known.or(plan) else {
            return Err(error(format!(
                "leg: found {:?}, which is unknown",
                step.leg
            )));
        };
        step.check_form(plan.role, self.script.channel)
            .map_err(error)?;
        let new = self.new_leg(&step, &plan);
        if self.act.legs.is_empty() {
            self.begin(step.event, &plan);
        }
        let place = new.user.map_or(0, |user| u64::from(u32::from(user)));
        self.act
            .take(&step, at, new, &plan, place)
            .map_err(|refusal| error(refusal.problem).since(refusal.since))?;
        if is_new {
            self.script.legs.insert(step.leg.clone(), plan);
        }
        self.now = at;
        self.labels.insert(label);
        self.script.steps.push(step);
        Ok(())
    }

    /// Applies every follow-up that is due at `until` or earlier, and returns what has happened.
    pub fn advance(&mut self, until: Timestamp) -> &[Event] {
        self.act.simulation.advance(until)
    }

    /// The conversation as it is now, what is still to come, and what has happened.
    #[must_use]
    pub const fn simulation(&self) -> &Simulation<'static> {
        &self.act.simulation
    }

    /// The ids, names, addresses and texts of the conversation.
    #[must_use]
    pub const fn content(&self) -> &KeyedContent {
        &self.act.content
    }

    /// The script of what has happened so far. Its play also does what is still to come.
    #[must_use]
    pub const fn script(&self) -> &Script {
        &self.script
    }

    /// The index of the leg of this label; `None` if it has not opened.
    #[must_use]
    pub fn leg(&self, label: &str) -> Option<LegIndex> {
        self.act.opened.get(label).copied()
    }

    /// The labels of the legs that have opened, in the order of their indices.
    #[must_use]
    pub fn leg_labels(&self) -> &[String] {
        &self.act.legs
    }

    /// The label of a message; `None` if it has not been sent.
    #[must_use]
    pub fn message_label(&self, message: MessageIndex) -> Option<&str> {
        let mut messages = self.act.messages.iter();
        messages
            .find(|(_, index)| **index == message)
            .map(|(label, _)| label.as_str())
    }

    /// Begins the conversation of the first leg, in the direction that the first event gives it.
    fn begin(&mut self, event: EventKind, plan: &LegPlan) {
        let direction = match event {
            EventKind::Start => Direction::Outbound,
            _ => Direction::Inbound,
        };
        let setup = Setup::new(self.script.channel.message_type(), direction)
            .at_revision(self.script.revision);
        self.act = Act::new(None, setup, &self.script);
        self.relabel(plan.conversation_label());
    }

    /// The leg that the step would open. A person who has had a leg keeps the number.
    fn new_leg(&self, step: &Step, plan: &LegPlan) -> NewLeg {
        let person = plan.person.as_deref().unwrap_or(&step.leg);
        let people = self.script.agents();
        let place = people
            .iter()
            .position(|known| *known == person)
            .unwrap_or(people.len());
        let user = u32::try_from(place).ok().map(UserIndex::new);
        NewLeg {
            role: plan.role,
            user: user.filter(|_| plan.role == Role::Agent),
            alerting_timeout_ms: step.alerting_timeout.unwrap_or(ALERTING_TIMEOUT_MS),
        }
    }
}
