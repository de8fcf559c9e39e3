//! Checking documents: every rule, applied to every leg and conversation in a payload.

use message_model::contract::View;

use crate::checkable::Checkable;
use crate::common::Common;
use crate::contact::Contact;
use crate::finding::Finding;
use crate::judge::Judge;
use crate::rule::Rule;
use crate::rules::entry::{Check, Entry};
use crate::rules::{entries_of, rules};

/// The outcome of one rule for one or more documents; see the example of [`verdicts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The rule applied, and held everywhere it applied.
    Held,
    /// The rule was broken at least once.
    Broken,
    /// The rule applied to nothing in the document.
    NotApplicable,
}

impl Verdict {
    /// Adds the counts of another document: how often the rule held, and how often it was broken.
    pub(crate) fn take(&mut self, held: u64, broken: u64) {
        *self = match (held, broken, *self) {
            (_, 1.., _) => Self::Broken,
            (1.., 0, Self::NotApplicable) => Self::Held,
            (_, 0, before) => before,
        };
    }
}

/// Checks documents against every rule, and returns all findings; none if the documents are legal
/// and usual.
///
/// The view of each document is detected from its envelope and properties; use [`check_as`] to
/// override it. Rules of succession are not applied; [`check_sequence`](crate::check_sequence) does
/// that.
///
/// ```
/// use message_model::{Conversation, decode};
///
/// let conversation: Conversation = decode(r#"{"participants": [{"messages": [
///     {"state": "connected", "held": false, "startHoldTime": "2026-01-05T09:00:00.000Z"}]}]}"#)?;
/// let findings = message_rules::check(&conversation);
/// assert_eq!(findings.len(), 1);
/// assert_eq!(findings[0].rule.id, "start-hold-time-without-hold");
/// assert_eq!(findings[0].path, "participants[0].messages[0].startHoldTime");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn check<T: Checkable + ?Sized>(documents: &T) -> Vec<Finding> {
    check_as(documents, None)
}

/// Like [`check`], but treats every document as being in the given view; `None` detects it.
///
/// ```
/// use message_model::{Message, decode};
/// use message_rules::{View, check_as};
///
/// let leg: Message = decode(r#"{"state": "alerting", "startAlertingTime": "2026-01-05T09:00:00.000Z"}"#)?;
/// assert!(check_as(&leg, Some(View::Conversation)).is_empty());
/// let findings = check_as(&leg, Some(View::Notification));
/// assert_eq!(findings[0].rule.id, "start-alerting-time-in-notification");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn check_as<T: Checkable + ?Sized>(documents: &T, view: Option<View>) -> Vec<Finding> {
    check_and_count(documents, view).0
}

/// The findings of [`check_as`] and the number of [`leg_count`], for whom wants both: the documents
/// are taken apart once.
///
/// ```
/// use message_model::{Message, decode};
/// use message_rules::check_and_count;
///
/// let leg: Message = decode(r#"{"state": "alerting"}"#)?;
/// assert_eq!(check_and_count(&leg, None), (Vec::new(), 1));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn check_and_count<T: Checkable + ?Sized>(
    documents: &T,
    view: Option<View>,
) -> (Vec<Finding>, usize) {
    let mut findings = Vec::new();
    let mut legs = 0;
    for document in documents.documents() {
        let document = Common::of(&document);
        let contact = Contact::of(&document, view);
        legs += legs_of(&contact);
        run(&contact, &mut findings, |_, _, _| ());
    }
    (findings, legs)
}

/// How many legs or sessions a document has. It does not depend on the view.
fn legs_of(contact: &Contact<'_>) -> usize {
    let sessions = contact
        .details
        .as_ref()
        .map_or(0, |details| details.sessions.len());
    contact.legs.len() + sessions
}

/// Counts the legs in the documents whose medium has rules. If there are none, having no findings
/// means nothing.
///
/// ```
/// use message_model::Capture;
/// use message_rules::leg_count;
///
/// let conversation = Capture::read(r#"{"participants": [{"messages": [{}], "chats": [{}]}, {"videos": [{}]}]}"#)?;
/// assert_eq!(leg_count(&conversation), 2);
/// let of_analytics = Capture::read(r#"{"participants": [{"sessions": [{"segments": []}]}]}"#)?;
/// assert_eq!(leg_count(&of_analytics), 1, "a session is a leg");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn leg_count<T: Checkable + ?Sized>(documents: &T) -> usize {
    documents
        .documents()
        .iter()
        .map(|document| {
            let document = Common::of(document);
            legs_of(&Contact::of(&document, None))
        })
        .sum()
}

/// Returns the outcome of each rule for documents, over all documents together, in the order of
/// [`rules`].
///
/// ```
/// use message_model::{Message, decode};
/// use message_rules::{Verdict, verdicts};
///
/// let leg: Message = decode(r#"{"state": "connected"}"#)?;
/// let said = |id: &str| {
///     let mut verdicts = verdicts(&leg, None).into_iter();
///     verdicts.find(|(rule, _)| rule.id == id).map(|(_, verdict)| verdict)
/// };
/// assert_eq!(said("disconnect-type-before-end"), Some(Verdict::Held));
/// assert_eq!(said("disconnect-type-at-end"), Some(Verdict::NotApplicable));
/// # Ok::<(), message_model::DecodeError>(())
/// ```
pub fn verdicts<T: Checkable + ?Sized>(
    documents: &T,
    view: Option<View>,
) -> Vec<(&'static Rule, Verdict)> {
    let mut verdicts: Vec<_> = rules()
        .filter(|rule| !rule.is_of_succession())
        .map(|rule| (rule, Verdict::NotApplicable))
        .collect();
    for document in documents.documents() {
        let mut next = verdicts.iter_mut();
        let document = Common::of(&document);
        run(
            &Contact::of(&document, view),
            &mut Vec::new(),
            |rule, held, broken| {
                // The rules of a view come in the order of all rules.
                let (_, verdict) = next
                    .find(|(of_all, _)| std::ptr::eq(*of_all, rule))
                    .expect("the rules come in one order");
                verdict.take(held, broken);
            },
        );
    }
    verdicts
}

/// Applies every rule for documents of its view to one document, and reports to `tell` how often
/// each held and was broken.
fn run(
    contact: &Contact<'_>,
    findings: &mut Vec<Finding>,
    mut tell: impl FnMut(&'static Rule, u64, u64),
) {
    let by_medium: Vec<_> = contact.by_medium().collect();
    // All legs of a document are in its view, so that a rule need not be asked for each of them.
    for Entry { rule, check } in entries_of(contact.view) {
        let mut judge = Judge::new(rule, &contact.prefix, findings);
        match *check {
            Check::Leg(check) => {
                let legs = contact.legs.iter();
                for leg in legs.filter(|leg| rule.media.contains(&leg.medium)) {
                    check(leg, &mut judge);
                }
            }
            Check::Legs(check) => {
                let media = by_medium.iter();
                for legs in media.filter(|legs| rule.media.contains(&legs.medium)) {
                    check(legs, &mut judge);
                }
            }
            Check::Conversation(check) => {
                if contact.is_of_legs() {
                    check(contact, &mut judge);
                }
            }
            Check::Event(check) => {
                if let Some(event) = &contact.event {
                    check(event, &mut judge);
                }
            }
            Check::Body(check) => {
                if let Some(body) = &contact.body {
                    check(body, &mut judge);
                }
            }
            Check::Details(check) => {
                if let Some(details) = &contact.details {
                    check(details, &mut judge);
                }
            }
            Check::LegChange(_)
            | Check::Change(_)
            | Check::EventChange(_)
            | Check::BodyChange(_) => continue,
        }
        let (held, broken) = judge.counts();
        tell(rule, held, broken);
    }
}
