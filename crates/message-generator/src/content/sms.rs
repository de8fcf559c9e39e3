//! The parts that a text is sent in as an SMS.

use crate::channel::{SMS_PART_LENGTH, SMS_PARTS_MAX};

/// The number of parts of an SMS: one up to 160 characters, then parts of 153, at most five
/// (documented). The limits are 70 and 67 if a character is not in the 7-bit alphabet (documented:
/// 3GPP TS 23.038).
///
/// Simplified: every character outside ASCII counts as not in that alphabet, though a few are.
pub(crate) fn part_count(text: &str) -> i64 {
    let (alone, together, length) = match text.is_ascii() {
        true => (160, SMS_PART_LENGTH, text.len()),
        false => (70, 67, text.encode_utf16().count()),
    };
    match i64::try_from(length).unwrap_or(i64::MAX) {
        length if length <= alone => 1,
        length => ((length - 1) / together + 1).min(SMS_PARTS_MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::part_count;

    #[track_caller]
    fn check(letter: &str, count: usize, expected: i64) {
        assert_eq!(
            part_count(&letter.repeat(count)),
            expected,
            "{count} times {letter:?}"
        );
    }

    #[test]
    fn parts_of_an_sms_are_counted_by_letters_that_fit() {
        for (count, parts) in [
            (0, 1),
            (160, 1),
            (161, 2),
            (306, 2),
            (307, 3),
            (765, 5),
            (10_000, 5),
        ] {
            check("a", count, parts);
        }
        for (count, parts) in [(70, 1), (71, 2), (134, 2), (135, 3), (335, 5), (10_000, 5)] {
            check("\u{4f60}", count, parts);
        }
        // Each of these characters counts as two UTF-16 units.
        for (count, parts) in [(35, 1), (36, 2)] {
            check("\u{1f600}", count, parts);
        }
    }
}
