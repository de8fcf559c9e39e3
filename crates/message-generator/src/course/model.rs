//! Learns a course: plays a conversation while noting the rules by which another one is worked out,
//! and plays it once more with marks in place of its values.

use std::collections::BTreeMap;
use std::sync::Arc;

use message_lifecycle::{
    Action, Event, EventKind, FollowUp, LegIndex, LegState, MessageIndex, Parking, Simulation,
    Table,
};
use message_model::Timestamp;

use super::clock::{Clock, Rule, Times, Turn};
use super::marks::Marked;
use super::shared::Shared;
use super::tree::Way;
use crate::draw::{Label, Number, Words};
use crate::form::Form;
use crate::play::{Episode, Player};
use crate::population::Run;
use crate::scenario::Drawn;
use crate::scenario::trace::{StepRules, Trace};
use crate::script::Script;

/// A conversation with marks in place of its values.
pub(super) struct Model {
    way: Way,
    /// The conversation; its times are marks too.
    pub(super) episode: Episode<Marked>,
    /// The step that sends each message.
    pub(super) messages: Vec<usize>,
    script: Script,
    words: Words,
    clock: Clock,
}

/// A time of a conversation, as its mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TimeSlot {
    /// When an event happened, by the provider's clock.
    At(u32),
    /// The same by the cloud's clock.
    Cloud(u32),
    /// Until when an event has parked its leg.
    Resume(u32),
}

/// By how much more the cloud's clock is ahead where times are marks, in milliseconds: so that the
/// two clocks never show the same.
const MORE_SKEW_MS: i64 = 1;
/// The most events that marks can tell apart: they stand in the microseconds, of which real times
/// have none.
const EVENTS_MAX: usize = 999;

impl Model {
    /// Learns the course of the conversation of this number. `None` if it is one that is played
    /// each time: of several conversations, with steps that cannot happen, or with times that
    /// decide what happens.
    pub(super) fn of(run: &Run, number: u64, rules: &mut Shared<StepRules>) -> Option<Self> {
        let key = run.key(number);
        let words = Words::of(key);
        let mut trace = Trace::new(words);
        let script = run.sampled(key, Some(&mut trace));
        let steps = trace.steps.into_iter().map(|step| rules.keep(step));
        let steps: Arc<[Arc<StepRules>]> = steps.collect();
        let mut learner = Learner {
            clock: Clock::new(),
            events: Vec::new(),
            scheduled: Vec::new(),
            changed: BTreeMap::new(),
            parked: BTreeMap::new(),
        };
        learner.clock.begin(script.start, &steps, words);
        let mut episode = learner.play(&script, &steps)?;
        run.set_content(&mut episode.content);
        let with_rules = script.steps.iter().zip(steps.iter());
        let lengths = with_rules.filter_map(|(step, rules)| {
            let length = rules.message.as_ref()?.length()?;
            Some((Label::new(&step.label), length.clone()))
        });
        let lengths = lengths.collect();
        let place = |label: &String| script.steps.iter().position(|step| step.label == *label);
        let messages: Option<_> = episode.message_labels.iter().map(place).collect();
        let way = Way {
            chosen: trace.questions,
            steps: Arc::clone(&steps),
            events: learner.events,
        };
        let marked = Marked::new(words, lengths);
        Some(Self {
            way,
            episode: with_marks(episode, marked, &learner.clock.times)?,
            messages: messages?,
            script,
            words,
            clock: learner.clock,
        })
    }

    /// The name of its scenario.
    pub(super) fn scenario(&self) -> Option<String> {
        self.script.scenario.clone()
    }

    /// The words of its key.
    pub(super) const fn words(&self) -> Words {
        self.words
    }

    /// Everything that a message can consist of by other draws, each with its number.
    pub(super) fn kinds(&self, message: usize) -> Vec<(u64, Option<Drawn>)> {
        let rules = &self.way.steps[self.messages[message]];
        rules
            .message
            .as_ref()
            .map_or_else(Vec::new, |rules| rules.kinds())
    }

    /// Lets a message consist of this, or of a text.
    pub(super) fn set_message(&mut self, message: usize, kind: Option<Drawn>) {
        let place = self.messages[message];
        let mut step = self.script.steps[place].clone();
        step.form = kind.as_ref().map(|kind| kind.form);
        step.media = kind.map(|kind| kind.media).unwrap_or_default();
        let rules = self.way.steps[place].message.as_ref();
        // How long it is does not matter here, but whether the pace says it.
        let is_thought_of = !matches!(step.form, Some(Form::QuickReply | Form::Button));
        let has_length = step.has_text() && is_thought_of;
        step.length = rules
            .and_then(|rules| rules.length())
            .filter(|_| has_length)
            .map(|_| 1);
        let index = MessageIndex::new(u32::try_from(message).unwrap_or(u32::MAX));
        let leg = self.episode.state.message(index).map(|sent| sent.leg());
        let leg = leg.and_then(|leg| self.episode.state.leg(leg));
        if let Some(role) = leg.map(|leg| leg.role()) {
            self.episode.content.set_message(index, &step, role);
        }
    }

    /// The way to its course.
    pub(super) fn into_way(self) -> Way {
        self.way
    }

    /// The clock at the end of the conversation.
    pub(super) const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The time that a mark stands for.
    pub(super) fn time_of(&self, mark: Timestamp) -> Option<TimeSlot> {
        let micros = mark.as_micros();
        let event = usize::try_from(micros.rem_euclid(1_000))
            .ok()?
            .checked_sub(1)?;
        let at = micros.div_euclid(1_000);
        let Times {
            at: ats,
            cloud: clouds,
            resume: resumes,
        } = &self.clock.times;
        let number = u32::try_from(event).ok()?;
        if *ats.get(event)? == at {
            return Some(TimeSlot::At(number));
        }
        if clouds[event] + MORE_SKEW_MS == at {
            return Some(TimeSlot::Cloud(number));
        }
        (resumes[event] + MORE_SKEW_MS == at).then_some(TimeSlot::Resume(number))
    }

    /// The event that ended the leg of this event.
    pub(super) fn end_of_leg(&self, event: u32) -> Option<u32> {
        let event = usize::try_from(event).ok()?;
        let leg = self.episode.timeline.events().get(event)?.leg;
        let LegState::Disconnected { at, .. } = self.episode.state.leg(leg)?.state() else {
            return None;
        };
        match self.time_of(at.provider)? {
            TimeSlot::At(event) => Some(event),
            TimeSlot::Cloud(_) | TimeSlot::Resume(_) => None,
        }
    }
}

struct Learner {
    clock: Clock,
    events: Vec<(Turn, Rule)>,
    /// The follow-ups, by their numbers.
    scheduled: Vec<FollowUp>,
    /// The event that changed the state of each leg last.
    changed: BTreeMap<LegIndex, usize>,
    /// The event that parked each leg last.
    parked: BTreeMap<LegIndex, usize>,
}

impl Learner {
    fn play(&mut self, script: &Script, steps: &[Arc<StepRules>]) -> Option<Episode> {
        let mut player = Player::new(script);
        for (step, numbers) in script.steps.iter().zip(steps) {
            let before = player.only_timeline().map_or(0, |all| all.events().len());
            let follow_ups = player.take(step).ok()?;
            let events = &player.only_timeline()?.events()[before..];
            let (own, due) = events.split_last()?;
            self.follow_ups(due, Some(own.at))?;
            let delays = follow_ups.iter().enumerate().map(|(place, follow_up)| {
                let own = numbers.follow.get(place).cloned();
                own.unwrap_or(Number::Fixed(follow_up.delay_ms))
            });
            let delays: Vec<_> = delays.collect();
            self.take(own, true, delays)?;
            self.scheduled.extend(follow_ups);
        }
        let before = player.only_timeline()?.events().len();
        let episode = player.finish().pop()?;
        self.follow_ups(&episode.timeline.events()[before..], None)?;
        (self.clock.next().is_none() && self.events.len() <= EVENTS_MAX).then_some(episode)
    }

    /// Takes the follow-ups that are due before the next step: those that have happened, and those
    /// that could not.
    fn follow_ups(&mut self, happened: &[Event], step: Option<Timestamp>) -> Option<()> {
        let mut happened = happened.iter();
        while let Some(next) = self.clock.next().filter(|next| next.event > 0) {
            let due = self.scheduled.get(usize::try_from(next.event - 1).ok()?)?;
            let fits = |event: &&Event| {
                let at = event.at.as_micros() == next.at * 1_000;
                at && event.leg == due.leg && event.action == due.action
            };
            let mut rest = happened.clone();
            match rest.next().filter(fits) {
                Some(event) => {
                    happened = rest;
                    self.take(event, true, Vec::new())?;
                }
                None => {
                    let at = Timestamp::from_micros(next.at.checked_mul(1_000)?).ok()?;
                    let (leg, action) = (due.leg, due.action.clone());
                    let dropped = Event {
                        at,
                        cloud_skew_ms: 0,
                        leg,
                        action,
                    };
                    self.take(&dropped, false, Vec::new())?;
                }
            }
        }
        let is_all = happened.next().is_none();
        let is_step_next =
            self.clock.next().map(|next| next.at * 1_000) == step.map(|at| at.as_micros());
        (is_all && is_step_next).then_some(())
    }

    /// Notes the rule of an event, and takes it.
    fn take(&mut self, event: &Event, happens: bool, follow: Vec<Number>) -> Option<()> {
        let next = self.clock.next()?;
        let place = self.clock.times.at.len();
        let changes = !matches!(event.kind(), EventKind::Message | EventKind::Status);
        let cloud = next.at + self.clock.skew(next);
        let parked = self.parked.get(&event.leg).map(|by| {
            let is_over = cloud >= self.clock.times.resume[*by];
            (*by, is_over)
        });
        let rule = Rule {
            happens,
            before: self.changed.get(&event.leg).copied().filter(|_| changes),
            parked,
            follow,
        };
        let turn = self.clock.turn(next);
        if !self.clock.take(next, &rule) {
            return None;
        }
        if happens && changes {
            self.changed.insert(event.leg, place);
        }
        if happens && event.kind() == EventKind::Park {
            self.parked.insert(event.leg, place);
        }
        self.events.push((turn, rule));
        Some(())
    }
}

/// Plays the conversation again with marks as its times: in the microseconds of each stands which
/// event it is of, and the cloud's clock is ahead by a little more.
fn with_marks(episode: Episode, marked: Marked, times: &Times) -> Option<Episode<Marked>> {
    let is_apart = |(at, cloud): (&i64, &i64)| *at != *cloud + MORE_SKEW_MS;
    if !times.at.iter().zip(&times.cloud).all(is_apart) {
        return None;
    }
    let setup = episode.timeline.setup().clone();
    let mut simulation = Simulation::new(Table::standard(), setup);
    for (number, event) in (1..).zip(episode.timeline.events()) {
        simulation.apply_alone(marked_event(event, number)?).ok()?;
    }
    let (state, timeline) = simulation.into_parts();
    Some(Episode {
        label: episode.label,
        timeline,
        state,
        content: episode.content.with_values(marked),
        leg_labels: episode.leg_labels,
        message_labels: episode.message_labels,
    })
}

fn marked_event(event: &Event, number: i64) -> Option<Event> {
    let mark = |at: Timestamp| Timestamp::from_micros(at.as_micros() + number).ok();
    let action = match &event.action {
        Action::Park(Parking { resume }) => Action::Park(Parking {
            resume: mark(resume.checked_add_millis(MORE_SKEW_MS)?)?,
        }),
        action => action.clone(),
    };
    Some(Event {
        at: mark(event.at)?,
        cloud_skew_ms: event.cloud_skew_ms + MORE_SKEW_MS,
        leg: event.leg,
        action,
    })
}
