//! Legal records of every view, played from scenarios.

use message_generator::{Channel, Episode, Run};
use message_model::contract::View;

/// The conversation of this number, of every scenario and the walks between them; on an open
/// channel where the view is of one.
pub(crate) fn episode(view: View, seed: u64, number: u64) -> Episode {
    let run = match view {
        View::OpenMessaging => Run::new(seed).with_channel(Channel::Open),
        _ => Run::new(seed),
    };
    let mut episodes = run.episodes(number);
    episodes.swap_remove(0)
}
