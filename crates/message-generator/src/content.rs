//! Who people are and what they say: the generator's answer to the lifecycle's `Content`.
//!
//! All of it follows from the content key and from labels. Nothing here knows an index or a time, so a step that goes
//! away renames nobody.

mod address;
mod errors;
mod keyed;
mod media;
mod names;
mod organisation;
mod texts;

pub use self::keyed::KeyedContent;
