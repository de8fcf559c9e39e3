//! What a conversation says and who takes part: everything the lifecycle has not.
//!
//! A projection asks for content by compact index and passes it on. The generator answers with keyed draws, a test with a
//! literal table. Texts are lent where the answerer has them, so that a receiver that writes bytes copies nothing.

use std::borrow::Cow;

use message_model::{
    ConversationMessageMetadata, ConversationQueueMediaSettings, EngagementSource, ErrorBody, JourneyContext,
    MessageMedia, MessageSticker, SocialVisibility, WrapupPrompt,
};
use uuid::Uuid;

use crate::{Leg, LegIndex, MessageIndex, Sent, WorkEnd};

/// A text that its owner lends, or makes for this one answer.
pub type Text<'c> = Cow<'c, str>;

/// Where the ids, names, addresses, links and texts of a conversation come from.
///
/// Every answer must depend on nothing but its arguments, so that all views of a timeline agree. The legs and messages are
/// given for what does not change in their life (role, user, place), not for their state.
pub trait Content {
    /// The conversation itself.
    fn conversation(&self) -> ConversationContent<'_>;

    /// The participant who holds this leg.
    fn participant(&self, index: LegIndex, leg: &Leg) -> ParticipantContent<'_>;

    /// The id of a leg: an answer of its own, because other legs point to it.
    fn leg_id(&self, index: LegIndex) -> Uuid;

    /// The rest of a leg. Nothing, unless implemented.
    fn leg(&self, _index: LegIndex, _leg: &Leg) -> LegContent<'_> {
        LegContent::default()
    }

    /// A message.
    fn message(&self, index: MessageIndex, sent: &Sent) -> MessageContent<'_>;

    /// What the provider says of a message that failed or was not delivered. Nothing, unless implemented.
    fn message_error(&self, _index: MessageIndex, _sent: &Sent) -> Option<Cow<'_, ErrorBody>> {
        None
    }

    /// What the provider says of a leg that broke. Nothing, unless implemented.
    fn leg_error(&self, _index: LegIndex, _leg: &Leg) -> Option<Cow<'_, ErrorBody>> {
        None
    }

    /// The result of after-call work, if it has one. Nothing, unless implemented.
    fn wrap_up(&self, _index: LegIndex, _leg: &Leg, _how: WorkEnd) -> Option<WrapUpContent<'_>> {
        None
    }
}

/// The content of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConversationContent<'c> {
    /// Its id.
    pub id: Uuid,
    /// The address that the contact wrote to or was written from.
    pub address: Option<Text<'c>>,
    /// A tag that a program has given it.
    pub external_tag: Option<Text<'c>>,
}

/// The content of a participant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParticipantContent<'c> {
    /// Its id.
    pub id: Uuid,
    /// The name of the person, flow or queue.
    pub name: Option<Text<'c>>,
    /// The user, for an agent.
    pub user_id: Option<Uuid>,
    /// The external contact, for a customer.
    pub external_contact_id: Option<Uuid>,
    /// The queue that the participant is, or through which the participant came.
    pub queue_id: Option<Uuid>,
    /// The name of that queue.
    pub queue_name: Option<Text<'c>>,
    /// The address of the participant.
    pub address: Option<Text<'c>>,
    /// Whether and how an agent is asked for after-call work.
    pub wrapup_prompt: Option<WrapupPrompt>,
    /// How long after-call work may last, in milliseconds.
    pub wrapup_timeout_ms: Option<i64>,
    /// Attributes, by name.
    pub attributes: Vec<(Text<'c>, Text<'c>)>,
}

/// The content of a leg, apart from its id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LegContent<'c> {
    /// The source of the interaction, such as `PureCloud Messaging`.
    pub provider: Option<Text<'c>>,
    /// To whom the leg writes.
    pub to: Option<AddressContent<'c>>,
    /// From whom the leg writes.
    pub from: Option<AddressContent<'c>>,
    /// The recording.
    pub recording_id: Option<Uuid>,
    /// The script that the agent sees.
    pub script_id: Option<Uuid>,
    /// Whether the contact has proved who they are.
    pub authenticated: Option<bool>,
    /// The country of the recipient, ISO 3166-1 alpha-2.
    pub recipient_country: Option<Text<'c>>,
    /// The kind of number of the recipient.
    pub recipient_type: Option<Text<'c>>,
    /// Where on the site the contact came from.
    pub journey_context: Option<Cow<'c, JourneyContext>>,
    /// The assistant that helps the agent.
    pub agent_assistant_id: Option<Uuid>,
    /// The customer's own SMS integration.
    pub byo_sms_integration_id: Option<Uuid>,
    /// What the queue says of its alerts.
    pub queue_media_settings: Option<Cow<'c, ConversationQueueMediaSettings>>,
    /// Where the conversation comes from.
    pub engagement_source: Option<EngagementSource>,
}

/// The content of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AddressContent<'c> {
    /// The name that belongs to it.
    pub name: Option<Text<'c>>,
    /// The name as it came in.
    pub name_raw: Option<Text<'c>>,
    /// The address in normal form.
    pub normalized: Option<Text<'c>>,
    /// The address as it came in.
    pub raw: Option<Text<'c>>,
    /// The address to show.
    pub displayable: Option<Text<'c>>,
}

/// The content of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageContent<'c> {
    /// Its id.
    pub id: Uuid,
    /// Its text. No view holds it; the storyboard shows it.
    pub text: Option<Text<'c>>,
    /// Where it can be fetched.
    pub uri: Option<Text<'c>>,
    /// Into how many SMS it was cut.
    pub segment_count: Option<i64>,
    /// Attached media; absent if nothing, present and empty if an empty list.
    pub media: Option<Cow<'c, [MessageMedia]>>,
    /// Attached stickers, likewise.
    pub stickers: Option<Cow<'c, [MessageSticker]>>,
    /// What kind of message it is.
    pub metadata: Option<Cow<'c, ConversationMessageMetadata>>,
    /// Whether a social post is public.
    pub social_visibility: Option<SocialVisibility>,
}

/// The result of after-call work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrapUpContent<'c> {
    /// The code.
    pub code: Text<'c>,
    /// The name of the code.
    pub name: Option<Text<'c>>,
    /// What the agent noted.
    pub notes: Option<Text<'c>>,
}
