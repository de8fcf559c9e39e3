//! The frames that were sent, to be read back by whoever watches the platform.

use std::collections::VecDeque;
use std::sync::Arc;

use message_model::Timestamp;

/// A frame that was sent.
#[derive(Debug, Clone)]
pub(crate) struct SentFrame {
    /// How many frames were kept before it.
    pub(crate) number: u64,
    pub(crate) at: Timestamp,
    pub(crate) topic: String,
    pub(crate) text: Arc<str>,
    /// On how many sockets.
    pub(crate) sockets: usize,
}

/// The latest frames, in order: none until somebody asks for them to be kept.
#[derive(Debug, Clone, Default)]
pub(crate) struct SentFrames {
    kept: VecDeque<SentFrame>,
    most: usize,
    /// How many there were.
    count: u64,
}

impl SentFrames {
    /// Keeps so many from now on.
    pub(crate) fn keep(&mut self, most: usize) {
        self.most = most;
        let surplus = self.kept.len().saturating_sub(most);
        self.kept.drain(..surplus);
    }

    /// Keeps as many as another platform's state, and goes on with its numbers.
    pub(crate) fn go_on_after(&mut self, other: &Self) {
        self.count = self.count.max(other.count);
        self.keep(other.most);
    }

    /// Whether they are kept, so that somebody may read them.
    pub(crate) fn are_kept(&self) -> bool {
        self.most > 0
    }

    pub(crate) fn note(&mut self, at: Timestamp, topic: &str, text: Arc<str>, sockets: usize) {
        if !self.are_kept() {
            return;
        }
        self.kept.push_back(SentFrame {
            number: self.count,
            at,
            topic: topic.to_owned(),
            text,
            sockets,
        });
        self.count += 1;
        if self.kept.len() > self.most {
            self.kept.pop_front();
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &SentFrame> {
        self.kept.iter()
    }

    /// One more than the number of the last one that is kept; 0 if there is none.
    pub(crate) fn end(&self) -> u64 {
        self.kept.back().map_or(0, |last| last.number + 1)
    }
}
