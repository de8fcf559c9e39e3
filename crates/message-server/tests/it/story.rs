//! One story from end to end, over real connections: a customer writes, the agent answers, holds
//! and transfers, the second agent parks, resumes and wraps up.

use message_model::{Capture, encode};
use message_rules::{Delivery, assert_legal, assert_strict, check_sequence};
use message_server::{Config, Platform};
use serde_json::Value;

use crate::support::{Client, last_of, text};

/// What a story leaves behind.
pub(crate) struct Told {
    /// The conversation after each act, by REST.
    pub(crate) snapshots: Vec<String>,
    pub(crate) media: String,
    /// All frames that came over the socket.
    pub(crate) frames: Vec<String>,
    pub(crate) recording: String,
    pub(crate) script: String,
    pub(crate) conversation: String,
    /// All answers, with their headers.
    pub(crate) answers: Vec<String>,
}

/// Tells the story on a platform whose clock stands still until it is told to go on.
pub(crate) async fn tell(platform: &Platform) -> Told {
    let agents = platform.with(|core| core.agents());
    let support = platform.with(|core| core.queue("support")).unwrap();
    let billing = platform.with(|core| core.queue("billing")).unwrap();
    let (first, second) = (agents[0].id, agents[1].id);
    let supervisor = Client::log_in(platform, "msgleg").await;
    let one = Client::log_in(platform, &first.to_string()).await;
    let two = Client::log_in(platform, &second.to_string()).await;
    let mut topics: Vec<String> = [first, second]
        .iter()
        .flat_map(|user| {
            ["conversations", "conversations.messages", "routingStatus"]
                .map(|end| format!("v2.users.{user}.{end}"))
        })
        .collect();
    for queue in [support, billing] {
        topics.push(format!(
            "v2.routing.queues.{queue}?conversations&conversations.messages"
        ));
    }
    let mut socket = supervisor.listen(&topics).await;

    let written = supervisor
        .done(
            "POST /msgleg/customers/messages",
            r#"{"text": "My parcel is late"}"#,
            200,
        )
        .await
        .json();
    let id = text(&written["conversationId"]);
    let base = format!("/api/v2/conversations/{id}");
    let of_messages = format!("/api/v2/conversations/messages/{id}");
    let mut told = Told {
        snapshots: Vec::new(),
        media: String::new(),
        frames: Vec::new(),
        recording: String::new(),
        script: String::new(),
        conversation: id.clone(),
        answers: Vec::new(),
    };
    platform.advance(1_000).unwrap();

    let mut acts: Vec<(&Client, &str, String, String, u32)> = Vec::new();
    let body = |body: &str| body.to_owned();
    acts.push((
        &one,
        "PATCH",
        body("{of_messages}/participants/{p}"),
        body(r#"{"state": "CONNECTED"}"#),
        2_000,
    ));
    acts.push((
        &one,
        "PATCH",
        body("{of_messages}/participants/{p}/attributes"),
        body(r#"{"attributes": {"case": "4711"}}"#),
        100,
    ));
    acts.push((
        &one,
        "POST",
        body("{of_messages}/communications/{k}/messages"),
        body(r#"{"textBody": "I will have a look"}"#),
        3_000,
    ));
    acts.push((
        &one,
        "PATCH",
        body("{base}/participants/{p}"),
        body(r#"{"held": true}"#),
        5_000,
    ));
    acts.push((
        &one,
        "PATCH",
        body("{base}/participants/{p}"),
        body(r#"{"held": false}"#),
        500,
    ));
    acts.push((
        &one,
        "POST",
        body("{base}/participants/{p}/replace/agent"),
        format!(r#"{{"userId": "{second}", "transferType": "Attended"}}"#),
        1_000,
    ));
    acts.push((
        &two,
        "PATCH",
        body("{of_messages}/participants/{p}"),
        body(r#"{"state": "connected"}"#),
        1_000,
    ));
    acts.push((
        &two,
        "PATCH",
        body("{of_messages}/participants/{p}/parkingstate"),
        body(r#"{"state": "Parked", "resumeTime": "2026-01-05T10:00:00.000Z"}"#),
        60_000,
    ));
    acts.push((
        &two,
        "PATCH",
        body("{of_messages}/participants/{p}/parkingstate"),
        body(r#"{"state": "Connected"}"#),
        2_000,
    ));
    acts.push((
        &two,
        "PATCH",
        body("{of_messages}/participants/{p}/communications/{k}"),
        body(r#"{"state": "disconnected"}"#),
        2_000,
    ));
    acts.push((
        &two,
        "POST",
        body("{of_messages}/participants/{p}/communications/{k}/wrapup"),
        body(r#"{"code": "Complaint", "notes": "sent again"}"#),
        2_000,
    ));
    for (client, method, path, body, wait) in acts {
        // Clients read the conversation to know whom they act for.
        let conversation = client.get(&base).await;
        let agent = last_of(&conversation, "agent");
        let path = path
            .replace("{base}", &base)
            .replace("{of_messages}", &of_messages)
            .replace("{p}", &text(&agent["id"]))
            .replace("{k}", &text(&agent["messages"][0]["id"]));
        let answer = client.call(&format!("{method} {path}"), &body).await;
        assert!(
            answer.status < 300,
            "{method} {path} {body}: {}",
            answer.body
        );
        told.answers
            .push(format!("{}\n{}", answer.head, answer.body));
        platform.advance(wait).unwrap();
        let snapshot = client.done(&format!("GET {base}"), "", 200).await;
        told.answers.push(snapshot.head);
        told.snapshots.push(snapshot.body);
    }
    told.frames = socket.hear_all().await;
    told.media = supervisor
        .done(&format!("GET {of_messages}"), "", 200)
        .await
        .body;
    // Only now, with a first leg whose after-call work nobody does.
    platform.advance(120_000).unwrap();
    told.snapshots
        .push(supervisor.done(&format!("GET {base}"), "", 200).await.body);
    let path = format!("GET /msgleg/conversations/{id}/recording");
    told.recording = supervisor.done(&path, "", 200).await.body;
    let path = format!("GET /msgleg/conversations/{id}/script");
    told.script = supervisor.done(&path, "", 200).await.body;
    told
}

/// The frames of one conversation are snapshots of it, those of others are none.
fn bodies(frames: &[String], end: &str) -> Vec<Value> {
    let frames = frames.iter().map(|frame| crate::support::json(frame));
    let fitting = frames.filter(|frame| text(&frame["topicName"]).ends_with(end));
    fitting.map(|frame| frame["eventBody"].clone()).collect()
}

#[tokio::test]
async fn a_story_goes_from_token_to_wrap_up() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let told = tell(&platform).await;

    let last = crate::support::json(told.snapshots.last().unwrap());
    let agents: Vec<&Value> = last["participants"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["purpose"] == "agent")
        .collect();
    assert_eq!(agents.len(), 2);
    assert_eq!(agents[0]["messages"][0]["disconnectType"], "transfer");
    assert_eq!(agents[0]["attributes"]["case"], "4711");
    assert_eq!(agents[0]["wrapup"]["code"], "ININ-WRAP-UP-TIMEOUT");
    assert_eq!(agents[1]["messages"][0]["disconnectType"], "client");
    assert_eq!(agents[1]["wrapup"]["name"], "Complaint");
    assert_eq!(agents[1]["wrapup"]["notes"], "sent again");
    assert!(agents[1]["messages"][0]["parkTime"].is_string());
    assert!(last["endTime"].is_string());

    // Rows 2, 3 and 10 of the useful calls, and the frames: everything is legal and strict.
    for text in told
        .snapshots
        .iter()
        .chain([&told.media])
        .chain(&told.frames)
    {
        if text.contains("routingStatus\"") && text.contains("topicName") {
            continue; // not a view of a conversation
        }
        assert_strict(text);
        assert_legal(&Capture::read(text.as_str()).unwrap());
    }
    let snapshots = format!("[{}]", told.snapshots.join(","));
    let snapshots = Capture::read(snapshots).unwrap();
    let report = check_sequence(&snapshots, Delivery::InOrder, None);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    let frames = format!("[{}]", told.frames.join(","));
    let frames = Capture::read(frames).unwrap();
    let report = check_sequence(&frames, Delivery::Unordered, None);
    assert!(report.findings.is_empty(), "{:?}", report.findings);

    // REST and frames agree: the last frame of each user's topic has the legs that REST has.
    let frames = bodies(&told.frames, ".conversations");
    assert!(frames.len() > 20, "{}", frames.len());
    let of_rest = crate::support::json(&told.snapshots[told.snapshots.len() - 2]);
    let frame = frames.last().unwrap();
    assert_eq!(frame["id"], of_rest["id"]);
    let pairs = of_rest["participants"].as_array().unwrap().iter();
    for (rest, event) in pairs.zip(frame["participants"].as_array().unwrap()) {
        assert_eq!(rest["id"], event["id"]);
        for name in [
            "id",
            "state",
            "held",
            "connectedTime",
            "disconnectType",
            "parkTime",
        ] {
            assert_eq!(
                rest["messages"][0][name], event["messages"][0][name],
                "{name}"
            );
        }
    }
    let statuses = bodies(&told.frames, ".routingStatus");
    let statuses: Vec<&Value> = statuses
        .iter()
        .map(|body| &body["routingStatus"]["status"])
        .collect();
    assert_eq!(statuses, ["INTERACTING", "INTERACTING", "IDLE", "IDLE"]);
}

#[tokio::test]
async fn the_recording_of_the_story_plays_again_to_the_same_bytes() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let told = tell(&platform).await;

    let again = Platform::start(Config::default()).await.unwrap();
    let client = Client::log_in(&again, "msgleg").await;
    let agents = again.with(|core| core.agents());
    let topics: Vec<String> = agents[..2]
        .iter()
        .flat_map(|agent| {
            ["conversations", "conversations.messages"]
                .map(|end| format!("v2.users.{}.{end}", agent.id))
        })
        .collect();
    let mut socket = client.listen(&topics).await;
    client
        .done("POST /msgleg/recording", &told.recording, 200)
        .await;
    again.run_until(platform.now());
    let base = format!("GET /api/v2/conversations/{}", told.conversation);
    let conversation = client.done(&base, "", 200).await.body;
    assert_eq!(Some(&conversation), told.snapshots.last());
    let is_of_users = |frame: &&String| {
        topics
            .iter()
            .any(|topic| frame.contains(&format!("\"{topic}\"")))
    };
    let frames: Vec<&String> = told.frames.iter().filter(is_of_users).collect();
    let heard = socket.hear_all().await;
    assert_eq!(heard[..frames.len()].iter().collect::<Vec<_>>(), frames);
    let path = format!("GET /msgleg/conversations/{}/script", told.conversation);
    let script = client.done(&path, "", 200).await.body;
    assert_eq!(script, told.script);

    // The script is one that everything else plays, too.
    let script = message_generator::Script::from_json(&told.script).unwrap();
    let episodes = message_generator::play(&script).unwrap();
    let mut played = episodes[0].clone();
    let organisation = message_generator::Organisation::of_seed(1);
    let named = agents.iter().fold(organisation, |organisation, agent| {
        organisation.with_person(&agent.id.to_string(), agent.clone())
    });
    played.content.set_organisation(named);
    let mut of_play: Value =
        serde_json::from_str(&encode(&played.conversation()).unwrap()).unwrap();
    let mut of_rest = crate::support::json(&conversation);
    // What no script carries.
    for conversation in [&mut of_play, &mut of_rest] {
        for participant in conversation["participants"].as_array_mut().unwrap() {
            participant["attributes"].take();
            participant["wrapup"].take();
            participant["messages"][0]["wrapup"].take();
        }
    }
    assert_eq!(of_play, of_rest);
}
