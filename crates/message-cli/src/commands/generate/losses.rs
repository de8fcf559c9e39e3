//! What `generate` left out: the steps of scenarios that could not be played.

use std::collections::{BTreeMap, BTreeSet};

use message_generator::{LeftOut, Play};
use message_model::ApiRevision;

use crate::console;

/// The most steps of a scenario that are named.
const NAMED_MAX: usize = 3;

/// The steps that were left out so far, by scenario.
#[derive(Default)]
pub(super) struct Losses {
    by_scenario: BTreeMap<String, Lost>,
}

/// What the conversations of one scenario have lost.
#[derive(Default)]
struct Lost {
    played: u64,
    with_loss: u64,
    /// The label of each step that was left out, and why the first time, in the order in which they
    /// were met.
    steps: Vec<(String, Why)>,
    labels: BTreeSet<String>,
}

enum Why {
    /// The platform's release is too old.
    TooOld(ApiRevision),
    /// Something else, often that an earlier step is missing.
    Else(String),
}

impl Losses {
    /// Notes what a conversation has lost.
    pub(super) fn note(&mut self, played: &Play) {
        let lost = self.of(played.script.scenario.as_deref());
        lost.played += 1;
        lost.with_loss += u64::from(!played.left_out.is_empty());
        for left_out in &played.left_out {
            let label = &left_out.step.label;
            if lost.labels.insert(label.clone()) {
                lost.steps.push((label.clone(), Why::of(left_out)));
            }
        }
    }

    /// Notes a conversation that has lost nothing.
    pub(super) fn note_whole(&mut self, scenario: Option<&str>) {
        self.of(scenario).played += 1;
    }

    fn of(&mut self, scenario: Option<&str>) -> &mut Lost {
        let name = scenario.unwrap_or("walk");
        // Looked up first: `entry` alone would need a copy of the name for each conversation of a
        // run.
        if !self.by_scenario.contains_key(name) {
            self.by_scenario.insert(name.to_owned(), Lost::default());
        }
        self.by_scenario
            .get_mut(name)
            .expect("it has just been added")
    }

    /// Adds what conversations have lost that come after these.
    pub(super) fn add(&mut self, later: Self) {
        for (name, lost) in later.by_scenario {
            self.by_scenario.entry(name).or_default().add(lost);
        }
    }

    /// Says on standard error what was lost, a line for each scenario.
    pub(super) fn report(&self, as_of: ApiRevision) {
        for (name, lost) in &self.by_scenario {
            if lost.with_loss > 0 {
                console::remark(format_args!("{name}: {}", lost.text(as_of)));
            }
        }
    }
}

impl Lost {
    fn add(&mut self, later: Self) {
        self.played += later.played;
        self.with_loss += later.with_loss;
        for (label, why) in later.steps {
            if self.labels.insert(label.clone()) {
                self.steps.push((label, why));
            }
        }
    }

    fn text(&self, as_of: ApiRevision) -> String {
        let (lost, played) = (self.with_loss, self.played);
        let lacking = |(label, why): &(String, Why)| match why {
            Why::TooOld(since) => Some(format!("{label:?} (since {since})")),
            Why::Else(_) => None,
        };
        let too_old: Vec<String> = self.steps.iter().filter_map(lacking).collect();
        let others = self.steps.len() - too_old.len();
        let need = match others {
            0 => String::new(),
            1 => " and 1 step that needs it".to_owned(),
            _ => format!(" and {others} steps that need it"),
        };
        match self.steps.first() {
            Some((_, Why::Else(problem))) if too_old.is_empty() => format!(
                "{lost} of {played} conversations without {}: {problem}",
                steps(others)
            ),
            _ => format!(
                "as of {as_of}, {lost} of {played} conversations without {}{need}",
                listed(&too_old)
            ),
        }
    }
}

impl Why {
    fn of(left_out: &LeftOut) -> Self {
        match left_out.error.known_since() {
            Some(since) => Self::TooOld(since),
            None => Self::Else(left_out.error.to_string()),
        }
    }
}

/// The first few names, and how many more there are.
fn listed(names: &[String]) -> String {
    let shown = names.len().min(NAMED_MAX);
    let first = names[..shown].join(", ");
    match names.len() - shown {
        0 => first,
        more => format!("{first} and {} more", steps(more)),
    }
}

fn steps(count: usize) -> String {
    match count {
        1 => "1 step".to_owned(),
        _ => format!("{count} steps"),
    }
}
