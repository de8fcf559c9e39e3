//! Which conversations to draw from.

use crate::channel::Channel;
use crate::run::Run;
use crate::scenario::Scenario;
use crate::script::Script;
use message_model::ApiRevision;

/// Which conversations a strategy draws: by default every built-in scenario on its channels, as of the latest release.
///
/// ```
/// use message_generator::strategy::Population;
/// use message_generator::{Channel, Scenario};
///
/// let scenario = Scenario::builtin("multitasking-hold").unwrap();
/// let population = Population::of(vec![scenario]).on(Channel::Whatsapp);
/// # let _ = population;
/// ```
#[derive(Debug, Clone)]
pub struct Population {
    run: Run,
    revision: ApiRevision,
}

impl Default for Population {
    fn default() -> Self {
        Self { run: Run::new(0), revision: ApiRevision::LATEST }
    }
}

impl Population {
    /// Conversations of these scenarios only, each as often as the others; of all of them, if there are none.
    #[must_use]
    pub fn of(scenarios: Vec<Scenario>) -> Self {
        Self { run: Run::new(0).with_scenarios(scenarios), ..Self::default() }
    }

    /// The same, all of them on one channel.
    #[must_use]
    pub fn on(self, channel: Channel) -> Self {
        Self { run: self.run.with_channel(channel), ..self }
    }

    /// The same on the platform of a release; what that cannot do is left out of a script.
    #[must_use]
    pub fn as_of(self, revision: ApiRevision) -> Self {
        Self { revision, ..self }
    }

    /// The script at a point of all that can be drawn.
    pub(super) fn script(&self, seed: u64, conversation: u64) -> Script {
        let script = self.run.clone().with_seed(seed).script(conversation);
        Script { revision: self.revision, ..script }
    }
}
