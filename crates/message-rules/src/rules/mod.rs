//! The rules, one list per noun.
//!
//! Each is written from what is known of payloads, not from the transition table that the simulator goes by: a rule
//! that repeated the table could not catch a mistake in it.
//!
//! What is known and makes no rule: `messages` may be missing on a leg without traffic, so that its absence breaks
//! nothing; the text of a message is not part of the leg, so that the number of parts can be held against its limits
//! only.

mod addresses;
mod ends;
mod hold;
mod identity;
mod message_course;
mod messages;
mod overlap;
mod parking;
mod participants;
mod peers;
mod routing;
mod segments;
mod succession;
mod times;
mod work_after;

use message_model::Evidence;

use crate::medium::{Medium, View};
use crate::rule::{Check, Rule, Severity};
use crate::source::CONCLUSION;

/// Every rule, list by list.
static LISTS: [&[Rule]; 15] = [
    identity::RULES,
    ends::RULES,
    times::RULES,
    hold::RULES,
    parking::RULES,
    segments::RULES,
    participants::RULES,
    peers::RULES,
    overlap::RULES,
    routing::RULES,
    messages::RULES,
    addresses::RULES,
    work_after::RULES,
    succession::RULES,
    message_course::RULES,
];

/// Every rule, in a fixed order.
///
/// ```
/// let must = message_rules::rules().filter(|rule| rule.severity == message_rules::Severity::Must);
/// assert!(must.count() > 10);
/// ```
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    LISTS.iter().flat_map(|list| list.iter())
}

/// The rule with that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

/// What a rule has unless it says otherwise: every view, every medium, no tolerance.
pub(crate) const EVERYWHERE: Rule = Rule {
    id: "",
    severity: Severity::Usually,
    views: &View::ALL,
    media: &Medium::ALL,
    tolerance: None,
    reason: "",
    evidence: Evidence::Inferred,
    sources: &[&CONCLUSION],
    passes: "",
    fails: "",
    check: Check::Leg(|_, _| ()),
};

/// The media whose legs are known to follow each other as those of messages do.
const ROUTED: &[Medium] = &[Medium::Message, Medium::Chat, Medium::Callback, Medium::Email];
const MESSAGES: &[Medium] = &[Medium::Message];
/// The views in which a leg and its participant are two objects, each with times and an id of its own.
const WITH_PARTICIPANT: &[View] = &[View::Api, View::Notification];
const API: &[View] = &[View::Api];
const NOTIFICATION: &[View] = &[View::Notification];
