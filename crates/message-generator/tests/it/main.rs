//! The generator, tested from outside, by its public names alone.

mod bodies;
mod course;
mod cover;
mod deletion;
mod errors;
mod extremes;
#[cfg(feature = "fake")]
mod fake;
mod forms;
mod frames;
mod labels;
mod left_out;
mod limits;
mod mix;
mod of_release;
mod organisation;
mod population;
mod profiles;
mod recording;
mod ripple;
mod same_bytes;
mod scenarios;
mod stability;
#[cfg(feature = "proptest")]
mod strategy;
mod walks;
