//! What must hold of the legs of a conversation together.

use message_model::{AfterCallWorkState, Conversation, DisconnectType, MessageState, Timestamp};

use super::leg::{Leg, last_time};
use super::{Breaches, HAND_OVER_MS, HANG_UP_MS, Missed};

pub(super) fn check(
    conversation: &Conversation,
    legs: &[Leg<'_>],
    missed: Missed,
    breaches: &mut Breaches,
) {
    company(legs, missed, breaches);
    the_end(conversation, legs, missed, breaches);
}

/// Who can be there together, and who points to whom.
fn company(legs: &[Leg<'_>], missed: Missed, breaches: &mut Breaches) {
    let live = |wanted: fn(&Leg<'_>) -> bool| {
        legs.iter()
            .filter(|leg| leg.is_live() && wanted(leg))
            .count()
    };
    breaches.must_all(
        live(|leg| leg.is_contact()) <= 1,
        "18 at most one contact is live",
    );
    breaches.must_all(
        live(|leg| leg.purpose() == "acd") <= 1,
        "19 at most one queue is live",
    );
    breaches.must_all(
        live(|leg| leg.purpose() == "workflow") <= 1,
        "5 at most one message flow is live",
    );
    breaches.must_all(
        live(|leg| leg.purpose() == "botflow") <= 1,
        "5 at most one bot is live",
    );
    breaches.must_all(
        live(|leg| leg.is(MessageState::Alerting)) <= 1,
        "5 at most one agent alerts",
    );
    let ids: std::collections::BTreeSet<_> = legs.iter().map(Leg::id).collect();
    breaches.must_all(ids.len() == legs.len(), "1 leg ids are unique");
    let latest = legs.iter().filter_map(last_time).max();
    let no_contact_yet = !legs.iter().any(Leg::is_contact);
    breaches.must_all(
        !no_contact_yet || legs.len() <= 1,
        "18 who begins waits for the contact",
    );
    for (place, leg) in legs.iter().enumerate() {
        let mut must = |holds, rule| breaches.must(holds, rule, leg);
        let same_user = legs.iter().filter(|other| {
            other.is_live()
                && other.is_agent()
                && other.participant.user_id == leg.participant.user_id
        });
        must(
            !(leg.is_agent() && leg.is_live()) || same_user.count() == 1,
            "19 one live leg per user",
        );
        // Who writes into a closed conversation waits for the contact as who begins one does.
        let after_all = legs
            .iter()
            .filter(|other| other.start() < leg.start())
            .all(|other| other.end().is_some_and(|end| Some(end) <= leg.start()));
        let no_contact_since = !legs
            .iter()
            .any(|other| other.is_contact() && (other.is_live() || other.end() > leg.start()));
        let waits = no_contact_yet || (after_all && no_contact_since);
        let peer = leg
            .leg
            .peer_id
            .as_ref()
            .and_then(|id| legs.iter().find(|other| other.id() == Some(id)));
        let points_well = match (leg.leg.peer_id.is_some(), leg.is_contact()) {
            (false, is_contact) => is_contact || waits,
            (true, true) => peer.is_some_and(|peer| is_last_agent(peer, leg, legs)),
            (true, false) => {
                peer.is_some_and(|peer| peer.is_contact() && peer.meets(leg, HANG_UP_MS))
            }
        };
        let rule = if leg.is_contact() {
            "17 the contact points to nobody or to the agent who connected last"
        } else {
            "16 internal legs point to the contact's leg"
        };
        must(points_well, rule);
        let (Some(start), Some(end)) = (leg.start(), leg.end().or(latest)) else {
            continue;
        };
        let accompanied = |at| {
            legs.iter()
                .any(|other| other.is_contact() && other.lives_at(at, HANG_UP_MS))
        };
        if !leg.is_contact() {
            must(
                place == 0 || after_all || accompanied(start),
                "18 internal legs join a live contact",
            );
            must(
                waits
                    || accompanied(end)
                    || (missed != Missed::Nothing && leg.is_left_behind(legs)),
                "18 internal legs do not outlive the contact",
            );
        }
        if leg.purpose() == "acd" {
            let engaged = |other: &Leg<'_>| {
                other.is_agent()
                    && other.was_connected()
                    && other.start() < Some(start)
                    && other.end().is_none_or(|end| end > start)
            };
            let waiting = |other: &&Leg<'_>| other.is_flow() && other.lives_at(start, -1);
            let connects = legs
                .iter()
                .filter(|other| other.is_agent())
                .filter_map(Leg::takes_part_since);
            // A hang-up can begin just before the queue was to let go, which then leaves with all
            // others.
            let most_ms = match leg.ended_by(DisconnectType::Transfer) {
                true => HAND_OVER_MS,
                false => HAND_OVER_MS + HANG_UP_MS,
            };
            let keeps = |since: Timestamp| start < since && end.millis_since(since) > most_ms;
            must(
                !connects.into_iter().any(keeps),
                "20 a queue lets go when an agent connects",
            );
            must(
                !legs.iter().any(engaged),
                "5 a queue takes over from agents",
            );
            must(
                legs.iter()
                    .filter(waiting)
                    .all(|other| other.end().is_some()),
                "5 a queue takes over from flows",
            );
        }
        if leg.is_flow() {
            let there = |other: &Leg<'_>| {
                other.start() < Some(start) && other.end().is_none_or(|end| end > start)
            };
            let calls = |other: &Leg<'_>| {
                other.purpose() == "workflow"
                    && other.start() <= Some(start)
                    && other.end().is_none_or(|end| end >= start)
            };
            let waits = |other: &Leg<'_>| other.purpose() == "acd" && there(other);
            must(
                !legs.iter().any(|other| {
                    let since = other.takes_part_since().filter(|_| other.is_agent());
                    since.is_some_and(|since| since < start) && there(other)
                }),
                "5 a flow takes over from agents",
            );
            must(
                leg.purpose() == "workflow" || !legs.iter().any(waits) || legs.iter().any(calls),
                "10 a bot beside a queue is called by a flow",
            );
            let gives_way = |other: &Leg<'_>| {
                let connects = other.takes_part_since().filter(|_| other.is_agent());
                connects.is_none_or(|at| at <= start || end.millis_since(at) <= HAND_OVER_MS)
            };
            must(
                legs.iter().all(gives_way),
                "10 a flow gives way to the agent who connects",
            );
        }
    }
}

/// Whether this is the agent's leg that connected last while the contact was there, as far as
/// hand-overs can tell.
fn is_last_agent(agent: &Leg<'_>, contact: &Leg<'_>, legs: &[Leg<'_>]) -> bool {
    let is_last_of = |connected: &dyn Fn(&Leg<'_>) -> bool| {
        let agents = legs.iter().filter(|leg| leg.is_agent() && connected(leg));
        let last = agents.filter_map(Leg::takes_part_since).max();
        let both = agent.takes_part_since().zip(last);
        both.is_some_and(|(since, last)| last.millis_since(since) <= HAND_OVER_MS)
    };
    let in_time = |leg: &Leg<'_>| contact.end().is_none_or(|end| leg.start() < Some(end));
    // At the very instant of the contact's end somebody may have connected, or have taken the
    // conversation up again.
    let is_last = is_last_of(&|leg| leg.meets(contact, 0))
        || is_last_of(&|leg| leg.meets(contact, 0) && in_time(leg));
    agent.is_agent() && agent.meets(contact, HANG_UP_MS) && is_last
}

fn the_end(conversation: &Conversation, legs: &[Leg<'_>], missed: Missed, breaches: &mut Breaches) {
    let pending = |leg: &Leg<'_>| {
        let work = leg.leg.after_call_work.as_ref();
        work.and_then(|work| work.state.as_ref()) == Some(&AfterCallWorkState::Pending)
    };
    let over = !legs.is_empty() && !legs.iter().any(|leg| leg.is_live() || pending(leg));
    breaches.must_all(
        conversation.end_time.is_some() == (over && missed != Missed::End),
        "34 the conversation ends with its last leg and its work",
    );
    let last = legs.iter().filter_map(Leg::end).max();
    breaches.must_all(
        conversation.end_time.is_none() || conversation.end_time >= last,
        "34 it ends after every leg",
    );
    let first = legs.iter().filter_map(Leg::start).min();
    breaches.must_all(
        legs.is_empty() || conversation.start_time == first,
        "11 it starts with its first leg",
    );
}
