//! message-generator

pub mod draw;
