//! Which conversations to draw from.

use crate::channel::Channel;
use crate::draw::Key;
use crate::profile::Profile;
use crate::run::Run;
use crate::scenario::Scenario;
use crate::script::Script;
use message_model::ApiRevision;

/// Which conversations a strategy draws: by default every built-in scenario on its channels, as of the latest release.
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
    /// Conversations of these scenarios only, each as often as the others; of all of them, if there are none.
    #[must_use]
    pub fn of(scenarios: Vec<Scenario>) -> Self {
        Self { run: Run::new(0).with_scenarios(scenarios) }
    }

    /// The population of a profile.
    #[must_use]
    pub fn of_profile(profile: Profile) -> Self {
        Self { run: Run::new(0).with_profile(profile) }
    }

    /// [Walks](crate::walk()) through the transition table: what can happen, not what usually does.
    #[must_use]
    pub fn of_walks() -> Self {
        Self { run: Run::new(0).with_walks() }
    }

    /// The same, all of them on one channel.
    #[must_use]
    pub fn on(self, channel: Channel) -> Self {
        Self { run: self.run.with_channel(channel) }
    }

    /// The same on the platform of a release; what that cannot do is left out of a script.
    #[must_use]
    pub fn as_of(self, revision: ApiRevision) -> Self {
        Self { run: self.run.with_revision(revision) }
    }

    /// The script at a point of all that can be drawn.
    pub(super) fn script(&self, seed: u64, conversation: u64) -> Script {
        self.run.script_of(Key::new(seed, conversation))
    }
}
