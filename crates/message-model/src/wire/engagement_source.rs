//! The source of a customer's engagement.

use crate::wire::open_enum::open_enum;

open_enum! {
    /// The source of a customer's engagement, more specific than the leg's `type`.
    ///
    /// ```
    /// use message_model::EngagementSource;
    ///
    /// assert_eq!(EngagementSource::from_text("WhatsApp"), EngagementSource::WhatsApp);
    /// assert_eq!(EngagementSource::Qq.as_str(), "QQ");
    /// ```
    EngagementSource {
        /// Since release 238.0.0.
        "AppleMessagesForBusiness" => AppleMessagesForBusiness,
        /// Since release 238.0.0.
        "Discord" => Discord,
        /// Since release 238.0.0.
        "Email" => Email,
        /// Since release 238.0.0.
        "Facebook" => Facebook,
        /// Since release 238.0.0.
        "FacebookMessenger" => FacebookMessenger,
        /// Since release 238.0.0.
        "Glassdoor" => Glassdoor,
        /// Since release 238.0.0.
        "GoogleBusinessProfile" => GoogleBusinessProfile,
        /// Since release 238.0.0.
        "Instagram" => Instagram,
        /// Since release 238.0.0.
        "KakaoTalk" => KakaoTalk,
        /// Since release 238.0.0.
        "Line" => Line,
        /// Since release 238.0.0.
        "LinkedIn" => LinkedIn,
        /// Since release 238.0.0.
        "MicrosoftTeams" => MicrosoftTeams,
        /// Since release 238.0.0.
        "MobileChat" => MobileChat,
        /// Since release 238.0.0.
        "Other" => Other,
        /// Since release 238.0.0.
        "QQ" => Qq,
        /// Since release 238.0.0.
        "Reddit" => Reddit,
        /// Since release 238.0.0.
        "ServiceNow" => ServiceNow,
        /// Since release 238.0.0.
        "SFDC" => Sfdc,
        /// Since release 238.0.0.
        "SMS" => Sms,
        /// Since release 238.0.0.
        "Snapchat" => Snapchat,
        /// Since release 238.0.0.
        "Telegram" => Telegram,
        /// Since release 238.0.0.
        "Threads" => Threads,
        /// Since release 238.0.0.
        "Trustpilot" => Trustpilot,
        /// Since release 238.0.0.
        "Unspecified" => Unspecified,
        /// Since release 238.0.0.
        "Viber" => Viber,
        /// Since release 238.0.0.
        "WebChat" => WebChat,
        /// Since release 238.0.0.
        "WeChat" => WeChat,
        /// Since release 238.0.0.
        "Weibo" => Weibo,
        /// Since release 238.0.0.
        "WhatsApp" => WhatsApp,
        /// Since release 238.0.0.
        "X" => X,
        /// Since release 238.0.0.
        "Yelp" => Yelp,
        /// Since release 238.0.0.
        "YouTube" => YouTube,
        /// Since release 238.0.0.
        "Zendesk" => Zendesk,
        /// Since release 243.0.0.
        "OpenMessaging" => OpenMessaging,
    }
}
