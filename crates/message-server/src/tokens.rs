//! Access tokens: who has one, for how long, and how often it is used.

use std::collections::BTreeMap;

use message_model::Timestamp;
use uuid::Uuid;

use crate::refusal::Refusal;

/// Who makes a request: a program with the rights of its client, or a user.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Caller {
    /// The client id.
    pub(crate) client: String,
    /// The user to whom the token is bound.
    pub(crate) user: Option<Uuid>,
    pub(crate) token: String,
}

#[derive(Debug, Clone)]
struct Token {
    caller: Caller,
    expires: Timestamp,
    /// The beginning of the minute in which requests are counted, and how many there were.
    since: Timestamp,
    count: u32,
}

/// The tokens that have been given out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tokens {
    by_text: BTreeMap<String, Token>,
    pub(crate) given: u64,
}

/// How often a token has been used in the current minute, and how long that still lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Usage {
    pub(crate) count: u32,
    pub(crate) resets_in_s: i64,
}

impl Tokens {
    pub(crate) fn give(&mut self, caller: Caller, now: Timestamp, expires: Timestamp) {
        let text = caller.token.clone();
        let token = Token {
            caller,
            expires,
            since: now,
            count: 0,
        };
        self.by_text.insert(text, token);
    }

    /// Whose token it is. It is counted as used.
    pub(crate) fn caller(
        &mut self,
        authorization: Option<&str>,
        now: Timestamp,
    ) -> Result<(Caller, Usage), Refusal> {
        let bearer = authorization.and_then(|text| text.split_once(' '));
        let Some((_, text)) = bearer.filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer")) else {
            let message = "No authentication bearer token specified in authorization header.";
            return Err(Refusal::new(401, "authentication.required", message));
        };
        let Some(token) = self.by_text.get_mut(text.trim()) else {
            return Err(Refusal::new(
                401,
                "bad.credentials",
                "Invalid login credentials.",
            ));
        };
        if token.expires <= now {
            let message = "The supplied credentials have expired.";
            return Err(Refusal::new(401, "credentials.expired", message));
        }
        if now.millis_since(token.since) >= MINUTE_MS {
            token.since = now;
            token.count = 0;
        }
        token.count = token.count.saturating_add(1);
        let usage = Usage {
            count: token.count,
            resets_in_s: (MINUTE_MS - now.millis_since(token.since) + 999) / 1000,
        };
        Ok((token.caller.clone(), usage))
    }

    /// Ends a token. Whether there was one.
    pub(crate) fn revoke(&mut self, text: &str) -> bool {
        self.by_text.remove(text).is_some()
    }

    /// Ends all tokens.
    pub(crate) fn clear(&mut self) {
        self.by_text.clear();
    }
}

const MINUTE_MS: i64 = 60_000;
