//! The signature that the platform puts on what it posts to the webhook of an Open Messaging
//! integration, and the form of the body that it is of.
//!
//! The header is `X-Hub-Signature-256: sha256=` followed by the HMAC-SHA256 of the body under the
//! integration's secret, in base64 (documented:
//! <https://developer.genesys.cloud/commdigital/digital/openmessaging/validate.html>). The vendor's
//! sample computes it over `JSON.stringify` of the parsed body, and others over the bytes as they
//! came. Both agree if the body is in that form when it is sent.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use message_model::{DecodeError, RawJson};
use sha2::Sha256;

/// The name of the header.
pub const SIGNATURE_HEADER: &str = "X-Hub-Signature-256";

/// The value of [`SIGNATURE_HEADER`] for a body: `sha256=` and the HMAC-SHA256 of its bytes under
/// the secret, in base64.
///
/// The body should be in the form of [`stringified`]; that of a value written by
/// `message_model::encode` is, unless it holds properties that the model does not know.
///
/// ```
/// use message_server::webhook::signature;
///
/// // RFC 4231, test case 2.
/// let signed = signature(b"Jefe", b"what do ya want for nothing?");
/// assert_eq!(signed, "sha256=W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
/// ```
#[must_use]
pub fn signature(secret: &[u8], body: &[u8]) -> String {
    let mut hmac = Hmac::<Sha256>::new_from_slice(secret).expect("a key may have any length");
    hmac.update(body);
    format!("sha256={}", STANDARD.encode(hmac.finalize().into_bytes()))
}

/// The text of a JSON value as JavaScript's `JSON.stringify` writes it after `JSON.parse`.
///
/// It has no space between tokens and escapes only what has to be: no letter outside of ASCII, but
/// the half of a surrogate pair that stands alone. Numbers are those of JavaScript: `1.0` becomes
/// `1`, and what is more precise than a double is rounded. Names stand in the order in which they
/// came, but for those that are whole numbers, which come first in ascending order; of a name that
/// stands twice, the last value counts.
///
/// # Errors
///
/// If the text is not JSON.
///
/// ```
/// use message_server::webhook::stringified;
///
/// let text = r#"{ "b": [1.0, 1e2, "caf\u00e9"], "1": "\u000a\/" , "b": null}"#;
/// assert_eq!(stringified(text)?, r#"{"1":"\n/","b":null}"#);
/// assert_eq!(stringified(r#"["caf\u00e9", 1e21, 1E-7, -0]"#)?, r#"["café",1e+21,1e-7,0]"#);
/// assert!(stringified("{").is_err());
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn stringified(json: &str) -> Result<String, DecodeError> {
    let checked = RawJson::from_text(json)?;
    let mut reader = Reader {
        text: checked.as_str(),
    };
    Ok(reader.value())
}

/// Reads a text that is known to be JSON, and writes what it reads.
struct Reader<'t> {
    /// What is still to be read.
    text: &'t str,
}

impl<'t> Reader<'t> {
    fn space(&mut self) {
        self.text = self.text.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Passes over a token, if it comes next.
    fn takes(&mut self, token: char) -> bool {
        self.space();
        let rest = self.text.strip_prefix(token);
        self.text = rest.unwrap_or(self.text);
        rest.is_some()
    }

    fn value(&mut self) -> String {
        self.space();
        match self.text.as_bytes().first() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => quoted(&self.string()),
            _ => {
                let end = self.text.find([',', ']', '}', ' ', '\t', '\n', '\r']);
                let (word, rest) = self.text.split_at(end.unwrap_or(self.text.len()));
                self.text = rest;
                match word {
                    "true" | "false" | "null" => word.to_owned(),
                    number => js_number(number),
                }
            }
        }
    }

    fn array(&mut self) -> String {
        self.takes('[');
        let mut elements = Vec::new();
        while !self.takes(']') {
            elements.push(self.value());
            self.takes(',');
        }
        format!("[{}]", elements.join(","))
    }

    fn object(&mut self) -> String {
        self.takes('{');
        let mut entries: Vec<(Vec<u16>, String)> = Vec::new();
        while !self.takes('}') {
            self.space();
            let name = self.string();
            self.takes(':');
            let value = self.value();
            match entries.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = value,
                None => entries.push((name, value)),
            }
            self.takes(',');
        }
        // The sort is stable: names that are no numbers stay in the order in which they came.
        entries.sort_by_key(|(name, _)| index(name).map_or((1, 0), |index| (0, index)));
        let entries = entries.into_iter();
        let entries: Vec<_> = entries
            .map(|(name, value)| format!("{}:{value}", quoted(&name)))
            .collect();
        format!("{{{}}}", entries.join(","))
    }

    /// A string as UTF-16, since a text of JavaScript may be no Unicode.
    fn string(&mut self) -> Vec<u16> {
        self.takes('"');
        let mut units = Vec::new();
        let mut letters = self.text.char_indices();
        while let Some((place, letter)) = letters.next() {
            match letter {
                '"' => {
                    self.text = &self.text[place + 1..];
                    break;
                }
                '\\' => {
                    let escaped = letters.next().map(|(_, letter)| letter);
                    units.push(match escaped {
                        Some('u') => {
                            let digits = letters.by_ref().take(4);
                            let digits: String = digits.map(|(_, digit)| digit).collect();
                            u16::from_str_radix(&digits, 16).unwrap_or_default()
                        }
                        Some('b') => 8,
                        Some('f') => 12,
                        Some('n') => 10,
                        Some('r') => 13,
                        Some('t') => 9,
                        Some('"') => u16::from(b'"'),
                        Some('/') => u16::from(b'/'),
                        _ => u16::from(b'\\'),
                    });
                }
                other => units.extend_from_slice(other.encode_utf16(&mut [0; 2])),
            }
        }
        units
    }
}

/// The number that a name is, if JavaScript takes it for the index of an element.
fn index(name: &[u16]) -> Option<u32> {
    let name = String::from_utf16(name).ok()?;
    let number: u32 = name.parse().ok()?;
    (number < u32::MAX && number.to_string() == name).then_some(number)
}

fn quoted(units: &[u16]) -> String {
    let mut text = String::with_capacity(units.len() + 2);
    text.push('"');
    for letter in char::decode_utf16(units.iter().copied()) {
        match letter {
            Ok('"') => text.push_str("\\\""),
            Ok('\\') => text.push_str("\\\\"),
            Ok('\u{8}') => text.push_str("\\b"),
            Ok('\u{c}') => text.push_str("\\f"),
            Ok('\n') => text.push_str("\\n"),
            Ok('\r') => text.push_str("\\r"),
            Ok('\t') => text.push_str("\\t"),
            Ok(control) if control < ' ' => {
                escape(&mut text, u16::try_from(control as u32).unwrap_or_default())
            }
            Ok(letter) => text.push(letter),
            Err(alone) => escape(&mut text, alone.unpaired_surrogate()),
        }
    }
    text.push('"');
    text
}

fn escape(text: &mut String, unit: u16) {
    let _ = write!(text, "\\u{unit:04x}");
}

/// A number as JavaScript writes it.
fn js_number(text: &str) -> String {
    let number: f64 = text.parse().unwrap_or_default();
    if !number.is_finite() {
        return "null".to_owned();
    }
    if number == 0.0 {
        // Minus zero loses its sign.
        return "0".to_owned();
    }
    // Both languages write the shortest digits that read as the same number; only the form of what
    // is very large or very small differs.
    let size = number.abs();
    if (1e-6..1e21).contains(&size) {
        return number.to_string();
    }
    let text = format!("{number:e}");
    match text.contains("e-") {
        true => text,
        false => text.replace('e', "e+"),
    }
}
