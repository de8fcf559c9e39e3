//! The conversations of a run in blocks, which any number of workers make and one writes in order.
//!
//! A block is a function of its numbers, so neither the number of workers nor where a part begins
//! changes a byte.

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Result, ensure};
use message_generator::{Layout, Run, Templates, Written};

use super::edits::{EditArgs, Edits};
use super::format::Format;
use super::frames::FrameArgs;
use super::lined::Lined;
use super::records::{Records, Sink, View};
use super::tally::Tally;

/// The most conversations in a block: some hundred kilobytes, which fit the cache of a processor.
const MOST: u64 = 32;

/// The conversations of a run, written as JSON Lines in one view.
pub(super) struct Lines<'a> {
    pub(super) run: &'a Run,
    pub(super) view: View,
    pub(super) frames: &'a FrameArgs,
    /// Buffers of blocks that have been written.
    pub(super) buffers: Mutex<Vec<Vec<u8>>>,
    /// The templates of workers that are between two blocks.
    pub(super) templates: Mutex<Vec<Templates<'a, Lined>>>,
}

/// The records of the conversations of some numbers.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    pub(super) written: Tally,
}

impl Lines<'_> {
    /// Makes the block of these numbers.
    pub(super) fn block(&self, numbers: Range<u64>) -> Result<Block> {
        let buffer = locked(&self.buffers).pop();
        let mut bytes = buffer.unwrap_or_default();
        let written = self.append(numbers, &mut bytes)?;
        Ok(Block { bytes, written })
    }

    /// Keeps the buffer of a block that has been written for one that is to come.
    pub(super) fn use_again(&self, mut buffer: Vec<u8>) {
        buffer.clear();
        locked(&self.buffers).push(buffer);
    }

    /// Appends the records of the conversations of these numbers.
    fn append(&self, numbers: Range<u64>, to: &mut Vec<u8>) -> Result<Tally> {
        if let Some(layout) = Lined::of(self.view) {
            return self.append_lined(layout, numbers, to);
        }
        let mut tally = Tally::default();
        let mut records = Records::new(
            Sink::Stream(to),
            Format::Jsonl,
            vec![self.view],
            self.frames.clone(),
            Edits::of(&EditArgs::default()),
            None,
        );
        for number in numbers {
            let played = self.run.played(number);
            records.conversation(number, &played)?;
            tally.note(&played);
        }
        tally.records = records.written();
        records.end()?;
        Ok(tally)
    }

    /// Appends them from templates, as far as their courses are known.
    fn append_lined(&self, layout: Lined, numbers: Range<u64>, to: &mut Vec<u8>) -> Result<Tally> {
        let kept = locked(&self.templates).pop();
        let mut templates = kept.unwrap_or_else(|| Templates::new(self.run, layout));
        let mut tally = Tally::default();
        for number in numbers {
            let from = to.len();
            match templates.write(number, to)? {
                Written::Played(played) => tally.note(&played),
                Written::FromTemplate(scenario) => {
                    tally.note_whole(scenario);
                    if number.is_multiple_of(COMPARED) {
                        self.compare(layout, number, &to[from..])?;
                    }
                }
            }
            let lines = to[from..].iter().filter(|letter| **letter == b'\n');
            tally.records += lines.count() as u64;
        }
        locked(&self.templates).push(templates);
        Ok(tally)
    }

    /// Plays a conversation that was written from a template, and compares.
    fn compare(&self, layout: Lined, number: u64, written: &[u8]) -> Result<()> {
        let mut played = Vec::with_capacity(written.len());
        for episode in self.run.episodes(number) {
            layout.write(&episode, &mut played)?;
        }
        ensure!(
            played == written,
            "conversation {number}: its template gives something else than playing it; please \
             report this, and use the version before"
        );
        Ok(())
    }
}

/// One in so many conversations that are written from templates is played as well.
const COMPARED: u64 = 1_024;

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Numbers in blocks: small ones first, so that the first records come at once.
pub(super) fn blocks(numbers: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let mut begin = numbers.start;
    let mut size = 1;
    std::iter::from_fn(move || {
        let end = numbers.end.min(begin.saturating_add(size));
        let block = begin..end;
        size = MOST.min(size * 2);
        begin = end;
        (!block.is_empty()).then_some(block)
    })
}

#[cfg(test)]
mod tests {
    use super::{MOST, blocks};

    #[test]
    fn blocks_follow_each_other_without_a_gap() {
        for numbers in [0..0, 5..6, 7..1_000, u64::MAX - 3..u64::MAX] {
            let mut next = numbers.start;
            for block in blocks(numbers.clone()) {
                assert_eq!(block.start, next, "{numbers:?}");
                assert!(
                    !block.is_empty() && block.end - block.start <= MOST,
                    "{block:?}"
                );
                next = block.end;
            }
            assert_eq!(next, numbers.end, "{numbers:?}");
        }
        assert_eq!(
            blocks(0..9).next(),
            Some(0..1),
            "the first record comes at once"
        );
    }
}
