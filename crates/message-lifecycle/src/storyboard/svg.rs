//! The picture as SVG: swim-lanes, one for each leg.
//!
//! Every event has a row of the same height, whatever time passed: most of what happens lies within seconds, and a day
//! may pass before the rest. A long pause and a new day have a row of their own, which says so. All positions are
//! integers, and no text is measured: what could grow too long is cut after a number of characters, which leaves room.
//!
//! [`picture`] is a file of its own, with title, words and legend. [`Chart`] is the lanes alone, for a page that sets the
//! words itself, in the style of [`page_style`]. Colours say nothing that form does not say too: an offer is dashed, a
//! hold is a double line, parking is dotted.

mod chart;
mod picture;
mod row;
mod style;
mod xml;

pub use chart::Chart;
pub use picture::{Caption, picture};
pub use row::{ROW_HEIGHT, Row, rows};
pub use style::page_style;
