//! Webhooks over real connections: middlewares in other languages, one that refuses, and a restart.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use message_server::{Config, Platform, Request};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::open::integration;
use super::support::{json as read, last_of, text};

const INTEGRATIONS: &str = "/api/v2/conversations/messaging/integrations/open";

/// Calls a platform as a value, as an agent or as a client.
fn call(platform: &Platform, who: &str, call: &str, body: &Value) -> Value {
    let (method, path) = call.split_once(' ').unwrap();
    let request = Request::new(method, path).with_token(who);
    let answer = platform.handle(&request.with_json(body.to_string()));
    assert!(answer.status < 300, "{call}: {}", answer.body);
    match answer.body.as_str() {
        "" => Value::Null,
        body => read(body),
    }
}

/// A conversation that an agent has answered, of a customer of an integration.
struct Story {
    client: String,
    agent: String,
    conversation: String,
    leg: String,
}

impl Story {
    /// The customer writes through an integration that posts there, and the agent answers.
    async fn begin(platform: &Platform, integration: &str) -> Self {
        let client = platform.token().unwrap();
        let user = platform.with(|core| core.agents()[0].id);
        let agent = platform.user_token(user).unwrap();
        let path = format!(
            "POST /api/v2/conversations/messages/{integration}/inbound/open/message\
             ?prefetchConversationId=true"
        );
        let body = json!({"channel": {"from": {"id": "zoe@example.com"}}, "text": "Hello"});
        let written = call(platform, &client, &path, &body);
        let conversation = text(&written["conversationId"]);
        platform.pass(1_000).await.unwrap();
        let seen = seen(platform, &client, &conversation);
        let own = last_of(&seen, "agent");
        let (participant, leg) = (text(&own["id"]), text(&own["messages"][0]["id"]));
        let path = format!(
            "PATCH /api/v2/conversations/messages/{conversation}/participants/{participant}"
        );
        call(platform, &agent, &path, &json!({"state": "connected"}));
        Self {
            client,
            agent,
            conversation,
            leg,
        }
    }

    fn say(&self, platform: &Platform, said: &str) -> String {
        let path = format!(
            "POST /api/v2/conversations/messages/{}/communications/{}/messages",
            self.conversation, self.leg
        );
        let body = json!({ "textBody": said });
        text(&call(platform, &self.agent, &path, &body)["id"])
    }

    fn status(&self, platform: &Platform, message: &str) -> String {
        let path = format!("GET /api/v2/conversations/messages/{message}/details");
        text(&call(platform, &self.client, &path, &Value::Null)["status"])
    }
}

fn seen(platform: &Platform, who: &str, conversation: &str) -> Value {
    let path = format!("GET /api/v2/conversations/{conversation}");
    call(platform, who, &path, &Value::Null)
}

fn connect(platform: &Platform, url: &str) -> String {
    let client = platform.token().unwrap();
    let path = format!("POST {INTEGRATIONS}");
    text(&call(platform, &client, &path, &integration(url))["id"])
}

/// A program that is ended when this is dropped.
struct Middleware {
    process: Child,
    url: String,
    file: PathBuf,
}

impl Middleware {
    /// Starts the one of the README in this language, if there is such a program. It prints its
    /// port.
    fn start(program: &str, language: &str, arguments: &[&str]) -> Option<Self> {
        let readme = include_str!("../../README.md");
        let section = readme.split("\n## A middleware\n").nth(1).unwrap();
        let text = section.split(&format!("```{language}\n")).nth(1).unwrap();
        let text = text.split("```").next().unwrap();
        let name = format!("msgleg-middleware-{}.{language}", std::process::id());
        // Node takes only such a file for a module.
        let file = std::env::temp_dir().join(name.replace(".js", ".mjs"));
        std::fs::write(&file, text).unwrap();
        let mut process = Command::new(program)
            .arg(&file)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut port = String::new();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        out.read_line(&mut port).unwrap();
        let url = format!("http://127.0.0.1:{}/hook", port.trim());
        Some(Self { process, url, file })
    }
}

impl Drop for Middleware {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_file(&self.file);
    }
}

/// An agent and a customer behind a middleware write to each other.
async fn converses(program: &str, language: &str) {
    let platform = Platform::start(Config::default()).await.unwrap();
    let token = platform.token().unwrap();
    let id = connect(&platform, "http://127.0.0.1:9/");
    let secret = "a secret of the test";
    let arguments = [platform.base_url(), &token, &id, secret];
    let Some(middleware) = Middleware::start(program, language, &arguments) else {
        eprintln!("{program} is not there: nothing is checked");
        return;
    };
    let there = json!({"outboundNotificationWebhookUrl": middleware.url});
    call(
        &platform,
        &token,
        &format!("PATCH {INTEGRATIONS}/{id}"),
        &there,
    );
    let story = Story::begin(&platform, &id).await;
    let message = story.say(&platform, "It is on its way");
    platform.pass(0).await.unwrap();
    let own = seen(&platform, &story.client, &story.conversation);
    let contact = &last_of(&own, "customer")["messages"][0];
    assert_eq!(contact["messages"].as_array().unwrap().len(), 2);
    assert_eq!(story.status(&platform, &message), "delivery-success");
    platform.pass(0).await.unwrap();
    let told = call(&platform, &token, "GET /msgleg/webhooks", &Value::Null);
    let told: Vec<[&Value; 2]> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|one| [&one["body"]["type"], &one["state"]])
        .collect();
    let accepted = json!("accepted");
    assert_eq!(
        told,
        [
            [&json!("Receipt"), &accepted],
            [&json!("Text"), &accepted],
            [&json!("Receipt"), &accepted]
        ],
        "each signature was right"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_middleware_in_node_converses_with_an_agent() {
    converses("node", "js").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_middleware_in_python_converses_with_an_agent() {
    converses("python3", "python").await;
}

/// Answers each request with the next of these statuses, and the last one from then on; 0 stands
/// for no answer. Returns the address.
async fn answering(statuses: &'static [u16]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        for place in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let status = statuses.get(place).or(statuses.last()).copied().unwrap();
            let mut head = vec![0; 65_536];
            let _ = stream.read(&mut head).await;
            if status == 0 {
                held.push(stream);
                continue;
            }
            let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n");
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    url
}

/// The attempts of the webhook of a message, with the milliseconds since the first.
fn attempts(platform: &Platform, who: &str, message: &str) -> Vec<(i64, String)> {
    let told = call(platform, who, "GET /msgleg/webhooks", &Value::Null);
    let mut told = told.as_array().unwrap().iter();
    let told = told.find(|one| one["body"]["id"] == message).unwrap();
    let at = |one: &Value| {
        text(&one["at"])
            .parse::<message_model::Timestamp>()
            .unwrap()
    };
    let all = told["attempts"].as_array().unwrap();
    all.iter()
        .map(|one| (at(one).millis_since(at(&all[0])), text(&one["outcome"])))
        .collect()
}

#[tokio::test]
async fn a_webhook_that_refuses_sees_five_retries_on_a_stepped_clock() {
    let url = answering(&[200, 503]).await;
    let platform = Platform::start(Config::default()).await.unwrap();
    let id = connect(&platform, &url);
    let story = Story::begin(&platform, &id).await;
    let message = story.say(&platform, "Hi");
    let before = platform.now();
    let after = platform.pass(85_000).await.unwrap();
    assert_eq!(after.millis_since(before), 85_000);
    let expected: Vec<(i64, String)> = (0..6).map(|n| (n * 5_000, "503".to_owned())).collect();
    assert_eq!(attempts(&platform, &story.client, &message), expected);
    assert_eq!(story.status(&platform, &message), "failed");
}

#[tokio::test]
async fn who_does_not_answer_in_time_is_asked_again() {
    let url = answering(&[200, 0, 200]).await;
    let platform = Platform::start(Config {
        webhook_timeout_ms: 100,
        ..Config::default()
    })
    .await
    .unwrap();
    let id = connect(&platform, &url);
    let story = Story::begin(&platform, &id).await;
    let message = story.say(&platform, "Hi");
    platform.pass(6_000).await.unwrap();
    let expected = vec![(0, "timed out".to_owned()), (5_100, "200".to_owned())];
    assert_eq!(attempts(&platform, &story.client, &message), expected);
    assert_eq!(story.status(&platform, &message), "sent");
    // Where nobody listens, that is told.
    let nobody = connect(&platform, "http://127.0.0.1:1/");
    let path = format!("POST /api/v2/conversations/messages/{nobody}/inbound/open/message");
    let body = json!({"channel": {"from": {"id": "ben@example.com"}}, "text": "Hello"});
    let written = call(&platform, &story.client, &path, &body);
    platform.pass(0).await.unwrap();
    let tried = attempts(&platform, &story.client, &text(&written["id"]));
    assert_eq!(tried, [(0, "connection refused".to_owned())]);
}

#[tokio::test]
async fn a_fast_platform_goes_on_when_a_webhook_is_answered() {
    let url = answering(&[200, 500]).await;
    let platform = Platform::start(Config {
        pace: message_server::Pace::Fast,
        ..Config::default()
    })
    .await
    .unwrap();
    let id = connect(&platform, &url);
    let story = Story::begin(&platform, &id).await;
    let message = story.say(&platform, "Hi");
    // All attempts follow on one another, and this waits for the last.
    platform.pass(0).await.unwrap();
    assert_eq!(story.status(&platform, &message), "failed");
    let times: Vec<i64> = attempts(&platform, &story.client, &message)
        .iter()
        .map(|(at, _)| *at)
        .collect();
    assert_eq!(times, [0, 5_000, 10_000, 15_000, 20_000, 25_000]);
}

#[tokio::test]
async fn a_restart_goes_on_with_what_webhooks_have_answered() {
    let folder = std::env::temp_dir().join(format!("msgleg-webhooks-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("state");
    let config = || Config {
        state: Some(file.clone()),
        ..Config::default()
    };
    let url = answering(&[200, 503, 503, 200]).await;
    let first = Platform::start(config()).await.unwrap();
    let id = connect(&first, &url);
    let story = Story::begin(&first, &id).await;
    let message = story.say(&first, "Hi");
    first.pass(7_000).await.unwrap();
    let told = |platform: &Platform| {
        let token = platform.token().unwrap();
        let webhooks = call(platform, &token, "GET /msgleg/webhooks", &Value::Null);
        let views = platform.with(|core| core.recording()).unwrap();
        (webhooks, views, platform.now())
    };
    let before = told(&first);
    drop(first);
    let second = Platform::start(config()).await.unwrap();
    assert_eq!(told(&second), before);
    second.pass(5_000).await.unwrap();
    let token = second.token().unwrap();
    let outcomes: Vec<String> = attempts(&second, &token, &message)
        .into_iter()
        .map(|(_, outcome)| outcome)
        .collect();
    assert_eq!(outcomes, ["503", "503", "200"]);
    assert_eq!(
        Story {
            client: token,
            ..story
        }
        .status(&second, &message),
        "sent"
    );
    drop(second);
    std::fs::remove_dir_all(&folder).unwrap();
}

/// The bodies that come in, in order, each with its path.
async fn listening(
    statuses: &'static [u16],
) -> (String, tokio::sync::mpsc::UnboundedReceiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/events", listener.local_addr().unwrap());
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        for place in 0.. {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut text = String::new();
            let mut part = vec![0; 65_536];
            let is_whole = |text: &str| {
                let length = text.split_once("Content-Length: ")?.1.lines().next()?;
                let body = text.split_once("\r\n\r\n")?.1;
                (body.len() == length.parse::<usize>().ok()?).then(|| body.to_owned())
            };
            let body = loop {
                let count = stream.read(&mut part).await.unwrap();
                text.push_str(std::str::from_utf8(&part[..count]).unwrap());
                if let Some(body) = is_whole(&text) {
                    break body;
                }
            };
            let status = statuses.get(place).or(statuses.last()).unwrap();
            let answer = format!("HTTP/1.1 {status} x\r\n\r\n");
            stream.write_all(answer.as_bytes()).await.unwrap();
            sender.send(body).unwrap();
        }
    });
    (url, receiver)
}

#[tokio::test]
async fn section_5_detail_events_are_posted_one_by_one_and_added_to_a_file() {
    let folder = std::env::temp_dir().join(format!("msgleg-events-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("events.jsonl");
    let (url, mut posted) = listening(&[200, 500, 200]).await;
    let events = message_server::EventTargets {
        url: Some(url),
        file: Some(file.clone()),
    };
    let platform = Platform::start(Config {
        events,
        ..Config::default()
    })
    .await
    .unwrap();
    let written = platform
        .with(|core| core.customer_writes(message_server::Inbound::default()))
        .unwrap();
    platform.advance(1_000).unwrap();
    let added = std::fs::read_to_string(&file).unwrap();
    let added: Vec<&str> = added.lines().collect();
    let kinds: Vec<String> = added
        .iter()
        .map(|event| text(&read(event)["detail-type"]))
        .collect();
    let of = |kind: &str| format!("v2.detail.events.conversation.{{id}}.{kind}");
    assert_eq!(
        kinds,
        [of("customer.start"), of("acd.start"), of("user.start")]
    );
    let mut bodies = Vec::new();
    for _ in 0..=added.len() {
        bodies.push(posted.recv().await.unwrap());
    }
    assert_eq!(bodies[1], bodies[2], "it was refused once");
    bodies.remove(1);
    assert_eq!(bodies, added);
    let first = read(added[0]);
    assert_eq!(
        (&first["version"], &first["resources"]),
        (&json!("0"), &json!([]))
    );
    let source = text(&first["source"]);
    assert!(
        source.starts_with("aws.partner/genesys.com/cloud/"),
        "{source}"
    );
    assert_eq!(text(&first["time"]), "2026-01-05T09:00:00Z");
    let topic = format!(
        "v2.detail.events.conversation.{}.customer.start",
        written.conversation
    );
    let detail = &first["detail"];
    assert_eq!(detail["topicName"], topic.as_str());
    assert_eq!(detail["eventBody"]["mediaType"], "MESSAGE");
    assert!(detail["metadata"]["CorrelationId"].is_string());
    assert!(text(&detail["timestamp"]).starts_with("2026-01-05T09:00:00."));
    // Nowhere, from now on.
    let token = platform.token().unwrap();
    let path = "PUT /msgleg/events/target";
    call(&platform, &token, path, &json!({"url": null}));
    platform
        .with(|core| core.customer_leaves(written.conversation))
        .unwrap();
    platform.advance(1_000).unwrap();
    assert!(posted.try_recv().is_err());
    assert!(std::fs::read_to_string(&file).unwrap().lines().count() > added.len());
    std::fs::remove_dir_all(&folder).unwrap();
}
