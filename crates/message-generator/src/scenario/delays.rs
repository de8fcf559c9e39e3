//! Named delays: how long things take in a conversation, with the source of each number.
//!
//! They are quantiles in milliseconds. Where no public figure exists the numbers are our choice,
//! and are marked so. They are meant for test data, and are no claim about any contact centre.

use message_model::Evidence;

use crate::draw::Quantiles;

/// A distribution of delays that scenario files refer to by its name.
///
/// ```
/// use message_generator::Delay;
///
/// let ordered = |delay: &Delay| delay.quantiles.at_millionth(0) <= delay.quantiles.most();
/// assert!(Delay::ALL.iter().all(ordered));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delay {
    /// The name in scenario files.
    pub name: &'static str,
    /// The distribution, in milliseconds.
    pub quantiles: Quantiles<'static>,
    /// Whether the numbers were observed in a real payload, are documented, or are our choice
    /// (inferred).
    pub evidence: Evidence,
    /// The source of the numbers.
    pub source: &'static str,
}

impl Delay {
    /// The named delay of this name, or `None` if there is none.
    ///
    /// ```
    /// use message_generator::Delay;
    ///
    /// assert_eq!(Delay::named("answer").unwrap().quantiles.at_millionth(0), 2_700);
    /// assert!(Delay::named("lunch").is_none());
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|delay| delay.name == name)
    }

    /// How long a person takes for each letter of a message, after the delay that the step gives.
    pub(crate) const TYPING: Self = chosen("typing", &[(0, 40), (500, 110), (1_000, 260)]);

    /// All named delays, in the order of a conversation.
    pub const ALL: &'static [Self] = &[
        observed(
            "flow-entry",
            &[(0, 3), (500, 5), (1_000, 9)],
            "5 ms after the customer in a real conversation",
        ),
        observed(
            "flow-run",
            &[(0, 250), (500, 400), (900, 900), (1_000, 4_000)],
            "0.4 s in a real conversation",
        ),
        observed(
            "queue-entry",
            &[(0, 20), (500, 32), (1_000, 67)],
            "32 ms after a flow, 28 to 67 ms after a transfer, in real conversations",
        ),
        observed(
            "first-offer",
            &[(0, 131), (500, 190), (1_000, 261)],
            "131 to 261 ms in the queue where an agent was free",
        ),
        documented(
            "queue-wait",
            &[
                (0, 1_000),
                (250, 12_000),
                (500, 28_000),
                (750, 55_000),
                (950, 150_000),
                (1_000, 600_000),
            ],
            "means of 35 to 48 s in the Comm100 live chat benchmark reports of 2017 to 2020; the \
             shape is our choice",
        ),
        observed(
            "answer",
            &[(0, 2_700), (500, 5_500), (1_000, 11_000)],
            "2.7 to 11 s of alerting in real conversations",
        ),
        observed(
            "no-answer",
            &[(0, 30_100), (500, 30_130), (1_000, 30_220)],
            "30.1 to 30.22 s for a time-out of 30 s",
        ),
        observed(
            "decline",
            &[(0, 1_500), (500, 6_000), (1_000, 23_000)],
            "within 23 s in a real conversation",
        ),
        observed(
            "offer-again",
            &[(0, 340), (500, 2_900), (900, 10_100), (1_000, 80_000)],
            "0.34, 0.36, 2.9, 10.1 and 80 s in real conversations",
        ),
        observed(
            "first-reply",
            &[(0, 6_000), (500, 24_600), (1_000, 70_000)],
            "24.6 s in a real conversation",
        ),
        chosen(
            "reply",
            &[
                (0, 3_000),
                (250, 15_000),
                (500, 35_000),
                (750, 63_000),
                (950, 180_000),
                (1_000, 600_000),
            ],
        ),
        observed(
            "talk",
            &[(0, 8_000), (500, 63_000), (900, 180_000), (1_000, 400_000)],
            "the median between two holds was 63 s",
        ),
        observed(
            "hold",
            &[
                (0, 2_000),
                (500, 22_500),
                (900, 300_000),
                (1_000, 2_520_000),
            ],
            "median 22.5 s, maximum 42 min, in 20 holds of one leg",
        ),
        documented(
            "sending",
            &[(0, 400), (500, 1_500), (1_000, 6_000)],
            "from queued to sent is \"typically seconds\"",
        ),
        documented(
            "delivery",
            &[(0, 900), (500, 8_000), (900, 240_000), (1_000, 3_600_000)],
            "from sent to delivered is \"minutes, hours or days\"",
        ),
        chosen(
            "reading",
            &[
                (0, 2_000),
                (500, 45_000),
                (900, 1_200_000),
                (1_000, 14_400_000),
            ],
        ),
        Self::TYPING,
        observed(
            "wrap-up",
            &[(0, 900), (500, 3_000), (900, 40_000), (1_000, 110_000)],
            "0.9 to 3.0 s in a test organisation; longer ones are our choice",
        ),
        observed(
            "peer",
            &[(0, 2), (500, 8), (1_000, 20)],
            "2 to 17 ms between the acting side and its peers in real conversations",
        ),
        observed(
            "skew",
            &[(0, 0), (500, 8), (1_000, 15)],
            "0 to +15 ms between the two clocks on connecting",
        ),
        observed(
            "alert-skew",
            &[(0, 9), (500, 23), (1_000, 84)],
            "9 to 84 ms between the two clocks on alerting",
        ),
    ];
}

const fn delay(
    name: &'static str,
    steps: &'static [(u16, u64)],
    evidence: Evidence,
    source: &'static str,
) -> Delay {
    Delay {
        name,
        quantiles: Quantiles::known(steps),
        evidence,
        source,
    }
}

const fn observed(name: &'static str, steps: &'static [(u16, u64)], source: &'static str) -> Delay {
    delay(name, steps, Evidence::Observed, source)
}

const fn documented(
    name: &'static str,
    steps: &'static [(u16, u64)],
    source: &'static str,
) -> Delay {
    delay(name, steps, Evidence::Documented, source)
}

const fn chosen(name: &'static str, steps: &'static [(u16, u64)]) -> Delay {
    delay(
        name,
        steps,
        Evidence::Inferred,
        "our choice: no public figure was found",
    )
}
