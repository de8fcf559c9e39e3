//! The messaging channels that conversations are made for.
//!
//! A closed list, unlike the model's `MessageType`: the generator knows an address form, error codes and a reply limit
//! for each of these, and cannot make them up for a channel that it has not heard of.

use message_model::MessageType;
use serde::{Deserialize, Serialize};

/// A messaging channel, by its name on the wire.
///
/// ```
/// use message_generator::Channel;
///
/// assert_eq!(Channel::Sms.as_str(), "sms");
/// assert_eq!(Channel::ALL.len(), 11);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// Apple Messages for Business.
    Apple,
    /// Facebook Messenger.
    Facebook,
    /// Instagram direct messages.
    Instagram,
    /// KakaoTalk.
    Kakao,
    /// LINE.
    Line,
    /// Open Messaging: an integration of the customer's own.
    Open,
    /// Text messages by telephone.
    Sms,
    /// Telegram.
    Telegram,
    /// Twitter direct messages.
    Twitter,
    /// The messenger on a web site.
    Webmessaging,
    /// WhatsApp.
    Whatsapp,
}

impl Channel {
    /// All channels, in the order of their names.
    pub const ALL: &[Self] = &[
        Self::Apple,
        Self::Facebook,
        Self::Instagram,
        Self::Kakao,
        Self::Line,
        Self::Open,
        Self::Sms,
        Self::Telegram,
        Self::Twitter,
        Self::Webmessaging,
        Self::Whatsapp,
    ];

    /// The name on the wire and in data files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Apple => "apple",
            Self::Facebook => "facebook",
            Self::Instagram => "instagram",
            Self::Kakao => "kakao",
            Self::Line => "line",
            Self::Open => "open",
            Self::Sms => "sms",
            Self::Telegram => "telegram",
            Self::Twitter => "twitter",
            Self::Webmessaging => "webmessaging",
            Self::Whatsapp => "whatsapp",
        }
    }

    /// Whether its people are reached by telephone number.
    #[must_use]
    pub const fn has_phone_numbers(self) -> bool {
        matches!(self, Self::Sms | Self::Whatsapp)
    }

    /// How many characters a text has at most: five parts of 153 by SMS (documented), what an agent may write elsewhere
    /// (documented).
    ///
    /// ```
    /// use message_generator::Channel;
    ///
    /// assert_eq!(Channel::Sms.text_length_max(), 765);
    /// ```
    #[must_use]
    pub const fn text_length_max(self) -> i64 {
        match self {
            Self::Sms => 765,
            _ => 2_000,
        }
    }

    /// The value of a leg's `type`.
    #[must_use]
    pub fn message_type(self) -> MessageType {
        match self {
            Self::Apple => MessageType::Apple,
            Self::Facebook => MessageType::Facebook,
            Self::Instagram => MessageType::Instagram,
            Self::Kakao => MessageType::Kakao,
            Self::Line => MessageType::Line,
            Self::Open => MessageType::Open,
            Self::Sms => MessageType::Sms,
            Self::Telegram => MessageType::Telegram,
            Self::Twitter => MessageType::Twitter,
            Self::Webmessaging => MessageType::WebMessaging,
            Self::Whatsapp => MessageType::WhatsApp,
        }
    }
}
