//! The clock of a platform that has one: what the time outside is to it.
//!
//! This is the one file that asks for the time.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use message_model::Timestamp;

use crate::config::Pace;

/// A clock that runs as fast as the pace says, from a time that can be set.
#[derive(Debug)]
pub(crate) struct Clock {
    /// How many times as fast as outside; 0 if it stands.
    times: u32,
    shown: Timestamp,
    since: Instant,
}

impl Clock {
    pub(crate) fn new(pace: Pace, shown: Timestamp) -> Self {
        let times = match pace {
            Pace::Real => 1,
            Pace::Times(times) => times.max(1),
            Pace::Stepped | Pace::Fast => 0,
        };
        Self {
            times,
            shown,
            since: Instant::now(),
        }
    }

    /// What it shows; `None` if it stands, and is what it was told last.
    pub(crate) fn now(&self) -> Option<Timestamp> {
        if self.times == 0 {
            return None;
        }
        let passed = self.since.elapsed().as_micros();
        let passed = i64::try_from(passed).unwrap_or(i64::MAX);
        let passed_ms = passed.saturating_mul(i64::from(self.times)) / 1_000;
        self.shown.checked_add_millis(passed_ms)
    }

    /// Shows another time from now on.
    pub(crate) fn set(&mut self, shown: Timestamp) {
        self.shown = shown;
        self.since = Instant::now();
    }

    /// How long it takes outside until it shows this time; `None` if it stands.
    pub(crate) fn until(&self, at: Timestamp) -> Option<Duration> {
        let wait_ms = at.millis_since(self.now()?).max(0);
        let wait_us = wait_ms.saturating_mul(1_000) / i64::from(self.times) + 1;
        Some(Duration::from_micros(wait_us.unsigned_abs()))
    }
}

/// The time outside, to the millisecond.
#[expect(
    clippy::disallowed_methods,
    reason = "a platform whose pace is real shows what clients compare with their own clocks"
)]
pub(crate) fn wall_clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let millis = since.map_or(0, |since| since.as_millis());
    let micros = i64::try_from(millis)
        .unwrap_or_default()
        .saturating_mul(1_000);
    Timestamp::from_micros(micros).unwrap_or(Timestamp::MIN)
}
