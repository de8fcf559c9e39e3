//! Queries for analytics details: which conversations fit, and in which order.
//!
//! They are judged by what is answered: a dimension is a property of the conversation, or of a
//! segment with the session and the participant that it belongs to. All filters have to fit, those
//! of segments each on one segment.

use message_model::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::body::{not_a, text_of};
use crate::refusal::Refusal;

/// The dimensions of whole conversations that can be asked for.
const OF_CONVERSATIONS: [&str; 6] = [
    "conversationId",
    "conversationStart",
    "conversationEnd",
    "conversationInitiator",
    "divisionId",
    "originatingDirection",
];

/// Those of participants, sessions and segments.
const OF_SEGMENTS: [&str; 22] = [
    "addressFrom",
    "addressTo",
    "ani",
    "direction",
    "disconnectType",
    "dnis",
    "externalContactId",
    "flowId",
    "flowType",
    "mediaType",
    "messageType",
    "participantId",
    "participantName",
    "peerId",
    "provider",
    "purpose",
    "queueId",
    "remote",
    "segmentType",
    "sessionId",
    "userId",
    "wrapUpCode",
];

/// A query that is well-formed.
pub(crate) struct Query {
    /// From when until when.
    interval: Option<(Timestamp, Timestamp)>,
    conversations: Vec<Filter>,
    segments: Vec<Filter>,
    order_by: OrderBy,
    is_descending: bool,
}

#[derive(Clone, Copy)]
enum OrderBy {
    ConversationStart,
    ConversationEnd,
    SegmentStart,
    SegmentEnd,
}

/// Several conditions of which one, or each, has to hold.
struct Filter {
    is_any: bool,
    clauses: Vec<Filter>,
    predicates: Vec<Predicate>,
}

struct Predicate {
    of: Of,
    test: Test,
}

enum Of {
    Dimension(String),
    Metric(String),
}

enum Test {
    Matches(String),
    Exists,
    NotExists,
    /// Of a metric, in the unit of its values.
    Range {
        from: Option<i64>,
        to: Option<i64>,
    },
}

impl Query {
    pub(crate) fn of(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let interval = text_of(body, "interval")?;
        let interval = interval.map(|interval| {
            let ends = interval.split_once('/');
            let ends = ends.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
            let ends = ends.filter(|(from, to): &(Timestamp, Timestamp)| from < to);
            ends.ok_or_else(|| not_a("interval", "two times as RFC 3339, with a slash between"))
        });
        let order_by = match text_of(body, "orderBy")?.as_deref() {
            None | Some("conversationStart") => OrderBy::ConversationStart,
            Some("conversationEnd") => OrderBy::ConversationEnd,
            Some("segmentStart") => OrderBy::SegmentStart,
            Some("segmentEnd") => OrderBy::SegmentEnd,
            Some(_) => {
                let known = "conversationStart, conversationEnd, segmentStart or segmentEnd";
                return Err(not_a("orderBy", known));
            }
        };
        let is_descending = match text_of(body, "order")?.as_deref() {
            None | Some("asc" | "unordered") => false,
            Some("desc") => true,
            Some(_) => return Err(not_a("order", "asc, desc or unordered")),
        };
        Ok(Self {
            interval: interval.transpose()?,
            conversations: filters(body, "conversationFilters", &OF_CONVERSATIONS)?,
            segments: filters(body, "segmentFilters", &OF_SEGMENTS)?,
            order_by,
            is_descending,
        })
    }

    /// The ids of the conversations that fit, in order; those of one time in the order in which
    /// they began.
    pub(crate) fn select(&self, shown: impl Iterator<Item = (Uuid, Value)>) -> Vec<Uuid> {
        let fitting = shown.filter(|(_, conversation)| self.fits(conversation));
        let mut found: Vec<(Option<Timestamp>, Uuid)> = fitting
            .map(|(id, conversation)| (self.time_of(&conversation), id))
            .collect();
        match self.is_descending {
            false => found.sort_by_key(|(at, _)| (at.is_none(), *at)),
            true => found.sort_by_key(|(at, _)| std::cmp::Reverse((at.is_none(), *at))),
        }
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn fits(&self, conversation: &Value) -> bool {
        let start = time(conversation, "conversationStart");
        let end = time(conversation, "conversationEnd");
        // It has to have gone on at some time of the interval (inferred).
        let is_in = self.interval.is_none_or(|(from, to)| {
            start.is_some_and(|start| start < to) && end.is_none_or(|end| end >= from)
        });
        let segments = segments(conversation);
        is_in
            && self
                .conversations
                .iter()
                .all(|filter| filter.holds(&[conversation]))
            && self
                .segments
                .iter()
                .all(|filter| segments.iter().any(|parts| filter.holds(parts)))
    }

    /// What it is ordered by; what has no end yet is last.
    fn time_of(&self, conversation: &Value) -> Option<Timestamp> {
        let of_segments = |name: &str| {
            let all = segments(conversation).into_iter();
            all.filter_map(|parts| time(parts.first()?, name))
                .collect::<Vec<_>>()
        };
        match self.order_by {
            OrderBy::ConversationStart => time(conversation, "conversationStart"),
            OrderBy::ConversationEnd => time(conversation, "conversationEnd"),
            OrderBy::SegmentStart => of_segments("segmentStart").into_iter().min(),
            OrderBy::SegmentEnd => of_segments("segmentEnd").into_iter().max(),
        }
    }
}

/// All segments, each with its session and participant after it. A session without one counts as
/// one.
fn segments(conversation: &Value) -> Vec<Vec<&Value>> {
    let mut all = Vec::new();
    for participant in list_of(conversation, "participants").into_iter().flatten() {
        for session in list_of(participant, "sessions").into_iter().flatten() {
            let own = list_of(session, "segments").filter(|own| !own.is_empty());
            match own {
                None => all.push(vec![session, participant]),
                Some(own) => {
                    all.extend(
                        own.iter()
                            .map(|segment| vec![segment, session, participant]),
                    );
                }
            }
        }
    }
    all
}

fn list_of<'v>(of: &'v Value, name: &str) -> Option<&'v Vec<Value>> {
    of.get(name).and_then(Value::as_array)
}

fn time(of: &Value, name: &str) -> Option<Timestamp> {
    of.get(name)?.as_str()?.parse().ok()
}

fn filters(body: &Map<String, Value>, name: &str, known: &[&str]) -> Result<Vec<Filter>, Refusal> {
    let filters = match body.get(name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(filters)) => filters,
        Some(_) => return Err(not_a(name, "a list of filters")),
    };
    let filters = filters.iter();
    filters
        .map(|filter| Filter::of(filter, name, known))
        .collect()
}

impl Filter {
    fn of(filter: &Value, name: &str, known: &[&str]) -> Result<Self, Refusal> {
        let filter = filter
            .as_object()
            .ok_or_else(|| not_a(name, "a list of filters"))?;
        let is_any = match text_of(filter, "type")?.as_deref() {
            None | Some("and") => false,
            Some("or") => true,
            Some(_) => return Err(not_a(&format!("{name}.type"), "and or or")),
        };
        let each = |part: &str| match filter.get(part) {
            None | Some(Value::Null) => Ok([].as_slice()),
            Some(Value::Array(all)) => Ok(all.as_slice()),
            Some(_) => Err(not_a(&format!("{name}.{part}"), "a list")),
        };
        let clauses = each("clauses")?.iter();
        let predicates = each("predicates")?.iter();
        Ok(Self {
            is_any,
            clauses: clauses
                .map(|clause| Self::of(clause, name, known))
                .collect::<Result<_, _>>()?,
            predicates: predicates
                .map(|predicate| Predicate::of(predicate, name, known))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Whether it holds of these parts of a conversation together.
    fn holds(&self, parts: &[&Value]) -> bool {
        let clauses = self.clauses.iter().map(|clause| clause.holds(parts));
        let predicates = self
            .predicates
            .iter()
            .map(|predicate| predicate.holds(parts));
        let mut all = clauses.chain(predicates);
        match self.is_any {
            true => all.any(|holds| holds),
            false => all.all(|holds| holds),
        }
    }
}

impl Predicate {
    fn of(predicate: &Value, name: &str, known: &[&str]) -> Result<Self, Refusal> {
        let name = format!("{name}.predicates");
        let Some(predicate) = predicate.as_object() else {
            return Err(not_a(&name, "a list of predicates"));
        };
        let of = match (
            text_of(predicate, "dimension")?,
            text_of(predicate, "metric")?,
        ) {
            (Some(dimension), None) if known.contains(&dimension.as_str()) => {
                Of::Dimension(dimension)
            }
            (Some(dimension), None) => {
                let known = known.join(", ");
                let reason = format!("found {dimension:?}, modelled are {known}");
                let message = format!("{name}.dimension: {reason}");
                return Err(Refusal::bad_request(message).about(&name, reason));
            }
            (None, Some(metric)) => Of::Metric(metric),
            _ => return Err(not_a(&name, "a dimension or a metric for each")),
        };
        let test = match text_of(predicate, "operator")?.as_deref() {
            Some("exists") => Test::Exists,
            Some("notExists") => Test::NotExists,
            None | Some("matches") => match (predicate.get("range"), predicate.get("value")) {
                (Some(Value::Object(range)), _) => {
                    let end = |name: &str| range.get(name).and_then(Value::as_i64);
                    Test::Range {
                        from: end("gte").or(end("gt").map(|from| from.saturating_add(1))),
                        to: end("lte").or(end("lt").map(|to| to.saturating_sub(1))),
                    }
                }
                (_, None | Some(Value::Null)) => Test::NotExists,
                (_, Some(Value::String(value))) => Test::Matches(value.clone()),
                (_, Some(value)) => Test::Matches(value.to_string()),
            },
            Some(_) => {
                let known = "matches, exists or notExists";
                return Err(not_a(&format!("{name}.operator"), known));
            }
        };
        Ok(Self { of, test })
    }

    fn holds(&self, parts: &[&Value]) -> bool {
        let found: Vec<&Value> = match &self.of {
            Of::Dimension(name) => values(parts, name),
            Of::Metric(name) => metrics(parts, name),
        };
        match &self.test {
            Test::Exists => !found.is_empty(),
            Test::NotExists => found.is_empty(),
            Test::Matches(wanted) => found.iter().any(|value| match value {
                Value::String(value) => value.eq_ignore_ascii_case(wanted),
                other => other.to_string() == *wanted,
            }),
            Test::Range { from, to } => found.iter().any(|value| {
                value.as_i64().is_some_and(|value| {
                    from.is_none_or(|from| value >= from) && to.is_none_or(|to| value <= to)
                })
            }),
        }
    }
}

/// The values of a dimension: of the first part that has it.
fn values<'v>(parts: &[&'v Value], name: &str) -> Vec<&'v Value> {
    if name == "divisionId" {
        let all = parts.iter().find_map(|part| part.get("divisionIds"));
        return all
            .and_then(Value::as_array)
            .map(|all| all.iter().collect())
            .unwrap_or_default();
    }
    let found = parts.iter().find_map(|part| part.get(name));
    found.into_iter().collect()
}

/// The values of a metric of the session.
fn metrics<'v>(parts: &[&'v Value], name: &str) -> Vec<&'v Value> {
    let all = parts.iter().filter_map(|part| part.get("metrics"));
    let all = all.filter_map(Value::as_array).flatten();
    let own = all.filter(|metric| metric.get("name").and_then(Value::as_str) == Some(name));
    own.filter_map(|metric| metric.get("value")).collect()
}
