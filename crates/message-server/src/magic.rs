//! Addresses and texts of customers that always bring one outcome, as the card numbers of payment
//! sandboxes do.

use std::sync::LazyLock;

use serde::Deserialize;

/// What an address or a text brings about.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Magic {
    pub(crate) outcome: Outcome,
    /// The code of a delivery that fails.
    #[serde(default)]
    pub(crate) code: Option<String>,
    /// How long it takes until the outcome, in milliseconds.
    #[serde(default)]
    pub(crate) after_ms: u32,
    /// A number of the range that belongs to nobody.
    #[serde(default)]
    phone: Option<String>,
    /// An address at a domain for examples, for channels without numbers.
    #[serde(default)]
    address: Option<String>,
    /// The whole text of a message of the customer.
    #[serde(default)]
    text: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// No agent who acts by rule answers.
    NeverAnswered,
    /// What is written to the customer is sent and not delivered.
    DeliveryFailed,
    /// The conversation ends by inactivity so long after the last message.
    Inactive,
    /// The customer is judged to be spam so long after a message.
    Spam,
}

static ALL: LazyLock<Vec<Magic>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../magic.json")).expect("the file is a part of the crate")
});

/// What an address brings about.
pub(crate) fn of_address(address: &str) -> Option<&'static Magic> {
    let is_it = |known: &Option<String>| known.as_deref() == Some(address);
    let mut all = ALL.iter();
    all.find(|magic| is_it(&magic.phone) || is_it(&magic.address))
}

/// What a text of a customer brings about.
pub(crate) fn of_text(text: &str) -> Option<&'static Magic> {
    ALL.iter().find(|magic| magic.text.as_deref() == Some(text))
}
