//! The waiting times, tested on conversations drawn at random.

use message_generator::strategy::{Population, conversations};
use proptest::prelude::*;
use waiting_times::{lasted_ms, wait_ms};

proptest! {
    #[test]
    fn nobody_waits_longer_than_the_conversation_lasts(
        conversation in conversations(Population::default())
    ) {
        prop_assert!(wait_ms(&conversation) <= Some(lasted_ms(&conversation)));
    }
}
