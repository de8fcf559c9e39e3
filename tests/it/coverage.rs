//! What the scenarios show of the transition table, and what the table cannot show of the contract.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use message_generator::{Episode, Key, Scenario, Script, play_lenient, sample};
use message_lifecycle::Table;
use message_model::{ApiRevision, DisconnectType, Message, MessageState, MessageStatus};

/// How many plays of each scenario are looked at: choices leave something out of one.
const PLAYS: u64 = 12;

/// What the contract lists and no row can produce on a message leg, each with the reason.
const NOT_PRODUCED: [(&str, &str); 6] = [
    ("disconnectType endpoint", "telephony: a message leg has no endpoint that hangs up (inferred)"),
    ("disconnectType other", "a catch-all of the contract; no source shows what ends so"),
    ("disconnectType transfer.conference", "there are no conferences of messages: only blind transfers (documented)"),
    ("disconnectType transfer.consult", "the consult button does not appear for messages (documented)"),
    ("disconnectType transfer.forward", "forwarding is of calls; no source shows a message that is forwarded"),
    ("disconnectType uncallable", "of the dialer, which does not write (inferred)"),
];

/// Likewise, for values that some source ties to messages but none says when.
const NOT_KNOWN: [(&str, &str); 1] =
    [("disconnectType transport.failure", "no source ties it to a message leg or says when it comes")];

/// Some rows are for platforms of older releases only, where a later value has an older one in its place.
const PLATFORMS: [ApiRevision; 2] = [ApiRevision::LATEST, ApiRevision::V192];

/// A play of the scenario on the platform of a release, without the steps that it cannot have.
fn episodes(scenario: &Scenario, number: u64, revision: ApiRevision) -> Vec<Episode> {
    play_lenient(&Script { revision, ..sample(scenario, Key::new(1, number)) }).1
}

#[derive(Default)]
struct Shown {
    rows: BTreeMap<String, usize>,
    states: BTreeSet<String>,
    segment_types: BTreeSet<String>,
    disconnect_types: BTreeSet<String>,
    statuses: BTreeSet<String>,
}

impl Shown {
    fn of_scenarios() -> Self {
        let mut shown = Self::default();
        for scenario in Scenario::all_builtin() {
            for number in 0..PLAYS {
                for episode in PLATFORMS.into_iter().flat_map(|release| episodes(&scenario, number, release)) {
                    for (_, applied) in episode.applied() {
                        *shown.rows.entry(applied.row.id.to_owned()).or_default() += 1;
                        if let Some(row) = applied.status_row {
                            *shown.rows.entry(format!("status {}", row.id)).or_default() += 1;
                        }
                    }
                    for (_, snapshot) in episode.snapshots() {
                        let legs = snapshot.participants.iter().flatten().flat_map(|one| one.messages.iter().flatten());
                        legs.for_each(|leg| shown.leg(leg));
                    }
                }
            }
        }
        shown
    }

    fn leg(&mut self, leg: &Message) {
        self.states.extend(leg.state.as_ref().map(ToString::to_string));
        if leg.held == Some(true) {
            self.states.insert("connected, held".to_owned());
        }
        self.disconnect_types.extend(leg.disconnect_type.as_ref().map(ToString::to_string));
        self.segment_types.extend(leg.segments.iter().flatten().filter_map(|segment| segment.r#type.clone()));
        let statuses = leg.messages.iter().flatten().filter_map(|message| message.message_status.as_ref());
        self.statuses.extend(statuses.map(ToString::to_string));
    }
}

#[test]
fn scenarios_take_every_row_and_show_everything_that_rows_can_produce() {
    let shown = Shown::of_scenarios();
    let table = Table::standard();
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| row.id.to_owned())
        .chain(table.statuses.iter().map(|row| format!("status {}", row.id)))
        .collect();
    let never: Vec<_> = rows.iter().filter(|row| !shown.rows.contains_key(*row)).collect();
    assert!(never.is_empty(), "taken by no scenario: {never:?}");

    let states: BTreeSet<_> = MessageState::TEXTS.iter().map(|text| (*text).to_owned()).collect();
    assert!(shown.states.is_superset(&states), "{:?}", shown.states);
    let segment_types = ["Alert", "Hold", "Interact", "Parked"].map(str::to_owned);
    assert_eq!(shown.segment_types, segment_types.into_iter().collect());
    let statuses: BTreeSet<_> = MessageStatus::TEXTS.iter().map(|text| (*text).to_owned()).collect();
    assert_eq!(shown.statuses, statuses);

    // What the contract lists is shown or is on the list of what cannot be, and never both.
    let not_shown: BTreeSet<String> = DisconnectType::TEXTS
        .iter()
        .filter(|text| !shown.disconnect_types.contains(**text))
        .map(|text| format!("disconnectType {text}"))
        .collect();
    let listed = NOT_PRODUCED.iter().chain(&NOT_KNOWN).map(|(value, _)| (*value).to_owned()).collect();
    assert_eq!(not_shown, listed);

    insta::assert_snapshot!("coverage", page(&shown, &rows));
}

fn page(shown: &Shown, rows: &[String]) -> String {
    let mut page = format!(
        "{} rows, all taken by the scenarios (times in {PLAYS} plays of each, today and as of 192.0.0)\n\n",
        rows.len()
    );
    for row in rows {
        let _ = writeln!(page, "{:6}  {row}", shown.rows.get(row).copied().unwrap_or_default());
    }
    for (what, values) in [
        ("states", &shown.states),
        ("segment types", &shown.segment_types),
        ("disconnect types", &shown.disconnect_types),
        ("message statuses", &shown.statuses),
    ] {
        let values: Vec<_> = values.iter().map(String::as_str).collect();
        let _ = write!(page, "\n{what}: {}\n", values.join(", "));
    }
    page.push_str("\nlisted by the contract, produced by no row:\n");
    for (value, reason) in NOT_PRODUCED.iter().chain(&NOT_KNOWN) {
        let _ = writeln!(page, "  {value}: {reason}");
    }
    print!("{page}");
    page
}
