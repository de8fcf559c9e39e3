//! message-rules
