//! Writes values as bytes, each once.

use std::io::Write;

use message_model::Timestamp;
use uuid::Uuid;

/// The values of one conversation, written one after the other.
#[derive(Debug, Default)]
pub(super) struct Pen {
    bytes: Vec<u8>,
    /// Where the value begins that is being written.
    from: usize,
    /// Where each value begins and ends.
    spans: Vec<(usize, usize)>,
    /// The day that was written last, in days since 1970, and how its first instant is written.
    day: Option<(i64, [u8; TIME_LENGTH])>,
}

/// The length of an id, of one without hyphens, and of a time.
pub(super) const ID_LENGTH: usize = 36;
pub(super) const SIMPLE_ID_LENGTH: usize = 32;
pub(super) const TIME_LENGTH: usize = 24;

const MILLIS_PER_DAY: i64 = 86_400_000;

impl Pen {
    /// Begins a conversation with so many values.
    pub(super) fn begin(&mut self, values: usize) {
        self.bytes.clear();
        self.from = 0;
        self.spans.clear();
        self.spans.resize(values, (0, 0));
    }

    /// Whether the value of this number has been written. None is empty.
    pub(super) fn has(&self, number: usize) -> bool {
        self.spans[number] != (0, 0)
    }

    /// The value of this number.
    pub(super) fn value(&self, number: usize) -> &[u8] {
        let (from, until) = self.spans[number];
        &self.bytes[from..until]
    }

    /// Ends the value of this number.
    pub(super) fn end(&mut self, number: usize) {
        self.spans[number] = (self.from, self.bytes.len());
        self.from = self.bytes.len();
    }

    pub(super) fn text(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
    }

    pub(super) fn id(&mut self, id: Uuid) {
        let mut buffer = Uuid::encode_buffer();
        let text = id.hyphenated().encode_lower(&mut buffer);
        self.text(text.as_bytes());
    }

    pub(super) fn simple_id(&mut self, id: Uuid) {
        let mut buffer = Uuid::encode_buffer();
        let text = id.simple().encode_lower(&mut buffer);
        self.text(text.as_bytes());
    }

    pub(super) fn number(&mut self, number: i64) {
        write!(self.bytes, "{number}").expect("memory takes everything");
    }

    /// A time, given in milliseconds since 1970, in the form of the wire.
    pub(super) fn time(&mut self, millis: i64) {
        let day = millis.div_euclid(MILLIS_PER_DAY);
        let date = match self.day {
            Some((known, date)) if known == day => date,
            _ => {
                let date = midnight(day);
                self.day = Some((day, date));
                date
            }
        };
        let of_day = millis.rem_euclid(MILLIS_PER_DAY);
        let of_day = u32::try_from(of_day).expect("a day has fewer milliseconds than 32 bits hold");
        let (seconds, millis) = (of_day / 1_000, of_day % 1_000);
        let mut text = date;
        text[11..13].copy_from_slice(&TWO_DIGITS[(seconds / 3_600) as usize]);
        text[14..16].copy_from_slice(&TWO_DIGITS[(seconds / 60 % 60) as usize]);
        text[17..19].copy_from_slice(&TWO_DIGITS[(seconds % 60) as usize]);
        text[20] = b'0' + (millis / 100) as u8;
        text[21..23].copy_from_slice(&TWO_DIGITS[(millis % 100) as usize]);
        self.text(&text);
    }
}

/// The first instant of a day, given in days since 1970, in the form of the wire.
fn midnight(day: i64) -> [u8; TIME_LENGTH] {
    let micros = day.checked_mul(MILLIS_PER_DAY * 1_000);
    let midnight = micros.and_then(|micros| Timestamp::from_micros(micros).ok());
    let mut text = *b"0000-00-00T00:00:00.000Z";
    if let Some(midnight) = midnight {
        text.copy_from_slice(midnight.to_string().as_bytes());
    }
    text
}

/// The numbers below 100, each with two digits.
const TWO_DIGITS: [[u8; 2]; 100] = {
    let mut all = [*b"00"; 100];
    let mut number = 0;
    while number < 100 {
        all[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    all
};
