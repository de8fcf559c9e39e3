//! Cuts what was written with marks into pieces with holes.

use message_model::Timestamp;

use super::marks::{
    ID_STARTS, Leaf, NUMBER_DIGITS, NUMBER_STARTS, SIMPLE_ID_STARTS, TEXT_ENDS, TEXT_STARTS,
};
use super::model::{Model, TimeSlot};
use super::pen::{ID_LENGTH, SIMPLE_ID_LENGTH, TIME_LENGTH};
use super::value::Value;
use crate::draw::Question;

/// A piece that was cut.
#[derive(Default)]
pub(super) struct Cut {
    /// What decides which variant of the piece it is.
    pub(super) questions: Vec<Question>,
    /// The steps whose messages are in it, and are no pieces of their own: what they consist of
    /// decides too.
    pub(super) steps: Vec<usize>,
    /// What these messages consist of, and the answers to the questions.
    pub(super) answers: Vec<u64>,
    /// What is always the same, with room for the values that always have the same length.
    pub(super) text: Vec<u8>,
    pub(super) fixed: Vec<(usize, Value)>,
    pub(super) open: Vec<(usize, Hole)>,
}

/// A hole of any length.
#[derive(Debug, Clone)]
pub(super) enum Hole {
    Value(Value),
    /// The piece of a leg.
    Leg(usize),
    /// The piece of a message.
    Message(usize),
}

/// The length of a time that is a mark.
const MARK_LENGTH: usize = 27;
/// The only number that is worked out from times.
const SECONDS: &[u8] = b"\"durationSeconds\":";
const ENDS: &[u8] = b",\"endTime\":\"";

/// Cuts a piece, whose parts are pieces of their own. `None` if it has a mark that nobody has set,
/// a number of seconds whose times it does not show, or a part that is not in it.
pub(super) fn cut(
    model: &Model,
    leaves: &[Leaf],
    written: &[u8],
    parts: &[(Hole, &[u8])],
) -> Option<Cut> {
    let mut cutter = Cutter {
        model,
        leaves,
        cut: Cut::default(),
    };
    let mut rest = written;
    for (hole, part) in parts {
        let place = find(rest, part)?;
        cutter.text(&rest[..place])?;
        cutter.open(hole.clone());
        rest = &rest[place + part.len()..];
    }
    cutter.text(rest)?;
    Some(cutter.cut)
}

/// The place of a part in a text, if it is there.
fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    let first = *part.first()?;
    let mut places = (0..text.len()).filter(|place| text[*place] == first);
    places.find(|place| text[*place..].starts_with(part))
}

/// A piece that is being cut.
struct Cutter<'m> {
    model: &'m Model,
    leaves: &'m [Leaf],
    cut: Cut,
}

impl Cutter<'_> {
    fn text(&mut self, written: &[u8]) -> Option<()> {
        let mut rest = written;
        while let Some(first) = rest.first() {
            let taken = match first {
                b'0'..=b'9' => self.id_number_or_time(rest)?,
                b'"' => self.seconds(rest)?,
                first if *first == TEXT_STARTS[0] => self.mark(rest)?,
                _ => 0,
            };
            if taken == 0 {
                self.cut.text.push(*first);
            }
            rest = &rest[taken.max(1)..];
        }
        Some(())
    }

    // Each of these takes a mark from the start of the text and returns its length: 0 if there is
    // none. `None` if nobody knows what the mark stands for.

    fn id_number_or_time(&mut self, text: &[u8]) -> Option<usize> {
        match self.id(text)? {
            0 => match self.number(text)? {
                0 => self.time(text),
                length => Some(length),
            },
            length => Some(length),
        }
    }

    fn id(&mut self, text: &[u8]) -> Option<usize> {
        let forms = [(ID_STARTS, ID_LENGTH), (SIMPLE_ID_STARTS, SIMPLE_ID_LENGTH)];
        for (starts, length) in forms {
            let Some(digits) = text.strip_prefix(starts) else {
                continue;
            };
            let digits = str::from_utf8(digits.get(..length - starts.len())?).ok()?;
            let number = usize::from_str_radix(digits, 16).ok()?;
            let leaf = self.leaves.get(number)?.clone();
            let value = match length {
                ID_LENGTH => Value::Leaf(leaf),
                _ => Value::SimpleId(leaf),
            };
            self.fixed(value, length);
            return Some(length);
        }
        Some(0)
    }

    fn number(&mut self, text: &[u8]) -> Option<usize> {
        let length = NUMBER_STARTS.len() + NUMBER_DIGITS;
        let is_number = self.cut.text.ends_with(b":") && text.starts_with(NUMBER_STARTS);
        if !is_number {
            return Some(0);
        }
        let digits = str::from_utf8(text.get(NUMBER_STARTS.len()..length)?).ok()?;
        let leaf = self.leaves.get(digits.parse::<usize>().ok()?)?.clone();
        self.open(Hole::Value(Value::Leaf(leaf)));
        Some(length)
    }

    fn time(&mut self, text: &[u8]) -> Option<usize> {
        let is_whole = self.cut.text.ends_with(b"\"") && text.get(MARK_LENGTH) == Some(&b'"');
        let mark = text.get(..MARK_LENGTH).filter(|_| is_whole);
        let mark = mark.and_then(|mark| str::from_utf8(mark).ok()?.parse::<Timestamp>().ok());
        let Some(mark) = mark else { return Some(0) };
        let time = self.model.time_of(mark)?;
        self.fixed(Value::Time(time), TIME_LENGTH);
        Some(MARK_LENGTH)
    }

    fn mark(&mut self, text: &[u8]) -> Option<usize> {
        let Some(rest) = text.strip_prefix(TEXT_STARTS) else {
            return Some(0);
        };
        let digits = count_digits(rest);
        let number: usize = str::from_utf8(&rest[..digits]).ok()?.parse().ok()?;
        rest[digits..].strip_prefix(TEXT_ENDS)?;
        let leaf = self.leaves.get(number)?.clone();
        self.open(Hole::Value(Value::Leaf(leaf)));
        Some(TEXT_STARTS.len() + digits + TEXT_ENDS.len())
    }

    fn seconds(&mut self, text: &[u8]) -> Option<usize> {
        let Some(rest) = text.strip_prefix(SECONDS) else {
            return Some(0);
        };
        let digits = count_digits(rest);
        let end = rest[digits..].strip_prefix(ENDS)?.get(..MARK_LENGTH)?;
        let end: Timestamp = str::from_utf8(end).ok()?.parse().ok()?;
        let TimeSlot::Cloud(to) = self.model.time_of(end)? else {
            return None;
        };
        let from = self.model.end_of_leg(to)?;
        self.cut.text.extend_from_slice(SECONDS);
        self.open(Hole::Value(Value::Seconds(from, to)));
        Some(SECONDS.len() + digits)
    }

    fn fixed(&mut self, value: Value, length: usize) {
        let place = self.cut.text.len();
        self.cut.fixed.push((place, value));
        self.cut.text.resize(place + length, b' ');
    }

    fn open(&mut self, hole: Hole) {
        self.cut.open.push((self.cut.text.len(), hole));
    }
}

fn count_digits(text: &[u8]) -> usize {
    text.iter()
        .take_while(|letter| letter.is_ascii_digit())
        .count()
}
