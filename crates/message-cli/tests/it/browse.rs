//! The page of `msgleg browse`, as far as it can be tested without a browser. `cargo xtask browse
//! --check` uses it in one.

use std::process::Command;

fn page() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .args(["browse", "--out", "-"])
        .output();
    let output = output.expect("the command is built with the test");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("a page in UTF-8")
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
