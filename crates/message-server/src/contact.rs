//! What customers and programs do: write in, come back, end; be written to.

use std::collections::BTreeMap;

use message_generator::{Channel, EventKind, LegPlan, Role};
use message_lifecycle::{LegIndex, MessageIndex};
use message_model::Timestamp;
use uuid::Uuid;

use crate::live::Live;
use crate::refusal::Refusal;
use crate::said::Saying;
use crate::state::State;

/// A message of a customer.
///
/// ```
/// use message_server::Inbound;
///
/// let first = Inbound { text: Some("Hello".to_owned()), ..Inbound::default() };
/// assert_eq!(first.conversation, None, "it begins a conversation");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inbound {
    /// The conversation in which they write; a new one if absent.
    pub conversation: Option<Uuid>,
    /// The text; one is made up if absent.
    pub text: Option<String>,
    /// The channel of a new conversation; that of the platform if absent.
    pub channel: Option<Channel>,
    /// Label, id or name of the queue into which a new conversation goes; the first if absent.
    pub queue: Option<String>,
    /// The address from which they write; one is made up if absent.
    pub address: Option<String>,
    /// The name under which they write; one is made up if absent.
    pub name: Option<String>,
    /// The address to which they write, such as the id of an integration; one is made up if absent.
    pub business: Option<String>,
    /// Attributes of the customer, beside those that are there.
    pub attributes: BTreeMap<String, String>,
}

/// A message that has been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The id of the conversation.
    pub conversation: Uuid,
    /// The id of the message.
    pub message: Uuid,
}

/// Somebody whom the business writes to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outbound {
    pub(crate) channel: Option<Channel>,
    pub(crate) to: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) queue: Option<String>,
}

impl State {
    /// A customer writes: begins a conversation, goes on with one, or comes back into one that has
    /// ended.
    pub(crate) fn customer_writes(&mut self, inbound: Inbound) -> Result<Written, Refusal> {
        let queue = self.queue_label(inbound.queue.as_deref())?;
        let Some(id) = inbound.conversation else {
            let channel = inbound.channel.unwrap_or(self.config.channel);
            let mut live = self.new_live(channel);
            let now = self.now;
            live.open(now, EventKind::Enter, LegPlan::of(Role::Customer), None)
                .map_err(Refusal::bad_request)?;
            let (contact, name, business) = (inbound.address, inbound.name, inbound.business);
            if contact.is_some() || name.is_some() || business.is_some() {
                live.say(
                    now,
                    Saying::Addresses {
                        contact,
                        name,
                        business,
                    },
                );
            }
            say_attributes(&mut live, now, inbound.attributes);
            let message = begin_in_queue(&mut live, now, inbound.text, &queue)?;
            let id = self.add_live(live);
            return self.written(id, message);
        };
        let message = self.change(id, |live, now| {
            if let Some(contact) = live.live_leg(Role::is_contact) {
                say_attributes(live, now, inbound.attributes);
                return live
                    .write(now, contact, inbound.text)
                    .map_err(Refusal::bad_request);
            }
            let first = live.first_contact();
            let mut plan = LegPlan::of(first.map_or(Role::Customer, |(_, role)| role));
            plan.person = first.map(|(index, _)| person_of(live, index));
            plan.conversation = conversation_label(live);
            live.open(now, EventKind::Enter, plan, None)
                .map_err(Refusal::bad_request)?;
            say_attributes(live, now, inbound.attributes);
            begin_in_queue(live, now, inbound.text, &queue)
        })?;
        self.written(id, message)
    }

    /// A customer leaves.
    pub(crate) fn customer_leaves(&mut self, id: Uuid) -> Result<(), Refusal> {
        self.change(id, |live, now| {
            let contact = live
                .live_leg(Role::is_contact)
                .ok_or_else(|| Refusal::bad_request("the customer is not there"))?;
            live.happen(now, contact, EventKind::End)
                .map_err(Refusal::bad_request)
        })
    }

    /// A program writes to somebody, by itself or, if `joins`, in what goes on with them.
    pub(crate) fn program_writes(
        &mut self,
        outbound: Outbound,
        text: Option<String>,
        joins: bool,
    ) -> Result<Written, Refusal> {
        let known = self.with_contact(&outbound);
        let goes_on = known.filter(|(_, is_over)| !is_over && joins);
        if let Some((id, _)) = goes_on {
            let message = self.change(id, |live, now| {
                let plan = program_plan(live);
                let program = live.open(now, EventKind::Start, plan, None);
                let program = program.map_err(Refusal::bad_request)?;
                let message = live.write(now, program, text);
                let message = message.map_err(Refusal::bad_request)?;
                live.happen(now, program, EventKind::Finish)
                    .map_err(Refusal::bad_request)?;
                Ok(message)
            })?;
            return self.written(id, message);
        }
        let channel = outbound.channel.unwrap_or(self.config.channel);
        let mut live = self.new_live(channel);
        let now = self.now;
        let begun = (|| {
            let program = live.open(now, EventKind::Start, LegPlan::of(Role::Api), None)?;
            live.open(now, EventKind::Start, LegPlan::of(Role::Customer), None)?;
            say_addresses(&mut live, now, &outbound);
            let message = live.write(now, program, text)?;
            live.happen(now, program, EventKind::Finish)?;
            Ok(message)
        })();
        let message = begun.map_err(|problem: String| Refusal::bad_request(problem))?;
        let id = self.add_live(live);
        self.written(id, message)
    }

    /// An agent begins a conversation with somebody, or takes one up again that has ended.
    pub(crate) fn agent_starts(
        &mut self,
        user: Uuid,
        outbound: &Outbound,
        reopens: bool,
    ) -> Result<Uuid, Refusal> {
        let queue = self.queue_label(outbound.queue.as_deref())?;
        match self.with_contact(outbound) {
            Some((_, false)) => {
                let reason = "a conversation with this address is alerting or connected";
                Err(Refusal::bad_request(reason).about("toAddress", reason))
            }
            Some((_, true)) if !reopens => {
                let reason = "a conversation with this address has ended within the window; \
                              useExistingConversation takes it up";
                Err(Refusal::bad_request(reason).about("useExistingConversation", reason))
            }
            Some((id, true)) => {
                self.change(id, |live, now| {
                    let plan = Self::agent_plan(user, Some(queue));
                    live.open(now, EventKind::Start, plan, None)
                        .map_err(Refusal::bad_request)?;
                    let first = live.first_contact();
                    let mut plan = LegPlan::of(first.map_or(Role::Customer, |(_, role)| role));
                    plan.person = first.map(|(index, _)| person_of(live, index));
                    live.open(now, EventKind::Start, plan, None)
                        .map_err(Refusal::bad_request)
                })?;
                Ok(id)
            }
            None => {
                let channel = outbound.channel.unwrap_or(self.config.channel);
                let mut live = self.new_live(channel);
                let now = self.now;
                let plan = Self::agent_plan(user, Some(queue));
                let begun = live.open(now, EventKind::Start, plan, None).and_then(|_| {
                    live.open(now, EventKind::Start, LegPlan::of(Role::Customer), None)
                });
                begun.map_err(Refusal::bad_request)?;
                say_addresses(&mut live, now, outbound);
                Ok(self.add_live(live))
            }
        }
    }

    /// The label of a queue; the first one's if none is named.
    pub(crate) fn queue_label(&self, queue: Option<&str>) -> Result<String, Refusal> {
        let label = match queue {
            None => self.queues.first().map(|queue| queue.label.clone()),
            Some(known) => self.queue(known).map(|queue| queue.label.clone()),
        };
        label.ok_or_else(|| {
            let queue = queue.unwrap_or_default();
            let known: Vec<&str> = self.queues.iter().map(|one| one.label.as_str()).collect();
            let reason = format!("found {queue:?}, expected one of {}", known.join(", "));
            Refusal::bad_request(format!("queue: {reason}")).about("queue", reason)
        })
    }

    /// The conversation with the address that is written to that began last, and whether it is
    /// over.
    fn with_contact(&self, outbound: &Outbound) -> Option<(Uuid, bool)> {
        let (to, from) = (outbound.to.as_deref()?, outbound.from.as_deref());
        let live = self.conversation_with(to, from, outbound.channel)?;
        Some((live.id(), live.state().live().is_empty()))
    }

    /// The conversation with this address that began last, on this channel or on any, unless it has
    /// ended longer ago than the threading window lasts. Those of two integrations are two.
    pub(crate) fn conversation_with(
        &self,
        address: &str,
        business: Option<&str>,
        channel: Option<Channel>,
    ) -> Option<&Live> {
        let all = self.order.iter().rev();
        let mut all = all.filter_map(|id| self.conversations.get(id));
        let live = all.find(|live| {
            let own = live.business.as_deref().zip(business);
            let is_other = own.is_some_and(|(own, business)| own != business);
            let is_open = live.channel() == Channel::Open;
            live.contact.as_deref() == Some(address)
                && !(is_open && is_other)
                && channel.is_none_or(|channel| live.channel() == channel)
        })?;
        let window_ms = i64::from(self.config.threading_window_ms);
        let ended = live.state().ended();
        let is_past = ended.is_some_and(|ended| self.now.millis_since(ended) > window_ms);
        (!is_past).then_some(live)
    }

    fn written(&self, id: Uuid, message: MessageIndex) -> Result<Written, Refusal> {
        let message = self.live(id)?.message(message).map(|message| message.id);
        Ok(Written {
            conversation: id,
            message: message.unwrap_or_default(),
        })
    }
}

/// A message, and then the stay in a queue.
fn begin_in_queue(
    live: &mut Live,
    now: Timestamp,
    text: Option<String>,
    queue: &str,
) -> Result<MessageIndex, Refusal> {
    let contact = live.live_leg(Role::is_contact);
    let contact = contact.ok_or_else(|| Refusal::bad_request("the customer is not there"))?;
    let message = live
        .write(now, contact, text)
        .map_err(Refusal::bad_request)?;
    let mut plan = LegPlan::of(Role::Acd);
    plan.queue = Some(queue.to_owned());
    plan.conversation = conversation_label(live);
    live.open(now, EventKind::Enter, plan, None)
        .map_err(Refusal::bad_request)?;
    Ok(message)
}

fn program_plan(live: &Live) -> LegPlan {
    let mut plan = LegPlan::of(Role::Api);
    plan.conversation = conversation_label(live);
    plan
}

fn say_addresses(live: &mut Live, now: Timestamp, outbound: &Outbound) {
    let (contact, business) = (outbound.to.clone(), outbound.from.clone());
    if contact.is_some() || business.is_some() {
        let name = None;
        live.say(
            now,
            Saying::Addresses {
                contact,
                name,
                business,
            },
        );
    }
}

/// Takes note of attributes of the contact who is there.
fn say_attributes(live: &mut Live, now: Timestamp, attributes: BTreeMap<String, String>) {
    let contact = live.live_leg(Role::is_contact);
    if let Some(contact) = contact.filter(|_| !attributes.is_empty()) {
        let leg = live.leg_label(contact);
        live.say(now, Saying::Attributes { leg, attributes });
    }
}

/// The label of the person who has the leg.
pub(crate) fn person_of(live: &Live, leg: LegIndex) -> String {
    let label = live.leg_label(leg);
    let person = live
        .script()
        .legs
        .get(&label)
        .and_then(|plan| plan.person.clone());
    person.unwrap_or(label)
}

/// The label of the conversation in its script, if it has one.
pub(crate) fn conversation_label(live: &Live) -> Option<String> {
    let legs = live.script().legs.iter();
    let mut labels = legs.filter_map(|(_, plan)| plan.conversation.clone());
    labels.next()
}
