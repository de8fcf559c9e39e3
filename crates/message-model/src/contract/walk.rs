//! Walking a text along the contract of all releases at once.
//!
//! One walk lists everything that some release lacks; what one release lacks, and which releases
//! lack nothing, is read off that list.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::value::RawValue;

use super::all_releases::Contract;
use super::definition::{Definition, Property, ValueType, is_all, within};
use super::deviation::{Deviation, DeviationKind};
use super::revision::ApiRevision;
use crate::value::cursor::Cursor;
use crate::value::decode::{DecodeError, from_json, reason_of};
use crate::value::definition::Type;
use crate::value::text_walk::{Path, Text, shown};
use crate::value::timestamp::Timestamp;

/// The nesting depth that serde_json allows.
const DEPTH_MAX: usize = 127;

/// Releases, from the first until before the second.
type Span = (ApiRevision, Option<ApiRevision>);

/// What a text has that some release lacks, in payload order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Walked {
    found: Vec<Found>,
    /// The paths of what was found, one after another: most are never asked for.
    paths: String,
}

#[derive(Debug, Clone)]
struct Found {
    /// The path, as a part of the paths.
    path: Range<usize>,
    kind: DeviationKind,
    /// How many of those that follow lie inside this property.
    inside: usize,
    /// The releases that this is about, if not all.
    only_in: Option<Span>,
}

impl Walked {
    /// Walks the text of an object of the contract.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, nests the contract's objects too deep, or repeats a property name
    /// in one of them.
    pub(crate) fn of_root(
        json: &str,
        definition: &'static Definition,
    ) -> Result<Self, DecodeError> {
        let value: &RawValue = from_json(json.as_bytes())?;
        let mut walk = Walk::new(value.get());
        walk.object(&mut Path::default(), definition)?;
        Ok(walk.walked)
    }

    /// Walks a text that was read as an object of the model, which may be an envelope.
    ///
    /// # Errors
    ///
    /// As for [`of_root`](Self::of_root).
    pub(crate) fn of_type(json: &str, expected: Type) -> Result<Self, DecodeError> {
        let mut walk = Walk::new(json);
        walk.typed(&mut Path::default(), expected)?;
        Ok(walk.walked)
    }

    /// Walks a text that was read as an array of such objects.
    ///
    /// # Errors
    ///
    /// As for [`of_root`](Self::of_root).
    pub(crate) fn of_elements(
        json: &str,
        expected: impl Iterator<Item = Type>,
    ) -> Result<Self, DecodeError> {
        let mut walk = Walk::new(json);
        let path = &mut Path::default();
        walk.cursor.enter();
        for (index, expected) in expected.enumerate() {
            walk.cursor.element();
            path.element(index, |path| walk.typed(path, expected))?;
        }
        Ok(walk.walked)
    }

    /// What a release lacks. Whatever is inside a property that it lacks is passed over.
    pub(crate) fn lacking(&self, revision: ApiRevision) -> Vec<Deviation> {
        let mut lacking = Vec::new();
        let mut rest = self.found.as_slice();
        while let [found, after @ ..] = rest {
            rest = after;
            if !found.is_in(revision) {
                lacking.push(self.deviation(found));
                // What is inside a property that the release lacks goes with it: one deviation is
                // enough.
                rest = &after[found.inside..];
            }
        }
        lacking
    }

    /// The releases that lack nothing, oldest first.
    pub(crate) fn fitting(&self) -> Vec<ApiRevision> {
        ApiRevision::all()
            .filter(|&revision| self.found.iter().all(|found| found.is_in(revision)))
            .collect()
    }

    fn deviation(&self, found: &Found) -> Deviation {
        let path = match &self.paths[found.path.clone()] {
            "" => ".",
            path => path,
        };
        Deviation {
            path: path.to_owned(),
            kind: found.kind.clone(),
        }
    }
}

impl Found {
    /// Whether a release has it, or is not one of those that it is about.
    fn is_in(&self, revision: ApiRevision) -> bool {
        let is_about = |span| within(&[span], revision);
        !self.only_in.is_none_or(is_about) || self.kind.is_in(revision)
    }
}

/// One pass over the text: each value is read once, at any depth.
struct Walk<'a> {
    json: &'a str,
    cursor: Cursor<'a>,
    depth: usize,
    /// The releases that the walk is about at this place, if not all.
    only_in: Option<Span>,
    walked: Walked,
}

impl<'a> Walk<'a> {
    fn new(json: &'a str) -> Self {
        Self {
            json,
            cursor: Cursor::new(json),
            depth: 0,
            only_in: None,
            walked: Walked::default(),
        }
    }

    /// Walks what the model reads as `expected`. The contract says nothing about envelopes, so that
    /// only what the model knows in them is followed.
    fn typed(&mut self, path: &mut Path, expected: Type) -> Result<(), DecodeError> {
        match expected {
            Type::Object(envelope) => {
                let envelope = envelope();
                if let Some(definition) = Contract::get().definition(envelope.name) {
                    return self.object(path, definition);
                }
                self.cursor.enter();
                while let Some(name) = self.cursor.name() {
                    let name = self.text(path, name)?;
                    match envelope.property(&name) {
                        // A null says nothing that a release could lack.
                        Some(known) if self.cursor.peek() != b'n' => {
                            path.property(&name, |path| self.typed(path, known.value))?;
                        }
                        _ => drop(self.cursor.value()),
                    }
                }
                Ok(())
            }
            Type::Array(of) => {
                self.cursor.enter();
                for index in 0.. {
                    if !self.cursor.element() {
                        break;
                    }
                    path.element(index, |path| self.typed(path, *of))?;
                }
                Ok(())
            }
            Type::String
            | Type::Boolean
            | Type::Integer
            | Type::Number
            | Type::DateTime
            | Type::Enum(_)
            | Type::Map(_)
            | Type::Opaque => {
                self.cursor.value();
                Ok(())
            }
        }
    }

    fn object(
        &mut self,
        path: &mut Path,
        definition: &'static Definition,
    ) -> Result<(), DecodeError> {
        if self.cursor.peek() != b'{' {
            self.wrong_type(path, &ValueType::Object(definition.name));
            return Ok(());
        }
        let object = self.cursor.rest();
        let mut known: u128 = 0;
        let mut unknown = Vec::new();
        let mut next = 0;
        self.cursor.enter();
        while let Some(name) = self.cursor.name() {
            let name = self.text(path, name)?;
            let outer = path.enter_property(&name);
            match definition.place_of(&name, next) {
                Some(place) => {
                    next = place + 1;
                    // A bit for each property; no object has as many as 128.
                    if known & (1 << place) != 0 {
                        path.leave(outer);
                        return Err(self.repeated(path, object, &name));
                    }
                    known |= 1 << place;
                    self.entry(path, definition, &definition.properties[place])?;
                }
                None => {
                    let kind = DeviationKind::Property {
                        definition: definition.name,
                        spans: Vec::new(),
                    };
                    // Whatever is inside a property that no release has is unknown too, and not
                    // walked.
                    self.cursor.value();
                    self.find(path, kind);
                    unknown.push(name);
                }
            }
            path.leave(outer);
        }
        self.unique(path, object, unknown)
    }

    fn entry(
        &mut self,
        path: &mut Path,
        definition: &'static Definition,
        property: &'static Property,
    ) -> Result<(), DecodeError> {
        let place = self.walked.found.len();
        let is_in_all = property.is_in_all();
        if !is_in_all {
            let kind = DeviationKind::Property {
                definition: definition.name,
                spans: property.spans(),
            };
            self.find(path, kind);
        }
        match self.cursor.peek() {
            b'n' => drop(self.cursor.value()),
            b'"' if !property.values.is_empty() => self.listed(path, property)?,
            _ => self.of_each_type(path, property)?,
        }
        if !is_in_all {
            self.walked.found[place].inside = self.walked.found.len() - place - 1;
        }
        Ok(())
    }

    /// A value of a property that lists its values.
    fn listed(&mut self, path: &mut Path, property: &'static Property) -> Result<(), DecodeError> {
        let json = self.cursor.value();
        let text = self.text(path, json)?;
        let spans = property.spans_of(&text);
        if !is_all(&spans) {
            let text = text.into_owned();
            self.find(path, DeviationKind::Value { text, spans });
        }
        Ok(())
    }

    /// Walks a value by each type that its property ever had, for the releases that have it.
    fn of_each_type(
        &mut self,
        path: &mut Path,
        property: &'static Property,
    ) -> Result<(), DecodeError> {
        if let [span] = property.spans.as_slice() {
            return self.value(path, &span.value_type);
        }
        let (outer, start) = (self.only_in, self.cursor);
        for span in &property.spans {
            let own = (span.from, span.until);
            self.only_in = outer.map_or(Some(own), |outer| both(outer, own));
            // Where the type around it is of other releases, this one is of none.
            if self.only_in.is_some() {
                self.cursor = start;
                match property.is_passed_through() && !self.can_be(&span.value_type) {
                    true => self.wrong_type(path, &span.value_type),
                    false => self.value(path, &span.value_type)?,
                }
            }
        }
        self.only_in = outer;
        self.cursor = start;
        self.cursor.value();
        Ok(())
    }

    /// Whether the next value can be walked as this type. Reading has refused nothing in what is
    /// passed through: a name may stand twice there.
    fn can_be(&self, expected: &'static ValueType) -> bool {
        let mut trial = Walk {
            cursor: self.cursor,
            ..Walk::new(self.json)
        };
        trial.value(&mut Path::default(), expected).is_ok()
    }

    fn value(&mut self, path: &mut Path, expected: &'static ValueType) -> Result<(), DecodeError> {
        let first = self.cursor.peek();
        let fits = match expected {
            ValueType::Object(name) => {
                let definition = Contract::get()
                    .definition(name)
                    .expect("objects of the contract are in it");
                return self.deeper(path, |walk, path| walk.object(path, definition));
            }
            ValueType::Array(of) if first == b'[' => {
                return self.deeper(path, |walk, path| walk.array(path, of));
            }
            ValueType::Map(of) if first == b'{' => {
                return self.deeper(path, |walk, path| walk.map(path, of));
            }
            ValueType::Array(_) | ValueType::Map(_) => false,
            ValueType::Foreign(_) => first == b'{',
            ValueType::String => first == b'"',
            ValueType::Boolean => matches!(first, b't' | b'f'),
            // Minus zero parses as a floating-point number.
            ValueType::Integer(_) => {
                let json = self.next_value();
                json.parse::<i64>().is_ok() && json != "-0"
            }
            ValueType::Number => first == b'-' || first.is_ascii_digit(),
            ValueType::DateTime => {
                let json = self.next_value();
                first == b'"' && self.text(path, json)?.parse::<Timestamp>().is_ok()
            }
        };
        if fits {
            self.cursor.value();
        } else {
            self.wrong_type(path, expected);
        }
        Ok(())
    }

    fn array(&mut self, path: &mut Path, of: &'static ValueType) -> Result<(), DecodeError> {
        self.cursor.enter();
        for index in 0.. {
            if !self.cursor.element() {
                break;
            }
            path.element(index, |path| self.value(path, of))?;
        }
        Ok(())
    }

    fn map(&mut self, path: &mut Path, of: &'static ValueType) -> Result<(), DecodeError> {
        let map = self.cursor.rest();
        let mut names = Vec::new();
        self.cursor.enter();
        while let Some(name) = self.cursor.name() {
            let name = self.text(path, name)?;
            match self.cursor.peek() {
                b'n' => drop(self.cursor.value()),
                _ => path.property(&name, |path| self.value(path, of))?,
            }
            names.push(name);
        }
        self.unique(path, map, names)
    }

    fn deeper(
        &mut self,
        path: &mut Path,
        inside: impl FnOnce(&mut Self, &mut Path) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        if self.depth == DEPTH_MAX {
            let place = self.cursor.rest();
            return Err(self.error(path, place, "recursion limit exceeded"));
        }
        self.depth += 1;
        inside(self, path)?;
        self.depth -= 1;
        Ok(())
    }

    /// The text of the next value, which stays the next one.
    fn next_value(&self) -> &'a str {
        {
            let mut cursor = self.cursor;
            cursor.value()
        }
    }

    fn wrong_type(&mut self, path: &Path, expected: &ValueType) {
        let kind = DeviationKind::Type {
            expected: expected.clone(),
            found: shown(self.cursor.value()),
        };
        self.find(path, kind);
    }

    fn find(&mut self, path: &Path, kind: DeviationKind) {
        let only_in = self.only_in;
        let Walked { found, paths } = &mut self.walked;
        let start = paths.len();
        paths.push_str(path.as_str());
        found.push(Found {
            path: start..paths.len(),
            kind,
            inside: 0,
            only_in,
        });
    }

    /// Fails if a name stands twice.
    fn unique(
        &self,
        path: &Path,
        object: &str,
        mut names: Vec<Cow<'_, str>>,
    ) -> Result<(), DecodeError> {
        names.sort_unstable();
        match names.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(self.repeated(path, object, &pair[0])),
            None => Ok(()),
        }
    }

    fn repeated(&self, path: &Path, object: &str, name: &str) -> DecodeError {
        self.error(path, object, &format!("duplicate field `{name}`"))
    }

    /// Reads a string, which is a part of the text.
    fn text(&self, path: &Path, json: &'a str) -> Result<Cow<'a, str>, DecodeError> {
        let inside = json.get(1..json.len().saturating_sub(1));
        if let Some(inside) = inside.filter(|inside| !inside.contains('\\')) {
            return Ok(Cow::Borrowed(inside));
        }
        match serde_json::from_str(json) {
            Ok(Text(text)) => Ok(text),
            Err(error) => Err(self.error(path, json, &reason_of(&error))),
        }
    }

    fn error(&self, path: &Path, part: &str, reason: &str) -> DecodeError {
        DecodeError::in_part(self.json, part, path.to_string(), reason)
    }
}

/// The releases that two spans share; `None` if there are none.
fn both(one: Span, other: Span) -> Option<Span> {
    let from = one.0.max(other.0);
    let until = match (one.1, other.1) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    until
        .is_none_or(|until| from < until)
        .then_some((from, until))
}
