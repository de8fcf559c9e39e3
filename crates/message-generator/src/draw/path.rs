//! What a value is drawn for: paths name the property and are known at compile time, labels name
//! the thing that has the property and are known when a script is read.

use super::mix::{GOLDEN, mix};

/// The name of a property that is drawn. The crate's own are declared in [`paths`].
///
/// ```
/// use message_generator::draw::{Path, paths};
///
/// assert_eq!(paths::LEG_ID.name(), "leg/id");
/// assert_ne!(Path::new("mine/id"), paths::LEG_ID);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    name: &'static str,
    hash: u64,
}

impl Path {
    /// The path of this name. The names of all paths in a program must differ, or they draw the
    /// same values.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            hash: hash(PATH_BASIS, name.as_bytes()),
        }
    }

    /// The name, such as `leg/id`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The hash of the name, which is what it contributes to a draw.
    ///
    /// ```
    /// use message_generator::draw::{Label, paths};
    ///
    /// assert_ne!(paths::LEG_ID.hash(), Label::new("leg/id").hash());
    /// ```
    #[must_use]
    pub const fn hash(self) -> u64 {
        self.hash
    }
}

/// The label of a leg, a person, a message, a step or a block, as a hash of its text.
///
/// ```
/// use message_generator::draw::Label;
///
/// assert_eq!(Label::new("agent"), Label::new("agent"));
/// assert_eq!(Label::new(""), Label::NONE);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    hash: u64,
}

impl Label {
    /// The label for properties of which a conversation has only one.
    pub const NONE: Self = Self::new("");

    /// Hashes a label.
    #[must_use]
    pub const fn new(text: &str) -> Self {
        Self {
            hash: hash(LABEL_BASIS, text.as_bytes()),
        }
    }

    /// Hashes the bytes of a label that is no text, such as those of an id.
    ///
    /// ```
    /// use message_generator::draw::Label;
    ///
    /// assert_eq!(Label::of(b"agent"), Label::new("agent"));
    /// ```
    #[must_use]
    pub const fn of(bytes: &[u8]) -> Self {
        Self {
            hash: hash(LABEL_BASIS, bytes),
        }
    }

    /// The hash of the label, which is what it contributes to a draw.
    #[must_use]
    pub const fn hash(self) -> u64 {
        self.hash
    }
}

/// Paths and labels are hashed from different start values, so that a label spelt like a path has a
/// different hash.
const PATH_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const LABEL_BASIS: u64 = PATH_BASIS ^ GOLDEN;

/// FNV-1a followed by a mix, since short texts would otherwise have similar hashes.
const fn hash(basis: u64, bytes: &[u8]) -> u64 {
    let mut hash = basis;
    let mut index = 0;
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u64).wrapping_mul(0x0100_0000_01b3);
        index += 1;
    }
    mix(hash)
}

macro_rules! declare {
    ($($(#[$doc:meta])* $constant:ident = $name:literal;)*) => {
        /// Every path of this crate, in one place, so that a test can check that they all differ.
        pub mod paths {
            use super::Path;
            $($(#[$doc])* pub const $constant: Path = Path::new($name);)*
            /// All paths of this module.
            pub const ALL: &[Path] = &[$($constant),*];
        }
    };
}

declare! {
    /// The time between the step before and this one; label: the step.
    STEP_AFTER = "step/after";
    /// By how much the cloud's clock is ahead of the provider's at a step; label: the step.
    STEP_SKEW = "step/skew";
    /// The delay of a follow-up on another leg; label: the step, occurrence: which follow-up.
    STEP_FOLLOW = "step/follow";
    /// For how long a leg is parked; label: the step.
    STEP_RESUME_IN = "step/resume-in";
    /// The number of characters of a message; label: the step.
    STEP_LENGTH = "step/length";
    /// What a message consists of; label: the step.
    STEP_FORM = "step/form";
    /// How fast somebody types a message; label: the step.
    STEP_TYPING = "step/typing";
    /// Whether a `maybe` block happens; label: the block.
    BLOCK_MAYBE = "block/maybe";
    /// Which branch of a `one-of` block is taken; label: the block.
    BLOCK_BRANCH = "block/branch";
    /// How often a `repeat` block is repeated; label: the block.
    BLOCK_REPEAT = "block/repeat";
    /// The channel of a conversation, where a scenario leaves it open.
    CONVERSATION_CHANNEL = "conversation/channel";
    /// The scenario of a conversation in a mixed run.
    CONVERSATION_SCENARIO = "conversation/scenario";
    /// Whether a conversation is still open, and where it is cut off.
    CONVERSATION_OPEN = "conversation/open";
    /// When a conversation starts within its span of time in the run.
    CONVERSATION_START = "conversation/start";
    /// Whether a walk begins outbound.
    WALK_DIRECTION = "walk/direction";
    /// How many steps a walk tries.
    WALK_LENGTH = "walk/length";
    /// The integers that decide a walk; occurrence: which one.
    WALK_CHOICE = "walk/choice";
    /// The id of a conversation; label: the conversation.
    CONVERSATION_ID = "conversation/id";
    /// The address of the business on the conversation's channel.
    BUSINESS_ADDRESS = "business/address";
    /// The name of the business.
    BUSINESS_NAME = "business/name";
    /// Whether a conversation goes through an SMS integration that the business brought itself, and
    /// its id.
    BUSINESS_SMS_INTEGRATION = "business/sms-integration";
    /// The id of a participant; label: its leg.
    PARTICIPANT_ID = "participant/id";
    /// An id in the wide set; label: the path to it.
    WIDE_ID = "wide/id";
    /// The id of a leg; label: the leg.
    LEG_ID = "leg/id";
    /// The id of a leg's recording; label: the leg.
    LEG_RECORDING_ID = "leg/recording-id";
    /// The id of the script that an agent sees; label: the leg.
    LEG_SCRIPT_ID = "leg/script-id";
    /// The id of an agent assistant; label: the leg.
    LEG_ASSISTANT_ID = "leg/assistant-id";
    /// Whether a web messaging guest has signed in; label: the leg.
    LEG_AUTHENTICATED = "leg/authenticated";
    /// Whether a web messaging guest has a journey context, and the guest's id in it; label: the
    /// person.
    LEG_JOURNEY = "leg/journey";
    /// The id of the guest's session on the web site; label: the person.
    LEG_JOURNEY_SESSION = "leg/journey-session";
    /// The trace id of a leg's error; label: the leg.
    LEG_ERROR_CONTEXT = "leg/error-context";
    /// Whether a leg that its peer ended was told to end too late; label: the leg.
    LEG_LATE_END = "leg/late-end";
    /// The code of a leg's error; label: the leg.
    LEG_ERROR_CODE = "leg/error-code";
    /// The first name of a person; label: the person.
    PERSON_FIRST_NAME = "person/first-name";
    /// The last name of a person; label: the person.
    PERSON_LAST_NAME = "person/last-name";
    /// The user id of a person; label: the person.
    PERSON_USER_ID = "person/user-id";
    /// The address of a person on the conversation's channel; label: the person.
    PERSON_ADDRESS = "person/address";
    /// The contact id of a person; label: the person.
    PERSON_CONTACT_ID = "person/contact-id";
    /// The id of a queue; label: the queue.
    QUEUE_ID = "queue/id";
    /// The id of a flow; label: the flow.
    FLOW_ID = "flow/id";
    /// The version of a flow; label: the flow.
    FLOW_VERSION = "flow/version";
    /// The ids of the divisions of the business, and which of them something is in; label: the id
    /// of the thing.
    DIVISION_ID = "division/id";
    /// The id by which the frames of one change are known together; label: the leg or the message,
    /// occurrence: the kind of change, and how many of it there were before.
    FRAME_CORRELATION = "frame/correlation";
    /// How long after its change a frame is sent; label and occurrence as for the correlation, and
    /// the kind of the topic.
    FRAME_DELAY = "frame/delay";
    /// The id of an event on an event bus; as for the delay.
    FRAME_EVENT_ID = "frame/event-id";
    /// The account and the source under which a business gets its events.
    BUSINESS_EVENT_BUS = "business/event-bus";
    /// The id of a message; label: the message.
    MESSAGE_ID = "message/id";
    /// The id of a message at its provider; label: the message.
    MESSAGE_PROVIDER_ID = "message/provider-id";
    /// The id of the event that somebody types a message; label: the message.
    MESSAGE_TYPING_ID = "message/typing-id";
    /// With which sentence of its table the text of a message begins; label: the message.
    MESSAGE_TEXT = "message/text";
    /// The id of a media file; label: the message, occurrence: which file.
    MEDIA_ID = "media/id";
    /// The name of a media file; label: the message, occurrence: which file.
    MEDIA_NAME = "media/name";
    /// The length of a media file in bytes; label: the message, occurrence: which file.
    MEDIA_LENGTH = "media/length";
    /// The id of a message's sticker; label: the message.
    STICKER_ID = "sticker/id";
    /// The code of a failed message; label: the message.
    MESSAGE_ERROR_CODE = "message/error-code";
    /// The trace id of a failed message; label: the message.
    MESSAGE_ERROR_CONTEXT = "message/error-context";
    /// The wrap-up code that an agent chooses; label: the leg.
    WRAPUP_CODE = "wrapup/code";
    /// The notes that an agent writes at wrap-up; label: the leg.
    WRAPUP_NOTE = "wrapup/note";
    /// Whether the payloads of a strategy lack a property; label: the property.
    ABSENT_PROPERTY = "absent/property";
}
