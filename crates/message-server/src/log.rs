//! The log of a platform: every change that a client was told of, so that a restart goes on from
//! it.
//!
//! The platform is a function of what it was started with and of the requests that changed it, each
//! at its time. So the log is those requests, one line each, and a restart makes them again. A line
//! is on the disk before its request is answered; what follows by itself, such as an offer or the
//! delivery of a message, follows again. Who made a request stands in its line in place of the
//! token: no secret is written. Tokens, channels and the requests that can be read back are gone
//! after a restart.
//!
//! Each line ends with a digest of itself and of those before it. The last line may be cut off, as
//! the end of a killed program leaves it; it was not answered, and is dropped. Anything else that
//! is not as it was written is an error.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use message_generator::{CONTENT, STREAM};
use message_model::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::config::{Config, Pace};
use crate::error::Error;
use crate::json::text;

/// The format of the lines. A log of another one is refused.
const FORMAT: u32 = 1;

/// The first line: what the platform was started with.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
struct Head {
    format: u32,
    /// What the platform's clock showed first.
    start: Timestamp,
    /// The settings on which it depends what a request does, by name.
    settings: BTreeMap<String, String>,
}

/// Any further line.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum Entry {
    /// The platform was started once more.
    Restart(u32),
    Change(Change),
}

/// A request that changed something.
#[derive(Debug, Clone, Serialize, Deserialize, PartialEq, Eq)]
pub(crate) struct Change {
    /// When it was made, by the platform's clock.
    pub(crate) at: Timestamp,
    /// How many requests there were before it.
    pub(crate) number: u64,
    pub(crate) client: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) user: Option<Id>,
    pub(crate) method: String,
    pub(crate) path: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) query: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) body: String,
    /// The status of the answer.
    pub(crate) status: u16,
}

/// What a log had to tell when it was opened.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) log: Log,
    head: Option<Head>,
    entries: Vec<Entry>,
    /// How many bytes of a line that was cut off have been dropped.
    pub(crate) dropped: usize,
}

/// A log that is written to. No other process can open it meanwhile.
#[derive(Debug)]
pub(crate) struct Log {
    path: PathBuf,
    file: File,
    /// The length of what is known to be on the disk.
    length: u64,
    /// The digest of all lines so far, those included that could not be written yet.
    digest: [u8; 32],
    /// Lines of changes that have happened and could not be written yet.
    pending: String,
}

impl Log {
    /// Opens a log, or makes one if there is none.
    pub(crate) fn open(path: &Path) -> Result<Opened, Error> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let file = options
            .open(path)
            .map_err(|error| problem(path, "cannot be opened", error))?;
        file.try_lock()
            .map_err(|error| problem(path, "cannot be locked: another platform has it", error))?;
        let mut log = Self {
            path: path.to_owned(),
            file,
            length: 0,
            digest: [0; 32],
            pending: String::new(),
        };
        // So that a new file is still there after a power failure.
        if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
            let kept = File::open(folder).and_then(|folder| folder.sync_all());
            kept.map_err(|error| problem(path, "its folder cannot be written", error))?;
        }
        let mut bytes = Vec::new();
        let read = log.file.read_to_end(&mut bytes);
        read.map_err(|error| problem(path, "cannot be read", error))?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n');
        let whole = whole.map_or(0, |last| last + 1);
        let dropped = bytes.len() - whole;
        let (mut head, mut entries) = (None, Vec::new());
        for (place, line) in bytes[..whole]
            .split_inclusive(|byte| *byte == b'\n')
            .enumerate()
        {
            let at_line = |found: String| problem(path, &format!("line {}", place + 1), found);
            let content = log.checked(line).map_err(at_line)?;
            let other = |error: serde_json::Error| at_line(format!("not of such a log: {error}"));
            match place {
                0 => head = Some(serde_json::from_str(&content).map_err(other)?),
                _ => entries.push(serde_json::from_str(&content).map_err(other)?),
            }
            log.length += line.len() as u64;
        }
        log.cut()?;
        Ok(Opened {
            log,
            head,
            entries,
            dropped,
        })
    }

    /// Adds a change, which is on the disk when this returns.
    ///
    /// If it fails, the change is kept and written before the next one.
    pub(crate) fn add(&mut self, change: Change) -> Result<(), Error> {
        self.push(&Entry::Change(change));
        self.write_pending()
    }

    /// Writes what could not be written before.
    pub(crate) fn write_pending(&mut self) -> Result<(), Error> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let written = self.file.write_all(self.pending.as_bytes());
        let written = written.and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // Half a line must not stay, or the next one would stand behind it.
            self.cut()?;
            return Err(problem(&self.path, "cannot be written", error));
        }
        self.length += self.pending.len() as u64;
        self.pending.clear();
        Ok(())
    }

    /// Removes what is behind the last whole line.
    fn cut(&mut self) -> Result<(), Error> {
        let cut = self.file.set_len(self.length);
        cut.and_then(|()| self.file.seek(SeekFrom::Start(self.length)).map(|_| ()))
            .map_err(|error| problem(&self.path, "cannot be cut", error))
    }

    fn push<T: Serialize>(&mut self, line: &T) {
        let content = text(line);
        self.digest = digest(&self.digest, &content);
        let _ = writeln!(self.pending, "{content}\t{}", short(&self.digest));
    }

    /// The content of a line that is as it was written.
    fn checked(&mut self, line: &[u8]) -> Result<String, String> {
        let line = std::str::from_utf8(line).map_err(|error| format!("no text: {error}"))?;
        let line = line.strip_suffix('\n').unwrap_or(line);
        let (content, found) = line.rsplit_once('\t').unwrap_or((line, ""));
        self.digest = digest(&self.digest, content);
        let expected = short(&self.digest);
        if found != expected {
            return Err(format!("found the digest {found:?}, expected {expected:?}"));
        }
        Ok(content.to_owned())
    }
}

impl Opened {
    /// The changes, each with the number of its line.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (usize, &Change)> {
        let entries = self.entries.iter().enumerate();
        entries.filter_map(|(place, entry)| match entry {
            // The first line is the head.
            Entry::Change(change) => Some((place + 2, change)),
            Entry::Restart(_) => None,
        })
    }

    /// What is wrong with a line.
    pub(crate) fn problem_of(&self, line: usize, error: &Error) -> Error {
        problem(&self.log.path, &format!("line {line}"), error)
    }

    /// What the platform's clock showed first, if the log is not new.
    pub(crate) fn start(&self) -> Option<Timestamp> {
        self.head.as_ref().map(|head| head.start)
    }

    /// Notes that a platform which was started with this uses the log from now on, and how often
    /// one did before.
    pub(crate) fn begin(&mut self, start: Timestamp, config: &Config) -> Result<u32, Error> {
        let now = Head {
            format: FORMAT,
            start,
            settings: settings(config),
        };
        let restarts = self.entries.iter().filter_map(|entry| match entry {
            Entry::Restart(number) => Some(*number),
            Entry::Change(_) => None,
        });
        let number = restarts.max().map_or(1, |last| last.saturating_add(1));
        match &self.head {
            None => {
                self.log.push(&now);
                self.log.write_pending()?;
                Ok(0)
            }
            Some(before) => {
                if let Some(difference) = difference(before, &now) {
                    return Err(problem(&self.log.path, "was written otherwise", difference));
                }
                self.log.push(&Entry::Restart(number));
                self.log.write_pending()?;
                Ok(number)
            }
        }
    }
}

/// What a request does depends on these, beside the platform's version.
fn settings(config: &Config) -> BTreeMap<String, String> {
    // Each is named, so that nobody adds a setting without a thought about it.
    let Config {
        seed,
        pace,
        revision,
        organisation,
        queues,
        channel,
        clients,
        rule,
        effect_delay_ms,
        timings,
        starts_on_queue,
        capacity,
        ignores_duplicates,
        threading_window_ms,
        webhook_queue,
        webhook_timeout_ms,
        park_ms,
        stream,
        conversations_kept,
        // Stands in the head by itself.
        start: _,
        // What follows says who is let in and how it is refused, or is about what a restart ends.
        address: _,
        secret: _,
        rate_limit: _,
        wrong_state: _,
        unknown_client_status: _,
        token_lifetime_s: _,
        channel_lifetime_ms: _,
        heartbeat_ms: _,
        close_replaced: _,
        close_gone: _,
        socket_queue: _,
        body_limit: _,
        read_timeout_ms: _,
        cors: _,
        public_host: _,
        events: _,
        analytics_job_ms: _,
        requests_kept: _,
        state: _,
    } = config;
    let organisation = organisation.as_ref().map_or_else(
        || "of the seed".to_owned(),
        |organisation| short(&Sha256::digest(format!("{organisation:?}")).into()),
    );
    let clients = clients.iter().map(|client| {
        let lacks: Vec<&str> = client.lacks.iter().map(String::as_str).collect();
        format!("{} without {lacks:?}", client.id)
    });
    let clients: Vec<String> = clients.collect();
    let settings = [
        ("stream", STREAM.to_string()),
        ("content", CONTENT.to_string()),
        ("seed", seed.to_string()),
        ("release", revision.to_string()),
        ("organisation", organisation),
        ("queues", queues.join(", ")),
        ("channel", channel.to_string()),
        ("clients", clients.join(", ")),
        ("fast", (*pace == Pace::Fast).to_string()),
        ("rule", format!("{rule:?}")),
        ("starts on queue", starts_on_queue.to_string()),
        ("effect delay", effect_delay_ms.to_string()),
        ("timings", format!("{timings:?}")),
        ("capacity", capacity.to_string()),
        ("ignores duplicates", ignores_duplicates.to_string()),
        ("threading window", threading_window_ms.to_string()),
        ("webhook queue", webhook_queue.to_string()),
        ("webhook time-out", webhook_timeout_ms.to_string()),
        ("park", park_ms.to_string()),
        ("line", stream.to_string()),
        ("conversations kept", conversations_kept.to_string()),
    ];
    let named = settings
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    named.collect()
}

/// What differs between what a platform was started with and what it is started with now.
fn difference(before: &Head, now: &Head) -> Option<String> {
    if before.format != now.format {
        return Some(format!(
            "found format {}, expected {}",
            before.format, now.format
        ));
    }
    if before.start != now.start {
        return Some(format!(
            "found the start {}, expected {}",
            before.start, now.start
        ));
    }
    let missing = String::new();
    let mut names = before.settings.keys().chain(now.settings.keys());
    names.find_map(|name| {
        let found = before.settings.get(name).unwrap_or(&missing);
        let expected = now.settings.get(name).unwrap_or(&missing);
        (found != expected).then(|| format!("found {name} {found:?}, expected {expected:?}"))
    })
}

fn digest(before: &[u8; 32], content: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(content);
    hash.finalize().into()
}

/// The first eight bytes of a digest, in hexadecimal digits.
fn short(digest: &[u8; 32]) -> String {
    digest.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn problem(path: &Path, what: &str, found: impl Display) -> Error {
    Error::new(format!("{}: {what}: {found}", path.display()))
}
