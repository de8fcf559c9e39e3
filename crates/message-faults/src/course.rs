//! What each view shows of a conversation in the course of time.

use message_generator::Episode;
use message_lifecycle::projection::AnalyticsForm;
use message_model::contract::View;
use message_model::{TopicKind, encode};

/// The records in which a view shows a conversation in the course of time, as JSON texts: the
/// snapshots of the API, the notifications on the first topic of the view, all detail events, the
/// conversation with its bodies, what is posted on an open channel, or one of the views that are
/// asked for in the end.
///
/// ```
/// use message_faults::course;
/// use message_generator::Run;
/// use message_model::contract::View;
///
/// let episode = &Run::new(7).episodes(0)[0];
/// let snapshots = course(View::Conversation, episode);
/// assert_eq!(snapshots.len(), episode.timeline.events().len());
/// assert_eq!(course(View::Analytics, episode).len(), 1);
/// ```
#[must_use]
pub fn course(view: View, episode: &Episode) -> Vec<String> {
    let frames = |kinds: &[TopicKind]| {
        let first = episode
            .sent_frames(|frame| kinds.contains(&frame.topic.kind()))
            .next();
        let topic = first.map(|sent| sent.frame.topic);
        let frames = episode.sent_frames(|frame| match frame.topic.kind() {
            TopicKind::DetailEvent => kinds.contains(&TopicKind::DetailEvent),
            _ => Some(&frame.topic) == topic.as_ref(),
        });
        frames.map(|sent| text(&sent.notification())).collect()
    };
    match view {
        View::Conversation => episode.snapshots().map(|(_, one)| text(&one)).collect(),
        View::Media => vec![text(&episode.media())],
        View::Notification => {
            frames(&[TopicKind::QueueConversations, TopicKind::UserConversations])
        }
        View::MediaNotification => frames(&[TopicKind::QueueMessages, TopicKind::UserMessages]),
        View::DetailEvent => frames(&[TopicKind::DetailEvent]),
        View::Bodies => {
            let conversation = text(&episode.conversation());
            let bodies = episode.bodies();
            [conversation]
                .into_iter()
                .chain(bodies.iter().map(text))
                .collect()
        }
        View::OpenMessaging => {
            let posts = episode.open_posts();
            posts.iter().map(|post| text(&post.body)).collect()
        }
        View::Analytics => vec![text(&episode.analytics(AnalyticsForm::Query))],
    }
}

fn text<T: serde::Serialize>(value: &T) -> String {
    encode(value).expect("what was played can be written")
}
