//! What a capture leaves unknown.

use std::collections::BTreeMap;

use super::moment::What;

/// Something about a leg that its payload does not tell, in the order in which it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Who it belongs to.
    Role,
    /// The name of its participant.
    Name,
    /// The name of its participant, for which an identifier stands.
    NameForId,
    /// When it opened.
    Joined,
    /// When it began to alert.
    Offered,
    /// Whether it alerted at all.
    WhetherOffered,
    /// When it was answered.
    Answered,
    /// When something that its segments tell began.
    Began,
    /// Holds and parkings that no state shows, in a view without segments.
    Pauses,
    /// When it was held, though it was.
    Held,
    /// How long it was held.
    HeldFor,
    /// When it was parked.
    Parked,
    /// When it came back from being parked.
    Unparked,
    /// Until when it was parked.
    ParkedUntil,
    /// What came after its last segment.
    Goes,
    /// When its last segment ended.
    SegmentEnd,
    /// When it ended.
    Ended,
    /// Why it ended.
    WhyEnded,
    /// When a message was sent.
    Wrote,
    /// Who a message went to.
    Addressee,
    /// The status of a message.
    Status,
    /// When the after-call work was skipped.
    Skipped,
    /// When the after-call work ended.
    WorkOver,
    /// Whatever was written, in a view without messages.
    Messages,
}

impl Gap {
    /// Whether it is none once this is known.
    pub(super) fn is_filled_by(self, what: &What) -> bool {
        match what {
            What::Opens(_) => matches!(self, Self::Joined | Self::Offered | Self::WhetherOffered),
            What::Answers => self == Self::Answered,
            What::Holds => self == Self::Held,
            What::Parks(_) => self == Self::Parked,
            What::Ends { .. } => self == Self::Ended,
            What::WorkOver(_) => self == Self::WorkOver,
            _ => false,
        }
    }

    /// Whether this is what becomes unknown with it.
    pub(super) fn is_left_by(self, what: &What) -> bool {
        match what {
            What::Holds => self == Self::HeldFor,
            What::Parks(_) => matches!(self, Self::ParkedUntil | Self::Unparked),
            _ => false,
        }
    }

    fn about(self, who: &str) -> String {
        match self {
            Gap::Role => format!("the role of {who}: no participant is given"),
            Gap::Name => format!("the name of {who}"),
            Gap::NameForId => format!("the name of {who}: an identifier stands for it"),
            Gap::Joined => format!("when {who} joined"),
            Gap::Offered => format!("when the conversation was offered to {who}"),
            Gap::WhetherOffered => format!("whether the conversation was offered to {who} first"),
            Gap::Answered => format!("when {who} answered"),
            Gap::Began => format!("when a segment of {who} began"),
            Gap::Pauses => format!("holds and parkings of {who} that no payload shows"),
            Gap::Held => format!("when {who} turned to other work"),
            Gap::HeldFor => format!("how long {who} turned to other work"),
            Gap::Parked => format!("when {who} parked the conversation"),
            Gap::Unparked => format!("when {who} took the parked conversation up again"),
            Gap::ParkedUntil => format!("until when {who} parked the conversation"),
            Gap::Goes => format!("what {who} did after the last segment"),
            Gap::SegmentEnd => format!("when the last segment of {who} ended"),
            Gap::Ended => format!("when the leg of {who} ended"),
            Gap::WhyEnded => format!("why the leg of {who} ended"),
            Gap::Wrote => format!("when a message of {who} was sent"),
            Gap::Addressee => format!("to whom {who} wrote"),
            Gap::Status => format!("the status of a message of {who}"),
            Gap::Skipped => format!("when {who} skipped the after-call work"),
            Gap::WorkOver => format!("when the after-call work of {who} ended"),
            Gap::Messages => format!("what {who} wrote: detail events do not tell"),
        }
    }
}

/// The gaps of a conversation, each with the legs that have it.
#[derive(Debug, Default)]
pub(super) struct Gaps(BTreeMap<Gap, Vec<String>>);

impl Gaps {
    pub(super) fn add(&mut self, gap: Gap, label: &str) {
        let labels = self.0.entry(gap).or_default();
        if labels.last().is_none_or(|last| last != label) {
            labels.push(label.to_owned());
        }
    }

    /// A line for each gap.
    pub(super) fn lines(self) -> Vec<String> {
        let lines = self.0.into_iter();
        lines
            .map(|(gap, labels)| gap.about(&listed(&labels)))
            .collect()
    }
}

/// The labels as a list, such as `A1, A2 and Q`.
fn listed(labels: &[String]) -> String {
    match labels {
        [] => String::new(),
        [only] => only.clone(),
        [begin @ .., last] => format!("{} and {last}", begin.join(", ")),
    }
}
