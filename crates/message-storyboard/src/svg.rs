//! Storyboards as SVG, with a swim-lane for each leg.
//!
//! Every event has a row of the same height, however much time passed: most of what happens lies
//! within seconds, and a day may pass before the rest. A long pause and a new day have a row of
//! their own that says so. All positions are integers, and no text is measured: text that could
//! grow too long is cut after a number of characters that is sure to fit.
//!
//! [`picture`] draws a complete file, with title, sentences and legend. [`Chart`] draws the lanes
//! alone, for a page that sets the sentences itself, and is styled by [`page_style`]. Everything
//! that a colour tells is also told by form: an offer is dashed, a hold is a double line, parking
//! is dotted.

mod chart;
mod picture;
mod row;
mod style;
mod xml;

pub use chart::Chart;
pub use picture::{Caption, picture};
pub use row::{ROW_HEIGHT, Row, rows};
pub use style::page_style;
