//! A platform with a state file: what it was told before it ended is there when it starts again.

use std::fs;
use std::path::{Path, PathBuf};

use message_server::{Config, Pace, Platform, Resumed};
use serde_json::json;

use crate::support::{Client, last_of, text};

/// A folder for the files of one test, which is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("message-server-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn with_state(file: &Path) -> Config {
    Config {
        state: Some(file.to_owned()),
        ..Config::default()
    }
}

/// What a client sees: all conversations, the people's status, and the script of each conversation.
async fn seen(platform: &Platform) -> String {
    let client = Client::log_in(platform, "msgleg").await;
    let mut seen = Vec::new();
    for id in platform.with(|core| core.conversations()) {
        for path in [
            format!("/api/v2/conversations/{id}"),
            format!("/api/v2/conversations/messages/{id}"),
            format!("/msgleg/conversations/{id}/recording"),
        ] {
            seen.push(client.done(&format!("GET {path}"), "", 200).await.body);
        }
    }
    let organisation = client.done("GET /msgleg/organisation", "", 200).await;
    seen.push(organisation.body);
    seen.push(platform.now().to_string());
    seen.join("\n")
}

/// A customer writes, the first agent answers and holds, and sets attributes; and time passes.
async fn story(platform: &Platform) -> String {
    let client = Client::log_in(platform, "msgleg").await;
    let said = json!({"text": "Where is my order?"}).to_string();
    let written = client.done("POST /msgleg/customers/messages", &said, 200);
    let id = text(&written.await.json()["conversationId"]);
    let advance = "POST /msgleg/clock/advance";
    client.done(advance, r#"{"ms": 1000}"#, 200).await;
    let user = platform.with(|core| core.agents()[0].id.to_string());
    let agent = Client::log_in(platform, &user).await;
    let conversation = agent.get(&format!("/api/v2/conversations/{id}")).await;
    let participant = text(&last_of(&conversation, "agent")["id"]);
    let path = format!("/api/v2/conversations/messages/{id}/participants/{participant}");
    let patch = format!("PATCH {path}");
    agent.done(&patch, r#"{"state": "connected"}"#, 202).await;
    agent.done(&patch, r#"{"held": true}"#, 202).await;
    let attributes = r#"{"attributes": {"order": "17"}}"#;
    agent
        .done(&format!("{patch}/attributes"), attributes, 202)
        .await;
    client.done(advance, r#"{"ms": 2500}"#, 200).await;
    // Refused, which changes nothing.
    agent.done(&patch, r#"{"state": "alerting"}"#, 400).await;
    id
}

#[tokio::test]
async fn a_restart_goes_on_from_what_was_told() {
    let folder = Folder::new("restart");
    let file = folder.file("state.log");
    let platform = Platform::start(with_state(&file)).await.unwrap();
    assert_eq!(
        platform.resumed(),
        Some(Resumed {
            changes: 0,
            dropped: 0
        })
    );
    let id = story(&platform).await;
    let (before, old) = (seen(&platform).await, platform.token().unwrap());
    drop(platform);

    let platform = Platform::start(with_state(&file)).await.unwrap();
    // Customer, two times the clock, connected, held, attributes.
    assert_eq!(
        platform.resumed(),
        Some(Resumed {
            changes: 6,
            dropped: 0
        })
    );
    assert_eq!(seen(&platform).await, before);
    // Tokens are gone, and are not given to anybody else.
    let mut stranger = Client::log_in(&platform, "msgleg").await;
    stranger.token = old;
    let path = format!("GET /api/v2/conversations/{id}");
    assert_eq!(stranger.call(&path, "").await.status, 401);
    // What was held can be taken up: the life goes on.
    let user = platform.with(|core| core.agents()[0].id.to_string());
    let agent = Client::log_in(&platform, &user).await;
    let conversation = agent.get(&format!("/api/v2/conversations/{id}")).await;
    let participant = text(&last_of(&conversation, "agent")["id"]);
    let path = format!("/api/v2/conversations/messages/{id}/participants/{participant}");
    let patch = format!("PATCH {path}");
    agent.done(&patch, r#"{"held": false}"#, 202).await;
    let before = seen(&platform).await;
    drop(platform);
    let platform = Platform::start(with_state(&file)).await.unwrap();
    assert_eq!(seen(&platform).await, before);
}

/// Wherever the end of the file is cut, all whole lines count, and nothing else.
#[tokio::test]
async fn a_line_that_is_cut_off_is_dropped() {
    let folder = Folder::new("cut");
    let file = folder.file("state.log");
    let platform = Platform::start(with_state(&file)).await.unwrap();
    story(&platform).await;
    drop(platform);
    let whole = fs::read(&file).unwrap();
    let last = whole[..whole.len() - 1]
        .iter()
        .rposition(|byte| *byte == b'\n');
    let last = last.unwrap() + 1;
    for end in [last, last + 1, (last + whole.len()) / 2, whole.len() - 1] {
        fs::write(&file, &whole[..end]).unwrap();
        let platform = Platform::start(with_state(&file)).await.unwrap();
        let resumed = platform.resumed().unwrap();
        assert_eq!((resumed.changes, resumed.dropped), (5, end - last));
        drop(platform);
        // It is as if it had never been there.
        let platform = Platform::start(with_state(&file)).await.unwrap();
        assert_eq!(
            platform.resumed(),
            Some(Resumed {
                changes: 5,
                dropped: 0
            })
        );
    }
}

#[tokio::test]
async fn what_is_not_as_it_was_written_is_refused() {
    let folder = Folder::new("damage");
    let file = folder.file("state.log");
    let platform = Platform::start(with_state(&file)).await.unwrap();
    story(&platform).await;
    drop(platform);
    let whole = fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let written = |lines: &[&str]| {
        lines
            .iter()
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let mut without = lines.clone();
    without.remove(2);
    let mut swapped = lines.clone();
    swapped.swap(2, 3);
    let altered = whole.replacen("Where is my order?", "Where is my money?", 1);
    for (damaged, line) in [
        (altered, "line 2"),
        (written(&without), "line 3"),
        (written(&swapped), "line 3"),
        ("{}\n".to_owned(), "line 1"),
    ] {
        fs::write(&file, &damaged).unwrap();
        let error = Platform::start(with_state(&file))
            .await
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("state.log") && error.contains(line),
            "{error}"
        );
        assert!(error.contains("digest"), "{error}");
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            damaged,
            "left as it was"
        );
    }
}

#[tokio::test]
async fn a_platform_that_was_started_otherwise_does_not_go_on() {
    let folder = Folder::new("otherwise");
    let file = folder.file("state.log");
    let platform = Platform::start(with_state(&file)).await.unwrap();
    let error = Platform::start(with_state(&file)).await.unwrap_err();
    assert!(
        error.to_string().contains("another platform has it"),
        "{error}"
    );
    drop(platform);
    let base = with_state(&file);
    for (config, named) in [
        (
            Config {
                seed: 8,
                ..base.clone()
            },
            r#"found seed "1", expected "8""#,
        ),
        (
            Config {
                pace: Pace::Fast,
                ..base.clone()
            },
            r#"found fast "false", expected "true""#,
        ),
        (
            Config {
                capacity: 1,
                ..base.clone()
            },
            r#"found capacity "4", expected "1""#,
        ),
        (
            Config {
                start: Some("2026-02-01T00:00:00Z".parse().unwrap()),
                ..base.clone()
            },
            "found the start 2026-01-05T09:00:00.000Z",
        ),
    ] {
        let error = Platform::start(config).await.unwrap_err().to_string();
        assert!(
            error.contains("state.log") && error.contains(named),
            "{error}"
        );
    }
    assert!(Platform::start(base).await.is_ok());
}

/// What follows by itself follows again, also under a clock that jumps and with late effects.
#[tokio::test]
async fn what_follows_by_itself_follows_again() {
    let folder = Folder::new("follows");
    for (name, pace, delay) in [("fast", Pace::Fast, 0), ("late", Pace::Stepped, 700)] {
        let file = folder.file(name);
        let config = || Config {
            pace,
            effect_delay_ms: delay,
            ..with_state(&file)
        };
        let platform = Platform::start(config()).await.unwrap();
        let client = Client::log_in(&platform, "msgleg").await;
        let rule = r#"{"answerMs": 900, "replyMs": 2000, "endMs": 60000, "wrapUpMs": 4000}"#;
        client.done("PUT /msgleg/agents/rule", rule, 200).await;
        for _ in 0..3 {
            let write = "POST /msgleg/customers/messages";
            client.done(write, "{}", 200).await;
        }
        client
            .done("POST /msgleg/plays", r#"{"scenario": "spam"}"#, 200)
            .await;
        let user = platform.with(|core| core.agents()[0].id.to_string());
        let agent = Client::log_in(&platform, &user).await;
        let path = format!("PUT /api/v2/users/{user}/routingstatus");
        agent.done(&path, r#"{"status": "IDLE"}"#, 200).await;
        client
            .done("POST /msgleg/clock/advance", r#"{"ms": 30000}"#, 200)
            .await;
        let before = seen(&platform).await;
        drop(platform);
        let platform = Platform::start(config()).await.unwrap();
        assert_eq!(seen(&platform).await, before, "{name}");
        // And goes on in the same way as one that never ended.
        let again = platform.with(|core| core.fork());
        drop(platform);
        let never_ended = Platform::start_core(again).await.unwrap();
        let platform = Platform::start(config()).await.unwrap();
        for platform in [&never_ended, &platform] {
            platform.advance(120_000).unwrap();
        }
        assert_eq!(seen(&platform).await, seen(&never_ended).await, "{name}");
    }
}

/// What happened under another pace than that of the start happens again as it was.
#[tokio::test]
async fn a_pace_that_was_set_is_gone_on_with() {
    let folder = Folder::new("pace");
    let file = folder.file("state");
    let config = || Config {
        pace: Pace::Fast,
        ..with_state(&file)
    };
    let platform = Platform::start(config()).await.unwrap();
    let client = Client::log_in(&platform, "msgleg").await;
    let pace = "PUT /msgleg/clock/pace";
    client.done(pace, r#"{"pace": "stepped"}"#, 200).await;
    client
        .done("POST /msgleg/customers/messages", "{}", 200)
        .await;
    let advance = "POST /msgleg/clock/advance";
    client.done(advance, r#"{"ms": 100}"#, 200).await;
    let before = seen(&platform).await;
    drop(platform);
    let again = Platform::start(config()).await.unwrap();
    assert_eq!(seen(&again).await, before);
    assert_eq!(again.with(|core| core.config().pace), Pace::Stepped);
}
