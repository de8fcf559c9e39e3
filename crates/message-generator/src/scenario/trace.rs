//! What sampling has chosen and drawn, as rules by which the same is worked out for any other
//! conversation.
//!
//! Conversations with the same answers to the same questions have scripts that differ in nothing
//! but their numbers.

use message_lifecycle::{EventKind, Role};

use super::choice::Choice;
use super::delays::Delay;
use super::forms::Drawn;
use super::pace::Pace;
use crate::channel::Channel;
use crate::content;
use crate::draw::{Draw, Label, Number, Place, Question, Words, paths};
use crate::form::Form;
use crate::limits::DELAY_MS_MAX;
use crate::script::Step;

/// The rules of one script, noted while it is sampled.
#[derive(Debug)]
pub(crate) struct Trace {
    words: Words,
    /// What was chosen, in the order of choosing.
    pub(crate) questions: Vec<Question>,
    /// The rules of each step.
    pub(crate) steps: Vec<StepRules>,
}

/// The rules of a step.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StepRules {
    /// The delay before it, without the time of typing.
    after: Number,
    pub(crate) skew: Option<Number>,
    pub(crate) follow: Vec<Number>,
    pub(crate) resume_in: Option<Number>,
    pub(crate) message: Option<Box<MessageRules>>,
}

/// The rules of a message: what it consists of, how long it is, and how long it takes to type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MessageRules {
    /// Its form, if that is not drawn.
    given: Option<Form>,
    drawn: Option<FormRules>,
    /// The number of characters, if the step says it.
    length: Option<Number>,
    /// The number of characters of a message that somebody thinks of, if the pace says it.
    own_length: Option<Number>,
    /// How many letters of a text that the step gives are typed.
    text: Option<i64>,
    /// The number of letters of a text of one sentence.
    sentence: Number,
    /// How long a letter takes, if the message is typed.
    per_letter: Option<Number>,
}

/// The rules of a form that is drawn.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct FormRules {
    /// Whether a choice is taken that an earlier message offers, for those who can.
    answers: Option<Question>,
    /// Which of the forms.
    which: Question,
    forms: Vec<Drawn>,
}

/// What a message consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Composed {
    /// What was drawn: equal for messages of one step that consist of the same.
    pub(crate) kind: u64,
    /// How long it takes to type, in milliseconds.
    typing_ms: i64,
}

/// In how many of a hundred cases a customer takes one of the choices that a message offers (our
/// choice).
pub(super) const ANSWERS_PERCENT: u8 = 75;

/// Whether somebody in this role types what they write.
pub(super) fn is_person(role: Role) -> bool {
    matches!(role, Role::Customer | Role::External | Role::Agent)
}

impl StepRules {
    /// The rules of a step of a scenario, which has this label in the script.
    pub(super) fn of(
        step: &Step<Choice>,
        label: &str,
        role: Option<Role>,
        channel: Channel,
        pace: &Pace,
    ) -> Self {
        let under = Label::new(label);
        let place = |path| Place::new(path, under, 0);
        let number = |path, choice: &Choice| choice.number(place(path), pace);
        let follow = (0..).zip(&step.follow).map(|(index, delay)| {
            let place = Place::new(paths::STEP_FOLLOW, under, index);
            delay.number(place, pace)
        });
        let resume_in = step.resume_in.as_ref();
        let role = role.filter(|_| step.event == EventKind::Message);
        Self {
            after: number(paths::STEP_AFTER, &step.after),
            skew: step.skew.as_ref().map(|it| number(paths::STEP_SKEW, it)),
            follow: follow.collect(),
            resume_in: resume_in.map(|it| number(paths::STEP_RESUME_IN, it)),
            message: role.map(|role| Box::new(MessageRules::of(step, label, role, channel, pace))),
        }
    }

    /// What its message consists of, if it is one. `answer` is the form of an answer to the choices
    /// that the message before offers, and becomes that for this one.
    pub(crate) fn compose(&self, words: Words, answer: &mut Option<Form>) -> Option<Composed> {
        let message = self.message.as_ref()?;
        Some(message.compose(words, answer))
    }

    /// The delay before it.
    pub(crate) fn after(&self, words: Words, composed: Option<Composed>) -> i64 {
        let after = self.after.at(words);
        let is_typed = self
            .message
            .as_ref()
            .is_some_and(|it| it.per_letter.is_some());
        match composed.filter(|_| is_typed) {
            Some(composed) => after.saturating_add(composed.typing_ms).min(DELAY_MS_MAX),
            None => after,
        }
    }
}

impl MessageRules {
    fn of(step: &Step<Choice>, label: &str, role: Role, channel: Channel, pace: &Pace) -> Self {
        let under = Label::new(label);
        let place = |path| Place::new(path, under, 0);
        let given = step.form.filter(|form| form.goes_through(channel));
        let is_open = step.text.is_none()
            && step.length.is_none()
            && step.media.is_empty()
            && given.is_none();
        let shares: Vec<_> = pace.forms.shares(channel, role).collect();
        let percents = shares.iter().map(|(_, share)| *share);
        let answers = Place::new(paths::STEP_FORM, under, 1);
        let lengths = content::sentences(label, role).iter().map(|it| count(it));
        let own_length = pace.length_number(place(paths::STEP_LENGTH));
        let most = channel.text_length_max();
        let is_thought = matches!(step.after, Choice::Named(_)) && is_person(role);
        let typing = || Number::spread(place(paths::STEP_TYPING), pace.delay(&Delay::TYPING));
        Self {
            given,
            drawn: is_open.then(|| FormRules {
                answers: role
                    .is_contact()
                    .then(|| Question::percent(answers, ANSWERS_PERCENT)),
                which: Question::share(place(paths::STEP_FORM), percents, 100),
                forms: shares.iter().map(|(drawn, _)| drawn.clone()).collect(),
            }),
            length: step
                .length
                .map(|length| length.number(place(paths::STEP_LENGTH), pace)),
            own_length: own_length
                .filter(|_| step.text.is_none() && step.length.is_none())
                .map(|length| Number::AtMost(Box::new(length), most)),
            text: step.text.as_ref().map(|text| count(text)),
            sentence: Number::Picked(place(paths::MESSAGE_TEXT), lengths.collect()),
            per_letter: is_thought.then(typing),
        }
    }

    /// The number of characters of a message that has any.
    pub(crate) fn length(&self) -> Option<&Number> {
        self.length.as_ref().or(self.own_length.as_ref())
    }

    /// Everything that it can consist of by other draws, each with its number.
    pub(crate) fn kinds(&self) -> Vec<(u64, Option<Drawn>)> {
        let Some(rules) = &self.drawn else {
            return Vec::new();
        };
        let drawn = (DRAWN..).zip(&rules.forms);
        let drawn = drawn.map(|(kind, drawn)| (kind, Some(drawn.clone())));
        let answers = [Form::QuickReply, Form::Button].into_iter();
        let answers = answers.filter(|_| rules.answers.is_some()).map(|form| {
            let media = Vec::new();
            (ANSWER + form as u64, Some(Drawn { form, media }))
        });
        drawn.chain(answers).chain([(0, None)]).collect()
    }

    fn compose(&self, words: Words, answer: &mut Option<Form>) -> Composed {
        let (form, kind) = self.form(words, *answer);
        *answer = form.and_then(Form::answer);
        let is_typed = matches!(form, None | Some(Form::StoryReply));
        let per_letter = self.per_letter.as_ref().filter(|_| is_typed);
        let typing_ms = per_letter.map(|per_letter| {
            let length = self.length().map(|length| length.at(words).max(0));
            let letters = self.text.or(length);
            let letters = letters.unwrap_or_else(|| self.sentence.at(words));
            per_letter.at(words).saturating_mul(letters)
        });
        Composed {
            kind,
            typing_ms: typing_ms.unwrap_or(0),
        }
    }

    /// The form, and a number that tells apart how it was drawn.
    fn form(&self, words: Words, answer: Option<Form>) -> (Option<Form>, u64) {
        let Some(drawn) = &self.drawn else {
            return (self.given, 0);
        };
        if let (Some(answer), Some(question)) = (answer, &drawn.answers)
            && question.answer(words) == 0
        {
            return (Some(answer), ANSWER + answer as u64);
        }
        let which = drawn.which.answer(words);
        let form = usize::try_from(which)
            .ok()
            .and_then(|place| drawn.forms.get(place));
        match form {
            Some(drawn) => (Some(drawn.form), DRAWN + which),
            None => (None, 0),
        }
    }
}

/// The numbers of answers and of drawn forms begin after these; 0 is what the step says.
const ANSWER: u64 = 1;
const DRAWN: u64 = 1_000;

/// The number of characters of a text.
fn count(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

impl Trace {
    /// An empty trace of the conversation whose key has these words.
    pub(crate) fn new(words: Words) -> Self {
        Self {
            words,
            questions: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// The place of a draw of this conversation.
    pub(crate) fn place(&self, draw: Draw) -> Place {
        draw.place(self.words)
    }

    pub(crate) fn ask(&mut self, question: Question) {
        self.questions.push(question);
    }

    /// Notes that one of several shares of a whole was drawn.
    pub(crate) fn ask_share(
        &mut self,
        draw: Draw,
        shares: impl IntoIterator<Item = u64>,
        whole: u64,
    ) {
        let place = self.place(draw);
        self.ask(Question::share(place, shares, whole));
    }

    /// Notes that something with a chance of so many in a hundred has happened or not.
    pub(crate) fn ask_percent(&mut self, draw: Draw, percent: u8) {
        self.ask_share(draw, [u64::from(percent)], 100);
    }

    /// Notes that one of so many was drawn.
    pub(crate) fn ask_pick(&mut self, draw: Draw, count: usize) {
        let most = i64::try_from(count).map_or(i64::MAX, |count| count.saturating_sub(1));
        let place = self.place(draw);
        self.ask(Question::Number(Number::Range(place, 0, most)));
    }
}
