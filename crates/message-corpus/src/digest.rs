//! SHA-256 digests as text.

use sha2::{Digest, Sha256};

/// The SHA-256 of these bytes, in lower-case hexadecimal digits, as standard tools write it.
pub(super) fn digest(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: u8| {
        [
            DIGITS[usize::from(byte >> 4)],
            DIGITS[usize::from(byte & 15)],
        ]
        .map(char::from)
    };
    Sha256::digest(bytes)
        .iter()
        .flat_map(|byte| digits(*byte))
        .collect()
}
