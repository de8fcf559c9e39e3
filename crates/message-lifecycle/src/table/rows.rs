//! The rows of the standard table, in the order of a leg's life.

use message_model::ApiRevision;
use message_model::Evidence::{self, Documented, Inferred, Observed};

use super::source;
use crate::SegmentType::{Alert, Hold, Interact, Parked};
use crate::StateName::{Alerting, Connected, Disconnected, Held, New, Parked as ParkedState};
use crate::{
    Causes, DetailMoment, Ending, EventKind, Follow, Guard, LegSelector, Move, Role, Row,
    SegmentEffect, StateName, WorkEnd,
};

const CONTACT: &[Role] = &[Role::Customer, Role::External];
const FLOW: &[Role] = &[Role::Workflow, Role::Bot];
const WORKFLOW: &[Role] = &[Role::Workflow];
const BOT: &[Role] = &[Role::Bot];
const QUEUE: &[Role] = &[Role::Acd];
const AGENT: &[Role] = &[Role::Agent];
const PROGRAM: &[Role] = &[Role::Api];
const TALKERS: &[Role] = &[Role::Customer, Role::External, Role::Agent];
const INTERNAL: &[Role] = &[Role::Workflow, Role::Bot, Role::Acd, Role::Api];
const SENDERS: &[Role] = &[Role::Workflow, Role::Bot, Role::Agent, Role::Api];
const WRITERS: &[Role] = &[
    Role::Customer,
    Role::External,
    Role::Workflow,
    Role::Bot,
    Role::Agent,
    Role::Api,
];

const ENGAGED: &[StateName] = &[Connected, Held, ParkedState];
const LIVE: &[StateName] = &[Alerting, Connected, Held, ParkedState];
const ANSWERED: &[StateName] = &[Connected, Held, ParkedState, Disconnected];

/// A queue's leg ends some milliseconds before or after the answer (observed: 12 ms before to 42 ms
/// after it, the median is 3 after).
const HAND_OVER_MS: i64 = 3;
/// The legs of the other parties end 2 to 17 ms after the leg of the party that ended the
/// conversation (observed).
const HANG_UP_MS: i64 = 4;
/// A parked conversation comes back when the contact writes; how soon is not known, so this value
/// is assumed.
const UNPARK_MS: i64 = 20;

/// The release whose contract has the disconnect type `takeover`.
fn takeover() -> ApiRevision {
    release("251.0.0")
}

/// The release whose contract has the disconnect type `inactivity` and the timer behind it.
fn inactivity() -> ApiRevision {
    release("231.0.0")
}

fn release(version: &str) -> ApiRevision {
    version
        .parse()
        .expect("the contract's history names this release")
}

pub(super) fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    rows.extend(openings());
    rows.extend(offers());
    rows.extend(exchange());
    rows.extend(hand_overs());
    rows.extend(endings());
    rows.extend(after_call_work());
    rows
}

fn openings() -> Vec<Row> {
    vec![
        row(
            "contact-enters",
            EventKind::Enter,
            CONTACT,
            &[New],
            Move::Open,
        )
        .only_if(&[Guard::Beginning, Guard::Inbound])
        .segment(SegmentEffect::Open(Interact))
        .known(Observed, source::CHAT_LEG),
        row(
            "contact-returns",
            EventKind::Enter,
            CONTACT,
            &[New],
            Move::Open,
        )
        .only_if(&[Guard::AllEnded])
        .segment(SegmentEffect::Open(Interact))
        // The threading window is documented; that the contact gets a new leg within it is not.
        .known(Inferred, source::THREADING),
        row("flow-enters", EventKind::Enter, FLOW, &[New], Move::Open)
            .only_if(&[
                Guard::ContactLive,
                Guard::NoFlowLive,
                Guard::NoQueueLive,
                Guard::NoColleagueEngaged,
            ])
            .segment(SegmentEffect::Open(Interact))
            .unnotified()
            .known(Observed, source::ANALYTICS_PAYLOAD),
        row("bot-is-called", EventKind::Enter, BOT, &[New], Move::Open)
            .only_if(&[
                Guard::WorkflowLive,
                Guard::NoBotLive,
                Guard::NoColleagueEngaged,
            ])
            .segment(SegmentEffect::Open(Interact))
            // That the flow's leg stays connected meanwhile is inferred.
            .known(Documented, source::CALL_BOT),
        row(
            "in-queue-flow-enters",
            EventKind::Enter,
            WORKFLOW,
            &[New],
            Move::Open,
        )
        .only_if(&[
            Guard::ContactLive,
            Guard::QueueLive,
            Guard::NoFlowLive,
            Guard::NoColleagueEngaged,
        ])
        .segment(SegmentEffect::Open(Interact))
        .known(Documented, source::IN_QUEUE_FLOW),
        row("queue-enters", EventKind::Enter, QUEUE, &[New], Move::Open)
            .only_if(&[
                Guard::ContactLive,
                Guard::NoFlowLive,
                Guard::NoQueueLive,
                Guard::NoColleagueEngaged,
            ])
            .segment(SegmentEffect::Open(Interact))
            .known(Observed, source::ANALYTICS_PAYLOAD),
        row("agent-starts", EventKind::Start, AGENT, &[New], Move::Open)
            .only_if(&[Guard::Beginning, Guard::Outbound])
            .segment(SegmentEffect::Open(Interact))
            .known(Documented, source::AGENTLESS_SMS),
        row(
            "program-starts",
            EventKind::Start,
            PROGRAM,
            &[New],
            Move::Open,
        )
        .only_if(&[Guard::Beginning, Guard::Outbound])
        .segment(SegmentEffect::Open(Interact))
        .untold()
        .known(Inferred, source::AGENTLESS_SMS),
        row("agent-reopens", EventKind::Start, AGENT, &[New], Move::Open)
            .only_if(&[Guard::AllEnded])
            .segment(SegmentEffect::Open(Interact))
            .known(Inferred, source::AGENTLESS_SMS),
        row(
            "program-reopens",
            EventKind::Start,
            PROGRAM,
            &[New],
            Move::Open,
        )
        .only_if(&[Guard::AllEnded])
        .segment(SegmentEffect::Open(Interact))
        .untold()
        // Inside the threading window, by useExistingConversation.
        .known(Documented, source::AGENTLESS_SMS),
        row(
            "contact-is-started",
            EventKind::Start,
            CONTACT,
            &[New],
            Move::Open,
        )
        .only_if(&[Guard::ContactAwaited])
        .segment(SegmentEffect::Open(Interact))
        .known(Inferred, source::AGENTLESS_SMS),
        row(
            "program-joins",
            EventKind::Start,
            PROGRAM,
            &[New],
            Move::Open,
        )
        .only_if(&[Guard::ContactLive])
        .segment(SegmentEffect::Open(Interact))
        .untold()
        .known(Inferred, source::SDK_AGENTLESS),
    ]
}

fn offers() -> Vec<Row> {
    vec![
        row("queue-offers", EventKind::Offer, AGENT, &[New], Move::Alert)
            .only_if(&[
                Guard::ContactLive,
                Guard::QueueLive,
                Guard::NoColleagueAlerting,
                Guard::NoColleagueEngaged,
            ])
            .segment(SegmentEffect::Open(Alert))
            .known(Observed, source::CHAT_NO_ANSWERS),
        row(
            "colleague-offers",
            EventKind::Offer,
            AGENT,
            &[New],
            Move::Alert,
        )
        .only_if(&[
            Guard::ColleagueEngaged,
            Guard::UserFree,
            Guard::NoColleagueAlerting,
            Guard::NoQueueLive,
        ])
        .segment(SegmentEffect::Open(Alert))
        .known(Documented, source::DIGITAL_TRANSFER),
        row(
            "auto-answer",
            EventKind::AutoAnswer,
            AGENT,
            &[New],
            Move::Open,
        )
        .only_if(&[
            Guard::ContactLive,
            Guard::QueueLive,
            Guard::NoColleagueAlerting,
            Guard::NoColleagueEngaged,
        ])
        .segment(SegmentEffect::Open(Interact))
        .follow(LegSelector::Flows, EventKind::Finish, HAND_OVER_MS)
        .follow(LegSelector::Queue, EventKind::HandOn, HAND_OVER_MS)
        .known(Observed, source::ANALYTICS_PAYLOAD),
        row("pull", EventKind::Pull, AGENT, &[New], Move::Open)
            .since(takeover())
            .only_if(&[Guard::ColleagueLive, Guard::UserFree])
            .segment(SegmentEffect::Open(Interact))
            .follow(LegSelector::Colleagues, EventKind::TakeOver, HAND_OVER_MS)
            .follow(LegSelector::Flows, EventKind::Finish, HAND_OVER_MS)
            .follow(LegSelector::Queue, EventKind::HandOn, HAND_OVER_MS)
            .known(Inferred, source::SDK_MESSAGE),
        row(
            "answer",
            EventKind::Answer,
            AGENT,
            &[Alerting],
            Move::Answer,
        )
        .segment(SegmentEffect::Next(Interact))
        .follow(LegSelector::Flows, EventKind::Finish, HAND_OVER_MS)
        .follow(LegSelector::Queue, EventKind::HandOn, HAND_OVER_MS)
        // A colleague who transfers to a person stays with the contact until that person answers
        // (documented).
        .follow(
            LegSelector::EngagedColleagues,
            EventKind::Transfer,
            HAND_OVER_MS,
        )
        .known(Observed, source::CALL),
        row("decline", EventKind::Decline, AGENT, &[Alerting], Move::End)
            .ends(Ending::Client)
            .known(Observed, source::CALLBACK_DECLINED),
        row(
            "time-out",
            EventKind::TimeOut,
            AGENT,
            &[Alerting],
            Move::End,
        )
        .only_if(&[Guard::QueueLive])
        .ends(Ending::System)
        .known(Observed, source::CHAT_NO_ANSWERS),
        row(
            "transfer-time-out",
            EventKind::TransferTimeOut,
            AGENT,
            &[Alerting],
            Move::End,
        )
        .only_if(&[Guard::ColleagueEngaged])
        .ends(Ending::TransferNoAnswer)
        .known(Documented, source::DISCONNECT_REASONS),
        row(
            "unavailable",
            EventKind::Unavailable,
            AGENT,
            &[Alerting],
            Move::End,
        )
        .only_if(&[Guard::ColleagueEngaged])
        .ends(Ending::TransferNotAvailable)
        .known(Documented, source::DISCONNECT_REASONS),
        row(
            "reassign",
            EventKind::Reassign,
            AGENT,
            &[Alerting],
            Move::End,
        )
        .ends(Ending::Transfer)
        .known(Inferred, source::DISCONNECT_REASONS),
    ]
}

fn exchange() -> Vec<Row> {
    vec![
        row(
            "contact-writes",
            EventKind::Message,
            CONTACT,
            &[Connected],
            Move::Send,
        )
        .follow(
            LegSelector::ParkedAgents,
            EventKind::UnparkOnMessage,
            UNPARK_MS,
        )
        .known(Documented, source::MESSAGE_DETAILS),
        row(
            "message-goes-out",
            EventKind::Message,
            SENDERS,
            &[Connected],
            Move::Send,
        )
        .known(Documented, source::AGENTLESS_SMS),
        row(
            "status-changes",
            EventKind::Status,
            WRITERS,
            ANSWERED,
            Move::Mark,
        )
        .known(Documented, source::AGENTLESS_SMS),
        row("hold", EventKind::Hold, AGENT, &[Connected], Move::Hold)
            .segment(SegmentEffect::Next(Hold))
            .known(Observed, source::ANALYTICS_PAYLOAD),
        row("resume", EventKind::Resume, AGENT, &[Held], Move::Resume)
            .segment(SegmentEffect::Next(Interact))
            .known(Observed, source::ANALYTICS_PAYLOAD),
        // The release by which `Message` has the state. All views are made from one log, so the
        // flat ones, which had it from 195.1 and 198 on, wait for it too.
        row("park", EventKind::Park, AGENT, &[Connected], Move::Park)
            .since(ApiRevision::V238)
            .segment(SegmentEffect::Next(Parked))
            .known(Documented, source::SDK_PARKING),
        row(
            "unpark",
            EventKind::Unpark,
            AGENT,
            &[ParkedState],
            Move::Unpark,
        )
        .segment(SegmentEffect::Next(Interact))
        .known(Documented, source::SDK_PARKING),
        row(
            "unpark-due",
            EventKind::UnparkDue,
            AGENT,
            &[ParkedState],
            Move::Unpark,
        )
        .only_if(&[Guard::ParkingOver])
        .segment(SegmentEffect::Next(Interact))
        .known(Documented, source::SDK_PARKING),
        row(
            "unpark-on-message",
            EventKind::UnparkOnMessage,
            AGENT,
            &[ParkedState],
            Move::Unpark,
        )
        .only_if(&[Guard::ContactWrote])
        .segment(SegmentEffect::Next(Interact))
        .known(Inferred, source::PARKING),
    ]
}

fn hand_overs() -> Vec<Row> {
    vec![
        row(
            "agent-transfers",
            EventKind::Transfer,
            AGENT,
            &[Connected, Held],
            Move::End,
        )
        // While a colleague still alerts, the transfer is to that person, and this agent's leg ends
        // when the offer is answered.
        .only_if(&[Guard::NoColleagueAlerting])
        .ends(Ending::Transfer)
        .known(Observed, source::ANALYTICS_PAYLOAD),
        row(
            "supervisor-transfers",
            EventKind::Transfer,
            AGENT,
            &[ParkedState],
            Move::End,
        )
        .only_if(&[Guard::NoColleagueAlerting])
        .ends(Ending::Transfer)
        .known(Documented, source::PARKING),
        row(
            "flow-takes-out",
            EventKind::HandOn,
            WORKFLOW,
            &[Connected],
            Move::End,
        )
        .only_if(&[
            Guard::QueueLive,
            Guard::NoBotLive,
            Guard::NoColleagueAlerting,
        ])
        .ends(Ending::Transfer)
        .follow(LegSelector::Queue, EventKind::HandOn, HAND_OVER_MS)
        .known(Documented, source::IN_QUEUE_FLOW),
        row(
            "bot-hands-back",
            EventKind::HandOn,
            BOT,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::WorkflowLive])
        .ends(Ending::Transfer)
        .known(Documented, source::CALL_BOT),
        row(
            "flow-hands-on",
            EventKind::HandOn,
            FLOW,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::NoBotLive, Guard::NoQueueLive])
        .ends(Ending::Transfer)
        .unnotified()
        .known(Observed, source::ANALYTICS_PAYLOAD),
        row(
            "queue-hands-on",
            EventKind::HandOn,
            QUEUE,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::AgentConnected])
        .ends(Ending::Transfer)
        .known(Observed, source::CALL),
        row(
            "queue-flows-out",
            EventKind::HandOn,
            QUEUE,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::FlowHandedOn])
        .ends(Ending::Transfer)
        .known(Documented, source::IN_QUEUE_FLOW),
        row("take-over", EventKind::TakeOver, AGENT, LIVE, Move::End)
            .since(takeover())
            .only_if(&[Guard::PulledAway])
            .ends(Ending::TakeOver)
            .known(Documented, source::SDK_MESSAGE),
        row(
            "inactivity-to-flow",
            EventKind::InactivityToFlow,
            AGENT,
            &[Connected, Held],
            Move::End,
        )
        .since(inactivity())
        .only_if(&[Guard::NoColleagueAlerting])
        .ends(Ending::Inactivity)
        .known(Inferred, source::SDK_INACTIVITY),
        row(
            "inactivity-transfer",
            EventKind::InactivityTransfer,
            AGENT,
            &[Connected, Held],
            Move::End,
        )
        .since(inactivity())
        .only_if(&[Guard::NoColleagueAlerting])
        .ends(Ending::Transfer)
        .known(Inferred, source::SDK_INACTIVITY),
    ]
}

fn endings() -> Vec<Row> {
    vec![
        row(
            "agent-ends",
            EventKind::End,
            AGENT,
            &[Connected, Held],
            Move::End,
        )
        .ends(Ending::Client)
        .hang_up(EventKind::PeerEnd)
        .known(Observed, source::CALL),
        row(
            "contact-ends",
            EventKind::End,
            CONTACT,
            &[Connected],
            Move::End,
        )
        .ends(Ending::Client)
        .hang_up(EventKind::PeerEnd)
        .known(Observed, source::CHAT_LEG),
        // It stands before `flow-ends`, which has no condition and would otherwise always be taken.
        row(
            "in-queue-flow-ends",
            EventKind::End,
            FLOW,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::QueueLive])
        .ends(Ending::Client)
        // Before the legs that end by `peer`: a leg follows by the first entry that selects it, and
        // the queue's was seen to end by `client` here.
        .follow(LegSelector::Queue, EventKind::End, HANG_UP_MS)
        .hang_up(EventKind::PeerEnd)
        .known(Documented, source::IN_QUEUE_FLOW),
        row("queue-ends", EventKind::End, QUEUE, &[Connected], Move::End)
            .only_if(&[Guard::HangingUp])
            .ends(Ending::Client)
            .known(Observed, source::IN_QUEUE_DISCONNECT),
        row("flow-ends", EventKind::End, FLOW, &[Connected], Move::End)
            .ends(Ending::Client)
            .hang_up(EventKind::PeerEnd)
            .unnotified()
            .known(Inferred, source::DISCONNECT_REASONS),
        // This row and the next stand before `flow-finishes`: what ends a bot inside a flow, or a
        // flow while somebody serves the contact, must not end the conversation.
        row(
            "bot-returns",
            EventKind::Finish,
            BOT,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::WorkflowLive])
        .ends(Ending::System)
        .known(Inferred, source::CALL_BOT),
        row(
            "in-queue-flow-finishes",
            EventKind::Finish,
            FLOW,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::ContactServed])
        .ends(Ending::System)
        .known(Inferred, source::IN_QUEUE_FLOW),
        row(
            "flow-finishes",
            EventKind::Finish,
            FLOW,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::NoBotLive])
        .ends(Ending::System)
        .hang_up(EventKind::PeerEnd)
        .unnotified()
        .known(Inferred, source::DISCONNECT_REASONS),
        row(
            "program-ends",
            EventKind::End,
            PROGRAM,
            &[Connected],
            Move::End,
        )
        .ends(Ending::Client)
        .follow(
            LegSelector::ContactLeftAlone,
            EventKind::PeerEnd,
            HANG_UP_MS,
        )
        .untold()
        .known(Inferred, source::AGENTLESS_SMS),
        row(
            "program-finishes",
            EventKind::Finish,
            PROGRAM,
            &[Connected],
            Move::End,
        )
        .ends(Ending::System)
        .follow(
            LegSelector::ContactLeftAlone,
            EventKind::PeerEnd,
            HANG_UP_MS,
        )
        .untold()
        .known(Inferred, source::AGENTLESS_SMS),
        row(
            "peer-ends",
            EventKind::PeerEnd,
            TALKERS,
            &[Connected, Held],
            Move::End,
        )
        .only_if(&[Guard::HangingUp])
        .ends(Ending::Peer)
        .known(Observed, source::ANALYTICS_PAYLOAD),
        // Observed for the contact and for connected agents; that it is the same for all others is
        // inferred.
        row(
            "waiting-peer-ends",
            EventKind::PeerEnd,
            AGENT,
            &[Alerting, ParkedState],
            Move::End,
        )
        .only_if(&[Guard::HangingUp])
        .ends(Ending::Peer)
        .known(Inferred, source::ANALYTICS_PAYLOAD),
        row(
            "internal-peer-ends",
            EventKind::PeerEnd,
            INTERNAL,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::HangingUp])
        .ends(Ending::Peer)
        .known(Inferred, source::ANALYTICS_PAYLOAD),
        row(
            "queue-is-left-behind",
            EventKind::Orphan,
            CONTACT,
            &[Connected],
            Move::End,
        )
        .only_if(&[Guard::QueueLive, Guard::NoColleagueEngaged])
        .ends(Ending::Client)
        .follow(LegSelector::OthersButQueue, EventKind::PeerEnd, HANG_UP_MS)
        .known(Observed, source::ORPHANS),
        row(
            "end-goes-unnoticed",
            EventKind::Orphan,
            AGENT,
            &[Connected, Held],
            Move::End,
        )
        .ends(Ending::Client)
        .hang_up(EventKind::PeerEnd)
        .known(Observed, source::ORPHANS),
        row(
            "session-times-out",
            EventKind::Expire,
            CONTACT,
            &[Connected],
            Move::End,
        )
        .before(ApiRevision::V238)
        .ends(Ending::Timeout)
        .hang_up(EventKind::PeerEnd)
        .known(Observed, source::CHAT_ENDED_ON_HOLD),
        row(
            "session-expires",
            EventKind::Expire,
            CONTACT,
            &[Connected],
            Move::End,
        )
        .since(ApiRevision::V238)
        .ends(Ending::SessionExpired)
        .hang_up(EventKind::PeerEnd)
        .known(Documented, source::SDK_MESSAGE),
        row(
            "agent-is-inactive",
            EventKind::Inactivity,
            AGENT,
            &[Connected, Held],
            Move::End,
        )
        .since(inactivity())
        .ends(Ending::Inactivity)
        .hang_up(EventKind::PeerEnd)
        .known(Documented, source::INACTIVITY),
        row(
            "contact-is-inactive",
            EventKind::Inactivity,
            CONTACT,
            &[Connected],
            Move::End,
        )
        .since(inactivity())
        .ends(Ending::Inactivity)
        // An agent who has parked the conversation cannot be inactive and ends by `peer` instead.
        .follow(
            LegSelector::ActiveColleagues,
            EventKind::Inactivity,
            HANG_UP_MS,
        )
        .hang_up(EventKind::PeerEnd)
        .known(Inferred, source::INACTIVITY),
        row(
            "offer-fails",
            EventKind::Fail,
            AGENT,
            &[Alerting],
            Move::End,
        )
        .ends(Ending::Error)
        .known(Inferred, source::DISCONNECT_REASONS),
        row("leg-fails", EventKind::Fail, &Role::ALL, ENGAGED, Move::End)
            .ends(Ending::Error)
            .hang_up(EventKind::PeerEnd)
            .known(Documented, source::DISCONNECT_REASONS),
        row(
            "leg-is-shut-down",
            EventKind::ShutDown,
            &Role::ALL,
            LIVE,
            Move::EndWrappedUp,
        )
        .ends(Ending::System)
        .hang_up(EventKind::ShutDown)
        .follow(LegSelector::WrappingUp, EventKind::ShutDown, HANG_UP_MS)
        .known(Inferred, source::SDK_DISCONNECT),
        row(
            "contact-is-spam",
            EventKind::Spam,
            CONTACT,
            &[Connected],
            Move::End,
        )
        .ends(Ending::Spam)
        .hang_up(EventKind::PeerEnd)
        .known(Inferred, source::DISCONNECT_REASONS),
    ]
}

fn after_call_work() -> Vec<Row> {
    let work = |id, event, how, evidence, source| {
        row(id, event, AGENT, &[Disconnected], Move::WrapUp(how))
            .only_if(&[Guard::WorkPending])
            .known(evidence, source)
    };
    // Skipped work has no wrap-up to tell of (inferred).
    let told = |row: Row| row.tells(DetailMoment::AfterCallWork);
    vec![
        told(work(
            "wrap-up",
            EventKind::WrapUp,
            WorkEnd::Completed,
            Documented,
            source::SDK_AFTER_CALL_WORK,
        )),
        work(
            "skip-wrap-up",
            EventKind::SkipWrapUp,
            WorkEnd::Skipped,
            Observed,
            source::CALL,
        ),
        told(work(
            "time-out-wrap-up",
            EventKind::TimeOutWrapUp,
            WorkEnd::TimedOut,
            Documented,
            source::SDK_AFTER_CALL_WORK,
        )),
        told(work(
            "work-is-shut-down",
            EventKind::ShutDown,
            WorkEnd::BySystem,
            Documented,
            source::SDK_DISCONNECT,
        )),
    ]
}

fn row(
    id: &'static str,
    event: EventKind,
    roles: &[Role],
    from: &[StateName],
    movement: Move,
) -> Row {
    Row {
        id,
        event,
        roles: roles.to_vec(),
        from: from.to_vec(),
        since: None,
        before: None,
        guards: Vec::new(),
        movement,
        segment: SegmentEffect::None,
        ending: None,
        follows: Vec::new(),
        causes: Causes {
            notifies: true,
            detail: match movement {
                Move::Open | Move::Alert => Some(DetailMoment::Start),
                Move::End | Move::EndWrappedUp => Some(DetailMoment::End),
                _ => None,
            },
        },
        evidence: Inferred,
        source: "",
    }
}

impl Row {
    fn only_if(self, guards: &[Guard]) -> Row {
        Row {
            guards: guards.to_vec(),
            ..self
        }
    }

    fn since(self, revision: ApiRevision) -> Row {
        Row {
            since: Some(revision),
            ..self
        }
    }

    fn before(self, revision: ApiRevision) -> Row {
        Row {
            before: Some(revision),
            ..self
        }
    }

    fn segment(self, segment: SegmentEffect) -> Row {
        Row { segment, ..self }
    }

    fn ends(self, ending: Ending) -> Row {
        Row {
            ending: Some(ending),
            segment: SegmentEffect::Close,
            ..self
        }
    }

    fn follow(mut self, legs: LegSelector, event: EventKind, delay_ms: i64) -> Row {
        self.follows.push(Follow {
            legs,
            event,
            delay_ms,
        });
        self
    }

    fn hang_up(self, event: EventKind) -> Row {
        self.follow(LegSelector::Others, event, HANG_UP_MS)
    }

    /// Nobody is told: the leg of a program is in no notification's reach and has no detail events
    /// (inferred).
    fn untold(self) -> Row {
        let causes = Causes {
            notifies: false,
            detail: None,
        };
        Row { causes, ..self }
    }

    /// No user and no queue is told that a flow has come or gone: it comes before them (inferred).
    fn unnotified(self) -> Row {
        let causes = Causes {
            notifies: false,
            ..self.causes
        };
        Row { causes, ..self }
    }

    fn tells(self, moment: DetailMoment) -> Row {
        let causes = Causes {
            detail: Some(moment),
            ..self.causes
        };
        Row { causes, ..self }
    }

    fn known(self, evidence: Evidence, source: &'static str) -> Row {
        Row {
            evidence,
            source,
            ..self
        }
    }
}
