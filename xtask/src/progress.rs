//! How far long work has got, for whoever watches a terminal.

use std::fmt::Display;
use std::io::{IsTerminal, stderr, stdout};

/// A line that is written again and again on a terminal, and nowhere else.
pub(crate) struct Progress {
    done: u64,
    shown: bool,
}

/// After so many steps the line is written again: often enough to watch, too seldom to cost time.
const EVERY: u64 = 1_024;

impl Progress {
    /// Shown when standard error is a terminal.
    pub(crate) fn new() -> Self {
        Self { done: 0, shown: stderr().is_terminal() }
    }

    /// The same for work that prints as it goes: not shown when the results come to the terminal too.
    pub(crate) fn beside_results() -> Self {
        Self { done: 0, shown: stderr().is_terminal() && !stdout().is_terminal() }
    }

    /// One step is done; `so_far` says what has been done and must not grow shorter.
    pub(crate) fn step(&mut self, so_far: impl Display) {
        self.done += 1;
        if self.shown && self.done.is_multiple_of(EVERY) {
            eprint!("\r{so_far}");
        }
    }
}

impl Drop for Progress {
    /// What comes next begins a line.
    fn drop(&mut self) {
        if self.shown && self.done >= EVERY {
            eprintln!();
        }
    }
}
