//! One step of making a payload wrong: where, what was there, and what is there now.
//!
//! A change works on the text of a record, as a [`patch`](crate::patch) does, and can besides add
//! an element, change the places of two, and add a record to a sequence or take one out.

use message_model::RawJson;
use serde::Serialize;
use serde_json::Value;

use crate::patch::Patchable;
use crate::patch::path::{Path, Segment};
use crate::patch::tree::Tree;

/// What is done to a sequence of records at one place; a label lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The number of the record, from 0.
    pub(crate) record: usize,
    /// The path inside of the record; empty for the record itself.
    pub(crate) path: String,
    pub(crate) kind: ChangeKind,
}

/// What a change does at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ChangeKind {
    /// A value takes the place of what is there, or is added.
    Set(Value),
    /// What is there is left out.
    Drop,
    /// A value is added to the end of the array, which is made where there is none.
    Push(Value),
    /// Two elements of the array change places.
    Swap(usize, usize),
    /// A record of this text is added before the record of that number.
    Insert(String),
    /// The record is taken out.
    Remove,
}

/// A change as a label tells it.
///
/// ```
/// use message_faults::document::Fault;
/// use message_generator::{Key, Scenario};
///
/// let text = message_model::encode(&Scenario::named("spam")?.conversation(7)).unwrap();
/// let fault = Fault::named("leg-id-uuid")?;
/// let broken = fault.break_(&[text], Key::new(1, 0)).unwrap();
/// let change = &broken.label.changes[0];
/// assert_eq!((change.done, change.record), ("set", 0));
/// assert!(change.path.ends_with("messages[0].id"), "{}", change.path);
/// assert_ne!(change.before, change.after);
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChangeMade {
    /// What was done: `set`, `drop`, `push`, `swap`, `insert` or `remove`.
    pub done: &'static str,
    /// The number of the record, from 0.
    pub record: usize,
    /// The path inside of the record, as findings write it; empty for the record itself.
    pub path: String,
    /// What was there, if anything was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<RawJson>,
    /// What is there now, if anything is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<RawJson>,
}

impl Change {
    fn made(
        &self,
        done: &'static str,
        before: Option<String>,
        after: Option<String>,
    ) -> ChangeMade {
        ChangeMade {
            done,
            record: self.record,
            path: self.path.clone(),
            before: before.and_then(|text| RawJson::from_text(&text).ok()),
            after: after.and_then(|text| RawJson::from_text(&text).ok()),
        }
    }

    /// Makes the change, and tells it; `None` if its place does not exist.
    pub(crate) fn apply(&self, records: &mut Vec<Patchable>) -> Option<ChangeMade> {
        match &self.kind {
            ChangeKind::Insert(text) => {
                let record = Patchable::from_text(text).ok()?;
                if self.record > records.len() {
                    return None;
                }
                records.insert(self.record, record);
                return Some(self.made("insert", None, None));
            }
            ChangeKind::Remove => {
                if self.record >= records.len() {
                    return None;
                }
                records.remove(self.record);
                return Some(self.made("remove", None, None));
            }
            ChangeKind::Set(_) | ChangeKind::Drop | ChangeKind::Push(_) | ChangeKind::Swap(..) => {}
        }
        let tree = &mut records.get_mut(self.record)?.0;
        let path = Path::parse(&self.path).ok()?;
        let (last, parents) = path.segments().split_last()?;
        let parent = tree.at_mut(parents)?;
        let before = parent.first(last).map(|(_, value)| value.to_text());
        match &self.kind {
            ChangeKind::Set(value) => {
                let raw = RawJson::from_value(value).ok()?;
                if parent.set(last, &raw).count() == 0 {
                    return None;
                }
                Some(self.made("set", before, Some(raw.as_str().to_owned())))
            }
            ChangeKind::Drop => {
                before.as_ref()?;
                parent.drop(last);
                Some(self.made("drop", before, None))
            }
            ChangeKind::Push(value) => {
                let raw = RawJson::from_value(value).ok()?;
                push(parent, last, &raw)?;
                Some(self.made("push", None, Some(raw.as_str().to_owned())))
            }
            ChangeKind::Swap(one, other) => {
                let Some(Tree::Array(elements)) = parent.select(last).next() else {
                    return None;
                };
                if *one.max(other) >= elements.len() {
                    return None;
                }
                elements.swap(*one, *other);
                Some(self.made("swap", None, None))
            }
            ChangeKind::Insert(_) | ChangeKind::Remove => None,
        }
    }
}

/// Adds a value to the end of the array that the segment leads to; makes the array where there is
/// none.
fn push(parent: &mut Tree, segment: &Segment, value: &RawJson) -> Option<()> {
    if parent.first(segment).is_none() {
        let empty = RawJson::from_text("[]").ok()?;
        (parent.set(segment, &empty).count() > 0).then_some(())?;
    }
    match parent.select(segment).next()? {
        Tree::Array(elements) => elements.push(Tree::of(value)),
        Tree::Object(_) | Tree::Plain(_) => return None,
    }
    Some(())
}
