//! Media files and stickers of messages, with links into a domain reserved for examples (RFC 2606).

use message_model::{
    ContentSubType, ContentType, ConversationMessageMetadata, ConversationMessageMetadataContent,
    ConversationMessageMetadataEvent, Id, MessageMedia, MessageSticker, MetadataType,
};

use super::texts;
use super::values::{Listed, Values};
use crate::draw::{Draw, Key, Label, Path, paths};
use crate::form::{Form, Metadata};

/// The media files of a message, one for each media type.
pub(super) fn files(
    values: &impl Values,
    key: Key,
    message: Label,
    types: &[String],
) -> Vec<MessageMedia> {
    let numbered = (0..).zip(types);
    let draw = |path, occurrence| Draw::new(key, path, message, occurrence);
    numbered
        .map(|(occurrence, kind)| file(values, kind, |path| draw(path, occurrence)))
        .collect()
}

fn file(values: &impl Values, kind: &str, draw: impl Fn(Path) -> Draw) -> MessageMedia {
    let id = values.id(draw(paths::MEDIA_ID));
    let stems = texts::file_stems(kind);
    let name = values.text_of(Listed::of(draw(paths::MEDIA_NAME), stems.len()), |place| {
        stems[place].to_owned()
    });
    let name = format!("{name}.{}", extension(kind));
    let mut media = MessageMedia::default();
    media.url = Some(format!("https://media.example.com/{id}/{name}"));
    media.media_type = Some(kind.to_owned());
    // An MMS is smaller than 5 MB (documented); the rest of the range is our choice.
    let length = values.between(draw(paths::MEDIA_LENGTH), 2_048, 4_900_000);
    media.content_length_bytes = i64::try_from(length).ok();
    media.name = Some(name);
    media.id = Some(Id::from(id));
    media
}

/// The sticker of a message.
pub(super) fn sticker(values: &impl Values, key: Key, message: Label) -> MessageSticker {
    let id = values.id(Draw::new(key, paths::STICKER_ID, message, 0));
    let mut sticker = MessageSticker::default();
    sticker.url = Some(format!("https://media.example.com/stickers/{id}.png"));
    sticker.id = Some(Id::from(id));
    sticker
}

/// The `messageMetadata` of a message: what its form says, with an attachment for each file.
///
/// Inferred: the values are the contract's, but which value goes with which message is not
/// documented.
pub(super) fn metadata(form: Option<Form>, types: &[String]) -> ConversationMessageMetadata {
    let mut metadata = ConversationMessageMetadata::default();
    let form = form.map_or(Metadata::Only(MetadataType::Text), Form::metadata);
    let mut content: Vec<_> = types.iter().map(|kind| attachment(kind)).collect();
    metadata.r#type = Some(match form {
        Metadata::Only(r#type) => r#type,
        Metadata::Content(r#type, content_type, sub_type) => {
            let mut item = ConversationMessageMetadataContent::default();
            item.content_type = Some(content_type);
            item.sub_type = sub_type;
            content.push(item);
            r#type
        }
        Metadata::Event(event_type, sub_type) => {
            let mut event = ConversationMessageMetadataEvent::default();
            event.event_type = Some(event_type);
            event.sub_type = Some(sub_type);
            metadata.events = Some(vec![event]);
            MetadataType::Event
        }
    });
    metadata.content = Some(content).filter(|content| !content.is_empty());
    metadata
}

fn attachment(kind: &str) -> ConversationMessageMetadataContent {
    let mut content = ConversationMessageMetadataContent::default();
    content.content_type = Some(ContentType::Attachment);
    content.sub_type = Some(
        match kind.split_once('/').map_or(kind, |(family, _)| family) {
            "image" => ContentSubType::Image,
            "video" => ContentSubType::Video,
            "audio" => ContentSubType::Audio,
            _ => ContentSubType::File,
        },
    );
    content
}

fn extension(kind: &str) -> &str {
    match kind {
        "image/jpeg" => "jpg",
        "audio/mpeg" => "mp3",
        "text/plain" => "txt",
        _ => kind.split_once('/').map_or("bin", |(_, subtype)| subtype),
    }
}
