//! One conversation of a script, and how a step becomes an event of it.

use std::collections::BTreeMap;

use message_lifecycle::{
    Action, Event, EventKind, FollowUp, LegIndex, MessageIndex, NewLeg, Parking, Setup, Simulation,
    StatusChange, Table,
};
use message_model::{ApiRevision, Timestamp};

use super::episode::Episode;
use crate::content::KeyedContent;
use crate::script::{LegPlan, Script, Step};

/// One conversation of the script that is being played.
#[derive(Debug, Clone)]
pub(super) struct Act<'a> {
    pub(super) label: Option<&'a str>,
    pub(super) simulation: Simulation<'static>,
    pub(super) content: KeyedContent,
    pub(super) legs: Vec<String>,
    /// The index of each leg, by its label.
    pub(super) opened: BTreeMap<String, LegIndex>,
    pub(super) messages: BTreeMap<String, MessageIndex>,
}

/// Why a step cannot happen.
pub(super) struct Refusal {
    pub(super) problem: String,
    /// The first release that has it, if the script's is too old.
    pub(super) since: Option<ApiRevision>,
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
pub(super) const ALERTING_TIMEOUT_MS: u32 = 30_000;

impl<'a> Act<'a> {
    pub(super) fn new(label: Option<&'a str>, setup: Setup, script: &Script) -> Self {
        Self {
            label,
            simulation: Simulation::new(Table::standard(), setup),
            content: KeyedContent::new(script.key, script.channel, label.unwrap_or_default()),
            legs: Vec::new(),
            opened: BTreeMap::new(),
            messages: BTreeMap::new(),
        }
    }

    /// Applies what is due before the step, and then the step; returns what will follow on it.
    pub(super) fn take(
        &mut self,
        step: &Step,
        at: Timestamp,
        new: NewLeg,
        plan: &LegPlan,
        staff_place: u64,
    ) -> Result<Vec<FollowUp>, Refusal> {
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
        Ok(applied.follow_ups)
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

    pub(super) fn finish(mut self) -> Episode {
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
