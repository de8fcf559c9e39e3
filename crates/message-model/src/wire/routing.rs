//! What was asked of the routing.

use crate::wire::object::object;
use crate::{EntityRef, RawJson};

object! {
    /// What was asked of the routing: the queue and what the agent needs to know.
    ConversationRoutingData {
        /// The queue.
        "queue" since "57.0.0" => queue: EntityRef,
        /// The language that was asked for.
        "language" since "57.0.0" => language: EntityRef,
        /// The priority in the queue.
        "priority" since "57.0.0" => priority: i64,
        /// The skills that were asked for.
        "skills" since "57.0.0" => skills: Vec<EntityRef>,
        /// The skill expression that was asked for.
        "skillExpression" since "258.0.0" => skill_expression: String,
        /// The identifier of the skill expression that was asked for, passed through as received:
        /// releases 264.0.0 to 268.0.0 declare an object in notifications.
        "skillExpressionId" since "258.0.0" => skill_expression_id: RawJson,
        /// The agents that were asked for, with their scores.
        "scoredAgents" since "57.0.0" => scored_agents: Vec<ScoredAgent>,
        /// The utilization label of the request.
        "label" since "192.0.0" => label: String,
    }
}

object! {
    /// An agent that the routing was asked to prefer.
    ScoredAgent {
        /// The agent.
        "agent" since "57.0.0" => agent: EntityRef,
        /// The agent's score.
        "score" since "57.0.0" => score: i64,
    }
}
