//! Bytes that may be no text, in a form that JSON has and people can read.

use serde::Serialize;

/// A run of one character this long is written once, with its length.
const RUN_MIN: usize = 1_000;

/// A piece of the bytes of a malformed record: a text or, where they are no UTF-8, hexadecimal
/// digits, and how often it stands there.
///
/// See the example of [`Case::of_bytes`](super::Case::of_bytes).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Piece {
    /// The piece as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The piece in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hex: Option<String>,
    /// How often it stands there, one after the other.
    #[serde(skip_serializing_if = "is_one")]
    pub times: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_one(times: &usize) -> bool {
    *times == 1
}

impl Piece {
    fn of_text(text: &str, times: usize) -> Self {
        Self {
            text: Some(text.to_owned()),
            hex: None,
            times,
        }
    }

    fn of_bytes(bytes: &[u8]) -> Self {
        Self {
            text: None,
            hex: Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
            times: 1,
        }
    }
}

/// The bytes in pieces.
pub(super) fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for chunk in bytes.utf8_chunks() {
        push_text(&mut pieces, chunk.valid());
        if !chunk.invalid().is_empty() {
            pieces.push(Piece::of_bytes(chunk.invalid()));
        }
    }
    pieces
}

/// Adds a text, with its long runs as pieces of their own.
fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    let (mut start, mut run) = (0, 0);
    let mut characters = text.char_indices().peekable();
    while let Some((place, character)) = characters.next() {
        if characters
            .peek()
            .is_some_and(|(_, next)| *next == character)
        {
            continue;
        }
        let end = place + character.len_utf8();
        let times = (end - run) / character.len_utf8();
        if times >= RUN_MIN {
            push_plain(pieces, &text[start..run]);
            pieces.push(Piece::of_text(&text[place..end], times));
            start = end;
        }
        run = end;
    }
    push_plain(pieces, &text[start..]);
}

fn push_plain(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::of_text(text, 1));
    }
}
