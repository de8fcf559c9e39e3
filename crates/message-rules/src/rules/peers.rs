//! Rules for which leg is paired with which: a star around the customer's leg.

use std::collections::HashMap;

use message_model::{Evidence, Id};

use crate::contact::LegsOfMedium;
use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::medium::{Medium, Role};
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, Entry, ROUTED, USUALLY, WITH_PARTICIPANT};
use crate::source::{CALLBACK_NOTIFICATION, CHAT_LISTING, MESSAGE_ANALYTICS, SDK_ANALYTICS};

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "internal-peer-is-customer",
            severity: Severity::Must,
            views: WITH_PARTICIPANT,
            // An agent who consults another agent by phone has a leg whose peer is that agent's
            // leg.
            media: ROUTED,
            reason: "the peerId of every internal leg points back to the customer's leg",
            evidence: Evidence::Documented,
            sources: &[&SDK_ANALYTICS, &MESSAGE_ANALYTICS, &CALLBACK_NOTIFICATION],
            passes: r#"{"participants": [
                {"purpose": "customer", "messages": [{"id": "dd754eed-0729-420f-934a-491b22cf4940"}]},
                {"purpose": "acd", "messages": [{"peerId": "dd754eed-0729-420f-934a-491b22cf4940"}]}]}"#,
            fails: r#"{"participants": [
                {"purpose": "customer", "messages": [{"id": "dd754eed-0729-420f-934a-491b22cf4940"}]},
                {"purpose": "acd", "messages": [{"peerId": "3f2f3c4b-2a2e-4d9b-8d0b-1c4b8a5f6e70"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(internal_peer),
    ),
    Entry::new(
        Rule {
            id: "internal-leg-has-peer",
            // A recorded listing of chats shows none of their peers.
            media: &[Medium::Message, Medium::Callback],
            reason: "every internal leg says whose leg it is joined to",
            evidence: Evidence::Observed,
            sources: &[&CALLBACK_NOTIFICATION, &MESSAGE_ANALYTICS],
            passes: r#"{"participants": [
                {"purpose": "customer", "messages": [{"id": "dd754eed-0729-420f-934a-491b22cf4940"}]},
                {"purpose": "agent", "messages": [{"peerId": "dd754eed-0729-420f-934a-491b22cf4940"}]}]}"#,
            fails: r#"{"participants": [
                {"purpose": "customer", "messages": [{"id": "dd754eed-0729-420f-934a-491b22cf4940"}]},
                {"purpose": "agent", "messages": [{}]}]}"#,
            ..USUALLY
        },
        Check::Legs(internal_leg_has_peer),
    ),
    Entry::new(
        Rule {
            id: "customer-peer-is-agent",
            views: WITH_PARTICIPANT,
            media: ROUTED,
            reason: "the customer's leg has no peerId, or that of an agent's leg",
            evidence: Evidence::Observed,
            sources: &[&CHAT_LISTING, &CALLBACK_NOTIFICATION, &MESSAGE_ANALYTICS],
            passes: r#"{"participants": [
                {"purpose": "customer", "messages": [{"peerId": "3f2f3c4b-2a2e-4d9b-8d0b-1c4b8a5f6e70"}]},
                {"purpose": "agent", "messages": [{"id": "3f2f3c4b-2a2e-4d9b-8d0b-1c4b8a5f6e70"}]}]}"#,
            fails: r#"{"participants": [
                {"purpose": "customer", "messages": [{"peerId": "3f2f3c4b-2a2e-4d9b-8d0b-1c4b8a5f6e70"}]},
                {"purpose": "acd", "messages": [{"id": "3f2f3c4b-2a2e-4d9b-8d0b-1c4b8a5f6e70"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(customer_peer),
    ),
];

fn internal_peer(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    let roles = roles(of_medium);
    // A payload that does not show the customer's leg cannot be checked against it.
    if !roles.values().any(|role| *role == Role::Customer) {
        return;
    }
    for leg in of_medium.legs.iter().filter(|leg| leg.role.is_internal()) {
        let Some(peer) = &leg.peer_id else { continue };
        judge.that(roles.get(peer) == Some(&Role::Customer), || {
            breach(
                leg.property("peerId"),
                shown(Some(peer)),
                "the id of the customer's leg",
            )
        });
    }
}

fn internal_leg_has_peer(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    // A payload that does not show the customer's leg, or shows it without an id, is a part of one.
    if !roles(of_medium)
        .values()
        .any(|role| *role == Role::Customer)
    {
        return;
    }
    let awaits_customer = of_medium.taken_up_by().map(|leg| leg.place);
    let joined = |leg: &&&Leg<'_>| leg.role.is_internal() && Some(leg.place) != awaits_customer;
    for leg in of_medium.legs.iter().filter(joined) {
        judge.that(leg.peer_id.is_some(), || {
            breach(
                leg.property("peerId"),
                shown(leg.peer_id.as_ref()),
                "the id of the customer's leg",
            )
        });
    }
}

fn customer_peer(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    let roles = roles(of_medium);
    // A payload may show only the customer's leg.
    if !roles.values().any(|role| role.is_internal()) {
        return;
    }
    for leg in of_medium
        .legs
        .iter()
        .filter(|leg| leg.role == Role::Customer)
    {
        let named = leg.peer_id.as_ref().map(|peer| roles.get(peer));
        judge.that(matches!(named, None | Some(Some(Role::Agent))), || {
            breach(
                leg.property("peerId"),
                shown(leg.peer_id.as_ref()),
                "no peerId, or the id of an agent's leg",
            )
        });
    }
}

fn roles<'c>(of_medium: &LegsOfMedium<'c, '_>) -> HashMap<&'c Id, Role> {
    of_medium
        .legs
        .iter()
        .filter_map(|leg| Some((leg.id.as_ref()?, leg.role)))
        .collect()
}
