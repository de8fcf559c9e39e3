//! A bad line between the platform and those who are told: frames on sockets and posts to webhooks
//! that come late, twice, in another order or not at all, each with a label.
//!
//! What befalls them is drawn by the platform's seed, by the channel or the webhooks, and by the
//! number of what is sent there, so that the same requests meet the same faults. Of the faults of a
//! recorded stream, gaps, second sockets and wrong clocks are the reader's: a socket that is cut
//! and a second channel show the first two.

use std::collections::VecDeque;

use message_faults::stream::{Fate, Preset, Rates, StreamFault};
use message_generator::Key;
use message_model::Timestamp;
use uuid::Uuid;

use crate::json::{Object, list};

/// How many labels are kept, the oldest going first.
const LABELS_MAX: usize = 10_000;

/// What is disturbed on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sent {
    /// A frame on the topic, on the channel.
    Frame {
        channel: String,
        topic: String,
        /// How many were sent on the channel before.
        frame: u64,
    },
    /// The webhook, and those that say the same once more.
    Webhooks(Vec<Uuid>),
}

/// What befell something that was sent.
#[derive(Debug, Clone)]
struct Disturbed {
    /// How many there were before it.
    number: u64,
    /// When it was sent.
    at: Timestamp,
    sent: Sent,
    faults: Vec<StreamFault>,
    delays_ms: Vec<i64>,
}

/// The line to those who are told, with the labels of what it has done.
#[derive(Debug, Clone)]
pub(crate) struct Stream {
    preset: Preset,
    rates: Rates,
    labels: VecDeque<Disturbed>,
    count: u64,
}

impl Stream {
    pub(crate) fn new(preset: Preset) -> Self {
        Self {
            preset,
            rates: rates(preset),
            labels: VecDeque::new(),
            count: 0,
        }
    }

    /// Disturbs what is sent from now on like this.
    pub(crate) fn set(&mut self, preset: Preset) {
        (self.preset, self.rates) = (preset, rates(preset));
    }

    /// What becomes of the `number`-th thing that is sent by this way.
    pub(crate) fn fate(&self, seed: u64, way: u64, number: u64) -> Fate {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        self.rates.fate(Key::new(seed, way), number)
    }

    /// Keeps the label of something that was disturbed.
    pub(crate) fn note(&mut self, at: Timestamp, sent: Sent, fate: Fate) {
        self.labels.push_back(Disturbed {
            number: self.count,
            at,
            sent,
            faults: fate.faults,
            delays_ms: fate.delays_ms,
        });
        self.count += 1;
        if self.labels.len() > LABELS_MAX {
            self.labels.pop_front();
        }
    }

    /// The preset, and the labels from this number on.
    pub(crate) fn json(&self, from: u64) -> String {
        let labels = self.labels.iter().filter(|label| label.number >= from);
        Object::new()
            .put("preset", &self.preset)
            .raw("faults", &list(labels.map(Disturbed::json)))
            .end()
    }
}

/// The rates of the preset, without what is the reader's.
fn rates(preset: Preset) -> Rates {
    let mut rates = preset.rates();
    for fault in [
        StreamFault::Gap,
        StreamFault::TwoSockets,
        StreamFault::ClockSkew,
    ] {
        rates.per_million[fault as usize] = 0;
    }
    rates
}

impl Disturbed {
    fn json(&self) -> String {
        let label = Object::new()
            .put("number", &self.number)
            .time("at", self.at);
        let label = match &self.sent {
            Sent::Frame {
                channel,
                topic,
                frame,
            } => label
                .put("channelId", channel)
                .put("topicName", topic)
                .put("frame", frame),
            Sent::Webhooks(ids) => {
                let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
                label.put("webhookIds", &ids)
            }
        };
        label
            .put("faults", &self.faults)
            .put("delaysMs", &self.delays_ms)
            .end()
    }
}
