//! The cost of keeping the unknown: decoding and encoding legs, compared with a plain serde derive
//! over the same field types that ignores it. Both read and write the same records, in turns.
//!
//! The limits: decoding takes at most 1.3 times and encoding at most 1.1 times as long as the plain
//! derive, without unknown properties and with one in ten. Run with `cargo bench -p message-model
//! --bench codec`.
//!
//! Before anything is timed, the benchmark checks that the comparison is fair: both sides have the
//! same objects and properties and read the same from what both know; one property in ten is
//! unknown where stated; and ours keeps it.

mod fair;
mod paired;
mod plain;
mod records;

use std::hint::black_box;

use message_model::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn main() {
    fair::hold();
    // `cargo bench` passes `--bench`; anything else, such as `cargo test`, only checks that it
    // runs.
    let pairs = if std::env::args().any(|argument| argument == "--bench") {
        2_000
    } else {
        1
    };
    for (name, records) in [
        ("all known", records::known()),
        ("one in ten unknown", records::one_in_ten_unknown()),
    ] {
        let decoding = paired::compare(
            pairs,
            || decode::<Message>(&records),
            || decode::<plain::Message>(&records),
        );
        println!("decode, {name}: {decoding}");
        let encoding = paired::compare(
            pairs,
            encode::<Message>(&records),
            encode::<plain::Message>(&records),
        );
        println!("encode, {name}: {encoding}");
    }
}

fn decode<T: DeserializeOwned>(records: &[String]) {
    for record in records {
        let leg: T = serde_json::from_str(black_box(record)).expect("the records are legs");
        black_box(leg);
    }
}

/// Work that writes all records as a `T`, into the same buffer each time.
fn encode<T: Serialize + DeserializeOwned>(records: &[String]) -> impl FnMut() {
    let legs: Vec<T> = records
        .iter()
        .map(|record| serde_json::from_str(record).expect("the records are legs"))
        .collect();
    let mut buffer = Vec::with_capacity(64 * 1024);
    move || {
        for leg in black_box(&legs) {
            buffer.clear();
            serde_json::to_writer(&mut buffer, leg).expect("legs can be written");
            black_box(&buffer);
        }
    }
}
