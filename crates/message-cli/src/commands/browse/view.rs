//! What each view shows of a conversation, at each of its events.

use std::collections::BTreeMap;

use anyhow::Result;
use message_generator::{Episode, EpisodeFrame, KeyedContent};
use message_lifecycle::projection::{
    AnalyticsForm, Projection, Receipts, to_analytics_conversation, to_bodies, to_conversation,
    to_message_conversation,
};
use message_lifecycle::{Content, LegIndex, Role, Simulation, Table, Topic};
use message_model::contract::View;
use message_model::{TopicKind, encode_pretty};
use serde::Serialize;

use super::steps::{Lines, Step, steps};

/// What a reader is told of a view.
#[derive(Serialize)]
pub(super) struct About {
    name: &'static str,
    title: &'static str,
    /// The view of `generate` that writes it.
    generate: &'static str,
    /// Whether each text is the whole state of the conversation, so that what changed can be told.
    whole: bool,
    /// Where the legs are; empty if participant `n` is not leg `n`.
    legs: &'static str,
}

/// Every view, in the order of [`View::ALL`].
pub(super) fn all() -> Vec<About> {
    View::ALL.into_iter().map(about).collect()
}

fn about(view: View) -> About {
    let (generate, whole, legs) = match view {
        View::Conversation => ("snapshots", true, "nested"),
        View::Media => ("media", true, "flat"),
        View::Notification => ("notifications", true, "nested"),
        View::MediaNotification => ("notifications", true, "flat"),
        View::DetailEvent => ("detail-events", false, ""),
        View::Bodies => ("bodies", true, ""),
        View::OpenMessaging => ("open-messaging", false, ""),
        View::Analytics => ("analytics-snapshots", true, ""),
    };
    About {
        name: view.as_str(),
        title: view.title(),
        generate,
        whole,
        legs,
    }
}

/// What a view shows of a conversation, as texts.
#[derive(Serialize)]
pub(super) struct Sheet {
    /// The place of the view in [`View::ALL`].
    view: usize,
    /// How each text differs from the one before.
    steps: Vec<Vec<Step>>,
    /// What each text is; empty if there is one for each event and no more to say of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    frames: Vec<Frame>,
}

/// A text that comes because of an event: the place of the event, the number of the line that says
/// what it is (a topic, or a place in a file), that of the line that says whose it is, and by how
/// many milliseconds later than the event it is sent, if it is.
type Frame = (usize, usize, usize, Option<i64>);

/// A text of a view, and what it is.
pub(super) struct Framed {
    /// The place of the event because of which it comes.
    pub(super) event: usize,
    /// What it is: a topic, or a place in a file.
    pub(super) what: String,
    /// Whose it is.
    pub(super) whose: String,
    /// By how many milliseconds later than the event it is sent.
    pub(super) delay_ms: Option<i64>,
    /// The JSON, indented.
    pub(super) text: String,
}

impl Framed {
    fn frame(&self, lines: &mut Lines) -> Frame {
        let (what, whose) = (lines.number(&self.what), lines.number(&self.whose));
        (self.event, what, whose, self.delay_ms)
    }
}

impl Sheet {
    /// The sheet of a view with a text for each event.
    fn of_states(view: View, texts: &[String], lines: &mut Lines) -> Self {
        Self {
            view: place(view),
            steps: steps(texts, lines),
            frames: Vec::new(),
        }
    }

    /// The sheet of a view with texts that come because of some events, in the order of these.
    pub(super) fn of_frames(view: View, framed: Vec<Framed>, lines: &mut Lines) -> Self {
        let frames = framed.iter().map(|one| one.frame(lines)).collect();
        let texts: Vec<String> = framed.into_iter().map(|one| one.text).collect();
        Self {
            view: place(view),
            steps: steps(&texts, lines),
            frames,
        }
    }
}

fn place(view: View) -> usize {
    let mut all = View::ALL.into_iter();
    all.position(|known| known == view)
        .expect("the list has every view")
}

/// The sheets of a played conversation whose legs have these labels: one for each view that its
/// release has and in which anything is seen.
pub(super) fn sheets(episode: &Episode, labels: &[&str], lines: &mut Lines) -> Result<Vec<Sheet>> {
    let mut states = states(episode)?;
    let mut framed = framed(episode, labels)?;
    let sheets = View::ALL.into_iter().filter_map(|view| {
        let states = states.remove(&view);
        let states = states.map(|texts| Sheet::of_states(view, &texts, lines));
        states.or_else(|| Some(Sheet::of_frames(view, framed.remove(&view)?, lines)))
    });
    Ok(sheets.collect())
}

/// The texts of the views that have one after each event.
fn states(episode: &Episode) -> Result<BTreeMap<View, Vec<String>>> {
    let setup = episode.timeline.setup();
    let mut simulation = Simulation::new(Table::standard(), setup.clone());
    let mut states: BTreeMap<View, Vec<String>> = BTreeMap::new();
    for event in episode.timeline.events() {
        simulation.apply_alone(event.clone())?;
        for view in View::ALL {
            if let Some(text) = state(view, &simulation, &episode.content)? {
                states.entry(view).or_default().push(text);
            }
        }
    }
    Ok(states)
}

/// The conversation as a view shows it that can be asked for at any time; `None` for what is sent,
/// and if the release does not have the view.
fn state(
    view: View,
    simulation: &Simulation<'_>,
    content: &KeyedContent,
) -> Result<Option<String>> {
    let conversation = simulation.conversation();
    let revision = conversation.setup().revision;
    let mut roots = view.roots().iter();
    if !roots.any(|root| root.definition().is_in(revision)) {
        return Ok(None);
    }
    let projection = Projection::new(conversation, content);
    Ok(match view {
        View::Conversation => Some(encode_pretty(&to_conversation(projection))?),
        View::Media => Some(encode_pretty(&to_message_conversation(projection))?),
        View::Bodies => {
            let receipts = Receipts::of(simulation.timeline());
            Some(encode_pretty(&to_bodies(projection, &receipts))?)
        }
        View::Analytics => {
            let details = to_analytics_conversation(projection, AnalyticsForm::Job);
            Some(encode_pretty(&details)?)
        }
        View::Notification | View::MediaNotification | View::DetailEvent | View::OpenMessaging => {
            None
        }
    })
}

/// The frames of the views that are sent, in the order of the events, and of one event in the order
/// of sending.
fn framed(episode: &Episode, labels: &[&str]) -> Result<BTreeMap<View, Vec<Framed>>> {
    let mut sent: Vec<EpisodeFrame<'_>> = episode.sent_frames(|_| true).collect();
    sent.sort_by_key(|sent| sent.frame.change.position);
    let mut framed: BTreeMap<View, Vec<Framed>> = BTreeMap::new();
    for one in sent {
        let view = match one.frame.topic.kind() {
            TopicKind::UserConversations | TopicKind::QueueConversations => View::Notification,
            TopicKind::UserMessages | TopicKind::QueueMessages => View::MediaNotification,
            TopicKind::DetailEvent => View::DetailEvent,
        };
        framed.entry(view).or_default().push(Framed {
            event: one.frame.change.position,
            what: one.frame.topic.template(),
            whose: whose(one.frame.topic, episode, labels),
            delay_ms: Some(one.frame.sent.millis_since(one.frame.at)),
            text: encode_pretty(&one.notification())?,
        });
    }
    let posts = posts(episode)?;
    if !posts.is_empty() {
        framed.insert(View::OpenMessaging, posts);
    }
    Ok(framed)
}

/// What a middleware and the platform post to each other, each with the answer to it.
fn posts(episode: &Episode) -> Result<Vec<Framed>> {
    let mut framed = Vec::new();
    for post in episode.open_posts() {
        // Whoever types does so before there is an event of it.
        let before = episode
            .timeline
            .events()
            .iter()
            .rposition(|event| event.at <= post.at);
        for body in [Some(&post.body), post.answer.as_ref()]
            .into_iter()
            .flatten()
        {
            framed.push(Framed {
                event: before.unwrap_or(0),
                what: body.name().to_owned(),
                whose: post.by.as_str().to_owned(),
                delay_ms: None,
                text: encode_pretty(body)?,
            });
        }
    }
    Ok(framed)
}

/// The labels of the legs of the user or the queue whose topic it is.
fn whose(topic: Topic, episode: &Episode, labels: &[&str]) -> String {
    let legs = (0u32..).zip(episode.state.legs()).zip(labels);
    let own = legs.filter(|((index, leg), _)| {
        let participant = episode.content.participant(LegIndex::new(*index), leg);
        match topic {
            Topic::UserConversations(id) | Topic::UserMessages(id) => {
                participant.user_id == Some(id)
            }
            Topic::QueueConversations(id) | Topic::QueueMessages(id) => {
                leg.role() == Role::Acd && participant.queue_id == Some(id)
            }
            Topic::DetailEvent(..) => false,
        }
    });
    let own: Vec<&str> = own.map(|(_, label)| *label).collect();
    own.join(", ")
}
