//! The rules as data and as checks, held against documents that this test writes itself.

mod breaking;
mod catalogue;
mod sequences;
mod support;
