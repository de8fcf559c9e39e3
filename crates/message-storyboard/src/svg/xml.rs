//! Making texts safe for XML, and short enough.

/// The text with XML's special characters replaced by references, and control characters by U+FFFD:
/// XML allows few of them, and a picture may be printed on a terminal.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\r' | '\t' => escaped.push(' '),
            '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The text cut to at most this many characters, with an ellipsis if something was cut off.
pub(super) fn cut(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    text.chars().take(characters - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{cut, escape};

    #[test]
    fn nothing_in_a_text_becomes_markup() {
        assert_eq!(
            escape("a<b>&\"c\"\n\u{7}"),
            "a&lt;b&gt;&amp;&quot;c&quot; \u{fffd}"
        );
        assert_eq!(escape("ö\u{7f}\u{9b}2J"), "ö\u{fffd}\u{fffd}2J");
    }

    #[test]
    fn a_text_is_cut_by_characters() {
        assert_eq!(cut("größer", 6), "größer");
        assert_eq!(cut("größer", 4), "grö…");
    }
}
