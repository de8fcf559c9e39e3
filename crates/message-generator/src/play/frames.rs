//! The frames of played conversations: what the platform sends because of what happened, each in
//! its envelope.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use message_lifecycle::Table;
use message_lifecycle::frames::{Frame, Frames, SentFrame, WithBodies};
use message_model::{
    EncodeError, EventBody, EventBridgeEvent, Notification, NotificationMetadata, Timestamp,
    closed_list, encode,
};

use uuid::Uuid;

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
    pub body: Arc<EventBody>,
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
    /// The frame as the notification of a web socket.
    ///
    /// ```
    /// use message_generator::Run;
    ///
    /// let episode = &Run::new(7).episodes(0)[0];
    /// let sent = episode.sent_frames(|_| true).next().unwrap();
    /// assert_eq!(sent.notification().topic_name, Some(sent.frame.topic.to_string()));
    /// let event = sent.event_bridge_event();
    /// assert_eq!(event.detail_type, Some(sent.frame.topic.template()));
    /// ```
    #[must_use]
    pub fn notification(&self) -> Notification {
        let mut metadata = NotificationMetadata::default();
        metadata.correlation_id = self.frame.correlation_id.map(Into::into);
        let mut notification = Notification::default();
        notification.topic_name = Some(self.frame.topic.to_string());
        notification.version = Some("2".to_owned());
        notification.event_body = Some(EventBody::clone(&self.body));
        notification.metadata = Some(metadata);
        notification
    }

    /// The frame as an event of Amazon EventBridge, in the account of the conversation's
    /// organisation.
    #[must_use]
    pub fn event_bridge_event(&self) -> EventBridgeEvent {
        let Frame { topic, sent, .. } = &self.frame;
        let bus = self.episode.content.organisation().event_bus();
        let mut notification = self.notification();
        notification.timestamp = Some(*sent);
        let mut event = EventBridgeEvent::default();
        event.version = Some("0".to_owned());
        event.id = Some(self.event_id().into());
        event.detail_type = Some(topic.template());
        event.source = Some(bus.source);
        event.account = Some(bus.account);
        event.time = Some(whole_second(*sent));
        event.region = Some(bus.region);
        event.resources = Some(Vec::new());
        event.detail = Some(notification);
        event
    }

    /// The frame in its envelope as compact JSON. Amazon writes the time of an event without what
    /// is below a second, and so does this.
    ///
    /// # Errors
    ///
    /// If the body contains an unknown value that cannot be written, which that of a play does not.
    pub fn to_json(&self, envelope: Envelope) -> Result<String, EncodeError> {
        match envelope {
            Envelope::Notification => Ok(format!("{{{}}}", self.properties()?)),
            Envelope::EventBridge => self.event_bridge_json(),
        }
    }

    fn event_id(&self) -> Uuid {
        let Frame { change, topic, .. } = &self.frame;
        let content = &self.episode.content;
        content.event_id(change, topic.kind(), topic.id())
    }

    /// The properties of the notification, without the braces around them.
    fn properties(&self) -> Result<String, EncodeError> {
        let topic = self.frame.topic;
        // From the body that the topics share; `notification` would copy it for each of them.
        let body = encode(&*self.body)?;
        let metadata = match self.frame.correlation_id {
            Some(id) => format!(r#"{{"CorrelationId":"{id}"}}"#),
            None => "{}".to_owned(),
        };
        Ok(format!(
            r#""topicName":"{topic}","version":"2","eventBody":{body},"metadata":{metadata}"#
        ))
    }

    fn event_bridge_json(&self) -> Result<String, EncodeError> {
        let sent = self.frame.sent;
        let bus = self.episode.content.organisation().event_bus();
        let (account, region) = (encode(&bus.account)?, encode(&bus.region)?);
        let (source, timestamp) = (encode(&bus.source)?, encode(&sent)?);
        let (id, template) = (self.event_id(), self.frame.topic.template());
        let time = whole_second(sent).to_string().replace(".000Z", "Z");
        let notification = self.properties()?;
        Ok(format!(
            r#"{{"version":"0","id":"{id}","detail-type":"{template}","source":{source},"account":{account},"time":"{time}","region":{region},"resources":[],"detail":{{{notification},"timestamp":{timestamp}}}}}"#
        ))
    }
}

/// The second in which the time is.
fn whole_second(at: Timestamp) -> Timestamp {
    let micros = at.as_micros();
    let whole = micros - micros.rem_euclid(1_000_000);
    Timestamp::from_micros(whole).unwrap_or(at)
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
