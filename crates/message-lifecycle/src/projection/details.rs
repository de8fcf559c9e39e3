//! The properties of a message on a leg: the wire's `MessageDetails`.

use super::Projection;
use super::property::DetailsProperty;
use crate::{Content, MessageIndex};

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
