//! `msgleg generate` writes the same bytes wherever and whenever it runs, and for a conversation
//! made alone.

use std::process::Command;

/// The output of `generate` with these arguments and environment variables.
fn generate(arguments: &[&str], environment: &[(&str, &str)]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .arg("generate")
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .expect("it runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(!output.stdout.is_empty(), "{arguments:?} give nothing");
    output.stdout
}

#[test]
fn time_zone_and_locale_change_nothing() {
    let environments: [&[(&str, &str)]; 4] = [
        &[("TZ", "UTC"), ("LANG", "C"), ("LC_ALL", "C")],
        &[
            ("TZ", "Asia/Kathmandu"),
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
        ],
        &[
            ("TZ", "America/St_Johns"),
            ("LANG", "de_DE.UTF-8"),
            ("LC_NUMERIC", "de_DE.UTF-8"),
        ],
        &[
            ("TZ", "<+14>-14"),
            ("LANG", "ar_EG.UTF-8"),
            ("LC_TIME", "ar_EG.UTF-8"),
        ],
    ];
    for view in ["conversation", "snapshots", "script"] {
        for source in [
            &["--profile", "busy-transfers"][..],
            &["--start", "2026-03-29T00:59:00Z"],
        ] {
            let arguments = [&["--count", "12", "--seed", "7", "--view", view], source].concat();
            let [first, others @ ..] =
                environments.map(|environment| generate(&arguments, environment));
            for (other, environment) in others.iter().zip(&environments[1..]) {
                assert!(*other == first, "{arguments:?} with {environment:?}");
            }
        }
    }
}

#[test]
fn conversation_1_000_000_alone_is_the_one_of_a_run() {
    let of_the_run = generate(
        &[
            "--first",
            "999990",
            "--count",
            "11",
            "--seed",
            "7",
            "--profile",
            "outage",
        ],
        &[],
    );
    let alone = generate(
        &[
            "--first",
            "1000000",
            "--count",
            "1",
            "--seed",
            "7",
            "--profile",
            "outage",
        ],
        &[],
    );
    assert!(of_the_run.ends_with(&alone));
    assert!(of_the_run.len() > alone.len());
}
