//! Disturbed streams, which shrink by leaving out faults and frames.
//!
//! The story stays as it is: what makes a consumer fail is the frames that arrive. First the faults
//! that are not needed go, in halves and then one by one, then the frames, and then both again
//! until nothing more can go. What befalls the rest does not move.

use std::fmt;

use message_generator::strategy::{Population, Stories, Story, stories};
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::case::key;
use crate::stream::{Plan, Preset, Rates, Stream, Tape};

/// A disturbed stream with the story that it is of. Its `Debug` prints the storyboards, what
/// arrives, and what was done to it.
#[derive(Clone)]
pub struct Disordered {
    /// What arrives, with its labels.
    pub stream: Stream,
    /// The story.
    pub story: Story,
}

impl fmt::Debug for Disordered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.story)?;
        for (place, item) in self.stream.items.iter().enumerate() {
            let start: String = item.text.chars().take(100).collect();
            writeln!(
                f,
                "{place}: frame {} at {} by {}: {start}",
                item.frame, item.at, item.source
            )?;
        }
        for fault in &self.stream.faults {
            writeln!(
                f,
                "{} of frame {}, known from {:?}",
                fault.fault, fault.frame, fault.known_from
            )?;
        }
        Ok(())
    }
}

/// The strategy of [`disordered`].
#[derive(Debug, Clone)]
pub struct DisorderedStreams {
    stories: Stories,
    rates: Rates,
}

/// A strategy for the notifications of a conversation, disturbed as a preset says. Streams in which
/// nothing happens are drawn as well, as often as the preset leaves them so.
///
/// ```
/// use message_faults::strategy::{Population, disordered};
/// use message_faults::stream::Preset;
/// use message_model::Capture;
/// use message_rules::Fold;
/// use proptest::prelude::*;
///
/// let strategy = disordered(Population::of(["spam"]), Preset::Hostile);
/// proptest!(ProptestConfig::with_cases(4), |(case in strategy)| {
///     let mut fold = Fold::default();
///     for item in &case.stream.items {
///         fold.push(&Capture::read(item.text.as_str()).unwrap());
///     }
///     prop_assert!(fold.legs().count() >= case.stream.ends.len());
/// });
/// ```
#[must_use]
pub fn disordered(population: Population, preset: Preset) -> DisorderedStreams {
    DisorderedStreams {
        stories: stories(population),
        rates: preset.rates(),
    }
}

impl DisorderedStreams {
    /// The same with other rates.
    #[must_use]
    pub fn with_rates(self, rates: Rates) -> Self {
        Self { rates, ..self }
    }
}

impl Strategy for DisorderedStreams {
    type Tree = DisorderedTree;
    type Value = Disordered;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let story = self.stories.new_tree(runner)?.current();
        let tape = Tape::of(&story.episodes, |frame| frame.moment.is_none());
        let plan = tape.plan(&self.rates, key(&story));
        let frames = (0..tape.frames().len()).collect();
        Ok(DisorderedTree {
            story,
            tape,
            best: Part { frames, plan },
            trial: None,
            way: Way::first(),
        })
    }
}

/// The value tree of [`disordered`].
#[derive(Debug, Clone)]
pub struct DisorderedTree {
    story: Story,
    tape: Tape,
    /// The smallest part that is known to fail.
    best: Part,
    /// The part being tried, if it differs from `best`.
    trial: Option<Part>,
    way: Way,
}

/// The frames of the tape that are left, by their places, and what befalls them.
#[derive(Debug, Clone)]
struct Part {
    frames: Vec<usize>,
    plan: Plan,
}

/// What is left out next: of faults or frames the `size` ones before `end`.
#[derive(Debug, Clone, Copy)]
struct Way {
    what: What,
    /// How many at once; 0 before the first of a pass, when it is half of all.
    size: usize,
    end: usize,
    /// Whether any has gone since the faults were last gone through one by one.
    any: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Faults,
    Frames,
    Done,
}

impl Way {
    const fn first() -> Self {
        Self {
            what: What::Faults,
            size: 0,
            end: 0,
            any: false,
        }
    }
}

impl DisorderedTree {
    fn stream(&self, part: &Part) -> Stream {
        let all = 0..self.tape.frames().len();
        let gone: Vec<usize> = all.filter(|place| !part.frames.contains(place)).collect();
        self.tape.without(&gone).disturbed_by(&part.plan)
    }

    fn count(&self, what: What) -> usize {
        match what {
            What::Faults => self.best.plan.len(),
            What::Frames => self.best.frames.len(),
            What::Done => 0,
        }
    }

    /// Moves on to the next part that is smaller; false if there is none.
    fn advance(&mut self) -> bool {
        self.trial = None;
        while self.way.what != What::Done {
            let Way {
                what,
                size,
                end,
                any,
            } = self.way;
            let count = self.count(what);
            if size == 0 {
                self.way = match count {
                    0 => self.after(what, any),
                    // All of them at first.
                    _ => Way {
                        size: count,
                        end: count,
                        ..self.way
                    },
                };
                continue;
            }
            if end == 0 || size > count {
                self.way = match size {
                    1 => self.after(what, any),
                    _ => Way {
                        size: (size / 2).min(count.max(1)),
                        end: count,
                        ..self.way
                    },
                };
                continue;
            }
            let start = end.saturating_sub(size);
            let mut part = self.best.clone();
            match what {
                What::Faults => part.plan = part.plan.without(start, end),
                What::Frames => drop(part.frames.drain(start..end)),
                What::Done => {}
            }
            self.trial = Some(part);
            return true;
        }
        false
    }

    /// What to go through when one of the two is done: the other, and both again as long as any of
    /// them has gone.
    fn after(&self, what: What, any: bool) -> Way {
        let next = match what {
            What::Faults => What::Frames,
            What::Frames if any => What::Faults,
            What::Frames | What::Done => What::Done,
        };
        Way {
            what: next,
            any: any && next == What::Frames,
            ..Way::first()
        }
    }
}

impl ValueTree for DisorderedTree {
    type Value = Disordered;

    fn current(&self) -> Disordered {
        Disordered {
            stream: self.stream(self.trial.as_ref().unwrap_or(&self.best)),
            story: self.story.clone(),
        }
    }

    /// What is being tried has failed: it becomes the best, and something smaller is tried.
    fn simplify(&mut self) -> bool {
        if let Some(part) = self.trial.take() {
            self.best = part;
            let end = self.way.end.saturating_sub(self.way.size);
            self.way = Way {
                end,
                any: true,
                ..self.way
            };
        }
        self.advance()
    }

    /// What is being tried has passed: something else is tried.
    fn complicate(&mut self) -> bool {
        let end = self.way.end.saturating_sub(self.way.size);
        self.way = Way { end, ..self.way };
        self.advance()
    }
}
