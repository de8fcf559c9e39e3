//! Projections into Open Messaging: what the middleware of an open channel and the platform post to
//! each other because of a conversation.

use message_model as wire;
use wire::contract::Root;
use wire::{
    ApiRevision, ChannelDirection, ChannelVisibility, ContentType, EventType, Id, MessageType,
    MessagingPlatform, MetadataType, OpenMessage, OpenMessagingChannel, OpenMessagingRecipient,
    ReceiptStatus, Timestamp, TypingType,
};

use super::Projection;
use super::body::{Body, id_type, receipt_status};
use crate::{Action, Content, LegIndex, MessageIndex, Role, Status, Timeline};

message_model::closed_list! {
    /// Who posts something of Open Messaging.
    ///
    /// ```
    /// use message_lifecycle::projection::OpenParty;
    ///
    /// assert_eq!("middleware".parse(), Ok(OpenParty::Middleware));
    /// ```
    pub enum OpenParty {
        /// The middleware of the channel, to `.../inbound/open/*` of the platform.
        Middleware = "middleware",
        /// The platform, to the webhook of the integration.
        Platform = "platform",
    }
}

/// A body of Open Messaging that is posted, with the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPost {
    /// When it is posted.
    pub at: Timestamp,
    /// Who posts it.
    pub by: OpenParty,
    /// What is posted.
    pub body: OpenMessage,
    /// What the platform answers; a webhook's answer has no body.
    pub answer: Option<OpenMessage>,
}

/// How long before a message its sender begins to type: what a client is told to show (observed in
/// the platform's own event), since nothing more is known.
const TYPING_MS: i64 = 5_000;

/// What is posted because of a conversation on an open channel, in order of time, in the release of
/// the projection: of the contact, messages, that it types, and what it chose; of the business,
/// messages, that an agent types, and receipts of both sides.
///
/// `projection` is of the conversation after the last event of the timeline. Nothing is posted on
/// another channel, or in a release that has no Open Messaging.
///
/// Before 183.0.0 both directions have one class, which knows messages and receipts alone. It lost
/// its events with 159.0.0, so that no release until then tells of typing in between.
#[must_use]
pub fn open_posts<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    timeline: &Timeline,
) -> Vec<OpenPost> {
    let revision = projection.revision();
    let is_open = projection.conversation.setup().channel == MessageType::Open;
    if !is_open || !has(Root::OpenNormalizedMessage, revision) {
        return Vec::new();
    }
    let mut posts = Posts {
        projection,
        list: Vec::new(),
        asked: None,
    };
    let mut messages = (0u32..).map(MessageIndex::new);
    for event in timeline.events() {
        match event.action {
            Action::Message => {
                let index = messages.next().expect("there is always another number");
                posts.message(index);
            }
            Action::Status(change) => posts.status(event.at, change.message, change.status),
            _ => {}
        }
    }
    // Somebody types before writing, and may do so before what another has just written.
    posts.list.sort_by_key(|post| post.at);
    posts.list
}

/// That an agent types, as the platform posts it to the webhook of the integration: `id` is that
/// of the event. Where a client says that somebody types, this is told at once; [`open_posts`]
/// makes it up of what is written afterwards.
///
/// `None` on another channel, if there is no such leg, or in a release that tells of no typing.
#[must_use]
pub fn open_typing<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    leg: LegIndex,
    id: uuid::Uuid,
    at: Timestamp,
) -> Option<OpenMessage> {
    let revision = projection.revision();
    if projection.conversation.setup().channel != MessageType::Open {
        return None;
    }
    let of_leg = projection
        .content
        .leg(leg, projection.conversation.leg(leg)?);
    let address = of_leg.to?.normalized?;
    let contact = recipient(&address, None);
    let channel = way(projection, Some(contact), false, at, None);
    let posted = typing_posted(typing_told(Some(id), channel), revision)?;
    Some(posted.as_of(revision))
}

/// That somebody types, as an answer tells it.
fn typing_told(id: Option<uuid::Uuid>, channel: OpenMessagingChannel) -> wire::OpenEventAnswer {
    let mut typing = wire::ConversationEventTyping::default();
    typing.r#type = Some(TypingType::On);
    typing.duration = Some(TYPING_MS);
    let mut event = wire::OpenMessageEvent::default();
    event.event_type = Some(EventType::Typing);
    event.typing = Some(Box::new(typing));
    let mut told = wire::OpenEventAnswer::default();
    told.id = id.map(Into::into);
    told.channel = Some(Box::new(channel));
    told.r#type = Some(MetadataType::Event);
    told.events = Some(vec![event]);
    told
}

/// That somebody of the business types, in the class that a release has for it.
fn typing_posted(told: wire::OpenEventAnswer, revision: ApiRevision) -> Option<OpenMessage> {
    if has(Root::OpenEventAnswer, revision) {
        return Some(told.into());
    }
    if !webhook_has("events", revision) {
        return None;
    }
    let mut posted = wire::OpenNormalizedMessage::default();
    posted.id = told.id;
    posted.channel = told.channel;
    posted.r#type = told.r#type;
    posted.direction = Some(ChannelDirection::Outbound);
    posted.events = told.events;
    Some(posted.into())
}

/// The way between the integration and a contact.
fn way<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    contact: Option<OpenMessagingRecipient>,
    is_inbound: bool,
    at: Timestamp,
    message_id: Option<Id>,
) -> OpenMessagingChannel {
    let mut channel = OpenMessagingChannel::default();
    let business = projection.content.conversation().address;
    let integration = business.map(|address| Id::from(&*address));
    channel.id = integration.clone();
    channel.platform = Some(MessagingPlatform::Open);
    channel.r#type = Some(ChannelVisibility::Private);
    channel.message_id = message_id;
    let own = integration.map(|integration| {
        let mut own = OpenMessagingRecipient::default();
        own.id = Some(integration);
        own.id_type = Some(wire::RecipientIdType::Opaque);
        own
    });
    let (from, to) = match is_inbound {
        true => (contact, own),
        false => (own, contact),
    };
    channel.from = from.map(Box::new);
    channel.to = to.map(Box::new);
    channel.time = Some(at);
    channel
}

/// A contact as the sender or the recipient of a message.
fn recipient(address: &str, name: Option<String>) -> OpenMessagingRecipient {
    let mut contact = OpenMessagingRecipient::default();
    contact.nickname = name;
    contact.id = Some(address.into());
    contact.id_type = Some(id_type(address, &MessageType::Open));
    contact
}

/// Whether a release has a class.
fn has(root: Root, revision: ApiRevision) -> bool {
    root.definition().is_in(revision)
}

/// Whether a release has a property of the class of webhooks.
fn webhook_has(property: &str, revision: ApiRevision) -> bool {
    let definition = Root::OpenNormalizedMessage.definition();
    let property = definition.property(property);
    property.is_some_and(|property| property.is_in(revision))
}

struct Posts<'v, C: ?Sized> {
    projection: Projection<'v, C>,
    list: Vec<OpenPost>,
    /// The latest message of the business that offers a choice.
    asked: Option<uuid::Uuid>,
}

impl<C: Content + ?Sized> Posts<'_, C> {
    fn message(&mut self, index: MessageIndex) {
        let Some(body) = Body::of(self.projection, index) else {
            return;
        };
        if !is_carried(&body) {
            return;
        }
        self.typing(&body, index);
        match body.is_inbound() {
            true => self.inbound(&body),
            false => self.outbound(&body),
        }
    }

    /// That the sender types, if it is a person who has been there for a while.
    fn typing(&mut self, body: &Body<'_, C>, index: MessageIndex) {
        let at = body.sent.at();
        let opened = body.leg().state().connection();
        let since = opened.map_or(at, |connection| connection.connected.provider);
        let Some(begun) = at
            .checked_add_millis(-TYPING_MS)
            .filter(|begun| *begun > since)
        else {
            return;
        };
        let revision = self.projection.revision();
        let id = self.projection.content.typing_id(index, body.sent);
        let told = typing_told(id, self.channel(body, begun, None));
        if body.is_inbound() {
            if !has(Root::OpenInboundEvent, revision) {
                return;
            }
            let mut typed = wire::OpenEvent::default();
            typed.event_type = Some(EventType::Typing);
            let mut own = wire::OpenInboundEventChannel::default();
            own.from = self.contact(body).map(Box::new);
            own.time = Some(begun);
            let mut posted = wire::OpenInboundEvent::default();
            posted.channel = Some(Box::new(own));
            posted.events = Some(vec![typed]);
            let answer = Some(told.into());
            self.add(begun, OpenParty::Middleware, posted.into(), answer);
            return;
        }
        if body.role() != Role::Agent {
            return;
        }
        if let Some(posted) = typing_posted(told, revision) {
            self.add(begun, OpenParty::Platform, posted, None);
        }
    }

    fn inbound(&mut self, body: &Body<'_, C>) {
        let revision = self.projection.revision();
        let at = body.sent.at();
        let is_choice = body.content_types().contains(&ContentType::ButtonResponse);
        let (posted, answer) = if is_choice && has(Root::OpenInboundStructuredResponse, revision) {
            self.chosen(body)
        } else if has(Root::OpenInboundMessage, revision) {
            self.written(body)
        } else {
            let posted = self.normalized(body, ChannelDirection::Inbound, at);
            let mut answer = posted.clone();
            answer.id = Some(body.content.id.into());
            (posted.into(), answer.into())
        };
        self.add(at, OpenParty::Middleware, posted, Some(answer));
        if !webhook_has("status", revision) {
            return;
        }
        let mut receipt = wire::OpenNormalizedMessage::default();
        receipt.id = Some(body.content.id.into());
        let provider_id = body.provider_id().map(Into::into);
        let mut channel = self.channel(body, at, provider_id);
        // It goes back to whom the message is from.
        std::mem::swap(&mut channel.from, &mut channel.to);
        receipt.channel = Some(Box::new(channel));
        receipt.r#type = Some(MetadataType::Receipt);
        receipt.status = Some(ReceiptStatus::Delivered);
        receipt.is_final_receipt = Some(true);
        receipt.direction = Some(ChannelDirection::Outbound);
        self.add(at, OpenParty::Platform, receipt.into(), None);
    }

    /// A message of the contact, and the answer.
    fn written(&self, body: &Body<'_, C>) -> (OpenMessage, OpenMessage) {
        let at = body.sent.at();
        let mut posted = wire::OpenInboundMessage::default();
        posted.channel = Some(Box::new(self.inbound_channel(body)));
        posted.text = body.content.text.as_deref().map(str::to_owned);
        let attachments = body.attachments().into_iter().map(|from| {
            let mut attachment = wire::OpenContentAttachment::default();
            attachment.id = from.id;
            attachment.media_type = from.media_type;
            attachment.url = from.url;
            attachment.mime = from.mime;
            attachment.filename = from.filename;
            let mut item = wire::OpenInboundMessageContent::default();
            item.attachment = Some(Box::new(attachment));
            item
        });
        let content: Vec<_> = attachments.collect();
        posted.content = (!content.is_empty()).then_some(content);
        let mut answer = wire::OpenMessageAnswer::default();
        answer.id = Some(body.content.id.into());
        let provider_id = body.provider_id().map(Into::into);
        answer.channel = Some(Box::new(self.channel(body, at, provider_id)));
        answer.r#type = Some(MetadataType::Text);
        answer.text = posted.text.clone();
        answer.content = content_of(body);
        // As with `prefetchConversationId=true`.
        answer.conversation_id = Some(self.projection.content.conversation().id.into());
        (posted.into(), answer.into())
    }

    /// What the contact chose, and the answer.
    fn chosen(&self, body: &Body<'_, C>) -> (OpenMessage, OpenMessage) {
        let at = body.sent.at();
        let mut choice = wire::ContentButtonResponse::default();
        choice.r#type = Some(body.choice());
        choice.text = body.content.text.as_deref().map(str::to_owned);
        choice.payload = choice.text.clone();
        let mut posted = wire::OpenInboundStructuredResponse::default();
        posted.channel = Some(Box::new(self.inbound_channel(body)));
        posted.button_response = Some(Box::new(choice.clone()));
        posted.originating_message_id = self.asked.map(Into::into);
        let mut content = wire::OpenStructuredContent::default();
        content.content_type = Some(ContentType::ButtonResponse);
        content.button_response = Some(Box::new(choice));
        let mut answer = wire::OpenStructuredAnswer::default();
        answer.id = Some(body.content.id.into());
        let provider_id = body.provider_id().map(Into::into);
        answer.channel = Some(Box::new(self.channel(body, at, provider_id)));
        answer.r#type = Some(MetadataType::Structured);
        answer.direction = Some(ChannelDirection::Inbound);
        answer.content = Some(vec![content]);
        (posted.into(), answer.into())
    }

    fn outbound(&mut self, body: &Body<'_, C>) {
        if body.kind() == MetadataType::Structured {
            self.asked = Some(body.content.id);
        }
        // One that failed never left the platform.
        if body.sent.status() == Status::Failed {
            return;
        }
        let at = body.sent.at();
        let posted = self.normalized(body, ChannelDirection::Outbound, at);
        self.add(at, OpenParty::Platform, posted.into(), None);
    }

    /// A receipt of the middleware for a message of the platform.
    fn status(&mut self, at: Timestamp, message: MessageIndex, status: Status) {
        let revision = self.projection.revision();
        let Some(body) = Body::of(self.projection, message) else {
            return;
        };
        let is_of_middleware = matches!(
            status,
            Status::DeliverySuccess | Status::DeliveryFailed | Status::Published
        );
        if !is_carried(&body)
            || body.is_inbound()
            || !is_of_middleware
            || !webhook_has("status", revision)
        {
            return;
        }
        let id = Some(Id::from(body.content.id));
        let spelt = receipt_status(status);
        let is_final = Some(body.is_final(status));
        let mut channel = self.channel(&body, at, id.clone());
        if !has(Root::OpenInboundReceipt, revision) {
            let mut posted = wire::OpenNormalizedMessage::default();
            posted.id = id;
            posted.channel = Some(Box::new(channel));
            posted.r#type = Some(MetadataType::Receipt);
            posted.status = spelt;
            posted.reasons = body.reasons(status);
            posted.is_final_receipt = is_final;
            posted.direction = Some(ChannelDirection::Outbound);
            let answer = posted.clone().into();
            self.add(at, OpenParty::Middleware, posted.into(), Some(answer));
            return;
        }
        let mut own = wire::OpenInboundReceiptChannel::default();
        own.to = channel.to.clone();
        own.time = Some(at);
        let mut posted = wire::OpenInboundReceipt::default();
        posted.id = id.clone();
        posted.channel = Some(Box::new(own));
        posted.status = spelt;
        posted.reasons = body.reasons(status);
        posted.is_final_receipt = is_final;
        channel.from = None;
        let mut answer = wire::OpenReceiptAnswer::default();
        answer.id = id;
        answer.channel = Some(Box::new(channel));
        answer.r#type = Some(MetadataType::Receipt);
        answer.status = posted.status.clone();
        answer.reasons = posted.reasons.clone();
        answer.is_final_receipt = is_final;
        // It came in, whatever it is about (inferred).
        answer.direction = Some(ChannelDirection::Inbound);
        let answer = Some(answer.into());
        self.add(at, OpenParty::Middleware, posted.into(), answer);
    }

    /// A message in the class of both directions. What the middleware posts has no id yet.
    fn normalized(
        &self,
        body: &Body<'_, C>,
        direction: ChannelDirection,
        at: Timestamp,
    ) -> wire::OpenNormalizedMessage {
        let mut posted = wire::OpenNormalizedMessage::default();
        posted.id = (!body.is_inbound()).then(|| body.content.id.into());
        let provider_id = match body.is_inbound() {
            true => body.provider_id().map(Into::into),
            false => Some(body.content.id.into()),
        };
        posted.channel = Some(Box::new(self.channel(body, at, provider_id)));
        posted.r#type = Some(MetadataType::Text);
        posted.text = body.content.text.as_deref().map(str::to_owned);
        posted.content = content_of(body);
        posted.direction = Some(direction);
        posted
    }

    /// The way of a message: from whom it is to whom it is for.
    fn channel(
        &self,
        body: &Body<'_, C>,
        at: Timestamp,
        message_id: Option<Id>,
    ) -> OpenMessagingChannel {
        let contact = self.contact(body);
        way(self.projection, contact, body.is_inbound(), at, message_id)
    }

    fn inbound_channel(&self, body: &Body<'_, C>) -> wire::OpenInboundMessageChannel {
        let mut channel = wire::OpenInboundMessageChannel::default();
        channel.from = self.contact(body).map(Box::new);
        channel.time = Some(body.sent.at());
        channel.message_id = body.provider_id().map(Into::into);
        channel
    }

    /// The contact as the sender or the recipient of a message.
    fn contact(&self, body: &Body<'_, C>) -> Option<OpenMessagingRecipient> {
        let address = match body.is_inbound() {
            true => body.from.as_deref(),
            false => body.to.as_deref(),
        }?;
        Some(recipient(address, body.contact_name()))
    }

    fn add(
        &mut self,
        at: Timestamp,
        by: OpenParty,
        body: OpenMessage,
        answer: Option<OpenMessage>,
    ) {
        let revision = self.projection.revision();
        self.list.push(OpenPost {
            at,
            by,
            body: body.as_of(revision),
            answer: answer.map(|answer| answer.as_of(revision)),
        });
    }
}

/// Whether Open Messaging has a form for the message: a text or attachments. A messenger's event
/// has none, nor has what is neither, such as a sticker.
fn is_carried<C: Content + ?Sized>(body: &Body<'_, C>) -> bool {
    let has_text = body.content.text.is_some();
    body.kind() != MetadataType::Event && (has_text || !body.attachments().is_empty())
}

/// The attachments of a message.
fn content_of<C: Content + ?Sized>(body: &Body<'_, C>) -> Option<Vec<wire::OpenMessageContent>> {
    let items = body.attachments().into_iter().map(|attachment| {
        let mut item = wire::OpenMessageContent::default();
        item.content_type = Some(ContentType::Attachment);
        item.attachment = Some(Box::new(attachment));
        item
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then_some(items)
}
