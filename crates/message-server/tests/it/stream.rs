//! A bad line: what comes to sockets and webhooks is what the labels say, and the same again.

use std::collections::BTreeMap;

use message_model::Timestamp;
use message_server::{Config, Core, PlayOrder, Preset, Sending};
use serde_json::{Value, json};

use crate::open::{Shop, pass};
use crate::support::{Caller, control, done, json as read, text};

const CHANNELS: &str = "/api/v2/notifications/channels";

fn on(stream: Preset) -> Config {
    Config {
        stream,
        ..Config::default()
    }
}

/// A text that came on a socket, and when.
type Arrival = (Timestamp, String);

/// Plays conversations to the end, with two channels that listen to the first queue. Returns what
/// came on each.
fn heard(core: &mut Core) -> [Vec<Arrival>; 2] {
    done(core, "PUT frames", r#"{"keep": 100000}"#);
    let client = Caller::client(core);
    let queue = core.queue("support").unwrap();
    let topic = json!([{"id": format!("v2.routing.queues.{queue}.conversations.messages")}]);
    let sockets = [(); 2].map(|()| {
        let opened = client.done(core, &format!("POST {CHANNELS}"), "", 200);
        let id = text(&read(&opened.body)["id"]);
        let call = format!("POST {CHANNELS}/{id}/subscriptions");
        client.done(core, &call, &topic.to_string(), 200);
        core.connect(&id).unwrap()
    });
    let order = PlayOrder {
        scenario: Some("inbound-answered-agent-ends".to_owned()),
        count: Some(12),
        ..PlayOrder::default()
    };
    core.play(order).unwrap();
    let end = core.now().checked_add_millis(3_600_000).unwrap();
    let mut heard = [Vec::new(), Vec::new()];
    while let Some(due) = core.next_due().filter(|due| *due < end) {
        core.advance(due);
        for output in core.take_outputs() {
            let place = sockets.iter().position(|socket| *socket == output.socket);
            if let (Some(place), Sending::Text(text)) = (place, output.sending)
                && !text.contains("Heartbeat")
            {
                heard[place].push((due, text));
            }
        }
    }
    heard
}

/// What was sent to both, in order.
fn sent(core: &mut Core) -> Vec<Arrival> {
    let all = done(core, "GET frames", "");
    let all = all.as_array().unwrap().iter();
    let told = all.filter(|one| one["sockets"] == 2);
    told.map(|one| {
        let at = text(&one["at"]).parse().unwrap();
        (at, one["frame"].to_string())
    })
    .collect()
}

/// The labels of a channel, by the number of the frame.
fn labels(core: &mut Core, place: usize) -> BTreeMap<u64, Value> {
    let all = done(core, "GET stream", "");
    let all = all["faults"].as_array().unwrap();
    let mut channels: Vec<&Value> = all.iter().map(|one| &one["channelId"]).collect();
    channels.sort_by_key(|id| id.to_string());
    channels.dedup();
    assert_eq!(channels.len(), 2, "{channels:?}");
    // Which of the two is the first is not told by the ids.
    let channel = channels[place];
    let own = all.iter().filter(|one| one["channelId"] == *channel);
    own.map(|one| (one["frame"].as_u64().unwrap(), one.clone()))
        .collect()
}

/// When each frame comes if the labels are right.
fn expected(sent: &[Arrival], labels: &BTreeMap<u64, Value>) -> Vec<(Timestamp, Value)> {
    let mut expected = Vec::new();
    for (number, (at, text)) in (0..).zip(sent) {
        let delays = labels.get(&number).map_or(vec![0], |label| {
            let delays = label["delaysMs"].as_array().unwrap().iter();
            delays.map(|delay| delay.as_i64().unwrap()).collect()
        });
        let at = delays
            .iter()
            .map(|delay| at.checked_add_millis(*delay).unwrap());
        expected.extend(at.map(|at| (at, read(text))));
    }
    expected
}

fn sorted(mut arrivals: Vec<(Timestamp, Value)>) -> Vec<(Timestamp, String)> {
    arrivals.sort_by_key(|(at, text)| (*at, text.to_string()));
    let texts = arrivals.into_iter();
    texts.map(|(at, text)| (at, text.to_string())).collect()
}

#[test]
fn frames_come_as_the_labels_say() {
    for preset in [Preset::VendorLike, Preset::Hostile] {
        let mut core = Core::new(on(preset)).unwrap();
        let mut heard = heard(&mut core);
        let sent = sent(&mut core);
        assert!(sent.len() > 100, "{}", sent.len());
        let both = [0, 1].map(|place| labels(&mut core, place));
        let all = both.each_ref().map(|own| sorted(expected(&sent, own)));
        assert_ne!(all[0], all[1], "each channel has a line of its own");
        let found = heard.each_mut().map(|one| {
            let one = one.drain(..).map(|(at, text)| (at, read(&text)));
            sorted(one.collect())
        });
        let is_so = found == all || [&found[1], &found[0]] == [&all[0], &all[1]];
        assert!(is_so, "{preset}");
        for label in both.iter().flat_map(BTreeMap::values) {
            let has = |fault: &str| label["faults"].as_array().unwrap().contains(&json!(fault));
            let delays = label["delaysMs"].as_array().unwrap();
            assert_eq!(delays.is_empty(), has("lost"), "{label}");
            if has("duplicate") || has("repeated") {
                assert!(delays.len() > 1, "{label}");
            }
            if has("late") {
                assert!(delays[0].as_i64() >= Some(1), "{label}");
            }
            for of_readers in ["gap", "two-sockets", "clock-skew"] {
                assert!(!has(of_readers), "{label}");
            }
        }
    }
}

#[test]
fn the_same_seed_meets_the_same_faults() {
    let run = |seed: u64| {
        let config = on(Preset::Hostile);
        let mut core = Core::new(Config { seed, ..config }).unwrap();
        let heard = heard(&mut core);
        (heard, done(&mut core, "GET stream", ""))
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1).1, run(2).1);
}

#[test]
fn a_lossless_line_has_no_labels_and_can_be_made_bad() {
    let mut core = Core::new(Config::default()).unwrap();
    let both = heard(&mut core);
    let sent = sent(&mut core);
    for one in &both {
        let one = one.iter().map(|(at, text)| (*at, read(text)));
        let expected = sent.iter().map(|(at, text)| (*at, read(text)));
        assert!(one.eq(expected), "each frame once, in the order of sending");
    }
    let nothing = json!({"preset": "lossless", "faults": []});
    assert_eq!(done(&mut core, "GET stream", ""), nothing);
    done(&mut core, "PUT stream", r#"{"preset": "hostile"}"#);
    heard(&mut core);
    let told = done(&mut core, "GET stream", "");
    assert_eq!(told["preset"], "hostile");
    let count = told["faults"].as_array().unwrap().len();
    let later = done(&mut core, "GET stream?from=3", "");
    assert_eq!(later["faults"].as_array().unwrap().len(), count - 3);
    for wrong in [r#"{"preset": "bad"}"#, "{}"] {
        let (status, body) = control(&mut core, "PUT stream", wrong);
        assert_eq!(status, 400, "{body}");
        assert_eq!(body["details"][0]["fieldName"], "preset");
    }
}

#[test]
fn section_4_webhooks_are_disturbed_as_the_labels_say() {
    let mut shop = Shop::with(Config::default());
    done(&mut shop.core, "PUT stream", r#"{"preset": "hostile"}"#);
    let said: Vec<String> = (0..200)
        .map(|number| shop.say(&number.to_string()))
        .collect();
    let posted = pass(&mut shop.core, 900_000);
    let webhooks: BTreeMap<String, Value> = shop
        .webhooks()
        .into_iter()
        .map(|one| (text(&one["id"]), one))
        .collect();
    for message in &said {
        let status = shop.status(message);
        assert_eq!(
            status, "sent",
            "whatever befell it, it was posted in the end"
        );
    }
    let told = done(&mut shop.core, "GET stream", "");
    let mut seen = BTreeMap::<String, usize>::new();
    for label in told["faults"].as_array().unwrap() {
        let ids = label["webhookIds"].as_array().unwrap();
        let own: Vec<&Value> = ids
            .iter()
            .map(|id| &webhooks[id.as_str().unwrap()])
            .collect();
        let at: Timestamp = text(&label["at"]).parse().unwrap();
        let firsts = own.iter().map(|one| &one["attempts"][0]);
        let delays: Vec<Value> = firsts
            .clone()
            .map(|first| {
                let first: Timestamp = text(&first["at"]).parse().unwrap();
                json!(first.millis_since(at))
            })
            .collect();
        for fault in label["faults"].as_array().unwrap() {
            *seen.entry(text(fault)).or_default() += 1;
        }
        if label["faults"] == json!(["lost"]) {
            let [outcome] = firsts.map(|first| &first["outcome"]).collect::<Vec<_>>()[..] else {
                panic!("{label}");
            };
            assert_eq!(outcome, "timed out", "{label}");
            continue;
        }
        assert_eq!(Value::from(delays), label["delaysMs"], "{label}");
        for one in &own {
            assert_eq!(one["body"], own[0]["body"], "{label}");
            assert_eq!(one["state"], "accepted");
        }
    }
    let expected = [
        "duplicate",
        "late",
        "lost",
        "overtaken",
        "reorder",
        "repeated",
    ];
    assert!(seen.keys().eq(expected), "{seen:?}");
    let order: Vec<String> = posted
        .iter()
        .map(|post| text(&read(&post.body)["text"]))
        .collect();
    let mut numbers: Vec<u32> = order.iter().map(|text| text.parse().unwrap()).collect();
    assert!(!numbers.is_sorted(), "some overtake others");
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), said.len());
}
