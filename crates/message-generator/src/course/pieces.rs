//! Has a model written, and cuts what is written into pieces with all their variants.

use message_lifecycle::{LegIndex, MessageIndex};

use super::cut::{Cut, Hole, cut};
use super::layout::Layout;
use super::model::Model;
use super::template::Pieces;
use crate::draw::Question;

/// The most variants of a piece that are written ahead: of more, each is learned when it is met.
const VARIANTS_MAX: usize = 32;

/// What was written of a piece, and what was asked for it.
#[derive(Clone)]
struct Asked {
    written: Vec<u8>,
    questions: Vec<Question>,
}

/// What is written of a model, cut into pieces. `None` if it cannot be cut.
pub(super) fn pieces<L: Layout>(
    model: &mut Model,
    layout: &L,
) -> Result<Option<Pieces>, serde_json::Error> {
    let whole = asked(model, |model, out| layout.write(&model.episode, out))?;
    let mut legs = Vec::new();
    for place in 0..model.episode.state.legs().len() {
        legs.push(asked(model, |model, out| {
            layout.leg(&model.episode, leg(place), out)
        })?);
    }
    let mut messages = Vec::new();
    for place in 0..model.messages.len() {
        let write =
            |model: &Model, out: &mut Vec<u8>| layout.message(&model.episode, message(place), out);
        messages.push(asked(model, write)?);
    }
    let parts = Parts { legs, messages };
    let Some(mut pieces) = parts.cut(model, whole) else {
        return Ok(None);
    };
    for (place, variants) in pieces.legs.iter_mut().enumerate() {
        let questions = variants[0].questions.clone();
        for answers in others(&questions, &variants[0].answers[variants[0].steps.len()..]) {
            let given = questions.iter().cloned().zip(answers.iter().copied());
            model.episode.content.values().give(given.collect());
            let other = asked(model, |model, out| {
                layout.leg(&model.episode, leg(place), out)
            })?;
            model.episode.content.values().give(Vec::new());
            if let Some(cut) = parts.cut_leg(model, place, other) {
                let steps = variants[0].steps.len();
                let composed = variants[0].answers[..steps].iter().copied();
                let answers = composed.chain(answers).collect();
                variants.push(Cut { answers, ..cut });
            }
        }
    }
    for (place, variants) in pieces.messages.iter_mut().enumerate() {
        if !parts.messages[place].is_written() {
            continue;
        }
        for (kind, drawn) in model.kinds(place) {
            model.set_message(place, drawn);
            let write = |model: &Model, out: &mut Vec<u8>| {
                layout.message(&model.episode, message(place), out)
            };
            let other = asked(model, write)?;
            let answers = other
                .questions
                .iter()
                .map(|question| question.answer(model.words()));
            let answers = [kind].into_iter().chain(answers).collect();
            if let Some(cut) = parts.cut_message(model, place, other) {
                variants.push(Cut { answers, ..cut });
            }
        }
    }
    Ok(Some(pieces))
}

fn leg(place: usize) -> LegIndex {
    LegIndex::new(u32::try_from(place).unwrap_or(u32::MAX))
}

fn message(place: usize) -> MessageIndex {
    MessageIndex::new(u32::try_from(place).unwrap_or(u32::MAX))
}

fn asked(
    model: &Model,
    write: impl FnOnce(&Model, &mut Vec<u8>) -> Result<(), serde_json::Error>,
) -> Result<Asked, serde_json::Error> {
    let values = model.episode.content.values();
    values.take_questions();
    let mut written = Vec::new();
    write(model, &mut written)?;
    Ok(Asked {
        written,
        questions: values.take_questions(),
    })
}

/// All lists of answers to these questions but this one, if there are not too many.
fn others(questions: &[Question], but: &[u64]) -> Vec<Vec<u64>> {
    let mut lists = vec![Vec::new()];
    for question in questions {
        let Some(answers) = question.answers() else {
            return Vec::new();
        };
        if lists.len() * answers.len() > VARIANTS_MAX {
            return Vec::new();
        }
        let with = |list: &Vec<u64>, answer: u64| {
            let mut list = list.clone();
            list.push(answer);
            list
        };
        lists = lists
            .iter()
            .flat_map(|list| answers.iter().map(move |answer| with(list, *answer)))
            .collect();
    }
    lists.retain(|list| list != but);
    lists
}

impl Asked {
    fn is_written(&self) -> bool {
        !self.written.is_empty()
    }
}

/// What was written of the parts of a conversation.
struct Parts {
    legs: Vec<Asked>,
    messages: Vec<Asked>,
}

impl Parts {
    fn cut(&self, model: &Model, whole: Asked) -> Option<Pieces> {
        let written: Vec<_> = self
            .legs
            .iter()
            .enumerate()
            .filter(|(_, leg)| leg.is_written())
            .collect();
        let is_whole = |message: &usize| !self.legs[leg_of(model, *message)].is_written();
        let messages = (0..self.messages.len()).filter(is_whole);
        let steps = messages.map(|message| model.messages[message]).collect();
        let legs = 0..self.legs.len();
        let legs = legs.map(|place| {
            Some(vec![self.cut_leg(
                model,
                place,
                self.legs[place].clone(),
            )?])
        });
        let messages = 0..self.messages.len();
        let messages = messages.map(|place| {
            Some(vec![self.cut_message(
                model,
                place,
                self.messages[place].clone(),
            )?])
        });
        Some(Pieces {
            whole: vec![cut_piece(model, whole, &written, Hole::Leg, steps)?],
            legs: legs.collect::<Option<_>>()?,
            messages: messages.collect::<Option<_>>()?,
        })
    }

    fn cut_leg(&self, model: &Model, place: usize, leg: Asked) -> Option<Cut> {
        let own = self.messages.iter().enumerate();
        let own = own.filter(|(message, _)| leg_of(model, *message) == place);
        let (parts, others): (Vec<_>, Vec<_>) = own.partition(|(_, part)| part.is_written());
        let steps = others
            .iter()
            .map(|(message, _)| model.messages[*message])
            .collect();
        cut_piece(model, leg, &parts, Hole::Message, steps)
    }

    fn cut_message(&self, model: &Model, place: usize, message: Asked) -> Option<Cut> {
        cut_piece(
            model,
            message,
            &[],
            Hole::Message,
            vec![model.messages[place]],
        )
    }
}

/// The place of the leg that a message is of.
fn leg_of(model: &Model, message: usize) -> usize {
    model.episode.state.messages()[message].leg().position()
}

/// Cuts a piece with these parts. What is asked for them does not decide about it.
fn cut_piece(
    model: &Model,
    piece: Asked,
    parts: &[(usize, &Asked)],
    hole: fn(usize) -> Hole,
    steps: Vec<usize>,
) -> Option<Cut> {
    let leaves = model.episode.content.values().leaves();
    let holes = parts
        .iter()
        .map(|(place, part)| (hole(*place), part.written.as_slice()));
    let holes: Vec<_> = holes.collect();
    let of_part = |question: &Question| {
        parts
            .iter()
            .any(|(_, part)| part.questions.contains(question))
    };
    let questions: Vec<_> = piece
        .questions
        .into_iter()
        .filter(|it| !of_part(it))
        .collect();
    let composed = steps.iter().map(|step| model.clock().composed(*step));
    let drawn = questions
        .iter()
        .map(|question| question.answer(model.words()));
    let answers = composed.chain(drawn).collect();
    Some(Cut {
        questions,
        steps,
        answers,
        ..cut(model, &leaves, &piece.written, &holes)?
    })
}
