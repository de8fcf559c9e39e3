//! The properties of a message on a leg: the wire's `MessageDetails`.

use std::borrow::Cow;

use message_model::{
    ConversationMessageMetadata, ErrorBody, MessageMedia, MessageSticker, SocialVisibility,
    Timestamp,
};
use uuid::Uuid;

use super::view::View;
use crate::{Content, MessageIndex, Status, Text};

/// One property of a message, with its value.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "it is never stored")]
pub enum DetailsProperty<'p> {
    /// `messageId`
    MessageId(Uuid),
    /// `messageURI`
    MessageUri(Text<'p>),
    /// `messageStatus`
    MessageStatus(Status),
    /// `messageSegmentCount`
    MessageSegmentCount(i64),
    /// `messageTime`
    MessageTime(Timestamp),
    /// `media`
    Media(Cow<'p, [MessageMedia]>),
    /// `stickers`
    Stickers(Cow<'p, [MessageSticker]>),
    /// `messageMetadata`
    MessageMetadata(Cow<'p, ConversationMessageMetadata>),
    /// `socialVisibility`
    SocialVisibility(SocialVisibility),
    /// `errorInfo`
    ErrorInfo(Cow<'p, ErrorBody>),
}

/// Calls `visit` with each property that the message has now, in the contract's order.
///
/// `visit` is not called if the conversation has no such message.
pub fn visit_details<'v, C: Content + ?Sized>(
    view: View<'v, C>,
    index: MessageIndex,
    mut visit: impl FnMut(DetailsProperty<'v>),
) {
    let Some(sent) = view.conversation.message(index) else {
        return;
    };
    let content = view.content.message(index, sent);
    let error = if sent.status.is_failure() {
        view.content.message_error(index, sent)
    } else {
        None
    };
    let mut push = |property: Option<DetailsProperty<'v>>| {
        if let Some(property) = property {
            visit(property);
        }
    };
    push(Some(DetailsProperty::MessageId(content.id)));
    push(content.uri.map(DetailsProperty::MessageUri));
    push(Some(DetailsProperty::MessageStatus(sent.status)));
    push(
        content
            .segment_count
            .map(DetailsProperty::MessageSegmentCount),
    );
    push(Some(DetailsProperty::MessageTime(sent.at)));
    push(content.media.map(DetailsProperty::Media));
    push(content.stickers.map(DetailsProperty::Stickers));
    push(content.metadata.map(DetailsProperty::MessageMetadata));
    push(
        content
            .social_visibility
            .map(DetailsProperty::SocialVisibility),
    );
    push(error.map(DetailsProperty::ErrorInfo));
}
