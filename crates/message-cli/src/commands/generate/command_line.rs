//! The command that repeats a run, or goes on with it, quoted for a shell.

use std::env;
use std::ffi::OsStr;

use message_model::printable;

use crate::program::Program;

/// The command that repeats this run.
pub(super) fn again(program: Program) -> String {
    let arguments: Vec<_> = env::args_os()
        .skip(1)
        .map(|argument| quoted(&argument))
        .collect();
    format!("{program} {}", arguments.join(" "))
}

/// The arguments that say which conversations of a run are written.
const NUMBERS: [&str; 3] = ["--first", "--count", "--part"];

/// The command that writes these conversations of this run.
pub(super) fn go_on(program: Program, first: u64, count: u64) -> String {
    let mut arguments = Vec::new();
    let mut given = env::args_os().skip(1);
    while let Some(argument) = given.next() {
        let text = argument.to_string_lossy();
        let (name, has_value) = match text.split_once('=') {
            Some((name, _)) => (name, true),
            None => (&*text, false),
        };
        if !NUMBERS.contains(&name) {
            arguments.push(quoted(&argument));
        } else if !has_value {
            given.next();
        }
    }
    format!(
        "{program} {} --first {first} --count {count}",
        arguments.join(" ")
    )
}

/// The argument in quotes if a shell needs them; in the form `$'...'` if it has what cannot be
/// printed.
fn quoted(argument: &OsStr) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_=./:%,@+".contains(letter);
    match argument.to_str() {
        Some(text) if !text.is_empty() && text.chars().all(is_plain) => text.to_owned(),
        Some(text) if printable(text) == text => format!("'{}'", text.replace('\'', r"'\''")),
        _ => format!("$'{}'", in_bytes(argument)),
    }
}

/// The argument as a shell reads it within `$'...'`: byte by byte where it is not text that can be
/// printed.
fn in_bytes(argument: &OsStr) -> String {
    let mut escaped = String::new();
    for chunk in argument.as_encoded_bytes().utf8_chunks() {
        for letter in chunk.valid().chars() {
            let text = letter.to_string();
            match letter {
                '\'' | '\\' => escaped.extend(['\\', letter]),
                _ if printable(&text) == text => escaped.push(letter),
                _ => escaped.extend(text.bytes().map(in_hex)),
            }
        }
        escaped.extend(chunk.invalid().iter().copied().map(in_hex));
    }
    escaped
}

fn in_hex(byte: u8) -> String {
    format!(r"\x{byte:02x}")
}
