//! What the views show of queues and of routing: references, and what was asked.

use message_model as wire;

use super::Projection;
use crate::{Content, Leg, LegIndex, Role};

/// A reference by nothing but its id.
pub(super) fn reference(id: impl Into<wire::Id>) -> wire::EntityRef {
    let mut reference = wire::EntityRef::default();
    reference.id = Some(id.into());
    reference
}

/// A reference to something of the organization, with its place in the API.
pub(super) fn linked(kind: &str, id: uuid::Uuid) -> wire::EntityRef {
    let mut linked = reference(id);
    linked.self_uri = Some(format!("/api/v2/{kind}/{id}"));
    linked
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
    data.queue = (leg.role() == Role::Acd).then(|| linked("routing/queues", queue));
    data.priority = Some(0);
    data.skills = Some(Vec::new());
    data.scored_agents = Some(Vec::new());
    Some(data)
}

/// The same as notifications tell it (observed): a reference without an id where nothing was asked,
/// and no lists.
pub(super) fn notified_routing_data<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> Option<wire::ConversationRoutingData> {
    let asked = routing_data(projection, index, leg)?;
    let mut data = wire::ConversationRoutingData::default();
    let queue = asked.queue.and_then(|queue| queue.id);
    data.queue = Some(queue.map(reference).unwrap_or_default());
    data.language = Some(wire::EntityRef::default());
    data.priority = asked.priority;
    Some(data)
}
