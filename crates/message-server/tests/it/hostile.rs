//! Requests and frames that no well-meaning client sends, over real connections.

use message_server::{Config, Inbound, Platform, Request};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::{Caller, Client, json as read, read_answer, send_raw, text};

/// How many requests and how many frames are sent: as many as the environment says.
fn count() -> usize {
    let wanted = std::env::var("HOSTILE").ok();
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(400)
}

/// Parts of paths that are nearly right, so that every handler is reached.
fn path() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("conversations".to_owned()),
        Just("messages".to_owned()),
        Just("participants".to_owned()),
        Just("communications".to_owned()),
        Just("notifications".to_owned()),
        Just("channels".to_owned()),
        Just("subscriptions".to_owned()),
        Just("users".to_owned()),
        Just("me".to_owned()),
        Just("routing".to_owned()),
        Just("queues".to_owned()),
        Just("{c}".to_owned()),
        Just("{p}".to_owned()),
        Just("{k}".to_owned()),
        Just("{u}".to_owned()),
        Just("replace".to_owned()),
        Just("wrapup".to_owned()),
        Just("..".to_owned()),
        Just("%00".to_owned()),
        Just("%ff%fe".to_owned()),
        "[a-z0-9%.~-]{0,12}",
    ];
    let prefix = prop_oneof![
        8 => Just("/api/v2/".to_owned()),
        1 => Just("/msgleg/".to_owned()),
        1 => Just("/oauth/token".to_owned()),
        1 => "/[a-z/]{0,20}",
    ];
    let query = prop_oneof![
        3 => Just(String::new()),
        1 => "\\?[a-zA-Z0-9%&=+,.-]{0,40}",
        1 => Just("?pageSize=99999999999999999999&pageNumber=-1".to_owned()),
        1 => Just("?pageNumber=18446744073709551615&pageSize=500".to_owned()),
    ];
    (prefix, prop::collection::vec(part, 0..8), query)
        .prop_map(|(prefix, parts, query)| format!("{prefix}{}{query}", parts.join("/")))
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let json = prop_oneof![
        Just(r#"{"state": "connected", "held": true, "wrapup": {"code": "x"}}"#),
        Just(r#"{"state": null, "held": "yes", "attributes": {"a": [[[]]]}}"#),
        Just(r#"{"resumeTime": "9999-12-31T23:59:59.999Z", "state": "parked"}"#),
        Just(r#"{"resumeTime": "0000-01-01T00:00:00.000Z", "state": "parked"}"#),
        Just(r#"[{"id": "v2.users.?a&b&c"}, {"id": 7}, null]"#),
        Just(r#"{"textBody": "\ud800", "toAddress": "", "userId": "{u}"}"#),
        Just(r#"{"channel": {"from": {"id": "x"}}, "text": "\u0000\u202e"}"#),
        Just("null"),
        Just("[]"),
        Just("\"\""),
        Just("1e999"),
    ];
    prop_oneof![
        4 => json.prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..200),
        1 => (1usize..2_000).prop_map(|depth| "[".repeat(depth).into_bytes()),
    ]
}

fn request() -> impl Strategy<Value = (String, String, Vec<u8>, u8)> {
    let method = prop_oneof![
        Just("GET".to_owned()),
        Just("POST".to_owned()),
        Just("PUT".to_owned()),
        Just("PATCH".to_owned()),
        Just("DELETE".to_owned()),
        Just("HEAD".to_owned()),
        Just("OPTIONS".to_owned()),
        "[A-Z]{1,9}",
    ];
    (method, path(), body(), any::<u8>())
}

/// A platform with a conversation, and what a path can name of it.
struct Target {
    platform: Platform,
    token: String,
    names: [(&'static str, String); 4],
    /// What only the conversation says.
    inside: String,
}

impl Target {
    async fn start() -> Self {
        let platform = Platform::start(Config::default()).await.unwrap();
        let (token, names, inside) = platform.with(|core| {
            let written = core.customer_writes(Inbound::default()).unwrap();
            core.advance(core.now().checked_add_millis(1_000).unwrap());
            let agent = Caller::agent(core, 0);
            let path = format!("/api/v2/conversations/{}", written.conversation);
            let conversation = agent.get(core, &path);
            let own = crate::support::last_of(&conversation, "agent");
            let names = [
                ("{c}", written.conversation.to_string()),
                ("{p}", text(&own["id"])),
                ("{k}", text(&own["messages"][0]["id"])),
                ("{u}", core.agents()[0].id.to_string()),
            ];
            let inside = text(&conversation["participants"][0]["externalContactId"]);
            (agent.token, names, inside)
        });
        Self {
            platform,
            token,
            names,
            inside,
        }
    }

    fn named(&self, text: &str) -> String {
        let start = text.to_owned();
        self.names
            .iter()
            .fold(start, |text, (name, id)| text.replace(name, id))
    }

    async fn still_answers(&self) {
        let client = Client::log_in(&self.platform, "msgleg").await;
        client.get("/api/v2/users").await;
    }
}

#[tokio::test]
async fn hostile_requests_are_answered_in_good_form() {
    let target = Target::start().await;
    let mut runner = TestRunner::deterministic();
    let strategy = request();
    for number in 0..count() {
        let (method, path, body, kind) = strategy.new_tree(&mut runner).unwrap().current();
        if path.starts_with("/msgleg/clock") {
            continue; // any time may pass, up to the end of all times
        }
        let path = target.named(&path);
        let client = Client {
            address: target.platform.address(),
            token: target.token.clone(),
        };
        let token = match kind % 4 {
            0 => String::new(),
            1 => "authorization: Bearer guess\r\n".to_owned(),
            _ => format!("authorization: Bearer {}\r\n", target.token),
        };
        let call = format!("{method} {path}");
        let answer = client.exchange(&call, &token, &body).await;
        let is_json = answer.head.contains("content-type: application/json");
        if method != "HEAD" && !answer.body.is_empty() && is_json {
            let body = read(&answer.body);
            let is_error = answer.status >= 400 && !call.contains("/oauth/token");
            assert!(
                !is_error || body["status"] == answer.status && body["contextId"].is_string(),
                "{number}: {call}: {answer:?}"
            );
        }
        assert_ne!(answer.status, 500, "{number}: {call}: {answer:?}");
        if kind % 4 < 2 && !path.starts_with("/msgleg/") {
            assert!(
                !answer.body.contains(&target.inside),
                "{number}: {call}: {answer:?}"
            );
        }
    }
    target.still_answers().await;
}

/// Whether what the HTTP library refuses has the platform's form and time.
#[track_caller]
fn refused_in_form(answer: &[u8], status: u16) {
    let answer = read_answer(answer);
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.json()["status"], status, "{answer:?}");
    assert!(answer.head.contains("date: Mon, 05 Jan 2026"), "{answer:?}");
}

#[tokio::test]
async fn what_is_no_http_ends_the_connection_and_nothing_else() {
    let target = Target::start().await;
    let address = target.platform.address();
    let mut runner = TestRunner::deterministic();
    let noise = prop::collection::vec(any::<u8>(), 1..300);
    for _ in 0..count() / 10 {
        let mut bytes = noise.new_tree(&mut runner).unwrap().current();
        bytes.extend_from_slice(b"\r\n\r\n");
        let answer = send_raw(address, &bytes).await;
        if !answer.is_empty() {
            refused_in_form(&answer, 400);
        }
    }
    refused_in_form(&send_raw(address, b"what is this?\r\n\r\n").await, 400);
    let many = (0..5_000).map(|number| format!("x-{number}: y\r\n"));
    let bomb = format!(
        "GET / HTTP/1.1\r\nhost: x\r\n{}\r\n",
        many.collect::<String>()
    );
    refused_in_form(&send_raw(address, bomb.as_bytes()).await, 431);
    let long = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(70_000));
    refused_in_form(&send_raw(address, long.as_bytes()).await, 414);
    let longer = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "x".repeat(2_000_000));
    send_raw(address, longer.as_bytes()).await;
    target.still_answers().await;
}

#[tokio::test]
async fn section_6_a_body_has_an_end_and_comes_in_time() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let client = Client::log_in(&platform, "msgleg").await;
    let most = "x".repeat(512_000);
    let answer = client
        .call("POST /api/v2/conversations/messages/agentless", &most)
        .await;
    assert_eq!(answer.status, 400, "{answer:?}");
    let more = "x".repeat(512_001);
    let answer = client
        .call("POST /api/v2/conversations/messages/agentless", &more)
        .await;
    assert_eq!(
        (answer.status, text(&answer.json()["code"])),
        (413, "request.entity.too.large".to_owned())
    );
    let config = Config {
        read_timeout_ms: 300,
        ..Config::default()
    };
    let platform = Platform::start(config).await.unwrap();
    let client = Client {
        address: platform.address(),
        token: String::new(),
    };
    // Less than it says.
    let slow = format!(
        "POST /api/v2/users HTTP/1.1\r\nhost: {}\r\ncontent-length: 10\r\n\r\nx",
        client.address
    );
    let answer = read_answer(&send_raw(client.address, slow.as_bytes()).await);
    assert_eq!(
        (answer.status, text(&answer.json()["code"])),
        (408, "client.timeout".to_owned())
    );
    // A head that never ends.
    assert!(
        send_raw(client.address, b"GET / HTTP/1.1\r\nhost: x\r\n")
            .await
            .is_empty()
    );
}

/// A socket of bytes: the handshake has been made.
async fn bare_socket(target: &Target) -> TcpStream {
    let address = target.platform.address();
    let client = Client {
        address,
        token: target.token.clone(),
    };
    let call = "POST /api/v2/notifications/channels";
    let channel = text(&client.done(call, "", 200).await.json()["id"]);
    let mut stream = TcpStream::connect(address).await.unwrap();
    let handshake = format!(
        "GET /channels/{channel} HTTP/1.1\r\nhost: {address}\r\nupgrade: websocket\r\n\
         connection: upgrade\r\nsec-websocket-version: 13\r\n\
         sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    );
    stream.write_all(handshake.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    assert!(head.starts_with(b"HTTP/1.1 101"));
    stream
}

/// A frame of a client, with a mask of zeros.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let length = u8::try_from(payload.len()).unwrap();
    assert!(length < 126);
    let mut frame = vec![first, 0x80 | length, 0, 0, 0, 0];
    frame.extend_from_slice(payload);
    frame
}

#[tokio::test]
async fn hostile_frames_end_their_socket_and_nothing_else() {
    let target = Target::start().await;
    // A text in parts is one text.
    let mut stream = bare_socket(&target).await;
    for part in [
        frame(0x01, br#"{"message":"#),
        frame(0x00, br#""pi"#),
        frame(0x80, br#"ng"}"#),
    ] {
        stream.write_all(&part).await.unwrap();
    }
    let mut answer = vec![0; 2];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer[0], 0x81, "a text is answered");
    let bad = [
        frame(0x81, &[0xff, 0xfe]), // no UTF-8
        frame(0xc1, b"x"),          // a bit that is reserved
        frame(0x83, b"x"),          // a kind that is none
        frame(0x09, b"x"),          // a ping in parts
        frame(0x80, b"x"),          // the end of nothing
        vec![0x81, 0x01, b'x'],     // without a mask
        vec![
            0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0,
        ],
    ];
    for bytes in bad {
        let mut stream = bare_socket(&target).await;
        stream.write_all(&bytes).await.unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
    }
    let mut runner = TestRunner::deterministic();
    let noise = prop::collection::vec(any::<u8>(), 1..200);
    for _ in 0..count() / 20 {
        let mut stream = bare_socket(&target).await;
        let bytes = noise.new_tree(&mut runner).unwrap().current();
        let _ = stream.write_all(&bytes).await;
        drop(stream);
    }
    target.still_answers().await;
}

#[test]
fn deep_and_long_json_is_refused() {
    let mut core = message_server::Core::new(Config::default()).unwrap();
    let client = Caller::client(&mut core);
    for body in [
        "[".repeat(100_000),
        format!("{}1{}", "[".repeat(120), "]".repeat(120)),
    ] {
        let call = "POST /api/v2/conversations/messages/agentless";
        client.refused(&mut core, call, &body, (400, "bad.request"));
    }
    // No path reaches a file.
    for path in [
        "/api/v2/../../etc/passwd",
        "/../etc/passwd",
        "/msgleg/snapshots/../x",
    ] {
        let request = Request::new("POST", path).with_token(&client.token);
        let status = core.handle(&request).status;
        assert!(matches!(status, 400 | 404 | 501), "{path}: {status}");
    }
}
