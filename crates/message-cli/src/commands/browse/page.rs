//! Assembles the page: its parts, the data, and the content security policy that admits these and
//! nothing else. The data are packed, so that no text of them can end the element that they are in.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use message_lifecycle::Table;
use message_model::ApiRevision;
use message_storyboard::page as look;
use message_storyboard::svg::{ROW_HEIGHT, page_style};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::glossary::terms;
use super::play::Play;
use super::view::{About, all};

const PAGE: &str = include_str!("../../../page/page.html");
const STYLE: &str = include_str!("../../../page/page.css");
const SCRIPT: &str = include_str!("../../../page/page.js");

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    /// The release whose plays are shown at first; empty for those of all.
    latest: String,
    row_height: u32,
    views: Vec<About>,
    terms: BTreeMap<String, String>,
    /// The evidence and source of each row of both tables, by the row's id.
    rows: BTreeMap<&'static str, [&'static str; 2]>,
    /// The lines that the steps of all plays refer to by number.
    lines: &'a [String],
    plays: &'a [Play],
}

/// The page with these plays, whose steps refer to these lines: those of the corpus, or of one's
/// own.
pub(super) fn page(plays: &[Play], lines: &[String], is_corpus: bool) -> Result<String> {
    let latest = match is_corpus {
        true => ApiRevision::LATEST.to_string(),
        false => String::new(),
    };
    let data = serde_json::to_string(&Data {
        latest,
        row_height: ROW_HEIGHT,
        views: all(),
        terms: terms(),
        rows: table_rows(),
        lines,
        plays,
    })?;
    let style = format!("{}{STYLE}{}", look::STYLE, page_style());
    let script = format!("{}{SCRIPT}", look::SCRIPT);
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; \
         form-action 'none'",
        digest(&script),
        digest(&style)
    );
    let parts = [
        ("policy", policy.as_str()),
        ("style", &style),
        ("script", &script),
        ("data", &base64(&deflated(&data)?)),
    ];
    Ok(fill(PAGE, &parts))
}

fn table_rows() -> BTreeMap<&'static str, [&'static str; 2]> {
    let table = Table::standard();
    let rows = table
        .rows
        .iter()
        .map(|row| (row.id, [row.evidence.as_str(), row.source]));
    let statuses = table
        .statuses
        .iter()
        .map(|row| (row.id, [row.evidence.as_str(), row.source]));
    rows.chain(statuses).collect()
}

/// Replaces each `{{name}}` by the part of that name. The inserted parts are not searched for
/// further names.
fn fill(template: &str, parts: &[(&str, &str)]) -> String {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after
            .split_once("}}")
            .expect("a place that is opened is closed");
        let (_, part) = parts
            .iter()
            .find(|(known, _)| *known == name)
            .expect("the template asks for known parts");
        page.push_str(before);
        page.push_str(part);
        rest = after;
    }
    page + rest
}

/// The text as the page unpacks it: as it is, it would take four times the room.
fn deflated(text: &str) -> Result<Vec<u8>> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(text.as_bytes())?;
    Ok(packed.finish()?)
}

/// The digest of a script or style, as written in a content security policy.
fn digest(text: &str) -> String {
    base64(&Sha256::digest(text))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, place| {
            bits << 8 | u32::from(chunk.get(place).copied().unwrap_or_default())
        });
        for place in 0..4 {
            let digit = bits >> (18 - 6 * place) & 63;
            // A chunk of so many bytes takes one digit more than that.
            text.push(if place <= chunk.len() {
                char::from(DIGITS[digit as usize])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, fill};

    #[test]
    fn base64_as_the_standard_has_it() {
        // RFC 4648, section 10.
        for (text, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn parts_are_not_looked_into() {
        assert_eq!(
            fill("a{{x}}b{{y}}", &[("x", "{{y}}"), ("y", "2")]),
            "a{{y}}b2"
        );
    }
}
