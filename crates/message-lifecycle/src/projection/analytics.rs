//! Projections into the analytics details of a conversation.
//!
//! An agent is one participant with a session for each leg that the user had; each entry to a queue
//! is a participant of its own, even in the same queue (observed). Analytics show a conversation at
//! once and as long as it goes on: how far they lag behind is not known.

use std::collections::BTreeMap;

use message_model as wire;
use uuid::Uuid;
use wire::Timestamp;

use super::Projection;
use super::analytics_session::{purpose, to_session};
use crate::{Content, Leg, LegIndex, Role, Text};

message_model::closed_list! {
    /// The form of a conversation in the analytics details: who asked decides.
    ///
    /// ```
    /// use message_lifecycle::projection::AnalyticsForm;
    ///
    /// assert_eq!("query".parse(), Ok(AnalyticsForm::Query));
    /// ```
    pub enum AnalyticsForm {
        /// In the results of a job: with the attributes of participants (documented).
        Job = "job",
        /// In the answer of a query, and in that of
        /// `GET /api/v2/analytics/conversations/{id}/details`: without them (documented).
        Query = "query",
    }
}

/// The conversation as the analytics details show it in its state now, in the release of the
/// projection.
///
/// ```no_run
/// # use message_lifecycle::{Content, projection::Projection};
/// # fn show(projection: Projection<'_, dyn Content>) {
/// use message_lifecycle::projection::{AnalyticsForm, to_analytics_conversation};
///
/// let query = to_analytics_conversation(projection, AnalyticsForm::Query);
/// let mut participants = query.participants.iter().flatten();
/// assert!(participants.all(|one| one.attributes.is_none()));
/// # }
/// ```
#[must_use]
pub fn to_analytics_conversation<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    form: AnalyticsForm,
) -> wire::AnalyticsConversation {
    let content = projection.content.conversation();
    let setup = projection.conversation.setup();
    let participants: Vec<_> = participants(projection)
        .iter()
        .map(|legs| to_participant(projection, legs, form))
        .collect();
    let mut to = wire::AnalyticsConversation::default();
    to.conversation_end = conversation_end(projection, &participants);
    to.conversation_id = Some(content.id.into());
    to.conversation_initiator = initiator(projection);
    to.conversation_start = projection.start();
    to.customer_participation = has_written(projection).then_some(true);
    to.division_ids = divisions(projection);
    to.external_tag = content.external_tag.map(Text::into_owned);
    to.originating_direction = Some(setup.direction.clone());
    to.participants = Some(participants);
    to.as_of(projection.revision()).value
}

/// The legs of each participant, by the start of its first segment.
fn participants<C: Content + ?Sized>(projection: Projection<'_, C>) -> Vec<Vec<(LegIndex, &Leg)>> {
    let mut legs: Vec<_> = projection.legs().collect();
    legs.sort_by_key(|(index, leg)| (leg.opened().provider, *index));
    let mut participants: Vec<(Uuid, Vec<(LegIndex, &Leg)>)> = Vec::new();
    for (index, leg) in legs {
        let content = projection.content.participant(index, leg);
        let user = content.user_id.filter(|_| leg.role() == Role::Agent);
        let key = user.unwrap_or(content.id);
        match participants.iter_mut().find(|(known, _)| *known == key) {
            Some((_, own)) => own.push((index, leg)),
            None => participants.push((key, vec![(index, leg)])),
        }
    }
    participants.into_iter().map(|(_, legs)| legs).collect()
}

fn to_participant<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    legs: &[(LegIndex, &Leg)],
    form: AnalyticsForm,
) -> wire::AnalyticsParticipant {
    let mut to = wire::AnalyticsParticipant::default();
    // What the legs of a user have in common is told by the first (inferred).
    if let Some((index, leg)) = legs.first() {
        let content = projection.content.participant(*index, leg);
        to.external_contact_id = content.external_contact_id.map(Into::into);
        to.participant_id = Some(content.id.into());
        to.participant_name = content
            .name
            .filter(|_| has_name(projection, leg))
            .map(Text::into_owned);
        to.purpose = Some(purpose(leg.role()));
        to.user_id = content.user_id.map(Into::into);
    }
    to.sessions = Some(
        legs.iter()
            .map(|(index, leg)| to_session(projection, *index, leg))
            .collect(),
    );
    if form == AnalyticsForm::Job {
        let all = legs.iter().flat_map(|(index, leg)| {
            let content = projection.content.participant(*index, leg);
            content.attributes.into_iter()
        });
        let attributes: BTreeMap<String, String> = all
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        to.attributes = Some(attributes).filter(|all| !all.is_empty());
    }
    to
}

/// Observed: a customer of web messaging has no name here, one of chat has.
fn has_name<C: Content + ?Sized>(projection: Projection<'_, C>, leg: &Leg) -> bool {
    let channel = &projection.conversation.setup().channel;
    !leg.role().is_contact() || *channel != wire::MessageType::WebMessaging
}

/// The end of the last segment, after-call work included (observed), once none is open.
fn conversation_end<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    participants: &[wire::AnalyticsParticipant],
) -> Option<Timestamp> {
    projection.conversation.ended()?;
    let sessions = participants
        .iter()
        .flat_map(|one| one.sessions.iter().flatten());
    let segments = sessions.flat_map(|one| one.segments.iter().flatten());
    segments.filter_map(|segment| segment.segment_end).max()
}

/// Who wrote the first message (inferred; observed: `agent` in an inbound conversation).
fn initiator<C: Content + ?Sized>(projection: Projection<'_, C>) -> Option<wire::AnalyticsPurpose> {
    let first = projection.conversation.messages().first()?;
    let writer = projection.conversation.leg(first.leg())?;
    Some(purpose(writer.role()))
}

fn has_written<C: Content + ?Sized>(projection: Projection<'_, C>) -> bool {
    let mut contacts = projection.legs().filter(|(_, leg)| leg.role().is_contact());
    contacts.any(|(_, leg)| !leg.messages().is_empty())
}

/// The divisions of all who took part, in the order of joining.
fn divisions<C: Content + ?Sized>(projection: Projection<'_, C>) -> Option<Vec<wire::Id>> {
    let mut ids: Vec<wire::Id> = Vec::new();
    for (index, leg) in projection.legs() {
        let id = projection.content.participant(index, leg).division_id;
        if let Some(id) = id.map(wire::Id::from)
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    (!ids.is_empty()).then_some(ids)
}
