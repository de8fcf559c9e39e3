//! Disturbed streams and the reference reader: what the labels say that can be known is what
//! `message_rules::Fold` comes to, in whatever order the frames arrive.

use std::collections::BTreeMap;

use message_faults::stream::{Item, LegEnd, Preset, Rates, Source, Stream, StreamFault, Tape};
use message_generator::{Episode, Key, Run};
use message_model::{Capture, Id, TopicKind};
use message_rules::{Delivery, Fold, Note, check_sequence};

/// The conversations of a tape.
fn episodes(number: u64) -> Vec<Episode> {
    let run = Run::new(11);
    (3 * number..3 * number + 3)
        .flat_map(|number| run.episodes(number))
        .collect()
}

/// Tapes of what a client of the platform may have subscribed to.
fn tapes() -> Vec<Tape> {
    let kinds: [&[TopicKind]; 4] = [
        &[TopicKind::QueueConversations, TopicKind::UserConversations],
        &[TopicKind::QueueMessages, TopicKind::UserMessages],
        &[TopicKind::QueueConversations, TopicKind::QueueMessages],
        &[TopicKind::UserConversations, TopicKind::DetailEvent],
    ];
    let tapes = (0..24).map(|number| {
        let kinds = kinds[number as usize % kinds.len()];
        Tape::of(&episodes(number), |frame| {
            kinds.contains(&frame.topic.kind())
        })
    });
    // Some to their end, and some that break off while legs are live.
    let cut = tapes.enumerate().map(|(number, tape)| {
        let last = tape.frames().len() * (number % 4 + 1) / 4;
        let rest: Vec<usize> = (last..tape.frames().len()).collect();
        tape.without(&rest)
    });
    cut.filter(|tape| !tape.frames().is_empty()).collect()
}

fn folded(items: &[Item]) -> Fold {
    let mut fold = Fold::default();
    for item in items {
        fold.push(&Capture::read(item.text.as_str()).expect("what is sent can be read"));
    }
    fold
}

/// Where the fold differs from the end that the label gives, in words.
fn difference(fold: &Fold, end: &LegEnd) -> Option<String> {
    let id = |text: &str| Id::from(text);
    let conversation = id(&end.conversation_id);
    let Some(leg) = fold.leg(Some(&conversation), &id(&end.participant_id)) else {
        return Some(format!("no leg of {}", end.participant_id));
    };
    let mut messages: Vec<(String, Option<String>)> = Vec::new();
    for message in &leg.messages {
        let status = message
            .status
            .as_ref()
            .map(|status| status.as_str().to_owned());
        messages.push((message.id.to_string(), status));
    }
    let text = |value: Option<String>| value.unwrap_or_default();
    let found = [
        text(leg.state.as_ref().map(|state| state.as_str().to_owned())),
        text(leg.disconnected_time.map(|at| at.to_string())),
        text(
            leg.disconnect_type
                .as_ref()
                .map(|how| how.as_str().to_owned()),
        ),
        format!("{messages:?}"),
        format!("{:?}", leg.uncertain),
        match end.uncertain.is_empty() {
            true => leg.held.unwrap_or_default().to_string(),
            false => "open".to_owned(),
        },
    ];
    let mut wanted = end.messages.clone();
    // Messages of the same millisecond have no order.
    wanted.sort();
    messages.sort();
    let expected = [
        end.state.clone(),
        text(end.disconnected_time.clone()),
        text(end.disconnect_type.clone()),
        format!("{:?}", end.messages),
        format!("{:?}", end.uncertain),
        match end.uncertain.is_empty() {
            true => end.held.to_string(),
            false => "open".to_owned(),
        },
    ];
    let alike = found
        .iter()
        .zip(&expected)
        .enumerate()
        .all(|(place, (one, other))| one == other || (place == 3 && messages == wanted));
    (!alike).then(|| {
        format!(
            "{}: found {found:?}, expected {expected:?}",
            end.participant_id
        )
    })
}

/// Checks every end of a stream; returns how many there were and how many of them are open.
#[track_caller]
fn check(stream: &Stream, what: &str) -> (usize, usize) {
    let fold = folded(&stream.items);
    let wrong: Vec<_> = stream
        .ends
        .iter()
        .filter_map(|end| difference(&fold, end))
        .collect();
    assert!(wrong.is_empty(), "{what}: {}", wrong.join("\n"));
    let open = stream
        .ends
        .iter()
        .filter(|end| !end.uncertain.is_empty())
        .count();
    (stream.ends.len(), open)
}

#[test]
fn a_right_reader_comes_to_the_end_that_the_label_gives() {
    let (mut ends, mut open) = (0, 0);
    for (number, tape) in tapes().iter().enumerate() {
        let key = Key::new(5, number as u64);
        for preset in Preset::ALL {
            let of_stream = check(&tape.disturb(&preset.rates(), key), preset.as_str());
            (ends, open) = (ends + of_stream.0, open + of_stream.1);
        }
        for fault in StreamFault::ALL {
            let rates = Rates::only(
                fault,
                if fault == StreamFault::Gap {
                    1_000_000
                } else {
                    200_000
                },
            );
            let of_stream = check(&tape.disturb(&rates, key), fault.as_str());
            (ends, open) = (ends + of_stream.0, open + of_stream.1);
        }
    }
    println!("{ends} legs at their ends, {open} of them with an open hold");
    assert!(
        ends > 2_000 && open > 0 && open < ends / 10,
        "{open} of {ends}"
    );
}

#[test]
fn what_is_lost_and_caught_up_is_known_as_if_it_had_come() {
    let mut caught_up = 0;
    for (number, tape) in tapes().iter().enumerate() {
        let key = Key::new(5, number as u64);
        let whole = tape.disturb(&Preset::Lossless.rates(), key);
        let gap = tape.disturb(&Rates::only(StreamFault::Gap, 1_000_000), key);
        let reader = folded(&gap.items);
        assert!(gap.items.iter().any(|item| item.source == Source::Api));
        // The API shows every leg, those of other users' topics too.
        for end in &whole.ends {
            let with_gap = gap
                .ends
                .iter()
                .find(|other| other.participant_id == end.participant_id);
            let with_gap = with_gap.expect("an answer shows all that frames have shown");
            assert_eq!(difference(&reader, with_gap), None);
            caught_up += 1;
        }
        for fault in gap
            .faults
            .iter()
            .filter(|_| !tape.texts().any(|text| text.contains("detail")))
        {
            assert!(fault.known_from.is_some(), "{fault:?} is told by an answer");
        }
    }
    assert!(caught_up > 100, "{caught_up}");
}

/// Precision and recall of what the rules of sequences say of the delivery.
#[test]
fn repetitions_are_all_found() {
    let mut counts: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    for (number, tape) in tapes().iter().enumerate() {
        let key = Key::new(5, number as u64);
        for fault in [
            StreamFault::Duplicate,
            StreamFault::TwoSockets,
            StreamFault::Repeated,
        ] {
            let before = repeated(&tape.disturb(&Rates::none(), key));
            let stream = tape.disturb(&Rates::only(fault, 200_000), key);
            let found = repeated(&stream);
            // A hold that ended shows what was shown before it: that is no repetition.
            let surplus = found
                .len()
                .saturating_sub(before.len() + stream.faults.len());
            let copies = stream
                .faults
                .iter()
                .filter_map(|fault| fault.arrived.get(1));
            let hits = copies.filter(|copy| found.contains(copy)).count();
            let (hit, wanted, wrong) = counts.entry(fault.as_str()).or_default();
            (*hit, *wanted, *wrong) =
                (*hit + hits, *wanted + stream.faults.len(), *wrong + surplus);
        }
    }
    for (fault, (hit, wanted, wrong)) in counts {
        println!("{fault}: recall {hit} of {wanted}, {wrong} found too many");
        assert_eq!((hit, wrong), (wanted, 0), "{fault}");
        assert!(wanted > 20, "{fault}: {wanted}");
    }
}

/// The places of the items that the rules of sequences call repeated.
fn repeated(stream: &Stream) -> Vec<usize> {
    let captures: Vec<Capture<'_>> = stream
        .items
        .iter()
        .map(|item| Capture::read(item.text.as_str()).expect("what is sent can be read"))
        .collect();
    let report = check_sequence(captures.as_slice(), Delivery::Unordered, None);
    let notes = report.notes.iter().filter_map(|note| match note {
        Note::Repeated { snapshot, .. } => Some(*snapshot),
        _ => None,
    });
    notes.collect()
}

#[test]
fn each_fault_leaves_the_others_where_they_were() {
    let tape = &tapes()[0];
    let key = Key::new(9, 0);
    let of = |stream: Stream, fault: StreamFault| {
        let own = stream.faults.into_iter().filter(|one| one.fault == fault);
        own.map(|one| one.frame).collect::<Vec<_>>()
    };
    let alone = of(
        tape.disturb(&Rates::only(StreamFault::Duplicate, 300_000), key),
        StreamFault::Duplicate,
    );
    let mut both = Rates::only(StreamFault::Duplicate, 300_000);
    both.per_million[StreamFault::Late as usize] = 300_000;
    let both = tape.disturb(&both, key);
    assert!(both.faults.iter().any(|one| one.fault == StreamFault::Late));
    assert_eq!(of(both, StreamFault::Duplicate), alone);
    let again = tape.disturb(&Preset::Hostile.rates(), key);
    assert_eq!(
        again.items,
        tape.disturb(&Preset::Hostile.rates(), key).items
    );
}

#[test]
fn what_never_arrives_and_is_told_by_nothing_is_never_known() {
    let mut lost = (0, 0);
    for (number, tape) in tapes().iter().enumerate() {
        let stream = tape.disturb(
            &Rates::only(StreamFault::Lost, 300_000),
            Key::new(5, number as u64),
        );
        for fault in &stream.faults {
            assert!(fault.arrived.is_empty());
            match fault.known_from {
                Some(_) => lost.0 += 1,
                None => lost.1 += 1,
            }
        }
    }
    assert!(lost.0 > 50 && lost.1 > 5, "{lost:?}");
}
