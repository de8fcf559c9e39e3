//! What must hold of a conversation and of two successive snapshots of it, written from the facts.
//!
//! This is the second statement of the rules. It reads wire values only: neither the table nor the step function nor
//! anything else of the simulator, so that it can catch them. Each check is named for what it demands; the number in
//! front is that of the invariant it states, `5` alone that it restates a row of the state machine. What real payloads
//! leave open is left open here: clocks differ by up to 100 ms, hand-overs overlap or gap by up to 50 ms, the others hang
//! up within 20 ms (3 to 15 were seen).

use std::collections::BTreeMap;

use message_model::{
    AfterCallWorkState, Conversation, DisconnectType, Id, Message, MessageDetails, MessageState, MessageStatus,
    Participant, Segment, Timestamp,
};

const CLOCKS_MS: i64 = 100;
const HAND_OVER_MS: i64 = 50;
const HANG_UP_MS: i64 = 20;

/// One leg with its participant.
struct Leg<'s> {
    participant: &'s Participant,
    leg: &'s Message,
}

/// Breaches found so far.
#[derive(Default)]
struct Breaches(Vec<String>);

impl Breaches {
    fn must(&mut self, holds: bool, rule: &str, leg: &Leg<'_>) {
        if !holds {
            let purpose = leg.participant.purpose.as_deref().unwrap_or("?");
            let id = leg.leg.id.as_ref().map(Id::to_string).unwrap_or_default();
            self.0.push(format!("{rule}: {purpose} leg {id}"));
        }
    }

    fn must_all(&mut self, holds: bool, rule: &str) {
        if !holds {
            self.0.push(rule.to_owned());
        }
    }
}

/// Everything that must hold of one snapshot.
pub(crate) fn of_snapshot(conversation: &Conversation) -> Vec<String> {
    let legs = legs(conversation);
    let mut breaches = Breaches::default();
    for leg in &legs {
        state_and_times(leg, &mut breaches);
        segments(leg, &mut breaches);
        messages(leg, &mut breaches);
        after_call_work(leg, &mut breaches);
        endings_by_role(leg, &legs, &mut breaches);
    }
    company(&legs, &mut breaches);
    the_end(conversation, &legs, &mut breaches);
    breaches.0
}

/// Everything that must hold between a snapshot and the next.
pub(crate) fn of_succession(before: &Conversation, after: &Conversation) -> Vec<String> {
    let mut breaches = Breaches::default();
    let later: BTreeMap<Option<&Id>, Leg<'_>> = legs(after).into_iter().map(|leg| (leg.id(), leg)).collect();
    breaches
        .must_all(before.id == after.id && before.start_time == after.start_time, "1 the conversation keeps its id");
    for old in legs(before) {
        let Some(new) = later.get(&old.id()) else {
            breaches.must(false, "1 a leg stays where it is", &old);
            continue;
        };
        succession_of_leg(&old, new, &mut breaches);
    }
    queue_waits(&legs(before), &later, &mut breaches);
    breaches.0
}

fn legs(conversation: &Conversation) -> Vec<Leg<'_>> {
    let participants = conversation.participants.iter().flatten();
    participants
        .flat_map(|participant| participant.messages.iter().flatten().map(move |leg| Leg { participant, leg }))
        .collect()
}

impl<'s> Leg<'s> {
    fn id(&self) -> Option<&'s Id> {
        self.leg.id.as_ref()
    }

    fn purpose(&self) -> &str {
        self.participant.purpose.as_deref().unwrap_or("")
    }

    fn is_contact(&self) -> bool {
        matches!(self.purpose(), "customer" | "external")
    }

    fn is_agent(&self) -> bool {
        self.purpose() == "agent"
    }

    fn is_flow(&self) -> bool {
        matches!(self.purpose(), "workflow" | "botflow")
    }

    fn is(&self, state: MessageState) -> bool {
        self.leg.state == Some(state)
    }

    fn is_live(&self) -> bool {
        !self.is(MessageState::Disconnected)
    }

    fn was_connected(&self) -> bool {
        self.leg.connected_time.is_some()
    }

    fn segments(&self) -> &[Segment] {
        self.leg.segments.as_deref().unwrap_or_default()
    }

    fn messages(&self) -> &[MessageDetails] {
        self.leg.messages.as_deref().unwrap_or_default()
    }

    fn start(&self) -> Option<Timestamp> {
        self.segments().first().and_then(|segment| segment.start_time)
    }

    fn end(&self) -> Option<Timestamp> {
        self.leg.disconnected_time
    }

    fn ended_by(&self, kind: DisconnectType) -> bool {
        self.leg.disconnect_type.as_ref() == Some(&kind)
    }

    /// Whether the leg is live at that instant, give or take.
    fn lives_at(&self, at: Timestamp, tolerance_ms: i64) -> bool {
        self.start().is_some_and(|start| start.millis_since(at) <= tolerance_ms)
            && self.end().is_none_or(|end| at.millis_since(end) <= tolerance_ms)
    }

    /// Whether the leg goes on after that instant by more than the time in which everybody hangs up.
    fn outlives(&self, at: Timestamp) -> bool {
        self.start().is_some_and(|start| start < at) && self.stays(at)
    }

    /// Whether the leg, once begun, is still there when everybody has hung up who does so at that instant.
    fn stays(&self, at: Timestamp) -> bool {
        self.end().is_none_or(|end| end.millis_since(at) > HANG_UP_MS)
    }
}

fn state_and_times(leg: &Leg<'_>, breaches: &mut Breaches) {
    let wire = leg.leg;
    let known = [MessageState::Alerting, MessageState::Connected, MessageState::Parked, MessageState::Disconnected];
    let alerting = leg.is(MessageState::Alerting);
    let disconnected = leg.is(MessageState::Disconnected);
    let parked = leg.is(MessageState::Parked);
    let alerted = wire.initial_state == Some(MessageState::Alerting);
    let held = wire.held == Some(true);
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    must(wire.id.as_ref().is_some_and(|id| id.as_uuid().is_some()), "1 a leg's id is a UUID");
    must(wire.state.as_ref().is_some_and(|state| known.contains(state)), "2 the state is one of four");
    must(wire.disconnect_type.is_some() == disconnected, "3 disconnectType exactly when disconnected");
    must(wire.disconnected_time.is_some() == disconnected, "4 disconnectedTime exactly when disconnected");
    must(!(alerting && leg.was_connected()), "5 no connectedTime while alerting");
    must(alerting || disconnected || leg.was_connected(), "5 a connected or parked leg has connectedTime");
    must(disconnected || alerted || !alerting, "5 who alerts began alerting");
    must(alerted == wire.start_alerting_time.is_some(), "6, 7 startAlertingTime exactly when it began alerting");
    must(
        matches!(wire.initial_state, Some(MessageState::Alerting | MessageState::Connected)),
        "5 a leg begins alerting or connected",
    );
    must(!alerted || leg.is_agent(), "21 only agents alert");
    must(!held || leg.is(MessageState::Connected), "8 held only while connected");
    must(held == wire.start_hold_time.is_some(), "8 startHoldTime exactly while held");
    must(!held || leg.is_agent(), "5 only agents hold");
    must(not_after(wire.start_alerting_time, wire.connected_time), "9 alerting before connected");
    must(not_after(wire.connected_time, wire.disconnected_time), "9 connected before disconnected");
    must(not_after(wire.start_alerting_time, wire.disconnected_time), "9 alerting before disconnected");
    must(!parked || wire.park_time.is_some(), "32 a parked leg has parkTime");
    must(parked == wire.resume_time.is_some(), "32 resumeTime exactly while parked");
    must(wire.resume_time.is_none() || wire.resume_time > wire.park_time, "32 resumeTime after parkTime");
    must(wire.park_time.is_none() || leg.is_agent(), "5 only agents park");
    must(
        wire.error_info.is_some() == leg.ended_by(DisconnectType::Error),
        "5 errorInfo on a leg exactly when it ended by error",
    );
    must(
        leg.participant.connected_time.is_some() == leg.was_connected(),
        "5 participant and leg agree about having connected",
    );
}

/// The first is not after the second, as far as two clocks can tell.
fn not_after(first: Option<Timestamp>, second: Option<Timestamp>) -> bool {
    first.zip(second).is_none_or(|(first, second)| first.millis_since(second) <= CLOCKS_MS)
}

fn segments(leg: &Leg<'_>, breaches: &mut Breaches) {
    let wire = leg.leg;
    let segments = leg.segments();
    let kind = |segment: &Segment| segment.r#type.clone().unwrap_or_default();
    let kinds: Vec<String> = segments.iter().map(kind).collect();
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    must(!segments.is_empty(), "11 a leg has a segment from its start on");
    let Some((last, closed)) = segments.split_last() else { return };
    for pair in segments.windows(2) {
        must(pair[0].end_time.is_some() && pair[0].end_time == pair[1].start_time, "10 segments are contiguous");
        must(pair[0].how_ended == pair[1].r#type, "14 howEnded names the next segment");
        must(kind(&pair[0]) != kind(&pair[1]), "13 segments alternate");
        must(
            kind(&pair[0]) == "Interact" || kind(&pair[1]) == "Interact",
            "13 between holds, parkings and alerts the parties interact",
        );
    }
    must(
        segments.iter().all(|segment| segment.start_time <= segment.end_time.or(segment.start_time)),
        "10 time runs on",
    );
    must(closed.iter().all(|segment| segment.disconnect_type.is_none()), "15 disconnectType on the last segment only");
    must(segments[0].start_time == leg.participant.start_time, "11 first segment starts with the participant");
    must(last.end_time == wire.disconnected_time, "11 last segment ends with the leg");
    must(leg.participant.end_time == wire.disconnected_time, "11 participant ends with the leg");
    must((last.how_ended.as_deref() == Some("Disconnect")) != leg.is_live(), "14 Disconnect exactly at the end");
    let type_of_leg = wire.disconnect_type.as_ref().map(|kind| kind.as_str().to_owned());
    must(last.disconnect_type == type_of_leg, "15 the last segment's disconnectType is the leg's");
    let alerts = kinds.iter().filter(|kind| *kind == "Alert").count();
    must(alerts <= 1 && kinds[1..].iter().all(|kind| kind != "Alert"), "12 Alert is first and once");
    must((alerts == 1) == wire.start_alerting_time.is_some(), "12 who alerts has an Alert segment");
    must(leg.was_connected() == kinds.iter().any(|kind| kind == "Interact"), "5 who connects has an Interact segment");
    must(kinds.iter().any(|kind| kind == "Parked") == wire.park_time.is_some(), "32 who parks has a Parked segment");
    let expected = match (&wire.state, wire.held) {
        (Some(MessageState::Alerting), _) => "Alert",
        (Some(MessageState::Connected), Some(true)) => "Hold",
        (Some(MessageState::Connected), _) => "Interact",
        (Some(MessageState::Parked), _) => "Parked",
        _ => return,
    };
    must(kinds.last().is_some_and(|kind| kind == expected), "5 the open segment says what the leg does");
}

fn messages(leg: &Leg<'_>, breaches: &mut Breaches) {
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    let messages = leg.messages();
    must(messages.is_empty() || leg.purpose() != "acd", "24 queues do not write");
    must(messages.is_empty() || leg.was_connected(), "24 who writes was connected");
    must(
        messages.windows(2).all(|pair| pair[0].message_time <= pair[1].message_time),
        "24 messages are in order of time",
    );
    for message in messages {
        let status = message.message_status.as_ref();
        let inbound = matches!(status, Some(MessageStatus::Received | MessageStatus::Removed));
        let failure = matches!(status, Some(MessageStatus::Failed | MessageStatus::DeliveryFailed));
        must(status.is_some(), "27 a message has a status");
        must(inbound == leg.is_contact(), "27 received is what the contact writes, delivered what is written to them");
        must(message.error_info.is_some() == failure, "28 errorInfo exactly with a failure");
        let channel = leg.leg.r#type.as_ref().map(message_model::MessageType::as_str);
        let whatsapp_only = matches!(status, Some(MessageStatus::Published | MessageStatus::Read));
        must(!whatsapp_only || channel == Some("whatsapp"), "26 published and read are WhatsApp's");
        let within = message
            .message_time
            .is_some_and(|at| leg.start().is_some_and(|start| at >= start) && leg.end().is_none_or(|end| at <= end));
        must(within, "24 a message is sent while its leg lives");
        let first_interact = leg.segments().iter().find(|segment| segment.r#type.as_deref() == Some("Interact"));
        must(
            first_interact.is_some_and(|segment| segment.start_time <= message.message_time),
            "24 a message is sent once its leg is connected",
        );
    }
}

fn after_call_work(leg: &Leg<'_>, breaches: &mut Breaches) {
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    let work = leg.leg.after_call_work.as_ref();
    let due = leg.is_agent() && leg.was_connected() && !leg.is_live();
    must(work.is_some() == due, "31 after-call work exactly on ended agent legs that were connected");
    let state = work.and_then(|work| work.state.as_ref());
    let pending = state == Some(&AfterCallWorkState::Pending);
    let start = work.and_then(|work| work.start_time);
    let end = work.and_then(|work| work.end_time);
    must(work.is_none() || start == leg.end(), "31 after-call work starts with the end of the leg");
    must(work.is_none() || pending == end.is_none(), "5 pending work has no end");
    must(end.is_none() || end >= start, "5 work ends after it starts");
    must(state != Some(&AfterCallWorkState::Skipped) || end == start, "5 skipped work takes no time");
    must(leg.participant.start_acw_time == start, "31 startAcwTime is the work's");
    must(leg.participant.end_acw_time == end, "31 endAcwTime is the work's");
    let skipped = leg.participant.wrapup_skipped == Some(true);
    must(skipped == (state == Some(&AfterCallWorkState::Skipped)), "5 wrapupSkipped says what the work says");
}

/// Who can end how, and what becomes of the others.
fn endings_by_role(leg: &Leg<'_>, legs: &[Leg<'_>], breaches: &mut Breaches) {
    let (Some(kind), Some(at)) = (leg.leg.disconnect_type.as_ref(), leg.end()) else { return };
    let others = || legs.iter().filter(|other| !std::ptr::eq(other.leg, leg.leg));
    let contact_goes_on = legs.iter().any(|other| other.is_contact() && other.outlives(at));
    // The contact of an outbound conversation may join in the very millisecond in which the agent hands on.
    let contact_joins = legs.iter().any(|other| other.is_contact() && other.start() == Some(at) && other.stays(at));
    let answered = leg.was_connected();
    let latest = legs.iter().filter_map(|leg| leg.end().max(last_time(leg))).max();
    let settled = latest.is_some_and(|latest| latest.millis_since(at) > HANG_UP_MS);
    let near = |other: &Leg<'_>, within_ms: i64| other.end().is_some_and(|end| end.millis_since(at).abs() <= within_ms);
    let colleague_connects = others().any(|other| {
        other.is_agent()
            && other.leg.connected_time.is_some_and(|time| time.millis_since(at).abs() <= HAND_OVER_MS + CLOCKS_MS)
    });
    let colleague_takes_part =
        others().any(|other| other.is_agent() && other.was_connected() && other.lives_at(at, HAND_OVER_MS));
    let queue_waits = legs.iter().any(|other| other.purpose() == "acd" && other.lives_at(at, HAND_OVER_MS));
    let by_admin = others().any(|other| other.ended_by(DisconnectType::System) && near(other, HANG_UP_MS));
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    match kind {
        DisconnectType::Peer => must(
            others().any(|other| {
                !other.ended_by(DisconnectType::Peer)
                    && other.end().is_some_and(|end| (0..=HANG_UP_MS).contains(&at.millis_since(end)))
            }),
            "22 peer: another party has ended just before",
        ),
        DisconnectType::Transfer | DisconnectType::Takeover if settled => {
            must(
                contact_goes_on || contact_joins || left_by_contact(legs, at),
                "21 who hands on leaves the contact connected",
            );
            must(!leg.is_contact(), "21 the contact is not handed on");
        }
        DisconnectType::Timeout | DisconnectType::SessionExpired => must(leg.is_contact(), "5 the contact's session"),
        DisconnectType::Spam => must(leg.is_contact(), "5 the contact is spam"),
        DisconnectType::Inactivity => {
            must(leg.is_contact() || (leg.is_agent() && answered), "5 inactivity ends contact and agent");
        }
        DisconnectType::TransferNoAnswer | DisconnectType::TransferNotAvailable => {
            must(leg.is_agent() && !answered, "5 only an offer misses a transfer");
            must(colleague_takes_part, "5 a missed transfer leaves the colleague connected");
        }
        DisconnectType::System if leg.is_agent() && !answered => {
            // An administrator's disconnect shows only when the others have followed.
            let by_admin = by_admin || !settled;
            let timeout = leg.participant.alerting_timeout_ms.unwrap_or_default();
            let alerted = leg.start().map_or(0, |start| at.millis_since(start));
            must(by_admin || (timeout + 100..=timeout + 250).contains(&alerted), "23 an offer times out at its time");
            must(by_admin || queue_waits, "23 the queue waits while an offer times out");
        }
        DisconnectType::Client
        | DisconnectType::Transfer
        | DisconnectType::Takeover
        | DisconnectType::System
        | DisconnectType::Error => {}
        _ => must(false, "5 a message leg does not end like this"),
    }
    must(
        kind != &DisconnectType::Takeover || (leg.is_agent() && colleague_connects),
        "5 takeover: a colleague connects",
    );
    must(kind != &DisconnectType::Client || leg.purpose() != "acd", "21 a queue has no client");
    let hands_on = leg.is_flow() || leg.purpose() == "acd";
    must(
        !(hands_on && settled && contact_goes_on) || kind == &DisconnectType::Transfer,
        "21 flows and queues that hand on end with transfer",
    );
    let hangs_up = match kind {
        DisconnectType::Client | DisconnectType::Error => answered && leg.purpose() != "api",
        DisconnectType::System => answered && leg.purpose() != "api",
        DisconnectType::Timeout | DisconnectType::SessionExpired | DisconnectType::Spam | DisconnectType::Peer => true,
        _ => leg.is_contact(),
    };
    if hangs_up && settled {
        must(!legs.iter().any(|other| other.outlives(at)), "22 when one party ends, nobody goes on");
    }
    let acts_alone = hangs_up && matches!(kind, DisconnectType::Client | DisconnectType::Error | DisconnectType::Spam);
    if acts_alone {
        let left = others().filter(|other| {
            other.start() < Some(at) && other.end().is_some_and(|end| (1..=HANG_UP_MS).contains(&end.millis_since(at)))
        });
        let all_peers = left.into_iter().all(|other| other.ended_by(DisconnectType::Peer));
        must(all_peers, "22 who is left gets peer");
    }
    if leg.purpose() == "acd" && kind == &DisconnectType::Transfer {
        must(colleague_connects, "20 a queue lets go when an agent connects");
    }
}

/// Whether the contact's leg ended at about that time: then it could not go on.
fn left_by_contact(legs: &[Leg<'_>], at: Timestamp) -> bool {
    legs.iter().any(|leg| leg.is_contact() && leg.end().is_some_and(|end| end.millis_since(at).abs() <= HAND_OVER_MS))
}

/// The latest time that the leg shows.
fn last_time(leg: &Leg<'_>) -> Option<Timestamp> {
    let segments = leg.segments().iter().flat_map(|segment| [segment.start_time, segment.end_time]);
    let messages = leg.messages().iter().map(|message| message.message_time);
    segments.chain(messages).flatten().max()
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

fn succession_of_leg(old: &Leg<'_>, new: &Leg<'_>, breaches: &mut Breaches) {
    let (before, after) = (old.leg, new.leg);
    let mut must = |holds, rule| breaches.must(holds, rule, new);
    must(old.participant.id == new.participant.id, "1 a leg stays with its participant");
    must(before.initial_state == after.initial_state, "5 initialState never changes");
    must(before.direction == after.direction && before.r#type == after.r#type, "5 direction and type never change");
    must(kept(&before.start_alerting_time, &after.start_alerting_time), "5 startAlertingTime never changes");
    must(kept(&before.connected_time, &after.connected_time), "5 connectedTime never changes");
    must(before.park_time.is_none() || after.park_time.is_some(), "32 parkTime survives the resume");
    must(kept(&before.disconnected_time, &after.disconnected_time), "5 an end is final");
    must(kept(&before.disconnect_type, &after.disconnect_type), "5 a disconnectType is final");
    let legal = matches!(
        (&before.state, &after.state),
        (Some(MessageState::Alerting), Some(MessageState::Connected | MessageState::Disconnected))
            | (Some(MessageState::Connected), Some(MessageState::Parked | MessageState::Disconnected))
            | (Some(MessageState::Parked), Some(MessageState::Connected | MessageState::Disconnected))
    );
    must(legal || before.state == after.state, "5 states follow each other as they can");
    let closed = |leg: &Leg<'_>| {
        let ended = leg.segments().iter().take_while(|segment| segment.end_time.is_some());
        ended.cloned().collect::<Vec<_>>()
    };
    let (closed_before, closed_after) = (closed(old), closed(new));
    must(closed_after.starts_with(&closed_before), "10 an ended segment never changes");
    let told = old.messages().len();
    must(new.messages().len() >= told, "24 messages only come in addition");
    for (was, is) in old.messages().iter().zip(new.messages()) {
        must(was.message_id == is.message_id && was.message_time == is.message_time, "24 a message stays what it is");
        must(status_follows(was.message_status.as_ref(), is.message_status.as_ref()), "26 a status only moves forward");
    }
    let first_status = new.messages().get(told).and_then(|message| message.message_status.as_ref());
    must(
        matches!(first_status, None | Some(MessageStatus::Received | MessageStatus::Queued)),
        "27 a message begins received or queued",
    );
    let wrote = new.messages().len() > told;
    must(!wrote || (old.is(MessageState::Connected) && before.held == Some(false)), "5 who writes takes part");
    must(kept_work(before, after), "5 after-call work ends once");
}

/// What was there is there unchanged.
fn kept<T: PartialEq>(before: &Option<T>, after: &Option<T>) -> bool {
    before.is_none() || before == after
}

fn kept_work(before: &Message, after: &Message) -> bool {
    let work = |leg: &Message| leg.after_call_work.clone();
    let pending = |leg: &Message| work(leg).and_then(|work| work.state) == Some(AfterCallWorkState::Pending);
    work(before).is_none() || pending(before) || work(before) == work(after)
}

fn status_follows(before: Option<&MessageStatus>, after: Option<&MessageStatus>) -> bool {
    let rank = |status: &MessageStatus| match status {
        MessageStatus::Queued | MessageStatus::Received => Some(0),
        MessageStatus::Sent => Some(1),
        MessageStatus::Published => Some(2),
        MessageStatus::DeliverySuccess => Some(3),
        MessageStatus::Read => Some(4),
        MessageStatus::Failed | MessageStatus::DeliveryFailed | MessageStatus::Removed => Some(9),
        _ => None,
    };
    let (Some(before), Some(after)) = (before, after) else { return false };
    let forward = rank(before) < rank(after) && rank(before) != Some(9) && rank(after).is_some();
    let late_failure = after == &MessageStatus::DeliveryFailed
        && matches!(before, MessageStatus::DeliverySuccess | MessageStatus::Read | MessageStatus::Queued);
    let early_success = before == &MessageStatus::Queued
        && matches!(after, MessageStatus::DeliverySuccess | MessageStatus::Published | MessageStatus::Read);
    let never_left = after == &MessageStatus::Failed && before != &MessageStatus::Queued;
    let unseen = after == &MessageStatus::Read && before != &MessageStatus::DeliverySuccess;
    before == after || (forward && !late_failure && !early_success && !never_left && !unseen)
}

/// 20: a queue stays connected while offers fail.
fn queue_waits(before: &[Leg<'_>], later: &BTreeMap<Option<&Id>, Leg<'_>>, breaches: &mut Breaches) {
    let now = |leg: &Leg<'_>| later.get(&leg.id()).is_some_and(Leg::is_live);
    let failed_offer = before.iter().any(|leg| leg.is(MessageState::Alerting) && !now(leg));
    for queue in before.iter().filter(|leg| leg.purpose() == "acd" && leg.is_live()) {
        breaches.must(!failed_offer || now(queue), "20 a queue stays while an offer fails", queue);
    }
}
