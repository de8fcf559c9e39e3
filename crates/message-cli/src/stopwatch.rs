//! How long work takes, to say so: nothing that is written depends on it.

use std::time::{Duration, Instant};

/// Runs from when it is started.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since it was started.
    pub(crate) fn time(self) -> Duration {
        self.0.elapsed()
    }
}
