//! The values of arguments, read in the words of our own messages.

/// Reads a whole number.
///
/// # Errors
///
/// If the text is none, or it has more than 64 bits.
pub(crate) fn whole_number(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "expected a whole number from 0, of at most 64 bits".to_owned())
}
