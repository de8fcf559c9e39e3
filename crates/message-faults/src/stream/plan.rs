//! Which faults befall which frames.

use message_generator::Key;
use message_generator::draw::{Draw, Label, Path};

use super::fault::StreamFault;
use super::rates::Rates;

const CHANCE: Path = Path::new("fault/stream");

/// What is drawn for a frame and a kind of fault.
pub(super) fn draw(key: Key, fault: StreamFault, frame: usize) -> Draw {
    Draw::new(key, CHANCE, Label::new(fault.as_str()), frame as u64)
}

/// What is to happen to the frames of a tape: a list of which any part can be left out, without
/// moving the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What befalls which frame, by its number on the tape.
    pub(super) befalls: Vec<(StreamFault, usize)>,
    pub(super) rates: Rates,
    pub(super) key: Key,
}

impl Plan {
    /// How many faults are planned.
    #[must_use]
    pub fn len(&self) -> usize {
        self.befalls.len()
    }

    /// Whether nothing is to happen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.befalls.is_empty()
    }

    /// The same plan without the faults from `start` to before `end`.
    ///
    /// ```
    /// use message_faults::stream::{Rates, StreamFault, Tape};
    /// use message_generator::{Key, Run};
    ///
    /// let tape = Tape::of(&Run::new(7).episodes(0), |frame| frame.moment.is_none());
    /// let plan = tape.plan(&Rates::only(StreamFault::Duplicate, 1_000_000), Key::new(1, 0));
    /// assert_eq!(plan.len(), tape.frames().len());
    /// let shorter = plan.without(1, plan.len());
    /// assert_eq!(tape.disturbed_by(&shorter).items.len(), tape.frames().len() + 1);
    /// ```
    #[must_use]
    pub fn without(&self, start: usize, end: usize) -> Self {
        let all = self.befalls.iter().enumerate();
        let kept = all.filter(|(place, _)| !(start..end).contains(place));
        Self {
            befalls: kept.map(|(_, befallen)| *befallen).collect(),
            ..self.clone()
        }
    }

    pub(super) fn has(&self, fault: StreamFault, frame: usize) -> bool {
        self.befalls.contains(&(fault, frame))
    }
}

/// By how many milliseconds a frame is moved by a fault: up to `max`, at least one.
pub(super) fn within(key: Key, fault: StreamFault, frame: usize, max: i64) -> i64 {
    let max = u64::try_from(max).unwrap_or_default();
    let spread = draw(key, fault, frame).word(1);
    1 + ((u128::from(spread) * u128::from(max)) >> 64) as i64
}
