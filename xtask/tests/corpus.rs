//! The commands on the corpus as a user runs them, on copies of it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeMap;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const CONVERSATION: &str = "current/spam/conversation.json";

#[test]
fn whatever_is_altered_by_hand_is_named() {
    let copy = copy("altered");
    let paths = by_kind(&copy);
    for path in paths.moving.iter().chain(&paths.frozen) {
        alter(&copy.join(path));
    }
    let output = run(&["fixtures", "--check"], &copy);
    assert_eq!(output.status.code(), Some(1));
    check_named(&output, &paths.moving, "differs");
    check_named(&output, &paths.frozen, "frozen, and its digest is ");
}

#[test]
fn whatever_is_removed_or_added_by_hand_is_named() {
    let copy = copy("removed");
    let paths = by_kind(&copy);
    for path in paths.moving.iter().chain(&paths.frozen) {
        fs::remove_file(copy.join(path)).unwrap();
    }
    let added = [
        "current/spam/more.json",
        "wide/more.json",
        "more.json",
        "more/more.json",
    ]
    .map(str::to_owned);
    fs::create_dir(copy.join("more")).unwrap();
    for path in &added {
        fs::write(copy.join(path), "{}\n").unwrap();
    }
    let output = run(&["fixtures", "--check"], &copy);
    assert_eq!(output.status.code(), Some(1));
    check_named(&output, &paths.moving, "missing");
    check_named(&output, &paths.frozen, "frozen, and it cannot be read");
    check_named(&output, &added, "does not belong here");
    let count = paths.moving.len();
    for told in [
        format!("{count} files are out of date; run `cargo xtask fixtures`"),
        format!(
            "{} files do not belong here; move them away, since no command touches them",
            added.len()
        ),
    ] {
        assert!(
            printed(&output).contains(&told),
            "{told} in:\n{}",
            printed(&output)
        );
    }
}

/// The paths of all files except the manifests of the frozen sets, which have tests of their own.
struct ByKind {
    /// Those that change with the model.
    moving: Vec<String>,
    frozen: Vec<String>,
}

fn by_kind(folder: &Path) -> ByKind {
    let paths = files(folder)
        .into_keys()
        .filter(|path| !path.ends_with("FROZEN.json"));
    let (frozen, moving): (Vec<_>, Vec<_>) = paths.partition(|path| path.starts_with("as-of/"));
    for kind in [
        "current/",
        "promoted/",
        "wide/",
        "future/",
        "invalid/",
        "manifest.json",
        "README.md",
        "SHA256SUMS",
    ] {
        assert!(
            moving.iter().any(|path| path.starts_with(kind)),
            "no file of {kind}"
        );
    }
    assert!(
        frozen.iter().any(|path| path.contains("/wide/"))
            && frozen.iter().any(|path| path.ends_with("script.json"))
    );
    ByKind { moving, frozen }
}

#[track_caller]
fn check_named(output: &Output, paths: &[String], fault: &str) {
    for path in paths {
        let told = format!("/{path}: {fault}");
        assert!(
            printed(output).contains(&told),
            "{told} in:\n{}",
            printed(output)
        );
    }
}

/// If the manifest of a frozen set could be altered or removed unnoticed, its files would no longer
/// be protected.
#[test]
fn the_manifest_of_a_frozen_set_is_held_to_the_sums() {
    let copy = copy("frozen-manifest");
    let manifest = copy.join("as-of/96.0.0/FROZEN.json");
    let refused = |what: &str| {
        for command in [
            &["fixtures"][..],
            &["fixtures", "--check"],
            &["freeze", "--day", "2031-12-30"],
        ] {
            let before = files(&copy);
            let output = run(command, &copy);
            let told = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{what}: {told}");
            assert!(
                told.contains("as-of/96.0.0/FROZEN.json: frozen, and not what SHA256SUMS says: "),
                "{what}: {told}"
            );
            assert!(before == files(&copy), "{what}: something was written");
        }
    };
    let whole = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, whole.replacen("\"bytes\": 1", "\"bytes\": 2", 1)).unwrap();
    refused("altered");
    fs::remove_file(&manifest).unwrap();
    refused("removed");
    fs::write(&manifest, whole).unwrap();
    assert_eq!(run(&["fixtures", "--check"], &copy).status.code(), Some(0));
}

/// The manifest records what the bytes were; a change of bytes needs a reason that somebody can
/// review.
#[test]
fn bytes_do_not_move_without_a_reason() {
    let copy = copy("moved");
    let manifest = fs::read_to_string(copy.join("manifest.json")).unwrap();
    let start = manifest
        .find(&format!("{{\"path\": \"{CONVERSATION}\""))
        .unwrap();
    let digest = start + manifest[start..].find("\"sha256\": \"").unwrap() + 11;
    let (before, after) = (&manifest[..digest], &manifest[digest + 64..]);
    let moved = format!("{before}{}{after}", "0".repeat(64));
    fs::write(copy.join("manifest.json"), &moved).unwrap();
    let output = run(&["fixtures"], &copy);
    assert_eq!(output.status.code(), Some(1), "{}", printed(&output));
    assert!(printed(&output).starts_with(&format!(
        "1 files would change without a reason: {CONVERSATION}, ..."
    )));
    assert_eq!(
        fs::read_to_string(copy.join("manifest.json")).unwrap(),
        moved,
        "nothing is written"
    );

    // A different content version is such a reason.
    fs::write(
        copy.join("manifest.json"),
        moved.replacen("\"contentVersion\": ", "\"contentVersion\": 9", 1),
    )
    .unwrap();
    assert_eq!(run(&["fixtures"], &copy).status.code(), Some(0));
    assert_eq!(
        fs::read_to_string(copy.join("manifest.json")).unwrap(),
        manifest
    );
}

#[test]
fn a_frozen_set_stays_as_it_is() {
    let copy = copy("frozen");
    let output = run(&["freeze", "--day", "2031-12-30"], &copy);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
    let output = run(&["fixtures", "--check"], &copy);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));

    let (altered, removed) = (
        "as-of/19.0.0/spam/conversation.json",
        "as-of/257.0.0/spam/script.json",
    );
    alter(&copy.join(altered));
    fs::remove_file(copy.join(removed)).unwrap();
    fs::write(copy.join("as-of/19.0.0/spam/more.json"), "{}\n").unwrap();
    let output = run(&["fixtures"], &copy);
    assert!(
        printed(&output).contains(" 0 written, 0 removed"),
        "{}",
        printed(&output)
    );
    let output = run(&["fixtures", "--check"], &copy);
    assert_eq!(output.status.code(), Some(1));
    for line in [
        format!("{altered}: frozen, and its digest is "),
        format!("{removed}: frozen, and it cannot be read"),
        "as-of/19.0.0/spam/more.json: frozen, and no frozen set lists it".to_owned(),
        "3 frozen files are not as they were; `git restore` brings them back".to_owned(),
    ] {
        assert!(
            printed(&output).contains(&line),
            "{line} in:\n{}",
            printed(&output)
        );
    }
}

/// The sums make a set frozen, and come last: until then a freeze that was killed can be done
/// again.
#[test]
fn a_freeze_that_is_cut_short_anywhere_is_completed_by_the_same_command() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("half-frozen");
    let _ = fs::remove_dir_all(&folder);
    assert_eq!(run(&["fixtures"], &folder).status.code(), Some(0));
    let before = files(&folder);
    let freeze = || run(&["freeze", "--day", "2031-12-30"], &folder);
    assert_eq!(freeze().status.code(), Some(0));
    let after = files(&folder);
    let mut written: Vec<&String> = after
        .keys()
        .filter(|path| before.get(*path) != after.get(*path))
        .collect();
    written.sort_by_key(|path| {
        ["manifest.json", "SHA256SUMS"]
            .iter()
            .position(|last| last == path)
            .map(|place| place + 1)
    });
    assert!(
        written.len() == 15 && written[14] == "SHA256SUMS",
        "{written:?}"
    );
    for count in [1, 2, 7, 13, 14] {
        for (place, path) in written.iter().enumerate() {
            match before.get(*path) {
                _ if place < count => fs::write(folder.join(path), &after[*path]).unwrap(),
                Some(bytes) => fs::write(folder.join(path), bytes).unwrap(),
                None => fs::remove_file(folder.join(path)).unwrap(),
            }
        }
        for command in [&["fixtures"][..], &["fixtures", "--check"]] {
            let output = run(command, &folder);
            let told = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{count} written: {told}");
            assert!(
                told.contains(
                    "a freeze was cut short (`cargo xtask freeze --day 2031-12-30` completes it)"
                ),
                "{told}"
            );
        }
        let output = freeze();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{count} written: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(files(&folder) == after, "{count} written");
    }
}

#[test]
fn a_day_to_freeze_is_one_of_the_calendar() {
    for day in [
        "2026-02-29",
        "2026-13-01",
        "+026-01-05",
        "2026-1-5",
        "2026-01-05T00:00:00Z",
        "today",
    ] {
        let output = run(&["freeze", "--day", day], Path::new("no-such-folder"));
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("expected a day such as 2026-01-05"), "{told}");
    }
}

#[test]
fn a_part_goes_to_another_project_and_knows_when_it_is_behind() {
    let corpus = copy("source");
    let output = run(
        &[
            "pick",
            "--covering",
            "transitions",
            "--kind",
            "conversation",
        ],
        &corpus,
    );
    let picked: Vec<&str> = printed(&output).lines().collect();
    assert!((2..60).contains(&picked.len()), "{picked:?}");

    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("part");
    let _ = fs::remove_dir_all(&to);
    let there = to.to_str().unwrap();
    let output = run(
        &[
            "export",
            "--covering",
            "transitions",
            "--kind",
            "conversation",
            "--to",
            there,
        ],
        &corpus,
    );
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for path in picked
        .iter()
        .chain(&["manifest.json", "README.md", "SHA256SUMS"])
    {
        assert!(to.join(path).is_file(), "{path}");
    }
    assert_eq!(
        run(&["export", "--check", "--to", there], &corpus)
            .status
            .code(),
        Some(0)
    );

    // The check notices when the corpus has changed since, and when somebody has altered the
    // export.
    alter(&corpus.join(picked[0]));
    let output = run(&["export", "--check", "--to", there], &corpus);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        printed(&output).contains(&format!("{}: differs", picked[0])),
        "{}",
        printed(&output)
    );
    assert_eq!(
        run(&["export", "--to", there], &corpus).status.code(),
        Some(0),
        "what was asked for is remembered"
    );
    assert_eq!(
        run(&["export", "--check", "--to", there], &corpus)
            .status
            .code(),
        Some(0)
    );
    let nowhere = to.with_extension("nowhere");
    let output = run(
        &["export", "--check", "--to", nowhere.to_str().unwrap()],
        &corpus,
    );
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.ends_with("part.nowhere holds no export, expected one to check\n"),
        "{told}"
    );
    fs::remove_file(to.join(picked[1])).unwrap();
    let output = run(&["export", "--check", "--to", there], &corpus);
    assert!(
        printed(&output).contains(&format!("{}: missing", picked[1])),
        "{}",
        printed(&output)
    );

    // A folder that contains anything else is not replaced.
    fs::remove_file(to.join("manifest.json")).unwrap();
    let output = run(&["export", "--to", there], &corpus);
    assert_eq!(output.status.code(), Some(2));
    assert!(to.join(picked[0]).is_file());
}

#[test]
fn an_export_that_is_cut_short_is_noticed_and_the_same_command_goes_on() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cut-short");
    let _ = fs::remove_dir_all(&to);
    let there = to.to_str().unwrap();
    assert_eq!(
        run(
            &["export", "--covering", "statuses", "--to", there],
            &corpus
        )
        .status
        .code(),
        Some(0)
    );
    let before = files(&to);
    let case = before
        .keys()
        .find(|path| path.starts_with("current/"))
        .unwrap();

    // What a run that was killed leaves behind: some files are written, others not yet.
    alter(&to.join(case));
    fs::create_dir(to.join(".update.4711.unfinished")).unwrap();
    fs::write(to.join(".update.4711.unfinished/0"), "{").unwrap();
    let output = run(&["export", "--check", "--to", there], &corpus);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        printed(&output).contains(&format!("{case}: differs")),
        "{}",
        printed(&output)
    );
    let output = run(&["export", "--to", there], &corpus);
    assert!(
        printed(&output).contains(": 1 written, 0 removed"),
        "{}",
        printed(&output)
    );
    assert_eq!(files(&to), before);

    // If a file cannot be replaced, none is.
    for path in ["README.md", case] {
        alter(&to.join(path));
    }
    let altered = files(&to);
    let read_only = |yes: bool| {
        let mut permissions = fs::metadata(to.join(case)).unwrap().permissions();
        permissions.set_readonly(yes);
        fs::set_permissions(to.join(case), permissions).unwrap();
    };
    read_only(true);
    let output = run(&["export", "--to", there], &corpus);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.ends_with(&format!(
            "{case} is read-only, expected a file that may be replaced\n"
        )),
        "{told}"
    );
    assert_eq!(files(&to), altered);
    read_only(false);
    assert_eq!(
        run(&["export", "--to", there], &corpus).status.code(),
        Some(0)
    );
    assert_eq!(files(&to), before);
}

#[test]
fn a_choice_that_no_file_meets_is_an_error() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("of-nothing");
    let choice = ["--covering", "rules", "--kind", "script"];
    for command in [&["pick"][..], &["export", "--to", to.to_str().unwrap()]] {
        let output = run(&[command, &choice].concat(), &corpus);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert_eq!(
            told,
            "error: no file of the corpus is or shows what is asked for\n"
        );
    }
    assert!(!to.exists());
}

#[cfg(unix)]
#[test]
fn what_is_linked_into_an_export_is_not_removed() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("linked");
    let _ = fs::remove_dir_all(&folder);
    let (to, mine) = (folder.join("part"), folder.join("mine"));
    fs::create_dir_all(&mine).unwrap();
    fs::write(mine.join("notes.txt"), "mine\n").unwrap();
    let export = [
        "export",
        "--covering",
        "statuses",
        "--to",
        to.to_str().unwrap(),
    ];
    assert_eq!(run(&export, &corpus).status.code(), Some(0));
    symlink(&mine, to.join("link")).unwrap();
    let output = run(&export, &corpus);
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("part/link is a link, expected only files and folders in "),
        "{told}"
    );
    assert!(mine.join("notes.txt").is_file());
}

#[test]
fn coverage_is_complete_and_names_what_is_not() {
    let copy = copy("coverage");
    let output = run(&["coverage"], &copy);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
    let manifest = fs::read_to_string(copy.join("manifest.json")).unwrap();
    let without: String = manifest
        .lines()
        .filter(|line| !line.contains("\"invalid/state-known."))
        .map(|line| line.to_owned() + "\n")
        .collect();
    fs::write(copy.join("manifest.json"), without).unwrap();
    let output = run(&["coverage"], &copy);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        printed(&output).ends_with("rules broken: no file shows state-known\n"),
        "{}",
        printed(&output)
    );
}

/// The reader of the output goes away early, as `head` does.
#[test]
fn a_reader_that_goes_away_ends_a_command_in_peace() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    for arguments in [
        &["coverage"][..],
        &["pick", "--covering", "rules"],
        &["fixtures", "--check"],
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command
            .args(arguments)
            .arg("--folder")
            .arg(&corpus)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
    }
}

#[test]
fn a_pick_says_how_small_it_is_and_could_be() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    for what in ["transitions", "properties"] {
        let output = run(&["pick", "--covering", what], &corpus);
        let told = String::from_utf8_lossy(&output.stderr);
        let (begins, ends) = match printed(&output).lines().count() {
            1 => ("1 file shows all ".to_owned(), format!(" {what}\n")),
            files => (
                format!("{files} files show all "),
                format!(" {what}; no fewer could\n"),
            ),
        };
        assert!(told.starts_with(&begins) && told.ends_with(&ends), "{told}");
    }
}

/// A copy of the corpus, for one test.
fn copy(name: &str) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fixtures-{name}"));
    let _ = fs::remove_dir_all(&to);
    copy_folder(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures"),
        &to,
    );
    to
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        match entry.file_type().unwrap().is_dir() {
            true => copy_folder(&entry.path(), &to.join(entry.file_name())),
            false => drop(fs::copy(entry.path(), to.join(entry.file_name())).unwrap()),
        }
    }
}

/// The bytes of all files below a folder, by their paths relative to it.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let (path, name) = entry
            .map(|entry| (entry.path(), entry.file_name().into_string().unwrap()))
            .unwrap();
        match path.is_dir() {
            true => found.extend(
                files(&path)
                    .into_iter()
                    .map(|(below, bytes)| (format!("{name}/{below}"), bytes)),
            ),
            false => drop(found.insert(name, fs::read(&path).unwrap())),
        }
    }
    found
}

/// One more blank line, as an editor may leave it.
fn alter(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    fs::write(path, text + "\n").unwrap();
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .arg("--folder")
        .arg(folder)
        .output()
        .unwrap()
}

fn printed(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}
