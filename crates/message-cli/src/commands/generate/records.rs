//! Writes the records of `generate` in a view and a format, to one output or to a file each.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use clap::ValueEnum;
use message_faults::patch::Patchable;
use message_generator::{Episode, MergedFrames, Play};
use message_lifecycle::Event;
use message_lifecycle::projection::AnalyticsForm;
use message_model::{RawJson, Timestamp, TopicKind};
use serde::Serialize;

use super::edits::Edits;
use super::format::Format;
use super::frames::FrameArgs;
use crate::files::FilledFolder;

/// What is written of each conversation.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum View {
    /// The conversation at its end, as GET /api/v2/conversations/{id} answers
    Conversation,
    /// Each of its legs
    Message,
    /// The conversation after each event
    Snapshots,
    /// The script that it is played from
    Script,
    /// The conversation at its end, as GET /api/v2/conversations/messages/{id} answers
    Media,
    /// What is sent on the topics of users and queues, in the order of sending
    Notifications,
    /// What is sent on v2.detail.events.conversation.{id}.*, in the order of sending
    DetailEvents,
    /// Each of its messages with the text, as GET
    /// /api/v2/conversations/messages/{id}/messages/{id} answers
    Bodies,
    /// What the middleware of an open channel and the platform post to each other, each followed by
    /// its answer; of `--channel open` alone
    OpenMessaging,
    /// The conversation at its end, as the results of an analytics details job have it
    Analytics,
    /// The same as a query of analytics details has it: without the attributes of participants
    AnalyticsQuery,
    /// The conversation after each event, as the results of an analytics details job have it
    AnalyticsSnapshots,
}

impl View {
    /// The name on the command line, which is that of a folder too.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Conversation => "conversation",
            Self::Message => "message",
            Self::Snapshots => "snapshots",
            Self::Script => "script",
            Self::Media => "media",
            Self::Notifications => "notifications",
            Self::DetailEvents => "detail-events",
            Self::Bodies => "bodies",
            Self::OpenMessaging => "open-messaging",
            Self::Analytics => "analytics",
            Self::AnalyticsQuery => "analytics-query",
            Self::AnalyticsSnapshots => "analytics-snapshots",
        }
    }
}

/// A snapshot: a conversation after one of its events.
#[derive(Serialize)]
struct Snapshot<'a, T> {
    at: Timestamp,
    event: &'static str,
    leg: &'a str,
    conversation: T,
}

/// Where records are written to.
pub(super) enum Sink<'a> {
    /// One output, in which records follow each other.
    Stream(&'a mut dyn Write),
    /// A folder with a file for each record, or for each conversation in JSONL.
    Folder(&'a FilledFolder),
}

/// The writer of records.
pub(super) struct Records<'a> {
    sink: Sink<'a>,
    format: Format,
    views: Vec<View>,
    frames: FrameArgs,
    edits: Edits,
    written: u64,
    /// The most records to write, if that is limited.
    most: Option<u64>,
    /// The lines of the current conversation, which are written to one file.
    lines: String,
}

impl<'a> Records<'a> {
    pub(super) fn new(
        sink: Sink<'a>,
        format: Format,
        views: Vec<View>,
        frames: FrameArgs,
        edits: Edits,
        most: Option<u64>,
    ) -> Self {
        Self {
            sink,
            format,
            views,
            frames,
            edits,
            written: 0,
            most,
            lines: String::new(),
        }
    }

    /// The number of records so far.
    pub(super) fn written(&self) -> u64 {
        self.written
    }

    /// Whether no more records are to be written.
    pub(super) fn is_full(&self) -> bool {
        self.most.is_some_and(|most| self.written >= most)
    }

    /// Writes the records of the conversation of this number, view by view. Of several views each
    /// has a folder of its own.
    pub(super) fn conversation(&mut self, number: u64, played: &Play) -> Result<()> {
        for view in self.views.clone() {
            let name = match self.views.len() {
                1 => format!("{number:07}"),
                _ => format!("{}/{number:07}", view.as_str()),
            };
            self.play(view, &name, played)?;
            if let (Sink::Folder(folder), Format::Jsonl) = (&self.sink, self.format) {
                folder.write(Path::new(&format!("{name}.jsonl")), self.lines.as_bytes())?;
                self.lines.clear();
            }
        }
        Ok(())
    }

    fn play(&mut self, view: View, name: &str, played: &Play) -> Result<()> {
        match view {
            View::Script => return self.record(name, &played.script),
            View::Notifications => {
                let frames = self.frames.clone();
                let sent = played.sent_frames(|frame| frames.has(frame.topic.kind()));
                return self.sent(name, sent);
            }
            View::DetailEvents => {
                let is_detail = |kind| kind == TopicKind::DetailEvent;
                let sent = played.sent_frames(|frame| is_detail(frame.topic.kind()));
                return self.sent(name, sent);
            }
            View::Conversation
            | View::Message
            | View::Snapshots
            | View::Media
            | View::Bodies
            | View::OpenMessaging
            | View::Analytics
            | View::AnalyticsQuery
            | View::AnalyticsSnapshots => {}
        }
        for (place, episode) in (1..).zip(&played.episodes) {
            match place {
                1 => self.episode(view, name, episode)?,
                _ => self.episode(view, &format!("{name}-{place}"), episode)?,
            }
        }
        Ok(())
    }

    fn episode(&mut self, view: View, name: &str, episode: &Episode) -> Result<()> {
        match view {
            View::Conversation => self.record(name, &episode.conversation()),
            View::Message => episode
                .legs()
                .try_for_each(|(leg, message)| self.record(&format!("{name}-{leg}"), &message)),
            View::Snapshots => self.snapshots(name, episode, episode.snapshots()),
            // These belong to a number of the run, not to an episode.
            View::Script | View::Notifications | View::DetailEvents => Ok(()),
            View::Media => self.record(name, &episode.media()),
            View::Bodies => (1..)
                .zip(episode.bodies())
                .try_for_each(|(place, body)| self.record(&format!("{name}-{place:03}"), &body)),
            View::OpenMessaging => {
                let posts = episode.open_posts().into_iter();
                let bodies = posts.flat_map(|post| [Some(post.body), post.answer]);
                (1..)
                    .zip(bodies.flatten())
                    .try_for_each(|(place, body)| self.record(&format!("{name}-{place:03}"), &body))
            }
            View::Analytics => self.record(name, &episode.analytics(AnalyticsForm::Job)),
            View::AnalyticsQuery => self.record(name, &episode.analytics(AnalyticsForm::Query)),
            View::AnalyticsSnapshots => {
                let snapshots = episode.analytics_snapshots(AnalyticsForm::Job);
                self.snapshots(name, episode, snapshots)
            }
        }
    }

    /// Writes a conversation after each of its events.
    fn snapshots<'e, T: Serialize>(
        &mut self,
        name: &str,
        episode: &Episode,
        snapshots: impl Iterator<Item = (&'e Event, T)>,
    ) -> Result<()> {
        for (place, (event, conversation)) in (1..).zip(snapshots) {
            let snapshot = Snapshot {
                at: event.at,
                event: event.kind().as_str(),
                leg: &episode.leg_labels[event.leg.position()],
                conversation,
            };
            self.record(&format!("{name}-{place:03}"), &snapshot)?;
        }
        Ok(())
    }

    /// Writes frames, of all conversations of a number.
    fn sent(&mut self, name: &str, sent: MergedFrames<'_>) -> Result<()> {
        let envelope = self.frames.envelope();
        for (place, frame) in (1..).zip(sent) {
            let name = format!("{name}-{place:04}");
            let text = frame.to_json(envelope)?;
            match self.format {
                Format::Jsonl => self.record(&name, &RawJson::from_text(&text)?)?,
                // Taken apart, to be indented.
                Format::Json => self.record(&name, &Patchable::from_text(&text)?)?,
            }
        }
        Ok(())
    }

    fn record<T: Serialize>(&mut self, name: &str, value: &T) -> Result<()> {
        if self.is_full() {
            return Ok(());
        }
        let text = self.edits.text(value, self.format)?;
        let is_first = self.written == 0;
        self.written += 1;
        match (&mut self.sink, self.format) {
            (Sink::Stream(out), Format::Jsonl) => writeln!(out, "{text}"),
            (Sink::Stream(out), Format::Json) if is_first => write!(out, "[\n{text}"),
            (Sink::Stream(out), Format::Json) => write!(out, ",\n{text}"),
            (Sink::Folder(_), Format::Jsonl) => {
                self.lines.push_str(&text);
                self.lines.push('\n');
                return Ok(());
            }
            (Sink::Folder(folder), Format::Json) => {
                return folder.write(
                    Path::new(&format!("{name}.json")),
                    format!("{text}\n").as_bytes(),
                );
            }
        }
        .map_err(Into::into)
    }

    /// Ends the output after the last record, and reports what was edited.
    pub(super) fn end(mut self) -> Result<()> {
        match (&mut self.sink, self.format, self.written) {
            (Sink::Folder(_), _, _) | (_, Format::Jsonl, _) => Ok(()),
            (Sink::Stream(out), Format::Json, 0) => writeln!(out, "[]"),
            (Sink::Stream(out), Format::Json, _) => writeln!(out, "\n]"),
        }?;
        self.edits.report()
    }
}
