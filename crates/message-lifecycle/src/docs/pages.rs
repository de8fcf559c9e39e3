//! The generated regions of the README, as Markdown.

use std::collections::BTreeMap;

use super::effects::effects;
use crate::projection::detail;
use crate::{Ending, EventKind, Follow, LegSelector, Role, Row, SegmentEffect, StateName, Table};

/// The states of a leg and the events between them, as a Mermaid diagram.
pub fn state_diagram(table: &Table) -> String {
    let mut arrows: BTreeMap<(StateName, StateName), Vec<&str>> = BTreeMap::new();
    for row in &table.rows {
        for &from in &row.from {
            let names = arrows
                .entry((from, row.movement.next().unwrap_or(from)))
                .or_default();
            if !names.contains(&row.event.as_str()) {
                names.push(row.event.as_str());
            }
        }
    }
    let mut page = String::from("```mermaid\nstateDiagram-v2\n");
    for ((from, to), names) in arrows {
        page += &format!(
            "    {} --> {}: {}\n",
            node(from),
            node(to),
            names.join(", ")
        );
    }
    page += "```\n";
    page
}

/// Every row of the transition table, as a Markdown table.
pub fn transitions(table: &Table) -> String {
    let mut page = markdown_row(&[
        "row",
        "event",
        "leg",
        "from → to",
        "only if",
        "sets; clears",
        "segment",
        "ends with",
        "what follows",
        "told",
        "known",
    ]);
    page += &rule(11);
    for row in &table.rows {
        page += &markdown_row(&[
            &format!("`{}`", row.id),
            row.event.as_str(),
            &roles(&row.roles),
            &states(row),
            &conditions(row),
            &changes(row),
            &segment(row.segment),
            row.ending.map_or("", Ending::as_str),
            &follows(&row.follows),
            &told(row),
            &format!("{}: {}", row.evidence.as_str(), row.source),
        ]);
    }
    page
}

/// Every way a leg can end: which event ends it, how the other legs end, and the evidence; then the
/// disconnect types that no row produces.
pub fn disconnect_types(table: &Table) -> String {
    let mut page = markdown_row(&[
        "disconnect type",
        "a leg of",
        "that is",
        "ends by",
        "the other legs get",
        "known",
    ]);
    page += &rule(6);
    for ending in Ending::ALL {
        for row in table.rows.iter().filter(|row| row.ending == Some(ending)) {
            page += &markdown_row(&[
                &format!("`{}`", ending.as_str()),
                &roles(&row.roles),
                &names(&row.from),
                &format!("{}{}", row.event.as_str(), release(row)),
                &others_get(table, row),
                row.evidence.as_str(),
            ]);
        }
    }
    page += "\nThe contract allows these too; on a message leg no row produces them:\n\n";
    for (kind, reason) in Ending::NOT_PRODUCED {
        page += &format!("- `{}`: {reason}\n", kind.as_str());
    }
    page
}

/// Every row of the status table (which status of a message can follow which), as a Markdown table.
pub fn statuses(table: &Table) -> String {
    let mut page = markdown_row(&["row", "message", "from → to", "channels", "known"]);
    page += &rule(5);
    for row in &table.statuses {
        let channels: Vec<&str> = row
            .channels
            .iter()
            .map(|channel| channel.as_str())
            .collect();
        page += &markdown_row(&[
            &format!("`{}`", row.id),
            if row.from_contact {
                "of the contact"
            } else {
                "to the contact"
            },
            &format!(
                "{} → {}",
                row.from.map_or("new", crate::Status::as_str),
                row.to.as_str()
            ),
            if channels.is_empty() {
                "all"
            } else {
                channels[0]
            },
            &format!("{}: {}", row.evidence.as_str(), row.source),
        ]);
    }
    page
}

fn node(state: StateName) -> &'static str {
    match state {
        StateName::New => "[*]",
        named => named.as_str(),
    }
}

fn markdown_row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn rule(columns: usize) -> String {
    format!("|{}\n", " --- |".repeat(columns))
}

fn roles(roles: &[Role]) -> String {
    if roles.len() == Role::ALL.len() {
        return "any".to_owned();
    }
    roles
        .iter()
        .map(|role| role.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

fn states(row: &Row) -> String {
    match row.movement.next() {
        Some(to) => format!("{} → {to}", names(&row.from)),
        None => format!("{} (stays)", names(&row.from)),
    }
}

fn names(states: &[StateName]) -> String {
    states
        .iter()
        .map(|state| state.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

fn conditions(row: &Row) -> String {
    let mut conditions: Vec<String> = row
        .guards
        .iter()
        .map(|guard| guard.text().to_owned())
        .collect();
    conditions.extend(row.since.map(|since| format!("since release {since}")));
    conditions.extend(row.before.map(|before| format!("before release {before}")));
    conditions.join("; ")
}

fn release(row: &Row) -> String {
    let since = row.since.map(|since| format!(" (since {since})"));
    let before = row.before.map(|before| format!(" (before {before})"));
    since.or(before).unwrap_or_default()
}

fn changes(row: &Row) -> String {
    let effects = effects(row);
    match (effects.sets.as_slice(), effects.clears.as_slice()) {
        (sets, []) => sets.join(", "),
        (sets, clears) => format!("{}; clears {}", sets.join(", "), clears.join(", ")),
    }
}

fn segment(effect: SegmentEffect) -> String {
    match effect {
        SegmentEffect::None => String::new(),
        SegmentEffect::Open(kind) => format!("opens {}", kind.as_str()),
        SegmentEffect::Next(kind) => format!("closes by {0}, opens {0}", kind.as_str()),
        SegmentEffect::Close => "closes by Disconnect".to_owned(),
    }
}

fn follows(follows: &[Follow]) -> String {
    let texts = follows.iter().map(|follow| {
        let (legs, event) = (follow.legs.text(), follow.event);
        format!("{legs}: {event} ({} ms)", follow.delay_ms)
    });
    texts.collect::<Vec<_>>().join("; ")
}

/// Whether the topics in reach are notified, and the detail events.
fn told(row: &Row) -> String {
    let mut told = Vec::new();
    if row.causes.notifies {
        told.push("in reach".to_owned());
    }
    for role in &row.roles {
        let name = row
            .causes
            .detail
            .and_then(|moment| detail::name(*role, moment));
        let name = name.map(|name| format!("`{name}`"));
        told.extend(name.filter(|name| !told.contains(name)));
    }
    told.join(", ")
}

fn others_get(table: &Table, row: &Row) -> String {
    let texts = row.follows.iter().map(|follow| {
        let legs = follow.legs.text();
        match endings_by(table, follow.event) {
            _ if follow.legs == LegSelector::WrappingUp => format!("{legs}: the system does it"),
            names if names.is_empty() => format!("{legs}: {}", follow.event),
            names => format!("{legs}: `{names}`"),
        }
    });
    texts.collect::<Vec<_>>().join("; ")
}

fn endings_by(table: &Table, event: EventKind) -> String {
    let rows = table.rows.iter().filter(|row| row.event == event);
    let endings = rows.filter_map(|row| row.ending).map(Ending::as_str);
    let mut names: Vec<&str> = endings.collect();
    names.dedup();
    names.join(" or ")
}
