//! How `generate` writes records.

use clap::ValueEnum;

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Format {
    Json,
    Jsonl,
}
