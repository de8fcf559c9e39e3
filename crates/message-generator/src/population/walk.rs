//! Walks: scripts of random paths through the transition table, without a scenario.
//!
//! The life cycle's walk takes its integers from the caller; here they are keyed draws, so that
//! walk 1,000,000 can be made alone. The result is a script like any other: it can be played,
//! shrunk and kept.

use message_lifecycle::{Setup, Table};
use message_model::Direction;

use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, paths};
use crate::scenario::sample::SampleOptions;
use crate::script::Script;
use crate::script::transcript::transcript;

/// The script of a random walk through the transition table, on a drawn channel and in a drawn
/// direction.
///
/// As [two clocks](message_lifecycle::Event) are read, a leg that ends within milliseconds of its
/// start can have a `connectedTime` up to 84 ms after its `disconnectedTime`.
///
/// ```
/// use message_generator::{play, walk, Key};
///
/// let script = walk(Key::new(1, 4));
/// assert_eq!(script, walk(Key::new(1, 4)));
/// assert_eq!(play(&script)?.len(), 1);
/// # Ok::<(), message_generator::Error>(())
/// ```
#[must_use]
pub fn walk(key: Key) -> Script {
    walk_with(key, &SampleOptions::default())
}

/// The script of a random walk with the caller's options. Their pace is ignored, since a
/// walk has its own.
#[must_use]
pub fn walk_with(key: Key, options: &SampleOptions) -> Script {
    let draw = |path, occurrence| Draw::new(key, path, Label::NONE, occurrence);
    let channel = options.channel.unwrap_or_else(|| {
        match draw(paths::CONVERSATION_CHANNEL, 1).percent(WHATSAPP_PERCENT) {
            true => Channel::Whatsapp,
            false => *draw(paths::CONVERSATION_CHANNEL, 0).pick(&Channel::ALL),
        }
    });
    let is_outbound = draw(paths::WALK_DIRECTION, 0).percent(OUTBOUND_PERCENT);
    let direction = if is_outbound {
        Direction::Outbound
    } else {
        Direction::Inbound
    };
    let setup = Setup::new(channel.message_type(), direction).at_revision(options.revision);
    let length = CHARACTER + draw(paths::WALK_LENGTH, 0).between(STEPS_MIN, STEPS_MAX);
    let choices: Vec<u64> = (0..length)
        .map(|place| draw(paths::WALK_CHOICE, place).word(0))
        .collect();
    let timeline = message_lifecycle::walk_in(Table::standard(), setup, &choices);
    transcript(&timeline, key, options.start, channel)
}

/// The share of walks that begin outbound, as in the life cycle's own walk: only a small part of
/// the table begins so.
const OUTBOUND_PERCENT: u8 = 25;
/// The share of walks that are put on WhatsApp before a channel is drawn: only WhatsApp has rows of
/// its own in the status table (published, read).
const WHATSAPP_PERCENT: u8 = 30;
/// The number of integers that decide the weights of events in a walk.
const CHARACTER: u64 = 3;
/// How many steps a walk tries. Some have no effect, and some lead to several events.
const STEPS_MIN: u64 = 6;
const STEPS_MAX: u64 = 40;
