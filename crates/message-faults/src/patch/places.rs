//! How many places a patch changed, and how.

use std::ops::AddAssign;

/// The places at which a patch was applied.
///
/// ```
/// use message_faults::patch::{Patch, Patchable};
///
/// let mut legs = Patchable::from_text(r#"[{"held":false},{}]"#)?;
/// let places = Patch::set("[*].held=true")?.apply(&mut legs);
/// assert_eq!((places.replaced, places.added, places.count()), (1, 1, 2));
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Places {
    /// Where a property was added.
    pub added: usize,
    /// Where another value took the place of what was there.
    pub replaced: usize,
    /// Where a property or an element was dropped.
    pub dropped: usize,
}

impl Places {
    /// The number of all places.
    #[must_use]
    pub fn count(self) -> usize {
        self.added + self.replaced + self.dropped
    }
}

impl AddAssign for Places {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.replaced += other.replaced;
        self.dropped += other.dropped;
    }
}
