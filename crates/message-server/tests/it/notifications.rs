//! Section 3: channels, subscriptions and sockets.

use std::collections::BTreeSet;

use futures_util::SinkExt;
use message_server::{Client as App, Config, Core, Inbound, Pace, Platform, Sending};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Caller, Client, Socket, json as read, text};

const CHANNELS: &str = "/api/v2/notifications/channels";

fn core() -> Core {
    Core::new(Config::default()).unwrap()
}

fn later(core: &mut Core, millis: i64) {
    let until = core.now().checked_add_millis(millis).unwrap();
    core.advance(until);
}

fn open(core: &mut Core, caller: &Caller) -> String {
    let answer = caller.done(core, &format!("POST {CHANNELS}"), "", 200);
    text(&read(&answer.body)["id"])
}

fn topics(names: &[String]) -> String {
    Value::from_iter(names.iter().map(|name| json!({"id": name}))).to_string()
}

fn listed(core: &mut Core, caller: &Caller, channel: &str) -> Vec<(String, String)> {
    let all = caller.get(core, &format!("{CHANNELS}/{channel}/subscriptions"));
    let all = all["entities"].as_array().unwrap().iter();
    all.map(|one| (text(&one["id"]), text(&one["state"])))
        .collect()
}

#[test]
fn a_channel_has_the_form_that_clients_expect() {
    let mut core = core();
    let caller = Caller::client(&mut core);
    let call = format!("POST {CHANNELS}?connectionType=streaming");
    let channel = read(&caller.done(&mut core, &call, "null", 200).body);
    let id = text(&channel["id"]);
    let end = id.strip_prefix("streaming-4-").unwrap();
    assert!(
        end.len() == 26 && end.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "{id}"
    );
    assert_eq!(channel["expires"], "2026-01-06T09:00:00.000Z");
    assert!(text(&channel["connectUri"]).ends_with(&format!("/channels/{id}")));
    let head = caller.done(&mut core, &format!("HEAD {CHANNELS}/{id}"), "", 200);
    assert_eq!(head.body, "");
    caller.done(&mut core, &format!("HEAD {CHANNELS}/nowhere"), "", 404);
    for which in ["token", "oauthclient"] {
        let all = caller.get(&mut core, &format!("{CHANNELS}?includechannels={which}"));
        assert_eq!(all["entities"][0]["id"], id.as_str());
    }
    let other = Caller::agent(&mut core, 0);
    other.done(&mut core, &format!("HEAD {CHANNELS}/{id}"), "", 404);
}

#[test]
fn the_address_of_a_socket_is_the_one_that_the_client_used() {
    for (public_host, expected) in [(None, "platform.test:81"), (Some("10.0.0.7"), "10.0.0.7")] {
        let public_host = public_host.map(str::to_owned);
        let mut core = Core::new(Config {
            public_host,
            ..Config::default()
        })
        .unwrap();
        let token = core.token(None).unwrap();
        let request = message_server::Request::new("POST", CHANNELS).with_token(&token);
        let answer = core.handle(&request.with_header("host", "platform.test:81"));
        let uri = text(&read(&answer.body)["connectUri"]);
        assert!(
            uri.starts_with(&format!("ws://{expected}/channels/")),
            "{uri}"
        );
    }
}

#[test]
fn the_twenty_first_channel_drops_the_one_that_is_unused_the_longest() {
    let mut core = core();
    let caller = Caller::client(&mut core);
    let channels: Vec<String> = (0..20).map(|_| open(&mut core, &caller)).collect();
    // The first has a socket, the second is used again: so the third goes.
    core.connect(&channels[0]).unwrap();
    let user = core.agents()[0].id;
    let subscriptions = format!("POST {CHANNELS}/{}/subscriptions", channels[1]);
    let topic = topics(&[format!("v2.users.{user}.presence")]);
    caller.done(&mut core, &subscriptions, &topic, 200);
    open(&mut core, &caller);
    let gone: BTreeSet<usize> = (0..20)
        .filter(|place| {
            let call = format!("GET {CHANNELS}/{}", channels[*place]);
            caller.call(&mut core, &call, "").status == 404
        })
        .collect();
    assert_eq!(gone, BTreeSet::from([2]));
    // Those of another user are not counted.
    let other = Caller::agent(&mut core, 0);
    open(&mut core, &other);
    assert_eq!(
        caller.get(&mut core, CHANNELS)["entities"]
            .as_array()
            .unwrap()
            .len(),
        20
    );
}

#[test]
fn subscriptions_are_added_replaced_listed_and_cleared() {
    let mut core = core();
    let caller = Caller::client(&mut core);
    let channel = open(&mut core, &caller);
    let path = format!("{CHANNELS}/{channel}/subscriptions");
    let names: Vec<String> = core
        .agents()
        .iter()
        .take(3)
        .map(|agent| format!("v2.users.{}.conversations", agent.id))
        .collect();
    let call = format!("POST {path}");
    let answer = caller.done(&mut core, &call, &topics(&names[..1]), 200);
    let entity = &read(&answer.body)["entities"][0];
    assert_eq!(
        (&entity["id"], &entity["state"]),
        (&json!(names[0]), &json!("Permitted"))
    );
    caller.done(&mut core, &call, &topics(&names[..2]), 200);
    let ids = |listed: Vec<(String, String)>| -> Vec<String> {
        listed.into_iter().map(|(id, _)| id).collect()
    };
    assert_eq!(ids(listed(&mut core, &caller, &channel)), names[..2]);
    caller.done(&mut core, &format!("PUT {path}"), &topics(&names[2..]), 200);
    assert_eq!(ids(listed(&mut core, &caller, &channel)), names[2..]);
    caller.done(&mut core, &format!("DELETE {path}"), "", 200);
    assert!(listed(&mut core, &caller, &channel).is_empty());
    for body in [
        r#"[{"id": "v2.nonsense"}]"#,
        r#"[{"id": "channel.metadata"}]"#,
        r#"[{}]"#,
    ] {
        caller.refused(&mut core, &call, body, (400, "notification.invalid.topic"));
    }
    let long = topics(&[format!("{}?{}", names[0], "x".repeat(200))]);
    caller.refused(&mut core, &call, &long, (400, "notification.invalid.topic"));
    let call = format!("POST {CHANNELS}/nowhere/subscriptions");
    caller.refused(&mut core, &call, "[]", (404, "not.found"));
}

#[test]
fn combined_topics_stand_for_their_parts() {
    let mut core = core();
    let caller = Caller::client(&mut core);
    let channel = open(&mut core, &caller);
    let user = core.agents()[0].id;
    let call = format!("PUT {CHANNELS}/{channel}/subscriptions?ignoreErrors=true");
    let combined = format!("v2.users.{user}?routingStatus&nonsense&presence");
    caller.done(
        &mut core,
        &call,
        &topics(std::slice::from_ref(&combined)),
        200,
    );
    assert_eq!(
        listed(&mut core, &caller, &channel),
        [
            (combined, "Permitted".to_owned()),
            (format!("v2.users.{user}.nonsense"), "Rejected".to_owned()),
        ]
    );
    // Events come under the single name.
    let socket = core.connect(&channel).unwrap();
    let call = format!("PUT /api/v2/users/{user}/routingstatus");
    caller.done(&mut core, &call, r#"{"status": "OFF_QUEUE"}"#, 200);
    later(&mut core, 1);
    let outputs = core.take_outputs();
    assert_eq!(outputs.len(), 1);
    assert_eq!(outputs[0].socket, socket);
    let Sending::Text(frame) = &outputs[0].sending else {
        panic!("{outputs:?}");
    };
    let frame = read(frame);
    assert_eq!(frame["topicName"], format!("v2.users.{user}.routingStatus"));
    assert_eq!(frame["eventBody"]["routingStatus"]["status"], "OFF_QUEUE");
}

#[test]
fn one_topic_without_permission_refuses_all_unless_errors_are_ignored() {
    let mut app = App::of("app");
    app.lacks
        .insert("conversation:communication:view".to_owned());
    let mut core = Core::new(Config {
        clients: vec![app],
        ..Config::default()
    })
    .unwrap();
    let caller = Caller::client(&mut core);
    let channel = open(&mut core, &caller);
    let (queue, user) = (core.queue("support").unwrap(), core.agents()[0].id);
    let conversation = uuid::Uuid::from_u128(7);
    let names = topics(&[
        format!("v2.detail.events.conversation.{conversation}.user.end"),
        format!("v2.routing.queues.{queue}.conversations"),
        format!("v2.users.{user}.presence"),
    ]);
    let call = format!("POST {CHANNELS}/{channel}/subscriptions");
    let code = (403, "notification.unauthorized.topic");
    caller.refused(&mut core, &call, &names, code);
    assert!(listed(&mut core, &caller, &channel).is_empty());
    let answer = caller.done(&mut core, &format!("{call}?ignoreErrors=true"), &names, 200);
    let states: Vec<String> = read(&answer.body)["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["state"]))
        .collect();
    assert_eq!(states, ["Permitted", "Rejected", "Rejected"]);
    let rejected = &read(&answer.body)["entities"][1];
    assert_eq!(
        rejected["missingPermissions"],
        json!(["conversation:communication:view"])
    );
    assert!(rejected["rejectionReason"].is_string());
}

#[test]
fn a_channel_takes_a_thousand_topics() {
    let mut core = core();
    let caller = Caller::client(&mut core);
    let channel = open(&mut core, &caller);
    let names: Vec<String> = (0..1_001)
        .map(|number| {
            let id = uuid::Uuid::from_u128(number);
            format!("v2.detail.events.conversation.{id}.user.end")
        })
        .collect();
    let call = format!("POST {CHANNELS}/{channel}/subscriptions");
    caller.done(&mut core, &call, &topics(&names[..1_000]), 200);
    caller.done(&mut core, &call, &topics(&names[..10]), 200);
    let code = (400, "notification.subscription.too.many.subscriptions");
    caller.refused(&mut core, &call, &topics(&names[1_000..]), code);
    let call = format!("PUT {CHANNELS}/{channel}/subscriptions");
    caller.done(&mut core, &call, &topics(&names[1..]), 200);
}

#[tokio::test]
async fn a_socket_beats_answers_and_subscribes() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let client = Client::log_in(&platform, "msgleg").await;
    let mut socket = client.listen(&[]).await;
    // A jump of a day in steps sends one heartbeat for each step, not thousands.
    platform.advance(30_000).unwrap();
    platform.advance(3_600_000).unwrap();
    let beat = r#"{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}"#;
    assert_eq!(socket.hear_all().await, [beat, beat]);
    let pong = r#"{"topicName":"channel.metadata","eventBody":{"message":"pong"}}"#;
    socket.say(r#"{"message":"ping"}"#).await;
    assert_eq!(socket.hear().await, pong);
    // What is not known is ignored, and the vendor's own command line sends plain text.
    for nonsense in [
        "keep alive",
        "[]",
        r#"{"message":7}"#,
        "{\"message\":\"dance\"}",
    ] {
        socket.say(nonsense).await;
    }
    assert!(socket.hear_all().await.is_empty());
    socket
        .stream
        .send(Message::Ping(vec![7].into()))
        .await
        .unwrap();
    let answer = futures_util::StreamExt::next(&mut socket.stream).await;
    assert!(matches!(answer, Some(Ok(Message::Pong(ref data))) if data.as_ref() == [7]));

    let user = platform.with(|core| core.agents()[0].id);
    let topic = format!("v2.users.{user}.conversations");
    let subscribe = json!({"message": "subscribe", "topics": [topic], "correlationId": "c-1"});
    socket.say(&subscribe.to_string()).await;
    let answer = read(&socket.hear().await);
    let expected = json!({"result": "200", "status": "subscribed", "correlationId": "c-1"});
    assert_eq!(answer, expected);
    platform
        .with(|core| core.customer_writes(Inbound::default()))
        .unwrap();
    platform.advance(1_000).unwrap();
    let frames = socket.hear_all().await;
    assert!(!frames.is_empty() && frames.iter().all(|frame| frame.contains(&topic)));
    let wrong = json!({"message": "subscribe", "topics": ["v2.nonsense"]});
    socket.say(&wrong.to_string()).await;
    assert_eq!(read(&socket.hear().await)["result"], "400");
    socket.say(r#"{"message":"subscribe"}"#).await;
    assert_eq!(read(&socket.hear().await)["result"], "400");
    let unsubscribe = json!({"message": "unsubscribe", "topics": [topic]});
    socket.say(&unsubscribe.to_string()).await;
    assert_eq!(read(&socket.hear().await)["status"], "unsubscribed");
    platform
        .with(|core| core.customer_writes(Inbound::default()))
        .unwrap();
    platform.advance(1_000).unwrap();
    assert!(socket.hear_all().await.is_empty());
}

#[tokio::test]
async fn a_second_socket_replaces_the_first() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let client = Client::log_in(&platform, "msgleg").await;
    let channel = client
        .done(&format!("POST {CHANNELS}"), "", 200)
        .await
        .json();
    let uri = text(&channel["connectUri"]);
    let mut first = Socket::open(&uri).await;
    let mut second = Socket::open(&uri).await;
    assert_eq!(first.closed().await, Some(1000));
    assert!(second.hear_all().await.is_empty());
}

#[tokio::test]
async fn a_socket_without_a_channel_is_refused() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let uri = format!("ws://{}/channels/streaming-4-guess", platform.address());
    let error = tokio_tungstenite::connect_async(&uri).await.unwrap_err();
    assert!(error.to_string().contains("401"), "{error}");
    // Without an upgrade it is a path like any other that is none of the platform's.
    let client = Client::log_in(&platform, "msgleg").await;
    client
        .done("GET /channels/streaming-4-guess", "", 404)
        .await;
}

#[tokio::test]
async fn a_channel_ends_as_announced_unless_it_is_subscribed_again() {
    let config = Config {
        channel_lifetime_ms: 120_000,
        ..Config::default()
    };
    let platform = Platform::start(config).await.unwrap();
    let client = Client::log_in(&platform, "msgleg").await;
    let mut socket = client.listen(&[]).await;
    platform.advance(30_000).unwrap();
    let id = text(&client.get(CHANNELS).await["entities"][0]["id"]);
    client
        .done(&format!("PUT {CHANNELS}/{id}/subscriptions"), "[]", 200)
        .await;
    platform.advance(59_999).unwrap();
    let closing = "v2.system.socket_closing";
    assert!(
        !socket
            .hear_all()
            .await
            .iter()
            .any(|frame| frame.contains(closing))
    );
    platform.advance(1).unwrap();
    assert!(
        socket
            .hear_all()
            .await
            .iter()
            .any(|frame| frame.contains(closing))
    );
    platform.advance(60_000).unwrap();
    assert_eq!(socket.closed().await, Some(1001));
    client.done(&format!("GET {CHANNELS}/{id}"), "", 404).await;
}

#[tokio::test]
async fn a_token_that_is_revoked_takes_its_channels_with_it() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let client = Client::log_in(&platform, "msgleg").await;
    let mut socket = client.listen(&[]).await;
    let body = json!({"token": client.token}).to_string();
    client.done("POST /msgleg/tokens/revoke", &body, 200).await;
    assert!(
        socket
            .hear()
            .await
            .contains(r#""topicName":"v2.system.token_revoked."#)
    );
    assert_eq!(socket.closed().await, Some(1001));
    client.done("GET /api/v2/users", "", 401).await;
}

#[tokio::test]
async fn a_reader_who_does_not_read_is_cut_and_the_others_do_not_wait() {
    let config = Config {
        socket_queue: 8,
        ..Config::default()
    };
    let platform = Platform::start(config).await.unwrap();
    let client = Client::log_in(&platform, "msgleg").await;
    let user = platform.with(|core| core.agents()[0].id);
    let topic = format!("v2.users.{user}.presence");
    let mut slow = client.listen(std::slice::from_ref(&topic)).await;
    let mut quick = client.listen(std::slice::from_ref(&topic)).await;
    // More than the buffers of the two ends of a connection hold.
    let large = "x".repeat(400_000);
    let event = json!({"topicName": topic, "eventBody": {"message": large}}).to_string();
    let mut reached = Vec::new();
    for _ in 0..200 {
        let answer = client.done("POST /msgleg/events", &event, 200).await.json();
        let sockets = answer["sockets"].as_u64().unwrap();
        reached.push(sockets);
        assert!(quick.hear().await.len() > 400_000);
        if sockets == 1 {
            break;
        }
    }
    assert_eq!(reached.last(), Some(&1), "{reached:?}");
    assert!(slow.closed().await.is_none());
}

#[tokio::test]
async fn what_is_due_comes_by_itself_where_time_passes() {
    for pace in [Pace::Real, Pace::Times(50), Pace::Fast] {
        let platform = Platform::start(Config {
            pace,
            ..Config::default()
        })
        .await
        .unwrap();
        let client = Client::log_in(&platform, "msgleg").await;
        let user = platform.with(|core| core.agents()[0].id);
        let mut socket = client
            .listen(&[format!("v2.users.{user}.conversations")])
            .await;
        client
            .done("POST /msgleg/customers/messages", "{}", 200)
            .await;
        let frame = socket.hear().await;
        assert!(frame.contains(r#""state":"alerting""#), "{pace:?}: {frame}");
    }
}

#[test]
fn new_attributes_are_told() {
    let mut core = core();
    let caller = Caller::agent(&mut core, 0);
    let id = core
        .customer_writes(Inbound::default())
        .unwrap()
        .conversation;
    later(&mut core, 1_000);
    let channel = open(&mut core, &caller);
    let (user, queue) = (core.agents()[0].id, core.queue("support").unwrap());
    let names = [
        format!("v2.users.{user}.conversations"),
        format!("v2.routing.queues.{queue}.conversations.messages"),
        format!("v2.detail.events.conversation.{id}.attributes"),
    ];
    let call = format!("POST {CHANNELS}/{channel}/subscriptions");
    caller.done(&mut core, &call, &topics(&names), 200);
    core.connect(&channel).unwrap();
    let conversation = caller.get(&mut core, &format!("/api/v2/conversations/{id}"));
    let customer = text(&conversation["participants"][0]["id"]);
    let call = format!("PATCH /api/v2/conversations/{id}/participants/{customer}/attributes");
    caller.done(&mut core, &call, r#"{"attributes": {"case": "4711"}}"#, 202);
    later(&mut core, 100);
    let frames: Vec<Value> = core
        .take_outputs()
        .into_iter()
        .map(|output| match output.sending {
            Sending::Text(text) => read(&text),
            Sending::Close(..) | Sending::Cut => panic!("{output:?}"),
        })
        .collect();
    assert_eq!(frames.len(), 3);
    for (frame, name) in frames.iter().zip(&names) {
        assert_eq!(frame["topicName"], name.as_str());
        message_rules::assert_strict(&frame.to_string());
    }
    let attributes = json!({"case": "4711"});
    assert_eq!(
        frames[0]["eventBody"]["participants"][0]["attributes"],
        attributes
    );
    assert_eq!(frames[2]["eventBody"]["attributes"], attributes);
    assert_eq!(frames[2]["eventBody"]["participantId"], customer.as_str());
}
