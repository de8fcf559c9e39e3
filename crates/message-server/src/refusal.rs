//! What the API refuses, in the vendor's `ErrorBody`.

use message_model::{Detail, ErrorBody};

use crate::json::text;
use crate::response::Response;

/// A refusal: status, code and message of an `ErrorBody`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    code: String,
    message: String,
    /// Reason and property of each detail.
    details: Vec<(String, String)>,
    headers: Vec<(String, String)>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &str, message: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            message: message.into(),
            details: Vec::new(),
            headers: Vec::new(),
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(400, "bad.request", message)
    }

    pub(crate) fn not_found(what: impl Into<String>) -> Self {
        Self::new(404, "not.found", what)
    }

    /// The same refusal with a detail: what is wrong with a property.
    pub(crate) fn about(mut self, property: &str, reason: impl Into<String>) -> Self {
        self.details.push((reason.into(), property.to_owned()));
        self
    }

    pub(crate) fn with_header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The answer, which names the request's correlation id.
    pub(crate) fn response(self, correlation_id: &str) -> Response {
        let mut body = ErrorBody::default();
        body.message = Some(self.message);
        body.code = Some(self.code);
        body.status = Some(i64::from(self.status));
        body.context_id = Some(correlation_id.to_owned());
        let details = self.details.into_iter().map(|(reason, property)| {
            let mut detail = Detail::default();
            detail.error_code = Some(reason);
            detail.field_name = Some(property);
            detail
        });
        body.details = Some(details.collect());
        body.errors = Some(Vec::new());
        let mut response = Response::json(self.status, text(&body));
        response.headers.extend(self.headers);
        response
    }
}
