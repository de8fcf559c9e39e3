//! Projections: a conversation's properties as the wire shows them, at any point of its life.
//!
//! A [`Conversation`](crate::Conversation) is the fold of its events, and a [`Leg`](crate::Leg) the
//! compact summary of one leg. A visit ([`visit_conversation`], [`visit_participant`],
//! [`visit_leg`], [`visit_details`]) calls a closure with each property that is present, as a
//! variant of an exhaustive enum, in the order in which the contract declares the properties.
//! Nested objects (participants, legs, messages) are passed by index and have a visit of their own.
//! A property that the release of the projection does not have is not shown, and a value that it
//! does not list is shown as the older one that it sends.
//! [`to_conversation`], [`to_participant`], [`to_message`] and [`to_details`] build the types of
//! `message_model` this way; a receiver that writes bytes directly can use the visits alone.
//!
//! A snapshot is the projection of the conversation after an event: apply an event, project, go on.

mod analytics;
mod analytics_metrics;
mod analytics_session;
mod base;
mod body;
pub(crate) mod content;
mod conversation;
pub(crate) mod detail;
mod details;
mod event;
mod leg;
mod media;
mod media_event;
mod model;
mod older;
mod open;
mod participant;
mod passage;
mod property;
mod routing;
mod segments;
mod snapshot;
pub(crate) mod topic;

pub use analytics::{AnalyticsForm, to_analytics_conversation};
pub use analytics_session::analytics_disconnect_type;
pub use base::Projection;
pub use body::{Receipts, to_bodies, to_message_data};
pub use conversation::visit_conversation;
pub use detail::{detail_disconnect_type, detail_event, detail_event_name};
pub use details::visit_details;
pub use event::to_event_conversation;
pub use leg::visit_leg;
pub use media::to_message_conversation;
pub use media_event::to_event_message_conversation;
pub use model::{to_conversation, to_details, to_message, to_participant};
pub use open::{OpenParty, OpenPost, open_posts, open_typing};
pub use participant::visit_participant;
pub use property::{
    ConversationProperty, DetailsProperty, LegProperty, ParticipantProperty, WorkSummary,
    WrapUpSummary,
};
pub use segments::Segments;
