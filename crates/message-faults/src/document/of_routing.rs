//! Legs beside each other: who is live at the same time, who hands on to whom, and why each ends.

use serde_json::{Value, json};

use super::Maker;
use super::guest::Guest;
use super::of_legs::{each, each_ended};
use super::scene::{Edit, Record, Role, Scene, later};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("customer-leg-spans-contact", customer_spans),
    Maker::new("one-customer-leg-live", one_customer_leg),
    Maker::new("one-agent-leg-per-user", one_agent_leg),
    Maker::new("one-acd-leg-live", one_acd_leg),
    Maker::new("communications-at-most-100", at_most_100),
    Maker::new("queue-hands-on-to-agent", queue_hands_on),
    Maker::new("hand-on-is-transfer", hand_on_is_transfer),
    Maker::new("flow-never-waits", never_waits),
    Maker::new("peers-follow-client", peers_follow),
    Maker::new("peer-end-has-cause", peer_has_cause),
    Maker::new("no-answer-after-timeout", no_answer),
    Maker::new("no-conference-of-messages", no_conference),
];

/// The edits that let guests into each record.
pub(super) fn with_guests(scene: &Scene, edit: impl Fn(&Record) -> Option<Edit>) -> Vec<Edit> {
    scene.records.iter().filter_map(edit).collect()
}

fn customer_spans(scene: &Scene) -> Vec<Edit> {
    with_guests(scene, |record| {
        let legs = record.legs();
        let customers = legs.iter().filter(|leg| leg.role == Role::Customer);
        let mut edit = Edit::new();
        let mut latest = None;
        for customer in customers {
            if customer.is_live() {
                edit.extend(customer.finish());
            }
            latest = latest.max(customer.instant());
        }
        let guest = Guest::of(scene, record, "agent", 0)?;
        let from = latest?.checked_add_millis(10_000)?.max(guest.from);
        edit.extend(guest.starting(from).enters(record));
        Some(edit)
    })
}

fn one_customer_leg(scene: &Scene) -> Vec<Edit> {
    let two = with_guests(scene, |record| {
        let both =
            (0..2).map(|number| Some(Guest::of(scene, record, "customer", number)?.enters(record)));
        Some(both.collect::<Option<Vec<_>>>()?.concat())
    });
    let one = with_guests(scene, |record| {
        Some(Guest::of(scene, record, "customer", 0)?.enters(record))
    });
    [one, two].concat()
}

fn one_agent_leg(scene: &Scene) -> Vec<Edit> {
    with_guests(scene, |record| {
        let user = scene.id(90);
        let both = (0..2).map(|number| {
            let guest = Guest::of(scene, record, "agent", number)?;
            Some(guest.with_user(&user).enters(record))
        });
        Some(both.collect::<Option<Vec<_>>>()?.concat())
    })
}

fn one_acd_leg(scene: &Scene) -> Vec<Edit> {
    with_guests(scene, |record| {
        let both =
            (0..2).map(|number| Some(Guest::of(scene, record, "acd", number)?.enters(record)));
        Some(both.collect::<Option<Vec<_>>>()?.concat())
    })
}

fn at_most_100(scene: &Scene) -> Vec<Edit> {
    with_guests(scene, |record| {
        let ended = later(record.after_all()?, -2_000);
        if record.is_flat() {
            let one = |number: u64| {
                let id = scene.id(1_000 + number);
                let leg = json!({"id": id, "state": "disconnected", "endTime": ended,
                    "disconnectType": "system"});
                record.push("participants", leg)
            };
            return Some((0..101).map(one).collect());
        }
        let legs = vec![json!({"held": false}); 101];
        let with_legs = json!({"id": scene.id(0), "messages": Value::Array(legs)});
        Some(vec![record.push("participants", with_legs)])
    })
}

fn queue_hands_on(scene: &Scene) -> Vec<Edit> {
    with_guests(scene, |record| {
        let queue = Guest::of(scene, record, "acd", 0)?
            .with("disconnectType", "transfer")
            .until(5_000);
        let agent = Guest::of(scene, record, "agent", 1)?;
        let from = agent.from.checked_add_millis(8_000)?;
        Some([queue.enters(record), agent.starting(from).enters(record)].concat())
    })
}

fn hand_on_is_transfer(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |leg| {
        let hands_on = matches!(leg.role, Role::Flow | Role::Acd) && leg.has_ended();
        hands_on.then(|| leg.end_by("timeout"))
    });
    edits.extend(with_guests(scene, |record| {
        let queue = Guest::of(scene, record, "acd", 0)?
            .with("disconnectType", "timeout")
            .until(5_000);
        let agent = Guest::of(scene, record, "agent", 1)?;
        let from = agent.from.checked_add_millis(5_000)?;
        Some([queue.enters(record), agent.starting(from).enters(record)].concat())
    }));
    edits
}

fn never_waits(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |leg| {
        let waits = matches!(leg.role, Role::Flow | Role::Acd);
        waits.then(|| vec![leg.set("initialState", "parked")])
    });
    edits.extend(with_guests(scene, |record| {
        let queue = Guest::of(scene, record, "acd", 0)?;
        let at = queue.at(0);
        Some(queue.live("parked").with("parkTime", at).enters(record))
    }));
    edits
}

fn peers_follow(scene: &Scene) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (customer, mut edit) in scene.ended_legs() {
        if customer.role != Role::Customer {
            continue;
        }
        let record = customer.record;
        let Some(guest) = Guest::of(scene, record, "agent", 0) else {
            continue;
        };
        let Some(left) = customer.instant() else {
            continue;
        };
        let stayed = left.millis_since(guest.from);
        edit.extend(customer.end_by("client"));
        let follower = guest.with("disconnectType", "timeout").until(stayed + 20);
        edit.extend(follower.enters(record));
        edits.push(edit);
    }
    edits
}

fn peer_has_cause(scene: &Scene) -> Vec<Edit> {
    let mut edits = each(scene, |leg| leg.has_ended().then(|| leg.end_by("peer")));
    edits.extend(with_guests(scene, |record| {
        Some(
            Guest::of(scene, record, "agent", 0)?
                .with("disconnectType", "peer")
                .until(7_777)
                .enters(record),
        )
    }));
    edits
}

fn no_answer(scene: &Scene) -> Vec<Edit> {
    with_guests(scene, |record| {
        let guest = Guest::of(scene, record, "agent", 0)?
            .without("connectedTime")
            .until(45_000);
        let at = guest.at(0);
        let mut guest = guest
            .with("initialState", "alerting")
            .with_participant("alertingTimeoutMs", 30_000);
        if record.view == message_model::contract::View::Conversation {
            guest.set("startAlertingTime", at);
        } else if record.view == message_model::contract::View::Media {
            guest = guest.without("initialState").with("startAlertingTime", at);
        }
        Some(guest.enters(record))
    })
}

fn no_conference(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| Some(leg.end_by("transfer.consult")))
}
