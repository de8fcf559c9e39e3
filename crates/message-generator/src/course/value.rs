//! The values of a conversation: how each is worked out and written.

use super::clock::Clock;
use super::marks::{Leaf, escaped};
use super::model::TimeSlot;
use super::pen::Pen;
use crate::content::part_count;
use crate::draw::{Draw, Key, Words};

/// A value that is worked out once for each conversation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Leaf(Leaf),
    /// An id without its hyphens.
    SimpleId(Leaf),
    Time(TimeSlot),
    /// The seconds from one event, by the provider's clock, to another, by the cloud's: rounded.
    Seconds(u32, u32),
}

impl Value {
    pub(super) fn write(&self, key: Key, words: Words, clock: &Clock, pen: &mut Pen) {
        let times = &clock.times;
        match self {
            Self::Leaf(leaf) => leaf.write(key, words, pen),
            Self::SimpleId(Leaf::Id(place)) => pen.simple_id(Draw::at(*place, words).uuid()),
            Self::SimpleId(leaf) => leaf.write(key, words, pen),
            Self::Time(TimeSlot::At(event)) => pen.time(times.at[*event as usize]),
            Self::Time(TimeSlot::Cloud(event)) => pen.time(times.cloud[*event as usize]),
            Self::Time(TimeSlot::Resume(event)) => pen.time(times.resume[*event as usize]),
            Self::Seconds(from, to) => {
                let millis = times.cloud[*to as usize] - times.at[*from as usize];
                pen.number((millis + 500).div_euclid(1_000));
            }
        }
    }
}

impl Leaf {
    fn write(&self, key: Key, words: Words, pen: &mut Pen) {
        match self {
            Self::Id(place) => pen.id(Draw::at(*place, words).uuid()),
            Self::Listed(place, further, list) => {
                let count = list.len() as u64;
                let drawn = Draw::at(*place, words).below(count);
                let place = drawn.wrapping_add(*further) % count.max(1);
                let text = usize::try_from(place)
                    .ok()
                    .and_then(|place| list.get(place));
                pen.text(text.map(|text| &**text).unwrap_or_default());
            }
            Self::Number(number) => pen.number(number.at(words)),
            Self::Text(text) => pen.text(&escaped(&text.at(key, words).worked_out())),
            Self::SmsParts(text) => {
                let text = text.at(key, words).worked_out();
                pen.number(part_count(&text));
            }
        }
    }
}
