//! Why a platform cannot be started or controlled.

use std::fmt;

/// Why a platform cannot be started, or a control has no effect.
///
/// ```
/// use message_server::{Config, Core};
///
/// let error = Core::new(Config { queues: Vec::new(), ..Config::default() }).unwrap_err();
/// assert_eq!(error.to_string(), "queues: found none, expected at least one");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(String);

impl Error {
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self(problem.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
