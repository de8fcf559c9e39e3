//! Who can end how, and what becomes of the others.

use message_model::{DisconnectType, Timestamp};

use super::leg::{Leg, last_time};
use super::{Breaches, HAND_OVER_MS, HANG_UP_MS};

/// Checks how a leg has ended. `following` are the legs that follow when a party ends.
pub(super) fn check(
    leg: &Leg<'_>,
    legs: &[Leg<'_>],
    following: &[&Leg<'_>],
    breaches: &mut Breaches,
) {
    let (Some(kind), Some(at)) = (leg.leg.disconnect_type.as_ref(), leg.end()) else {
        return;
    };
    let others = || {
        legs.iter()
            .filter(|other| !std::ptr::eq(other.leg, leg.leg))
    };
    let contact_goes_on = legs
        .iter()
        .any(|other| other.is_contact() && other.outlives(at));
    // The contact of an outbound conversation may join in the very millisecond in which the agent
    // hands on.
    let contact_joins = legs
        .iter()
        .any(|other| other.is_contact() && other.start() == Some(at) && other.stays(at));
    let answered = leg.was_connected();
    let latest = legs
        .iter()
        .filter_map(|leg| leg.end().max(last_time(leg)))
        .max();
    let settled = latest.is_some_and(|latest| latest.millis_since(at) > HANG_UP_MS);
    let near = |other: &Leg<'_>, within_ms: i64| {
        other
            .end()
            .is_some_and(|end| end.millis_since(at).abs() <= within_ms)
    };
    let colleague_connects = others().any(|other| {
        other.is_agent()
            && other
                .takes_part_since()
                .is_some_and(|since| since.millis_since(at).abs() <= HAND_OVER_MS)
    });
    let colleague_takes_part = others()
        .any(|other| other.is_agent() && other.was_connected() && other.lives_at(at, HAND_OVER_MS));
    let queue_waits = legs
        .iter()
        .any(|other| other.purpose() == "acd" && other.lives_at(at, HAND_OVER_MS));
    let by_admin =
        others().any(|other| other.ended_by(DisconnectType::System) && near(other, HANG_UP_MS));
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    match kind {
        DisconnectType::Peer => must(
            others().any(|other| {
                !other.ended_by(DisconnectType::Peer)
                    && other
                        .end()
                        .is_some_and(|end| (0..=HANG_UP_MS).contains(&at.millis_since(end)))
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
        DisconnectType::Timeout | DisconnectType::SessionExpired => {
            must(leg.is_contact(), "5 the contact's session")
        }
        DisconnectType::Spam => must(leg.is_contact(), "5 the contact is spam"),
        DisconnectType::Inactivity => {
            must(
                leg.is_contact() || (leg.is_agent() && answered),
                "5 inactivity ends contact and agent",
            );
        }
        DisconnectType::TransferNoAnswer | DisconnectType::TransferNotAvailable => {
            must(
                leg.is_agent() && !answered,
                "5 only an offer misses a transfer",
            );
            must(
                colleague_takes_part,
                "5 a missed transfer leaves the colleague connected",
            );
        }
        DisconnectType::System if leg.is_agent() && !answered => {
            // An administrator's disconnect shows only when the others have followed.
            let by_admin = by_admin || !settled;
            let timeout = leg.participant.alerting_timeout_ms.unwrap_or_default();
            let alerted = leg.start().map_or(0, |start| at.millis_since(start));
            must(
                by_admin || (timeout + 100..=timeout + 250).contains(&alerted),
                "23 an offer times out at its time",
            );
            must(
                by_admin || queue_waits,
                "23 the queue waits while an offer times out",
            );
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
    let flow_ends = others().any(|other| {
        other.is_flow() && other.ended_by(DisconnectType::Client) && near(other, HANG_UP_MS)
    });
    must(
        kind != &DisconnectType::Client || leg.purpose() != "acd" || flow_ends,
        "10 a queue ends by client only when its flow disconnects",
    );
    // A flow in a queue, and a bot within a flow, come and go while the others stay.
    let serves_along = leg.is_flow()
        && others().any(|other| {
            let calls = leg.purpose() == "botflow" && other.purpose() == "workflow";
            let answers = other.is_agent() && other.was_connected();
            (calls || answers || other.purpose() == "acd") && other.lives_at(at, HAND_OVER_MS)
        });
    let returns = serves_along && kind == &DisconnectType::System;
    let hands_on = leg.is_flow() || leg.purpose() == "acd";
    must(
        !(hands_on && settled && contact_goes_on) || returns || kind == &DisconnectType::Transfer,
        "21 flows and queues that hand on end with transfer",
    );
    let hangs_up = match kind {
        DisconnectType::Client | DisconnectType::Error => answered && leg.purpose() != "api",
        DisconnectType::System => answered && leg.purpose() != "api" && !serves_along,
        DisconnectType::Timeout
        | DisconnectType::SessionExpired
        | DisconnectType::Spam
        | DisconnectType::Peer => true,
        _ => leg.is_contact(),
    };
    if hangs_up && settled {
        must(
            !following.iter().any(|other| other.outlives(at)),
            "22 when one party ends, nobody goes on",
        );
    }
    let acts_alone = hangs_up
        && matches!(
            kind,
            DisconnectType::Client | DisconnectType::Error | DisconnectType::Spam
        );
    if acts_alone {
        let left = following.iter().filter(|other| {
            other.start() < Some(at)
                && other
                    .end()
                    .is_some_and(|end| (1..=HANG_UP_MS).contains(&end.millis_since(at)))
        });
        let queue_of_flow = |other: &Leg<'_>| leg.is_flow() && other.purpose() == "acd";
        let mut left = left.filter(|other| !std::ptr::eq(other.leg, leg.leg));
        let all_peers = left.all(|other| {
            other.ended_by(DisconnectType::Peer)
                || (queue_of_flow(other) && other.ended_by(DisconnectType::Client))
        });
        must(all_peers, "22 who is left gets peer");
    }
    if leg.purpose() == "acd" && kind == &DisconnectType::Transfer {
        let taken_out = others().any(|other| {
            other.purpose() == "workflow"
                && other.start() >= leg.start()
                && other.ended_by(DisconnectType::Transfer)
                && near(other, HAND_OVER_MS)
        });
        must(
            colleague_connects || taken_out,
            "20 a queue lets go when an agent connects or its flow takes the contact out",
        );
    }
}

/// Whether the contact's leg ended at about that time: then it could not go on.
fn left_by_contact(legs: &[Leg<'_>], at: Timestamp) -> bool {
    legs.iter().any(|leg| {
        leg.is_contact()
            && leg
                .end()
                .is_some_and(|end| end.millis_since(at).abs() <= HAND_OVER_MS)
    })
}
