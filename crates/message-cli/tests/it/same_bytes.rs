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

/// The output and what is said of it.
fn generate_and_tell(arguments: &[&str]) -> (Vec<u8>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
        .arg("generate")
        .args(arguments)
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    (output.stdout, told)
}

#[test]
fn jobs_and_parts_change_nothing() {
    for view in ["conversation", "message", "notifications", "script"] {
        let arguments = [
            "--first", "5", "--count", "150", "--seed", "7", "--view", view, "--as-of", "129",
        ];
        let whole = generate(&[&arguments[..], &["--jobs", "1"]].concat(), &[]);
        for jobs in ["2", "3", "16"] {
            let again = generate(&[&arguments[..], &["--jobs", jobs]].concat(), &[]);
            assert!(again == whole, "{view}: {jobs} jobs");
        }
        let part = |number: u32| {
            let part = format!("{number}/7");
            generate(&[&arguments[..], &["--part", &part]].concat(), &[])
        };
        let parts: Vec<u8> = (1..=7).flat_map(part).collect();
        assert!(parts == whole, "{view}: seven parts");
    }
}

#[test]
fn what_is_said_of_losses_does_not_depend_on_jobs() {
    let losses = |jobs: &str| {
        let (_, told) = generate_and_tell(&["--count", "300", "--as-of", "129", "--jobs", jobs]);
        let is_of_losses = |line: &&str| line.contains("as of 129.0.0, ");
        let losses: Vec<String> = told
            .lines()
            .filter(is_of_losses)
            .map(str::to_owned)
            .collect();
        losses
    };
    let alone = losses("1");
    assert!(alone.len() > 3, "{alone:?}");
    assert_eq!(losses("2"), alone);
}

#[test]
fn the_end_says_how_much_was_written_and_its_digest() {
    use sha2::{Digest, Sha256};

    for arguments in [
        &["--count", "70", "--view", "message"][..],
        &["--count", "7", "--format", "json"],
        &["--legs", "40"],
        &["--count", "0"],
    ] {
        let (bytes, told) = generate_and_tell(arguments);
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let last = told.lines().last().unwrap_or_default();
        assert!(
            last.contains(&format!(": {} bytes in ", bytes.len())),
            "{told}"
        );
        assert!(last.ends_with(&format!(" s, SHA-256 {digest}")), "{told}");
    }
    let (bytes, told) = generate_and_tell(&["--count", "70", "--view", "message"]);
    let lines = bytes.iter().filter(|&&byte| byte == b'\n').count();
    let summary = format!("{lines} records of 70 conversations: ");
    assert!(
        told.lines().any(|line| line.starts_with(&summary)),
        "{told}"
    );
}

#[test]
fn a_part_or_a_number_of_jobs_that_cannot_be_is_refused() {
    for (arguments, expected) in [
        (["--part", "8/7"], "such as `1/4` to `4/4`"),
        (["--part", "3"], "such as `1/4` to `4/4`"),
        (["--jobs", "0"], "a whole number from 1 to 1024"),
        (["--jobs", "two"], "a whole number from 1 to 1024"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_msgleg"))
            .arg("generate")
            .args(arguments)
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(expected), "{told}");
    }
}
