//! The page at `/`, and the controls that it asks.

use message_server::{Config, Core, Inbound, Pace, Platform, PlayOrder, Request, Response};
use serde_json::{Value, json};

use crate::support::{control, done, text};

fn core() -> Core {
    Core::new(Config::default()).unwrap()
}

fn get(core: &mut Core, path: &str) -> Response {
    core.handle(&Request::new("GET", path))
}

fn with_secret() -> Core {
    let secret = Some("geheim".to_owned());
    let config = Config {
        secret,
        ..Config::default()
    };
    Core::new(config).unwrap()
}

#[test]
fn the_page_is_served_with_a_policy_that_lets_it_ask_this_platform_alone() {
    let mut core = core();
    let page = get(&mut core, "/");
    assert_eq!(page.status, 200);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    let policy = page.header("content-security-policy").unwrap().to_owned();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self';"),
        "{policy}"
    );
    for word in ["unsafe", "*", "http"] {
        assert!(!policy.contains(word), "{policy}");
    }
    assert_eq!(get(&mut core, "/msgleg/page").body, page.body);
    for (file, kind) in [("page.css", "text/css"), ("page.js", "text/javascript")] {
        assert!(page.body.contains(&format!("\"msgleg/{file}\"")), "{file}");
        let found = get(&mut core, &format!("/msgleg/{file}"));
        assert_eq!(found.status, 200);
        assert!(
            found.header("content-type").unwrap().starts_with(kind),
            "{file}"
        );
        assert!(
            !found.body.contains("http://") || file == "page.js",
            "{file}"
        );
    }
    assert_eq!(core.received().count(), 0, "it is no call of the platform");
    assert_eq!(get(&mut core, "/elsewhere").status, 404);
}

#[test]
fn the_script_sets_what_it_gets_as_text() {
    let script = get(&mut core(), "/msgleg/page.js").body;
    // The drawing of the lanes is the platform's own, and has no text but labels.
    let markup = script.matches("innerHTML").count();
    assert_eq!(markup, 1, "chart");
    assert!(script.contains("innerHTML = chart;"));
    for word in ["eval(", "document.write", "insertAdjacentHTML", "outerHTML"] {
        assert!(!script.contains(word), "{word}");
    }
}

#[test]
fn a_browser_is_asked_for_the_secret() {
    let mut core = with_secret();
    let refused = get(&mut core, "/");
    assert_eq!(refused.status, 401);
    let asked = refused.header("www-authenticate");
    assert_eq!(asked, Some("Basic realm=\"msgleg\""));
    // Base64 of `me:geheim`, of `me:other`, and the secret as a name.
    for (given, status) in [
        ("Basic bWU6Z2VoZWlt", 200),
        ("Basic bWU6b3RoZXI=", 401),
        ("Basic Z2VoZWltOg==", 401),
        ("Bearer geheim", 200),
        ("geheim", 401),
    ] {
        for path in ["/", "/msgleg/page.js", "/msgleg/overview"] {
            let request = Request::new("GET", path).with_header("authorization", given);
            assert_eq!(core.handle(&request).status, status, "{given} {path}");
        }
    }
}

#[test]
fn a_page_of_another_site_changes_nothing() {
    let request = |method: &str, site: &str| {
        let request = Request::new(method, "/msgleg/reset").with_json("{}");
        request.with_header("sec-fetch-site", site)
    };
    let mut core = core();
    core.customer_writes(Inbound::default()).unwrap();
    for site in ["cross-site", "same-site"] {
        assert_eq!(core.handle(&request("POST", site)).status, 403, "{site}");
        assert_eq!(core.conversations().len(), 1);
    }
    let link = Request::new("GET", "/").with_header("sec-fetch-site", "cross-site");
    assert_eq!(core.handle(&link).status, 200, "a link leads to the page");
    for site in ["same-origin", "none"] {
        assert_eq!(core.handle(&request("POST", site)).status, 200, "{site}");
    }
    let cors = Some("*".to_owned());
    let mut open = Core::new(Config {
        cors,
        ..Config::default()
    })
    .unwrap();
    assert_eq!(open.handle(&request("POST", "cross-site")).status, 200);
}

#[test]
fn the_overview_tells_of_the_latest_conversations() {
    let mut core = core();
    let empty = done(&mut core, "GET overview", "");
    assert_eq!(empty["conversations"], json!([]));
    assert_eq!(empty["pace"], "stepped");
    let first = core
        .customer_writes(Inbound::default())
        .unwrap()
        .conversation;
    let name = Some("Zoe Fern".to_owned());
    let second = core.customer_writes(Inbound {
        name,
        ..Inbound::default()
    });
    let second = second.unwrap().conversation;
    let later = core.now().checked_add_millis(1_000).unwrap();
    core.advance(later);
    core.customer_leaves(first).unwrap();
    core.finish_work();
    let overview = done(&mut core, "GET overview", "");
    assert_eq!(overview["conversationCount"], 2);
    let listed = overview["conversations"].as_array().unwrap();
    assert_eq!(listed[0]["id"], second.to_string());
    assert_eq!(listed[0]["contact"], "Zoe Fern");
    let doing = |one: &Value| -> Vec<String> {
        let legs = one["legs"].as_array().unwrap().iter();
        legs.map(|leg| format!("{} {}", text(&leg["role"]), text(&leg["doing"])))
            .collect()
    };
    let expected = ["customer connected", "acd connected", "agent alerting"];
    assert_eq!(doing(&listed[0]), expected);
    assert_eq!(
        (&listed[1]["id"], &listed[1]["isOver"]),
        (&json!(first.to_string()), &json!(true))
    );
    let lanes = done(&mut core, &format!("GET conversations/{second}/lanes"), "");
    assert_eq!(lanes["changes"], listed[0]["changes"]);
    assert_eq!(lanes["heads"], json!(["C", "Q", "A"]));
    assert_eq!(lanes["legs"][0]["name"], "Zoe Fern");
    let says: Vec<&str> = lanes["rows"].as_array().unwrap().iter().map(says).collect();
    assert_eq!(says.last(), Some(&"A is offered the conversation"));
    assert!(text(&lanes["chart"]).starts_with("<svg "));
}

fn says(row: &Value) -> &str {
    row["says"].as_str().unwrap_or_default()
}

#[test]
fn frames_are_kept_once_somebody_asks_for_them() {
    let mut core = core();
    core.customer_writes(Inbound::default()).unwrap();
    core.finish_work();
    assert_eq!(done(&mut core, "GET frames", ""), json!([]));
    done(&mut core, "PUT frames", r#"{"keep": 4}"#);
    let id = core
        .customer_writes(Inbound::default())
        .unwrap()
        .conversation;
    core.finish_work();
    let frames = done(&mut core, "GET frames", "");
    let frames = frames.as_array().unwrap();
    assert_eq!(frames.len(), 4, "the latest");
    let numbers: Vec<u64> = frames
        .iter()
        .map(|one| one["number"].as_u64().unwrap())
        .collect();
    assert!(
        numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]),
        "{numbers:?}"
    );
    let end = &done(&mut core, "GET overview", "")["frames"];
    assert_eq!(end.as_u64(), Some(numbers[3] + 1));
    let last = done(&mut core, &format!("GET frames?from={}", numbers[3]), "");
    assert_eq!(last, json!([frames[3]]));
    assert_eq!(frames[3]["sockets"], 0, "nobody listens");
    assert!(frames[3]["frame"].to_string().contains(&id.to_string()));
    assert_eq!(frames[3]["topicName"], frames[3]["frame"]["topicName"]);
    done(&mut core, "PUT frames", r#"{"keep": 0}"#);
    assert_eq!(done(&mut core, "GET frames", ""), json!([]));
    for body in [r#"{"keep": -1}"#, r#"{"keep": 100001}"#, "{}"] {
        assert_eq!(control(&mut core, "PUT frames", body).0, 400, "{body}");
    }
    assert_eq!(control(&mut core, "GET frames?from=x", "").0, 400);
}

/// What is told of an event does not depend on whether anybody listened to those before it.
#[test]
fn who_listens_late_is_told_what_others_are_told() {
    let scenario = Some("takeover-by-colleague".to_owned());
    let order = PlayOrder {
        scenario,
        ..PlayOrder::default()
    };
    let (mut early, mut late) = (core(), core());
    done(&mut early, "PUT frames", r#"{"keep": 10000}"#);
    for core in [&mut early, &mut late] {
        core.play(order.clone()).unwrap();
    }
    let mut steps = 0;
    while let Some(due) = early.next_due().filter(|_| steps < 40) {
        early.advance(due);
        steps += 1;
    }
    late.advance(early.now());
    done(&mut late, "PUT frames", r#"{"keep": 10000}"#);
    let from = &done(&mut early, "GET overview", "")["frames"];
    assert!(from.as_u64() > Some(0));
    for core in [&mut early, &mut late] {
        core.finish_work();
    }
    let texts = |core: &mut Core, from: &str| -> Vec<String> {
        let frames = done(core, &format!("GET frames?from={from}"), "");
        let frames = frames.as_array().unwrap().iter();
        // Those of routing bear the number of requests, of which there was one more.
        let of_conversations = frames.filter(|one| !text(&one["topicName"]).ends_with("Status"));
        of_conversations
            .map(|one| format!("{} {}", one["at"], one["frame"]))
            .collect()
    };
    let (told, later) = (texts(&mut early, &from.to_string()), texts(&mut late, "0"));
    assert!(later.len() > 20, "{}", later.len());
    // What was under way already goes to whoever listened then.
    assert_eq!(told[told.len() - later.len()..], later);
}

#[test]
fn requests_are_read_from_a_number_on() {
    let mut core = core();
    for path in ["users", "routing/queues", "users/me"] {
        get(&mut core, &format!("/api/v2/{path}"));
    }
    let all = done(&mut core, "GET requests", "");
    assert_eq!(all.as_array().unwrap().len(), 3);
    let last = done(
        &mut core,
        &format!("GET requests?from={}", all[2]["number"]),
        "",
    );
    assert_eq!(last, json!([all[2]]));
    let end = &done(&mut core, "GET overview", "")["requests"];
    assert_eq!(end.as_u64(), Some(all[2]["number"].as_u64().unwrap() + 1));
}

#[test]
fn a_snapshot_is_listed_and_going_back_is_another_turn() {
    let mut core = core();
    done(&mut core, "PUT frames", r#"{"keep": 100}"#);
    done(&mut core, "POST snapshots/before", "");
    let later = core.now().checked_add_millis(60_000).unwrap();
    core.advance(later);
    core.customer_writes(Inbound::default()).unwrap();
    core.finish_work();
    let now = done(&mut core, "GET overview", "");
    assert_eq!(
        now["snapshots"],
        json!([{"name": "before", "at": "2026-01-05T09:00:00.000Z"}])
    );
    done(&mut core, "PUT clock/pace", r#"{"pace": "fast"}"#);
    done(&mut core, "POST snapshots/before/restore", "");
    let then = done(&mut core, "GET overview", "");
    assert_ne!(then["turn"], now["turn"]);
    assert_eq!(then["now"], "2026-01-05T09:00:00.000Z");
    assert_eq!(
        then["pace"], "fast",
        "how time passes is nothing that happened"
    );
    core.customer_writes(Inbound::default()).unwrap();
    core.finish_work();
    let frames = done(&mut core, "GET frames", "");
    let first = frames[0]["number"].as_u64();
    assert!(first >= now["frames"].as_u64(), "no number is given twice");
}

#[test]
fn what_can_be_played_is_listed() {
    let mut core = core();
    let plays = done(&mut core, "GET plays", "");
    for (kind, property) in [("scenarios", "scenario"), ("profiles", "profile")] {
        let listed = plays[kind].as_array().unwrap();
        assert!(!listed.is_empty());
        for play in listed {
            assert!(!text(&play["shows"]).is_empty());
            let order = json!({property: play["name"]}).to_string();
            done(&mut core, "POST plays", &order);
        }
    }
    for channel in plays["channels"].as_array().unwrap() {
        let message = json!({"channel": channel}).to_string();
        done(&mut core, "POST customers/messages", &message);
    }
}

#[tokio::test]
async fn the_pace_is_set_while_the_platform_runs() {
    let platform = Platform::start(Config::default()).await.unwrap();
    let set = |pace: Value| {
        let body = json!({"pace": pace}).to_string();
        let request = Request::new("PUT", "/msgleg/clock/pace").with_json(body);
        platform.handle(&request).status
    };
    let start = platform.now();
    assert_eq!(platform.now(), start);
    assert_eq!(set(json!(100_000)), 200);
    assert_eq!(
        platform.with(|core| core.config().pace),
        Pace::Times(100_000)
    );
    while platform.now().millis_since(start) < 60_000 {}
    assert_eq!(set(json!("stepped")), 200);
    let stopped = platform.now();
    assert_eq!(platform.now(), stopped);
    for wrong in [json!("slow"), json!(0), json!(-1), json!(1.5), json!(null)] {
        assert_eq!(set(wrong.clone()), 400, "{wrong}");
    }
    assert_eq!(set(json!("fast")), 200);
    let written = platform.with(|core| core.customer_writes(Inbound::default()));
    let story = platform.with(|core| core.storyboard(written.unwrap().conversation));
    assert!(
        story.unwrap().contains("is offered"),
        "fast takes no waiting"
    );
}
