//! What a file shows: which rows of the tables, properties and values of the contract occur in it.

use std::collections::BTreeSet;

use message_lifecycle::{Conversation, LegState, SegmentEnd, Table};
use message_model::{DocumentContent, Object};
use serde::{Deserialize, Serialize};

use super::vocabulary::{Names, Vocabulary};
use crate::play::Episode;

/// What occurs in a leg, in a conversation or in several.
///
/// `transitions` and `status_changes` are ids of rows of the life cycle's tables; everything else
/// is named as on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Covers {
    /// The channels: the `type` of the legs.
    pub channels: Names,
    /// The purposes of the participants.
    pub purposes: Names,
    /// The states that legs have been in; `held` counts as one.
    pub states: Names,
    /// The disconnect types of the legs.
    pub disconnect_types: Names,
    /// The types of segments.
    pub segment_types: Names,
    /// The statuses that messages have had.
    pub statuses: Names,
    /// The ids of the rows of the transition table that were taken.
    pub transitions: Names,
    /// The ids of the rows of the status table that were taken.
    pub status_changes: Names,
    /// The properties of the contract's objects, such as `Message.peerId`.
    #[serde(skip)]
    pub properties: Names,
    /// The listed values of the contract's properties, such as `Message.state=parked`.
    #[serde(skip)]
    pub values: Names,
}

/// The fields of a borrowed `Covers`, each with the name that the command line uses for it.
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
    /// What occurs in a conversation, or only in the leg at this position.
    #[must_use]
    pub fn of(episode: &Episode, leg: Option<usize>) -> Self {
        let mut covers = Self::default();
        covers
            .channels
            .insert(episode.timeline.setup().channel.as_str().to_owned().into());
        let table = Table::standard();
        let mut conversation = Conversation::new(episode.timeline.setup().clone());
        for event in episode.timeline.events() {
            let applied = conversation
                .apply(table, event)
                .expect("the timeline was written with this table");
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

    /// Adds everything that occurs in `other`; returns whether anything of it is new.
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

    /// The part that a reader can see in payloads: all but the channels and the rows of our tables.
    #[must_use]
    pub fn on_the_wire(&self) -> Self {
        Self {
            channels: BTreeSet::new(),
            transitions: BTreeSet::new(),
            status_changes: BTreeSet::new(),
            ..self.clone()
        }
    }

    /// The number of names that occur in `self` and not in the other.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> usize {
        let both = self.kinds().into_iter().zip(other.kinds());
        both.map(|((_, own), (_, other))| own.difference(other).count())
            .sum()
    }

    /// The number of names of all kinds together.
    #[must_use]
    pub fn count(&self) -> usize {
        self.kinds().iter().map(|(_, names)| names.len()).sum()
    }

    /// The names kind by kind, each with the name of the kind on a command line, such as
    /// `disconnect-types`.
    #[must_use]
    pub fn kinds(&self) -> [(&'static str, &Names); 10] {
        kinds!(self)
    }

    fn kinds_mut(&mut self) -> [(&'static str, &mut Names); 10] {
        kinds!(self)
    }

    /// Adds the properties and values of a leg or conversation.
    pub fn add_properties(&mut self, object: &impl Object) {
        let (mut properties, mut values) = Vocabulary::get().names(|see| object.present(see));
        self.properties.append(&mut properties);
        self.values.append(&mut values);
    }

    /// Adds the properties and values of what a payload contains.
    pub fn add_properties_of(&mut self, content: DocumentContent<'_>) {
        match content {
            DocumentContent::Message(message) => self.add_properties(message),
            DocumentContent::Conversation(conversation) => self.add_properties(conversation),
        }
    }
}
