//! A conversation as a picture: time down the page, a column per leg.
//!
//! It is made for people: for reviews of changes, for bug reports, for the first look at a script. A column shows what its
//! leg is; the sentence on the right says what happened. Up to fourteen legs have a column each; in longer conversations a
//! leg takes over the column of one that has ended, and says so by its label.
//!
//! [`Storyboard`] is what there is to draw, told event by event. It is drawn in text ([`Storyboard::to_text`]) and as SVG
//! ([`svg`]); the two differ in form only, since neither looks at the timeline again.

mod lanes;
pub mod svg;
mod text;
mod words;

use message_model::Timestamp;

use crate::{
    Applied, Content, Conversation, Event, Illegal, Leg, LegIndex, LegState, Move, Role, StateName, Table, Timeline,
};

/// No line of text is longer, counted in characters.
pub const WIDTH_MAX: usize = 100;

/// Draws the timeline in text.
///
/// # Errors
/// If the table does not allow an event of the timeline.
pub fn storyboard<C: Content + ?Sized>(table: &Table, timeline: &Timeline, content: &C) -> Result<String, Illegal> {
    Ok(Storyboard::new(table, timeline, content)?.to_text())
}

/// What there is to draw of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Storyboard {
    /// Channel, direction and date, such as `sms, inbound, 2026-01-05`.
    pub heading: String,
    /// The legs, in order of opening.
    pub lanes: Vec<Lane>,
    /// The events, in order.
    pub scenes: Vec<Scene>,
}

/// A leg and its place in the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lane {
    /// What it is called, such as `A2`.
    pub label: String,
    /// Who it stands for.
    pub role: Role,
    /// The name of the person, flow or queue; empty if it has none.
    pub name: String,
    /// The column that it is drawn in, counted from 0; an earlier leg that has ended may have had it before.
    pub column: usize,
}

/// An event, and how things stand after it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scene {
    /// When, by the provider's clock.
    pub at: Timestamp,
    /// The leg it happened to.
    pub leg: LegIndex,
    /// The sign for it.
    pub mark: Mark,
    /// The other end of a message: the leg that its sender's leg points to, if that is live.
    pub addressee: Option<LegIndex>,
    /// What happened, in words.
    pub sentence: String,
    /// What goes on after it: the legs that are live or have after-call work waiting.
    pub lines: Vec<(LegIndex, Line)>,
}

impl Scene {
    /// Date and time of day, to the millisecond, such as `2026-01-05` and `09:00:00.000`.
    pub fn date_and_time(&self) -> (String, String) {
        split(self.at)
    }
}

/// The sign for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A leg opens.
    Opens,
    /// A leg turns to another state.
    Changes,
    /// A message is sent.
    Says,
    /// An update on something that has happened before: a receipt, the end of after-call work.
    Notes,
    /// A message has failed.
    Warns,
    /// A leg ends.
    Ends,
}

/// What a leg is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// An offer waits for its answer.
    Alerting,
    /// The party takes part.
    Connected,
    /// Connected, and busy with other work.
    Held,
    /// Put aside.
    Parked,
    /// Over, but for the after-call work.
    AfterCallWork,
}

impl Storyboard {
    /// What there is to draw of this timeline.
    ///
    /// # Errors
    /// If the table does not allow an event of the timeline.
    pub fn new<C: Content + ?Sized>(table: &Table, timeline: &Timeline, content: &C) -> Result<Storyboard, Illegal> {
        let end = timeline.replay(table)?;
        let setup = timeline.setup();
        let date = timeline.events().first().map(|event| format!(", {}", split(event.at).0)).unwrap_or_default();
        let heading = format!("{}, {}{date}", setup.channel.as_str(), setup.direction.as_str());
        let lanes = lanes(timeline, &end, content);
        let mut conversation = Conversation::new(setup.clone());
        let mut scenes = Vec::new();
        for event in timeline.events() {
            let applied = conversation.apply(table, event)?;
            let label = &lanes[event.leg.position()].label;
            scenes.push(Scene {
                at: event.at,
                leg: event.leg,
                mark: mark(&applied),
                addressee: addressee(&conversation, event, &applied),
                sentence: words::sentence(label, &conversation, event, &applied, content),
                lines: lines(&conversation),
            });
        }
        Ok(Storyboard { heading, lanes, scenes })
    }

    /// The picture in text, no line wider than [`WIDTH_MAX`].
    pub fn to_text(&self) -> String {
        text::draw(self)
    }

    /// How many columns there are.
    pub fn column_count(&self) -> usize {
        self.lanes.iter().map(|lane| lane.column + 1).max().unwrap_or_default()
    }

    /// Whether another leg has had the column of this one before.
    pub fn takes_over(&self, leg: LegIndex) -> bool {
        let column = self.lanes[leg.position()].column;
        self.lanes[..leg.position()].iter().any(|lane| lane.column == column)
    }

    /// The label over each column: that of the first leg in it.
    pub fn heads(&self) -> Vec<&str> {
        let mut heads: Vec<&str> = Vec::new();
        for lane in &self.lanes {
            if lane.column == heads.len() {
                heads.push(&lane.label);
            }
        }
        heads
    }
}

fn lanes<C: Content + ?Sized>(timeline: &Timeline, end: &Conversation, content: &C) -> Vec<Lane> {
    let names = (0u32..).map(LegIndex::new).zip(end.legs()).map(|(index, leg)| content.participant(index, leg).name);
    let places = lanes::labels(end.legs()).into_iter().zip(lanes::columns(timeline, end));
    let lane = |((leg, name), (label, column)): ((&Leg, Option<_>), (String, usize))| Lane {
        label,
        role: leg.role(),
        name: name.map(crate::Text::into_owned).unwrap_or_default(),
        column,
    };
    end.legs().iter().zip(names).zip(places).map(lane).collect()
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

fn addressee(conversation: &Conversation, event: &Event, applied: &Applied<'_>) -> Option<LegIndex> {
    applied.message?;
    let peer = conversation.leg(event.leg)?.peer()?;
    conversation.live().contains(&peer).then_some(peer)
}

fn lines(conversation: &Conversation) -> Vec<(LegIndex, Line)> {
    let going_on = conversation.live().iter().chain(conversation.wrapping_up());
    going_on.filter_map(|&leg| Some((leg, line(conversation.leg(leg)?.state())?))).collect()
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

/// Date and time of day, to the millisecond.
fn split(at: Timestamp) -> (String, String) {
    let text = at.to_string();
    let (date, time) = text.split_at("yyyy-MM-dd".len());
    (date.to_owned(), time.chars().skip(1).take("HH:mm:ss.SSS".len()).collect())
}
