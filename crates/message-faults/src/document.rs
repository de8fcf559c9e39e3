//! Documents that break a rule: for every rule of [`message_rules`] an edit of legal records that
//! breaks it and, as far as rules allow, nothing else.
//!
//! Each rule has a list of ways to break it in the records at hand. [`Fault::break_`] tries them in
//! drawn order and asks the rules what each breaks, so that what it returns has been seen to break
//! its rule and, beside it, no other `must` rule than those that it entails. Where a rule is about
//! what a conversation does not have, a participant is added who has it.

mod guest;
mod of_analytics;
mod of_bodies;
mod of_events;
mod of_legs;
mod of_messages;
mod of_participants;
mod of_routing;
mod of_segments;
mod of_succession;
mod of_times;
mod of_work;
mod scene;

use std::collections::BTreeSet;

use message_generator::draw::{Draw, Label as DrawLabel, Path};
use message_generator::{Error, Key};
use message_model::contract::View;
use message_model::{Capture, encode};
use message_rules::{Delivery, Rule, Severity, check, check_sequence, rule, rules};

use self::scene::{Edit, Scene};
use crate::label::{Label, Verdict};
use crate::patch::Patchable;

/// How a rule is broken.
struct Maker {
    rule: &'static str,
    /// Every way to break it in these records.
    edits: fn(&Scene) -> Vec<Edit>,
}

impl Maker {
    const fn new(rule: &'static str, edits: fn(&Scene) -> Vec<Edit>) -> Self {
        Self { rule, edits }
    }
}

/// The ways to break the rules of each family.
static MAKERS: [&[Maker]; 11] = [
    of_legs::MAKERS,
    of_times::MAKERS,
    of_segments::MAKERS,
    of_participants::MAKERS,
    of_routing::MAKERS,
    of_messages::MAKERS,
    of_work::MAKERS,
    of_succession::MAKERS,
    of_events::MAKERS,
    of_bodies::MAKERS,
    of_analytics::MAKERS,
];

/// The `must` rules that break with another one, and why no edit can help it.
static ENTAILED: &[(&str, &str, &str)] = &[];

/// The most edits that are tried to break a rule in given records.
const TRIES_MAX: usize = 12;

const PLACE: Path = Path::new("fault/place");

/// A fault: what breaks one rule.
///
/// ```
/// use message_faults::document::Fault;
///
/// let fault = Fault::named("disconnect-type-before-end")?;
/// assert_eq!(fault.rule().id, "disconnect-type-before-end");
/// let error = Fault::named("disconnect-type").unwrap_err();
/// assert!(error.to_string().contains("disconnect-type-at-end"), "{error}");
/// # Ok::<(), message_generator::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Fault {
    rule: &'static Rule,
    edits: fn(&Scene) -> Vec<Edit>,
}

/// Records that a fault was made in.
///
/// See the example of [`Fault::break_`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Broken {
    /// The records, as JSON texts.
    pub records: Vec<String>,
    /// The rule that they break.
    pub rule: &'static Rule,
    /// What was done to them.
    pub label: Label,
    /// The other rules that they break and the records before did not, by id; a `must` rule among
    /// them is one that [`Fault::entails`] lists.
    pub beside: Vec<&'static str>,
}

/// Every fault, in the order of the rules.
///
/// ```
/// use message_faults::document::faults;
///
/// assert_eq!(faults().count(), message_rules::rules().count());
/// ```
pub fn faults() -> impl Iterator<Item = Fault> {
    rules().filter_map(fault_of)
}

fn fault_of(rule: &'static Rule) -> Option<Fault> {
    let mut makers = MAKERS.iter().flat_map(|makers| makers.iter());
    let maker = makers.find(|maker| maker.rule == rule.id)?;
    Some(Fault {
        rule,
        edits: maker.edits,
    })
}

impl Fault {
    /// The fault that breaks the rule of this id.
    ///
    /// # Errors
    ///
    /// If no rule has this id; the error names those that are alike.
    pub fn named(id: &str) -> Result<Self, Error> {
        rule(id).and_then(fault_of).ok_or_else(|| {
            let alike = |known: &&str| known.contains(id) || id.contains(*known);
            let alike: Vec<&str> = rules().map(|rule| rule.id).filter(alike).collect();
            let expected = match alike.as_slice() {
                [] => "expected the id of a rule, as message_rules::rules lists them".to_owned(),
                alike => format!("expected the id of a rule, such as {}", alike.join(", ")),
            };
            Error::new(id, expected)
        })
    }

    /// The rule that it breaks.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// The `must` rules that break with this one whatever is edited, each with the reason.
    pub fn entails(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let of_rule = self.rule.id;
        let entailed = ENTAILED.iter().filter(move |(rule, _, _)| *rule == of_rule);
        entailed.map(|(_, other, reason)| (*other, *reason))
    }

    /// The part of a [`course`](crate::course) in which the rule is broken: all of it for a rule of
    /// succession and in views that tell piece by piece, otherwise the last record.
    ///
    /// ```
    /// use message_faults::course;
    /// use message_faults::document::Fault;
    /// use message_generator::Run;
    /// use message_model::contract::View;
    ///
    /// let course = course(View::Conversation, &Run::new(7).episodes(0)[0]);
    /// let part = |id: &str| Fault::named(id).unwrap().part(View::Conversation, &course).len();
    /// assert_eq!(part("leg-id-unique"), 1);
    /// assert_eq!(part("disconnected-is-final"), course.len());
    /// ```
    #[must_use]
    pub fn part<'c>(&self, view: View, course: &'c [String]) -> &'c [String] {
        let tells_piece_by_piece =
            matches!(view, View::DetailEvent | View::Bodies | View::OpenMessaging);
        match self.rule.is_of_succession() || tells_piece_by_piece {
            true => course,
            false => &course[course.len().saturating_sub(1)..],
        }
    }

    /// Breaks the rule in records of one view: a document, or successive snapshots, events or
    /// bodies of a conversation as JSON texts. A rule of succession that is given one record takes
    /// it twice. What is drawn is a function of the key and the records.
    ///
    /// `None` if nothing in the records can break the rule: those of another view, or detail events
    /// without the one that the rule is about.
    ///
    /// ```
    /// use message_faults::document::Fault;
    /// use message_generator::{Key, Scenario};
    /// use message_model::{Capture, encode};
    ///
    /// let conversation = Scenario::named("inbound-answered-agent-ends")?.conversation(7);
    /// let text = encode(&conversation).unwrap();
    /// let fault = Fault::named("leg-times-ordered")?;
    /// let broken = fault.break_(&[text], Key::new(1, 0)).unwrap();
    /// let capture = Capture::read(broken.records[0].as_str()).unwrap();
    /// let found: Vec<_> = message_rules::check(&capture).iter().map(|it| it.rule.id).collect();
    /// assert!(found.contains(&"leg-times-ordered"));
    /// assert!(broken.label.to_string().starts_with("leg-times-ordered (reject): "));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn break_(&self, records: &[String], key: Key) -> Option<Broken> {
        let mut texts = records.to_vec();
        if let ([only], true) = (records, self.rule.is_of_succession()) {
            texts.push(only.clone());
        }
        let scene = Scene::read(&texts, key)?;
        let edits = (self.edits)(&scene);
        let before = self.broken_by(&texts)?;
        let mut best: Option<Broken> = None;
        for place in places(edits.len(), key) {
            let Some(broken) = self.made(&texts, &edits[place], &before) else {
                continue;
            };
            if broken.beside.is_empty() {
                return Some(broken);
            }
            if best
                .as_ref()
                .is_none_or(|best| broken.beside.len() < best.beside.len())
            {
                best = Some(broken);
            }
        }
        best
    }

    /// The records with an edit, if it breaks the rule and no `must` rule that is not entailed.
    fn made(&self, texts: &[String], edit: &Edit, before: &BTreeSet<&str>) -> Option<Broken> {
        let patchable = texts.iter().map(|text| Patchable::from_text(text).ok());
        let mut records = patchable.collect::<Option<Vec<_>>>()?;
        let mut changes = Vec::new();
        for change in edit {
            changes.push(change.apply(&mut records)?);
        }
        let records = records.iter().map(|record| encode(record).ok());
        let records = records.collect::<Option<Vec<_>>>()?;
        let mut after = self.broken_by(&records)?;
        if !after.remove(self.rule.id) || before.contains(self.rule.id) {
            return None;
        }
        let beside: Vec<&'static str> = after
            .into_iter()
            .filter(|id| !before.contains(id))
            .collect();
        let is_allowed = |id: &&str| {
            let is_must = rule(id).is_some_and(|rule| rule.severity == Severity::Must);
            !is_must || self.entails().any(|(entailed, _)| entailed == *id)
        };
        beside.iter().all(is_allowed).then(|| Broken {
            records,
            rule: self.rule,
            label: Label {
                fault: self.rule.id.to_owned(),
                verdict: Verdict::of(self.rule.severity),
                reason: self.rule.reason.to_owned(),
                changes,
            },
            beside,
        })
    }

    /// The rules that the records break: those for documents and, if the fault is one of
    /// succession, also those. `None` if they cannot be read.
    fn broken_by(&self, records: &[String]) -> Option<BTreeSet<&'static str>> {
        let captures = records.iter().map(|text| Capture::read(text.as_str()).ok());
        let captures = captures.collect::<Option<Vec<_>>>()?;
        let mut broken: BTreeSet<&str> = BTreeSet::new();
        for capture in &captures {
            broken.extend(check(capture).iter().map(|finding| finding.rule.id));
        }
        if self.rule.is_of_succession() {
            let report = check_sequence(captures.as_slice(), Delivery::InOrder, None);
            broken.extend(report.findings.iter().map(|(_, finding)| finding.rule.id));
        }
        Some(broken)
    }
}

impl std::fmt::Debug for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Fault").field(&self.rule.id).finish()
    }
}

/// The numbers below `count` in the order in which they are tried, at most [`TRIES_MAX`] of them.
fn places(count: usize, key: Key) -> Vec<usize> {
    let mut drawn: Vec<(u64, usize)> = (0..count)
        .map(|place| {
            let draw = Draw::new(key, PLACE, DrawLabel::NONE, place as u64);
            (draw.word(0), place)
        })
        .collect();
    drawn.sort_unstable();
    drawn
        .into_iter()
        .map(|(_, place)| place)
        .take(TRIES_MAX)
        .collect()
}
