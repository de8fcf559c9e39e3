//! What `msgleg generate` writes of each view.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn generate(options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .arg("generate")
        .args(options)
        .output()
        .expect("it starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn several_views_of_one_run_go_into_a_folder_with_a_folder_for_each() {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("several-views");
    let _ = fs::remove_dir_all(&to);
    let to = format!("{}/", to.display());
    let options = [
        "--count",
        "3",
        "--view",
        "conversation,media,script",
        "--out",
        &to,
    ];
    assert!(generate(&options).status.success());
    // Once more, to find just this.
    let again = generate(&options);
    assert!(again.status.success(), "{}", text(&again.stderr));
    let read = |name: &str| -> Value {
        let file = fs::read_to_string(format!("{to}{name}")).unwrap();
        serde_json::from_str(file.lines().next().unwrap()).unwrap()
    };
    for number in 0..3 {
        let nested = read(&format!("conversation/{number:07}.jsonl"));
        let flat = read(&format!("media/{number:07}.jsonl"));
        assert_eq!(nested["id"], flat["id"]);
        assert_eq!(
            nested["participants"][0]["messages"][0]["state"],
            flat["participants"][0]["state"]
        );
        assert_eq!(
            read(&format!("script/{number:07}.jsonl"))["key"]["conversation"],
            number
        );
    }
    let refused = generate(&["--view", "media,script"]);
    assert_eq!(refused.status.code(), Some(2), "{}", text(&refused.stderr));
    assert!(
        text(&refused.stderr).contains("expected a folder"),
        "{}",
        text(&refused.stderr)
    );
}

fn lines(output: &std::process::Output) -> Vec<Value> {
    assert!(output.status.success(), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    printed
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .collect()
}

fn topics(options: &[&str]) -> Vec<String> {
    let scenario = ["--scenario", "blind-transfer-to-queue", "--count", "1"];
    let frames = lines(&generate(&[&scenario, options].concat()));
    let without_ids = |name: &Value| {
        let parts = name.as_str().expect("a topic").split('.');
        let parts = parts.filter(|part| part.len() < 36);
        parts.collect::<Vec<_>>().join(".")
    };
    let mut topics: Vec<String> = frames
        .iter()
        .map(|frame| without_ids(&frame["topicName"]))
        .collect();
    topics.sort();
    topics.dedup();
    topics
}

#[test]
fn notifications_come_on_the_topics_that_are_asked_for() {
    let all = [
        "v2.routing.queues.conversations",
        "v2.routing.queues.conversations.messages",
        "v2.users.conversations",
        "v2.users.conversations.messages",
    ];
    let notifications = ["--view", "notifications"];
    assert_eq!(topics(&notifications), all);
    for (topic, expected) in [
        ("queues", &all[..1]),
        ("queues.messages", &all[1..2]),
        ("users", &all[2..3]),
        ("users.messages", &all[3..]),
        ("users,users.messages", &all[2..]),
    ] {
        let options = [&notifications[..], &["--topic", topic]].concat();
        assert_eq!(topics(&options), expected, "{topic}");
    }
    let details = topics(&["--view", "detail-events"]);
    assert!(
        details.contains(&"v2.detail.events.conversation.acd.end".to_owned()),
        "{details:?}"
    );
    assert!(
        details
            .iter()
            .all(|topic| topic.starts_with("v2.detail.events.")),
        "{details:?}"
    );
}

#[test]
fn frames_come_in_the_envelope_that_is_asked_for_and_validate() {
    for view in ["notifications", "detail-events"] {
        let options = ["--count", "5", "--view", view, "--envelope", "eventbridge"];
        for event in lines(&generate(&options)) {
            let topic = event["detail"]["topicName"].as_str().unwrap();
            let template = event["detail-type"].as_str().unwrap();
            assert_eq!(topic.split('.').count(), template.split('.').count());
            assert!(template.contains("{id}") && !topic.contains("{id}"));
        }
        // Indented and on one line it is the same.
        let pretty = generate(&[&options[..], &["--format", "json"]].concat());
        let pretty: Value = serde_json::from_slice(&pretty.stdout).unwrap();
        assert_eq!(pretty.as_array().unwrap(), &lines(&generate(&options)));
    }
}

/// Every view of the same conversations, in releases in which they differ, without a finding: each
/// by itself, and all as one log in the order of the conversations.
#[test]
fn every_view_validates() {
    const VIEWS: [&str; 8] = [
        "conversation",
        "media",
        "notifications",
        "detail-events",
        "bodies",
        "open-messaging",
        "analytics",
        "analytics-query",
    ];
    for release in ["129", "178", "200", "231", "257", "latest"] {
        let mut logs = Vec::new();
        for view in VIEWS {
            let options = [
                "--count", "8", "--seed", "3", "--as-of", release, "--view", view,
            ];
            // Only what an open channel has; the others are of any channel.
            let channel: &[&str] = match view {
                "open-messaging" => &["--channel", "open"],
                _ => &[],
            };
            let options = [&options[..], channel].concat();
            let output = generate(&options);
            assert!(output.status.success(), "{}", text(&output.stderr));
            logs.push((view, text(&output.stdout)));
        }
        let mixed: String = logs.iter().map(|(_, log)| log.as_str()).collect();
        logs.push(("mixed", mixed));
        for (view, log) in logs {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("every-view");
            fs::create_dir_all(&folder).unwrap();
            let file = folder.join(format!("{view}-{release}.jsonl"));
            fs::write(&file, log).unwrap();
            let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
                .args([
                    "validate",
                    "--strict",
                    "--sequence=unordered",
                    "--as-of",
                    release,
                ])
                .arg(&file)
                .output()
                .expect("it starts");
            let told = text(&output.stderr);
            assert!(
                output.status.success(),
                "{view} {release}: {}{told}",
                text(&output.stdout)
            );
            assert!(
                told.contains(" 0 findings of must rules, 0 of usually rules, 0 of the contract"),
                "{told}"
            );
        }
    }
}
