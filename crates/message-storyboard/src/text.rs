//! Storyboards as text.

use message_model::printable;

use super::{Line, Mark, Scene, Storyboard, WIDTH_MAX, split};

/// With more columns than this, the columns are drawn closer together.
const WIDE_COLUMNS_MAX: usize = 8;
const TIME_WIDTH: usize = 14;
const LEGEND: &str = "\
┬ joins  ┊ alerting  │ connected  ║ held  ╎ parked  ├ changes  ● message  · update
┴ ends, with its disconnectType; who wraps up has after-call work to do
";

pub(super) fn draw(board: &Storyboard) -> String {
    let mut page = String::new();
    push_line(&mut page, &board.heading);
    push_line(&mut page, "");
    for lane in &board.lanes {
        push_line(
            &mut page,
            &format!("{:<4}{:<10}{}", lane.label, lane.role.name(), lane.name),
        );
    }
    push_line(&mut page, "");
    push_line(
        &mut page,
        &format!("{:<TIME_WIDTH$}{}", "time (UTC)", columns(&board.heads())),
    );
    let column_count = board.column_count();
    let mut day = None;
    for scene in &board.scenes {
        let (date, time) = split(scene.at);
        if day.as_ref().is_some_and(|day| *day != date) {
            push_line(&mut page, &format!("--- {date}"));
        }
        day = Some(date);
        let cells = columns(&cells(board, scene, column_count));
        push_line(
            &mut page,
            &format!("{time:<TIME_WIDTH$}{cells}  {}", scene.sentence),
        );
    }
    push_line(&mut page, "");
    page.push_str(LEGEND);
    page
}

fn cells<'b>(board: &'b Storyboard, scene: &Scene, column_count: usize) -> Vec<&'b str> {
    let mut cells = vec![" "; column_count];
    for &(leg, line) in &scene.lines {
        // A leg with after-call work has ended, so another leg may have its column by now.
        if line != Line::AfterCallWork {
            cells[board.lanes[leg.position()].column] = glyph(line);
        }
    }
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

/// Adds the line, shortened to fit: a quoted text loses its end, so that what the line says after
/// the quotation stays.
fn push_line(page: &mut String, line: &str) {
    // Names and texts are the user's own, and the page is for a terminal.
    let line = printable(line.trim_end());
    let too_long = line.chars().count().saturating_sub(WIDTH_MAX);
    if too_long == 0 {
        page.push_str(&line);
    } else {
        let (quoted, rest) = line.split_at(line.rfind('"').unwrap_or(line.len()));
        let kept = quoted.chars().count().saturating_sub(too_long + 1);
        page.extend(quoted.chars().take(kept));
        page.push('…');
        page.push_str(rest);
    }
    page.push('\n');
}
