//! The cost of keeping the unknown: decoding and encoding legs and the conversations and events of
//! every view, compared with a plain serde derive over the same field types that ignores it. Both
//! read and write the same records, in turns.
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

use message_model::contract::Root;
use message_model::{
    AnalyticsConversation, Conversation, EventConversation, EventMessageConversation, Message,
    MessageConversation, MessageData, OpenNormalizedMessage, UserEndEvent,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use records::Records;

fn main() {
    fair::same_properties();
    compare::<Message, plain::Message>(Root::Message, &Records::legs());
    compare::<Conversation, plain::conversation::Conversation>(
        Root::Conversation,
        &Records::played(include_str!("records/conversation.json")),
    );
    compare::<MessageConversation, plain::media::MessageConversation>(
        Root::MessageConversation,
        &Records::played(include_str!("records/media.json")),
    );
    compare::<EventConversation, plain::notification::EventConversation>(
        Root::EventConversation,
        &Records::played(include_str!("records/notification.json")),
    );
    compare::<EventMessageConversation, plain::media_notification::EventMessageConversation>(
        Root::EventMessageConversation,
        &Records::played(include_str!("records/media_notification.json")),
    );
    compare::<UserEndEvent, plain::detail_event::UserEndEvent>(
        Root::UserEndEvent,
        &Records::played(include_str!("records/detail_event.json")),
    );
    compare::<MessageData, plain::bodies::MessageData>(
        Root::MessageData,
        &Records::played(include_str!("records/body.json")),
    );
    compare::<OpenNormalizedMessage, plain::open_messaging::OpenNormalizedMessage>(
        Root::OpenNormalizedMessage,
        &Records::played(include_str!("records/open_message.json")),
    );
    compare::<AnalyticsConversation, plain::analytics::AnalyticsConversation>(
        Root::AnalyticsConversation,
        &Records::played(include_str!("records/analytics.json")),
    );
}

/// Checks that the comparison of two types for the same payloads is fair, and prints it.
fn compare<Ours, Plain>(root: Root, records: &Records)
where
    Ours: Serialize + DeserializeOwned,
    Plain: Serialize + DeserializeOwned,
{
    fair::hold::<Ours, Plain>(root, records);
    // `cargo bench` passes `--bench`; anything else, such as `cargo test`, only checks that it
    // runs.
    let pairs = if std::env::args().any(|argument| argument == "--bench") {
        2_000
    } else {
        1
    };
    for (name, records) in [
        ("all known", &records.known),
        ("one in ten unknown", &records.one_in_ten_unknown),
    ] {
        let decoding = paired::compare(
            pairs,
            || decode::<Ours>(records),
            || decode::<Plain>(records),
        );
        println!("{root}: decode, {name}: {decoding}");
        let encoding = paired::compare(pairs, encode::<Ours>(records), encode::<Plain>(records));
        println!("{root}: encode, {name}: {encoding}");
    }
}

fn decode<T: DeserializeOwned>(records: &[String]) {
    for record in records {
        let value: T =
            serde_json::from_str(black_box(record)).expect("the records are of this type");
        black_box(value);
    }
}

/// Work that writes all records as a `T`, into the same buffer each time.
fn encode<T: Serialize + DeserializeOwned>(records: &[String]) -> impl FnMut() {
    let values: Vec<T> = records
        .iter()
        .map(|record| serde_json::from_str(record).expect("the records are of this type"))
        .collect();
    let mut buffer = Vec::with_capacity(64 * 1024);
    move || {
        for value in black_box(&values) {
            buffer.clear();
            serde_json::to_writer(&mut buffer, value).expect("what was read can be written");
            black_box(&buffer);
        }
    }
}
