//! The CSS of the picture: form and colours.
//!
//! Each colour is listed once, with its value for light and for dark. A file of its own follows the
//! preference of the viewer's system; in a page the page's `color-scheme` decides, which its reader
//! may have chosen. The colours of text have a contrast of at least 4.5 to 1 against the
//! background, those of lines of at least 3 to 1.

use std::fmt::Write as _;

/// The rules that do not depend on light or dark.
const FORM: &str = "\
.sl-rule,.sl-arrow{fill:none;stroke-width:1}
.sl-connected,.sl-alerting{fill:none;stroke-width:8}
.sl-alerting{stroke-dasharray:3 3}
.sl-held{fill:none;stroke-width:2.5}
.sl-parked{fill:none;stroke-width:5;stroke-linecap:round;stroke-dasharray:0 8}
.sl-work{fill:none;stroke-width:2}
.sl-cap{fill:none;stroke-width:2.5;stroke-linecap:round}
.sl-says,.sl-turn{stroke-width:2}
";

/// The rules for text, which are needed only in a file of its own.
const WORDS: &str = "\
text{font:13px system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
.sl-title{font-size:18px;font-weight:600}
.sl-label{font-weight:600}
.sl-head{font-weight:600;text-anchor:middle}
.sl-time{font:12px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}
";

/// A CSS selector, a property, and its colour in light and in dark.
type Ink = (&'static str, &'static str, &'static str, &'static str);

const INKS: [Ink; 9] = [
    (".sl-rule", "stroke", "#e6e9ed", "#242b34"),
    (".sl-arrow", "stroke", "#7d8794", "#77828f"),
    (".sl-connected", "stroke", "#2f6fd0", "#5b9df5"),
    (".sl-alerting", "stroke", "#b26a00", "#e0a33a"),
    (".sl-held", "stroke", "#8446c6", "#bd93f9"),
    (".sl-parked", "stroke", "#0b7d72", "#3fc4b1"),
    (".sl-work", "stroke", "#7d8794", "#8d98a5"),
    (".sl-cap,.sl-turn,.sl-says", "stroke", "#1c2430", "#e8edf3"),
    (".sl-note", "fill", "#1c2430", "#e8edf3"),
];
const MORE_INKS: [Ink; 3] = [
    (".sl-says,.sl-turn", "fill", "#ffffff", "#12161c"),
    (".sl-warn", "fill", "#c62f35", "#ff7b72"),
    (".sl-arrowhead", "fill", "#7d8794", "#77828f"),
];
const WORD_INKS: [Ink; 4] = [
    (".sl-paper", "fill", "#ffffff", "#12161c"),
    ("text", "fill", "#1c2430", "#e8edf3"),
    (".sl-time,.sl-quiet", "fill", "#5a6572", "#9aa5b1"),
    (".sl-bad", "fill", "#b3262c", "#ff8a82"),
];

/// The CSS for [`Chart`](super::Chart) in an HTML page, whose `color-scheme` chooses between light
/// and dark.
pub fn page_style() -> String {
    let mut style = FORM.to_owned();
    for (selector, property, light, dark) in INKS.iter().chain(&MORE_INKS) {
        let _ = writeln!(style, "{selector}{{{property}:light-dark({light},{dark})}}");
    }
    style
}

/// The CSS of a picture in a file of its own.
pub(super) fn picture_style() -> String {
    let inks = || INKS.iter().chain(&MORE_INKS).chain(&WORD_INKS);
    let mut style = format!("{FORM}{WORDS}");
    for (selector, property, light, _) in inks() {
        let _ = writeln!(style, "{selector}{{{property}:{light}}}");
    }
    style.push_str("@media (prefers-color-scheme:dark){\n");
    for (selector, property, _, dark) in inks() {
        let _ = writeln!(style, "{selector}{{{property}:{dark}}}");
    }
    style.push_str("}\n");
    style
}
