//! The rules, one module per subject.
//!
//! Each rule is written from what is known about payloads, not from the simulator's transition table: a rule that
//! repeated the table could not catch a mistake in it.
//!
//! Some facts make no rule. `messages` may be missing on a leg without traffic, so its absence breaks nothing. The text
//! of a message is not part of the leg, so the number of parts can be checked only against its limits.

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

/// The rules of each module.
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

/// The rule with the given id, if there is one.
///
/// ```
/// use message_rules::rule;
///
/// assert!(rule("leg-id-unique").is_some());
/// assert!(rule("no-such-rule").is_none());
/// ```
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

/// The defaults of a rule: it usually holds, which is inferred, in every view and medium and without a tolerance.
pub(crate) const USUALLY: Rule = Rule {
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

/// The media whose legs are known to follow each other in the same way as message legs.
const ROUTED: &[Medium] = &[Medium::Message, Medium::Chat, Medium::Callback, Medium::Email];
const MESSAGES: &[Medium] = &[Medium::Message];
/// The views in which a leg and its participant are separate objects, each with its own times and id.
const WITH_PARTICIPANT: &[View] = &[View::Api, View::Notification];
const API: &[View] = &[View::Api];
const NOTIFICATION: &[View] = &[View::Notification];
