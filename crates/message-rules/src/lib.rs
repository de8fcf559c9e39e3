//! Rules for message payloads of the Genesys Cloud platform API: what must hold of them, why, and
//! how we know.
//!
//! The rules read wire values only, so validating captures needs neither the simulator nor a
//! generator. They cover message legs, and most of them also cover chat, callback, email and call
//! legs, in every view that shows a leg.
//!
//! - [`check`] checks a document against every rule: a `Message`, a `Conversation` or any other
//!   payload;
//! - [`check_sequence`] and [`Sequence`] check successive snapshots and detail events against the
//!   rules of succession; views may be mixed, since each is followed by itself;
//! - [`Fold`] orders notifications that promise no order: it keeps the newest known state of every
//!   leg, and says what is uncertain;
//! - [`assert_legal`] is a single call for use in a test, [`assert_strict`] the one that lets
//!   nothing pass;
//! - [`rules`] lists all rules, [`rule`] finds one by id, and [`verdicts`] says which of them a
//!   document exercises.
//!
//! ```
//! use message_model::Capture;
//! use message_rules::{check, Severity};
//!
//! let payload = Capture::read(r#"{"state": "connected", "disconnectType": "client"}"#)?;
//! let findings = check(&payload);
//! assert_eq!(findings.len(), 1);
//! assert_eq!(findings[0].rule.id, "disconnect-type-before-end");
//! assert_eq!((findings[0].rule.severity, findings[0].path.as_str()), (Severity::Must, "disconnectType"));
//! # Ok::<(), message_model::DecodeError>(())
//! ```
//!
//! # Severity and evidence
//!
//! A `must` rule rests on documentation, and never on inference alone: a payload that breaks it
//! contradicts the contract or itself. A `usually` rule states what real payloads showed, what we
//! conclude, or what is documented but may have exceptions. A `note` rule was broken by a real
//! payload, against all others, so that a reader has to be ready for that. About half of what is
//! known is inferred, so every rule carries its [`Evidence`](message_model::Evidence) and its
//! [`Source`]s.
//!
//! # Why succession is stated twice
//!
//! Which states follow each other is stated both in the simulator's transition table and in the
//! rules of succession. The rules do not read the table, and this crate does not depend on it: a
//! rule that repeated the table could never catch a mistake in it, and the wire distinguishes fewer
//! cases than the table. Snapshots may be missing in between, so the rules forbid only what no
//! series of steps can lead to.
//!
//! # Robustness
//!
//! Every check takes time linear in the size of the document, apart from sorting. Values are quoted
//! in findings up to 80 bytes. A leg of another medium is read leniently: what cannot be read
//! counts as absent.

mod body;
mod check;
mod checkable;
mod common;
mod contact;
mod details;
mod event;
mod finding;
mod fold;
mod gap;
mod judge;
mod leg;
mod legal;
mod medium;
mod order;
mod quote;
mod rule;
mod rules;
mod sequence;
mod source;
mod succession;
mod tolerance;

pub use check::{Verdict, check, check_and_count, check_as, leg_count, verdicts};
pub use checkable::Checkable;
pub use finding::Finding;
pub use fold::{Fold, FoldedLeg, FoldedMessage};
pub use legal::{assert_legal, assert_strict, assert_usual};
pub use medium::Medium;
pub use message_model::contract::View;
pub use rule::{Rule, Scope, Severity};
pub use rules::{rule, rules};
pub use sequence::{
    Delivery, Note, Sequence, SequenceReport, check_sequence, verdicts_of_succession,
};
pub use source::{Source, SourceKind};
pub use tolerance::Tolerance;

/// Runs the code of the README as a documentation test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
