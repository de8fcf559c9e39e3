//! Templates: what is written of the conversations of one course, with holes for what differs.
//!
//! A template is made of pieces: one for the whole, one for each leg, one for each message. A piece
//! has variants, for what is shown of it depends on draws that decide nothing else: whether an
//! agent has an assistant, whether a message is a photo. So few templates show what many
//! conversations have.

use std::iter;
use std::sync::Arc;

use super::clock::Clock;
use super::cut::{Cut, Hole};
use super::pen::{ID_LENGTH, Pen, TIME_LENGTH};
use super::shared::Shared;
use super::value::Value;
use crate::draw::{Key, Question, Words};

/// What is written of conversations of one course.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) scenario: Option<String>,
    values: Vec<Arc<Value>>,
    whole: Variants,
    legs: Vec<Variants>,
    messages: Vec<Variants>,
    /// Whether it was found to write something else than playing gives.
    is_wrong: bool,
}

/// What the answers so far are multiplied by where another joins: a large odd number, so that two
/// lists of answers have one number by chance alone, of one in 2^64.
const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;

/// The forms that a piece can have.
#[derive(Debug, Default)]
struct Variants {
    /// What decides which: draws, and what the messages of these steps consist of.
    questions: Vec<Question>,
    steps: Vec<usize>,
    /// Each with the answers.
    known: Vec<(u64, Piece)>,
}

/// A text with holes.
#[derive(Debug)]
struct Piece {
    /// What is always the same, with room for the values that always have the same length.
    text: Arc<[u8]>,
    /// Those values, in the order of their places, each with the place and its number.
    fixed: Vec<(u32, u32)>,
    /// The holes of any length, in the same way.
    open: Vec<(u32, Open)>,
}

/// What goes into a hole: the value, the leg or the message of this number.
#[derive(Debug, Clone, Copy)]
enum Open {
    Value(u32),
    Leg(u32),
    Message(u32),
}

/// What the templates of a run have in common.
#[derive(Debug, Default)]
pub(super) struct Common {
    texts: Shared<[u8]>,
    values: Shared<Value>,
}

/// What is written with marks of a conversation, cut into pieces, each with its variants.
#[derive(Default)]
pub(super) struct Pieces {
    pub(super) whole: Vec<Cut>,
    pub(super) legs: Vec<Vec<Cut>>,
    pub(super) messages: Vec<Vec<Cut>>,
}

impl Template {
    pub(super) fn new(scenario: Option<String>, pieces: &Pieces) -> Self {
        let variants = |cuts: &Vec<Vec<Cut>>| cuts.iter().map(|_| Variants::default()).collect();
        Self {
            scenario,
            values: Vec::new(),
            whole: Variants::default(),
            legs: variants(&pieces.legs),
            messages: variants(&pieces.messages),
            is_wrong: false,
        }
    }

    /// Writes nothing from now on: it would write something else than playing gives.
    pub(super) fn give_up(&mut self) {
        self.is_wrong = true;
        self.whole.known.clear();
    }

    /// Whether more variants may be added.
    pub(super) const fn can_learn(&self) -> bool {
        !self.is_wrong
    }

    /// Adds the variants that a conversation has of each piece. Returns whether that could be done:
    /// not where other questions decide about a piece than before.
    pub(super) fn add(&mut self, pieces: Pieces, common: &mut Common) -> bool {
        let Self {
            values,
            whole,
            legs,
            messages,
            ..
        } = self;
        let is_same = legs.len() == pieces.legs.len() && messages.len() == pieces.messages.len();
        is_same
            && iter::once((whole, pieces.whole))
                .chain(legs.iter_mut().zip(pieces.legs))
                .chain(messages.iter_mut().zip(pieces.messages))
                .all(|(variants, cuts)| {
                    let mut cuts = cuts.into_iter();
                    cuts.all(|cut| variants.add(cut, values, common))
                })
    }

    /// The number of bytes that it takes, nearly.
    pub(super) fn size(&self) -> usize {
        let all = [&self.whole]
            .into_iter()
            .chain(&self.legs)
            .chain(&self.messages);
        let pieces = all.flat_map(|variants| &variants.known);
        pieces.map(|(_, piece)| piece.size()).sum::<usize>()
            + self.values.len() * size_of::<Arc<Value>>()
    }

    /// Writes it for a conversation. Returns whether it could: not where a variant is not known;
    /// then nothing is written.
    #[must_use]
    pub(super) fn fill(
        &self,
        key: Key,
        words: Words,
        clock: &Clock,
        pen: &mut Pen,
        out: &mut Vec<u8>,
    ) -> bool {
        pen.begin(self.values.len());
        let from = out.len();
        let mut filling = Filling {
            template: self,
            key,
            words,
            clock,
            pen,
        };
        let is_known = filling.variants(&self.whole, out);
        if !is_known {
            out.truncate(from);
        }
        is_known
    }
}

impl Variants {
    fn answers(&self, words: Words, clock: &Clock) -> u64 {
        let composed = self.steps.iter().map(|step| clock.composed(*step));
        let drawn = self.questions.iter().map(|question| question.answer(words));
        together(composed.chain(drawn))
    }

    fn add(&mut self, cut: Cut, values: &mut Vec<Arc<Value>>, common: &mut Common) -> bool {
        if self.known.is_empty() {
            self.questions = cut.questions;
            self.steps = cut.steps;
        } else if self.questions != cut.questions || self.steps != cut.steps {
            return false;
        }
        let answers = together(cut.answers.iter().copied());
        if self.known.iter().any(|(known, _)| *known == answers) {
            return true;
        }
        let mut number = |value| {
            let value = common.values.keep(value);
            let known = values.iter().position(|known| Arc::ptr_eq(known, &value));
            small(known.unwrap_or_else(|| {
                values.push(value);
                values.len() - 1
            }))
        };
        let fixed = cut.fixed.into_iter();
        let fixed = fixed
            .map(|(place, value)| (small(place), number(value)))
            .collect();
        let open = cut.open.into_iter().map(|(place, hole)| {
            let open = match hole {
                Hole::Value(value) => Open::Value(number(value)),
                Hole::Leg(leg) => Open::Leg(small(leg)),
                Hole::Message(message) => Open::Message(small(message)),
            };
            (small(place), open)
        });
        let open = open.collect();
        let piece = Piece {
            text: common.texts.keep(cut.text),
            fixed,
            open,
        };
        self.known.push((answers, piece));
        true
    }
}

/// A number that tells apart lists of answers.
fn together(answers: impl Iterator<Item = u64>) -> u64 {
    answers.fold(0, |all, answer| {
        all.wrapping_mul(FACTOR).wrapping_add(answer)
    })
}

/// A place in a piece, or a number of a thing: there is no piece of more than 4 GiB.
fn small(number: usize) -> u32 {
    u32::try_from(number).expect("what is written of a conversation is far shorter")
}

impl Piece {
    /// The number of bytes that it takes, nearly: of its text, which it shares with others, a part.
    fn size(&self) -> usize {
        let fixed = self.fixed.len() * size_of::<(u32, u32)>();
        self.text.len() / 4 + fixed + self.open.len() * size_of::<(u32, Open)>()
    }
}

/// A template that is being filled.
struct Filling<'f> {
    template: &'f Template,
    key: Key,
    words: Words,
    clock: &'f Clock,
    pen: &'f mut Pen,
}

impl Filling<'_> {
    fn variants(&mut self, variants: &Variants, out: &mut Vec<u8>) -> bool {
        let answers = variants.answers(self.words, self.clock);
        let known = variants.known.iter().find(|(known, _)| *known == answers);
        known.is_some_and(|(_, piece)| self.piece(piece, out))
    }

    fn piece(&mut self, piece: &Piece, out: &mut Vec<u8>) -> bool {
        let mut fixed = piece.fixed.as_slice();
        let mut from = 0;
        for (until, open) in &piece.open {
            fixed = self.run(&piece.text, from, *until, fixed, out);
            from = *until;
            let is_known = match open {
                Open::Value(number) => {
                    out.extend_from_slice(self.value(*number));
                    true
                }
                Open::Leg(leg) => self.variants(&self.template.legs[*leg as usize], out),
                Open::Message(message) => {
                    self.variants(&self.template.messages[*message as usize], out)
                }
            };
            if !is_known {
                return false;
            }
        }
        self.run(&piece.text, from, small(piece.text.len()), fixed, out);
        true
    }

    /// Writes a run of the text without open holes; returns the fixed values behind it.
    fn run<'p>(
        &mut self,
        text: &[u8],
        from: u32,
        until: u32,
        mut fixed: &'p [(u32, u32)],
        out: &mut Vec<u8>,
    ) -> &'p [(u32, u32)] {
        let begin = out.len();
        out.extend_from_slice(&text[from as usize..until as usize]);
        let run = &mut out[begin..];
        while let Some(((place, number), others)) = fixed.split_first()
            && *place < until
        {
            let value = self.value(*number);
            let hole = &mut run[(place - from) as usize..];
            // The two lengths that there are: a copy of known length takes no call.
            match value.len() {
                TIME_LENGTH => hole[..TIME_LENGTH].copy_from_slice(&value[..TIME_LENGTH]),
                ID_LENGTH => hole[..ID_LENGTH].copy_from_slice(&value[..ID_LENGTH]),
                length => hole[..length].copy_from_slice(value),
            }
            fixed = others;
        }
        fixed
    }

    fn value(&mut self, number: u32) -> &[u8] {
        let number = number as usize;
        if !self.pen.has(number) {
            self.template.values[number].write(self.key, self.words, self.clock, self.pen);
            self.pen.end(number);
        }
        self.pen.value(number)
    }
}
