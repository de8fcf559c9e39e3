//! What was done to a payload or a stream, and what is right about it: the ground truth beside each
//! case.

use std::fmt;

use message_model::closed_list;
use serde::Serialize;

use crate::change::ChangeMade;

closed_list! {
    /// What a right reader does with a case.
    ///
    /// ```
    /// use message_faults::Verdict;
    /// use message_rules::Severity;
    ///
    /// assert_eq!(Verdict::of(Severity::Must), Verdict::Reject);
    /// assert_eq!("either".parse(), Ok(Verdict::Either));
    /// ```
    pub enum Verdict {
        /// It is legal, or was seen in the wild: a reader takes it.
        Accept = "accept",
        /// It contradicts documentation or itself, or cannot be read: a reader refuses it.
        Reject = "reject",
        /// It is unusual, or readers may differ: both are right.
        Either = "either",
    }
}

impl Verdict {
    /// The verdict on what breaks a rule of this severity.
    #[must_use]
    pub fn of(severity: message_rules::Severity) -> Self {
        match severity {
            message_rules::Severity::Must => Self::Reject,
            message_rules::Severity::Usually => Self::Either,
            message_rules::Severity::Note => Self::Accept,
        }
    }
}

/// What was done to the records of a case: the name of the fault, and every change in order.
///
/// `Display` writes a line for the fault and one for each change, for people who read a failing
/// test; `Serialize` an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Label {
    /// The rule that is broken, the form, or the dialect.
    pub fault: String,
    /// What a right reader does with it.
    pub verdict: Verdict,
    /// Why, in one line.
    pub reason: String,
    /// What was changed, in order; the numbers of the records are those at that moment.
    pub changes: Vec<ChangeMade>,
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}", self.fault, self.verdict, self.reason)?;
        for change in &self.changes {
            let path = if change.path.is_empty() {
                "."
            } else {
                &change.path
            };
            write!(
                f,
                "\n  {} {path} in record {}",
                change.done,
                change.record + 1
            )?;
            if let Some(before) = &change.before {
                write!(f, ", was {}", shortened(before.as_str()))?;
            }
            if let Some(after) = &change.after {
                write!(f, ", is {}", shortened(after.as_str()))?;
            }
        }
        Ok(())
    }
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    const SHOWN: usize = 80;
    let start: String = text.chars().take(SHOWN).collect();
    if start.len() < text.len() {
        format!("{start}…")
    } else {
        start
    }
}
