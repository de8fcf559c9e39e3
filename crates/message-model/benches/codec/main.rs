//! What keeping the unknown costs: decoding and encoding legs, against a plain serde derive over the same field types
//! that ignores it. Both read and write the same records in the same run.
//!
//! Held to: decoding at most 1.3 times, encoding at most 1.1 times the plain derive, with no unknown property and with
//! one in ten. Run with `cargo bench -p message-model`.

mod plain;
mod records;

use std::hint::black_box;

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn codec(criterion: &mut Criterion) {
    for (name, records) in [("known", records::known()), ("one-in-ten-unknown", records::one_in_ten_unknown())] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(records.iter().map(|record| record.len() as u64).sum()));
        both::<message_model::Message>(&mut group, "model", &records);
        both::<plain::Message>(&mut group, "plain", &records);
        group.finish();
    }
}

fn both<T: Serialize + DeserializeOwned>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, records: &[String]) {
    group.bench_function(format!("decode/{name}"), |bencher| {
        bencher.iter(|| {
            for record in records {
                let leg: T = serde_json::from_str(black_box(record)).expect("the records are legs");
                black_box(leg);
            }
        });
    });
    let legs: Vec<T> =
        records.iter().map(|record| serde_json::from_str(record).expect("the records are legs")).collect();
    let mut buffer = Vec::with_capacity(64 * 1024);
    group.bench_function(format!("encode/{name}"), |bencher| {
        bencher.iter(|| {
            for leg in black_box(&legs) {
                buffer.clear();
                serde_json::to_writer(&mut buffer, leg).expect("legs can be written");
                black_box(&buffer);
            }
        });
    });
}

criterion_group!(benches, codec);
criterion_main!(benches);
