//! The objects of the platform as they stand on the wire, one file a subject.

pub(crate) mod address;
pub(crate) mod analytics;
pub(crate) mod analytics_pages;
pub(crate) mod analytics_quality;
pub(crate) mod analytics_segment;
pub(crate) mod analytics_session;
pub(crate) mod body;
pub(crate) mod conversation;
pub(crate) mod detail;
pub(crate) mod detail_event;
pub(crate) mod details;
#[cfg(any(feature = "proptest", feature = "fake"))]
mod drawn;
pub(crate) mod engagement_source;
pub(crate) mod envelope;
pub(crate) mod error_body;
pub(crate) mod event;
pub(crate) mod journey;
pub(crate) mod limit;
pub(crate) mod media;
pub(crate) mod media_event;
pub(crate) mod message;
pub(crate) mod metadata;
pub(crate) mod normalized;
pub(crate) mod notification_metadata;
pub(crate) mod object;
pub(crate) mod open;
pub(crate) mod open_enum;
pub(crate) mod open_message;
pub(crate) mod participant;
pub(crate) mod queue_media_settings;
pub(crate) mod reference;
pub(crate) mod routing;
pub(crate) mod segment;
pub(crate) mod topic;
pub(crate) mod transfer;
#[allow(
    dead_code,
    unreachable_pub,
    clippy::wrong_self_convention,
    reason = "objects as all others, but only the envelopes use them"
)]
pub(crate) mod unread;
pub(crate) mod wrapup;
