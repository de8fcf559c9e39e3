//! The properties of a message on a leg: the wire's `MessageDetails`.

use std::borrow::Cow;

use message_model::contract::Property;
use message_model::{
    ApiRevision, ConversationMessageMetadata, ErrorBody, MessageMedia, MessageSticker,
    SocialVisibility, Timestamp,
};
use uuid::Uuid;

use super::Projection;
use super::older::{Cut, Older};
use super::property::{Shown, properties};
use crate::{Content, MessageIndex, Status, Text};

properties! {
    /// One property of a message, with its value.
    #[allow(clippy::large_enum_variant, reason = "it is never stored")]
    pub enum DetailsProperty<'p> of "MessageDetails" {
        MessageId(Uuid) = "messageId",
        MessageUri(Text<'p>) = "messageURI",
        MessageStatus(Status) = "messageStatus",
        MessageSegmentCount(i64) = "messageSegmentCount",
        MessageTime(Timestamp) = "messageTime",
        Media(Cow<'p, [MessageMedia]>) = "media",
        Stickers(Cow<'p, [MessageSticker]>) = "stickers",
        MessageMetadata(Cow<'p, ConversationMessageMetadata>) = "messageMetadata",
        SocialVisibility(SocialVisibility) = "socialVisibility",
        ErrorInfo(Cow<'p, ErrorBody>) = "errorInfo",
    }
}

impl Cut for DetailsProperty<'_> {
    fn shown(older: &Older) -> &[Shown] {
        &older.details
    }

    fn cut(self, property: &'static Property, revision: ApiRevision) -> Option<Self> {
        let sent = |text| property.as_sent(text, revision);
        Some(match self {
            Self::MessageStatus(status) => {
                Self::MessageStatus(sent(status.as_str())?.parse().ok()?)
            }
            Self::Media(media) => {
                let media = media.into_owned().into_iter();
                Self::Media(media.map(|it| it.as_of(revision).value).collect())
            }
            Self::Stickers(stickers) => {
                let stickers = stickers.into_owned().into_iter();
                Self::Stickers(stickers.map(|it| it.as_of(revision).value).collect())
            }
            Self::MessageMetadata(metadata) => {
                Self::MessageMetadata(Cow::Owned(metadata.into_owned().as_of(revision).value))
            }
            Self::SocialVisibility(visibility) => {
                Self::SocialVisibility(SocialVisibility::from_text(sent(visibility.as_str())?))
            }
            Self::ErrorInfo(error) => {
                Self::ErrorInfo(Cow::Owned(error.into_owned().as_of(revision).value))
            }
            // The rest has one form in all releases.
            other => other,
        })
    }
}

/// Calls `visit` with each property that the message has now, in the contract's order.
///
/// `visit` is not called if the conversation has no such message.
pub fn visit_details<'v, C: Content + ?Sized>(
    projection: Projection<'v, C>,
    index: MessageIndex,
    mut visit: impl FnMut(DetailsProperty<'v>),
) {
    let Some(sent) = projection.conversation.message(index) else {
        return;
    };
    let content = projection.content.message(index, sent);
    let error = if sent.status.is_failure() {
        projection.content.message_error(index, sent)
    } else {
        None
    };
    let mut push = |property: Option<DetailsProperty<'v>>| {
        if let Some(property) = property.and_then(|property| projection.as_sent(property)) {
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
