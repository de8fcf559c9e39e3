//! What a snapshot tells of a leg.

use message_lifecycle::{Conversation, Role, SegmentType, StateName, WorkEnd};
use message_model::{
    AfterCallWork, AfterCallWorkState, DisconnectType, Id, Message, MessageState, Participant,
    Segment, Timestamp, Wrapup,
};

use super::gap::Gap;
use super::moment::{Doing, Moment, What, is_about};
use super::states::{States, is_over};
use crate::words::{Wraps, consists_of_captured};

/// The `howEnded` of a segment after which the leg is over.
const DISCONNECT: &str = "Disconnect";
/// The wrap-up code of after-call work whose time ran out.
const TIMED_OUT: &str = "ININ-WRAP-UP-TIMEOUT";

/// What is known of a leg, and what is not.
#[derive(Debug, Clone, Default)]
pub(super) struct LegFacts {
    pub(super) role: Option<Role>,
    /// The role in words.
    pub(super) purpose: String,
    pub(super) name: String,
    pub(super) peer: Option<Id>,
    pub(super) channel: Option<String>,
    pub(super) direction: Option<String>,
    /// How it ended, if it did at a time that is not known.
    pub(super) ended: Option<String>,
    pub(super) moments: Vec<Moment>,
    pub(super) gaps: Vec<Gap>,
}

impl LegFacts {
    /// What the states of a leg tell together.
    pub(super) fn of(states: &States) -> Self {
        let States {
            participant, leg, ..
        } = states;
        let mut facts = Self {
            peer: leg.peer_id.clone(),
            channel: leg.r#type.as_ref().map(ToString::to_string),
            direction: leg.direction.as_ref().map(ToString::to_string),
            ..Self::default()
        };
        facts.set_role(participant.purpose.as_deref());
        let own_id = match facts.role {
            Some(Role::Agent) => participant.user_id.as_ref(),
            Some(Role::Acd) => participant.queue_id.as_ref(),
            _ => None,
        };
        facts.set_name(participant.name.as_deref(), own_id);
        let all = leg.segments.as_deref().unwrap_or_default();
        if all.is_empty() {
            facts.add_times(states);
        } else {
            let mut times = Self {
                role: facts.role,
                ..Self::default()
            };
            times.add_times(states);
            Segments { states, all }.tell(&mut facts);
            facts.fill(times);
        }
        facts.add_messages(leg);
        facts
    }

    /// Adds the moments that only another source tells.
    pub(super) fn fill(&mut self, other: Self) {
        let new = other.moments.into_iter().filter(|moment| {
            let mut known = self.moments.iter();
            !known.any(|known| known.is_same_as(moment))
        });
        let mut new: Vec<Moment> = new.collect();
        // That it was an offer, an event of its beginning does not tell.
        if self.gaps.contains(&Gap::Offered) {
            let openings = new.iter_mut().map(|moment| &mut moment.what);
            openings
                .filter(|what| matches!(what, What::Opens(_)))
                .for_each(|what| *what = What::Opens(Doing::Known(SegmentType::Alert)));
        }
        let is_of_new = |gap: &Gap| new.iter().any(|moment| gap.is_left_by(&moment.what));
        self.gaps.extend(other.gaps.into_iter().filter(is_of_new));
        let is_filled = |gap: &Gap| new.iter().any(|moment| gap.is_filled_by(&moment.what));
        self.gaps.retain(|gap| !is_filled(gap));
        self.moments.extend(new);
    }

    /// Opens the leg no later than it does anything: one is by another clock than the other.
    pub(super) fn open_in_time(&mut self) {
        let first = self.moments.iter().map(|moment| moment.at).min();
        let is_opening = |moment: &&mut Moment| matches!(moment.what, What::Opens(_));
        let opening = self.moments.iter_mut().find(is_opening);
        if let (Some(opening), Some(first)) = (opening, first)
            && is_about(opening.at, first)
        {
            opening.at = first;
        }
    }

    pub(super) fn set_role(&mut self, purpose: Option<&str>) {
        let is_role = |role: &Role| purpose == Some(role.purpose());
        self.role = Role::ALL.into_iter().find(is_role);
        self.purpose = match self.role {
            Some(role) => role.as_str().to_owned(),
            None => purpose.unwrap_or("leg").to_owned(),
        };
        if purpose.is_none() {
            self.gaps.push(Gap::Role);
        }
    }

    /// Sets the name, for which the identifier stands if there is none.
    pub(super) fn set_name(&mut self, name: Option<&str>, id: Option<&Id>) {
        match name.filter(|name| !name.is_empty()) {
            Some(name) => name.clone_into(&mut self.name),
            None => {
                self.name = id.map(ToString::to_string).unwrap_or_default();
                self.gaps.push(match id {
                    Some(_) => Gap::NameForId,
                    None => Gap::Name,
                });
            }
        }
    }

    /// Adds what happened at this time, or that the time is not known.
    pub(super) fn add(&mut self, at: Option<Timestamp>, what: What, without: Gap) {
        if what == What::Parks(None) {
            self.gaps.push(Gap::ParkedUntil);
        }
        match at {
            Some(at) => self.moments.push(Moment { at, what }),
            None => self.gaps.push(without),
        }
    }

    /// Adds what the times of a leg without segments tell.
    fn add_times(&mut self, states: &States) {
        let States {
            participant, leg, ..
        } = states;
        let is_over = is_over(leg) || participant.end_time.is_some();
        let is_alerting = leg.state == Some(MessageState::Alerting);
        let connected = participant.connected_time.or(leg.connected_time);
        let is_agent = self.role == Some(Role::Agent);
        // A leg that ends without having been connected was an offer.
        let alerted = is_alerting
            || leg.initial_state == Some(MessageState::Alerting)
            || leg.start_alerting_time.is_some()
            || is_agent && is_over && connected.is_none();
        if alerted {
            let offered = participant.start_time.or(leg.start_alerting_time);
            let opens = What::Opens(Doing::Known(SegmentType::Alert));
            self.add(offered, opens, Gap::Offered);
            if connected.is_some() || !is_alerting && !is_over {
                self.add(connected, What::Answers, Gap::Answered);
            }
        } else {
            let opens = What::Opens(Doing::Known(SegmentType::Interact));
            self.add(participant.start_time.or(connected), opens, Gap::Joined);
            if is_agent && leg.initial_state.is_none() {
                self.gaps.push(Gap::WhetherOffered);
            }
        }
        if is_agent && connected.is_some() {
            self.gaps.push(Gap::Pauses);
        }
        let is_held = leg.held == Some(true) && !is_over;
        if is_held && states.holds.is_empty() {
            self.gaps.push(Gap::Held);
        }
        // The states show when a hold began and not when it ended, unless it still goes on. It is
        // the same with parkings.
        if states.holds.len() > usize::from(is_held) {
            self.gaps.push(Gap::HeldFor);
        }
        for &since in &states.holds {
            self.add(Some(since), What::Holds, Gap::Held);
        }
        let is_parked = leg.state == Some(MessageState::Parked);
        if is_parked && states.parkings.is_empty() {
            self.gaps.push(Gap::Parked);
        }
        if states.parkings.len() > usize::from(is_parked) {
            self.gaps.push(Gap::Unparked);
        }
        for (&since, &until) in &states.parkings {
            self.add(Some(since), What::Parks(until), Gap::Parked);
        }
        let from = match alerted && connected.is_none() {
            true => StateName::Alerting,
            false => StateName::Connected,
        };
        if is_over {
            let at = leg.disconnected_time.or(participant.end_time);
            let how = leg.disconnect_type.as_ref().map(ToString::to_string);
            self.add_end(participant, leg, (at, from, how));
        }
    }

    /// Adds the end of the leg, and its after-call work.
    fn add_end(
        &mut self,
        participant: &Participant,
        leg: &Message,
        (at, from, how): (Option<Timestamp>, StateName, Option<String>),
    ) {
        let work = Work::of(participant, leg);
        // The platform completes the work at the instant at which it ends the leg, but the end of
        // the work is by the cloud's clock.
        let is_at_once = work.over.zip(at).is_some_and(|(over, at)| {
            (0..=Conversation::CLOUD_SKEW_MS_MAX).contains(&over.millis_since(at))
        });
        let by_system = is_at_once && how.as_deref() == Some(DisconnectType::System.as_str());
        let wraps = match by_system {
            true => Wraps::BySystem,
            false => Wraps::Up,
        };
        let wraps = work.is_any.then_some(wraps);
        if how.is_none() {
            self.gaps.push(Gap::WhyEnded);
        }
        let begun = work.begun.filter(|begun| Some(*begun) != at);
        // Work that was skipped ends on paper when it began.
        let is_drawn = work.over.is_some() || !work.is_skipped && !work.is_over;
        if at.is_none() {
            self.ended.clone_from(&how);
        }
        let ends = What::Ends {
            from,
            how,
            work: wraps,
        };
        self.add(at, ends, Gap::Ended);
        if let (Some(begun), true, false) = (begun, is_drawn, by_system) {
            self.add(Some(begun), What::WorkBegins, Gap::WorkOver);
        }
        match work {
            Work { is_over: false, .. } => {}
            Work {
                is_skipped: true, ..
            } => self.gaps.push(Gap::Skipped),
            _ if by_system => {}
            _ => self.add(work.over, What::WorkOver(work.how), Gap::WorkOver),
        }
    }

    fn add_messages(&mut self, leg: &Message) {
        let messages = leg.messages.as_deref().unwrap_or_default();
        for message in messages {
            let status = message.message_status.as_ref().map(ToString::to_string);
            if status.is_none() {
                self.gaps.push(Gap::Status);
            }
            let words = consists_of_captured(message);
            self.add(
                message.message_time,
                What::Says { words, status },
                Gap::Wrote,
            );
        }
    }
}

/// After-call work, as a leg or its participant tells it.
struct Work {
    is_any: bool,
    is_over: bool,
    is_skipped: bool,
    begun: Option<Timestamp>,
    over: Option<Timestamp>,
    how: Option<WorkEnd>,
}

impl Work {
    fn of(participant: &Participant, leg: &Message) -> Self {
        let work = leg.after_call_work.as_deref();
        let state = work.and_then(|work| work.state.as_ref());
        let time = |own: fn(&AfterCallWork) -> Option<Timestamp>| work.and_then(own);
        let begun = time(|work| work.start_time).or(participant.start_acw_time);
        let wrapup = leg.wrapup.as_deref().or(participant.wrapup.as_deref());
        let is_skipped =
            state == Some(&AfterCallWorkState::Skipped) || participant.wrapup_skipped == Some(true);
        let ended = time(|work| work.end_time).or(participant.end_acw_time);
        let is_over = is_skipped || state == Some(&AfterCallWorkState::Complete) || ended.is_some();
        let over = ended.or(wrapup.and_then(|wrapup| wrapup.end_time));
        let is_pending = state == Some(&AfterCallWorkState::Pending) || begun.is_some();
        Self {
            is_any: is_over || is_pending,
            is_over,
            is_skipped,
            begun,
            over: over.filter(|_| is_over && !is_skipped),
            how: wrapup.and_then(how_wrapped_up),
        }
    }
}

/// How after-call work with this wrap-up ended, if it tells.
fn how_wrapped_up(wrapup: &Wrapup) -> Option<WorkEnd> {
    let code = wrapup.code.as_deref()?;
    Some(match code {
        TIMED_OUT => WorkEnd::TimedOut,
        _ => WorkEnd::Completed,
    })
}

/// The segments of a leg.
struct Segments<'s> {
    states: &'s States,
    all: &'s [Segment],
}

impl Segments<'_> {
    fn tell(&self, facts: &mut LegFacts) {
        let mut before: Option<(&Segment, Doing)> = None;
        for segment in self.all {
            let doing = Doing::of(segment.r#type.as_deref().unwrap_or("?"));
            let at = match &before {
                Some((before, _)) => segment.start_time.or(before.end_time),
                None => segment.start_time.or(self.states.participant.start_time),
            };
            let without = match (&before, &doing) {
                (None, Doing::Known(SegmentType::Alert)) => Gap::Offered,
                (None, _) => Gap::Joined,
                _ => Gap::Began,
            };
            let what = match &before {
                None => What::Opens(doing.clone()),
                Some((_, before)) => self.turn(before, &doing, at),
            };
            facts.add(at, what, without);
            before = Some((segment, doing));
        }
        if let Some((last, doing)) = before {
            self.tell_end(facts, last, &doing);
        }
    }

    /// What happens between two segments.
    fn turn(&self, before: &Doing, doing: &Doing, at: Option<Timestamp>) -> What {
        use SegmentType::{Alert, Hold, Interact, Parked};
        let Doing::Known(now) = doing else {
            return What::Turns(doing.clone());
        };
        match (before, now) {
            (Doing::Known(Alert), Interact) => What::Answers,
            (Doing::Known(Hold), Interact) => What::Resumes,
            (Doing::Known(Parked), Interact) => What::Unparks,
            (_, Hold) => What::Holds,
            (_, Parked) => What::Parks(at.and_then(|at| self.states.parked_until(at))),
            (_, Alert | Interact) => What::Turns(doing.clone()),
        }
    }

    fn tell_end(&self, facts: &mut LegFacts, last: &Segment, doing: &Doing) {
        let States {
            participant, leg, ..
        } = self.states;
        let says_so =
            last.disconnect_type.is_some() || last.how_ended.as_deref() == Some(DISCONNECT);
        if !says_so && !is_over(leg) {
            if last.end_time.is_some() {
                facts.gaps.push(Gap::Goes);
            }
            return;
        }
        if last.end_time.is_none() {
            facts.gaps.push(Gap::SegmentEnd);
        }
        let ended = leg.disconnected_time.or(participant.end_time);
        let at = last.end_time.filter(|_| says_so).or(ended);
        let how = leg.disconnect_type.as_ref().map(ToString::to_string);
        let how = how.or_else(|| last.disconnect_type.clone());
        let end = (at.or(last.end_time), doing.state(), how);
        facts.add_end(participant, leg, end);
    }
}
