//! What the page shows: the clock, all conversations in short, one of them as lanes.

use message_lifecycle::{LegIndex, LegState};
use message_storyboard::svg::{Chart, ROW_HEIGHT, Row, rows};
use message_storyboard::{Mark, Scene};
use uuid::Uuid;

use crate::config::Pace;
use crate::json::{Object, list, text};
use crate::live::Live;
use crate::refusal::Refusal;
use crate::response::Response;
use crate::world::{World, board};

/// How many conversations are listed, those that began last first.
const LISTED: usize = 100;

/// The clock, the snapshots, and the latest conversations.
pub(super) fn overview(world: &World) -> Response {
    let state = &world.state;
    let snapshots = world.snapshots().map(|(name, at)| {
        let snapshot = Object::new().put("name", name);
        snapshot.time("at", at).end()
    });
    let latest = state.order.iter().rev().take(LISTED);
    let latest = latest.filter_map(|id| state.conversations.get(id));
    Response::ok(
        Object::new()
            .time("now", state.now)
            .maybe("nextDue", state.next_due().map(|due| due.to_string()))
            .raw("pace", &pace_json(state.config.pace))
            .put("turn", &world.turn())
            .put("requests", &state.received.end())
            .put("frames", &state.frames.end())
            .raw("snapshots", &list(snapshots))
            .put("conversationCount", &state.order.len())
            .raw("conversations", &list(latest.map(conversation_json)))
            .end(),
    )
}

/// A pace as the control takes it.
pub(super) fn pace_json(pace: Pace) -> String {
    match pace {
        Pace::Real => text("real"),
        Pace::Times(times) => times.to_string(),
        Pace::Stepped => text("stepped"),
        Pace::Fast => text("fast"),
    }
}

fn conversation_json(live: &Live) -> String {
    let legs = live.state().live().iter().chain(live.state().wrapping_up());
    let legs = legs.filter_map(|index| {
        let leg = live.state().leg(*index)?;
        let doing = match leg.state() {
            LegState::Connected { hold: Some(_), .. } => "held",
            LegState::Disconnected { .. } => "after-call work",
            other => other.name().as_str(),
        };
        let name = live.name(*index);
        let leg = Object::new().put("role", leg.role().as_str());
        Some(leg.maybe("name", name).put("doing", doing).end())
    });
    let contact = live.first_contact();
    let contact = contact.and_then(|(index, _)| live.name(index));
    let began = live.simulation().timeline().events().first();
    Object::new()
        .id("id", live.id())
        .put("channel", live.channel().as_str())
        .maybe("contact", contact)
        .maybe("began", began.map(|event| event.at.to_string()))
        .put("isOver", &live.is_over())
        .put("changes", &live.changes())
        .raw("legs", &list(legs))
        .end()
}

/// The conversation as lanes: its legs, its events in words, and the drawing of the legs' lines.
pub(super) fn lanes(world: &World, id: Uuid) -> Result<Response, Refusal> {
    let live = world.state.live(id)?;
    let board = board(live)?;
    let chart = Chart::new(&board);
    let legs = (0u32..).zip(&board.lanes).map(|(place, lane)| {
        Object::new()
            .put("leg", &live.leg_label(LegIndex::new(place)))
            .put("label", &lane.label)
            .put("role", &lane.role)
            .put("name", &lane.name)
            .end()
    });
    let rows = rows(&board).into_iter().map(|row| match row {
        Row::Between(words) => text(&words),
        Row::Scene(place) => board.scenes.get(place).map_or_else(String::new, scene_json),
    });
    let lanes = Object::new()
        .id("id", id)
        .put("changes", &live.changes())
        .put("heading", &board.heading)
        .put("heads", &board.heads())
        .raw("legs", &list(legs))
        .raw("rows", &list(rows))
        .put("rowHeight", &ROW_HEIGHT)
        .put("pitch", &chart.pitch)
        .put("width", &chart.width)
        .put("chart", &chart.to_svg());
    Ok(Response::ok(lanes.end()))
}

fn scene_json(scene: &Scene) -> String {
    Object::new()
        .put("time", &scene.date_and_time().1)
        .put("says", &scene.sentence)
        .put("bad", &(scene.mark == Mark::Warns))
        .end()
}
