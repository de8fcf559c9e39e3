//! Every rule is broken in every view that it holds for, in any legal conversation, and nothing
//! else with it.

use std::collections::{BTreeMap, BTreeSet};

use message_faults::course;
use message_faults::document::{Broken, Fault, faults};
use message_generator::Key;
use message_model::Capture;
use message_model::contract::View;
use message_rules::{Delivery, Severity, check, check_sequence, rule, rules};

use crate::support::episode;

/// How many cases of every rule and view are made. The variable is for thorough runs by hand:
/// `FAULT_CASES=1000 cargo test -p message-faults --test it -- document`.
fn cases() -> usize {
    let wanted = std::env::var("FAULT_CASES").ok();
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(50)
}

/// The views in which a rule cannot be broken though it holds for them, and why.
const CANNOT_SHOW: &[(&str, &[View], &str)] = &[
    (
        "conversation-ended-while-leg-live",
        WITHOUT_END,
        "they do not say when a conversation ends",
    ),
    (
        "conversation-ends-last",
        WITHOUT_END,
        "they do not say when a conversation ends",
    ),
    (
        "initial-state-fixed",
        &[View::Media],
        "it has no initialState",
    ),
    (
        "no-answer-after-timeout",
        &[View::Notification],
        "it does not say when an offer began",
    ),
    (
        "participants-by-joining",
        &[View::Notification],
        "its participants have no startTime",
    ),
    (
        "sms-address-e164",
        &[View::MediaNotification],
        "its legs have no addresses",
    ),
    (
        "work-after-connected",
        FLAT,
        "its legs have no afterCallWork",
    ),
    (
        "work-after-ends-after-start",
        FLAT,
        "its legs have no afterCallWork",
    ),
    ("work-after-forward", FLAT, "its legs have no afterCallWork"),
    (
        "work-after-starts-at-end",
        FLAT,
        "its legs have no afterCallWork",
    ),
];

const FLAT: &[View] = &[View::Media, View::MediaNotification];
const WITHOUT_END: &[View] = &[View::Media, View::Notification, View::MediaNotification];

#[test]
fn every_rule_has_a_fault() {
    let faults: BTreeSet<&str> = faults().map(|fault| fault.rule().id).collect();
    let rules: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    assert_eq!(faults, rules);
}

/// How many snapshots of a course a rule of succession is broken in: the last of them.
const SNAPSHOTS: usize = 6;

/// The records that a fault is made in: for a rule of succession a course of several, for events
/// and bodies all of them, otherwise one at a time.
fn records(fault: Fault, view: View, course: &[String], number: usize) -> Vec<String> {
    let of_several = matches!(view, View::DetailEvent | View::Bodies | View::OpenMessaging);
    if of_several || course.is_empty() {
        return course.to_vec();
    }
    if fault.rule().is_of_succession() {
        return course[course.len().saturating_sub(SNAPSHOTS)..].to_vec();
    }
    vec![course[number % course.len()].clone()]
}

fn found(records: &[String], of_succession: bool) -> BTreeSet<&'static str> {
    let captures: Vec<Capture<'_>> = records
        .iter()
        .map(|text| Capture::read(text.as_str()).expect("what breaks a rule can still be read"))
        .collect();
    let mut found: BTreeSet<&str> = captures
        .iter()
        .flat_map(check)
        .map(|it| it.rule.id)
        .collect();
    if of_succession {
        let report = check_sequence(captures.as_slice(), Delivery::InOrder, None);
        found.extend(report.findings.iter().map(|(_, finding)| finding.rule.id));
    }
    found
}

/// What is wrong with a case, if anything.
fn fault_of_case(fault: Fault, before: &[String], broken: &Broken) -> Option<String> {
    let of_succession = fault.rule().is_of_succession();
    let before = found(before, of_succession);
    let after = found(&broken.records, of_succession);
    let id = fault.rule().id;
    if !after.contains(id) {
        return Some(format!("{id} is not found"));
    }
    let entailed: BTreeSet<&str> = fault.entails().map(|(id, _)| id).collect();
    let is_must = |id: &&&str| rule(id).is_some_and(|rule| rule.severity == Severity::Must);
    let others: Vec<_> = after.difference(&before).filter(is_must).collect();
    let surplus: Vec<_> = others
        .into_iter()
        .filter(|it| **it != id && !entailed.contains(*it))
        .collect();
    if !surplus.is_empty() {
        return Some(format!("{surplus:?} with {id}"));
    }
    broken
        .label
        .changes
        .is_empty()
        .then(|| format!("{id} without a change"))
}

/// How often a rule was broken in a view.
#[derive(Default)]
struct Rate {
    tried: usize,
    made: usize,
    alone: usize,
}

#[test]
fn every_rule_is_broken_alone_in_every_view() {
    let mut failures = Vec::new();
    let mut rates: BTreeMap<(&str, View), Rate> = BTreeMap::new();
    for view in View::ALL {
        for number in 0..4 * cases() {
            let course = course(view, &episode(view, 7, number as u64));
            let wanted = faults().filter(|fault| fault.rule().views.contains(&view));
            for fault in wanted {
                let rate = rates.entry((fault.rule().id, view)).or_default();
                let records = records(fault, view, &course, number);
                if records.is_empty() || rate.made == cases() {
                    continue;
                }
                rate.tried += 1;
                let Some(broken) = fault.break_(&records, Key::new(7, number as u64)) else {
                    continue;
                };
                rate.made += 1;
                rate.alone += usize::from(broken.beside.is_empty());
                if let Some(failure) = fault_of_case(fault, &records, &broken) {
                    failures.push(format!("{view} {number}: {failure}"));
                }
            }
            let of_view = rates.iter().filter(|((_, of), _)| *of == view);
            if of_view.clone().count() > 0 && of_view.clone().all(|(_, rate)| rate.made == cases())
            {
                break;
            }
        }
    }
    for ((id, view), Rate { tried, made, alone }) in rates {
        println!("{id} in {view}: {made} of {tried} made, {alone} of them alone");
        let cannot = CANNOT_SHOW
            .iter()
            .any(|(rule, views, _)| *rule == id && views.contains(&view));
        if (made < cases()) != cannot {
            failures.push(format!("{id} in {view}: {made} of {tried} made"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
