//! The corpus as a consumer finds it: files on disk, picked by the manifest, read through the
//! public API.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use message_generator::{Script, play};
use message_model::contract::{Root, check};
use message_model::{
    AnalyticsConversation, ApiRevision, Capture, Conversation, Message, MessageConversation,
    MessageData, decode, encode_pretty,
};
use serde_json::Value;

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .join("fixtures")
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(folder().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) fn manifest() -> Vec<Value> {
    let manifest: Value = serde_json::from_str(&read("manifest.json")).unwrap();
    manifest["files"].as_array().unwrap().clone()
}

pub(crate) fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} of {entry}"))
}

#[test]
fn the_manifest_lists_what_is_there() {
    let mut listed: BTreeSet<String> = manifest()
        .iter()
        .map(|entry| text(entry, "path").to_owned())
        .collect();
    listed.extend(["manifest.json", "README.md", "SHA256SUMS"].map(str::to_owned));
    // A frozen set has a manifest of its own.
    let frozen = manifest()
        .into_iter()
        .filter(|entry| entry["frozen"].is_string());
    listed.extend(frozen.map(|entry| format!("{}/FROZEN.json", set(text(&entry, "path")))));
    let mut found = BTreeSet::new();
    collect(&folder(), &mut found);
    assert_eq!(listed, found);
    for entry in manifest() {
        let bytes = read(text(&entry, "path"));
        assert_eq!(entry["bytes"], bytes.len(), "{}", entry["path"]);
        assert!(
            bytes.ends_with('\n') && !bytes.contains('\r'),
            "{}",
            entry["path"]
        );
    }
}

/// Who has the crate has the corpus, without the folder.
#[test]
fn the_crate_carries_every_file() {
    let corpus = message_corpus::Corpus::built_in().unwrap();
    let mut found = BTreeSet::new();
    collect(&folder(), &mut found);
    assert_eq!(
        corpus
            .files()
            .map(|(path, _)| path.to_owned())
            .collect::<BTreeSet<_>>(),
        found
    );
    for (path, bytes) in corpus.files() {
        assert!(
            bytes == read(path).as_bytes(),
            "{path} differs: is `cargo xtask fixtures` still to be run?"
        );
    }
}

/// The folder of a frozen file's set: `as-of/RELEASE`, or `as-of/RELEASE_DAY`.
fn set(path: &str) -> String {
    path.split('/').take(2).collect::<Vec<_>>().join("/")
}

fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else {
            let relative = path.strip_prefix(self::folder()).unwrap();
            found.insert(
                relative
                    .components()
                    .map(|part| part.as_os_str().to_str().unwrap())
                    .collect::<Vec<_>>()
                    .join("/"),
            );
        }
    }
}

#[test]
fn every_payload_reads_and_comes_back_byte_for_byte() {
    let mut read_back = 0;
    for entry in manifest().iter().filter(|entry| entry["model"].is_string()) {
        let path = text(entry, "path");
        let received = read(path);
        if path.ends_with(".jsonl") {
            assert_eq!(entry["records"], received.lines().count(), "{path}");
            for line in received.lines() {
                Capture::read(line).unwrap().check_lossless().unwrap();
            }
        } else if path.starts_with("future/") || path.starts_with("invalid/") {
            Capture::read(&received).unwrap().check_lossless().unwrap();
        } else {
            let written = match text(entry, "model") {
                "Message" => encode_pretty(&decode::<Message>(&received).unwrap()),
                "Conversation" => encode_pretty(&decode::<Conversation>(&received).unwrap()),
                "MessageConversation" => {
                    encode_pretty(&decode::<MessageConversation>(&received).unwrap())
                }
                "MessageData" => encode_pretty(&decode::<MessageData>(&received).unwrap()),
                "AnalyticsConversation" => {
                    encode_pretty(&decode::<AnalyticsConversation>(&received).unwrap())
                }
                model => panic!("{path}: {model}"),
            };
            assert_eq!(written.unwrap() + "\n", received, "{path}");
        }
        read_back += 1;
    }
    assert!(read_back > 40 * 2, "{read_back} payloads");
}

#[test]
fn every_payload_keeps_to_the_contract_of_its_release() {
    for entry in manifest().iter().filter(|entry| entry["model"].is_string()) {
        let path = text(entry, "path");
        if path.starts_with("future/") || path.starts_with("invalid/") || path.ends_with(".jsonl") {
            continue;
        }
        let revision: ApiRevision = text(entry, "revision").parse().unwrap();
        let root = text(entry, "model").parse::<Root>().unwrap();
        let findings = check(&read(path), root, revision).unwrap();
        assert!(findings.is_empty(), "{path}: {findings:?}");
    }
}

#[test]
fn a_script_alone_reproduces_its_files_byte_for_byte() {
    let manifest = manifest();
    let mut conversations = 0;
    // What a frozen script gives today may be something else.
    for entry in manifest
        .iter()
        .filter(|entry| entry["kind"] == "script" && entry["frozen"].is_null())
    {
        let path = text(entry, "path");
        let script = Script::from_json(&read(path)).unwrap();
        let folder = path.strip_suffix("script.json").unwrap();
        for episode in play(&script).unwrap() {
            let prefix = if episode.label.is_empty() {
                String::new()
            } else {
                format!("{}.", episode.label)
            };
            if script.revision >= "27".parse().unwrap() {
                let wanted = encode_pretty(&episode.media()).unwrap() + "\n";
                let media = format!("{folder}{prefix}media.json");
                assert_eq!(wanted, read(&media), "{path}");
            }
            conversations += 1;
            let conversation = episode.conversation();
            let wanted = encode_pretty(&conversation).unwrap() + "\n";
            assert_eq!(
                wanted,
                read(&format!("{folder}{prefix}conversation.json")),
                "{path}"
            );
            for (leg, message) in episode.legs() {
                let wanted = encode_pretty(&message).unwrap() + "\n";
                assert_eq!(
                    wanted,
                    read(&format!("{folder}{leg}.message.json")),
                    "{path}"
                );
            }
        }
    }
    assert!(conversations > 40, "{conversations} conversations");
}

#[test]
fn people_numbers_and_domains_are_reserved_ones() {
    let mut numbers = 0;
    for entry in manifest() {
        let path = text(&entry, "path");
        // In a case of bytes the quotes of the record are escaped.
        for word in read(path).split(|c: char| matches!(c, '"' | '\\') || c.is_whitespace()) {
            numbers += usize::from(is_number(word));
            assert!(
                !is_number(word) || is_reserved_number(word) || is_doubled(path, word),
                "{path}: {word}"
            );
            for host in hosts(word) {
                let reserved = ["example.com", "example.org", "example.net"];
                let known = reserved
                    .iter()
                    .any(|domain| host == *domain || host.ends_with(&format!(".{domain}")));
                assert!(known, "{path}: {word}");
            }
        }
    }
    assert!(numbers > 100, "{numbers} numbers were looked at");
}

/// A number as SMS writes it, with a plus, or as WhatsApp does, without.
fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('+').unwrap_or(word);
    digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() > 6 && word.starts_with('+') || digits.len() == 11)
}

/// The second value of a property that stands twice is the first with a digit more.
fn is_doubled(path: &str, word: &str) -> bool {
    let first = word.strip_suffix('2').is_some_and(is_reserved_number);
    first && path == "faults/duplicate-key.cases.jsonl"
}

fn is_reserved_number(word: &str) -> bool {
    let digits = word.strip_prefix('+').unwrap_or(word);
    let line = digits
        .strip_prefix('1')
        .filter(|rest| rest.len() == 10)
        .map(|rest| &rest[3..]);
    line.is_some_and(|line| ("5550100"..="5550199").contains(&line))
}

/// The hosts of a link or a mail address; a name with nothing before its `@` is a handle.
fn hosts(word: &str) -> impl Iterator<Item = &str> {
    let link = word.split_once("://").map(|(_, rest)| rest);
    let mail = word
        .rsplit_once('@')
        .filter(|(name, _)| !name.is_empty())
        .map(|(_, rest)| rest);
    link.into_iter()
        .chain(mail)
        .map(|rest| rest.split(['/', '?', ':']).next().unwrap_or(rest))
}
