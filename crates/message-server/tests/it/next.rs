//! What may happen next, and that it happens.

use message_generator::EventKind;
use message_server::{Config, Core, Inbound, PlayOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{control, done, text};

fn core() -> Core {
    Core::new(Config::default()).unwrap()
}

/// A conversation in which an agent is asked.
fn offered(core: &mut Core) -> Uuid {
    let id = core.customer_writes(Inbound::default()).unwrap();
    let later = core.now().checked_add_millis(1_000).unwrap();
    core.advance(later);
    id.conversation
}

fn next(core: &mut Core, id: Uuid) -> Value {
    done(core, &format!("GET conversations/{id}/next"), "")
}

/// The label of the leg of this role that is there last.
#[track_caller]
fn leg(core: &mut Core, id: Uuid, role: &str) -> String {
    let next = next(core, id);
    let mut legs = next["legs"].as_array().unwrap().iter().rev();
    let leg = legs.find(|leg| leg["role"] == role);
    text(&leg.unwrap_or_else(|| panic!("no {role}: {next}"))["leg"])
}

fn happens(core: &mut Core, id: Uuid, wanted: &Value) -> (u16, Value) {
    control(
        core,
        &format!("POST conversations/{id}/events"),
        &wanted.to_string(),
    )
}

#[track_caller]
fn happened(core: &mut Core, id: Uuid, wanted: &Value) {
    let (status, answer) = happens(core, id, wanted);
    assert_eq!(status, 200, "{wanted}: {answer}");
}

fn story(core: &Core, id: Uuid) -> String {
    core.storyboard(id).unwrap()
}

fn names(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|one| one.as_str().unwrap()).collect()
}

/// What is listed happens, and what is not is refused, in every state that a play goes through.
#[test]
fn what_is_listed_may_happen_and_nothing_else() {
    let mut core = core();
    let mut tried = 0;
    for scenario in [
        "park-and-resume",
        "takeover-by-colleague",
        "bot-offers-choices",
    ] {
        let scenario = Some(scenario.to_owned());
        let order = PlayOrder {
            scenario,
            ..PlayOrder::default()
        };
        let ids = core.play(order).unwrap();
        let agent = core.agents()[39].id.to_string();
        while let Some(due) = core.next_due() {
            core.advance(due);
            let next = next(&mut core, ids[0]);
            for leg in next["legs"].as_array().unwrap() {
                let listed = names(&leg["events"]);
                let all = EventKind::ALL.into_iter().filter(|event| !event.opens());
                for event in all.filter(|event| *event != EventKind::Status) {
                    let wanted = json!({"leg": leg["leg"], "event": event.as_str()});
                    let (status, answer) = happens(&mut core.fork(), ids[0], &wanted);
                    let is_listed = listed.contains(&event.as_str());
                    assert_eq!(status == 200, is_listed, "{wanted}: {answer}");
                    tried += 1;
                }
            }
            for opening in next["openings"].as_array().unwrap() {
                for event in names(&opening["events"]) {
                    let wanted = json!({"role": opening["role"], "event": event, "user": agent});
                    let (status, answer) = happens(&mut core.fork(), ids[0], &wanted);
                    assert_eq!(status, 200, "{wanted}: {answer}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn a_transfer_leads_to_the_queue_that_it_names() {
    let mut core = core();
    let id = offered(&mut core);
    let agent = leg(&mut core, id, "agent");
    happened(&mut core, id, &json!({"leg": agent, "event": "answer"}));
    let transfer = json!({"leg": agent, "event": "transfer", "queue": "nowhere"});
    let (status, refusal) = happens(&mut core, id, &transfer);
    assert_eq!(status, 400);
    let reason = refusal["message"].as_str().unwrap();
    assert!(
        reason.contains("one of support, billing, sales"),
        "{reason}"
    );
    // The queue's leg ends milliseconds after the answer.
    core.finish_work();
    let transfer = json!({"leg": agent, "event": "transfer", "queue": "billing"});
    happened(&mut core, id, &transfer);
    let next = next(&mut core, id);
    let queues: Vec<&Value> = next["legs"].as_array().unwrap().iter().collect();
    let queue = queues.iter().find(|leg| leg["role"] == "acd");
    assert_eq!(queue.unwrap()["name"], "Billing");
}

#[test]
fn what_is_written_is_the_text_that_is_given_or_one_that_is_made_up() {
    let mut core = core();
    let id = offered(&mut core);
    let customer = leg(&mut core, id, "customer");
    let hello = json!({"leg": customer, "event": "message", "text": "Are you there?"});
    happened(&mut core, id, &hello);
    happened(&mut core, id, &json!({"leg": customer, "event": "message"}));
    assert!(story(&core, id).contains("Are you there?"));
    let listed = next(&mut core, id);
    let messages = listed["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 3);
    let texts: Vec<&str> = messages
        .iter()
        .map(|one| one["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts[1], "Are you there?", "the latest first");
    assert!(!texts[0].is_empty());
}

#[test]
fn the_status_of_a_message_changes() {
    let mut core = core();
    let id = offered(&mut core);
    let agent = leg(&mut core, id, "agent");
    happened(&mut core, id, &json!({"leg": agent, "event": "answer"}));
    happened(&mut core, id, &json!({"leg": agent, "event": "message"}));
    let listed = next(&mut core, id);
    let message = &listed["messages"][0];
    assert_eq!(
        (&message["leg"], &message["status"]),
        (&json!(agent), &json!("queued"))
    );
    let statuses = names(&message["statuses"]);
    assert!(
        statuses.contains(&"sent") && !statuses.contains(&"read"),
        "{statuses:?}"
    );
    let mut failed = json!({"leg": agent, "event": "status", "status": "failed"});
    failed["message"] = message["message"].clone();
    failed["error"] = json!("GeneralError");
    happened(&mut core, id, &failed);
    assert!(story(&core, id).contains("failed"));
    failed["status"] = json!("read");
    let (status, refusal) = happens(&mut core, id, &failed);
    assert_eq!(status, 400, "{refusal}");
}

#[test]
fn a_parked_conversation_comes_back_after_the_time_that_is_given() {
    let mut core = core();
    let id = offered(&mut core);
    let agent = leg(&mut core, id, "agent");
    happened(&mut core, id, &json!({"leg": agent, "event": "answer"}));
    happened(
        &mut core,
        id,
        &json!({"leg": agent, "event": "park", "resumeMs": 60_000}),
    );
    let parked = core.now();
    core.advance(parked.checked_add_millis(59_000).unwrap());
    let listed = next(&mut core, id);
    let state = |listed: &Value| {
        let mut legs = listed["legs"].as_array().unwrap().iter();
        legs.find(|leg| leg["role"] == "agent").unwrap()["state"].clone()
    };
    assert_eq!(state(&listed), "parked");
    core.advance(parked.checked_add_millis(60_000).unwrap());
    assert_eq!(state(&next(&mut core, id)), "connected");
}

/// A script may have the cloud's clock ahead of the provider's. Who acts at the same instant by a
/// clock that stands is not refused for that.
#[test]
fn an_offer_of_a_script_is_answered_at_the_instant_at_which_it_comes() {
    let mut core = core();
    for number in 0..5 {
        let scenario = Some("inbound-answered-agent-ends".to_owned());
        let order = PlayOrder {
            scenario,
            ..PlayOrder::default()
        };
        let id = core.play(order).unwrap()[0];
        while !story(&core, id).contains("is offered") {
            let due = core.next_due().unwrap();
            core.advance(due);
        }
        let agent = leg(&mut core, id, "agent");
        happened(&mut core, id, &json!({"leg": agent, "event": "answer"}));
        assert!(story(&core, id).contains("answers"), "{number}");
        core.reset().unwrap();
    }
}

#[test]
fn what_is_not_understood_is_refused_with_what_would_be() {
    let mut core = core();
    let id = offered(&mut core);
    let agent = leg(&mut core, id, "agent");
    for (wanted, reason) in [
        (json!({"leg": agent, "event": "anser"}), "event: expected"),
        (
            json!({"leg": "nobody", "event": "answer"}),
            "leg: expected one of ",
        ),
        (
            json!({"event": "answer"}),
            "leg: expected the label of a leg",
        ),
        (
            json!({"leg": agent, "role": "agent", "event": "answer"}),
            "leg: expected the label",
        ),
        (
            json!({"role": "agent", "event": "offer"}),
            "user: expected the id of an agent",
        ),
        (
            json!({"role": "acd", "event": "answer"}),
            "event: expected one that opens a leg",
        ),
        (json!({"role": "queue", "event": "enter"}), "role: expected"),
        (json!({"leg": agent, "event": "hold"}), "cannot have `hold`"),
        (
            json!({"leg": agent, "evnt": "hold"}),
            "unknown field `evnt`",
        ),
    ] {
        let (status, refusal) = happens(&mut core, id, &wanted);
        assert_eq!(status, 400, "{wanted}");
        let message = refusal["message"].as_str().unwrap();
        assert!(message.contains(reason), "{wanted}: {message}");
    }
    let (status, _) = happens(
        &mut core,
        Uuid::nil(),
        &json!({"leg": agent, "event": "answer"}),
    );
    assert_eq!(status, 404);
}
