//! The contract asked of a capture: of every leg and conversation in it.

use super::{Finding, check_value, detect_value};
use crate::{ApiRevision, DocumentContent, EncodeError, Payload};

impl Payload {
    /// What its legs and conversations have that a release does not, with paths from the top of the payload.
    ///
    /// # Errors
    /// A value that cannot be written as JSON.
    ///
    /// ```
    /// use message_model::{ApiRevision, Payload};
    ///
    /// let payload = Payload::decode(r#"{"entities": [{"participants": [{"messages": [{"type": "sms"}]}]}]}"#)?;
    /// let findings = payload.check_contract(ApiRevision::V19)?;
    /// assert_eq!(findings[0].path, "entities[0].participants[0].messages[0].type");
    /// assert!(payload.check_contract(ApiRevision::V20)?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_contract(&self, revision: ApiRevision) -> Result<Vec<Finding>, EncodeError> {
        let mut findings = Vec::new();
        for document in self.documents() {
            let found = match document.content {
                DocumentContent::Message(message) => check_value(message, revision)?,
                DocumentContent::Conversation(conversation) => check_value(conversation, revision)?,
            };
            findings.extend(found.into_iter().map(|mut finding| {
                if !document.path.is_empty() {
                    finding.path = format!("{}.{}", document.path, finding.path);
                }
                finding
            }));
        }
        Ok(findings)
    }

    /// The releases that all of it fits, the oldest first.
    ///
    /// # Errors
    /// A value that cannot be written as JSON.
    pub fn detect(&self) -> Result<Vec<ApiRevision>, EncodeError> {
        let mut fitting: Vec<ApiRevision> = ApiRevision::all().collect();
        for document in self.documents() {
            let fits = match document.content {
                DocumentContent::Message(message) => detect_value(message)?,
                DocumentContent::Conversation(conversation) => detect_value(conversation)?,
            };
            fitting.retain(|revision| fits.binary_search(revision).is_ok());
        }
        Ok(fitting)
    }
}
