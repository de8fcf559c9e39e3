//! What keeping the unknown costs: decoding and encoding legs, against a plain serde derive over the same field types
//! that ignores it. Both read and write the same records, in turns.
//!
//! Held to: decoding at most 1.3 times, encoding at most 1.1 times the plain derive, with no unknown property and with
//! one in ten. Run with `cargo bench -p message-model --bench codec`.
//!
//! Before anything is timed, it is held that the comparison is fair: both have the same objects and properties and make
//! the same of what both know, one property in ten is unknown where that is said, and ours keeps it.

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
    // `cargo bench` says so; anything else, such as `cargo test`, only wants to see it run.
    let pairs = if std::env::args().any(|argument| argument == "--bench") { 2_000 } else { 1 };
    for (name, records) in [("all known", records::known()), ("one in ten unknown", records::one_in_ten_unknown())] {
        let decoding = paired::compare(pairs, || decode::<Message>(&records), || decode::<plain::Message>(&records));
        println!("decode, {name}: {decoding}");
        let encoding = paired::compare(pairs, encode::<Message>(&records), encode::<plain::Message>(&records));
        println!("encode, {name}: {encoding}");
    }
}

fn decode<T: DeserializeOwned>(records: &[String]) {
    for record in records {
        let leg: T = serde_json::from_str(black_box(record)).expect("the records are legs");
        black_box(leg);
    }
}

/// The writing of all records as `T` has them, into the same buffer each time.
fn encode<T: Serialize + DeserializeOwned>(records: &[String]) -> impl FnMut() {
    let legs: Vec<T> =
        records.iter().map(|record| serde_json::from_str(record).expect("the records are legs")).collect();
    let mut buffer = Vec::with_capacity(64 * 1024);
    move || {
        for leg in black_box(&legs) {
            buffer.clear();
            serde_json::to_writer(&mut buffer, leg).expect("legs can be written");
            black_box(&buffer);
        }
    }
}
