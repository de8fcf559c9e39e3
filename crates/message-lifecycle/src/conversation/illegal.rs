//! The error of an event that cannot happen.

use std::fmt;

use message_model::{ApiRevision, Timestamp};

use crate::{Event, EventKind, Guard, LegIndex, MessageIndex, Move, Role, StateName, Status};

/// [`Conversation::OVERLAP_MS_MAX`](crate::Conversation::OVERLAP_MS_MAX).
pub(super) const OVERLAP_MS_MAX: i64 = 50;
/// [`Conversation::CLOUD_SKEW_MS_MAX`](crate::Conversation::CLOUD_SKEW_MS_MAX).
pub(super) const CLOUD_SKEW_MS_MAX: i64 = 100;
/// [`Conversation::LEGS_MAX`](crate::Conversation::LEGS_MAX).
pub(super) const LEGS_MAX: usize = 100;

/// The error of an event that cannot happen now. Its text names the leg, the leg's state, the
/// event, the reason, and the events that would have been legal.
///
/// ```
/// use message_lifecycle::{Action, Event, EventKind, LegIndex, NewLeg, Role, Setup, Simulation};
/// use message_lifecycle::{StateName, Table};
/// use message_model::{Direction, MessageType};
///
/// let setup = Setup::new(MessageType::Sms, Direction::Inbound);
/// let mut simulation = Simulation::new(Table::standard(), setup);
/// let at = "2026-01-05T09:00:00Z".parse().expect("a time as RFC 3339");
/// let leg = LegIndex::new(0);
/// let event = |action| Event { at, cloud_skew_ms: 0, leg, action };
/// simulation.apply(event(Action::Enter(NewLeg::of(Role::Customer))))?;
/// let error = simulation.apply(event(Action::Hold)).unwrap_err();
/// assert_eq!((error.leg(), error.state()), (leg, StateName::Connected));
/// assert_eq!(error.event(), EventKind::Hold);
/// assert!(error.legal().contains(&EventKind::Message));
/// # Ok::<(), message_lifecycle::Illegal>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illegal(Box<Refused>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Refused {
    leg: LegIndex,
    role: Option<Role>,
    state: StateName,
    event: EventKind,
    legal: Vec<EventKind>,
    reason: Reason,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reason {
    NoRow,
    Guard(Guard),
    Release {
        has: ApiRevision,
        since: Option<ApiRevision>,
        before: Option<ApiRevision>,
    },
    HangingUp,
    BeforeContact,
    Full,
    NoSuchLeg,
    NotTheNextLeg(LegIndex),
    NotItsMessage(MessageIndex),
    Status {
        from: Status,
        to: Status,
    },
    NoFirstStatus,
    ResumeBeforePark,
    BeforeOwnPast(Timestamp),
    BeforePast(Timestamp),
    SkewTooLarge(i64),
    CloudRunsBack(Timestamp),
    OutOfTime,
    MoveDoesNotFit(Move),
}

impl Illegal {
    pub(crate) fn new(
        event: &Event,
        role: Option<Role>,
        state: StateName,
        legal: Vec<EventKind>,
        reason: Reason,
    ) -> Illegal {
        Illegal(Box::new(Refused {
            leg: event.leg,
            role,
            state,
            event: event.kind(),
            legal,
            reason,
        }))
    }

    /// The leg that the event was for.
    pub fn leg(&self) -> LegIndex {
        self.0.leg
    }

    /// The state that the leg was in; [`StateName::New`] if there was no such leg.
    pub fn state(&self) -> StateName {
        self.0.state
    }

    /// The kind of event that was refused.
    pub fn event(&self) -> EventKind {
        self.0.event
    }

    /// The first release that has what was refused, if it was refused only since the platform runs
    /// an older one.
    ///
    /// ```
    /// use message_lifecycle::{Action, Event, LegIndex, NewLeg, Parking, Role, Setup, Simulation};
    /// use message_lifecycle::{Table, UserIndex};
    /// use message_model::{ApiRevision, Direction, MessageType, Timestamp};
    ///
    /// let setup = Setup::new(MessageType::Sms, Direction::Inbound).at_revision(ApiRevision::V19);
    /// let mut simulation = Simulation::new(Table::standard(), setup);
    /// let at: Timestamp = "2026-01-05T09:00:00Z".parse().expect("a time as RFC 3339");
    /// let resume = at.checked_add_millis(3_600_000).expect("a time of the same day");
    /// let mut apply = |leg, action| {
    ///     let leg = LegIndex::new(leg);
    ///     simulation.apply(Event { at, cloud_skew_ms: 0, leg, action })
    /// };
    /// apply(0, Action::Enter(NewLeg::of(Role::Customer)))?;
    /// apply(1, Action::Enter(NewLeg::of(Role::Acd)))?;
    /// apply(2, Action::AutoAnswer(NewLeg::of_agent(UserIndex::new(7))))?;
    /// let error = apply(2, Action::Park(Parking { resume })).unwrap_err();
    /// assert_eq!(error.since().map(|since| since.to_string()).as_deref(), Some("238.0.0"));
    /// # Ok::<(), message_lifecycle::Illegal>(())
    /// ```
    pub fn since(&self) -> Option<ApiRevision> {
        match self.0.reason {
            Reason::Release { since, .. } => since,
            _ => None,
        }
    }

    /// The kinds of event that would have been legal for this leg.
    pub fn legal(&self) -> &[EventKind] {
        &self.0.legal
    }
}

impl fmt::Display for Illegal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refused {
            leg,
            role,
            state,
            event,
            legal,
            reason,
        } = &*self.0;
        write!(formatter, "{leg}")?;
        if let Some(role) = role {
            write!(formatter, " ({role}, {state})")?;
        }
        write!(formatter, " cannot have `{event}`: {reason}")?;
        let names: Vec<&str> = legal.iter().map(|kind| kind.as_str()).collect();
        match (role, names.as_slice()) {
            (None, _) => Ok(()),
            (Some(_), []) => write!(formatter, "; nothing would be legal"),
            (Some(_), names) => write!(formatter, "; legal would be: {}", names.join(", ")),
        }
    }
}

impl std::error::Error for Illegal {}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NoRow => write!(
                formatter,
                "there is no such event for this role in this state"
            ),
            Reason::Guard(guard) => write!(formatter, "it can happen only if {}", guard.text()),
            Reason::Release { has, since, before } => {
                write!(formatter, "release {has} does not have it")?;
                since.map_or(Ok(()), |since| write!(formatter, " (known since {since})"))?;
                before.map_or(Ok(()), |before| {
                    write!(formatter, " (known before {before})")
                })
            }
            Reason::HangingUp => write!(formatter, "another party has ended the conversation"),
            Reason::BeforeContact => write!(formatter, "the contact's leg has not opened yet"),
            Reason::Full => write!(
                formatter,
                "the conversation has had {LEGS_MAX} legs, the most that there can be"
            ),
            Reason::NoSuchLeg => write!(formatter, "no such leg has opened"),
            Reason::NotTheNextLeg(next) => write!(formatter, "the next leg to open is {next}"),
            Reason::NotItsMessage(message) => {
                write!(formatter, "{message} is not one of this leg's")
            }
            Reason::Status { from, to } => {
                write!(
                    formatter,
                    "a message that is `{}` does not become `{}` here",
                    from.as_str(),
                    to.as_str()
                )
            }
            Reason::NoFirstStatus => {
                write!(formatter, "the table has no first status for its message")
            }
            Reason::ResumeBeforePark => write!(
                formatter,
                "the resume time is not after the time of parking"
            ),
            Reason::BeforeOwnPast(changed) => {
                write!(formatter, "the leg's last event was later, at {changed}")
            }
            Reason::BeforePast(latest) => write!(
                formatter,
                "it is more than {} ms before the latest event, at {latest}",
                OVERLAP_MS_MAX
            ),
            Reason::SkewTooLarge(skew) => write!(
                formatter,
                "the clocks are {skew} ms apart, expected at most {} ms",
                CLOUD_SKEW_MS_MAX
            ),
            Reason::CloudRunsBack(now) => {
                write!(
                    formatter,
                    "the cloud's clock shows {now}, expected no earlier time than it showed for \
                     this leg before"
                )
            }
            Reason::OutOfTime => write!(
                formatter,
                "the cloud's clock would be outside the years 0 to 9999"
            ),
            Reason::MoveDoesNotFit(movement) => {
                write!(formatter, "the move {movement:?} is not for this state")
            }
        }
    }
}
