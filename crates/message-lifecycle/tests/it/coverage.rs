//! What the tables can produce, and what the contract allows beyond it.

use std::collections::BTreeSet;

use message_lifecycle::{Ending, EventKind, SegmentEffect, SegmentType, StateName, Status, Table};
use message_model::contract::Root;

#[test]
fn every_name_of_the_vocabulary_is_in_the_table() {
    let rows = &Table::standard().rows;
    for kind in EventKind::ALL {
        assert!(
            rows.iter().any(|row| row.event == kind),
            "no row for {kind}"
        );
    }
    for ending in Ending::ALL {
        assert!(
            rows.iter().any(|row| row.ending == Some(ending)),
            "no row ends with {}",
            ending.as_str()
        );
    }
    for state in StateName::ALL {
        assert!(
            rows.iter().any(|row| row.from.contains(&state)),
            "no row starts from {state}"
        );
    }
    for kind in SegmentType::ALL {
        let opens = |row: &message_lifecycle::Row| match row.segment {
            SegmentEffect::Open(opened) | SegmentEffect::Next(opened) => opened == kind,
            SegmentEffect::None | SegmentEffect::Close => false,
        };
        assert!(rows.iter().any(opens), "no row opens {}", kind.as_str());
    }
    for status in Status::ALL {
        assert!(
            Table::standard()
                .statuses
                .iter()
                .any(|row| row.to == status),
            "no row for {}",
            status.as_str()
        );
    }
}

#[test]
fn every_disconnect_type_is_produced_or_has_a_reason_why_not() {
    let produced = Ending::ALL
        .into_iter()
        .map(|ending| ending.disconnect_type().as_str().to_owned());
    let left_out = Ending::NOT_PRODUCED
        .iter()
        .map(|(kind, _)| kind.as_str().to_owned());
    let covered: Vec<String> = produced.chain(left_out).collect();
    let property = Root::Message.definition().property("disconnectType");
    let known: BTreeSet<String> = property
        .iter()
        .flat_map(|property| property.values())
        .map(|value| value.text().to_owned())
        .collect();
    assert_eq!(covered.iter().cloned().collect::<BTreeSet<_>>(), known);
    assert_eq!(covered.len(), known.len(), "none is listed twice");
    assert!(
        Ending::ALL
            .iter()
            .all(|ending| ending.as_str() == ending.disconnect_type().as_str())
    );
}

#[test]
fn every_row_has_a_name_of_its_own_and_a_source() {
    let table = Table::standard();
    let ids = table
        .rows
        .iter()
        .map(|row| row.id)
        .chain(table.statuses.iter().map(|row| row.id));
    let sources = table
        .rows
        .iter()
        .map(|row| row.source)
        .chain(table.statuses.iter().map(|row| row.source));
    assert!(sources.clone().all(|source| !source.is_empty()));
    assert_eq!(ids.clone().collect::<BTreeSet<_>>().len(), ids.count());
    println!(
        "{} rows, {} rows of statuses",
        table.rows.len(),
        table.statuses.len()
    );
}
