//! Projections into `MessageData`: the messages of a conversation with their texts.
//!
//! What became of a message is not part of the conversation's state, which has only its latest
//! status; so it is read off the timeline, as [`Receipts`].

use std::collections::BTreeMap;

use message_model as wire;
use wire::contract::Root;
use wire::{
    AttachmentType, ChannelDirection, ChannelVisibility, CoBrowseType, ContentType, MessageType,
    MessagingPlatform, MetadataType, OriginatingEntity, PresenceType, ReasonCode, ReceiptStatus,
    RecipientIdType, Timestamp, TypingType,
};

use super::Projection;
use crate::{
    Action, AddressContent, Content, Leg, LegIndex, MessageContent, MessageIndex, Role, Sent,
    Status, Text, Timeline,
};

/// What became of each message: the changes of its status, with their times.
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/example.rs")); }
/// # use example::inbound;
/// use message_lifecycle::projection::Receipts;
/// use message_lifecycle::{Action, MessageIndex, NewLeg, Role, Status, StatusChange};
///
/// let first = MessageIndex::new(0);
/// let simulation = inbound([
///     (0, Action::Enter(NewLeg::of(Role::Customer))),
///     (0, Action::Message),
///     (0, Action::Status(StatusChange { message: first, status: Status::Removed })),
/// ]);
/// let receipts = Receipts::of(simulation.timeline());
/// let statuses: Vec<_> = receipts.of_message(first).iter().map(|(_, status)| *status).collect();
/// assert_eq!(statuses, [Status::Removed]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipts(BTreeMap<MessageIndex, Vec<(Timestamp, Status)>>);

impl Receipts {
    /// Those of a whole timeline.
    #[must_use]
    pub fn of(timeline: &Timeline) -> Self {
        let mut receipts = Self::default();
        for event in timeline.events() {
            if let Action::Status(change) = event.action {
                receipts.add(event.at, change.message, change.status);
            }
        }
        receipts
    }

    /// Adds a change of a message's status.
    pub fn add(&mut self, at: Timestamp, message: MessageIndex, status: Status) {
        self.0.entry(message).or_default().push((at, status));
    }

    /// Those of a message, in the order in which they came.
    #[must_use]
    pub fn of_message(&self, message: MessageIndex) -> &[(Timestamp, Status)] {
        self.0.get(&message).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The message as the wire's `MessageData`, with its status now, in the release of the projection;
/// `receipts` are those so far. `None` if the conversation has no such message, or the release no
/// such view.
#[must_use]
pub fn to_message_data<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    receipts: &Receipts,
    index: MessageIndex,
) -> Option<wire::MessageData> {
    let body = Body::of(projection, index)?;
    if !Root::MessageData.definition().is_in(projection.revision()) {
        return None;
    }
    let setup = projection.conversation.setup();
    let conversation = projection.content.conversation().id;
    let id = body.content.id;
    let mut data = wire::MessageData::default();
    data.id = Some(id.into());
    data.provider_message_id = body.provider_id().map(Into::into);
    data.timestamp = Some(body.sent.at);
    data.from_address = body.from.clone();
    data.to_address = body.to.clone();
    data.direction = Some(match body.is_inbound() {
        true => wire::Direction::Inbound,
        false => wire::Direction::Outbound,
    });
    data.messenger_type = Some(wire::MessengerType::from_text(setup.channel.as_str()));
    data.text_body = body.content.text.as_deref().map(str::to_owned);
    data.status = Some(body.sent.status.message_status());
    data.media = body.content.media.as_deref().map(<[_]>::to_vec);
    data.stickers = body.content.stickers.as_deref().map(<[_]>::to_vec);
    data.normalized_message = Some(Box::new(body.normalized()));
    let of_message = receipts.of_message(index).iter();
    let normalized = of_message.filter_map(|(at, status)| body.receipt(*at, *status));
    data.normalized_receipts = (!body.is_inbound()).then(|| normalized.collect());
    data.created_by = body.user().and_then(|user| {
        let link = format!(r#"{{"id":"{user}","selfUri":"/api/v2/users/{user}"}}"#);
        wire::RawJson::from_text(&link).ok()
    });
    data.conversation_id = Some(conversation.into());
    data.self_uri = Some(format!(
        "/api/v2/conversations/messages/{conversation}/messages/{id}"
    ));
    Some(data.as_of(projection.revision()).value)
}

/// The messages of the conversation that it has now, as [`to_message_data`], oldest first.
#[must_use]
pub fn to_bodies<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    receipts: &Receipts,
) -> Vec<wire::MessageData> {
    let indexes = (0u32..).map(MessageIndex::new);
    let all = indexes.take(projection.conversation.messages().len());
    all.filter_map(|index| to_message_data(projection, receipts, index))
        .collect()
}

/// A message with all that its views have in common.
pub(super) struct Body<'v, C: ?Sized> {
    projection: Projection<'v, C>,
    index: MessageIndex,
    pub(super) sent: &'v Sent,
    leg_index: LegIndex,
    leg: &'v Leg,
    pub(super) content: MessageContent<'v>,
    /// The address of the sender.
    pub(super) from: Option<String>,
    /// The address of the recipient.
    pub(super) to: Option<String>,
}

impl<'v, C: Content + ?Sized> Body<'v, C> {
    pub(super) fn of(projection: Projection<'v, C>, index: MessageIndex) -> Option<Self> {
        let sent = projection.conversation.message(index)?;
        let leg = projection.conversation.leg(sent.leg)?;
        let of_leg = projection.content.leg(sent.leg, leg);
        let own = |address: Option<AddressContent<'_>>| address?.normalized.map(Text::into_owned);
        Some(Self {
            projection,
            index,
            sent,
            leg_index: sent.leg,
            leg,
            content: projection.content.message(index, sent),
            from: own(of_leg.from),
            to: own(of_leg.to),
        })
    }

    pub(super) fn role(&self) -> Role {
        self.leg.role()
    }

    pub(super) fn leg(&self) -> &'v Leg {
        self.leg
    }

    pub(super) fn is_inbound(&self) -> bool {
        self.leg.role().is_contact()
    }

    /// The name of the contact, where it is the contact's message.
    pub(super) fn contact_name(&self) -> Option<String> {
        let participant = || {
            self.projection
                .content
                .participant(self.leg_index, self.leg)
        };
        let name = self.is_inbound().then(participant)?.name;
        name.map(Text::into_owned)
    }

    /// The identifier at the provider: outbound from `sent` on, and not of web messages (inferred).
    /// What a webhook gets has no other than the platform's (observed).
    pub(super) fn provider_id(&self) -> Option<String> {
        let channel = &self.projection.conversation.setup().channel;
        let is_there = self.is_inbound() || self.sent.status != Status::Queued;
        if !is_there || *channel == MessageType::WebMessaging {
            return None;
        }
        if *channel == MessageType::Open && !self.is_inbound() {
            return Some(self.content.id.to_string());
        }
        let id = self
            .projection
            .content
            .provider_message_id(self.index, self.sent);
        id.map(Text::into_owned)
    }

    fn user(&self) -> Option<uuid::Uuid> {
        let participant = || {
            self.projection
                .content
                .participant(self.leg_index, self.leg)
        };
        (self.leg.role() == Role::Agent).then(participant)?.user_id
    }

    /// The kind of the message, as its metadata says.
    pub(super) fn kind(&self) -> MetadataType {
        let metadata = self.content.metadata.as_ref();
        let kind = metadata.and_then(|metadata| metadata.r#type.clone());
        kind.unwrap_or(MetadataType::Text)
    }

    pub(super) fn attachments(&self) -> Vec<wire::ConversationContentAttachment> {
        let media = self.content.media.as_deref().unwrap_or_default();
        media.iter().map(attachment).collect()
    }

    /// What the message consists of beside its text, as its metadata says.
    pub(super) fn content_types(&self) -> Vec<ContentType> {
        let metadata = self.content.metadata.as_ref();
        let content = metadata.and_then(|metadata| metadata.content.as_deref());
        let content = content.unwrap_or_default().iter();
        let types = content.filter_map(|item| item.content_type.clone());
        types
            .filter(|kind| *kind != ContentType::Attachment)
            .collect()
    }

    fn channel(&self, at: Timestamp) -> wire::ConversationMessagingChannel {
        let setup = self.projection.conversation.setup();
        let mut channel = wire::ConversationMessagingChannel::default();
        if setup.channel == MessageType::Open {
            let business = self.projection.content.conversation().address;
            channel.id = business.map(|id| wire::Id::from(&*id));
        }
        channel.platform = platform(&setup.channel);
        channel.r#type = Some(ChannelVisibility::Private);
        channel.message_id = self.provider_id().map(Into::into);
        let recipient = |address, name| Box::new(recipient(address, name, &setup.channel));
        channel.to = self.to.as_deref().map(|to| recipient(to, None));
        let name = self.contact_name();
        let from = self.from.as_deref();
        channel.from = from.map(|from| recipient(from, name));
        channel.time = Some(at);
        channel
    }

    /// The message in the form that all channels share.
    fn normalized(&self) -> wire::ConversationNormalizedMessage {
        let mut normalized = wire::ConversationNormalizedMessage::default();
        normalized.id = Some(self.content.id.into());
        normalized.channel = Some(Box::new(self.channel(self.sent.at)));
        normalized.r#type = Some(self.kind());
        normalized.text = self.content.text.as_deref().map(str::to_owned);
        let content = self.items();
        normalized.content = (!content.is_empty()).then_some(content);
        let events = self.events();
        normalized.events = (!events.is_empty()).then_some(events);
        normalized.originating_entity = self.originating_entity();
        normalized.direction = Some(match self.is_inbound() {
            true => ChannelDirection::Inbound,
            false => ChannelDirection::Outbound,
        });
        normalized
    }

    fn originating_entity(&self) -> Option<OriginatingEntity> {
        match self.leg.role() {
            Role::Customer | Role::External => None,
            Role::Agent => Some(OriginatingEntity::Human),
            Role::Workflow | Role::Bot | Role::Acd | Role::Api => Some(OriginatingEntity::Bot),
        }
    }

    fn items(&self) -> Vec<wire::ConversationMessageContent> {
        let attachments = self.attachments().into_iter().map(|attachment| {
            let mut item = wire::ConversationMessageContent::default();
            item.content_type = Some(ContentType::Attachment);
            item.attachment = Some(Box::new(attachment));
            item
        });
        let others = self.content_types().into_iter().map(|kind| {
            let mut item = wire::ConversationMessageContent::default();
            if kind == ContentType::ButtonResponse {
                item.button_response = Some(Box::new(self.button_response()));
            }
            item.content_type = Some(kind);
            item
        });
        attachments.chain(others).collect()
    }

    /// The choice that the message is; what was offered is not known (simplified: what is sent
    /// back is the text of the choice).
    fn button_response(&self) -> wire::ConversationContentButtonResponse {
        let mut response = wire::ConversationContentButtonResponse::default();
        response.r#type = Some(self.choice());
        response.text = self.content.text.as_deref().map(str::to_owned);
        response.payload = response.text.clone();
        response
    }

    /// What the choice was made with.
    pub(super) fn choice(&self) -> wire::ButtonResponseType {
        let metadata = self.content.metadata.as_ref();
        let content = metadata.and_then(|metadata| metadata.content.as_deref());
        let mut content = content.unwrap_or_default().iter();
        let is_quick = |item: &wire::ConversationMessageMetadataContent| {
            item.sub_type == Some(wire::ContentSubType::QuickReply)
        };
        match content.any(is_quick) {
            true => wire::ButtonResponseType::QuickReply,
            false => wire::ButtonResponseType::Button,
        }
    }

    fn events(&self) -> Vec<wire::ConversationMessageEvent> {
        let metadata = self.content.metadata.as_ref();
        let events = metadata.and_then(|metadata| metadata.events.as_deref());
        let events = events.unwrap_or_default().iter();
        events.map(event).collect()
    }

    /// A change of the message's status as a receipt; none says that it is queued or received.
    fn receipt(
        &self,
        at: Timestamp,
        status: Status,
    ) -> Option<wire::ConversationNormalizedMessage> {
        let mut receipt = wire::ConversationNormalizedMessage::default();
        receipt.id = Some(self.content.id.into());
        receipt.channel = Some(Box::new(self.channel(at)));
        receipt.r#type = Some(MetadataType::Receipt);
        receipt.status = Some(receipt_status(status)?);
        receipt.reasons = self.reasons(status);
        receipt.is_final_receipt = Some(self.is_final(status));
        receipt.direction = Some(ChannelDirection::Outbound);
        Some(receipt)
    }

    /// Whether nothing comes after this status: only WhatsApp says that a message was read
    /// (documented).
    pub(super) fn is_final(&self, status: Status) -> bool {
        let is_read = self.projection.conversation.setup().channel == MessageType::WhatsApp;
        match status {
            Status::DeliverySuccess => !is_read,
            Status::DeliveryFailed | Status::Failed | Status::Read | Status::Removed => true,
            Status::Received | Status::Queued | Status::Sent | Status::Published => false,
        }
    }

    /// Why the message failed; only of a failure.
    pub(super) fn reasons(&self, status: Status) -> Option<Vec<wire::ConversationReason>> {
        if !status.is_failure() {
            return None;
        }
        let error = self
            .projection
            .content
            .message_error(self.index, self.sent)?;
        let mut reason = wire::ConversationReason::default();
        let code = error.code.as_deref().map(ReasonCode::from_text);
        let is_known = |code: &ReasonCode| !matches!(code, ReasonCode::Unrecognized(_));
        reason.code = Some(code.filter(is_known).unwrap_or(ReasonCode::GeneralError));
        reason.message = error.message.clone();
        Some(vec![reason])
    }
}

fn attachment(media: &wire::MessageMedia) -> wire::ConversationContentAttachment {
    let mut attachment = wire::ConversationContentAttachment::default();
    attachment.id = media.id.clone();
    attachment.media_type = media.media_type.as_deref().map(attachment_type);
    attachment.url = media.url.clone();
    attachment.mime = media.media_type.clone();
    attachment.filename = media.name.clone();
    attachment.content_size_bytes = media.content_length_bytes;
    attachment
}

fn attachment_type(mime: &str) -> AttachmentType {
    match mime.split_once('/').map_or(mime, |(family, _)| family) {
        "image" => AttachmentType::Image,
        "video" => AttachmentType::Video,
        "audio" => AttachmentType::Audio,
        _ => AttachmentType::File,
    }
}

fn event(from: &wire::ConversationMessageMetadataEvent) -> wire::ConversationMessageEvent {
    let mut event = wire::ConversationMessageEvent::default();
    let kind = from.sub_type.as_ref().map(wire::EventSubType::as_str);
    match from.event_type {
        Some(wire::EventType::Presence) => {
            let mut presence = wire::ConversationEventPresence::default();
            presence.r#type = kind.map(PresenceType::from_text);
            event.presence = Some(Box::new(presence));
        }
        Some(wire::EventType::CoBrowse) => {
            let mut offer = wire::ConversationEventCoBrowse::default();
            offer.r#type = kind.map(CoBrowseType::from_text);
            event.co_browse = Some(Box::new(offer));
        }
        Some(wire::EventType::Typing) => {
            let mut typing = wire::ConversationEventTyping::default();
            typing.r#type = kind.map(TypingType::from_text);
            event.typing = Some(Box::new(typing));
        }
        _ => {}
    }
    event.event_type = from.event_type.clone();
    event
}

fn recipient(
    address: &str,
    name: Option<String>,
    channel: &MessageType,
) -> wire::ConversationMessagingRecipient {
    let mut recipient = wire::ConversationMessagingRecipient::default();
    recipient.nickname = name;
    recipient.id = Some(address.into());
    recipient.id_type = Some(id_type(address, channel));
    recipient
}

/// The kind of an address on a channel. The middleware of an open channel chooses it (observed:
/// mail addresses).
pub(super) fn id_type(address: &str, channel: &MessageType) -> RecipientIdType {
    match channel {
        MessageType::Sms | MessageType::WhatsApp => RecipientIdType::Phone,
        MessageType::Open if address.contains('@') => RecipientIdType::Email,
        _ => RecipientIdType::Opaque,
    }
}

fn platform(channel: &MessageType) -> Option<MessagingPlatform> {
    match channel {
        MessageType::Apple => Some(MessagingPlatform::Apple),
        MessageType::Facebook => Some(MessagingPlatform::Facebook),
        MessageType::Instagram => Some(MessagingPlatform::Instagram),
        MessageType::Line => Some(MessagingPlatform::Line),
        MessageType::Open => Some(MessagingPlatform::Open),
        MessageType::Sms => Some(MessagingPlatform::Sms),
        MessageType::Twitter => Some(MessagingPlatform::Twitter),
        MessageType::WebMessaging => Some(MessagingPlatform::WebMessaging),
        MessageType::WhatsApp => Some(MessagingPlatform::Whatsapp),
        // The platform has no name for the others here.
        _ => None,
    }
}

/// The status as receipts spell it; no receipt says that a message is queued or received
/// (inferred).
pub(super) fn receipt_status(status: Status) -> Option<ReceiptStatus> {
    match status {
        Status::Received | Status::Queued => None,
        Status::Sent => Some(ReceiptStatus::Sent),
        Status::Published => Some(ReceiptStatus::Published),
        Status::DeliverySuccess => Some(ReceiptStatus::Delivered),
        Status::DeliveryFailed | Status::Failed => Some(ReceiptStatus::Failed),
        Status::Read => Some(ReceiptStatus::Read),
        Status::Removed => Some(ReceiptStatus::Removed),
    }
}
