//! The content of a conversation: the ids, names, addresses and texts that the life cycle itself
//! does not know.
//!
//! A projection asks a [`Content`] for them by index. The generator implements it with keyed draws,
//! a test may use a literal table. Texts are borrowed where the implementer holds them, so that a
//! receiver that writes bytes copies nothing.

use std::borrow::Cow;

use message_model::{
    ConversationMessageMetadata, ConversationQueueMediaSettings, EngagementSource, ErrorBody,
    JourneyContext, MessageMedia, MessageSticker, SocialVisibility, TopicKind, WrapupPrompt,
};
use uuid::Uuid;

use crate::{Change, Leg, LegIndex, MessageIndex, Sent, WorkEnd};

/// A text, borrowed from the [`Content`] or made for this one call.
pub type Text<'c> = Cow<'c, str>;

/// Supplies the ids, names, addresses, links and texts of a conversation.
///
/// The return value of each method must depend on nothing but its arguments, so that all views of a
/// timeline agree. Implementers may use what never changes about the given leg or message (its
/// role, user and position), but not its current state.
///
/// ```
/// use message_lifecycle::{
///     Content, ConversationContent, Leg, LegIndex, MessageContent, MessageIndex,
/// };
/// use message_lifecycle::{ParticipantContent, Role, Sent, Text};
/// use uuid::Uuid;
///
/// struct Numbered;
///
/// impl Content for Numbered {
///     fn conversation(&self) -> ConversationContent<'_> {
///         ConversationContent { id: Uuid::from_u128(1), ..ConversationContent::default() }
///     }
///
///     fn participant(&self, index: LegIndex, leg: &Leg) -> ParticipantContent<'_> {
///         let name = (leg.role() == Role::Agent).then_some(Text::from("Ada"));
///         let id = Uuid::from_u128(100 + u128::from(u32::from(index)));
///         ParticipantContent { id, name, ..ParticipantContent::default() }
///     }
///
///     fn leg_id(&self, index: LegIndex) -> Uuid {
///         Uuid::from_u128(200 + u128::from(u32::from(index)))
///     }
///
///     fn message(&self, index: MessageIndex, _sent: &Sent) -> MessageContent<'_> {
///         let id = Uuid::from_u128(300 + u128::from(u32::from(index)));
///         MessageContent { id, ..MessageContent::default() }
///     }
/// }
///
/// assert_eq!(Numbered.leg_id(LegIndex::new(2)), Uuid::from_u128(202));
/// ```
pub trait Content {
    /// The content of the conversation itself.
    fn conversation(&self) -> ConversationContent<'_>;

    /// The content of the participant who holds this leg.
    fn participant(&self, index: LegIndex, leg: &Leg) -> ParticipantContent<'_>;

    /// The id of a leg. It is separate from [`leg`](Self::leg) because other legs refer to it as
    /// their peer.
    fn leg_id(&self, index: LegIndex) -> Uuid;

    /// The content of a leg apart from its id. Empty by default.
    fn leg(&self, _index: LegIndex, _leg: &Leg) -> LegContent<'_> {
        LegContent::default()
    }

    /// The content of a message.
    fn message(&self, index: MessageIndex, sent: &Sent) -> MessageContent<'_>;

    /// The identifier of a message at its provider. `None` by default.
    fn provider_message_id(&self, _index: MessageIndex, _sent: &Sent) -> Option<Text<'_>> {
        None
    }

    /// The platform's identifier for the event that the sender of this message was typing, before
    /// it was sent. `None` by default.
    fn typing_id(&self, _index: MessageIndex, _sent: &Sent) -> Option<Uuid> {
        None
    }

    /// The provider's error for a message that failed or was not delivered. `None` by default.
    fn message_error(&self, _index: MessageIndex, _sent: &Sent) -> Option<Cow<'_, ErrorBody>> {
        None
    }

    /// The provider's error for a leg that ended with [`Ending::Error`](crate::Ending::Error).
    /// `None` by default.
    fn leg_error(&self, _index: LegIndex, _leg: &Leg) -> Option<Cow<'_, ErrorBody>> {
        None
    }

    /// The error of a leg that its peer ended. Nobody failed: the leg was told to end when it
    /// already had (observed now and then). `None` by default.
    fn late_end_error(&self, _index: LegIndex, _leg: &Leg) -> Option<Cow<'_, ErrorBody>> {
        None
    }

    /// The wrap-up that the after-call work of a leg resulted in, if any. `None` by default.
    fn wrap_up(&self, _index: LegIndex, _leg: &Leg, _how: WorkEnd) -> Option<WrapUpContent<'_>> {
        None
    }

    /// How long after a change it is told on a topic of this kind, in milliseconds. By default 80
    /// for notifications and 100 for detail events (inferred: 40 to 120 and 50 to 150; observed:
    /// 64).
    fn frame_delay_ms(&self, _change: &Change, topic: TopicKind) -> u32 {
        match topic {
            TopicKind::DetailEvent => 100,
            TopicKind::UserConversations
            | TopicKind::UserMessages
            | TopicKind::QueueConversations
            | TopicKind::QueueMessages => 80,
        }
    }

    /// The `CorrelationId` of the frames that tell of a change. `None` by default, which leaves it
    /// out.
    fn correlation_id(&self, _change: &Change) -> Option<Uuid> {
        None
    }
}

/// The content of a conversation: what [`Content::conversation`] returns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConversationContent<'c> {
    /// Its id.
    pub id: Uuid,
    /// The business's address: the one that the contact wrote to, or was written to from.
    pub address: Option<Text<'c>>,
    /// `externalTag`: a tag that an external program has given the conversation.
    pub external_tag: Option<Text<'c>>,
}

/// The content of a participant: what [`Content::participant`] returns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParticipantContent<'c> {
    /// Its id.
    pub id: Uuid,
    /// The name of the person, flow or queue.
    pub name: Option<Text<'c>>,
    /// The id of the user, for an agent.
    pub user_id: Option<Uuid>,
    /// The id of the external contact, for a customer.
    pub external_contact_id: Option<Uuid>,
    /// The id of the queue that the participant is, or through which the participant joined.
    pub queue_id: Option<Uuid>,
    /// The name of that queue.
    pub queue_name: Option<Text<'c>>,
    /// The flow or bot that the participant is.
    pub flow: Option<FlowContent<'c>>,
    /// The id of the division of the queue, user, flow or external contact.
    pub division_id: Option<Uuid>,
    /// The address of the participant.
    pub address: Option<Text<'c>>,
    /// Whether an agent must, may or need not choose a wrap-up code in after-call work.
    pub wrapup_prompt: Option<WrapupPrompt>,
    /// How long after-call work may last, in milliseconds.
    pub wrapup_timeout_ms: Option<i64>,
    /// The participant's `attributes`, as pairs of name and value.
    pub attributes: Vec<(Text<'c>, Text<'c>)>,
}

/// The content of a flow or bot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FlowContent<'c> {
    /// Its id.
    pub id: Uuid,
    /// Its version, such as `169.0`.
    pub version: Option<Text<'c>>,
    /// The language that it speaks, such as `en-us`.
    pub language: Option<Text<'c>>,
}

/// The content of a leg, apart from its id: what [`Content::leg`] returns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegContent<'c> {
    /// The `provider` of the interaction, such as `PureCloud Messaging`.
    pub provider: Option<Text<'c>>,
    /// `toAddress`: the address that the leg's messages go to.
    pub to: Option<AddressContent<'c>>,
    /// `fromAddress`: the address that the leg's messages come from.
    pub from: Option<AddressContent<'c>>,
    /// The id of the recording.
    pub recording_id: Option<Uuid>,
    /// The id of the script that the agent sees.
    pub script_id: Option<Uuid>,
    /// Whether the contact has signed in.
    pub authenticated: Option<bool>,
    /// The country of the recipient, as an ISO 3166-1 alpha-2 code.
    pub recipient_country: Option<Text<'c>>,
    /// The kind of the recipient's telephone number.
    pub recipient_type: Option<Text<'c>>,
    /// The page and visit on a web site from which the contact came.
    pub journey_context: Option<Cow<'c, JourneyContext>>,
    /// The id of the agent assistant (a program that helps the agent).
    pub agent_assistant_id: Option<Uuid>,
    /// The id of an SMS integration that the business brought itself.
    pub byo_sms_integration_id: Option<Uuid>,
    /// The settings of the queue for this medium, such as its alerting timeout.
    pub queue_media_settings: Option<Cow<'c, ConversationQueueMediaSettings>>,
    /// The product or feature from which the conversation comes.
    pub engagement_source: Option<EngagementSource>,
}

/// The content of an address: the wire's `Address`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressContent<'c> {
    /// The name that belongs to the address.
    pub name: Option<Text<'c>>,
    /// The name as it came in.
    pub name_raw: Option<Text<'c>>,
    /// The address in normalized form.
    pub normalized: Option<Text<'c>>,
    /// The address as it came in.
    pub raw: Option<Text<'c>>,
    /// The address as shown to people.
    pub displayable: Option<Text<'c>>,
}

/// The content of a message: what [`Content::message`] returns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageContent<'c> {
    /// Its id.
    pub id: Uuid,
    /// Its text: in the bodies of messages alone, and in the storyboard.
    pub text: Option<Text<'c>>,
    /// `messageURI`: where the message can be fetched.
    pub uri: Option<Text<'c>>,
    /// The number of SMS parts that it was split into.
    pub segment_count: Option<i64>,
    /// Attached media: `None` omits the property, an empty list is projected as `[]`.
    pub media: Option<Cow<'c, [MessageMedia]>>,
    /// Attached stickers, `None` and empty as for [`media`](Self::media).
    pub stickers: Option<Cow<'c, [MessageSticker]>>,
    /// What kind of message it is.
    pub metadata: Option<Cow<'c, ConversationMessageMetadata>>,
    /// Whether a message on social media is public or private.
    pub social_visibility: Option<SocialVisibility>,
}

/// The wrap-up that after-call work resulted in: what [`Content::wrap_up`] returns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrapUpContent<'c> {
    /// The wrap-up code.
    pub code: Text<'c>,
    /// The name of the wrap-up code.
    pub name: Option<Text<'c>>,
    /// The agent's notes.
    pub notes: Option<Text<'c>>,
}
