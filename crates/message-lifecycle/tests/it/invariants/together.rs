//! What must hold of the legs of a conversation together.

use message_model::{AfterCallWorkState, Conversation, MessageState};

use super::leg::{Leg, last_time};
use super::{Breaches, HANG_UP_MS};

pub(super) fn check(conversation: &Conversation, legs: &[Leg<'_>], breaches: &mut Breaches) {
    company(legs, breaches);
    the_end(conversation, legs, breaches);
}

/// Who can be there together, and who points to whom.
fn company(legs: &[Leg<'_>], breaches: &mut Breaches) {
    let live = |wanted: fn(&Leg<'_>) -> bool| legs.iter().filter(|leg| leg.is_live() && wanted(leg)).count();
    breaches.must_all(live(|leg| leg.is_contact()) <= 1, "18 at most one contact is live");
    breaches.must_all(live(|leg| leg.purpose() == "acd") <= 1, "19 at most one queue is live");
    breaches.must_all(live(|leg| leg.is_flow()) <= 1, "5 at most one flow is live");
    breaches.must_all(live(|leg| leg.is(MessageState::Alerting)) <= 1, "5 at most one agent alerts");
    let ids: std::collections::BTreeSet<_> = legs.iter().map(Leg::id).collect();
    breaches.must_all(ids.len() == legs.len(), "1 leg ids are unique");
    let latest = legs.iter().filter_map(last_time).max();
    let contact_ids: Vec<_> = legs.iter().filter(|leg| leg.is_contact()).map(|leg| &leg.leg.id).collect();
    let agent_ids: Vec<_> = legs.iter().filter(|leg| leg.is_agent()).map(|leg| &leg.leg.id).collect();
    let outbound = legs.first().is_some_and(|leg| !leg.is_contact());
    for leg in legs {
        let mut must = |holds, rule| breaches.must(holds, rule, leg);
        let same_user = legs.iter().filter(|other| {
            other.is_live() && other.is_agent() && other.participant.user_id == leg.participant.user_id
        });
        must(!(leg.is_agent() && leg.is_live()) || same_user.count() == 1, "19 one live leg per user");
        match &leg.leg.peer_id {
            None => must(leg.is_contact() || contact_ids.is_empty(), "16 internal legs point to the contact's leg"),
            Some(peer) if leg.is_contact() => {
                must(agent_ids.contains(&&Some(peer.clone())), "17 the contact points to an agent or nobody");
            }
            Some(peer) => {
                must(contact_ids.contains(&&Some(peer.clone())), "16 internal legs point to the contact's leg")
            }
        }
        let (Some(start), Some(end)) = (leg.start(), leg.end().or(latest)) else { continue };
        let accompanied = |at| legs.iter().any(|other| other.is_contact() && other.lives_at(at, HANG_UP_MS));
        if !leg.is_contact() {
            must(outbound || accompanied(start), "18 internal legs join a live contact");
            must(contact_ids.is_empty() || accompanied(end), "18 internal legs do not outlive the contact");
        }
        if leg.purpose() == "acd" {
            let engaged = |other: &Leg<'_>| {
                other.is_agent()
                    && other.was_connected()
                    && other.start() < Some(start)
                    && other.end().is_none_or(|end| end > start)
            };
            let waiting = |other: &&Leg<'_>| other.is_flow() && other.lives_at(start, -1);
            must(!legs.iter().any(engaged), "5 a queue takes over from agents");
            must(legs.iter().filter(waiting).all(|other| other.end().is_some()), "5 a queue takes over from flows");
        }
        if leg.is_flow() {
            let busy = |other: &&Leg<'_>| {
                (other.purpose() == "acd" || (other.is_agent() && other.was_connected()))
                    && other.start() < Some(start)
                    && other.end().is_none_or(|end| end > start)
            };
            must(!legs.iter().any(|other| busy(&other)), "5 a flow takes over from queues and agents");
        }
    }
}

fn the_end(conversation: &Conversation, legs: &[Leg<'_>], breaches: &mut Breaches) {
    let pending = |leg: &Leg<'_>| {
        let work = leg.leg.after_call_work.as_ref();
        work.and_then(|work| work.state.as_ref()) == Some(&AfterCallWorkState::Pending)
    };
    let over = !legs.is_empty() && !legs.iter().any(|leg| leg.is_live() || pending(leg));
    breaches
        .must_all(conversation.end_time.is_some() == over, "34 the conversation ends with its last leg and its work");
    let last = legs.iter().filter_map(Leg::end).max();
    breaches.must_all(conversation.end_time.is_none() || conversation.end_time >= last, "34 it ends after every leg");
    let first = legs.iter().filter_map(Leg::start).min();
    breaches.must_all(legs.is_empty() || conversation.start_time == first, "11 it starts with its first leg");
}
