//! What a file of rules consists of: each rule, paired with the function that checks it.

use message_model::Evidence;
use message_model::contract::View;

use crate::body::{Body, BodyChange};
use crate::contact::{Contact, LegsOfMedium};
use crate::details::Details;
use crate::event::{Event, EventChange};
use crate::judge::Judge;
use crate::leg::Leg;
use crate::medium::Medium;
use crate::rule::{Rule, Scope, Severity};
use crate::source::CONCLUSION;
use crate::succession::{Change, LegChange};

/// A rule, with the function that checks it.
pub(crate) struct Entry {
    pub(crate) rule: Rule,
    pub(crate) check: Check,
}

/// The function that checks a rule, by what it looks at.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    Leg(fn(&Leg<'_>, &mut Judge<'_>)),
    Legs(fn(&LegsOfMedium<'_, '_>, &mut Judge<'_>)),
    Conversation(fn(&Contact<'_>, &mut Judge<'_>)),
    Event(fn(&Event<'_>, &mut Judge<'_>)),
    LegChange(fn(&LegChange<'_, '_>, &mut Judge<'_>)),
    Change(fn(&Change<'_, '_>, &mut Judge<'_>)),
    EventChange(fn(&EventChange<'_, '_>, &mut Judge<'_>)),
    Body(fn(&Body<'_>, &mut Judge<'_>)),
    BodyChange(fn(&BodyChange<'_, '_>, &mut Judge<'_>)),
    Details(fn(&Details<'_>, &mut Judge<'_>)),
}

impl Entry {
    /// The rule, whose scope follows from its check.
    pub(super) const fn new(mut rule: Rule, check: Check) -> Self {
        rule.scope = check.scope();
        Self { rule, check }
    }
}

impl Check {
    const fn scope(self) -> Scope {
        match self {
            Self::Leg(_) => Scope::Leg,
            Self::Legs(_) => Scope::Legs,
            Self::Conversation(_) => Scope::Conversation,
            Self::Event(_) => Scope::Event,
            Self::LegChange(_) => Scope::LegChange,
            Self::Change(_) => Scope::Change,
            Self::EventChange(_) => Scope::EventChange,
            Self::Body(_) => Scope::Body,
            Self::BodyChange(_) => Scope::BodyChange,
            Self::Details(_) => Scope::Details,
        }
    }
}

/// The defaults of a rule: it usually holds, which is inferred, in every view and medium and
/// without a tolerance.
pub(super) const USUALLY: Rule = Rule {
    id: "",
    severity: Severity::Usually,
    views: WITH_LEGS,
    media: &Medium::ALL,
    tolerance: None,
    reason: "",
    evidence: Evidence::Inferred,
    sources: &[&CONCLUSION],
    passes: "",
    fails: "",
    scope: Scope::Leg,
};

/// The media whose legs are known to follow each other in the same way as message legs.
pub(super) const ROUTED: &[Medium] = &[
    Medium::Message,
    Medium::Chat,
    Medium::Callback,
    Medium::Email,
];
pub(super) const MESSAGES: &[Medium] = &[Medium::Message];
/// The views in which a leg and its participant are separate objects, each with its own times and
/// id.
pub(super) const WITH_PARTICIPANT: &[View] = &[View::Conversation, View::Notification];
/// The views that show legs.
pub(super) const WITH_LEGS: &[View] = &[
    View::Conversation,
    View::Media,
    View::Notification,
    View::MediaNotification,
];
/// The views in which a participant is a leg.
pub(super) const FLAT: &[View] = &[View::Media, View::MediaNotification];
pub(super) const DETAIL: &[View] = &[View::DetailEvent];
pub(super) const BODIES: &[View] = &[View::Bodies];
pub(super) const OPEN: &[View] = &[View::OpenMessaging];
/// The views of what was said.
pub(super) const SPOKEN: &[View] = &[View::Bodies, View::OpenMessaging];
pub(super) const ANALYTICS: &[View] = &[View::Analytics];
pub(super) const API: &[View] = &[View::Conversation];
pub(super) const NOTIFICATION: &[View] = &[View::Notification, View::MediaNotification];
