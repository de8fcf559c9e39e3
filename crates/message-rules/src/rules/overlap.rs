//! Rules for which legs of a conversation may be live at the same time, and how many there may be.
//!
//! A document does not say when it was taken, so the rules compare the time spans of the legs, with
//! a tolerance for hand-overs, where legs overlap or leave a gap of some 50 ms.

use std::collections::BTreeMap;

use message_model::{Evidence, Id};

use crate::contact::{Contact, LegsOfMedium};
use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::medium::Role;
use crate::rule::Rule;
use crate::rules::entry::{Check, Entry, ROUTED, USUALLY};
use crate::source::{CALLBACK_NOTIFICATION, CHAT_LISTING, FORUM_CAPS, MESSAGE_ANALYTICS};
use crate::tolerance::{CLOCK_SKEW, HAND_OVER, PEER_FOLLOW};

/// A conversation is ended after so many communications (documented).
const COMMUNICATIONS_MAX: usize = 100;

macro_rules! ten_times {
    ($text:expr) => {
        concat!(
            $text, $text, $text, $text, $text, $text, $text, $text, $text, $text
        )
    };
}

const ONE_TOO_MANY: &str = concat!(
    r#"{"participants": [{"messages": ["#,
    ten_times!(ten_times!(r#"{"held": false}, "#)),
    r#"{"held": false}]}]}"#
);

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "customer-leg-spans-contact",
            media: ROUTED,
            tolerance: Some(&PEER_FOLLOW),
            reason: "while an internal leg is live, so is a customer's; it may end some \
                     milliseconds earlier, and a queue's may be left behind",
            evidence: Evidence::Observed,
            sources: &[&MESSAGE_ANALYTICS, &CHAT_LISTING],
            passes: r#"{"participants": [
                {"purpose": "customer", "messages": [{"state": "connected"}]},
                {"purpose": "agent", "messages": [{"state": "connected"}]}]}"#,
            fails: r#"{"participants": [
                {"purpose": "customer", "messages": [{"state": "disconnected", "disconnectType": "client",
                 "connectedTime": "2026-01-05T08:00:00.000Z", "disconnectedTime": "2026-01-05T09:00:00.000Z"}]},
                {"purpose": "agent", "messages": [{"state": "disconnected", "disconnectType": "client",
                 "connectedTime": "2026-01-05T08:30:00.000Z", "disconnectedTime": "2026-01-05T09:00:05.000Z"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(customer_spans),
    ),
    Entry::new(
        Rule {
            id: "one-customer-leg-live",
            media: ROUTED,
            tolerance: Some(&HAND_OVER),
            reason: "a conversation has one customer's leg at a time",
            passes: r#"{"participants": [{"purpose": "customer", "messages": [{"state": "connected"}]}]}"#,
            fails: r#"{"participants": [{"purpose": "customer", "messages": [{"state": "connected"}, {"state": "connected"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(one_customer_leg),
    ),
    Entry::new(
        Rule {
            id: "one-agent-leg-per-user",
            media: ROUTED,
            tolerance: Some(&HAND_OVER),
            reason: "a user has one leg in a conversation at a time",
            evidence: Evidence::Observed,
            sources: &[&CHAT_LISTING],
            passes: r#"{"participants": [{"purpose": "agent", "userId": "u1", "messages": [{"state": "connected"}]},
                {"purpose": "agent", "userId": "u2", "messages": [{"state": "alerting"}]}]}"#,
            fails: r#"{"participants": [{"purpose": "agent", "userId": "u1", "messages": [{"state": "connected"}]},
                {"purpose": "agent", "userId": "u1", "messages": [{"state": "alerting"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(one_agent_leg_per_user),
    ),
    Entry::new(
        Rule {
            id: "one-acd-leg-live",
            media: ROUTED,
            tolerance: Some(&HAND_OVER),
            reason: "a conversation waits in one queue at a time",
            evidence: Evidence::Observed,
            sources: &[&MESSAGE_ANALYTICS, &CHAT_LISTING, &CALLBACK_NOTIFICATION],
            passes: r#"{"participants": [{"purpose": "acd", "messages": [{"state": "connected"}]}]}"#,
            fails: r#"{"participants": [{"purpose": "acd", "messages": [{"state": "connected"}]},
                {"purpose": "acd", "messages": [{"state": "connected"}]}]}"#,
            ..USUALLY
        },
        Check::Legs(one_acd_leg),
    ),
    Entry::new(
        Rule {
            id: "communications-at-most-100",
            reason: "a conversation is ended after 100 communications, of whatever media",
            evidence: Evidence::Documented,
            sources: &[&FORUM_CAPS],
            passes: r#"{"participants": [{"messages": [{"state": "connected"}]}]}"#,
            fails: ONE_TOO_MANY,
            ..USUALLY
        },
        Check::Conversation(at_most_100),
    ),
];

/// The time span of a leg, in milliseconds since 1970. The span of a live leg is open-ended.
#[derive(Clone, Copy)]
struct Span {
    begin: i64,
    end: i64,
}

/// The end of a live leg's span: later than any instant that a document shows.
const OPEN_END: i64 = i64::MAX;
/// The beginning of a live leg that does not say when it began: later than any instant that a
/// document shows.
const NOW: i64 = i64::MAX;

impl Span {
    /// The leg's span; `None` if the leg is not live and does not show both its beginning and its
    /// end.
    fn of(leg: &Leg<'_>) -> Option<Self> {
        let millis = |time: message_model::Timestamp| time.as_micros().div_euclid(1_000);
        if leg.is_live() {
            return Some(Self {
                begin: leg.begin().map_or(NOW, millis),
                end: OPEN_END,
            });
        }
        Some(Self {
            begin: millis(leg.begin()?),
            end: millis(leg.end()?),
        })
    }
}

fn customer_spans(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    let mut customers: Vec<Span> = Vec::new();
    for leg in of_medium
        .legs
        .iter()
        .filter(|leg| leg.role == Role::Customer)
    {
        match Span::of(leg) {
            Some(span) => customers.push(span),
            // A customer's leg without times may cover any span.
            None => return,
        }
    }
    customers.sort_unstable_by_key(|span| span.begin);
    // Set each end to the latest end of any customer's leg that began no later.
    let mut latest_end = i64::MIN;
    for span in &mut customers {
        latest_end = latest_end.max(span.end);
        span.end = latest_end;
    }
    if customers.is_empty() {
        return;
    }
    let taken = taken(of_medium);
    // Queues that went on without their contact were seen in numbers; nobody is there to follow.
    let follows = |leg: &&&Leg<'_>| leg.role.is_internal() && leg.role != Role::Acd;
    let awaits_customer = of_medium.taken_up_by().map(|leg| leg.place);
    for leg in of_medium.legs.iter().filter(follows) {
        let Some(span) = Span::of(leg).filter(|_| Some(leg.place) != awaits_customer) else {
            continue;
        };
        // The latest instant of a document may be on either clock; an end is on the provider's.
        let (end, slack_ms) = match span.end {
            OPEN_END => (taken, PEER_FOLLOW.ms + CLOCK_SKEW.ms),
            ended => (ended, PEER_FOLLOW.ms),
        };
        // Without segments, a leg is known to begin when it connects, on the cloud clock.
        let until = end.saturating_add(CLOCK_SKEW.ms);
        let began = customers.partition_point(|customer| customer.begin <= until);
        // Whoever was there before any customer, as an agent who writes first, is not judged.
        let covered_until = began
            .checked_sub(1)
            .map_or(i64::MAX, |last| customers[last].end);
        judge.that(end <= covered_until.saturating_add(slack_ms), || {
            let found = format!(
                "a leg in state {} with no customer's leg live beside it",
                leg.state_shown()
            );
            breach(
                leg.path(),
                found,
                "a customer's leg that is live as long as this one",
            )
        });
    }
}

/// The earliest time at which the document can have been taken.
fn taken(of_medium: &LegsOfMedium<'_, '_>) -> i64 {
    of_medium
        .latest
        .map_or(i64::MIN, |latest| latest.as_micros().div_euclid(1_000))
}

fn one_customer_leg(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    one_live_leg(of_medium, judge, "the conversation", |leg| {
        (leg.role == Role::Customer).then_some(None)
    });
}

fn one_agent_leg_per_user(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    one_live_leg(of_medium, judge, "the user", |leg| {
        if leg.role == Role::Agent {
            leg.user_id.map(Some)
        } else {
            None
        }
    });
}

fn one_acd_leg(of_medium: &LegsOfMedium<'_, '_>, judge: &mut Judge<'_>) {
    one_live_leg(of_medium, judge, "the conversation", |leg| {
        (leg.role == Role::Acd).then_some(None)
    });
}

/// Checks that no two legs of the same owner are live at the same time. `key` gives the owner of a
/// leg, and `owner` names the kind of owner.
fn one_live_leg<'c>(
    of_medium: &LegsOfMedium<'c, '_>,
    judge: &mut Judge<'_>,
    owner: &str,
    key: impl Fn(&'c Leg<'_>) -> Option<Option<&'c Id>>,
) {
    let taken = taken(of_medium);
    let mut legs_of: BTreeMap<Option<&Id>, Vec<(Span, &Leg<'_>)>> = BTreeMap::new();
    for leg in &of_medium.legs {
        if let (Some(owner), Some(span)) = (key(leg), Span::of(leg)) {
            legs_of.entry(owner).or_default().push((span, leg));
        }
    }
    for mut legs in legs_of.into_values() {
        legs.sort_by_key(|(span, _)| span.begin);
        let mut latest_end = i64::MIN;
        for (span, leg) in legs {
            // A leg as short as a hand-over cannot be told from one before or after another.
            let is_moment =
                span.end != OPEN_END && span.end.saturating_sub(HAND_OVER.ms) <= span.begin;
            let clear = match latest_end {
                _ if is_moment => true,
                // The previous leg may be about to end, if this one has only just begun.
                OPEN_END => span.begin.saturating_add(HAND_OVER.ms) >= taken && span.begin != NOW,
                ended => ended.saturating_sub(HAND_OVER.ms) <= span.begin,
            };
            judge.that(clear, || {
                let found = format!(
                    "a leg in state {} that began while another one was live",
                    leg.state_shown()
                );
                breach(
                    leg.path(),
                    found,
                    format!("one live leg of {owner} at a time"),
                )
            });
            latest_end = latest_end.max(span.end);
        }
    }
}

fn at_most_100(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    if contact.conversation.is_none() {
        return;
    }
    let count = contact.legs.len();
    judge.that(count <= COMMUNICATIONS_MAX, || {
        breach(
            "participants".to_owned(),
            format!("{count} communications"),
            "at most 100",
        )
    });
}
