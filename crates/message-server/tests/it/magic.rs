//! Addresses and texts that always bring one outcome.

use message_generator::Channel;
use message_server::{Config, Core, Inbound, Rule};
use serde_json::{Value, json};

use super::support::{Caller, json as read, last_of, text};

/// Addresses and texts, as a client of any language reads them.
fn all() -> Vec<Value> {
    let all = read(include_str!("../../magic.json"));
    all.as_array().unwrap().clone()
}

/// What becomes of a customer with this address, or who writes this text, where agents answer after
/// two seconds and reply after one.
fn outcome(channel: Channel, address: Option<&str>, text: Option<&str>) -> (Value, Core) {
    let rule = Rule {
        answer_ms: Some(2_000),
        reply_ms: Some(1_000),
        ..Rule::default()
    };
    let rule = Some(rule);
    let mut core = Core::new(Config {
        rule,
        ..Config::default()
    })
    .unwrap();
    let written = core
        .customer_writes(Inbound {
            channel: Some(channel),
            address: address.map(str::to_owned),
            text: text.map(str::to_owned),
            ..Inbound::default()
        })
        .unwrap();
    let later = core.now().checked_add_millis(70_000).unwrap();
    core.advance(later);
    let client = Caller::client(&mut core);
    let path = format!("/api/v2/conversations/{}", written.conversation);
    (client.get(&mut core, &path), core)
}

/// Checks that a conversation came to what the file says.
#[track_caller]
fn check(magic: &Value, conversation: &Value) {
    let agent = || &last_of(conversation, "agent")["messages"][0];
    let contact = &last_of(conversation, "customer")["messages"][0];
    match magic["outcome"].as_str().unwrap() {
        "never-answered" => {
            let states: Vec<&Value> = conversation["participants"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|one| one["purpose"] == "agent")
                .map(|one| &one["messages"][0]["connectedTime"])
                .collect();
            assert!(states.len() >= 2, "{conversation}");
            assert!(states.iter().all(|at| at.is_null()), "{conversation}");
        }
        "delivery-failed" => {
            let message = &agent()["messages"][0];
            assert_eq!(message["messageStatus"], "delivery-failed", "{message}");
            assert_eq!(message["errorInfo"]["code"], magic["code"], "{message}");
        }
        "inactive" => {
            assert_eq!(agent()["disconnectType"], "inactivity");
            let last = text(&agent()["messages"][0]["messageTime"]);
            let ended = text(&agent()["disconnectedTime"]);
            let at = |text: &str| text.parse::<message_model::Timestamp>().unwrap();
            assert_eq!(
                json!(at(&ended).millis_since(at(&last))),
                magic["afterMs"],
                "{conversation}"
            );
        }
        "spam" => assert_eq!(contact["disconnectType"], "spam"),
        other => panic!("{other}"),
    }
}

#[test]
fn each_address_and_text_brings_its_outcome() {
    let mut checked = 0;
    for magic in all() {
        for (channel, property) in [(Channel::Sms, "phone"), (Channel::Open, "address")] {
            if let Some(address) = magic[property].as_str() {
                check(&magic, &outcome(channel, Some(address), None).0);
                checked += 1;
            }
        }
        if let Some(said) = magic["text"].as_str() {
            check(&magic, &outcome(Channel::Webmessaging, None, Some(said)).0);
            checked += 1;
        }
    }
    assert_eq!(checked, 16);
}

#[test]
fn other_addresses_and_texts_bring_nothing() {
    let (conversation, _) = outcome(Channel::Sms, Some("+12025550189"), Some("spam"));
    let agent = &last_of(&conversation, "agent")["messages"][0];
    assert_eq!(agent["state"], "connected");
    assert_eq!(agent["messages"][0]["messageStatus"], "delivery-success");
}

#[test]
fn what_an_address_brings_about_plays_again() {
    for magic in all() {
        let Some(said) = magic["text"].as_str() else {
            continue;
        };
        let (_, core) = outcome(Channel::Open, None, Some(said));
        let recording = core.recording().unwrap();
        let mut again = Core::new(Config::default()).unwrap();
        again.load(&recording).unwrap();
        again.advance(core.now());
        assert_eq!(again.recording().unwrap(), recording, "{said}");
    }
}
