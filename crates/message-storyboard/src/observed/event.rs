//! What detail events tell of a leg.

use message_lifecycle::projection::detail_disconnect_type;
use message_lifecycle::{Ending, Role, SegmentType, StateName, WorkEnd};
use message_model::{
    DetailDirection, DetailDisconnectType, DetailEvent, DetailMessageType, FlowType, Id, Timestamp,
};

use super::gap::Gap;
use super::leg::LegFacts;
use super::moment::{Doing, Moment, What};
use crate::words::Wraps;

/// What the events of a leg have told so far.
#[derive(Debug, Clone, Default)]
pub(super) struct EventFacts {
    role: Option<Role>,
    id: Option<Id>,
    channel: Option<String>,
    direction: Option<String>,
    started: Option<Timestamp>,
    ended: Option<(Option<Timestamp>, Option<String>)>,
    /// How long it alerted, was connected and was held, in milliseconds.
    spent: Option<(i64, i64, i64)>,
    work_over: Option<Timestamp>,
    notes: Vec<(Timestamp, &'static str)>,
}

/// The participant and the leg of an event.
pub(super) fn ids(event: &DetailEvent) -> (Option<&Id>, Option<&Id>) {
    macro_rules! of_leg {
        ($event:expr) => {
            ($event.participant_id.as_ref(), $event.session_id.as_ref())
        };
    }
    match event {
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
    }
}

impl EventFacts {
    /// Adds what an event tells.
    pub(super) fn add(&mut self, event: &DetailEvent) {
        let at = event.event_time().and_then(time);
        macro_rules! of_leg {
            ($event:expr, $role:expr, $id:expr) => {{
                self.role = $role.or(self.role);
                self.id = $id.or(self.id.take());
                self.set_channel($event.message_type.as_ref(), $event.direction.as_ref());
            }};
        }
        match event {
            DetailEvent::CustomerStart(event) => {
                of_leg!(event, Some(Role::Customer), None);
                self.started = at;
            }
            DetailEvent::CustomerEnd(event) => {
                of_leg!(event, Some(Role::Customer), None);
                self.end(at, event.disconnect_type.as_ref());
            }
            DetailEvent::FlowStart(event) => {
                let role = flow(event.flow_type.as_ref());
                of_leg!(event, Some(role), event.flow_id.clone());
                self.started = at;
            }
            DetailEvent::FlowEnd(event) => {
                let role = flow(event.flow_type.as_ref());
                of_leg!(event, Some(role), event.flow_id.clone());
                self.end(at, event.disconnect_type.as_ref());
            }
            DetailEvent::AcdStart(event) => {
                of_leg!(event, Some(Role::Acd), event.queue_id.clone());
                self.started = at;
            }
            DetailEvent::AcdEnd(event) => {
                of_leg!(event, Some(Role::Acd), event.queue_id.clone());
                self.end(at, event.disconnect_type.as_ref());
            }
            DetailEvent::UserStart(event) => {
                of_leg!(event, Some(Role::Agent), event.user_id.clone());
                self.started = at;
            }
            DetailEvent::UserEnd(event) => {
                of_leg!(event, Some(Role::Agent), event.user_id.clone());
                self.end(at, event.disconnect_type.as_ref());
                let alerting = event.alerting_duration_ms;
                let connected = event.interacting_duration_ms;
                let held = event.held_duration_ms.unwrap_or_default();
                self.spent = alerting
                    .zip(connected)
                    .map(|(alerting, connected)| (alerting, connected, held));
            }
            DetailEvent::AfterCallWork(event) => {
                of_leg!(event, Some(Role::Agent), event.user_id.clone());
                self.work_over = at;
            }
            DetailEvent::Wrapup(event) => {
                of_leg!(event, self.role, None);
                self.note(at, "gets a wrap-up code without a user");
            }
            DetailEvent::Contact(_) => self.note(at, "is taken for another external contact"),
            DetailEvent::Attributes(_) => self.note(at, "gets other attributes"),
            _ => {}
        }
    }

    fn end(&mut self, at: Option<Timestamp>, how: Option<&DetailDisconnectType>) {
        self.ended = Some((at, how.map(disconnect_type)));
    }

    fn note(&mut self, at: Option<Timestamp>, what: &'static str) {
        let note = at.map(|at| (at, what));
        self.notes
            .extend(note.filter(|note| !self.notes.contains(note)));
    }

    fn set_channel(
        &mut self,
        channel: Option<&DetailMessageType>,
        direction: Option<&DetailDirection>,
    ) {
        let channel = channel.map(|channel| channel.as_str().to_ascii_lowercase());
        let direction = direction.map(|direction| direction.as_str().to_ascii_lowercase());
        self.channel = channel.or(self.channel.take());
        self.direction = direction.or(self.direction.take());
    }

    /// Whether the leg lasted longer than all that its end counts, which leaves out parking.
    fn was_parked(&self) -> bool {
        let ended = self.ended.as_ref().and_then(|(at, _)| *at);
        let lasted = self
            .started
            .zip(ended)
            .map(|(from, to)| to.millis_since(from));
        let counted = self.spent.map(|(alerting, connected, held)| {
            alerting.saturating_add(connected).saturating_add(held)
        });
        // `None` is less than every time, hence the second condition.
        counted < lasted && counted.is_some()
    }

    /// What the events tell of the leg, taken together.
    pub(super) fn told(&self) -> LegFacts {
        let mut facts = LegFacts {
            channel: self.channel.clone(),
            direction: self.direction.clone(),
            ..LegFacts::default()
        };
        facts.set_role(self.role.map(Role::purpose));
        facts.set_name(None, self.id.as_ref());
        let spent = self.spent;
        let alerted = spent.is_some_and(|(alerting, ..)| alerting > 0);
        let answered = spent.is_none_or(|(_, connected, held)| connected > 0 || held > 0);
        let segment = match alerted {
            true => SegmentType::Alert,
            false => SegmentType::Interact,
        };
        let is_agent = self.role == Some(Role::Agent);
        if self.started.is_some() || self.ended.is_some() {
            let opens = What::Opens(Doing::Known(segment));
            facts.add(self.started, opens, Gap::Joined);
        }
        if is_agent && spent.is_none() {
            facts.gaps.push(Gap::WhetherOffered);
        }
        if let Some((alerting, ..)) = spent.filter(|_| alerted && answered) {
            let at = self
                .started
                .and_then(|from| from.checked_add_millis(alerting));
            facts.add(at, What::Answers, Gap::Answered);
        }
        if spent.is_some_and(|(.., held)| held > 0) {
            facts.gaps.push(Gap::Held);
        }
        if self.was_parked() {
            facts.gaps.push(Gap::Parked);
        }
        if let Some((at, how)) = &self.ended {
            let from = match alerted && !answered {
                true => StateName::Alerting,
                false => StateName::Connected,
            };
            let ends = What::Ends {
                from,
                how: how.clone(),
                work: self.work_over.map(|_| Wraps::Up),
            };
            facts.add(*at, ends, Gap::Ended);
            if how.is_none() {
                facts.gaps.push(Gap::WhyEnded);
            }
        }
        if let Some(at) = self.work_over {
            let over = What::WorkOver(Some(WorkEnd::Completed));
            facts.add(Some(at), over, Gap::WorkOver);
        }
        let notes = self.notes.iter().map(|&(at, what)| Moment {
            at,
            what: What::Notes(what),
        });
        facts.moments.extend(notes);
        if !matches!(self.role, None | Some(Role::Acd)) {
            facts.gaps.push(Gap::Messages);
        }
        facts
    }
}

fn time(millis: i64) -> Option<Timestamp> {
    Timestamp::from_micros(millis.checked_mul(1_000)?).ok()
}

/// The role of a flow of this type.
fn flow(kind: Option<&FlowType>) -> Role {
    match kind {
        Some(FlowType::Bot | FlowType::Digitalbot) => Role::Bot,
        _ => Role::Workflow,
    }
}

/// The disconnect type in the spelling of the other views, if they have it.
fn disconnect_type(how: &DetailDisconnectType) -> String {
    let ending = Ending::ALL
        .into_iter()
        .find(|ending| detail_disconnect_type(*ending) == *how);
    ending.map_or_else(|| how.to_string(), |ending| ending.as_str().to_owned())
}
