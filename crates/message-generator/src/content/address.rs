//! Addresses on each channel, from ranges that belong to nobody.
//!
//! Telephone numbers are `+1 <area> 555 0100` to `0199`, which the North American Numbering Plan
//! reserves for fiction; mail addresses are in `example.com` (RFC 2606). Guest, page-scoped and
//! account ids mean nothing outside the one business that they were made for, so no range is
//! reserved for them and none is needed.
//!
//! Sources of the forms: web messaging (UUIDs) was observed; SMS, WhatsApp and Open Messaging are
//! documented; all others are inferred from what the providers themselves call an id.

use super::names;
use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, Path, paths};

/// The address of a person on a channel.
pub(super) fn customer(key: Key, person: Label, channel: Channel) -> String {
    let place = Place {
        key,
        path: paths::PERSON_ADDRESS,
        label: person,
    };
    match channel {
        Channel::Open => names::mail(key, person),
        Channel::Apple => format!("urn:mbid:{}", place.hex(40)),
        Channel::Line => format!("U{}", place.hex(32)),
        Channel::Kakao => place.hex(20),
        Channel::Sms => place.phone(),
        // WhatsApp writes numbers without the plus (documented).
        Channel::Whatsapp => place.phone().split_off(1),
        Channel::Webmessaging => place.draw(0).uuid().to_string(),
        Channel::Facebook => place.digits(16),
        Channel::Instagram => place.digits(17),
        Channel::Telegram => place.digits(10),
        Channel::Twitter => place.digits(19),
    }
}

/// The address of the business on a channel.
pub(super) fn business(key: Key, channel: Channel) -> String {
    let place = Place {
        key,
        path: paths::BUSINESS_ADDRESS,
        label: Label::NONE,
    };
    match channel {
        Channel::Sms => place.phone(),
        Channel::Whatsapp => place.phone().split_off(1),
        Channel::Open | Channel::Webmessaging | Channel::Apple => place.draw(0).uuid().to_string(),
        Channel::Facebook | Channel::Instagram | Channel::Twitter => place.digits(15),
        Channel::Line | Channel::Telegram => place.digits(10),
        Channel::Kakao => format!("@{}", place.hex(8)),
    }
}

/// The key and label that an address is drawn under.
struct Place {
    key: Key,
    path: Path,
    label: Label,
}

impl Place {
    fn draw(&self, occurrence: u64) -> Draw {
        Draw::new(self.key, self.path, self.label, occurrence)
    }

    /// A telephone number in E.164 form, from the range reserved for fiction.
    fn phone(&self) -> String {
        let area = self.draw(0).pick(AREAS);
        format!("+1{area}55501{:02}", self.draw(1).below(100))
    }

    /// A decimal id that does not start with a zero.
    fn digits(&self, count: u32) -> String {
        let low = 10u64.pow(count - 1);
        self.draw(0)
            .between(low, low.saturating_mul(10) - 1)
            .to_string()
    }

    fn hex(&self, count: usize) -> String {
        let draw = self.draw(0);
        let mut text = String::with_capacity(count + 16);
        for index in 0.. {
            if text.len() >= count {
                break;
            }
            text.push_str(&format!("{:016x}", draw.word(index)));
        }
        text.truncate(count);
        text
    }
}

/// Area codes in use in the United States; the numbers 555-01xx in each belong to nobody.
const AREAS: &[u16] = &[
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225,
    228, 229, 231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 272, 276,
    281, 301, 302, 303, 304, 305, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320,
    321, 323, 325, 330, 331, 334, 336,
];
