//! A moment of a leg that a payload tells: its sign, its line and its sentence.

use message_lifecycle::{
    Conversation, EventKind, Move, Role, SegmentType, StateName, Status, Table, WorkEnd,
};
use message_model::Timestamp;

use crate::words::{Wraps, add_ending, add_until, add_work, happened, said};
use crate::{Line, Mark};

/// Something that happened to a leg.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) at: Timestamp,
    pub(super) what: What,
}

impl Moment {
    /// Whether it is the same, told by another source: a leg has most moments only once, and of the
    /// others the times differ by the clocks.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        match (&self.what, &other.what) {
            (What::Holds, What::Holds) | (What::Parks(_), What::Parks(_)) => {
                is_about(self.at, other.at)
            }
            (What::Opens(_), What::Opens(_))
            | (What::Answers, What::Answers)
            | (What::Ends { .. }, What::Ends { .. })
            | (What::WorkBegins, What::WorkBegins)
            | (What::WorkOver(_), What::WorkOver(_)) => true,
            _ => false,
        }
    }
}

/// Whether the times are the same but for the clocks that they are by.
pub(super) fn is_about(one: Timestamp, other: Timestamp) -> bool {
    one.millis_since(other).abs() <= Conversation::CLOUD_SKEW_MS_MAX
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// The leg opens.
    Opens(Doing),
    /// An offer is answered.
    Answers,
    /// The leg is held.
    Holds,
    /// It is no longer held.
    Resumes,
    /// It is parked, until this time if that is known.
    Parks(Option<Timestamp>),
    /// It is no longer parked.
    Unparks,
    /// It begins to do something, by a way that has no name here.
    Turns(Doing),
    /// It sends a message that consists of this, and has this status now.
    Says {
        words: String,
        status: Option<String>,
    },
    /// Something else is told about it.
    Notes(&'static str),
    /// It ends, in this state.
    Ends {
        from: StateName,
        how: Option<String>,
        work: Option<Wraps>,
    },
    /// Its after-call work begins, later than it ended.
    WorkBegins,
    /// Its after-call work is over; how, if that is known.
    WorkOver(Option<WorkEnd>),
}

/// What a leg is doing: the type of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doing {
    Known(SegmentType),
    /// A type that no message leg is known to have, as it came.
    Other(String),
}

impl Doing {
    pub(super) fn of(kind: &str) -> Self {
        kind.parse()
            .map_or_else(|_| Self::Other(kind.to_owned()), Self::Known)
    }

    /// The state of the leg, as far as the table knows it.
    pub(super) fn state(&self) -> StateName {
        match self {
            Self::Known(SegmentType::Alert) => StateName::Alerting,
            Self::Known(SegmentType::Interact) => StateName::Connected,
            Self::Known(SegmentType::Hold) => StateName::Held,
            Self::Known(SegmentType::Parked) => StateName::Parked,
            Self::Other(_) => StateName::New,
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Known(kind) => kind.as_str(),
            Self::Other(kind) => kind,
        }
    }

    fn line(&self) -> Line {
        match self {
            Self::Known(SegmentType::Alert) => Line::Alerting,
            Self::Known(SegmentType::Hold) => Line::Held,
            Self::Known(SegmentType::Parked) => Line::Parked,
            // Whatever it is, the leg is there.
            Self::Known(SegmentType::Interact) | Self::Other(_) => Line::Connected,
        }
    }
}

impl What {
    pub(super) fn mark(&self) -> Mark {
        match self {
            Self::Opens(_) => Mark::Opens,
            Self::Answers
            | Self::Holds
            | Self::Resumes
            | Self::Parks(_)
            | Self::Unparks
            | Self::Turns(_) => Mark::Changes,
            Self::Says { status, .. } if status.as_deref().is_some_and(is_failure) => Mark::Warns,
            Self::Says { .. } => Mark::Says,
            Self::Notes(_) | Self::WorkBegins | Self::WorkOver(_) => Mark::Notes,
            Self::Ends { .. } => Mark::Ends,
        }
    }

    /// What the leg is doing afterwards, if it was doing this before.
    pub(super) fn line(&self, before: Option<Line>) -> Option<Line> {
        match self {
            Self::Opens(doing) | Self::Turns(doing) => Some(doing.line()),
            Self::Answers | Self::Resumes | Self::Unparks => Some(Line::Connected),
            Self::Holds => Some(Line::Held),
            Self::Parks(_) => Some(Line::Parked),
            Self::Says { .. } | Self::Notes(_) => before,
            Self::Ends { work, .. } => work
                .filter(|work| *work == Wraps::Up)
                .map(|_| Line::AfterCallWork),
            Self::WorkBegins => Some(Line::AfterCallWork),
            Self::WorkOver(_) => None,
        }
    }

    /// The place among the moments of the same time: a leg opens before it does anything, and ends
    /// after it.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Opens(_) => 0,
            Self::Ends { .. } => 2,
            Self::WorkBegins | Self::WorkOver(_) => 3,
            _ => 1,
        }
    }

    /// The sentence for it, at this time on the leg of this label and role.
    pub(super) fn sentence(&self, label: &str, role: Option<Role>, at: Timestamp) -> String {
        match self {
            Self::Opens(Doing::Known(SegmentType::Alert)) => happened(label, EventKind::Offer),
            Self::Opens(doing) => {
                let only = only_event(role, StateName::New, |movement, _| movement == Move::Open);
                let joins = happened(label, only.unwrap_or(EventKind::Enter));
                match doing {
                    Doing::Known(SegmentType::Interact) => joins,
                    other => format!("{joins}: {}", other.as_str()),
                }
            }
            Self::Answers => happened(label, EventKind::Answer),
            Self::Holds => happened(label, EventKind::Hold),
            Self::Resumes => happened(label, EventKind::Resume),
            Self::Parks(resume) => {
                let mut sentence = happened(label, EventKind::Park);
                if let Some(resume) = resume {
                    add_until(&mut sentence, *resume, at);
                }
                sentence
            }
            Self::Unparks => happened(label, EventKind::Unpark),
            Self::Turns(doing) => format!("{label} goes on: {}", doing.as_str()),
            Self::Says { words, status } => {
                said(label, words, status.as_deref().unwrap_or("no status"))
            }
            Self::Notes(what) => format!("{label} {what}"),
            Self::Ends { from, how, work } => {
                let only = only_event(role, *from, |_, ending| ending == how.as_deref());
                let mut sentence = match only.filter(|_| how.is_some()) {
                    Some(kind) => happened(label, kind),
                    None => format!("{label} ends"),
                };
                match how {
                    Some(how) => add_ending(&mut sentence, how, *work),
                    None => add_work(&mut sentence, *work),
                }
                sentence
            }
            Self::WorkBegins => format!("{label} begins the after-call work"),
            Self::WorkOver(Some(WorkEnd::TimedOut)) => happened(label, EventKind::TimeOutWrapUp),
            Self::WorkOver(Some(WorkEnd::Completed)) => happened(label, EventKind::WrapUp),
            Self::WorkOver(_) => format!("{label}: the after-call work is over"),
        }
    }
}

fn is_failure(status: &str) -> bool {
    status.parse().is_ok_and(Status::is_failure)
}

/// The kind of the event, if the table has only one for a leg of this role in this state that makes
/// this move or ends in this way.
fn only_event(
    role: Option<Role>,
    from: StateName,
    fits: impl Fn(Move, Option<&str>) -> bool,
) -> Option<EventKind> {
    let role = role?;
    let rows = Table::standard().rows.iter();
    let mut kinds = rows
        .filter(|row| row.roles.contains(&role) && row.from.contains(&from))
        .filter(|row| fits(row.movement, row.ending.map(|ending| ending.as_str())))
        // What the platform has missed, its payload cannot show: it is an end like any other.
        .map(|row| match row.event {
            EventKind::Orphan => EventKind::End,
            event => event,
        });
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}
