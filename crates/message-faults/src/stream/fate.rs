//! What becomes of one frame: also for who sends frames as they happen, and has no tape.

use message_generator::Key;

use super::fault::StreamFault;
use super::plan::{draw, within};
use super::rates::Rates;

/// What becomes of a frame on its way to a reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fate {
    /// What befalls it; nothing but its loss if it never arrives.
    pub faults: Vec<StreamFault>,
    /// How long after it was sent it arrives, in milliseconds: once for each time that it does.
    pub delays_ms: Vec<i64>,
    /// By how much the clock is ahead by which its arrivals are written, in milliseconds.
    pub skew_ms: i64,
}

impl Rates {
    /// What becomes of the frame of this number, which is a function of the key, the rates and the
    /// number. There are no gaps, which are of more than one frame.
    ///
    /// ```
    /// use message_faults::stream::{Preset, Rates, StreamFault};
    /// use message_generator::Key;
    ///
    /// let key = Key::new(7, 0);
    /// let fate = Preset::Lossless.rates().fate(key, 3);
    /// assert_eq!((fate.faults, fate.delays_ms), (vec![], vec![0]));
    /// let fate = Rates::only(StreamFault::Duplicate, 1_000_000).fate(key, 3);
    /// assert_eq!((fate.faults, fate.delays_ms), (vec![StreamFault::Duplicate], vec![0, 0]));
    /// assert!(Rates::only(StreamFault::Lost, 1_000_000).fate(key, 3).delays_ms.is_empty());
    /// ```
    #[must_use]
    pub fn fate(&self, key: Key, frame: usize) -> Fate {
        Fate::of(self, key, frame, |fault| self.befalls(fault, key, frame))
    }

    /// Whether a fault befalls a frame; never a gap.
    pub(super) fn befalls(&self, fault: StreamFault, key: Key, frame: usize) -> bool {
        let chance = draw(key, fault, frame).below(1_000_000);
        fault != StreamFault::Gap && chance < u64::from(self.per_million(fault))
    }
}

impl Fate {
    /// What becomes of a frame which these faults befall.
    pub(super) fn of(
        rates: &Rates,
        key: Key,
        frame: usize,
        mut befalls: impl FnMut(StreamFault) -> bool,
    ) -> Self {
        for gone in [StreamFault::Gap, StreamFault::Lost] {
            if befalls(gone) {
                return Self {
                    faults: vec![gone],
                    ..Self::default()
                };
            }
        }
        let (window_ms, late_ms_max) = (rates.window_ms, rates.late_ms_max);
        let mut fate = Self::default();
        let mut delay_ms = 0;
        for (fault, most) in [
            (StreamFault::Reorder, window_ms),
            (StreamFault::Late, late_ms_max),
            (StreamFault::ClockSkew, rates.skew_ms_max),
            (StreamFault::Overtaken, window_ms),
        ] {
            if !befalls(fault) {
                continue;
            }
            fate.faults.push(fault);
            let moved_ms = within(key, fault, frame, most);
            match fault {
                StreamFault::ClockSkew => fate.skew_ms = moved_ms,
                _ => delay_ms += moved_ms,
            }
        }
        fate.delays_ms.push(delay_ms);
        for fault in [
            StreamFault::Duplicate,
            StreamFault::TwoSockets,
            StreamFault::Repeated,
        ] {
            if !befalls(fault) {
                continue;
            }
            fate.faults.push(fault);
            fate.delays_ms.push(match fault {
                StreamFault::TwoSockets => within(key, fault, frame, window_ms),
                StreamFault::Repeated => rates.repeated_after_ms,
                _ => delay_ms,
            });
        }
        fate
    }
}
