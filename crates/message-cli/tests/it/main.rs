//! `msgleg` as a user runs it.

mod alone;
mod browse;
mod contract;
mod faults;
mod generate;
mod generate_losses;
mod generate_views;
mod list;
mod messages;
mod same_bytes;
mod show;
mod validate;
mod validate_views;
