//! The views that are written from templates: a record on each line.

use message_generator::{Episode, Layout, Values};
use message_lifecycle::{LegIndex, MessageIndex};
use serde::Serialize;

use super::records::View;

/// A view of which each record stands on a line of its own.
#[derive(Clone, Copy)]
pub(super) enum Lined {
    Conversations,
    Legs,
}

impl Lined {
    /// The layout of a view, if it is written from templates.
    pub(super) fn of(view: View) -> Option<Self> {
        match view {
            View::Conversation => Some(Self::Conversations),
            View::Message => Some(Self::Legs),
            _ => None,
        }
    }
}

impl Layout for Lined {
    fn write<V: Values>(
        &self,
        episode: &Episode<V>,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        match self {
            Self::Conversations => line(&episode.conversation(), out),
            Self::Legs => episode.legs().try_for_each(|(_, leg)| line(&leg, out)),
        }
    }

    fn leg<V: Values>(
        &self,
        episode: &Episode<V>,
        leg: LegIndex,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        match self {
            Self::Conversations => serde_json::to_writer(out, &episode.participant(leg)),
            Self::Legs => serde_json::to_writer(out, &episode.leg_at(leg)),
        }
    }

    fn message<V: Values>(
        &self,
        episode: &Episode<V>,
        message: MessageIndex,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        serde_json::to_writer(out, &episode.details(message))
    }
}

fn line<T: Serialize>(record: &T, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    serde_json::to_writer(&mut *out, record)?;
    out.push(b'\n');
    Ok(())
}
