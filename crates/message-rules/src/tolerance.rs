//! Tolerances: how far apart the instants that a rule compares may be.
//!
//! The times of a leg are written by two machines, the cloud and the provider of the medium
//! (documented), and hand-overs are not instantaneous (observed). Each number is stated once, here,
//! with the observation behind it.

/// A time span that a rule tolerates, with its reason.
///
/// ```
/// let rule = message_rules::rule("leg-times-ordered").expect("a rule of this crate");
/// assert_eq!(rule.tolerance.map(|tolerance| tolerance.ms), Some(100));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Tolerance {
    /// The longest span that does not break the rule, in milliseconds.
    pub ms: i64,
    /// What was observed, and how the number follows from it.
    pub reason: &'static str,
}

/// Between an instant on the cloud clock and one on the provider's clock.
pub(crate) static CLOCK_SKEW: Tolerance = Tolerance {
    ms: 100,
    reason: "two clocks are in play; from 0 to 84 ms apart were seen, and either may be ahead",
};

/// Between the end of a leg and the beginning of the leg that takes over.
pub(crate) static HAND_OVER: Tolerance = Tolerance {
    ms: 100,
    reason: "hand-overs overlap or leave a gap; from -42 to 67 ms were seen",
};

/// Between the end of the first leg and the ends of the legs that follow it.
pub(crate) static PEER_FOLLOW: Tolerance = Tolerance {
    ms: 50,
    reason: "the acting side ends first and its peers follow; 2 to 17 ms were seen",
};

/// Between the end of the last leg and the end of the conversation.
pub(crate) static LAST_END: Tolerance = Tolerance {
    ms: 50,
    reason: "legs follow each other's end; 0 to 15 ms apart were seen",
};

/// Between the alerting timeout and the end of the offer; at least [`NO_ANSWER_EARLIEST_MS`].
pub(crate) static NO_ANSWER: Tolerance = Tolerance {
    ms: 250,
    reason: "unanswered offers ended 110 to 222 ms after their timeout",
};

/// The shortest time between the alerting timeout and the end of the offer that does not break the
/// rule.
pub(crate) const NO_ANSWER_EARLIEST_MS: i64 = 100;
