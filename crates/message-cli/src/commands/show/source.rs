//! What is to be drawn, as a name or a file tells it, and how it is played.

use std::fs;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use message_generator::{
    Key, LeftOut, Play, Profile, Run, SampleOptions, Scenario, Script, sample_with,
};
use message_model::{ApiRevision, did_you_mean};

use crate::arguments::whole_number;
use crate::console;
use crate::play_file::{Content, PlayFile, is_path};
use crate::program::Program;
use crate::records::{MB, RECORD_MB_MAX, Record, records};

/// Which play of a scenario or profile is drawn, and how.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct PlayArgs {
    /// The seed from which the choices of a scenario are drawn; ignored for a script and a capture
    #[arg(long, value_parser = whole_number, allow_negative_numbers = true, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Draw the conversation of this number, at the times at which `generate` writes it with the
    /// same scenario and seed. Without it, the play that the corpus has is drawn, which starts at
    /// 09:00; of a profile, the first one. Ignored for a script and a capture
    #[arg(long, value_name = "NUMBER", value_parser = whole_number, allow_negative_numbers = true)]
    conversation: Option<u64>,
    /// The API release that the platform runs, such as `219.1.0` [default: latest, or that of the
    /// script]. Ignored for a capture
    #[arg(long, value_name = "RELEASE")]
    as_of: Option<ApiRevision>,
    /// Leave out the steps that cannot happen and the records that cannot be read, and say which on
    /// standard error
    #[arg(long)]
    pub(crate) lenient: bool,
}

/// What is played.
pub(crate) enum Subject {
    Scenario(Scenario),
    Profile(Profile),
    Script(Script),
}

/// Where that which is drawn comes from.
pub(crate) enum Source<'n> {
    /// It is played. With the file that it was read from, unless it is built in.
    Play(Box<Subject>, Option<PlayFile>),
    /// It was captured.
    Captured(Box<dyn Iterator<Item = Result<Record>> + 'n>),
}

impl<'n> Source<'n> {
    /// What a name or the path of a file stands for.
    ///
    /// # Errors
    ///
    /// If there is no such file and nothing of that name, or if the file holds something else.
    pub(crate) fn of(what: &'n str, program: Program) -> Result<Self> {
        if let Some(scenario) = Scenario::builtin(what) {
            return Ok(Self::built_in(Subject::Scenario(scenario)));
        }
        if let Some(profile) = Profile::builtin(what) {
            return Ok(Self::built_in(Subject::Profile(profile)));
        }
        if what == "-" {
            return Ok(Self::Captured(records(what)));
        }
        if !is_path(what) {
            let known = Scenario::builtin_names().chain(Profile::builtin_names());
            let meant = did_you_mean(what, known);
            bail!(
                "found {what:?}, expected a file, or a scenario or profile that `{program} list` names{meant}"
            );
        }
        // More than a scenario, script or profile can have.
        if fs::metadata(what).is_ok_and(|file| file.len() > (RECORD_MB_MAX * MB) as u64) {
            return Ok(Self::Captured(records(what)));
        }
        let file = PlayFile::read(Path::new(what))?;
        if let Some(records) = file.captured() {
            return Ok(Self::Captured(Box::new(records)));
        }
        Ok(Self::Play(Box::new(Subject::of(&file)?), Some(file)))
    }

    fn built_in(subject: Subject) -> Self {
        Self::Play(Box::new(subject), None)
    }
}

impl Subject {
    /// What is to be played from the file.
    fn of(file: &PlayFile) -> Result<Self> {
        Ok(match file.content()? {
            Content::Scenario => Self::Scenario(file.scenario()?),
            Content::Script => Self::Script(file.script()?),
            Content::Profile => Self::Profile(file.profile(&[])?),
        })
    }

    /// The scenario, if it is one.
    pub(crate) fn scenario(&self) -> Option<&Scenario> {
        match self {
            Self::Scenario(scenario) => Some(scenario),
            Self::Profile(_) | Self::Script(_) => None,
        }
    }
}

impl PlayArgs {
    /// Plays what the arguments ask for of the subject, which is called `what` and was read from
    /// this file.
    ///
    /// # Errors
    ///
    /// If a step cannot happen; a lenient play leaves it out and says so.
    pub(crate) fn play(
        &self,
        subject: &Subject,
        what: &str,
        file: Option<&PlayFile>,
    ) -> Result<Play> {
        let mut played = self.played(subject);
        for LeftOut { error, .. } in played.left_out.drain(..) {
            let error = match file {
                Some(file) => file.locate(error),
                None => error.in_file(what),
            };
            ensure!(self.lenient, error);
            console::remark(format_args!("left out: {error}"));
        }
        Ok(played)
    }

    fn played(&self, subject: &Subject) -> Play {
        let as_of = self.as_of.unwrap_or(ApiRevision::LATEST);
        let run = Run::new(self.seed).with_revision(as_of);
        match (subject, self.conversation) {
            (Subject::Script(script), _) => Play::of(Script {
                revision: self.as_of.unwrap_or(script.revision),
                ..script.clone()
            }),
            (Subject::Scenario(scenario), None) => {
                let mut options = SampleOptions::default();
                options.revision = as_of;
                Play::of(sample_with(scenario, Key::new(self.seed, 0), &options))
            }
            (Subject::Scenario(scenario), Some(number)) => {
                run.with_scenarios(vec![scenario.clone()]).played(number)
            }
            (Subject::Profile(profile), number) => run
                .with_profile(profile.clone())
                .played(number.unwrap_or_default()),
        }
    }
}
