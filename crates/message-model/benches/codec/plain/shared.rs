//! What conversations of several views have.

use std::collections::BTreeMap;

use message_model::{Id, RawJson, Timestamp};
use serde::{Deserialize, Serialize};

plain! {
    ConversationDivisionMembership {
        "division" => division: EntityRef,
        "entities" => entities: Vec<DivisionEntityRef>,
    }
    EntityRef {
        "id" => id: Id,
        "name" => name: String,
        "selfUri" => self_uri: String,
    }
    ConversationRoutingData {
        "queue" => queue: EntityRef,
        "language" => language: EntityRef,
        "priority" => priority: i64,
        "skills" => skills: Vec<EntityRef>,
        "skillExpression" => skill_expression: String,
        "skillExpressionId" => skill_expression_id: RawJson,
        "scoredAgents" => scored_agents: Vec<ScoredAgent>,
        "label" => label: String,
    }
    TransferInitiator {
        "userId" => user_id: Id,
    }
    TransferDestination {
        "userId" => user_id: Id,
        "address" => address: String,
    }
    DivisionEntityRef {
        "id" => id: Id,
        "name" => name: String,
        "selfUri" => self_uri: String,
        "dateDivisionUpdated" => date_division_updated: Timestamp,
    }
    ScoredAgent {
        "agent" => agent: EntityRef,
        "score" => score: i64,
    }
    ErrorDetails {
        "status" => status: i64,
        "code" => code: String,
        "message" => message: String,
        "messageWithParams" => message_with_params: String,
        "messageParams" => message_params: BTreeMap<String, String>,
        "contextId" => context_id: String,
        "uri" => uri: String,
    }
}
