//! How a Genesys Cloud message leg lives and dies.
//!
//! One declarative [`Table`] says what can happen to a leg: it drives the step function ([`Conversation::apply`]), the
//! walk, the docs and the coverage goals. Legs are typed: a state ([`LegState`]) carries only what exists in it. Everything
//! that happened stands in one log, the [`Timeline`]; every view is a projection of it.
//!
//! The crate knows no randomness and never asks for the time: an event and its time come in, the next state or an error
//! comes out. It has no content of its own either.

mod agenda;
mod content;
mod conversation;
pub mod docs;
mod ending;
mod event;
mod illegal;
mod index;
mod leg;
mod message;
mod moves;
pub mod projection;
mod role;
mod source;
mod state;
mod status;
mod storyboard;
mod table;
mod timeline;
mod walk;

pub use agenda::{Agenda, Due};
pub use content::{
    AddressContent, Content, ConversationContent, LegContent, MessageContent, ParticipantContent, Text, WrapUpContent,
};
pub use conversation::{Applied, Conversation, FollowUp, Setup};
pub use ending::Ending;
pub use event::{Action, Event, EventKind, NewLeg, Parking, StatusChange};
pub use illegal::Illegal;
pub use index::{LegIndex, MessageIndex, ParticipantIndex, UserIndex};
pub use leg::{Leg, Segment, SegmentEffect, SegmentEnd, SegmentType};
pub use message::Sent;
pub use moves::Move;
pub use role::Role;
pub use state::{Connection, LegState, Moment, Past, StateName, Work, WorkEnd};
pub use status::{Status, StatusRow};
pub use storyboard::{WIDTH_MAX as STORYBOARD_WIDTH_MAX, storyboard};
pub use table::{Follow, Guard, LegSelector, Row, Table};
pub use timeline::Timeline;
pub use walk::walk;
