//! What is said: messages, names of files, notes.
//!
//! A leg carries no text of its messages, only their `messageSegmentCount`; the text decides that number, and is there
//! for views that do show it. Sentences are our own, plain ASCII, and name no product.

use crate::draw::{Draw, Key, Label, Path, paths};
use message_lifecycle::Role;

/// Who says what: the table that a text is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speech {
    /// A customer begins.
    Question,
    /// A customer goes on.
    Answer,
    /// A customer is served.
    Thanks,
    /// An agent begins.
    Greeting,
    /// An agent goes on.
    Help,
    /// A flow or bot asks.
    Menu,
    /// A program or flow tells.
    Notice,
}

impl Speech {
    /// What somebody in this role says under this label: the word in the label tells, and otherwise they go on talking.
    pub(super) fn of(role: Role, label: &str) -> Self {
        let says = |word: &str| label.split('-').any(|part| part == word);
        match role {
            Role::Customer | Role::External if says("question") => Self::Question,
            Role::Customer | Role::External if says("thanks") || says("goodbye") => Self::Thanks,
            Role::Customer | Role::External => Self::Answer,
            Role::Agent if says("greeting") => Self::Greeting,
            Role::Agent => Self::Help,
            Role::Workflow | Role::Bot if says("menu") => Self::Menu,
            Role::Workflow | Role::Bot | Role::Acd | Role::Api => Self::Notice,
        }
    }

    const fn table(self) -> &'static [&'static str] {
        match self {
            Self::Question => QUESTIONS,
            Self::Answer => ANSWERS,
            Self::Thanks => THANKS,
            Self::Greeting => GREETINGS,
            Self::Help => HELP,
            Self::Menu => MENUS,
            Self::Notice => NOTICES,
        }
    }
}

/// The text of a message: one sentence, or as many as it takes to reach `length` characters.
pub(super) fn message(key: Key, label: Label, speech: Speech, length: Option<u32>) -> String {
    let sentence = |occurrence| *Draw::new(key, paths::MESSAGE_TEXT, label, occurrence).pick(speech.table());
    let Some(length) = length else {
        return sentence(0).to_owned();
    };
    let length = usize::try_from(length).expect("32 bits fit a usize wherever this crate runs");
    let mut text = String::new();
    let mut sentences = (0..).map(sentence);
    while text.len() < length {
        text.extend(sentences.next());
        text.push(' ');
    }
    text.truncate(length);
    text
}

/// The note that an agent leaves at wrap-up.
pub(super) fn note(key: Key, label: Label) -> &'static str {
    pick(key, paths::WRAPUP_NOTE, label, 0, NOTES)
}

/// The stem of the name of one of a message's files.
pub(super) fn file_stem(key: Key, label: Label, occurrence: u64) -> &'static str {
    pick(key, paths::MEDIA_NAME, label, occurrence, FILES)
}

fn pick(key: Key, path: Path, label: Label, occurrence: u64, table: &'static [&'static str]) -> &'static str {
    let picked: &&'static str = Draw::new(key, path, label, occurrence).pick(table);
    picked
}

const QUESTIONS: &[&str] = &[
    "Hello, my order has not arrived yet.",
    "Can you tell me where my parcel is?",
    "The invoice of last month looks wrong to me.",
    "I would like to change my delivery address.",
    "Hi, the part you sent does not fit.",
    "How long will the repair take?",
    "Good morning, is the shop open on Saturday?",
    "I cannot log in since this morning.",
    "Please cancel my second ticket.",
    "What would it cost to upgrade?",
];

const ANSWERS: &[&str] = &[
    "Yes, that is the right address.",
    "No, I have not received a mail about it.",
    "Could you send it to my neighbour instead?",
    "I tried that already, it did not work.",
    "The number on it ends in 4471.",
    "It was ordered two weeks ago.",
    "Thursday afternoon would suit me.",
    "Just a moment, I will look.",
    "Is there another way?",
    "OK",
];

const THANKS: &[&str] = &[
    "Thank you, that helps.",
    "Great, that was all.",
    "Perfect, thanks a lot!",
    "Good, then I will wait for it.",
    "Thanks, bye.",
];

const GREETINGS: &[&str] = &[
    "Hello, how can I help you today?",
    "Hello, thank you for waiting. I am looking into it.",
    "Good day! May I have your order number, please?",
    "Hello, I have your message before me. One moment, please.",
    "Welcome, I will take care of this for you.",
];

const HELP: &[&str] = &[
    "I see the order, it left our warehouse yesterday.",
    "I have changed the address for you.",
    "The amount will be credited within five days.",
    "Could you send me a photo of the part?",
    "I am sorry for the trouble this has caused.",
    "Our technician can be with you on Thursday.",
    "I have sent you a link to reset it.",
    "That is done, you will get a confirmation.",
    "The upgrade is free for you this month.",
    "Please restart the device and tell me what you see.",
    "Is there anything else I can do for you?",
];

const MENUS: &[&str] = &[
    "Welcome! Please tell us in a few words what this is about.",
    "Please choose: 1 for orders, 2 for invoices, 3 for everything else.",
    "Hello, I am a bot. Is this about an order or about an invoice?",
];

const NOTICES: &[&str] = &[
    "Thank you, your request has been noted.",
    "Our office hours are nine to five, Monday to Friday.",
    "Your order is on its way.",
    "Your appointment is tomorrow at ten.",
    "Your parcel is ready for collection.",
    "You will find the answer on our pages for customers.",
];

const NOTES: &[&str] = &[
    "Address changed.",
    "Refund promised.",
    "Asked for a photo.",
    "Sent a replacement.",
    "Explained the invoice.",
    "Customer will write again.",
    "Solved.",
    "Booked a visit.",
];

const FILES: &[&str] = &["photo", "invoice", "receipt", "screenshot", "label", "form", "map", "offer"];
