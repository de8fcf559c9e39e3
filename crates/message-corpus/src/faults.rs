//! Cases that are wrong on purpose, with the right answer beside each: `faults/` has a file for
//! every rule, form and dialect, and `streams/` one for every fault of streams and every preset.
//!
//! They are made of the shortest plays that have a place for the fault, one case for each view. The
//! invalid set is the first case of each rule once more, as the payload itself.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use message_faults::dialect::Dialect;
use message_faults::document::{Broken, Fault, faults};
use message_faults::form::Form;
use message_faults::score::{Case as FaultCase, LabelledCase, LabelledStream};
use message_faults::stream::{Preset, Rates, Stream, StreamFault, Tape};
use message_faults::{Label, Verdict, course};
use message_generator::draw::Key;
use message_generator::{Channel, in_parallel};
use message_model::contract::View;
use message_model::{ApiRevision, EncodeError, TopicKind, encode};
use message_rules::Rule;
use serde_json::Value;

use super::case::Case;
use super::file::{File, Kind, SEED};

/// The plays that cases are made of, shortest first; the last ones are for what the others lack.
const PLAYS: [&str; 8] = [
    "agentless-sms",
    "flow-error",
    "queue-left-behind",
    "abandon-while-alerting",
    "outbound-delivery-failed",
    "undelivered-to-closed-browser",
    "outbound-sms-by-agent",
    "abandon-in-queue",
];

/// The play whose notifications are the streams.
const STREAM_PLAY: &str = "repeated-no-answer";

/// How many of the last snapshots a rule of succession is broken in: as few as will do.
const SNAPSHOTS: [usize; 2] = [2, 6];

/// In how many of a hundred places a dialect is spoken.
const PERCENT: u8 = 20;

/// How many frames in a million suffer the fault of a stream that has only one.
const PER_MILLION: u32 = 200_000;

/// How many keys are tried for a stream that shows its fault.
const KEYS_MAX: u64 = 50;

/// The key of all that is drawn for a fault.
const KEY: Key = Key::new(SEED, 0);

/// A play with what each view shows of it, as far as that was asked for.
struct Source<'c> {
    case: &'c Case,
    courses: [OnceLock<Vec<String>>; View::ALL.len()],
}

impl<'c> Source<'c> {
    fn new(case: &'c Case) -> Self {
        Self {
            case,
            courses: [const { OnceLock::new() }; View::ALL.len()],
        }
    }

    fn course(&self, view: View) -> &[String] {
        let place = View::ALL.iter().position(|one| *one == view);
        let of_view = &self.courses[place.expect("all views are listed")];
        of_view.get_or_init(|| course(view, &self.case.episodes[0]))
    }
}

/// A rule broken in a view.
pub(super) struct BrokenIn<'c> {
    pub(super) view: View,
    pub(super) broken: Broken,
    play: &'c str,
}

/// Every rule, with the views that it is broken in.
pub(super) fn broken(cases: &[Case]) -> Vec<(&'static Rule, Vec<BrokenIn<'_>>)> {
    let sources = sources(cases);
    let all: Vec<Fault> = faults().collect();
    let of_rule = |fault: &Fault| {
        let views = fault.rule().views.iter();
        let broken = views.filter_map(|view| break_in(*fault, *view, &sources));
        (fault.rule(), broken.collect())
    };
    in_parallel(&all, of_rule)
}

/// The plays by name, and the shortest on an open channel.
fn sources(cases: &[Case]) -> Vec<Source<'_>> {
    let named = PLAYS
        .iter()
        .filter_map(|name| cases.iter().find(|case| case.name == *name));
    let open = cases
        .iter()
        .filter(|case| case.script.channel == Channel::Open);
    let open = open.min_by_key(|case| case.script.steps.len());
    named.chain(open).map(Source::new).collect()
}

/// The rule broken in the first play where that is possible, alone if it is possible alone in any.
fn break_in<'c>(fault: Fault, view: View, sources: &[Source<'c>]) -> Option<BrokenIn<'c>> {
    let mut first = None;
    for source in sources {
        for records in parts(fault, view, source.course(view)) {
            let Some(broken) = fault.break_(records, KEY) else {
                continue;
            };
            let is_alone = broken.beside.is_empty();
            let play = source.case.name.as_str();
            let made = BrokenIn { view, broken, play };
            if is_alone {
                return Some(made);
            }
            first.get_or_insert(made);
        }
    }
    first
}

/// The parts of a course that a rule is broken in, smallest first.
fn parts(fault: Fault, view: View, course: &[String]) -> Vec<&[String]> {
    let part = fault.part(view, course);
    let is_whole = matches!(view, View::DetailEvent | View::Bodies | View::OpenMessaging);
    if part.len() <= SNAPSHOTS[0] || is_whole {
        return vec![part];
    }
    let last = |count: usize| &part[part.len().saturating_sub(count)..];
    SNAPSHOTS.map(last).into()
}

/// The files of cases and of labels.
pub(super) fn files(
    cases: &[Case],
    broken: &[(&'static Rule, Vec<BrokenIn<'_>>)],
) -> Result<Vec<File>, EncodeError> {
    let mut made = Vec::new();
    for (rule, views) in broken {
        let of_views = views.iter().map(|one| {
            let id = id(rule.id, one.view, one.play);
            let case = FaultCase::of_records(id, one.view, &one.broken.records);
            (case.expect("what is broken is JSON"), &one.broken.label)
        });
        made.push(Cases::new(rule.id, rule.reason, of_views.collect())?);
    }
    let sources = sources(cases);
    for form in Form::ALL {
        let of_views = View::ALL
            .iter()
            .filter_map(|view| deformed(form, *view, &sources));
        let of_views: Vec<_> = of_views.collect();
        let of_views = of_views.iter().map(|(case, label)| (case.clone(), label));
        made.push(Cases::new(
            form.as_str(),
            form.reason(),
            of_views.collect(),
        )?);
    }
    for dialect in Dialect::ALL {
        let of_views = View::ALL
            .iter()
            .filter_map(|view| spoken(dialect, *view, &sources));
        let of_views: Vec<_> = of_views.collect();
        let of_views = of_views.iter().map(|(case, label)| (case.clone(), label));
        made.push(Cases::new(
            dialect.as_str(),
            dialect.reason(),
            of_views.collect(),
        )?);
    }
    // Of what no play has a place for there is no file, and the coverage says why.
    made.retain(|cases| !cases.labels.is_empty());
    let labels: String = made
        .iter()
        .flat_map(|cases| cases.labels.iter().cloned())
        .collect();
    let labels = labels_file("faults", labels);
    let files = made.into_iter().map(|cases| cases.file);
    Ok(files.chain([labels]).chain(streams(cases)?).collect())
}

/// The file of one fault, and the lines of its labels.
struct Cases {
    file: File,
    labels: Vec<String>,
}

impl Cases {
    fn new(
        fault: &'static str,
        reason: &str,
        cases: Vec<(FaultCase, &Label)>,
    ) -> Result<Self, EncodeError> {
        let (mut text, mut labels) = (String::new(), Vec::new());
        for (case, label) in &cases {
            text += &(encode(case)? + "\n");
            let id = &case.id;
            labels.push(encode(&LabelledCase { id, label })? + "\n");
        }
        let verdict = cases
            .first()
            .map_or(Verdict::Either, |(_, label)| label.verdict);
        let file = File {
            fault,
            exercises: reason.to_owned(),
            verdict,
            records: cases.len() as u64,
            ..file(format!("faults/{fault}.cases.jsonl"), Kind::Case, text)
        };
        Ok(Self { file, labels })
    }
}

fn file(path: String, kind: Kind, text: String) -> File {
    File::new(path, kind, ApiRevision::LATEST, text)
}

fn labels_file(folder: &str, text: String) -> File {
    File {
        records: text.lines().count() as u64,
        ..file(format!("{folder}/labels.jsonl"), Kind::Label, text)
    }
}

/// The id of a case: its fault, its view and the play that it was made of.
fn id(fault: &str, view: View, play: &str) -> String {
    format!("{fault}.{view}.{play}")
}

fn deformed(form: Form, view: View, sources: &[Source<'_>]) -> Option<(FaultCase, Label)> {
    sources.iter().find_map(|source| {
        let record = source.course(view).last()?;
        let deformed = form.deform(record, KEY)?;
        let id = id(form.as_str(), view, &source.case.name);
        let case = FaultCase::of_bytes(id, view, record, &deformed.bytes);
        Some((case, deformed.label))
    })
}

fn spoken(dialect: Dialect, view: View, sources: &[Source<'_>]) -> Option<(FaultCase, Label)> {
    sources.iter().find_map(|source| {
        // What is only so for a while is not so in the end: the first record that has a place.
        let course = source.course(view).iter().rev();
        let spoken = course
            .filter_map(|record| dialect.speak(record, PERCENT, KEY))
            .next()?;
        let id = id(dialect.as_str(), view, &source.case.name);
        let case = FaultCase::of_records(id, view, &[spoken.record]).ok()?;
        Some((case, spoken.label))
    })
}

/// A stream for each fault and each preset, and their labels.
fn streams(cases: &[Case]) -> Result<Vec<File>, EncodeError> {
    let case = cases.iter().find(|case| case.name == STREAM_PLAY);
    let case = case.expect("a scenario is called so");
    let tape = Tape::of(&case.episodes, |frame| {
        matches!(
            frame.topic.kind(),
            TopicKind::UserMessages | TopicKind::DetailEvent
        )
    });
    let of_faults = StreamFault::ALL.map(|fault| {
        let per_million = match fault {
            StreamFault::Gap => 1_000_000,
            _ => PER_MILLION,
        };
        (fault.as_str(), Rates::only(fault, per_million))
    });
    let of_presets = Preset::ALL.map(|preset| (preset.as_str(), preset.rates()));
    let mut files = Vec::new();
    let mut labels = String::new();
    for (name, rates) in of_faults.into_iter().chain(of_presets) {
        let stream = disturbed(&tape, &rates);
        let id = format!("{name}.{STREAM_PLAY}");
        let case = FaultCase::of_stream(id.clone(), &stream).expect("a tape holds JSON");
        let label = LabelledStream {
            id: &id,
            fault: name,
            faults: &stream.faults,
            ends: &stream.ends,
        };
        labels += &(encode(&label)? + "\n");
        files.push(File {
            fault: name,
            exercises: "the end of each leg, as far as what arrives tells it".to_owned(),
            ..file(
                format!("streams/{name}.cases.jsonl"),
                Kind::Case,
                encode(&case)? + "\n",
            )
        });
    }
    files.push(labels_file("streams", labels));
    Ok(files)
}

/// The tape with these rates, under the first key with which a reader is wrong who believes what
/// came last; where there is none, the first with which anything happens.
fn disturbed(tape: &Tape, rates: &Rates) -> Stream {
    let streams = || (0..KEYS_MAX).map(|number| tape.disturb(rates, Key::new(SEED, number)));
    let misleading = streams().find(misleads);
    let any = || streams().find(|stream| !stream.faults.is_empty());
    let stream = misleading.or_else(any);
    stream.unwrap_or_else(|| tape.disturb(rates, KEY))
}

/// Whether a leg has another state in the end than the last item that shows it.
fn misleads(stream: &Stream) -> bool {
    let mut states: BTreeMap<String, String> = BTreeMap::new();
    for item in &stream.items {
        let whole: Value = serde_json::from_str(&item.text).unwrap_or_default();
        let body = whole.get("eventBody").unwrap_or(&whole);
        for participant in body["participants"].as_array().into_iter().flatten() {
            if let (Some(id), Some(state)) =
                (participant["id"].as_str(), participant["state"].as_str())
            {
                states.insert(id.to_owned(), state.to_owned());
            }
        }
    }
    let is_wrong = |id: &str, end: &str| states.get(id).is_some_and(|state| state != end);
    let mut ends = stream.ends.iter();
    ends.any(|end| is_wrong(&end.participant_id, &end.state))
}
