//! Names that nobody can guess who does not know the secret: tokens and the ids of channels, which
//! are all that a socket asks for.

use message_generator::Key;
use message_generator::draw::{Draw, Label, Path};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const CORRELATION: Path = Path::new("server/correlation");

/// 32 bytes of this platform's, for the `number`-th thing of a kind.
fn digest(seed: u64, secret: &str, kind: &str, number: u64) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [secret.as_bytes(), kind.as_bytes()] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.update(seed.to_le_bytes());
    hash.update(number.to_le_bytes());
    hash.finalize().into()
}

/// A token: letters and digits as real ones have.
pub(crate) fn token(seed: u64, secret: &str, number: u64) -> String {
    letters(&digest(seed, secret, "token", number), 43)
}

/// The id of a channel, of the form that real ones have: `streaming-4-` and 26 letters and digits.
pub(crate) fn channel(seed: u64, secret: &str, number: u64) -> String {
    let name = letters(&digest(seed, secret, "channel", number), 26);
    format!("streaming-4-{name}")
}

/// The correlation id of the `number`-th request.
pub(crate) fn correlation(seed: u64, number: u64) -> Uuid {
    Draw::new(Key::new(seed, u64::MAX), CORRELATION, Label::NONE, number).uuid()
}

fn letters(digest: &[u8; 32], count: usize) -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let bytes = digest.iter().cycle().zip(0u8..).take(count);
    bytes
        .map(|(byte, place)| {
            let mixed = byte.wrapping_add(place.wrapping_mul(59)) ^ (place >> 5);
            char::from(LETTERS[usize::from(mixed) % LETTERS.len()])
        })
        .collect()
}
