//! The aspects of a conversation: each kind of thing that one can show, listed once.
//!
//! What there is to show of the life cycle is computed from its tables, for a release and a
//! channel. So 100 % of such an aspect can always be reached: what no run can show on that platform
//! is not counted.

use std::borrow::Cow;
use std::collections::BTreeSet;

use message_lifecycle::{Role, Row, SegmentEffect, SegmentType, StateName, StatusRow, Table};
use message_model::contract::{EnumValue, Root, View};
use message_model::{ApiRevision, MessageStatus};

use super::vocabulary::{self, Names};
use crate::channel::Channel;

message_model::closed_list! {
    /// One kind of thing that conversations show, such as transitions.
    ///
    /// The order is that in which the manifest of a corpus lists them.
    ///
    /// ```
    /// use message_generator::Run;
    /// use message_generator::shown::{Aspect, Covers};
    /// use message_model::ApiRevision;
    ///
    /// let aspect: Aspect = "disconnect-types".parse()?;
    /// let possible = aspect.possible(ApiRevision::LATEST, None);
    /// assert!(possible.contains("session.expired"));
    /// assert!(!aspect.possible(ApiRevision::V19, None).contains("session.expired"));
    /// let covers = Covers::of(&Run::new(1).episodes(0)[0], None);
    /// assert!(covers.names(aspect).is_subset(&possible));
    /// # Ok::<(), message_model::UnknownName>(())
    /// ```
    pub enum Aspect {
        /// The channels: the `type` of the legs.
        Channels = "channels",
        /// The purposes of the participants.
        Purposes = "purposes",
        /// The states that legs have been in; `held` counts as one.
        States = "states",
        /// The disconnect types of the legs.
        DisconnectTypes = "disconnect-types",
        /// The types of segments.
        SegmentTypes = "segment-types",
        /// The statuses that messages have had.
        Statuses = "statuses",
        /// The rows of the transition table that were taken, by id.
        Transitions = "transitions",
        /// The rows of the table of message statuses that were taken, by id.
        StatusChanges = "status-changes",
        /// The properties of the contract's objects, such as `Message.peerId`.
        Properties = "properties",
        /// The listed values of the contract's properties, such as `Message.state=parked`.
        Values = "values",
    }
}

impl Aspect {
    /// The aspects that a run can be asked to show completely: those of the life cycle. Of the
    /// contract's properties and values no run shows all.
    ///
    /// ```
    /// use message_generator::shown::Aspect;
    ///
    /// assert!(Aspect::goals().all(|goal| goal != Aspect::Properties));
    /// assert_eq!(Aspect::goals().count(), 8);
    /// ```
    pub fn goals() -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(|aspect| !aspect.is_of_contract())
    }

    /// The key in the manifest of a corpus, such as `disconnectTypes`.
    ///
    /// ```
    /// use message_generator::shown::Aspect;
    ///
    /// assert_eq!(Aspect::DisconnectTypes.key(), "disconnectTypes");
    /// assert_eq!(Aspect::DisconnectTypes.as_str(), "disconnect-types");
    /// ```
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::DisconnectTypes => "disconnectTypes",
            Self::SegmentTypes => "segmentTypes",
            Self::StatusChanges => "statusChanges",
            _ => self.as_str(),
        }
    }

    /// Whether the names are those of the contract's properties and values, rather than of the life
    /// cycle.
    ///
    /// ```
    /// use message_generator::shown::Aspect;
    ///
    /// let of_contract = Aspect::ALL.into_iter().filter(|aspect| aspect.is_of_contract());
    /// assert!(of_contract.eq([Aspect::Properties, Aspect::Values]));
    /// ```
    #[must_use]
    pub const fn is_of_contract(self) -> bool {
        matches!(self, Self::Properties | Self::Values)
    }

    /// Whether a reader can see it in payloads; the rows of our own tables leave only traces there.
    /// The channel counts as not seen: it is the same all through a conversation, and says nothing
    /// of its course.
    pub(super) const fn is_on_the_wire(self) -> bool {
        !matches!(
            self,
            Self::Channels | Self::Transitions | Self::StatusChanges
        )
    }

    /// The names of everything of this kind that the life cycle's tables and the contract's lists
    /// have, whether or not it can happen.
    ///
    /// ```
    /// use message_generator::shown::Aspect;
    ///
    /// // No conversation with messages ends so.
    /// assert!(Aspect::DisconnectTypes.listed().contains("transfer.consult"));
    /// assert!(!Aspect::DisconnectTypes.everything().contains("transfer.consult"));
    /// ```
    #[must_use]
    pub fn listed(self) -> Names {
        let table = Table::standard();
        match self {
            Self::Channels => borrowed(Channel::ALL.iter().map(|channel| channel.as_str())),
            Self::Purposes => borrowed(Role::ALL.map(Role::purpose)),
            Self::States => {
                let of_leg = StateName::ALL
                    .into_iter()
                    .filter(|name| *name != StateName::New);
                borrowed(of_leg.map(StateName::as_str))
            }
            Self::DisconnectTypes => {
                let property = Root::Message.definition().property("disconnectType");
                let values = property.into_iter().flat_map(|property| property.values());
                borrowed(values.map(EnumValue::text))
            }
            Self::SegmentTypes => borrowed(SegmentType::ALL.map(SegmentType::as_str)),
            Self::Statuses => borrowed(MessageStatus::TEXTS.iter().copied()),
            Self::Transitions => borrowed(table.rows.iter().map(|row| row.id)),
            Self::StatusChanges => borrowed(table.statuses.iter().map(|row| row.id)),
            Self::Properties | Self::Values => self.possible(ApiRevision::LATEST, None),
        }
    }

    /// The names of everything of this kind that the platform of a release can show, on one channel
    /// or (`None`) on any. Of properties and values it is all that the release's contract has.
    ///
    /// ```
    /// use message_generator::Channel;
    /// use message_generator::shown::Aspect;
    /// use message_model::ApiRevision;
    ///
    /// let read = |channel| Aspect::Statuses.possible(ApiRevision::LATEST, channel).contains("read");
    /// assert!(read(None) && read(Some(Channel::Whatsapp)) && !read(Some(Channel::Sms)));
    /// ```
    #[must_use]
    pub fn possible(self, revision: ApiRevision, channel: Option<Channel>) -> Names {
        let rows = || rows(revision).into_iter();
        let statuses = || statuses(revision, channel).into_iter();
        match self {
            Self::Channels => {
                let is_asked = |known: &&Channel| channel.is_none_or(|channel| channel == **known);
                borrowed(
                    Channel::ALL
                        .iter()
                        .filter(is_asked)
                        .map(|channel| channel.as_str()),
                )
            }
            Self::Purposes => borrowed(
                rows()
                    .filter(|row| row.event.opens())
                    .flat_map(|row| row.roles.iter().copied().map(Role::purpose)),
            ),
            Self::States => borrowed(
                rows()
                    .filter_map(|row| row.movement.next())
                    .map(StateName::as_str),
            ),
            Self::DisconnectTypes => borrowed(
                rows()
                    .filter_map(|row| row.ending)
                    .map(|ending| ending.as_str()),
            ),
            Self::SegmentTypes => borrowed(rows().filter_map(segment_type)),
            Self::Statuses => borrowed(statuses().map(|row| row.to.as_str())),
            Self::Transitions => borrowed(rows().map(|row| row.id)),
            Self::StatusChanges => borrowed(statuses().map(|row| row.id)),
            Self::Properties | Self::Values => self.in_contract(View::Conversation, revision),
        }
    }

    /// The properties or the values that a view has in a release, such as `EventMessage.peerId`;
    /// nothing for any other aspect.
    ///
    /// ```
    /// use message_generator::shown::Aspect;
    /// use message_model::ApiRevision;
    /// use message_model::contract::View;
    ///
    /// let media = Aspect::Properties.in_contract(View::Media, ApiRevision::LATEST);
    /// assert!(media.contains("MessageMediaParticipant.peer"));
    /// assert!(!media.contains("MessageMediaParticipant.initialState"), "the flat view has none");
    /// ```
    #[must_use]
    pub fn in_contract(self, view: View, revision: ApiRevision) -> Names {
        let (properties, values) = vocabulary::in_contract(view, revision);
        match self {
            Self::Properties => properties,
            Self::Values => values,
            _ => Names::new(),
        }
    }

    /// The names of everything of this kind that any release can show on any channel.
    #[must_use]
    pub fn everything(self) -> Names {
        let table = Table::standard();
        // Rows that came to an end were there from the first release on, so that only beginnings
        // add anything.
        let beginnings = table
            .rows
            .iter()
            .filter_map(|row| row.since)
            .chain(table.statuses.iter().map(|row| row.since));
        let revisions: BTreeSet<_> = beginnings
            .chain([ApiRevision::V19, ApiRevision::LATEST])
            .collect();
        revisions
            .into_iter()
            .flat_map(|revision| self.possible(revision, None))
            .collect()
    }
}

fn borrowed(names: impl IntoIterator<Item = &'static str>) -> Names {
    names.into_iter().map(Cow::Borrowed).collect()
}

/// The rows that can be taken on the platform of a release: it has the row, and a leg of one of the
/// row's roles can reach a state that the row starts from.
fn rows(revision: ApiRevision) -> Vec<&'static Row> {
    let rows = Table::standard().rows.iter();
    let known = || rows.clone().filter(|row| row.is_in(revision));
    let mut states: BTreeSet<_> = Role::ALL
        .into_iter()
        .map(|role| (role, StateName::New))
        .collect();
    loop {
        let before = states.len();
        for row in known() {
            for role in Role::ALL {
                if starts_from(row, &states, role) {
                    states.extend(row.movement.next().map(|after| (role, after)));
                }
            }
        }
        if states.len() == before {
            return known()
                .filter(|row| {
                    Role::ALL
                        .into_iter()
                        .any(|role| starts_from(row, &states, role))
                })
                .collect();
        }
    }
}

/// Whether a leg of this role can be in a state that the row starts from.
fn starts_from(row: &Row, states: &BTreeSet<(Role, StateName)>, role: Role) -> bool {
    row.roles.contains(&role) && row.from.iter().any(|from| states.contains(&(role, *from)))
}

/// The rows of the status table that can be taken on the platform of a release and on a channel.
fn statuses(revision: ApiRevision, channel: Option<Channel>) -> Vec<&'static StatusRow> {
    let is_known = |row: &&StatusRow| row.since <= revision && is_on(row, channel);
    let known = || Table::standard().statuses.iter().filter(is_known);
    let mut reached = BTreeSet::from([None]);
    loop {
        let fits = |row: &&StatusRow| reached.contains(&row.from);
        let after: BTreeSet<_> = known()
            .filter(fits)
            .map(|row| Some(row.to))
            .chain([None])
            .collect();
        if after == reached {
            return known().filter(fits).collect();
        }
        reached = after;
    }
}

fn segment_type(row: &Row) -> Option<&'static str> {
    match row.segment {
        SegmentEffect::Open(kind) | SegmentEffect::Next(kind) => Some(kind.as_str()),
        SegmentEffect::None | SegmentEffect::Close => None,
    }
}

fn is_on(row: &StatusRow, channel: Option<Channel>) -> bool {
    row.channels.is_empty()
        || channel.is_none_or(|channel| row.channels.contains(&channel.message_type()))
}
