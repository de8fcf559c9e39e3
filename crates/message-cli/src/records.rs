//! Reads records from a file or standard input that contains one JSON value, or one on each line
//! (JSON Lines), or several one after another as they are.
//!
//! What the first line that is not blank holds decides. An object or array that goes on in the next
//! line makes the whole input one value. Anything else, also a line that is not JSON at all, is a
//! record of its own and the first of many: so a log that begins with words is read, and one line
//! at a time is in memory. A first line that was cut off looks like a value that goes on; the input
//! is still JSON Lines if the value then breaks off at a line that is an object or array by itself.
//!
//! No input fills the memory: a record longer than [`RECORD_MB_MAX`] is passed over.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, stdin};
use std::iter;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::de::IgnoredAny;

/// The longest record that is read, in millions of bytes: far more than any page of conversations
/// has.
pub(crate) const RECORD_MB_MAX: usize = 64;

/// A megabyte.
pub(crate) const MB: usize = 1_000_000;

/// A line of more than this many records' length is taken to have no end, as one of `/dev/zero`.
const ENDLESS: usize = 16;

/// One JSON value of an input.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// Its line, counted from 1, if the input has one record on each line.
    pub(crate) line: Option<usize>,
    /// The text itself, or why it cannot be read as text.
    pub(crate) text: Result<String, String>,
}

/// The records of the file called `name` (`-` is standard input). They end with the first error,
/// which is about the file and not about a record.
pub(crate) fn records<'n>(name: &'n str) -> Box<dyn Iterator<Item = Result<Record>> + 'n> {
    match open(name) {
        Ok(records) => Box::new(
            records.map(move |record| record.with_context(|| format!("cannot read {name}"))),
        ),
        Err(error) => Box::new(iter::once(Err(error))),
    }
}

/// The records of the file called `name` in blocks, each with what one read has brought, so that no
/// record waits for the input to go on. They end as [`records`] do. There is always a block.
pub(crate) fn blocks<'n>(name: &'n str) -> Box<dyn Iterator<Item = Vec<Result<Record>>> + 'n> {
    match open(name) {
        Ok(mut records) => Box::new(iter::from_fn(move || {
            let block = records.block(name);
            (!block.is_empty()).then_some(block)
        })),
        Err(error) => Box::new(iter::once(vec![Err(error)])),
    }
}

/// The records of a text that has been read already.
pub(crate) fn records_of(text: &str) -> impl Iterator<Item = Result<Record>> + use<> {
    let reader: Box<dyn Read> = Box::new(Cursor::new(text.as_bytes().to_vec()));
    Records::of(BufReader::new(reader), RECORD_MB_MAX * MB)
}

fn open(name: &str) -> Result<Records> {
    let reader: Box<dyn Read> = match name {
        "-" => Box::new(stdin().lock()),
        path => {
            expect_file(Path::new(path))?;
            Box::new(File::open(path).with_context(|| format!("cannot open {path}"))?)
        }
    };
    let reader = BufReader::with_capacity(BLOCK, reader);
    Ok(Records::of(reader, RECORD_MB_MAX * MB))
}

/// Checks that there is no folder at a path.
pub(crate) fn expect_file(path: &Path) -> Result<()> {
    let shown = path.display();
    ensure!(
        !path.is_dir(),
        "cannot read {shown}: found a folder, expected a file, such as those of {}",
        path.join("*.json").display()
    );
    Ok(())
}

/// The most bytes that one read brings, and the length at which a block of records ends.
pub(crate) const BLOCK: usize = 1 << 16;

/// The records of an input, one after another.
struct Records {
    lines: Lines,
    next: Next,
    /// The rest of an input whose values stand one after another, none on a line of its own.
    ready: VecDeque<Record>,
}

/// What an input goes on with.
enum Next {
    First,
    Line,
    Nothing,
}

impl Records {
    fn of(reader: BufReader<Box<dyn Read>>, record_max: usize) -> Self {
        Self {
            lines: Lines {
                reader,
                number: 0,
                record_max,
            },
            next: Next::First,
            ready: VecDeque::new(),
        }
    }

    /// The records up to where the input has to be read once more, with the file called `name` in
    /// an error; none at the end.
    fn block(&mut self, name: &str) -> Vec<Result<Record>> {
        let mut block = Vec::new();
        let mut length = 0;
        while let Some(record) = self.next() {
            length += record.as_ref().map_or(0, Record::length);
            let is_error = record.is_err();
            block.push(record.with_context(|| format!("cannot read {name}")));
            if is_error {
                // What follows is of a file that cannot be read.
                self.next = Next::Nothing;
                self.ready.clear();
                break;
            }
            if length >= BLOCK || self.ready.is_empty() && !self.lines.is_ready() {
                break;
            }
        }
        block
    }

    /// The first record; it tells how the input is read.
    fn first(&mut self) -> Result<Record> {
        if let Some(what) = foreign(self.lines.reader.fill_buf()?) {
            bail!(what);
        }
        let Some(line) = self.lines.next()? else {
            bail!("expected a JSON value, found an empty input")
        };
        match line.content {
            Content::Text(bytes) if goes_on(&bytes) => self.whole(line.number, &bytes),
            content => {
                // An input of a single line is plain JSON as well as JSON Lines, and needs no line
                // numbers.
                let is_alone = self.lines.is_at_end();
                Ok(Record {
                    line: (!is_alone).then_some(line.number),
                    text: self.taken(content),
                })
            }
        }
    }

    /// The record of an input that is one value, which begins on this line; or the first of many if
    /// it is not.
    fn whole(&mut self, number: usize, begun: &[u8]) -> Result<Record> {
        let record_max = self.lines.record_max;
        // With the blank lines before it, so that a fault is told with its line in the file.
        let mut bytes = "\n".repeat(number - 1).into_bytes();
        bytes.extend_from_slice(begun);
        // The one byte more tells a record that is too long from one that just fits.
        let room = (record_max + 1).saturating_sub(bytes.len());
        (&mut self.lines.reader)
            .take(room as u64)
            .read_to_end(&mut bytes)?;
        let fault = serde_json::from_slice::<IgnoredAny>(&bytes).err();
        if fault
            .as_ref()
            .is_some_and(|fault| !fault.is_eof() && is_value(line(&bytes, fault.line())))
        {
            self.lines.again(bytes);
            return self
                .next()
                .unwrap_or_else(|| bail!("expected a JSON value, found an empty input"));
        }
        self.next = Next::Nothing;
        let text = match fault {
            Some(fault) if bytes.len() <= record_max && is_value_before(&bytes, &fault) => {
                self.ready = one_after_another(&bytes);
                let first = self.ready.pop_front();
                return first.context("there is a value before the fault");
            }
            _ if bytes.len() <= record_max => text(bytes),
            Some(fault) if !fault.is_eof() => Err(fault.to_string()),
            Some(_) | None => Err(format!(
                "{}, and nothing after it is read",
                too_long(record_max)
            )),
        };
        Ok(Record { line: None, text })
    }

    /// What a line has as a record. After one without an end nothing is read.
    fn taken(&mut self, content: Content) -> Result<String, String> {
        let record_max = self.lines.record_max;
        match content {
            Content::Text(mut bytes) => {
                // Without its end, so that a fault there is told to be on this line.
                bytes.truncate(bytes.trim_ascii_end().len());
                text(bytes)
            }
            Content::TooLong => Err(too_long(record_max)),
            Content::Endless => {
                self.next = Next::Nothing;
                let length = ENDLESS * record_max;
                Err(format!(
                    "a line without an end: nothing after its first {} MB is read",
                    length / MB
                ))
            }
        }
    }
}

impl Record {
    /// The number of bytes of its text.
    pub(crate) fn length(&self) -> usize {
        self.text.as_ref().map_or(0, String::len)
    }

    /// The file called `name` with the line of the record, if it has one.
    pub(crate) fn place(&self, name: &str) -> String {
        match self.line {
            Some(line) => format!("{name}:{line}"),
            None => name.to_owned(),
        }
    }
}

impl Iterator for Records {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Result<Record>> {
        if let Some(record) = self.ready.pop_front() {
            return Some(Ok(record));
        }
        let record = match std::mem::replace(&mut self.next, Next::Line) {
            Next::First => self.first(),
            Next::Line => match self.lines.next() {
                Ok(line) => {
                    let Line { number, content } = line?;
                    Ok(Record {
                        line: Some(number),
                        text: self.taken(content),
                    })
                }
                Err(error) => Err(error),
            },
            Next::Nothing => return None,
        };
        if record.is_err() {
            self.next = Next::Nothing;
        }
        Some(record)
    }
}

fn too_long(record_max: usize) -> String {
    format!(
        "longer than {} MB, the most that is read as one record",
        record_max / MB
    )
}

/// How files begin that hold packed text, with the name of the packing and the command that unpacks
/// it.
const PACKED: [(&[u8], &str, &str); 5] = [
    (b"\x1f\x8b", "gzip", "zcat"),
    (b"\x28\xb5\x2f\xfd", "zstd", "zstdcat"),
    (b"BZh", "bzip2", "bzcat"),
    (b"\xfd7zXZ\0", "xz", "xzcat"),
    (b"PK\x03\x04", "zip", "unzip -p"),
];

/// What is wrong with a file that begins like this, if it is packed or in another encoding.
fn foreign(begin: &[u8]) -> Option<String> {
    let packed = PACKED.iter().find(|(magic, ..)| begin.starts_with(magic));
    if let Some((_, name, command)) = packed {
        return Some(format!(
            "found {name}, expected text; `{command}` unpacks it"
        ));
    }
    let marked = begin.starts_with(b"\xff\xfe") || begin.starts_with(b"\xfe\xff");
    // JSON begins with a letter of ASCII, one byte of which is zero in UTF-16.
    let halves =
        matches!(begin, [0, high, 0, low, ..] | [high, 0, low, 0, ..] if *high > 0 && *low > 0);
    (marked || halves)
        .then(|| "found UTF-16, expected UTF-8; `iconv -f UTF-16 -t UTF-8` converts it".to_owned())
}

/// The bytes as text, or what is wrong with them.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, String> {
    if let Some(what) = foreign(&bytes) {
        return Err(what);
    }
    String::from_utf8(bytes).map_err(|error| {
        let (good, bad) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
        let line = good.iter().filter(|&&byte| byte == b'\n').count() + 1;
        let column = good.iter().rev().take_while(|&&byte| byte != b'\n').count() + 1;
        let found = bad
            .first()
            .map_or(String::new(), |byte| format!("byte 0x{byte:02x} "));
        let binary = match error.as_bytes().contains(&0) {
            true => "; is it a binary file?",
            false => "",
        };
        format!("expected UTF-8, found {found}(line {line}, column {column}){binary}")
    })
}

/// Whether these bytes are the beginning of an object or array, and not the whole of it.
fn goes_on(bytes: &[u8]) -> bool {
    is_composite(bytes)
        && serde_json::from_slice::<IgnoredAny>(bytes).is_err_and(|error| error.is_eof())
}

/// Whether these bytes are an object or array.
fn is_value(bytes: &[u8]) -> bool {
    is_composite(bytes) && serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
}

/// Whether a whole value ends before the place of the fault, where another one begins.
fn is_value_before(bytes: &[u8], fault: &serde_json::Error) -> bool {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<IgnoredAny>();
    let is_whole = values.next().is_some_and(|value| value.is_ok());
    !fault.is_eof() && is_whole && is_composite(&bytes[values.byte_offset()..])
}

/// The values that stand one after another in these bytes, each with the line that it begins on.
/// The first that is no JSON is the last.
fn one_after_another(bytes: &[u8]) -> VecDeque<Record> {
    let mut records = VecDeque::new();
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<IgnoredAny>();
    let mut begin = 0;
    while let Some(value) = values.next() {
        let rest = &bytes[begin..];
        let blank = rest.len() - rest.trim_ascii_start().len();
        let before = bytes[..begin + blank].iter();
        let breaks = before.filter(|&&byte| byte == b'\n').count();
        let is_json = value.is_ok();
        let end = if is_json {
            values.byte_offset()
        } else {
            bytes.len()
        };
        // The lines before it, so that a fault in it is told with its line in the file.
        let mut own = "\n".repeat(breaks).into_bytes();
        own.extend_from_slice(bytes[begin..end].trim_ascii());
        records.push_back(Record {
            line: Some(breaks + 1),
            text: text(own),
        });
        begin = end;
        if !is_json {
            break;
        }
    }
    records
}

fn is_composite(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// The line of this number, counted from 1.
fn line(bytes: &[u8], number: usize) -> &[u8] {
    let line = bytes
        .split(|&byte| byte == b'\n')
        .nth(number.saturating_sub(1))
        .unwrap_or_default();
    &line[marks(line)..]
}

/// The lines of an input.
struct Lines {
    reader: BufReader<Box<dyn Read>>,
    number: usize,
    record_max: usize,
}

struct Line {
    number: usize,
    content: Content,
}

enum Content {
    Text(Vec<u8>),
    /// More than one record may have.
    TooLong,
    Endless,
}

impl Lines {
    /// The next line that is not blank.
    fn next(&mut self) -> Result<Option<Line>> {
        loop {
            self.number += 1;
            let mut bytes = Vec::new();
            let most = self.record_max + 1;
            (&mut self.reader)
                .take(most as u64)
                .read_until(b'\n', &mut bytes)?;
            if bytes.is_empty() {
                return Ok(None);
            }
            if bytes.len() == most && bytes.last() != Some(&b'\n') {
                drop(bytes);
                return Ok(Some(Line {
                    number: self.number,
                    content: self.pass_over()?,
                }));
            }
            bytes.drain(..marks(&bytes));
            if !bytes.trim_ascii().is_empty() {
                return Ok(Some(Line {
                    number: self.number,
                    content: Content::Text(bytes),
                }));
            }
        }
    }

    /// Whether a whole line is there without reading.
    fn is_ready(&self) -> bool {
        self.reader.buffer().contains(&b'\n')
    }

    /// Passes over the rest of a line that is too long.
    fn pass_over(&mut self) -> Result<Content> {
        let most = (ENDLESS - 1) * self.record_max;
        let passed = (&mut self.reader).take(most as u64).skip_until(b'\n')?;
        Ok(if passed < most {
            Content::TooLong
        } else {
            Content::Endless
        })
    }

    /// Whether nothing follows but the ends of blank lines. Whoever reads on after an error gets
    /// that error.
    fn is_at_end(&mut self) -> bool {
        loop {
            let Ok(ahead) = self.reader.fill_buf() else {
                return false;
            };
            if ahead.is_empty() {
                return true;
            }
            let ends = ahead
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
            if ends == 0 {
                return false;
            }
            self.number += ahead[..ends].iter().filter(|&&byte| byte == b'\n').count();
            self.reader.consume(ends);
        }
    }

    /// Reads these bytes, which are all that was read before, once more.
    fn again(&mut self, bytes: Vec<u8>) {
        let capacity = self.reader.capacity();
        let nothing: Box<dyn Read> = Box::new(io::empty());
        let rest = std::mem::replace(&mut self.reader, BufReader::with_capacity(0, nothing));
        let all: Box<dyn Read> = Box::new(Cursor::new(bytes).chain(rest));
        self.reader = BufReader::with_capacity(capacity, all);
        self.number = 0;
    }
}

/// The number of bytes before a line that mark a text and belong to none: the byte order mark, with
/// which editors and shells on Windows begin a file, and the record separator of RFC 7464. Files
/// may be joined, so any line may have them.
fn marks(line: &[u8]) -> usize {
    let mut rest = line;
    while let [0xef, 0xbb, 0xbf, after @ ..] | [0x1e, after @ ..] = rest {
        rest = after;
    }
    line.len() - rest.len()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::io::{BufReader, Read, repeat};
    use std::rc::Rc;

    use super::{ENDLESS, Records};

    /// The longest record in these tests.
    const MOST: usize = 100;

    /// A reader that counts what is read from it.
    struct Counted<R>(R, Rc<Cell<usize>>);

    impl<R: Read> Read for Counted<R> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.0.read(buffer)?;
            self.1.set(self.1.get() + count);
            Ok(count)
        }
    }

    /// A reader that reads little at a time.
    fn buffered(input: impl Read + 'static) -> BufReader<Box<dyn Read>> {
        let input: Box<dyn Read> = Box::new(input);
        BufReader::with_capacity(16, input)
    }

    /// Each record as its line and its text, or as its line and `!` with the beginning of what is
    /// wrong.
    fn read(input: &[u8]) -> Vec<(Option<usize>, String)> {
        let records = Records::of(buffered(std::io::Cursor::new(input.to_vec())), MOST);
        let shown = |record: super::Record| {
            let text = record.text.unwrap_or_else(|reason| {
                format!("!{}", reason.chars().take(11).collect::<String>())
            });
            (record.line, text.trim_end().to_owned())
        };
        records
            .map(|record| shown(record.expect("it can be read")))
            .collect()
    }

    #[track_caller]
    fn check(input: impl AsRef<[u8]>, expected: &[(Option<usize>, &str)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, text)| (*line, (*text).to_owned()))
            .collect();
        let input = input.as_ref();
        assert_eq!(read(input), expected, "{}", String::from_utf8_lossy(input));
    }

    #[test]
    fn one_value_is_told_from_a_value_on_each_line() {
        check("{}", &[(None, "{}")]);
        check("\n{}\r\n\n", &[(None, "{}")]);
        check("{}\n\n[]\n", &[(Some(1), "{}"), (Some(3), "[]")]);
        check("\n{\n\"a\": 1\n}\n", &[(None, "\n{\n\"a\": 1\n}")]);
        check("[\n{\"a\": 1}\n]", &[(None, "[\n{\"a\": 1}\n]")]);
        check("{", &[(None, "{")]);
        check("{\n\"a\": 1,\n}\n", &[(None, "{\n\"a\": 1,\n}")]);
    }

    #[test]
    fn a_first_line_of_words_does_not_hide_the_others() {
        check(
            "started\n{}\n[]\n",
            &[(Some(1), "started"), (Some(2), "{}"), (Some(3), "[]")],
        );
        check(
            "[INFO] started\n{}",
            &[(Some(1), "[INFO] started"), (Some(2), "{}")],
        );
        check("\"started\n{}", &[(Some(1), "\"started"), (Some(2), "{}")]);
        check("started", &[(None, "started")]);
    }

    #[test]
    fn a_first_line_that_was_cut_off_does_not_hide_the_others() {
        for cut in [r#"{"a":1"#, r#"{"a":"wor"#, r#"{"a""#, r#"[{"a":1}"#] {
            check(
                format!("{cut}\n{{\"b\":2}}\n[]\n"),
                &[(Some(1), cut), (Some(2), "{\"b\":2}"), (Some(3), "[]")],
            );
        }
        let in_value = "{\"a\":\n{\"b\":2}\n{\"c\":3}\n";
        check(
            in_value,
            &[
                (Some(1), "{\"a\":"),
                (Some(2), "{\"b\":2}"),
                (Some(3), "{\"c\":3}"),
            ],
        );
    }

    #[test]
    fn a_line_that_is_no_utf_8_is_one_record() {
        check(
            b"{}\n{\"\xff\"}\n[]\n",
            &[(Some(1), "{}"), (Some(2), "!expected UT"), (Some(3), "[]")],
        );
        check(b"{\n\"\xff\": 1}", &[(None, "!expected UT")]);
        let mut records = Records::of(buffered(&b"{\n \"\xff\": 1}"[..]), MOST);
        let record = records
            .next()
            .expect("it has a record")
            .expect("it can be read");
        assert_eq!(
            record.text,
            Err("expected UTF-8, found byte 0xff (line 2, column 3)".to_owned())
        );
    }

    #[test]
    fn marks_before_any_line_are_passed_over() {
        let (mark, separator) = ("\u{feff}", "\u{1e}");
        check(
            format!("{mark}{{}}\n{mark}[]\n"),
            &[(Some(1), "{}"), (Some(2), "[]")],
        );
        check(
            format!("{separator}{{}}\n{separator}{mark}[]\n{mark}\n"),
            &[(Some(1), "{}"), (Some(2), "[]")],
        );
        check(format!("{mark}{{\n}}"), &[(None, "{\n}")]);
        check(
            format!("{{\"a\":1\n{mark}{{}}\n"),
            &[(Some(1), "{\"a\":1"), (Some(2), "{}")],
        );
    }

    #[test]
    fn a_record_that_is_too_long_is_passed_over_and_reading_goes_on() {
        let fits = format!("[\"{}\"]", "x".repeat(MOST - 4));
        let long = format!("[\"{}\"]", "x".repeat(MOST));
        check(
            format!("{fits}\n{fits}"),
            &[(Some(1), &fits), (Some(2), &fits)],
        );
        check(
            format!("{long}\n{{}}\n"),
            &[(Some(1), "!longer than"), (Some(2), "{}")],
        );
        check(
            format!("{{}}\n{long}\n{{}}"),
            &[(Some(1), "{}"), (Some(2), "!longer than"), (Some(3), "{}")],
        );
        check(&long, &[(None, "!longer than")]);
        let indented = format!("[\n{}]", "1,\n".repeat(MOST));
        check(indented, &[(None, "!longer than")]);
        let cut_off = format!("{{\"a\":1\n{}", "{}\n".repeat(MOST));
        assert_eq!(read(cut_off.as_bytes()).len(), 1 + MOST);
    }

    #[test]
    fn no_more_is_read_of_an_input_without_an_end_than_can_be_told() {
        for begin in ["x", "[", "{\"a\":\n\"", "\0"] {
            let count = Rc::new(Cell::new(0));
            let endless = Counted(begin.as_bytes().chain(repeat(b'x')), Rc::clone(&count));
            let records = Records::of(buffered(endless), MOST);
            let read: Vec<_> = records
                .map(|record| record.expect("it can be read"))
                .collect();
            assert_eq!(read.len(), 1, "{begin:?}: {read:?}");
            assert!(
                count.get() <= (ENDLESS + 1) * MOST,
                "{begin:?}: {} bytes",
                count.get()
            );
        }
    }
}
