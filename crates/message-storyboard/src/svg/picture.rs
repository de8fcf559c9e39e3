//! The complete picture as an SVG file: title, participants, the lanes with their sentences, a
//! legend.

use std::fmt::Write as _;

use super::chart::{Chart, whole};
use super::row::{ROW_HEIGHT, Row, rows};
use super::style::picture_style;
use super::xml::{cut, escape};
use crate::text::wrapped;
use crate::{Mark, Scene, Storyboard};

const MARGIN: u32 = 24;
const TIME_WIDTH: u32 = 104;
/// The space between lanes and sentences, in pixels.
const GUTTER: u32 = 12;
/// Room for [`SENTENCE_MAX`] characters in the font or one that is a little wider, in pixels.
const SENTENCE_WIDTH: u32 = 540;
const SENTENCE_MAX: usize = 78;
/// Room for a leg in the list above the lanes, in pixels.
const WHO_WIDTH: u32 = 208;
/// So many characters have room there even if most are digits, as in an identifier.
const WHO_MAX: usize = 22;
/// Room for a character of a line, and for one of the title, in the font or one that is a little
/// wider, in pixels.
const CHARACTER_WIDTH: u32 = 7;
const TITLE_CHARACTER_WIDTH: u32 = 11;
const LINE_HEIGHT: u32 = 20;
/// Room for a sign and its meaning in the legend, in pixels.
const LEGEND_WIDTH: u32 = 136;
/// Room for the six signs of the legend, of which the last has a short meaning.
const WIDTH_MIN: u32 = 2 * MARGIN + 5 * LEGEND_WIDTH + 72;

/// The title of a picture, and what a reader can see in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caption<'c> {
    /// The title.
    pub title: &'c str,
    /// What the picture shows, in one sentence; may be empty.
    pub shows: &'c str,
}

/// Draws storyboards, one below the other, as the text of an SVG file.
///
/// The same arguments give the same bytes. The file's `<desc>` tells the whole story in words.
///
/// ```
/// use message_storyboard::svg::{Caption, picture};
///
/// let drawn = picture(Caption { title: "Nothing yet", shows: "" }, &[]);
/// assert!(drawn.starts_with("<svg") && drawn.contains("Nothing yet"));
/// ```
pub fn picture(caption: Caption<'_>, boards: &[Storyboard]) -> String {
    let mut sheet = Sheet {
        body: String::new(),
        y: MARGIN + 14,
        width: width(boards),
    };
    let title = cut(caption.title, sheet.room(TITLE_CHARACTER_WIDTH));
    sheet.text("sl-title", MARGIN, &title);
    if !caption.shows.is_empty() {
        sheet.y += 2;
        sheet.lines(caption.shows);
    }
    for board in boards {
        sheet.y += 30;
        sheet.board(board);
    }
    sheet.legend();
    let Sheet { body, y, width } = sheet;
    let height = y + MARGIN;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"title story\">\n<title id=\"title\">{}</title>\n<desc id=\"story\">{}</desc>\n\
         <style>\n{}</style>\n<rect class=\"sl-paper\" width=\"{width}\" height=\"{height}\" rx=\"8\"/>\n{body}</svg>\n",
        escape(caption.title),
        escape(&story(caption, boards)),
        picture_style(),
    )
}

fn width(boards: &[Storyboard]) -> u32 {
    let lanes = boards
        .iter()
        .map(|board| Chart::new(board).width)
        .max()
        .unwrap_or_default();
    WIDTH_MIN.max(2 * MARGIN + TIME_WIDTH + lanes + GUTTER + SENTENCE_WIDTH)
}

/// The whole picture in words.
fn story(caption: Caption<'_>, boards: &[Storyboard]) -> String {
    let mut story = caption.shows.to_owned();
    for board in boards {
        let who = board
            .lanes
            .iter()
            .map(|lane| format!("{} is {} {}", lane.label, lane.role, lane.name));
        let who: Vec<String> = who.map(|who| who.trim_end().to_owned()).collect();
        let told = board
            .scenes
            .iter()
            .map(|scene| format!("{} {}", scene.date_and_time().1, scene.sentence));
        let told: Vec<String> = told
            .chain(board.not_known.iter().map(|what| not_known(what)))
            .collect();
        let _ = write!(
            story,
            "\n{}. {}.\n{}.",
            board.heading,
            who.join(", "),
            told.join(".\n")
        );
    }
    story.trim_start().to_owned()
}

fn not_known(what: &str) -> String {
    format!("not known: {what}")
}

/// The sheet that is drawn on, from top to bottom.
struct Sheet {
    body: String,
    /// The baseline of the text that was written last.
    y: u32,
    width: u32,
}

impl Sheet {
    fn text(&mut self, class: &str, x: u32, text: &str) {
        let class = if class.is_empty() {
            String::new()
        } else {
            format!(" class=\"{class}\"")
        };
        let _ = writeln!(
            self.body,
            "<text{class} x=\"{x}\" y=\"{}\">{}</text>",
            self.y,
            escape(text)
        );
    }

    /// How many characters of this width have room on a line.
    fn room(&self, character: u32) -> usize {
        ((self.width - 2 * MARGIN) / character) as usize
    }

    /// Writes a text in as many lines as it needs, below what was written last.
    fn lines(&mut self, text: &str) {
        for line in wrapped(text, self.room(CHARACTER_WIDTH)) {
            self.y += LINE_HEIGHT;
            self.text("sl-quiet", MARGIN, &line);
        }
    }

    fn board(&mut self, board: &Storyboard) {
        let heading = cut(&board.heading, self.room(CHARACTER_WIDTH + 1));
        self.text("sl-label", MARGIN, &heading);
        self.who(board);
        let chart = Chart::new(board);
        self.y += 34;
        self.text("sl-time", MARGIN, "time (UTC)");
        let left = MARGIN + TIME_WIDTH;
        for (column, head) in (0..).zip(board.heads()) {
            self.text(
                "sl-head",
                left + column * chart.pitch + chart.pitch / 2,
                head,
            );
        }
        let top = self.y + 10;
        self.rules(top, whole(rows(board).len()));
        let _ = writeln!(
            self.body,
            "<g transform=\"translate({left} {top})\">{}</g>",
            chart.elements
        );
        // A row too high, since the loop steps down before it writes.
        self.y = top - ROW_HEIGHT + 16;
        for row in rows(board) {
            self.y += ROW_HEIGHT;
            match row {
                Row::Between(text) => self.text("sl-quiet", left + chart.width + GUTTER, &text),
                Row::Scene(position) => {
                    self.scene(&board.scenes[position], left + chart.width + GUTTER)
                }
            }
        }
        self.y = top + chart.height;
        if !board.not_known.is_empty() {
            self.y += 10;
        }
        for what in &board.not_known {
            self.lines(&not_known(what));
        }
    }

    /// Writes the list of the legs, several on a line.
    fn who(&mut self, board: &Storyboard) {
        let per_line = ((self.width - 2 * MARGIN) / WHO_WIDTH).max(1);
        for (index, lane) in (0u32..).zip(&board.lanes) {
            if index % per_line == 0 {
                self.y += LINE_HEIGHT;
            }
            let x = MARGIN + index % per_line * WHO_WIDTH;
            self.text("sl-label", x, &lane.label);
            let who = format!("{} {}", lane.role, lane.name);
            self.text("sl-quiet", x + 32, &cut(who.trim_end(), WHO_MAX));
        }
    }

    fn rules(&mut self, top: u32, rows: u32) {
        let right = self.width - MARGIN;
        let d: String = (0..=rows)
            .map(|row| format!("M{MARGIN} {}H{right}", top + row * ROW_HEIGHT))
            .collect();
        let _ = writeln!(self.body, "<path class=\"sl-rule\" d=\"{d}\"/>");
    }

    fn scene(&mut self, scene: &Scene, x: u32) {
        self.text("sl-time", MARGIN, &scene.date_and_time().1);
        let class = if scene.mark == Mark::Warns {
            "sl-bad"
        } else {
            ""
        };
        self.text(class, x, &cut(&scene.sentence, SENTENCE_MAX));
    }

    /// Draws the legend: every kind of line and sign with its meaning, made of the same parts as
    /// the lanes.
    fn legend(&mut self) {
        for line in [legend::lines(), legend::signs()] {
            self.y += LINE_HEIGHT + 10;
            let mut x = MARGIN;
            for (name, elements) in line {
                let _ = writeln!(
                    self.body,
                    "<g transform=\"translate({x} {})\">{elements}</g>",
                    self.y - 17
                );
                self.text("sl-quiet", x + 34, name);
                x += LEGEND_WIDTH;
            }
        }
    }
}

mod legend {
    //! The meaning of each line and sign.

    use crate::Line;
    use crate::svg::chart::stroke;

    type Item = (&'static str, String);

    /// The lines, which show what a leg is doing.
    pub(super) fn lines() -> Vec<Item> {
        let line = |class: &str, line: Line| path(class, &stroke(line, (16, 2, 24)));
        vec![
            ("alerting", line("sl-alerting", Line::Alerting)),
            ("connected", line("sl-connected", Line::Connected)),
            ("held", line("sl-held", Line::Held)),
            // Not drawn by `stroke`, which keeps clear of a sign above the line: here is none.
            ("parked", path("sl-parked", "M16 5V24")),
            ("after-call work", line("sl-work", Line::AfterCallWork)),
        ]
    }

    /// The signs, which show what happens to a leg.
    pub(super) fn signs() -> Vec<Item> {
        let through = |sign: &str| format!("{}{sign}", path("sl-connected", "M16 2V24"));
        vec![
            (
                "joins",
                path("sl-connected", "M16 8V24") + &path("sl-cap", "M7 8h18"),
            ),
            ("changes", through(&circle("sl-turn", 4))),
            ("message", through(&circle("sl-says", 6))),
            ("update", circle("sl-note", 3)),
            ("failure", circle("sl-warn", 5)),
            (
                "ends",
                path("sl-connected", "M16 2V18") + &path("sl-cap", "M7 18h18"),
            ),
        ]
    }

    fn path(class: &str, d: &str) -> String {
        format!("<path class=\"{class}\" d=\"{d}\"/>")
    }

    fn circle(class: &str, radius: u32) -> String {
        format!("<circle class=\"{class}\" cx=\"16\" cy=\"13\" r=\"{radius}\"/>")
    }
}
