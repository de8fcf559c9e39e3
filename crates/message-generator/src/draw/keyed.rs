//! One keyed random value.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use uuid::{Builder, Uuid};

use super::key::Key;
use super::mix::{GOLDEN, mix};
use super::path::{Label, Path};
use super::place::{Place, Words};

/// One keyed random value, which can be read in several forms: as an integer, a chance, a choice or
/// a UUID.
///
/// It is immutable: reading it twice gives the same result. Values that should be independent need
/// draws that differ in path, label or occurrence.
///
/// ```
/// use message_generator::draw::{paths, Draw, Key, Label};
///
/// let key = Key::new(1, 0);
/// let leg = Draw::new(key, paths::LEG_ID, Label::new("agent"), 0);
/// assert_eq!(leg.uuid(), leg.uuid());
/// assert_ne!(leg.uuid(), Draw::new(key, paths::LEG_ID, Label::new("queue"), 0).uuid());
/// assert!(leg.between(3, 15) >= 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draw {
    place: u64,
    key: u64,
}

impl Draw {
    /// The draw for one property of one thing in one conversation.
    #[must_use]
    pub const fn new(key: Key, path: Path, label: Label, occurrence: u64) -> Self {
        Self::at(Place::new(path, label, occurrence), Words::of(key))
    }

    /// The draw of this place in the conversation whose key has these words.
    pub(crate) const fn at(place: Place, words: Words) -> Self {
        Self {
            place: words.first ^ place.0,
            key: words.second,
        }
    }

    /// The place of the draw, if it is one in the conversation whose key has these words.
    pub(crate) const fn place(&self, words: Words) -> Place {
        Place(self.place ^ words.first)
    }

    /// The word of this draw at `index`: 64 random bits, independent of those at any other index.
    ///
    /// ```
    /// use message_generator::draw::{Draw, Key, Label, paths};
    ///
    /// let draw = |number| Draw::new(Key::new(7, number), paths::LEG_ID, Label::new("agent"), 0);
    /// assert_ne!(draw(0).word(0), draw(0).word(1));
    /// ```
    #[must_use]
    pub const fn word(&self, index: u64) -> u64 {
        mix(mix(self.place.wrapping_add(index.wrapping_mul(GOLDEN))) ^ self.key)
    }

    /// A uniform integer from 0 to `bound - 1`; 0 if `bound` is 0.
    ///
    /// Computed by widening multiplication; the bias is below `bound` in 2^64.
    ///
    /// ```
    /// use message_generator::draw::{Draw, Key, Label, paths};
    ///
    /// let draw = |number| Draw::new(Key::new(7, number), paths::LEG_ID, Label::new("agent"), 0);
    /// assert!((0..100).all(|number| draw(number).below(6) < 6));
    /// assert_eq!(draw(0).below(0), 0);
    /// ```
    #[must_use]
    pub const fn below(&self, bound: u64) -> u64 {
        scale(self.word(0), bound)
    }

    /// A uniform integer from `low` to `high`, both included; `low` if `high` is not above it.
    ///
    /// ```
    /// use message_generator::draw::{Draw, Key, Label, paths};
    ///
    /// let draw = |number| Draw::new(Key::new(7, number), paths::LEG_ID, Label::new("agent"), 0);
    /// assert!((0..100).all(|number| (3..=15).contains(&draw(number).between(3, 15))));
    /// assert_eq!(draw(0).between(9, 9), 9);
    /// ```
    #[must_use]
    pub const fn between(&self, low: u64, high: u64) -> u64 {
        if high <= low {
            return low;
        }
        match (high - low).checked_add(1) {
            Some(bound) => low + self.below(bound),
            None => self.word(0),
        }
    }

    /// True with a chance of `percent` in a hundred; always true from 100 on.
    ///
    /// ```
    /// use message_generator::draw::{Draw, Key, Label, paths};
    ///
    /// let draw = |number| Draw::new(Key::new(7, number), paths::LEG_ID, Label::new("agent"), 0);
    /// let hits = (0..1_000).filter(|number| draw(*number).percent(30)).count();
    /// assert!((250..350).contains(&hits), "{hits}");
    /// ```
    #[must_use]
    pub const fn percent(&self, percent: u8) -> bool {
        self.below(100) < percent as u64
    }

    /// One of the items, each with the same chance.
    ///
    /// ```
    /// use message_generator::draw::{Draw, Key, Label, paths};
    ///
    /// let draw = |number| Draw::new(Key::new(7, number), paths::LEG_ID, Label::new("agent"), 0);
    /// let items = ["sms", "line"];
    /// assert!(items.iter().all(|item| (0..100).any(|number| draw(number).pick(&items) == item)));
    /// ```
    ///
    /// # Panics
    ///
    /// If there are no items. Our own tables are never empty, and those of a scenario are checked
    /// when it is read.
    #[must_use]
    pub const fn pick<'a, T>(&self, items: &'a [T]) -> &'a T {
        assert!(
            !items.is_empty(),
            "a table to pick from has at least one item"
        );
        &items[self.below(items.len() as u64) as usize]
    }

    /// The index of one of the chances, which are in per cent and add up to 100.
    ///
    /// ```
    /// use message_generator::draw::{Draw, Key, Label, paths};
    ///
    /// let draw = |number| Draw::new(Key::new(7, number), paths::LEG_ID, Label::new("agent"), 0);
    /// assert!((0..100).all(|number| draw(number).weighted([0, 100, 0]) == 1));
    /// ```
    ///
    /// # Panics
    ///
    /// If the chances do not add up to 100: they are never renormalised. Tables in data files are
    /// checked when they are read.
    #[must_use]
    pub fn weighted(&self, percents: impl IntoIterator<Item = u8>) -> usize {
        let target = self.below(100);
        let mut sum = 0;
        let mut found = None;
        // To the end, even where the place is found early: a table that does not add up would
        // otherwise go unnoticed for most draws.
        for (index, percent) in percents.into_iter().enumerate() {
            sum += u64::from(percent);
            if found.is_none() && target < sum {
                found = Some(index);
            }
        }
        assert_eq!(sum, 100, "weights are per cent and add up to 100");
        found.expect("the target is below 100, which the weights add up to")
    }

    /// A UUID of version 4, made of nothing but this draw's bits.
    ///
    /// ```
    /// use message_generator::draw::{Draw, Key, Label, paths};
    ///
    /// let draw = |number| Draw::new(Key::new(7, number), paths::LEG_ID, Label::new("agent"), 0);
    /// assert_eq!(draw(0).uuid().get_version_num(), 4);
    /// assert_ne!(draw(0).uuid(), draw(1).uuid());
    /// ```
    #[must_use]
    pub const fn uuid(&self) -> Uuid {
        let bits = (self.word(0) as u128) << 64 | self.word(1) as u128;
        Builder::from_random_bytes(bits.to_be_bytes()).into_uuid()
    }

    /// A random number generator seeded by this draw, where a stream of values is needed
    /// (distributions, the `fake` crate).
    #[must_use]
    pub fn rng(&self) -> ChaCha8Rng {
        let mut seed = [0; 32];
        for (index, bytes) in (0..).zip(seed.chunks_exact_mut(8)) {
            bytes.copy_from_slice(&self.word(index).to_le_bytes());
        }
        ChaCha8Rng::from_seed(seed)
    }
}

/// The upper half of the 128-bit product, which maps 64 random bits to 0..bound.
const fn scale(word: u64, bound: u64) -> u64 {
    ((word as u128 * bound as u128) >> 64) as u64
}
