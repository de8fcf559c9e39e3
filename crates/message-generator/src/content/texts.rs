//! What is said: messages, names of files, notes.
//!
//! A leg carries no text of its messages, only their `messageSegmentCount`; the text decides that number, and is there
//! for views that do show it. Sentences are our own, plain ASCII, and name no product.

use crate::draw::{Draw, Key, Label, Path, paths};

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// The customer, or another outside party.
    Customer,
    /// A person of the business.
    Agent,
    /// A flow, a bot or an automatic notice.
    Machine,
}

/// The text of a message: one sentence, or as many as it takes to reach `length` characters.
pub(super) fn message(key: Key, label: Label, speaker: Speaker, length: Option<u32>) -> String {
    let table = match speaker {
        Speaker::Customer => CUSTOMER,
        Speaker::Agent => AGENT,
        Speaker::Machine => MACHINE,
    };
    let sentence = |occurrence| *Draw::new(key, paths::MESSAGE_TEXT, label, occurrence).pick(table);
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

const CUSTOMER: &[&str] = &[
    "Hello, my order has not arrived yet.",
    "Can you tell me where my parcel is?",
    "The invoice of last month looks wrong to me.",
    "I would like to change my delivery address.",
    "The part you sent does not fit.",
    "How long will the repair take?",
    "Is the shop open on Saturday?",
    "I cannot log in since this morning.",
    "Thank you, that helps.",
    "Yes, that is the right address.",
    "No, I have not received a mail about it.",
    "Could you send it to my neighbour instead?",
    "I tried that already, it did not work.",
    "Please cancel my second ticket.",
    "What would it cost to upgrade?",
    "OK",
];

const AGENT: &[&str] = &[
    "Hello, how can I help you today?",
    "Thank you for waiting, I am looking into it.",
    "May I have your order number, please?",
    "I see the order, it left our warehouse yesterday.",
    "I have changed the address for you.",
    "The amount will be credited within five days.",
    "Could you send me a photo of the part?",
    "I am sorry for the trouble this has caused.",
    "Our technician can be with you on Thursday.",
    "I have sent you a link to reset it.",
    "Is there anything else I can do for you?",
    "You are welcome, have a nice day.",
    "One moment, I will ask a colleague.",
    "That is done, you will get a confirmation.",
    "The upgrade is free for you this month.",
    "Please restart the device and tell me what you see.",
];

const MACHINE: &[&str] = &[
    "Welcome! Please tell us in a few words what this is about.",
    "Thank you, we are looking for someone who can help.",
    "Our office hours are nine to five, Monday to Friday.",
    "Your order is on its way.",
    "Your appointment is tomorrow at ten.",
    "Your parcel is ready for collection.",
    "Reply STOP if you do not want these messages.",
    "Please choose: 1 for orders, 2 for invoices, 3 for everything else.",
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
