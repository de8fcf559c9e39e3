//! `msgleg validate` as a user runs it: what it prints, and its exit status.

use std::io::Write;
use std::process::{Command, Output, Stdio};

const LEGAL: &str = r#"{"state":"connected"}"#;
const ILLEGAL: &str = r#"{"state":"connected","disconnectType":"peer"}"#;
const UNUSUAL: &str = r#"{"state":"parked"}"#;

#[test]
fn the_status_says_what_was_found() {
    let cases: [(&[&str], &str, i32); 9] = [
        (&[], LEGAL, 0),
        (&[], UNUSUAL, 0),
        (&["--strict"], LEGAL, 0),
        (&["--strict"], UNUSUAL, 1),
        (&[], ILLEGAL, 1),
        (&["--json"], ILLEGAL, 1),
        (&[], "{", 2),
        (&[], "", 2),
        (&["--source", "elsewhere"], LEGAL, 2),
    ];
    for (options, input, status) in cases {
        let output = validate(options, input);
        assert_eq!(
            output.status.code(),
            Some(status),
            "{options:?} {input}: {}",
            text(&output.stderr)
        );
    }
}

#[test]
fn a_finding_tells_line_rule_and_reason() {
    let output = validate(&[], &format!("{LEGAL}\n\n{ILLEGAL}\n"));
    let printed = text(&output.stdout);
    assert!(
        printed.starts_with("-:3: must: disconnect-type-before-end at disconnectType\n"),
        "{printed}"
    );
    assert!(
        printed.contains("found:    \"peer\" on a leg in state \"connected\""),
        "{printed}"
    );
    assert!(
        text(&output.stderr).contains("2 records: 0 unreadable, 0 lossy, 1 finding of must rules")
    );
}

/// Many findings are summed up by rule, with the place where each rule was broken first.
#[test]
fn many_findings_are_counted_by_rule() {
    let one = validate(&[], ILLEGAL);
    assert_eq!(
        text(&one.stderr).lines().count(),
        1,
        "one finding says all by itself: {}",
        text(&one.stderr)
    );
    let unnamed = r#"{"id":"x","state":"connected","disconnectType":"peer"}"#;
    let many = validate(&[], &format!("{UNUSUAL}\n{ILLEGAL}\n{LEGAL}\n{unnamed}\n"));
    let summary: Vec<Vec<&str>> = text(&many.stderr)
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(
        summary,
        [
            vec![
                "2",
                "must",
                "disconnect-type-before-end",
                "first",
                "-:2",
                "at",
                "disconnectType"
            ],
            vec!["1", "usually", "leg-id-uuid", "first", "-:4", "at", "id"],
            vec![
                "1",
                "usually",
                "park-time-when-parked",
                "first",
                "-:1",
                "at",
                "parkTime"
            ],
        ]
    );
}

#[test]
fn notes_that_differ_in_numbers_only_are_one() {
    let conversation =
        r#"{"participants":[{"mood":1,"messages":[{}]},{"mood":2,"x":[]},{"mood":1}]}"#;
    let printed = validate(&[], conversation);
    assert_eq!(
        text(&printed.stdout),
        "-: note: participants[0].mood: no known release has this property (and at 2 places like it)\n\
         -: note: participants[1].x: no known release has this property\n"
    );
}

/// A payload that has participants and no legs is told rather than found faultless.
#[test]
fn a_payload_without_a_leg_is_told() {
    let without = r#"{"participants":[{"purpose":"customer"}]}"#;
    let printed = validate(&["--strict"], without);
    assert_eq!(printed.status.code(), Some(0));
    assert_eq!(
        text(&printed.stdout),
        "-: note: no leg of a message, chat, callback, email or call, so that no rule says \
         anything\n"
    );
    for with_leg in [
        LEGAL,
        r#"{"participants":[{"calls":[{}]}]}"#,
        r#"{"participants":[{"state":"connected"}]}"#,
    ] {
        assert_eq!(text(&validate(&[], with_leg).stdout), "", "{with_leg}");
    }
}

/// What the platform's Python client loses a response on is a note, and fails a strict check; so
/// does a name that it does not match. A value in other letters it reads.
#[test]
fn mistakes_are_notes_that_fail_a_strict_check() {
    let cases = [
        (
            r#"{"held":false,"state":null}"#,
            "-: note: state: found null, expected a value or no property: the platform's Python \
             client loses the whole response on it\n",
            1,
        ),
        (
            r#"{"state":"connected","PeerID":"a"}"#,
            "-: note: PeerID: no known release has this property; did you mean peerId?\n",
            1,
        ),
        (
            r#"{"state":"connected","type":"SMS","peerIds":[]}"#,
            "-: note: type: no known release has the value \"SMS\"; did you mean sms?\n\
             -: note: peerIds: no known release has this property; did you mean peerId?\n",
            0,
        ),
    ];
    for (input, printed, strict) in cases {
        let output = validate(&[], input);
        assert_eq!(
            (output.status.code(), text(&output.stdout)),
            (Some(0), printed)
        );
        let output = validate(&["--strict"], input);
        assert_eq!(
            (output.status.code(), text(&output.stdout)),
            (Some(strict), printed)
        );
        let told = text(&output.stderr).contains("note, 1 of them not strict\n");
        assert_eq!(told, strict == 1, "{}", text(&output.stderr));
    }
}

/// Seven payloads that somebody might write by hand for a test: one cannot be read, the others are
/// all found by a strict check.
#[test]
fn what_is_broken_is_found_by_a_strict_check() {
    let whole = r#"{"participants":[{"id":"p1","purpose":"customer","messages":[{
        "id":"00000003-1111-4222-8333-444455556666","state":"connected","connectedTime":"2026-01-05T09:00:00.000Z"}]},
        {"id":"p2","purpose":"agent","messages":[{"id":"00000004-1111-4222-8333-444455556666","state":"disconnected",
        "held":false,"direction":"outbound","disconnectType":"client","connectedTime":"2026-01-05T09:01:00.000Z",
        "disconnectedTime":"2026-01-05T09:02:00.000Z","peerId":"00000003-1111-4222-8333-444455556666"}]}]}"#;
    let edits = [
        ("09:01:00", "09:09:00", 1, "leg-times-ordered"),
        ("\"held\":false", "\"held\":\"no\"", 2, "held: invalid type"),
        (
            "\"disconnected\"",
            "\"DISCONNECTED\"",
            1,
            "did you mean disconnected?",
        ),
        ("\"held\":false", "\"held\":true", 1, "held-after-end"),
        ("\"peerId\"", "\"peer\"", 1, "internal-leg-has-peer"),
        ("\"outbound\"", "null", 1, "direction: found null"),
        ("\"p2\"", "\"p1\"", 1, "participant-id-unique"),
    ];
    assert_eq!(validate(&["--strict"], whole).status.code(), Some(0));
    for (part, broken, status, told) in edits {
        let output = validate(&["--strict"], &whole.replacen(part, broken, 1));
        assert_eq!(output.status.code(), Some(status), "{broken}");
        let printed = text(&output.stdout);
        assert!(printed.contains(told), "{printed}");
    }
}

/// Sources are up to 600 characters long, and the same for each finding of a rule.
#[test]
fn sources_are_printed_when_asked_for() {
    let brief = validate(&[], ILLEGAL);
    assert!(
        text(&brief.stdout).ends_with(
            "    known:    documented (validate --explain disconnect-type-before-end)\n"
        ),
        "{}",
        text(&brief.stdout)
    );
    for option in ["-v", "--verbose"] {
        let verbose = validate(&[option], ILLEGAL);
        let printed = text(&verbose.stdout);
        assert!(
            printed.contains("    known:    documented\n    source:   platform-client-sdk-python"),
            "{printed}"
        );
    }
}

/// What no release has is told once: by the rule, by the contract or as a note.
#[test]
fn one_fact_is_one_line() {
    let misspelt = r#"{"state":"Connected","PeerID":"a","mood":1}"#;
    let heads = |output: &Output| -> Vec<String> {
        let lines = text(&output.stdout).lines();
        lines
            .filter(|line| !line.starts_with(' '))
            .map(str::to_owned)
            .collect()
    };
    let state = "-: usually: state-known at state";
    let property = |kind: &str, of: &str| {
        [
            format!(
                "-: {kind}: PeerID: no known release has this property{of}; did you mean peerId?"
            ),
            format!("-: {kind}: mood: no known release has this property{of}"),
        ]
    };
    let noted = [&[state.to_owned()][..], &property("note", "")].concat();
    assert_eq!(heads(&validate(&[], misspelt)), noted);
    let value =
        "-: contract: state: no known release has the value \"Connected\"; did you mean connected?";
    let judged = [
        &[state.to_owned(), value.to_owned()][..],
        &property("contract", " of Message"),
    ]
    .concat();
    assert_eq!(heads(&validate(&["--as-of", "269"], misspelt)), judged);
}

#[test]
fn counts_agree_with_their_nouns() {
    let summary = |input: &str| {
        let output = validate(&[], input);
        text(&output.stderr)
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let odd = r#"{"state":"connected","disconnectType":"peer","mood":1}"#;
    assert_eq!(
        summary(odd),
        "1 record: 0 unreadable, 0 lossy, 1 finding of must rules, 0 of usually rules, 0 of the contract, 1 note"
    );
    assert_eq!(
        summary(&format!("{odd}\n{odd}")),
        "2 records: 0 unreadable, 0 lossy, 2 findings of must rules, 0 of usually rules, 0 of the contract, 2 notes"
    );
    let moods = r#"{"participants":[{"mood":1,"messages":[{}]},{"mood":2}]}"#;
    assert!(text(&validate(&[], moods).stdout).ends_with("(and at 1 place like it)\n"));
}

/// The corpus has scripts beside the payloads, and its manifest above them.
#[test]
fn a_script_is_passed_over() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
    let payload = format!("{folder}/current/spam/conversation.json");
    let script = format!("{folder}/current/spam/script.json");
    let manifest = format!("{folder}/manifest.json");
    let output = run(&["--strict", &script, &payload, &manifest], "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(&output.stdout),
        format!(
            "{script}: passed over: a script; `msgleg show` draws it\n\
             {manifest}: passed over: a manifest\n"
        )
    );
    assert_eq!(
        text(&output.stderr),
        "1 record: 0 unreadable, 0 lossy, 0 findings of must rules, 0 of usually rules, 0 of the \
         contract, 0 notes; 2 files passed over\n"
    );
    let scenario = r#"{"format":1,"scenario":"mine","steps":[]}"#;
    let output = validate(&[], &format!("{scenario}\n{ILLEGAL}\n"));
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stdout)
            .starts_with("-:1: passed over: a scenario; `msgleg show` draws it\n-:2: must: ")
    );
    let json = validate(&["--json"], scenario);
    assert_eq!(
        text(&json.stdout),
        "{\"file\":\"-\",\"documents\":0,\"passedOver\":\"a scenario\",\"findings\":[],\"outside\":[],\"notes\":[]}\n"
    );
    // What has these properties and is a payload is checked.
    let payload = r#"{"participants":[{"messages":[{}]}],"format":1,"steps":[],"key":1}"#;
    assert!(text(&validate(&[], payload).stdout).starts_with("-: note: format: "));
}

#[test]
fn what_is_no_payload_is_told_in_words() {
    let dense = "[".repeat(100_000);
    let cases = [
        (
            "2026-01-05 09:00:00 INFO {\"state\":\"connected\"",
            "found \"2026-01-05 09:00:00 INFO\" before the JSON, expected the JSON alone",
        ),
        (
            "a line of a log that says nothing, at length",
            "found \"a line of a log that says nothing, at le…\", expected JSON",
        ),
        (
            "{\n  \"participants\": [\n    {\"id\": \"a",
            "the text ends inside participants[0].id: cut off? (line 3, column 13)",
        ),
        (
            "{",
            "the text ends inside the whole: cut off? (line 1, column 1)",
        ),
        (&dense, "too dense to be a capture: found "),
        (
            "{\"state\":\"connected\"}{\"state\":\"connected\"}",
            "a second value begins, expected one, or one on each line, as `jq -c .` writes them \
             (line 1, column 22)",
        ),
        (
            "{\"state\":\"connected\"} took 3 ms",
            "found \"took 3 ms\" after the JSON, expected the JSON alone (line 1, column 23)",
        ),
    ];
    for (input, told) in cases {
        let output = validate(&[], input);
        assert_eq!(output.status.code(), Some(2));
        let printed = text(&output.stdout);
        assert!(
            printed.starts_with(&format!("-: unreadable: {told}")),
            "{printed}"
        );
    }
}

#[test]
fn json_is_one_object_per_record() {
    let output = validate(&["--json"], &format!("{LEGAL}\n{ILLEGAL}\n"));
    let reports: Vec<serde_json::Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(reports.len(), 2);
    assert_eq!(reports[0]["findings"], serde_json::json!([]));
    assert_eq!(reports[1]["line"], 2);
    assert_eq!(
        reports[1]["findings"][0]["rule"],
        "disconnect-type-before-end"
    );
    assert_eq!(reports[1]["findings"][0]["evidence"], "documented");
}

#[test]
fn a_byte_order_mark_before_the_first_record_is_passed_over() {
    for input in [
        format!("\u{feff}{ILLEGAL}\n"),
        format!("\u{feff}{LEGAL}\n{ILLEGAL}"),
        format!("\u{feff}{{\n{}", &ILLEGAL[1..]),
    ] {
        let output = validate(&[], &input);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{input:?}: {}",
            text(&output.stdout)
        );
    }
}

/// Files may be joined by `cat`, and each may begin with a mark; a stream of RFC 7464 has a
/// separator before each text.
#[test]
fn marks_before_any_record_are_passed_over() {
    for mark in ["\u{feff}", "\u{1e}"] {
        let output = validate(&[], &format!("{mark}{LEGAL}\n{mark}{ILLEGAL}\n"));
        assert_eq!(
            output.status.code(),
            Some(1),
            "{mark:?}: {}",
            text(&output.stdout)
        );
        assert!(
            text(&output.stdout).starts_with("-:2: must:"),
            "{}",
            text(&output.stdout)
        );
    }
}

#[test]
fn a_line_that_cannot_be_read_is_counted_and_the_rest_is_read() {
    let bad: [(&[u8], &str); 3] = [
        (
            b"{\"id\":\"\xff\"}",
            "expected UTF-8, found byte 0xff (column 8)",
        ),
        (b"started", "found \"started\", expected JSON"),
        (b"{\"id\":", "the text ends inside id: cut off? (column 6)"),
    ];
    for (bad, reason) in bad {
        for records in [
            [LEGAL.as_bytes(), bad, ILLEGAL.as_bytes()],
            [bad, LEGAL.as_bytes(), ILLEGAL.as_bytes()],
        ] {
            let place = records
                .iter()
                .position(|record| *record == bad)
                .expect("it is one of them")
                + 1;
            let output = validate_bytes(&[], &records.join(&b'\n'));
            let printed = text(&output.stdout);
            assert_eq!(output.status.code(), Some(2), "{printed}");
            assert!(
                printed.contains(&format!("-:{place}: unreadable: {reason}\n")),
                "{printed}"
            );
            assert!(
                printed.contains("-:3: must: disconnect-type-before-end"),
                "{printed}"
            );
            assert!(
                text(&output.stderr).starts_with("3 records: 1 unreadable,"),
                "{}",
                text(&output.stderr)
            );
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked() {
    let output = run(&["no-such-file", "src", "/dev/null", "-"], ILLEGAL);
    let remarks = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{remarks}");
    assert!(
        text(&output.stdout).starts_with("-: must: disconnect-type-before-end"),
        "{}",
        text(&output.stdout)
    );
    assert!(
        remarks.starts_with("error: cannot open no-such-file: "),
        "{remarks}"
    );
    assert!(remarks.contains("error: cannot read src: "), "{remarks}");
    assert!(
        remarks.contains("/dev/null: expected a JSON value, found an empty input\n"),
        "{remarks}"
    );
    assert!(remarks.contains("1 finding of must rules"), "{remarks}");
    assert!(
        remarks.ends_with("; 3 files could not be read\n"),
        "{remarks}"
    );
}

#[test]
fn a_record_that_is_too_long_is_passed_over() {
    let long = format!("{{\"id\":\"{}\"}}", "x".repeat(64_000_000));
    let output = validate(&[], &format!("{LEGAL}\n{long}\n{ILLEGAL}\n"));
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(2), "{printed}");
    assert!(
        printed.starts_with(
            "-:2: unreadable: longer than 64 MB, the most that is read as one record\n-:3: must:"
        ),
        "{printed}"
    );
    assert!(text(&run(&["--help"], "").stdout).contains("longer than 64 MB"));
}

/// What has no end is told soon, in less memory than would hold what was read of it.
#[cfg(target_os = "linux")]
#[test]
fn an_input_without_an_end_does_not_fill_the_memory() {
    let in_little_memory = r#"ulimit -v 1000000 && exec "$0" validate /dev/zero"#;
    let output = Command::new("sh")
        .args(["-c", in_little_memory, env!("CARGO_BIN_EXE_msgleg")])
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert_eq!(
        text(&output.stdout),
        "/dev/zero:1: unreadable: a line without an end: nothing after its first 1024 MB is read\n"
    );
}

#[test]
fn names_in_a_payload_and_of_a_file_do_not_reach_the_terminal_raw() {
    let folder = std::env::temp_dir().join(format!("validate-names-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let file = folder.join("a\u{1b}[2J\nb.json");
    std::fs::write(
        &file,
        r#"{"state":"connected","\u001b[2J\r\nother.json: must: forged\u202e":1}"#,
    )
    .expect("a file");
    let missing = folder.join("c\u{1b}[2J\nd.json");
    let names = [
        file.to_str().expect("UTF-8"),
        missing.to_str().expect("UTF-8"),
    ];
    let output = run(&[&["--as-of", "269"], &names[..]].concat(), "");
    std::fs::remove_dir_all(&folder).expect("it is there");
    let (printed, remarks) = (text(&output.stdout), text(&output.stderr));
    let folder = folder.display();
    let name = r"\u{1b}[2J\r\nother.json: must: forged\u{202e}";
    assert_eq!(
        printed,
        format!(
            "{folder}/a\\u{{1b}}[2J\\nb.json: contract: {name}: no known release has this property of Message\n"
        )
    );
    assert!(
        remarks.starts_with(&format!(
            "error: cannot open {folder}/c\\u{{1b}}[2J\\nd.json: "
        )),
        "{remarks}"
    );
}

/// A program gets the names as they are.
#[test]
fn json_stays_json_whatever_names_hold() {
    let output = validate(&["--json"], r#"{"state":"connected","\u001b\u202e":1}"#);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(report["file"], "-");
    let piped = validate(
        &["--json"],
        "{\"id\":\"a\u{202e}\",\"state\":\"connected\",\"disconnectType\":\"peer\"}",
    );
    serde_json::from_slice::<serde_json::Value>(&piped.stdout).expect("it is JSON");
}

#[test]
fn a_null_that_changes_what_a_document_is_is_told() {
    let output = validate(
        &[],
        "{\"held\":null}\n{\"held\":true,\"participants\":null}\n",
    );
    let printed = text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{printed}");
    let lossy: Vec<&str> = printed
        .lines()
        .filter(|line| line.contains(": lossy: "))
        .collect();
    assert_eq!(
        lossy,
        [
            "-:1: lossy: held: null here and not written again, so that the leg cannot be read \
             afterwards",
            "-:2: lossy: participants: null here and not written again, so that the conversation reads as a leg \
             afterwards",
        ]
    );
}

#[test]
fn the_view_can_be_overridden() {
    let alerted = r#"{"initialState":"alerting"}"#;
    assert_eq!(text(&validate(&[], alerted).stdout), "");
    let as_api = validate(&["--source", "api"], alerted);
    assert!(text(&as_api.stdout).contains("start-alerting-time-when-alerted"));
}

#[test]
fn snapshots_are_compared() {
    let id = "00000001-1111-4222-8333-444455556666";
    let snapshots = ["alerting", "connected", "alerting"]
        .map(|state| format!(r#"{{"id":"{id}","state":"{state}"}}"#));
    let apart = validate(&["--strict"], &snapshots.join("\n"));
    assert_eq!(apart.status.code(), Some(0), "{}", text(&apart.stdout));
    let in_order = validate(&["--strict", "--sequence"], &snapshots.join("\n"));
    assert_eq!(in_order.status.code(), Some(1));
    assert!(text(&in_order.stdout).starts_with("-:3: usually: alerting-is-first at state"));
    let unordered = validate(&["--strict", "--sequence=unordered"], &snapshots.join("\n"));
    assert_eq!(
        unordered.status.code(),
        Some(0),
        "{}",
        text(&unordered.stdout)
    );
    assert_eq!(
        text(&unordered.stdout),
        "-:3: note: repeated: snapshot 3 is snapshot 1 again\n"
    );
}

#[test]
fn generated_snapshots_are_a_sequence() {
    let generated = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .args(["generate", "--count", "3", "--view", "snapshots"])
        .output()
        .expect("the command runs");
    let snapshots = text(&generated.stdout);
    let count = snapshots.lines().count();
    assert!(count > 10, "{count} snapshots");
    for delivery in ["--sequence", "--sequence=unordered"] {
        let output = validate(&["--strict", delivery], snapshots);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
        assert!(text(&output.stderr).starts_with(&format!(
            "{count} records: 0 unreadable, 0 lossy, 0 findings"
        )));
    }
}

/// Records of all kinds, far more than are checked at a time.
fn many_records() -> String {
    let of_run = |view: &str| {
        let count = if view == "message" { "200" } else { "60" };
        let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
            .args(["generate", "--count", count, "--view", view, "--seed", "3"])
            .output()
            .expect("the command starts");
        text(&output.stdout).to_owned()
    };
    let views = [
        "message",
        "snapshots",
        "notifications",
        "media",
        "bodies",
        "analytics",
    ];
    let lines = views.map(of_run).concat();
    let mut records = String::new();
    for (place, line) in lines.lines().enumerate() {
        let line = match place % 40 {
            7 => &line[..line.len() / 2],
            15 => ILLEGAL,
            16 => UNUSUAL,
            23 => r#"{"state": null, "PeerID": "a", "mood": 1}"#,
            31 => "2026-01-05 INFO heartbeat",
            _ => line,
        };
        records.push_str(line);
        records.push('\n');
    }
    records
}

/// A folder of this test alone, in which files are written.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("validate")
        .join(name);
    std::fs::create_dir_all(&folder).expect("it can be made");
    folder
}

#[test]
fn reports_do_not_depend_on_the_number_of_jobs() {
    let records = many_records();
    assert!(records.len() > 4_000_000, "{} bytes", records.len());
    let file = folder("jobs").join("records.jsonl");
    std::fs::write(&file, records).expect("it can be written");
    let file = file.to_str().expect("the path is text");
    for options in [
        &[][..],
        &["--json"],
        &["--strict", "--verbose", "--detect", "--as-of", "129"],
        &["--sequence"],
        &["--sequence=unordered"],
    ] {
        let of_jobs = |jobs: &str| {
            let output = run(&[options, &["--jobs", jobs, file]].concat(), "");
            let (printed, told) = (text(&output.stdout), text(&output.stderr));
            (output.status.code(), printed.to_owned(), told.to_owned())
        };
        let alone = of_jobs("1");
        assert_eq!(alone.0, Some(2), "{options:?}: {}", alone.2);
        for jobs in ["2", "3", "16"] {
            assert!(of_jobs(jobs) == alone, "{options:?} with {jobs} jobs");
        }
    }
}

#[test]
fn records_of_several_files_are_reported_file_by_file() {
    let folder = folder("files");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let mut files = Vec::new();
    for number in 0..30 {
        let file = path(&format!("{number:02}.json"));
        let content = if number % 10 == 3 { "" } else { ILLEGAL };
        std::fs::write(&file, content).expect("it can be written");
        files.push(file);
    }
    files.insert(12, path("none.json"));
    let names: Vec<&str> = files.iter().map(String::as_str).collect();
    let of_jobs = |jobs| run(&[&["--jobs", jobs], &names[..]].concat(), "");
    let (alone, together) = (of_jobs("1"), of_jobs("2"));
    assert_eq!(text(&together.stdout), text(&alone.stdout));
    assert_eq!(text(&together.stderr), text(&alone.stderr));
    let places = text(&alone.stdout)
        .lines()
        .filter(|line| line.contains(": must: "));
    let found: Vec<&str> = places
        .filter_map(|line| line.split(": must").next())
        .collect();
    let expected = names
        .iter()
        .filter(|name| !name.contains("3.json") && !name.contains("none"));
    assert!(found.iter().eq(expected), "{found:?}");
    assert!(
        text(&alone.stderr).contains("4 files could not be read"),
        "{}",
        text(&alone.stderr)
    );
}

#[test]
fn rules_are_listed_and_explained() {
    let listed = run(&["--rules"], "");
    assert_eq!(listed.status.code(), Some(0));
    assert_eq!(
        text(&listed.stdout).lines().count(),
        message_rules::rules().count()
    );
    let output = run(&["--explain", "segments-contiguous"], "");
    let explained = text(&output.stdout);
    assert!(
        explained.starts_with("segments-contiguous (usually)\n"),
        "{explained}"
    );
    assert!(
        explained.contains("\n  passes:    {\"segments\":["),
        "{explained}"
    );
    let unknown = run(&["--explain", "no-such-rule"], "");
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        text(&unknown.stderr)
            .contains("no rule \"no-such-rule\", expected one of acw-time-starts-at-end, ")
    );
    let misspelt = run(&["--explain", "leg-id-uniqe"], "");
    assert!(
        text(&misspelt.stderr).ends_with("; did you mean leg-id-unique?\n"),
        "{}",
        text(&misspelt.stderr)
    );
}

#[test]
fn the_contract_of_a_release_is_asked_where_it_is_wanted() {
    let captures = [
        r#"{"state":"connected","type":"telegram","parkTime":null}"#,
        r#"{"entities":[{"participants":[{"messages":[{"state":"connected","type":"telegram"}]}]}]}"#,
        r#"{"id":"a","provider":"p"}"#,
    ];
    let plain = validate(&[], captures[0]);
    assert_eq!((plain.status.code(), text(&plain.stdout)), (Some(0), ""));
    let checked = validate(&["--as-of", "55"], &captures.join("\n"));
    let telegram =
        "the value \"telegram\" is listed from 32.0.0 to before 55.0.0 and from 56.0.0 on";
    assert_eq!(
        contract_lines(&checked),
        [
            format!("-:1: contract: type: {telegram}"),
            "-:1: contract: parkTime: this property of Message came with 257.0.0".to_owned(),
            format!("-:2: contract: entities[0].participants[0].messages[0].type: {telegram}"),
        ]
    );
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        text(&checked.stderr).contains("3 of the contract"),
        "{}",
        text(&checked.stderr)
    );
    let detected = validate(&["--detect"], &captures.join("\n"));
    assert_eq!(
        contract_lines(&detected),
        [
            "-:1: fits 257.0.0 to 269.0.0",
            "-:2: fits 32.0.0 to 54.0.0, 56.0.0 to 269.0.0",
            "-:3: fits 19.0.0 to 269.0.0",
        ]
    );
    assert_eq!(detected.status.code(), Some(0));
    let unheard_of = validate(&["--detect"], r#"{"held":true,"mood":1}"#);
    assert_eq!(contract_lines(&unheard_of), ["-: fits no known release"]);
}

#[test]
fn a_release_that_never_was_is_bad_usage() {
    let output = validate(&["--as-of", "193.0.2"], LEGAL);
    assert_eq!(output.status.code(), Some(2));
    let expected =
        "release 193.0.2 was never published: the nearest releases are 193.0.1 and 193.0.3";
    assert!(
        text(&output.stderr).contains(expected),
        "{}",
        text(&output.stderr)
    );
}

/// The lines printed about the contract, without those about rules.
fn contract_lines(output: &Output) -> Vec<&str> {
    let lines = text(&output.stdout).lines();
    lines
        .filter(|line| line.contains(": contract: ") || line.contains(": fits "))
        .collect()
}

/// Validates standard input.
fn validate(options: &[&str], input: &str) -> Output {
    validate_bytes(options, input.as_bytes())
}

fn validate_bytes(options: &[&str], input: &[u8]) -> Output {
    let arguments: Vec<&str> = options.iter().copied().chain(["-"]).collect();
    run_on_bytes(&arguments, input)
}

fn run(arguments: &[&str], input: &str) -> Output {
    run_on_bytes(arguments, input.as_bytes())
}

fn run_on_bytes(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .arg("validate")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // An invalid command ends without reading its input, so writing may fail.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    child.wait_with_output().expect("the command ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it prints UTF-8")
}
