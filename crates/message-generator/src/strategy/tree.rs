//! How a story shrinks: first to whole payloads, then to fewer steps, then to plainer steps, then
//! to shorter delays.
//!
//! The tree keeps the smallest story that failed, and goes through the ways to make it smaller. A
//! way that changes nothing is skipped without a run of the test.

use proptest::strategy::ValueTree;

use super::absent::Absent;
use super::story::Story;
use crate::script::{Script, Step};

/// The value tree of [`Stories`](super::Stories): a story that can shrink.
#[derive(Debug, Clone)]
pub struct StoryTree {
    /// The smallest story that is known to fail.
    best: Story,
    /// The story being tried, if it differs from `best`.
    trial: Option<Story>,
    /// The next way of shrinking to try.
    way: Way,
}

/// A way of shrinking, and where in the script to try it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Makes payloads whole.
    Complete,
    /// Removes the `size` steps before `end`. `moved` says whether their delays move to another
    /// step, `any` whether removing a single step has succeeded in the current pass over the
    /// script.
    Delete {
        size: usize,
        end: usize,
        moved: bool,
        any: bool,
    },
    /// Removes the optional properties of the step at `index`.
    Simplify { index: usize },
    /// Gives payloads the absent property at `index` among those that are still absent.
    Restore { index: usize },
    /// Sets the delays of all steps to 0.
    Hurry,
    /// Shortens the delay of the step at `index`; with a delay of `passes` the test is known to
    /// pass.
    Shorten { index: usize, passes: i64 },
    /// There is nothing left to try.
    Done,
}

impl StoryTree {
    /// The tree of this story.
    pub(super) fn new(story: Story) -> Self {
        Self {
            best: story,
            trial: None,
            way: Way::Complete,
        }
    }

    /// Moves on to the next way that changes something; returns false if there is none.
    fn advance(&mut self) -> bool {
        while self.way != Way::Done {
            match self.candidate().filter(|story| *story != self.best) {
                Some(story) => {
                    self.trial = Some(story);
                    return true;
                }
                None => self.way = self.after_pass(),
            }
        }
        self.trial = None;
        false
    }

    /// The best story, shrunk in the next way and played; `None` if there is nothing new to try.
    fn candidate(&self) -> Option<Story> {
        let absent = match self.way {
            Way::Complete => Absent::NONE,
            Way::Restore { index } => self.best.absent.with_restored(index)?,
            _ => return self.shorter(),
        };
        Some(Story {
            absent,
            ..self.best.clone()
        })
    }

    /// The best story with its script shrunk in the next way, and played.
    fn shorter(&self) -> Option<Story> {
        let mut script = self.best.script.clone();
        let steps = &mut script.steps;
        match self.way {
            Way::Delete {
                size,
                end,
                moved: false,
                ..
            } => drop(steps.drain(end.checked_sub(size)?..end)),
            Way::Delete { size, end, .. } => return self.with_delays_moved(size, end),
            Way::Hurry => steps.iter_mut().for_each(|step| step.after = 0),
            Way::Shorten { index, passes } => {
                let step = steps.get_mut(index)?;
                step.after = halfway(passes, step.after)?;
            }
            Way::Simplify { index } => simplify(steps.get_mut(index)?),
            Way::Complete | Way::Restore { .. } | Way::Done => return None,
        }
        self.played(script)
    }

    /// The story of this script with the properties absent that the best story lacks; `None` if
    /// there is no conversation with a leg.
    fn played(&self, script: Script) -> Option<Story> {
        let story = Story::played(script, self.best.absent);
        (!story.episodes.is_empty()).then_some(story)
    }

    /// The best story without the `size` steps before `end`, whose delays have moved: to the next
    /// step, or to the last one if none is left behind them. `None` if there were no delays, since
    /// it has then been tried.
    fn with_delays_moved(&self, size: usize, end: usize) -> Option<Story> {
        let mut script = self.best.script.clone();
        let steps = &mut script.steps;
        let removed: Vec<Step> = steps.drain(end.checked_sub(size)?..end).collect();
        let without = self.played(script.clone())?;
        if let Some(next) = script.steps.get_mut(end - size) {
            next.after = next.after.saturating_add(delays(&removed));
        }
        let mut story = self.played(script)?;
        // Further steps that became impossible hand their delays on, but behind the last one that
        // plays there is nobody to take them.
        let lost = delays(&self.best.script.steps).saturating_sub(delays(&story.script.steps));
        if let Some(last) = story.script.steps.last_mut().filter(|_| lost > 0) {
            last.after = last.after.saturating_add(lost);
            story = self.played(story.script)?;
        }
        (story != without).then_some(story)
    }

    /// The way to try next after the test has passed, or after a way that changed nothing.
    fn after_pass(&self) -> Way {
        let steps = &self.best.script.steps;
        let from_the_end = |size, any| Way::Delete {
            size,
            end: steps.len(),
            moved: false,
            any,
        };
        match self.way {
            Way::Complete => from_the_end(steps.len().div_ceil(2), false),
            Way::Delete {
                size,
                end,
                moved: false,
                any,
            } => Way::Delete {
                size,
                end,
                moved: true,
                any,
            },
            Way::Delete { size, end, any, .. } if end > size => Way::Delete {
                size,
                end: end - size.min(end).max(1),
                moved: false,
                any,
            },
            Way::Delete {
                size: 0 | 1,
                any: true,
                ..
            } => from_the_end(1, false),
            Way::Delete { size: 0 | 1, .. } => Way::Simplify { index: 0 },
            Way::Delete { size, any, .. } => from_the_end(size / 2, any),
            Way::Simplify { index } if index + 1 < steps.len() => {
                Way::Simplify { index: index + 1 }
            }
            Way::Simplify { .. } => Way::Restore { index: 0 },
            Way::Restore { index } if index + 1 < self.best.absent.names().count() => {
                Way::Restore { index: index + 1 }
            }
            Way::Restore { .. } => Way::Hurry,
            // No delay is negative, so -1 stands for none that is known to pass.
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
            Way::Done => self.way,
        }
    }

    /// The way to try next after the test has failed again.
    fn after_failure(&self) -> Way {
        let length = self.best.script.steps.len();
        match self.way {
            Way::Delete { size, end, any, .. } => {
                // Further steps that were removed because they were no longer possible came after
                // the end.
                Way::Delete {
                    size: size.min(length),
                    end: end.saturating_sub(size),
                    moved: false,
                    any: any || size <= 1,
                }
            }
            // An even shorter delay may still fail, and another property has the place of the one
            // that was restored: try the same way again.
            Way::Shorten { .. } | Way::Restore { .. } => self.way,
            Way::Complete | Way::Simplify { .. } => self.after_pass(),
            Way::Hurry | Way::Done => Way::Done,
        }
    }
}

impl ValueTree for StoryTree {
    type Value = Story;

    fn current(&self) -> Story {
        self.trial.as_ref().unwrap_or(&self.best).clone()
    }

    /// The story being tried has failed: it becomes the best, and something smaller is tried.
    fn simplify(&mut self) -> bool {
        if let Some(story) = self.trial.take() {
            self.best = story;
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

/// The sum of the delays, in milliseconds.
fn delays(steps: &[Step]) -> i64 {
    steps
        .iter()
        .fold(0, |sum, step| sum.saturating_add(step.after))
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
