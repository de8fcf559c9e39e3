//! Participants, the conversation as a whole, and which leg is paired with which.

use message_model::contract::View;
use serde_json::json;

use super::Maker;
use super::guest::{Guest, bystander};
use super::of_legs::{each, each_ended, each_live};
use super::scene::{Edit, Role, Scene, later, text, time_of};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new(
        "first-segment-starts-with-participant",
        starts_with_participant,
    ),
    Maker::new("participant-ends-with-legs", ends_with_legs),
    Maker::new("participant-ended-while-leg-live", participant_ended),
    Maker::new("conversation-ends-last", ends_last),
    Maker::new("conversation-ended-while-leg-live", conversation_ended),
    Maker::new("internal-peer-is-customer", internal_peer),
    Maker::new("internal-leg-has-peer", internal_leg_has_peer),
    Maker::new("customer-peer-is-agent", customer_peer),
    Maker::new("participants-by-joining", by_joining),
    Maker::new("peer-names-customer-leg", peer_names_customer_leg),
    Maker::new("self-uri-in-notification", self_uri),
];

fn starts_with_participant(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| {
        let joined = time_of(leg.participant, "startTime")?;
        Some(vec![leg.set_of_participant("startTime", later(joined, 1))])
    })
}

fn ends_with_legs(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| {
        Some(vec![
            leg.set_of_participant("endTime", later(leg.instant()?, 1_000)),
        ])
    })
}

fn participant_ended(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        Some(vec![leg.set_of_participant(
            "endTime",
            text(leg.record.after_all()?),
        )])
    })
}

fn ends_last(scene: &Scene) -> Vec<Edit> {
    let mut edits = Vec::new();
    for record in &scene.records {
        let legs = record.legs();
        let finished = legs.iter().filter(|leg| leg.is_live());
        let mut edit: Edit = finished.flat_map(|leg| leg.finish()).collect();
        let ends = legs.iter().filter_map(|leg| leg.instant());
        let Some(last) = ends.max() else { continue };
        edit.push(record.set("endTime", later(last, -100)));
        edits.push(edit);
    }
    edits
}

fn conversation_ended(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        Some(vec![
            leg.record.set("endTime", text(leg.record.after_all()?)),
        ])
    })
}

fn internal_peer(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |leg| {
        leg.is_internal()
            .then(|| vec![leg.set("peerId", scene.id(90))])
    });
    edits.extend(scene.records.iter().filter_map(|record| {
        let guest = Guest::of(scene, record, "acd", 0)?;
        Some(guest.with("peerId", scene.id(90)).enters(record))
    }));
    edits
}

fn internal_leg_has_peer(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |leg| {
        Some(vec![leg.drop("peerId").filter(|_| leg.is_internal())?])
    });
    edits.extend(scene.records.iter().filter_map(|record| {
        Some(
            Guest::of(scene, record, "agent", 0)?
                .without("peerId")
                .without("peer")
                .enters(record),
        )
    }));
    edits
}

fn customer_peer(scene: &Scene) -> Vec<Edit> {
    let wrong = |leg: &super::scene::Leg<'_>| {
        (leg.role == Role::Customer).then(|| vec![leg.set("peerId", scene.id(90))])
    };
    let mut edits = each(scene, wrong);
    for record in &scene.records {
        let guest = Guest::of(scene, record, "acd", 0).map(|guest| guest.enters(record));
        let customers = record.legs();
        for edit in customers.iter().filter_map(wrong) {
            edits.extend(guest.clone().map(|guest| [guest, edit].concat()));
        }
    }
    edits
}

fn by_joining(scene: &Scene) -> Vec<Edit> {
    let edits = scene.records.iter().filter_map(|record| {
        let last = record.after_all()?;
        let program = |number, millis| {
            let at = later(last, millis);
            bystander(
                record,
                json!({"id": scene.id(number), "purpose": "api", "startTime": at}),
            )
        };
        Some(vec![program(90, 0), program(91, -60_000)])
    });
    edits.collect()
}

fn peer_names_customer_leg(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |leg| {
        leg.value("peerId").filter(|_| leg.is_internal())?;
        Some(vec![leg.set("peerId", scene.id(90))])
    });
    for record in &scene.records {
        let guests = (0..2).map(|number| {
            let guest = Guest::of(scene, record, "workflow", number)?;
            Some(guest.with("peerId", scene.id(90 + number)).enters(record))
        });
        edits.extend(guests.collect::<Option<Vec<_>>>().map(|both| both.concat()));
    }
    edits
}

fn self_uri(scene: &Scene) -> Vec<Edit> {
    let mut edits = Vec::new();
    for record in scene
        .records
        .iter()
        .filter(|record| record.view == View::MediaNotification)
    {
        for (index, participant) in record.participants().iter().enumerate() {
            for (name, of) in [("user", "users"), ("queue", "routing/queues")] {
                if let Some(id) = participant[name]["id"].as_str() {
                    let path = format!("participants[{index}].{name}.selfUri");
                    edits.push(vec![record.set(&path, format!("/api/v2/{of}/{id}"))]);
                }
            }
        }
        if edits.is_empty() && !record.participants().is_empty() {
            let id = scene.id(90);
            let contact =
                json!({"id": id, "selfUri": format!("/api/v2/externalcontacts/contacts/{id}")});
            edits.push(vec![record.set("participants[0].externalContact", contact)]);
        }
    }
    edits
}
