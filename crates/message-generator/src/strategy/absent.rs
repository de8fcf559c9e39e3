//! The optional properties that real payloads lack and played ones have.
//!
//! Scripts play into payloads with all that is known of a conversation, while recorded payloads
//! lack now one property and now another (observed). A consumer that takes such a property for
//! granted would pass every test with whole payloads, so strategies leave some of them out. No rule
//! is broken by that, and no property is left out that a rule asks for.

use message_model as wire;

use crate::draw::{Draw, Key, Label, paths};
use crate::error::Error;

/// One conversation in this many lacks a given property.
const ONE_IN: u64 = 4;

/// The optional properties that the payloads of a [`Story`](super::Story) lack, in all legs and
/// participants alike.
///
/// ```
/// use message_generator::strategy::{Absent, Story};
/// use message_generator::{Key, Scenario, sample};
///
/// let spam = Scenario::builtin("spam").unwrap();
/// let story = Story::of(&sample(&spam, Key::new(1, 0)));
/// let mut conversation = story.conversations().next().unwrap();
/// assert!(conversation.self_uri.is_some());
/// Absent::of(["Conversation.selfUri"])?.remove_from(&mut conversation);
/// assert!(conversation.self_uri.is_none());
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Absent {
    /// A bit for each of [`OPTIONAL`].
    places: u32,
}

/// A property that may be absent: its name, and how to take it away.
type Optional = (&'static str, Remove);

/// Takes a property away from the object that has it.
#[derive(Clone, Copy)]
enum Remove {
    Conversation(fn(&mut wire::Conversation)),
    Participant(fn(&mut wire::Participant)),
    Leg(fn(&mut wire::Message)),
}

use Remove::{Conversation, Leg, Participant};

/// What recorded payloads lacked: conversations, participants and legs of GET and of notifications,
/// of messages and of other media (observed).
static OPTIONAL: [Optional; 19] = [
    (
        "Conversation.address",
        Conversation(|one| one.address = None),
    ),
    (
        "Conversation.recordingState",
        Conversation(|one| one.recording_state = None),
    ),
    (
        "Conversation.selfUri",
        Conversation(|one| one.self_uri = None),
    ),
    ("Participant.address", Participant(|one| one.address = None)),
    (
        "Participant.attributes",
        Participant(|one| one.attributes = None),
    ),
    (
        "Participant.externalContactId",
        Participant(|one| one.external_contact_id = None),
    ),
    (
        "Participant.mediaRoles",
        Participant(|one| one.media_roles = None),
    ),
    ("Participant.name", Participant(|one| one.name = None)),
    (
        "Participant.participantType",
        Participant(|one| one.participant_type = None),
    ),
    (
        "Participant.queueName",
        Participant(|one| one.queue_name = None),
    ),
    (
        "Participant.userUri",
        Participant(|one| one.user_uri = None),
    ),
    (
        "Participant.wrapupPrompt",
        Participant(|one| one.wrapup_prompt = None),
    ),
    (
        "Participant.wrapupTimeoutMs",
        Participant(|one| one.wrapup_timeout_ms = None),
    ),
    (
        "Message.afterCallWorkRequired",
        Leg(|one| one.after_call_work_required = None),
    ),
    (
        "Message.engagementSource",
        Leg(|one| one.engagement_source = None),
    ),
    ("Message.provider", Leg(|one| one.provider = None)),
    (
        "Message.queueMediaSettings",
        Leg(|one| one.queue_media_settings = None),
    ),
    ("Message.recordingId", Leg(|one| one.recording_id = None)),
    ("Message.scriptId", Leg(|one| one.script_id = None)),
];

impl Absent {
    /// Whole payloads.
    pub const NONE: Self = Self { places: 0 };

    /// Payloads without these properties, such as `Participant.wrapupTimeoutMs`.
    ///
    /// ```
    /// use message_generator::strategy::Absent;
    ///
    /// let name = Absent::known().next().unwrap();
    /// assert!(Absent::of([name])?.names().eq([name]));
    /// assert!(Absent::of(["id"]).is_err(), "every real payload has one");
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a name is none of [`Absent::known`].
    pub fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, Error> {
        let mut absent = Self::NONE;
        for name in names {
            let place = Self::known().position(|known| known == name);
            let place = place.ok_or_else(|| {
                let known = Self::known().collect::<Vec<_>>().join(", ");
                Error::new(
                    name,
                    format!("no property that may be absent, expected one of {known}"),
                )
            })?;
            absent.places |= 1 << place;
        }
        Ok(absent)
    }

    /// What is absent in the conversation of this key.
    pub(super) fn drawn(key: Key) -> Self {
        let is_absent =
            |name| Draw::new(key, paths::ABSENT_PROPERTY, Label::new(name), 0).below(ONE_IN) == 0;
        Self::of(Self::known().filter(|name| is_absent(name))).expect("they are known")
    }

    /// The names of all properties that may be absent.
    pub fn known() -> impl Iterator<Item = &'static str> {
        OPTIONAL.iter().map(|(name, _)| *name)
    }

    /// The names of the properties.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.optional().map(|(name, _)| *name)
    }

    /// Whether payloads are whole.
    ///
    /// ```
    /// use message_generator::strategy::Absent;
    ///
    /// assert!(Absent::NONE.is_none());
    /// assert!(!Absent::of(Absent::known())?.is_none());
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// The same without the property at this place among those that are absent; `None` if there is
    /// no such place.
    pub(super) fn with_restored(self, place: usize) -> Option<Self> {
        let name = self.names().nth(place)?;
        Self::of(self.names().filter(|other| *other != name)).ok()
    }

    /// Removes the properties from a conversation, its participants and legs.
    pub fn remove_from(self, conversation: &mut wire::Conversation) {
        for (_, remove) in self.optional() {
            if let Conversation(remove) = remove {
                remove(conversation);
            }
        }
        for participant in conversation.participants.iter_mut().flatten() {
            for (_, remove) in self.optional() {
                if let Participant(remove) = remove {
                    remove(participant);
                }
            }
            for leg in participant.messages.iter_mut().flatten() {
                self.remove_from_leg(leg);
            }
        }
    }

    /// Removes the properties from a leg outside of any conversation.
    pub fn remove_from_leg(self, leg: &mut wire::Message) {
        for (_, remove) in self.optional() {
            if let Leg(remove) = remove {
                remove(leg);
            }
        }
    }

    fn optional(self) -> impl Iterator<Item = &'static Optional> {
        let places = OPTIONAL.iter().enumerate();
        places
            .filter(move |(place, _)| self.places & (1 << place) != 0)
            .map(|(_, optional)| optional)
    }
}
