//! Files of scenarios, scripts and profiles as they come from editors and from elsewhere.

use std::path::Path;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it prints UTF-8")
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("text-files-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn name(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[test]
fn a_byte_order_mark_before_a_scenario_or_a_script_is_passed_over() {
    let folder = folder("marked");
    let script = run(&["generate", "--count", "1", "--view", "script"]).stdout;
    let script_file = folder.join("script.json");
    std::fs::write(&script_file, [b"\xef\xbb\xbf", &script[..]].concat()).expect("a file");
    let shown = run(&["show", name(&script_file)]);
    std::fs::remove_dir_all(&folder).expect("it is there");
    assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
}

#[test]
fn a_file_that_is_no_text_is_told_with_its_place() {
    let folder = folder("bytes");
    let file = folder.join("scenario.json");
    std::fs::write(&file, b"{\n \"a\": \"\xff\"}").expect("a file");
    let cases: [&[&str]; 4] = [
        &["show", name(&file)],
        &["promote", name(&file), "--name", "x"],
        &["generate", "--profile", name(&file)],
        &["generate", "--scenarios", name(&folder)],
    ];
    let outputs = cases.map(run);
    std::fs::remove_dir_all(&folder).expect("it is there");
    for (arguments, output) in cases.iter().zip(&outputs) {
        let remarks = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {remarks}");
        let expected = format!(
            "cannot read {}: expected UTF-8, found byte 0xff (line 2, column 8)",
            file.display()
        );
        assert!(remarks.contains(&expected), "{arguments:?}: {remarks}");
    }
}

/// What has no end is told soon, in less memory than would hold much of it.
#[cfg(target_os = "linux")]
#[test]
fn a_file_without_an_end_does_not_fill_the_memory() {
    for arguments in [
        "show /dev/zero",
        "promote /dev/zero --name x",
        "generate --profile /dev/zero",
    ] {
        let in_little_memory = format!(r#"ulimit -v 1000000 && exec "$0" {arguments}"#);
        let output = Command::new("sh")
            .args(["-c", &in_little_memory, env!("CARGO_BIN_EXE_xtask")])
            .output()
            .expect("the command runs");
        let remarks = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments}: {remarks}");
        assert!(
            remarks.contains("cannot read /dev/zero: it is longer than 64 MB"),
            "{arguments}: {remarks}"
        );
    }
}
