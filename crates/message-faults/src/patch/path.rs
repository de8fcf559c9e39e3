//! Paths as written in findings, with `[*]` for all elements of an array.

use message_generator::Error;

/// The most levels of objects and arrays in a value that is patched or set, and the most parts of a
/// path.
///
/// A value is taken apart by functions that call themselves for what is inside, so that a deeper
/// one could overflow the stack. The check of JSON text calls nothing for what is inside, and so
/// lets any depth pass. It is the depth at which `serde_json` stops to read, so that no reader of
/// ours could read more.
pub(crate) const DEPTH_MAX: usize = 128;

/// A parsed path, and the text that it was parsed from.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    text: String,
    segments: Vec<Segment>,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Segment {
    /// A property.
    Name(String),
    /// One element of an array.
    Index(usize),
    /// Every element of an array.
    Every,
}

const EXPECTED: &str = "expected names with dots between, and `[0]` or `[*]` for elements, such as \
                        `participants[*].messages[0].state`";

impl Path {
    /// Reads a path; it has at least one segment.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let error = |found: &str| Error::new(text, format!("found {found:?}, {EXPECTED}"));
        let mut segments = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (segment, behind) = match rest.strip_prefix('[') {
                Some(inside) => {
                    let (inside, behind) = inside.split_once(']').ok_or_else(|| error(rest))?;
                    let segment = match inside {
                        "*" => Segment::Every,
                        index => Segment::Index(index.parse().map_err(|_| error(index))?),
                    };
                    (segment, behind)
                }
                None => {
                    let name = if segments.is_empty() {
                        rest
                    } else {
                        rest.strip_prefix('.').ok_or_else(|| error(rest))?
                    };
                    // A name with a dot or a bracket of its own, as an attribute may have, cannot
                    // be addressed.
                    let end = name.find(['.', '[']).unwrap_or(name.len());
                    (Segment::Name(name[..end].to_owned()), &name[end..])
                }
            };
            if segments.len() == DEPTH_MAX {
                let start: String = text.chars().take(60).collect();
                return Err(Error::new(
                    format!("{start}…"),
                    format!("found more than {DEPTH_MAX} parts, expected at most that"),
                ));
            }
            if segment == Segment::Name(String::new()) {
                return Err(error(rest));
            }
            segments.push(segment);
            rest = behind;
        }
        if segments.is_empty() {
            Err(error(text))
        } else {
            Ok(Self {
                text: text.to_owned(),
                segments,
            })
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }
}
