//! What a file shows: which parts of the tables and of the contract's lists occur in it.

use crate::episode::Episode;
use message_lifecycle::{Conversation, LegState, SegmentEnd, Table};
use message_model::{Definition, Object, Type};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// What occurs in a leg, a conversation or several.
///
/// Transitions and steps of a status are rows of the lifecycle's tables, by id; all else is in the wire's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Covers {
    /// The `type` of the legs.
    pub channels: BTreeSet<String>,
    /// The purposes of the participants.
    pub purposes: BTreeSet<&'static str>,
    /// The states, `held` among them, that legs have been in.
    pub states: BTreeSet<&'static str>,
    /// How legs ended.
    pub disconnect_types: BTreeSet<&'static str>,
    /// The types of segments.
    pub segment_types: BTreeSet<&'static str>,
    /// The statuses that messages have had.
    pub statuses: BTreeSet<&'static str>,
    /// The rows of the transition table.
    pub transitions: BTreeSet<&'static str>,
    /// The rows of the status table.
    pub status_changes: BTreeSet<&'static str>,
    /// The properties of the contract's objects, such as `Message.peerId`.
    pub properties: BTreeSet<String>,
    /// The listed values of its properties, such as `Message.state=parked`.
    #[serde(skip)]
    pub values: BTreeSet<String>,
}

impl Covers {
    /// What occurs in a conversation, or in one leg of it.
    #[must_use]
    pub fn of(episode: &Episode, leg: Option<usize>) -> Self {
        let mut covers = Self::default();
        covers.channels.insert(episode.timeline.setup().channel.as_str().to_owned());
        let table = Table::standard();
        let mut conversation = Conversation::new(episode.timeline.setup().clone());
        for event in episode.timeline.events() {
            let applied = conversation.apply(table, event).expect("the timeline was written with this table");
            if leg.is_some_and(|leg| leg != event.leg.position()) {
                continue;
            }
            covers.transitions.insert(applied.row.id);
            if let Some(change) = applied.status_row {
                covers.status_changes.insert(change.id);
                covers.statuses.insert(change.to.name());
            }
            if let Some(leg) = conversation.leg(event.leg) {
                covers.purposes.insert(leg.role().purpose());
                covers.states.insert(leg.state().name().name());
            }
        }
        let legs = conversation.legs().iter().enumerate();
        for (_, leg) in legs.filter(|(position, _)| leg.is_none_or(|leg| leg == *position)) {
            if let LegState::Disconnected { ending, .. } = leg.state() {
                covers.disconnect_types.insert(ending.name());
            }
            for segment in leg.segments() {
                covers.segment_types.insert(segment.kind.name());
                if let Some((_, SegmentEnd::Next(next))) = segment.end {
                    covers.segment_types.insert(next.name());
                }
            }
        }
        covers
    }

    /// Takes in what occurs elsewhere; says whether anything of it is new.
    pub fn add(&mut self, other: &Self) -> bool {
        let before = self.count();
        self.channels.extend(other.channels.iter().cloned());
        self.purposes.extend(&other.purposes);
        self.states.extend(&other.states);
        self.disconnect_types.extend(&other.disconnect_types);
        self.segment_types.extend(&other.segment_types);
        self.statuses.extend(&other.statuses);
        self.transitions.extend(&other.transitions);
        self.status_changes.extend(&other.status_changes);
        self.properties.extend(other.properties.iter().cloned());
        self.values.extend(other.values.iter().cloned());
        self.count() > before
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
        let mut both = other.clone();
        both.add(self);
        both.count() - other.count()
    }

    /// How much occurs.
    #[must_use]
    pub fn count(&self) -> usize {
        let Self {
            channels,
            purposes,
            states,
            disconnect_types,
            segment_types,
            statuses,
            transitions,
            status_changes,
            properties,
            values,
        } = self;
        let words = [purposes, states, disconnect_types, segment_types, statuses, transitions, status_changes];
        let texts = [channels, properties, values];
        words.map(BTreeSet::len).iter().chain(&texts.map(BTreeSet::len)).sum()
    }

    /// Takes in the properties and values of an object of the contract.
    pub(super) fn add_properties<T: Object + Serialize>(&mut self, object: &T) {
        let value = serde_json::to_value(object).expect("our own values can be written");
        self.walk(T::definition(), &value);
    }

    fn walk(&mut self, definition: &Definition, value: &Value) {
        for (name, value) in value.as_object().into_iter().flatten() {
            if let Some(property) = definition.property(name) {
                let name = format!("{}.{name}", definition.name);
                self.walk_value(&name, property.value, value);
                self.properties.insert(name);
            }
        }
    }

    fn walk_value(&mut self, name: &str, kind: Type, value: &Value) {
        match kind {
            Type::Object(definition) => self.walk(definition(), value),
            Type::Array(element) => {
                value.as_array().into_iter().flatten().for_each(|value| self.walk_value(name, *element, value));
            }
            Type::Enum(known) => {
                if let Some(text) = value.as_str().filter(|text| known.contains(text)) {
                    self.values.insert(format!("{name}={text}"));
                }
            }
            _ => {} // plain values: nothing to tell apart
        }
    }
}
