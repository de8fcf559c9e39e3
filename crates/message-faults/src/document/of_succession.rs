//! What may not change from one snapshot to the next. A participant is let into the last two of
//! them, as it was and as it can never have become.

use serde_json::json;

use super::Maker;
use super::guest::{Guest, bystander, message};
use super::scene::{Edit, Record, Scene};
use crate::change::{Change, ChangeKind};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("disconnected-is-final", disconnected_is_final),
    Maker::new("alerting-is-first", alerting_is_first),
    Maker::new("initial-state-fixed", initial_state_fixed),
    Maker::new("set-times-never-move", times_never_move),
    Maker::new("set-times-never-vanish", times_never_vanish),
    Maker::new("park-time-kept", park_time_kept),
    Maker::new("segments-only-close", segments_only_close),
    Maker::new("leg-id-reused", id_reused),
    Maker::new("legs-never-vanish", legs_never_vanish),
    Maker::new("messages-append-only", append_only),
    Maker::new("message-status-forward", status_forward),
    Maker::new("message-status-order", status_order),
    Maker::new("work-after-forward", work_forward),
    Maker::new("participants-never-vanish", participants_never_vanish),
    Maker::new("participant-keeps-identity", keeps_identity),
    Maker::new("participants-keep-order", keep_order),
];

/// An agent who is in the last two records, as `was` makes it in the one and `is` in the other.
fn guest_between(
    scene: &Scene,
    was: impl Fn(&Record, Guest) -> Guest,
    is: impl Fn(&Record, Guest) -> Guest,
) -> Vec<Edit> {
    let edit = || {
        let (before, after) = scene.last_two()?;
        let agent = Guest::of(scene, after, "agent", 0)?;
        let of_before = was(before, agent.clone()).enters(before);
        Some([of_before, is(after, agent).enters(after)].concat())
    };
    edit().into_iter().collect()
}

fn same(_: &Record, guest: Guest) -> Guest {
    guest
}

fn live(_: &Record, guest: Guest) -> Guest {
    guest.live("connected")
}

fn disconnected_is_final(scene: &Scene) -> Vec<Edit> {
    // Its end stays known, or that would be a time that vanishes.
    let back = |_: &Record, guest: Guest| guest.live("connected");
    let gone = |_: &Record, guest: Guest| guest.without("disconnectedTime");
    [
        guest_between(scene, gone, back),
        guest_between(scene, same, back),
    ]
    .concat()
}

fn alerting_is_first(scene: &Scene) -> Vec<Edit> {
    let alerting = |_: &Record, guest: Guest| guest.live("alerting").without("connectedTime");
    let unanswered = |_: &Record, guest: Guest| guest.live("connected").without("connectedTime");
    guest_between(scene, unanswered, alerting)
}

fn initial_state_fixed(scene: &Scene) -> Vec<Edit> {
    guest_between(
        scene,
        |_, guest| guest.with("initialState", "connected"),
        |_, guest| guest.with("initialState", "contacting"),
    )
}

fn times_never_move(scene: &Scene) -> Vec<Edit> {
    guest_between(scene, same, |_, guest| {
        let at = guest.at(1);
        guest
            .with("connectedTime", at.clone())
            .with_participant("connectedTime", at)
    })
}

fn times_never_vanish(scene: &Scene) -> Vec<Edit> {
    guest_between(scene, same, |_, guest| guest.without("connectedTime"))
}

fn park_time_kept(scene: &Scene) -> Vec<Edit> {
    guest_between(
        scene,
        |record, guest| {
            let at = guest.at(1_000);
            live(record, guest)
                .with("state", "parked")
                .with("parkTime", at)
        },
        live,
    )
}

fn segments_only_close(scene: &Scene) -> Vec<Edit> {
    guest_between(scene, in_segment("Interact"), in_segment("Hold"))
}

/// Makes a live agent whose one segment is of this type.
fn in_segment(kind: &'static str) -> impl Fn(&Record, Guest) -> Guest {
    move |record, guest| {
        let segment = json!([{"type": kind, "startTime": guest.at(0)}]);
        live(record, guest).with("segments", segment)
    }
}

fn id_reused(scene: &Scene) -> Vec<Edit> {
    let other = scene.id(90);
    guest_between(scene, same, |_, guest| {
        guest.with_participant("id", other.clone())
    })
}

fn legs_never_vanish(scene: &Scene) -> Vec<Edit> {
    only_before(scene, |before| {
        Some(Guest::of(scene, before, "agent", 0)?.enters(before))
    })
}

/// What is in the last record but one and not in the last.
fn only_before(scene: &Scene, edit: impl Fn(&Record) -> Option<Edit>) -> Vec<Edit> {
    let edit = scene.last_two().and_then(|(before, _)| edit(before));
    edit.into_iter().collect()
}

fn append_only(scene: &Scene) -> Vec<Edit> {
    let (one, other) = (writes(scene.id(80), "sent"), writes(scene.id(81), "sent"));
    guest_between(scene, one, other)
}

/// Makes an agent whose one message has this id and status.
fn writes(id: String, status: &'static str) -> impl Fn(&Record, Guest) -> Guest {
    move |record, guest| {
        let text = message(record, &id, &guest.at(1_000), status);
        guest.with("messages", json!([text]))
    }
}

/// A message that has one status and then another.
fn status_change(scene: &Scene, was: &'static str, is: &'static str) -> Vec<Edit> {
    let (was, is) = (writes(scene.id(80), was), writes(scene.id(80), is));
    guest_between(scene, was, is)
}

fn status_forward(scene: &Scene) -> Vec<Edit> {
    let pairs = [
        ("delivery-success", "sent"),
        ("sent", "queued"),
        ("delivery-success", "delivery-failed"),
    ];
    pairs
        .map(|(was, is)| status_change(scene, was, is))
        .concat()
}

fn status_order(scene: &Scene) -> Vec<Edit> {
    let pairs = [
        ("read", "published"),
        ("read", "delivery-success"),
        ("failed", "sent"),
    ];
    pairs
        .map(|(was, is)| status_change(scene, was, is))
        .concat()
}

fn work_forward(scene: &Scene) -> Vec<Edit> {
    guest_between(scene, works("complete"), works("pending"))
}

/// Makes an agent whose after-call work is in this state.
fn works(state: &'static str) -> impl Fn(&Record, Guest) -> Guest {
    move |_, guest| {
        let start = guest.at(10_000);
        let work = json!({"state": state, "startTime": start});
        guest
            .with("afterCallWork", work)
            .with_participant("startAcwTime", start)
    }
}

fn participants_never_vanish(scene: &Scene) -> Vec<Edit> {
    only_before(scene, |before| {
        let starts = before
            .legs()
            .into_iter()
            .filter_map(|leg| leg.begin())
            .max()?;
        let program =
            json!({"id": scene.id(90), "purpose": "api", "startTime": starts.to_string()});
        Some(vec![bystander(before, program)])
    })
}

fn keeps_identity(scene: &Scene) -> Vec<Edit> {
    guest_between(scene, same, |_, guest| {
        guest.with_participant("purpose", "user")
    })
}

fn keep_order(scene: &Scene) -> Vec<Edit> {
    let edit = || {
        let (before, after) = scene.last_two()?;
        let guests = |record, numbers: [u64; 2]| {
            let both = numbers
                .map(|number| Some(Guest::of(scene, after, "agent", number)?.enters(record)));
            let [one, other] = both;
            Some([one?, other?].concat())
        };
        Some([guests(before, [0, 1])?, guests(after, [1, 0])?].concat())
    };
    let mut edits: Vec<Edit> = edit().into_iter().collect();
    if let Some((before, after)) = scene.last_two() {
        for place in 1..before.participants().len().min(after.participants().len()) {
            edits.push(vec![Change {
                record: after.number,
                path: after.path("participants"),
                kind: ChangeKind::Swap(place - 1, place),
            }]);
        }
    }
    edits
}
