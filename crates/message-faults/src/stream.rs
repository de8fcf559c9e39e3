//! Streams: frames of conversations disturbed on their way, with a label for every fault and the
//! state that a right reader ends up with.
//!
//! A [`Tape`] is what the platform sends of some conversations, in the order of sending, and what
//! its API would answer meanwhile. [`Tape::disturb`] lets some frames come late, twice, not at all
//! or in another order, with rates per million; everything is drawn by frame and kind of fault, so
//! that another rate moves no other fault.
//!
//! Each frame shows the whole conversation. So for every fault there is an item of the stream from
//! which on a reader knows what the disturbed frame told ([`FrameFault::known_from`]): its own
//! arrival, or the first frame that is newer. What has arrived decides which end is right
//! ([`Stream::ends`]); a hold that ended without a trace is left open there, as nothing in the
//! stream tells.

mod ends;
mod fate;
mod fault;
mod item;
mod plan;
mod rates;
mod tape;

use message_generator::Key;
use serde::Serialize;

pub use self::ends::LegEnd;
pub use self::fate::Fate;
pub use self::fault::StreamFault;
pub use self::item::{Item, Source};
pub use self::plan::Plan;
use self::plan::draw;
pub use self::rates::{Preset, Rates};
pub use self::tape::{Tape, TapedFrame};

/// A stream as a reader gets it, with the truth about it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Stream {
    /// What arrives, in this order.
    pub items: Vec<Item>,
    /// What was done, in the order of the frames.
    pub faults: Vec<FrameFault>,
    /// What a right reader knows in the end of each leg that the stream has shown.
    pub ends: Vec<LegEnd>,
}

/// A fault, and what can be known of the frame that it befell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FrameFault {
    /// What happened.
    pub fault: StreamFault,
    /// The number of the frame on the tape, from 0.
    pub frame: usize,
    /// The places in the stream where the frame arrived, from 0.
    pub arrived: Vec<usize>,
    /// The place from which on a reader knows what the frame told of its conversation, or `None`
    /// if it never can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_from: Option<usize>,
}

impl Tape {
    /// Sends the frames through a bad line. What is drawn is a function of the key, the rates and
    /// the numbers of the frames.
    ///
    /// ```
    /// use message_faults::stream::{Preset, StreamFault, Tape};
    /// use message_generator::{Key, Run};
    ///
    /// let run = Run::new(7);
    /// let episodes: Vec<_> = (0..3).flat_map(|number| run.episodes(number)).collect();
    /// let tape = Tape::of(&episodes, |frame| frame.moment.is_none());
    /// let lossless = tape.disturb(&Preset::Lossless.rates(), Key::new(1, 0));
    /// assert_eq!(lossless.items.len(), tape.frames().len());
    /// assert!(lossless.faults.is_empty());
    /// let hostile = tape.disturb(&Preset::Hostile.rates(), Key::new(1, 0));
    /// assert!(hostile.faults.iter().any(|it| it.fault == StreamFault::Duplicate));
    /// ```
    #[must_use]
    pub fn disturb(&self, rates: &Rates, key: Key) -> Stream {
        self.disturbed_by(&self.plan(rates, key))
    }

    /// Draws what is to happen to the frames; see the example of [`Plan::without`].
    #[must_use]
    pub fn plan(&self, rates: &Rates, key: Key) -> Plan {
        let mut befalls = Vec::new();
        let gap = self.gap(rates, key);
        for (place, frame) in self.frames().iter().enumerate() {
            if gap.as_ref().is_some_and(|gap| gap.contains(&place)) {
                befalls.push((StreamFault::Gap, frame.number));
                continue;
            }
            let all = StreamFault::ALL.into_iter();
            let drawn = all.filter(|fault| rates.befalls(*fault, key, frame.number));
            befalls.extend(drawn.map(|fault| (fault, frame.number)));
        }
        Plan {
            befalls,
            rates: rates.clone(),
            key,
        }
    }

    /// Lets happen what is planned, to the frames that the tape has.
    #[must_use]
    pub fn disturbed_by(&self, plan: &Plan) -> Stream {
        let rates = &plan.rates;
        let mut due = Vec::new();
        let mut faults = Vec::new();
        let mut last_of_gap = None;
        for (place, frame) in self.frames().iter().enumerate() {
            let number = frame.number;
            let is_shown = frame.answer.is_some();
            let fate = Fate::of(rates, plan.key, number, |fault| {
                plan.has(fault, number) && (is_shown || fault != StreamFault::Overtaken)
            });
            faults.extend(fate.faults.iter().map(|fault| (*fault, place)));
            if fate.faults.contains(&StreamFault::Gap) {
                last_of_gap = Some(place);
            }
            if let Some(answer) = &frame.answer
                && fate.faults.contains(&StreamFault::Overtaken)
            {
                let item = item(place, frame.sent_ms, Source::Api, answer);
                due.push((frame.sent_ms, item));
            }
            for delay_ms in fate.delays_ms {
                let at_ms = frame.sent_ms + delay_ms;
                let written_ms = at_ms + fate.skew_ms;
                due.push((
                    at_ms,
                    item(place, written_ms, Source::Notification, &frame.text),
                ));
            }
        }
        due.extend(last_of_gap.into_iter().flat_map(|last| self.catch_up(last)));
        // Stable: what arrives at the same moment keeps its order.
        due.sort_by_key(|(at_ms, _)| *at_ms);
        self.labelled(due.into_iter().map(|(_, item)| item).collect(), faults)
    }

    /// The places of the frames that are sent while the socket is down, if it ever is.
    fn gap(&self, rates: &Rates, key: Key) -> Option<std::ops::Range<usize>> {
        let count = self.frames().len();
        let chance = draw(key, StreamFault::Gap, 0);
        let happens = chance.below(1_000_000) < u64::from(rates.per_million(StreamFault::Gap));
        let length = 1 + draw(key, StreamFault::Gap, 1).below(1 + count as u64 / 4) as usize;
        let start = draw(key, StreamFault::Gap, 2).below(1 + count as u64) as usize;
        (happens && start < count).then(|| start..count.min(start + length))
    }

    /// The answers of the API that a reader asks for after a gap, one for each conversation that
    /// the tape has shown until then.
    fn catch_up(&self, last: usize) -> Vec<(i64, Item)> {
        let frames = &self.frames()[..=last];
        let mut answers: Vec<(i64, Item)> = Vec::new();
        for (number, frame) in frames.iter().enumerate().rev() {
            let is_known = |(_, item): &(i64, Item)| {
                self.frames()[item.frame].conversation == frame.conversation
            };
            if answers.iter().any(is_known) {
                continue;
            }
            if let Some(answer) = &frame.answer {
                let at_ms = frames[last].sent_ms;
                let item = item(number, at_ms, Source::Api, answer);
                answers.push((at_ms, item));
            }
        }
        answers
    }

    /// The stream of these items, with what can be known of each fault.
    fn labelled(&self, items: Vec<Item>, faults: Vec<(StreamFault, usize)>) -> Stream {
        let known_from = |number: usize| {
            let frame = &self.frames()[number];
            items.iter().position(|item| {
                let other = &self.frames()[item.frame];
                let is_same = item.frame == number;
                let tells =
                    other.conversation == frame.conversation && other.position >= frame.position;
                // A detail event tells of nothing but itself.
                is_same || (tells && other.is_whole && frame.is_whole)
            })
        };
        let faults = faults.into_iter().map(|(fault, frame)| FrameFault {
            fault,
            frame,
            arrived: (0..items.len())
                .filter(|place| {
                    items[*place].frame == frame && items[*place].source == Source::Notification
                })
                .collect(),
            known_from: known_from(frame),
        });
        Stream {
            faults: faults.collect(),
            ends: ends::ends(self, &items),
            items,
        }
    }
}

fn item(frame: usize, at_ms: i64, source: Source, text: &str) -> Item {
    Item {
        frame,
        at: tape::instant(at_ms),
        source,
        text: text.to_owned(),
    }
}
