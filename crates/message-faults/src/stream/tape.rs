//! What the platform sends of some conversations, and what its API would answer meanwhile.

use message_generator::{Envelope, Episode, merged_frames};
use message_lifecycle::frames::Frame;
use message_model::{Timestamp, encode};

/// The frames of some conversations in the order of sending; see the example of
/// [`Tape::disturb`].
#[derive(Debug, Clone)]
pub struct Tape {
    frames: Vec<TapedFrame>,
}

/// A frame on a tape.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TapedFrame {
    /// Its number on the tape that was made first, from 0, by which its faults are drawn.
    pub(super) number: usize,
    /// When it is sent, in milliseconds since 1970.
    pub(super) sent_ms: i64,
    /// The number of the conversation that it is of.
    pub(super) conversation: usize,
    /// The number of the change that it tells of.
    pub(super) position: usize,
    /// Whether it shows the whole conversation, which a detail event does not.
    pub(super) is_whole: bool,
    /// The notification.
    pub(super) text: String,
    /// What the API answers once the change has happened.
    pub(super) answer: Option<String>,
}

impl Tape {
    /// The frames of these conversations that are wanted, such as those on the topics that a reader
    /// has subscribed to.
    ///
    /// ```
    /// use message_faults::stream::Tape;
    /// use message_generator::Run;
    /// use message_model::TopicKind;
    ///
    /// let episodes = Run::new(7).episodes(0);
    /// let tape = Tape::of(&episodes, |frame| frame.topic.kind() == TopicKind::QueueConversations);
    /// assert!(tape.texts().all(|text| text.contains("v2.routing.queues.")));
    /// ```
    #[must_use]
    pub fn of(episodes: &[Episode], is_wanted: impl Fn(&Frame) -> bool) -> Self {
        let answers: Vec<Vec<Option<String>>> = episodes
            .iter()
            .map(|episode| {
                episode
                    .snapshots()
                    .map(|(_, one)| encode(&one).ok())
                    .collect()
            })
            .collect();
        let frames = merged_frames(episodes, is_wanted).filter_map(|sent| {
            let is_same = |episode: &Episode| std::ptr::eq(episode, sent.episode);
            let conversation = episodes.iter().position(is_same)?;
            let position = sent.frame.change.position;
            Some(TapedFrame {
                number: 0,
                sent_ms: sent.frame.sent.as_micros().div_euclid(1_000),
                conversation,
                position,
                is_whole: sent.frame.moment.is_none(),
                text: sent.to_json(Envelope::Notification).ok()?,
                answer: answers[conversation].get(position).cloned().flatten(),
            })
        });
        let numbered = frames
            .enumerate()
            .map(|(number, frame)| TapedFrame { number, ..frame });
        Self {
            frames: numbered.collect(),
        }
    }

    /// The frames, in the order of sending.
    #[must_use]
    pub fn frames(&self) -> &[TapedFrame] {
        &self.frames
    }

    /// The notifications, in the order of sending.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.frames.iter().map(|frame| frame.text.as_str())
    }

    /// The same tape without the frames at these places, for who makes a failing stream smaller.
    /// What befalls the others stays.
    #[must_use]
    pub fn without(&self, frames: &[usize]) -> Self {
        let all = self.frames.iter().enumerate();
        let kept = all.filter(|(number, _)| !frames.contains(number));
        Self {
            frames: kept.map(|(_, frame)| frame.clone()).collect(),
        }
    }
}

/// The instant of so many milliseconds since 1970, or the last one that can be written.
pub(super) fn instant(millis: i64) -> Timestamp {
    let micros = millis.saturating_mul(1_000);
    Timestamp::from_micros(micros).unwrap_or(Timestamp::MAX)
}
