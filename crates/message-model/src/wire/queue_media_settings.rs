//! The settings of a queue for one medium.

use crate::Number;
use crate::wire::object::object;

object! {
    /// The settings of a queue for the medium of a leg.
    ///
    /// ```
    /// use message_model::{decode, ConversationQueueMediaSettings};
    ///
    /// let settings: ConversationQueueMediaSettings = decode(r#"{"alertingTimeoutSeconds": 30}"#)?;
    /// assert_eq!(settings.alerting_timeout_seconds, Some(30));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    ConversationQueueMediaSettings {
        /// How long an offer alerts before it is withdrawn, in seconds.
        "alertingTimeoutSeconds" since "192.0.0" => alerting_timeout_seconds: i64,
        /// How long the alert tone plays before an automatic answer, in seconds.
        "autoAnswerAlertToneSeconds" since "192.0.0" => auto_answer_alert_tone_seconds: Number,
        /// How long the alert tone plays when the agent answers manually, in seconds.
        "manualAnswerAlertToneSeconds" since "192.0.0" => manual_answer_alert_tone_seconds: Number,
        /// Whether offers are answered automatically.
        "enableAutoAnswer" since "192.0.0" => enable_auto_answer: bool,
    }
}
