//! After-call work.

use serde_json::json;

use super::Maker;
use super::guest::Guest;
use super::of_legs::{each_ended, each_live};
use super::of_routing::with_guests;
use super::scene::{Edit, Role, Scene, text};

pub(super) static MAKERS: &[Maker] = &[
    Maker::new("work-after-of-agents", of_agents),
    Maker::new("work-after-connected", of_connected),
    Maker::new("work-after-before-end", before_end),
    Maker::new("work-after-starts-at-end", starts_at_end),
    Maker::new("work-after-of-participant", of_participant),
    Maker::new("work-after-ends-after-start", ends_after_start),
    Maker::new("acw-time-starts-at-end", acw_starts_at_end),
];

/// How long the agents are there that are added, in milliseconds.
const STAY_MS: i64 = 10_000;

fn with_agent(scene: &Scene, work: impl Fn(Guest) -> Guest) -> Vec<Edit> {
    with_guests(scene, |record| {
        let agent = Guest::of(scene, record, "agent", 0)?.until(STAY_MS);
        Some(work(agent).enters(record))
    })
}

fn of_agents(scene: &Scene) -> Vec<Edit> {
    each_ended(scene, |leg| {
        let has_none = leg.role != Role::Agent && leg.time("connectedTime").is_some();
        has_none.then(|| vec![leg.set("afterCallWork", json!({"state": "pending"}))])
    })
}

fn of_connected(scene: &Scene) -> Vec<Edit> {
    with_agent(scene, |agent| {
        agent
            .without("connectedTime")
            .with("afterCallWork", json!({"state": "pending"}))
    })
}

fn before_end(scene: &Scene) -> Vec<Edit> {
    each_live(scene, |leg| {
        let at = text(leg.record.after_all()?);
        Some(vec![leg.set_of_participant("startAcwTime", at)])
    })
}

fn starts_at_end(scene: &Scene) -> Vec<Edit> {
    with_agent(scene, |agent| {
        let at = agent.at(STAY_MS + 5_000);
        let work = json!({"state": "pending", "startTime": at});
        agent
            .with("afterCallWork", work)
            .with_participant("startAcwTime", at)
    })
}

fn of_participant(scene: &Scene) -> Vec<Edit> {
    with_agent(scene, |agent| {
        let work = json!({"state": "pending", "startTime": agent.at(STAY_MS)});
        let at = agent.at(STAY_MS + 1_000);
        agent
            .with("afterCallWork", work)
            .with_participant("startAcwTime", at)
    })
}

fn ends_after_start(scene: &Scene) -> Vec<Edit> {
    with_agent(scene, |agent| {
        let (start, end) = (agent.at(STAY_MS), agent.at(STAY_MS - 1_000));
        let work = json!({"state": "complete", "startTime": start, "endTime": end});
        let agent = agent.with("afterCallWork", work);
        agent
            .with_participant("startAcwTime", start)
            .with_participant("endAcwTime", end)
    })
}

fn acw_starts_at_end(scene: &Scene) -> Vec<Edit> {
    with_agent(scene, |agent| {
        let at = agent.at(STAY_MS + 5_000);
        agent.with_participant("startAcwTime", at)
    })
}
