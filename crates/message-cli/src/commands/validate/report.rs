//! The report on one record, and the totals of all of them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use message_model::{
    ApiRevision, Beyond, BeyondKind, Capture, CaptureReader, DecodeError, ForeignKind, contract,
    printable,
};
use message_rules::{Finding, SequenceReport, Severity, View, check_and_count};
use serde::Serialize;

use super::unreadable::{Own, on_its_line, reason};
use crate::console::counted;
use crate::program::Program;

/// The report on one record.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    /// Whether it is about a record, and not about a whole sequence at its end.
    #[serde(skip)]
    of_record: bool,
    /// The number of legs and conversations in the record.
    documents: usize,
    /// The file of this project's own that it is, which is not checked.
    #[serde(skip)]
    own: Option<Own>,
    /// The same in words.
    #[serde(rename = "passedOver", skip_serializing_if = "Option::is_none")]
    passed_over: Option<&'static str>,
    /// What it was taken for, if nothing in it could be checked.
    #[serde(rename = "notChecked", skip_serializing_if = "Option::is_none")]
    not_checked: Option<&'static str>,
    /// The same as a value, and of what is passed over too.
    #[serde(skip)]
    foreign: Option<ForeignKind>,
    /// The reason why the record could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    unreadable: Option<String>,
    /// What is lost when the record is read and written again.
    #[serde(skip_serializing_if = "Option::is_none")]
    lossy: Option<String>,
    /// The rules that it breaks.
    findings: Vec<Finding>,
    /// What it contains that the given release does not have.
    outside: Vec<String>,
    /// The places in `outside` of what no known release has, by path: it is not noted once more.
    #[serde(skip)]
    told: BTreeMap<String, usize>,
    /// The releases that it fits, as spans.
    #[serde(skip_serializing_if = "Option::is_none")]
    fits: Option<String>,
    /// What clients lose data on: notes, but faults in a strict check.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mistakes: Vec<String>,
    /// Remarks that are no faults: what it contains that no known release has, and what was late,
    /// repeated or missing.
    notes: Vec<String>,
}

impl<'a> Report<'a> {
    fn count_of(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.rule.severity == severity)
            .count()
    }

    fn new(file: &'a str, line: Option<usize>) -> Self {
        Self {
            file,
            line,
            of_record: false,
            documents: 0,
            own: None,
            passed_over: None,
            not_checked: None,
            foreign: None,
            unreadable: None,
            lossy: None,
            findings: Vec::new(),
            outside: Vec::new(),
            told: BTreeMap::new(),
            fits: None,
            mistakes: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Makes the report on a record with this text, or with the reason why it has none; also
    /// returns the capture if it could be read.
    pub(super) fn of<'t>(
        file: &'a str,
        line: Option<usize>,
        text: Result<&'t str, &String>,
        view: Option<View>,
        reader: &mut CaptureReader,
    ) -> (Self, Option<Capture<'t>>) {
        let mut report = Self {
            of_record: true,
            ..Self::new(file, line)
        };
        let capture = match text.map(|text| reader.read(text)) {
            Ok(Ok(capture)) => capture,
            Ok(Err(error)) => {
                report.refuse(text.unwrap_or_default(), &error);
                return (report, None);
            }
            Err(reason) => {
                report.set_unreadable(reason);
                return (report, None);
            }
        };
        report.documents = capture.documents().count();
        report.lossy = capture.check_lossless().err().map(|loss| loss.to_string());
        let (findings, leg_count) = check_and_count(&capture, view);
        report.findings = findings;
        report.set_foreign(&capture);
        let is_without_legs = |view: contract::View| match view {
            contract::View::DetailEvent
            | contract::View::Bodies
            | contract::View::OpenMessaging => true,
            contract::View::Conversation
            | contract::View::Media
            | contract::View::Notification
            | contract::View::MediaNotification
            | contract::View::Analytics => false,
        };
        let has_others = capture
            .documents()
            .any(|document| is_without_legs(document.view()));
        let says_nothing = report.findings.is_empty() && leg_count == 0;
        if report.documents > 0 && says_nothing && !has_others {
            report.notes.push(
                "no leg of a message, chat, callback, email or call, so that no rule says anything"
                    .to_owned(),
            );
        }
        (report, Some(capture))
    }

    /// Says what the record is if nothing in it is modelled.
    fn set_foreign(&mut self, capture: &Capture<'_>) {
        let mut kinds = capture.foreign().map(|(_, kind)| kind);
        let Some(first) = kinds.next().filter(|_| self.documents == 0) else {
            return;
        };
        let telling = kinds.chain([first]).find(|kind| !kind.is_expected());
        self.foreign = telling.or(Some(first));
        self.not_checked = telling.map(ForeignKind::as_str);
        if telling.is_none() {
            self.passed_over = Some(first.as_str());
        }
    }

    /// What the record was taken for, if nothing in it could be checked.
    pub(super) fn taken_for(&self) -> Option<ForeignKind> {
        self.foreign
    }

    /// Whether the record was checked, or could not be read.
    fn is_checked(&self) -> bool {
        self.passed_over.is_none() && self.not_checked.is_none()
    }

    /// Takes the record for no payload: for a file of this project's own, or for unreadable.
    fn refuse(&mut self, text: &str, error: &DecodeError) {
        self.own = Own::of(text);
        self.passed_over = self.own.map(Own::as_str);
        if self.own.is_none() {
            self.set_unreadable(&reason(text, error));
        }
    }

    fn set_unreadable(&mut self, reason: &str) {
        self.unreadable = Some(match self.line {
            Some(_) => on_its_line(reason),
            None => reason.to_owned(),
        });
    }

    /// Adds what the contract of a release does not have, and the releases that the record fits.
    pub(super) fn add_contract(
        &mut self,
        capture: &Capture<'_>,
        as_of: Option<ApiRevision>,
        detect: bool,
    ) {
        let outside = as_of.map(|revision| capture.check_contract(revision));
        for (place, one) in outside.unwrap_or_default().into_iter().enumerate() {
            self.outside.push(one.to_string());
            if !one.is_known() {
                self.told.insert(one.path, place);
            }
        }
        self.fits = detect.then(|| spans(&capture.detect()));
    }

    /// Adds what no known release has, unless a finding or the contract has said so already.
    pub(super) fn add_beyond(&mut self, beyond: Vec<Beyond>) {
        let (mistakes, notes): (Vec<Beyond>, Vec<Beyond>) = beyond
            .into_iter()
            .filter(|one| !self.has_told(one))
            .partition(Beyond::is_mistake);
        self.mistakes.extend(by_kind(&mistakes));
        self.notes.extend(by_kind(&notes));
    }

    /// Whether a line says this already. One about the contract lacks what was probably meant.
    fn has_told(&mut self, beyond: &Beyond) -> bool {
        if let Some(&place) = self.told.get(&beyond.path) {
            if let Some(meant) = beyond.meant {
                self.outside[place] += &format!("; did you mean {meant}?");
            }
            return true;
        }
        let is_value = matches!(beyond.what, BeyondKind::Value(_));
        is_value
            && self
                .findings
                .iter()
                .any(|finding| finding.rule.id == STATE_RULE && finding.path == beyond.path)
    }

    /// Adds the report on the record as the next snapshot of a sequence.
    pub(super) fn add_sequence(&mut self, sequence: SequenceReport) {
        self.findings
            .extend(sequence.findings.into_iter().map(|(_, finding)| finding));
        self.notes
            .extend(sequence.notes.iter().map(ToString::to_string));
    }

    /// The file and line of the record.
    fn place(&self) -> String {
        let file = printable(self.file);
        match self.line {
            Some(line) => format!("{file}:{line}"),
            None => file.into_owned(),
        }
    }

    pub(super) fn write_json(&self, out: &mut impl Write) -> Result<()> {
        serde_json::to_writer(&mut *out, self)?;
        writeln!(out)?;
        Ok(())
    }

    /// Writes the report for people; `verbose` with the sources of what it finds.
    pub(super) fn write(
        &self,
        verbose: bool,
        program: Program,
        out: &mut impl Write,
    ) -> Result<()> {
        let place = self.place();
        if let Some(own) = self.own {
            write!(out, "{place}: passed over: {}", own.as_str())?;
            if own.is_shown() {
                write!(out, "; `{program} show` draws it")?;
            }
            writeln!(out)?;
        }
        if let Some(kind) = self.not_checked {
            writeln!(out, "{place}: not checked: {kind}")?;
        }
        if let Some(text) = &self.unreadable {
            writeln!(out, "{place}: unreadable: {text}")?;
        }
        if let Some(text) = &self.lossy {
            writeln!(out, "{place}: lossy: {text}")?;
        }
        for finding in &self.findings {
            match verbose {
                true => writeln!(out, "{place}: {finding:#}")?,
                false => writeln!(out, "{place}: {finding}")?,
            }
        }
        for text in &self.outside {
            writeln!(out, "{place}: contract: {text}")?;
        }
        if let Some(text) = &self.fits {
            writeln!(out, "{place}: fits {text}")?;
        }
        for text in self.mistakes.iter().chain(&self.notes) {
            writeln!(out, "{place}: note: {text}")?;
        }
        Ok(())
    }
}

/// The rule that finds a state which no known release has.
const STATE_RULE: &str = "state-known";

/// What no known release has, as lines to print. Places that differ only in the index of an element
/// share a line, such as an unknown property that every participant has.
fn by_kind(beyond: &[Beyond]) -> impl Iterator<Item = String> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut kinds: Vec<(&Beyond, usize)> = Vec::new();
    for one in beyond {
        let place = *places.entry(without_numbers(one)).or_insert_with(|| {
            kinds.push((one, 0));
            kinds.len() - 1
        });
        kinds[place].1 += 1;
    }
    kinds.into_iter().map(|(first, count)| match count {
        1 => first.to_string(),
        2 => format!("{first} (and at 1 place like it)"),
        _ => format!("{first} (and at {} places like it)", count - 1),
    })
}

/// Something beyond the contract in words, with `[]` for the elements of arrays in its path.
fn without_numbers(beyond: &Beyond) -> String {
    let mut text = String::new();
    let mut in_brackets = false;
    for character in beyond.to_string().chars() {
        in_brackets &= character != ']';
        if !in_brackets {
            text.push(character);
        }
        in_brackets |= character == '[';
    }
    text
}

/// Releases as spans, such as `32.0.0 to 54.0.0, 56.0.0 to 269.0.0`.
fn spans(releases: &[ApiRevision]) -> String {
    let published: Vec<ApiRevision> = ApiRevision::all().collect();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for place in releases
        .iter()
        .filter_map(|release| published.binary_search(release).ok())
    {
        match spans.last_mut() {
            Some((_, end)) if *end + 1 == place => *end = place,
            _ => spans.push((place, place)),
        }
    }
    let texts = spans.iter().map(|&(start, end)| match start == end {
        true => published[start].to_string(),
        false => format!("{} to {}", published[start], published[end]),
    });
    match spans.is_empty() {
        true => "no known release".to_owned(),
        false => texts.collect::<Vec<_>>().join(", "),
    }
}

/// The reports on snapshots that came in any order, each for the line that it came on.
pub(super) fn of_snapshots<'a>(
    file: &'a str,
    lines: &[Option<usize>],
    sequence: SequenceReport,
) -> Vec<Report<'a>> {
    let mut reports: BTreeMap<usize, Report<'a>> = BTreeMap::new();
    let mut at = |snapshot: usize, add: &mut dyn FnMut(&mut Report<'a>)| {
        add(reports
            .entry(snapshot)
            .or_insert_with(|| Report::new(file, lines[snapshot])));
    };
    for note in &sequence.notes {
        at(note.snapshot(), &mut |report| {
            report.notes.push(note.to_string())
        });
    }
    for (snapshot, finding) in &sequence.findings {
        at(*snapshot, &mut |report| {
            report.findings.push(finding.clone())
        });
    }
    reports.into_values().collect()
}

/// The totals of all records so far.
#[derive(Default)]
pub(super) struct Totals {
    strict: bool,
    records: usize,
    unreadable: usize,
    lossy: usize,
    must: usize,
    usually: usize,
    outside: usize,
    mistakes: usize,
    notes: usize,
    passed_over: usize,
    /// Frames about the notification channel, such as heartbeats.
    frames: usize,
    not_checked: usize,
    /// Files in which nothing could be checked.
    unchecked_files: usize,
    unread_files: usize,
    by_rule: BTreeMap<&'static str, Broken>,
}

/// How often a rule was broken, and where it was broken first.
struct Broken {
    severity: Severity,
    count: usize,
    first: String,
}

impl Totals {
    pub(super) fn new(strict: bool) -> Self {
        Self {
            strict,
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, report: &Report<'_>) {
        self.records += usize::from(report.of_record && report.is_checked());
        self.passed_over += usize::from(report.own.is_some());
        self.frames += usize::from(report.passed_over.is_some() && report.own.is_none());
        self.not_checked += usize::from(report.not_checked.is_some());
        self.unreadable += usize::from(report.unreadable.is_some());
        self.lossy += usize::from(report.lossy.is_some());
        self.must += report.count_of(Severity::Must);
        self.usually += report.count_of(Severity::Usually);
        self.outside += report.outside.len();
        self.mistakes += report.mistakes.len();
        self.notes += report.notes.len() + report.mistakes.len() + report.count_of(Severity::Note);
        for finding in &report.findings {
            let path = if finding.path.is_empty() {
                "."
            } else {
                &*printable(&finding.path)
            };
            let broken = self.by_rule.entry(finding.rule.id);
            let broken = broken.or_insert_with(|| Broken {
                severity: finding.rule.severity,
                count: 0,
                first: format!("{} at {path}", report.place()),
            });
            broken.count += 1;
        }
    }

    /// The number of records so far that were checked or unreadable, and of the others.
    pub(super) fn seen(&self) -> (usize, usize) {
        (self.records, self.not_checked + self.frames)
    }

    /// Counts a file in which nothing could be checked.
    pub(super) fn add_unchecked_file(&mut self) {
        self.unchecked_files += 1;
    }

    /// Counts a file that could not be read, or not to its end.
    pub(super) fn add_unread_file(&mut self) {
        self.unread_files += 1;
    }

    /// A line for each broken rule, the most often broken one first, to help choose among many
    /// findings. Empty if there is only one finding.
    pub(super) fn by_rule(&self) -> impl Iterator<Item = String> {
        let mut broken: Vec<(&&str, &Broken)> = self.by_rule.iter().collect();
        broken.sort_by_key(|(_, broken)| Reverse(broken.count));
        let count: usize = broken.iter().map(|(_, broken)| broken.count).sum();
        broken
            .into_iter()
            .filter(move |_| count > 1)
            .map(|(rule, broken)| {
                let Broken {
                    severity,
                    count,
                    first,
                } = broken;
                format!("{count:>9} {severity:<8} {rule:<38} first {first}")
            })
    }

    /// The exit status: 2 if a file or a record could not be read, or nothing in a file could be
    /// checked, 1 if something is wrong,
    /// otherwise 0.
    pub(super) fn status(&self) -> ExitCode {
        let if_strict = if self.strict {
            self.usually + self.mistakes
        } else {
            0
        };
        let wrong = self.lossy + self.must + self.outside + if_strict;
        let unseen = self.unreadable + self.unread_files + self.unchecked_files;
        ExitCode::from(match (unseen, wrong) {
            (1.., _) => 2,
            (0, 1..) => 1,
            (0, 0) => 0,
        })
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} unreadable, {} lossy, {} of must rules, {} of usually rules, {} of the contract, {}",
            counted(self.records, "record"),
            self.unreadable,
            self.lossy,
            counted(self.must, "finding"),
            self.usually,
            self.outside,
            counted(self.notes, "note")
        )?;
        if self.strict && self.mistakes > 0 {
            write!(f, ", {} of them not strict", self.mistakes)?;
        }
        if self.not_checked > 0 {
            write!(f, "; {} not checked", self.not_checked)?;
        }
        if self.passed_over > 0 {
            write!(f, "; {} passed over", counted(self.passed_over, "file"))?;
        }
        if self.frames > 0 {
            let frames = counted(self.frames, "frame");
            write!(f, "; {frames} about the channel passed over")?;
        }
        match self.unread_files {
            0 => Ok(()),
            count => write!(f, "; {} could not be read", counted(count, "file")),
        }
    }
}
