//! Marks: values that stand in the place of drawn ones, and can be found again in what is written.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use crate::content::{DrawnText, Listed, Source, TextKind};
use crate::draw::{Draw, Key, Label, Number, Place, Question, Words};

/// A drawn value of a conversation: how it is worked out from its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Leaf {
    /// A drawn id.
    Id(Place),
    /// The text or id at the drawn place of a list, and so many places further. The texts are
    /// escaped as JSON wants them.
    Listed(Place, u64, Arc<[Box<[u8]>]>),
    Number(Number),
    Text(Box<LeafText>),
    /// The number of parts that the text of a message has as an SMS.
    SmsParts(Box<LeafText>),
}

/// A text that takes more than one draw.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LeafText {
    label: Label,
    kind: TextKind,
    /// How many characters a message has.
    length: Option<Number>,
}

impl LeafText {
    /// The text in a conversation.
    pub(super) fn at(&self, key: Key, words: Words) -> DrawnText {
        let length = self.length.as_ref().map(|length| length.at(words));
        DrawnText::new(key, self.label, self.kind.with_length(length))
    }
}

/// The source of marks for one conversation. It notes which mark stands for what.
#[derive(Debug)]
pub(super) struct Marked {
    words: Words,
    /// The lengths of the messages that have one, by their labels.
    lengths: BTreeMap<Label, Number>,
    leaves: RefCell<Vec<Leaf>>,
    /// What was asked, each once, in the order of asking.
    questions: RefCell<Vec<Question>>,
    /// Answers that are given in place of the true ones.
    given: RefCell<Vec<(Question, u64)>>,
}

impl Marked {
    pub(super) fn new(words: Words, lengths: BTreeMap<Label, Number>) -> Self {
        Self {
            words,
            lengths,
            leaves: RefCell::default(),
            questions: RefCell::default(),
            given: RefCell::default(),
        }
    }

    /// What the marks stand for, by their numbers.
    pub(super) fn leaves(&self) -> Vec<Leaf> {
        self.leaves.borrow().clone()
    }

    /// What was asked since this was called last.
    pub(super) fn take_questions(&self) -> Vec<Question> {
        self.questions.take()
    }

    /// Lets these questions have these answers.
    pub(super) fn give(&self, answers: Vec<(Question, u64)>) {
        self.given.replace(answers);
    }

    fn answer(&self, question: Question) -> u64 {
        let given = self.given.borrow();
        let given = given.iter().find(|(known, _)| *known == question);
        let answer = given.map_or_else(|| question.answer(self.words), |(_, answer)| *answer);
        let mut questions = self.questions.borrow_mut();
        if !questions.contains(&question) {
            questions.push(question);
        }
        answer
    }

    fn number_of(&self, leaf: Leaf) -> usize {
        let mut leaves = self.leaves.borrow_mut();
        let known = leaves.iter().position(|known| *known == leaf);
        known.unwrap_or_else(|| {
            leaves.push(leaf);
            leaves.len() - 1
        })
    }

    fn listed(&self, list: Listed, text: impl Fn(usize) -> Vec<u8>) -> usize {
        let texts = (0..list.count()).map(|place| text(place).into());
        let place = list.draw().place(self.words);
        self.number_of(Leaf::Listed(place, list.further(), texts.collect()))
    }

    fn leaf_text(&self, text: &DrawnText) -> LeafText {
        let length = self
            .lengths
            .get(&text.label())
            .filter(|_| text.has_length());
        LeafText {
            label: text.label(),
            kind: text.kind().with_length(None),
            length: length.cloned(),
        }
    }
}

impl Source for Marked {
    fn id(&self, draw: Draw) -> Uuid {
        mark_id(self.number_of(Leaf::Id(draw.place(self.words))))
    }

    fn percent(&self, draw: Draw, percent: u8) -> bool {
        self.answer(Question::percent(draw.place(self.words), percent)) == 0
    }

    fn place_of(&self, list: Listed) -> usize {
        let most = i64::try_from(list.count()).map_or(i64::MAX, |count| count.saturating_sub(1));
        let place = list.draw().place(self.words);
        let answer = self.answer(Question::Number(Number::Range(place, 0, most)));
        usize::try_from(answer).expect("a place in a list")
    }

    fn between(&self, draw: Draw, low: u64, high: u64) -> u64 {
        let [low, high] = [low, high].map(|it| i64::try_from(it).unwrap_or(i64::MAX));
        let number = Number::Range(draw.place(self.words), low, high);
        mark_number(self.number_of(Leaf::Number(number)))
    }

    fn text_of(&self, list: Listed, text: impl Fn(usize) -> String) -> String {
        mark_text(self.listed(list, |place| escaped(&text(place))))
    }

    fn id_of(&self, list: Listed, id: impl Fn(usize) -> Uuid) -> Uuid {
        mark_id(self.listed(list, |place| id(place).to_string().into_bytes()))
    }

    fn text(&self, text: &DrawnText) -> String {
        mark_text(self.number_of(Leaf::Text(Box::new(self.leaf_text(text)))))
    }

    fn sms_parts(&self, message: &DrawnText, _: &str) -> i64 {
        let parts = Leaf::SmsParts(Box::new(self.leaf_text(message)));
        mark_number(self.number_of(parts)).cast_signed()
    }
}

/// A text as it stands between the quotes of JSON.
pub(super) fn escaped(text: &str) -> Vec<u8> {
    let is_plain = |letter: u8| letter >= 0x20 && letter != b'"' && letter != b'\\';
    if text.bytes().all(is_plain) {
        return text.into();
    }
    let quoted = serde_json::to_vec(text).expect("a text is JSON");
    quoted[1..quoted.len() - 1].into()
}

/// The first digits of the ids that are marks; the number of the mark follows.
const ID: u128 = 0x6d61_726b_0000_4000_8000_0000_0000_0000;
/// What an id that is a mark begins with, in both forms.
pub(super) const ID_STARTS: &[u8] = b"6d61726b-0000-4000-8000-";
pub(super) const SIMPLE_ID_STARTS: &[u8] = b"6d61726b000040008000";
/// What stands around the number of a mark in a text: characters that mean nothing (Unicode's
/// private use).
pub(super) const TEXT_STARTS: &[u8] = "\u{f8f0}".as_bytes();
pub(super) const TEXT_ENDS: &[u8] = "\u{f8f1}".as_bytes();
/// What a number that is a mark begins with.
pub(super) const NUMBER_STARTS: &[u8] = b"7654321";
/// How many digits follow.
pub(super) const NUMBER_DIGITS: usize = 9;

fn mark_id(number: usize) -> Uuid {
    Uuid::from_u128(ID + number as u128)
}

fn mark_text(number: usize) -> String {
    format!("\u{f8f0}{number}\u{f8f1}")
}

fn mark_number(number: usize) -> u64 {
    7_654_321_000_000_000 + number as u64
}
