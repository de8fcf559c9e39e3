//! The rates of a profile: how many of its conversations are inbound, are transferred, fail, and so
//! on.
//!
//! A profile says how often each scenario happens, and a scenario what happens in it. The rates are
//! computed from both, so no file states them, where they could contradict the two.

use message_lifecycle::{EventKind, Role, Status};

use crate::scenario::{BlockKind, Choice, Item, Scenario};
use crate::script::{Legs, Step};

message_model::closed_list! {
    /// Something that happens in some conversations of a profile, the share of which
    /// [`Profile::rate`](crate::Profile::rate) computes.
    ///
    /// Only whole conversations count: one that is cut off may not have come to the point where it
    /// happens.
    ///
    /// ```
    /// use message_generator::{Profile, Rate};
    ///
    /// let outage = Profile::builtin("outage").unwrap();
    /// let smooth_day = Profile::builtin("smooth-day").unwrap();
    /// assert!(outage.rate(Rate::Failure) > smooth_day.rate(Rate::Failure));
    /// ```
    pub enum Rate {
        /// The customer writes first.
        Inbound = "inbound",
        /// A bot takes part.
        Bot = "bot",
        /// An offer to an agent times out.
        NoAnswer = "no-answer",
        /// An agent's leg is transferred: to a queue, to a flow by the inactivity timer, or to a
        /// colleague who answers.
        Transfer = "transfer",
        /// An agent's leg is held.
        Hold = "hold",
        /// An agent's leg is parked.
        Park = "park",
        /// A leg ends with an error, or a message fails or is not delivered.
        Failure = "failure",
    }
}

impl Rate {
    /// The chance that it happens in a conversation of the scenario, in ten thousandths.
    pub(super) fn of(self, scenario: &Scenario) -> u64 {
        match self {
            Self::Inbound => CERTAIN - starts(&scenario.steps),
            _ => self.of_items(&scenario.steps, &scenario.legs),
        }
    }

    fn of_items(self, items: &[Item], legs: &Legs) -> u64 {
        // Each block is drawn by itself, so the chances that nothing happens multiply.
        let never = items.iter().fold(CERTAIN, |never, item| {
            times(never, CERTAIN - self.of_item(item, legs))
        });
        CERTAIN - never
    }

    fn of_item(self, item: &Item, legs: &Legs) -> u64 {
        let block = match item {
            Item::Step(step) => {
                return if self.is_shown_by(step, legs) {
                    CERTAIN
                } else {
                    0
                };
            }
            Item::Block(block) => block,
        };
        match &block.kind {
            BlockKind::Maybe(percent, items) => {
                self.of_items(items, legs) * u64::from(*percent) / 100
            }
            BlockKind::Repeat(turns, items) => repeated(self.of_items(items, legs), turns),
            BlockKind::OneOf(branches) => {
                let chances = branches.iter().map(|branch| {
                    self.of_items(&branch.steps, legs) * u64::from(branch.percent) / 100
                });
                chances.sum()
            }
        }
    }

    fn is_shown_by(self, step: &Step<Choice>, legs: &Legs) -> bool {
        let plan = legs.get(&step.leg);
        let is_of = |role| plan.is_some_and(|plan| plan.role == role);
        // An agent's leg without a queue is the target of a colleague's transfer.
        let is_colleague = is_of(Role::Agent) && plan.is_some_and(|plan| plan.queue.is_none());
        match self {
            Self::Inbound => false,
            Self::Bot => step.event.opens() && is_of(Role::Bot),
            Self::NoAnswer => matches!(step.event, EventKind::TimeOut | EventKind::TransferTimeOut),
            Self::Transfer => match step.event {
                EventKind::Transfer | EventKind::InactivityTransfer => true,
                event => event == EventKind::Answer && is_colleague,
            },
            Self::Hold => step.event == EventKind::Hold,
            Self::Park => step.event == EventKind::Park,
            Self::Failure => {
                step.event == EventKind::Fail || step.status.is_some_and(Status::is_failure)
            }
        }
    }
}

/// Certainty, in ten thousandths.
pub(super) const CERTAIN: u64 = 10_000;

/// The chance that two independent things both happen, in ten thousandths.
const fn times(one: u64, other: u64) -> u64 {
    one * other / CERTAIN
}

/// The chance that the first step is one by which the business begins the conversation, in ten
/// thousandths.
fn starts(items: &[Item]) -> u64 {
    match items.first() {
        Some(Item::Step(step)) if step.event == EventKind::Start => CERTAIN,
        Some(Item::Block(block)) => match &block.kind {
            BlockKind::OneOf(branches) => branches
                .iter()
                .map(|branch| starts(&branch.steps) * u64::from(branch.percent) / 100)
                .sum(),
            BlockKind::Maybe(percent, inner) => {
                let percent = u64::from(*percent);
                (starts(inner) * percent + starts(&items[1..]) * (100 - percent)) / 100
            }
            BlockKind::Repeat(_, inner) => starts(inner),
        },
        Some(Item::Step(_)) | None => 0,
    }
}

/// The chance that something happens in at least one turn of a `repeat` block, given its chance in
/// each turn.
fn repeated(of_turn: u64, turns: &Choice) -> u64 {
    let (least, most) = match turns {
        Choice::Fixed(turns) => (*turns, *turns),
        Choice::Range(least, most) => (*least, *most),
        // A delay is no number of turns: reading such a scenario is an error.
        Choice::Named(_) => return 0,
    };
    let mut never = CERTAIN;
    let mut sum = 0;
    for turns in 0..=most {
        // From here on it is as good as certain, however many more turns there are.
        if never == 0 {
            sum += u128::from(most.abs_diff(turns.max(least)) + 1) * u128::from(CERTAIN);
            break;
        }
        if of_turn == 0 {
            break;
        }
        sum += if turns < least {
            0
        } else {
            u128::from(CERTAIN - never)
        };
        never = times(never, CERTAIN - of_turn);
    }
    u64::try_from(sum / (u128::from(most.abs_diff(least)) + 1)).expect("a mean of chances is one")
}

#[cfg(test)]
mod tests {
    use super::{Rate, repeated};
    use crate::scenario::{Choice, Scenario};

    /// Checks a chance, in ten thousandths.
    #[track_caller]
    fn check(steps: &str, rate: Rate, expected: u64) {
        let text = format!(
            r#"{{"format": 1, "scenario": "s", "shows": "x", "evidence": "inferred", "sources": [], "channels": ["sms"],
            "legs": {{"customer": {{"role": "customer"}}, "agent": {{"role": "agent"}}}}, "steps": [{steps}]}}"#
        );
        let scenario = Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(rate.of(&scenario), expected, "{} of {steps}", rate.as_str());
    }

    #[test]
    fn chances_of_blocks_come_together() {
        let step = |label: &str, event: &str| {
            format!(r#"{{"label": "{label}", "after": 0, "leg": "agent", "event": "{event}"}}"#)
        };
        let (hold, other) = (step("a", "hold"), step("b", "hold"));
        check(&hold, Rate::Hold, 10_000);
        check(&hold, Rate::Park, 0);
        check(&step("a", "start"), Rate::Inbound, 0);
        check(&step("a", "enter"), Rate::Inbound, 10_000);
        let maybe = |label: &str, step: &str| {
            format!(r#"{{"label": "{label}", "maybe": 30, "steps": [{step}]}}"#)
        };
        check(&maybe("m", &hold), Rate::Hold, 3_000);
        check(
            &format!("{}, {}", maybe("m", &hold), maybe("n", &other)),
            Rate::Hold,
            5_100,
        );
        check(&maybe("m", &step("a", "start")), Rate::Inbound, 7_000);
        let one_of = format!(
            r#"{{"label": "o", "one-of": [{{"percent": 20, "steps": [{hold}]}}, {{"percent": 80, "steps": [{}]}}]}}"#,
            maybe("m", &other)
        );
        check(&one_of, Rate::Hold, 2_000 + 2_400);
    }

    #[test]
    fn turns_add_chances() {
        assert_eq!(repeated(3_000, &Choice::Fixed(0)), 0);
        assert_eq!(repeated(3_000, &Choice::Fixed(2)), 5_100);
        assert_eq!(repeated(3_000, &Choice::Range(0, 2)), (3_000 + 5_100) / 3);
        assert_eq!(repeated(10_000, &Choice::Range(1, i64::MAX)), 10_000);
        assert_eq!(repeated(10_000, &Choice::Range(0, 3)), 7_500);
        assert_eq!(repeated(0, &Choice::Range(0, i64::MAX)), 0);
    }
}
