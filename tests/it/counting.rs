//! Content that counts: for walks, which come without a script to take ids and texts from.

use std::borrow::Cow;

use message_lifecycle::{
    Content, ConversationContent, Leg, LegContent, LegIndex, MessageContent, MessageIndex,
    ParticipantContent, Sent, WorkEnd, WrapUpContent,
};
use message_model::ErrorBody;
use uuid::Uuid;

pub(crate) struct Counting;

fn id(kind: u64, number: u32) -> Uuid {
    Uuid::from_u64_pair(kind << 32 | 0x4000, 1 << 63 | u64::from(number))
}

fn error() -> Option<Cow<'static, ErrorBody>> {
    let mut error = ErrorBody::default();
    error.code = Some("EXPIRED".to_owned());
    Some(Cow::Owned(error))
}

impl Content for Counting {
    fn conversation(&self) -> ConversationContent<'_> {
        ConversationContent {
            id: id(1, 0),
            ..ConversationContent::default()
        }
    }

    fn participant(&self, index: LegIndex, leg: &Leg) -> ParticipantContent<'_> {
        let user_id = leg.user().map(|user| id(3, user.into()));
        ParticipantContent {
            id: id(2, index.into()),
            user_id,
            ..ParticipantContent::default()
        }
    }

    fn leg_id(&self, index: LegIndex) -> Uuid {
        id(4, index.into())
    }

    fn leg(&self, _index: LegIndex, _leg: &Leg) -> LegContent<'_> {
        LegContent::default()
    }

    fn message(&self, index: MessageIndex, _sent: &Sent) -> MessageContent<'_> {
        MessageContent {
            id: id(5, index.into()),
            ..MessageContent::default()
        }
    }

    fn message_error(&self, _index: MessageIndex, _sent: &Sent) -> Option<Cow<'_, ErrorBody>> {
        error()
    }

    fn leg_error(&self, _index: LegIndex, _leg: &Leg) -> Option<Cow<'_, ErrorBody>> {
        error()
    }

    fn wrap_up(&self, _index: LegIndex, _leg: &Leg, _how: WorkEnd) -> Option<WrapUpContent<'_>> {
        Some(WrapUpContent {
            code: "resolved".into(),
            ..WrapUpContent::default()
        })
    }
}
