//! Shows the progress of long work on a terminal.

use std::fmt::Display;
use std::io::{IsTerminal, stderr, stdout};

use crate::console;

/// A progress line, which is rewritten in place on a terminal and not shown anywhere else.
pub(crate) struct Progress {
    done: u64,
    shown: bool,
    /// The length of the longest line so far, which a shorter one has to cover.
    longest: usize,
}

/// The line is rewritten after this many steps: often enough to watch, too seldom to cost time.
const EVERY: u64 = 1_024;

impl Progress {
    /// Shown when standard error is a terminal.
    pub(crate) fn new() -> Self {
        Self {
            done: 0,
            shown: stderr().is_terminal(),
            longest: 0,
        }
    }

    /// The same for work that prints results as it goes: not shown if standard output is a terminal
    /// too.
    pub(crate) fn beside_results() -> Self {
        Self {
            done: 0,
            shown: stderr().is_terminal() && !stdout().is_terminal(),
            longest: 0,
        }
    }

    /// Notes that one step is done. `so_far` says what has been done.
    pub(crate) fn step(&mut self, so_far: impl Display) {
        self.steps(1, so_far);
    }

    /// Notes that some steps are done.
    pub(crate) fn steps(&mut self, count: u64, so_far: impl Display) {
        let before = self.done / EVERY;
        self.done += count;
        if self.shown && self.done / EVERY > before {
            let line = so_far.to_string();
            self.longest = self.longest.max(line.len());
            console::rewrite(format_args!("{line:<0$}", self.longest));
        }
    }
}

impl Drop for Progress {
    /// Ends the line, so that the next output begins a new one.
    fn drop(&mut self) {
        if self.shown && self.done >= EVERY {
            console::remark("");
        }
    }
}
