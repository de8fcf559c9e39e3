//! Checking that writing a payload gives back what was read.
//!
//! Two payloads are equal if they agree when objects are compared as sets of properties, arrays in
//! order, instants as instants, and numbers as numbers, with a null property of the contract equal
//! to an absent one. Everything else must be identical. A payload whose shape is told by nulls
//! alone is not equal to what is written, which is of another shape or of none.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::value::RawValue;

use super::outline::Outline;
use super::payload::{Payload, Shape};
use crate::value::raw_json::compact;
use crate::value::text_walk::{Entries, Path, parse, shown};
use crate::{EncodeError, Number, Timestamp, Type, encode, printable};

/// Values nested deeper than this inside an unknown value are compared as text.
const DEEPEST: usize = 128;

/// Writes a payload and compares the result with the text that it was read from.
pub(super) fn check(payload: &Payload, received: &str) -> Result<(), Difference> {
    let written = encode(payload)?;
    // Identical text needs no comparison of values.
    if written == received.trim_ascii() {
        return Ok(());
    }
    let (Some(received), Some(written)) = (whole(received), whole(&written)) else {
        return Err(Difference::new(
            &Path::default(),
            Some(received),
            Some(&written),
        ));
    };
    let path = &mut Path::default();
    match payload {
        Payload::One(shape) => {
            same(path, received, written, shape.root(), 0)?;
            shape_stays(path, shape, received, written)
        }
        Payload::Many(shapes) => {
            let known = |index: usize| shapes.get(index).map(Shape::root);
            elements(path, received, written, known, 0)?;
            let (received, written) = (parse(received), parse(written));
            let received: Vec<&RawValue> = received.unwrap_or_default();
            let written: Vec<&RawValue> = written.unwrap_or_default();
            let pairs = received.into_iter().zip(written);
            for (index, (shape, (received, written))) in shapes.iter().zip(pairs).enumerate() {
                path.element(index, |path| shape_stays(path, shape, received, written))?;
            }
            Ok(())
        }
    }
}

fn whole(json: &str) -> Option<&RawValue> {
    serde_json::from_str(json).ok()
}

/// Fails if an object, once written, is no longer told by its properties to be of its shape. That
/// happens where the properties that told it were null, which are not written.
fn shape_stays(
    path: &mut Path,
    shape: &Shape,
    received: &RawValue,
    written: &RawValue,
) -> Result<(), Difference> {
    let (was, now) = (shape.outline(), Outline::of_value(written));
    // A detail event by itself looks like others, and so does a message of Open Messaging; a
    // notification says which it is.
    let is_same = match (was, now) {
        (Outline::DetailEvent(_), Some(Outline::DetailEvent(_)))
        | (Outline::OpenMessage(_), Some(Outline::OpenMessage(_))) => true,
        (was, now) => now == Some(was),
    };
    if is_same || now.is_some() && !has_null(received) {
        return Ok(());
    }
    let Entries(entries) = parse(received).unwrap_or_default();
    let mut nulls = entries
        .into_iter()
        .filter(|(_, value)| value.get() == "null");
    let telling = nulls.find(|(name, _)| was.is_told_by(name));
    let name = telling.map(|(name, _)| name);
    let path = path.property(&name.unwrap_or_default(), |path| path.to_string());
    Err(Difference(Kind::Reshaped(Reshaped {
        path,
        was: was.name(),
        now: now.map(Outline::name),
    })))
}

/// Whether a null is anywhere in the text; a text that says `null` counts too.
fn has_null(received: &RawValue) -> bool {
    received.get().contains("null")
}

/// An object that is read as another shape, or not at all, once it has been written.
#[derive(Debug)]
struct Reshaped {
    /// The path to the null property that told the shape.
    path: String,
    was: &'static str,
    /// The shape that it is read as; `None` if it can no longer be read.
    now: Option<&'static str>,
}

/// The first place where a written payload differs from the received one, or why it could not be
/// written.
///
/// See [`Capture::check_lossless`](crate::Capture::check_lossless) for an example.
///
/// ```
/// use message_model::Capture;
///
/// let capture = Capture::read(r#"{"id": "a", "participants": null}"#)?;
/// let difference = capture.check_lossless().unwrap_err();
/// assert!(difference.to_string().contains("participants"), "{difference}");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct Difference(Kind);

#[derive(Debug)]
enum Kind {
    Differs {
        path: String,
        received: Option<String>,
        written: Option<String>,
    },
    Reshaped(Reshaped),
    Unwritten(EncodeError),
}

impl Difference {
    fn new(path: &Path, received: Option<&str>, written: Option<&str>) -> Self {
        Self(Kind::Differs {
            path: path.to_string(),
            received: received.map(shown),
            written: written.map(shown),
        })
    }
}

impl From<EncodeError> for Difference {
    fn from(error: EncodeError) -> Self {
        Self(Kind::Unwritten(error))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Differs {
                path,
                received,
                written,
            } => {
                let side =
                    |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
                let (received, written) = (side(received), side(written));
                write!(
                    f,
                    "{}: received {}, wrote {}",
                    printable(path),
                    printable(&received),
                    printable(&written)
                )
            }
            Kind::Reshaped(Reshaped { path, was, now }) => {
                write!(
                    f,
                    "{}: null here and not written again, so that the {was} ",
                    printable(path)
                )?;
                match now {
                    Some(now) => write!(f, "reads as a {now} afterwards"),
                    None => write!(f, "cannot be read afterwards"),
                }
            }
            Kind::Unwritten(error) => write!(f, "cannot be written: {error}"),
        }
    }
}

impl std::error::Error for Difference {}

/// Compares two values of the type `expected`.
fn same(
    path: &mut Path,
    received: &RawValue,
    written: &RawValue,
    expected: Type,
    depth: usize,
) -> Result<(), Difference> {
    // The usual case: nearly every value is written as it was read.
    if received.get() == written.get() {
        return Ok(());
    }
    match expected {
        Type::Object(definition) => {
            let definition = definition();
            properties(
                path,
                received,
                written,
                |name| definition.property(name).map(|known| known.value),
                depth,
            )
        }
        Type::Map(element) => properties(path, received, written, |_| Some(*element), depth),
        Type::Array(element) => elements(path, received, written, |_| Some(*element), depth),
        Type::DateTime => equal::<Timestamp>(path, received, written),
        Type::Integer | Type::Number => equal::<Number>(path, received, written),
        Type::Boolean => equal::<bool>(path, received, written),
        Type::String | Type::Enum(_) => equal::<String>(path, received, written),
        Type::Opaque => opaque(path, received, written, depth),
    }
}

fn equal<T: serde::de::DeserializeOwned + PartialEq>(
    path: &Path,
    received: &RawValue,
    written: &RawValue,
) -> Result<(), Difference> {
    match (parse::<T>(received), parse::<T>(written)) {
        (Some(one), Some(other)) if one == other => Ok(()),
        _ => Err(Difference::new(
            path,
            Some(received.get()),
            Some(written.get()),
        )),
    }
}

/// Compares values of unknown type by their JSON type.
fn opaque(
    path: &mut Path,
    received: &RawValue,
    written: &RawValue,
    depth: usize,
) -> Result<(), Difference> {
    if depth == DEEPEST {
        return Err(Difference::new(
            path,
            Some(received.get()),
            Some(written.get()),
        ));
    }
    // White space between tokens is dropped when writing. A name that cannot be decoded as text can
    // still be kept.
    if compact(received.get()).is_some_and(|text| text == written.get()) {
        return Ok(());
    }
    match received.get().as_bytes().first() {
        Some(b'{') => properties(path, received, written, |_| None, depth),
        Some(b'[') => elements(path, received, written, |_| None, depth),
        Some(b'"') => equal::<String>(path, received, written),
        Some(b'-' | b'0'..=b'9') => equal::<Number>(path, received, written),
        // `true`, `false` and `null` have only one spelling each, so different texts are different
        // values.
        _ => Err(Difference::new(
            path,
            Some(received.get()),
            Some(written.get()),
        )),
    }
}

fn properties(
    path: &mut Path,
    received: &RawValue,
    written: &RawValue,
    known: impl Fn(&str) -> Option<Type>,
    depth: usize,
) -> Result<(), Difference> {
    let (Some(Entries(received_entries)), Some(Entries(written_entries))) =
        (parse(received), parse(written))
    else {
        return Err(Difference::new(
            path,
            Some(received.get()),
            Some(written.get()),
        ));
    };
    // An unknown value may repeat a property name; the order of the repetitions is kept.
    let mut rest: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (name, value) in written_entries.into_iter().rev() {
        rest.entry(name).or_default().push(value);
    }
    for (name, value) in received_entries {
        let expected = known(&name);
        path.property(&name, |path| match rest.get_mut(&name).and_then(Vec::pop) {
            Some(other) => same(
                path,
                value,
                other,
                expected.unwrap_or(Type::Opaque),
                depth + 1,
            ),
            // The model has no nulls: it reads one of a known property as absent.
            None if expected.is_some() && value.get() == "null" => Ok(()),
            None => Err(Difference::new(path, Some(value.get()), None)),
        })?;
    }
    match rest
        .iter()
        .find_map(|(name, values)| Some((name, values.last()?)))
    {
        Some((name, value)) => path.property(name, |path| {
            Err(Difference::new(path, None, Some(value.get())))
        }),
        None => Ok(()),
    }
}

fn elements(
    path: &mut Path,
    received: &RawValue,
    written: &RawValue,
    known: impl Fn(usize) -> Option<Type>,
    depth: usize,
) -> Result<(), Difference> {
    let (Some(received_elements), Some(written_elements)) = (
        parse::<Vec<&RawValue>>(received),
        parse::<Vec<&RawValue>>(written),
    ) else {
        return Err(Difference::new(
            path,
            Some(received.get()),
            Some(written.get()),
        ));
    };
    if received_elements.len() != written_elements.len() {
        return Err(Difference::new(
            path,
            Some(received.get()),
            Some(written.get()),
        ));
    }
    for (index, (one, other)) in received_elements
        .into_iter()
        .zip(written_elements)
        .enumerate()
    {
        path.element(index, |path| {
            same(
                path,
                one,
                other,
                known(index).unwrap_or(Type::Opaque),
                depth + 1,
            )
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reading loses nothing, so that a loss is shown by a text that was not the one read.
    #[test]
    fn a_loss_is_found_wherever_it_is() {
        let payload = Payload::read(
            r#"{"participants":[{"messages":[{"held":true,"x":[1.0]}]}]}"#,
            None,
        )
        .unwrap();
        for (received, expected) in [
            (
                r#"{"participants":[{"messages":[{"held":false,"x":[1.0]}]}]}"#,
                "participants[0].messages[0].held: received false, wrote true",
            ),
            (
                r#"{"participants":[{"messages":[{"held":true,"x":[2]}]}]}"#,
                "participants[0].messages[0].x[0]: received 2, wrote 1.0",
            ),
            (
                r#"{"participants":[{"messages":[{"held":true,"x":[1],"y":null}]}]}"#,
                "participants[0].messages[0].y: received null, wrote nothing",
            ),
            (
                r#"{"participants":[{"messages":[{"x":[1]}]}]}"#,
                "participants[0].messages[0].held: received nothing, wrote true",
            ),
            (
                r#"{"participants":[]}"#,
                r#"participants: received [], wrote [{"messages":[{"held":true,"x":[1.0]}]}]"#,
            ),
        ] {
            assert_eq!(check(&payload, received).unwrap_err().to_string(), expected);
        }
        assert!(
            check(
                &payload,
                r#"{"participants": [{"messages": [{"x": [1e0], "held": true}]}]}"#
            )
            .is_ok()
        );
    }

    /// A name may hold what clears a screen or looks like another line of a report.
    #[test]
    fn control_characters_in_a_path_are_escaped() {
        let payload = Payload::read(r#"{"held": true}"#, None).unwrap();
        let received = r#"{"held": true, "\u001b[2J\r\nother.json: must: forged": 1}"#;
        assert_eq!(
            check(&payload, received).unwrap_err().to_string(),
            r"\u{1b}[2J\r\nother.json: must: forged: received 1, wrote nothing"
        );
    }
}
