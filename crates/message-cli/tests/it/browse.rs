//! The page of `msgleg browse`, as far as it can be tested without a browser. `cargo xtask browse
//! --check` uses it in one.

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// What `browse` does with these arguments and this standard input.
fn browse(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_msgleg"));
    command.arg("browse").args(arguments).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().expect("the command is built with the test");
    let mut stdin = running.stdin.take().expect("it is piped");
    // Who does not read it has ended already.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    running.wait_with_output().expect("the command ends")
}

fn page_of(arguments: &[&str], input: &str) -> String {
    let output = browse(arguments, input);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("a page in UTF-8")
}

fn page() -> String {
    page_of(&[], "")
}

#[test]
fn a_page_can_be_of_what_show_draws() {
    let leg =
        r#"{"id": "l", "segments": [{"type": "Interact", "startTime": "2026-01-05T09:00:00Z"}]}"#;
    let event = r#"{"eventTime": 1767603600000, "conversationId": "c", "participantId": "p"}"#;
    let frame = |event: &str| {
        format!(
            r#"{{"topicName": "v2.detail.events.conversation.c.acd.start", "eventBody": {event}}}"#
        )
    };
    for (arguments, input) in [
        (&["spam", "smooth-day"][..], ""),
        (&["-"], leg),
        (&["-"], &format!("[{leg}, {}]", frame(event))),
        (&["-"], &format!("INFO received {}\n{leg}\n", frame(event))),
    ] {
        let page = page_of(arguments, input);
        assert!(page.len() < 500_000, "{arguments:?}: it holds the corpus");
        assert_ne!(page, page_of(&["auto-answer"], ""), "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_shown_is_said() {
    let told = |arguments: &[&str], input: &str| {
        let output = browse(arguments, input);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(output.stdout, b"", "{arguments:?}");
        String::from_utf8(output.stderr).expect("messages are UTF-8")
    };
    let message = told(&["spma"], "");
    assert!(message.contains("did you mean spam?"), "{message}");
    let message = told(&["-"], r#"{"no": "payload"}"#);
    assert!(message.starts_with("error: -: "), "{message}");
    let message = told(&["-"], r#"{"state": "parked"}"#);
    assert!(
        message.contains("not drawn: -: a capture: has no times"),
        "{message}"
    );
    assert!(message.contains("expected one at least"), "{message}");
    let message = told(&["takeover-by-colleague", "--as-of", "200"], "");
    assert!(message.contains("251.0.0"), "{message}");
}

#[test]
fn it_is_the_same_each_time_and_asks_nobody_for_anything() {
    let page = page();
    assert!(page == self::page(), "the same corpus, and another page");
    assert!(
        page.contains("default-src 'none'; script-src 'sha256-"),
        "the policy admits one script and no address"
    );
    assert!(!page.contains("{{"), "a place in the template is left open");
    // The data contain addresses; the rest of the page must not.
    let (before, rest) = page
        .split_once("<script type=\"text/plain\"")
        .expect("the data");
    let (_, after) = rest.split_once("</script>").expect("the end of the data");
    for markup in [before, after] {
        for fetching in [
            " src=",
            "http:",
            "https:",
            "url(",
            "@import",
            "import(",
            "<link rel=\"stylesheet\"",
        ] {
            assert!(!markup.contains(fetching), "{fetching:?} in {markup}");
        }
    }
}
