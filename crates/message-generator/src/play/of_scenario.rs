//! The shortest way from a scenario to a conversation.

use message_model as wire;

use super::play_lenient;
use crate::draw::Key;
use crate::scenario::Scenario;
use crate::scenario::sample::sample;

impl Scenario {
    /// The wire's `Conversation` of one play of the scenario, after its last event: the one with
    /// number 0 of this seed. [`sample`](crate::sample()) and [`play`](crate::play()) give more of
    /// it.
    ///
    /// Steps that cannot happen are left out. No built-in scenario has such steps; if one made in
    /// Rust has no others, the conversation is empty. Of a scenario with two conversations it is
    /// the first.
    ///
    /// ```
    /// use message_generator::Scenario;
    ///
    /// let conversation = Scenario::named("spam")?.conversation(7);
    /// let participants = conversation.participants.unwrap_or_default();
    /// let leg = &participants[0].messages.as_ref().unwrap()[0];
    /// assert_eq!(leg.disconnect_type.as_ref().unwrap().as_str(), "spam");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn conversation(&self, seed: u64) -> wire::Conversation {
        let (_, episodes) = play_lenient(&sample(self, Key::new(seed, 0)));
        let first = episodes.first();
        first.map(|one| one.conversation()).unwrap_or_default()
    }
}
