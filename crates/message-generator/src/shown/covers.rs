//! What a file shows: which rows of the tables, properties and values of the contract occur in it.

use message_lifecycle::{LegState, SegmentEnd};
use message_model::{DocumentContent, Object, Present};

use super::aspect::Aspect;
use super::vocabulary::{Names, Vocabulary};
use crate::play::Episode;

/// What occurs in a leg, in a conversation or in several: for each [`Aspect`] the names.
///
/// ```
/// use message_generator::Run;
/// use message_generator::shown::{Aspect, Covers};
///
/// let covers = Covers::of(&Run::new(1).episodes(0)[0], None);
/// assert!(covers.names(Aspect::Purposes).contains("customer"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Covers {
    names: [Names; Aspect::ALL.len()],
}

impl Covers {
    /// What occurs in a conversation, or only in the leg at this position.
    ///
    /// ```
    /// use message_generator::Run;
    /// use message_generator::shown::{Aspect, Covers};
    ///
    /// let covers = Covers::of(&Run::new(7).episodes(0)[0], None);
    /// assert!(covers.names(Aspect::Transitions).iter().any(|row| row.starts_with("contact-")));
    /// ```
    #[must_use]
    pub fn of(episode: &Episode, leg: Option<usize>) -> Self {
        let mut covers = Self::default();
        let channel = episode.timeline.setup().channel.as_str().to_owned();
        covers.names[Aspect::Channels as usize].insert(channel.into());
        let states = episode.replayed(|simulation, applied| {
            let leg = simulation.conversation().leg(applied.leg);
            (leg.map(|leg| (leg.role(), leg.state().name())), applied)
        });
        for (event, (state, applied)) in states {
            if leg.is_some_and(|leg| leg != event.leg.position()) {
                continue;
            }
            covers.insert(Aspect::Transitions, applied.row.id);
            if let Some(change) = applied.status_row {
                covers.insert(Aspect::StatusChanges, change.id);
                covers.insert(Aspect::Statuses, change.to.as_str());
            }
            if let Some((role, state)) = state {
                covers.insert(Aspect::Purposes, role.purpose());
                covers.insert(Aspect::States, state.as_str());
            }
        }
        let legs = episode.state.legs().iter().enumerate();
        for (_, leg) in legs.filter(|(position, _)| leg.is_none_or(|leg| leg == *position)) {
            if let LegState::Disconnected { ending, .. } = leg.state() {
                covers.insert(Aspect::DisconnectTypes, ending.as_str());
            }
            for segment in leg.segments() {
                covers.insert(Aspect::SegmentTypes, segment.kind.as_str());
                if let Some((_, SegmentEnd::Next(next))) = segment.end {
                    covers.insert(Aspect::SegmentTypes, next.as_str());
                }
            }
        }
        covers
    }

    /// The names of this aspect that occur.
    #[must_use]
    pub fn names(&self, aspect: Aspect) -> &Names {
        &self.names[aspect as usize]
    }

    /// The names aspect by aspect.
    ///
    /// ```
    /// use message_generator::Run;
    /// use message_generator::shown::{Aspect, Covers};
    ///
    /// let covers = Covers::of(&Run::new(7).episodes(0)[0], None);
    /// let (aspect, names) = covers.aspects().next().unwrap();
    /// assert_eq!(names, covers.names(aspect));
    /// ```
    pub fn aspects(&self) -> impl Iterator<Item = (Aspect, &Names)> {
        Aspect::ALL.into_iter().zip(&self.names)
    }

    fn insert(&mut self, aspect: Aspect, name: &'static str) {
        self.names[aspect as usize].insert(name.into());
    }

    /// Adds everything that occurs in `other`; returns whether anything of it is new.
    ///
    /// ```
    /// use message_generator::Run;
    /// use message_generator::shown::{Aspect, Covers};
    ///
    /// let run = Run::new(7);
    /// let mut covers = Covers::of(&run.episodes(0)[0], None);
    /// let other = Covers::of(&run.episodes(1)[0], None);
    /// assert!(covers.add(&other), "another course shows something else");
    /// assert!(!covers.add(&other), "but only once");
    /// ```
    pub fn add(&mut self, other: &Self) -> bool {
        let mut is_more = false;
        for (own, other) in self.names.iter_mut().zip(&other.names) {
            if !other.is_subset(own) {
                own.extend(other.iter().cloned());
                is_more = true;
            }
        }
        is_more
    }

    /// The part that a reader can see in payloads: all but the channels and the rows of our tables.
    ///
    /// ```
    /// use message_generator::Run;
    /// use message_generator::shown::{Aspect, Covers};
    ///
    /// let covers = Covers::of(&Run::new(7).episodes(0)[0], None).on_the_wire();
    /// assert!(covers.names(Aspect::Transitions).is_empty(), "rows are our own");
    /// assert!(!covers.names(Aspect::States).is_empty());
    /// ```
    #[must_use]
    pub fn on_the_wire(&self) -> Self {
        let seen = self.aspects().filter(|(aspect, _)| aspect.is_on_the_wire());
        seen.map(|(aspect, names)| (aspect, names.clone()))
            .collect()
    }

    /// Everything but the names of one aspect, for a view that does not show them.
    ///
    /// ```
    /// use message_generator::Run;
    /// use message_generator::shown::{Aspect, Covers};
    ///
    /// let covers = Covers::of(&Run::new(1).episodes(0)[0], None);
    /// let flat = covers.clone().without(Aspect::SegmentTypes);
    /// assert!(flat.names(Aspect::SegmentTypes).is_empty());
    /// assert_eq!(flat.names(Aspect::States), covers.names(Aspect::States));
    /// ```
    #[must_use]
    pub fn without(mut self, aspect: Aspect) -> Self {
        self.names[aspect as usize].clear();
        self
    }

    /// The number of names that occur in `self` and not in the other.
    ///
    /// ```
    /// use message_generator::Run;
    /// use message_generator::shown::{Aspect, Covers};
    ///
    /// let covers = Covers::of(&Run::new(7).episodes(0)[0], None);
    /// assert_eq!(covers.beyond(&covers), 0);
    /// assert_eq!(covers.beyond(&Covers::default()), covers.count());
    /// ```
    #[must_use]
    pub fn beyond(&self, other: &Self) -> usize {
        let both = self.names.iter().zip(&other.names);
        both.map(|(own, other)| own.difference(other).count()).sum()
    }

    /// The number of names of all aspects together.
    #[must_use]
    pub fn count(&self) -> usize {
        self.names.iter().map(Names::len).sum()
    }

    /// Adds the properties and values of a leg or conversation.
    pub fn add_properties(&mut self, object: &impl Object) {
        self.add_present(|see| object.present(see));
    }

    fn add_present(&mut self, present: impl FnOnce(&mut dyn FnMut(Present))) {
        let (mut properties, mut values) = Vocabulary::get().names(present);
        self.names[Aspect::Properties as usize].append(&mut properties);
        self.names[Aspect::Values as usize].append(&mut values);
    }

    /// Adds the properties and values of what a payload contains.
    pub fn add_properties_of(&mut self, content: DocumentContent<'_>) {
        match content {
            DocumentContent::Message(message) => self.add_properties(message),
            DocumentContent::Conversation(conversation) => self.add_properties(conversation),
            DocumentContent::Media(media) => self.add_properties(media),
            DocumentContent::EventConversation(body) => self.add_properties(body),
            DocumentContent::EventMessageConversation(body) => self.add_properties(body),
            DocumentContent::DetailEvent(event) => self.add_present(|see| event.present(see)),
            DocumentContent::MessageData(data) => self.add_properties(data),
            DocumentContent::OpenMessage(message) => self.add_present(|see| message.present(see)),
            DocumentContent::Analytics(conversation) => self.add_properties(conversation),
            _ => {}
        }
    }
}

/// What occurs according to a list, such as a manifest.
impl FromIterator<(Aspect, Names)> for Covers {
    fn from_iter<I: IntoIterator<Item = (Aspect, Names)>>(names: I) -> Self {
        let mut covers = Self::default();
        for (aspect, names) in names {
            covers.names[aspect as usize].extend(names);
        }
        covers
    }
}
