//! What analytics measure in a session.
//!
//! The rules were read off two real conversations, whose every metric they give, to the millisecond
//! (observed); names that those do not have are documented, and when they are given is inferred.
//! What is counted over a whole conversation, such as its messages, is not given per session.

use message_model::{
    AfterCallWorkState, AnalyticsSessionMetric, Direction, MessageType, Timestamp,
};

use super::Projection;
use super::detail::between;
use super::leg::{after_call_work, end};
use crate::{Content, Ending, Leg, LegIndex, Role, Segment, SegmentType};

/// The metrics of a session in its state now, by time of emission, then by name (observed).
pub(super) fn metrics<C: Content + ?Sized>(
    projection: Projection<'_, C>,
    index: LegIndex,
    leg: &Leg,
) -> Vec<AnalyticsSessionMetric> {
    let session = Session {
        projection,
        index,
        leg,
    };
    let mut to = Metrics(Vec::new());
    match leg.role() {
        Role::Customer | Role::External => session.of_contact(&mut to),
        Role::Workflow | Role::Bot => session.of_flow(&mut to),
        Role::Acd => session.of_queue(&mut to),
        Role::Agent => session.of_agent(&mut to),
        Role::Api => {}
    }
    let Metrics(mut metrics) = to;
    metrics.sort_by(|one, other| {
        (one.emit_date, one.name.as_deref()).cmp(&(other.emit_date, other.name.as_deref()))
    });
    metrics
}

struct Metrics(Vec<AnalyticsSessionMetric>);

impl Metrics {
    fn push(&mut self, name: &str, value: i64, at: Timestamp) {
        let mut metric = AnalyticsSessionMetric::default();
        metric.name = Some(name.to_owned());
        metric.value = Some(value);
        metric.emit_date = Some(at);
        self.0.push(metric);
    }

    /// Something that happened once.
    fn count(&mut self, name: &str, at: Timestamp) {
        self.push(name, 1, at);
    }
}

struct Session<'v, C: ?Sized> {
    projection: Projection<'v, C>,
    index: LegIndex,
    leg: &'v Leg,
}

impl<C: Content + ?Sized> Session<'_, C> {
    fn start(&self) -> Timestamp {
        self.leg.opened().provider
    }

    fn of_contact(&self, to: &mut Metrics) {
        to.count("nConnected", self.start());
        if let Some((at, _)) = end(self.leg.state()) {
            to.push("tConnected", between(self.start(), at), at);
        }
    }

    fn of_flow(&self, to: &mut Metrics) {
        to.count("nFlow", self.start());
        if let Some((at, ending)) = end(self.leg.state()) {
            let lasted = between(self.start(), at);
            to.push("tFlow", lasted, at);
            match ending {
                Ending::Transfer => to.push("tFlowExit", lasted, at),
                _ => to.push("tFlowDisconnect", lasted, at),
            }
        }
    }

    fn of_queue(&self, to: &mut Metrics) {
        to.count("nOffered", self.start());
        let Some((at, ending)) = end(self.leg.state()) else {
            return;
        };
        let waited = between(self.start(), at);
        to.push("tAcd", waited, at);
        let is_answered = self.projection.answered_by(self.index).is_some();
        match ending {
            Ending::Transfer if is_answered => {}
            Ending::Transfer => to.push("tFlowOut", waited, at),
            // Documented: nobody abandons a conversation of web messaging.
            _ if self.projection.conversation.setup().channel == MessageType::WebMessaging => {}
            _ => to.push("tAbandon", waited, at),
        }
    }

    fn of_agent(&self, to: &mut Metrics) {
        let state = self.leg.state();
        for (kind, name) in OF_SEGMENTS {
            for (lasted, at) in ended(self.leg.segments(), kind) {
                to.push(name, lasted, at);
            }
        }
        let Some(connection) = state.connection() else {
            self.of_missed_offer(to);
            return;
        };
        let connected = self.connected().unwrap_or(connection.connected.provider);
        if let Some(waited) = self.answered_after() {
            to.push("tAnswered", waited, connected);
        }
        let content = self.projection.content.participant(self.index, self.leg);
        let is_outbound = self.projection.conversation.setup().direction == Direction::Outbound;
        if is_outbound && content.queue_id.is_none() {
            to.count("nOutbound", connected);
        }
        if let Some((at, ending)) = end(state) {
            self.of_end(to, at, ending);
        }
    }

    /// When the agent began to interact, as the segments show it.
    fn connected(&self) -> Option<Timestamp> {
        let mut segments = self.leg.segments().iter();
        let first = segments.find(|segment| segment.kind != SegmentType::Alert);
        first.map(|segment| segment.start)
    }

    fn of_end(&self, to: &mut Metrics, at: Timestamp, ending: Ending) {
        let sum = |kind| ended(self.leg.segments(), kind).map(|(lasted, _)| lasted);
        let talked = sum(SegmentType::Interact).sum();
        to.push("tTalkComplete", talked, at);
        let held: Vec<i64> = sum(SegmentType::Hold).collect();
        let held_in_all = held.iter().sum::<i64>();
        if !held.is_empty() {
            to.push("tHeldComplete", held_in_all, at);
        }
        let parked: Vec<i64> = sum(SegmentType::Parked).collect();
        if !parked.is_empty() {
            to.push("tParkComplete", parked.iter().sum(), at);
        }
        match ending {
            Ending::Transfer => {
                // Messages have no other transfers (documented), so that each is a blind one.
                to.count("nTransferred", at);
                to.count("nBlindTransferred", at);
            }
            Ending::TakeOver => to.count("nTakeover", at),
            Ending::Error => to.count("nError", at),
            _ => {}
        }
        if self.is_first_to_connect()
            && let Some(start) = self.projection.start()
        {
            // Observed once, on the first of six sessions; the rule is not known.
            to.push("tAgentResponseTime", between(start, at), at);
        }
        match work(self.leg) {
            WorkTime::None => to.push("tHandle", talked + held_in_all, at),
            WorkTime::Pending => {}
            WorkTime::Over(over) => {
                let worked = between(at, over);
                to.push("tAcw", worked, over);
                to.push("tHandle", talked + held_in_all + worked, over);
            }
        }
    }

    /// An offer that was not answered: missed if it rang as long as it could, or declined.
    fn of_missed_offer(&self, to: &mut Metrics) {
        let Some((at, ending)) = end(self.leg.state()) else {
            return;
        };
        let rang = ended(self.leg.segments(), SegmentType::Alert).map(|(lasted, _)| lasted);
        let rang = rang.sum();
        let rang_out = rang >= i64::from(self.leg.alerting_timeout_ms());
        match ending {
            Ending::System if rang_out => self.of_time_out(to, rang, at),
            Ending::TransferNoAnswer => self.of_time_out(to, rang, at),
            Ending::Client => to.count("nAgentDeclined", at),
            _ => {}
        }
    }

    fn of_time_out(&self, to: &mut Metrics, rang: i64, at: Timestamp) {
        to.push("tNotResponding", rang, at);
        to.count("nAlertExpired", at);
    }

    /// How long the contact waited in the queue whose offer this agent answered: until the queue
    /// let go, which is some milliseconds before or after the agent connected (observed).
    fn answered_after(&self) -> Option<i64> {
        let before = self
            .projection
            .legs()
            .take_while(|(at, _)| *at != self.index);
        let (queue, leg) = before.filter(|(_, leg)| leg.role() == Role::Acd).last()?;
        let (answered_by, _) = self.projection.answered_by(queue)?;
        let (at, ending) = end(leg.state())?;
        let is_own = answered_by == self.index && ending == Ending::Transfer;
        is_own.then(|| between(leg.opened().provider, at))
    }

    fn is_first_to_connect(&self) -> bool {
        let mut before = self
            .projection
            .legs()
            .take_while(|(at, _)| *at != self.index);
        !before.any(|(_, leg)| leg.role() == Role::Agent && leg.state().connection().is_some())
    }
}

impl<'v, C: Content + ?Sized> Projection<'v, C> {
    /// The start of the first segment.
    pub(super) fn start(self) -> Option<Timestamp> {
        let starts = self.legs().map(|(_, leg)| leg.opened().provider);
        starts.min()
    }
}

/// The time of each segment of an agent, as it ends.
const OF_SEGMENTS: [(SegmentType, &str); 4] = [
    (SegmentType::Alert, "tAlert"),
    (SegmentType::Interact, "tTalk"),
    (SegmentType::Hold, "tHeld"),
    (SegmentType::Parked, "tPark"),
];

/// The segments of a type that have ended: how long each lasted in milliseconds, and its end.
fn ended(segments: &[Segment], kind: SegmentType) -> impl Iterator<Item = (i64, Timestamp)> {
    let of_kind = segments.iter().filter(move |segment| segment.kind == kind);
    of_kind.filter_map(|segment| {
        let (at, _) = segment.end?;
        Some((between(segment.start, at), at))
    })
}

/// The after-call work of a leg, as a segment shows it.
pub(super) enum WorkTime {
    /// None was due, or it was skipped.
    None,
    Pending,
    /// Until then.
    Over(Timestamp),
}

pub(super) fn work(leg: &Leg) -> WorkTime {
    match after_call_work(leg.state()) {
        None => WorkTime::None,
        Some(work) if work.state == AfterCallWorkState::Skipped => WorkTime::None,
        Some(work) => work.end.map_or(WorkTime::Pending, WorkTime::Over),
    }
}
