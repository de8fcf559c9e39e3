//! Where the values of a conversation come from that are drawn for it: they are worked out, or
//! marks stand in their place.
//!
//! With marks, what a view shows of a conversation shows where each value goes, so that the same
//! text can be written for another conversation with its own values.

use uuid::Uuid;

use super::people::People;
use super::texts::Speech;
use super::{address, sms};
use crate::channel::Channel;
use crate::draw::{Draw, Key, Label};
use crate::limits::LENGTH_MAX;

/// The source of the values that are drawn for a conversation. [`Drawn`] is the usual one.
///
/// ```
/// use message_generator::{Drawn, Episode, Run};
///
/// let drawn: Episode<Drawn> = Run::new(7).episodes(0).remove(0);
/// assert!(drawn.conversation().id.is_some());
/// ```
pub trait Values: Source {}

impl<V: Source> Values for V {}

/// The values that are worked out from the key of their conversation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drawn;

/// What the content of a conversation asks for; sealed, as only this crate knows what is drawn.
pub trait Source {
    /// An id.
    fn id(&self, draw: Draw) -> Uuid;

    /// Whether something happens that has a chance of so many in a hundred: what a view shows
    /// depends on it.
    fn percent(&self, draw: Draw, percent: u8) -> bool;

    /// A number from the first to the second.
    fn between(&self, draw: Draw, low: u64, high: u64) -> u64;

    /// The drawn place of a list, where what a view shows depends on it.
    fn place_of(&self, list: Listed) -> usize;

    /// The text at the drawn place of a list.
    fn text_of(&self, list: Listed, text: impl Fn(usize) -> String) -> String;

    /// The id at the drawn place of a list.
    fn id_of(&self, list: Listed, id: impl Fn(usize) -> Uuid) -> Uuid;

    /// A text that takes more than one draw.
    fn text(&self, text: &DrawnText) -> String;

    /// The number of parts that the text of a message has as an SMS.
    fn sms_parts(&self, message: &DrawnText, text: &str) -> i64;
}

/// A place in a list that a draw decides: the drawn place, and so many further.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    draw: Draw,
    count: usize,
    further: u64,
}

impl Listed {
    /// So many places further.
    pub(super) const fn and_further(self, further: u64) -> Self {
        Self { further, ..self }
    }

    /// The drawn place of a list of so many.
    pub(super) const fn of(draw: Draw, count: usize) -> Self {
        Self {
            draw,
            count,
            further: 0,
        }
    }

    pub(crate) const fn draw(self) -> Draw {
        self.draw
    }

    pub(crate) const fn count(self) -> usize {
        self.count
    }

    pub(crate) const fn further(self) -> u64 {
        self.further
    }

    fn place(self) -> usize {
        let count = self.count as u64;
        let place = self.draw.below(count).wrapping_add(self.further);
        usize::try_from(place.checked_rem(count).unwrap_or_default()).expect("below a length")
    }
}

/// A text that takes more than one draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnText {
    key: Key,
    /// Of whom or what it is.
    label: Label,
    kind: TextKind,
}

/// What a drawn text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TextKind {
    /// The full name of a person.
    Person(People),
    /// The address of a customer on a channel.
    Address(Channel),
    /// What a message says.
    Message {
        people: People,
        speech: Speech,
        length: Option<u32>,
    },
}

impl TextKind {
    /// The same with this length, if it is of a message.
    pub(crate) fn with_length(self, length: Option<i64>) -> Self {
        match self {
            Self::Message { people, speech, .. } => Self::Message {
                people,
                speech,
                length: length.map(|it| u32::try_from(it.clamp(0, LENGTH_MAX)).expect("32 bits")),
            },
            Self::Person(_) | Self::Address(_) => self,
        }
    }
}

impl DrawnText {
    pub(crate) const fn new(key: Key, label: Label, kind: TextKind) -> Self {
        Self { key, label, kind }
    }

    pub(crate) const fn label(&self) -> Label {
        self.label
    }

    pub(crate) const fn kind(&self) -> TextKind {
        self.kind
    }

    /// Whether it is a message of a length that its script says.
    pub(crate) const fn has_length(&self) -> bool {
        matches!(
            self.kind,
            TextKind::Message {
                length: Some(_),
                ..
            }
        )
    }

    /// The text, worked out.
    pub(crate) fn worked_out(&self) -> String {
        let (key, label) = (self.key, self.label);
        match self.kind {
            TextKind::Person(people) => people.person(key, label),
            TextKind::Address(channel) => address::customer(key, label, channel),
            TextKind::Message {
                people,
                speech,
                length,
            } => people.message(key, label, speech, length),
        }
    }
}

impl Source for Drawn {
    fn id(&self, draw: Draw) -> Uuid {
        draw.uuid()
    }

    fn percent(&self, draw: Draw, percent: u8) -> bool {
        draw.percent(percent)
    }

    fn between(&self, draw: Draw, low: u64, high: u64) -> u64 {
        draw.between(low, high)
    }

    fn place_of(&self, list: Listed) -> usize {
        list.place()
    }

    fn text_of(&self, list: Listed, text: impl Fn(usize) -> String) -> String {
        text(list.place())
    }

    fn id_of(&self, list: Listed, id: impl Fn(usize) -> Uuid) -> Uuid {
        id(list.place())
    }

    fn text(&self, text: &DrawnText) -> String {
        text.worked_out()
    }

    fn sms_parts(&self, _: &DrawnText, text: &str) -> i64 {
        sms::part_count(text)
    }
}
