//! SHA-256 digests as text.

use sha2::{Digest, Sha256};

/// The SHA-256 of these bytes, in lower-case hexadecimal digits, as standard tools write it.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .flat_map(|byte| digits(*byte))
        .collect()
}

fn digits(byte: u8) -> [char; 2] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)].into())
}
