//! What must hold of a conversation and of two successive snapshots of it, written from the facts.
//!
//! This is the second statement of the rules. It reads wire values only: neither the table nor the
//! step function nor anything else of the simulator, so that it can catch them. Each check is named
//! for what it demands; the number in front is that of the invariant it states, `5` alone that it
//! restates a row of the state machine. What real payloads leave open is left open here: clocks
//! differ by up to 100 ms, hand-overs overlap or gap by up to 50 ms, the others hang up within 20
//! ms (2 to 17 were seen).

mod endings;
mod leg;
mod one_leg;
mod succession;
mod together;

use message_model::{Conversation, Id};

use self::leg::{Leg, legs};
pub(crate) use self::succession::of_succession;

const CLOCKS_MS: i64 = 100;
const HAND_OVER_MS: i64 = 50;
const HANG_UP_MS: i64 = 20;

/// Breaches found so far.
#[derive(Default)]
struct Breaches(Vec<String>);

impl Breaches {
    fn must(&mut self, holds: bool, rule: &str, leg: &Leg<'_>) {
        if !holds {
            let purpose = leg.participant.purpose.as_deref().unwrap_or("?");
            let id = leg.leg.id.as_ref().map(Id::to_string).unwrap_or_default();
            self.0.push(format!("{rule}: {purpose} leg {id}"));
        }
    }

    fn must_all(&mut self, holds: bool, rule: &str) {
        if !holds {
            self.0.push(rule.to_owned());
        }
    }
}

/// Ends that the platform has missed: what should end with them stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missed {
    Nothing,
    /// An administrator has disconnected since what was left.
    Once,
    /// The conversation has not ended and will not.
    End,
}

impl Missed {
    /// What has been missed after an event of this name, too.
    pub(crate) fn after(self, event: &str) -> Self {
        match event {
            "orphan" => Self::End,
            "shut-down" if self == Self::End => Self::Once,
            _ => self,
        }
    }
}

/// Everything that must hold of one snapshot.
pub(crate) fn of_snapshot(conversation: &Conversation, missed: Missed) -> Vec<String> {
    let legs = legs(conversation);
    let mut breaches = Breaches::default();
    // A queue that was left behind follows nobody.
    let follows = |leg: &&Leg<'_>| missed == Missed::Nothing || !leg.is_left_behind(&legs);
    let following: Vec<&Leg<'_>> = legs.iter().filter(follows).collect();
    for leg in &legs {
        one_leg::check(leg, &mut breaches);
        endings::check(leg, &legs, &following, &mut breaches);
    }
    together::check(conversation, &legs, missed, &mut breaches);
    breaches.0
}
