//! The conversations of a run in blocks, which any number of workers make and one writes in order.
//!
//! A block is a function of its numbers, so neither the number of workers nor where a part begins
//! changes a byte.

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use message_generator::Run;

use super::edits::{EditArgs, Edits};
use super::format::Format;
use super::frames::FrameArgs;
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
}

/// The records of the conversations of some numbers.
pub(super) struct Block {
    pub(super) bytes: Vec<u8>,
    pub(super) written: Tally,
}

impl Lines<'_> {
    /// Makes the block of these numbers.
    pub(super) fn block(&self, numbers: Range<u64>) -> Result<Block> {
        let buffer = self.buffers().pop();
        let mut bytes = buffer.unwrap_or_default();
        let written = self.append(numbers, &mut bytes)?;
        Ok(Block { bytes, written })
    }

    /// Keeps the buffer of a block that has been written for one that is to come.
    pub(super) fn use_again(&self, mut buffer: Vec<u8>) {
        buffer.clear();
        self.buffers().push(buffer);
    }

    fn buffers(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.buffers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends the records of the conversations of these numbers.
    fn append(&self, numbers: Range<u64>, to: &mut Vec<u8>) -> Result<Tally> {
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
