//! The records that the clients read: payloads with their release and type.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result};
use message_model::contract::Root;
use message_model::{
    AcdEndEvent, AcdStartEvent, AfterCallWorkEvent, AnalyticsConversation,
    AnalyticsConversationAsyncQueryResponse, AnalyticsConversationQueryResponse, ApiRevision,
    AttributeUpdateEvent, ContactUpdateEvent, Conversation, CustomerEndEvent, CustomerStartEvent,
    EventConversation, EventMessageConversation, FlowEndEvent, FlowStartEvent, Message,
    MessageConversation, MessageConversationEntityListing, MessageData, OpenEventAnswer,
    OpenInboundEvent, OpenInboundMessage, OpenInboundReceipt, OpenInboundStructuredResponse,
    OpenMessageAnswer, OpenNormalizedMessage, OpenReceiptAnswer, OpenStructuredAnswer, Participant,
    TextMessageListing, UserEndEvent, UserStartEvent, WrapupEvent, decode, encode,
};
use serde::Deserialize;
use serde_json::value::RawValue;

/// One payload as a release would have sent it.
#[derive(Clone, Deserialize)]
pub(super) struct Record {
    /// The release, such as `19.0.0`.
    pub(super) release: String,
    /// The type of the payload.
    pub(super) root: Root,
    /// A name for the report: a path in the corpus, or another name.
    pub(super) name: String,
    /// The exact text of the payload.
    pub(super) payload: Box<RawValue>,
}

impl Record {
    /// The record as an older release would have sent it.
    pub(super) fn cut(self, revision: ApiRevision) -> Result<Self> {
        let text = self.payload.get();
        macro_rules! cut {
            ($type:ty) => {
                encode(&decode::<$type>(text)?.as_of(revision).value)?
            };
        }
        let text = with_type!(self.root, cut);
        Ok(Record {
            release: revision.to_string(),
            payload: RawValue::from_string(text)?,
            ..self
        })
    }
}

/// Calls a macro with the type that models a root.
macro_rules! with_type {
    ($root:expr, $call:ident) => {
        match $root {
            Root::Conversation => $call!(Conversation),
            Root::Participant => $call!(Participant),
            Root::Message => $call!(Message),
            Root::MessageConversation => $call!(MessageConversation),
            Root::MessageConversationEntityListing => $call!(MessageConversationEntityListing),
            Root::EventConversation => $call!(EventConversation),
            Root::EventMessageConversation => $call!(EventMessageConversation),
            Root::CustomerStartEvent => $call!(CustomerStartEvent),
            Root::CustomerEndEvent => $call!(CustomerEndEvent),
            Root::FlowStartEvent => $call!(FlowStartEvent),
            Root::FlowEndEvent => $call!(FlowEndEvent),
            Root::AcdStartEvent => $call!(AcdStartEvent),
            Root::AcdEndEvent => $call!(AcdEndEvent),
            Root::UserStartEvent => $call!(UserStartEvent),
            Root::UserEndEvent => $call!(UserEndEvent),
            Root::AfterCallWorkEvent => $call!(AfterCallWorkEvent),
            Root::WrapupEvent => $call!(WrapupEvent),
            Root::AttributeUpdateEvent => $call!(AttributeUpdateEvent),
            Root::ContactUpdateEvent => $call!(ContactUpdateEvent),
            Root::MessageData => $call!(MessageData),
            Root::TextMessageListing => $call!(TextMessageListing),
            Root::OpenInboundMessage => $call!(OpenInboundMessage),
            Root::OpenInboundEvent => $call!(OpenInboundEvent),
            Root::OpenInboundReceipt => $call!(OpenInboundReceipt),
            Root::OpenInboundStructuredResponse => $call!(OpenInboundStructuredResponse),
            Root::OpenMessageAnswer => $call!(OpenMessageAnswer),
            Root::OpenEventAnswer => $call!(OpenEventAnswer),
            Root::OpenReceiptAnswer => $call!(OpenReceiptAnswer),
            Root::OpenStructuredAnswer => $call!(OpenStructuredAnswer),
            Root::OpenNormalizedMessage => $call!(OpenNormalizedMessage),
            Root::AnalyticsConversation => $call!(AnalyticsConversation),
            Root::AnalyticsConversationWithoutAttributes => $call!(AnalyticsConversation),
            Root::AnalyticsQueryAnswer => $call!(AnalyticsConversationQueryResponse),
            Root::AnalyticsJobResults => $call!(AnalyticsConversationAsyncQueryResponse),
        }
    };
}

pub(super) use with_type;

/// The records of a JSONL file (`-`: standard input).
pub(super) fn read(file: &Path) -> Result<Vec<Record>> {
    let mut text = String::new();
    let place = if file == Path::new("-") {
        std::io::stdin()
            .read_to_string(&mut text)
            .context("reading standard input")?;
        "standard input".to_owned()
    } else {
        text = text_of(file)?;
        file.display().to_string()
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| {
            serde_json::from_str(line).with_context(|| format!("{place}: line {}", index + 1))
        })
        .collect()
}

pub(super) fn text_of(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_cut_for_a_release_has_nothing_that_the_release_lacks() {
        let payload = r#"{"id":"a","parkTime":"2026-01-05T09:00:00.000Z"}"#;
        let payload = RawValue::from_string(payload.to_owned()).expect("it is JSON");
        let record = Record {
            release: "269.0.0".to_owned(),
            root: Root::Message,
            name: "a".to_owned(),
            payload,
        };
        let cut = record.cut(ApiRevision::V238).expect("it is a message");
        assert_eq!(
            (cut.release.as_str(), cut.payload.get()),
            ("238.0.0", r#"{"id":"a"}"#)
        );
    }
}
