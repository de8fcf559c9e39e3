//! Populations: many conversations, each made by its number.

mod profile;
mod rate;
mod run;
mod walk;

pub use self::profile::{Profile, Share};
pub use self::rate::Rate;
pub use self::run::Run;
pub use self::walk::{walk, walk_with};
