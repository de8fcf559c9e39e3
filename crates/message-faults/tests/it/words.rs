//! Malformed records and records in other words: our own decoder and rules do with them what the
//! verdict says.

use std::collections::{BTreeMap, BTreeSet};

use message_faults::dialect::{Dialect, speak_mix};
use message_faults::form::Form;
use message_faults::{Verdict, course};
use message_generator::Key;
use message_model::Capture;
use message_model::contract::View;
use message_rules::{Severity, check};

use crate::support::episode;

/// Records of every view, with a key for each.
fn records() -> Vec<(View, String, Key)> {
    let mut records = Vec::new();
    for view in View::ALL {
        for number in 0..25 {
            let course = course(view, &episode(view, 3, number));
            // The last one is often alike: one from the middle.
            if let Some(text) = course.get(course.len() / 2) {
                let key = Key::new(3, number);
                let older = Dialect::TextBody.speak(text, 100, key);
                records.extend(older.map(|older| (view, older.record, key)));
                records.push((view, text.clone(), key));
            }
        }
    }
    records
}

fn must_rules(capture: &Capture<'_>) -> BTreeSet<&'static str> {
    let findings = check(capture).into_iter().map(|finding| finding.rule);
    findings
        .filter(|rule| rule.severity == Severity::Must)
        .map(|rule| rule.id)
        .collect()
}

#[test]
fn every_form_is_taken_or_refused_as_its_verdict_says() {
    let mut made: BTreeMap<(Form, View), usize> = BTreeMap::new();
    for (view, text, key) in records() {
        for form in Form::ALL {
            let Some(deformed) = form.deform(&text, key) else {
                continue;
            };
            assert_eq!(deformed.label.verdict, form.verdict());
            let read = match String::from_utf8(deformed.bytes) {
                Ok(text) => Capture::read(text).map_err(|error| error.to_string()),
                Err(error) => Err(error.to_string()),
            };
            match form.verdict() {
                Verdict::Accept => assert!(read.is_ok(), "{view} {}: {read:?}", deformed.label),
                Verdict::Reject => assert!(read.is_err(), "{view} {}", deformed.label),
                Verdict::Either => {}
            }
            *made.entry((form, view)).or_default() += 1;
        }
    }
    for form in Form::ALL {
        let views = made.keys().filter(|(of, _)| *of == form).count();
        assert!(views >= 6, "{form} in {views} views: {made:?}");
    }
}

#[test]
fn every_dialect_says_the_same_to_a_reader() {
    let mut made: BTreeMap<Dialect, usize> = BTreeMap::new();
    for (view, text, key) in records() {
        let before = must_rules(&Capture::read(text.as_str()).expect("it is legal"));
        for dialect in Dialect::ALL {
            let Some(spoken) = dialect.speak(&text, 30, key) else {
                continue;
            };
            assert_ne!(spoken.record, text, "{view} {dialect}");
            let capture = Capture::read(spoken.record.as_str());
            let capture =
                capture.unwrap_or_else(|error| panic!("{view} {}: {error}", spoken.label));
            if let Err(difference) = capture.check_lossless() {
                panic!("{view} {}: {difference:?}", spoken.label);
            }
            let after = must_rules(&capture);
            let more: Vec<_> = after.difference(&before).collect();
            assert!(more.is_empty(), "{view} {}: {more:?}", spoken.label);
            *made.entry(dialect).or_default() += 1;
        }
    }
    println!("{made:?}");
    for dialect in Dialect::ALL {
        assert!(
            made.get(&dialect).is_some_and(|made| *made >= 2),
            "{dialect}: {made:?}"
        );
    }
}

#[test]
fn a_mix_is_either_as_soon_as_one_of_it_is() {
    let (_, text, key) = records().swap_remove(0);
    let mix = |dialects: &[Dialect]| {
        let mix: Vec<_> = dialects.iter().map(|dialect| (*dialect, 100)).collect();
        speak_mix(&text, &mix, key).map(|spoken| spoken.label.verdict)
    };
    assert_eq!(
        mix(&[Dialect::KeyOrder, Dialect::Offsets]),
        Some(Verdict::Accept)
    );
    assert_eq!(
        mix(&[Dialect::KeyOrder, Dialect::ParticipantOrder]),
        Some(Verdict::Either)
    );
    assert_eq!(mix(&[]), None);
}
