//! Values of a payload as a finding shows them.

use std::fmt::{self, Display, Write};

/// The number of bytes of a value to show in a finding: a payload may contain a string of 100 MB.
const SHOWN_BYTES: usize = 80;

/// A string of the payload in quotes, truncated if long.
pub(crate) fn quoted(text: &str) -> String {
    shown(Some(text))
}

/// A value of the payload for display in a finding, or `none`.
///
/// A finding about one of a million segments may show a string of 100 MB, so the string is
/// truncated while it is written.
pub(crate) fn shown<T: Display>(value: Option<T>) -> String {
    let Some(value) = value else {
        return "none".to_owned();
    };
    let mut beginning = Beginning {
        text: String::new(),
        bytes: 0,
    };
    write!(beginning, "{value}").expect("a beginning takes everything");
    let Beginning { text, bytes } = beginning;
    if text.len() < bytes {
        format!("{text:?}... ({bytes} bytes)")
    } else {
        format!("{text:?}")
    }
}

/// The beginning of a string, and its full length in bytes.
struct Beginning {
    text: String,
    bytes: usize,
}

impl Write for Beginning {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        // The limit is in bytes rather than characters, so that nothing needs counting again.
        let room = SHOWN_BYTES.saturating_sub(self.text.len());
        // Once something was cut off, a short piece that would still fit must not be appended
        // behind it.
        if self.text.len() == self.bytes {
            let mut end = room.min(more.len());
            while !more.is_char_boundary(end) {
                end -= 1;
            }
            self.text.push_str(&more[..end]);
        }
        self.bytes += more.len();
        Ok(())
    }
}
