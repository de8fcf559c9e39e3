//! How late frames come: 500 sockets, 1,000 events a second in total, each to two of them; and the
//! same while one reader stalls.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use message_server::{Config, Platform, Request};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::client::{Client, request};

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

const SOCKETS: usize = 500;
/// How many of them listen to the same topic.
const LISTENERS: usize = 2;
/// How many of the platform's users open channels: 20 each at most.
const USERS: usize = 40;
const EVENTS_A_SECOND: usize = 1_000;
const SECONDS: usize = 5;
/// How late a hundredth of the frames may be.
const LATE_MAX: Duration = Duration::from_millis(50);
/// How long a frame is that nobody reads.
const STALLING_BYTES: usize = 20_000;

pub(crate) async fn run(is_measured: bool) {
    let (sockets, events) = match is_measured {
        true => (SOCKETS, EVENTS_A_SECOND * SECONDS),
        false => (20, 100),
    };
    let alone = late(sockets, events, false).await;
    println!("{sockets} sockets, 99 of 100 frames within {alone:?}");
    let beside = late(sockets, events, true).await;
    println!("while one reader stalls: within {beside:?}");
    if is_measured {
        assert!(
            alone <= LATE_MAX,
            "found {alone:?}, expected at most {LATE_MAX:?}"
        );
        assert!(
            beside <= LATE_MAX,
            "found {beside:?}, expected at most {LATE_MAX:?}"
        );
    }
}

/// The time within which 99 of 100 frames come.
async fn late(sockets: usize, events: usize, one_stalls: bool) -> Duration {
    let platform = Platform::start(Config::default()).await.unwrap();
    let begun = Instant::now();
    let mut reading = JoinSet::new();
    for number in 0..sockets {
        let socket = listen(&platform, number % USERS, &topic(number / LISTENERS)).await;
        reading.spawn(read(socket, begun));
    }
    let stalled = match one_stalls {
        true => Some(listen(&platform, 0, &topic(usize::MAX)).await),
        false => None,
    };
    let is_over = Arc::new(AtomicBool::new(false));
    let flood = one_stalls.then(|| {
        let (address, is_over) = (platform.address(), Arc::clone(&is_over));
        tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            let body = push(&topic(usize::MAX), &"x".repeat(STALLING_BYTES));
            let mut tick = interval(Duration::from_millis(1));
            while !is_over.load(Ordering::Relaxed) {
                tick.tick().await;
                client
                    .exchange(&request("POST /msgleg/events", "", &body))
                    .await;
            }
        })
    });
    let mut client = Client::connect(platform.address()).await;
    let mut tick = interval(Duration::from_micros(1_000_000 / EVENTS_A_SECOND as u64));
    tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
    for event in 0..events {
        let due = tick.tick().await;
        // Since when it was due, so that a platform that falls behind cannot hide it.
        let sent = due.into_std().duration_since(begun).as_micros();
        let body = push(&topic(event % (sockets / LISTENERS)), &sent.to_string());
        client
            .exchange(&request("POST /msgleg/events", "", &body))
            .await;
    }
    is_over.store(true, Ordering::Relaxed);
    if let Some(flood) = flood {
        flood.await.unwrap();
    }
    drop(platform);
    let mut all: Vec<Duration> = reading.join_all().await.into_iter().flatten().collect();
    drop(stalled);
    assert_eq!(
        all.len(),
        events * LISTENERS,
        "each frame comes to each that listens"
    );
    all.sort();
    all[all.len() * 99 / 100]
}

/// A topic of its own for each number.
fn topic(number: usize) -> String {
    let id = uuid::Uuid::from_u128(number as u128 + 1);
    format!("v2.detail.events.conversation.{id}.attributes")
}

fn push(topic: &str, body: &str) -> String {
    format!("{{\"topicName\":\"{topic}\",\"eventBody\":{{\"sent\":\"{body}\"}}}}")
}

/// A socket of a user on a new channel that is subscribed to this topic.
pub(crate) async fn listen(platform: &Platform, user: usize, topic: &str) -> Socket {
    let user = platform.with(|core| core.agents()[user].id);
    let token = platform.user_token(user).unwrap();
    let call = |path: &str, body: String| {
        let request = Request::new("POST", path).with_token(&token);
        let address = platform.address().to_string();
        let request = request.with_header("host", address).with_json(body);
        let answer = platform.handle(&request);
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str::<Value>(&answer.body).unwrap()
    };
    let channel = call("/api/v2/notifications/channels", String::new());
    let id = channel["id"].as_str().unwrap();
    let path = format!("/api/v2/notifications/channels/{id}/subscriptions");
    call(&path, format!("[{{\"id\":\"{topic}\"}}]"));
    let uri = channel["connectUri"].as_str().unwrap();
    connect_async(uri).await.unwrap().0
}

/// How late each frame came, until the platform is gone.
pub(crate) async fn read(mut socket: Socket, begun: Instant) -> Vec<Duration> {
    let mut late = Vec::new();
    let wait = Duration::from_secs(60);
    while let Ok(Some(Ok(message))) = timeout(wait, socket.next()).await {
        let Message::Text(text) = message else {
            continue;
        };
        let now = begun.elapsed();
        let sent = text.split("\"sent\":\"").nth(1);
        let sent = sent.and_then(|rest| rest.split('"').next()?.parse().ok());
        if let Some(sent) = sent {
            late.push(now.saturating_sub(Duration::from_micros(sent)));
        }
    }
    late
}
