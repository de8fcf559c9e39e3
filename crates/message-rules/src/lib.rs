//! What must hold of the message payloads of the Genesys Cloud platform API, why, and how we know.
//!
//! Rules read wire values only: who validates captures needs neither the simulator nor a generator. They are for legs
//! of messages, and most of them for those of chats, callbacks, emails and calls too, whichever view shows the leg.
//!
//! - [`check`] holds every rule against a document: a `Message`, a `Conversation` or any other payload;
//! - [`check_sequence`] and [`Sequence`] hold rules of succession against successive snapshots;
//! - [`assert_legal`] is the one call for a test;
//! - [`rules`] lists all rules, [`rule`] finds one, [`verdicts`] says which of them a document exercises.
//!
//! ```
//! use message_model::Payload;
//! use message_rules::{check, Severity};
//!
//! let payload = Payload::decode(r#"{"state": "connected", "disconnectType": "client"}"#)?;
//! let findings = check(&payload);
//! assert_eq!(findings.len(), 1);
//! assert_eq!(findings[0].rule.id, "disconnect-type-before-end");
//! assert_eq!((findings[0].rule.severity, findings[0].path.as_str()), (Severity::Must, "disconnectType"));
//! # Ok::<(), message_model::DecodeError>(())
//! ```
//!
//! # Severity and evidence
//!
//! A rule of severity `must` rests on documentation, and never on inference alone: a payload that breaks it contradicts
//! the contract or itself. A rule of severity `usually` says what real payloads showed, what we conclude, or what is
//! documented and may have exceptions. Some half of what is known is inferred, so every rule carries its
//! [`Evidence`](message_model::Evidence) and its [`Source`]s.
//!
//! # Why succession is written twice
//!
//! The transition table of the simulator says which states follow each other, and so do the rules of succession. They
//! do not read the table and this crate does not depend on it: a rule that repeats the table could never catch a
//! mistake in it, and what the wire shows is coarser than what the table tells apart. Snapshots may be missing in
//! between, so the rules forbid only what no series of steps can lead to.
//!
//! # Robustness
//!
//! Every check is linear in the document, or sorts. Values are quoted in findings up to 80 bytes. A leg of another
//! medium is read leniently: what cannot be read counts as absent.

mod check;
mod contact;
mod finding;
mod gap;
mod judge;
mod leg;
mod legal;
mod medium;
mod order;
mod raw_leg;
mod rule;
mod rules;
mod sequence;
mod source;
mod succession;
mod tolerance;

pub use check::{Checkable, Subject, Verdict, check, check_as, check_conversation, check_message, leg_count, verdicts};
pub use finding::Finding;
pub use legal::{assert_legal, assert_usual};
pub use medium::{Medium, View};
pub use rule::{Rule, Severity};
pub use rules::{rule, rules};
pub use sequence::{Delivery, Note, Sequence, SequenceReport, check_sequence, verdicts_of_succession};
pub use source::{Source, SourceKind};
pub use tolerance::Tolerance;

/// The code of the README, run as that of the docs is.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
