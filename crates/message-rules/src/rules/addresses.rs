//! Rules for countries and addresses: their documented formats.

use message_model::{Evidence, MessageType};

use crate::judge::{Judge, breach};
use crate::leg::Leg;
use crate::quote::quoted;
use crate::rule::{Rule, Severity};
use crate::rules::entry::{Check, Entry, MESSAGES, USUALLY};
use crate::source::{BLOG_SMS, RESOURCE_CENTER, SDK};

pub(super) static RULES: &[Entry] = &[
    Entry::new(
        Rule {
            id: "recipient-country-alpha-2",
            severity: Severity::Must,
            media: MESSAGES,
            reason: "recipientCountry is an ISO 3166-1 alpha-2 code",
            evidence: Evidence::Documented,
            sources: &[&SDK],
            passes: r#"{"recipientCountry": "US"}"#,
            fails: r#"{"recipientCountry": "USA"}"#,
            ..USUALLY
        },
        Check::Leg(country),
    ),
    Entry::new(
        Rule {
            id: "sms-address-e164",
            media: MESSAGES,
            reason: "the parties of an SMS have E.164 numbers; a business may have a short code \
                     of 5 or 6 digits",
            evidence: Evidence::Documented,
            sources: &[&BLOG_SMS, &RESOURCE_CENTER],
            passes: r#"{"type": "sms", "toAddress": {"addressNormalized": "+13175550142"}}"#,
            fails: r#"{"type": "sms", "toAddress": {"addressNormalized": "317-555-0142"}}"#,
            ..USUALLY
        },
        Check::Leg(sms_address),
    ),
];

fn country(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    let Some(country) = &leg.recipient_country else {
        return;
    };
    // Only the format is checked: which codes are assigned changes over time, and how the platform
    // treats new ones is not known.
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    judge.that(is_code, || {
        breach(
            leg.property("recipientCountry"),
            quoted(country),
            "two capital letters",
        )
    });
}

fn sms_address(leg: &Leg<'_>, judge: &mut Judge<'_>) {
    if leg.r#type != Some(MessageType::Sms) {
        return;
    }
    for (name, address) in [
        ("toAddress", &leg.to_address),
        ("fromAddress", &leg.from_address),
    ] {
        let Some(number) = address
            .as_ref()
            .and_then(|address| address.address_normalized.as_deref())
        else {
            continue;
        };
        judge.that(is_e164(number) || is_short_code(number), || {
            let path = leg.property(&format!("{name}.addressNormalized"));
            breach(
                path,
                quoted(number),
                "an E.164 number such as +13175550142, or a short code of 5 or 6 digits",
            )
        });
    }
}

/// A plus sign, then 2 to 15 digits that do not begin with 0.
fn is_e164(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('+') else {
        return false;
    };
    (2..=15).contains(&digits.len())
        && !digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_short_code(text: &str) -> bool {
    (5..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}
