//! Content for tests: ids that count, names that say what they stand for.

use std::borrow::Cow;

use message_lifecycle::{
    AddressContent, Content, ConversationContent, Leg, LegContent, LegIndex, MessageContent,
    MessageIndex, ParticipantContent, Role, Sent, WorkEnd, WrapUpContent,
};
use message_model::ErrorBody;
use uuid::Uuid;

pub(crate) struct Plain;

fn id(kind: u64, number: u32) -> Uuid {
    Uuid::from_u64_pair(
        0x0000_0000_0000_4000 | kind << 32,
        0x8000_0000_0000_0000 | u64::from(number),
    )
}

fn error() -> Option<Cow<'static, ErrorBody>> {
    let mut body = ErrorBody::default();
    body.code = Some("UNKNOWN".to_owned());
    Some(Cow::Owned(body))
}

impl Content for Plain {
    fn conversation(&self) -> ConversationContent<'_> {
        ConversationContent {
            id: id(1, 0),
            ..ConversationContent::default()
        }
    }

    fn participant(&self, index: LegIndex, leg: &Leg) -> ParticipantContent<'_> {
        ParticipantContent {
            id: id(2, index.into()),
            name: Some(leg.role().as_str().into()),
            user_id: leg.user().map(|user| id(3, user.into())),
            ..ParticipantContent::default()
        }
    }

    fn leg_id(&self, index: LegIndex) -> Uuid {
        id(4, index.into())
    }

    fn leg(&self, _index: LegIndex, leg: &Leg) -> LegContent<'_> {
        let address = |text: &'static str| AddressContent {
            normalized: Some(text.into()),
            ..AddressContent::default()
        };
        let (contact, business) = (address("+13175550100"), address("+13175550199"));
        let (from, to) = if leg.role() == Role::Customer {
            (contact, business)
        } else {
            (business, contact)
        };
        LegContent {
            provider: Some("PureCloud Messaging".into()),
            from: Some(from),
            to: Some(to),
            ..LegContent::default()
        }
    }

    fn message(&self, index: MessageIndex, _sent: &Sent) -> MessageContent<'_> {
        let text = if index.position() == 0 {
            "Hello".into()
        } else {
            format!("text {}", u32::from(index)).into()
        };
        MessageContent {
            id: id(5, index.into()),
            text: Some(text),
            ..MessageContent::default()
        }
    }

    fn message_error(&self, _index: MessageIndex, _sent: &Sent) -> Option<Cow<'_, ErrorBody>> {
        error()
    }

    fn leg_error(&self, _index: LegIndex, _leg: &Leg) -> Option<Cow<'_, ErrorBody>> {
        error()
    }

    fn wrap_up(&self, _index: LegIndex, _leg: &Leg, how: WorkEnd) -> Option<WrapUpContent<'_>> {
        let code = match how {
            WorkEnd::Completed => "resolved",
            WorkEnd::TimedOut => "ININ-WRAP-UP-TIMEOUT",
            WorkEnd::BySystem => "system",
            WorkEnd::Skipped => return None,
        };
        Some(WrapUpContent {
            code: code.into(),
            ..WrapUpContent::default()
        })
    }
}
