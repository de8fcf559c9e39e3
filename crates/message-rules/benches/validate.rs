//! Documents per second: checked against every rule, and only decoded.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use message_model::{Conversation, Message, decode, encode};
use message_rules::check;

const ENDED: &str = include_str!("../tests/it/ended.json");

fn documents(criterion: &mut Criterion) {
    let conversation: Conversation = decode(ENDED).expect("a conversation");
    let json = encode(&conversation).expect("a conversation can be written");
    let mut group = criterion.benchmark_group("conversation");
    group.throughput(Throughput::Elements(1));
    group.bench_function("decode", |bencher| {
        bencher.iter(|| decode::<Conversation>(black_box(&json)))
    });
    group.bench_function("check", |bencher| {
        bencher.iter(|| check(black_box(&conversation)))
    });
    group.finish();

    let participants = conversation.participants.as_deref().unwrap_or_default();
    let agent: &Message = &participants[4].messages.as_deref().unwrap_or_default()[0];
    let json = encode(agent).expect("a leg can be written");
    let mut group = criterion.benchmark_group("message");
    group.throughput(Throughput::Elements(1));
    group.bench_function("decode", |bencher| {
        bencher.iter(|| decode::<Message>(black_box(&json)))
    });
    group.bench_function("check", |bencher| bencher.iter(|| check(black_box(agent))));
    group.finish();
}

criterion_group!(benches, documents);
criterion_main!(benches);
