//! Generates realistic conversations with Genesys Cloud message legs, from scenarios, profiles or
//! random walks.
//!
//! A [`Scenario`] is data with open choices. [`sample`] makes the choices and returns a [`Script`]:
//! labelled steps with delays, small enough to read, and a content [`Key`] that determines all ids,
//! names and texts. [`play()`] turns the script into [`Episode`]s: timelines of the life cycle,
//! together with the content for their projections.
//!
//! ```
//! use message_generator::{play, sample, Key, Scenario};
//!
//! let scenario = Scenario::named("inbound-answered-agent-ends")?;
//! let script = sample(&scenario, Key::new(1, 0));
//! let episode = &play(&script)?[0];
//! assert_eq!(episode.leg_labels, ["customer", "flow", "queue", "agent"]);
//! # Ok::<(), message_generator::Error>(())
//! ```
//!
//! # Where to start
//!
//! | you want | take |
//! | --- | --- |
//! | any number of conversations by seed and number, of some scenarios or in the mix of a [`Profile`] | [`Run`] |
//! | millions of them as bytes, in little time | [`Templates`] |
//! | one realistic conversation | [`Scenario::named`] and [`conversation`](Scenario::conversation) |
//! | a leg in a certain state | [`Run::first_leg`] |
//! | a property test whose failures shrink to a readable story | `strategy`, with the feature `proptest` |
//! | the committed fixtures by name, without reading files | the crate message-corpus |
//! | a small set that shows every transition, status or disconnect type | [`Aspect`], [`cover`] |
//! | everything that can happen, however unlikely | [`walk_with`] |
//! | agents, queues and flows of your own | [`Organisation`] |
//! | a scenario of your own | [`Scenario::from_json`] |
//!
//! The crate reads no file and no clock. All of its output is a function of its arguments, the same
//! on every platform and for every number of threads; [`STREAM`] is raised when that function
//! changes.
//!
//! # Features
//!
//! Both are off by default.
//!
//! - `proptest`: the module `strategy`, with proptest strategies that shrink to a story.
//! - `fake`: `Realistic`, a config for the `fake` crate's `fake()`, and [`People`] from the locales
//!   of that crate.

mod channel;
mod content;
mod course;
pub mod draw;
mod error;
#[cfg(feature = "fake")]
mod fake;
mod form;
pub mod json_file;
mod limits;
mod parallel;
mod play;
mod population;
mod scenario;
mod script;
pub mod shown;
#[cfg(feature = "proptest")]
pub mod strategy;

#[cfg(feature = "fake")]
pub use self::fake::Realistic;
pub use channel::Channel;
pub use content::{
    Agent, CONTENT, Drawn, EventBus, Flow, KeyedContent, Organisation, People, Queue, Values,
    WrapUpCode,
};
pub use course::{Layout, Templates, Written};
pub use draw::{Draw, Key, STREAM};
pub use error::Error;
pub use form::Form;
pub use json_file::FORMAT;
pub use message_lifecycle::{EventKind, Role, Status};
pub use parallel::in_parallel;
pub use play::playable::check_plays;
pub use play::{
    Envelope, Episode, EpisodeFrame, LeftOut, MergedFrames, Play, Recording, merged_frames, play,
    play_lenient,
};
pub use population::{Profile, Rate, Run, Share, walk, walk_with};
pub use scenario::sample::{SampleOptions, sample, sample_with};
pub use scenario::{Block, BlockKind, Choice, Delay, Forms, Item, Pace, Scenario, Writer};
pub use script::{Branch, LegPlan, Legs, Script, Step, check_label};
pub use shown::{Aspect, cover};

/// Runs the code of the README as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
