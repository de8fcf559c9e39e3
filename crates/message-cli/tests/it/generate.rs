//! `msgleg generate` as a user runs it: what it writes, what it reports, and its exit status.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
#[cfg(unix)]
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::yield_now;
use std::time::{Duration, Instant};

use message_generator::shown::Covers;
use message_generator::{Aspect, Channel, Profile, Rate, Script, play};
use message_lifecycle::Table;
use message_model::ApiRevision;
use serde_json::Value;

#[test]
fn a_walk_goes_on_until_the_goal_is_reached() {
    let output = generate(&["--walk", "--until", "transitions=100%", "--view", "script"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told = text(&output.stderr);
    let possible = Aspect::Transitions.possible(ApiRevision::LATEST, None);
    let (shown, all) = (possible.len(), Table::standard().rows.len());
    assert_eq!(shown, all - 1, "all but session-times-out");
    assert!(
        told.contains(&format!("transitions: {shown} of {shown} after ")),
        "{told}"
    );
    assert!(
        told.contains("not on this platform and not asked for: session-times-out"),
        "{told}"
    );
    let mut covers = Covers::default();
    let scripts = text(&output.stdout);
    for line in scripts.lines() {
        for episode in play(&Script::from_json(line).unwrap()).unwrap() {
            covers.add(&Covers::of(&episode, None));
        }
    }
    assert_eq!(covers.names(Aspect::Transitions), &possible);
    let sizes: Vec<usize> = told
        .lines()
        .find(|line| line.contains("show the same"))
        .map(|line| {
            line.split(' ')
                .filter_map(|word| word.parse().ok())
                .collect()
        })
        .unwrap();
    let [picked, looked_at, lower_bound] = sizes[..] else {
        panic!("{told}")
    };
    assert_eq!(picked, scripts.lines().count());
    assert!(lower_bound <= picked && picked * 10 < looked_at, "{told}");
}

#[test]
fn a_goal_out_of_reach_is_named_after_the_bound() {
    let folder = Folder::new("out-of-reach");
    let out = folder.path("never.jsonl");
    let options = [
        "--scenario",
        "spam",
        "--until",
        "states=100%",
        "--count",
        "40",
        "--out",
        &out,
    ];
    let output = generate(&options);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains(
            "states: 2 of 5 after 40 conversations\n  never shown: alerting, held, parked"
        ),
        "{told}"
    );
    assert!(
        told.ends_with("error: 40 conversations do not reach the goal; nothing was written\n"),
        "{told}"
    );
    assert!(folder.files().is_empty());
}

#[test]
fn the_help_names_what_can_be_chosen() {
    let help = text(&generate(&["--help"]).stdout);
    let names = Aspect::goals()
        .map(Aspect::as_str)
        .chain(Profile::builtin_names());
    for name in names.chain(Channel::ALL.iter().map(|channel| channel.as_str())) {
        assert!(help.contains(name), "{name} in:\n{help}");
    }
}

#[test]
fn goals_have_names_and_shares() {
    for wrong in [
        "transitions",
        "transitions=all",
        "transitions=0%",
        "transitions=101%",
        "moods=100%",
    ] {
        let output = generate(&["--until", wrong]);
        assert_eq!(output.status.code(), Some(2));
        let told = text(&output.stderr);
        assert!(
            told.contains("such as `transitions=100%`; the goals are channels, purposes,"),
            "{told}"
        );
    }
}

#[test]
fn a_folder_gets_a_file_for_each_record() {
    let folder = Folder::new("files");
    let write = |view, format| {
        let out = folder.path(&format!("{view}-{format}/"));
        let output = generate(&[
            "--count", "2", "--view", view, "--format", format, "--out", &out,
        ]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let files = Folder(out.into()).files();
        files
            .iter()
            .for_each(|file| assert!(!file.starts_with('.'), "{file}"));
        files
    };
    assert_eq!(
        write("conversation", "json"),
        ["0000000.json", "0000001.json"]
    );
    assert_eq!(
        write("snapshots", "jsonl"),
        ["0000000.jsonl", "0000001.jsonl"]
    );
    assert!(write("message", "json").contains(&"0000000-customer.json".to_owned()));
    let read = |path: &str| fs::read_to_string(folder.path(path)).unwrap();
    let streamed = text(&generate(&["--count", "2"]).stdout);
    let one: Value = serde_json::from_str(&read("conversation-json/0000001.json")).unwrap();
    assert_eq!(
        one,
        serde_json::from_str::<Value>(streamed.lines().nth(1).unwrap()).unwrap()
    );
    let snapshots = read("snapshots-jsonl/0000001.jsonl");
    let last: Value = serde_json::from_str(snapshots.lines().last().unwrap()).unwrap();
    assert_eq!(last["conversation"], one);
}

#[test]
fn the_line_it_prints_repeats_the_run() {
    let folder = Folder::new("it's here");
    fs::create_dir_all(folder.path("")).unwrap();
    fs::write(folder.path("mine.json"), SCENARIO).unwrap();
    let output = generate(&[
        "--scenarios",
        &folder.path(""),
        "--seed",
        "7",
        "--count",
        "3",
        "--channel",
        "sms",
    ]);
    let told = text(&output.stderr);
    let line = told
        .lines()
        .next()
        .unwrap()
        .split("again by: ")
        .nth(1)
        .unwrap();
    let line = line.replacen("msgleg", env!("CARGO_BIN_EXE_msgleg"), 1);
    let again = Command::new("sh").args(["-c", &line]).output().unwrap();
    assert_eq!(
        text(&again.stdout),
        text(&output.stdout),
        "{line}: {}",
        text(&again.stderr)
    );
    assert_eq!(text(&again.stdout).lines().count(), 3);
}

#[test]
fn a_profile_of_ones_own_mixes_scenarios_of_ones_own() {
    let folder = Folder::new("own-profile");
    let (scenarios, profile) = (folder.path("scenarios"), folder.path("day.json"));
    fs::create_dir_all(&scenarios).unwrap();
    fs::write(folder.path("scenarios/mine.json"), SCENARIO).unwrap();
    let day = r#"{
      "format": 1, "profile": "day", "shows": "half of it my own", "sources": ["made up"], "open": 0,
      "channels": {"sms": {"percent": 100, "mix": "all"}},
      "mixes": {"all": {"mine": 50, "agentless-sms": 50}},
      "pace": {}
    }"#;
    fs::write(&profile, day).unwrap();
    let options = ["--profile", &profile, "--count", "40", "--view", "script"];
    let output = generate(&[&options[..], &["--scenarios", &scenarios]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let found: BTreeSet<_> = text(&output.stdout)
        .lines()
        .map(|line| Script::from_json(line).unwrap().scenario.unwrap())
        .collect();
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["agentless-sms", "mine"]
    );
    let told = text(&generate(&options).stderr);
    let expected = format!("error: {profile}: mixes: found \"mine\", expected a scenario");
    assert!(told.starts_with(&expected), "{told}");
    let told = text(&generate(&["--profile", "outage", "--scenarios", &scenarios]).stderr);
    assert!(
        told.contains("--scenarios goes with the file of a profile"),
        "{told}"
    );
}

#[test]
fn profiles_are_listed_with_what_they_come_to() {
    let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .args(["list", "--profiles"])
        .output()
        .expect("it starts");
    let listed = text(&output.stdout);
    let row = |name: &str| -> Vec<&str> {
        let line = listed
            .lines()
            .find(|line| line.split_whitespace().next() == Some(name));
        line.unwrap_or_else(|| panic!("{name} in {listed}"))
            .split_whitespace()
            .filter(|word| *word != "%")
            .collect()
    };
    let names = row("RATE");
    assert_eq!(names[1..], Profile::builtin_names().collect::<Vec<_>>());
    for rate in Rate::ALL {
        assert_eq!(row(rate.as_str()).len(), names.len(), "{rate:?}");
    }
    // The shares in per cent of agentless conversations and of those that an agent begins; the rest
    // is inbound.
    let campaign = names
        .iter()
        .position(|name| *name == "sms-campaign")
        .unwrap();
    assert_eq!(row("inbound")[campaign], "24.0", "{listed}");
}

/// Errors name file, line, step, what was found and what was expected.
#[test]
fn errors_in_a_scenario_say_where_and_what_to_write() {
    let cases = [
        (r#""event": "message""#, r#""event": "shout""#, "event"),
        (
            r#"{"from": 2000, "to": 9000}"#,
            r#"{"from": 9000, "to": 2000}"#,
            "expected the lower end first",
        ),
        (
            r#"{"from": 2000, "to": 9000}"#,
            r#""lunch""#,
            "found delay \"lunch\", expected a number of milliseconds or one of flow-entry,",
        ),
        (
            r#""leg": "customer", "event": "end""#,
            r#""leg": "agent", "event": "end""#,
            r#"step "leaves": leg: found "agent", expected one of customer"#,
        ),
        (
            r#""label": "leaves""#,
            r#""label": "hello""#,
            r#"step "hello": label: duplicate label, expected a unique one"#,
        ),
        (
            r#""message": "hello", "status""#,
            r#""message": "helo", "status""#,
            r#"step "taken-back": message: found "helo", expected a message of leg "customer": hello, more"#,
        ),
        (
            r#""maybe": 30"#,
            r#""maybe": 130"#,
            r#"block "perhaps": maybe: found 130, expected 0 to 100 per cent"#,
        ),
        (
            r#""percent": 60"#,
            r#""percent": 70"#,
            r#"block "way": one-of: the chances add up to 110, expected 100"#,
        ),
    ];
    let folder = Folder::new("wrong");
    fs::create_dir_all(folder.path("")).unwrap();
    let file = folder.path("mine.json");
    for (right, wrong, expected) in cases {
        assert!(SCENARIO.contains(right), "{right}");
        let scenario = SCENARIO.replacen(right, wrong, 1);
        let line = 1 + scenario
            .lines()
            .position(|line| line.contains(wrong))
            .unwrap();
        fs::write(&file, &scenario).unwrap();
        let output = generate(&["--scenarios", &folder.path("")]);
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        let at_line = format!("error: {file}:");
        assert!(
            told.starts_with(&at_line) && told.contains(expected),
            "{wrong}: {told}"
        );
        let named: usize = told[at_line.len()..]
            .split(':')
            .next()
            .unwrap()
            .parse()
            .unwrap_or_else(|_| panic!("{told}"));
        assert!(
            named.abs_diff(line) <= 1,
            "{wrong} stands on line {line}: {told}"
        );
    }
}

#[test]
fn people_come_from_a_locale() {
    let of = |people, view| {
        text(&generate(&["--count", "5", "--view", view, "--people", people]).stdout)
    };
    assert_eq!(
        of("own", "conversation"),
        text(&generate(&["--count", "5"]).stdout)
    );
    assert_eq!(of("fake:ZH_CN", "script"), of("own", "script"));
    let chinese = of("fake:zh-cn", "conversation");
    assert!(!chinese.is_ascii());
    assert_eq!(chinese, of("fake:ZH_CN", "conversation"));
    let unknown = generate(&["--people", "fake:ES_ES"]);
    let told = text(&unknown.stderr);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        told.contains(
            "found locale \"ES_ES\", expected one of AR_SA, CY_GB, DE_DE, EN, FA_IR, FR_FR,"
        ),
        "{told}"
    );
}

#[test]
fn a_change_that_no_release_knows_is_told_as_one() {
    for (set, expected) in [
        (
            "participants[0].nme=Zoe",
            "participants[0].nme: no known release has this property, added in 1 place\n",
        ),
        (
            "participants[*].messages[0].PeerId=x",
            "PeerId: no known release has this property; did you mean peerId?",
        ),
        (
            "participants[0].messages[0].state=gone",
            "participants[0].messages[0].state: no known release has the value \"gone\", replaced in 1 place\n",
        ),
        ("id=7", "\nid: replaced in 1 place\n"),
    ] {
        let output = generate(&["--view", "conversation", "--count", "1", "--set", set]);
        let told = text(&output.stderr);
        assert!(output.status.success() && told.contains(expected), "{told}");
    }
}

#[test]
fn records_are_changed_where_they_have_the_place() {
    let set = [
        "--set",
        "participants[*].messages[*].held=maybe",
        "--set",
        "utilizationLabelId=1.10",
    ];
    let options = [
        ["--view", "conversation"],
        ["--count", "5"],
        ["--drop", "participants[0].name"],
    ];
    let output = generate(&[&set[..], &options.concat()].concat());
    let told = text(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(
        told.contains("participants[0].name: dropped in 5 places\n"),
        "{told}"
    );
    assert!(
        told.contains("utilizationLabelId: added in 5 places\n"),
        "{told}"
    );
    let records = text(&output.stdout);
    for line in records.lines() {
        assert!(line.ends_with(r#","utilizationLabelId":1.10}"#), "{line}");
        assert!(
            line.contains(r#""held":"maybe""#) && !line.contains(r#""held":true"#),
            "{line}"
        );
        let record: Value = serde_json::from_str(line).unwrap();
        assert!(
            record["participants"][0]["name"].is_null()
                && record["participants"][1]["name"].is_string()
        );
    }
    // What a patch does not touch stays as it is.
    let pretty = |more: &[&str]| {
        text(&generate(&[&["--count", "2", "--format", "json"], more].concat()).stdout)
    };
    assert_eq!(pretty(&["--set", "x=1", "--drop", "x"]), pretty(&[]));
}

#[test]
fn a_change_that_fits_nowhere_is_an_error() {
    let folder = Folder::new("nowhere");
    let out = folder.path("out.jsonl");
    let output = generate(&["--drop", "participants[0].messages[0].stat", "--out", &out]);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    let expected = "error: participants[0].messages[0].stat: not found; \
                    participants[0].messages[0] has state, ";
    assert!(
        told.lines()
            .last()
            .is_some_and(|line| line.starts_with(expected)),
        "{told}"
    );
    assert!(folder.files().is_empty());
    let output = generate(&["--set", "participants[0]messages=1"]);
    assert!(text(&output.stderr).contains("found \"messages\", expected names with dots between"));
}

#[test]
fn a_reader_may_go_away() {
    let mut child = start(&["--count", "1000000"], Stdio::piped());
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let (status, told) = end(child);
    assert_eq!(status, Some(0), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn a_full_disk_is_an_error() {
    let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .args(["generate", "--count", "100"])
        .stdout(File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();
    let direct = generate(&["--count", "100", "--out", "/dev/full"]);
    for output in [output, direct] {
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("No space left on device"), "{told}");
    }
}

/// Devices such as `/dev/null` and `/dev/stdout` must be written into, since a rename would replace
/// them.
#[cfg(unix)]
#[test]
fn pipes_and_links_stay_what_they_are() {
    let folder = Folder::new("in-place");
    fs::create_dir_all(folder.path("")).unwrap();
    let expected = text(&generate(&["--count", "1"]).stdout);
    let (link, file) = (folder.path("link"), folder.path("file"));
    fs::write(&file, "x".repeat(2 * expected.len())).unwrap();
    symlink("file", &link).unwrap();
    assert!(generate(&["--count", "1", "--out", &link]).status.success());
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    let pipe = folder.path("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).unwrap()
    });
    let output = generate(&["--count", "1", "--out", &pipe]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(
        fs::metadata(&pipe).unwrap().file_type().is_fifo(),
        "{pipe} is no pipe any more"
    );
    assert_eq!(reader.join().unwrap(), expected);
    assert_eq!(folder.files(), ["file", "link", "pipe"]);
}

#[test]
fn an_interrupt_leaves_no_half_file() {
    let folder = Folder::new("interrupted");
    let child = start(
        &["--count", "100000000", "--out", &folder.path("much.jsonl")],
        Stdio::null(),
    );
    wait_for(|| {
        folder
            .files()
            .iter()
            .any(|file| file.starts_with(".much.jsonl."))
    });
    interrupt(&child);
    let (status, told) = end(child);
    assert_eq!(status, Some(130), "{told}");
    let last = told.lines().last().unwrap();
    assert!(
        last.starts_with("interrupted after ")
            && last
                .ends_with("much.jsonl was not written, since it appears only when it is complete"),
        "{told}"
    );
    assert!(folder.files().is_empty(), "{:?}", folder.files());
}

/// What was written to standard output cannot be taken back, so it ends with a whole record and
/// stays valid JSON.
#[test]
fn an_interrupted_stream_is_whole() {
    let mut child = start(
        &["--count", "100000000", "--format", "json"],
        Stdio::piped(),
    );
    let mut stdout = child.stdout.take().unwrap();
    let mut printed = vec![0; 10_000];
    stdout.read_exact(&mut printed).unwrap();
    interrupt(&child);
    stdout.read_to_end(&mut printed).unwrap();
    assert_eq!(end(child).0, Some(130));
    let all: Value = serde_json::from_slice(&printed).unwrap();
    assert!(
        all.as_array()
            .is_some_and(|all| all.iter().all(|one| one["id"].is_string()))
    );
}

/// All conversations up to some number were written, and the command that is named writes the
/// others.
#[test]
fn an_interrupted_run_can_go_on() {
    let options = ["--part", "2/2", "--count", "200000000", "--jobs", "3"];
    let mut child = start(&options, Stdio::piped());
    let mut stdout = child.stdout.take().unwrap();
    let mut printed = vec![0; 1_000_000];
    stdout.read_exact(&mut printed).unwrap();
    interrupt(&child);
    stdout.read_to_end(&mut printed).unwrap();
    let (status, told) = end(child);
    assert_eq!(status, Some(130), "{told}");
    assert_eq!(printed.last(), Some(&b'\n'));
    let last = told.lines().last().unwrap();
    let number = last.strip_prefix("interrupted after ").unwrap();
    let (done, rest) = number
        .split_once(" conversations, which were written whole")
        .unwrap();
    let done: u64 = done.parse().unwrap();
    let (first, count) = (100_000_000 + done, 100_000_000 - done);
    let go_on = format!("--jobs 3 --first {first} --count {count}");
    assert!(rest.ends_with(&go_on) && !rest.contains("--part"), "{told}");
    let (first, count) = (first - 3, "3");
    let ends = generate(&["--first", &first.to_string(), "--count", count]);
    assert!(printed.ends_with(&ends.stdout), "the last is {}", first + 2);
}

const SCENARIO: &str = r#"{
  "format": 1,
  "scenario": "mine",
  "shows": "a customer who writes and leaves",
  "evidence": "inferred",
  "sources": ["made up"],
  "channels": ["sms"],
  "legs": {
    "customer": {"role": "customer"}
  },
  "steps": [
    {"label": "arrives", "after": 0, "leg": "customer", "event": "enter"},
    {"label": "hello", "after": 0, "leg": "customer", "event": "message"},
    {"label": "taken-back", "after": 9, "leg": "customer", "event": "status", "message": "hello", "status": "removed"},
    {"label": "perhaps", "maybe": 30, "steps": [
      {"label": "more", "after": "reply", "leg": "customer", "event": "message"}
    ]},
    {"label": "way", "one-of": [{"percent": 60, "steps": []},
      {"percent": 40, "steps": []}]},
    {"label": "leaves", "after": {"from": 2000, "to": 9000},
     "leg": "customer", "event": "end"}
  ]
}
"#;

/// A temporary folder of one test, removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("generate")
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn path(&self, file: &str) -> String {
        self.0
            .join(file)
            .to_str()
            .expect("the path is text")
            .to_owned()
    }

    fn files(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.0) else {
            return Vec::new();
        };
        let mut files: Vec<_> = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        files.sort();
        files
    }
}

fn generate(options: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .arg("generate")
        .args(options)
        .output()
        .expect("it starts")
}

fn start(options: &[&str], stdout: Stdio) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_msgleg"));
    command
        .arg("generate")
        .args(options)
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts")
}

fn interrupt(child: &Child) {
    assert!(
        Command::new("sh")
            .args(["-c", &format!("kill -INT {}", child.id())])
            .status()
            .expect("there is a shell")
            .success()
    );
}

fn end(child: Child) -> (Option<i32>, String) {
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), text(&output.stderr))
}

fn wait_for(there: impl Fn() -> bool) {
    let begun = Instant::now();
    while !there() {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "it does not come"
        );
        yield_now();
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it prints text")
}
