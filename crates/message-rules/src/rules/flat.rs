//! Rules for the order of participants, and for the views in which a participant is a leg.

use std::collections::HashMap;

use message_model::contract::View;
use message_model::{Evidence, Id};

use crate::contact::{Contact, LegsOfMedium};
use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::medium::Role;
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, Entry, FLAT, MESSAGES, USUALLY};
use crate::source::{
    BLOG_SMS, CALLBACK_NOTIFICATION, CHAT_LISTING, CHAT_NOTIFICATION, SDK_MEDIA_NOTIFICATION,
};
use crate::succession::Change;
use crate::tolerance::CLOCK_SKEW;

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "participants-by-joining",
            tolerance: Some(&CLOCK_SKEW),
            reason: "participants stand in the order in which they joined",
            evidence: Evidence::Observed,
            sources: &[&CHAT_LISTING, &CALLBACK_NOTIFICATION],
            passes: r#"{"participants": [{"startTime": "2026-01-05T09:00:00.000Z"}, {"startTime": "2026-01-05T09:00:05.000Z"}]}"#,
            fails: r#"{"participants": [{"startTime": "2026-01-05T09:00:05.000Z"}, {"startTime": "2026-01-05T09:00:00.000Z"}]}"#,
            ..USUALLY
        },
        Check::Conversation(by_joining),
    ),
    Entry::new(
        Rule {
            id: "participants-keep-order",
            reason: "participants stand in the order in which they joined, which never changes",
            evidence: Evidence::Observed,
            sources: &[&CALLBACK_NOTIFICATION],
            passes: r#"[{"participants": [{"id": "00000001-1111-4222-8333-444455556666"}]},
                {"participants": [{"id": "00000001-1111-4222-8333-444455556666"}, {"id": "00000002-1111-4222-8333-444455556666"}]}]"#,
            fails: r#"[{"participants": [{"id": "00000001-1111-4222-8333-444455556666"}, {"id": "00000002-1111-4222-8333-444455556666"}]},
                {"participants": [{"id": "00000002-1111-4222-8333-444455556666"}, {"id": "00000001-1111-4222-8333-444455556666"}]}]"#,
            ..USUALLY
        },
        Check::Change(keep_order),
    ),
    Entry::new(
        Rule {
            id: "peer-names-customer-leg",
            views: FLAT,
            media: MESSAGES,
            reason: "the peer of every internal leg is the customer's leg, so that it is one and \
                     the same, and not the peer of the customer's leg itself",
            evidence: Evidence::Documented,
            sources: &[&BLOG_SMS],
            passes: r#"{"selfUri": "/api/v2/conversations/messages/c", "participants": [
                {"purpose": "customer", "state": "connected", "peer": "00000002-1111-4222-8333-444455556666"},
                {"purpose": "agent", "state": "connected", "peer": "00000001-1111-4222-8333-444455556666"}]}"#,
            fails: r#"{"selfUri": "/api/v2/conversations/messages/c", "participants": [
                {"purpose": "customer", "state": "connected", "peer": "00000001-1111-4222-8333-444455556666"},
                {"purpose": "agent", "state": "connected", "peer": "00000001-1111-4222-8333-444455556666"}]}"#,
            ..USUALLY
        },
        Check::Legs(peer_names_customer_leg),
    ),
    Entry::new(
        Rule {
            id: "acw-time-starts-at-end",
            views: FLAT,
            tolerance: Some(&CLOCK_SKEW),
            reason: "a participant that is a leg begins its work after the interaction when it ends",
            evidence: Evidence::Observed,
            sources: &[&CHAT_NOTIFICATION],
            passes: r#"{"selfUri": "/api/v2/conversations/messages/c", "participants": [
                {"purpose": "agent", "state": "disconnected", "disconnectType": "client",
                 "endTime": "2026-01-05T09:00:30.000Z", "startAcwTime": "2026-01-05T09:00:30.000Z"}]}"#,
            fails: r#"{"selfUri": "/api/v2/conversations/messages/c", "participants": [
                {"purpose": "agent", "state": "disconnected", "disconnectType": "client",
                 "endTime": "2026-01-05T09:00:30.000Z", "startAcwTime": "2026-01-05T09:00:35.000Z"}]}"#,
            ..USUALLY
        },
        Check::Leg(acw_starts_at_end),
    ),
    Entry::new(
        Rule {
            id: "self-uri-in-notification",
            severity: Severity::Must,
            views: &[View::MediaNotification],
            reason: "a notification refers to users, queues, contacts and messages by id and name, \
                     without a selfUri",
            evidence: Evidence::Documented,
            sources: &[&SDK_MEDIA_NOTIFICATION],
            passes: r#"{"topicName": "v2.users.u.conversations.messages", "eventBody": {"participants": [
                {"purpose": "acd", "state": "connected", "queue": {"id": "00000001-1111-4222-8333-444455556666"}}]}}"#,
            fails: r#"{"topicName": "v2.users.u.conversations.messages", "eventBody": {"participants": [
                {"purpose": "acd", "state": "connected", "queue": {"id": "00000001-1111-4222-8333-444455556666",
                 "selfUri": "/api/v2/routing/queues/00000001-1111-4222-8333-444455556666"}}]}}"#,
            ..USUALLY
        },
        Check::Conversation(no_self_uri),
    ),
];

fn by_joining(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    let mut latest = None;
    for (index, participant, _) in contact.participants() {
        let Some(joined) = participant.start_time else {
            continue;
        };
        if let Some(before) = latest {
            judge.that(joined.millis_since(before) >= -CLOCK_SKEW.ms, || {
                breach(
                    format!("participants[{index}].startTime"),
                    format!("{joined} after a participant who joined at {before}"),
                    "a time not before that of the participant before it",
                )
            });
        }
        latest = latest.max(Some(joined));
    }
}

fn keep_order(change: &Change<'_, '_>, judge: &mut Judge<'_>) {
    if change.before.view != change.after.view {
        return;
    }
    let earlier: HashMap<&Id, usize> = change
        .before
        .participants()
        .filter_map(|(index, participant, _)| Some((participant.id.as_ref()?, index)))
        .collect();
    let mut furthest = None;
    for (index, participant, _) in change.after.participants() {
        let place = participant.id.as_ref().and_then(|id| earlier.get(id));
        let Some(&place) = place else { continue };
        judge.that(furthest.is_none_or(|furthest| furthest <= place), || {
            breach(
                format!("participants[{index}].id"),
                shown(participant.id.as_ref()),
                "the participants in the order of the snapshot before it",
            )
        });
        furthest = furthest.max(Some(place));
    }
}

fn peer_names_customer_leg(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    let of = |role: Role| of_medium.legs.iter().filter(move |leg| leg.role == role);
    // A customer who came back has more than one leg, and which is whose is not shown.
    let mut customers = of(Role::Customer);
    let (Some(customer), None) = (customers.next(), customers.next()) else {
        return;
    };
    let mut internal = of_medium.legs.iter().filter(|leg| leg.role.is_internal());
    let Some(named) = internal.find_map(|leg| leg.peer_id.as_ref()) else {
        return;
    };
    for leg in internal {
        let Some(peer) = &leg.peer_id else { continue };
        judge.that(peer == named, || {
            breach(
                leg.property("peerId"),
                shown(Some(peer)),
                format!(
                    "the customer's leg, which others name {}",
                    shown(Some(named))
                ),
            )
        });
    }
    if let Some(peer) = &customer.peer_id {
        judge.that(peer != named, || {
            breach(
                customer.property("peerId"),
                shown(Some(peer)),
                "the leg of an agent, which is not the customer's own",
            )
        });
    }
}

fn acw_starts_at_end(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let started = leg
        .participant
        .and_then(|participant| participant.start_acw_time);
    let (Some(started), Some(ended)) = (started, leg.end()) else {
        return;
    };
    let apart = started.millis_since(ended);
    judge.that((-CLOCK_SKEW.ms..=CLOCK_SKEW.ms).contains(&apart), || {
        breach(
            leg.property("startAcwTime"),
            format!("{started}, {apart} ms after endTime {ended}"),
            "the endTime",
        )
    });
}

fn no_self_uri(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    for path in contact.linked {
        judge.breaks(breach(
            path.clone(),
            "a selfUri".to_owned(),
            "a reference of id and name",
        ));
    }
    if contact.linked.is_empty() {
        judge.holds();
    }
}
