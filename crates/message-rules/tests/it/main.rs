//! The rules, as data and as checks, applied to documents that these tests write themselves.

mod analytics;
mod breaking;
mod catalogue;
mod documents;
mod fold;
mod gaps;
mod legal;
mod of_views;
mod order;
mod robust;
mod scope;
mod sequences;
mod spoken;
mod support;
mod views;
