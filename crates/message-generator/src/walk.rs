//! Walks: scripts that no scenario has thought of, taken at random through the transition table.
//!
//! The lifecycle walks by integers that come from outside; here they are keyed draws, so that walk 1,000,000 can be taken
//! alone. What comes back is a script like any other: it plays, it shrinks, it can be kept.

use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, paths};
use crate::sample::Setting;
use crate::script::Script;
use crate::transcript::transcript;
use message_lifecycle::{Setup, Table};
use message_model::Direction;

/// Walks through the table, on any channel, in either direction.
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
    walk_in(key, &Setting::default())
}

/// Walks in a setting of the caller's; its pace is not used, since a walk has its own.
#[must_use]
pub fn walk_in(key: Key, setting: &Setting) -> Script {
    let draw = |path, occurrence| Draw::new(key, path, Label::NONE, occurrence);
    let channel =
        setting.channel.unwrap_or_else(|| match draw(paths::CONVERSATION_CHANNEL, 1).percent(WHATSAPP_PERCENT) {
            true => Channel::Whatsapp,
            false => *draw(paths::CONVERSATION_CHANNEL, 0).pick(Channel::ALL),
        });
    let is_outbound = draw(paths::WALK_DIRECTION, 0).percent(OUTBOUND_PERCENT);
    let direction = if is_outbound { Direction::Outbound } else { Direction::Inbound };
    let setup = Setup::new(channel.message_type(), direction).at_revision(setting.revision);
    let length = CHARACTER + draw(paths::WALK_LENGTH, 0).between(STEPS_MIN, STEPS_MAX);
    let choices: Vec<u64> = (0..length).map(|place| draw(paths::WALK_CHOICE, place).word(0)).collect();
    let timeline = message_lifecycle::walk_in(Table::standard(), setup, &choices);
    transcript(&timeline, key, setting.start, channel)
}

/// One walk in four, as the lifecycle's own: what begins outbound is a small part of the table.
const OUTBOUND_PERCENT: u8 = 25;
/// So many are on WhatsApp in any case: no other channel has rows of its own in the table (who has read what).
const WHATSAPP_PERCENT: u8 = 30;
/// So many integers make the character of a walk.
const CHARACTER: u64 = 3;
/// The steps that are tried. Some lead nowhere, and some bring several events.
const STEPS_MIN: u64 = 6;
const STEPS_MAX: u64 = 40;
