//! The body of a message, or a message of Open Messaging, as the rules read it, and what was said
//! before it.

use std::collections::HashMap;

use message_model::{
    ConversationReason, Id, MessageData, MessageDetails, MessageStatus, OpenMessage, ReceiptStatus,
    Timestamp, encode,
};

/// A message with its text, or a message of Open Messaging.
#[derive(Clone, Copy)]
pub(crate) enum Body<'a> {
    /// As the API gives it.
    Data(&'a MessageData),
    /// As the middleware or the platform posts it.
    Open(&'a OpenMessage),
}

/// A receipt, wherever it stands.
pub(crate) struct Receipt<'a> {
    /// The path from the top of the document; empty if that is the receipt.
    pub(crate) path: String,
    pub(crate) id: Option<&'a Id>,
    pub(crate) status: Option<&'a ReceiptStatus>,
    pub(crate) reasons: &'a [ConversationReason],
}

impl<'a> Body<'a> {
    /// The receipts in it, or the receipt that it is.
    pub(crate) fn receipts(self) -> Vec<Receipt<'a>> {
        let open = |id: &'a Option<Id>, status: &'a Option<ReceiptStatus>, reasons| Receipt {
            path: String::new(),
            id: id.as_ref(),
            status: status.as_ref(),
            reasons,
        };
        match self {
            Self::Data(data) => {
                let receipts = data.normalized_receipts.iter().flatten().enumerate();
                let receipts = receipts.map(|(place, receipt)| Receipt {
                    path: format!("normalizedReceipts[{place}]"),
                    id: receipt.id.as_ref(),
                    status: receipt.status.as_ref(),
                    reasons: receipt.reasons.as_deref().unwrap_or_default(),
                });
                receipts.collect()
            }
            Self::Open(OpenMessage::InboundReceipt(it)) => {
                vec![open(
                    &it.id,
                    &it.status,
                    it.reasons.as_deref().unwrap_or_default(),
                )]
            }
            Self::Open(OpenMessage::ReceiptAnswer(it)) => {
                vec![open(
                    &it.id,
                    &it.status,
                    it.reasons.as_deref().unwrap_or_default(),
                )]
            }
            Self::Open(OpenMessage::Normalized(it)) if it.status.is_some() => {
                vec![open(
                    &it.id,
                    &it.status,
                    it.reasons.as_deref().unwrap_or_default(),
                )]
            }
            Self::Open(_) => Vec::new(),
        }
    }

    /// The body of the API's, if it is one.
    pub(crate) fn data(self) -> Option<&'a MessageData> {
        match self {
            Self::Data(data) => Some(data),
            Self::Open(_) => None,
        }
    }

    /// The conversation that it names.
    pub(crate) fn conversation_id(self) -> Option<&'a Id> {
        match self {
            Self::Data(data) => data.conversation_id.as_ref(),
            Self::Open(OpenMessage::MessageAnswer(answer)) => answer.conversation_id.as_ref(),
            Self::Open(_) => None,
        }
    }

    /// When it was sent.
    pub(crate) fn time(self) -> Option<Timestamp> {
        match self {
            Self::Data(data) => data.timestamp,
            Self::Open(message) => message.time(),
        }
    }
}

/// The status that a receipt tells of, in the words of legs.
pub(crate) fn status_of(receipt: &ReceiptStatus) -> &'static [MessageStatus] {
    match receipt {
        ReceiptStatus::Sent => &[MessageStatus::Sent],
        ReceiptStatus::Delivered => &[MessageStatus::DeliverySuccess],
        ReceiptStatus::Read => &[MessageStatus::Read],
        ReceiptStatus::Failed => &[MessageStatus::DeliveryFailed, MessageStatus::Failed],
        ReceiptStatus::Published => &[MessageStatus::Published],
        ReceiptStatus::Removed => &[MessageStatus::Removed],
        _ => &[],
    }
}

/// What has been said of a conversation's messages so far.
#[derive(Debug, Default)]
pub(crate) struct Spoken {
    /// The messages on its legs.
    messages: HashMap<Id, Option<Timestamp>>,
    /// When the latest of them was sent.
    latest: Option<Timestamp>,
    /// What was posted to a webhook, by id and time.
    posts: HashMap<(Id, Timestamp), String>,
}

impl Spoken {
    /// Notes the messages on the legs of a snapshot.
    pub(crate) fn note<'m>(&mut self, messages: impl Iterator<Item = &'m MessageDetails>) {
        for message in messages {
            self.latest = self.latest.max(message.message_time);
            if let Some(id) = &message.message_id {
                self.messages.insert(id.clone(), message.message_time);
            }
        }
    }

    /// Whether a message of this id stands on a leg; `None` if it may be later than all that were
    /// seen.
    pub(crate) fn has(&self, id: &Id, at: Timestamp) -> Option<bool> {
        let is_known = self.messages.contains_key(id);
        (is_known || self.latest.is_some_and(|latest| at <= latest)).then_some(is_known)
    }

    /// What was posted before with this id and time.
    pub(crate) fn posted(&self, id: &Id, at: Timestamp) -> Option<&str> {
        self.posts.get(&(id.clone(), at)).map(String::as_str)
    }

    /// Notes what is posted to a webhook.
    pub(crate) fn add(&mut self, body: Body<'_>) {
        if let Some((id, at, text)) = webhook(body) {
            self.posts.entry((id.clone(), at)).or_insert(text);
        }
    }
}

/// The id and time of what is posted to a webhook, and its text.
pub(crate) fn webhook(body: Body<'_>) -> Option<(&Id, Timestamp, String)> {
    let Body::Open(OpenMessage::Normalized(message)) = body else {
        return None;
    };
    let is_outbound = message.direction.as_ref()?.as_str() == "Outbound";
    let time = message.channel.as_ref()?.time.filter(|_| is_outbound)?;
    Some((message.id.as_ref()?, time, encode(message).ok()?))
}

/// A body, with what was said before it.
pub(crate) struct BodyChange<'c, 'a> {
    pub(crate) spoken: &'c Spoken,
    pub(crate) body: Body<'a>,
}
