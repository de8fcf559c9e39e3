//! `generate --until GOAL=PERCENT%`: tries conversations until enough of a goal is shown, and keeps
//! the few that show it all.

use std::collections::BTreeSet;
use std::str::FromStr;

use message_generator::cover::cover;
use message_generator::shown::{Covers, Names};
use message_generator::{Aspect, Channel, Run};
use message_model::{ApiRevision, did_you_mean};

use crate::console;
use crate::interrupt::Interrupt;
use crate::progress::Progress;

/// A goal, and how much of it has to be shown.
#[derive(Clone, Copy)]
pub(super) struct Until {
    goal: Aspect,
    percent: u8,
}

impl Until {
    pub(super) fn goals() -> String {
        Aspect::goals()
            .map(Aspect::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl FromStr for Until {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let example = "expected a goal and a share, such as `transitions=100%`";
        let expected = || format!("{example}; the goals are {}", Self::goals());
        let (name, share) = text.split_once('=').ok_or_else(expected)?;
        let goals = || Aspect::goals().map(Aspect::as_str);
        let goal = Aspect::goals()
            .find(|goal| goal.as_str() == name)
            .ok_or_else(|| format!("{}{}", expected(), did_you_mean(name, goals())))?;
        let percent = share
            .strip_suffix('%')
            .and_then(|percent| percent.parse().ok());
        let percent = percent
            .filter(|percent| (1..=100).contains(percent))
            .ok_or_else(expected)?;
        Ok(Self { goal, percent })
    }
}

/// How much of one goal has been shown so far.
struct Tally {
    until: Until,
    possible: Names,
    shown: Names,
}

impl Tally {
    fn is_reached(&self) -> bool {
        self.shown.len() * 100 >= self.possible.len() * usize::from(self.until.percent)
    }

    fn text(&self) -> String {
        format!(
            "{}: {} of {}",
            self.until.goal,
            self.shown.len(),
            self.possible.len()
        )
    }
}

/// Tries the conversations of these numbers until every goal is reached.
///
/// Returns the numbers of a small set of conversations that together show everything shown, or
/// `None` if a goal is not reached.
pub(super) fn search(
    run: &Run,
    goals: &[Until],
    numbers: std::ops::Range<u64>,
    platform: (ApiRevision, Option<Channel>),
    interrupt: &Interrupt,
) -> Option<Vec<u64>> {
    let (revision, channel) = platform;
    let mut tallies: Vec<Tally> = goals
        .iter()
        .map(|&until| Tally {
            until,
            possible: until.goal.possible(revision, channel),
            shown: Names::new(),
        })
        .collect();
    let mut progress = Progress::new();
    let mut shown_by = Vec::new();
    for number in numbers.clone() {
        if tallies.iter().all(Tally::is_reached) || interrupt.came() {
            break;
        }
        let mut covers = Covers::default();
        for episode in run.episodes(number) {
            covers.add(&Covers::of(&episode, None));
        }
        let mut shown = BTreeSet::new();
        for tally in &mut tallies {
            let here = covers.names(tally.until.goal);
            shown.extend(here.iter().map(|one| (tally.until.goal, one.clone())));
            tally.shown.extend(here.iter().cloned());
        }
        shown_by.push(shown);
        let most = numbers.end - numbers.start;
        progress.step(format_args!(
            "{} of at most {most} conversations looked at",
            shown_by.len()
        ));
    }
    drop(progress);
    report(&tallies, shown_by.len());
    if !tallies.iter().all(Tally::is_reached) {
        return None;
    }
    let cover = cover(&shown_by);
    console::remark(format_args!(
        "{} of the {} conversations show the same; no fewer than {} of them do",
        cover.picked.len(),
        shown_by.len(),
        cover.lower_bound
    ));
    let mut picked = cover.picked;
    picked.sort_unstable();
    Some(
        (numbers.start..)
            .zip(0..)
            .filter(|(_, place)| picked.contains(place))
            .map(|(number, _)| number)
            // The numbers go on without an end, so the filter alone would search on for ever.
            .take(picked.len())
            .collect(),
    )
}

fn report(tallies: &[Tally], looked_at: usize) {
    for tally in tallies {
        console::remark(format_args!(
            "{} after {looked_at} conversations",
            tally.text()
        ));
        if !tally.is_reached() {
            let never: Vec<_> = tally
                .possible
                .difference(&tally.shown)
                .map(AsRef::as_ref)
                .collect();
            console::remark(format_args!("  never shown: {}", never.join(", ")));
        }
        let everything = tally.until.goal.everything();
        let elsewhere: Vec<_> = everything
            .difference(&tally.possible)
            .map(AsRef::as_ref)
            .collect();
        if !elsewhere.is_empty() {
            console::remark(format_args!(
                "  not on this platform and not asked for: {}",
                elsewhere.join(", ")
            ));
        }
    }
}
