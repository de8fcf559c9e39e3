//! A detail event as the rules read it, and what the events before it said.

use std::collections::{HashMap, HashSet};

use message_model::{AcdOutcome, DetailEvent, Id};

/// What a detail event says, whichever kind it is.
pub(crate) struct Event<'a> {
    /// The last part of its topic.
    pub(crate) name: &'static str,
    /// When it happened, in milliseconds since 1970.
    pub(crate) at: Option<i64>,
    pub(crate) participant_id: Option<&'a Id>,
    /// The leg.
    pub(crate) session_id: Option<&'a Id>,
    /// The durations that it has, by their names.
    pub(crate) durations: Vec<(&'static str, i64)>,
    /// How a queue's leg ended.
    pub(crate) outcome: Option<&'a AcdOutcome>,
    /// Who answered the queue's offer.
    pub(crate) answered_by: Option<&'a Id>,
}

/// What a detail event is in the life of its leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// The leg opened.
    Start,
    /// The leg ended.
    End,
    /// The work after the leg is over.
    Work,
}

impl<'a> Event<'a> {
    pub(crate) fn of(event: &'a DetailEvent) -> Self {
        macro_rules! of_leg {
            ($event:expr) => {
                ($event.participant_id.as_ref(), $event.session_id.as_ref())
            };
        }
        let (participant_id, session_id) = match event {
            DetailEvent::CustomerStart(event) => of_leg!(event),
            DetailEvent::CustomerEnd(event) => of_leg!(event),
            DetailEvent::FlowStart(event) => of_leg!(event),
            DetailEvent::FlowEnd(event) => of_leg!(event),
            DetailEvent::AcdStart(event) => of_leg!(event),
            DetailEvent::AcdEnd(event) => of_leg!(event),
            DetailEvent::UserStart(event) => of_leg!(event),
            DetailEvent::UserEnd(event) => of_leg!(event),
            DetailEvent::AfterCallWork(event) => of_leg!(event),
            DetailEvent::Wrapup(event) => of_leg!(event),
            DetailEvent::Contact(event) => of_leg!(event),
            DetailEvent::Attributes(event) => (event.participant_id.as_ref(), None),
            _ => (None, None),
        };
        let durations = match event {
            DetailEvent::CustomerEnd(event) => {
                vec![("interactingDurationMs", event.interacting_duration_ms)]
            }
            DetailEvent::FlowEnd(event) => {
                vec![("connectedDurationMs", event.connected_duration_ms)]
            }
            DetailEvent::AcdEnd(event) => {
                vec![("connectedDurationMs", event.connected_duration_ms)]
            }
            DetailEvent::UserEnd(event) => vec![
                ("interactingDurationMs", event.interacting_duration_ms),
                ("heldDurationMs", event.held_duration_ms),
                ("alertingDurationMs", event.alerting_duration_ms),
                ("contactingDurationMs", event.contacting_duration_ms),
                ("dialingDurationMs", event.dialing_duration_ms),
                ("callbackDurationMs", event.callback_duration_ms),
            ],
            DetailEvent::AfterCallWork(event) => {
                vec![("wrapupDurationMs", event.wrapup_duration_ms)]
            }
            DetailEvent::Wrapup(event) => vec![("wrapupDurationMs", event.wrapup_duration_ms)],
            _ => Vec::new(),
        };
        let durations = durations
            .into_iter()
            .filter_map(|(name, millis)| Some((name, millis?)));
        let (outcome, answered_by) = match event {
            DetailEvent::AcdEnd(event) => {
                (event.acd_outcome.as_ref(), event.answered_user_id.as_ref())
            }
            _ => (None, None),
        };
        Self {
            name: event.name(),
            at: event.event_time(),
            participant_id,
            session_id,
            durations: durations.collect(),
            outcome,
            answered_by,
        }
    }

    /// What it is in the life of its leg; `None` for one that is about no moment of it.
    pub(crate) fn moment(&self) -> Option<Moment> {
        match self.name {
            "acw" => Some(Moment::Work),
            name if name.ends_with(".start") => Some(Moment::Start),
            name if name.ends_with(".end") => Some(Moment::End),
            _ => None,
        }
    }

    /// The name of the event that has to come before it.
    pub(crate) fn cause(&self) -> Option<&'static str> {
        cause_of(self.name)
    }
}

fn cause_of(name: &str) -> Option<&'static str> {
    match name {
        "customer.end" => Some("customer.start"),
        "flow.end" => Some("flow.start"),
        "acd.end" => Some("acd.start"),
        "user.end" => Some("user.start"),
        "acw" => Some("user.end"),
        _ => None,
    }
}

/// What the detail events of a conversation have said so far.
#[derive(Debug, Default)]
pub(crate) struct History {
    names: HashSet<&'static str>,
    legs: HashMap<Id, Told>,
}

/// What the detail events of a leg have said so far.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) participant_id: Option<Id>,
    /// When each kind of event happened, in milliseconds since 1970.
    at: Vec<(&'static str, Option<i64>)>,
}

impl History {
    /// Whether the conversation has had an event of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// What is known of the event's leg; `None` if this is its first event.
    pub(crate) fn of_leg(&self, event: &Event<'_>) -> Option<&Told> {
        self.legs.get(event.session_id?)
    }

    pub(crate) fn add(&mut self, event: &Event<'_>) {
        self.names.insert(event.name);
        let Some(session) = event.session_id else {
            return;
        };
        let told = self.legs.entry(session.clone()).or_default();
        if told.participant_id.is_none() {
            told.participant_id = event.participant_id.cloned();
        }
        // The first time counts. One that differs later is a finding by itself, and must not bring
        // about others.
        if !told.has(event.name) {
            told.at.push((event.name, event.at));
        }
    }
}

impl Told {
    /// Whether the leg has had an event of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.at.iter().any(|(told, _)| *told == name)
    }

    /// The name of an event that has been, although the event of this name comes before it.
    pub(crate) fn result_of(&self, cause: &str) -> Option<&'static str> {
        let mut names = self.at.iter().map(|(name, _)| *name);
        names.find(|name| cause_of(name) == Some(cause))
    }

    /// When the leg had an event of this name.
    pub(crate) fn at(&self, name: &str) -> Option<i64> {
        let told = self.at.iter().find(|(told, _)| *told == name)?;
        told.1
    }
}

/// A detail event, with those before it.
pub(crate) struct EventChange<'c, 'a> {
    pub(crate) history: &'c History,
    pub(crate) event: &'c Event<'a>,
}
