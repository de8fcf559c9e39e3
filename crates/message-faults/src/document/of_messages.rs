//! The messages of a leg, and its addresses.

use serde_json::{Value, json};

use super::Maker;
use super::guest::{Guest, message};
use super::of_legs::each;
use super::of_routing::with_guests;
use super::scene::{Edit, Leg, Role, Scene, later};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("message-times-ordered", times_ordered),
    Maker::new("message-id-unique", id_unique),
    Maker::new("received-on-customer-leg", received),
    Maker::new("delivery-status-on-internal-leg", delivery),
    Maker::new("error-info-on-failure", error_info),
    Maker::new("message-part-count", part_count),
    Maker::new("message-parts-of-sms", parts_of_sms),
    Maker::new("recipient-country-alpha-2", country),
    Maker::new("sms-address-e164", sms_address),
];

/// A message for the end of the leg's list, with what is added to it.
fn last_message(
    scene: &Scene,
    leg: &Leg<'_>,
    status: &str,
    beside: &[(&str, Value)],
) -> Option<Edit> {
    let at = later(leg.record.after_all()?, -1_000);
    let mut last = message(leg.record, &scene.id(80), &at, status);
    for (name, value) in beside {
        last[*name] = value.clone();
    }
    Some(vec![leg.push("messages", last)])
}

/// The status that a message of this leg has.
fn status_on(leg: &Leg<'_>) -> &'static str {
    match leg.role {
        Role::Customer => "received",
        _ => "sent",
    }
}

fn times_ordered(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| {
        let status = status_on(leg);
        let mut edit = last_message(scene, leg, status, &[])?;
        let at = later(leg.record.after_all()?, -61_000);
        edit.push(leg.push("messages", message(leg.record, &scene.id(81), &at, status)));
        Some(edit)
    })
}

fn id_unique(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| {
        let edit = last_message(scene, leg, status_on(leg), &[])?;
        Some([edit.clone(), edit].concat())
    })
}

fn received(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |leg| {
        leg.is_internal().then_some(())?;
        last_message(scene, leg, "received", &[])
    });
    edits.extend(with_guests(scene, |record| {
        let guest = Guest::of(scene, record, "acd", 0)?;
        let text = message(record, &scene.id(80), &guest.at(0), "received");
        Some(guest.with("messages", json!([text])).enters(record))
    }));
    edits
}

fn of_customer(scene: &Scene, edit: impl Fn(&Leg<'_>) -> Option<Edit>) -> Vec<Edit> {
    each(scene, |leg| {
        edit(leg).filter(|_| leg.role == Role::Customer)
    })
}

fn delivery(scene: &Scene) -> Vec<Edit> {
    of_customer(scene, |leg| last_message(scene, leg, "sent", &[]))
}

fn error_info(scene: &Scene) -> Vec<Edit> {
    let error = [("errorInfo", json!({"code": "general.error"}))];
    of_customer(scene, |leg| last_message(scene, leg, "received", &error))
}

fn part_count(scene: &Scene) -> Vec<Edit> {
    let none = [("messageSegmentCount", json!(0))];
    each(scene, |leg| last_message(scene, leg, status_on(leg), &none))
}

fn parts_of_sms(scene: &Scene) -> Vec<Edit> {
    let two = [("messageSegmentCount", json!(2))];
    of_customer(scene, |leg| {
        let edit = last_message(scene, leg, "received", &two)?;
        let kind = match leg.text("type") {
            None | Some("sms" | "unknown") => "webmessaging",
            Some(other) => other,
        };
        Some([vec![leg.set("type", kind)], edit].concat())
    })
}

fn country(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| Some(vec![leg.set("recipientCountry", "usa")]))
}

fn sms_address(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| {
        let address = json!({"addressNormalized": "317-555-0142"});
        Some(vec![leg.set("type", "sms"), leg.set("toAddress", address)])
    })
}
