//! The times of a conversation, worked out event by event: which event comes next, and when.
//!
//! It does what [`Player`](crate::play::Player) and the life cycle's `Simulation` do with times,
//! and nothing else. What an event does was learned from them; it is written down in its [`Rule`],
//! with all that the table asks of times. Where a conversation does not answer as the one that the
//! rule was learned from, the clock stops, and the conversation is played.

use std::sync::Arc;

use message_lifecycle::Conversation;
use message_model::Timestamp;

use crate::draw::{Number, Words};
use crate::form::Form;
use crate::scenario::trace::StepRules;

/// The times of the events that have happened, in milliseconds since 1970.
#[derive(Debug, Default)]
pub(super) struct Times {
    /// By the provider's clock.
    pub(super) at: Vec<i64>,
    /// By the cloud's clock.
    pub(super) cloud: Vec<i64>,
    /// Until when each has parked its leg; 0 for an event that parks none.
    pub(super) resume: Vec<i64>,
}

/// Which event comes next, and how it stands in time to those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// The next step (0), or a follow-up: its number among those scheduled, from 1.
    pub(super) event: u32,
    /// How many of the events before it are later, by the provider's clock.
    pub(super) later: u32,
    /// How many are at the same time.
    pub(super) same: u32,
}

/// What an event does, and what the table asks of its times.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    /// Whether it happens: a follow-up whose leg has ended otherwise does not.
    pub(super) happens: bool,
    /// The event before that changed the state of its leg, if this one changes it too: neither
    /// clock may run backwards from that one to this one.
    pub(super) before: Option<usize>,
    /// The event that parked its leg last, and whether the time of parking is over.
    pub(super) parked: Option<(usize, bool)>,
    /// The delays of what follows on it.
    pub(super) follow: Vec<Number>,
}

/// The event that comes next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Next {
    pub(super) event: u32,
    pub(super) at: i64,
}

/// The clock of one conversation.
#[derive(Debug)]
pub(super) struct Clock {
    words: Words,
    steps: Arc<[Arc<StepRules>]>,
    /// The number of steps that have been taken.
    taken: usize,
    now: i64,
    /// When the next step happens, if there is one.
    step_at: Option<i64>,
    /// What each step's message consists of, as a number that tells apart what was drawn; 0 for
    /// steps that send none. That of the next step is the last.
    composed: Vec<u64>,
    /// The form of an answer to the choices that the last message offers.
    answer: Option<Form>,
    /// The follow-ups that are not yet due: their times and their numbers, in the order of
    /// scheduling.
    pending: Vec<(i64, u32)>,
    scheduled: u32,
    pub(super) times: Times,
    /// The times of the events, in order of time.
    sorted: Vec<i64>,
}

impl Clock {
    pub(super) fn new() -> Self {
        Self {
            words: Words::none(),
            steps: Arc::new([]),
            taken: 0,
            now: 0,
            step_at: None,
            composed: Vec::new(),
            answer: None,
            pending: Vec::new(),
            scheduled: 0,
            times: Times::default(),
            sorted: Vec::new(),
        }
    }

    /// Begins a conversation with these steps.
    pub(super) fn begin(&mut self, start: Timestamp, steps: &Arc<[Arc<StepRules>]>, words: Words) {
        self.words = words;
        self.steps = Arc::clone(steps);
        self.taken = 0;
        self.now = start.as_micros().div_euclid(1_000);
        self.pending.clear();
        self.scheduled = 0;
        self.times.at.clear();
        self.times.cloud.clear();
        self.times.resume.clear();
        self.sorted.clear();
        self.composed.clear();
        self.answer = None;
        self.look_ahead();
    }

    /// What the message of a step consists of, as a number that tells apart what was drawn.
    pub(super) fn composed(&self, step: usize) -> u64 {
        self.composed.get(step).copied().unwrap_or_default()
    }

    fn look_ahead(&mut self) {
        let Some(step) = self.steps.get(self.taken) else {
            self.step_at = None;
            return;
        };
        let composed = step.compose(self.words, &mut self.answer);
        self.composed
            .push(composed.map_or(0, |composed| composed.kind));
        let after = step.after(self.words, composed).max(0);
        self.step_at = Some(self.now.saturating_add(after));
    }

    /// The event that comes next: the first follow-up that is due, or the next step.
    pub(super) fn next(&self) -> Option<Next> {
        if let (Some(at), true) = (self.step_at, self.pending.is_empty()) {
            return Some(Next { event: 0, at });
        }
        let first = self.pending.iter().min();
        match (first, self.step_at) {
            (Some(&(at, number)), None) => Some(Next {
                event: number + 1,
                at,
            }),
            (Some(&(at, number)), Some(step_at)) if at <= step_at => Some(Next {
                event: number + 1,
                at,
            }),
            (_, Some(at)) => Some(Next { event: 0, at }),
            (None, None) => None,
        }
    }

    /// How the next event stands in time to those before it.
    pub(super) fn turn(&self, next: Next) -> Turn {
        let later = self.sorted.iter().rev().take_while(|at| **at > next.at);
        let later = later.count();
        let rest = &self.sorted[..self.sorted.len() - later];
        let same = rest.iter().rev().take_while(|at| **at == next.at).count();
        Turn {
            event: next.event,
            later: later as u32,
            same: same as u32,
        }
    }

    /// By how much the cloud's clock is ahead at the next event, in milliseconds.
    pub(super) fn skew(&self, next: Next) -> i64 {
        let step = (next.event == 0).then(|| &self.steps[self.taken]);
        let skew = step.and_then(|step| step.skew.as_ref());
        skew.map_or(0, |skew| skew.at(self.words))
    }

    /// Takes the next event as its rule says. Returns whether its times are as the rule asks; if
    /// not, the clock is of no more use.
    #[must_use]
    pub(super) fn take(&mut self, next: Next, rule: &Rule) -> bool {
        let skew = self.skew(next);
        let cloud = next.at + skew;
        let latest = self.sorted.last().copied().unwrap_or(next.at);
        if skew.abs() > Conversation::CLOUD_SKEW_MS_MAX
            || latest - next.at > Conversation::OVERLAP_MS_MAX
        {
            return false;
        }
        let Times {
            at: ats,
            cloud: clouds,
            resume: resumes,
        } = &mut self.times;
        if rule
            .before
            .is_some_and(|before| cloud < clouds[before].max(ats[before]))
        {
            return false;
        }
        if rule
            .parked
            .is_some_and(|(by, is_over)| (cloud >= resumes[by]) != is_over)
        {
            return false;
        }
        let mut resume = 0;
        if next.event == 0 {
            if let Some(resume_in) = &self.steps[self.taken].resume_in {
                resume = cloud + resume_in.at(self.words);
                if resume <= cloud {
                    return false;
                }
            }
            self.now = next.at;
            self.taken += 1;
        } else {
            self.pending.retain(|(_, number)| number + 1 != next.event);
        }
        if rule.happens {
            ats.push(next.at);
            clouds.push(cloud);
            resumes.push(resume);
            let earlier = self.sorted.iter().rev().take_while(|at| **at > next.at);
            self.sorted
                .insert(self.sorted.len() - earlier.count(), next.at);
            for delay in &rule.follow {
                self.pending
                    .push((next.at + delay.at(self.words), self.scheduled));
                self.scheduled += 1;
            }
        }
        if next.event == 0 {
            self.look_ahead();
        }
        true
    }
}
