//! Detail events as EventBridge passes them on: of all conversations, subscribed to or not.

use std::path::PathBuf;

use message_generator::draw::{Draw, Label, Path};
use message_generator::{EventBus, Key};
use message_model::Timestamp;

use crate::json::Object;

const EVENT: Path = Path::new("server/event");

/// What the topics of detail events begin with.
const DETAIL: &str = "v2.detail.events.conversation.";

/// Where detail events go, beside the channels that are subscribed to them: nowhere by default.
///
/// ```
/// use message_server::EventTargets;
///
/// assert!(!EventTargets::default().is_some());
/// let url = Some("http://127.0.0.1:8080/events".to_owned());
/// assert!(EventTargets { url, ..EventTargets::default() }.is_some());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventTargets {
    /// An address of plain HTTP to which each is posted by itself, as EventBridge does to an API
    /// destination, one after another, and again every second until it is accepted or refused by
    /// 4xx.
    pub url: Option<String>,
    /// A file to which each is added as a line.
    pub file: Option<PathBuf>,
}

impl EventTargets {
    /// Whether there is one.
    #[must_use]
    pub fn is_some(&self) -> bool {
        self.url.is_some() || self.file.is_some()
    }
}

/// The detail events that have happened since they were last taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Events {
    pub(crate) targets: EventTargets,
    seed: u64,
    outgoing: Vec<String>,
    /// How many there were.
    made: u64,
}

impl Events {
    pub(crate) fn new(targets: EventTargets, seed: u64) -> Self {
        Self {
            targets,
            seed,
            ..Self::default()
        }
    }

    /// Whether anybody wants them.
    pub(crate) fn are_wanted(&self) -> bool {
        self.targets.is_some()
    }

    /// Takes note of a frame that has been sent, if it is a detail event.
    pub(crate) fn note(&mut self, bus: EventBus, topic: &str, frame: &str, now: Timestamp) {
        let Some(kind) = topic.strip_prefix(DETAIL).and_then(kind) else {
            return;
        };
        let key = Key::new(self.seed, u64::MAX);
        let id = Draw::new(key, EVENT, Label::NONE, self.made).uuid();
        self.made += 1;
        // The frame itself, with the time at which it was passed on.
        let frame = frame.strip_suffix('}').unwrap_or(frame);
        let detail = format!("{frame},\"timestamp\":\"{now}\"}}");
        let text = now.to_string();
        let seconds = text.split('.').next().unwrap_or_default();
        let event = Object::new()
            .put("version", "0")
            .id("id", id)
            .put("detail-type", &format!("{DETAIL}{{id}}.{kind}"))
            .put("source", &bus.source)
            .put("account", &bus.account)
            .put("time", &format!("{}Z", seconds.trim_end_matches('Z')))
            .put("region", &bus.region)
            .raw("resources", "[]")
            .raw("detail", &detail);
        self.outgoing.push(event.end());
    }

    /// Those that have happened since this was last asked.
    pub(crate) fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.outgoing)
    }
}

/// What follows the id of the conversation in a topic.
fn kind(rest: &str) -> Option<&str> {
    rest.split_once('.').map(|(_, kind)| kind)
}
