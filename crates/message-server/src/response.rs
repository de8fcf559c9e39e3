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
}

impl Response {
    /// An answer with JSON.
    pub(crate) fn json(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.into(),
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
        }
    }

    pub(crate) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: String::new(),
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
