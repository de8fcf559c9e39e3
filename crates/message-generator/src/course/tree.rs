//! What is known of the courses of a run, as a tree: questions, then events. At each place the
//! answers so far decide what comes next, and each leaf is a course.

use std::sync::Arc;

use message_model::Timestamp;

use super::clock::{Clock, Rule, Turn};
use crate::draw::{Question, Words};
use crate::scenario::trace::StepRules;

/// The way from the root to a course.
#[derive(Debug)]
pub(super) struct Way {
    /// What is chosen.
    pub(super) chosen: Vec<Question>,
    pub(super) steps: Arc<[Arc<StepRules>]>,
    /// What happens.
    pub(super) events: Vec<(Turn, Rule)>,
}

/// The tree. The first node is its root.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    /// Nobody has come here yet.
    Unknown,
    Ask(Question, Vec<(u64, usize)>),
    /// All is chosen; the events begin.
    Begin(Arc<[Arc<StepRules>]>, usize),
    Event(Vec<(Turn, Rule, usize)>),
    Course(usize),
}

/// How far a conversation is known.
pub(super) enum Found {
    /// It is of this course.
    Course(usize),
    /// No further than here: another conversation that has the same in common is known no further
    /// either.
    Lost(Lost),
}

/// The place at which a conversation leaves the tree, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lost {
    node: usize,
    answer: u64,
}

impl Tree {
    pub(super) fn new() -> Self {
        Self {
            nodes: vec![Node::Unknown],
        }
    }

    /// Follows the conversation whose key has these words, and leaves its times with the clock.
    pub(super) fn find(&self, start: Timestamp, words: Words, clock: &mut Clock) -> Found {
        let mut at = 0;
        loop {
            let (next, answer) = match &self.nodes[at] {
                Node::Unknown => (None, 0),
                Node::Ask(question, answers) => {
                    let answer = question.answer(words);
                    let known = answers.iter().find(|(known, _)| *known == answer);
                    (known.map(|(_, next)| *next), answer)
                }
                Node::Begin(steps, next) => {
                    clock.begin(start, steps, words);
                    (Some(*next), 0)
                }
                Node::Event(turns) => Self::follow(turns, clock),
                Node::Course(course) => return Found::Course(*course),
            };
            match next {
                Some(next) => at = next,
                None => return Found::Lost(Lost { node: at, answer }),
            }
        }
    }

    fn follow(turns: &[(Turn, Rule, usize)], clock: &mut Clock) -> (Option<usize>, u64) {
        let Some(next) = clock.next() else {
            return (None, 0);
        };
        let turn = clock.turn(next);
        let Turn { event, later, same } = turn;
        let answer = u64::from(event) << 32 | u64::from(later) << 16 | u64::from(same);
        let known = turns.iter().find(|(known, ..)| *known == turn);
        match known {
            Some((_, rule, next_node)) if clock.take(next, rule) => (Some(*next_node), answer),
            Some(_) => (None, u64::MAX),
            None => (None, answer),
        }
    }

    /// Adds the way of the conversation whose key has these words, with a course at its end.
    /// Returns whether that could be done: not where the way contradicts what is known.
    pub(super) fn add(&mut self, way: Way, words: Words, course: usize) -> bool {
        let mut at = 0;
        for question in way.chosen {
            match self.ask(at, question, words) {
                Some(next) => at = next,
                None => return false,
            }
        }
        if let Node::Unknown = self.nodes[at] {
            let next = self.new_node();
            self.nodes[at] = Node::Begin(way.steps, next);
        }
        let Node::Begin(_, next) = &self.nodes[at] else {
            return false;
        };
        at = *next;
        for (turn, rule) in way.events {
            match self.event(at, turn, rule) {
                Some(next) => at = next,
                None => return false,
            }
        }
        let is_new = matches!(self.nodes[at], Node::Unknown);
        if is_new {
            self.nodes[at] = Node::Course(course);
        }
        is_new
    }

    fn new_node(&mut self) -> usize {
        self.nodes.push(Node::Unknown);
        self.nodes.len() - 1
    }

    fn ask(&mut self, at: usize, question: Question, words: Words) -> Option<usize> {
        let answer = question.answer(words);
        if let Node::Unknown = self.nodes[at] {
            self.nodes[at] = Node::Ask(question.clone(), Vec::new());
        }
        let fresh = self.nodes.len();
        let Node::Ask(known, answers) = &mut self.nodes[at] else {
            return None;
        };
        if *known != question {
            return None;
        }
        if let Some((_, next)) = answers.iter().find(|(known, _)| *known == answer) {
            return Some(*next);
        }
        answers.push((answer, fresh));
        Some(self.new_node())
    }

    fn event(&mut self, at: usize, turn: Turn, rule: Rule) -> Option<usize> {
        if let Node::Unknown = self.nodes[at] {
            self.nodes[at] = Node::Event(Vec::new());
        }
        let fresh = self.nodes.len();
        let Node::Event(turns) = &mut self.nodes[at] else {
            return None;
        };
        if let Some((.., next)) = turns.iter().find(|(known, ..)| *known == turn) {
            return Some(*next);
        }
        turns.push((turn, rule, fresh));
        Some(self.new_node())
    }
}
