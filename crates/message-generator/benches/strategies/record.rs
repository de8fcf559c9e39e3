//! The record that the other ways make: a conversation with the properties that ours have, each as
//! often.
//!
//! Shares and lengths are those of the profile `smooth-day`.

use std::collections::BTreeMap;

use fake::{Dummy, Faker};
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::string::string_regex;
use serde::Serialize;

/// How texts are made.
pub(crate) trait Form {
    fn id() -> impl Strategy<Value = String>;
    fn time() -> impl Strategy<Value = String>;
    fn phone() -> impl Strategy<Value = String>;
    fn name() -> impl Strategy<Value = String>;
    fn uri() -> impl Strategy<Value = String>;
    /// One of a list of words, mostly a value of one of the contract's enums.
    fn word(words: &'static [&'static str]) -> impl Strategy<Value = String>;
}

/// By regular expressions.
pub(crate) struct Patterns;

fn pattern(pattern: &str) -> impl Strategy<Value = String> + use<> {
    string_regex(pattern).expect("it is a regular expression")
}

impl Form for Patterns {
    fn id() -> impl Strategy<Value = String> {
        pattern("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    }

    fn time() -> impl Strategy<Value = String> {
        pattern(
            "2026-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z",
        )
    }

    fn phone() -> impl Strategy<Value = String> {
        pattern("\\+1[2-9][0-9]{2}55501[0-9]{2}")
    }

    fn name() -> impl Strategy<Value = String> {
        pattern("[A-Z][a-z]{2,6} [A-Z][a-z]{5,9}")
    }

    fn uri() -> impl Strategy<Value = String> {
        pattern(
            "/api/v2/conversations/messages/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/messages/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        )
    }

    fn word(words: &'static [&'static str]) -> impl Strategy<Value = String> {
        pattern(&words.join("|"))
    }
}

/// By word lists and plain numbers.
pub(crate) struct Words;

fn uuid() -> impl Strategy<Value = uuid::Uuid> {
    any::<u128>().prop_map(|bits| uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid())
}

impl Form for Words {
    fn id() -> impl Strategy<Value = String> {
        uuid().prop_map(|id| id.to_string())
    }

    fn time() -> impl Strategy<Value = String> {
        let time = (
            1u32..=12,
            1u32..=28,
            0u32..24,
            0u32..60,
            0u32..60,
            0u32..1_000,
        );
        time.prop_map(|(month, day, hour, minute, second, milli)| {
            format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
        })
    }

    fn phone() -> impl Strategy<Value = String> {
        (select(AREAS), 0u32..100).prop_map(|(area, last)| format!("+1{area}55501{last:02}"))
    }

    fn name() -> impl Strategy<Value = String> {
        (select(FIRST), select(LAST)).prop_map(|(first, last)| format!("{first} {last}"))
    }

    fn uri() -> impl Strategy<Value = String> {
        (uuid(), uuid()).prop_map(|(conversation, message)| {
            format!("/api/v2/conversations/messages/{conversation}/messages/{message}")
        })
    }

    fn word(words: &'static [&'static str]) -> impl Strategy<Value = String> {
        select(words).prop_map(str::to_owned)
    }
}

const AREAS: &[u16] = &[
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218,
];
const FIRST: &[&str] = &[
    "Ada", "Bruno", "Celia", "Dario", "Edda", "Felix", "Gia", "Hugo", "Ida", "Jana", "Karim",
];
const LAST: &[&str] = &[
    "Alderbrook",
    "Birchfield",
    "Cedarholt",
    "Dunmere",
    "Elderwick",
    "Flintford",
    "Glenshaw",
];

/// Nests tuples of strategies, since proptest implements strategies only for tuples of up to ten.
macro_rules! nested {
    () => { Just(()) };
    ($first:expr $(, $rest:expr)*) => { ($first, nested!($($rest),*)) };
}

macro_rules! nested_pattern {
    () => { () };
    ($first:ident $(, $rest:ident)*) => { ($first, nested_pattern!($($rest),*)) };
}

/// Declares a record once: with serde and `Dummy` derived, and as a strategy of either form.
macro_rules! record {
    ($name:ident { $( $(#[$meta:meta])* $property:ident: $type:ty => $strategy:expr, )* }) => {
        #[derive(Debug, Serialize, Dummy)]
        #[serde(rename_all = "camelCase")]
        pub(crate) struct $name {
            $(
                $(#[$meta])*
                #[serde(skip_serializing_if = "Skip::skip")]
                $property: $type,
            )*
        }

        impl $name {
            pub(crate) fn strategy<F: Form>() -> impl Strategy<Value = Self> {
                nested!($($strategy),*)
                    .prop_map(|nested_pattern!($($property),*)| Self { $($property),* })
            }
        }
    };
}

/// Whether a property is left out when written.
trait Skip {
    fn skip(&self) -> bool {
        false
    }
}

impl<T> Skip for Option<T> {
    fn skip(&self) -> bool {
        self.is_none()
    }
}

impl Skip for String {}
impl Skip for bool {}
impl Skip for u32 {}
impl Skip for Metadata {}
impl Skip for Address {}
impl<T> Skip for Vec<T> {}
impl<K, V> Skip for BTreeMap<K, V> {}

record! { Segment {
    start_time: String => F::time(),
    end_time: String => F::time(),
    r#type: String => F::word(&["Interact", "Alert", "Hold", "Wrapup", "System"]),
    how_ended: String => F::word(&["Disconnect", "Hold", "Interact", "Transfer"]),
    disconnect_type: Option<String> => weighted(0.58, F::word(&["client", "peer", "system", "timeout", "transfer"])),
} }

record! { Metadata {
    r#type: String => F::word(&["Text", "Structured", "Event"]),
} }

record! { Details {
    message_id: String => F::id(),
    #[serde(rename = "messageURI")]
    message_uri: String => F::uri(),
    message_status: String => F::word(&["queued", "sent", "received", "delivery-success", "delivery-failed", "read"]),
    message_segment_count: Option<u32> => weighted(0.18, 1u32..=5),
    message_time: String => F::time(),
    message_metadata: Metadata => Metadata::strategy::<F>(),
    social_visibility: Option<String> => weighted(0.12, F::word(&["public", "private"])),
} }

record! { Address {
    name: Option<String> => weighted(0.41, F::name()),
    name_raw: Option<String> => weighted(0.41, F::name()),
    address_normalized: String => F::phone(),
    address_raw: String => F::phone(),
    address_displayable: String => F::phone(),
} }

record! { Wrapup {
    code: String => F::id(),
    name: String => F::word(&["Complaint", "Delivery", "Invoice", "Order", "Repair", "Upgrade"]),
    notes: String => F::word(&["Address changed.", "Refund promised.", "Solved.", "Booked a visit."]),
    duration_seconds: u32 => 1u32..120,
    end_time: String => F::time(),
} }

record! { Work {
    start_time: String => F::time(),
    end_time: String => F::time(),
    state: String => F::word(&["complete", "pending", "skipped"]),
} }

record! { Settings {
    alerting_timeout_seconds: u32 => 8u32..60,
    auto_answer_alert_tone_seconds: u32 => 0u32..5,
    manual_answer_alert_tone_seconds: u32 => 0u32..5,
    enable_auto_answer: bool => any::<bool>(),
} }

record! { Leg {
    state: String => F::word(&["alerting", "connected", "disconnected", "parked"]),
    initial_state: String => F::word(&["alerting", "connected"]),
    id: String => F::id(),
    held: bool => any::<bool>(),
    #[dummy(faker = "(Faker, 1..3)")]
    segments: Vec<Segment> => vec(Segment::strategy::<F>(), 1..=2),
    direction: String => F::word(&["inbound", "outbound"]),
    recording_id: Option<String> => weighted(0.54, F::id()),
    disconnect_type: String => F::word(&["client", "peer", "system", "timeout", "transfer"]),
    start_alerting_time: Option<String> => weighted(0.26, F::time()),
    connected_time: String => F::time(),
    disconnected_time: String => F::time(),
    provider: String => F::word(&["PureCloud Messaging"]),
    r#type: String => F::word(&["sms", "whatsapp", "webmessaging", "open", "facebook", "line"]),
    recipient_country: Option<String> => weighted(0.18, F::word(&["US", "DE", "FR"])),
    recipient_type: Option<String> => weighted(0.18, F::word(&["mobile"])),
    authenticated: Option<bool> => weighted(0.09, any::<bool>()),
    script_id: Option<String> => weighted(0.29, F::id()),
    peer_id: String => F::id(),
    to_address: Address => Address::strategy::<F>(),
    from_address: Address => Address::strategy::<F>(),
    #[dummy(faker = "(Faker, 0..4)")]
    messages: Vec<Details> => vec(Details::strategy::<F>(), 0..=3),
    wrapup: Option<Wrapup> => weighted(0.24, Wrapup::strategy::<F>()),
    after_call_work: Option<Work> => weighted(0.24, Work::strategy::<F>()),
    after_call_work_required: bool => any::<bool>(),
    agent_assistant_id: Option<String> => weighted(0.07, F::id()),
    byo_sms_integration_id: Option<String> => weighted(0.05, F::id()),
    queue_media_settings: Option<Settings> => weighted(0.28, Settings::strategy::<F>()),
    engagement_source: String => F::word(&["SMS", "MessengerWeb", "WhatsApp", "Open", "Facebook"]),
} }

record! { Participant {
    id: String => F::id(),
    start_time: String => F::time(),
    end_time: String => F::time(),
    connected_time: String => F::time(),
    name: String => F::name(),
    user_uri: Option<String> => weighted(0.29, F::uri()),
    user_id: Option<String> => weighted(0.29, F::id()),
    external_contact_id: Option<String> => weighted(0.25, F::id()),
    queue_id: Option<String> => weighted(0.52, F::id()),
    queue_name: Option<String> => weighted(0.52, F::word(&["Support", "Billing", "Sales"])),
    purpose: String => F::word(&["customer", "external", "workflow", "bot", "acd", "agent", "api"]),
    participant_type: String => F::word(&["External", "Internal"]),
    address: Option<String> => weighted(0.25, F::phone()),
    wrapup_required: bool => any::<bool>(),
    wrapup_prompt: Option<String> => weighted(0.29, F::word(&["mandatory", "optional", "timeout"])),
    media_roles: Vec<String> => vec(F::word(&["full"]), 1),
    wrapup_timeout_ms: Option<u32> => weighted(0.29, 1_000u32..200_000),
    alerting_timeout_ms: Option<u32> => weighted(0.26, 8_000u32..60_000),
    wrapup: Option<Wrapup> => weighted(0.24, Wrapup::strategy::<F>()),
    start_acw_time: Option<String> => weighted(0.24, F::time()),
    end_acw_time: Option<String> => weighted(0.24, F::time()),
    #[dummy(expr = "BTreeMap::new()")]
    attributes: BTreeMap<String, String> => Just(BTreeMap::new()),
    #[dummy(faker = "(Faker, 1..2)")]
    messages: Vec<Leg> => vec(Leg::strategy::<F>(), 1),
} }

record! { Conversation {
    id: String => F::id(),
    start_time: String => F::time(),
    end_time: String => F::time(),
    address: String => F::phone(),
    #[dummy(faker = "(Faker, 3..6)")]
    participants: Vec<Participant> => vec(Participant::strategy::<F>(), 3..=5),
    recording_state: String => F::word(&["active", "paused", "none"]),
    self_uri: String => F::uri(),
} }
