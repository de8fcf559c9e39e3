//! The frames of played conversations: what the platform sends because of what happened, each in
//! its envelope.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use message_lifecycle::Table;
use message_lifecycle::frames::{Frame, FrameBody, Frames, SentFrame, WithBodies};
use message_model::{EncodeError, Timestamp, closed_list, encode};

use super::episode::Episode;
use crate::content::KeyedContent;

impl Episode {
    /// Who is told of which change, and when: a list without what is told.
    ///
    /// # Panics
    ///
    /// If the timeline is not that of a play; timelines of scripts always are.
    #[must_use]
    pub fn frames(&self) -> Frames {
        Frames::of(Table::standard(), &self.timeline, &self.content)
            .expect("the timeline was written with this table")
    }

    /// The frames that are wanted, in the order in which they are sent, each with what it contains
    /// in the release of the conversation.
    ///
    /// ```
    /// use message_generator::{Envelope, Scenario, play, sample, Key};
    /// use message_model::TopicKind;
    ///
    /// let script = sample(&Scenario::named("inbound-answered-agent-ends")?, Key::new(1, 0));
    /// let episode = &play(&script)?[0];
    /// let details = episode.sent_frames(|frame| frame.topic.kind() == TopicKind::DetailEvent);
    /// let topics: Vec<_> = details.map(|sent| sent.frame.topic.template()).collect();
    /// assert_eq!(topics.len(), 9);
    /// assert_eq!(topics[8], "v2.detail.events.conversation.{id}.acw");
    /// let first = episode.sent_frames(|_| true).next().unwrap();
    /// assert!(first.to_json(Envelope::Notification).unwrap().starts_with(r#"{"topicName":"v2."#));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn sent_frames(&self, is_wanted: impl Fn(&Frame) -> bool) -> MergedFrames<'_> {
        merged_frames([self], is_wanted)
    }
}

/// A frame of an episode, with what it contains.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct EpisodeFrame<'a> {
    /// The conversation that it is of.
    pub episode: &'a Episode,
    /// To whom, when and because of what it is sent.
    pub frame: Frame,
    /// What it contains. The topics that carry the same share it.
    pub body: Arc<FrameBody>,
}

closed_list! {
    /// In what a frame reaches its reader.
    pub enum Envelope {
        /// The notification of a web socket.
        Notification = "notification",
        /// The event of Amazon EventBridge.
        EventBridge = "eventbridge",
    }
}

impl EpisodeFrame<'_> {
    /// The frame in its envelope as compact JSON.
    ///
    /// # Errors
    ///
    /// If the body contains an unknown value that cannot be written, which that of a play does not.
    pub fn to_json(&self, envelope: Envelope) -> Result<String, EncodeError> {
        match envelope {
            Envelope::Notification => Ok(format!("{{{}}}", self.notification()?)),
            Envelope::EventBridge => self.event_bridge(),
        }
    }

    /// The properties of the notification, without the braces around them.
    fn notification(&self) -> Result<String, EncodeError> {
        let Frame {
            topic,
            correlation_id,
            ..
        } = &self.frame;
        let body = self.body.to_json()?;
        let metadata = match correlation_id {
            Some(id) => format!(r#"{{"CorrelationId":"{id}"}}"#),
            None => "{}".to_owned(),
        };
        Ok(format!(
            r#""topicName":"{topic}","version":"2","eventBody":{body},"metadata":{metadata}"#
        ))
    }

    fn event_bridge(&self) -> Result<String, EncodeError> {
        let Frame {
            change,
            topic,
            sent,
            ..
        } = &self.frame;
        let content = &self.episode.content;
        let id = content.event_id(change, topic.kind(), topic.id());
        let bus = content.organisation().event_bus();
        let (account, region) = (encode(&bus.account)?, encode(&bus.region)?);
        let (source, timestamp) = (encode(&bus.source)?, encode(sent)?);
        let (template, time) = (topic.template(), whole_seconds(*sent));
        let notification = self.notification()?;
        Ok(format!(
            r#"{{"version":"0","id":"{id}","detail-type":"{template}","source":{source},"account":{account},"time":"{time}","region":{region},"resources":[],"detail":{{{notification},"timestamp":{timestamp}}}}}"#
        ))
    }
}

/// The time without what is below a second, as Amazon writes it.
fn whole_seconds(at: Timestamp) -> String {
    let text = at.to_string();
    let seconds = text.split('.').next().unwrap_or_default();
    format!("{}Z", seconds.trim_end_matches('Z'))
}

/// The frames of several conversations that are wanted, in the order in which they are sent; those
/// of the same time in the order of the conversations.
///
/// ```
/// use message_generator::{Run, merged_frames};
///
/// let run = Run::new(7);
/// let episodes: Vec<_> = (0..3).flat_map(|number| run.episodes(number)).collect();
/// let frames: Vec<_> = merged_frames(&episodes, |_| true).collect();
/// assert!(frames.is_sorted_by_key(|sent| sent.frame.sent));
/// ```
pub fn merged_frames<'a>(
    episodes: impl IntoIterator<Item = &'a Episode>,
    is_wanted: impl Fn(&Frame) -> bool,
) -> MergedFrames<'a> {
    let mut merged = MergedFrames {
        episodes: Vec::new(),
        due: BinaryHeap::new(),
        heads: Vec::new(),
    };
    for episode in episodes {
        let (table, timeline) = (Table::standard(), &episode.timeline);
        let frames = episode.frames();
        let sent = frames.with_bodies(table, timeline, &episode.content, &is_wanted);
        merged.episodes.push((episode, sent));
        merged.heads.push(None);
        merged.advance(merged.episodes.len() - 1);
    }
    merged
}

/// An iterator over the frames of several conversations: the result of [`merged_frames`].
pub struct MergedFrames<'a> {
    episodes: Vec<(&'a Episode, WithBodies<'a, KeyedContent>)>,
    /// When the next frame of each conversation is sent, with the place of the conversation.
    due: BinaryHeap<Reverse<(Timestamp, usize)>>,
    /// The next frame of each conversation.
    heads: Vec<Option<SentFrame>>,
}

impl MergedFrames<'_> {
    fn advance(&mut self, place: usize) {
        let next = self.episodes[place].1.next();
        if let Some(sent) = &next {
            self.due.push(Reverse((sent.frame.sent, place)));
        }
        self.heads[place] = next;
    }
}

impl<'a> Iterator for MergedFrames<'a> {
    type Item = EpisodeFrame<'a>;

    fn next(&mut self) -> Option<EpisodeFrame<'a>> {
        let Reverse((_, place)) = self.due.pop()?;
        let SentFrame { frame, body } = self.heads[place].take()?;
        self.advance(place);
        let episode = self.episodes[place].0;
        Some(EpisodeFrame {
            episode,
            frame,
            body,
        })
    }
}
