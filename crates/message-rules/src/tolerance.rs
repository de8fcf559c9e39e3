//! How far apart instants may be that a rule compares.
//!
//! Two machines write the times of a leg, the cloud and the provider of the medium (documented), and hand-overs are
//! not instantaneous (observed). Each number stands here once, with what was seen.

/// A span in milliseconds that rules allow, and why.
#[derive(Debug)]
#[non_exhaustive]
pub struct Tolerance {
    /// The longest span that breaks nothing, in milliseconds.
    pub ms: i64,
    /// What was seen, and how the number follows.
    pub reason: &'static str,
}

/// Between an instant on the cloud clock and one on the provider's clock.
pub(crate) static CLOCK_SKEW: Tolerance =
    Tolerance { ms: 100, reason: "two clocks are in play; from 0 to 84 ms apart were seen, and either may be ahead" };

/// Between the end of a leg and the beginning of the one it hands on to.
pub(crate) static HAND_OVER: Tolerance =
    Tolerance { ms: 100, reason: "hand-overs overlap or leave a gap; from -42 to 67 ms were seen" };

/// Between the leg that ended first and those that follow it.
pub(crate) static PEER_FOLLOW: Tolerance =
    Tolerance { ms: 50, reason: "the acting side ends first and its peers follow; 2 to 15 ms were seen" };

/// Between the last end of a leg and the end of the conversation.
pub(crate) static LAST_END: Tolerance =
    Tolerance { ms: 50, reason: "legs follow each other's end; 0 to 15 ms apart were seen" };

/// Between the end of the alerting timeout and the end of the offer, at least [`NO_ANSWER_EARLIEST_MS`].
pub(crate) static NO_ANSWER: Tolerance =
    Tolerance { ms: 250, reason: "unanswered offers ended 110 to 222 ms after their timeout" };

/// The least that was allowed for between the alerting timeout and the end of the offer.
pub(crate) const NO_ANSWER_EARLIEST_MS: i64 = 100;
