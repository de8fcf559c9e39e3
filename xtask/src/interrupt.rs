//! Ctrl-C and its like: long work ends between two records, so that what was written is whole.

use std::fmt;
use std::process::exit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

/// Whether somebody has asked for the end. Asked twice, the program ends at once.
pub(crate) struct Interrupt {
    came: Arc<AtomicBool>,
}

impl Interrupt {
    /// Listens from now on, which a program can do once.
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

    /// Whether it has come.
    pub(crate) fn came(&self) -> bool {
        self.came.load(Ordering::Relaxed)
    }

    /// The error that work ends with which was cut short.
    pub(crate) fn error(&self) -> Interrupted {
        Interrupted
    }
}

/// Work was cut short by whoever had asked for it.
#[derive(Debug)]
pub(crate) struct Interrupted;

impl Interrupted {
    /// The exit status that shells give such an end: 128 and the number of the signal.
    pub(crate) const STATUS: u8 = 130;
}

impl fmt::Display for Interrupted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("interrupted")
    }
}

impl std::error::Error for Interrupted {}
