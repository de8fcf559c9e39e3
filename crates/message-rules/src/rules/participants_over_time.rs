//! Rules for the participants of a conversation from one snapshot to the next: who is there stays
//! there, and stays who it is.

use std::collections::{HashMap, HashSet};

use message_model::{Id, Participant};

use crate::contact::role;
use crate::judge::{Judge, breach};
use crate::medium::Role;
use crate::quote::{quoted, shown};
use crate::rule::Rule;
use crate::rules::entry::{Check, Entry, USUALLY};
use crate::source::{CALLBACK_CONVERSATION, CONCLUSION, FORUM_CAPS};
use crate::succession::Change;

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "participants-never-vanish",
            reason: "a participant stays in its conversation when it has left, so that their number \
                     never falls",
            sources: &[&CALLBACK_CONVERSATION, &CONCLUSION],
            passes: r#"[{"participants": [{"id": "00000001-1111-4222-8333-444455556666"}]},
                {"participants": [{"id": "00000001-1111-4222-8333-444455556666"},
                    {"id": "00000002-1111-4222-8333-444455556666"}]}]"#,
            fails: r#"[{"participants": [{"id": "00000001-1111-4222-8333-444455556666"},
                    {"id": "00000002-1111-4222-8333-444455556666"}]},
                {"participants": [{"id": "00000001-1111-4222-8333-444455556666"}]}]"#,
            ..USUALLY
        },
        Check::Change(never_vanish),
    ),
    Entry::new(
        Rule {
            id: "participant-keeps-identity",
            reason: "a participant stays who it is: its purpose and user, and the name of an agent, \
                     queue or flow; an external contact becomes a customer when a queue comes in",
            sources: &[&FORUM_CAPS, &CONCLUSION],
            passes: r#"[{"participants": [{"id": "00000001-1111-4222-8333-444455556666", "purpose": "external"}]},
                {"participants": [{"id": "00000001-1111-4222-8333-444455556666", "purpose": "customer"}]}]"#,
            fails: r#"[{"participants": [{"id": "00000001-1111-4222-8333-444455556666", "purpose": "agent"}]},
                {"participants": [{"id": "00000001-1111-4222-8333-444455556666", "purpose": "acd"}]}]"#,
            ..USUALLY
        },
        Check::Change(keeps_identity),
    ),
];

fn never_vanish(change: &Change<'_, '_>, judge: &mut Judge<'_>) {
    if change.before.view != change.after.view {
        return;
    }
    let after: HashSet<&Id> = change
        .after
        .participants()
        .filter_map(|(_, participant, _)| participant.id.as_ref())
        .collect();
    for (_, participant, legs) in change.before.participants() {
        let Some(id) = &participant.id else { continue };
        let stays = after.contains(id);
        // Of a leg that vanishes another rule tells.
        if !stays && !legs.is_empty() {
            continue;
        }
        judge.that(stays, || {
            let found = format!("no participant with id {}", shown(Some(id)));
            breach(
                "participants".to_owned(),
                found,
                "every participant of the snapshot before it",
            )
        });
    }
}

fn keeps_identity(change: &Change<'_, '_>, judge: &mut Judge<'_>) {
    let named = change.before.participants();
    let before: HashMap<&Id, &Participant> = named
        .filter_map(|(_, participant, _)| Some((participant.id.as_ref()?, participant)))
        .collect();
    for (index, after, _) in change.after.participants() {
        let Some(before) = after.id.as_ref().and_then(|id| before.get(id)) else {
            continue;
        };
        let becomes_customer = before.purpose.as_deref() == Some("external")
            && after.purpose.as_deref() == Some("customer");
        let names = match role(after) {
            Role::Agent | Role::Acd | Role::Flow => (&before.name, &after.name),
            // Who a contact is may be found out later.
            _ => (&None, &None),
        };
        let id = |id: &Option<Id>| id.as_ref().map(ToString::to_string);
        let pairs = [
            ("purpose", before.purpose.clone(), after.purpose.clone()),
            ("userId", id(&before.user_id), id(&after.user_id)),
            ("name", names.0.clone(), names.1.clone()),
        ];
        for (name, before, after) in pairs {
            let (Some(before), Some(after)) = (before, after) else {
                continue;
            };
            let stays = before == after || (name == "purpose" && becomes_customer);
            judge.that(stays, || {
                breach(
                    format!("participants[{index}].{name}"),
                    format!("{} after {}", quoted(&after), quoted(&before)),
                    "the same as before",
                )
            });
        }
    }
}
