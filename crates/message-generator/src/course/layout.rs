//! How records are written.

use message_lifecycle::{LegIndex, MessageIndex};

use crate::content::Values;
use crate::play::Episode;

/// How the records of a conversation are written.
///
/// It is asked for conversations with drawn values and with marks, so it must write what it is
/// shown without looking into it.
pub trait Layout {
    /// Appends the records of one conversation.
    ///
    /// # Errors
    ///
    /// If a record cannot be written as JSON.
    fn write<V: Values>(
        &self,
        episode: &Episode<V>,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error>;

    /// Appends what it writes of a leg, word for word, if that stands alone in what it writes: so
    /// that legs are learned apart from each other. By default nothing, and a conversation is
    /// learned as a whole.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    fn leg<V: Values>(
        &self,
        _episode: &Episode<V>,
        _leg: LegIndex,
        _out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        Ok(())
    }

    /// Appends what it writes of a message, word for word, if that stands alone in what it writes
    /// of its leg. By default nothing.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    fn message<V: Values>(
        &self,
        _episode: &Episode<V>,
        _message: MessageIndex,
        _out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        Ok(())
    }
}
