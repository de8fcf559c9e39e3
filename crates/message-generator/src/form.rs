//! The forms that a message can have: what it consists of, apart from a plain text.
//!
//! The values of `messageMetadata` are the contract's. Which of them go with which message, who
//! sends them and on which channels is documented nowhere in one place: it is inferred from the
//! vendor's pages on the channels, but for the presence events of web messaging, which the code of
//! public clients handles (observed).

use message_lifecycle::Role;
use message_model::{ContentSubType, ContentType, EventSubType, EventType, MetadataType};

use crate::channel::Channel;

message_model::closed_list! {
    /// What a message consists of, if it is more than a text or something else.
    ///
    /// ```
    /// use message_generator::{Channel, Form, Role};
    ///
    /// assert!(Form::Join.goes_through(Channel::Webmessaging) && !Form::Join.has_text());
    /// assert!(Form::QuickReplies.is_sent_by(Role::Bot));
    /// assert!(!Form::QuickReply.is_sent_by(Role::Bot));
    /// assert_eq!("quick-reply".parse(), Ok(Form::QuickReply));
    /// ```
    pub enum Form {
        /// Files without a text; the step says which.
        Attachment = "attachment",
        /// A sticker.
        Sticker = "sticker",
        /// A place on the map.
        Location = "location",
        /// A reaction to a message, such as an emoji.
        Reaction = "reaction",
        /// A story of the customer that mentions the business.
        StoryMention = "story-mention",
        /// A reply to a story of the business.
        StoryReply = "story-reply",
        /// A text with choices.
        QuickReplies = "quick-replies",
        /// The choice that the customer took.
        QuickReply = "quick-reply",
        /// A card with buttons.
        Card = "card",
        /// Several cards.
        Carousel = "carousel",
        /// The button of a card that the customer pressed.
        Button = "button",
        /// A list to pick from.
        ListPicker = "list-picker",
        /// Dates to pick from.
        DatePicker = "date-picker",
        /// A form to fill in.
        Form = "form",
        /// A link with a preview.
        RichLink = "rich-link",
        /// A message made from a template that the channel has approved.
        Notification = "notification",
        /// The guest has come to the messenger.
        Join = "join",
        /// The guest has signed in.
        SignIn = "sign-in",
        /// The guest has cleared the conversation.
        Clear = "clear",
        /// The guest has left the conversation.
        Disconnect = "disconnect",
        /// The guest's session has expired.
        SessionExpired = "session-expired",
        /// Somebody offers to browse together.
        CoBrowseOffer = "co-browse-offer",
        /// The guest accepts the offer to browse together.
        CoBrowseAccept = "co-browse-accept",
        /// The guest declines the offer to browse together.
        CoBrowseDecline = "co-browse-decline",
    }
}

/// The parts of `messageMetadata`.
pub(crate) enum Metadata {
    /// Of this type, without anything else.
    Only(MetadataType),
    /// With this content.
    Content(MetadataType, ContentType, Option<ContentSubType>),
    /// An event.
    Event(EventType, EventSubType),
}

impl Form {
    /// Whether a message of this form has a text.
    ///
    /// ```
    /// use message_generator::Form;
    ///
    /// assert!(Form::Card.has_text() && !Form::Sticker.has_text());
    /// ```
    #[must_use]
    pub const fn has_text(self) -> bool {
        match self {
            Self::StoryReply
            | Self::QuickReplies
            | Self::QuickReply
            | Self::Card
            | Self::Carousel
            | Self::Button
            | Self::ListPicker
            | Self::DatePicker
            | Self::Form
            | Self::RichLink
            | Self::Notification => true,
            Self::Attachment
            | Self::Sticker
            | Self::Location
            | Self::Reaction
            | Self::StoryMention
            | Self::Join
            | Self::SignIn
            | Self::Clear
            | Self::Disconnect
            | Self::SessionExpired
            | Self::CoBrowseOffer
            | Self::CoBrowseAccept
            | Self::CoBrowseDecline => false,
        }
    }

    /// Whether a message of this form is an event, which an integration has to tell from what
    /// somebody says.
    ///
    /// ```
    /// use message_generator::Form;
    ///
    /// assert!(Form::Disconnect.is_event() && !Form::Sticker.is_event());
    /// ```
    #[must_use]
    pub fn is_event(self) -> bool {
        matches!(self.metadata(), Metadata::Event(..))
    }

    /// The form of the answer to a message of this form, if it offers choices.
    ///
    /// ```
    /// use message_generator::Form;
    ///
    /// assert_eq!(Form::QuickReplies.answer(), Some(Form::QuickReply));
    /// assert_eq!(Form::Sticker.answer(), None);
    /// ```
    #[must_use]
    pub const fn answer(self) -> Option<Self> {
        match self {
            Self::QuickReplies => Some(Self::QuickReply),
            Self::Card | Self::Carousel => Some(Self::Button),
            _ => None,
        }
    }

    /// Whether somebody in this role sends messages of this form (inferred).
    ///
    /// ```
    /// use message_generator::{Form, Role};
    ///
    /// assert!(Form::Sticker.is_sent_by(Role::Customer) && !Form::Sticker.is_sent_by(Role::Agent));
    /// assert!(Form::Attachment.is_sent_by(Role::Agent));
    /// ```
    #[must_use]
    pub fn is_sent_by(self, role: Role) -> bool {
        match self {
            Self::Attachment => true,
            Self::Sticker
            | Self::Location
            | Self::Reaction
            | Self::StoryMention
            | Self::StoryReply
            | Self::QuickReply
            | Self::Button
            | Self::Join
            | Self::SignIn
            | Self::Clear
            | Self::Disconnect
            | Self::SessionExpired
            | Self::CoBrowseAccept
            | Self::CoBrowseDecline => role.is_contact(),
            Self::QuickReplies
            | Self::Card
            | Self::Carousel
            | Self::ListPicker
            | Self::DatePicker
            | Self::Form
            | Self::RichLink
            | Self::Notification => !role.is_contact(),
            Self::CoBrowseOffer => matches!(role, Role::Agent),
        }
    }

    /// Whether the channel has messages of this form (inferred).
    ///
    /// ```
    /// use message_generator::{Channel, Form};
    ///
    /// assert!(Form::Sticker.goes_through(Channel::Line));
    /// assert!(!Form::Sticker.goes_through(Channel::Sms));
    /// assert!(Channel::ALL.into_iter().all(|channel| Form::Attachment.goes_through(channel)));
    /// ```
    #[must_use]
    pub const fn goes_through(self, channel: Channel) -> bool {
        use Channel::{
            Apple, Facebook, Instagram, Kakao, Line, Open, Telegram, Webmessaging, Whatsapp,
        };
        match self {
            Self::Attachment => true,
            Self::Sticker => matches!(
                channel,
                Facebook | Instagram | Kakao | Line | Telegram | Whatsapp
            ),
            Self::Location => matches!(channel, Line | Open | Telegram | Whatsapp),
            Self::Reaction => matches!(channel, Facebook | Instagram | Open | Whatsapp),
            Self::StoryMention | Self::StoryReply => matches!(channel, Instagram),
            Self::QuickReplies | Self::QuickReply => matches!(
                channel,
                Apple | Facebook | Instagram | Line | Open | Webmessaging | Whatsapp
            ),
            Self::Card | Self::Carousel | Self::Button => matches!(
                channel,
                Facebook | Instagram | Line | Open | Webmessaging | Whatsapp
            ),
            Self::DatePicker => matches!(channel, Apple | Webmessaging),
            Self::ListPicker => matches!(channel, Apple | Whatsapp),
            Self::Form | Self::RichLink => matches!(channel, Apple),
            Self::Notification => matches!(channel, Open | Whatsapp),
            Self::Join
            | Self::SignIn
            | Self::Clear
            | Self::Disconnect
            | Self::SessionExpired
            | Self::CoBrowseOffer
            | Self::CoBrowseAccept
            | Self::CoBrowseDecline => matches!(channel, Webmessaging),
        }
    }

    /// What `messageMetadata` says of a message of this form.
    pub(crate) const fn metadata(self) -> Metadata {
        use Metadata::{Content, Event, Only};
        let text = MetadataType::Text;
        let structured = MetadataType::Structured;
        match self {
            Self::Attachment | Self::Sticker => Only(text),
            Self::Location => Content(text, ContentType::Location, None),
            Self::Reaction => Content(text, ContentType::Reactions, None),
            Self::StoryMention => Content(text, ContentType::Story, Some(ContentSubType::Mention)),
            Self::StoryReply => Content(text, ContentType::Story, Some(ContentSubType::Reply)),
            Self::QuickReplies => Content(structured, ContentType::QuickReply, None),
            Self::QuickReply => Content(
                structured,
                ContentType::ButtonResponse,
                Some(ContentSubType::QuickReply),
            ),
            Self::Card => Content(structured, ContentType::Card, None),
            Self::Carousel => Content(structured, ContentType::Carousel, None),
            Self::Button => Content(
                structured,
                ContentType::ButtonResponse,
                Some(ContentSubType::Button),
            ),
            Self::ListPicker => Content(structured, ContentType::ListPicker, None),
            Self::DatePicker => Content(structured, ContentType::DatePicker, None),
            Self::Form => Content(structured, ContentType::Form, None),
            Self::RichLink => Content(structured, ContentType::RichLink, None),
            Self::Notification => Content(structured, ContentType::Notification, None),
            Self::Join => Event(EventType::Presence, EventSubType::Join),
            Self::SignIn => Event(EventType::Presence, EventSubType::SignIn),
            Self::Clear => Event(EventType::Presence, EventSubType::Clear),
            Self::Disconnect => Event(EventType::Presence, EventSubType::Disconnect),
            Self::SessionExpired => Event(EventType::Presence, EventSubType::SessionExpired),
            Self::CoBrowseOffer => Event(EventType::CoBrowse, EventSubType::Offering),
            Self::CoBrowseAccept => Event(EventType::CoBrowse, EventSubType::OfferingAccepted),
            Self::CoBrowseDecline => Event(EventType::CoBrowse, EventSubType::OfferingRejected),
        }
    }
}
