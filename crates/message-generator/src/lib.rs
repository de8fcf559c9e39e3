//! Realistic conversations of message legs: scenarios, scripts, keyed draws, and what people say.
//!
//! A [`Scenario`] is data with choices in it. [`sample`] makes the choices and gives a [`Script`]: labelled steps with
//! delays, small enough to read, and a content [`Key`] that all ids, names and texts follow from. [`play()`] turns the script
//! into a timeline of the lifecycle, together with the content for its projections.
//!
//! ```
//! use message_generator::{play, sample, Key, Scenario};
//!
//! let scenario = Scenario::builtin("inbound-answered-agent-ends").unwrap();
//! let script = sample(&scenario, Key::new(1, 0));
//! let episode = &play(&script)?[0];
//! assert_eq!(episode.legs, ["customer", "flow", "queue", "agent"]);
//! # Ok::<(), message_generator::Error>(())
//! ```
//!
//! The crate knows no file and no clock. All of its output is a function of its arguments, the same on every platform and
//! for every number of threads; [`STREAM`] goes up when that function changes.

mod channel;
mod content;
pub mod corpus;
mod delays;
pub mod draw;
mod episode;
mod error;
mod play;
mod profile;
mod run;
mod sample;
mod scenario;
mod script;
#[cfg(feature = "proptest")]
pub mod strategy;

pub use channel::Channel;
pub use content::KeyedContent;
pub use delays::Delay;
pub use draw::{Draw, Key, STREAM};
pub use episode::Episode;
pub use error::Error;
pub use message_lifecycle::{EventKind, Role, Status};
pub use play::{play, play_lenient};
pub use profile::{Pace, Profile, Share};
pub use run::Run;
pub use sample::{Setting, sample, sample_in};
pub use scenario::{Block, Choice, Item, Kind, Scenario};
pub use script::{Branch, FORMAT, LegPlan, Legs, Script, Step};
