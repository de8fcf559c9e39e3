//! The rules, one module per subject.
//!
//! Each rule is written from what is known about payloads, not from the simulator's transition
//! table: a rule that repeated the table could not catch a mistake in it.
//!
//! Some facts make no rule. `messages` may be missing on a leg without traffic, so its absence
//! breaks nothing. The text of a message is not part of the leg, so the number of parts can be
//! checked only against its limits.

mod addresses;
mod analytics;
mod bodies;
mod detail;
mod ends;
pub(crate) mod entry;
mod flat;
mod hold;
mod identity;
mod message_course;
mod messages;
mod overlap;
mod parking;
mod participants;
mod participants_over_time;
mod peers;
mod routing;
mod segments;
mod succession;
mod times;
mod work_after;

use std::sync::LazyLock;

use message_model::contract::View;

use crate::rule::Rule;
use crate::rules::entry::{Check, Entry};

/// The rules of each module.
static LISTS: [&[Entry]; 20] = [
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
    participants_over_time::RULES,
    flat::RULES,
    detail::RULES,
    bodies::RULES,
    analytics::RULES,
];

/// Every rule, in a fixed order.
///
/// ```
/// let must = message_rules::rules().filter(|rule| rule.severity == message_rules::Severity::Must);
/// assert!(must.count() > 10);
/// ```
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    entries().map(|entry| &entry.rule)
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

/// Every rule with its check, in the order of [`rules`].
pub(crate) fn entries() -> impl Iterator<Item = &'static Entry> {
    LISTS.iter().flat_map(|list| list.iter())
}

/// The rules for documents of each view, in the order of the views and, in each, of all rules.
static OF_VIEWS: LazyLock<[Vec<&'static Entry>; View::ALL.len()]> = LazyLock::new(|| {
    View::ALL.map(|view| {
        entries()
            .filter(|entry| is_for_documents(entry, view))
            .collect()
    })
});

/// The rules that can apply to a document of this view, in the order of [`rules`].
pub(crate) fn entries_of(view: View) -> impl Iterator<Item = &'static Entry> {
    OF_VIEWS[view as usize].iter().copied()
}

fn is_for_documents(entry: &Entry, view: View) -> bool {
    match entry.check {
        Check::Leg(_)
        | Check::Legs(_)
        | Check::Conversation(_)
        | Check::Body(_)
        | Check::Details(_) => entry.rule.views.contains(&view),
        Check::Event(_) => view == View::DetailEvent,
        Check::LegChange(_) | Check::Change(_) | Check::EventChange(_) | Check::BodyChange(_) => {
            false
        }
    }
}
