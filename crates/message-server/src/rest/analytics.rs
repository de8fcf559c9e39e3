//! Analytics: the details of conversations, by query, by job and one by one.
//!
//! What has happened shows at once: how far analytics lag behind is not known. A job finds what
//! fits when it is made, and shows it as it is when it is read (simplified).

use serde_json::{Map, Value};
use uuid::Uuid;

use message_lifecycle::projection::AnalyticsForm;

use crate::body::not_a;
use crate::call::{Call, Route};
use crate::json::{Object, list};
use crate::query::Query;
use crate::refusal::Refusal;
use crate::response::Response;
use crate::state::{Job, State};

const VIEW: &[&str] = &["analytics:conversationDetail:view"];

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: "POST",
        path: "analytics/conversations/details/query",
        permissions: VIEW,
        answer: query,
    },
    Route {
        method: "POST",
        path: "analytics/conversations/details/jobs",
        permissions: VIEW,
        answer: make_job,
    },
    Route {
        method: "GET",
        path: "analytics/conversations/details/jobs/availability",
        permissions: VIEW,
        answer: availability,
    },
    Route {
        method: "GET",
        path: "analytics/conversations/details/jobs/{}",
        permissions: VIEW,
        answer: job,
    },
    Route {
        method: "GET",
        path: "analytics/conversations/details/jobs/{}/results",
        permissions: VIEW,
        answer: results,
    },
    Route {
        method: "GET",
        path: "analytics/conversations/details",
        permissions: VIEW,
        answer: several,
    },
    Route {
        method: "GET",
        path: "analytics/conversations/{}/details",
        permissions: VIEW,
        answer: one,
    },
];

/// The most conversations of a page of a query (documented), and of the results of a job.
const PAGE_MAX: u64 = 100;
const RESULTS_MAX: usize = 1_000;
/// The most ids of a request for several (documented).
const IDS_MAX: usize = 100;

fn query(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let body = call.request.object()?;
    let (size, number) = paging(&body)?;
    let found = find(state, &body)?;
    let first = number.saturating_sub(1).saturating_mul(size);
    let page = found.iter().skip(first).take(size);
    let page: Vec<String> = page
        .filter_map(|id| json_of(state, *id, AnalyticsForm::Query))
        .collect();
    let answer = Object::new()
        .raw("conversations", &list(page))
        .put("totalHits", &found.len());
    Ok(Response::ok(answer.end()))
}

/// Size and number of the page that a query asks for.
fn paging(body: &Map<String, Value>) -> Result<(usize, usize), Refusal> {
    let paging = match body.get("paging") {
        None | Some(Value::Null) => return Ok((25, 1)),
        Some(Value::Object(paging)) => paging,
        Some(_) => return Err(not_a("paging", "an object")),
    };
    let number = |name: &str, default: u64, most: u64| match paging.get(name) {
        None | Some(Value::Null) => Ok(default),
        Some(value) => {
            let value = value.as_u64().filter(|value| (1..=most).contains(value));
            value.ok_or_else(|| not_a(&format!("paging.{name}"), &format!("1 to {most}")))
        }
    };
    let (size, number) = (
        number("pageSize", 25, PAGE_MAX)?,
        number("pageNumber", 1, u64::from(u32::MAX))?,
    );
    Ok((
        usize::try_from(size).unwrap_or(usize::MAX),
        usize::try_from(number).unwrap_or(usize::MAX),
    ))
}

/// The conversations that fit a query, in its order.
fn find(state: &State, body: &Map<String, Value>) -> Result<Vec<Uuid>, Refusal> {
    let query = Query::of(body)?;
    let begun = state.order.iter().filter(|id| {
        let live = state.conversations.get(id);
        live.is_some_and(|live| live.has_begun())
    });
    let shown = begun.filter_map(|id| {
        let shown = json_of(state, *id, AnalyticsForm::Query)?;
        Some((*id, serde_json::from_str::<Value>(&shown).ok()?))
    });
    Ok(query.select(shown))
}

/// The details of a conversation, if it is still there.
fn json_of(state: &State, id: Uuid, form: AnalyticsForm) -> Option<String> {
    let live = state.conversations.get(&id)?;
    Some(live.analytics_json(form))
}

fn make_job(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let found = find(state, &call.request.object()?)?;
    let id = state.add_job(found);
    let answer = Object::new().id("jobId", id);
    Ok(Response::json(202, answer.end()))
}

fn availability(state: &mut State, _: &Call<'_>) -> Result<Response, Refusal> {
    let now = Object::new().time("dataAvailabilityDate", state.now);
    Ok(Response::ok(now.end()))
}

fn job(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let job = known(state, call)?;
    let is_done = job.done <= state.now;
    let told = Object::new()
        .put("state", if is_done { "FULFILLED" } else { "QUEUED" })
        .time("submissionDate", job.made);
    let told = match is_done {
        true => told.time("completionDate", job.done),
        false => told,
    };
    Ok(Response::ok(told.end()))
}

fn results(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let job = known(state, call)?;
    if job.done > state.now {
        let message = "The results of the job are not there yet.";
        return Err(Refusal::not_found(message));
    }
    let first = match call.request.parameter("cursor") {
        None => 0,
        Some(cursor) => {
            let first = cursor.strip_prefix(CURSOR).and_then(|at| at.parse().ok());
            let first = first.filter(|first| *first < job.conversations.len());
            first.ok_or_else(|| not_a("cursor", "one that the results before have named"))?
        }
    };
    let size = match call.request.parameter("pageSize") {
        None => RESULTS_MAX,
        Some(size) => {
            let size = size.parse().ok();
            let size = size.filter(|size| (1..=RESULTS_MAX).contains(size));
            size.ok_or_else(|| not_a("pageSize", "1 to 1000"))?
        }
    };
    let all = &job.conversations;
    let page = all.iter().skip(first).take(size);
    let page: Vec<String> = page
        .filter_map(|id| json_of(state, *id, AnalyticsForm::Job))
        .collect();
    let next = first.saturating_add(size);
    let cursor = (next < all.len()).then(|| format!("{CURSOR}{next}"));
    let answer = Object::new()
        .raw("conversations", &list(page))
        .maybe("cursor", cursor)
        .time("dataAvailabilityDate", job.made);
    Ok(Response::ok(answer.end()))
}

/// What a cursor begins with, before the place in the results.
const CURSOR: &str = "after-";

fn known<'s>(state: &'s State, call: &Call<'_>) -> Result<&'s Job, Refusal> {
    let id = call.id(0, "jobId")?;
    let known = state.jobs.iter().find(|job| job.id == id);
    known.ok_or_else(|| {
        Refusal::not_found(format!("The requested resource was not found: job {id}"))
    })
}

fn several(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let ids = call.request.parameters("id");
    if ids.len() > IDS_MAX {
        let reason = format!("found {} ids, expected at most {IDS_MAX}", ids.len());
        return Err(Refusal::bad_request(reason.clone()).about("id", reason));
    }
    let ids = ids.iter().filter_map(|id| id.parse().ok());
    let known = ids.filter(|id| {
        let live = state.conversations.get(id);
        live.is_some_and(|live| live.has_begun())
    });
    let all: Vec<String> = known
        .filter_map(|id| json_of(state, id, AnalyticsForm::Query))
        .collect();
    let answer = Object::new().raw("conversations", &list(all));
    Ok(Response::ok(answer.end()))
}

fn one(state: &mut State, call: &Call<'_>) -> Result<Response, Refusal> {
    let live = super::found::conversation(state, call)?;
    Ok(Response::ok(live.analytics_json(AnalyticsForm::Query)))
}
