//! What may happen next in a conversation, by the transition table, and how somebody makes it
//! happen who is no client: a test, or a person before the page.
//!
//! What the table allows is more than what the API offers: time-outs, receipts, flows.

use message_generator::{EventKind, LegPlan, Role};
use message_lifecycle::{Leg, LegIndex, NewLeg, Status, Table, UserIndex};
use message_model::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use crate::body::not_a;
use crate::contact::{conversation_label, person_of};
use crate::json::{Object, list};
use crate::live::Live;
use crate::refusal::Refusal;
use crate::state::State;

/// Something that is to happen: an event of a leg that is there, or of one of that role which
/// opens.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Wanted {
    event: String,
    /// The label of the leg.
    leg: Option<String>,
    /// The role of the leg that opens.
    role: Option<String>,
    /// The id of the agent whose leg opens.
    user: Option<String>,
    /// Label, id or name of the queue: that which opens, out of which an agent is asked, or where a
    /// transfer leads to.
    queue: Option<String>,
    /// What is written; a text is made up if absent.
    text: Option<String>,
    /// For how long a leg is parked.
    resume_ms: Option<u32>,
    /// The label of the message whose status changes, the new status, and the code of a failure.
    message: Option<String>,
    status: Option<String>,
    error: Option<String>,
}

/// The same once its words are understood.
struct Order {
    event: EventKind,
    /// The label of the queue that is named.
    queue: Option<String>,
    status: Option<Status>,
    wanted: Wanted,
}

/// How many of the latest messages are listed whose status may change.
const MESSAGES_LISTED: usize = 5;

impl State {
    /// What the table allows now: for each leg, for messages, and for legs that could open.
    pub(crate) fn next_events(&mut self, id: Uuid) -> Result<String, Refusal> {
        self.follow(id);
        let live = self.live(id)?;
        let legs = live.legs().filter_map(|(index, leg)| {
            let events = plain_events(live, index);
            (!events.is_empty()).then(|| leg_json(live, index, leg, &events))
        });
        let messages = live.messages().rev().take(MESSAGES_LISTED);
        let messages = messages.filter_map(|(index, _)| {
            let table = Table::standard();
            let allows = |status: &Status| live.state().allows_status(table, index, *status);
            let statuses: Vec<&str> = Status::ALL
                .into_iter()
                .filter(allows)
                .map(Status::as_str)
                .collect();
            let sent = live.state().message(index)?;
            let text = live.message(index)?.text;
            let message = Object::new()
                .put("message", &live.message_label(index))
                .put("leg", &live.leg_label(sent.leg()))
                .put("status", sent.status().as_str())
                .maybe("text", text)
                .put("statuses", &statuses);
            (!statuses.is_empty()).then(|| message.end())
        });
        let openings = Role::ALL.into_iter().filter_map(|role| {
            let events = opening_events(live, role);
            let opening = Object::new()
                .put("role", role.as_str())
                .put("events", &events);
            (!events.is_empty()).then(|| opening.end())
        });
        Ok(Object::new()
            .raw("legs", &list(legs))
            .raw("messages", &list(messages))
            .raw("openings", &list(openings))
            .end())
    }

    /// Makes an event happen, if the table allows it.
    pub(crate) fn make_happen(&mut self, id: Uuid, wanted: Wanted) -> Result<(), Refusal> {
        let order = self.order_of(wanted)?;
        match (order.wanted.leg.clone(), order.wanted.role.clone()) {
            (Some(label), None) => self.happen_to(id, &label, order),
            (None, Some(role)) => {
                let role = role.parse::<Role>();
                let role = role.map_err(|error| not_a("role", &error.expected().to_string()))?;
                self.open_leg(id, role, order)
            }
            _ => Err(not_a(
                "leg",
                "the label of a leg, or the role of one that opens",
            )),
        }
    }

    fn order_of(&self, wanted: Wanted) -> Result<Order, Refusal> {
        let event = wanted.event.parse::<EventKind>();
        let event = event.map_err(|error| not_a("event", &error.expected().to_string()))?;
        let status = wanted.status.as_deref().map(str::parse::<Status>);
        let status = status.transpose();
        let status = status.map_err(|error| not_a("status", &error.expected().to_string()))?;
        let queue = wanted.queue.as_deref();
        let queue = queue.map(|queue| self.queue_label(Some(queue)));
        Ok(Order {
            event,
            queue: queue.transpose()?,
            status,
            wanted,
        })
    }

    /// Makes an event happen to a leg that is there. A transfer that names a queue leads there.
    fn happen_to(&mut self, id: Uuid, label: &str, order: Order) -> Result<(), Refusal> {
        let park_ms = order.wanted.resume_ms.unwrap_or(self.config.park_ms);
        let wrap_up = self.first_wrap_up();
        self.change(id, |live, now| {
            let index = live.leg_of_label(label).ok_or_else(|| {
                let known: Vec<String> = live
                    .legs()
                    .map(|(index, _)| live.leg_label(index))
                    .collect();
                not_a("leg", &format!("one of {}", known.join(", ")))
            })?;
            let wanted = order.wanted;
            let taken = match order.event {
                EventKind::Message => live.write(now, index, wanted.text).map(|_| ()),
                EventKind::WrapUp => live.wrap_up(now, index, wrap_up),
                event => {
                    let mut step = live.step(index, event);
                    step.resume_in = (event == EventKind::Park).then_some(i64::from(park_ms));
                    step.message = wanted.message;
                    step.status = order.status;
                    step.error = wanted.error;
                    live.take(now, step, None)
                }
            };
            taken.map_err(Refusal::bad_request)?;
            match order.queue {
                Some(queue) if leads_on(order.event) => enter_queue(live, now, queue),
                _ => Ok(()),
            }
        })
    }

    /// Opens a leg of this role.
    fn open_leg(&mut self, id: Uuid, role: Role, order: Order) -> Result<(), Refusal> {
        if role == Role::Agent {
            let user = order
                .wanted
                .user
                .as_deref()
                .and_then(|user| user.parse().ok());
            let user: Option<Uuid> = user.filter(|user| self.person(*user).is_some());
            let user = user.ok_or_else(|| not_a("user", "the id of an agent"))?;
            let queue = order.queue.or(queue_of(self.live(id)?));
            if order.event == EventKind::Offer {
                return self.offer_to(id, user, queue).map(|_| ());
            }
            return self.change(id, |live, now| {
                let plan = Self::agent_plan(user, queue);
                open(live, now, order.event, plan)
            });
        }
        let queue = match (role, order.queue) {
            (Role::Acd, None) => Some(self.queue_label(None)?),
            (_, queue) => queue,
        };
        self.change(id, |live, now| {
            let mut plan = LegPlan::of(role);
            plan.conversation = conversation_label(live);
            plan.queue = queue.filter(|_| role == Role::Acd);
            let contact = live.first_contact().filter(|_| role.is_contact());
            plan.person = contact.map(|(index, _)| person_of(live, index));
            open(live, now, order.event, plan)
        })
    }
}

/// The events of a leg that is there which need no message to be named, and come by more than their
/// time alone.
fn plain_events(live: &Live, leg: LegIndex) -> Vec<&'static str> {
    let legal = live.state().legal(Table::standard(), leg).into_iter();
    let plain = legal.filter(|event| !matches!(event, EventKind::Status | EventKind::UnparkDue));
    plain.map(EventKind::as_str).collect()
}

/// The events by which a leg of this role could open: for an agent, that of somebody who has none.
fn opening_events(live: &Live, role: Role) -> Vec<&'static str> {
    let new = match role {
        Role::Agent => NewLeg::of_agent(UserIndex::new(u32::MAX)),
        other => NewLeg::of(other),
    };
    let legal = live.state().legal_openings(Table::standard(), new);
    legal.into_iter().map(EventKind::as_str).collect()
}

fn leg_json(live: &Live, index: LegIndex, leg: &Leg, events: &[&str]) -> String {
    let name = live.name(index);
    Object::new()
        .put("leg", &live.leg_label(index))
        .put("role", leg.role().as_str())
        .maybe("name", name)
        .put("state", leg.state().name().as_str())
        .put("events", events)
        .end()
}

fn open(live: &mut Live, now: Timestamp, event: EventKind, plan: LegPlan) -> Result<(), Refusal> {
    if !event.opens() {
        return Err(not_a("event", "one that opens a leg"));
    }
    let opened = live.open(now, event, plan, None);
    opened.map(|_| ()).map_err(Refusal::bad_request)
}

/// Whether the contact goes on after the event to where it is sent.
fn leads_on(event: EventKind) -> bool {
    matches!(event, EventKind::Transfer | EventKind::HandOn)
}

fn enter_queue(live: &mut Live, now: Timestamp, queue: String) -> Result<(), Refusal> {
    let mut plan = LegPlan::of(Role::Acd);
    plan.queue = Some(queue);
    plan.conversation = conversation_label(live);
    open(live, now, EventKind::Enter, plan)
}

/// The queue out of which whoever is there has been asked, or in which the contact waits.
fn queue_of(live: &Live) -> Option<String> {
    let mut legs = live.state().live().iter().rev();
    legs.find_map(|leg| {
        let plan = live.script().legs.get(&live.leg_label(*leg))?;
        plan.queue.clone()
    })
}
