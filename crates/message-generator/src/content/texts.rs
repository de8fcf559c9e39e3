//! The texts of messages, file names and notes.
//!
//! A leg does not contain the texts of its messages, only their `messageSegmentCount`. The text
//! decides that number, and is available to views that show it. The sentences are our own, plain
//! ASCII, and name no product.

use message_lifecycle::Role;

use crate::draw::{Draw, Key, Label, paths};

/// A kind of thing to say, which chooses the table that a text is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Speech {
    /// A customer opens the conversation.
    Question,
    /// A customer replies.
    Answer,
    /// A customer says thanks or goodbye.
    Thanks,
    /// An agent greets.
    Greeting,
    /// An agent replies.
    Help,
    /// A flow or bot offers choices.
    Menu,
    /// A program, a flow, or an agent who writes first gives notice of something.
    Notice,
    /// A customer takes one of the choices that a message offers.
    Choice,
}

impl Speech {
    /// What somebody in this role says in the message of this label: a word of the label such as
    /// `question` decides, and without one it is what that role says in the middle of a
    /// conversation.
    pub(super) fn of(role: Role, label: &str) -> Self {
        let says = |word: &str| label.split('-').any(|part| part == word);
        match role {
            Role::Customer | Role::External if says("question") => Self::Question,
            Role::Customer | Role::External if says("thanks") || says("goodbye") => Self::Thanks,
            Role::Customer | Role::External => Self::Answer,
            Role::Agent if says("greeting") => Self::Greeting,
            Role::Agent if says("notice") => Self::Notice,
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
            Self::Choice => CHOICES,
        }
    }

    /// The kind of which the same party says more, when a longer text is asked for.
    const fn more(self) -> Self {
        match self {
            Self::Question | Self::Answer | Self::Thanks | Self::Choice => Self::Answer,
            Self::Greeting | Self::Help => Self::Help,
            Self::Menu | Self::Notice => Self::Notice,
        }
    }

    const fn phrases(self) -> &'static Phrases {
        match self {
            Self::Question => &QUESTION_PHRASES,
            Self::Answer | Self::Choice => &ANSWER_PHRASES,
            Self::Thanks => &THANKS_PHRASES,
            Self::Greeting => &GREETING_PHRASES,
            Self::Help => &HELP_PHRASES,
            Self::Menu | Self::Notice => &NOTICE_PHRASES,
        }
    }
}

/// The sentences of which a message is one when its step says nothing.
pub(crate) fn sentences(label: &str, role: Role) -> &'static [&'static str] {
    Speech::of(role, label).table()
}

/// The text of a message: one sentence, or as many whole sentences and phrases as make exactly
/// `length` characters.
pub(super) fn message(key: Key, label: Label, speech: Speech, length: Option<u32>) -> String {
    let draw = Draw::new(key, paths::MESSAGE_TEXT, label, 0);
    let Some(length) = length else {
        return (*draw.pick(speech.table())).to_owned();
    };
    let length = usize::try_from(length).expect("32 bits fit a usize wherever this crate runs");
    let mut text = Exactly {
        length,
        text: String::with_capacity(length),
    };
    let more = Some(speech.more()).filter(|more| *more != speech);
    let sentences = || {
        [speech]
            .into_iter()
            .chain(more)
            .flat_map(|speech| from_drawn(draw, speech.table()))
    };
    // A sentence is repeated only when all of them were used.
    while text.rest() > 0 {
        let left_out = sentences().filter(|sentence| !text.take(sentence)).count();
        if left_out > 0 {
            break;
        }
    }
    // This comes to an end because there is a phrase of every length up to the longest.
    while text.rest() > 0 {
        for phrase in speech.phrases().iter().rev() {
            text.take(phrase);
        }
    }
    text.text
}

/// The sentences of a table, starting with a drawn one, without those that are as short as a
/// phrase.
fn from_drawn(draw: Draw, table: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    let first = usize::try_from(draw.below(table.len() as u64)).expect("a place in a table");
    let all = table[first..].iter().chain(&table[..first]).copied();
    all.filter(|sentence| sentence.len() > PHRASE_LENGTH_MAX)
}

/// A text being built that is to have an exact number of characters, all of them ASCII.
struct Exactly {
    length: usize,
    text: String,
}

impl Exactly {
    /// The number of characters that still fit after a space.
    fn rest(&self) -> usize {
        let space = usize::from(!self.text.is_empty());
        self.length.saturating_sub(self.text.len() + space)
    }

    /// Adds some words if they fill the rest exactly or leave enough room for further ones; returns
    /// whether it did.
    fn take(&mut self, words: &str) -> bool {
        let rest = self.rest();
        // What is left over has room for a word of three letters, so that no longer text ends in a
        // lone `k` or `?`.
        let fits = words.len() == rest || words.len() + " Yes".len() <= rest;
        if fits {
            if !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(words);
        }
        fits
    }
}

/// The names, without extension, that media files of this type have.
pub(super) fn file_stems(kind: &str) -> &'static [&'static str] {
    match kind.split_once('/').map_or(kind, |(family, _)| family) {
        "image" => IMAGES,
        "audio" => RECORDINGS,
        "video" => VIDEOS,
        _ => FILES,
    }
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

const CHOICES: &[&str] = &[
    "Orders",
    "Invoices",
    "Opening hours",
    "Talk to a person",
    "Yes, please",
    "No, thanks",
    "Something else",
];

/// The notes that an agent writes at wrap-up.
pub(super) const NOTES: &[&str] = &[
    "Address changed.",
    "Refund promised.",
    "Asked for a photo.",
    "Sent a replacement.",
    "Explained the invoice.",
    "Customer will write again.",
    "Solved.",
    "Booked a visit.",
];

const IMAGES: &[&str] = &["photo", "screenshot", "receipt", "label", "map"];

const RECORDINGS: &[&str] = &["voice-message", "recording"];

const VIDEOS: &[&str] = &["video", "clip"];

const FILES: &[&str] = &["invoice", "receipt", "form", "offer", "contract"];

/// What is said where there is no room for a sentence: one phrase for each length, from one
/// character on.
///
/// They read naturally, and let a text have exactly the length that a step asks for.
type Phrases = [&'static str; PHRASE_LENGTH_MAX];

const PHRASE_LENGTH_MAX: usize = 18;

const QUESTION_PHRASES: Phrases = [
    "?",
    "Hi",
    "Hi!",
    "Help",
    "Hello",
    "Hello?",
    "Anyone?",
    "Help me!",
    "Hi there!",
    "Need help.",
    "Please help",
    "Please help!",
    "Anybody here?",
    "I need advice.",
    "Can you assist?",
    "Can you help me?",
    "Please reply soon",
    "I need some advice",
];

const ANSWER_PHRASES: Phrases = [
    "k",
    "OK",
    "Yes",
    "Sure",
    "Right",
    "I see.",
    "Really?",
    "Go ahead",
    "Yes, sure",
    "Yes, sure.",
    "Yes, right.",
    "Yes, please.",
    "That is fine.",
    "OK, I will try",
    "That is correct",
    "That is correct.",
    "I am still there.",
    "Fine, let me check",
];

const THANKS_PHRASES: Phrases = [
    "k",
    "OK",
    "Bye",
    "Bye!",
    "Great",
    "Thanks",
    "Thanks!",
    "Perfect.",
    "Thank you",
    "Thank you!",
    "OK, thanks.",
    "Thanks a lot",
    "Thanks a lot!",
    "OK, thank you.",
    "Great, see you.",
    "Have a nice day!",
    "Thank you so much",
    "Great, many thanks",
];

const GREETING_PHRASES: Phrases = [
    "?",
    "Hi",
    "Hi!",
    "Hey!",
    "Hello",
    "Hello!",
    "Welcome",
    "Welcome!",
    "Good day.",
    "One second",
    "Hi, welcome",
    "Hello there!",
    "Let me check.",
    "Please hold on",
    "Let me check it",
    "Let me check it.",
    "I am on your case",
    "I am on your case.",
];

const HELP_PHRASES: Phrases = [
    "k",
    "OK",
    "Yes",
    "Sure",
    "Done.",
    "I see.",
    "No rush",
    "One sec.",
    "Of course",
    "Of course.",
    "One moment.",
    "Please wait.",
    "Let me check.",
    "Let me see it.",
    "That is correct",
    "That is correct.",
    "I will look it up",
    "Let me look it up.",
];

const NOTICE_PHRASES: Phrases = [
    "1",
    "OK",
    "Hi!",
    "Sent",
    "Done.",
    "Hello!",
    "Welcome",
    "Welcome!",
    "Thank you",
    "Thank you.",
    "Please wait",
    "Please wait.",
    "Please choose",
    "Please choose.",
    "Please reply 1.",
    "Please try again",
    "Please try again.",
    "Thanks for waiting",
];

#[cfg(test)]
mod tests {
    use super::{Phrases, Speech, message};
    use crate::draw::{Key, Label};
    use std::collections::BTreeSet;

    const ALL: [Speech; 7] = [
        Speech::Question,
        Speech::Answer,
        Speech::Thanks,
        Speech::Greeting,
        Speech::Help,
        Speech::Menu,
        Speech::Notice,
    ];

    #[test]
    fn there_is_a_phrase_for_each_length() {
        for speech in ALL {
            let phrases: &Phrases = speech.phrases();
            assert!(
                phrases
                    .iter()
                    .zip(1..)
                    .all(|(phrase, length)| phrase.len() == length),
                "{phrases:?}"
            );
        }
    }

    /// The sentences and phrases that the text is made of, or the rest of it from where it is
    /// neither.
    fn parts(speech: Speech, text: &str) -> Result<Vec<&'static str>, String> {
        let tables = [speech.table(), speech.more().table(), speech.phrases()];
        let mut known: Vec<&'static str> = tables.into_iter().flatten().copied().collect();
        known.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let (mut rest, mut found) = (text, Vec::new());
        while !rest.is_empty() {
            let next = known.iter().find(|words| {
                rest.strip_prefix(**words)
                    .is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
            });
            let next = next.ok_or_else(|| rest.to_owned())?;
            found.push(*next);
            rest = rest[next.len()..].trim_start();
        }
        Ok(found)
    }

    /// Texts have the length that was asked for, and none breaks off in the middle of a word.
    #[test]
    fn texts_are_whole_at_every_length() {
        for speech in ALL {
            for length in (0..=400).chain([765, 2_000, 100_000]) {
                for conversation in 0..5 {
                    let text = message(
                        Key::new(1, conversation),
                        Label::new("reply"),
                        speech,
                        Some(length),
                    );
                    assert_eq!(text.len(), length as usize, "{speech:?}: {text:?}");
                    let parts = parts(speech, &text)
                        .unwrap_or_else(|rest| panic!("{speech:?}: {rest:?} in {text:?}"));
                    let different: BTreeSet<_> = parts.iter().collect();
                    assert!(
                        length > 250 || different.len() == parts.len(),
                        "{speech:?} says it twice: {text:?}"
                    );
                }
            }
        }
    }
}
