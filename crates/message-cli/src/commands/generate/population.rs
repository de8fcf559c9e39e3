//! The arguments of `generate` that choose the population, turned into a run.

use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, ensure};
use message_generator::{Channel, People, Profile, Run, Scenario};
use message_model::{ApiRevision, Evidence, Timestamp};

use crate::text_file::read_text;

#[derive(clap::Args)]
pub(super) struct Population {
    /// The seed from which all choices and all content are drawn
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Use only this built-in scenario (the command `list` names them); may be given more than
    /// once. Without it, all built-in scenarios are mixed by weight, and some conversations are
    /// still open
    #[arg(long, value_name = "NAME", value_parser = scenario)]
    scenario: Vec<Scenario>,
    /// Use the scenario files in this folder: only these; with `--scenario`, both; with the file of
    /// a profile, those that the profile names
    #[arg(long, value_name = "DIR")]
    scenarios: Option<PathBuf>,
    /// Use only scenarios with at least this evidence: `documented`, `observed` (or better) or
    /// `inferred` (all). Not for a profile, whose shares would change, and not for walks, which are
    /// never known as a whole
    #[arg(long, value_parser = evidence, value_name = "EVIDENCE", default_value = "inferred")]
    evidence: Evidence,
    #[arg(long, value_name = "NAME|FILE", conflicts_with_all = ["scenario", "evidence"], help = format!(
        "Use the population of a profile in place of scenarios: {}, or a file", profile_names()
    ))]
    profile: Option<String>,
    /// Take random walks through the transition table in place of scenarios: everything possible,
    /// however unlikely. Even legs that end within milliseconds of their start: since two clocks
    /// are read, `connectedTime` can then be up to 84 ms after `disconnectedTime`, and a talk time
    /// negative
    #[arg(long, conflicts_with_all = ["scenario", "scenarios", "evidence", "profile"])]
    walk: bool,
    #[arg(long, value_parser = channel, help = format!("Put every conversation on this channel: {}", channel_names()))]
    pub(super) channel: Option<Channel>,
    /// Where people's names and texts come from: our own tables, or a locale of the `fake` crate,
    /// such as `fake:DE_DE`, whose values may change with the version of that crate
    #[arg(long, value_name = "own|fake:LOCALE", value_parser = People::from_name, default_value_t = People::default())]
    people: People,
    /// The time from which conversations start [default: 2026-01-05T09:00:00Z]
    #[arg(long, value_name = "TIME")]
    start: Option<Timestamp>,
    /// The API release that the platform runs, such as `19`, `219.1.0` or `latest`
    #[arg(long, value_name = "RELEASE", default_value = "latest")]
    pub(super) as_of: ApiRevision,
}

impl Population {
    /// The run that the arguments ask for.
    pub(super) fn run(&self) -> Result<Run> {
        let mut run = Run::new(self.seed)
            .with_revision(self.as_of)
            .with_people(self.people);
        if let Some(start) = self.start {
            run = run.with_start(start);
        }
        if let Some(channel) = self.channel {
            run = run.with_channel(channel);
        }
        if self.walk {
            return Ok(run.with_walks());
        }
        let own = self
            .scenarios
            .as_deref()
            .map(read_scenarios)
            .transpose()?
            .unwrap_or_default();
        if let Some(name) = &self.profile {
            return Ok(run.with_profile(profile(name, &own)?));
        }
        let mut scenarios = self.scenario.clone();
        scenarios.extend(own);
        let is_mix = scenarios.is_empty();
        if is_mix {
            scenarios = Scenario::all_builtin().collect();
        }
        scenarios.retain(|scenario| scenario.evidence <= self.evidence);
        ensure!(
            !scenarios.is_empty(),
            "no scenario rests on what is {} alone",
            self.evidence
        );
        Ok(if is_mix {
            run.with_mix(scenarios)
        } else {
            run.with_scenarios(scenarios)
        })
    }
}

fn scenario(name: &str) -> Result<Scenario, String> {
    Scenario::builtin(name).ok_or_else(|| {
        let known: Vec<_> = Scenario::builtin_names().collect();
        format!("expected one of {}", known.join(", "))
    })
}

fn evidence(name: &str) -> Result<Evidence, String> {
    Evidence::from_text(name).ok_or_else(|| {
        format!(
            "expected one of {}",
            Evidence::ALL.map(Evidence::as_str).join(", ")
        )
    })
}

fn channel(name: &str) -> Result<Channel, String> {
    let found = Channel::ALL.iter().find(|channel| channel.as_str() == name);
    found
        .copied()
        .ok_or_else(|| format!("expected one of {}", channel_names()))
}

fn channel_names() -> String {
    Channel::ALL
        .iter()
        .map(|channel| channel.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The built-in profile of that name, or the one in that file, which may name scenarios of the
/// user's own.
fn profile(name: &str, own: &[Scenario]) -> Result<Profile> {
    if let Some(profile) = Profile::builtin(name) {
        ensure!(
            own.is_empty(),
            "--scenarios goes with the file of a profile, {name} has scenarios of its own"
        );
        return Ok(profile);
    }
    let text = read_text(Path::new(name)).with_context(|| {
        format!(
            "expected a profile file or one of {}, found {name:?}",
            profile_names()
        )
    })?;
    Ok(Profile::from_json_with(&text, own).map_err(|error| error.in_file(name))?)
}

fn profile_names() -> String {
    Profile::builtin_names().collect::<Vec<_>>().join(", ")
}

/// The scenarios in a folder, sorted by file name.
fn read_scenarios(folder: &Path) -> Result<Vec<Scenario>> {
    let context = || format!("cannot read {}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(context)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    ensure!(
        !files.is_empty(),
        "{} has no scenario, expected files that end in .json",
        folder.display()
    );
    let read =
        |file: PathBuf| {
            let text = read_text(&file)?;
            Ok(Scenario::from_json(&text)
                .map_err(|error| error.in_file(file.display().to_string()))?)
        };
    files.into_iter().map(read).collect()
}
