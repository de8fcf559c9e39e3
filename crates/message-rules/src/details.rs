//! The analytics details of a conversation as the rules read them: its sessions in one list.

use std::collections::HashSet;

use message_model::{
    AnalyticsConversation, AnalyticsConversationSegment, AnalyticsMediaType, AnalyticsSegmentType,
    AnalyticsSession, Id, Timestamp,
};

use crate::medium::{Medium, Role};

/// A conversation of the analytics details.
pub(crate) struct Details<'a> {
    pub(crate) conversation: &'a AnalyticsConversation,
    /// The sessions, participant by participant.
    pub(crate) sessions: Vec<Session<'a>>,
}

/// A session, with where it stands.
pub(crate) struct Session<'a> {
    pub(crate) session: &'a AnalyticsSession,
    /// The medium; `None` for one that the rules do not know.
    pub(crate) medium: Option<Medium>,
    pub(crate) role: Role,
    pub(crate) path: String,
}

impl<'a> Details<'a> {
    pub(crate) fn of(conversation: &'a AnalyticsConversation) -> Self {
        let mut sessions = Vec::new();
        let participants = conversation.participants.iter().flatten();
        for (index, participant) in participants.enumerate() {
            for (number, session) in participant.sessions.iter().flatten().enumerate() {
                let purpose = participant.purpose.as_ref();
                sessions.push(Session {
                    session,
                    medium: medium(session),
                    role: purpose.map_or(Role::Other, |purpose| Role::of(purpose.as_str())),
                    path: format!("participants[{index}].sessions[{number}]"),
                });
            }
        }
        Self {
            conversation,
            sessions,
        }
    }

    /// Whether sessions were cut out of it: some session's peer is not there.
    pub(crate) fn is_cut(&self) -> bool {
        let ids: HashSet<&Id> = self.sessions.iter().filter_map(|one| one.id()).collect();
        let mut peers = self
            .sessions
            .iter()
            .filter_map(|one| one.session.peer_id.as_ref());
        peers.any(|peer| !ids.contains(peer))
    }
}

impl<'a> Session<'a> {
    pub(crate) fn id(&self) -> Option<&'a Id> {
        self.session.session_id.as_ref()
    }

    pub(crate) fn segments(&self) -> &'a [AnalyticsConversationSegment] {
        self.session.segments.as_deref().unwrap_or_default()
    }

    /// The start of its first segment.
    pub(crate) fn start(&self) -> Option<Timestamp> {
        self.segments().first()?.segment_start
    }

    /// The end of its last segment that is not of after-call work, once it has ended.
    pub(crate) fn end(&self) -> Option<Timestamp> {
        let mut live = self.segments().iter().rev();
        live.find(|segment| !is_wrapup(segment))?.segment_end
    }
}

pub(crate) fn is_wrapup(segment: &AnalyticsConversationSegment) -> bool {
    segment.segment_type == Some(AnalyticsSegmentType::Wrapup)
}

fn medium(session: &AnalyticsSession) -> Option<Medium> {
    match session.media_type.as_ref()? {
        AnalyticsMediaType::Message => Some(Medium::Message),
        AnalyticsMediaType::Chat => Some(Medium::Chat),
        AnalyticsMediaType::Callback => Some(Medium::Callback),
        AnalyticsMediaType::Email => Some(Medium::Email),
        AnalyticsMediaType::Voice => Some(Medium::Call),
        _ => None,
    }
}
