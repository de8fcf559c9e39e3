//! How queues and flows passed the contact on: what detail events and analytics tell of it alike.

use message_model::{FlowExitReason, FlowTransferType};

use super::Projection;
use crate::{Content, Ending, Leg, LegIndex, Role};

impl<'v, C: Content + ?Sized> Projection<'v, C> {
    /// The leg of the agent who answered the queue's offer: of the agents who joined through this
    /// queue, and not through one that the contact entered later, the first to connect.
    pub(super) fn answered_by(self, queue: LegIndex) -> Option<(LegIndex, &'v Leg)> {
        let own = self
            .after(queue)
            .take_while(|(_, leg)| leg.role() != Role::Acd);
        let agents = own.filter(|(_, leg)| leg.role() == Role::Agent);
        let connected = agents.filter_map(|(index, leg)| {
            let connected = leg.state().connection()?.connected.provider;
            Some((connected, index, leg))
        });
        let first = connected.min_by_key(|(connected, index, _)| (*connected, *index));
        first.map(|(_, index, leg)| (index, leg))
    }

    /// The next party that joined after a flow, other than the contact.
    pub(super) fn next_after(self, flow: LegIndex) -> Option<(LegIndex, &'v Leg)> {
        self.after(flow).find(|(_, leg)| !leg.role().is_contact())
    }

    fn after(self, index: LegIndex) -> impl Iterator<Item = (LegIndex, &'v Leg)> {
        self.legs().skip_while(move |(at, _)| *at != index).skip(1)
    }

    /// Why the flow ended, and where it handed the contact to (inferred but for the way to a
    /// queue).
    pub(super) fn exit(
        self,
        flow: LegIndex,
        ending: Ending,
    ) -> (FlowExitReason, Option<FlowTransferType>) {
        match ending {
            Ending::Transfer => match self.next_after(flow) {
                Some((_, leg)) if leg.role().is_flow() => (FlowExitReason::FlowExit, None),
                _ => (FlowExitReason::Transfer, Some(FlowTransferType::Acd)),
            },
            Ending::SessionExpired => (FlowExitReason::SessionExpireDisconnect, None),
            Ending::Error => (FlowExitReason::FlowErrorDisconnect, None),
            Ending::Client => (FlowExitReason::FlowDisconnect, None),
            _ => (FlowExitReason::Disconnect, None),
        }
    }
}
