//! The segments of a leg.

use serde_json::{Value, json};

use super::Maker;
use super::of_legs::{each, each_ended, each_live};
use super::scene::{Edit, Leg, Scene, later, text, time_of};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("segment-ends-after-start", ends_after_start),
    Maker::new("segments-contiguous", contiguous),
    Maker::new("alert-first-and-once", alert_first),
    Maker::new("segments-alternate", alternate),
    Maker::new("how-ended-names-next", how_ended),
    Maker::new("segment-disconnect-type-at-disconnect", type_at_disconnect),
    Maker::new("segment-disconnect-type-of-leg", type_of_leg),
    Maker::new("last-segment-ends-with-leg", ends_with_leg),
    Maker::new("last-segment-open-while-live", open_while_live),
    Maker::new("alert-ends-with-leg", closed_at_end),
    Maker::new("open-segment-how-ended", open_says_how),
];

/// Cuts the last segment, if it is one of interaction or hold: the leg goes on hold, or is taken
/// off it, one millisecond after that segment began. The last but one is the number returned.
fn cut(leg: &Leg<'_>) -> Option<(usize, Edit)> {
    let last = leg.segments().len().checked_sub(1)?;
    let segment = &leg.segments()[last];
    let next = match segment["type"].as_str()? {
        "Interact" => "Hold",
        "Hold" => "Interact",
        _ => return None,
    };
    let at = later(time_of(segment, "startTime")?, 1);
    let mut added = segment.clone();
    added["type"] = json!(next);
    added["startTime"] = json!(at.clone());
    let path = format!("segments[{last}]");
    let mut edit = vec![
        leg.push("segments", added),
        leg.set(&format!("{path}.endTime"), at),
        leg.set(&format!("{path}.howEnded"), next),
    ];
    if segment.get("disconnectType").is_some() {
        edit.push(leg.drop_at(&format!("{path}.disconnectType")));
    }
    Some((last, edit))
}

/// The edits that break what two segments in a row have to keep: of each leg with its last segment
/// cut in two, so that there are two.
fn each_cut(scene: &Scene, edit: impl Fn(&Leg<'_>, usize) -> Option<Edit>) -> Vec<Edit> {
    each(scene, |leg| {
        let (first, mut all) = cut(leg)?;
        all.extend(edit(leg, first)?);
        Some(all)
    })
}

fn ends_after_start(scene: &Scene) -> Vec<Edit> {
    let mut edits = each_cut(scene, |leg, first| {
        let start = time_of(&leg.segments()[first], "startTime")?;
        let earlier = later(start, -1_000);
        Some(vec![
            leg.set(&format!("segments[{first}].endTime"), earlier.clone()),
            leg.set(&format!("segments[{}].startTime", first + 1), earlier),
        ])
    });
    edits.extend(each(scene, |leg| {
        let last = leg.segments().len().checked_sub(1)?;
        let start = time_of(&leg.segments()[last], "startTime")?;
        Some(vec![leg.set(
            &format!("segments[{last}].endTime"),
            later(start, -1_000),
        )])
    }));
    edits
}

fn contiguous(scene: &Scene) -> Vec<Edit> {
    each_cut(scene, |leg, first| {
        let start = time_of(&leg.segments()[first], "startTime")?;
        Some(vec![leg.set(
            &format!("segments[{}].startTime", first + 1),
            later(start, 2),
        )])
    })
}

fn alert_first(scene: &Scene) -> Vec<Edit> {
    each_cut(scene, |leg, first| {
        Some(vec![
            leg.set(&format!("segments[{first}].howEnded"), "Alert"),
            leg.set(&format!("segments[{}].type", first + 1), "Alert"),
        ])
    })
}

fn alternate(scene: &Scene) -> Vec<Edit> {
    each_cut(scene, |leg, first| {
        let kind = leg.segments()[first]["type"].as_str()?;
        Some(vec![
            leg.set(&format!("segments[{first}].howEnded"), kind),
            leg.set(&format!("segments[{}].type", first + 1), kind),
        ])
    })
}

fn how_ended(scene: &Scene) -> Vec<Edit> {
    each_cut(scene, |leg, first| {
        Some(vec![
            leg.set(&format!("segments[{first}].howEnded"), "Parked"),
        ])
    })
}

fn type_at_disconnect(scene: &Scene) -> Vec<Edit> {
    each_cut(scene, |leg, first| {
        Some(vec![
            leg.set(&format!("segments[{first}].disconnectType"), "peer"),
        ])
    })
}

fn type_of_leg(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| {
        let last = leg.segments().len().checked_sub(1)?;
        let how = match leg.text("disconnectType") {
            Some("spam") => "client",
            _ => "spam",
        };
        Some(vec![
            leg.set(&format!("segments[{last}].howEnded"), "Disconnect"),
            leg.set(&format!("segments[{last}].disconnectType"), how),
        ])
    })
}

fn ends_with_leg(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| {
        let last = leg.segments().len().checked_sub(1)?;
        let path = format!("segments[{last}].endTime");
        Some(vec![leg.set(&path, later(leg.instant()?, 1_000))])
    })
}

fn open_while_live(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        let last = leg.segments().len().checked_sub(1)?;
        let path = format!("segments[{last}].endTime");
        Some(vec![leg.set(&path, text(leg.record.after_all()?))])
    })
}

fn closed_at_end(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| {
        let segments: &[Value] = leg.segments();
        let last = segments.len().checked_sub(1)?;
        let path = format!("segments[{last}]");
        let mut edit = vec![
            leg.set(&format!("{path}.type"), "Alert"),
            leg.set(&format!("{path}.endTime"), text(leg.instant()?)),
            leg.drop_at(&format!("{path}.endTime")),
        ];
        for name in ["howEnded", "disconnectType"] {
            if segments[last].get(name).is_some() {
                edit.push(leg.drop_at(&format!("{path}.{name}")));
            }
        }
        Some(edit)
    })
}

fn open_says_how(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        let last = leg.segments().len().checked_sub(1)?;
        Some(vec![
            leg.set(&format!("segments[{last}].howEnded"), "Disconnect"),
        ])
    })
}
