//! What the commands print: results on standard output, remarks on standard error.
//!
//! Names and texts come from files of anyone's, so no control character of theirs may reach a
//! terminal. A remark that cannot be written is dropped, since it is not what the command was run
//! for; a result that cannot be written is an error, as a lost file is.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, BufWriter, Stdout, Write, stderr};

use message_model::printable;

/// Standard output for text, whose control characters are escaped.
pub fn text() -> Text<StandardOutput> {
    Text(data())
}

/// Standard output for JSON and other files, whose bytes stay as they are.
pub fn data() -> StandardOutput {
    StandardOutput(io::stdout())
}

/// Standard output for many records, as JSON or as text.
pub fn many(json: bool) -> Box<dyn Write> {
    let out = BufWriter::new(data());
    if json {
        Box::new(Json(out))
    } else {
        Box::new(Text(out))
    }
}

/// Writes an error to standard error, on one line whatever the names of files in it hold.
pub fn error(error: &anyhow::Error) {
    remark(printable(&format!("error: {error:#}")));
}

/// Writes a line to standard error.
pub fn remark(line: impl Display) {
    let _ = writeln!(Text(stderr()), "{line}");
}

/// Writes over the last line of standard error, which is a terminal.
pub fn rewrite(line: impl Display) {
    let _ = write!(stderr(), "\r{}", printable(&line.to_string()));
}

/// Standard output, whose errors say what could not be written.
pub struct StandardOutput(Stdout);

impl Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}

fn named(error: io::Error) -> io::Error {
    io::Error::new(
        error.kind(),
        format!("cannot write standard output: {error}"),
    )
}

/// Escapes all control characters in what is written through it, except the ends of lines.
pub struct Text<W>(W);

impl<W: Write> Write for Text<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (place, line) in String::from_utf8_lossy(bytes).split('\n').enumerate() {
            if place > 0 {
                self.0.write_all(b"\n")?;
            }
            self.0.write_all(printable(line).as_bytes())?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Escapes in JSON, as JSON does, what a terminal would act on and JSON would let pass.
struct Json<W>(W);

impl<W: Write> Write for Json<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for letter in String::from_utf8_lossy(bytes).chars() {
            let mut room = [0; 4];
            let text = letter.encode_utf8(&mut room);
            // JSON has no hidden letters outside strings, except for the ends of lines.
            match letter > '~' && matches!(printable(text), Cow::Owned(_)) {
                true => write!(self.0, "\\u{:04x}", u32::from(letter))?,
                false => self.0.write_all(text.as_bytes())?,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A number of things, such as `1 record` and `2 records`.
pub(crate) fn counted(count: usize, of: &str) -> String {
    match count {
        1 => format!("1 {of}"),
        _ => format!("{count} {of}s"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{Json, Text};

    #[test]
    fn json_says_the_same_in_letters_that_do_nothing() {
        let hostile = "größer\u{9b}2J\u{7f}\u{202e}\u{feff}👩\u{200d}👧\n";
        let plain = serde_json::to_string(hostile).expect("a text is JSON");
        let mut written = Json(Vec::new());
        writeln!(written, "{plain}").expect("a Vec takes everything");
        let text = String::from_utf8(written.0).expect("it is text");
        assert_eq!(
            text,
            "\"größer\\u009b2J\\u007f\\u202e\\ufeff👩\u{200d}👧\\n\"\n"
        );
        assert_eq!(
            serde_json::from_str::<String>(&text).expect("it is JSON"),
            hostile
        );
    }

    #[test]
    fn text_is_escaped_line_by_line() {
        let mut written = Text(Vec::new());
        let name = "größer\u{1b}[2J";
        write!(written, "{name}: \r\n\u{202e}end\n").expect("a Vec takes everything");
        assert_eq!(
            String::from_utf8_lossy(&written.0),
            "größer\\u{1b}[2J: \\r\n\\u{202e}end\n"
        );
    }
}
