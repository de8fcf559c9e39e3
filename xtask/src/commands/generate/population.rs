//! Which conversations: what the arguments of `generate` say of them, as a run.

use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, ensure};
use message_generator::{Channel, People, Profile, Run, Scenario};
use message_model::{ApiRevision, Evidence, Timestamp};

#[derive(clap::Args)]
pub(super) struct Population {
    /// What all choices and all content are drawn from
    #[arg(long, default_value_t = 1)]
    pub(super) seed: u64,
    /// Only this built-in scenario, as `cargo xtask list` names it; may be given more than once. Without any, all built-in
    /// ones by their weight, and some conversations still open
    #[arg(long, value_name = "NAME", value_parser = scenario)]
    scenario: Vec<Scenario>,
    /// The scenarios of one's own in this folder: only these, also these next to `--scenario`, or those that the file of a
    /// profile speaks of
    #[arg(long, value_name = "DIR")]
    scenarios: Option<PathBuf>,
    /// Only scenarios that rest on this at least: `documented`, `observed` (or documented) or `inferred` (all of them). Not
    /// for a profile, whose shares would be others, nor for walks, whose course as a whole nobody has seen
    #[arg(long, value_parser = evidence, value_name = "EVIDENCE", default_value = "inferred")]
    evidence: Evidence,
    #[arg(long, value_name = "NAME|FILE", conflicts_with_all = ["scenario", "evidence"], help = format!(
        "The population of a profile, in place of scenarios: {}, or one in a file", profile_names()
    ))]
    profile: Option<String>,
    /// Walks at random through the transition table, in place of scenarios
    #[arg(long, conflicts_with_all = ["scenario", "scenarios", "evidence", "profile"])]
    walk: bool,
    #[arg(long, value_parser = channel, help = format!("All of it on one channel: {}", channel_names()))]
    pub(super) channel: Option<Channel>,
    /// Whose names and words: `own`, or `fake:LOCALE` for those of the fake crate, such as `fake:DE_DE`, which may be others
    /// with its next version
    #[arg(long, value_name = "own|fake:LOCALE", value_parser = People::from_name, default_value_t = People::default())]
    people: People,
    /// When the first conversation may start, such as `2026-01-05T09:00:00Z`, which is also the default
    #[arg(long, value_name = "TIME")]
    start: Option<Timestamp>,
    /// The release that sends it, such as `19`, `219.1.0` or `latest`
    #[arg(long, value_name = "RELEASE", default_value = "latest")]
    pub(super) as_of: ApiRevision,
}

impl Population {
    /// The run that the arguments ask for.
    pub(super) fn run(&self) -> Result<Run> {
        let mut run = Run::new(self.seed).with_revision(self.as_of).with_people(self.people);
        if let Some(start) = self.start {
            run = run.with_start(start);
        }
        if let Some(channel) = self.channel {
            run = run.with_channel(channel);
        }
        if self.walk {
            return Ok(run.with_walks());
        }
        let own = self.scenarios.as_deref().map(read_scenarios).transpose()?.unwrap_or_default();
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
        ensure!(!scenarios.is_empty(), "no scenario rests on what is {} alone", self.evidence);
        Ok(if is_mix { run.with_mix(scenarios) } else { run.with_scenarios(scenarios) })
    }
}

fn scenario(name: &str) -> Result<Scenario, String> {
    Scenario::builtin(name).ok_or_else(|| {
        let known: Vec<_> = Scenario::builtin_names().collect();
        format!("expected one of {}", known.join(", "))
    })
}

fn evidence(name: &str) -> Result<Evidence, String> {
    Evidence::from_text(name)
        .ok_or_else(|| format!("expected one of {}", Evidence::ALL.map(Evidence::as_str).join(", ")))
}

fn channel(name: &str) -> Result<Channel, String> {
    let found = Channel::ALL.iter().find(|channel| channel.as_str() == name);
    found.copied().ok_or_else(|| format!("expected one of {}", channel_names()))
}

fn channel_names() -> String {
    Channel::ALL.iter().map(|channel| channel.as_str()).collect::<Vec<_>>().join(", ")
}

/// The built-in profile of that name, or the one in that file, which may speak of scenarios of one's own.
fn profile(name: &str, own: &[Scenario]) -> Result<Profile> {
    if let Some(profile) = Profile::builtin(name) {
        ensure!(own.is_empty(), "--scenarios goes with the file of a profile, {name} has scenarios of its own");
        return Ok(profile);
    }
    let text = fs::read_to_string(name)
        .with_context(|| format!("expected a profile file or one of {}, found {name:?}", profile_names()))?;
    Ok(Profile::from_json_with(&text, own).map_err(|error| error.in_file(name))?)
}

fn profile_names() -> String {
    Profile::builtin_names().collect::<Vec<_>>().join(", ")
}

/// The scenarios in a folder, by the names of their files.
fn read_scenarios(folder: &Path) -> Result<Vec<Scenario>> {
    let context = || format!("cannot read {}", folder.display());
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).with_context(context)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    ensure!(!files.is_empty(), "{} has no scenario, expected files that end in .json", folder.display());
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(Scenario::from_json(&text).map_err(|error| error.in_file(file.display().to_string()))?)
    };
    files.into_iter().map(read).collect()
}
