//! The messaging channels that conversations can be generated for.
//!
//! The list is closed, unlike the model's `MessageType`: the generator has an address form, error
//! codes and a limit on the length of texts for each of these, and could not invent them for an
//! unknown channel.

use message_model::MessageType;

/// The number of characters in each part of an SMS that takes several (documented).
pub(crate) const SMS_PART_LENGTH: i64 = 153;
/// The most parts of one SMS that the platform sends (documented).
pub(crate) const SMS_PARTS_MAX: i64 = 5;
/// The most characters that an agent can write in one message (documented).
pub(crate) const TEXT_LENGTH_MAX: i64 = 2_000;

message_model::closed_list! {
    /// A messaging channel. Its name is the one on the wire.
    ///
    /// ```
    /// use message_generator::Channel;
    ///
    /// assert_eq!(Channel::Sms.as_str(), "sms");
    /// assert_eq!(Channel::ALL.len(), 11);
    /// ```
    pub enum Channel {
        /// Apple Messages for Business.
        Apple = "apple",
        /// Facebook Messenger.
        Facebook = "facebook",
        /// Instagram direct messages.
        Instagram = "instagram",
        /// KakaoTalk.
        Kakao = "kakao",
        /// LINE.
        Line = "line",
        /// Open Messaging: an integration that the business built itself.
        Open = "open",
        /// Text messages to telephone numbers.
        Sms = "sms",
        /// Telegram.
        Telegram = "telegram",
        /// Twitter direct messages.
        Twitter = "twitter",
        /// The messenger on the business's web site.
        Webmessaging = "webmessaging",
        /// WhatsApp.
        Whatsapp = "whatsapp",
    }
}

impl Channel {
    /// Whether people are addressed by telephone number on this channel.
    ///
    /// ```
    /// use message_generator::Channel;
    ///
    /// let channels = Channel::ALL.into_iter();
    /// let with_numbers = channels.filter(|channel| channel.has_phone_numbers());
    /// assert!(with_numbers.eq([Channel::Sms, Channel::Whatsapp]));
    /// ```
    #[must_use]
    pub const fn has_phone_numbers(self) -> bool {
        matches!(self, Self::Sms | Self::Whatsapp)
    }

    /// The most characters that the text of a message can have.
    ///
    /// On SMS that is five parts of 153 characters (documented), elsewhere the most that an agent
    /// may write (documented).
    ///
    /// ```
    /// use message_generator::Channel;
    ///
    /// assert_eq!(Channel::Sms.text_length_max(), 765);
    /// ```
    #[must_use]
    pub const fn text_length_max(self) -> i64 {
        match self {
            Self::Sms => SMS_PART_LENGTH * SMS_PARTS_MAX,
            _ => TEXT_LENGTH_MAX,
        }
    }

    /// The value of a leg's `type` on this channel.
    ///
    /// ```
    /// use message_generator::Channel;
    ///
    /// for channel in Channel::ALL {
    ///     assert_eq!(channel.message_type().as_str(), channel.as_str());
    /// }
    /// ```
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
