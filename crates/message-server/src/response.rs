//! The answer to a request as a value, without a socket.

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers, in order, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; may be empty.
    pub body: String,
    /// How it gets to the client, where a fault was asked for.
    pub delivery: Delivery,
}

/// How an answer gets to its client: at once and whole, unless a fault was asked for.
///
/// ```
/// use message_server::{Config, Core, Failure, Request};
///
/// let mut core = Core::new(Config::default())?;
/// core.fail(Failure { delay_ms: 20_000, ..Failure::default() });
/// let late = core.handle(&Request::new("GET", "/api/v2/users"));
/// assert_eq!(late.status, 401, "late, but the platform's own");
/// assert_eq!(late.delivery.after_ms, 20_000);
/// # Ok::<(), message_server::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delivery {
    /// How long it waits, in milliseconds of the time outside.
    pub after_ms: u32,
    /// Whether the connection is reset in place of the answer.
    pub is_cut: bool,
}

impl Response {
    /// An answer with JSON.
    pub(crate) fn json(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.into(),
            delivery: Delivery::default(),
        }
    }

    pub(crate) fn ok(body: impl Into<String>) -> Self {
        Self::json(200, body)
    }

    pub(crate) fn text(body: impl Into<String>) -> Self {
        Self {
            status: 200,
            headers: vec![(
                "content-type".to_owned(),
                "text/plain; charset=utf-8".to_owned(),
            )],
            body: body.into(),
            delivery: Delivery::default(),
        }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: String::new(),
            delivery: Delivery::default(),
        }
    }

    /// The first header of this name in lower case.
    ///
    /// ```
    /// use message_server::{Config, Core, Request};
    ///
    /// let answer = Core::new(Config::default())?.handle(&Request::new("GET", "/api/v2/users/me"));
    /// assert_eq!(answer.status, 401);
    /// assert_eq!(answer.header("content-type"), Some("application/json"));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}
