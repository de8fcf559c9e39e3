//! Who people are and what they say: the generator's answer to the lifecycle's `Content`.
//!
//! All of it follows from the content key and from labels. Nothing here knows an index or a time, so a step that goes
//! away renames nobody.

/// The version of what events look like on the wire: it goes up when the same script gives other bytes although its key,
/// its story and the contract are the same, as when a text is reworded or a leg is projected in another way.
pub const CONTENT: u32 = 1;

mod address;
mod errors;
mod keyed;
#[cfg(feature = "fake")]
mod locales;
mod media;
mod names;
mod organisation;
mod people;
mod texts;

pub use self::keyed::KeyedContent;
pub use self::people::People;
