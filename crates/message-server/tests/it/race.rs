//! Two clients that do the same at once.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Barrier};
use std::thread;

use message_rules::assert_legal;
use message_server::{Config, Core, Inbound, Platform};

use super::support::{json as read, last_of, read_answer, text};

/// Sends a request on a connection of its own, once all are ready to. Returns status and body.
fn send(address: SocketAddr, request: &str, ready: &Barrier) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    ready.wait();
    stream.write_all(request.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let answer = read_answer(&bytes);
    (answer.status, answer.body)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_who_answer_one_offer_at_once_exactly_one_wins() {
    let platform = Platform::start(Config::default()).await.unwrap();
    for round in 0..100 {
        let written = platform
            .with(|core| core.customer_writes(Inbound::default()))
            .unwrap();
        let id = written.conversation;
        platform.advance(1_000).unwrap();
        let client = platform.token().unwrap();
        let path = format!("/api/v2/conversations/{id}");
        let request = message_server::Request::new("GET", &path).with_token(&client);
        let conversation = read(&platform.handle(&request).body);
        let own = last_of(&conversation, "agent");
        let (user, participant) = (text(&own["userId"]), text(&own["id"]));
        let token = platform.user_token(user.parse().unwrap()).unwrap();
        let body = r#"{"state": "connected"}"#;
        let request = format!(
            "PATCH /api/v2/conversations/messages/{id}/participants/{participant} HTTP/1.1\r\n\
             host: x\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        let ready = Arc::new(Barrier::new(2));
        let address = platform.address();
        let both = [(); 2].map(|()| {
            let (request, ready) = (request.clone(), Arc::clone(&ready));
            thread::spawn(move || send(address, &request, &ready))
        });
        let mut answers = both.map(|one| one.join().unwrap());
        answers.sort();
        let [(won, _), (lost, refusal)] = answers;
        assert_eq!((won, lost), (202, 400), "round {round}: {refusal}");
        let refusal = read(&refusal);
        assert_eq!(refusal["code"], "bad.request");
        let reason = text(&refusal["details"][0]["errorCode"]);
        assert!(reason.contains("connected"), "round {round}: {reason}");
        let view = platform.with(|core| core.script(id)).unwrap();
        assert_eq!(view.matches(r#""event": "answer""#).count(), 1, "{view}");
        let end = message_server::Request::new("DELETE", &path).with_token(&client);
        assert_eq!(platform.handle(&end).status, 204);
        platform.advance(1_000).unwrap();
        let request = message_server::Request::new("GET", &path).with_token(&client);
        let answer = platform.handle(&request).body;
        assert_legal(&message_model::Capture::read(&answer).unwrap());
    }
    // What happened plays again to the same.
    let recording = platform.with(|core| core.recording()).unwrap();
    let mut again = Core::new(Config::default()).unwrap();
    again.load(&recording).unwrap();
    again.advance(platform.now());
    assert_eq!(again.recording().unwrap(), recording);
}
