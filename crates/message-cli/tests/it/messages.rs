//! What the commands say about mistakes: each mistake that somebody has made or may make, and the
//! message, as a snapshot that people review (`cargo insta review`).
//!
//! A message names the file and the line, the thing, what was found and what was expected, and then
//! what to do next.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const SCENARIO: &str = r#"{
  "format": 1,
  "scenario": "mine",
  "shows": "a customer who writes and leaves",
  "evidence": "inferred",
  "sources": ["made up"],
  "channels": ["sms"],
  "legs": {
    "customer": {"role": "customer"},
    "queue": {"role": "acd", "queue": "support"},
    "agent": {"role": "agent"}
  },
  "steps": [
    {"label": "arrives", "after": 0, "leg": "customer", "event": "enter"},
    {"label": "queued", "after": 10, "leg": "queue", "event": "enter"},
    {"label": "asks", "after": 1000, "leg": "customer", "event": "message"},
    {"label": "leaves", "after": 1000, "leg": "customer", "event": "end"}
  ]
}
"#;

const PROFILE: &str = r#"{
  "format": 1,
  "profile": "mine",
  "shows": "spam",
  "sources": [],
  "open": 0,
  "channels": {"facebook": {"percent": 100, "mix": "all"}},
  "mixes": {"all": {"spam": 100}},
  "pace": {}
}
"#;

/// The folder that the commands run in.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("messages")
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("folder")).expect("it can be made");
        Self(folder)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), bytes).expect("it can be written");
    }

    /// The command, its exit status if that is not 2, and what it says.
    fn told(&self, command: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
            .args(command.split(' '))
            .current_dir(&self.0)
            .output()
            .expect("it starts");
        let mut told = format!("$ msgleg {command}");
        if output.status.code() != Some(2) {
            let _ = write!(told, " # {}", output.status);
        }
        told.push('\n');
        let said = [output.stderr, output.stdout].concat();
        let here = self.0.display().to_string();
        let said = String::from_utf8_lossy(&said).replace(&here, "HERE");
        for line in said.lines() {
            // What `validate` sums up is for its own tests.
            if !line.contains(" unreadable, ") {
                told += line;
                told.push('\n');
            }
        }
        told.push('\n');
        told
    }

    /// The file with one thing changed, and what a command says about it.
    fn changed(
        &self,
        (good, name): (&str, &str),
        changes: &[(&str, &str)],
        command: &str,
    ) -> String {
        let mut all = String::new();
        for (from, to) in changes {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good, "{from}");
            self.write(name, bad);
            let _ = write!(all, "{from}  ->  {to}\n{}", self.told(command));
        }
        all
    }
}

#[test]
fn of_a_scenario() {
    let place = Place::new("a-scenario");
    let changes = [
        (
            r#"{"label": "queued", "after": 10, "leg": "queue", "event": "enter"}"#,
            r#"{"label": "ans", "after": 10, "leg": "agent", "event": "answer"}"#,
        ),
        (r#""event": "end""#, r#""event": "enb""#),
        (r#""leg": "queue", "#, r#""leg": "queeu", "#),
        (r#""after": 1000"#, r#""after": "1000""#),
        (r#""after": 1000"#, r#""after": "replay""#),
        (r#""after": 1000"#, r#""aftr": 1000"#),
        (r#"["sms"]"#, r#"["smss"]"#),
        (r#""role": "agent""#, r#""role": "agnet""#),
        (r#""shows""#, r#""show""#),
        (r#""inferred""#, r#""infered""#),
        (r#"  "format": 1"#, "  // mine\n  \"format\": 1"),
        (r#""event": "end"}"#, r#""event": "end"},"#),
        ("\"steps\": [\n", "\"steps\": [], \"zz\": [\n"),
        ("\n  ]\n}\n", "\n  ]\n"),
        ("\n}\n", "\n}\n{}\n"),
    ];
    let steps = SCENARIO.find("\"steps\"").expect("it has steps");
    let empty = format!("{}\"steps\": []\n}}\n", &SCENARIO[..steps]);
    let mut all = place.changed((SCENARIO, "mine.json"), &changes, "show mine.json");
    place.write("mine.json", empty);
    all += &place.told("show mine.json");
    place.write("mine.json", format!("[{SCENARIO}]"));
    all += &place.told("show mine.json");
    insta::assert_snapshot!(all);
}

#[test]
fn of_a_profile() {
    let place = Place::new("a-profile");
    let changes = [
        (r#""spam": 100"#, r#""spa": 100"#),
        (r#""mix": "all""#, r#""mix": "al""#),
        (r#""percent": 100"#, r#""percent": 90"#),
        (r#""facebook""#, r#""facebok""#),
    ];
    let mut all = place.changed(
        (PROFILE, "mine.json"),
        &changes,
        "generate --profile mine.json",
    );
    place.write("README.md", "# Mine\n");
    all += &place.told("generate --profile README.md");
    place.write("mine.json", SCENARIO);
    all += &place.told("generate --profile mine.json");
    insta::assert_snapshot!(all);
}

#[test]
fn of_a_file_of_another_kind() {
    let place = Place::new("a-file-of-another-kind");
    let utf_16 = |mark: &[u8]| {
        let units = SCENARIO.encode_utf16().flat_map(u16::to_le_bytes);
        mark.iter().copied().chain(units).collect::<Vec<u8>>()
    };
    place.write("marked.json", utf_16(b"\xff\xfe"));
    place.write("unmarked.json", utf_16(b""));
    place.write("packed.json", b"\x1f\x8b\x08\0\0\0\0\0");
    place.write("binary.json", b"{\"a\0\0\xff\xfe\x01\x02");
    place.write("empty.json", "");
    place.write("conversation.json", r#"{"id": "1", "participants": []}"#);
    place.write("leg.json", r#"{"state": "connected"}"#);
    place.write("profile.json", PROFILE);
    place.write(
        "two.json",
        "{\n  \"state\": \"connected\"\n}\n{\n  \"state\": \"connected\"\n}\n",
    );
    let mut all = String::new();
    for command in [
        "show marked.json",
        "show unmarked.json",
        "show packed.json",
        "show binary.json",
        "show empty.json",
        "show conversation.json",
        "show leg.json",
        "show folder",
        "show two.json",
        "generate --script profile.json",
        "generate --script none.json",
        "generate --scenarios profile.json",
        "generate --scenarios folder",
        "validate marked.json",
        "validate unmarked.json",
        "validate packed.json",
        "validate folder",
        "validate two.json",
    ] {
        all += &place.told(command);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn of_names_and_numbers() {
    let place = Place::new("names");
    place.write("folder/mine.txt", "mine");
    let mut all = String::new();
    for command in [
        "show takeover",
        "show zebra",
        "generate --scenario takover",
        "generate --profile smoth-day",
        "generate --channel smss",
        "generate --evidence observd",
        "generate --as-of 231.5",
        "generate --count ten",
        "generate --count -1",
        "generate --count 3 --vew message",
        "generate --until transition=100%",
        "generate --scenario takeover-by-colleague --as-of 200",
        "generate --people fake:DE_DEE",
        "pick --covering transition",
        "pick --kind convrsation",
        "pick --revision 300",
        "pick --showing disconnectType=takover",
        "pick --showing mood=good",
        "contract 300",
        "contract --as-of 300",
        "list --search zebra",
        "man generat",
        "export --to folder",
        "generat",
    ] {
        all += &place.told(command);
    }
    insta::assert_snapshot!(all);
}
