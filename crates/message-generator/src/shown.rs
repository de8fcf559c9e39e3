//! What conversations show, and what there is to show: rows of the life cycle's tables, properties
//! and values of the contract.

mod aspect;
pub mod cover;
mod covers;
mod vocabulary;

pub use aspect::Aspect;
pub use covers::Covers;
pub use vocabulary::{Names, Vocabulary};
