//! What the platform does by itself: offers to agents, time-outs, deliveries, agents by rule.
//!
//! This is no model of routing: whoever has the fewest conversations gets the next one, in the
//! order of the organisation's list. A conversation that a script plays is left to the script until
//! its last step, and then to clients until one of them does something.

use message_generator::{EventKind, Role};
use message_lifecycle::{Action, Leg, LegIndex, LegState, MessageIndex, Status, StatusChange};
use message_model::Timestamp;
use uuid::Uuid;

use crate::live::{Happened, Live};
use crate::magic::{Magic, Outcome};
use crate::people::Rule;
use crate::refusal::Refusal;
use crate::said::WrapUp;
use crate::state::{RuleStep, Scripted, State, Task};

impl State {
    /// Schedules what an event brings about.
    pub(crate) fn react(&mut self, id: Uuid, happened: &Happened) {
        let (leg, now) = (happened.event.leg, happened.event.at);
        let Some(live) = self.conversations.get(&id) else {
            return;
        };
        if let Some(message) = happened.message
            && let Some(message) = live.message(message)
        {
            self.conversation_of_message.insert(message.id, id);
        }
        let Some(live) = self.conversations.get(&id) else {
            return;
        };
        let user = live.user(leg);
        let is_agent = live.role(leg) == Some(Role::Agent);
        let is_over = live
            .state()
            .leg(leg)
            .is_none_or(|leg| !leg.state().is_live());
        if is_agent && let Some(user) = user {
            self.update_routing(id, user, happened.event.kind());
        }
        if self.is_scripted(id) {
            return;
        }
        if let (Action::Message, Some(message)) = (&happened.event.action, happened.message) {
            self.post_message(id, message);
        }
        let live = self.conversations.get(&id);
        let is_posted = live.is_some_and(|live| self.integration_of(live).is_some());
        let timings = self.config.timings;
        match &happened.event.action {
            Action::Enter(new) if new.role == Role::Acd => {
                self.schedule(self.in_ms(timings.offer_ms), Task::Offer(id));
            }
            Action::Offer(new) => {
                let alerts_ms = new
                    .alerting_timeout_ms
                    .saturating_add(timings.unanswered_ms);
                let ends = now.checked_add_millis(i64::from(alerts_ms));
                self.schedule(ends.unwrap_or(Timestamp::MAX), Task::AlertEnds(id, leg));
                if self.magic(id, Outcome::NeverAnswered).is_none() {
                    self.by_rule(id, leg, |rule| rule.answer_ms, RuleStep::Answer);
                }
            }
            Action::Answer | Action::AutoAnswer(_) | Action::Pull(_) => {
                self.by_rule(id, leg, |rule| rule.reply_ms, RuleStep::Reply);
                self.by_rule(id, leg, |rule| rule.end_ms, RuleStep::End);
                if let Some(magic) = self.magic(id, Outcome::Inactive) {
                    self.schedule(self.in_ms(magic.after_ms), Task::Inactivity(id, leg));
                }
            }
            Action::Message if is_agent || live_sends(self, id, leg) => {
                // What is posted has left once it has been accepted.
                if let Some(message) = happened.message.filter(|_| !is_posted) {
                    let sent = self.in_ms(timings.sent_ms);
                    self.schedule(sent, Task::Status(id, leg, message, Status::Sent));
                }
            }
            Action::Message => {
                if let Some(magic) = self.magic(id, Outcome::Spam) {
                    self.schedule(self.in_ms(magic.after_ms), Task::Spam(id, leg));
                }
                if let Some(agent) = self.engaged(id) {
                    self.by_rule(id, agent, |rule| rule.reply_ms, RuleStep::Reply);
                }
            }
            Action::Status(StatusChange { message, status }) if *status == Status::Sent => {
                let delivered = self.in_ms(timings.delivered_ms);
                let status = match self.magic(id, Outcome::DeliveryFailed) {
                    Some(_) => Some(Status::DeliveryFailed),
                    // The middleware says what became of what was posted to it.
                    None => (!is_posted).then_some(Status::DeliverySuccess),
                };
                if let Some(status) = status {
                    self.schedule(delivered, Task::Status(id, leg, *message, status));
                }
            }
            Action::Park(parking) => self.schedule(parking.resume, Task::ParkEnds(id, leg)),
            Action::Decline | Action::TimeOut | Action::Reassign | Action::Fail if is_agent => {
                self.schedule(self.in_ms(timings.reoffer_ms), Task::Offer(id));
            }
            _ => {}
        }
        let has_work = self
            .conversations
            .get(&id)
            .is_some_and(|live| live.state().wrapping_up().contains(&leg));
        if is_agent && is_over && has_work && ends_leg(happened.event.kind()) {
            self.by_rule(id, leg, |rule| rule.wrap_up_ms, RuleStep::WrapUp);
            let timeout = self
                .conversations
                .get(&id)
                .and_then(|live| live.participant(leg)?.wrapup_timeout_ms)
                .and_then(|timeout| u32::try_from(timeout).ok());
            if let Some(timeout) = timeout {
                self.schedule(self.in_ms(timeout), Task::WorkEnds(id, leg));
            }
        }
        if is_agent && is_over {
            self.offer_all();
        }
    }

    /// Does what is due. What is no longer possible is left out.
    pub(crate) fn run(&mut self, task: Task) {
        match task {
            Task::Follow(id) => self.follow(id),
            Task::Frame(topic, text) => {
                if self.events.are_wanted() {
                    let bus = self.organisation.event_bus();
                    self.events.note(bus, &topic, &text, self.now);
                }
                self.publish(&topic, text);
            }
            Task::Arrival(socket, text) => self.channels.send(socket, &*text),
            Task::Offer(id) => self.offer_next(id),
            Task::Webhook(id) => self.run_webhook(id),
            Task::AlertEnds(id, leg) => self.alert_ends(id, leg),
            Task::ParkEnds(id, leg) => self.try_event(id, leg, EventKind::UnparkDue),
            Task::WorkEnds(id, leg) => self.try_event(id, leg, EventKind::TimeOutWrapUp),
            Task::Rule(id, leg, step) => self.run_rule(id, leg, step),
            Task::Status(id, leg, message, status) => {
                let magic = self.magic(id, Outcome::DeliveryFailed);
                let error = magic.filter(|_| status == Status::DeliveryFailed);
                let error = error.and_then(|magic| magic.code.clone());
                let _ = self.change_status(id, leg, message, status, error);
            }
            Task::Spam(id, leg) => self.try_event(id, leg, EventKind::Spam),
            Task::Inactivity(id, leg) => self.inactivity(id, leg),
            Task::Script(id, step) => self.run_script(id, *step),
            Task::Heartbeat(socket) => self.heartbeat(socket),
            Task::ChannelWarns(channel) => self.channel_warns(&channel),
            Task::ChannelEnds(channel) => self.channel_ends(&channel),
            Task::SocketCloses(socket) => {
                let code = self.config.close_gone;
                self.channels.close(socket, code, "announced before");
            }
            Task::SocketSpeaks(socket) => self.channels.speak(socket, self.now),
            // Calls are answered a layer above, which has them.
            Task::Effect(_) => {}
        }
    }

    /// Offers the conversation to this user: from the queue where it waits, or by a colleague.
    pub(crate) fn offer_to(
        &mut self,
        id: Uuid,
        user: Uuid,
        queue: Option<String>,
    ) -> Result<LegIndex, Refusal> {
        let alerting_ms = self.config.timings.alerting_ms;
        self.change(id, |live, now| {
            let plan = Self::agent_plan(user, queue);
            live.open(now, EventKind::Offer, plan, Some(alerting_ms))
                .map_err(Refusal::bad_request)
        })
    }

    /// Changes the status of a message.
    pub(crate) fn change_status(
        &mut self,
        id: Uuid,
        leg: LegIndex,
        message: MessageIndex,
        status: Status,
        error: Option<String>,
    ) -> Result<(), Refusal> {
        self.step(id, |live, now| {
            let mut step = live.step(leg, EventKind::Status);
            step.message = Some(live.message_label(message));
            step.status = Some(status);
            step.error = error;
            live.take(now, step, None)
        })
    }

    /// Offers again all conversations that wait, as somebody may have become free.
    pub(crate) fn offer_all(&mut self) {
        let waiting = |live: &&Live| live.live_leg(|role| role == Role::Acd).is_some();
        let waiting: Vec<Uuid> = self.active().filter(waiting).map(Live::id).collect();
        let at = self.in_ms(self.config.timings.reoffer_ms);
        for id in waiting {
            self.schedule(at, Task::Offer(id));
        }
    }

    /// Whether steps of a script are still to come, or nobody has done anything since on the stage
    /// that it has set.
    fn is_scripted(&self, id: Uuid) -> bool {
        let live = self.conversations.get(&id);
        live.is_some_and(|live| live.scripted_steps > 0 || live.is_staged)
    }

    /// The agent who talks with the contact.
    fn engaged(&self, id: Uuid) -> Option<LegIndex> {
        let live = self.conversations.get(&id)?;
        live.live_leg(|role| role == Role::Agent)
    }

    /// Offers a conversation that waits to whoever has the fewest, if it waits and nobody is asked
    /// already.
    fn offer_next(&mut self, id: Uuid) {
        if self.is_scripted(id) {
            return;
        }
        let Some(live) = self.conversations.get(&id) else {
            return;
        };
        let Some(acd) = live.live_leg(|role| role == Role::Acd) else {
            return;
        };
        if live.live_leg(|role| role == Role::Agent).is_some() {
            return;
        }
        let label = live.leg_label(acd);
        let queue = live
            .script()
            .legs
            .get(&label)
            .and_then(|plan| plan.queue.clone());
        // Who had it before: when the leg that was last ended.
        let had = |user: Uuid| {
            let legs = live.legs().filter(|(leg, _)| live.user(*leg) == Some(user));
            legs.filter_map(|(_, leg)| ended(leg)).max()
        };
        let same_person_ms = i64::from(self.config.timings.same_person_ms);
        let now = self.now;
        let is_free = |at: Timestamp| now.millis_since(at) >= same_person_ms;
        let capacity = self.config.capacity;
        let loads = self.loads();
        let load = |user: Uuid| loads.get(&user).copied().unwrap_or_default();
        let ready: Vec<(Uuid, Option<Timestamp>)> = self
            .people
            .iter()
            .filter(|person| matches!(person.routing, "IDLE" | "INTERACTING"))
            .filter(|person| load(person.id()) < capacity)
            .map(|person| (person.id(), had(person.id())))
            .collect();
        let free = ready.iter().filter(|(_, had)| had.is_none_or(is_free));
        let next = free.min_by_key(|(user, had)| (had.is_some(), load(*user)));
        match next {
            Some((user, _)) => {
                let _ = self.offer_to(id, *user, queue);
            }
            // Somebody who had it can have it again later.
            None if !ready.is_empty() => {
                let at = self.in_ms(self.config.timings.same_person_ms);
                self.schedule(at, Task::Offer(id));
            }
            None => {}
        }
    }

    fn alert_ends(&mut self, id: Uuid, leg: LegIndex) {
        let Some(live) = self.conversations.get(&id) else {
            return;
        };
        let alerts = live
            .state()
            .leg(leg)
            .is_some_and(|leg| matches!(leg.state(), LegState::Alerting { .. }));
        if !alerts {
            return;
        }
        let event = match live.live_leg(|role| role == Role::Acd) {
            Some(_) => EventKind::TimeOut,
            None => EventKind::TransferTimeOut,
        };
        self.try_event(id, leg, event);
    }

    /// What an address or text of this conversation always brings about, if it is this.
    fn magic(&self, id: Uuid, outcome: Outcome) -> Option<&'static Magic> {
        let magic = self.conversations.get(&id)?.magic?;
        (magic.outcome == outcome).then_some(magic)
    }

    /// Ends the agent's leg by inactivity, unless somebody has written meanwhile.
    fn inactivity(&mut self, id: Uuid, leg: LegIndex) {
        let Some(magic) = self.magic(id, Outcome::Inactive) else {
            return;
        };
        let live = self.conversations.get(&id);
        let last = live.and_then(|live| live.state().messages().last().map(|sent| sent.at()));
        let due = last.and_then(|last| last.checked_add_millis(i64::from(magic.after_ms)));
        match due.filter(|due| *due > self.now) {
            Some(due) => self.schedule(due, Task::Inactivity(id, leg)),
            None => self.try_event(id, leg, EventKind::Inactivity),
        }
    }

    fn try_event(&mut self, id: Uuid, leg: LegIndex, event: EventKind) {
        let _ = self.step(id, |live, now| live.happen(now, leg, event));
    }

    fn by_rule(
        &mut self,
        id: Uuid,
        leg: LegIndex,
        delay: impl Fn(&Rule) -> Option<u32>,
        step: RuleStep,
    ) {
        let live = self.conversations.get(&id);
        let user = live.and_then(|live| live.user(leg));
        let rule = user.and_then(|user| self.person(user)?.rule);
        if let Some(delay) = rule.and_then(|rule| delay(&rule)) {
            self.schedule(self.in_ms(delay), Task::Rule(id, leg, step));
        }
    }

    fn run_rule(&mut self, id: Uuid, leg: LegIndex, step: RuleStep) {
        let wrap_up = self.first_wrap_up();
        let _ = self.step(id, |live, now| match step {
            RuleStep::Answer => live.happen(now, leg, EventKind::Answer),
            RuleStep::Reply => live.write(now, leg, None).map(|_| ()),
            RuleStep::End => live.happen(now, leg, EventKind::End),
            RuleStep::WrapUp => live.wrap_up(now, leg, wrap_up),
        });
    }

    /// What an agent chooses who has no preference: the organisation's first wrap-up code.
    pub(crate) fn first_wrap_up(&self) -> WrapUp {
        let codes = self.organisation.wrap_up_codes();
        let wrap_up = codes.first().map(|code| WrapUp {
            code: code.id.to_string(),
            name: Some(code.name.clone()),
            notes: None,
        });
        wrap_up.unwrap_or_default()
    }

    fn run_script(&mut self, id: Uuid, part: Scripted) {
        let Scripted { step, sayings } = part;
        let is_step = step.is_some();
        let mut told = Vec::new();
        let _ = self.step(id, |live, now| {
            if let Some((step, plan)) = step {
                live.take_scripted(now, step, plan);
            }
            for saying in sayings {
                told.extend(live.say(now, saying));
            }
            Ok(())
        });
        for leg in told {
            self.tell_attributes(id, leg);
        }
        // Only now, so that nothing is done by itself because of the last step: what belongs to
        // it, such as the status of a message, has been in the script.
        if let Some(live) = self.conversations.get_mut(&id).filter(|_| is_step) {
            live.scripted_steps = live.scripted_steps.saturating_sub(1);
        }
        self.note_end(id);
    }

    /// The routing status of a user after an event of one of the user's legs.
    ///
    /// Who misses an offer on a stage is asked again: the script has said so.
    fn update_routing(&mut self, id: Uuid, user: Uuid, event: EventKind) {
        let now = self.now;
        let live = self.conversations.get(&id);
        let is_missed = event == EventKind::TimeOut && live.is_some_and(|live| !live.is_staged);
        let is_busy = self.is_busy(user);
        let Some(person) = self.person_mut(user) else {
            return;
        };
        let status = match person.routing {
            "IDLE" | "INTERACTING" if is_missed => "NOT_RESPONDING",
            "IDLE" if is_busy => "INTERACTING",
            "INTERACTING" if !is_busy => "IDLE",
            other => other,
        };
        if status != person.routing {
            person.routing = status;
            person.routing_since = now;
            self.tell_routing(user);
        }
    }
}

/// Whether the leg's messages go out to the contact.
fn live_sends(state: &State, id: Uuid, leg: LegIndex) -> bool {
    let live = state.conversations.get(&id);
    let role = live.and_then(|live| live.role(leg));
    role.is_some_and(|role| !role.is_contact())
}

/// When the leg ended, if it did.
fn ended(leg: &Leg) -> Option<Timestamp> {
    match leg.state() {
        LegState::Disconnected { at, .. } => Some(at.provider),
        _ => None,
    }
}

/// Whether the event ends a leg, rather than its after-call work.
fn ends_leg(event: EventKind) -> bool {
    !matches!(
        event,
        EventKind::WrapUp
            | EventKind::SkipWrapUp
            | EventKind::TimeOutWrapUp
            | EventKind::Message
            | EventKind::Status
    )
}
