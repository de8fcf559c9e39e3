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
//! # Where to start
//!
//! | you want | take |
//! | --- | --- |
//! | any number of conversations, by seed and number, of one kind or as a [`Profile`] mixes them | [`Run`] |
//! | a property test whose failures shrink to a story | `strategy`, with the feature `proptest` |
//! | the committed fixtures by name, without files | [`corpus`] |
//! | a small set that shows every transition, status or disconnect type | [`Goal`], [`cover`] |
//! | what can happen at all, likely or not | [`walk_in`] |
//! | a scenario of your own | [`Scenario::from_json`] |
//!
//! The crate knows no file and no clock. All of its output is a function of its arguments, the same on every platform and
//! for every number of threads; [`STREAM`] goes up when that function changes.
//!
//! # Features
//!
//! Both are off by default.
//!
//! - `proptest`: the module `strategy`, stories that shrink.
//! - `fake`: `Realistic`, a config for `fake()`, and [`People`] of the locales of the `fake` crate.

mod channel;
mod content;
pub mod corpus;
pub mod cover;
mod delays;
pub mod draw;
mod episode;
mod error;
mod goal;
mod parallel;
pub mod patch;
mod play;
mod profile;
#[cfg(feature = "fake")]
mod realistic;
mod run;
mod sample;
mod scenario;
mod script;
#[cfg(feature = "proptest")]
pub mod strategy;
mod transcript;
mod walk;

pub use channel::Channel;
pub use content::{CONTENT, KeyedContent, People};
pub use delays::Delay;
pub use draw::{Draw, Key, STREAM};
pub use episode::Episode;
pub use error::Error;
pub use goal::Goal;
pub use message_lifecycle::{EventKind, Role, Status};
pub use parallel::in_parallel;
pub use play::{play, play_lenient};
pub use profile::{Pace, Profile, Rate, Share};
#[cfg(feature = "fake")]
pub use realistic::Realistic;
pub use run::Run;
pub use sample::{Setting, sample, sample_in};
pub use scenario::{Block, Choice, Item, Kind, Scenario};
pub use script::{Branch, FORMAT, LegPlan, Legs, Script, Step};
pub use walk::{walk, walk_in};

/// The code of the README, run as that of the docs is.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
