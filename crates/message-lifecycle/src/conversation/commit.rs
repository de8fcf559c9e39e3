//! Changes the conversation as the chosen row says. Nothing can fail here.

use std::collections::BTreeSet;

use super::Conversation;
use super::choose::Taken;
use super::subject::Subject;
use crate::leg::index::next_position;
use crate::{
    Applied, Ending, Event, EventKind, FollowUp, Leg, LegIndex, LegSelector, LegState,
    MessageIndex, Moment, Move, ParticipantIndex, Role, Row, Sent, StateName, StatusRow,
};

impl Conversation {
    pub(super) fn commit<'t>(
        &mut self,
        taken: Taken<'t>,
        event: &Event,
        now: Moment,
    ) -> Applied<'t> {
        let Taken {
            row,
            subject,
            next,
            status,
        } = taken;
        let index = subject.leg;
        match row.event {
            EventKind::Orphan => self.is_orphaned = true,
            EventKind::ShutDown => self.is_orphaned = false,
            _ => {}
        }
        if subject.state == StateName::New {
            self.open(&subject, next, now);
        }
        let leg = &mut self.legs[index.position()];
        // Before the state is replaced: coming back from a hold or from parking is no connecting.
        let was_engaged = subject.state != StateName::New && leg.state.is_engaged();
        leg.state = next;
        leg.changed = now.provider;
        leg.take_segment(row.segment, now.provider, row.ending);
        // An event may be a little earlier than one of another leg that was applied before it.
        self.latest = self.latest.max(Some(now.provider));
        let message = self.note_message(row.movement, status, index, now);
        self.note_end(index, &subject, now);
        if next.is_live() && next.is_engaged() && !was_engaged {
            self.note_connected(index);
        }
        let follow_ups = self.follow_ups(row, index, event);
        self.note_leaving(index, &follow_ups);
        Applied {
            row,
            status_row: status.map(|(_, step)| step),
            leg: index,
            message,
            follow_ups,
        }
    }

    pub(super) fn open(&mut self, subject: &Subject, state: LegState, now: Moment) {
        let contact = self.live_contact();
        if subject.role.is_contact() {
            self.met_contact = true;
            self.awaits_contact = false;
            // An agent may have been there first, as in an outbound conversation.
            for index in self.live.as_slice() {
                self.legs[index.position()].peer = Some(subject.leg);
            }
        }
        // Asked before the new leg joins the live ones: whoever opens a leg while nobody is live
        // begins the conversation or takes it up again.
        if self.live().is_empty() {
            self.awaits_contact = !subject.role.is_contact();
        }
        self.legs.push(Leg {
            role: subject.role,
            user: subject.new.and_then(|new| new.user),
            alerting_timeout_ms: subject.new.map_or(0, |new| new.alerting_timeout_ms),
            participant: ParticipantIndex::new(next_position(self.legs.len())),
            peer: contact.filter(|_| !subject.role.is_contact()),
            opened: now,
            changed: now.provider,
            state,
            segments: Vec::new(),
            messages: Vec::new(),
        });
        self.live.push(subject.leg, subject.role);
    }

    pub(super) fn note_connected(&mut self, index: LegIndex) {
        if self.legs[index.position()].role == Role::Agent {
            self.connected_last = Some(index);
        }
        self.point_contact(index);
    }

    /// The contact's leg points to the agent's leg that connected last (observed in analytics of a
    /// message conversation; documented for SMS as where an agent's leg is found).
    pub(super) fn point_contact(&mut self, index: LegIndex) {
        let agent = match self.legs[index.position()].role {
            Role::Agent => Some(index),
            role if role.is_contact() => self
                .live_parties()
                .rfind(|(_, leg)| leg.role == Role::Agent)
                .map(|(index, _)| index),
            _ => None,
        };
        let contact = self.live_contact();
        if let (Some(agent), Some(contact)) = (agent, contact) {
            self.legs[contact.position()].peer = Some(agent);
        }
    }

    fn live_contact(&self) -> Option<LegIndex> {
        self.live_parties()
            .find(|(_, leg)| leg.role.is_contact())
            .map(|(index, _)| index)
    }

    pub(super) fn note_message(
        &mut self,
        movement: Move,
        status: Option<(MessageIndex, &StatusRow)>,
        leg: LegIndex,
        now: Moment,
    ) -> Option<MessageIndex> {
        let (message, step) = status?;
        if movement == Move::Mark {
            self.messages[message.position()].status = step.to;
            return None;
        }
        self.messages.push(Sent {
            leg,
            at: now.provider,
            status: step.to,
        });
        self.legs[leg.position()].messages.push(message);
        if step.from_contact {
            self.last_written = Some(now.provider);
        }
        Some(message)
    }

    pub(super) fn note_end(&mut self, index: LegIndex, subject: &Subject, now: Moment) {
        let leg = &self.legs[index.position()];
        let ends = !leg.state.is_live() && subject.state != StateName::Disconnected;
        let work_ends = subject.has_pending_work && !leg.state.has_pending_work();
        let work_begins = ends && leg.state.has_pending_work();
        let hands_on = |state: &LegState| match state {
            LegState::Disconnected { ending, .. } => *ending == Ending::Transfer,
            _ => false,
        };
        // Only a message flow takes the contact out of a queue. A bot that hands on goes back to
        // its flow, and the contact goes on waiting.
        if ends && leg.role == Role::Workflow && hands_on(&leg.state) {
            self.flow_handed_on_last = Some(index);
        }
        if ends {
            self.live.remove(index);
        }
        if work_begins {
            self.wrapping_up.push(index);
        }
        if work_ends
            && let Some(place) = self
                .wrapping_up
                .iter()
                .position(|&waiting| waiting == index)
        {
            self.wrapping_up.remove(place);
        }
        if ends || work_ends {
            self.last_end = self.last_end.max(Some(now.provider));
        }
    }

    pub(super) fn note_leaving(&mut self, index: LegIndex, follow_ups: &[FollowUp]) {
        // The first party that ends makes the others leave; later ends are those of the leaving.
        if self.leaving.is_empty() {
            let leaving = follow_ups
                .iter()
                .map(|follow_up| (follow_up.leg, follow_up.action.kind()));
            let legs = &self.legs;
            self.leaving.extend(
                leaving
                    .filter(|(leg, kind)| kind.hangs_up() && legs[leg.position()].state.is_live()),
            );
        } else if !self.legs[index.position()].state.is_live() {
            self.leaving.remove(&index);
        }
    }

    pub(super) fn follow_ups(&self, row: &Row, cause: LegIndex, event: &Event) -> Vec<FollowUp> {
        debug_assert_eq!(row.event, event.kind());
        let mut follow_ups: Vec<FollowUp> = Vec::new();
        let mut taken = BTreeSet::new();
        for follow in &row.follows {
            for leg in self.selected(follow.legs, cause) {
                if let Some(action) = follow.event.plain()
                    // A leg follows once, by the first entry that selects it.
                    && taken.insert(leg)
                {
                    follow_ups.push(FollowUp {
                        leg,
                        action,
                        delay_ms: follow.delay_ms,
                    });
                }
            }
        }
        follow_ups
    }

    pub(super) fn selected(&self, legs: LegSelector, cause: LegIndex) -> Vec<LegIndex> {
        let parties = self.live_parties().filter(|&(index, _)| index != cause);
        let only = |wanted: fn(&Leg) -> bool| {
            parties
                .filter(|(_, leg)| wanted(leg))
                .map(|(index, _)| index)
                .collect()
        };
        match legs {
            LegSelector::Queue => only(|leg| leg.role == Role::Acd),
            LegSelector::Colleagues => only(|leg| leg.role == Role::Agent),
            LegSelector::EngagedColleagues => {
                only(|leg| leg.role == Role::Agent && leg.state.is_engaged())
            }
            LegSelector::ActiveColleagues => only(|leg| {
                leg.role == Role::Agent && matches!(leg.state, LegState::Connected { .. })
            }),
            LegSelector::Flows => only(|leg| leg.role.is_flow()),
            LegSelector::ParkedAgents => only(|leg| leg.state.name() == StateName::Parked),
            LegSelector::Others => self
                .live()
                .iter()
                .copied()
                .filter(|&index| index != cause)
                .collect(),
            LegSelector::OthersButQueue => self
                .live()
                .iter()
                .copied()
                .filter(|&index| index != cause)
                .filter(|index| self.legs[index.position()].role != Role::Acd)
                .collect(),
            LegSelector::ContactLeftAlone if self.live.count_others(cause) == 1 => {
                only(|leg| leg.role.is_contact())
            }
            LegSelector::ContactLeftAlone => Vec::new(),
            LegSelector::WrappingUp => self.wrapping_up.clone(),
        }
    }
}
