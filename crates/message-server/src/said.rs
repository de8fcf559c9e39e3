//! What clients say about a conversation that no event of its life cycle carries: attributes,
//! wrap-up codes, addresses.

use std::borrow::Cow;
use std::collections::BTreeMap;

use message_generator::KeyedContent;
use message_lifecycle::{
    AddressContent, Change, Content, ConversationContent, Leg, LegContent, LegIndex,
    MessageContent, MessageIndex, ParticipantContent, Sent, Text, WorkEnd, WrapUpContent,
};
use message_model::{ErrorBody, TopicKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What clients have said about a conversation so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// By the position of the leg.
    attributes: BTreeMap<LegIndex, BTreeMap<String, String>>,
    wrap_ups: BTreeMap<LegIndex, WrapUp>,
    contact: Option<String>,
    contact_name: Option<String>,
    business: Option<String>,
}

/// One thing that a client has said, as a recording has it. Legs go by their labels in the script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Saying {
    /// Attributes of a participant; those that are there and not named stay.
    Attributes {
        leg: String,
        attributes: BTreeMap<String, String>,
    },
    /// How the after-call work of a leg is to end.
    WrapUp {
        leg: String,
        #[serde(flatten)]
        wrap_up: WrapUp,
    },
    /// Who is written to, from where.
    Addresses {
        contact: Option<String>,
        name: Option<String>,
        business: Option<String>,
    },
}

/// The wrap-up that a client has chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WrapUp {
    pub(crate) code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) notes: Option<String>,
}

impl Said {
    /// Takes note of what is said. `leg` is the index of the leg that it names.
    pub(crate) fn note(&mut self, leg: Option<LegIndex>, saying: &Saying) {
        match (saying, leg) {
            (Saying::Attributes { attributes, .. }, Some(leg)) => {
                let all = self.attributes.entry(leg).or_default();
                all.extend(attributes.clone());
            }
            (Saying::WrapUp { wrap_up, .. }, Some(leg)) => {
                self.wrap_ups.insert(leg, wrap_up.clone());
            }
            (
                Saying::Addresses {
                    contact,
                    name,
                    business,
                },
                _,
            ) => {
                self.contact.clone_from(contact);
                self.contact_name.clone_from(name);
                self.business.clone_from(business);
            }
            (Saying::Attributes { .. } | Saying::WrapUp { .. }, None) => {}
        }
    }

    /// The attributes of the leg's participant.
    pub(crate) fn attributes(&self, leg: LegIndex) -> BTreeMap<String, String> {
        self.attributes.get(&leg).cloned().unwrap_or_default()
    }
}

/// The content of a conversation: what is drawn, but for what clients have said.
pub(crate) struct Told<'a> {
    pub(crate) drawn: &'a KeyedContent,
    pub(crate) said: &'a Said,
}

impl Told<'_> {
    fn address<'b>(
        said: Option<&'b String>,
        drawn: Option<AddressContent<'b>>,
    ) -> Option<AddressContent<'b>> {
        let Some(said) = said else { return drawn };
        let drawn = drawn.unwrap_or_default();
        let said = || Some(Text::from(said.as_str()));
        Some(AddressContent {
            normalized: said(),
            raw: said(),
            displayable: said(),
            ..drawn
        })
    }
}

impl Content for Told<'_> {
    fn conversation(&self) -> ConversationContent<'_> {
        let mut content = self.drawn.conversation();
        if let Some(business) = &self.said.business {
            content.address = Some(Text::from(business.as_str()));
        }
        content
    }

    fn participant(&self, index: LegIndex, leg: &Leg) -> ParticipantContent<'_> {
        let mut content = self.drawn.participant(index, leg);
        if let Some(attributes) = self.said.attributes.get(&index) {
            let pairs = attributes.iter();
            content.attributes = pairs
                .map(|(name, value)| (Text::from(name.as_str()), Text::from(value.as_str())))
                .collect();
        }
        if leg.role().is_contact() {
            if let Some(contact) = &self.said.contact {
                content.address = Some(Text::from(contact.as_str()));
            }
            if let Some(name) = &self.said.contact_name {
                content.name = Some(Text::from(name.as_str()));
            }
        }
        content
    }

    fn leg_id(&self, index: LegIndex) -> Uuid {
        self.drawn.leg_id(index)
    }

    fn leg(&self, index: LegIndex, leg: &Leg) -> LegContent<'_> {
        let mut content = self.drawn.leg(index, leg);
        let (contact, business) = (self.said.contact.as_ref(), self.said.business.as_ref());
        let (from, to) = match leg.role().is_contact() {
            true => (contact, business),
            false => (business, contact),
        };
        content.from = Self::address(from, content.from);
        content.to = Self::address(to, content.to);
        content
    }

    fn message(&self, index: MessageIndex, sent: &Sent) -> MessageContent<'_> {
        self.drawn.message(index, sent)
    }

    fn provider_message_id(&self, index: MessageIndex, sent: &Sent) -> Option<Text<'_>> {
        self.drawn.provider_message_id(index, sent)
    }

    fn typing_id(&self, index: MessageIndex, sent: &Sent) -> Option<Uuid> {
        self.drawn.typing_id(index, sent)
    }

    fn message_error(&self, index: MessageIndex, sent: &Sent) -> Option<Cow<'_, ErrorBody>> {
        self.drawn.message_error(index, sent)
    }

    fn leg_error(&self, index: LegIndex, leg: &Leg) -> Option<Cow<'_, ErrorBody>> {
        self.drawn.leg_error(index, leg)
    }

    fn late_end_error(&self, index: LegIndex, leg: &Leg) -> Option<Cow<'_, ErrorBody>> {
        self.drawn.late_end_error(index, leg)
    }

    fn wrap_up(&self, index: LegIndex, leg: &Leg, how: WorkEnd) -> Option<WrapUpContent<'_>> {
        let said = self.said.wrap_ups.get(&index);
        match (how, said) {
            (WorkEnd::Completed, Some(said)) => Some(WrapUpContent {
                code: Text::from(said.code.as_str()),
                name: said.name.as_deref().map(Text::from),
                notes: said.notes.as_deref().map(Text::from),
            }),
            _ => self.drawn.wrap_up(index, leg, how),
        }
    }

    fn frame_delay_ms(&self, change: &Change, topic: TopicKind) -> u32 {
        self.drawn.frame_delay_ms(change, topic)
    }

    fn correlation_id(&self, change: &Change) -> Option<Uuid> {
        self.drawn.correlation_id(change)
    }
}
