//! Proptest strategies for faults that shrink to the fault alone: the story around it becomes as
//! short as it can be, and of a disturbed stream what is not needed is left out.
//!
//! A failing test prints the story, and the label that says what was done.
//!
//! ```
//! use message_faults::strategy::{Population, broken};
//! use message_model::Capture;
//! use proptest::prelude::*;
//!
//! let strategy = broken(Population::of(["spam"]), "leg-times-ordered")?;
//! proptest!(ProptestConfig::with_cases(4), |(case in strategy)| {
//!     let capture = Capture::read(case.records[0].as_str()).unwrap();
//!     prop_assert!(message_rules::check(&capture).iter().any(|it| it.rule.id == "leg-times-ordered"));
//! });
//! # Ok::<(), message_generator::Error>(())
//! ```

mod case;
mod disordered;
mod shrink;

use std::fmt;

use message_generator::Error;
pub use message_generator::strategy::Population;
use message_generator::strategy::{Story, stories};
use message_model::contract::View;
use proptest::prelude::*;
use proptest::strategy::NewTree;
use proptest::test_runner::TestRunner;

pub use self::case::WithLabel;
use self::case::key;
pub use self::shrink::MadeTree;
use crate::course::course;
use crate::dialect::Dialect;
use crate::document::{Broken, Fault, faults};

pub use self::disordered::{Disordered, DisorderedStreams, DisorderedTree, disordered};

/// What a story is made into; `None` if it has no place for the fault.
type Make<T> = fn(&Story, Way) -> Option<WithLabel<T>>;

/// One of the ways in which a case can be made.
#[derive(Debug, Clone, Copy)]
enum Way {
    Fault(Fault),
    Dialect(Dialect, u8),
}

/// The strategy of [`broken`], [`any_broken`] and [`dialect`].
#[derive(Clone)]
pub struct Made<T> {
    population: Population,
    /// One of them is drawn.
    ways: Vec<Way>,
    make: Make<T>,
}

impl<T> fmt::Debug for Made<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Made")
            .field("ways", &self.ways)
            .finish_non_exhaustive()
    }
}

/// A strategy for records that break a rule: a document, or several for a rule of succession, in
/// the first view of the rule that can show it.
///
/// # Errors
///
/// If no rule has this id.
pub fn broken(population: Population, rule: &str) -> Result<Made<Broken>, Error> {
    Ok(Made {
        population,
        ways: vec![Way::Fault(Fault::named(rule)?)],
        make: make_broken,
    })
}

/// A strategy for records that break any rule, each rule as often as another.
///
/// ```
/// use message_faults::strategy::{Population, any_broken};
/// use proptest::prelude::*;
///
/// proptest!(ProptestConfig::with_cases(4), |(case in any_broken(Population::default()))| {
///     prop_assert_eq!(&case.label.fault, case.rule.id);
/// });
/// ```
#[must_use]
pub fn any_broken(population: Population) -> Made<Broken> {
    Made {
        population,
        ways: faults().map(Way::Fault).collect(),
        make: make_broken,
    }
}

/// A strategy for conversations in a dialect, each place changed with a chance of `percent` in a
/// hundred.
///
/// ```
/// use message_faults::dialect::Dialect;
/// use message_faults::strategy::{Population, dialect};
/// use message_model::{Conversation, decode};
/// use proptest::prelude::*;
///
/// let strategy = dialect(Population::of(["spam"]), Dialect::ExplicitNull, 20);
/// proptest!(ProptestConfig::with_cases(4), |(record in strategy)| {
///     prop_assert!(decode::<Conversation>(&record.value).is_ok());
/// });
/// ```
#[must_use]
pub fn dialect(population: Population, dialect: Dialect, percent: u8) -> Made<String> {
    Made {
        population,
        ways: vec![Way::Dialect(dialect, percent)],
        make: make_dialect,
    }
}

fn make_broken(story: &Story, way: Way) -> Option<WithLabel<Broken>> {
    let Way::Fault(fault) = way else { return None };
    let episode = story.episodes.last()?;
    let views = fault.rule().views.iter();
    let value = views.copied().find_map(|view| {
        let course = course(view, episode);
        fault.break_(fault.part(view, &course), key(story))
    })?;
    Some(WithLabel {
        label: value.label.clone(),
        value,
        story: story.clone(),
    })
}

fn make_dialect(story: &Story, way: Way) -> Option<WithLabel<String>> {
    let Way::Dialect(dialect, percent) = way else {
        return None;
    };
    let record = course(View::Conversation, story.episodes.last()?).pop()?;
    let spoken = dialect.speak(&record, percent, key(story))?;
    Some(WithLabel {
        value: spoken.record,
        label: spoken.label,
        story: story.clone(),
    })
}

/// How many stories are drawn at most to find one that has a place for the fault.
const DRAWS_MAX: usize = 1_000;

impl<T: 'static> Strategy for Made<T> {
    type Tree = MadeTree<T>;
    type Value = WithLabel<T>;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let stories = stories(self.population.clone());
        for _ in 0..DRAWS_MAX {
            let place = runner.rng().next_u64() % self.ways.len() as u64;
            let (way, make) = (self.ways[place as usize], self.make);
            let source = stories.new_tree(runner)?;
            if let Some(tree) = MadeTree::new(source, Box::new(move |story| make(story, way))) {
                return Ok(tree);
            }
        }
        let names: Vec<String> = self.ways.iter().map(|way| format!("{way:?}")).collect();
        Err(format!(
            "no story in {DRAWS_MAX} draws has a place for {}",
            names.join(", ")
        )
        .into())
    }
}
