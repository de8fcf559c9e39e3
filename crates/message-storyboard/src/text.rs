//! Storyboards as text.

use message_model::printable;

use super::{Line, Mark, Scene, Storyboard, WIDTH_MAX, split};

/// With more columns than this, the columns are drawn closer together.
const WIDE_COLUMNS_MAX: usize = 8;
const TIME_WIDTH: usize = 14;
/// Stands between the columns and the sentence.
const GAP: &str = "  ";
/// Beside more columns than leave this, sentences are cut at the edge of the page.
const ROOM_MIN: usize = 16;
/// A longer sentence is shortened, so that a long message does not fill the page.
const SENTENCE_MAX: usize = WIDTH_MAX;
const NOT_KNOWN: &str = "not known: ";
const LEGEND: &str = "\
┬ joins  ┊ alerting  │ connected  ║ held  ╎ parked  ├ changes
● message  · update
┴ ends, with its disconnectType; who wraps up has after-call work to do
";

pub(super) fn draw(board: &Storyboard) -> String {
    let mut page = String::new();
    push_line(&mut page, &board.heading);
    push_line(&mut page, "");
    for lane in &board.lanes {
        push_line(
            &mut page,
            &format!("{:<4}{:<10}{}", lane.label, lane.role.as_str(), lane.name),
        );
    }
    push_line(&mut page, "");
    push_line(
        &mut page,
        &format!("{:<TIME_WIDTH$}{}", "time (UTC)", columns(&board.heads())),
    );
    let mut day = None;
    for scene in &board.scenes {
        let (date, time) = split(scene.at);
        if day.as_ref().is_some_and(|day| *day != date) {
            push_line(&mut page, &format!("--- {date}"));
        }
        day = Some(date);
        push_scene(&mut page, board, scene, &time);
    }
    push_line(&mut page, "");
    for what in &board.not_known {
        push_not_known(&mut page, what);
    }
    if !board.not_known.is_empty() {
        push_line(&mut page, "");
    }
    page.push_str(LEGEND);
    page
}

/// Adds the line of a scene. A sentence that does not fit beside the columns goes on below, beside
/// the lines of the legs that are still there.
fn push_scene(page: &mut String, board: &Storyboard, scene: &Scene, time: &str) {
    let lines = lines(board, scene);
    let first = columns(&marked(board, scene, lines.clone()));
    let below = columns(&lines);
    let taken = TIME_WIDTH + first.chars().count() + GAP.len();
    let room = WIDTH_MAX.saturating_sub(taken).max(ROOM_MIN);
    // Names and texts are the user's own, and the page is for a terminal.
    let sentence = shortened(&printable(&scene.sentence), SENTENCE_MAX);
    let mut drawn = (time, first);
    for part in wrapped(&sentence, room) {
        let (time, cells) = drawn;
        push_line(page, &format!("{time:<TIME_WIDTH$}{cells}{GAP}{part}"));
        drawn = ("", below.clone());
    }
}

/// Adds what could not be known, in as many lines as it needs.
fn push_not_known(page: &mut String, what: &str) {
    let room = WIDTH_MAX - NOT_KNOWN.len();
    let mut begin = NOT_KNOWN.to_owned();
    for part in wrapped(&printable(what), room) {
        push_line(page, &format!("{begin}{part}"));
        begin = " ".repeat(NOT_KNOWN.len());
    }
}

/// What each column shows after the event: the line of the leg that is there.
fn lines(board: &Storyboard, scene: &Scene) -> Vec<&'static str> {
    let mut cells = vec![" "; board.column_count()];
    for &(leg, line) in &scene.lines {
        // A leg with after-call work has ended, so another leg may have its column by now.
        if line != Line::AfterCallWork {
            cells[board.lanes[leg.position()].column] = glyph(line);
        }
    }
    cells
}

/// The columns with the sign of the event.
fn marked<'b>(board: &'b Storyboard, scene: &Scene, mut cells: Vec<&'b str>) -> Vec<&'b str> {
    let lane = &board.lanes[scene.leg.position()];
    cells[lane.column] = match scene.mark {
        Mark::Opens if board.takes_over(scene.leg) => &lane.label,
        Mark::Opens => "┬",
        Mark::Ends => "┴",
        Mark::Says => "●",
        Mark::Notes | Mark::Warns => "·",
        Mark::Changes => "├",
    };
    cells
}

fn glyph(line: Line) -> &'static str {
    match line {
        Line::Alerting => "┊",
        Line::Connected => "│",
        Line::Held => "║",
        Line::Parked => "╎",
        Line::AfterCallWork => " ",
    }
}

fn columns(cells: &[&str]) -> String {
    let width = if cells.len() > WIDE_COLUMNS_MAX { 3 } else { 4 };
    cells.iter().map(|cell| format!("{cell:<width$}")).collect()
}

/// Adds the line, shortened to fit.
fn push_line(page: &mut String, line: &str) {
    page.push_str(&shortened(&printable(line.trim_end()), WIDTH_MAX));
    page.push('\n');
}

/// The line with at most so many characters: a quoted text loses its end, so that what the line
/// says after the quotation stays.
fn shortened(line: &str, length_max: usize) -> String {
    let too_long = line.chars().count().saturating_sub(length_max);
    if too_long == 0 {
        return line.to_owned();
    }
    let quotation = line.rfind('"').map(|end| line.split_at(end));
    // What follows a quotation mark is of any length where a name has the mark.
    let (quoted, rest) = quotation
        .filter(|(quoted, _)| quoted.chars().count() > too_long)
        .unwrap_or((line, ""));
    let kept = quoted.chars().count().saturating_sub(too_long + 1);
    let mut shortened: String = quoted.chars().take(kept).collect();
    shortened.push('…');
    shortened.push_str(rest);
    shortened
}

/// The sentence in lines of at most `room` characters, broken between words where that is possible;
/// at least one line.
pub(super) fn wrapped(sentence: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in sentence.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= room {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
        broken(&mut lines, room);
    }
    lines
}

/// Breaks a last line that a single word has made too long.
fn broken(lines: &mut Vec<String>, room: usize) {
    while let Some((at, _)) = lines.last().and_then(|line| line.char_indices().nth(room)) {
        let last = lines.last_mut().expect("there is always a line");
        let rest = last.split_off(at);
        lines.push(rest);
    }
}
