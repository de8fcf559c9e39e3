//! The lanes: lines for what legs are doing, signs for what happens to them.

use std::fmt::Write as _;

use super::row::{ROW_HEIGHT, Row, rows};
use super::xml::escape;
use crate::{Line, Mark, Scene, Storyboard};
use message_lifecycle::LegIndex;

/// The lanes of a conversation without the sentences, for a page that sets the sentences beside
/// them.
///
/// Row `n` of [`rows`] begins `n` times [`ROW_HEIGHT`] below the top; column `n` begins `n` times
/// [`pitch`](Self::pitch) from the left.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Chart {
    /// The width of a column, in pixels.
    pub pitch: u32,
    /// The width of the drawing in pixels: all columns, and room for a label to the right of the
    /// last one.
    pub width: u32,
    /// The height of all rows, in pixels.
    pub height: u32,
    /// The drawing, as SVG elements without the `<svg>` around them.
    pub elements: String,
}

impl Chart {
    /// Draws the lanes of this storyboard.
    pub fn new(board: &Storyboard) -> Chart {
        let columns = whole(board.column_count());
        let pitch = match columns {
            0..=4 => 48,
            5..=8 => 40,
            _ => 28,
        };
        let rows = rows(board);
        let height = whole(rows.len()) * ROW_HEIGHT;
        let taken_over = board.lanes.len() > board.column_count();
        let width = columns * pitch + if taken_over { LABEL_WIDTH } else { 0 };
        let pen = Pen {
            board,
            pitch,
            rows,
            height,
        };
        let elements = format!("{}{}{}", pen.arrows(), pen.lines(), pen.marks());
        Chart {
            pitch,
            width,
            height,
            elements,
        }
    }

    /// The drawing as an `<svg>` element for an HTML page.
    ///
    /// It is hidden from screen readers: the page has to say in words what it shows.
    pub fn to_svg(&self) -> String {
        let Chart {
            width,
            height,
            elements,
            ..
        } = self;
        format!(
            "<svg width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" aria-hidden=\"true\">\
             {elements}</svg>"
        )
    }
}

/// A count as a length or position in the picture.
pub(super) fn whole(count: usize) -> u32 {
    u32::try_from(count).expect("a picture of 2^32 rows fits into no memory")
}

/// How far a label beside a line may reach beyond its column, in pixels.
const LABEL_WIDTH: u32 = 24;

struct Pen<'b> {
    board: &'b Storyboard,
    pitch: u32,
    rows: Vec<Row>,
    height: u32,
}

/// The kinds of line with their classes, in the order in which they are drawn.
const LINES: [(Line, &str); 5] = [
    (Line::AfterCallWork, "sl-work"),
    (Line::Connected, "sl-connected"),
    (Line::Alerting, "sl-alerting"),
    (Line::Held, "sl-held"),
    (Line::Parked, "sl-parked"),
];

impl Pen<'_> {
    /// The scenes, each with the vertical middle of its row.
    fn scenes(&self) -> impl Iterator<Item = (u32, &Scene)> {
        (0..).zip(&self.rows).filter_map(|(place, row)| match row {
            Row::Between(_) => None,
            Row::Scene(position) => Some((
                place * ROW_HEIGHT + ROW_HEIGHT / 2,
                &self.board.scenes[*position],
            )),
        })
    }

    /// The horizontal middle of the leg's column.
    fn middle(&self, leg: LegIndex) -> u32 {
        whole(self.board.lanes[leg.position()].column) * self.pitch + self.pitch / 2
    }

    fn lines(&self) -> String {
        let mut elements = String::new();
        for (line, class) in LINES {
            let runs = self.runs(line);
            if !runs.is_empty() {
                let d: String = runs.into_iter().map(|run| stroke(line, run)).collect();
                let _ = write!(elements, "<path class=\"{class}\" d=\"{d}\"/>");
            }
        }
        elements
    }

    /// The stretches over which legs are doing this: the middle of the column, and from where to
    /// where down the page.
    fn runs(&self, line: Line) -> Vec<(u32, u32, u32)> {
        let mut runs = Vec::new();
        let mut open: Vec<(LegIndex, u32)> = Vec::new();
        for (y, scene) in self.scenes() {
            let goes_on = |leg: LegIndex| scene.lines.contains(&(leg, line));
            open.retain(|&(leg, from)| {
                if !goes_on(leg) {
                    runs.push((self.middle(leg), from, y));
                }
                goes_on(leg)
            });
            for &(leg, _) in scene.lines.iter().filter(|(_, other)| *other == line) {
                if !open.iter().any(|(known, _)| *known == leg) {
                    open.push((leg, y));
                }
            }
        }
        // What still goes on after the last event runs to the bottom edge of the picture.
        runs.extend(
            open.into_iter()
                .map(|(leg, from)| (self.middle(leg), from, self.height)),
        );
        runs
    }

    fn arrows(&self) -> String {
        let mut shafts = String::new();
        let mut heads = String::new();
        for (y, scene) in self.scenes() {
            let Some(addressee) = scene.addressee else {
                continue;
            };
            let (from, to) = (self.middle(scene.leg), self.middle(addressee));
            // The arrowhead ends at the edge of the line that it points to.
            let (tip, back) = if from < to {
                (to - 5, to - 11)
            } else {
                (to + 5, to + 11)
            };
            let _ = write!(shafts, "M{from} {y}H{back}");
            let _ = write!(heads, "M{tip} {y}L{back} {} {back} {}Z", y - 4, y + 4);
        }
        if shafts.is_empty() {
            return shafts;
        }
        format!(
            "<path class=\"sl-arrow\" d=\"{shafts}\"/><path class=\"sl-arrowhead\" d=\"{heads}\"/>"
        )
    }

    fn marks(&self) -> String {
        let mut caps = String::new();
        let mut rest = String::new();
        for (y, scene) in self.scenes() {
            let x = self.middle(scene.leg);
            let circle = |class: &str, radius: u32| {
                format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>")
            };
            match scene.mark {
                Mark::Opens | Mark::Ends => {
                    let _ = write!(caps, "M{} {y}h18", x - 9);
                }
                Mark::Changes => rest.push_str(&circle("sl-turn", 4)),
                Mark::Says => rest.push_str(&circle("sl-says", 6)),
                Mark::Notes => rest.push_str(&circle("sl-note", 3)),
                Mark::Warns => rest.push_str(&circle("sl-warn", 5)),
            }
            if scene.mark == Mark::Opens && self.board.takes_over(scene.leg) {
                let label = escape(&self.board.lanes[scene.leg.position()].label);
                let _ = write!(
                    rest,
                    "<text class=\"sl-label\" x=\"{}\" y=\"{}\">{label}</text>",
                    x + 11,
                    y + 5
                );
            }
        }
        if caps.is_empty() {
            return rest;
        }
        format!("<path class=\"sl-cap\" d=\"{caps}\"/>{rest}")
    }
}

/// A stretch of a line of that kind, as the commands of an SVG path.
pub(super) fn stroke(line: Line, (x, from, to): (u32, u32, u32)) -> String {
    match line {
        Line::Held => format!("M{} {from}V{to}M{} {from}V{to}", x - 3, x + 3),
        // A dot is drawn around its position, so the first one has to stand clear of the sign above
        // it.
        Line::Parked => format!("M{x} {}V{to}", from + 8),
        Line::Alerting | Line::Connected | Line::AfterCallWork => format!("M{x} {from}V{to}"),
    }
}
