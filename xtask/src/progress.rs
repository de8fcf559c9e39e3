//! How far long work has got, for whoever watches a terminal.

use std::io::{IsTerminal, stderr};

/// A count towards an end, shown in place on a terminal and nowhere else.
pub(crate) struct Progress {
    what: &'static str,
    done: u64,
    of: u64,
    shown: bool,
}

/// After so many steps the line is written again: often enough to watch, too seldom to cost time.
const EVERY: u64 = 1_024;

impl Progress {
    /// Work of `of` steps.
    pub(crate) fn new(what: &'static str, of: u64) -> Self {
        Self { what, done: 0, of, shown: stderr().is_terminal() }
    }

    /// One step is done.
    pub(crate) fn step(&mut self) {
        self.done += 1;
        if self.shown && self.done.is_multiple_of(EVERY) {
            eprint!("\r{} of {} {}", self.done, self.of, self.what);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown && self.done >= EVERY {
            eprintln!("\r{} {}   ", self.done, self.what);
        }
    }
}
