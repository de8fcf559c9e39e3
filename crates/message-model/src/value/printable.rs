//! Text that may come from anywhere, made fit for a terminal.

use std::borrow::Cow;

/// The text with escapes, such as `\u{1b}` and `\n`, for all characters that could change what a
/// reader sees around them.
///
/// Those are control characters, line ends among them, marks that turn the direction of a text
/// round, and characters that take no room at all. A payload may have them in any name or text:
/// printed as they are, they clear a screen or look like another line of a report. Letters of every
/// script, accents and emoji stay as they are; so do the two joiners (U+200C, U+200D), without
/// which neither Persian nor a family of emoji can be written. A backslash stays too, so that
/// escaping again changes nothing.
///
/// ```
/// use message_model::printable;
///
/// assert_eq!(printable("Zoë \u{1f468}\u{200d}\u{1f467}"), "Zoë \u{1f468}\u{200d}\u{1f467}");
/// assert_eq!(printable("mood\u{1b}[2J\r\nmust: \u{202e}"), r"mood\u{1b}[2J\r\nmust: \u{202e}");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match is_hidden(character) {
            true => shown.extend(character.escape_debug()),
            false => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
        )
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn whatever_moves_turns_or_hides_is_escaped() {
        let hidden = [
            '\0', '\t', '\n', '\r', '\u{1b}', '\u{7f}', '\u{85}', '\u{9b}', '\u{ad}', '\u{61c}',
            '\u{180e}', '\u{200b}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}', '\u{202a}',
            '\u{202e}', '\u{2060}', '\u{2066}', '\u{2069}', '\u{feff}',
        ];
        for character in hidden {
            let shown = printable(&format!("a{character}b")).into_owned();
            assert!(
                shown.starts_with("a\\") && shown.ends_with('b') && !shown.contains(character),
                "{shown}"
            );
            assert_eq!(printable(&shown), shown, "once is enough");
        }
    }

    #[test]
    fn words_of_every_script_and_emoji_stay() {
        for text in [
            "größer",
            "e\u{301}",
            "می\u{200c}خواهم",
            "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f} 🇳🇱",
            "日本語",
            r"a\nb",
            "…\"",
        ] {
            assert_eq!(printable(text), text);
        }
    }
}
