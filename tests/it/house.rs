//! What the crates must not know: the arrows between them go one way, and what they leave out
//! matters as much.

mod folders;
mod imports;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Every crate of the workspace and all that it may depend on to do its work (tests and benchmarks
/// aside).
const MAY_DEPEND_ON: [(&str, &[&str]); 11] = [
    (
        "message-model",
        &[
            "chrono",
            "serde",
            "serde_json",
            "uuid",
            // How alike two names are, for the name that was probably meant.
            "strsim",
            // Inside `UnknownProperties` alone: an allocation less for each name, two words less
            // for each object.
            "smol_str",
            "thin-vec",
            // Optional: `Arbitrary` and `Dummy` for its own types.
            "fake",
            "proptest",
            "rand",
        ],
    ),
    ("message-lifecycle", &["message-model", "uuid"]),
    (
        "message-storyboard",
        &["message-lifecycle", "message-model"],
    ),
    ("message-rules", &["message-model", "serde", "serde_json"]),
    (
        "message-generator",
        &[
            "message-lifecycle",
            "message-model",
            "rand",
            "serde",
            "serde_json",
            "serde_path_to_error",
            "uuid",
            // Optional: strategies, whose failures are drawn, and `Dummy` of realistic values.
            "fake",
            "message-storyboard",
            "proptest",
        ],
    ),
    (
        "message-faults",
        &[
            "message-generator",
            "message-lifecycle",
            "message-model",
            "message-rules",
            "serde",
            "serde_json",
            // Optional: strategies, which begin with those of the generator.
            "proptest",
        ],
    ),
    (
        "message-corpus",
        &[
            "flate2",
            "message-faults",
            "message-generator",
            "message-lifecycle",
            "message-model",
            "message-rules",
            "message-storyboard",
            "serde",
            "serde_json",
            "sha2",
        ],
    ),
    (
        "message-cli",
        &[
            "anyhow",
            "clap",
            "clap_complete",
            "clap_mangen",
            "ctrlc",
            // The page of `browse` has more to show than may be mailed as it is.
            "flate2",
            "message-corpus",
            "message-faults",
            "message-generator",
            "message-lifecycle",
            "message-model",
            "message-rules",
            // With the feature `serve` only, as tokio and ureq below.
            "message-server",
            "message-storyboard",
            "mimalloc",
            // To flush a folder to disk, on Linux.
            "nix",
            "serde",
            "serde_json",
            "sha2",
            "similar",
            "tokio",
            "ureq",
        ],
    ),
    (
        "message-server",
        &[
            "axum",
            "base64",
            // The signature of a webhook.
            "hmac",
            "hyper",
            "hyper-util",
            // What can happen to frames on their way.
            "message-faults",
            "message-generator",
            "message-lifecycle",
            "message-model",
            "message-storyboard",
            "serde",
            "serde_json",
            // Tokens and ids of channels that nobody can guess.
            "sha2",
            "tokio",
            "uuid",
        ],
    ),
    ("downstream-tests", &[]),
    (
        "xtask",
        &[
            "anyhow",
            "clap",
            "message-cli",
            "message-corpus",
            "message-faults",
            "message-generator",
            "message-lifecycle",
            "message-model",
            "message-rules",
            "message-storyboard",
            "mimalloc",
            "proptest",
            "serde",
            "serde_json",
        ],
    ),
];

/// What the libraries' sources must not mention, and why.
const MUST_NOT_MENTION: [(&str, &[&str]); 9] = [
    (
        "message-model",
        &[
            "std::fs",
            "std::env",
            "SystemTime",
            "Instant::now",
            "message_lifecycle",
            "thread_rng",
        ],
    ),
    (
        "message-lifecycle",
        &[
            "std::fs",
            "std::env",
            "SystemTime",
            "Instant::now",
            "serde",
            "rand::",
            "HashMap",
            "HashSet",
            "f64",
            "f32",
        ],
    ),
    (
        "message-storyboard",
        &[
            "std::fs",
            "std::env",
            "SystemTime",
            "Instant::now",
            "rand::",
            "HashMap",
            "HashSet",
            "f64",
        ],
    ),
    (
        "message-rules",
        &[
            "std::fs",
            "std::env",
            "SystemTime",
            "Instant::now",
            "message_generator",
        ],
    ),
    (
        "message-generator",
        &[
            "std::fs",
            "std::env",
            "SystemTime",
            "Instant::now",
            "StdRng",
            "SmallRng",
            "rand::rng()",
            "HashMap",
            "HashSet",
        ],
    ),
    (
        "message-faults",
        &[
            "std::fs",
            "std::env",
            "SystemTime",
            "Instant::now",
            "HashMap",
            "HashSet",
        ],
    ),
    (
        "message-corpus",
        &[
            "std::fs",
            "std::env",
            "SystemTime",
            "Instant::now",
            "rand::",
            "HashMap",
            "HashSet",
        ],
    ),
    // Only its clock asks for the time, and only its log is a file.
    (
        "message-server",
        &["std::env", "rand::", "HashMap", "HashSet", "f64"],
    ),
    // It works wherever it is installed, so that it must not know where it was built.
    (
        "message-cli",
        &[
            "CARGO_MANIFEST_DIR",
            "SystemTime",
            "Instant::now",
            "rand::",
            "HashMap",
            "HashSet",
        ],
    ),
];

/// The crates in which no files import each other in a circle.
const WITHOUT_CIRCLES: [&str; 9] = [
    "message-model",
    "message-lifecycle",
    "message-storyboard",
    "message-rules",
    "message-generator",
    "message-faults",
    "message-corpus",
    "message-cli",
    "message-server",
];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn packages() -> Vec<Value> {
    metadata(&["--no-deps"])
}

/// The packages that `cargo metadata` names with these arguments.
fn metadata(arguments: &[&str]) -> Vec<Value> {
    let text = cargo(&[&["metadata", "--format-version", "1"], arguments].concat());
    let metadata: Value = serde_json::from_str(&text).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// What cargo prints in the workspace.
fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// The dependencies of a package that are not only for its tests: name, and whether it is optional.
fn dependencies(package: &Value) -> BTreeMap<&str, &Value> {
    let all = package["dependencies"].as_array().unwrap().iter();
    all.filter(|one| one["kind"] != "dev")
        .map(|one| (one["name"].as_str().unwrap(), one))
        .collect()
}

#[test]
fn every_crate_depends_only_on_what_it_may() {
    let packages = packages();
    let names: BTreeSet<&str> = packages
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    let listed: BTreeSet<&str> = MAY_DEPEND_ON.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, listed);
    for package in &packages {
        let name = package["name"].as_str().unwrap();
        let (_, allowed) = MAY_DEPEND_ON
            .iter()
            .find(|(listed, _)| *listed == name)
            .unwrap();
        for dependency in dependencies(package).keys() {
            assert!(
                allowed.contains(dependency),
                "{name} depends on {dependency}"
            );
        }
    }
}

/// The README draws the crates: on a line, what stands right of an arrow knows what stands left of
/// it.
#[test]
fn the_picture_of_the_arrows_is_true() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut drawn = BTreeSet::new();
    for line in readme
        .lines()
        .filter(|line| line.starts_with("message-model ←"))
    {
        let places: Vec<Vec<&str>> = line
            .split('←')
            .map(|place| place.split(',').map(str::trim).collect())
            .collect();
        for pair in places.windows(2) {
            let pairs = pair[1]
                .iter()
                .flat_map(|right| pair[0].iter().map(move |left| (*right, *left)));
            drawn.extend(pairs.map(|(right, left)| (right.to_owned(), left.to_owned())));
        }
    }
    let packages = packages();
    let folder = |package: &Value| {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        manifest
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    let ours: BTreeSet<&str> = packages
        .iter()
        .map(|package| package["name"].as_str().unwrap())
        .collect();
    let mut real = BTreeSet::new();
    for package in &packages {
        // The tests are a package that is nothing but tests.
        let of_tests = package["name"] == "downstream-tests";
        let all = package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| of_tests || one["kind"] != "dev");
        let known = all
            .map(|one| one["name"].as_str().unwrap())
            .filter(|name| ours.contains(name));
        real.extend(known.map(|name| (folder(package), name.to_owned())));
    }
    assert_eq!(through(drawn), through(real));
}

/// With (a, b) and (b, c), also (a, c).
fn through(mut arrows: BTreeSet<(String, String)>) -> BTreeSet<(String, String)> {
    loop {
        let next = |(a, b): &(String, String)| {
            let to: Vec<_> = arrows
                .iter()
                .filter(|(from, _)| from == b)
                .map(|(_, c)| (a.clone(), c.clone()))
                .collect();
            to
        };
        let more: Vec<_> = arrows.iter().flat_map(next).collect();
        let before = arrows.len();
        arrows.extend(more);
        if arrows.len() == before {
            return arrows;
        }
    }
}

#[test]
fn randomness_in_the_model_is_optional_and_the_lifecycle_asks_for_none() {
    let packages = packages();
    let package = |name: &str| {
        packages
            .iter()
            .find(|package| package["name"] == name)
            .unwrap()
    };
    let model = dependencies(package("message-model"));
    for name in ["fake", "proptest", "rand"] {
        assert_eq!(model[name]["optional"], true, "{name}");
    }
    assert_eq!(
        package("message-model")["features"]["default"],
        Value::Array(Vec::new())
    );
    let lifecycle = dependencies(package("message-lifecycle"));
    assert_eq!(
        lifecycle["message-model"]["features"],
        Value::Array(Vec::new())
    );
    let uuid = lifecycle["uuid"]["features"].as_array().unwrap();
    assert!(
        !uuid
            .iter()
            .any(|feature| feature.as_str().unwrap().starts_with('v')),
        "no UUIDs of its own: {uuid:?}"
    );
}

/// Whoever uses the crates with the Rust that they ask for must be able to compile all that they
/// depend on.
#[test]
fn the_rust_version_is_enough_for_every_dependency() {
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let rustc = String::from_utf8(rustc.stdout).unwrap();
    let platform = rustc
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap();
    let packages = metadata(&["--filter-platform", platform]);
    let (ours, others): (Vec<_>, Vec<_>) = packages
        .iter()
        .partition(|package| package["source"].is_null());
    let version = |package: &Value| {
        let text = package["rust_version"].as_str()?;
        Some(
            text.split('.')
                .take(2)
                .map(|number| number.parse().unwrap())
                .collect::<Vec<u32>>(),
        )
    };
    let least = ours
        .iter()
        .map(|package| version(package).expect("every crate says which Rust it needs"))
        .min();
    for package in others {
        assert!(
            version(package) <= least,
            "{} needs Rust {}",
            package["name"],
            package["rust_version"]
        );
    }
}

#[test]
fn every_package_has_the_texts_of_its_licences() {
    for package in packages()
        .iter()
        .filter(|package| package["publish"].is_null())
    {
        let list = cargo(&[
            "package",
            "--list",
            "--allow-dirty",
            "--package",
            package["name"].as_str().unwrap(),
        ]);
        for licence in ["LICENSE-MIT", "LICENSE-APACHE", "README.md"] {
            assert!(
                list.lines().any(|file| file == licence),
                "{} lacks {licence}",
                package["name"]
            );
        }
    }
}

/// A file that imports another one can be read after it. In a circle there is nowhere to begin.
#[test]
fn no_files_import_each_other_in_a_circle() {
    for name in WITHOUT_CIRCLES {
        let read = imports::Crate::read(&root().join("crates").join(name).join("src"));
        assert!(!read.arrows().is_empty(), "{name}");
        assert_eq!(
            imports::circles(&read.arrows()),
            Vec::<BTreeSet<String>>::new(),
            "{name}"
        );
    }
}

#[test]
fn sources_do_not_mention_what_they_must_not_know() {
    for (name, words) in MUST_NOT_MENTION {
        let mut files = Vec::new();
        sources(&root().join("crates").join(name).join("src"), &mut files);
        assert!(!files.is_empty(), "{name} has sources");
        for file in files {
            let text = std::fs::read_to_string(&file).unwrap();
            // Prose may name what the code must not, and so may the tests at the end of a file.
            let code = text
                .lines()
                .take_while(|line| *line != "#[cfg(test)]")
                .enumerate();
            let code = code.filter(|(_, line)| !line.trim_start().starts_with("//"));
            for (number, line) in code {
                // The numbers of JavaScript, in the form that it gives a webhook's body.
                let is_js = file.ends_with("message-server/src/webhook.rs");
                // It says how long a run took.
                let is_stopwatch = file.ends_with("message-cli/src/stopwatch.rs");
                let mut words = words.iter().filter(|word| {
                    !(is_js && **word == "f64" || is_stopwatch && **word == "Instant::now")
                });
                let found = words.find(|word| line.contains(**word));
                assert!(
                    found.is_none(),
                    "{}:{}: {found:?}",
                    file.display(),
                    number + 1
                );
            }
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}
