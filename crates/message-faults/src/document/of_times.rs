//! The times of a leg.

use serde_json::Value;

use super::Maker;
use super::of_legs::{each, each_ended, each_live};
use super::scene::{Edit, Scene, later, text, time_of};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("connected-time-while-alerting", while_alerting),
    Maker::new("connected-time-of-unanswered", of_unanswered),
    Maker::new("start-alerting-time-when-alerted", when_alerted),
    Maker::new("start-alerting-time-in-notification", alerting_time),
    Maker::new("start-alerting-time-without-alert", without_alert),
    Maker::new("leg-times-ordered", ordered),
    Maker::new("connected-time-with-segment", with_segment),
];

fn while_alerting(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        let at = leg
            .time("connectedTime")
            .or(leg.begin())
            .or(leg.instant())?;
        let mut edit = vec![
            leg.set("state", "alerting"),
            leg.set("connectedTime", text(at)),
            leg.set_of_participant("connectedTime", text(at)),
        ];
        if leg.value("held").is_some() {
            edit.push(leg.set("held", false));
        }
        edit.extend(leg.drop("startHoldTime"));
        if leg.value("initialState").is_some() {
            edit.push(leg.set("initialState", "alerting"));
        }
        if leg.record.view == message_model::contract::View::Conversation {
            edit.push(leg.set("startAlertingTime", text(at)));
        }
        Some(edit)
    })
}

fn of_unanswered(scene: &Scene) -> Vec<Edit> {
    let mut edits = each_ended(scene, of_leg_alone);
    edits.extend(each(scene, of_leg_alone));
    edits.extend(each_ended(scene, |leg| {
        if leg.time("connectedTime").is_some() {
            return None;
        }
        Some(vec![
            leg.set("connectedTime", text(leg.begin().or(leg.instant())?)),
        ])
    }));
    edits
}

/// Takes the time of connecting from the participant and leaves it to the leg.
fn of_leg_alone(leg: &super::scene::Leg<'_>) -> Option<Edit> {
    leg.time("connectedTime")?;
    Some(vec![leg.drop_of_participant("connectedTime")?])
}

fn when_alerted(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| {
        let mut edit = vec![leg.set("initialState", "alerting")];
        edit.extend(leg.drop("startAlertingTime"));
        Some(edit)
    })
}

fn alerting_time(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| {
        let at = leg.time("connectedTime").or(leg.instant())?;
        Some(vec![leg.set("startAlertingTime", text(at))])
    })
}

fn without_alert(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| {
        let at = leg.time("connectedTime")?;
        Some(vec![
            leg.set("initialState", "connected"),
            leg.set("startAlertingTime", text(at)),
        ])
    })
}

fn ordered(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| {
        let at = later(leg.instant()?, 60_000);
        let mut edit = vec![leg.set("connectedTime", at.clone())];
        if leg.participant.get("connectedTime").is_none() {
            edit.push(leg.set_of_participant("connectedTime", at));
        }
        Some(edit)
    })
}

fn with_segment(scene: &Scene) -> Vec<Edit> {
    [-150, 150, -5_000]
        .map(|millis| connected_beside_segment(scene, millis))
        .concat()
}

/// Legs that connect so long after their first segment of interaction begins.
fn connected_beside_segment(scene: &Scene, millis: i64) -> Vec<Edit> {
    each(scene, |leg| {
        let interacts = |segment: &&Value| segment["type"] == "Interact";
        let first = leg.segments().iter().find(interacts)?;
        let at = later(time_of(first, "startTime")?, millis);
        leg.time("connectedTime")?;
        Some(vec![
            leg.set("connectedTime", at.clone()),
            leg.set_of_participant("connectedTime", at),
        ])
    })
}
