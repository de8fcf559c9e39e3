//! message-model
