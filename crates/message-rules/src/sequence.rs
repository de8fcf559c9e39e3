//! Checking sequences: successive snapshots of conversations, in order or as they arrived.

use std::collections::HashMap;
use std::fmt;

use message_model::contract::View;
use message_model::{Id, printable};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::body::{Body, BodyChange, Spoken};
use crate::check::Verdict;
use crate::checkable::Checkable;
use crate::common::{Common, Key, OwnKey, key};
use crate::contact::Contact;
use crate::event::{Event, EventChange, History};
use crate::finding::Finding;
use crate::gap::gaps;
use crate::judge::Judge;
use crate::order::restore;
use crate::rule::Rule;
use crate::rules::entry::{Check, Entry};
use crate::rules::{entries, rules};
use crate::succession::{Change, has_more};

/// What is known about the order of the snapshots; see the example of [`check_sequence`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Each snapshot once, in the order in which they were taken.
    InOrder,
    /// In any order and possibly repeated, as the vendor says of its notifications (documented).
    Unordered,
}

/// The result of checking a sequence of snapshots; see the example of [`check_sequence`]. Snapshots
/// are numbered from 0 in their order of arrival.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct SequenceReport {
    /// The findings, each with the number of the later of the two snapshots compared.
    pub findings: Vec<(usize, Finding)>,
    /// Snapshots that were late, repeated or missing; not wrong in itself.
    pub notes: Vec<Note>,
    /// The numbers of the snapshots in the order in which they were taken, without repetitions,
    /// conversation by conversation; for [`Delivery::InOrder`], in their order of arrival.
    pub order: Vec<usize>,
}

impl SequenceReport {
    /// Adds what a snapshot has shown beside the one before it.
    fn add(&mut self, step: Step, before: usize, number: usize) {
        let findings = step.findings.into_iter();
        self.findings
            .extend(findings.map(|finding| (number, finding)));
        let missing = step.missing.into_iter();
        self.notes
            .extend(missing.map(|(path, unseen)| Note::Missing {
                after: before,
                before: number,
                path,
                unseen,
            }));
    }
}

/// A remark on the delivery of snapshots.
///
/// `Display` counts snapshots from 1, as lines of a file are counted; `Serialize` from 0, as the
/// fields do.
///
/// ```
/// use message_rules::Note;
///
/// let note = Note::Late { snapshot: 1, behind: 0 };
/// assert_eq!(note.snapshot(), 1);
/// assert_eq!(note.to_string(), "late: snapshot 2 was taken before snapshot 1");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A snapshot arrived after another one that was taken later.
    Late {
        /// The late snapshot.
        snapshot: usize,
        /// The snapshot that was taken later and had already arrived.
        behind: usize,
    },
    /// A snapshot arrived again.
    Repeated {
        /// The repetition.
        snapshot: usize,
        /// The snapshot that it repeats.
        of: usize,
    },
    /// At least one snapshot is missing between two others.
    Missing {
        /// The snapshot before the gap.
        after: usize,
        /// The snapshot after the gap, which reveals it.
        before: usize,
        /// The path to the part that changed in a way that takes more than one event.
        path: String,
        /// What was not seen, as a phrase.
        unseen: String,
    },
}

/// Checks successive snapshots against the rules of succession.
///
/// The rules for documents are not applied; [`check`](crate::check()) does that. The view of each
/// snapshot is the given one or, if `None`, is detected.
///
/// ```
/// use message_model::Capture;
/// use message_rules::{Delivery, Note, check_sequence};
///
/// let snapshots = Capture::read(r#"[{"id": "l", "state": "connected"}, {"id": "l", "state": "alerting"},
///     {"id": "l", "state": "connected"}]"#)?;
/// let in_order = check_sequence(&snapshots, Delivery::InOrder, None);
/// assert_eq!(in_order.findings[0].1.rule.id, "alerting-is-first");
/// let unordered = check_sequence(&snapshots, Delivery::Unordered, None);
/// assert!(unordered.findings.is_empty());
/// assert_eq!(unordered.order, [1, 0]);
/// assert_eq!(
///     unordered.notes,
///     [Note::Late { snapshot: 1, behind: 0 }, Note::Repeated { snapshot: 2, of: 0 }]
/// );
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn check_sequence<T: Checkable + ?Sized>(
    snapshots: &T,
    delivery: Delivery,
    view: Option<View>,
) -> SequenceReport {
    let documents = snapshots.documents();
    let common: Vec<Common<'_>> = documents.iter().map(Common::of).collect();
    let contacts: Vec<Contact<'_>> = common
        .iter()
        .map(|document| Contact::of(document, view))
        .collect();
    let mut report = SequenceReport {
        order: (0..documents.len()).collect(),
        ..SequenceReport::default()
    };
    if delivery == Delivery::Unordered {
        let restored = restore(&documents, &contacts);
        report.order = restored.order;
        report.notes.extend(
            restored
                .late
                .into_iter()
                .map(|(snapshot, behind)| Note::Late { snapshot, behind }),
        );
        report.notes.extend(
            restored
                .repeated
                .into_iter()
                .map(|(snapshot, of)| Note::Repeated { snapshot, of }),
        );
        report.notes.sort_by_key(Note::snapshot);
    }
    let mut pasts: HashMap<Key<'_>, Past<usize>> = HashMap::new();
    let mut histories: HashMap<Key<'_>, History> = HashMap::new();
    let mut spoken: HashMap<Option<Id>, Spoken> = HashMap::new();
    for number in report.order.clone() {
        if let Some(event) = &contacts[number].event {
            let history = histories.entry(key(&documents[number])).or_default();
            let findings = next_event(history, event, &contacts[number], |_, _, _| ());
            let numbered = findings.into_iter().map(|finding| (number, finding));
            report.findings.extend(numbered);
            continue;
        }
        let whose = spoken_of(&contacts[number]).cloned();
        let spoken = spoken.entry(whose).or_default();
        if let Some(body) = contacts[number].body {
            let findings = next_body(spoken, body, &contacts[number], |_, _, _| ());
            let numbered = findings.into_iter().map(|finding| (number, finding));
            report.findings.extend(numbered);
            continue;
        }
        spoken.note(contacts[number].messages());
        let past = pasts.entry(key(&documents[number])).or_default();
        let after = &contacts[number];
        let before: Vec<&Contact<'_>> = past.0.iter().map(|&number| &contacts[number]).collect();
        if let (Some(step), Some(&last)) = (step(&before, after, |_, _, _| ()), past.0.last()) {
            report.add(step, last, number);
        }
        past.forget(|&earlier| has_more(&contacts[earlier], after));
        past.0.push(number);
    }
    report
}

/// Returns the outcome of each rule of succession for successive snapshots in their order, in the
/// order of [`rules`](crate::rules()).
///
/// ```
/// use message_model::Capture;
/// use message_rules::{Verdict, verdicts_of_succession};
///
/// let snapshots = Capture::read(r#"[{"id": "l", "state": "connected"}, {"id": "l", "state": "connected"}]"#)?;
/// let said = |id: &str| {
///     let mut verdicts = verdicts_of_succession(&snapshots, None).into_iter();
///     verdicts.find(|(rule, _)| rule.id == id).map(|(_, verdict)| verdict)
/// };
/// assert_eq!(said("alerting-is-first"), Some(Verdict::Held));
/// assert_eq!(said("park-time-kept"), Some(Verdict::NotApplicable));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn verdicts_of_succession<T: Checkable + ?Sized>(
    snapshots: &T,
    view: Option<View>,
) -> Vec<(&'static Rule, Verdict)> {
    let of_succession = rules().filter(|rule| rule.is_of_succession());
    let mut verdicts: Vec<_> = of_succession
        .map(|rule| (rule, Verdict::NotApplicable))
        .collect();
    let documents = snapshots.documents();
    let mut pasts: HashMap<Key<'_>, Past<Contact<'_>>> = HashMap::new();
    let mut histories: HashMap<Key<'_>, History> = HashMap::new();
    let mut spoken: HashMap<Option<Id>, Spoken> = HashMap::new();
    let common: Vec<Common<'_>> = documents.iter().map(Common::of).collect();
    for (document, common) in documents.iter().zip(&common) {
        let contact = Contact::of(common, view);
        let mut next = verdicts.iter_mut();
        let mut tell = |_: &'static Rule, held, broken| {
            let (_, verdict) = next.next().expect("the rules come in one order");
            verdict.take(held, broken);
        };
        if let Some(event) = &contact.event {
            let history = histories.entry(key(document)).or_default();
            next_event(history, event, &contact, tell);
            continue;
        }
        let whose = spoken_of(&contact).cloned();
        let spoken = spoken.entry(whose).or_default();
        if let Some(body) = contact.body {
            next_body(spoken, body, &contact, tell);
            continue;
        }
        spoken.note(contact.messages());
        let past = pasts.entry(key(document)).or_default();
        let before: Vec<&Contact<'_>> = past.0.iter().collect();
        step(&before, &contact, &mut tell);
        past.forget(|earlier| has_more(earlier, &contact));
        past.0.push(contact);
    }
    verdicts
}

/// Checks successive snapshots one at a time, in order. Only the last snapshot of each conversation
/// is kept, and some that show a leg which it lacks.
///
/// ```
/// use message_model::{Message, decode};
/// use message_rules::Sequence;
///
/// let mut sequence = Sequence::new(None);
/// let first: Message = decode(r#"{"id": "l", "state": "disconnected"}"#)?;
/// let second: Message = decode(r#"{"id": "l", "state": "connected"}"#)?;
/// assert!(sequence.push(&first).findings.is_empty());
/// assert_eq!(sequence.push(&second).findings[0].1.rule.id, "disconnected-is-final");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Default)]
pub struct Sequence {
    view: Option<View>,
    count: usize,
    pasts: HashMap<OwnKey, Past<Snapshot>>,
    histories: HashMap<OwnKey, History>,
    spoken: HashMap<Option<Id>, Spoken>,
}

/// The number of earlier snapshots of a conversation that are kept for legs which its last one
/// lacks.
const EARLIER_MAX: usize = 8;

/// The snapshots of a conversation, newest last, that its next one is compared with: the last, and
/// before it those that show a leg which the later ones lack. A leg that comes back has to go on
/// where it was.
#[derive(Debug)]
struct Past<S>(Vec<S>);

impl<S> Default for Past<S> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<S> Past<S> {
    /// Forgets the snapshots that have no leg more than the one which is about to be added.
    fn forget(&mut self, has_more: impl FnMut(&S) -> bool) {
        self.0.retain(has_more);
        let too_many = self.0.len().saturating_sub(EARLIER_MAX);
        self.0.drain(..too_many);
    }
}

/// A snapshot that outlives the payload it came in.
#[derive(Debug)]
struct Snapshot {
    number: usize,
    document: Common<'static>,
}

impl Snapshot {
    fn contact(&self, view: Option<View>) -> Contact<'_> {
        Contact::of(&self.document, view)
    }
}

impl Sequence {
    /// An empty sequence. Its snapshots are taken to be in the given view; `None` detects the view
    /// of each.
    pub fn new(view: Option<View>) -> Self {
        Self {
            view,
            ..Self::default()
        }
    }

    /// Checks the next snapshots, each against the previous one of the same conversation. The
    /// numbers in the report continue from call to call.
    pub fn push<T: Checkable + ?Sized>(&mut self, snapshots: &T) -> SequenceReport {
        let mut report = SequenceReport::default();
        for document in snapshots.documents() {
            let number = self.count;
            self.count += 1;
            report.order.push(number);
            let id = key(&document).into_owned();
            let common = Common::of(&document);
            let contact = Contact::of(&common, self.view);
            if let Some(event) = &contact.event {
                let history = self.histories.entry(id).or_default();
                let findings = next_event(history, event, &contact, |_, _, _| ());
                let numbered = findings.into_iter().map(|finding| (number, finding));
                report.findings.extend(numbered);
                continue;
            }
            let whose = spoken_of(&contact).cloned();
            let spoken = self.spoken.entry(whose).or_default();
            if let Some(body) = contact.body {
                let findings = next_body(spoken, body, &contact, |_, _, _| ());
                let numbered = findings.into_iter().map(|finding| (number, finding));
                report.findings.extend(numbered);
                continue;
            }
            spoken.note(contact.messages());
            let past = self.pasts.entry(id).or_default();
            let view = self.view;
            let earlier: Vec<Contact<'_>> =
                past.0.iter().map(|earlier| earlier.contact(view)).collect();
            let before: Vec<&Contact<'_>> = earlier.iter().collect();
            if let (Some(step), Some(last)) = (step(&before, &contact, |_, _, _| ()), past.0.last())
            {
                report.add(step, last.number, number);
            }
            past.forget(|earlier| has_more(&earlier.contact(view), &contact));
            let document = common.into_owned();
            past.0.push(Snapshot { number, document });
        }
        report
    }
}

/// The outcome of comparing one snapshot with the next.
struct Step {
    findings: Vec<Finding>,
    missing: Vec<(String, String)>,
}

/// Applies every rule of succession to a snapshot and those before it, newest last, and reports to
/// `tell` how often each held and was broken. `None` if there are none before it.
fn step(
    before: &[&Contact<'_>],
    after: &Contact<'_>,
    mut tell: impl FnMut(&'static Rule, u64, u64),
) -> Option<Step> {
    let (before, earlier) = before.split_last()?;
    let change = Change::between(earlier, before, after);
    let mut findings = Vec::new();
    for Entry { rule, check } in entries() {
        let mut judge = Judge::new(rule, &after.prefix, &mut findings);
        match *check {
            Check::LegChange(check) => {
                for leg in change
                    .kept
                    .iter()
                    .filter(|leg| rule.is_for(leg.after.medium, leg.after.view))
                {
                    check(leg, &mut judge);
                }
            }
            Check::Change(check) => {
                if rule.views.contains(&after.view) {
                    check(&change, &mut judge);
                }
            }
            // It does not apply to snapshots, but is reported all the same:
            // `verdicts_of_succession` expects one report for each rule of succession, in their
            // order.
            Check::EventChange(_) | Check::BodyChange(_) => (),
            Check::Leg(_)
            | Check::Legs(_)
            | Check::Conversation(_)
            | Check::Event(_)
            | Check::Body(_)
            | Check::Details(_) => continue,
        }
        let (held, broken) = judge.counts();
        tell(rule, held, broken);
    }
    let missing = gaps(&change).into_iter();
    Some(Step {
        findings,
        missing: missing.map(|gap| (gap.path, gap.unseen)).collect(),
    })
}

/// Applies every rule of succession to a detail event and those before it, which it then joins, and
/// reports to `tell` how often each held and was broken.
fn next_event(
    history: &mut History,
    event: &Event<'_>,
    contact: &Contact<'_>,
    mut tell: impl FnMut(&'static Rule, u64, u64),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Entry { rule, check } in entries() {
        if !rule.is_of_succession() {
            continue;
        }
        let mut judge = Judge::new(rule, &contact.prefix, &mut findings);
        if let Check::EventChange(check) = *check {
            check(&EventChange { history, event }, &mut judge);
        }
        let (held, broken) = judge.counts();
        tell(rule, held, broken);
    }
    history.add(event);
    findings
}

/// The conversation whose messages a document is about.
fn spoken_of<'c>(contact: &'c Contact<'_>) -> Option<&'c Id> {
    match contact.body {
        Some(body) => body.conversation_id(),
        None => contact.conversation.and_then(|one| one.id.as_ref()),
    }
}

/// Applies every rule of succession to a body and what was said before it, which it then joins, and
/// reports to `tell` how often each held and was broken.
fn next_body(
    spoken: &mut Spoken,
    body: Body<'_>,
    contact: &Contact<'_>,
    mut tell: impl FnMut(&'static Rule, u64, u64),
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for Entry { rule, check } in entries() {
        if !rule.is_of_succession() {
            continue;
        }
        let mut judge = Judge::new(rule, &contact.prefix, &mut findings);
        if let Check::BodyChange(check) = *check {
            check(&BodyChange { spoken, body }, &mut judge);
        }
        let (held, broken) = judge.counts();
        tell(rule, held, broken);
    }
    spoken.add(body);
    findings
}

impl Note {
    /// The number of the snapshot that the note is about.
    pub fn snapshot(&self) -> usize {
        match self {
            Self::Late { snapshot, .. } | Self::Repeated { snapshot, .. } => *snapshot,
            Self::Missing { before, .. } => *before,
        }
    }
}

impl fmt::Display for Note {
    /// Snapshots are counted from 1 here, as lines of a file are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Late { snapshot, behind } => {
                write!(
                    f,
                    "late: snapshot {} was taken before snapshot {}",
                    snapshot + 1,
                    behind + 1
                )
            }
            Self::Repeated { snapshot, of } => {
                write!(
                    f,
                    "repeated: snapshot {} is snapshot {} again",
                    snapshot + 1,
                    of + 1
                )
            }
            Self::Missing {
                after,
                before,
                path,
                unseen,
            } => {
                let path = if path.is_empty() {
                    "."
                } else {
                    &printable(path)
                };
                write!(
                    f,
                    "missing between snapshots {} and {}: {}, at {path}",
                    after + 1,
                    before + 1,
                    printable(unseen)
                )
            }
        }
    }
}

impl Serialize for Note {
    /// Writes an object with `note`, and the snapshot numbers counted from 0.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Late { snapshot, behind } => {
                map.serialize_entry("note", "late")?;
                map.serialize_entry("snapshot", snapshot)?;
                map.serialize_entry("behind", behind)?;
            }
            Self::Repeated { snapshot, of } => {
                map.serialize_entry("note", "repeated")?;
                map.serialize_entry("snapshot", snapshot)?;
                map.serialize_entry("of", of)?;
            }
            Self::Missing {
                after,
                before,
                path,
                unseen,
            } => {
                map.serialize_entry("note", "missing")?;
                map.serialize_entry("after", after)?;
                map.serialize_entry("before", before)?;
                map.serialize_entry("path", path)?;
                map.serialize_entry("unseen", unseen)?;
            }
        }
        map.end()
    }
}
