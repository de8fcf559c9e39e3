//! The corpus as values: it is complete against the tables, its scripts alone make it again, and it
//! contains nobody's real address.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use message_corpus::{Archive, Case, FROZEN, File, FrozenSet, Kind};
use message_generator::shown::{Aspect, Covers};
use message_generator::{Channel, Key, Scenario, Script, play, sample};
use message_lifecycle::{Ending, Role, SegmentType, StateName, Status, Table};
use message_model::{ApiRevision, encode_pretty};

static FILES: LazyLock<Vec<File>> =
    LazyLock::new(|| message_corpus::files(&[]).expect("our own values can be written"));

fn shown() -> Covers {
    let mut shown = Covers::default();
    for file in FILES.iter() {
        shown.add(&file.covers);
    }
    shown
}

#[track_caller]
fn check_all_shown(
    what: &str,
    shown: &BTreeSet<Cow<'static, str>>,
    all: impl IntoIterator<Item = &'static str>,
) {
    let missing: Vec<_> = all
        .into_iter()
        .filter(|one| !shown.contains(*one))
        .collect();
    assert!(
        missing.is_empty(),
        "no fixture shows the {what} {}",
        missing.join(", ")
    );
}

#[test]
fn every_transition_and_all_that_the_tables_produce_is_shown() {
    let shown = shown();
    let table = Table::standard();
    println!(
        "{} rows of transitions, {} of statuses, {} files",
        table.rows.len(),
        table.statuses.len(),
        FILES.len()
    );
    check_all_shown(
        "transition",
        shown.names(Aspect::Transitions),
        table.rows.iter().map(|row| row.id),
    );
    check_all_shown(
        "status change",
        shown.names(Aspect::StatusChanges),
        table.statuses.iter().map(|row| row.id),
    );
    check_all_shown(
        "status",
        shown.names(Aspect::Statuses),
        Status::ALL.map(Status::as_str),
    );
    check_all_shown(
        "state",
        shown.names(Aspect::States),
        StateName::ALL
            .map(StateName::as_str)
            .into_iter()
            .filter(|name| *name != "new"),
    );
    check_all_shown(
        "segment type",
        shown.names(Aspect::SegmentTypes),
        SegmentType::ALL.map(SegmentType::as_str),
    );
    check_all_shown(
        "purpose",
        shown.names(Aspect::Purposes),
        Role::ALL.map(Role::purpose),
    );
    let endings = Ending::ALL.map(Ending::as_str);
    check_all_shown(
        "disconnect type",
        shown.names(Aspect::DisconnectTypes),
        endings,
    );
    check_all_shown(
        "channel",
        shown.names(Aspect::Channels),
        Channel::ALL.iter().map(|channel| channel.as_str()),
    );
}

#[test]
fn a_script_file_alone_gives_its_fixtures_byte_for_byte() {
    let by_path: BTreeMap<_, _> = FILES
        .iter()
        .map(|file| (file.path.as_str(), file))
        .collect();
    let mut compared = 0;
    for file in FILES.iter().filter(|file| file.kind == Kind::Script) {
        let text = std::str::from_utf8(&file.bytes).expect("JSON is UTF-8");
        let script =
            Script::from_json(text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        let folder = file.path.trim_end_matches("script.json");
        for episode in play(&script).unwrap_or_else(|error| panic!("{}: {error}", file.path)) {
            let prefix = if episode.label.is_empty() {
                String::new()
            } else {
                format!("{}.", episode.label)
            };
            let mut again = vec![(
                format!("{folder}{prefix}conversation.json"),
                encode_pretty(&episode.conversation()),
            )];
            for (label, message) in episode.legs() {
                again.push((
                    format!("{folder}{label}.message.json"),
                    encode_pretty(&message),
                ));
            }
            if folder.starts_with("views/") {
                again.clear();
            }
            let media = format!("{folder}{prefix}media.json");
            if by_path.contains_key(media.as_str()) {
                again.push((media, encode_pretty(&episode.media())));
            }
            for (path, text) in again {
                let text = text.expect("our own values can be written") + "\n";
                assert!(
                    text.as_bytes() == by_path[path.as_str()].bytes,
                    "{path} is not what its script gives"
                );
                compared += 1;
            }
        }
    }
    let is_view = |file: &&File| {
        matches!(file.kind, Kind::Conversation | Kind::Message | Kind::Media) && file.realistic
    };
    let expected = FILES.iter().filter(is_view).count();
    assert_eq!(compared, expected);
}

#[test]
fn computing_it_twice_gives_the_same() {
    assert!(
        message_corpus::files(&[]).unwrap() == *FILES,
        "the corpus depends on something other than its arguments"
    );
}

/// A frozen set is never written again: what today's plays show beyond it comes into a set of its
/// own.
#[test]
fn additions_to_a_frozen_set_are_a_set_of_their_own() {
    let mut sets = frozen_sets(&message_corpus::freeze(&[], &[], "2030-01-01").unwrap());
    assert_eq!(sets.len(), ApiRevision::OF_MESSAGE.len());
    // A set that was frozen before the scenario of spam existed.
    let set = sets
        .iter_mut()
        .find(|set| set.folder == "as-of/257.0.0")
        .unwrap();
    let earlier = set.manifest.part(|entry| entry.scenario != "spam");
    assert!(earlier.files.len() < set.manifest.files.len());
    *set = FrozenSet::parse(&set.folder, earlier.to_json()).unwrap();

    let files = message_corpus::freeze(&[], &sets, "2030-02-01").unwrap();
    let is_index = |file: &&File| file.kind == Kind::Index;
    let written: Vec<&str> = files
        .iter()
        .filter(|file| !is_index(file))
        .map(|file| file.path.as_str())
        .collect();
    let added: Vec<_> = written
        .iter()
        .filter(|path| path.starts_with("as-of/"))
        .collect();
    assert!(
        added.contains(&&"as-of/257.0.0_2030-02-01/spam/script.json"),
        "{added:?}"
    );
    assert!(
        added
            .iter()
            .all(|path| path.starts_with("as-of/257.0.0_2030-02-01/spam")),
        "{added:?}"
    );
    let after = frozen_sets(&files);
    assert_eq!(after.len(), sets.len() + 1);
    assert!(
        sets.iter().all(|set| after.contains(set)),
        "a frozen manifest changed"
    );

    let again = frozen_sets(&message_corpus::freeze(&[], &after, "2030-03-01").unwrap());
    assert_eq!(again, after, "there was nothing more to add");
}

/// If a frozen script gives other files today, it is not listed as a play of the set.
#[test]
fn a_frozen_play_is_told_again_only_if_it_gives_the_frozen_files() {
    let files = message_corpus::freeze(&[], &[], "2030-01-01").unwrap();
    let set = frozen_sets(&files)
        .into_iter()
        .find(|set| set.folder == "as-of/257.0.0")
        .unwrap();
    let read = |path: &str| {
        let file = files.iter().find(|file| file.path == path)?;
        Some(String::from_utf8(file.bytes.clone()).unwrap())
    };
    let scripts = set
        .manifest
        .files
        .iter()
        .filter(|entry| entry.kind == Kind::Script)
        .count();
    let cases = set.cases(read);
    assert!(
        scripts > 10 && cases.len() == scripts,
        "{} of {scripts}",
        cases.len()
    );
    assert_eq!(
        (set.name(), set.revision()),
        ("257.0.0", Some(cases[0].script.revision))
    );
    assert_eq!(cases[0].name, "inbound-answered-agent-ends");

    let of_spam = |path: &str| path == "as-of/257.0.0/spam/script.json";
    let moved = |path: &str| {
        read(if of_spam(path) {
            "as-of/257.0.0/auto-answer/script.json"
        } else {
            path
        })
    };
    let left: Vec<_> = set.cases(moved).into_iter().map(|case| case.name).collect();
    assert!(
        left.len() == scripts - 1 && !left.contains(&"spam".to_owned()),
        "{left:?}"
    );
}

fn frozen_sets(files: &[File]) -> Vec<FrozenSet> {
    let set = |file: &File| {
        let folder = file.path.strip_suffix(FROZEN)?.strip_suffix('/')?;
        let text = String::from_utf8(file.bytes.clone()).expect("JSON is UTF-8");
        Some(FrozenSet::parse(folder, text).expect("what is frozen can be read"))
    };
    files.iter().filter_map(set).collect()
}

#[test]
fn paths_are_plain_and_told_apart_whatever_the_file_system() {
    let mut seen = BTreeSet::new();
    for file in FILES.iter() {
        assert!(
            file.path
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-./_".contains(&byte)),
            "{}",
            file.path
        );
        assert!(
            seen.insert(file.path.to_lowercase()),
            "{} stands twice",
            file.path
        );
        assert!(
            file.bytes.ends_with(b"\n") && !file.bytes.contains(&b'\r'),
            "{}",
            file.path
        );
    }
}

/// Every text like an E.164 number is in the range reserved for fiction, and every domain is
/// `example.com` or below it.
#[test]
fn nobody_real_is_in_it() {
    let mut numbers = 0;
    for file in FILES.iter() {
        let text = std::str::from_utf8(&file.bytes).expect("JSON is UTF-8");
        for (position, _) in text.match_indices("\"+") {
            let number = text[position + 2..].split(['"', '\\']).next();
            let number = number.unwrap_or_default();
            // The second value of a property that stands twice is the first with a digit more.
            let is_doubled = file.path == "faults/duplicate-key.cases.jsonl"
                && number.strip_suffix('2').is_some_and(is_fiction);
            assert!(is_fiction(number) || is_doubled, "{}: +{number}", file.path);
            numbers += 1;
        }
        for (position, _) in text.match_indices("://") {
            let domain = text[position + 3..]
                .split(['/', '"', '\\'])
                .next()
                .unwrap_or_default();
            assert!(domain.ends_with(".example.com"), "{}: {domain}", file.path);
        }
        for (position, _) in text.match_indices('@') {
            let domain = text[position + 1..].split(['"', '\\']).next();
            let domain = domain.unwrap_or_default();
            assert!(
                domain == "example.com" || domain.bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{}: {domain}",
                file.path
            );
        }
        if file.covers.names(Aspect::Channels).contains("whatsapp") && file.kind != Kind::Script {
            for (position, _) in text.match_indices("\"addressNormalized\": \"") {
                let number = text[position + 22..].split('"').next().unwrap_or_default();
                assert!(is_fiction(number), "{}: {number}", file.path);
            }
        }
    }
    assert!(numbers > 100, "the scan has found hardly any number");
}

/// `1 <area> 555 01xx`.
fn is_fiction(number: &str) -> bool {
    number.len() == 11
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && number.starts_with('1')
        && &number[4..9] == "55501"
}

#[test]
fn a_promoted_play_has_a_name_of_its_own() {
    let script = sample(
        &Scenario::builtin("spam").expect("it is built in"),
        Key::new(1, 0),
    );
    let check = |name: &str, expected: &str| {
        let error = Case::promoted(name, script.clone())
            .expect_err(expected)
            .to_string();
        assert!(
            error.contains(expected),
            "found    {error}\nexpected {expected}"
        );
    };
    check("Spam again", "name: found \"Spam again\", expected a label");
    check(
        "spam",
        "name: found \"spam\", which a built-in scenario has, expected another",
    );
    assert!(Case::promoted("spam-again", script.clone()).is_ok());
}

#[test]
fn an_archive_gives_back_what_was_packed() {
    let files = [
        ("promoted/a/script.json", "{}\n"),
        ("as-of/1/a.json", "\"größer\"\n"),
        ("as-of/2/a.json", ""),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let archive = Archive::of(BTreeMap::from(files));
    let packed = archive.pack();
    assert_eq!(Archive::unpack(&packed), Ok(archive.clone()));
    assert_eq!(archive.get("as-of/1/a.json"), Some("\"größer\"\n"));
    for (bytes, told) in [
        (&packed[..packed.len() - 9], "archive: cannot be unpacked: "),
        (b"{}", "archive: cannot be"),
    ] {
        let error = Archive::unpack(bytes).expect_err("it is no archive");
        assert!(error.to_string().starts_with(told), "{error}");
    }
    let error = archive
        .promoted()
        .expect_err("an empty object is no script");
    assert!(
        error.to_string().starts_with("promoted/a/script.json:1: "),
        "{error}"
    );
}
