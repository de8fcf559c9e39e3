//! Courses: conversations that differ in nothing but their values, written from one template.
//!
//! A run has many conversations of few courses: the same choices are made, and the same events come
//! in the same order; only ids, names, texts and times differ. [`Templates`] learns them as it
//! goes. A conversation of a course that is not known is played and written as always. When as much
//! of it has been met before, its course is learned: it is played once more with marks in place of
//! its values, and what is written then shows where each value goes. From then on such a
//! conversation is not played at all. Its questions are answered by keyed draws, its times are
//! added up, and its values are filled in.
//!
//! Nothing is written down here of what conversations look like or how they go: all of it is
//! learned from the scenarios, the life cycle and the projections, so that there is no second copy
//! of it. What a view shows must depend on nothing but the course, the drawn values and the times
//! as they are. Where it does not, as where it shows how long something took, no template can be
//! made, and every conversation is played.

mod clock;
mod cut;
mod layout;
mod marks;
mod model;
mod pen;
mod pieces;
mod shared;
mod template;
mod tree;
mod value;

use std::collections::BTreeSet;

pub use self::layout::Layout;

use self::clock::Clock;
use self::model::Model;
use self::pen::Pen;
use self::pieces::pieces;
use self::shared::Shared;
use self::template::{Common, Template};
use self::tree::{Found, Lost, Tree};
use crate::draw::Words;
use crate::play::Play;
use crate::population::Run;
use crate::scenario::trace::StepRules;

/// Writes the conversations of a run from templates, which it learns as it goes.
///
/// It writes the same bytes whatever it has learned, so any number of them can work side by side.
///
/// ```
/// use message_generator::{Episode, Layout, Run, Templates, Values};
///
/// /// Each leg on a line.
/// struct Legs;
///
/// impl Layout for Legs {
///     fn write<V: Values>(
///         &self,
///         episode: &Episode<V>,
///         out: &mut Vec<u8>,
///     ) -> Result<(), serde_json::Error> {
///         for (_, leg) in episode.legs() {
///             serde_json::to_writer(&mut *out, &leg)?;
///             out.push(b'\n');
///         }
///         Ok(())
///     }
/// }
///
/// let run = Run::new(7);
/// let mut templates = Templates::new(&run, Legs);
/// let (mut written, mut played) = (Vec::new(), Vec::new());
/// for number in 0..300 {
///     templates.write(number, &mut written)?;
///     run.episodes(number).iter().try_for_each(|episode| Legs.write(episode, &mut played))?;
/// }
/// assert_eq!(written, played);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug)]
pub struct Templates<'r, L> {
    run: &'r Run,
    layout: L,
    /// Whether anything can be learned of this run at all.
    can_learn: bool,
    tree: Tree,
    templates: Vec<Template>,
    common: Common,
    rules: Shared<StepRules>,
    /// The bytes that the templates take, nearly.
    size: usize,
    /// The places where conversations have left the tree.
    lost: BTreeSet<Lost>,
    clock: Clock,
    pen: Pen,
}

/// How a conversation was written.
#[derive(Debug)]
pub enum Written<'t> {
    /// From a template: the name of its scenario.
    FromTemplate(Option<&'t str>),
    /// From the play.
    Played(Box<Play>),
}

/// The most bytes that templates take, nearly: what is not met often enough to be among the first
/// is played.
const SIZE_MAX: usize = 16 << 20;
/// The most places that are noted where conversations have left the tree.
const LOST_MAX: usize = 1 << 14;

impl<'r, L: Layout> Templates<'r, L> {
    /// The writer of a run's conversations in this layout. It knows no course yet.
    #[must_use]
    pub fn new(run: &'r Run, layout: L) -> Self {
        Self {
            run,
            layout,
            can_learn: can_learn(run),
            tree: Tree::new(),
            templates: Vec::new(),
            common: Common::default(),
            rules: Shared::default(),
            size: 0,
            lost: BTreeSet::new(),
            clock: Clock::new(),
            pen: Pen::default(),
        }
    }

    /// Appends the records of the conversation of this number: the same bytes as its episodes give
    /// in this layout.
    ///
    /// # Errors
    ///
    /// If a record cannot be written as JSON.
    pub fn write(
        &mut self,
        number: u64,
        out: &mut Vec<u8>,
    ) -> Result<Written<'_>, serde_json::Error> {
        let key = self.run.key(number);
        let words = Words::of(key);
        let found = self.can_learn.then(|| {
            let start = self.run.start(key);
            self.tree.find(start, words, &mut self.clock)
        });
        if let Some(Found::Course(course)) = found {
            let template = &self.templates[course];
            if template.fill(key, words, &self.clock, &mut self.pen, out) {
                let scenario = self.templates[course].scenario.as_deref();
                return Ok(Written::FromTemplate(scenario));
            }
        }
        let played = self.run.played(number);
        let from = out.len();
        for episode in &played.episodes {
            self.layout.write(episode, out)?;
        }
        match found {
            Some(Found::Lost(lost)) if self.is_worth_learning(lost) => {
                self.learn(number, None, &out[from..])?;
            }
            Some(Found::Course(course))
                if self.size < SIZE_MAX && self.templates[course].can_learn() =>
            {
                self.learn(number, Some(course), &out[from..])?;
            }
            _ => {}
        }
        Ok(Written::Played(Box::new(played)))
    }

    /// The number of courses that are known.
    #[must_use]
    pub fn known(&self) -> usize {
        self.templates.len()
    }

    /// Whether another conversation has left the tree at the same place before.
    fn is_worth_learning(&mut self, lost: Lost) -> bool {
        if self.size >= SIZE_MAX {
            return false;
        }
        if self.lost.len() >= LOST_MAX {
            self.lost.clear();
        }
        !self.lost.insert(lost)
    }

    /// Learns the course of a conversation of which this was written, or variants of a course that
    /// is known.
    fn learn(
        &mut self,
        number: u64,
        course: Option<usize>,
        written: &[u8],
    ) -> Result<(), serde_json::Error> {
        let Some(mut model) = Model::of(self.run, number, &mut self.rules) else {
            return Ok(());
        };
        let Some(pieces) = pieces(&mut model, &self.layout)? else {
            return Ok(());
        };
        let key = self.run.key(number);
        let words = Words::of(key);
        let mut fresh = None;
        let template = match course {
            Some(course) => &mut self.templates[course],
            None => fresh.insert(Template::new(model.scenario(), &pieces)),
        };
        let before = template.size();
        let is_added = template.add(pieces, &mut self.common);
        // What does not write its own model again is no template: the view looks into a value.
        let mut again = Vec::with_capacity(written.len());
        let is_filled = template.fill(key, words, model.clock(), &mut self.pen, &mut again);
        if !(is_added && is_filled && again == written) {
            template.give_up();
            return Ok(());
        }
        self.size += template.size() - before;
        if let Some(template) = fresh
            && self.tree.add(model.into_way(), words, self.templates.len())
        {
            self.size += template.size();
            self.templates.push(template);
        }
        Ok(())
    }
}

/// Whether anything can be learned of a run: not of walks, where hardly two are alike, nor where
/// times have microseconds, in which marks would stand, or may be in none of the years.
fn can_learn(run: &Run) -> bool {
    let start = run.start(run.key(0));
    let reach = |millis: i64| start.checked_add_millis(millis);
    let far = 10 * CENTURY_MS;
    !run.is_of_walks()
        && start.as_micros().rem_euclid(1_000) == 0
        && reach(far).is_some()
        && reach(-far).is_some()
}

/// A hundred years, in milliseconds.
const CENTURY_MS: i64 = 100 * 366 * 86_400_000;
