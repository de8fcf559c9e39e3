//! Plays scripts: steps become events of timelines, and the life cycle adds what follows on them.
//!
//! There are two functions. [`play`] is strict, for files that people write: a step that cannot
//! happen is an error. [`play_lenient`] is for shrinking and for edited scripts: such a step is
//! left out, and the returned script without it plays strictly to the very same timelines. For
//! that, the delay of a step that is left out is added to the next one's.
//!
//! What follows on a step (the queue's leg ends, peers hang up) is no step of its own. If a
//! follow-up is no longer possible when it is due, because a later step ended its leg first, both
//! functions drop it silently.

mod act;
mod episode;
mod frames;
mod of_scenario;
pub(crate) mod playable;
mod recording;

use std::collections::{BTreeMap, BTreeSet};

use message_lifecycle::frames::Frame;
use message_lifecycle::{EventKind, FollowUp, NewLeg, Role, Setup, Timeline, UserIndex};
use message_model::{Direction, Timestamp};

use self::act::{ALERTING_TIMEOUT_MS, Act};
use crate::draw::Label;
use crate::error::{Error, Kind};
use crate::script::{Script, Step};

pub use self::episode::Episode;
pub use self::frames::{Envelope, EpisodeFrame, MergedFrames, merged_frames};
pub use self::recording::Recording;

/// Plays a script strictly: every step must be possible. Returns an episode for each conversation.
///
/// Nearly every script has one conversation; there are two if a customer comes back after the
/// threading window.
///
/// # Errors
///
/// If a step cannot happen, or the script is malformed. The error names the step, its leg and
/// state, and what would have been legal.
///
/// ```
/// use message_generator::{play, sample, Key, Scenario};
///
/// let scenario = Scenario::builtin("inbound-answered-agent-ends").unwrap();
/// let episodes = play(&sample(&scenario, Key::new(1, 0)))?;
/// assert_eq!(episodes[0].leg_labels, ["customer", "flow", "queue", "agent"]);
/// # Ok::<(), message_generator::Error>(())
/// ```
pub fn play(script: &Script) -> Result<Vec<Episode>, Error> {
    let mut player = Player::new(script);
    for step in &script.steps {
        player.take(step)?;
    }
    Ok(player.finish())
}

/// Plays a script and leaves out the steps that cannot happen.
///
/// Returns the script without these steps, which [`play`] plays to the same timelines, and an
/// episode for each conversation.
///
/// ```
/// use message_generator::{play, play_lenient, sample, Key, Scenario};
///
/// let scenario = Scenario::builtin("inbound-answered-agent-ends").unwrap();
/// let mut script = sample(&scenario, Key::new(1, 0));
/// script.steps.retain(|step| step.label != "agent-answers");
/// assert!(play(&script).is_err());
/// let (script, episodes) = play_lenient(&script);
/// assert!(script.steps.iter().all(|step| step.label != "agent-ends"));
/// assert_eq!(play(&script)?, episodes);
/// # Ok::<(), message_generator::Error>(())
/// ```
#[must_use]
pub fn play_lenient(script: &Script) -> (Script, Vec<Episode>) {
    let Play {
        script, episodes, ..
    } = play_out(script.clone());
    (script, episodes)
}

/// What playing a script leniently gives.
///
/// ```
/// use message_generator::{Run, Scenario};
/// use message_model::ApiRevision;
///
/// let scenario = Scenario::builtin("takeover-by-colleague").unwrap();
/// let run = Run::new(7).with_scenarios(vec![scenario]).with_revision("200".parse()?);
/// let played = run.played(0);
/// let pull = &played.left_out[0];
/// assert_eq!(pull.step.event.as_str(), "pull");
/// assert_eq!(pull.error.known_since(), Some("251".parse::<ApiRevision>()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Play {
    /// The script with the steps that were played; [`play`] plays it to the same timelines.
    pub script: Script,
    /// An episode for each conversation.
    pub episodes: Vec<Episode>,
    /// The steps that could not happen, in order.
    pub left_out: Vec<LeftOut>,
}

impl Play {
    /// Plays a script leniently, as [`play_lenient`] does, and keeps what was left out.
    ///
    /// ```
    /// use message_generator::{Key, Play, Scenario, play, sample};
    ///
    /// let script = sample(&Scenario::named("spam")?, Key::new(7, 0));
    /// let played = Play::of(script.clone());
    /// assert!(played.left_out.is_empty());
    /// assert_eq!((played.episodes, played.script), (play(&script)?, script));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn of(script: Script) -> Self {
        play_out(script)
    }

    /// The frames of all its conversations that are wanted, in the order in which they are sent.
    pub fn sent_frames(&self, is_wanted: impl Fn(&Frame) -> bool) -> MergedFrames<'_> {
        merged_frames(&self.episodes, is_wanted)
    }
}

/// A step that was left out, since it could not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// The step.
    pub step: Step,
    /// Why it could not happen. If the platform's release is too old,
    /// [`known_since`](Error::known_since) says which one would do.
    pub error: Error,
}

/// As [`play_lenient`], taking the script by value and saying what was left out.
pub(crate) fn play_out(mut script: Script) -> Play {
    let steps = std::mem::take(&mut script.steps);
    let mut played = Vec::with_capacity(steps.len());
    let mut player = Player::new(&script);
    let mut left_out = Vec::new();
    let mut handed_on = 0i64;
    for mut step in steps {
        // A step that is left out hands its delay on to the next, so that what comes after it
        // happens when it would have. A script made in Rust may have a negative delay; it counts as
        // none, so that what is returned plays strictly.
        step.after = handed_on.saturating_add(step.after.max(0));
        handed_on = step.after;
        match player.take(&step) {
            Ok(_) => {
                handed_on = 0;
                played.push(step);
            }
            Err(error) => left_out.push(LeftOut { step, error }),
        }
    }
    let episodes = player.finish();
    Play {
        script: Script {
            steps: played,
            ..script
        },
        episodes,
        left_out,
    }
}

/// The state of playing a script.
pub(crate) struct Player<'a> {
    script: &'a Script,
    now: Timestamp,
    /// The labels of the steps so far, as hashes: two labels with one hash would draw the same
    /// values.
    labels: BTreeSet<Label>,
    users: BTreeMap<&'a str, UserIndex>,
    acts: Vec<Act<'a>>,
    /// The position of each conversation in `acts`, by its label.
    places: BTreeMap<Option<&'a str>, usize>,
}

impl<'a> Player<'a> {
    pub(crate) fn new(script: &'a Script) -> Self {
        let users = (0..)
            .zip(script.agents())
            .map(|(place, agent)| (agent, UserIndex::new(place)))
            .collect();
        Self {
            script,
            now: script.start,
            labels: BTreeSet::new(),
            users,
            acts: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    /// Applies the follow-ups that are due before the step, and then the step; returns what will
    /// follow on it. On an error the step has had no effect.
    pub(crate) fn take(&mut self, step: &Step) -> Result<Vec<FollowUp>, Error> {
        step.check()?;
        let error = |problem: String| Error::step(&step.label, problem);
        step.check_numbers().map_err(error)?;
        let label = Label::new(&step.label);
        if self.labels.contains(&label) {
            return Err(Error::step(&step.label, Kind::DuplicateLabel));
        }
        let Some(plan) = self.script.legs.get(&step.leg) else {
            return Err(error(format!(
                "leg: found {:?}, expected one of the script's legs",
                step.leg
            )));
        };
        let at = self.now.checked_add_millis(step.after);
        let at = at.ok_or_else(|| {
            let after_ms = step.after;
            Error::step(&step.label, Kind::PastTheYears { after_ms })
        })?;
        let user = self
            .users
            .get(plan.person.as_deref().unwrap_or(&step.leg))
            .copied();
        // Who an agent of the script is depends on the place among the agents alone: a flow or
        // queue in between moves nobody.
        let staff_place = user.map_or(0, |user| u64::from(u32::from(user)));
        let new = NewLeg {
            role: plan.role,
            user: user.filter(|_| plan.role == Role::Agent),
            alerting_timeout_ms: step.alerting_timeout.unwrap_or(ALERTING_TIMEOUT_MS),
        };
        let position = self.act(plan.conversation.as_deref(), step.event);
        let follow_ups = self.acts[position]
            .take(step, at, new, plan, staff_place)
            .map_err(|refusal| error(refusal.problem).since(refusal.since))?;
        self.now = at;
        self.labels.insert(label);
        Ok(follow_ups)
    }

    /// Everything that has happened, if there is one conversation.
    pub(crate) fn only_timeline(&self) -> Option<&Timeline> {
        match self.acts.as_slice() {
            [act] => Some(act.simulation.timeline()),
            _ => None,
        }
    }

    /// The position of the conversation of this label. If it has not begun, it is begun, with its
    /// direction taken from this event.
    fn act(&mut self, label: Option<&'a str>, event: EventKind) -> usize {
        let position = self.places.get(&label).copied();
        // A conversation whose first step failed has no leg: the next step begins it anew, and may
        // give it the other direction.
        if let Some(position) = position.filter(|position| !self.acts[*position].legs.is_empty()) {
            return position;
        }
        let direction = if event == EventKind::Start {
            Direction::Outbound
        } else {
            Direction::Inbound
        };
        let setup = Setup::new(self.script.channel.message_type(), direction)
            .at_revision(self.script.revision);
        let act = Act::new(label, setup, self.script);
        match position {
            Some(position) => {
                self.acts[position] = act;
                position
            }
            None => {
                self.places.insert(label, self.acts.len());
                self.acts.push(act);
                self.acts.len() - 1
            }
        }
    }

    pub(crate) fn finish(self) -> Vec<Episode> {
        self.acts
            .into_iter()
            .filter(|act| !act.legs.is_empty())
            .map(Act::finish)
            .collect()
    }
}
