//! The content of conversations: who people are and what they say. This implements the life cycle's
//! `Content`.
//!
//! All of it is determined by the content key and by labels, never by an index or a time, so that
//! removing a step from a script changes nobody's name.

/// The version of the content, that is, of how events look on the wire.
///
/// It is raised when the same script gives different bytes although its key, its story and the
/// contract are the same: for example when a text is reworded, or a leg is projected in another
/// way.
pub const CONTENT: u32 = 2;

mod address;
mod errors;
mod keyed;
mod locales;
mod media;
mod names;
mod organisation;
mod people;
mod sms;
mod texts;
mod values;

pub use self::keyed::KeyedContent;
pub use self::organisation::{Agent, EventBus, Flow, Organisation, Queue, WrapUpCode};
pub use self::people::People;
pub(crate) use self::sms::part_count;
pub(crate) use self::texts::sentences;
pub use self::values::{Drawn, Values};
pub(crate) use self::values::{DrawnText, Listed, Source, TextKind};
