//! message-lifecycle
