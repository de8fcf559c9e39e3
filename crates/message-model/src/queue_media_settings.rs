//! How a queue treats a medium.

use crate::Number;
use crate::object::object;

object! {
    /// How a queue treats the medium of a leg.
    ConversationQueueMediaSettings {
        /// How long an offer alerts before it is taken back, in seconds.
        "alertingTimeoutSeconds" since "192.0.0" => alerting_timeout_seconds: i64,
        /// How long the tone sounds before an automatic answer, in seconds.
        "autoAnswerAlertToneSeconds" since "192.0.0" => auto_answer_alert_tone_seconds: Number,
        /// How long the tone sounds for an agent to answer, in seconds.
        "manualAnswerAlertToneSeconds" since "192.0.0" => manual_answer_alert_tone_seconds: Number,
        /// Whether offers are answered without the agent.
        "enableAutoAnswer" since "192.0.0" => enable_auto_answer: bool,
    }
}
