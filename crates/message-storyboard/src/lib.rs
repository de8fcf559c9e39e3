//! Storyboards: a conversation as a picture, with time running down the page and a column for each
//! leg.
//!
//! They are made for people: for reviews of changes, for bug reports, for a first look at a script.
//! A column shows the state of its leg; the sentence on the right says what happened. Up to
//! fourteen legs have a column each; with more, a leg takes over the column of one that has ended,
//! which its label shows.
//!
//! [`Storyboard`] holds what is to be drawn, event by event. It is made from a timeline, or by
//! [`Observed`] from captured payloads, as far as they tell. It is drawn as text
//! ([`Storyboard::to_text`]) and as SVG ([`svg`]); the two differ in form only, since neither looks
//! at the timeline or the payloads again.

mod lanes;
mod observed;
pub mod page;
pub mod svg;
mod text;
mod words;

use message_lifecycle::{
    Applied, Content, Conversation, Event, Illegal, Leg, LegIndex, LegState, Move, Role,
    Simulation, StateName, Table, Text, Timeline,
};
use message_model::Timestamp;

use lanes::Span;
pub use observed::Observed;

/// The width of a text storyboard, that of a plain terminal: no line is longer, counted in
/// characters.
pub const WIDTH_MAX: usize = 80;

/// Draws the timeline as a text storyboard.
///
/// # Errors
/// If the table does not allow an event of the timeline.
pub fn storyboard<C: Content + ?Sized>(
    table: &Table,
    timeline: &Timeline,
    content: &C,
) -> Result<String, Illegal> {
    Ok(Storyboard::new(table, timeline, content)?.to_text())
}

/// A conversation prepared for drawing: its legs, and its events in words and signs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Storyboard {
    /// Channel, direction and date, such as `sms, inbound, 2026-01-05`.
    pub heading: String,
    /// One lane for each leg, in order of opening.
    pub lanes: Vec<Lane>,
    /// One scene for each event, in order.
    pub scenes: Vec<Scene>,
    /// What could not be known, such as `when A1 answered`; empty if everything is.
    pub not_known: Vec<String>,
}

/// A leg's lane: its label and its column in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lane {
    /// The label of the leg, such as `A2`: the [letter](Role::letter) of its role, and a number
    /// where there are several.
    pub label: String,
    /// The role of the leg, such as `agent`; of a leg seen in a capture that has none of the known
    /// roles, its `purpose` as it came, or `leg` if it has none.
    pub role: String,
    /// The name of the person, flow or queue; empty if it has none.
    pub name: String,
    /// The column that the leg is drawn in, counted from 0. An earlier leg that has ended may have
    /// had it before.
    pub column: usize,
}

/// One event, with the state of all legs after it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scene {
    /// When it happened, by the provider's clock.
    pub at: Timestamp,
    /// The leg it happened to.
    pub leg: LegIndex,
    /// The sign that is drawn for it.
    pub mark: Mark,
    /// The receiver of a message: the peer of the sender's leg, if that is live.
    pub addressee: Option<LegIndex>,
    /// What happened, as a sentence.
    pub sentence: String,
    /// The legs that are live or have pending after-call work after the event, each with what it is
    /// doing.
    pub lines: Vec<(LegIndex, Line)>,
}

impl Scene {
    /// The date and the time of day to the millisecond, such as `2026-01-05` and `09:00:00.000`.
    pub fn date_and_time(&self) -> (String, String) {
        split(self.at)
    }
}

/// The sign that is drawn for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A leg opens.
    Opens,
    /// A leg changes its state.
    Changes,
    /// A message is sent.
    Says,
    /// An update on something that has happened before: a receipt, the end of after-call work.
    Notes,
    /// A message failed or was not delivered.
    Warns,
    /// A leg ends.
    Ends,
}

/// What a leg is doing, which decides the line that is drawn for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// It is alerting: an offer waits for its answer.
    Alerting,
    /// It is connected.
    Connected,
    /// It is held: connected, but the agent is busy with another conversation.
    Held,
    /// It is parked.
    Parked,
    /// It has ended, and its after-call work is pending.
    AfterCallWork,
}

impl Storyboard {
    /// Prepares the timeline for drawing.
    ///
    /// # Errors
    /// If the table does not allow an event of the timeline.
    pub fn new<C: Content + ?Sized>(
        table: &Table,
        timeline: &Timeline,
        content: &C,
    ) -> Result<Storyboard, Illegal> {
        let end = Simulation::replay(table, timeline)?;
        let setup = timeline.setup();
        let date = timeline
            .events()
            .first()
            .map(|event| format!(", {}", split(event.at).0))
            .unwrap_or_default();
        let heading = format!(
            "{}, {}{date}",
            setup.channel.as_str(),
            setup.direction.as_str()
        );
        let lanes = lanes(end.conversation(), content);
        let mut simulation = Simulation::new(table, setup.clone());
        let mut scenes = Vec::new();
        for event in timeline.events() {
            let applied = simulation.apply_alone(event.clone())?;
            let conversation = simulation.conversation();
            let label = &lanes[event.leg.position()].label;
            scenes.push(Scene {
                at: event.at,
                leg: event.leg,
                mark: mark(&applied),
                addressee: addressee(conversation, event, &applied),
                sentence: words::sentence(label, conversation, event, &applied, content),
                lines: lines(conversation),
            });
        }
        Ok(Storyboard {
            heading,
            lanes,
            scenes,
            not_known: Vec::new(),
        })
    }

    /// Draws the storyboard as text, with no line longer than [`WIDTH_MAX`].
    pub fn to_text(&self) -> String {
        text::draw(self)
    }

    /// The number of columns.
    pub fn column_count(&self) -> usize {
        self.lanes
            .iter()
            .map(|lane| lane.column + 1)
            .max()
            .unwrap_or_default()
    }

    /// Whether an earlier leg had the column of this one.
    pub fn takes_over(&self, leg: LegIndex) -> bool {
        let column = self.lanes[leg.position()].column;
        self.lanes[..leg.position()]
            .iter()
            .any(|lane| lane.column == column)
    }

    /// The label over each column: that of the first leg in it.
    pub fn heads(&self) -> Vec<&str> {
        let mut heads: Vec<&str> = Vec::new();
        for lane in &self.lanes {
            // Columns are given out in order, so the first leg of a column finds the heads of all
            // columns before it.
            if lane.column == heads.len() {
                heads.push(&lane.label);
            }
        }
        heads
    }
}

fn lanes<C: Content + ?Sized>(end: &Conversation, content: &C) -> Vec<Lane> {
    let names = (0u32..)
        .map(LegIndex::new)
        .zip(end.legs())
        .map(|(index, leg)| content.participant(index, leg).name);
    let roles: Vec<Option<Role>> = end.legs().iter().map(|leg| Some(leg.role())).collect();
    let spans: Vec<Span> = end.legs().iter().map(span).collect();
    let places = lanes::labels(&roles)
        .into_iter()
        .zip(lanes::columns(&spans));
    let legs = end.legs().iter().zip(names).zip(places);
    let lanes = legs.map(|((leg, name), (label, column))| Lane {
        label,
        role: leg.role().as_str().to_owned(),
        name: name.map(Text::into_owned).unwrap_or_default(),
        column,
    });
    lanes.collect()
}

fn span(leg: &Leg) -> Span {
    let ended = match leg.state() {
        LegState::Disconnected { at, .. } => Some(at.provider),
        LegState::Alerting { .. } | LegState::Connected { .. } | LegState::Parked { .. } => None,
    };
    Span {
        opened: Some(leg.opened().provider),
        ended,
    }
}

fn mark(applied: &Applied<'_>) -> Mark {
    match applied.row.movement {
        Move::Open | Move::Alert => Mark::Opens,
        Move::End | Move::EndWrappedUp => Mark::Ends,
        Move::Send => Mark::Says,
        Move::Mark if applied.status_row.is_some_and(|row| row.to.is_failure()) => Mark::Warns,
        Move::Mark | Move::WrapUp(_) => Mark::Notes,
        Move::Answer | Move::Hold | Move::Resume | Move::Park | Move::Unpark => Mark::Changes,
    }
}

fn addressee(
    conversation: &Conversation,
    event: &Event,
    applied: &Applied<'_>,
) -> Option<LegIndex> {
    applied.message?;
    let peer = conversation.leg(event.leg)?.peer()?;
    conversation.leg(peer)?.state().is_live().then_some(peer)
}

fn lines(conversation: &Conversation) -> Vec<(LegIndex, Line)> {
    let going_on = conversation.live().iter().chain(conversation.wrapping_up());
    going_on
        .filter_map(|&leg| Some((leg, line(conversation.leg(leg)?.state())?)))
        .collect()
}

fn line(state: &LegState) -> Option<Line> {
    match state.name() {
        StateName::Alerting => Some(Line::Alerting),
        StateName::Connected => Some(Line::Connected),
        StateName::Held => Some(Line::Held),
        StateName::Parked => Some(Line::Parked),
        StateName::Disconnected if state.has_pending_work() => Some(Line::AfterCallWork),
        StateName::New | StateName::Disconnected => None,
    }
}

/// The date and the time of day, to the millisecond.
fn split(at: Timestamp) -> (String, String) {
    let text = at.to_string();
    let (date, time) = text.split_at("yyyy-MM-dd".len());
    (
        date.to_owned(),
        time.chars().skip(1).take("HH:mm:ss.SSS".len()).collect(),
    )
}

/// Runs the code of the README as a doctest.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
