//! One-off changes to generated values: sets or drops the value at a path, for tests that need just
//! that.
//!
//! A patch works on JSON, after everything else, so that it can write what no type of ours allows:
//! a value of another type, a null, an unknown property. What it does not touch keeps its exact
//! text, and what it sets is written as given: `1.10` does not become `1.1`. Paths are written as
//! in findings, with `[*]` for every element of an array: `participants[*].messages[0].state`.
//!
//! A path need not fit every record, since conversations differ. The caller, who sees all records,
//! can tell whether it fitted any; if not, [`Patch::not_found`] makes an error that says what is
//! there instead.

pub(crate) mod path;
mod places;
pub(crate) mod tree;

use message_generator::Error;
use message_model::RawJson;
use serde::{Serialize, Serializer};

use self::path::{DEPTH_MAX, Path, Segment};
pub use self::places::Places;
use self::tree::Tree;

/// A JSON value that can be patched.
///
/// ```
/// use message_faults::patch::{Patch, Patchable};
///
/// let mut leg = Patchable::from_text(r#"{"state":"connected","held":false,"cost":1.10}"#)?;
/// assert_eq!(Patch::set("state=on-the-moon")?.apply(&mut leg).replaced, 1);
/// assert_eq!(Patch::drop("held")?.apply(&mut leg).dropped, 1);
/// assert_eq!(message_model::encode(&leg).unwrap(), r#"{"state":"on-the-moon","cost":1.10}"#);
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Patchable(pub(crate) Tree);

impl Patchable {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// If the text is not exactly one JSON value, or one that is nested too deep.
    pub fn from_text(json: &str) -> Result<Self, Error> {
        let value = RawJson::from_text(json).map_err(|error| Error::new("", error.to_string()))?;
        check_depth(&value).map_err(|problem| Error::new("", problem))?;
        Ok(Self(Tree::of(&value)))
    }
}

impl Serialize for Patchable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// A change of a JSON value: sets or drops what is at a path.
#[derive(Debug, Clone)]
pub struct Patch {
    path: Path,
    change: Change,
}

#[derive(Debug, Clone)]
enum Change {
    Set(RawJson),
    Drop,
}

impl Patch {
    /// Reads a patch of the form `path=value`, which sets the value at the path.
    ///
    /// The value is JSON, or a string if it is not valid JSON: `state=parked`, `held=true`,
    /// `id="17"`, `wrapup=null`. The last property of the path is added where it is missing;
    /// everything before it must exist.
    ///
    /// # Errors
    ///
    /// If there is no `=`, the text before it is not a path, or the path or the value is nested too
    /// deep.
    ///
    /// ```
    /// use message_faults::patch::Patch;
    ///
    /// let value = format!("{}{}", "[".repeat(129), "]".repeat(129));
    /// let error = Patch::set(&format!("attributes={value}")).unwrap_err();
    /// assert_eq!(error.to_string(), "attributes: found a value 129 levels deep, expected at most 128");
    /// ```
    pub fn set(text: &str) -> Result<Self, Error> {
        let expected = "expected a path and a value, such as `participants[0].name=Ada`";
        let parts = text.split_once('=');
        let (path, value) = parts.ok_or_else(|| Error::new(text, expected))?;
        let value = RawJson::from_text(value).or_else(|_| RawJson::from_value(&value));
        let value = value.map_err(|error| Error::new(text, error.to_string()))?;
        let path = Path::parse(path)?;
        check_depth(&value).map_err(|problem| Error::new(path.text(), problem))?;
        Ok(Self {
            path,
            change: Change::Set(value),
        })
    }

    /// Makes a patch that drops what is at a path: a property with its name, or an array element,
    /// after which the following elements move up.
    ///
    /// # Errors
    ///
    /// If the text is not a path, or one of too many parts.
    pub fn drop(text: &str) -> Result<Self, Error> {
        Ok(Self {
            path: Path::parse(text)?,
            change: Change::Drop,
        })
    }

    /// The path as it was given.
    #[must_use]
    pub fn path(&self) -> &str {
        self.path.text()
    }

    /// Applies the patch at every place that the path leads to, and returns the number of these
    /// places.
    pub fn apply(&self, value: &mut Patchable) -> Places {
        self.apply_along(self.path.segments(), &mut value.0)
    }

    /// The error for a value to which the path does not fit: it names the last part of the path
    /// that exists, and what is there.
    ///
    /// ```
    /// use message_faults::patch::{Patch, Patchable};
    ///
    /// let conversation = Patchable::from_text(r#"{"participants":[{"purpose":"customer","name":"Ada"}]}"#)?;
    /// let error = Patch::drop("participants[*].address")?.not_found(&conversation);
    /// assert_eq!(
    ///     error.to_string(),
    ///     "participants[*].address: not found; participants[0] has purpose, name"
    /// );
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn not_found(&self, value: &Patchable) -> Error {
        let mut tree = &value.0;
        let mut there = String::new();
        for segment in self.path.segments() {
            let Some((name, next)) = tree.first(segment) else {
                break;
            };
            there.push_str(if name.starts_with('[') || there.is_empty() {
                ""
            } else {
                "."
            });
            there.push_str(&name);
            tree = next;
        }
        let there = if there.is_empty() {
            "the record".to_owned()
        } else {
            there
        };
        Error::new(
            self.path(),
            format!("not found; {there} {}", tree.contents()),
        )
    }

    fn apply_along(&self, path: &[Segment], tree: &mut Tree) -> Places {
        let mut places = Places::default();
        let Some((segment, rest)) = path.split_first() else {
            return places;
        };
        match &self.change {
            Change::Set(value) if rest.is_empty() => return tree.set(segment, value),
            Change::Drop if rest.is_empty() => places.dropped = tree.drop(segment),
            Change::Set(_) | Change::Drop => {
                for next in tree.select(segment) {
                    places += self.apply_along(rest, next);
                }
            }
        }
        places
    }
}

/// Checks that the value is not nested too deep.
fn check_depth(value: &RawJson) -> Result<(), String> {
    match depth(value.as_str()) {
        ..=DEPTH_MAX => Ok(()),
        found => Err(format!(
            "found a value {found} levels deep, expected at most {DEPTH_MAX}"
        )),
    }
}

/// The number of objects and arrays around the innermost value of a valid JSON text.
fn depth(json: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let (mut is_text, mut is_escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true, // only texts have it
            b'"' => is_text = !is_text,
            b'[' | b'{' if !is_text => depth += 1,
            b']' | b'}' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}
