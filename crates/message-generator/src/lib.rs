//! message-generator
