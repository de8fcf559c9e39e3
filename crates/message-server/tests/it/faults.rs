//! Faults of transport: what a client sees of each, over a real connection.

use std::io::ErrorKind;

use message_server::{Config, Core, Failure, Platform};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::support::{Caller, Socket, json as read, read_answer, text};

/// Sends a request on a connection of its own: what comes back, and how the connection ends.
async fn bare(platform: &Platform, call: &str, body: &str) -> (Vec<u8>, Result<(), ErrorKind>) {
    let mut stream = TcpStream::connect(platform.address()).await.unwrap();
    let token = platform.token().unwrap();
    let length = body.len();
    let request = format!(
        "{call} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).await;
    (bytes, end.map(|_| ()).map_err(|error| error.kind()))
}

async fn control(platform: &Platform, call: &str, body: &Value) -> Value {
    let (answer, _) = bare(platform, call, &body.to_string()).await;
    let answer = read_answer(&answer);
    assert_eq!(answer.status, 200, "{call}: {}", answer.body);
    read(&answer.body)
}

const AGENTLESS: &str = "POST /api/v2/conversations/messages/agentless";

#[tokio::test]
async fn a_cut_is_a_reset_before_or_after_the_effect() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let body = json!({"toAddress": "+15555550142", "toAddressMessengerType": "sms",
        "textBody": "Hello"});
    for (has_effect, expected) in [(false, 0), (true, 1)] {
        let failure = json!({"method": "POST", "path": "/agentless", "cut": true,
            "hasEffect": has_effect});
        control(&platform, "POST /msgleg/failures", &failure).await;
        let (answer, end) = bare(&platform, AGENTLESS, &body.to_string()).await;
        assert_eq!(
            (answer.len(), end),
            (0, Err(ErrorKind::ConnectionReset)),
            "{has_effect}"
        );
        assert_eq!(platform.with(|core| core.conversations().len()), expected);
    }
    // The client tries again, as if the first request had been lost: the log tells.
    let (answer, end) = bare(&platform, AGENTLESS, &body.to_string()).await;
    assert_eq!((read_answer(&answer).status, end), (200, Ok(())));
    let requests = control(&platform, "GET /msgleg/requests", &Value::Null).await;
    let told: Vec<[&Value; 3]> = requests
        .as_array()
        .unwrap()
        .iter()
        .map(|one| [&one["status"], &one["cut"], &one["repeats"]])
        .collect();
    let numbers = |place: usize| &requests[place]["number"];
    assert_eq!(
        told,
        [
            [&json!(0), &json!(true), &Value::Null],
            [&json!(200), &json!(true), numbers(0)],
            [&json!(200), &json!(false), numbers(1)],
        ]
    );
    assert_eq!(platform.with(|core| core.conversations().len()), 2);
}

#[tokio::test]
async fn bodies_and_headers_are_those_that_were_asked_for() {
    let platform = Platform::start(Config::default()).await.unwrap();
    for (asked, expected) in [
        (json!(""), ""),
        (json!("<html>"), "<html>"),
        (json!({"a": 1}), r#"{"a":1}"#),
    ] {
        let failure = json!({"path": "/users*status", "status": 503, "body": asked,
            "headers": {"Retry-After": "3", "Content-Type": "text/plain"}});
        control(&platform, "POST /msgleg/failures", &failure).await;
        let (answer, _) = bare(&platform, "GET /api/v2/users/x/routingstatus", "").await;
        let answer = read_answer(&answer);
        assert_eq!((answer.status, answer.body.as_str()), (503, expected));
        assert!(
            answer.head.contains("\r\nretry-after: 3\r\n"),
            "{}",
            answer.head
        );
        let types = answer.head.matches("content-type:").count();
        assert_eq!(types, 1, "{}", answer.head);
    }
}

#[tokio::test]
async fn a_late_answer_is_the_platforms_own_and_its_effect_is_not_late() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let failure = json!({"path": "/channels", "delayMs": 600_000});
    control(&platform, "POST /msgleg/failures", &failure).await;
    let mut stream = TcpStream::connect(platform.address()).await.unwrap();
    let token = platform.token().unwrap();
    let request = format!(
        "POST /api/v2/notifications/channels HTTP/1.1\r\nhost: x\r\n\
         authorization: Bearer {token}\r\ncontent-length: 0\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    loop {
        let seen = control(&platform, "GET /msgleg/requests", &Value::Null).await;
        if let Some(one) = seen.get(0) {
            assert_eq!(one["status"], 200);
            break;
        }
    }
    let mut byte = [0];
    assert_eq!(
        stream.try_read(&mut byte).map_err(|error| error.kind()),
        Err(ErrorKind::WouldBlock),
        "nobody has answered"
    );
    let problem = json!({"delayMs": 600_001}).to_string();
    let (answer, _) = bare(&platform, "POST /msgleg/failures", &problem).await;
    assert_eq!(read_answer(&answer).status, 400);
}

#[test]
fn failures_that_have_not_come_are_forgotten() {
    let mut core = Core::new(Config::default()).unwrap();
    let client = Caller::client(&mut core);
    core.fail(Failure {
        times: 5,
        ..Failure::default()
    });
    client.refused(
        &mut core,
        "GET /api/v2/users",
        "",
        (500, "internal.server.error"),
    );
    client.done(&mut core, "DELETE /msgleg/failures", "", 200);
    client.done(&mut core, "GET /api/v2/users", "", 200);
}

/// A platform with a channel and a socket on it.
async fn listening() -> (Platform, String, Socket) {
    let platform = Platform::start(Config::default()).await.unwrap();
    let (answer, _) = bare(&platform, "POST /api/v2/notifications/channels", "").await;
    let channel = read(&read_answer(&answer).body);
    let uri = text(&channel["connectUri"]);
    let uri = uri.replace("//x/", &format!("//{}/", platform.address()));
    let socket = Socket::open(&uri).await;
    (platform, text(&channel["id"]), socket)
}

#[tokio::test]
async fn a_socket_is_cut_without_a_close() {
    let (platform, channel, mut socket) = listening().await;
    let none = json!({"channelId": "another"});
    let done = control(&platform, "POST /msgleg/sockets/cut", &none).await;
    assert_eq!(done["sockets"], 0);
    let one = json!({"channelId": channel});
    let done = control(&platform, "POST /msgleg/sockets/cut", &one).await;
    assert_eq!(done["sockets"], 1);
    assert_eq!(socket.closed().await, None, "no close frame");
    // The channel is still there, for who comes again.
    let path = format!("GET /api/v2/notifications/channels/{channel}/subscriptions");
    assert_eq!(read_answer(&bare(&platform, &path, "").await.0).status, 200);
}

#[tokio::test]
async fn a_silent_socket_says_nothing_until_its_time_is_over() {
    let (platform, channel, mut socket) = listening().await;
    let silence = json!({"channelId": channel, "ms": 60_000});
    control(&platform, "POST /msgleg/sockets/silence", &silence).await;
    platform.advance(30_000).unwrap();
    platform.advance(29_999).unwrap();
    platform.advance(30_001).unwrap();
    let heard = socket.hear_all().await;
    let beats = heard.iter().filter(|text| text.contains("Heartbeat"));
    assert_eq!(beats.count(), 1, "only that of 90 s: {heard:?}");
}

#[tokio::test]
async fn a_channel_that_is_lost_is_404_on_every_way() {
    let (platform, channel, mut socket) = listening().await;
    let one = json!({"channelId": channel});
    control(&platform, "POST /msgleg/channels/lose", &one).await;
    let topics = r#"{"message": "subscribe", "topics": ["v2.users.x.presence"]}"#;
    socket.say(topics).await;
    let answer = read(&socket.hear().await);
    assert_eq!(
        (&answer["result"], &answer["status"]),
        (&json!("404"), &json!("error"))
    );
    let path = format!("GET /api/v2/notifications/channels/{channel}/subscriptions");
    assert_eq!(read_answer(&bare(&platform, &path, "").await.0).status, 404);
    let (answer, _) = bare(&platform, "POST /msgleg/channels/lose", &one.to_string()).await;
    assert_eq!(read_answer(&answer).status, 404);
}
