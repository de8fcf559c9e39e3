//! A tester that asserts in which order replies come, over a line that promises none: what cost a
//! public one 54 minutes a run instead of 14 takes no time here, since time is a value
//! (ovotech/genesys-web-messaging-tester@2011f35, docs/unordered-messages.md).
//!
//! That tester holds every message back for a while and sorts what has come meanwhile. With a short
//! while it stays wrong at times, with a long one every test waits. A fold is right at once.

use std::collections::BTreeSet;

use message_faults::stream::{Item, Preset, Rates, Stream, StreamFault, Tape};
use message_generator::{Key, Scenario, play, sample};
use message_model::{Capture, TopicKind};
use message_rules::Fold;
use serde_json::Value;

/// How many runs of the tester there are.
const RUNS: u64 = 60;

/// A message as a frame shows it: when it was sent, and its id.
type Sent = (String, String);

fn stream(number: u64) -> Stream {
    let scenario = Scenario::named("inbound-answered-agent-ends").unwrap();
    let episodes = play(&sample(&scenario, Key::new(3, number))).unwrap();
    let tape = Tape::of(&episodes, |frame| {
        frame.topic.kind() == TopicKind::QueueMessages
    });
    let mut rates = Preset::VendorLike.rates();
    // Three frames in ten are late, so that sixty runs show it.
    rates.per_million[StreamFault::Late as usize] = 300_000;
    rates.per_million[StreamFault::Gap as usize] = 0;
    tape.disturb(&rates, Key::new(3, number))
}

/// The messages that an item shows, in the order of their times.
fn messages(item: &Item) -> BTreeSet<Sent> {
    let whole: Value = serde_json::from_str(&item.text).unwrap();
    let body = whole.get("eventBody").unwrap_or(&whole);
    let participants = body["participants"].as_array().into_iter().flatten();
    let all = participants.flat_map(|one| one["messages"].as_array().into_iter().flatten());
    let all = all.filter_map(|message| {
        let id = message
            .get("messageId")
            .or_else(|| message["message"].get("id"))?;
        Some((
            message["messageTime"].as_str()?.to_owned(),
            id.as_str()?.to_owned(),
        ))
    });
    all.collect()
}

/// What a tester takes for the replies: whatever is newest in each item that it is given.
fn heard<'i>(items: impl IntoIterator<Item = &'i Item>) -> Vec<String> {
    let mut heard: Vec<String> = Vec::new();
    for item in items {
        if let Some((_, newest)) = messages(item).pop_last()
            && heard.last() != Some(&newest)
        {
            heard.push(newest);
        }
    }
    heard
}

/// The items in the order in which a tester passes them on that holds each back for so long, and
/// sorts those that it holds by their newest message.
fn held_back(items: &[Item], hold_ms: i64) -> Vec<&Item> {
    let mut passed_on = Vec::new();
    let mut held: Vec<(Option<Sent>, &Item)> = Vec::new();
    for item in items {
        let now = item.at.as_micros();
        held.sort_by(|one, other| one.0.cmp(&other.0));
        let is_due = |(_, one): &(_, &Item)| one.at.as_micros() + hold_ms * 1_000 <= now;
        if let Some(last) = held.iter().rposition(is_due) {
            passed_on.extend(held.drain(..=last).map(|(_, one)| one));
        }
        held.push((messages(item).pop_last(), item));
    }
    held.sort_by(|one, other| one.0.cmp(&other.0));
    passed_on.extend(held.into_iter().map(|(_, one)| one));
    passed_on
}

/// The messages that a fold knows in the end, in the order of their times.
fn folded(items: &[Item]) -> Vec<String> {
    let mut fold = Fold::default();
    for item in items {
        fold.push(&Capture::read(item.text.as_str()).unwrap());
    }
    let messages = fold.legs().flat_map(|leg| &leg.messages);
    let sent = messages.map(|message| (message.time, message.id.to_string()));
    let sent: BTreeSet<_> = sent.collect();
    sent.into_iter().map(|(_, id)| id).collect()
}

#[test]
fn a_tester_that_sorts_what_it_holds_back_waits_long_or_is_wrong() {
    let streams: Vec<Stream> = (0..RUNS).map(stream).collect();
    let wrong = |hold_ms: i64| {
        let is_wrong =
            |stream: &&Stream| heard(held_back(&stream.items, hold_ms)) != folded(&stream.items);
        streams.iter().filter(is_wrong).count()
    };
    let latest = Rates::none().late_ms_max + Rates::none().window_ms;
    let (at_once, short, long) = (wrong(0), wrong(1_000), wrong(2 * latest));
    println!("of {RUNS} runs wrong: {at_once} at once, {short} after 1 s, {long} after all delays");
    assert!(
        at_once >= short && short > 0,
        "{at_once} at once, {short} after a second"
    );
    assert_eq!(long, 0);
}

#[test]
fn a_fold_knows_the_order_of_messages_without_waiting() {
    for number in 0..RUNS {
        let stream = stream(number);
        let last = messages(stream.items.iter().max_by_key(|item| item.frame).unwrap());
        let sent: Vec<String> = last.into_iter().map(|(_, id)| id).collect();
        assert_eq!(folded(&stream.items), sent, "run {number}");
    }
}
