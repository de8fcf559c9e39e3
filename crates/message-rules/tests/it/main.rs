//! The rules as data and as checks, held against documents that this test writes itself.

mod breaking;
mod catalogue;
mod robust;
mod sequences;
mod support;
mod views;
