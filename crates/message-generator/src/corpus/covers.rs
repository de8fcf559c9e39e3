//! What a file shows: which parts of the tables and of the contract's lists occur in it.

use super::vocabulary::Vocabulary;
use crate::episode::Episode;
use message_lifecycle::{Conversation, LegState, SegmentEnd, Table};
use message_model::{DocumentContent, Object};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Names of one kind; those of our own tables and of the contract are borrowed.
pub type Names = BTreeSet<Cow<'static, str>>;

/// What occurs in a leg, a conversation or several.
///
/// Transitions and steps of a status are rows of the lifecycle's tables, by id; all else is in the wire's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Covers {
    /// The `type` of the legs.
    pub channels: Names,
    /// The purposes of the participants.
    pub purposes: Names,
    /// The states, `held` among them, that legs have been in.
    pub states: Names,
    /// How legs ended.
    pub disconnect_types: Names,
    /// The types of segments.
    pub segment_types: Names,
    /// The statuses that messages have had.
    pub statuses: Names,
    /// The rows of the transition table.
    pub transitions: Names,
    /// The rows of the status table.
    pub status_changes: Names,
    /// The properties of the contract's objects, such as `Message.peerId`.
    #[serde(skip)]
    pub properties: Names,
    /// The listed values of its properties, such as `Message.state=parked`.
    #[serde(skip)]
    pub values: Names,
}

/// The fields of a borrowed `Covers`, each under the name that it has on a command line.
macro_rules! kinds {
    ($covers:expr) => {
        kinds!($covers,
            channels: "channels",
            purposes: "purposes",
            states: "states",
            disconnect_types: "disconnect-types",
            segment_types: "segment-types",
            statuses: "statuses",
            transitions: "transitions",
            status_changes: "status-changes",
            properties: "properties",
            values: "values",
        )
    };
    ($covers:expr, $($field:ident: $name:literal,)*) => {{
        let Covers { $($field),* } = $covers;
        [$(($name, $field)),*]
    }};
}

impl Covers {
    /// What occurs in a conversation, or in one leg of it.
    #[must_use]
    pub fn of(episode: &Episode, leg: Option<usize>) -> Self {
        let mut covers = Self::default();
        covers.channels.insert(episode.timeline.setup().channel.as_str().to_owned().into());
        let table = Table::standard();
        let mut conversation = Conversation::new(episode.timeline.setup().clone());
        for event in episode.timeline.events() {
            let applied = conversation.apply(table, event).expect("the timeline was written with this table");
            if leg.is_some_and(|leg| leg != event.leg.position()) {
                continue;
            }
            covers.transitions.insert(applied.row.id.into());
            if let Some(change) = applied.status_row {
                covers.status_changes.insert(change.id.into());
                covers.statuses.insert(change.to.name().into());
            }
            if let Some(leg) = conversation.leg(event.leg) {
                covers.purposes.insert(leg.role().purpose().into());
                covers.states.insert(leg.state().name().name().into());
            }
        }
        let legs = conversation.legs().iter().enumerate();
        for (_, leg) in legs.filter(|(position, _)| leg.is_none_or(|leg| leg == *position)) {
            if let LegState::Disconnected { ending, .. } = leg.state() {
                covers.disconnect_types.insert(ending.name().into());
            }
            for segment in leg.segments() {
                covers.segment_types.insert(segment.kind.name().into());
                if let Some((_, SegmentEnd::Next(next))) = segment.end {
                    covers.segment_types.insert(next.name().into());
                }
            }
        }
        covers
    }

    /// Takes in what occurs elsewhere; says whether anything of it is new.
    pub fn add(&mut self, other: &Self) -> bool {
        let mut is_more = false;
        for ((_, own), (_, other)) in self.kinds_mut().into_iter().zip(other.kinds()) {
            if !other.is_subset(own) {
                own.extend(other.iter().cloned());
                is_more = true;
            }
        }
        is_more
    }

    /// What a reader of payloads can tell apart: all but the channels and the rows of our tables.
    pub(super) fn on_the_wire(&self) -> Self {
        Self {
            channels: BTreeSet::new(),
            transitions: BTreeSet::new(),
            status_changes: BTreeSet::new(),
            ..self.clone()
        }
    }

    /// How much occurs here and not there.
    pub(super) fn beyond(&self, other: &Self) -> usize {
        let both = self.kinds().into_iter().zip(other.kinds());
        both.map(|((_, own), (_, other))| own.difference(other).count()).sum()
    }

    /// How much occurs.
    #[must_use]
    pub fn count(&self) -> usize {
        self.kinds().iter().map(|(_, names)| names.len()).sum()
    }

    /// What occurs, kind by kind, each under the name that it has on a command line.
    #[must_use]
    pub fn kinds(&self) -> [(&'static str, &Names); 10] {
        kinds!(self)
    }

    fn kinds_mut(&mut self) -> [(&'static str, &mut Names); 10] {
        kinds!(self)
    }

    /// Takes in the properties and values of a leg or conversation.
    pub(super) fn add_properties(&mut self, object: &impl Object) {
        let (mut properties, mut values) = Vocabulary::get().names(|see| object.present(see));
        self.properties.append(&mut properties);
        self.values.append(&mut values);
    }

    /// Takes in the properties and values of what a payload holds.
    pub(super) fn add_properties_of(&mut self, content: DocumentContent<'_>) {
        match content {
            DocumentContent::Message(message) => self.add_properties(message),
            DocumentContent::Conversation(conversation) => self.add_properties(conversation),
        }
    }
}
