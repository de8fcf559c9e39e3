//! Coverage goals: which parts of the life cycle a run has to show before it may stop.
//!
//! What there is to show is computed from the transition table, for a release and a channel. So 100
//! % of a goal can always be reached: what no run can show on that platform is not counted.

use std::collections::BTreeSet;
use std::fmt;

use message_lifecycle::{
    Ending, Role, Row, SegmentEffect, SegmentType, StateName, Status, StatusRow, Table,
};
use message_model::ApiRevision;

use super::covers::Covers;
use super::vocabulary::Names;
use crate::channel::Channel;

/// A coverage goal: one kind of thing that conversations show, such as transitions.
///
/// ```
/// use message_generator::shown::Covers;
/// use message_generator::{Goal, Run};
/// use message_model::ApiRevision;
///
/// let goal = Goal::from_name("disconnect-types").unwrap();
/// assert!(goal.possible(ApiRevision::LATEST, None).contains("session.expired"));
/// assert!(!goal.possible(ApiRevision::V19, None).contains("session.expired"));
/// let covers = Covers::of(&Run::new(1).episodes(0)[0], None);
/// assert!(goal.shown_by(&covers).is_subset(&goal.possible(ApiRevision::LATEST, None)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Goal {
    /// The rows of the transition table.
    Transitions,
    /// The rows of the table of message statuses.
    StatusChanges,
    /// The states of a leg, `held` among them.
    States,
    /// The disconnect types of legs.
    DisconnectTypes,
    /// The types of segments.
    SegmentTypes,
    /// The statuses of messages.
    Statuses,
    /// The purposes of participants.
    Purposes,
    /// The channels.
    Channels,
}

impl Goal {
    /// All goals.
    pub const ALL: [Self; 8] = [
        Self::Transitions,
        Self::StatusChanges,
        Self::States,
        Self::DisconnectTypes,
        Self::SegmentTypes,
        Self::Statuses,
        Self::Purposes,
        Self::Channels,
    ];

    /// The name on a command line, such as `disconnect-types`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Transitions => "transitions",
            Self::StatusChanges => "status-changes",
            Self::States => "states",
            Self::DisconnectTypes => "disconnect-types",
            Self::SegmentTypes => "segment-types",
            Self::Statuses => "statuses",
            Self::Purposes => "purposes",
            Self::Channels => "channels",
        }
    }

    /// The goal of this name, or `None` if there is none.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|goal| goal.name() == name)
    }

    /// The names of everything of this kind that the platform of a release can show, on one channel
    /// or (`None`) on any.
    #[must_use]
    pub fn possible(
        self,
        revision: ApiRevision,
        channel: Option<Channel>,
    ) -> BTreeSet<&'static str> {
        let rows = || rows(revision).into_iter();
        let statuses = || statuses(revision, channel).into_iter();
        match self {
            Self::Transitions => rows().map(|row| row.id).collect(),
            Self::StatusChanges => statuses().map(|row| row.id).collect(),
            Self::States => rows()
                .filter_map(|row| row.movement.next())
                .map(StateName::name)
                .collect(),
            Self::DisconnectTypes => rows()
                .filter_map(|row| row.ending)
                .map(|ending| ending.name())
                .collect(),
            Self::SegmentTypes => rows().filter_map(segment_type).collect(),
            Self::Statuses => statuses().map(|row| row.to.name()).collect(),
            Self::Purposes => rows()
                .filter(|row| row.event.opens())
                .flat_map(purposes)
                .collect(),
            Self::Channels => Channel::ALL
                .iter()
                .filter(|known| channel.is_none_or(|channel| channel == **known))
                .map(|channel| channel.as_str())
                .collect(),
        }
    }

    /// The names of everything of this kind that any release can show on any channel.
    #[must_use]
    pub fn everything(self) -> BTreeSet<&'static str> {
        let table = Table::standard();
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

    /// The names of everything of this kind that occurs in `covers`.
    #[must_use]
    pub fn shown_by(self, covers: &Covers) -> BTreeSet<&'static str> {
        let table = Table::standard();
        let rows = |shown: &Names| known(table.rows.iter().map(|row| row.id), shown);
        let changes = |shown: &Names| known(table.statuses.iter().map(|row| row.id), shown);
        match self {
            Self::Transitions => rows(&covers.transitions),
            Self::StatusChanges => changes(&covers.status_changes),
            Self::States => known(StateName::ALL.map(StateName::name), &covers.states),
            Self::DisconnectTypes => known(Ending::ALL.map(Ending::name), &covers.disconnect_types),
            Self::SegmentTypes => known(
                SegmentType::ALL.map(SegmentType::name),
                &covers.segment_types,
            ),
            Self::Statuses => known(Status::ALL.map(Status::name), &covers.statuses),
            Self::Purposes => known(Role::ALL.map(Role::purpose), &covers.purposes),
            Self::Channels => {
                let is_covered =
                    |channel: &&Channel| covers.channels.contains(channel.message_type().as_str());
                Channel::ALL
                    .iter()
                    .filter(is_covered)
                    .map(|channel| channel.as_str())
                    .collect()
            }
        }
    }
}

/// The names that are among the shown ones.
fn known(names: impl IntoIterator<Item = &'static str>, shown: &Names) -> BTreeSet<&'static str> {
    names
        .into_iter()
        .filter(|name| shown.contains(*name))
        .collect()
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The rows that can be taken on the platform of a release: it has the row, and a leg of one of the
/// row's roles can reach a state that the row starts from.
fn rows(revision: ApiRevision) -> Vec<&'static Row> {
    let known = || {
        Table::standard()
            .rows
            .iter()
            .filter(|row| row.is_in(revision))
    };
    let mut states: BTreeSet<_> = Role::ALL
        .into_iter()
        .map(|role| (role, StateName::New))
        .collect();
    let fits = |row: &Row, states: &BTreeSet<(Role, StateName)>, role| {
        row.roles.contains(&role) && row.from.iter().any(|from| states.contains(&(role, *from)))
    };
    loop {
        let before = states.len();
        for row in known() {
            for role in Role::ALL {
                if fits(row, &states, role) {
                    states.extend(row.movement.next().map(|after| (role, after)));
                }
            }
        }
        if states.len() == before {
            return known()
                .filter(|row| Role::ALL.into_iter().any(|role| fits(row, &states, role)))
                .collect();
        }
    }
}

/// The rows of the status table that can be taken on the platform of a release and on a channel.
fn statuses(revision: ApiRevision, channel: Option<Channel>) -> Vec<&'static StatusRow> {
    let known = || {
        Table::standard()
            .statuses
            .iter()
            .filter(|row| row.since <= revision && is_on(row, channel))
    };
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
        SegmentEffect::Open(kind) | SegmentEffect::Next(kind) => Some(kind.name()),
        SegmentEffect::None | SegmentEffect::Close => None,
    }
}

fn purposes(row: &Row) -> impl Iterator<Item = &'static str> {
    row.roles.iter().copied().map(Role::purpose)
}

fn is_on(row: &StatusRow, channel: Option<Channel>) -> bool {
    row.channels.is_empty()
        || channel.is_none_or(|channel| row.channels.contains(&channel.message_type()))
}
