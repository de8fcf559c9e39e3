//! `generate --fault`, `--dialect` and `--stream`: cases that are wrong on purpose, with the right
//! answer beside each.

use std::io::Write;

use anyhow::{Result, anyhow, ensure};
use message_faults::dialect::Dialect;
use message_faults::document::{Fault, faults};
use message_faults::form::Form;
use message_faults::score::{Case, LabelledCase, LabelledStream};
use message_faults::stream::{Preset, Tape};
use message_faults::{Label, course};
use message_generator::{Episode, Key, Play};
use message_model::contract::View;
use message_model::{UnknownName, encode};

use crate::console;
use crate::output::with_output;

#[derive(clap::Args)]
pub(super) struct FaultArgs {
    /// Write cases that break this rule, or are malformed in this way (the command `list --faults`
    /// names them), or `all`; may be given more than once
    #[arg(long, value_name = "NAME", value_parser = wrong, conflicts_with_all = NOT_WITH_CASES)]
    fault: Vec<Wrong>,
    /// Write cases in this dialect; may be given more than once
    #[arg(long, value_name = "NAME", value_parser = known::<Dialect>,
        conflicts_with_all = NOT_WITH_CASES)]
    dialect: Vec<Dialect>,
    /// In how many of a hundred places the dialect is spoken
    #[arg(long, value_name = "PERCENT", default_value_t = 20, requires = "dialect",
        value_parser = clap::value_parser!(u8).range(0..=100))]
    rate: u8,
    /// Write the notifications of each conversation as a stream that this preset disturbs
    #[arg(long, value_name = "PRESET", value_parser = known::<Preset>,
        conflicts_with_all = NOT_WITH_CASES)]
    stream: Option<Preset>,
    /// Write what is right for each case into this file, as JSON Lines
    #[arg(long, value_name = "FILE")]
    labels: Option<String>,
}

/// What says how conversations are written, where cases have a form of their own.
const NOT_WITH_CASES: [&str; 7] = ["view", "format", "legs", "until", "set", "drop", "topic"];

/// A way to be wrong.
#[derive(Clone)]
enum Wrong {
    Rule(Fault),
    Form(Form),
    All,
}

fn wrong(name: &str) -> Result<Wrong, String> {
    if name == "all" {
        return Ok(Wrong::All);
    }
    match name.parse() {
        Ok(form) => Ok(Wrong::Form(form)),
        Err(_) => Fault::named(name)
            .map(Wrong::Rule)
            .map_err(|error| error.to_string()),
    }
}

fn known<T: std::str::FromStr<Err = UnknownName>>(name: &str) -> Result<T, UnknownName> {
    name.parse()
}

impl FaultArgs {
    /// Whether cases are wanted.
    pub(super) fn is_some(&self) -> bool {
        !self.fault.is_empty() || !self.dialect.is_empty() || self.stream.is_some()
    }

    fn rules(&self) -> Vec<Fault> {
        let of = |wrong: &Wrong| match wrong {
            Wrong::Rule(fault) => vec![*fault],
            Wrong::All => faults().collect(),
            Wrong::Form(_) => Vec::new(),
        };
        self.fault.iter().flat_map(of).collect()
    }

    fn forms(&self) -> Vec<Form> {
        let of = |wrong: &Wrong| match wrong {
            Wrong::Form(form) => vec![*form],
            Wrong::All => Form::ALL.to_vec(),
            Wrong::Rule(_) => Vec::new(),
        };
        self.fault.iter().flat_map(of).collect()
    }
}

/// The files that cases and labels go into.
struct Written<'w> {
    cases: &'w mut dyn Write,
    labels: Vec<u8>,
    count: u64,
}

/// Writes the cases of these conversations.
pub(super) fn write(
    args: &FaultArgs,
    seed: u64,
    out: &str,
    plays: impl Iterator<Item = (u64, Play)>,
) -> Result<()> {
    let mut labels = Vec::new();
    let mut count = 0;
    with_output(out, |cases| {
        let mut written = Written {
            cases,
            labels: Vec::new(),
            count: 0,
        };
        for (number, play) in plays {
            for episode in &play.episodes {
                written.of_episode(args, Key::new(seed, number), episode)?;
            }
        }
        (labels, count) = (written.labels, written.count);
        Ok(())
    })?;
    ensure!(
        count > 0,
        "no conversation has a place for the fault; nothing was written"
    );
    if let Some(file) = &args.labels {
        with_output(file, |out| Ok(out.write_all(&labels)?))?;
    }
    console::remark(format_args!("{count} cases"));
    Ok(())
}

impl Written<'_> {
    fn of_episode(&mut self, args: &FaultArgs, key: Key, episode: &Episode) -> Result<()> {
        let number = key.conversation;
        if let Some(preset) = args.stream {
            let tape = Tape::of(std::slice::from_ref(episode), |_| true);
            let stream = tape.disturb(&preset.rates(), key);
            let id = format!("{preset}.{number}");
            let case = Case::of_stream(id.clone(), &stream).map_err(|error| anyhow!("{error}"))?;
            self.case(&case)?;
            let label = LabelledStream {
                id: &id,
                fault: preset.as_str(),
                faults: &stream.faults,
                ends: &stream.ends,
            };
            return self.label(&label);
        }
        for view in View::ALL {
            let course = course(view, episode);
            let Some(last) = course.last() else { continue };
            for fault in args
                .rules()
                .into_iter()
                .filter(|it| it.rule().views.contains(&view))
            {
                if let Some(broken) = fault.break_(fault.part(view, &course), key) {
                    self.records(&broken.label, view, number, &broken.records)?;
                }
            }
            for form in args.forms() {
                if let Some(deformed) = form.deform(last, key) {
                    let id = id(&deformed.label, view, number);
                    self.case(&Case::of_bytes(id.clone(), view, last, &deformed.bytes))?;
                    let label = &deformed.label;
                    self.label(&LabelledCase { id: &id, label })?;
                }
            }
            for dialect in &args.dialect {
                if let Some(spoken) = dialect.speak(last, args.rate, key) {
                    self.records(&spoken.label, view, number, &[spoken.record])?;
                }
            }
        }
        Ok(())
    }

    fn records(
        &mut self,
        label: &Label,
        view: View,
        number: u64,
        records: &[String],
    ) -> Result<()> {
        let id = id(label, view, number);
        let case = Case::of_records(id.clone(), view, records);
        self.case(&case.map_err(|error| anyhow!("{error}"))?)?;
        self.label(&LabelledCase { id: &id, label })
    }

    fn case(&mut self, case: &Case) -> Result<()> {
        self.count += 1;
        Ok(writeln!(self.cases, "{}", encode(case)?)?)
    }

    fn label<L: serde::Serialize>(&mut self, label: &L) -> Result<()> {
        Ok(writeln!(self.labels, "{}", encode(label)?)?)
    }
}

/// The id of a case: its fault, its view and the number of its conversation.
fn id(label: &Label, view: View, number: u64) -> String {
    format!("{}.{view}.{number}", label.fault)
}
