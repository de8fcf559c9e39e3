//! The built-in scenarios, embedded so that no file is needed at run time.
//!
//! The catalogue's thirty-three come first, then our own. New ones are added at the end: the
//! position is the conversation number under which the corpus samples the scenario.

use super::Scenario;
use crate::error::Error;

macro_rules! builtin {
    ($($name:literal),* $(,)?) => {
        /// Name and text of every built-in scenario, in the order of the catalogue.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../scenarios/", $name, ".json")))),*];
    };
}

builtin![
    "inbound-answered-agent-ends",
    "inbound-answered-customer-ends",
    "abandon-in-queue",
    "abandon-while-alerting",
    "agent-not-responding-then-other",
    "agent-declines-then-answers",
    "repeated-no-answer",
    "auto-answer",
    "blind-transfer-to-queue",
    "ping-pong-transfers",
    "blind-transfer-to-user",
    "transfer-to-user-no-answer",
    "multitasking-hold",
    "ended-while-held",
    "park-and-resume",
    "park-customer-replies",
    "park-then-supervisor-transfer",
    "inactivity-disconnect",
    "inactivity-to-flow",
    "session-expired",
    "takeover-by-colleague",
    "bot-self-served",
    "bot-to-agent",
    "outbound-sms-by-agent",
    "outbound-delivery-failed",
    "agentless-sms",
    "agentless-into-live",
    "return-inside-window",
    "return-after-window",
    "undelivered-to-closed-browser",
    "stuck-then-admin-disconnect",
    "flow-error",
    "unanswered-forever",
    "transfer-target-unavailable",
    "park-resumed-by-agent",
    "offer-reassigned",
    "offer-fails",
    "spam",
    "whatsapp-read-receipts",
    "customer-takes-message-back",
    "late-delivery-failure",
    "flow-calls-bot",
    "called-bot-ends",
    "in-queue-flow-greets",
    "in-queue-flow-calls-bot",
    "in-queue-flow-disconnects",
    "in-queue-flow-takes-out",
    "agentless-reopens",
    "agent-reopens",
    "agentless-into-bot",
    "park-then-supervisor-to-agent",
    "park-then-supervisor-takes",
    "queue-left-behind",
    "end-missed",
    "guest-signs-in",
    "guest-leaves",
    "co-browse",
    "bot-offers-choices",
    "apple-pickers",
    "story-mention",
    "template-answered",
];

impl Scenario {
    /// The names of the built-in scenarios, in the order of the catalogue.
    ///
    /// ```
    /// use message_generator::Scenario;
    ///
    /// assert!(Scenario::builtin_names().any(|name| name == "spam"));
    /// ```
    pub fn builtin_names() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(name, _)| *name)
    }

    /// The built-in scenario of this name, or `None` if there is none.
    ///
    /// ```
    /// use message_generator::Scenario;
    ///
    /// assert!(Scenario::builtin("takeover-by-colleague").is_some());
    /// assert!(Scenario::builtin("takeover").is_none());
    /// ```
    #[must_use]
    pub fn builtin(name: &str) -> Option<Self> {
        let (_, text) = FILES.iter().find(|(known, _)| *known == name)?;
        Some(Self::from_json(text).expect("a test reads every built-in scenario"))
    }

    /// The built-in scenario of this name.
    ///
    /// # Errors
    ///
    /// If there is none; the error lists those that there are.
    ///
    /// ```
    /// use message_generator::Scenario;
    ///
    /// assert_eq!(Scenario::named("spam")?.name, "spam");
    /// let error = Scenario::named("ham").unwrap_err().to_string();
    /// assert!(error.starts_with("scenario: found \"ham\", expected one of inbound-"), "{error}");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn named(name: &str) -> Result<Self, Error> {
        Self::builtin(name).ok_or_else(|| {
            let known: Vec<_> = Self::builtin_names().collect();
            let known = format!("one of {}", known.join(", "));
            Error::found("scenario", format!("{name:?}"), known)
        })
    }

    /// All built-in scenarios, in the order of the catalogue.
    ///
    /// ```
    /// use message_generator::Scenario;
    ///
    /// let names = Scenario::all_builtin().map(|scenario| scenario.name);
    /// assert!(names.eq(Scenario::builtin_names()));
    /// ```
    pub fn all_builtin() -> impl Iterator<Item = Self> {
        Self::builtin_names().filter_map(Self::builtin)
    }
}
