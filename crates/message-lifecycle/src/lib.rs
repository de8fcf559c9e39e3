//! A simulator of the life cycle of Genesys Cloud message legs.
//!
//! A leg is one party's part in a conversation. One declarative [`Table`] says what can happen to a
//! leg: it drives the [`Simulation`], the random walk ([`walk()`]), the docs and the coverage
//! goals. Legs are typed: each state ([`LegState`]) carries only the data that exists in that
//! state. Everything that happened is recorded in one log, the [`Timeline`]; every view
//! ([`projection`]) is computed from it.
//!
//! ```
//! use message_lifecycle::{Action, Event, LegIndex, NewLeg, Role, Setup, Simulation, Table};
//! use message_model::{Direction, MessageType};
//!
//! let setup = Setup::new(MessageType::Sms, Direction::Inbound);
//! let mut simulation = Simulation::new(Table::standard(), setup);
//! let mut apply = |at: &str, leg, action| {
//!     let at = at.parse().expect("a time as RFC 3339");
//!     let event = Event { at, cloud_skew_ms: 0, leg: LegIndex::new(leg), action };
//!     simulation.apply(event).map(|applied| applied.row.id)
//! };
//!
//! let customer = Action::Enter(NewLeg::of(Role::Customer));
//! assert_eq!(apply("2026-01-05T09:00:00Z", 0, customer)?, "contact-enters");
//! let error = apply("2026-01-05T09:00:02Z", 0, Action::Answer).unwrap_err();
//! assert!(error.to_string().starts_with("leg 0 (customer, connected) cannot have `answer`"));
//! # Ok::<(), message_lifecycle::Illegal>(())
//! ```
//!
//! The crate uses no randomness and never asks for the time: an event and its time come in, the
//! next state or an error comes out. It has no content of its own either (ids, names, texts):
//! whoever projects a view supplies a [`Content`].
//!
//! How a fact is known is marked as *documented* (by the vendor), *observed* (in a real payload) or
//! *inferred* (from both), in the table and in these docs.
//!
//! The README of this crate is computed from the table. It lists every transition and every way a
//! leg can end.

mod conversation;
pub mod docs;
pub mod frames;
mod leg;
pub mod projection;
mod table;
mod walk;

pub use conversation::Conversation;
pub use conversation::agenda::{Agenda, Due};
pub use conversation::applied::{Applied, FollowUp};
pub use conversation::change::Change;
pub use conversation::illegal::Illegal;
pub use conversation::setup::Setup;
pub use conversation::simulation::Simulation;
pub use conversation::timeline::Timeline;
pub use leg::Leg;
pub use leg::ending::Ending;
pub use leg::event::{Action, Event, EventKind, NewLeg, Parking, StatusChange};
pub use leg::index::{LegIndex, MessageIndex, ParticipantIndex, UserIndex};
pub use leg::message::Sent;
pub use leg::role::Role;
pub use leg::segment::{Segment, SegmentEffect, SegmentEnd, SegmentType};
pub use leg::state::{Connection, LegState, Moment, Past, StateName, Work, WorkEnd};
pub use leg::status::Status;
pub use projection::content::{
    AddressContent, Content, ConversationContent, FlowContent, LegContent, MessageContent,
    ParticipantContent, Text, WrapUpContent,
};
pub use projection::topic::Topic;
pub use table::Table;
pub use table::causes::{Causes, DetailMoment};
pub use table::follow::{Follow, LegSelector};
pub use table::guard::Guard;
pub use table::moves::Move;
pub use table::row::Row;
pub use table::statuses::StatusRow;
pub use walk::{walk, walk_in};

/// Runs the code of the README as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
