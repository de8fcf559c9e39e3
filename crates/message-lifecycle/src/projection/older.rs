//! What a release older than the newest sends: without the properties that came later, and with
//! older values in place of later ones.

use std::borrow::Cow;
use std::sync::OnceLock;

use message_model::contract::{Contract, Definition, Property};
use message_model::{
    ApiRevision, EngagementSource, MessageState, MessageType, RecordingState, SocialVisibility,
    WrapupPrompt,
};

use super::property::{
    ConversationProperty, DetailsProperty, LegProperty, Named, ParticipantProperty,
};

/// What a release sends of the objects that the visits show.
#[derive(Debug)]
pub(super) struct Older {
    revision: ApiRevision,
    conversation: Vec<Shown>,
    participant: Vec<Shown>,
    leg: Vec<Shown>,
    details: Vec<Shown>,
}

/// What a release shows of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: the release does not have it.
    Not,
    /// Every value that it can have.
    Whole,
    /// Older values in place of those that came later.
    Older(&'static Property),
}

impl Shown {
    /// What a release shows of each property of an object, in the order of the names.
    pub(super) fn of(
        definition: &'static Definition,
        names: &[&str],
        revision: ApiRevision,
    ) -> Vec<Self> {
        let of = |name: &&str| match definition.property(name) {
            Some(property) if !property.is_in(revision) => Self::Not,
            Some(property) if !property.is_whole_in(revision) => Self::Older(property),
            Some(_) => Self::Whole,
            None => Self::Not,
        };
        names.iter().map(of).collect()
    }
}

/// A property that can be cut down to what a release sends.
pub(super) trait Cut: Named + Sized {
    /// What the release sends of each property of this object.
    fn shown(older: &Older) -> &[Shown];

    /// The property with the value that the release sends, which does not have all values of it;
    /// `None` if it leaves the property out.
    fn cut(self, property: &'static Property, revision: ApiRevision) -> Option<Self>;
}

impl Older {
    /// What a release sends; `None` for the newest, which sends everything.
    ///
    /// It is the same for every conversation, so it is worked out once for each release that is
    /// asked for.
    pub(super) fn than_newest(revision: ApiRevision) -> Option<&'static Self> {
        static RELEASES: OnceLock<Vec<(ApiRevision, OnceLock<Older>)>> = OnceLock::new();
        if revision == ApiRevision::LATEST {
            return None;
        }
        let with_nothing = |revision| (revision, OnceLock::new());
        let releases = RELEASES.get_or_init(|| ApiRevision::all().map(with_nothing).collect());
        let place = releases.binary_search_by_key(&revision, |(revision, _)| *revision);
        let (_, older) = &releases[place.expect("every release was published")];
        Some(older.get_or_init(|| Self::of(revision)))
    }

    fn of(revision: ApiRevision) -> Self {
        Self {
            revision,
            conversation: shown_of::<ConversationProperty<'_>>(revision),
            participant: shown_of::<ParticipantProperty<'_>>(revision),
            leg: shown_of::<LegProperty<'_>>(revision),
            details: shown_of::<DetailsProperty<'_>>(revision),
        }
    }

    /// The property as the release sends it; `None` if it does not have it.
    pub(super) fn cut<P: Cut>(&self, property: P) -> Option<P> {
        match P::shown(self)[property.place()] {
            Shown::Not => None,
            Shown::Whole => Some(property),
            Shown::Older(of) => property.cut(of, self.revision),
        }
    }
}

fn shown_of<P: Named>(revision: ApiRevision) -> Vec<Shown> {
    let definition = Contract::get().definition(P::OBJECT);
    let definition = definition.expect("the contract has every object that is visited");
    Shown::of(definition, P::NAMES, revision)
}

impl Cut for ConversationProperty<'_> {
    fn shown(older: &Older) -> &[Shown] {
        &older.conversation
    }

    fn cut(self, property: &'static Property, revision: ApiRevision) -> Option<Self> {
        let sent = |text| property.as_sent(text, revision);
        Some(match self {
            Self::RecordingState(state) => {
                Self::RecordingState(RecordingState::from_text(sent(state.as_str())?))
            }
            // Participants have a visit of their own; the rest has one form in all releases.
            other => other,
        })
    }
}

impl Cut for ParticipantProperty<'_> {
    fn shown(older: &Older) -> &[Shown] {
        &older.participant
    }

    fn cut(self, property: &'static Property, revision: ApiRevision) -> Option<Self> {
        let sent = |text| property.as_sent(text, revision);
        Some(match self {
            Self::WrapupPrompt(prompt) => {
                Self::WrapupPrompt(WrapupPrompt::from_text(sent(prompt.as_str())?))
            }
            Self::ConversationRoutingData(data) => {
                Self::ConversationRoutingData(data.as_of(revision).value)
            }
            // The leg has a visit of its own; the rest has one form in all releases.
            other => other,
        })
    }
}

impl Cut for LegProperty<'_> {
    fn shown(older: &Older) -> &[Shown] {
        &older.leg
    }

    fn cut(self, property: &'static Property, revision: ApiRevision) -> Option<Self> {
        let sent = |text| property.as_sent(text, revision);
        Some(match self {
            Self::State(state) => Self::State(MessageState::from_text(sent(state.as_str())?)),
            Self::InitialState(state) => {
                Self::InitialState(MessageState::from_text(sent(state.as_str())?))
            }
            Self::Segments(segments) => Self::Segments(segments.at_revision(revision)),
            Self::ErrorInfo(error) => {
                Self::ErrorInfo(Cow::Owned(error.into_owned().as_of(revision).value))
            }
            Self::DisconnectType(ending) => {
                Self::DisconnectType(sent(ending.as_str())?.parse().ok()?)
            }
            Self::Type(channel) => {
                Self::Type(Cow::Owned(MessageType::from_text(sent(channel.as_str())?)))
            }
            Self::JourneyContext(context) => {
                Self::JourneyContext(Cow::Owned(context.into_owned().as_of(revision).value))
            }
            Self::QueueMediaSettings(settings) => {
                Self::QueueMediaSettings(Cow::Owned(settings.into_owned().as_of(revision).value))
            }
            Self::EngagementSource(source) => {
                Self::EngagementSource(EngagementSource::from_text(sent(source.as_str())?))
            }
            // Messages have a visit of their own; the rest has one form in all releases.
            other => other,
        })
    }
}

impl Cut for DetailsProperty<'_> {
    fn shown(older: &Older) -> &[Shown] {
        &older.details
    }

    fn cut(self, property: &'static Property, revision: ApiRevision) -> Option<Self> {
        let sent = |text| property.as_sent(text, revision);
        Some(match self {
            Self::MessageStatus(status) => {
                Self::MessageStatus(sent(status.as_str())?.parse().ok()?)
            }
            Self::Media(media) => {
                let media = media.into_owned().into_iter();
                Self::Media(media.map(|it| it.as_of(revision).value).collect())
            }
            Self::Stickers(stickers) => {
                let stickers = stickers.into_owned().into_iter();
                Self::Stickers(stickers.map(|it| it.as_of(revision).value).collect())
            }
            Self::MessageMetadata(metadata) => {
                Self::MessageMetadata(Cow::Owned(metadata.into_owned().as_of(revision).value))
            }
            Self::SocialVisibility(visibility) => {
                Self::SocialVisibility(SocialVisibility::from_text(sent(visibility.as_str())?))
            }
            Self::ErrorInfo(error) => {
                Self::ErrorInfo(Cow::Owned(error.into_owned().as_of(revision).value))
            }
            // The rest has one form in all releases.
            other => other,
        })
    }
}
