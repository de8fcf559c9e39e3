//! Rules for the ids of participants and legs, and for the state of a leg.

use std::borrow::Cow;
use std::collections::HashSet;

use message_model::contract::View;
use message_model::{Evidence, Id, MessageState, nearest};

use crate::contact::Contact;
use crate::judge::{Judge, breach};
use crate::leg::{Leg, WIDE_STATES};
use crate::medium::Medium;
use crate::quote::shown;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, Entry, USUALLY, WITH_PARTICIPANT};
use crate::source::{CALL_CONVERSATION, CALLBACK_NOTIFICATION, CHAT_LISTING, SDK};

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "leg-id-uuid",
            reason: "the platform names legs by UUIDs; placeholders are found in published payloads",
            evidence: Evidence::Observed,
            sources: &[&CALL_CONVERSATION, &CHAT_LISTING, &CALLBACK_NOTIFICATION],
            passes: r#"{"id": "dd754eed-0729-420f-934a-491b22cf4940", "state": "connected"}"#,
            fails: r#"{"id": "my_message_id", "state": "connected"}"#,
            ..USUALLY
        },
        Check::Leg(id_uuid),
    ),
    Entry::new(
        Rule {
            id: "leg-id-unique",
            severity: Severity::Must,
            reason: "an id names one leg of a conversation",
            evidence: Evidence::Documented,
            sources: &[
                &SDK,
                &CALL_CONVERSATION,
                &CHAT_LISTING,
                &CALLBACK_NOTIFICATION,
            ],
            passes: r#"{"participants": [{"messages": [{"id": "dd754eed-0729-420f-934a-491b22cf4940"},
                {"id": "3f2f3c4b-2a2e-4d9b-8d0b-1c4b8a5f6e70"}]}]}"#,
            fails: r#"{"participants": [{"messages": [{"id": "dd754eed-0729-420f-934a-491b22cf4940"},
                {"id": "dd754eed-0729-420f-934a-491b22cf4940"}]}]}"#,
            ..USUALLY
        },
        Check::Conversation(id_unique),
    ),
    Entry::new(
        Rule {
            id: "participant-id-unique",
            severity: Severity::Must,
            // In the flat view a participant is a leg, whose id has a rule of its own.
            views: WITH_PARTICIPANT,
            reason: "an id names one participant of a conversation",
            evidence: Evidence::Documented,
            sources: &[
                &SDK,
                &CALL_CONVERSATION,
                &CHAT_LISTING,
                &CALLBACK_NOTIFICATION,
            ],
            passes: r#"{"participants": [{"id": "00000002-1111-4222-8333-444455556666"},
                {"id": "00000003-1111-4222-8333-444455556666"}]}"#,
            fails: r#"{"participants": [{"id": "00000002-1111-4222-8333-444455556666"},
                {"id": "00000002-1111-4222-8333-444455556666"}]}"#,
            ..USUALLY
        },
        Check::Conversation(participant_id_unique),
    ),
    Entry::new(
        Rule {
            id: "state-known",
            reason: "the contract lists the states; it may grow, and a reader has to survive that",
            evidence: Evidence::Documented,
            sources: &[&SDK],
            passes: r#"{"state": "parked", "parkTime": "2026-01-05T09:00:00.000Z"}"#,
            fails: r#"{"state": "dialing"}"#,
            ..USUALLY
        },
        Check::Leg(state_known),
    ),
];

fn id_uuid(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some(id) = &leg.id else { return };
    judge.that(id.as_uuid().is_some(), || {
        breach(
            leg.property("id"),
            shown(Some(id)),
            "a UUID in canonical form",
        )
    });
}

fn id_unique(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    let mut seen: HashSet<(Medium, &Id)> = HashSet::with_capacity(contact.legs.len());
    for leg in &contact.legs {
        let Some(id) = &leg.id else { continue };
        judge.that(seen.insert((leg.medium, id)), || {
            breach(
                leg.property("id"),
                shown(Some(id)),
                "an id that no other leg of the conversation has",
            )
        });
    }
}

fn participant_id_unique(contact: &Contact<'_>, judge: &mut Judge<'_>) {
    let mut seen: HashSet<&Id> = HashSet::new();
    for (index, participant, _) in contact.participants() {
        let Some(id) = &participant.id else { continue };
        judge.that(seen.insert(id), || {
            breach(
                format!("participants[{index}].id"),
                shown(Some(id)),
                "an id that no other participant of the conversation has",
            )
        });
    }
}

fn state_known(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    for (name, state) in [("state", &leg.state), ("initialState", &leg.initial_state)] {
        let Some(state) = state else { continue };
        let known = match state {
            MessageState::Unrecognized(text) => {
                has_wide_states(leg) && WIDE_STATES.contains(&text.as_str())
            }
            _ => true,
        };
        judge.that(known, || {
            let (expected, others): (_, &[&str]) = if has_wide_states(leg) {
                ("one of the states that the contract lists", &WIDE_STATES)
            } else {
                ("alerting, connected, parked or disconnected", &[])
            };
            let listed = MessageState::TEXTS.iter().chain(others).copied();
            let expected: Cow<'static, str> = match nearest(state.as_str(), listed) {
                Some(meant) => format!("{expected}; did you mean {meant}?").into(),
                None => expected.into(),
            };
            breach(leg.property(name), shown(Some(state)), expected)
        });
    }
}

/// The flat view and other media have more states than a `Message` (documented).
fn has_wide_states(leg: &Leg<'_>) -> bool {
    matches!(leg.view, View::Media | View::MediaNotification) || leg.medium != Medium::Message
}
