//! A conversation as a picture in text: time down the page, a column per leg.
//!
//! It is made for people: for reviews of changes, for bug reports, for the first look at a script. A column shows what its
//! leg is; the sentence on the right says what happened. Up to fourteen legs have a column each; in longer conversations a
//! leg takes over the column of one that has ended, and says so by its label.

use std::fmt::Write as _;

use message_model::Timestamp;

use crate::{
    Applied, Content, Conversation, Event, EventKind, Illegal, Leg, LegIndex, LegState, Move, Role, StateName, Status,
    Table, Timeline,
};

/// No line is longer, counted in characters.
pub const WIDTH_MAX: usize = 100;

const COLUMNS_MAX: usize = 14;
/// With more columns than this they are drawn closer together.
const WIDE_COLUMNS_MAX: usize = 8;
const TIME_WIDTH: usize = 14;
const LEGEND: &str = "┬ joins  ┊ alerting  │ connected  ║ held  ╎ parked  ● message  ┴ ends";

/// Draws the timeline.
///
/// # Errors
/// If the table does not allow an event of the timeline.
pub fn storyboard<C: Content + ?Sized>(table: &Table, timeline: &Timeline, content: &C) -> Result<String, Illegal> {
    let end = timeline.replay(table)?;
    let board = Board { labels: labels(end.legs()), lanes: lanes(timeline, &end), content };
    let mut conversation = Conversation::new(timeline.setup().clone());
    let mut page = board.head(timeline, &end);
    let mut day = None;
    for event in timeline.events() {
        let applied = conversation.apply(table, event)?;
        let (date, time) = split(event.at);
        if day.as_ref().is_some_and(|day| *day != date) {
            push_line(&mut page, &format!("--- {date}"));
        }
        day = Some(date);
        push_line(&mut page, &board.line(&time, &conversation, event, &applied));
    }
    push_line(&mut page, "");
    push_line(&mut page, LEGEND);
    Ok(page)
}

struct Board<'b, C: ?Sized> {
    /// What each leg is called, such as `A2`.
    labels: Vec<String>,
    /// The column of each leg.
    lanes: Vec<usize>,
    content: &'b C,
}

impl<C: Content + ?Sized> Board<'_, C> {
    fn head(&self, timeline: &Timeline, end: &Conversation) -> String {
        let setup = timeline.setup();
        let start = timeline.events().first().map(|event| format!(", {}", split(event.at).0)).unwrap_or_default();
        let mut page = String::new();
        push_line(&mut page, &format!("{}, {}{start}", setup.channel.as_str(), setup.direction.as_str()));
        push_line(&mut page, "");
        for (index, leg) in (0u32..).map(LegIndex::new).zip(end.legs()) {
            let name = self.content.participant(index, leg).name.unwrap_or_default();
            push_line(&mut page, &format!("{:<4}{:<10}{name}", self.label(index), leg.role().name()));
        }
        push_line(&mut page, "");
        let mut heads: Vec<&str> = Vec::new();
        for (label, &lane) in self.labels.iter().zip(&self.lanes) {
            if lane == heads.len() {
                heads.push(label);
            }
        }
        push_line(&mut page, &format!("{:<TIME_WIDTH$}{}", "time (UTC)", columns(&heads)));
        page
    }

    fn line(&self, time: &str, conversation: &Conversation, event: &Event, applied: &Applied<'_>) -> String {
        let mut cells = vec![" "; self.lanes.iter().max().map_or(0, |last| last + 1)];
        for &live in conversation.live() {
            cells[self.lanes[live.position()]] = glyph(conversation.leg(live));
        }
        let lane = self.lanes[event.leg.position()];
        let takes_over = event.kind().opens() && self.lanes[..event.leg.position()].contains(&lane);
        cells[lane] = match applied.row.movement {
            Move::Open | Move::Alert if takes_over => self.label(event.leg),
            Move::Open | Move::Alert => "┬",
            Move::End | Move::EndWrappedUp => "┴",
            Move::Send => "●",
            Move::Mark | Move::WrapUp(_) => "·",
            Move::Answer | Move::Hold | Move::Resume | Move::Park | Move::Unpark => "├",
        };
        let sentence = self.sentence(conversation, event, applied);
        format!("{time:<TIME_WIDTH$}{}  {sentence}", columns(&cells))
    }

    fn sentence(&self, conversation: &Conversation, event: &Event, applied: &Applied<'_>) -> String {
        let label = self.label(event.leg);
        if let Some(message) = applied.message
            && let Some(sent) = conversation.message(message)
        {
            let text = self.content.message(message, sent).text.unwrap_or("…".into());
            return format!("{label}: \"{text}\" ({})", sent.status().name());
        }
        if let Some(row) = applied.status_row {
            return format!("{label}: the message is now {}{}", row.to.name(), warning(row.to));
        }
        let mut sentence = format!("{label} {}", phrase(event.kind()));
        match conversation.leg(event.leg).map(Leg::state) {
            Some(LegState::Disconnected { ending, work, .. }) if applied.row.movement.next().is_some() => {
                let _ = write!(sentence, ": {}", ending.name());
                if work.is_some() {
                    sentence.push_str(", wraps up");
                }
            }
            Some(LegState::Parked { parking, .. }) => {
                let (date, time) = split(parking.resume);
                let day = if date == split(event.at).0 { String::new() } else { format!("{date} ") };
                let _ = write!(sentence, " until {day}{time}");
            }
            _ => {}
        }
        sentence
    }

    fn label(&self, leg: LegIndex) -> &str {
        &self.labels[leg.position()]
    }
}

fn labels(legs: &[Leg]) -> Vec<String> {
    let mut seen = [0usize; Role::ALL.len()];
    let total = |role: Role| legs.iter().filter(|leg| leg.role() == role).count();
    let label = |leg: &Leg| {
        let role = leg.role();
        seen[role as usize] += 1;
        if total(role) == 1 { role.letter().to_owned() } else { format!("{}{}", role.letter(), seen[role as usize]) }
    };
    legs.iter().map(label).collect()
}

/// A column for each leg: its own where there are enough, else the first one whose leg has ended.
fn lanes(timeline: &Timeline, end: &Conversation) -> Vec<usize> {
    if end.legs().len() <= COLUMNS_MAX {
        return (0..end.legs().len()).collect();
    }
    let mut taken: Vec<Option<LegIndex>> = Vec::new();
    let mut lanes = Vec::new();
    let ended_by = |leg: LegIndex, at: Timestamp| match end.leg(leg).map(Leg::state) {
        Some(LegState::Disconnected { at: end, .. }) => end.provider <= at,
        _ => false,
    };
    for event in timeline.events().iter().filter(|event| event.kind().opens()) {
        let free = taken.iter().position(|leg| leg.is_none_or(|leg| ended_by(leg, event.at)));
        let lane = free.unwrap_or_else(|| {
            taken.push(None);
            taken.len() - 1
        });
        taken[lane] = Some(event.leg);
        lanes.push(lane);
    }
    lanes
}

fn glyph(leg: Option<&Leg>) -> &'static str {
    match leg.map(|leg| leg.state().name()) {
        Some(StateName::Alerting) => "┊",
        Some(StateName::Connected) => "│",
        Some(StateName::Held) => "║",
        Some(StateName::Parked) => "╎",
        Some(StateName::New | StateName::Disconnected) | None => " ",
    }
}

fn phrase(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Enter => "joins",
        EventKind::Offer => "is asked",
        EventKind::AutoAnswer => "answers automatically",
        EventKind::Pull => "takes the conversation over",
        EventKind::Start => "starts",
        EventKind::Answer => "answers",
        EventKind::Decline => "declines",
        EventKind::TimeOut => "does not answer in time",
        EventKind::TransferTimeOut => "misses the transfer",
        EventKind::Unavailable => "is not available",
        EventKind::Reassign => "is passed over",
        EventKind::Message => "writes",
        EventKind::Status => "has news of a message",
        EventKind::Hold => "turns to other work",
        EventKind::Resume => "is back",
        EventKind::Park => "parks the conversation",
        EventKind::Unpark => "takes it up again",
        EventKind::UnparkDue => "gets it back: the time has come",
        EventKind::UnparkOnMessage => "gets it back: the contact has written",
        EventKind::Transfer => "transfers",
        EventKind::HandOn => "hands on",
        EventKind::End => "ends the conversation",
        EventKind::Finish => "is done",
        EventKind::PeerEnd => "is left",
        EventKind::Expire => "is gone: the session has run out",
        EventKind::Inactivity => "is cut off: nobody wrote",
        EventKind::InactivityToFlow => "loses it to a flow: nobody wrote",
        EventKind::InactivityTransfer => "loses it to a flow: nobody wrote",
        EventKind::TakeOver => "loses it to a colleague",
        EventKind::Fail => "breaks",
        EventKind::ShutDown => "is disconnected by an admin",
        EventKind::Spam => "is judged to be spam",
        EventKind::WrapUp => "finishes the after-call work",
        EventKind::SkipWrapUp => "skips the after-call work",
        EventKind::TimeOutWrapUp => "runs out of time for after-call work",
    }
}

fn warning(status: Status) -> &'static str {
    if status.is_failure() { " (!)" } else { "" }
}

fn columns(cells: &[&str]) -> String {
    let width = if cells.len() > WIDE_COLUMNS_MAX { 3 } else { 4 };
    cells.iter().map(|cell| format!("{cell:<width$}")).collect()
}

/// Date and time of day, to the millisecond.
fn split(at: Timestamp) -> (String, String) {
    let text = at.to_string();
    let (date, time) = text.split_at("yyyy-MM-dd".len());
    (date.to_owned(), time.chars().skip(1).take("HH:mm:ss.SSS".len()).collect())
}

fn push_line(page: &mut String, line: &str) {
    let line = line.trim_end();
    if line.chars().count() > WIDTH_MAX {
        page.extend(line.chars().take(WIDTH_MAX - 1));
        page.push('…');
    } else {
        page.push_str(line);
    }
    page.push('\n');
}
