//! Identity, ends, hold and parking of a leg.

use super::Maker;
use super::scene::{Edit, Leg, Scene, later, text};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("leg-id-uuid", id_uuid),
    Maker::new("leg-id-unique", id_unique),
    Maker::new("participant-id-unique", participant_id_unique),
    Maker::new("state-known", state_known),
    Maker::new("disconnect-type-before-end", type_before_end),
    Maker::new("disconnect-type-at-end", type_at_end),
    Maker::new("disconnected-time-before-end", time_before_end),
    Maker::new("disconnected-time-at-end", time_at_end),
    Maker::new("start-hold-time-while-held", start_while_held),
    Maker::new("start-hold-time-without-hold", start_without_hold),
    Maker::new("held-while-connected", held_while_connected),
    Maker::new("held-after-end", held_after_end),
    Maker::new("park-time-when-parked", park_time),
    Maker::new("resume-after-park", resume_after_park),
];

/// The edit that `edit` makes of each leg.
pub(super) fn each(scene: &Scene, edit: impl Fn(&Leg<'_>) -> Option<Edit>) -> Vec<Edit> {
    scene.legs().iter().filter_map(edit).collect()
}

/// The same of each leg that is live, or has been made so.
pub(super) fn each_live(scene: &Scene, edit: impl Fn(&Leg<'_>) -> Option<Edit>) -> Vec<Edit> {
    joined(scene.live_legs(), edit)
}

/// The same of each leg that has ended, or has been made to.
pub(super) fn each_ended(scene: &Scene, edit: impl Fn(&Leg<'_>) -> Option<Edit>) -> Vec<Edit> {
    joined(scene.ended_legs(), edit)
}

fn joined(legs: Vec<(Leg<'_>, Edit)>, edit: impl Fn(&Leg<'_>) -> Option<Edit>) -> Vec<Edit> {
    let all = legs.into_iter().filter_map(|(leg, mut first)| {
        first.extend(edit(&leg)?);
        Some(first)
    });
    all.collect()
}

fn id_uuid(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| Some(vec![leg.set("id", "leg-1")]))
}

fn id_unique(scene: &Scene) -> Vec<Edit> {
    let legs = scene.legs();
    let same = |one: &Leg<'_>, other: &Leg<'_>| {
        let is_other = !std::ptr::eq(one.facts, other.facts);
        (one.record.number == other.record.number && is_other).then_some(())
    };
    let mut edits = Vec::new();
    for one in &legs {
        for other in &legs {
            if let (Some(()), Some(id)) = (same(one, other), other.text("id")) {
                edits.push(vec![one.set("id", id)]);
            }
        }
        if let Some(id) = one.text("id").filter(|_| !one.record.is_flat()) {
            // A participant may come back, and has a leg more.
            let mut again = one.facts.clone();
            again["id"] = id.into();
            let index = one
                .record
                .participants()
                .iter()
                .position(|it| std::ptr::eq(it, one.participant));
            let path = format!("participants[{}].messages", index.unwrap_or_default());
            edits.push(vec![one.record.push(&path, again)]);
        }
    }
    for record in scene.records.iter().filter(|record| record.is_flat()) {
        let first = record.participants().first();
        edits.extend(first.map(|first| vec![record.push("participants", first.clone())]));
    }
    edits
}

fn participant_id_unique(scene: &Scene) -> Vec<Edit> {
    let mut edits = Vec::new();
    for record in &scene.records {
        let count = record.participants().len();
        for (index, participant) in record.participants().iter().enumerate() {
            let Some(id) = participant["id"].as_str() else {
                continue;
            };
            for other in (0..count).filter(|other| *other != index) {
                edits.push(vec![record.set(&format!("participants[{other}].id"), id)]);
            }
            let bystander = serde_json::json!({"id": id, "purpose": "api"});
            edits.push(vec![record.push("participants", bystander)]);
        }
    }
    edits
}

fn state_known(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |leg| {
        leg.value("initialState")?;
        Some(vec![leg.set("initialState", "teleported")])
    });
    edits.extend(each(scene, |leg| {
        Some(vec![leg.set("state", "teleported")])
    }));
    edits
}

fn type_before_end(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| Some(vec![leg.set("disconnectType", "client")]))
}

fn type_at_end(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| Some(vec![leg.drop_at("disconnectType")]))
}

fn time_before_end(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        Some(vec![
            leg.set("disconnectedTime", text(leg.record.after_all()?)),
        ])
    })
}

fn time_at_end(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| Some(vec![leg.drop_at("disconnectedTime")]))
}

/// Makes a live leg connected and not on hold, where it is not.
fn connected(leg: &Leg<'_>) -> Option<Edit> {
    let mut edit = vec![leg.set("state", "connected")];
    edit.extend(leg.drop("startHoldTime"));
    if leg.time("connectedTime").is_none() {
        let at = text(leg.begin()?);
        edit.push(leg.set("connectedTime", at.clone()));
        edit.push(leg.set_of_participant("connectedTime", at));
    }
    Some(edit)
}

fn start_while_held(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        let mut edit = connected(leg)?;
        edit.push(leg.set("held", true));
        Some(edit)
    })
}

fn start_without_hold(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| {
        let at = text(leg.instant()?);
        Some(vec![leg.set("held", false), leg.set("startHoldTime", at)])
    })
}

fn held_while_connected(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        let at = text(leg.record.after_all()?);
        Some(vec![
            leg.set("state", "parked"),
            leg.set("parkTime", at.clone()),
            leg.set("held", true),
            leg.set("startHoldTime", at),
        ])
    })
}

fn held_after_end(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| {
        let at = text(leg.begin().or(leg.instant())?);
        Some(vec![leg.set("held", true), leg.set("startHoldTime", at)])
    })
}

fn park_time(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        let mut edit = vec![leg.set("state", "parked"), leg.set("held", false)];
        edit.extend(leg.drop("startHoldTime"));
        edit.extend(leg.drop("parkTime"));
        Some(edit)
    })
}

fn resume_after_park(scene: &Scene) -> Vec<Edit> {
    each(scene, |leg| {
        let at = leg.instant()?;
        Some(vec![
            leg.set("parkTime", text(at)),
            leg.set("resumeTime", later(at, -60_000)),
        ])
    })
}
