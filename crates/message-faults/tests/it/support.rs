//! Legal records of every view, played from scenarios.

use message_generator::{Channel, Episode, Run};
use message_lifecycle::projection::AnalyticsForm;
use message_model::contract::View;
use message_model::{TopicKind, encode};

/// The conversation of this number, of every scenario and the walks between them; on an open
/// channel where the view is of one.
pub(crate) fn episode(view: View, seed: u64, number: u64) -> Episode {
    let run = match view {
        View::OpenMessaging => Run::new(seed).with_channel(Channel::Open),
        _ => Run::new(seed),
    };
    let mut episodes = run.episodes(number);
    episodes.swap_remove(0)
}

/// What the view shows of a conversation in the course of time, one text a record.
pub(crate) fn course(view: View, episode: &Episode) -> Vec<String> {
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
