//! Drawing a random node for a type.

use serde_json::Value;

use super::{Build, Node};
use crate::contract::{self, Contract, EnumValue, Property, ValueType, Width};
use crate::value::definition::{Definition, Type};
use crate::{ApiRevision, Timestamp, WireValue};

/// The maximum number of nodes in one value; beyond it, objects and arrays stay empty.
const NODES_MAX: u32 = 3_000;
/// The maximum depth of errors within errors: with 8 levels around them and 2 per error, well
/// within what can be read.
const ERRORS_DEEP: u32 = 40;

/// The source of randomness and the remaining budget.
pub(crate) struct Dice<'a> {
    /// The release to draw values for; without one, anything that a release has and anything that
    /// none has.
    revision: Option<ApiRevision>,
    next: &'a mut dyn FnMut() -> u64,
    left: u32,
    depth: u32,
    /// The number of errors still to be nested in each other, one per level.
    chain: u32,
}

impl<'a> Dice<'a> {
    pub(crate) fn new(revision: Option<ApiRevision>, next: &'a mut dyn FnMut() -> u64) -> Self {
        Self {
            revision,
            next,
            left: NODES_MAX,
            depth: 0,
            chain: 0,
        }
    }

    /// Whether what an object of the contract describes can be drawn.
    pub(crate) fn has(&self, name: &str) -> bool {
        let is_in = |revision| {
            let definition = Contract::get().definition(name);
            definition.is_some_and(|definition| definition.is_in(revision))
        };
        self.revision.is_none_or(is_in)
    }

    /// Whether anything may be drawn, and not only what one release has.
    pub(crate) fn is_free(&self) -> bool {
        self.revision.is_none()
    }

    /// A number in `0..end`. The bias of one in 2^32 does not matter here.
    fn below(&mut self, end: u64) -> u64 {
        ((u128::from((self.next)()) * u128::from(end)) >> 64) as u64
    }

    pub(crate) fn one_in(&mut self, number: u64) -> bool {
        self.below(number) == 0
    }

    pub(crate) fn pick<'b, T>(&mut self, choices: &'b [T]) -> &'b T {
        &choices[self.below(choices.len() as u64) as usize]
    }

    /// A small number, often zero, one or two.
    fn few(&mut self) -> u64 {
        let most = *self.pick(&[0, 1, 1, 2, 4]);
        self.below(most + 1)
    }
}

/// A type that a node can be drawn for, and that can be built from it.
pub(crate) trait Draw: Build {
    fn draw(dice: &mut Dice<'_>) -> Node;
}

impl<T: WireValue + Build> Draw for T {
    fn draw(dice: &mut Dice<'_>) -> Node {
        draw(T::TYPE, dice)
    }
}

/// Draws a value of a type.
pub(crate) fn draw(value: Type, dice: &mut Dice<'_>) -> Node {
    match value {
        Type::Object(definition) => {
            let definition = definition();
            object(
                definition,
                Contract::get().definition(definition.name),
                dice,
            )
        }
        Type::Enum(texts) => listed(texts, property_of(texts), dice),
        other => draw_property(other, None, dice),
    }
}

fn draw_property(value: Type, property: Option<&'static Property>, dice: &mut Dice<'_>) -> Node {
    dice.left = dice.left.saturating_sub(1);
    match value {
        Type::String => match property.filter(|property| property.becomes_free()) {
            Some(property) => match listed(&[], Some(property), dice) {
                Node::Choice(text, _) => Node::Text(text.to_owned()),
                other => other,
            },
            None => Node::Text(text(dice)),
        },
        Type::Boolean => Node::Boolean(dice.one_in(2)),
        Type::Integer => Node::Integer(integer(width(property, dice.revision), dice)),
        Type::Number => Node::Number(number(dice)),
        Type::DateTime => Node::Instant(instant(dice)),
        Type::Enum(texts) => listed(texts, property, dice),
        Type::Array(of) => {
            let length = if dice.chain > 0 { 1 } else { dice.few() };
            let length = if dice.left == 0 { 0 } else { length };
            Node::Array(
                (0..length)
                    .map(|_| draw_property(*of, property, dice))
                    .collect(),
            )
        }
        Type::Map(of) => {
            let entries = 0..dice.few();
            Node::Map(
                entries
                    .map(|_| (text(dice), draw_property(*of, None, dice)))
                    .collect(),
            )
        }
        Type::Object(definition) => {
            let definition = definition();
            let own = || Contract::get().definition(definition.name);
            let at = dice.revision.unwrap_or(ApiRevision::LATEST);
            let contract = property.map_or_else(own, |property| property.object_at(at));
            object(definition, contract, dice)
        }
        Type::Opaque => Node::Raw(opaque(property, dice)),
    }
}

/// Draws what the model passes through: usually an object of which the contract says nothing.
fn opaque(property: Option<&'static Property>, dice: &mut Dice<'_>) -> String {
    let at = |revision| property.and_then(|property| property.value_type_at(revision));
    match dice.revision.and_then(at) {
        Some(ValueType::String) => Value::from(text(dice)).to_string(),
        Some(ValueType::Object(_)) => String::from("{}"),
        _ => raw_object(2, dice),
    }
}

pub(crate) fn object(
    definition: &'static Definition,
    contract: Option<&'static contract::Definition>,
    dice: &mut Dice<'_>,
) -> Node {
    // The chance of each property, in eighths: from an empty object to one with every property.
    let density = if dice.left == 0 {
        0
    } else {
        *dice.pick(&[0, 1, 2, 4, 6, 8])
    };
    let mut properties = Vec::with_capacity(definition.properties.len());
    for known in definition.properties {
        let property = contract.and_then(|contract| contract.property(known.name));
        // A type that serves several views has properties that one of them does not declare.
        let is_in = match (dice.revision, property) {
            (Some(revision), Some(property)) => property.is_in(revision),
            (Some(_), None) => contract.is_none(),
            (None, _) => true,
        };
        let node = if !is_in {
            None
        } else if definition.name == "ErrorBody" && known.name == "errors" {
            errors(known.value, property, dice)
        } else if dice.below(8) < density {
            Some(draw_property(known.value, property, dice))
        } else {
            None
        };
        properties.push(node);
    }
    let unknown = if dice.revision.is_none() && dice.one_in(3) {
        draw_unknown(dice)
    } else {
        Vec::new()
    };
    Node::Object {
        properties,
        unknown,
    }
}

/// Draws errors within an error: none, a few branches or a long chain.
fn errors(value: Type, property: Option<&'static Property>, dice: &mut Dice<'_>) -> Option<Node> {
    if dice.chain == 0 && dice.depth == 0 && dice.one_in(16) {
        dice.chain = 1 + dice.below(u64::from(ERRORS_DEEP)) as u32;
    }
    let goes_on = dice.chain > 1 || (dice.chain == 0 && dice.depth < 4 && dice.one_in(3));
    if !goes_on {
        dice.chain = 0;
        return None;
    }
    dice.chain = dice.chain.saturating_sub(1);
    dice.depth += 1;
    let node = draw_property(value, property, dice);
    dice.depth -= 1;
    Some(node)
}

/// Draws unknown properties, as names and JSON, in any order.
pub(crate) fn draw_unknown(dice: &mut Dice<'_>) -> Vec<(String, String)> {
    (0..dice.few())
        .map(|_| (text(dice), raw(2, dice)))
        .collect()
}

fn listed(
    texts: &'static [&'static str],
    property: Option<&'static Property>,
    dice: &mut Dice<'_>,
) -> Node {
    // A view may declare free text where another lists values.
    let property = property.filter(|property| !property.values().is_empty());
    let choices: Vec<&'static str> = match (dice.revision, property) {
        (Some(revision), Some(property)) => property.values_at(revision).collect(),
        _ => texts.to_vec(),
    };
    if choices.is_empty() || (dice.revision.is_none() && dice.one_in(8)) {
        return Node::Text(text(dice));
    }
    Node::Choice(
        choices[dice.below(choices.len() as u64) as usize],
        choices[0],
    )
}

/// The first property that lists values of this enum only, which is that of the API where the views
/// differ.
fn property_of(texts: &[&str]) -> Option<&'static Property> {
    let mut properties = Contract::get()
        .definitions()
        .iter()
        .flat_map(|definition| definition.properties());
    properties.find(|property| {
        let mut values = property.values().iter().map(EnumValue::text);
        values.len() > 0
            && values.all(|value| texts.contains(&value))
            && property.value(texts[0]).is_some()
    })
}

/// The integer width to draw; without a release, 64 bits.
fn width(property: Option<&Property>, revision: Option<ApiRevision>) -> Width {
    match (revision, property.map(Property::value_type)) {
        (Some(_), Some(ValueType::Integer(width))) => *width,
        _ => Width::Int64,
    }
}

fn integer(width: Width, dice: &mut Dice<'_>) -> i64 {
    let (min, max) = match width {
        Width::Int32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Width::Int64 => (i64::MIN, i64::MAX),
    };
    match dice.below(4) {
        0 => *dice.pick(&[min, max, -1, 0, 1]),
        1 => min.wrapping_add_unsigned(dice.below(max.abs_diff(min))),
        _ => dice.below(1_000) as i64,
    }
}

fn number(dice: &mut Dice<'_>) -> String {
    const PLAIN: [&str; 5] = ["0", "1", "2.5", "10", "0.25"];
    const ODD: [&str; 9] = [
        "-0",
        "1.0",
        "2.50",
        "1e2",
        "1E-7",
        "-1.5e+300",
        "122.416294033786585",
        "123456789012345678901234567890",
        "0.1000",
    ];
    let choices: &[&str] = if dice.revision.is_some() || dice.one_in(2) {
        &PLAIN
    } else {
        &ODD
    };
    (*dice.pick(choices)).to_owned()
}

fn instant(dice: &mut Dice<'_>) -> i64 {
    const MILLI: i64 = 1_000;
    let (min, max) = (Timestamp::MIN.as_micros(), Timestamp::MAX.as_micros());
    if dice.revision.is_some() {
        // Not before 1970, since official clients reject year 0 (observed), and in milliseconds, as
        // the platform writes them.
        return dice.below((max / MILLI) as u64) as i64 * MILLI;
    }
    match dice.below(4) {
        0 => *dice.pick(&[
            min,
            max,
            min + 1,
            max / MILLI * MILLI,
            -1,
            0,
            1,
            -MILLI,
            MILLI - 1,
        ]),
        1 => min.wrapping_add_unsigned(dice.below(max.abs_diff(min))),
        _ => dice.below((max / MILLI) as u64) as i64 * MILLI,
    }
}

fn text(dice: &mut Dice<'_>) -> String {
    const ODD: [&str; 20] = [
        "\"",
        "\\",
        "/",
        "\u{0}",
        "\u{1f}",
        "\u{7f}",
        "\r\n",
        "\t",
        " ",
        "\u{a0}",
        "\u{2028}",
        "\u{feff}",
        "é",
        "e\u{301}",
        "ß",
        "עברית",
        "漢字",
        "👩‍👩‍👧‍👦",
        "\u{d7ff}\u{e000}",
        "\u{10ffff}",
    ];
    match dice.below(12) {
        0..=3 => uuid(dice),
        4 => uuid(dice).to_uppercase(),
        5 => String::new(),
        6 => (0..1 + dice.below(6)).map(|_| *dice.pick(&ODD)).collect(),
        7 => (0..dice.below(12))
            .filter_map(|_| char::from_u32(dice.below(0x11_0000) as u32))
            .collect(),
        8 => "long ".repeat(dice.below(200) as usize),
        _ => (0..1 + dice.below(10))
            .map(|_| char::from(b'a' + dice.below(26) as u8))
            .collect(),
    }
}

fn uuid(dice: &mut Dice<'_>) -> String {
    let (high, low) = ((dice.next)(), (dice.next)());
    uuid::Builder::from_random_bytes(((u128::from(high) << 64) | u128::from(low)).to_be_bytes())
        .into_uuid()
        .to_string()
}

/// Draws any JSON value, without white space between tokens.
fn raw(depth: u32, dice: &mut Dice<'_>) -> String {
    match dice.below(if depth == 0 { 5 } else { 7 }) {
        0 => String::from("null"),
        1 => dice.one_in(2).to_string(),
        2 => number(dice),
        3 => String::from("\"\\u0041\\/\\ud83d\\ude00\""),
        4 => json_text(dice),
        5 => format!(
            "[{}]",
            (0..dice.few())
                .map(|_| raw(depth - 1, dice))
                .collect::<Vec<_>>()
                .join(",")
        ),
        _ => raw_object(depth - 1, dice),
    }
}

pub(crate) fn raw_object(depth: u32, dice: &mut Dice<'_>) -> String {
    let entries = (0..dice.few()).map(|_| format!("{}:{}", json_text(dice), raw(depth, dice)));
    format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
}

fn json_text(dice: &mut Dice<'_>) -> String {
    serde_json::to_string(&text(dice)).expect("a text is JSON")
}
