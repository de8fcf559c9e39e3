//! What the API shows of queues and of routing: references with their places, and what was asked.

use message_model as wire;

use super::Projection;
use crate::{Content, Leg, LegIndex, Role};

/// A reference to something of the organization, with its place in the API.
pub(super) fn linked(kind: &str, id: uuid::Uuid) -> wire::EntityRef {
    let mut reference = wire::EntityRef::default();
    reference.id = Some(id.into());
    reference.self_uri = Some(format!("/api/v2/{kind}/{id}"));
    reference
}

/// What was asked of the routing, on a queue and on an agent whom a queue found (observed): lists
/// are empty where nothing was asked, and there is no language.
pub(super) fn routing_data<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> Option<wire::ConversationRoutingData> {
    let queue = projection.content.participant(index, leg).queue_id?;
    let mut data = wire::ConversationRoutingData::default();
    if leg.role() == Role::Acd {
        data.queue = Some(linked("routing/queues", queue));
    }
    data.priority = Some(0);
    data.skills = Some(Vec::new());
    data.scored_agents = Some(Vec::new());
    Some(data)
}
