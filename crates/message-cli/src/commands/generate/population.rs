//! The arguments of `generate` that choose the population, turned into a run.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::{fs, io};

use anyhow::{Context, Result, bail, ensure};
use message_generator::{Channel, People, Profile, Run, SampleOptions, Scenario, check_plays};
use message_model::{ApiRevision, Evidence, Timestamp, UnknownName, one_of};

use crate::arguments::whole_number;
use crate::console;
use crate::play_file::{PlayFile, builtin_scenario, is_path};

#[derive(clap::Args)]
pub(super) struct Population {
    /// The seed from which all choices and all content are drawn
    #[arg(long, value_parser = whole_number, allow_negative_numbers = true, default_value_t = 1)]
    pub(super) seed: u64,
    /// Use only this built-in scenario (the command `list` names them); may be given more than
    /// once. Without it, all built-in scenarios are mixed by weight, and some conversations are
    /// still open
    #[arg(long, value_name = "NAME", value_parser = builtin_scenario)]
    scenario: Vec<Scenario>,
    /// Use the scenario files in this folder: only these; with `--scenario`, both; with the file of
    /// a profile, those that the profile names
    #[arg(long, value_name = "DIR")]
    scenarios: Option<PathBuf>,
    /// Use only scenarios with at least this evidence: `documented`, `observed` (or better) or
    /// `inferred` (all). Not for a profile, whose shares would change, and not for walks, which are
    /// never known as a whole
    #[arg(long, value_parser = known::<Evidence>, value_name = "EVIDENCE", default_value = "inferred")]
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
    #[arg(long, value_parser = known::<Channel>, help = format!("Put every conversation on this channel: {}", channel_names()))]
    pub(super) channel: Option<Channel>,
    /// Where people's names and texts come from: our own tables, or a locale of the `fake` crate,
    /// such as `fake:DE_DE`, whose values may change with the version of that crate
    #[arg(
        long,
        value_name = "own|fake:LOCALE",
        value_parser = People::from_name,
        default_value_t = People::default(),
    )]
    people: People,
    /// The time from which conversations start [default: 2026-01-05T09:00:00Z]
    #[arg(long, value_name = "TIME")]
    start: Option<Timestamp>,
    /// The API release that the platform runs, such as `19`, `219.1.0` or `latest`
    /// [default: latest, or that of the script]
    #[arg(long, value_name = "RELEASE")]
    pub(super) as_of: Option<ApiRevision>,
}

impl Population {
    /// The release that the platform runs.
    pub(super) fn as_of(&self) -> ApiRevision {
        self.as_of.unwrap_or(ApiRevision::LATEST)
    }

    /// The run that the arguments ask for.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or is wrong; if a scenario of the user's has a step that can never
    /// play; or, unless it `is_lenient`, if the only scenario has one that the release or the
    /// channel does not have.
    pub(super) fn run(&self, is_lenient: bool) -> Result<Run> {
        let mut run = Run::new(self.seed)
            .with_revision(self.as_of())
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
        let files = self
            .scenarios
            .as_deref()
            .map(read_scenarios)
            .transpose()?
            .unwrap_or_default();
        let own = files
            .iter()
            .map(|(_, scenario)| scenario.clone())
            .collect::<Vec<_>>();
        if let Some(name) = &self.profile {
            return Ok(run.with_profile(profile(name, &own)?));
        }
        let mut scenarios = self.scenario.clone();
        scenarios.extend(own);
        if let ([scenario], false) = (scenarios.as_slice(), is_lenient) {
            self.check_only(scenario, files.first().map(|(file, _)| file))?;
        }
        let is_mix = scenarios.is_empty();
        if is_mix {
            scenarios = Scenario::all_builtin().collect();
        }
        let before = scenarios.len();
        // The strongest evidence is the least.
        scenarios.retain(|scenario| scenario.evidence <= self.evidence);
        let filtered = before - scenarios.len();
        ensure!(
            !scenarios.is_empty(),
            "no scenario rests on what is {} alone",
            self.evidence
        );
        if filtered > 0 {
            console::remark(format_args!(
                "--evidence {}: without {filtered} of {before} scenarios, which rest on less",
                self.evidence
            ));
        }
        Ok(if is_mix {
            run.with_mix(scenarios)
        } else {
            run.with_scenarios(scenarios)
        })
    }

    /// Checks that all of the only scenario can be played on this platform.
    fn check_only(&self, scenario: &Scenario, file: Option<&PlayFile>) -> Result<()> {
        let mut options = SampleOptions::default();
        options.revision = self.as_of();
        options.channel = self.channel;
        let Err(error) = check_plays(scenario, &options) else {
            return Ok(());
        };
        let since = error.known_since();
        let error = match file {
            Some(file) => file.locate(error),
            None => error.in_file(&scenario.name),
        };
        match since {
            Some(since) => {
                bail!("{error}; take --as-of {since} or later, or --lenient to go without it")
            }
            None => bail!("{error}; take --lenient to go without it"),
        }
    }
}

/// The value of a closed list, or what was expected: clap says itself what was found.
fn known<T: FromStr<Err = UnknownName>>(name: &str) -> Result<T, String> {
    let value = name.parse::<T>();
    value.map_err(|error| format!("expected {}", error.expected()))
}

fn channel_names() -> String {
    Channel::ALL.map(Channel::as_str).join(", ")
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
    if !is_path(name) {
        bail!(
            "--profile: found {name:?}, expected a file or {}",
            one_of(name, Profile::builtin_names())
        );
    }
    PlayFile::read(Path::new(name))?.profile(own)
}

fn profile_names() -> String {
    Profile::builtin_names().collect::<Vec<_>>().join(", ")
}

/// The scenarios in a folder, sorted by file name.
///
/// # Errors
///
/// If one cannot be read, is wrong, or has a step that can never play.
fn read_scenarios(folder: &Path) -> Result<Vec<(PlayFile, Scenario)>> {
    let context = || format!("cannot read {}", folder.display());
    ensure!(
        !folder.is_file(),
        "--scenarios {}: found a file, expected a folder; the command `show` plays one file",
        folder.display()
    );
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
    files.iter().map(|file| read_scenario(file)).collect()
}

fn read_scenario(file: &Path) -> Result<(PlayFile, Scenario)> {
    let file = PlayFile::read(file)?;
    let scenario = file.scenario()?;
    check_plays(&scenario, &SampleOptions::default()).map_err(|error| file.locate(error))?;
    Ok((file, scenario))
}
