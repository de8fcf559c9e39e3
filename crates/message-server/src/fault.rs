//! Faults of transport that are asked for: answers that are none of the platform's, late ones, and
//! connections that are cut.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::json::text;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::response::{Delivery, Response};

/// What is done to the next requests that fit, in place of what would be answered or on its way.
///
/// ```
/// use message_server::{Config, Core, Failure, Request};
///
/// let mut core = Core::new(Config::default())?;
/// let path = "/users/*/routingstatus".to_owned();
/// core.fail(Failure { path, cut: true, ..Failure::default() });
/// let path = format!("/api/v2/users/{}/routingstatus", core.agents()[0].id);
/// assert!(core.handle(&Request::new("GET", &path)).delivery.is_cut);
/// assert!(!core.handle(&Request::new("GET", &path)).delivery.is_cut, "once, by default");
/// # Ok::<(), message_server::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Failure {
    /// The method of the requests; any if absent.
    pub method: Option<String>,
    /// What the path of the requests contains; any if empty. `*` stands for anything.
    pub path: String,
    /// The status that is answered. 500 if it is absent, unless `cut` or `delay_ms` say what
    /// happens.
    pub status: Option<u16>,
    /// Headers of the answer, such as `retry-after`.
    pub headers: BTreeMap<String, String>,
    /// The code in the body; one that goes with the status if absent.
    pub code: Option<String>,
    /// The body of the answer, none if it is empty; the platform's `ErrorBody` if absent. In JSON
    /// it may be any value, and a text is taken as it is.
    #[serde(deserialize_with = "body")]
    pub body: Option<String>,
    /// How many requests fail; 1 by default.
    pub times: u32,
    /// Whether the request has its effect all the same, as when the answer is lost on its way.
    pub has_effect: bool,
    /// Whether the connection is reset without an answer: before the effect, or after it if
    /// `has_effect`.
    pub cut: bool,
    /// How long the answer, or the cut, waits, in milliseconds of the time outside whatever the
    /// platform's clock does: it is clients who wait. The effect does not wait.
    pub delay_ms: u32,
}

impl Default for Failure {
    fn default() -> Self {
        Self {
            method: None,
            path: String::new(),
            status: None,
            headers: BTreeMap::new(),
            code: None,
            body: None,
            times: 1,
            has_effect: false,
            cut: false,
            delay_ms: 0,
        }
    }
}

/// The longest that an answer can wait, in milliseconds.
pub(crate) const DELAY_MS_MAX: u32 = 600_000;

impl Failure {
    /// Why it cannot be asked for, if it cannot.
    pub(crate) fn problem(&self) -> Option<(&'static str, String)> {
        if let Some(status) = self.status.filter(|status| !(400..=599).contains(status)) {
            return Some(("status", format!("found {status}, expected 400 to 599")));
        }
        if self.times == 0 {
            return Some(("times", "found 0, expected at least 1".to_owned()));
        }
        if self.delay_ms > DELAY_MS_MAX {
            let found = self.delay_ms;
            let problem = format!("found {found}, expected at most {DELAY_MS_MAX}");
            return Some(("delayMs", problem));
        }
        None
    }

    pub(crate) fn fits(&self, request: &Request) -> bool {
        let method = self.method.as_ref();
        method.is_none_or(|method| method.eq_ignore_ascii_case(&request.method))
            && contains(&request.path, &self.path)
    }

    /// Whether it answers in place of the platform, rather than only later.
    pub(crate) fn replaces(&self) -> bool {
        self.cut || self.status.is_some() || self.delay_ms == 0
    }

    pub(crate) fn delivery(&self) -> Delivery {
        Delivery {
            after_ms: self.delay_ms,
            is_cut: self.cut,
        }
    }

    /// What is answered in place of the platform's answer.
    pub(crate) fn answer(&self, correlation: &str) -> Response {
        let status = self.status.unwrap_or(500);
        let code = match status {
            401 => "bad.credentials",
            403 => "missing.permissions",
            404 => "not.found",
            408 => "client.timeout",
            409 => "general.conflict",
            429 => "too.many.requests.retry.after",
            503 => "service.unavailable",
            504 => "request.timeout",
            400..=499 => "bad.request",
            _ => "internal.server.error",
        };
        let code = self.code.as_deref().unwrap_or(code);
        let mut headers = self.headers.iter();
        let wait = headers.find(|(name, _)| name.eq_ignore_ascii_case("retry-after"));
        let message = match (status, wait) {
            (429, Some((_, wait))) => {
                format!("Rate limit exceeded the maximum. Retry the request in [{wait}] seconds")
            }
            _ => "this failure was asked for".to_owned(),
        };
        let mut response = match &self.body {
            None => Refusal::new(status, code, message).response(correlation),
            Some(body) if body.is_empty() => Response::empty(status),
            Some(body) => Response::json(status, body.clone()),
        };
        for (name, value) in &self.headers {
            let name = name.to_ascii_lowercase();
            response.headers.retain(|(known, _)| *known != name);
            response.headers.push((name, value.clone()));
        }
        response
    }
}

/// The failure that is meant for this request, which has then happened once more.
pub(crate) fn take(failures: &mut Vec<Failure>, request: &Request) -> Option<Failure> {
    let place = failures.iter().position(|failure| failure.fits(request))?;
    let failure = failures.get_mut(place)?;
    if failure.times > 1 {
        failure.times -= 1;
        return Some(failure.clone());
    }
    Some(failures.remove(place))
}

/// Whether the parts of a pattern stand in a path, in this order.
fn contains(path: &str, pattern: &str) -> bool {
    let mut rest = path;
    pattern.split('*').all(|part| match rest.split_once(part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// A body: a text as it is, or any other JSON.
fn body<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Null => None,
        Value::String(body) => Some(body),
        other => Some(text(&other)),
    })
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn a_pattern_stands_for_the_paths_that_contain_its_parts() {
        for (pattern, expected) in [
            ("", true),
            ("/users", true),
            ("/users/*/presences", true),
            ("*users*presences*", true),
            ("/queues", false),
            ("presences*users", false),
        ] {
            let path = "/api/v2/users/7/presences/PURECLOUD";
            assert_eq!(contains(path, pattern), expected, "{pattern}");
        }
    }
}
