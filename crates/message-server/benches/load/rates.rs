//! Requests per second: GET of a conversation and PATCH of a participant, beside an axum handler
//! that returns ready bytes of the same size.

use std::net::SocketAddr;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::any;
use message_server::{Config, Inbound, Platform, Request, Rule};
use serde_json::Value;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::client::{request, send};
use crate::mockoon::Mockoon;

/// How many clients ask at once.
const CONNECTIONS: usize = 8;
/// How often each of two is measured, in turns with the other.
const TURNS: usize = 5;
/// How many requests a client sends in a turn.
const REQUESTS: usize = 1_000;
/// The least part of the rate of ready bytes, in hundredths.
const RATIO_MIN: u64 = 40;
/// How many times the rate of Mockoon there must be, in hundredths.
const MOCKOON_MIN: u64 = 500;
/// How many changes each conversation sees: more than that, its history would be unusual.
const CHANGES: usize = 8;

pub(crate) async fn run(is_measured: bool, with_mockoon: bool) {
    let (turns, requests) = if is_measured {
        (TURNS, REQUESTS)
    } else {
        (1, 2 * CHANGES)
    };
    get(turns, requests, is_measured, with_mockoon).await;
    patch(turns, requests).await;
}

async fn get(turns: usize, requests: usize, is_measured: bool, with_mockoon: bool) {
    let platform = platform().await;
    let [(id, _)] = talks(&platform, 1)[..] else {
        panic!("one conversation was begun");
    };
    let token = platform.token().unwrap();
    let path = format!("/api/v2/conversations/{id}");
    let body = platform
        .handle(&Request::new("GET", &path).with_token(&token))
        .body;
    println!("GET of a conversation of {} bytes", body.len());
    let ready = ready(StatusCode::OK, body.clone()).await;
    let call = request(&format!("GET {path}"), &token, "");
    let load = || vec![vec![call.clone(); requests]; CONNECTIONS];
    let mut rates = Rates::default();
    for _ in 0..turns {
        rates.ours.push(send(platform.address(), load(), 200).await);
        rates.others.push(send(ready, load(), 200).await);
    }
    rates.judge(
        "GET, of ready bytes",
        CONNECTIONS * requests,
        is_measured.then_some(RATIO_MIN),
    );
    if with_mockoon {
        let mockoon = Mockoon::start(&path, &body).await;
        let mut rates = Rates::default();
        for _ in 0..turns {
            rates.ours.push(send(platform.address(), load(), 200).await);
            rates
                .others
                .push(send(mockoon.address(), load(), 200).await);
        }
        let least = is_measured.then_some(MOCKOON_MIN);
        rates.judge("GET, of Mockoon", CONNECTIONS * requests, least);
    }
}

async fn patch(turns: usize, requests: usize) {
    let ready = ready(StatusCode::ACCEPTED, String::new()).await;
    let mut rates = Rates::default();
    for _ in 0..turns {
        // A conversation that has just been changed thousands of times is none that there is.
        let platform = platform().await;
        let token = platform.token().unwrap();
        let all = talks(&platform, CONNECTIONS * requests.div_ceil(CHANGES));
        let connections: Vec<Vec<Vec<u8>>> = all
            .chunks(requests.div_ceil(CHANGES))
            .map(|own| changes(own, &token).take(requests).collect())
            .collect();
        rates
            .ours
            .push(send(platform.address(), connections.clone(), 202).await);
        rates.others.push(send(ready, connections, 202).await);
    }
    // The goal is the same, and not reached in every run.
    rates.judge("PATCH, of ready bytes", CONNECTIONS * requests, None);
}

/// Holds and resumes, in one conversation after another.
fn changes<'a>(own: &'a [(Uuid, Uuid)], token: &'a str) -> impl Iterator<Item = Vec<u8>> + 'a {
    (0..CHANGES).flat_map(move |change| {
        own.iter().map(move |(id, participant)| {
            let path = format!("/api/v2/conversations/messages/{id}/participants/{participant}");
            let body = format!("{{\"held\":{}}}", change % 2 == 0);
            request(&format!("PATCH {path}"), token, &body)
        })
    })
}

async fn platform() -> Platform {
    let rule = Some(Rule {
        answer_ms: Some(100),
        ..Rule::default()
    });
    let config = Config {
        rule,
        capacity: usize::MAX,
        ..Config::default()
    };
    Platform::start(config).await.unwrap()
}

/// Conversations in which an agent talks with the customer: their ids, and those of the agents'
/// participants.
fn talks(platform: &Platform, count: usize) -> Vec<(Uuid, Uuid)> {
    let token = platform.token().unwrap();
    let begun: Vec<Uuid> = (0..count)
        .map(|_| {
            let written = platform.with(|core| core.customer_writes(Inbound::default()));
            written.unwrap().conversation
        })
        .collect();
    platform.advance(5_000).unwrap();
    let with_agent = begun.into_iter().map(|id| {
        let path = format!("/api/v2/conversations/{id}");
        let answer = platform.handle(&Request::new("GET", &path).with_token(&token));
        let view: Value = serde_json::from_str(&answer.body).unwrap();
        let participants = view["participants"].as_array().unwrap();
        let agent = participants
            .iter()
            .find(|one| one["purpose"] == "agent")
            .unwrap();
        (id, agent["id"].as_str().unwrap().parse().unwrap())
    });
    with_agent.collect()
}

/// A server that answers everything by these bytes.
async fn ready(status: StatusCode, body: String) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = Router::new().fallback(any(move |request: axum::extract::Request| {
        let body = body.clone();
        async move {
            // As everybody who wants to know what is asked for.
            axum::body::to_bytes(request.into_body(), 512_000)
                .await
                .unwrap();
            (status, [("content-type", "application/json")], body)
        }
    }));
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// How long the turns took of ours and of another.
#[derive(Default)]
struct Rates {
    ours: Vec<std::time::Duration>,
    others: Vec<std::time::Duration>,
}

impl Rates {
    /// Prints the rates, and fails if the ratio of the middle turns is less than that.
    fn judge(mut self, what: &str, requests: usize, least: Option<u64>) {
        let middle = |turns: &mut Vec<std::time::Duration>| {
            turns.sort();
            turns[turns.len() / 2].as_micros().max(1)
        };
        let rate = |micros: u128| requests as u128 * 1_000_000 / micros;
        let (ours, others) = (rate(middle(&mut self.ours)), rate(middle(&mut self.others)));
        let hundredths = u64::try_from(ours * 100 / others.max(1)).unwrap();
        let (whole, part) = (hundredths / 100, hundredths % 100);
        println!("{what}: {ours} a second against {others}: {whole}.{part:02}");
        assert!(
            least.is_none_or(|least| hundredths >= least),
            "{what}: at least {least:?}"
        );
    }
}
