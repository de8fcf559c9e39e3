//! The topics in reach: who is told of the changes of a conversation.
//!
//! A user is told from the first leg on, which may be an offer, until all of the user's legs have
//! ended and their after-call work is over; of the statuses of messages for good (documented for
//! messages that go out by SMS). A queue is told while the leg of the queue, or one of an agent
//! who joined through it, is live or in after-call work (inferred).

use uuid::Uuid;

use crate::projection::Projection;
use crate::{Content, LegIndex, Move, Role, Row};

/// Whose topics the legs of a conversation concern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// The user and the queue of each leg, in the order of the legs.
    legs: Vec<Listeners>,
}

/// The user and the queue that have a leg.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Listeners {
    user: Option<Uuid>,
    queue: Option<Uuid>,
}

/// The users and the queues that are told of a change, each in the order of their first legs.
#[derive(Debug, Default)]
pub(super) struct InReach {
    pub(super) users: Vec<Uuid>,
    pub(super) queues: Vec<Uuid>,
}

impl Reach {
    /// Takes note of the legs that have opened.
    pub(super) fn note_legs<C: Content + ?Sized>(&mut self, projection: Projection<'_, C>) {
        let known = self.legs.len();
        let opened = (0u32..)
            .map(LegIndex::new)
            .zip(projection.conversation.legs());
        self.legs
            .extend(opened.skip(known).map(|(index, leg)| match leg.role() {
                Role::Agent => {
                    let content = projection.content.participant(index, leg);
                    Listeners {
                        user: content.user_id,
                        queue: content.queue_id,
                    }
                }
                Role::Acd => {
                    let queue = projection.content.participant(index, leg).queue_id;
                    Listeners { user: None, queue }
                }
                Role::Customer | Role::External | Role::Workflow | Role::Bot | Role::Api => {
                    Listeners::default()
                }
            }));
    }

    /// Who is told of this change, by which the projection came about.
    pub(super) fn of_change<C: Content + ?Sized>(
        &self,
        projection: Projection<'_, C>,
        row: &Row,
        changed: LegIndex,
    ) -> InReach {
        let conversation = projection.conversation;
        let mut concerned = [conversation.live(), conversation.wrapping_up()].concat();
        // The change after which the leg no longer concerns anybody is told all the same.
        if ends_something(row.movement) {
            concerned.push(changed);
        }
        concerned.sort_unstable();
        let mut reached = InReach::default();
        if row.movement == Move::Mark {
            let users = self.legs.iter().filter_map(|leg| leg.user);
            users.for_each(|user| add(&mut reached.users, user));
        }
        for index in concerned {
            let Listeners { user, queue } = self.legs[index.position()];
            user.into_iter()
                .for_each(|user| add(&mut reached.users, user));
            queue
                .into_iter()
                .for_each(|queue| add(&mut reached.queues, queue));
        }
        reached
    }
}

/// Whether a move ends a leg or its after-call work.
fn ends_something(movement: Move) -> bool {
    matches!(movement, Move::End | Move::EndWrappedUp | Move::WrapUp(_))
}

/// Adds what is not there yet. The lists are as long as a conversation has people and queues.
fn add(known: &mut Vec<Uuid>, id: Uuid) {
    if !known.contains(&id) {
        known.push(id);
    }
}
