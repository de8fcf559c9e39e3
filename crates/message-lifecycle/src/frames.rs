//! Frames: what the platform sends to those who listen, and when.
//!
//! Every change of a leg is told on the topics in reach of it, the users' and the queues', and most
//! of those by which a leg opens or ends as a detail event too. [`Frames`] is the list for one
//! conversation: a value, like the [`Timeline`](crate::Timeline) from which it is computed.
//!
//! A frame says when it is sent and on which topic, and not what it contains, since that is a
//! projection of the whole conversation: [`Frame::body`] makes it from the state after the change,
//! [`Frames::with_bodies`] makes all of them in the order of sending.

mod frame;
mod list;
mod reach;
mod sending;

pub use frame::Frame;
pub use list::Frames;
pub use sending::{SentFrame, WithBodies};
