//! How a story shrinks: first to fewer steps, then to plainer steps, then to shorter delays.
//!
//! The tree keeps the smallest story that failed, and goes through the ways to make it smaller. A
//! way that changes nothing is skipped without a run of the test.

use proptest::strategy::ValueTree;

use super::story::Story;
use crate::script::{Script, Step};

/// The value tree of [`Stories`](super::Stories): a story that can shrink.
///
/// It stores scripts and plays them on demand, since most stories are needed once and never shrunk.
#[derive(Debug, Clone)]
pub struct StoryTree {
    /// The script of the smallest story that is known to fail.
    best: Script,
    /// The script of the story being tried, if it differs from `best`.
    trial: Option<Script>,
    /// The next way of shrinking to try.
    way: Way,
}

/// A way of shrinking, and where in the script to try it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Nothing has been tried yet; the script is as it was drawn.
    Drawn,
    /// Removes the `size` steps before `end`. `any` says whether removing a single step has
    /// succeeded in the current pass over the script.
    Delete { size: usize, end: usize, any: bool },
    /// Removes the optional properties of the step at `index`.
    Simplify { index: usize },
    /// Sets the delays of all steps to 0.
    Hurry,
    /// Shortens the delay of the step at `index`; with a delay of `passes` the test is known to
    /// pass.
    Shorten { index: usize, passes: i64 },
    /// There is nothing left to try.
    Done,
}

impl StoryTree {
    /// The tree of the story of this script.
    pub(super) fn new(script: Script) -> Self {
        Self {
            best: script,
            trial: None,
            way: Way::Drawn,
        }
    }

    /// Moves on to the next way that changes something; returns false if there is none.
    fn advance(&mut self) -> bool {
        if self.way == Way::Drawn {
            self.best = Story::of(&self.best).script;
            let length = self.best.steps.len();
            self.way = Way::Delete {
                size: length.div_ceil(2),
                end: length,
                any: false,
            };
        }
        while self.way != Way::Done {
            let candidate = self.candidate().map(|script| Story::played(script).script);
            match candidate.filter(|script| *script != self.best) {
                Some(script) => {
                    self.trial = Some(script);
                    return true;
                }
                None => self.way = self.after_pass(),
            }
        }
        self.trial = None;
        false
    }

    /// The best script, shrunk in the next way.
    fn candidate(&self) -> Option<Script> {
        let mut script = self.best.clone();
        match self.way {
            Way::Delete { size, end, .. } => {
                script.steps.drain(end.checked_sub(size)?..end);
            }
            Way::Hurry => script.steps.iter_mut().for_each(|step| step.after = 0),
            Way::Shorten { index, passes } => {
                let step = script.steps.get_mut(index)?;
                step.after = halfway(passes, step.after)?;
            }
            Way::Simplify { index } => simplify(script.steps.get_mut(index)?),
            Way::Drawn | Way::Done => return None,
        }
        Some(script)
    }

    /// The way to try next after the test has passed, or after a way that changed nothing.
    fn after_pass(&self) -> Way {
        let steps = &self.best.steps;
        match self.way {
            Way::Delete { size, end, any } if end > size => Way::Delete {
                size,
                end: end - size.min(end).max(1),
                any,
            },
            Way::Delete {
                size: 0 | 1,
                any: true,
                ..
            } => Way::Delete {
                size: 1,
                end: steps.len(),
                any: false,
            },
            Way::Delete { size: 0 | 1, .. } => Way::Simplify { index: 0 },
            Way::Delete { size, any, .. } => Way::Delete {
                size: size / 2,
                end: steps.len(),
                any,
            },
            Way::Hurry => Way::Shorten {
                index: 0,
                passes: -1,
            },
            Way::Shorten { index, passes } => match steps
                .get(index)
                .and_then(|step| halfway(passes, step.after))
            {
                Some(tried) if index < steps.len() => Way::Shorten {
                    index,
                    passes: tried,
                },
                _ if index + 1 < steps.len() => Way::Shorten {
                    index: index + 1,
                    passes: -1,
                },
                _ => Way::Done,
            },
            Way::Simplify { index } if index + 1 < steps.len() => {
                Way::Simplify { index: index + 1 }
            }
            Way::Simplify { .. } => Way::Hurry,
            Way::Drawn | Way::Done => self.way,
        }
    }

    /// The way to try next after the test has failed again.
    fn after_failure(&self) -> Way {
        let length = self.best.steps.len();
        match self.way {
            Way::Delete { size, end, any } => {
                // Further steps that were removed because they were no longer possible came after
                // the end.
                Way::Delete {
                    size: size.min(length),
                    end: end.saturating_sub(size),
                    any: any || size <= 1,
                }
            }
            // An even shorter delay may still fail: try the same way again.
            Way::Shorten { .. } => self.way,
            Way::Simplify { .. } => self.after_pass(),
            Way::Hurry | Way::Done => Way::Done,
            Way::Drawn => Way::Drawn,
        }
    }
}

impl ValueTree for StoryTree {
    type Value = Story;

    fn current(&self) -> Story {
        Story::of(self.trial.as_ref().unwrap_or(&self.best))
    }

    /// The story being tried has failed: it becomes the best, and something smaller is tried.
    fn simplify(&mut self) -> bool {
        if let Some(script) = self.trial.take() {
            self.best = script;
            self.way = self.after_failure();
        }
        self.advance()
    }

    /// The story being tried has passed: the best is restored, and something else is tried.
    fn complicate(&mut self) -> bool {
        self.way = self.after_pass();
        self.advance()
    }
}

/// A delay between one with which the test passes and one with which it fails, or `None` if they
/// are neighbours.
///
/// The shortest delay of all is tried first, since the test mostly fails with it.
fn halfway(passes: i64, fails: i64) -> Option<i64> {
    match fails - passes {
        ..=1 => None,
        _ if passes < 0 => Some(0),
        distance => Some(passes + distance / 2),
    }
}

fn simplify(step: &mut Step) {
    *step = Step {
        alerting_timeout: None,
        resume_in: step.resume_in,
        message: step.message.take(),
        status: step.status,
        ..Step::new(step.label.clone(), step.after, step.leg.clone(), step.event)
    };
}
