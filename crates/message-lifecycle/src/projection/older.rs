//! What a release older than the newest sends: without the properties that came later, and with
//! older values in place of later ones.

use std::sync::OnceLock;

use message_model::ApiRevision;
use message_model::contract::{Contract, Property};

use super::conversation::ConversationProperty;
use super::details::DetailsProperty;
use super::leg::LegProperty;
use super::participant::ParticipantProperty;
use super::property::{Named, Shown};

/// What a release sends of the objects that the visits show.
#[derive(Debug)]
pub(super) struct Older {
    revision: ApiRevision,
    pub(super) conversation: Vec<Shown>,
    pub(super) participant: Vec<Shown>,
    pub(super) leg: Vec<Shown>,
    pub(super) details: Vec<Shown>,
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
