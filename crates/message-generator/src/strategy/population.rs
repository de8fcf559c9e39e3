//! The population that a strategy draws its conversations from.

use message_model::ApiRevision;

use crate::channel::Channel;
use crate::draw::Key;
use crate::population::Profile;
use crate::population::Run;
use crate::scenario::Scenario;
use crate::script::Script;

/// The population that a strategy draws its conversations from: by default all built-in scenarios,
/// each on its own channels, on the latest release.
///
/// ```
/// use message_generator::strategy::Population;
/// use message_generator::{Channel, Profile, Scenario};
/// use message_model::ApiRevision;
///
/// let scenario = Scenario::builtin("multitasking-hold").unwrap();
/// let held_on_whatsapp = Population::of(vec![scenario]).on(Channel::Whatsapp);
/// let on_a_bad_day = Population::of_profile(Profile::builtin("outage").unwrap());
/// let whatever_release_192_allows = Population::of_walks().as_of(ApiRevision::V192);
/// # let _ = (held_on_whatsapp, on_a_bad_day, whatever_release_192_allows);
/// ```
#[derive(Debug, Clone)]
pub struct Population {
    run: Run,
}

impl Default for Population {
    fn default() -> Self {
        Self { run: Run::new(0) }
    }
}

impl Population {
    /// Conversations of these scenarios only, with equal chances; of all built-in ones if the list
    /// is empty.
    #[must_use]
    pub fn of(scenarios: Vec<Scenario>) -> Self {
        Self {
            run: Run::new(0).with_scenarios(scenarios),
        }
    }

    /// The population of a profile.
    #[must_use]
    pub fn of_profile(profile: Profile) -> Self {
        Self {
            run: Run::new(0).with_profile(profile),
        }
    }

    /// Random [walks](crate::walk()) through the transition table: everything that can happen,
    /// however unlikely.
    #[must_use]
    pub fn of_walks() -> Self {
        Self {
            run: Run::new(0).with_walks(),
        }
    }

    /// The same population with every conversation on this channel.
    #[must_use]
    pub fn on(self, channel: Channel) -> Self {
        Self {
            run: self.run.with_channel(channel),
        }
    }

    /// The same population on the platform of a release. Steps that are not possible there are left
    /// out of scripts.
    #[must_use]
    pub fn as_of(self, revision: ApiRevision) -> Self {
        Self {
            run: self.run.with_revision(revision),
        }
    }

    /// The script that is drawn for a seed and a conversation number.
    pub(super) fn script(&self, seed: u64, conversation: u64) -> Script {
        self.run.script_of(Key::new(seed, conversation))
    }
}
