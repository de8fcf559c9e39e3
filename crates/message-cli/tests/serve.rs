//! `msgleg serve` as a user runs it: a process that is called over real connections, and ended in
//! every way.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use message_model::Capture;
use message_rules::assert_legal;
use serde_json::{Value, json};

/// A folder for the files of one test, which is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("msgleg-serve-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A platform in a process of its own.
struct Served {
    process: Child,
    client: Client,
}

/// Who calls it.
#[derive(Clone)]
struct Client {
    address: String,
    token: String,
}

impl Served {
    /// Starts it in this folder, with a clock that stands still.
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_msgleg"));
        command.args(["serve", "--port", "0", "--pace", "stepped"]);
        command.args(arguments);
        Self::run(command, folder)
    }

    fn run(mut command: Command, folder: &Path) -> Self {
        let mut process = command
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let Some(address) = line.trim().strip_prefix("http://") else {
            let _ = process.kill();
            let mut told = String::new();
            let mut err = process.stderr.take().unwrap();
            err.read_to_string(&mut told).unwrap();
            panic!("no address: {line:?} {told}");
        };
        let mut client = Client {
            address: address.to_owned(),
            token: String::new(),
        };
        let form = "grant_type=client_credentials&client_id=msgleg&client_secret=any";
        let (status, body) = client.call("POST /oauth/token", form).unwrap();
        assert_eq!(status, 200, "{body}");
        client.token = body["access_token"].as_str().unwrap().to_owned();
        Self { process, client }
    }

    /// Ends it without a warning, as a crash does.
    fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Ends it as Ctrl-C does.
    fn interrupt(mut self) -> ExitStatus {
        let id = self.process.id().to_string();
        let told = Command::new("kill").args(["-INT", &id]).status().unwrap();
        assert!(told.success());
        self.process.wait().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Client {
    /// Status and body of an answer; `None` if there is none, since the process has ended.
    fn call(&self, call: &str, body: &str) -> Option<(u16, Value)> {
        let kind = match body.starts_with('{') {
            true => "application/json",
            false => "application/x-www-form-urlencoded",
        };
        let (address, token, length) = (&self.address, &self.token, body.len());
        let request = format!(
            "{call} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nauthorization: Bearer \
             {token}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        let mut stream = TcpStream::connect(address).ok()?;
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, serde_json::from_str(body).unwrap_or_default()))
    }

    #[track_caller]
    fn get(&self, path: &str) -> Value {
        let (status, body) = self.call(&format!("GET {path}"), "").unwrap();
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// A customer writes; the id of the conversation if that was answered.
    fn write(&self, text: &str) -> Option<(u16, Value)> {
        let body = json!({ "text": text }).to_string();
        self.call("POST /msgleg/customers/messages", &body)
    }

    /// The ids of all conversations.
    fn conversations(&self) -> BTreeSet<String> {
        let known = self.get("/msgleg/conversations");
        let ids = known["conversationIds"].as_array().unwrap();
        ids.iter()
            .map(|id| id.as_str().unwrap().to_owned())
            .collect()
    }
}

#[test]
fn it_serves_until_it_is_interrupted() {
    let folder = Folder::new("interrupt");
    let served = Served::start(
        &folder.0,
        &["--scenario", "spam", "--start", "2026-03-01T10:00:00Z"],
    );
    let known = served.client.conversations();
    assert_eq!(known.len(), 1);
    let advance = "POST /msgleg/clock/advance";
    served.client.call(advance, r#"{"ms": 3600000}"#).unwrap();
    for id in &known {
        let conversation = served.client.get(&format!("/api/v2/conversations/{id}"));
        assert_eq!(
            conversation["participants"][0]["messages"][0]["disconnectType"],
            "spam"
        );
        assert!(
            conversation["startTime"]
                .as_str()
                .unwrap()
                .starts_with("2026-03-01T10:00:00")
        );
    }
    assert_eq!(served.interrupt().code(), Some(0));
}

/// Runs `control` against a platform: its exit status, and what it prints to either output.
fn control(served: &Served, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .arg("control")
        .args(["--at", &format!("http://{}", served.client.address)])
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let status = output.status.code();
    (status, text(output.stdout), text(output.stderr))
}

#[track_caller]
fn controlled(served: &Served, arguments: &[&str]) -> Value {
    let (status, out, err) = control(served, arguments);
    assert_eq!(status, Some(0), "{arguments:?}: {err}");
    serde_json::from_str(&out).unwrap()
}

#[test]
fn a_platform_is_steered_from_a_shell() {
    let folder = Folder::new("control");
    let organisation = json!({
        "name": "Mill & Sons",
        "agents": [{"name": "Ada", "id": "00000001-1111-4222-8333-444455556666"}],
        "queues": [{"label": "vip", "name": "VIP"}],
    });
    let file = folder.0.join("organisation.json");
    fs::write(&file, organisation.to_string()).unwrap();
    let served = Served::start(&folder.0, &["--organisation", "organisation.json"]);
    let there = controlled(&served, &["organisation"]);
    assert_eq!(there["name"], "Mill & Sons");
    assert_eq!(there["agents"][0]["id"], organisation["agents"][0]["id"]);
    assert_eq!(there["queues"][0]["name"], "VIP");

    let text = "text=Is it = 5 o'clock?";
    let written = controlled(&served, &["customers/messages", text, "channel=sms"]);
    controlled(&served, &["clock/advance", "ms=1000"]);
    let id = written["conversationId"].as_str().unwrap();
    let conversation = served.client.get(&format!("/api/v2/conversations/{id}"));
    assert_eq!(
        conversation["participants"][0]["messages"][0]["type"],
        "sms"
    );
    let (status, storyboard, _) = control(&served, &[&format!("conversations/{id}/storyboard")]);
    assert_eq!(status, Some(0));
    assert!(
        storyboard.contains("A is offered the conversation"),
        "{storyboard}"
    );

    controlled(&served, &["snapshots/asked"]);
    controlled(&served, &["plays", "scenario=spam"]);
    assert_eq!(served.client.conversations().len(), 2);
    controlled(&served, &["snapshots/asked/restore"]);
    assert_eq!(served.client.conversations().len(), 1);

    // What happened goes into a file and plays again from it.
    let recording = folder.0.join("recording.json");
    let (_, recorded, _) = control(&served, &["recording"]);
    fs::write(&recording, &recorded).unwrap();
    let other = Served::start(&folder.0, &["--organisation", "organisation.json"]);
    controlled(
        &other,
        &["recording", "--body", recording.to_str().unwrap()],
    );
    controlled(&other, &["clock/run-until", "at=2026-01-05T09:00:01.000Z"]);
    let again = other.client.get(&format!("/api/v2/conversations/{id}"));
    assert_eq!(again, conversation);

    let requests = controlled(&served, &["requests"]);
    assert!(!requests.as_array().unwrap().is_empty());
    controlled(&served, &["requests", "--method", "delete"]);
    controlled(&served, &["reset"]);
    assert!(served.client.conversations().is_empty());
    controlled(&served, &["reset"]);
    assert!(served.client.conversations().is_empty());
    let (_, all, _) = control(&served, &[]);
    assert!(all.contains("POST   clock/advance"), "{all}");
}

#[test]
fn what_cannot_be_steered_is_said() {
    let folder = Folder::new("uncontrolled");
    let served = Served::start(&folder.0, &[]);
    for (arguments, told) in [
        (&["clock/advanc"][..], "did you mean clock/advance?"),
        (
            &["clock/advance", "ms"],
            "found \"ms\", expected NAME=VALUE",
        ),
        (&["clock/advance", "ms=1", "ms=2"], "found \"ms\" twice"),
        (&["clock/advance", "ms=soon"], "a number of milliseconds"),
        (&["snapshots/none/restore"], "found \"none\""),
        (&["recording", "--body", "no-such-file"], "no-such-file"),
    ] {
        let (status, out, err) = control(&served, arguments);
        assert_eq!(
            (status, out.as_str()),
            (Some(2), ""),
            "{arguments:?}: {err}"
        );
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    let nobody = ["control", "--at", "http://127.0.0.1:1", "clock"];
    let program = env!("CARGO_BIN_EXE_msgleg");
    let output = Command::new(program).args(nobody).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("start it with `serve`"), "{err}");
}

#[test]
fn what_cannot_be_served_is_said() {
    let folder = Folder::new("refused");
    let taken = Served::start(&folder.0, &[]);
    let port = taken.client.address.rsplit(':').next().unwrap();
    for (arguments, told) in [
        (&["--port", port][..], "cannot listen on 127.0.0.1:"),
        (&["--address", "0.0.0.0", "--port", "0"], "set a secret"),
        (
            &["--pace", "0"],
            "expected real, stepped, fast or a number from 1",
        ),
        (&["--scenario", "spma"], "found \"spma\""),
        (&["--organisation", "no-such-file"], "no-such-file"),
        (
            &["--state", "no/such/folder"],
            "no/such/folder: cannot be opened",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
            .arg("serve")
            .args(arguments)
            .current_dir(&folder.0)
            .env_remove("MSGLEG_SECRET")
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

/// Every change that was answered is there after a kill, at most one more of each client is, and
/// everything keeps the rules. `KILLS` says how often, 10 times if it does not.
#[test]
fn a_kill_loses_nothing_that_was_answered() {
    let kills: u32 = std::env::var("KILLS").map_or(10, |kills| kills.parse().unwrap());
    let mut seed = 0x9e37_79b9_u32;
    for kill in 0..kills {
        let folder = Folder::new("kill");
        let mut answered = BTreeSet::new();
        let mut in_flight = 0;
        for life in 0..3 {
            let mut served = Served::start(&folder.0, &["--state", "state.log"]);
            let there = served.client.conversations();
            let lost: Vec<_> = answered.difference(&there).collect();
            assert!(lost.is_empty(), "kill {kill}, life {life}: lost {lost:?}");
            assert!(
                there.len() <= answered.len() + in_flight,
                "kill {kill}: invented"
            );
            answered = there;
            for id in answered.iter().take(3) {
                let conversation = served.client.get(&format!("/api/v2/conversations/{id}"));
                assert_legal(&Capture::read(conversation.to_string()).unwrap());
            }
            let (clients, told) = load(&served.client);
            // Some further calls are under way whenever this comes.
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            for id in told.iter().take(usize::try_from(seed >> 26).unwrap() + 1) {
                answered.insert(id);
            }
            served.kill();
            in_flight = clients.len();
            answered.extend(told.iter());
            for client in clients {
                client.join().unwrap();
            }
        }
    }
}

/// Customers write, on two connections at once, until there is no answer any more; and what was
/// answered.
fn load(client: &Client) -> (Vec<thread::JoinHandle<()>>, Receiver<String>) {
    let (sender, told) = channel();
    let clients = (0..2).map(|number| {
        let (client, sender) = (client.clone(), sender.clone());
        thread::spawn(move || {
            while let Some((status, body)) = client.write(&format!("from {number}")) {
                assert_eq!(status, 200, "{body}");
                let id = body["conversationId"].as_str().unwrap().to_owned();
                if sender.send(id).is_err() {
                    return;
                }
            }
        })
    });
    (clients.collect(), told)
}

/// While the disk is full nothing changes; what was answered before is there afterwards.
#[test]
fn a_full_disk_is_said_and_loses_nothing() {
    let folder = Folder::new("full");
    let mut limited = Command::new("bash");
    let program = env!("CARGO_BIN_EXE_msgleg");
    let run =
        "trap '' XFSZ; ulimit -f 4; exec \"$0\" serve --port 0 --pace stepped --state state.log";
    limited.args(["-c", run, program]);
    let mut served = Served::run(limited, &folder.0);
    let mut answered = BTreeSet::new();
    let refused = loop {
        let (status, body) = served.client.write("Hello").unwrap();
        match status {
            200 => answered.insert(body["conversationId"].as_str().unwrap().to_owned()),
            _ => break (status, body),
        };
        assert!(answered.len() < 1_000, "the disk is never full");
    };
    assert_eq!(refused.0, 503);
    assert_eq!(refused.1["code"], "service.unavailable");
    let message = refused.1["message"].as_str().unwrap();
    assert!(
        message.starts_with("state.log: cannot be written: "),
        "{message}"
    );
    // It goes on answering, but changes nothing.
    let there = served.client.conversations();
    assert!(there.is_superset(&answered) && there.len() <= answered.len() + 1);
    assert_eq!(served.client.write("Hello").unwrap().0, 503);
    assert_eq!(served.client.conversations(), there);
    served.kill();
    let served = Served::start(&folder.0, &["--state", "state.log"]);
    assert_eq!(served.client.conversations(), answered);
    assert_eq!(served.client.write("Hello").unwrap().0, 200);
}
