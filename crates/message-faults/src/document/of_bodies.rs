//! The bodies of messages, and what is posted on an open channel.

use message_model::contract::View;
use serde_json::{Value, json};

use super::Maker;
use super::scene::{Edit, Record, Scene, elements, text, time_of};
use crate::change::{Change, ChangeKind};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("body-status-of-direction", status_of_direction),
    Maker::new("receipt-names-its-message", receipt_of_message),
    Maker::new("receipts-of-outbound", receipts_of_outbound),
    Maker::new("receipt-reasons-of-failure", reasons_of_failure),
    Maker::new("body-status-of-receipts", status_of_receipts),
    Maker::new("text-body-is-normalized-text", text_is_normalized),
    Maker::new("body-agrees-with-normalized", agrees_with_normalized),
    Maker::new("body-self-uri", self_uri),
    Maker::new("created-by-of-outbound", created_by),
    Maker::new("open-inbound-has-sender", has_sender),
    Maker::new("body-of-leg-message", of_leg),
    Maker::new("webhook-id-time-unique", id_and_time),
];

fn each(scene: &Scene, view: View, edit: impl Fn(&Record) -> Option<Edit>) -> Vec<Edit> {
    scene
        .records
        .iter()
        .filter(|record| record.view == view)
        .filter_map(edit)
        .collect()
}

fn each_body(scene: &Scene, edit: impl Fn(&Record) -> Option<Edit>) -> Vec<Edit> {
    each(scene, View::Bodies, edit)
}

fn each_open(scene: &Scene, edit: impl Fn(&Record) -> Option<Edit>) -> Vec<Edit> {
    each(scene, View::OpenMessaging, edit)
}

/// The value of a property of a body, or that with which the body gets the property.
fn own<'r>(body: &'r Record, name: &str, made: &'r str) -> (&'r str, Edit) {
    match body.body()[name].as_str() {
        Some(own) => (own, Vec::new()),
        None => (made, vec![body.set(name, made)]),
    }
}

fn is_inbound(body: &Record) -> bool {
    body.body()["direction"] == "inbound"
}

fn status_of_direction(scene: &Scene) -> Vec<Edit> {
    each_body(scene, |body| {
        let status = if is_inbound(body) { "sent" } else { "received" };
        let mut edit = vec![body.set("status", status)];
        if body.body().get("normalizedReceipts").is_some() {
            edit.push(body.drop("normalizedReceipts"));
        }
        Some(edit)
    })
}

/// An outbound body with one receipt, and the status that the receipt tells.
fn with_receipt(scene: &Scene, receipt: impl Fn(&str) -> Value, status: &str) -> Vec<Edit> {
    let spare = scene.id(90);
    each_body(scene, |body| {
        if is_inbound(body) {
            return None;
        }
        let (id, mut edit) = own(body, "id", &spare);
        edit.push(body.set("normalizedReceipts", json!([receipt(id)])));
        edit.push(body.set("status", status));
        Some(edit)
    })
}

/// What is posted of a receipt.
fn is_receipt(post: &Record) -> bool {
    let body = post.body();
    body.get("status").is_some()
        && (body.get("isFinalReceipt").is_some() || body["type"] == "Receipt")
}

fn receipt_of_message(scene: &Scene) -> Vec<Edit> {
    let other = scene.id(91);
    let mut edits = with_receipt(scene, |_| json!({"id": other, "status": "Sent"}), "sent");
    edits.extend(each_open(scene, |post| {
        is_receipt(post).then_some(())?;
        Some(vec![post.drop("id")])
    }));
    edits
}

fn receipts_of_outbound(scene: &Scene) -> Vec<Edit> {
    each_body(scene, |body| {
        let id = body.body()["id"].as_str().filter(|_| is_inbound(body))?;
        Some(vec![body.set(
            "normalizedReceipts",
            json!([{"id": id, "status": "Read"}]),
        )])
    })
}

fn reasons_of_failure(scene: &Scene) -> Vec<Edit> {
    let reasons = json!([{"code": "RateLimited"}]);
    let receipt = |id: &str| json!({"id": id, "status": "Sent", "reasons": reasons});
    let mut edits = with_receipt(scene, receipt, "sent");
    edits.extend(each_open(scene, |post| {
        is_receipt(post).then_some(())?;
        Some(vec![
            post.set("status", "Delivered"),
            post.set("reasons", reasons.clone()),
        ])
    }));
    edits
}

fn status_of_receipts(scene: &Scene) -> Vec<Edit> {
    with_receipt(scene, |id| json!({"id": id, "status": "Delivered"}), "sent")
}

fn text_is_normalized(scene: &Scene) -> Vec<Edit> {
    each_body(scene, |body| {
        body.body()["normalizedMessage"].as_object()?;
        Some(vec![
            body.set("textBody", "Hello"),
            body.set("normalizedMessage.text", "Good-bye"),
        ])
    })
}

fn agrees_with_normalized(scene: &Scene) -> Vec<Edit> {
    each_body(scene, |body| {
        body.body()["normalizedMessage"].as_object()?;
        let other = if is_inbound(body) {
            "Outbound"
        } else {
            "Inbound"
        };
        Some(vec![body.set("normalizedMessage.direction", other)])
    })
}

fn self_uri(scene: &Scene) -> Vec<Edit> {
    each_body(scene, |body| {
        body.body()["id"].as_str()?;
        let (conversation, message) = (scene.id(90), scene.id(91));
        let link = format!("/api/v2/conversations/messages/{conversation}/messages/{message}");
        Some(vec![body.set("selfUri", link)])
    })
}

fn created_by(scene: &Scene) -> Vec<Edit> {
    each_body(scene, |body| {
        is_inbound(body).then(|| vec![body.set("createdBy", json!({"id": scene.id(90)}))])
    })
}

fn has_sender(scene: &Scene) -> Vec<Edit> {
    each_open(scene, |post| {
        post.body()["channel"]["from"].as_object()?;
        Some(vec![post.drop("channel.from")])
    })
}

fn of_leg(scene: &Scene) -> Vec<Edit> {
    let other = scene.id(90);
    each_body(scene, |body| {
        // A message of that time, so that the body is not of one still to come.
        let at = text(time_of(body.body(), "timestamp")?);
        let snapshot = scene
            .records
            .first()
            .filter(|first| !first.participants().is_empty())?;
        let latest = elements(&snapshot.body()["participants"])
            .iter()
            .flat_map(|one| {
                elements(&one["messages"])
                    .iter()
                    .flat_map(|leg| elements(&leg["messages"]))
            });
        let latest = latest
            .filter_map(|message| time_of(message, "messageTime"))
            .max()?;
        let mut edit = vec![body.set("id", other.clone())];
        if latest.to_string() < at {
            edit.push(body.set("timestamp", text(latest)));
        }
        let normalized = &body.body()["normalizedMessage"];
        if normalized.get("id").is_some() {
            edit.push(body.set("normalizedMessage.id", other.clone()));
        }
        for name in ["selfUri", "normalizedReceipts"] {
            if body.body().get(name).is_some() {
                edit.push(body.drop(name));
            }
        }
        Some(edit)
    })
}

fn id_and_time(scene: &Scene) -> Vec<Edit> {
    each_open(scene, |post| {
        let outbound =
            post.body()["direction"] == "Outbound" && post.body()["channel"]["time"].is_string();
        outbound.then_some(())?;
        let mut again = post.whole().clone();
        again["text"] = json!("Good-bye");
        let text = serde_json::to_string(&again).ok()?;
        Some(vec![Change {
            record: scene.records.len(),
            path: String::new(),
            kind: ChangeKind::Insert(text),
        }])
    })
}
