//! Interrupts (Ctrl-C, termination): long work ends between two records, so that everything written
//! is whole.

use std::fmt;
use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

/// Whether the user has interrupted the program. A second interrupt ends it at once.
pub(crate) struct Interrupt {
    came: Arc<AtomicBool>,
}

impl Interrupt {
    /// Starts listening for interrupts, which can be done only once in a program.
    pub(crate) fn listen() -> Result<Self> {
        let came = Arc::new(AtomicBool::new(false));
        let noted = Arc::clone(&came);
        let note = move || {
            if noted.swap(true, Ordering::Relaxed) {
                exit(Interrupted::STATUS.into());
            }
        };
        ctrlc::set_handler(note).context("cannot listen for interrupts")?;
        Ok(Self { came })
    }

    /// Whether an interrupt has come.
    pub(crate) fn came(&self) -> bool {
        self.came.load(Ordering::Relaxed)
    }
}

/// The error of work that the user interrupted, with what was kept and how to go on.
#[derive(Debug)]
pub(crate) struct Interrupted(String);

impl Interrupted {
    /// The exit status by the convention of shells: 128 plus the number of the signal.
    pub(crate) const STATUS: u8 = 130;

    /// With these words after "interrupted".
    pub(crate) fn with(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for Interrupted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "interrupted{}", self.0)
    }
}

impl std::error::Error for Interrupted {}
