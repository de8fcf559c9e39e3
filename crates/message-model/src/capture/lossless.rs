//! Checking that writing a payload gives back what was read.
//!
//! Two payloads are equal if they agree when objects are compared as sets of properties, arrays in
//! order, instants as instants, and numbers as numbers, with a null property of the contract equal
//! to an absent one. Everything else must be identical. A payload whose shape is told by nulls
//! alone is not equal to what is written, which is of another shape or of none.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::value::RawValue;

use crate::capture::payload::Reshaped;
use crate::value::raw_json::compact;
use crate::value::text_walk::{Entries, Path, parse, shown};
use crate::{EncodeError, Number, Payload, Timestamp, Type, encode, printable};

/// Values nested deeper than this inside an unknown value are compared as text.
const DEEPEST: usize = 128;

impl Payload {
    /// Writes the payload and compares the result with `received`, the text that it was read from.
    ///
    /// Objects are compared as sets of properties, arrays in order, instants as instants and
    /// numbers as numbers; a null property of the contract equals an absent one. But where nulls
    /// alone tell what an object is, as in `{"id": "a", "participants": null}`, leaving them out
    /// makes something else of it, and that is a difference.
    ///
    /// # Errors
    /// Returns the first difference, or the reason why the payload could not be written.
    ///
    /// ```
    /// use message_model::Payload;
    ///
    /// let received = r#"{"connectedTime": "2026-01-05T10:00:00+01:00", "held": null, "x": 1.10}"#;
    /// let payload = Payload::decode(received)?;
    /// assert!(payload.check_lossless(received).is_ok(), "the same instant, and null reads as absent");
    /// let difference = payload.check_lossless(r#"{"connectedTime": "2026-01-05T10:00:00Z"}"#).unwrap_err();
    /// assert_eq!(
    ///     difference.to_string(),
    ///     r#"connectedTime: received "2026-01-05T10:00:00Z", wrote "2026-01-05T09:00:00.000Z""#,
    /// );
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn check_lossless(&self, received: &str) -> Result<(), Difference> {
        let written = encode(self)?;
        // Identical text needs no comparison of values.
        if written == received.trim_ascii() {
            return Ok(());
        }
        let whole = |json| serde_json::from_str::<&RawValue>(json).ok();
        let (Some(received), Some(written)) = (whole(received), whole(&written)) else {
            return Err(Difference::new(
                &Path::default(),
                Some(received),
                Some(&written),
            ));
        };
        let root = self.root();
        match self {
            Self::One(_) => same(&mut Path::default(), received, written, root[0], 0),
            Self::Many(_) => elements(
                &mut Path::default(),
                received,
                written,
                |index| root.get(index).copied(),
                0,
            ),
        }?;
        self.reshaped(received, written)
            .map_or(Ok(()), |reshaped| Err(Difference(Kind::Reshaped(reshaped))))
    }
}

/// The first place where a written payload differs from the received one, or why it could not be
/// written.
///
/// See [`Payload::check_lossless`] for an example.
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
