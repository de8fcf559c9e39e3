//! Whatever clients do, in whatever order: what comes out is legal, agrees with itself, and plays
//! again to the same bytes.

use std::collections::BTreeMap;

use message_model::Capture;
use message_rules::{Delivery, check, check_sequence};
use message_server::{Config, Core, Inbound, Pace, Platform, Sending, SocketId};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Caller, Client, json as read, text};

/// One thing that somebody does: what, and to which of the conversations and participants there
/// are.
#[derive(Debug, Clone, Copy)]
struct Deed {
    what: u8,
    conversation: u8,
    participant: u8,
    after_ms: u32,
}

/// How many kinds of deeds there are.
const KINDS: u8 = 20;

fn deeds(count: usize) -> impl Strategy<Value = Vec<Deed>> {
    let deed = (
        0..KINDS,
        0..4u8,
        0..8u8,
        prop_oneof![0..2_000u32, 0..90_000u32],
    );
    let deed = deed.prop_map(|(what, conversation, participant, after_ms)| Deed {
        what,
        conversation,
        participant,
        after_ms,
    });
    prop::collection::vec(deed, 1..count)
}

/// What a deed is as a request: method and path, and body. `None` if there is nothing to do it to.
fn request(core: &mut Core, agent: &Caller, deed: Deed) -> Option<(String, String)> {
    let ids = core.conversations();
    let id = ids.get(usize::from(deed.conversation) % ids.len().max(1))?;
    let base = format!("/api/v2/conversations/{id}");
    let of_messages = format!("/api/v2/conversations/messages/{id}");
    let conversation = agent.get(core, &base);
    let participants = conversation["participants"].as_array()?;
    // Mostly the agent who has joined last, whom clients act for.
    let last = participants.iter().rev();
    let participant = match deed.participant {
        0 | 1 => last.clone().nth(usize::from(deed.participant))?,
        _ => last.clone().find(|one| one["purpose"] == "agent")?,
    };
    let p = text(&participant["id"]);
    let k = text(&participant["messages"][0]["id"]);
    let user = core.agents()[usize::from(deed.participant) % 5].id;
    let queue = ["support", "billing"][usize::from(deed.participant) % 2];
    let queue = core.queue(queue)?;
    let resume = core.now().checked_add_millis(i64::from(deed.after_ms))?;
    let base_p = format!("{base}/participants/{p}");
    let of_messages_p = format!("{of_messages}/participants/{p}");
    let (call, body) = match deed.what {
        2 | 18 | 19 => ("PATCH", (of_messages_p, json!({"state": "connected"}))),
        3 | 4 => ("PATCH", (base_p, json!({"state": "connected"}))),
        5 => ("PATCH", (of_messages_p, json!({"state": "disconnected"}))),
        6 => (
            "PATCH",
            (base_p, json!({"held": deed.participant.is_multiple_of(2)})),
        ),
        7 => (
            "POST",
            (
                format!("{base_p}/replace/queue"),
                json!({"queueId": queue.to_string()}),
            ),
        ),
        8 => (
            "POST",
            (
                format!("{base_p}/replace/agent"),
                json!({"userId": user.to_string()}),
            ),
        ),
        9 => (
            "PATCH",
            (
                format!("{of_messages_p}/parkingstate"),
                json!({"state": "parked", "resumeTime": resume.to_string()}),
            ),
        ),
        10 => (
            "POST",
            (
                format!("{of_messages_p}/communications/{k}/wrapup"),
                json!({"code": "Order", "notes": "as asked"}),
            ),
        ),
        11 => (
            "POST",
            (
                format!("{of_messages}/communications/{k}/messages"),
                json!({"textBody": "I see"}),
            ),
        ),
        12 => (
            "PATCH",
            (
                format!("{of_messages_p}/attributes"),
                json!({"attributes": {"step": deed.after_ms.to_string()}}),
            ),
        ),
        13 => ("POST", (format!("{base}/disconnect"), json!({}))),
        14 => (
            "POST",
            (format!("{base}/assign"), json!({"id": user.to_string()})),
        ),
        15 => ("PATCH", (base_p, json!({"wrapupSkipped": true}))),
        16 => (
            "POST",
            (
                "/api/v2/conversations/messages/agentless".to_owned(),
                json!({"toAddress": "u-1", "textBody": "News", "useExistingActiveConversation": true}),
            ),
        ),
        _ => (
            "PUT",
            (
                format!("/api/v2/users/{user}/routingstatus"),
                json!({"status": "IDLE"}),
            ),
        ),
    };
    Some((format!("{call} {}", body.0), body.1.to_string()))
}

/// What a run leaves behind.
struct Run {
    core: Core,
    socket: SocketId,
    frames: Vec<String>,
    /// Each conversation after each deed.
    snapshots: BTreeMap<String, Vec<String>>,
}

fn open_socket(core: &mut Core) -> SocketId {
    let client = Caller::client(core);
    let call = "POST /api/v2/notifications/channels";
    let channel = text(&read(&client.done(core, call, "", 200).body)["id"]);
    let users = core.agents();
    let users = users.iter().flat_map(|agent| {
        ["conversations", "conversations.messages"]
            .map(|end| json!({"id": format!("v2.users.{}.{end}", agent.id)}))
    });
    let queues = ["support", "billing"].map(|label| core.queue(label).unwrap());
    let queues = queues.map(|id| json!({"id": format!("v2.routing.queues.{id}.conversations")}));
    let topics = Value::from_iter(users.chain(queues)).to_string();
    let call = format!("POST /api/v2/notifications/channels/{channel}/subscriptions");
    client.done(core, &call, &topics, 200);
    core.connect(&channel).unwrap()
}

fn hear(core: &mut Core, socket: SocketId) -> Vec<String> {
    let outputs = core.take_outputs().into_iter();
    let own = outputs.filter(|output| output.socket == socket);
    let texts = own.filter_map(|output| match output.sending {
        Sending::Text(text) => Some(text),
        Sending::Close(..) | Sending::Cut => None,
    });
    texts
        .filter(|text| !text.contains("channel.metadata"))
        .collect()
}

fn run(deeds: &[Deed]) -> Run {
    let mut core = Core::new(Config::default()).unwrap();
    let socket = open_socket(&mut core);
    let agent = Caller::agent(&mut core, 0);
    core.customer_writes(Inbound::default()).unwrap();
    let mut run = Run {
        core,
        socket,
        frames: Vec::new(),
        snapshots: BTreeMap::new(),
    };
    for deed in deeds {
        let core = &mut run.core;
        let until = core
            .now()
            .checked_add_millis(i64::from(deed.after_ms))
            .unwrap();
        core.advance(until);
        let ids = core.conversations();
        let known = ids[usize::from(deed.conversation) % ids.len()];
        match deed.what {
            0 => {
                let conversation = (deed.participant % 3 != 0).then_some(known);
                let _ = core.customer_writes(Inbound {
                    conversation,
                    ..Inbound::default()
                });
            }
            1 => {
                let _ = core.customer_leaves(known);
            }
            _ => {
                if let Some((call, body)) = request(core, &agent, *deed) {
                    let answer = agent.call(core, &call, &body);
                    let is_well_formed = match answer.status {
                        200 | 202 | 204 => true,
                        status => {
                            let body = read(&answer.body);
                            body["status"] == status
                                && body["code"].is_string()
                                && !text(&body["message"]).is_empty()
                        }
                    };
                    assert!(
                        is_well_formed && answer.status < 500,
                        "{call} {body}: {answer:?}"
                    );
                }
            }
        }
        see(&mut run, &agent);
    }
    // Whatever is still to come by itself, but for what takes days.
    let until = run.core.now().checked_add_millis(600_000).unwrap();
    run.core.advance(until);
    see(&mut run, &agent);
    run.frames.extend(hear(&mut run.core, socket));
    run
}

fn see(run: &mut Run, agent: &Caller) {
    for id in run.core.conversations() {
        let call = format!("GET /api/v2/conversations/{id}");
        let body = agent.done(&mut run.core, &call, "", 200).body;
        let seen = run.snapshots.entry(id.to_string()).or_default();
        if seen.last() != Some(&body) {
            seen.push(body);
        }
    }
}

/// What must hold does, and what usually does, too.
fn check_views(run: &Run) -> Result<(), TestCaseError> {
    let all = run.snapshots.values().flatten().chain(&run.frames);
    for text in all {
        let capture = Capture::read(text.as_str()).unwrap();
        let findings = check(&capture);
        prop_assert!(findings.is_empty(), "{findings:#?}\n{text}");
    }
    for snapshots in run.snapshots.values() {
        let all = Capture::read(format!("[{}]", snapshots.join(","))).unwrap();
        let report = check_sequence(&all, Delivery::InOrder, None);
        prop_assert!(report.findings.is_empty(), "{:#?}", report.findings);
    }
    if !run.frames.is_empty() {
        let all = Capture::read(format!("[{}]", run.frames.join(","))).unwrap();
        let report = check_sequence(&all, Delivery::Unordered, None);
        prop_assert!(report.findings.is_empty(), "{:#?}", report.findings);
    }
    Ok(())
}

/// The recording of a run plays again to the same conversations and frames.
fn check_recording(run: &Run) -> Result<(), TestCaseError> {
    let mut again = Core::new(Config::default()).unwrap();
    let socket = open_socket(&mut again);
    let recording = run.core.recording().unwrap();
    again.load(&recording).unwrap();
    again.advance(run.core.now());
    let agent = Caller::agent(&mut again, 0);
    for (id, seen) in &run.snapshots {
        let call = format!("GET /api/v2/conversations/{id}");
        let body = agent.done(&mut again, &call, "", 200).body;
        prop_assert_eq!(Some(&body), seen.last());
    }
    // Several conversations at the same millisecond may change places.
    let sorted = |frames: &[String]| {
        let mut frames = frames.to_vec();
        frames.sort();
        frames
    };
    prop_assert_eq!(sorted(&hear(&mut again, socket)), sorted(&run.frames));
    prop_assert_eq!(again.recording().unwrap(), recording);
    Ok(())
}

/// How many runs are tried: as many as the environment says, and few enough for every day.
fn cases() -> u32 {
    let wanted = std::env::var("PROPTEST_CASES").ok();
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(16)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn whatever_clients_do_is_legal_and_plays_again(deeds in deeds(24)) {
        let run = run(&deeds);
        check_views(&run)?;
        check_recording(&run)?;
        let twice = self::run(&deeds);
        prop_assert_eq!(&twice.frames, &run.frames);
        prop_assert_eq!(&twice.snapshots, &run.snapshots);
        prop_assert_eq!(twice.socket, run.socket);
    }

    /// The same deeds over real connections, on a platform that is as fast as possible.
    #[test]
    fn what_clients_do_over_connections_is_legal(deeds in deeds(8)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let config = Config { pace: Pace::Fast, ..Config::default() };
            let platform = Platform::start(config).await.unwrap();
            let user = platform.with(|core| core.agents()[0].id);
            let client = Client::log_in(&platform, &user.to_string()).await;
            let mut socket = client.listen(&[format!("v2.users.{user}.conversations")]).await;
            client.done("POST /msgleg/customers/messages", "{}", 200).await;
            for deed in deeds {
                let caller = Caller { token: client.token.clone() };
                let request = platform.with(|core| request(core, &caller, deed));
                if let Some((call, body)) = request.filter(|_| deed.what > 1) {
                    let answer = client.call(&call, &body).await;
                    assert!(answer.status < 500, "{call} {body}: {answer:?}");
                }
            }
            for id in platform.with(|core| core.conversations()) {
                let view = client.get(&format!("/api/v2/conversations/{id}")).await.to_string();
                let capture = Capture::read(view).unwrap();
                let findings = check(&capture);
                assert!(findings.is_empty(), "{findings:#?}");
            }
            for frame in socket.hear_all().await {
                let capture = Capture::read(frame).unwrap();
                let findings = check(&capture);
                assert!(findings.is_empty(), "{findings:#?}");
            }
        });
    }
}
