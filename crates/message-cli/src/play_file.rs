//! The files that people write to have something played: scenarios, scripts and profiles.

use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use message_generator::json_file::locate;
use message_generator::{Error, Profile, Scenario, Script};
use message_model::{Capture, did_you_mean};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use crate::payload_text::payload;
use crate::records::{Record, records_of};
use crate::text_file::read_text;

/// A file whose content is to be played, with its text, so that every error can name the line.
pub struct PlayFile {
    name: String,
    text: String,
}

/// What a file holds that can be played.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Scenario,
    Script,
    Profile,
}

/// What a file holds, as far as its properties tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Play(Content),
    /// Something else, by its name with its article, and whether `validate` reads it.
    Other(&'static str, bool),
    /// The parser says where it stops being JSON.
    BrokenJson,
}

impl PlayFile {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is not text.
    pub fn read(path: &Path) -> Result<Self> {
        Ok(Self {
            name: path.display().to_string(),
            text: read_text(path)?,
        })
    }

    /// The scenario in the file.
    ///
    /// # Errors
    ///
    /// If the file holds something else, or the scenario is wrong.
    pub fn scenario(&self) -> Result<Scenario> {
        self.expect("a scenario", Content::Scenario)?;
        Ok(Scenario::from_json(&self.text).map_err(|error| self.locate(error))?)
    }

    /// The script in the file.
    ///
    /// # Errors
    ///
    /// If the file holds something else, or the script is wrong or has no step.
    pub fn script(&self) -> Result<Script> {
        self.expect("a script", Content::Script)?;
        let script = Script::from_json(&self.text).map_err(|error| self.locate(error))?;
        ensure!(
            !script.steps.is_empty(),
            "{}: steps: found none, expected at least one",
            self.name
        );
        Ok(script)
    }

    /// The profile in the file, which may name these scenarios.
    ///
    /// # Errors
    ///
    /// If the file holds something else, or the profile is wrong.
    pub(crate) fn profile(&self, own: &[Scenario]) -> Result<Profile> {
        self.expect("a profile", Content::Profile)?;
        Ok(Profile::from_json_with(&self.text, own).map_err(|error| self.locate(error))?)
    }

    /// What the file holds.
    ///
    /// # Errors
    ///
    /// If it holds nothing that can be played.
    pub(crate) fn content(&self) -> Result<Content> {
        match self.holds() {
            Holds::Play(content) => Ok(content),
            Holds::BrokenJson => Ok(Content::Scenario),
            found @ Holds::Other(..) => {
                Err(self.unexpected(found, "a scenario, script or profile"))
            }
        }
    }

    /// The records of the file, if it holds captured payloads.
    pub(crate) fn captured(&self) -> Option<impl Iterator<Item = Result<Record>> + use<>> {
        let may_be = match self.holds() {
            // Whatever has no telling property counts as a script, so it may as well be a payload.
            Holds::Play(Content::Script) => !self.has_steps(),
            Holds::Play(_) => false,
            Holds::Other(_, true) => return Some(records_of(&self.text)),
            Holds::Other(_, false) | Holds::BrokenJson => true,
        };
        let is_captured = |record: Result<Record>| {
            let text = record.ok().and_then(|record| record.text.ok());
            text.is_some_and(|text| Capture::read(payload(&text)).is_ok())
        };
        let is_captured = may_be && records_of(&self.text).any(is_captured);
        is_captured.then(|| records_of(&self.text))
    }

    /// Whether the file is an object that says what is to be played, rightly or not.
    fn has_steps(&self) -> bool {
        #[derive(Deserialize)]
        struct Marks {
            format: Option<IgnoredAny>,
            steps: Option<IgnoredAny>,
        }
        let marks = serde_json::from_str::<Marks>(&self.text);
        marks.is_ok_and(|marks| marks.format.is_some() || marks.steps.is_some())
    }

    /// The error with the file and, if it names a step that the file has, its line.
    pub fn locate(&self, error: Error) -> Error {
        locate(error, &self.text).in_file(&self.name)
    }

    fn expect(&self, expected: &str, content: Content) -> Result<()> {
        match self.holds() {
            Holds::BrokenJson => Ok(()),
            found if found == Holds::Play(content) => Ok(()),
            found => Err(self.unexpected(found, expected)),
        }
    }

    fn unexpected(&self, found: Holds, expected: &str) -> anyhow::Error {
        let (found, next) = match found {
            Holds::Play(Content::Scenario) => ("a scenario", "; the command `show` draws it"),
            Holds::Play(Content::Script) => ("a script", "; the command `show` draws it"),
            Holds::Play(Content::Profile) => ("a profile", "; `generate --profile` plays it"),
            Holds::Other(what, true) => (
                what,
                "; the command `show` draws payloads, `validate` checks them",
            ),
            Holds::Other(what, false) => (what, ""),
            Holds::BrokenJson => ("broken JSON", ""),
        };
        anyhow!("{}:1: found {found}, expected {expected}{next}", self.name)
    }

    fn holds(&self) -> Holds {
        if !self.text.trim_start().starts_with(['{', '[']) {
            return Holds::Other("no JSON", false);
        }
        let object = match serde_json::from_str(&self.text) {
            Ok(Value::Object(object)) => object,
            // `validate` reads an array of payloads, and nothing plays several scenarios.
            Ok(Value::Array(elements)) => {
                let is_played = |one: &Value| one.get("steps").is_some();
                return Holds::Other("an array", !elements.iter().any(is_played));
            }
            Ok(_) | Err(_) => return Holds::BrokenJson,
        };
        let has = |name: &str| object.contains_key(name);
        if has("mixes") {
            Holds::Play(Content::Profile)
        } else if has("participants") {
            Holds::Other("a Conversation", true)
        } else if has("eventBody") || has("topicName") {
            Holds::Other("a notification", true)
        } else if has("segments") || has("state") {
            Holds::Other("a Message leg", true)
        } else if has("shows") || has("evidence") || has("channels") {
            Holds::Play(Content::Scenario)
        } else {
            Holds::Play(Content::Script)
        }
    }
}

/// The built-in scenario of this name.
///
/// # Errors
///
/// If there is none; the error has the name that was probably meant.
pub(crate) fn builtin_scenario(name: &str) -> Result<Scenario, String> {
    Scenario::builtin(name).ok_or_else(|| {
        let meant = did_you_mean(name, Scenario::builtin_names());
        format!("expected a scenario that the command `list` names{meant}")
    })
}

/// Whether an argument looks like the path of a file rather than the name of something built in.
pub(crate) fn is_path(argument: &str) -> bool {
    argument.contains(['/', '\\', '.']) || Path::new(argument).exists()
}
