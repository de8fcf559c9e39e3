//! The population that a strategy draws its conversations from.

use message_model::{ApiRevision, Message};

use super::absent::Absent;
use super::story::Story;
use crate::channel::Channel;
use crate::draw::Key;
use crate::error::Error;
use crate::population::Profile;
use crate::population::Run;
use crate::scenario::Scenario;

/// The population that a strategy draws its conversations from: by default all built-in scenarios,
/// each on its own channels, on the latest release.
///
/// Some of the payloads lack optional properties that real ones lack too, see [`Absent`], so that a
/// test finds an `unwrap` on them; [`Population::whole`] has all.
///
/// ```
/// use message_generator::strategy::Population;
/// use message_generator::{Channel, Profile};
/// use message_model::{ApiRevision, MessageState};
///
/// let held_on_whatsapp = Population::of(["multitasking-hold"]).with_channel(Channel::Whatsapp);
/// let on_a_bad_day = Population::of_profile(Profile::builtin("outage").unwrap());
/// let whatever_release_192_allows = Population::of_walks().with_revision(ApiRevision::V192);
/// # let _ = (on_a_bad_day, whatever_release_192_allows);
///
/// let held = held_on_whatsapp.first_leg(|leg| leg.held == Some(true))?;
/// assert_eq!(held.state, Some(MessageState::Connected));
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Population {
    /// An unknown name is kept until something is drawn, so that a test can name its population
    /// where only a strategy can stand.
    run: Result<Run, Error>,
    is_whole: bool,
}

impl Default for Population {
    fn default() -> Self {
        Self::of_run(Run::new(0))
    }
}

impl Population {
    /// Conversations of the built-in scenarios of these names only, with equal chances; of all of
    /// them if there are no names.
    ///
    /// With a name that no built-in scenario has, a test that draws is aborted, and its message
    /// lists the names that there are.
    ///
    /// ```
    /// use message_generator::strategy::Population;
    ///
    /// let error = Population::of(["ham"]).first_leg(|_| true).unwrap_err().to_string();
    /// assert!(error.starts_with("scenario: found \"ham\", expected one of "), "{error}");
    /// ```
    #[must_use]
    pub fn of<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Self {
        let scenarios = names
            .into_iter()
            .map(|name| Scenario::named(name.as_ref()))
            .collect::<Result<Vec<_>, Error>>();
        Self {
            run: scenarios.map(|scenarios| Run::new(0).with_scenarios(scenarios)),
            is_whole: false,
        }
    }

    /// Conversations of these scenarios only, with equal chances; of all built-in ones if the list
    /// is empty.
    ///
    /// ```
    /// use message_generator::Scenario;
    /// use message_generator::strategy::Population;
    /// use message_model::DisconnectType;
    ///
    /// let population = Population::of_scenarios(vec![Scenario::named("spam")?]);
    /// let ends_by = |by: DisconnectType| {
    ///     population.first_leg(|leg| leg.disconnect_type.as_ref() == Some(&by))
    /// };
    /// assert!(ends_by(DisconnectType::Spam).is_ok() && ends_by(DisconnectType::Client).is_err());
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn of_scenarios(scenarios: Vec<Scenario>) -> Self {
        Self::of_run(Run::new(0).with_scenarios(scenarios))
    }

    /// The population of a profile.
    #[must_use]
    pub fn of_profile(profile: Profile) -> Self {
        Self::of_run(Run::new(0).with_profile(profile))
    }

    /// Random [walks](crate::walk()) through the transition table: everything that can happen,
    /// however unlikely.
    #[must_use]
    pub fn of_walks() -> Self {
        Self::of_run(Run::new(0).with_walks())
    }

    const fn of_run(run: Run) -> Self {
        Self {
            run: Ok(run),
            is_whole: false,
        }
    }

    /// The same population with every conversation on this channel.
    ///
    /// ```
    /// use message_generator::Channel;
    /// use message_generator::strategy::Population;
    ///
    /// let leg = Population::default().with_channel(Channel::Line).first_leg(|_| true)?;
    /// assert_eq!(leg.r#type.unwrap().as_str(), "line");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn with_channel(self, channel: Channel) -> Self {
        Self {
            run: self.run.map(|run| run.with_channel(channel)),
            ..self
        }
    }

    /// The same population on the platform of a release. Steps that are not possible there are left
    /// out of scripts.
    ///
    /// ```
    /// use message_generator::strategy::Population;
    /// use message_model::{ApiRevision, MessageState};
    ///
    /// let parked = |population: Population| {
    ///     population.first_leg(|leg| leg.state == Some(MessageState::Parked))
    /// };
    /// assert!(parked(Population::default()).is_ok());
    /// assert!(parked(Population::default().with_revision(ApiRevision::V19)).is_err());
    /// ```
    #[must_use]
    pub fn with_revision(self, revision: ApiRevision) -> Self {
        Self {
            run: self.run.map(|run| run.with_revision(revision)),
            ..self
        }
    }

    /// The same population with all properties that a played payload can have in each of them.
    ///
    /// ```
    /// use message_generator::strategy::{Population, conversations};
    /// use proptest::prelude::*;
    ///
    /// let whole = Population::default().whole();
    /// proptest!(ProptestConfig::with_cases(8), |(conversation in conversations(whole))| {
    ///     prop_assert!(conversation.self_uri.is_some());
    /// });
    /// ```
    #[must_use]
    pub fn whole(self) -> Self {
        Self {
            is_whole: true,
            ..self
        }
    }

    /// What the payloads lack that are drawn for a seed and a conversation number.
    fn absent(&self, seed: u64, conversation: u64) -> Absent {
        match self.is_whole {
            true => Absent::NONE,
            false => Absent::drawn(Key::new(seed, conversation)),
        }
    }

    /// The first leg that is wanted, see [`Run::first_leg`]; the seed is 0.
    ///
    /// ```
    /// use message_generator::strategy::Population;
    ///
    /// let held = Population::default().first_leg(|leg| leg.held == Some(true))?;
    /// assert!(held.start_hold_time.is_some());
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the first 1,000 conversations have no such leg, or the population has a scenario that
    /// does not exist.
    pub fn first_leg(&self, is_wanted: impl Fn(&Message) -> bool) -> Result<Message, Error> {
        self.run.clone()?.first_leg(is_wanted)
    }

    /// The story that is drawn for a seed and a conversation number.
    pub(super) fn story(&self, seed: u64, conversation: u64) -> Result<Story, Error> {
        let run = self.run.as_ref().map_err(Clone::clone)?;
        let play = run.play_of(Key::new(seed, conversation));
        Ok(Story::of_play(play, self.absent(seed, conversation)))
    }
}
