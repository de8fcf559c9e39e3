//! Compares the time of `cargo xtask fixtures --check` with that of reading and hashing every file
//! of the folder, one after the other, as `sha256sum` does. The two run in turns, both as
//! processes; the second is this program itself.
//!
//! The target is at most 3 times as long. Run with `cargo bench -p xtask`, which measures the build
//! that `cargo xtask` makes.

#[path = "../../crates/message-model/benches/codec/paired.rs"]
mod paired;

use std::env::{args, current_exe};
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};

/// The argument that makes this program hash the files, as the second process.
const HASH: &str = "--hash";

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    if args().any(|argument| argument == HASH) {
        return hash(&folder);
    }
    // `cargo bench` passes `--bench`; `cargo test` and the like only want to see it run.
    let pairs = if args().any(|argument| argument == "--bench") {
        30
    } else {
        1
    };
    let own = current_exe().expect("a program that runs has a path");
    let check = || run(Command::new(env!("CARGO_BIN_EXE_xtask")).args(["fixtures", "--check"]));
    let comparison = paired::compare(pairs, check, || run(Command::new(&own).arg(HASH)));
    println!("fixtures --check, against hashing: {comparison}");
}

fn run(command: &mut Command) {
    let status = command
        .stdout(Stdio::null())
        .status()
        .expect("the program was built");
    assert!(status.success(), "{command:?}: {status}");
}

fn hash(folder: &Path) {
    for entry in fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("its folders can be listed").path();
        match path.is_dir() {
            true => hash(&path),
            false => drop(black_box(Sha256::digest(
                fs::read(&path).expect("its files can be read"),
            ))),
        }
    }
}
