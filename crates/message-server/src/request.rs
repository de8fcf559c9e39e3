//! A request as a value, without a socket.

use std::collections::BTreeMap;

use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine as _, alphabet};
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// A request, as it comes in.
///
/// ```
/// use message_server::Request;
///
/// let request = Request::new("GET", "/api/v2/users?pageSize=5&name=Ada%20L");
/// assert_eq!(request.path, "/api/v2/users");
/// assert_eq!(request.parameter("name").as_deref(), Some("Ada L"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method in upper case, such as `GET`.
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The query without its question mark; may be empty.
    pub query: String,
    /// The headers by their names in lower case. Of several with one name, the last.
    pub headers: BTreeMap<String, String>,
    /// The body; may be empty.
    pub body: Vec<u8>,
}

impl Request {
    /// A request without headers and body, to a path that may have a query.
    #[must_use]
    pub fn new(method: &str, target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers: BTreeMap::new(),
            body: Vec::new(),
        }
    }

    /// The same request with a header, whose name is in lower case.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.insert(name.to_owned(), value.into());
        self
    }

    /// The same request with a bearer token.
    ///
    /// ```
    /// let request = message_server::Request::new("GET", "/").with_token("t");
    /// assert_eq!(request.header("authorization"), Some("Bearer t"));
    /// ```
    #[must_use]
    pub fn with_token(self, token: &str) -> Self {
        self.with_header("authorization", format!("Bearer {token}"))
    }

    /// The same request with this JSON as its body.
    ///
    /// ```
    /// let request = message_server::Request::new("POST", "/").with_json("{}");
    /// assert_eq!(request.header("content-type"), Some("application/json"));
    /// assert_eq!(request.body, b"{}");
    /// ```
    #[must_use]
    pub fn with_json(self, json: impl Into<String>) -> Self {
        let mut request = self.with_header("content-type", "application/json");
        request.body = json.into().into_bytes();
        request
    }

    /// A header by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The first value of a parameter of the query, decoded.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<String> {
        self.parameters(name).into_iter().next()
    }

    /// All values of a parameter of the query, decoded, in order. Values that are separated by
    /// commas are several.
    ///
    /// ```
    /// let request = message_server::Request::new("GET", "/?id=a,b&id=c");
    /// assert_eq!(request.parameters("id"), ["a", "b", "c"]);
    /// ```
    #[must_use]
    pub fn parameters(&self, name: &str) -> Vec<String> {
        let values = pairs(&self.query).filter(|(known, _)| known == name);
        values
            .flat_map(|(_, value)| {
                let parts: Vec<String> = value.split(',').map(str::to_owned).collect();
                parts
            })
            .collect()
    }

    /// The properties of a form in the body.
    pub(crate) fn form(&self) -> BTreeMap<String, String> {
        pairs(&String::from_utf8_lossy(&self.body)).collect()
    }

    /// The body as JSON. One that is absent, empty or `null` counts as `null`.
    pub(crate) fn json(&self) -> Result<Value, Refusal> {
        if self.body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Value::Null);
        }
        let kind = self.header("content-type").unwrap_or_default();
        if !kind.is_empty() && !kind.to_ascii_lowercase().contains("json") {
            let message = format!("found content type {kind:?}, expected application/json");
            return Err(Refusal::new(415, "unsupported.media.type", message));
        }
        serde_json::from_slice(&self.body)
            .map_err(|error| Refusal::bad_request(format!("the body is not JSON: {error}")))
    }

    /// The body as a JSON object. One that is absent, empty or `null` counts as `{}`.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, Refusal> {
        match self.json()? {
            Value::Null => Ok(Map::new()),
            Value::Object(object) => Ok(object),
            _ => Err(Refusal::bad_request("found other JSON, expected an object")),
        }
    }
}

/// Id and secret of a Basic header.
pub(crate) fn basic(authorization: &str) -> Option<(String, String)> {
    let (kind, encoded) = authorization.split_once(' ')?;
    if !kind.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(from_base64(encoded.trim())?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// Whether a request changes nothing, by its method.
pub(crate) fn is_reading(request: &Request) -> bool {
    matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS")
}

/// The pairs of a query or form, decoded.
fn pairs(text: &str) -> impl Iterator<Item = (String, String)> + '_ {
    text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name, true), decoded(value, true))
    })
}

/// Percent-decodes a text. What is not well-formed stays as it is.
pub(crate) fn decoded(text: &str, plus_is_space: bool) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut place = 0;
    while let Some(&byte) = bytes.get(place) {
        let hex = bytes.get(place + 1..place + 3).filter(|_| byte == b'%');
        let value = hex
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match value {
            Some(value) => {
                decoded.push(value);
                place += 3;
            }
            None => {
                decoded.push(if byte == b'+' && plus_is_space {
                    b' '
                } else {
                    byte
                });
                place += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Decodes base64 with or without padding. `None` if it is none.
pub(crate) fn from_base64(text: &str) -> Option<Vec<u8>> {
    const ENGINE: GeneralPurpose = GeneralPurpose::new(
        &alphabet::STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    // Some clients write it as in links.
    ENGINE.decode(text.replace('-', "+").replace('_', "/")).ok()
}

#[cfg(test)]
mod tests {
    use super::{decoded, from_base64};

    #[test]
    fn base64_is_decoded_as_the_standard_says() {
        for (encoded, plain) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(from_base64(encoded), Some(plain.as_bytes().to_vec()));
        }
        assert_eq!(from_base64("Zg*="), None);
    }

    #[test]
    fn what_is_not_well_formed_stays_when_it_is_decoded() {
        assert_eq!(decoded("a%20b%2", true), "a b%2");
        assert_eq!(decoded("%zz%e2%82%ac", true), "%zz€");
    }
}
