//! What both sides read and write: texts as the platform writes them.
//!
//! The legs are the four of an SMS contact, from the customer's leg with its messages to a flow's,
//! with properties in order of name rather than in declared order, which makes no difference to
//! either reader. What the views have is an SMS contact as it was played.

use serde_json::{Map, Value, json};

/// The texts that are compared, without and with unknown properties.
pub(crate) struct Records {
    /// With known properties only.
    pub(crate) known: Vec<String>,
    /// The same with one unknown property after every nine known ones, of all JSON types in turn.
    pub(crate) one_in_ten_unknown: Vec<String>,
}

/// The properties whose value is an object with names that are data; their values are strings.
pub(crate) const IS_DATA: [&str; 2] = ["messageParams", "attributes"];

impl Records {
    /// Legs outside of a conversation.
    pub(crate) fn legs() -> Self {
        Self::of(legs())
    }

    /// What was played for a view, and is stored in a file.
    ///
    /// # Panics
    /// If the file is not JSON.
    pub(crate) fn played(file: &str) -> Self {
        Self::of(vec![
            serde_json::from_str(file).expect("the records are JSON"),
        ])
    }

    fn of(values: Vec<Value>) -> Self {
        let known = values.iter().map(ToString::to_string).collect();
        let mut count = 0;
        let planted = values.into_iter().map(|mut value| {
            plant(&mut value, &mut count);
            value.to_string()
        });
        Self {
            known,
            one_in_ten_unknown: planted.collect(),
        }
    }
}

fn plant(value: &mut Value, count: &mut usize) {
    match value {
        Value::Object(object) => {
            let mut planted = Map::new();
            for (name, mut value) in std::mem::take(object) {
                if !IS_DATA.contains(&name.as_str()) {
                    plant(&mut value, count);
                }
                planted.insert(name, value);
                *count += 1;
                if (*count).is_multiple_of(9) {
                    let (name, value) = later(*count / 9);
                    planted.insert(name.to_owned(), value);
                }
            }
            *object = planted;
        }
        Value::Array(elements) => elements
            .iter_mut()
            .for_each(|element| plant(element, count)),
        _ => {}
    }
}

/// An unknown property. Names are as long as those of the contract; one in ten is longer than most.
fn later(count: usize) -> (&'static str, Value) {
    const NAMES: [&str; 10] = [
        "muted",
        "sentiment",
        "virtualAgentId",
        "flowOutcomeId",
        "region",
        "externalContactLastDivisionId",
        "supervised",
        "translatedTo",
        "assignmentScore",
        "firstReplyTime",
    ];
    let value = match count % 4 {
        0 => json!(true),
        1 => json!("8a0c4f0e-6d0c-4b8e-9c86-1f7a5f0d2b11"),
        2 => json!(4_294_967_296_u64),
        _ => json!({"id": "a", "score": 0.5}),
    };
    (NAMES[count % NAMES.len()], value)
}

fn legs() -> Vec<Value> {
    vec![customer(), flow(), queue(), agent()]
}

fn customer() -> Value {
    let messages: Vec<_> = (0..6).map(|number| message(number, "received")).collect();
    let mut leg = common("f3a1c6de-5f43-4d6a-8a3d-0c9a1b2c3d4e");
    set(&mut leg, "disconnectType", json!("peer"));
    set(&mut leg, "messages", json!(messages));
    set(
        &mut leg,
        "journeyContext",
        json!({
            "customer": {"id": "c71a3b0e-54a4-4c9a-8b0a-7d1f0c7f2b10", "idType": "cookie"},
            "customerSession": {"id": "0b7e7d2c-9a51-4d0f-a8f6-1f2e3d4c5b6a", "type": "web"}
        }),
    );
    leg
}

fn flow() -> Value {
    let mut leg = common("0d0c2b6e-1a1b-4c2d-9e3f-5a6b7c8d9e0f");
    set(&mut leg, "disconnectType", json!("transfer"));
    set(
        &mut leg,
        "peerId",
        json!("f3a1c6de-5f43-4d6a-8a3d-0c9a1b2c3d4e"),
    );
    leg
}

fn queue() -> Value {
    let mut leg = common("5e4d3c2b-1a09-4f8e-9d7c-6b5a49382716");
    set(&mut leg, "disconnectType", json!("transfer"));
    set(
        &mut leg,
        "peerId",
        json!("f3a1c6de-5f43-4d6a-8a3d-0c9a1b2c3d4e"),
    );
    set(
        &mut leg,
        "queueMediaSettings",
        json!({
            "alertingTimeoutSeconds": 30, "autoAnswerAlertToneSeconds": 1.5, "enableAutoAnswer": false
        }),
    );
    leg
}

fn agent() -> Value {
    let mut messages: Vec<_> = (0..5)
        .map(|number| message(number, "delivery-success"))
        .collect();
    let mut failed = message(5, "delivery-failed");
    set(
        &mut failed,
        "errorInfo",
        json!({
            "message": "The recipient cannot be reached.", "code": "recipient.unreachable", "status": 400,
            "messageParams": {"channel": "sms"}, "details": [{"errorCode": "30003", "fieldName": "to"}], "errors": []
        }),
    );
    messages.push(failed);
    let mut leg = common("9f8e7d6c-5b4a-4392-8170-6f5e4d3c2b1a");
    set(&mut leg, "initialState", json!("alerting"));
    set(
        &mut leg,
        "startAlertingTime",
        json!("2026-01-05T09:00:02.101Z"),
    );
    set(&mut leg, "disconnectType", json!("client"));
    set(
        &mut leg,
        "peerId",
        json!("f3a1c6de-5f43-4d6a-8a3d-0c9a1b2c3d4e"),
    );
    set(&mut leg, "messages", json!(messages));
    set(
        &mut leg,
        "segments",
        json!([
            segment("Alert", "02.101", "06.440"),
            segment("Interact", "06.440", "31.002"),
            segment("Hold", "31.002", "40.700"),
            segment("Interact", "40.700", "58.318")
        ]),
    );
    set(
        &mut leg,
        "wrapup",
        json!({
            "code": "4b3a2918-0716-4f5e-8d4c-3b2a19081706", "name": "Solved", "notes": "", "tags": ["delivery", "late"],
            "durationSeconds": 12, "endTime": "2026-01-05T09:01:10.318Z", "provisional": false
        }),
    );
    set(
        &mut leg,
        "afterCallWork",
        json!({
            "startTime": "2026-01-05T09:00:58.318Z", "endTime": "2026-01-05T09:01:10.318Z", "state": "complete"
        }),
    );
    set(&mut leg, "afterCallWorkRequired", json!(true));
    leg
}

fn common(id: &str) -> Value {
    json!({
        "state": "disconnected", "initialState": "connected", "id": id, "held": false,
        "segments": [segment("Interact", "00.000", "58.318")],
        "direction": "inbound", "disconnectType": "peer",
        "connectedTime": "2026-01-05T09:00:00.007Z", "disconnectedTime": "2026-01-05T09:00:58.318Z",
        "provider": "PureCloud Messaging", "authenticated": false, "type": "sms", "recipientCountry": "US",
        "recipientType": "mobile",
        "toAddress": address("+13175550142"), "fromAddress": address("+13175550187"), "messages": []
    })
}

fn address(number: &str) -> Value {
    json!({"name": "", "nameRaw": "", "addressNormalized": number, "addressRaw": number, "addressDisplayable": number})
}

fn segment(kind: &str, start: &str, end: &str) -> Value {
    json!({
        "startTime": format!("2026-01-05T09:00:{start}Z"), "endTime": format!("2026-01-05T09:00:{end}Z"), "type": kind,
        "howEnded": "Disconnect", "disconnectType": "peer"
    })
}

fn message(number: usize, status: &str) -> Value {
    let id = format!("1c2d3e4f-5061-4728-93a4-b5c6d7e8f90{number}");
    json!({
        "messageId": id,
        "messageURI": format!("/api/v2/conversations/messages/dd754eed-0729-420f-934a-491b22cf4940/messages/{id}"),
        "messageStatus": status, "messageSegmentCount": 1, "messageTime": format!("2026-01-05T09:00:1{number}.250Z"),
        "messageMetadata": {"type": "Text", "content": [{"contentType": "Text"}]}
    })
}

fn set(object: &mut Value, name: &str, value: Value) {
    object[name] = value;
}
