//! What conversations show, and what there is to show: rows of the life cycle's tables, properties
//! and values of the contract.

pub mod cover;
mod covers;
mod goal;
mod vocabulary;

pub use covers::Covers;
pub use goal::Goal;
pub use vocabulary::{Names, Vocabulary};
