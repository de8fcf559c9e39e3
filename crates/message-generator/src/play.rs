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

mod episode;
mod frames;
mod of_scenario;
pub(crate) mod playable;

use std::collections::{BTreeMap, BTreeSet};

use message_lifecycle::frames::Frame;
use message_lifecycle::{
    Action, Event, EventKind, LegIndex, MessageIndex, NewLeg, Parking, Role, Setup, Simulation,
    StatusChange, Table, UserIndex,
};
use message_model::{ApiRevision, Direction, Timestamp};

use crate::content::KeyedContent;
use crate::draw::Label;
use crate::error::{Error, Kind};
use crate::script::{LegPlan, Script, Step};

pub use self::episode::Episode;
pub use self::frames::{Envelope, EpisodeFrame, MergedFrames, merged_frames};

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
            Ok(()) => {
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
struct Player<'a> {
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

/// One conversation of the script that is being played.
struct Act<'a> {
    label: Option<&'a str>,
    simulation: Simulation<'static>,
    content: KeyedContent,
    legs: Vec<String>,
    /// The index of each leg, by its label.
    opened: BTreeMap<String, LegIndex>,
    messages: BTreeMap<String, MessageIndex>,
}

impl<'a> Player<'a> {
    fn new(script: &'a Script) -> Self {
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

    /// Applies the follow-ups that are due before the step, and then the step. On an error the step
    /// has had no effect.
    fn take(&mut self, step: &Step) -> Result<(), Error> {
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
        self.acts[position]
            .take(step, at, new, plan, staff_place)
            .map_err(|refusal| error(refusal.problem).since(refusal.since))?;
        self.now = at;
        self.labels.insert(label);
        Ok(())
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

    fn finish(self) -> Vec<Episode> {
        self.acts
            .into_iter()
            .filter(|act| !act.legs.is_empty())
            .map(Act::finish)
            .collect()
    }
}

/// Why a step cannot happen.
struct Refusal {
    problem: String,
    /// The first release that has it, if the script's is too old.
    since: Option<ApiRevision>,
}

impl From<String> for Refusal {
    fn from(problem: String) -> Self {
        Self {
            problem,
            since: None,
        }
    }
}

/// How long an offer alerts unless its step says otherwise, in milliseconds (observed in every real
/// offer).
const ALERTING_TIMEOUT_MS: u32 = 30_000;

impl<'a> Act<'a> {
    fn new(label: Option<&'a str>, setup: Setup, script: &Script) -> Self {
        Self {
            label,
            simulation: Simulation::new(Table::standard(), setup),
            content: KeyedContent::new(script.key, script.channel, label.unwrap_or_default()),
            legs: Vec::new(),
            opened: BTreeMap::new(),
            messages: BTreeMap::new(),
        }
    }

    fn take(
        &mut self,
        step: &Step,
        at: Timestamp,
        new: NewLeg,
        plan: &LegPlan,
        staff_place: u64,
    ) -> Result<(), Refusal> {
        // First what is due by then: whether a leg can open depends on it.
        self.simulation.advance(at);
        let event = self.event(step, at, new)?;
        let (leg, action) = (event.leg, event.action.clone());
        let mut delays = step.follow.iter().copied();
        let applied = self.simulation.apply_with(event, |_, follow_up| {
            delays.next().unwrap_or(follow_up.delay_ms)
        });
        let applied = applied.map_err(|illegal| Refusal {
            problem: format!("leg {:?}: {illegal}", step.leg),
            since: illegal.since(),
        })?;
        // Content is noted only once the life cycle has taken the event: a refused step leaves
        // nothing.
        if let Some(message) = applied.message {
            self.messages.insert(step.label.clone(), message);
            self.content.push_message(step, new.role);
        }
        match action.kind() {
            kind if kind.opens() => {
                self.legs.push(step.leg.clone());
                self.opened.insert(step.leg.clone(), leg);
                self.content.push_leg(&step.leg, plan, staff_place);
            }
            EventKind::Fail => self.content.set_leg_error(leg, step.error.as_deref()),
            _ => {}
        }
        if let Action::Status(change) = action {
            self.content
                .set_message_error(change.message, step.error.as_deref());
        }
        Ok(())
    }

    /// The step as an event of the life cycle.
    fn event(&self, step: &Step, at: Timestamp, new: NewLeg) -> Result<Event, String> {
        let opened = self.opened.get(&step.leg).copied();
        let cloud_skew_ms = step.skew.unwrap_or_default();
        if let Some(action) = step.event.opening(new) {
            if opened.is_some() {
                return Err(format!(
                    "leg {:?} has opened before, expected a leg of its own for {}",
                    step.leg, step.event
                ));
            }
            return Ok(Event {
                at,
                cloud_skew_ms,
                leg: self.simulation.conversation().next_leg(),
                action,
            });
        }
        let Some(opened) = opened else {
            let openings = self
                .simulation
                .conversation()
                .legal_openings(Table::standard(), new);
            let legal: Vec<_> = openings.into_iter().map(EventKind::as_str).collect();
            let legal = if legal.is_empty() {
                "nothing".to_owned()
            } else {
                legal.join(", ")
            };
            return Err(format!(
                "leg {:?} cannot have {}: it has not opened; legal would be: {legal}",
                step.leg, step.event
            ));
        };
        let action = match (step.event.plain(), step.event) {
            (Some(action), _) => action,
            (None, EventKind::Park) => {
                // The resume time is by the cloud's clock, hence the skew.
                let resume = at
                    .checked_add_millis(step.resume_in.unwrap_or_default())
                    .and_then(|resume| resume.checked_add_millis(cloud_skew_ms))
                    .ok_or("resume-in: the time is past the year 9999")?;
                Action::Park(Parking { resume })
            }
            (None, EventKind::Status) => {
                let label = step.message.as_deref().unwrap_or_default();
                let Some(&message) = self.messages.get(label) else {
                    return Err(format!(
                        "message: found {label:?}, expected the label of a message sent before"
                    ));
                };
                let status = step.status.ok_or("status: missing")?;
                Action::Status(StatusChange { message, status })
            }
            (None, kind) => return Err(format!("event {kind} cannot stand in a script")),
        };
        Ok(Event {
            at,
            cloud_skew_ms,
            leg: opened,
            action,
        })
    }

    fn finish(mut self) -> Episode {
        self.simulation.run_out();
        let (state, timeline) = self.simulation.into_parts();
        let mut messages: Vec<_> = self.messages.into_iter().collect();
        messages.sort_unstable_by_key(|(_, index)| *index);
        let messages = messages.into_iter().map(|(label, _)| label).collect();
        Episode {
            label: self.label.unwrap_or_default().to_owned(),
            timeline,
            state,
            content: self.content,
            leg_labels: self.legs,
            message_labels: messages,
        }
    }
}
