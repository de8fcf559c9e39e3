//! The controls, as requests and on the handle.

use std::net::SocketAddr;

use message_generator::Scenario;
use message_rules::assert_strict;
use message_server::{Config, Core, Failure, Inbound, Pace, Platform, PlayOrder, Request, Rule};
use serde_json::{Value, json};

use crate::support::{Caller, Client, control, done, json as read, last_of, text};

fn core() -> Core {
    Core::new(Config::default()).unwrap()
}

fn later(core: &mut Core, millis: i64) {
    let until = core.now().checked_add_millis(millis).unwrap();
    core.advance(until);
}

#[test]
fn the_clock_goes_on_when_it_is_told_to() {
    let mut core = core();
    assert_eq!(
        done(&mut core, "GET clock", "")["now"],
        "2026-01-05T09:00:00.000Z"
    );
    let clock = done(&mut core, "POST clock/advance", r#"{"ms": 1500}"#);
    assert_eq!(clock["now"], "2026-01-05T09:00:01.500Z");
    let at = r#"{"at": "2026-01-05T10:00:00Z"}"#;
    let clock = done(&mut core, "POST clock/run-until", at);
    assert_eq!(clock["now"], "2026-01-05T10:00:00.000Z");
    core.customer_writes(Inbound::default()).unwrap();
    let clock = done(&mut core, "POST clock/finish", "");
    assert_ne!(clock["now"], "2026-01-05T10:00:00.000Z");
    assert_eq!(
        clock["nextDue"], "2026-01-05T10:00:30.300Z",
        "the offer is waited for"
    );
    for (call, body) in [
        ("POST clock/advance", r#"{"ms": -1}"#),
        ("POST clock/advance", r#"{"ms": 9223372036854775807}"#),
        ("POST clock/run-until", r#"{"at": "soon"}"#),
    ] {
        assert_eq!(control(&mut core, call, body).0, 400, "{call} {body}");
    }
}

#[test]
fn the_organisation_names_who_can_log_in() {
    let mut core = core();
    let organisation = done(&mut core, "GET organisation", "");
    let agents = organisation["agents"].as_array().unwrap();
    assert_eq!(agents.len(), 40);
    assert_eq!(agents[0]["id"], agents[0]["clientId"]);
    assert_eq!(organisation["queues"][0]["label"], "support");
    assert_eq!(organisation["clientIds"], json!(["msgleg"]));
}

#[test]
fn an_organisation_of_ones_own_is_begun_with() {
    let mut core = core();
    core.customer_writes(Inbound::default()).unwrap();
    let ada = uuid::Uuid::from_u128(7).to_string();
    let given = json!({"name": "Example Ltd",
        "agents": [{"id": ada, "name": "Ada"}, {"name": "Ben"}],
        "queues": [{"label": "vip", "name": "VIP"}, {"label": "support"}],
        "wrapUpCodes": [{"name": "Done"}]});
    let organisation = done(&mut core, "PUT organisation", &given.to_string());
    assert_eq!(organisation["name"], "Example Ltd");
    assert_eq!(organisation["agents"][0]["id"], ada.as_str());
    assert_eq!(organisation["queues"][0]["name"], "VIP");
    assert!(core.conversations().is_empty());
    let id = core
        .customer_writes(Inbound::default())
        .unwrap()
        .conversation;
    later(&mut core, 1_000);
    let client = Caller::client(&mut core);
    let conversation = client.get(&mut core, &format!("/api/v2/conversations/{id}"));
    assert_eq!(last_of(&conversation, "agent")["userId"], ada.as_str());
    assert_eq!(last_of(&conversation, "acd")["name"], "VIP");
    for body in [
        r#"{"agents": [{"id": "seven", "name": "Ada"}]}"#,
        r#"{"agents": [{"name": "Ada"}, {"name": "Ada"}]}"#,
        r#"{"queues": [{"label": "a"}, {"label": "a"}]}"#,
        r#"{"staff": []}"#,
    ] {
        assert_eq!(
            control(&mut core, "PUT organisation", body).0,
            400,
            "{body}"
        );
    }
}

#[test]
fn agents_may_be_away_at_first() {
    let mut core = Core::new(Config {
        starts_on_queue: false,
        ..Config::default()
    })
    .unwrap();
    let id = core
        .customer_writes(Inbound::default())
        .unwrap()
        .conversation;
    later(&mut core, 60_000);
    assert!(!core.script(id).unwrap().contains("offer"));
    let agent = Caller::agent(&mut core, 6);
    let user = core.agents()[6].id;
    let call = format!("PUT /api/v2/users/{user}/routingstatus");
    agent.done(&mut core, &call, r#"{"status": "IDLE"}"#, 200);
    later(&mut core, 1_000);
    let conversation = agent.get(&mut core, &format!("/api/v2/conversations/{id}"));
    assert_eq!(last_of(&conversation, "agent")["userId"], user.to_string());
}

#[test]
fn customers_write_go_on_leave_and_come_back() {
    let mut core = core();
    let written = done(
        &mut core,
        "POST customers/messages",
        r#"{"text": "Hello", "channel": "sms", "queue": "billing", "address": "+15550100"}"#,
    );
    let id = text(&written["conversationId"]);
    let go_on = json!({"conversationId": id, "text": "Are you there?"}).to_string();
    later(&mut core, 1_000);
    done(&mut core, "POST customers/messages", &go_on);
    later(&mut core, 1_000);
    done(&mut core, &format!("POST customers/{id}/leave"), "");
    later(&mut core, 1_000);
    assert_eq!(
        control(&mut core, &format!("POST customers/{id}/leave"), "").0,
        400
    );
    done(&mut core, "POST customers/messages", &go_on);
    let client = Caller::client(&mut core);
    let conversation = client.get(&mut core, &format!("/api/v2/conversations/{id}"));
    assert_strict(&conversation.to_string());
    let customers = conversation["participants"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["purpose"] == "customer");
    let customers: Vec<&Value> = customers.collect();
    assert_eq!(customers.len(), 2);
    assert_eq!(customers[0]["address"], "+15550100");
    assert_eq!(
        customers[0]["externalContactId"],
        customers[1]["externalContactId"]
    );
    assert_eq!(last_of(&conversation, "acd")["name"], "Support");
    for body in [
        r#"{"queue": "nowhere"}"#,
        r#"{"channel": "pigeon"}"#,
        r#"{"text": 7}"#,
    ] {
        assert_eq!(
            control(&mut core, "POST customers/messages", body).0,
            400,
            "{body}"
        );
    }
}

#[test]
fn agents_act_by_rule() {
    let mut core = core();
    let rule = r#"{"answerMs": 2700, "replyMs": 5000, "endMs": 60000, "wrapUpMs": 3000}"#;
    done(&mut core, "PUT agents/rule", rule);
    let second = core.agents()[1].id;
    done(&mut core, &format!("PUT agents/{second}/rule"), "null");
    let first = core
        .customer_writes(Inbound::default())
        .unwrap()
        .conversation;
    later(&mut core, 1_000);
    let other = core
        .customer_writes(Inbound::default())
        .unwrap()
        .conversation;
    later(&mut core, 20_000);
    let client = Caller::client(&mut core);
    let read_it = |core: &mut Core, id| client.get(core, &format!("/api/v2/conversations/{id}"));
    let answered = read_it(&mut core, first);
    let leg = &last_of(&answered, "agent")["messages"][0];
    assert_eq!(leg["state"], "connected");
    assert_eq!(leg["messages"].as_array().unwrap().len(), 1);
    let waiting = read_it(&mut core, other);
    assert_eq!(
        last_of(&waiting, "agent")["messages"][0]["state"],
        "alerting"
    );
    later(&mut core, 60_000);
    let ended = read_it(&mut core, first);
    assert_strict(&ended.to_string());
    assert!(ended["endTime"].is_string() && last_of(&ended, "agent")["wrapup"].is_object());
    assert_eq!(
        control(&mut core, "PUT agents/rule", r#"{"answer": 1}"#).0,
        400
    );
}

#[test]
fn a_fast_platform_jumps_over_work_and_waits_for_people() {
    let mut core = Core::new(Config {
        pace: Pace::Fast,
        ..Config::default()
    })
    .unwrap();
    let rule = Rule {
        answer_ms: Some(2_000),
        ..Rule::default()
    };
    let first = core.agents()[0].id;
    core.set_rule(Some(first), Some(rule)).unwrap();
    let written = done(&mut core, "POST customers/messages", "{}");
    let client = Caller::client(&mut core);
    let path = format!("/api/v2/conversations/{}", text(&written["conversationId"]));
    let conversation = client.get(&mut core, &path);
    let leg = &last_of(&conversation, "agent")["messages"][0];
    assert_eq!(leg["state"], "connected");
    let written = done(&mut core, "POST customers/messages", "{}");
    let path = format!("/api/v2/conversations/{}", text(&written["conversationId"]));
    let conversation = client.get(&mut core, &path);
    let leg = &last_of(&conversation, "agent")["messages"][0];
    assert_eq!(
        leg["state"], "alerting",
        "whoever has no rule is left to a client"
    );
}

#[test]
fn scenarios_and_profiles_are_played() {
    let mut core = core();
    later(&mut core, 5_000);
    for scenario in Scenario::all_builtin() {
        let body = json!({"scenario": scenario.name}).to_string();
        done(&mut core, "POST plays", &body);
    }
    let body = json!({"profile": "smooth-day", "count": 20}).to_string();
    done(&mut core, "POST plays", &body);
    later(&mut core, 400 * 86_400_000);
    // What agents miss on a stage keeps them from nothing else.
    let organisation = done(&mut core, "GET organisation", "");
    let mut agents = organisation["agents"].as_array().unwrap().iter();
    assert!(agents.all(|agent| agent["routingStatus"] != "NOT_RESPONDING"));
    let client = Caller::client(&mut core);
    let ids = core.conversations();
    assert!(ids.len() > 50, "{}", ids.len());
    for id in ids {
        let conversation = client.get(&mut core, &format!("/api/v2/conversations/{id}"));
        assert!(
            !conversation["participants"].as_array().unwrap().is_empty(),
            "{id}"
        );
        assert_strict(&conversation.to_string());
    }
    for body in [
        r#"{"scenario": "nonsense"}"#,
        "{}",
        r#"{"profile": "x", "scenario": "y"}"#,
        r#"{"scenario": "spam", "count": 4000000000}"#,
    ] {
        assert_eq!(control(&mut core, "POST plays", body).0, 400, "{body}");
    }
}

#[test]
fn a_scenario_that_is_played_is_the_play_of_its_script() {
    let mut core = core();
    for name in [
        "inbound-answered-agent-ends",
        "return-after-window",
        "takeover-by-colleague",
    ] {
        let order = PlayOrder {
            scenario: Some(name.to_owned()),
            ..PlayOrder::default()
        };
        let ids = core.play(order).unwrap();
        later(&mut core, 400 * 86_400_000);
        let client = Caller::client(&mut core);
        for id in ids {
            let script = core.script(id).unwrap();
            let script = message_generator::Script::from_json(&script).unwrap();
            let episodes = message_generator::play(&script).unwrap();
            let played = message_model::encode(&episodes[0].conversation()).unwrap();
            let path = format!("/api/v2/conversations/{id}");
            assert_eq!(client.get(&mut core, &path), read(&played), "{name}");
        }
    }
}

#[test]
fn a_stage_that_a_script_has_set_waits_for_clients() {
    let mut core = core();
    let script = json!({
        "format": 1,
        "key": {"seed": 1, "stream": message_generator::STREAM, "conversation": 0},
        "start": "2026-01-05T09:00:00.000Z",
        "channel": "sms",
        "legs": {
            "customer": {"role": "customer"},
            "queue": {"role": "acd", "queue": "support"},
            "agent": {"role": "agent", "queue": "support"}
        },
        "steps": [
            {"label": "arrives", "after": 0, "leg": "customer", "event": "enter"},
            {"label": "asks", "after": 5, "leg": "customer", "event": "message", "text": "Hello"},
            {"label": "waits", "after": 5, "leg": "queue", "event": "enter"},
            {"label": "rings", "after": 200, "leg": "agent", "event": "offer"}
        ]
    });
    let order = json!({"script": script}).to_string();
    let ids = done(&mut core, "POST plays", &order);
    let id = text(&ids["conversationIds"][0]);
    later(&mut core, 3_600_000);
    let path = format!("/api/v2/conversations/{id}");
    let client = Caller::client(&mut core);
    let conversation = client.get(&mut core, &path);
    let own = last_of(&conversation, "agent").clone();
    assert_eq!(
        own["messages"][0]["state"], "alerting",
        "it rings until somebody does something"
    );
    let user = text(&own["userId"]).parse().unwrap();
    let agent = Caller {
        token: core.token(Some(user)).unwrap(),
    };
    let participant = text(&own["id"]);
    let call = format!("PATCH {path}/participants/{participant}");
    agent.done(&mut core, &call, r#"{"state": "connected"}"#, 202);
    let leg = text(&own["messages"][0]["id"]);
    let call = format!("POST /api/v2/conversations/messages/{id}/communications/{leg}/messages");
    agent.done(&mut core, &call, r#"{"textBody": "Hi"}"#, 200);
    later(&mut core, 2_000);
    let conversation = client.get(&mut core, &path);
    let sent = &last_of(&conversation, "agent")["messages"][0]["messages"][0];
    assert_eq!(sent["messageStatus"], "delivery-success");
    for broken in [r#"{"script": {"format": 1}}"#, r#"{"script": 7}"#] {
        assert_eq!(control(&mut core, "POST plays", broken).0, 400, "{broken}");
    }
}

#[test]
fn what_a_client_makes_impossible_is_left_out_of_a_script() {
    let mut core = core();
    let order = PlayOrder {
        scenario: Some("inbound-answered-agent-ends".to_owned()),
        ..PlayOrder::default()
    };
    let id = core.play(order).unwrap()[0];
    let client = Caller::client(&mut core);
    let call = format!("GET /api/v2/conversations/{id}");
    client.refused(&mut core, &call, "", (404, "not.found"));
    later(&mut core, 500);
    client.done(
        &mut core,
        &format!("POST /api/v2/conversations/{id}/disconnect"),
        "",
        202,
    );
    later(&mut core, 86_400_000);
    let client = Caller::client(&mut core);
    let conversation = client.get(&mut core, &format!("/api/v2/conversations/{id}"));
    assert!(conversation["endTime"].is_string());
    assert_strict(&conversation.to_string());
    let left_out = done(&mut core, &format!("GET conversations/{id}/left-out"), "");
    let answers = left_out.as_array().unwrap().iter();
    let mut answers = answers.filter(|one| one["step"] == "agent-answers");
    let reason = text(&answers.next().unwrap()["reason"]);
    assert!(reason.contains("it has not opened"), "{reason}");
}

#[test]
fn what_happened_is_a_storyboard_a_script_and_a_list_of_requests() {
    let mut core = core();
    let written = done(
        &mut core,
        "POST customers/messages",
        r#"{"text": "Where is it?"}"#,
    );
    let id = text(&written["conversationId"]);
    later(&mut core, 1_000);
    let (_, board) = control(&mut core, &format!("GET conversations/{id}/storyboard"), "");
    assert!(board.as_str().unwrap().contains("Where is it?"), "{board}");
    let script = done(&mut core, &format!("GET conversations/{id}/script"), "");
    let events: Vec<&Value> = script["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| &step["event"])
        .collect();
    assert_eq!(events, ["enter", "message", "enter", "offer"]);
    assert_eq!(
        done(&mut core, "GET conversations", "")["conversationIds"],
        json!([id])
    );
    let client = Caller::client(&mut core);
    client.done(&mut core, "GET /api/v2/users?pageSize=2", "", 200);
    let requests = done(&mut core, "GET requests", "");
    assert_eq!(requests.as_array().unwrap().len(), 1);
    let request = &requests[0];
    assert_eq!(
        (&request["path"], &request["query"]),
        (&json!("/api/v2/users"), &json!("pageSize=2"))
    );
    assert_eq!(
        (&request["status"], &request["clientId"]),
        (&json!(200), &json!("msgleg"))
    );
    assert!(
        request["headers"]["authorization"].is_null(),
        "tokens are kept nowhere"
    );
    done(&mut core, "DELETE requests", "");
    assert_eq!(core.received().count(), 0);
    let missing = uuid::Uuid::from_u128(7);
    let call = format!("GET conversations/{missing}/storyboard");
    assert_eq!(control(&mut core, &call, "").0, 404);
}

#[test]
fn failures_are_injected() {
    let mut core = core();
    let client = Caller::client(&mut core);
    let body = json!({"method": "GET", "path": "/users", "status": 429, "times": 2,
        "headers": {"Retry-After": "3"}});
    done(&mut core, "POST failures", &body.to_string());
    client.done(&mut core, "GET /api/v2/routing/queues", "", 200);
    for _ in 0..2 {
        let code = (429, "too.many.requests.retry.after");
        let body = client.refused(&mut core, "GET /api/v2/users", "", code);
        assert!(text(&body["message"]).contains("in [3] seconds"), "{body}");
    }
    client.done(&mut core, "GET /api/v2/users", "", 200);
    // The answer is lost, its effect is not.
    let failure = Failure {
        status: Some(502),
        has_effect: true,
        ..Failure::default()
    };
    core.fail(failure);
    let code = (502, "internal.server.error");
    client.refused(&mut core, "POST /api/v2/notifications/channels", "", code);
    let channels = client.get(&mut core, "/api/v2/notifications/channels");
    assert_eq!(channels["entities"].as_array().unwrap().len(), 1);
    assert_eq!(
        control(&mut core, "POST failures", r#"{"status": 200}"#).0,
        400
    );
}

#[test]
fn a_state_is_kept_gone_back_to_and_left_behind() {
    let mut core = core();
    let client = Caller::client(&mut core);
    let id = core
        .customer_writes(Inbound::default())
        .unwrap()
        .conversation;
    later(&mut core, 1_000);
    let path = format!("/api/v2/conversations/{id}");
    let before = client.get(&mut core, &path);
    done(&mut core, "POST snapshots/offered", "");
    client.done(&mut core, &format!("POST {path}/disconnect"), "", 202);
    later(&mut core, 60_000);
    assert_ne!(client.get(&mut core, &path), before);
    let clock = done(&mut core, "POST snapshots/offered/restore", "");
    assert_eq!(clock["now"], "2026-01-05T09:00:01.000Z");
    assert_eq!(client.get(&mut core, &path), before);
    assert_eq!(
        control(&mut core, "POST snapshots/other/restore", "").0,
        404
    );
    assert_eq!(control(&mut core, "POST snapshots/No%20Label", "").0, 400);
    done(&mut core, "POST reset", "");
    assert!(core.conversations().is_empty());
    client.done(&mut core, &format!("GET {path}"), "", 401);
}

#[tokio::test]
async fn a_fork_goes_its_own_way() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let id = platform
        .with(|core| core.customer_writes(Inbound::default()))
        .unwrap()
        .conversation;
    let token = platform.token().unwrap();
    let fork = platform.fork().await.unwrap();
    assert_ne!(fork.base_url(), platform.base_url());
    let own = Client {
        address: platform.address(),
        token: token.clone(),
    };
    let other = Client {
        address: fork.address(),
        token,
    };
    let path = format!("/api/v2/conversations/{id}");
    assert_eq!(own.get(&path).await, other.get(&path).await);
    other
        .done(&format!("POST {path}/disconnect"), "", 202)
        .await;
    fork.advance(1_000).unwrap();
    assert_ne!(own.get(&path).await, other.get(&path).await);

    // By request, for clients in other languages.
    let forked = own.done("POST /msgleg/fork", "", 200).await.json();
    let address = text(&forked["baseUrl"]).replace("http://", "");
    let address: SocketAddr = address.parse().unwrap();
    let third = Client {
        address,
        token: own.token.clone(),
    };
    assert_eq!(own.get(&path).await, third.get(&path).await);
    drop(platform);
    assert!(tokio::net::TcpStream::connect(own.address).await.is_err());
    assert!(tokio::net::TcpStream::connect(third.address).await.is_err());
    other.get(&path).await;
}

#[tokio::test]
async fn sockets_are_closed_at_once_or_as_announced() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let client = Client::log_in(&platform, "msgleg").await;
    let mut socket = client.listen(&[]).await;
    let body = r#"{"afterMs": 60000, "code": 4000}"#;
    client.done("POST /msgleg/sockets/close", body, 200).await;
    assert!(socket.hear().await.contains("v2.system.socket_closing"));
    platform.advance(60_000).unwrap();
    assert_eq!(socket.closed().await, Some(1001));
    let mut socket = client.listen(&[]).await;
    client
        .done("POST /msgleg/sockets/close", r#"{"code": 4000}"#, 200)
        .await;
    assert_eq!(socket.closed().await, Some(4000));
    client
        .done("POST /msgleg/sockets/close", r#"{"code": 7}"#, 400)
        .await;
}

#[tokio::test]
async fn platforms_run_side_by_side_and_are_gone_when_dropped() {
    let first = Platform::start(Config::default()).await.unwrap();
    let second = Platform::start(Config {
        seed: 2,
        ..Config::default()
    })
    .await
    .unwrap();
    first
        .with(|core| core.customer_writes(Inbound::default()))
        .unwrap();
    assert_eq!(second.with(|core| core.conversations().len()), 0);
    let client = Client::log_in(&first, "msgleg").await;
    let mut socket = client.listen(&[]).await;
    let address = first.address();
    drop(first);
    assert_eq!(socket.closed().await, None);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    Client::log_in(&second, "msgleg").await;
}

#[tokio::test]
async fn an_address_that_others_reach_needs_a_secret() {
    let address: SocketAddr = "0.0.0.0:0".parse().unwrap();
    let error = Platform::start(Config {
        address,
        ..Config::default()
    })
    .await
    .unwrap_err();
    assert!(error.to_string().contains("set a secret"), "{error}");
    let secret = Some("s3cret".to_owned());
    Platform::start(Config {
        address,
        secret,
        ..Config::default()
    })
    .await
    .unwrap();
}

#[test]
fn a_control_that_is_not_there_names_those_that_are() {
    let mut core = core();
    let (status, body) = control(&mut core, "GET nonsense", "");
    assert_eq!(status, 404);
    let named = body["details"].as_array().unwrap().iter();
    assert!(
        named
            .clone()
            .any(|detail| detail["fieldName"] == "POST /msgleg/plays"),
        "{body}"
    );
    let all = done(&mut core, "GET ", "");
    assert_eq!(all.as_array().unwrap().len(), named.count());
}

/// `curl -d` says of everything that it is a form.
#[test]
fn a_control_takes_json_under_any_name() {
    let mut core = Core::new(Config::default()).unwrap();
    let form = "application/x-www-form-urlencoded";
    let mut request =
        Request::new("POST", "/msgleg/clock/advance").with_header("content-type", form);
    request.body = br#"{"ms": 1500}"#.to_vec();
    let answer = core.handle(&request);
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_eq!(core.now().to_string(), "2026-01-05T09:00:01.500Z");
}
