//! Users, queues, routing status and presence.

use serde_json::json;
use uuid::Uuid;

use super::{core, later};
use crate::support::{Caller, json as read, text};

#[test]
fn row_19_users_and_queues_are_read() {
    let mut core = core();
    let client = Caller::client(&mut core);
    let queues = client.get(&mut core, "/api/v2/routing/queues");
    let support = text(&queues["entities"][0]["id"]);
    assert_eq!(support, core.queue("support").unwrap().to_string());
    let one = client.get(&mut core, &format!("/api/v2/routing/queues/{support}"));
    assert_eq!(one["name"], "Support");
    let path = format!("/api/v2/routing/queues/{support}/members?pageSize=10");
    let members = client.get(&mut core, &path);
    assert_eq!(
        (&members["total"], &members["pageCount"]),
        (&json!(40), &json!(4))
    );
    let user = text(&members["entities"][0]["id"]);
    assert_eq!(
        client.get(&mut core, &format!("/api/v2/users/{user}"))["id"],
        user.as_str()
    );
    let some = client.get(&mut core, &format!("/api/v2/users?id={user}"));
    assert_eq!(some["total"], 1);
    let missing = Uuid::from_u128(7);
    client.refused(
        &mut core,
        &format!("GET /api/v2/users/{missing}"),
        "",
        (404, "resource.not.found"),
    );
    client.refused(
        &mut core,
        &format!("GET /api/v2/routing/queues/{missing}"),
        "",
        (404, "general.resource.not.found"),
    );
    let many = vec![user.as_str(); 101].join(",");
    client.refused(
        &mut core,
        &format!("GET /api/v2/users?id={many}"),
        "",
        (400, "max.user.ids"),
    );
}

#[test]
fn row_19_routing_status_and_presence_are_set() {
    let mut core = core();
    let agent = Caller::agent(&mut core, 0);
    let user = core.agents()[0].id;
    let path = format!("/api/v2/users/{user}/routingstatus");
    later(&mut core, 5_000);
    let now = core.now().to_string();
    let answer = agent.done(
        &mut core,
        &format!("PUT {path}"),
        r#"{"status": "OFF_QUEUE"}"#,
        200,
    );
    let expected = json!({"userId": user.to_string(), "status": "OFF_QUEUE", "startTime": now});
    assert_eq!(read(&answer.body), expected);
    agent.refused(
        &mut core,
        &format!("PUT {path}"),
        r#"{"status": "AWAY"}"#,
        (400, "general.bad.request"),
    );
    let path = format!("/api/v2/users/{user}/presences/PURECLOUD");
    let body = r#"{"presenceDefinition": {"systemPresence": "On Queue"}, "message": "back"}"#;
    let answer = read(
        &agent
            .done(&mut core, &format!("PATCH {path}"), body, 200)
            .body,
    );
    assert_eq!(answer["message"], "back");
    let path = format!("/api/v2/users/{user}/routingstatus");
    assert_eq!(agent.get(&mut core, &path)["status"], "IDLE");
}
