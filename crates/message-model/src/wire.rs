//! The objects of the platform as they stand on the wire, one file a subject.

pub(crate) mod address;
pub(crate) mod conversation;
pub(crate) mod details;
pub(crate) mod engagement_source;
pub(crate) mod envelope;
pub(crate) mod error_body;
pub(crate) mod journey;
pub(crate) mod limit;
pub(crate) mod message;
pub(crate) mod metadata;
pub(crate) mod object;
pub(crate) mod open_enum;
pub(crate) mod participant;
pub(crate) mod queue_media_settings;
pub(crate) mod segment;
pub(crate) mod wrapup;
