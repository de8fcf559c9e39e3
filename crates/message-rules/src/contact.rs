//! A document as the rules read it: its legs of all media in one list, in payload order.

use message_model::contract::View;
use message_model::{Conversation, Message, MessageDetails, Participant, Timestamp};

use crate::body::Body;
use crate::common::{Common, Content};
use crate::details::Details;
use crate::event::Event;
use crate::leg::{Facts, Leg, Place};
use crate::medium::{Medium, Role};
use crate::tolerance::CLOCK_SKEW;

/// A conversation with its legs, or a leg outside of any conversation.
pub(crate) struct Contact<'a> {
    /// The path from the top of the payload to the document; empty at the top.
    pub(crate) prefix: String,
    /// The conversation; `None` for a leg outside of any.
    pub(crate) conversation: Option<&'a Conversation>,
    /// What a detail event says, if the document is one.
    pub(crate) event: Option<Event<'a>>,
    /// The body of a message, if the document is one, or a message of Open Messaging.
    pub(crate) body: Option<Body<'a>>,
    /// The sessions, if the document is of the analytics details.
    pub(crate) details: Option<Details<'a>>,
    /// The paths of the references with a link, in a view whose references have none.
    pub(crate) linked: &'a [String],
    pub(crate) view: View,
    /// All legs, participant by participant and, within each, medium by medium.
    pub(crate) legs: Vec<Leg<'a>>,
}

/// The legs of one medium in a conversation.
pub(crate) struct LegsOfMedium<'c, 'a> {
    pub(crate) medium: Medium,
    /// The legs, in payload order.
    pub(crate) legs: Vec<&'c Leg<'a>>,
    /// The latest instant that the legs' times show. When a document was taken is not known, only
    /// that it was not earlier than this.
    pub(crate) latest: Option<Timestamp>,
}

impl<'a> LegsOfMedium<'_, 'a> {
    /// The leg that takes up again a conversation that was over: it is the only live one, it began
    /// when every earlier leg had ended, and the customer's leg is still to come.
    pub(crate) fn taken_up_by(&self) -> Option<&Leg<'a>> {
        let (live, ended): (Vec<&Leg<'a>>, Vec<&Leg<'a>>) =
            self.legs.iter().partition(|leg| leg.is_live());
        let [leg] = live[..] else { return None };
        let begin = leg.begin()?;
        let is_over = |leg: &&Leg<'a>| {
            let end = leg.end();
            // An end is by the provider's clock, and the beginning may be by the cloud's.
            end.is_some_and(|end| end.millis_since(begin) <= CLOCK_SKEW.ms)
        };
        (!ended.is_empty() && ended.iter().all(is_over)).then_some(leg)
    }
}

impl<'a> Contact<'a> {
    /// The messages on all of its legs.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &MessageDetails> {
        self.legs
            .iter()
            .flat_map(|leg| leg.messages.iter().flatten())
    }

    /// Reads a document in the given view, or in the one that its envelope and properties show.
    pub(crate) fn of(document: &'a Common<'_>, view: Option<View>) -> Self {
        let view = view.or(document.view);
        let prefix = document.path.clone();
        match &document.content {
            Content::Message(message) => Self::of_message(message, view, prefix),
            Content::Nested(conversation) => Self::of_conversation(conversation, view, prefix),
            Content::Flat(conversation, medium, legs) => {
                let flat = [View::Media, View::MediaNotification];
                let view = view.filter(|view| flat.contains(view)).or(document.view);
                let view = view.unwrap_or(View::Media);
                Self {
                    linked: &document.linked,
                    ..Self::of_flat(conversation, *medium, legs, view, prefix)
                }
            }
            Content::Event(event) => Self {
                event: Some(Event::of(event)),
                ..Self::without_legs(View::DetailEvent, prefix)
            },
            Content::Data(data) => Self {
                body: Some(Body::Data(data)),
                ..Self::without_legs(View::Bodies, prefix)
            },
            Content::Open(message) => Self {
                body: Some(Body::Open(message)),
                ..Self::without_legs(View::OpenMessaging, prefix)
            },
            Content::Details(details) => Self {
                details: Some(Details::of(details)),
                ..Self::without_legs(View::Analytics, prefix)
            },
            Content::Nothing => Self::without_legs(view.unwrap_or(View::Notification), prefix),
        }
    }

    fn without_legs(view: View, prefix: String) -> Self {
        Self {
            prefix,
            conversation: None,
            event: None,
            body: None,
            details: None,
            linked: &[],
            view,
            legs: Vec::new(),
        }
    }

    /// A conversation whose participants are legs, which its properties show: no other view can be
    /// meant.
    fn of_flat(
        conversation: &'a Conversation,
        medium: Option<Medium>,
        legs: &'a [Option<Message>],
        view: View,
        prefix: String,
    ) -> Self {
        let participants = conversation.participants.as_deref().unwrap_or_default();
        let all = participants.iter().zip(legs).enumerate();
        let legs = all.filter_map(|(index, (participant, facts))| {
            Some(Leg {
                facts: Facts::Borrowed(facts.as_ref()?),
                medium: medium?,
                view,
                participant: Some(participant),
                user_id: participant.user_id.as_ref(),
                role: role(participant),
                place: Place::Participant(index),
            })
        });
        Self {
            prefix,
            conversation: Some(conversation),
            event: None,
            body: None,
            details: None,
            linked: &[],
            view,
            legs: legs.collect(),
        }
    }

    fn of_message(message: &'a Message, view: Option<View>, prefix: String) -> Self {
        let view = view.unwrap_or_else(|| view_of_message(message));
        let leg = Leg {
            facts: Facts::Borrowed(message),
            medium: message
                .provider
                .as_deref()
                .and_then(Medium::of_provider)
                .unwrap_or(Medium::Message),
            view,
            participant: None,
            user_id: None,
            role: Role::Other,
            place: Place::Whole,
        };
        Self {
            prefix,
            conversation: None,
            event: None,
            body: None,
            details: None,
            linked: &[],
            view,
            legs: vec![leg],
        }
    }

    fn of_conversation(conversation: &'a Conversation, view: Option<View>, prefix: String) -> Self {
        let participants = conversation.participants.as_deref().unwrap_or_default();
        let mut legs: Vec<Leg<'a>> = participants
            .iter()
            .enumerate()
            .flat_map(|(index, participant)| legs_of(participant, index))
            .collect();
        let view = view.unwrap_or_else(|| view_of_conversation(conversation, &legs));
        for leg in &mut legs {
            leg.view = view;
        }
        Self {
            prefix,
            conversation: Some(conversation),
            event: None,
            body: None,
            details: None,
            linked: &[],
            view,
            legs,
        }
    }

    /// Whether it is a conversation or a leg, rather than an event, a message or analytics details.
    pub(crate) fn is_of_legs(&self) -> bool {
        self.event.is_none() && self.body.is_none() && self.details.is_none()
    }

    /// The legs of each medium that has legs here.
    pub(crate) fn by_medium(&self) -> impl Iterator<Item = LegsOfMedium<'_, 'a>> {
        Medium::ALL.into_iter().filter_map(|medium| {
            let legs: Vec<&Leg<'a>> = self
                .legs
                .iter()
                .filter(|leg| leg.medium == medium)
                .collect();
            let latest = legs.iter().filter_map(|leg| latest(leg)).max();
            (!legs.is_empty()).then_some(LegsOfMedium {
                medium,
                legs,
                latest,
            })
        })
    }

    /// The participants, each with its index and its legs.
    pub(crate) fn participants(
        &self,
    ) -> impl Iterator<Item = (usize, &'a Participant, &[Leg<'a>])> {
        let participants = self
            .conversation
            .and_then(|one| one.participants.as_deref())
            .unwrap_or_default();
        let mut rest = self.legs.as_slice();
        participants
            .iter()
            .enumerate()
            .map(move |(index, participant)| {
                let count = rest
                    .iter()
                    .take_while(|leg| leg.is_of_participant(index))
                    .count();
                let (legs, others) = rest.split_at(count);
                rest = others;
                (index, participant, legs)
            })
    }
}

impl Leg<'_> {
    fn is_of_participant(&self, index: usize) -> bool {
        match self.place {
            Place::Whole => false,
            Place::Participant(participant) | Place::Leg(participant, _) => participant == index,
        }
    }
}

pub(crate) fn role(participant: &Participant) -> Role {
    participant.purpose.as_deref().map_or(Role::Other, Role::of)
}

fn legs_of(participant: &Participant, index: usize) -> Vec<Leg<'_>> {
    // The view is set later, once all legs are known.
    let leg = |facts, medium, place| Leg {
        facts,
        medium,
        view: View::Conversation,
        participant: Some(participant),
        user_id: participant.user_id.as_ref(),
        role: role(participant),
        place,
    };
    let messages = participant.messages.iter().flatten().enumerate();
    let mut legs: Vec<Leg<'_>> = messages
        .map(|(number, message)| {
            leg(
                Facts::Borrowed(message),
                Medium::Message,
                Place::Leg(index, number),
            )
        })
        .collect();
    for (property, number, read) in participant.legs_of_other_media() {
        if let Some(medium) = Medium::of_property(property) {
            let facts = Facts::Read(Box::new(read));
            legs.push(leg(facts, medium, Place::Leg(index, number)));
        }
    }
    legs
}

/// Detects the view of a leg outside of any conversation. The API writes segments even if there are
/// none (observed); notifications never do (documented).
fn view_of_message(message: &Message) -> View {
    let message_uri = message
        .messages
        .iter()
        .flatten()
        .any(|details| details.message_uri.is_some());
    let of_the_api = message.segments.is_some()
        || message.start_alerting_time.is_some()
        || message.recording_id.is_some()
        || message_uri;
    if of_the_api {
        View::Conversation
    } else {
        View::Notification
    }
}

/// Detects the view of a conversation. The API shows when it began; notifications do not
/// (documented).
fn view_of_conversation(conversation: &Conversation, legs: &[Leg<'_>]) -> View {
    let mut participants = conversation.participants.iter().flatten();
    let of_the_api = conversation.start_time.is_some()
        || participants.any(|participant| participant.start_time.is_some())
        || legs
            .iter()
            .any(|leg| view_of_message(leg) == View::Conversation);
    if of_the_api {
        View::Conversation
    } else {
        View::Notification
    }
}

/// The latest instant that the times of a leg show.
fn latest(leg: &Leg<'_>) -> Option<Timestamp> {
    let last_segment = leg.segments().last();
    let last_message = leg
        .messages
        .iter()
        .flatten()
        .filter_map(|message| message.message_time)
        .max();
    [
        leg.start_alerting_time,
        leg.connected_time,
        leg.disconnected_time,
        leg.start_hold_time,
        leg.park_time,
        last_segment.and_then(|segment| segment.start_time),
        last_segment.and_then(|segment| segment.end_time),
        last_message,
    ]
    .into_iter()
    .flatten()
    .max()
}
