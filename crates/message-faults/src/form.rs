//! Faults of form: records that are no JSON, or not what the contract says that they are.

use message_generator::Key;
use message_generator::draw::{Draw, Label as DrawLabel, Path};
use message_model::closed_list;
use message_model::contract::ValueType;
use message_model::{RawJson, encode};
use serde_json::{Value, json};

use crate::change::{Change, ChangeKind, ChangeMade};
use crate::label::{Label, Verdict};
use crate::patch::Patchable;
use crate::patch::path::Path as ValuePath;
use crate::patch::tree::Tree;
use crate::place::{Place, places};

closed_list! {
    /// A way in which a record is malformed.
    ///
    /// ```
    /// use message_faults::Verdict;
    /// use message_faults::form::Form;
    ///
    /// assert_eq!("bad-date".parse(), Ok(Form::BadDate));
    /// assert_eq!(Form::UnknownValue.verdict(), Verdict::Accept);
    /// ```
    pub enum Form {
        /// A value of another type than the contract's: an object where a text stands.
        WrongType = "wrong-type",
        /// A text that is no instant where one stands.
        BadDate = "bad-date",
        /// A value that no release lists: enums may grow at any time.
        UnknownValue = "unknown-value",
        /// A property that stands twice in its object, with two values.
        DuplicateKey = "duplicate-key",
        /// The text breaks off.
        Truncated = "truncated",
        /// A byte that is no UTF-8 inside of a text.
        BadUtf8 = "bad-utf-8",
        /// Arrays inside of arrays, 100,000 deep, in a property that nobody knows.
        NestedBomb = "nested-bomb",
        /// A text of a million characters.
        HugeText = "huge-text",
        /// A whole number that fits no integer type.
        NumberOutOfRange = "number-out-of-range",
        /// An array that stands as an object, with its elements as members: the nesting of another
        /// view.
        WrongNesting = "wrong-nesting",
    }
}

/// How deep the nested bomb is.
const DEPTH: usize = 100_000;
/// How many characters the huge text has.
const CHARACTERS: usize = 1_000_000;
const PLACE: Path = Path::new("fault/form");

/// A malformed record.
///
/// See the example of [`Form::deform`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Deformed {
    /// The record. Not always UTF-8, and not always JSON.
    pub bytes: Vec<u8>,
    /// What was done to it, and what a right reader does with it.
    pub label: Label,
}

impl Form {
    /// What a right reader does with such a record. None may crash or take memory out of
    /// proportion, whatever the verdict.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match self {
            Self::WrongType | Self::BadDate | Self::Truncated | Self::BadUtf8 => Verdict::Reject,
            Self::NumberOutOfRange | Self::WrongNesting => Verdict::Reject,
            Self::UnknownValue => Verdict::Accept,
            Self::DuplicateKey | Self::NestedBomb | Self::HugeText => Verdict::Either,
        }
    }

    /// Why, in one line.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::WrongType => "the contract gives the property another type",
            Self::BadDate => "an instant is written as RFC 3339 says",
            Self::UnknownValue => "enums may get further values, which a reader has to survive",
            Self::DuplicateKey => "RFC 8259 leaves it to the reader which of the two counts",
            Self::Truncated => "it is no JSON",
            Self::BadUtf8 => "JSON is exchanged as UTF-8 (RFC 8259, 8.1)",
            Self::NestedBomb => "RFC 8259 lets a reader limit the depth; it must not crash",
            Self::HugeText => "RFC 8259 lets a reader limit the length of texts",
            Self::NumberOutOfRange => "the contract documents 32 or 64 bits",
            Self::WrongNesting => "the contract has an array there",
        }
    }

    /// Malforms a record of any view. What is drawn is a function of the key and the record.
    ///
    /// `None` if the record has no place for it, such as a number where it has none.
    ///
    /// ```
    /// use message_faults::form::Form;
    /// use message_generator::{Key, Scenario};
    /// use message_model::{Capture, encode};
    ///
    /// let text = encode(&Scenario::named("spam")?.conversation(7)).unwrap();
    /// let deformed = Form::BadDate.deform(&text, Key::new(1, 0)).unwrap();
    /// let error = Capture::read(String::from_utf8(deformed.bytes).unwrap()).unwrap_err();
    /// assert_eq!(error.path(), deformed.label.changes[0].path);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn deform(self, record: &str, key: Key) -> Option<Deformed> {
        let (bytes, change) = match self {
            Self::Truncated => truncated(record, key)?,
            Self::BadUtf8 => bad_utf8(record, key)?,
            Self::NestedBomb => nested_bomb(record)?,
            Self::DuplicateKey => duplicate_key(record, key)?,
            Self::WrongType
            | Self::BadDate
            | Self::UnknownValue
            | Self::HugeText
            | Self::NumberOutOfRange
            | Self::WrongNesting => self.at_a_place(record, key)?,
        };
        Some(Deformed {
            bytes,
            label: Label {
                fault: self.as_str().to_owned(),
                verdict: self.verdict(),
                reason: self.reason().to_owned(),
                changes: vec![change],
            },
        })
    }

    /// Sets a malformed value at one of the places for it.
    fn at_a_place(self, record: &str, key: Key) -> Option<(Vec<u8>, ChangeMade)> {
        let values = places(record).into_iter().filter_map(|place| {
            let value = self.value_at(&place)?;
            Some((place.path, value))
        });
        let values: Vec<(String, Value)> = values.collect();
        let (path, value) = values.get(drawn(key, values.len())?)?.clone();
        let change = Change {
            record: 0,
            path,
            kind: ChangeKind::Set(value),
        };
        let mut records = vec![Patchable::from_text(record).ok()?];
        let mut made = change.apply(&mut records)?;
        // A label tells of a huge text where it stands, and does not repeat it.
        made.after = made.after.filter(|after| after.as_str().len() < CHARACTERS);
        Some((encode(&records[0]).ok()?.into_bytes(), made))
    }

    /// The malformed value for a place, if it is one for it.
    fn value_at(self, place: &Place) -> Option<Value> {
        let value = place.value.as_ref();
        let kind = place.property.value_type();
        match self {
            Self::WrongType => match (kind, value?) {
                (ValueType::String | ValueType::DateTime, _) => Some(json!({"value": 1})),
                (ValueType::Boolean, _) => Some(json!("yes")),
                (ValueType::Integer(_), _) => Some(json!([1])),
                (ValueType::Array(_), _) => Some(json!("none")),
                _ => None,
            },
            Self::BadDate => matches!((kind, value?), (ValueType::DateTime, _))
                .then(|| json!("2026-13-45T25:61:00Z")),
            Self::UnknownValue => {
                let is_enum = !place.property.values().is_empty() && value?.is_string();
                is_enum.then(|| json!("teleported"))
            }
            Self::HugeText => {
                let is_free = *kind == ValueType::String && place.property.values().is_empty();
                let is_name =
                    is_free && value?.is_string() && !place.path.to_lowercase().ends_with("id");
                is_name.then(|| json!("a".repeat(CHARACTERS)))
            }
            Self::NumberOutOfRange => {
                let number = || serde_json::from_str("99999999999999999999999").ok();
                // Where it is absent it is added: not every record has a number.
                matches!(kind, ValueType::Integer(_)).then(number)?
            }
            Self::WrongNesting => {
                let elements = value?
                    .as_array()
                    .filter(|all| all.iter().any(Value::is_object))?;
                let members = elements.iter().enumerate();
                Some(
                    members
                        .map(|(index, element)| (index.to_string(), element.clone()))
                        .collect(),
                )
            }
            Self::DuplicateKey | Self::Truncated | Self::BadUtf8 | Self::NestedBomb => None,
        }
    }
}

/// A number below `count`; `None` if that is 0.
fn drawn(key: Key, count: usize) -> Option<usize> {
    let draw = Draw::new(key, PLACE, DrawLabel::NONE, 0);
    (count > 0).then(|| draw.below(count as u64) as usize)
}

fn made(done: &'static str, path: String) -> ChangeMade {
    ChangeMade {
        done,
        record: 0,
        path,
        before: None,
        after: None,
    }
}

/// Cuts the text off somewhere before its end.
fn truncated(record: &str, key: Key) -> Option<(Vec<u8>, ChangeMade)> {
    let record = record.trim();
    let length = 1 + drawn(key, record.len().checked_sub(1)?)?;
    Some((
        record.as_bytes()[..length].to_vec(),
        made("cut", String::new()),
    ))
}

/// Replaces a byte of a text by one that no UTF-8 has.
fn bad_utf8(record: &str, key: Key) -> Option<(Vec<u8>, ChangeMade)> {
    let texts = places(record).into_iter().filter(|place| {
        place
            .value
            .as_ref()
            .and_then(Value::as_str)
            .is_some_and(|text| text.len() > 1)
    });
    let texts: Vec<Place> = texts.collect();
    let place = texts.get(drawn(key, texts.len())?)?;
    // A mark that no text has stands for the byte, until all is written.
    const MARK: &str = "\u{e000}utf-8\u{e000}";
    let change = Change {
        record: 0,
        path: place.path.clone(),
        kind: ChangeKind::Set(json!(MARK)),
    };
    let mut records = vec![Patchable::from_text(record).ok()?];
    change.apply(&mut records)?;
    let text = encode(&records[0]).ok()?;
    let (before, after) = text.split_once(MARK)?;
    Some((
        [before.as_bytes(), &[0xff], after.as_bytes()].concat(),
        made("set", place.path.clone()),
    ))
}

/// Adds a property that nobody knows to the record, with arrays inside of arrays.
fn nested_bomb(record: &str) -> Option<(Vec<u8>, ChangeMade)> {
    let rest = record.trim_start().strip_prefix('{')?;
    let comma = if rest.trim_start().starts_with('}') {
        ""
    } else {
        ","
    };
    let text = format!(
        "{{\"bomb\":{}{}{comma}{rest}",
        "[".repeat(DEPTH),
        "]".repeat(DEPTH)
    );
    Some((text.into_bytes(), made("set", "bomb".to_owned())))
}

/// Lets a property stand twice, the second time with another value of its type.
fn duplicate_key(record: &str, key: Key) -> Option<(Vec<u8>, ChangeMade)> {
    let doubled = places(record).into_iter().filter_map(|place| {
        let other = match (place.property.value_type(), place.value?) {
            (ValueType::String, Value::String(text)) => json!(format!("{text}2")),
            (ValueType::Boolean, Value::Bool(value)) => json!(!value),
            _ => return None,
        };
        Some((place.path, other))
    });
    let doubled: Vec<(String, Value)> = doubled.collect();
    let (path, other) = doubled.get(drawn(key, doubled.len())?)?;
    let mut whole = Patchable::from_text(record).ok()?;
    let parsed = ValuePath::parse(path).ok()?;
    let (_, parents) = parsed.segments().split_last()?;
    let Tree::Object(members) = whole.0.at_mut(parents)? else {
        return None;
    };
    let name = path.rsplit('.').next()?;
    members.push((name.to_owned(), Tree::of(&RawJson::from_value(other).ok()?)));
    Some((
        encode(&whole).ok()?.into_bytes(),
        made("push", path.clone()),
    ))
}
