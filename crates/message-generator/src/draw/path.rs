//! Which property, and of what: paths known at compile time, labels known when a script is read.

use super::{GOLDEN, mix};

/// Names one property that is drawn; all of them are declared in [`paths`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Path {
    name: &'static str,
    hash: u64,
}

impl Path {
    /// A path of this name; the names of all paths of a program must differ.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, hash: hash(PATH_BASIS, name) }
    }

    /// The name, such as `leg/id`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// What the name contributes to a draw.
    #[must_use]
    pub const fn hash(self) -> u64 {
        self.hash
    }
}

/// The label of a leg, a person, a message or a step, hashed once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    hash: u64,
}

impl Label {
    /// The label of what exists once in a conversation.
    pub const NONE: Self = Self::new("");

    /// Hashes a label.
    #[must_use]
    pub const fn new(text: &str) -> Self {
        Self { hash: hash(LABEL_BASIS, text) }
    }

    /// What the label contributes to a draw.
    #[must_use]
    pub const fn hash(self) -> u64 {
        self.hash
    }
}

/// Different starts, so that a label spelt like a path is not its twin.
const PATH_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const LABEL_BASIS: u64 = PATH_BASIS ^ GOLDEN;

/// FNV-1a, then mixed, since the low bits of short texts would stay close together.
const fn hash(basis: u64, text: &str) -> u64 {
    let bytes = text.as_bytes();
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
        /// Every path there is, in one place, so that a test can hold them apart.
        pub mod paths {
            use super::Path;
            $($(#[$doc])* pub const $constant: Path = Path::new($name);)*
            /// All of the above.
            pub const ALL: &[Path] = &[$($constant),*];
        }
    };
}

declare! {
    /// How long after the step before; label: the step.
    STEP_AFTER = "step/after";
    /// Cloud clock minus provider clock at a step; label: the step.
    STEP_SKEW = "step/skew";
    /// The delays of what follows on other legs; label: the step, occurrence: which follower.
    STEP_FOLLOW = "step/follow";
    /// When a parked leg is to come back; label: the step.
    STEP_RESUME_IN = "step/resume-in";
    /// How many characters a message has; label: the step.
    STEP_LENGTH = "step/length";
    /// Whether an optional block happens; label: the block.
    BLOCK_MAYBE = "block/maybe";
    /// Which branch is taken; label: the block.
    BLOCK_BRANCH = "block/branch";
    /// How often a block is repeated; label: the block.
    BLOCK_REPEAT = "block/repeat";
    /// The channel of a conversation, where a scenario leaves it open.
    CONVERSATION_CHANNEL = "conversation/channel";
    /// The scenario of a conversation in a mixed run.
    CONVERSATION_SCENARIO = "conversation/scenario";
    /// Whether a conversation is cut off in its course, and where.
    CONVERSATION_OPEN = "conversation/open";
    /// When in the run's day a conversation starts.
    CONVERSATION_START = "conversation/start";
    /// Whether a walk begins outbound.
    WALK_DIRECTION = "walk/direction";
    /// How many steps a walk tries.
    WALK_LENGTH = "walk/length";
    /// What decides the steps of a walk; occurrence: which.
    WALK_CHOICE = "walk/choice";
    /// The id of a conversation; label: the conversation.
    CONVERSATION_ID = "conversation/id";
    /// The address of a conversation's business side.
    BUSINESS_ADDRESS = "business/address";
    /// The name of the business.
    BUSINESS_NAME = "business/name";
    /// Whether a conversation goes through an SMS integration of the business' own, and its id.
    BUSINESS_SMS_INTEGRATION = "business/sms-integration";
    /// The id of a participant; label: its leg.
    PARTICIPANT_ID = "participant/id";
    /// An id of the wide set; label: where it stands.
    WIDE_ID = "wide/id";
    /// The id of a leg; label: the leg.
    LEG_ID = "leg/id";
    /// The id of a leg's recording; label: the leg.
    LEG_RECORDING_ID = "leg/recording-id";
    /// The id of the script an agent saw; label: the leg.
    LEG_SCRIPT_ID = "leg/script-id";
    /// The id of an agent assistant; label: the leg.
    LEG_ASSISTANT_ID = "leg/assistant-id";
    /// Whether a guest has signed in; label: the leg.
    LEG_AUTHENTICATED = "leg/authenticated";
    /// Whether it is known where a guest came from, and who they are there; label: the person.
    LEG_JOURNEY = "leg/journey";
    /// The guest's session on the site; label: the person.
    LEG_JOURNEY_SESSION = "leg/journey-session";
    /// The trace id of a leg's error; label: the leg.
    LEG_ERROR_CONTEXT = "leg/error-context";
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
    /// The id of a message; label: the message.
    MESSAGE_ID = "message/id";
    /// Where in its table the text of a message begins; label: the message.
    MESSAGE_TEXT = "message/text";
    /// The id of a message's media; label: the message, occurrence: which.
    MEDIA_ID = "media/id";
    /// The name of a message's media; label: the message, occurrence: which.
    MEDIA_NAME = "media/name";
    /// The length of a message's media; label: the message, occurrence: which.
    MEDIA_LENGTH = "media/length";
    /// The id of a message's sticker; label: the message.
    STICKER_ID = "sticker/id";
    /// The code of a failed message; label: the message.
    MESSAGE_ERROR_CODE = "message/error-code";
    /// The trace id of a failed message; label: the message.
    MESSAGE_ERROR_CONTEXT = "message/error-context";
    /// The wrap-up code an agent chose; label: the leg.
    WRAPUP_CODE = "wrapup/code";
    /// The note an agent left; label: the leg.
    WRAPUP_NOTE = "wrapup/note";
}
