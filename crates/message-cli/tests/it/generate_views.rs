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
