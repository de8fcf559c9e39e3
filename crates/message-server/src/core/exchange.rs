//! A request is answered: by the platform, by a fault that was asked for, or by a control.

use std::sync::Arc;

use message_model::Id;

use super::Core;
use super::time::advance_to;
use crate::controls;
use crate::date::http_date;
use crate::error::Error;
use crate::fault;
use crate::log::Change;
use crate::refusal::Refusal;
use crate::request::{Request, basic, is_reading};
use crate::response::Response;
use crate::rest::{self, Part, login};
use crate::secret;
use crate::state::{Late, State, Task};
use crate::tokens::{Caller, Usage};

impl Core {
    /// Answers a request.
    ///
    /// ```
    /// use message_server::{Config, Core, Request};
    ///
    /// let mut core = Core::new(Config::default())?;
    /// let request = Request::new("GET", "/msgleg/clock");
    /// assert!(core.handle(&request).body.contains("2026-01-05T09:00:00.000Z"));
    /// # Ok::<(), message_server::Error>(())
    /// ```
    pub fn handle(&mut self, request: &Request) -> Response {
        self.respond(request, false).0
    }

    /// Answers a request. If it has changed something that outlives a restart, that is noted.
    pub(crate) fn handle_noting(&mut self, request: &Request) -> (Response, Option<Change>) {
        self.respond(request, true)
    }

    fn respond(&mut self, request: &Request, notes: bool) -> (Response, Option<Change>) {
        let state = &mut self.world.state;
        let number = state.requests;
        state.requests += 1;
        let correlation = secret::correlation(state.config.seed, number).to_string();
        let at = state.now;
        let mut used: Option<(Caller, Usage)> = None;
        let mut effect: Option<u16> = None;
        let mut has_failed = false;
        let result = match rest::part(&request.path) {
            Part::Controls(path) => {
                let path = path.to_owned();
                let result = self.control(request, &path);
                effect = result.as_ref().ok().map(|response| response.status);
                result
            }
            part => {
                let (response, failure) =
                    self.platform(request, part, &correlation, &mut used, &mut effect);
                has_failed = failure;
                Ok(response)
            }
        };
        let noted = effect.filter(|_| notes && is_noted(request));
        let change = noted.map(|status| {
            let caller = used.as_ref().map(|(caller, _)| caller.clone());
            Change {
                at,
                number,
                user: caller.as_ref().and_then(|caller| caller.user.map(Id::from)),
                client: caller.map(|caller| caller.client).unwrap_or_default(),
                method: request.method.clone(),
                path: request.path.clone(),
                query: request.query.clone(),
                body: String::from_utf8_lossy(&request.body).into_owned(),
                status,
            }
        });
        let mut response = result.unwrap_or_else(|refusal| refusal.response(&correlation));
        let state = &mut self.world.state;
        let mut header = |name: &str, value: String| response.headers.push((name.into(), value));
        header("date", http_date(state.now));
        header("inin-correlation-id", correlation.clone());
        header("genesys-correlation-id", correlation);
        if let Some((_, usage)) = &used {
            let allowed = state.config.rate_limit.unwrap_or(RATE_ALLOWED);
            header("inin-ratelimit-count", usage.count.to_string());
            header("inin-ratelimit-allowed", allowed.to_string());
            header("inin-ratelimit-reset", usage.resets_in_s.to_string());
        }
        if let Some(origin) = &state.config.cors {
            header("access-control-allow-origin", origin.clone());
            header(
                "access-control-allow-headers",
                "*, authorization".to_owned(),
            );
            header("access-control-allow-methods", METHODS.to_owned());
        }
        if request.method == "HEAD" {
            response.body.clear();
        }
        if !matches!(rest::part(&request.path), Part::Controls(_)) {
            let mut request = request.clone();
            if matches!(rest::part(&request.path), Part::Login) {
                request.body.clear();
            }
            let caller = used.map(|(caller, _)| caller);
            let state = &mut self.world.state;
            let (kept, most) = (&mut state.received, state.config.requests_kept);
            kept.keep((number, at), request, &response, has_failed, caller, most);
        }
        self.catch_up();
        (response, change)
    }

    /// Makes a change once more, at its time.
    pub(crate) fn make_again(&mut self, change: &Change) -> Result<(), Error> {
        self.advance(change.at);
        let state = &mut self.world.state;
        state.requests = change.number.saturating_add(1);
        let mut request = Request::new(&change.method, &change.path);
        request.query.clone_from(&change.query);
        request.body = change.body.clone().into_bytes();
        let result = match rest::part(&change.path) {
            Part::Controls(path) => self.controlled(&request, path),
            Part::Api(path) => {
                let caller = Caller {
                    client: change.client.clone(),
                    user: change.user.as_ref().and_then(Id::as_uuid),
                    token: String::new(),
                };
                call(state, &request, path, "", &caller)
            }
            Part::Login | Part::Other => Ok(Response::empty(0)),
        };
        self.catch_up();
        // Whoever made these posts has handed in what came of them, or they are made again later.
        self.take_posts();
        self.take_events();
        let (status, problem) = match result {
            Ok(response) => (response.status, String::new()),
            Err(refusal) => (refusal.status, format!(": {}", refusal.message())),
        };
        if status == change.status {
            return Ok(());
        }
        let Change { method, path, .. } = change;
        let expected = change.status;
        let problem =
            format!("{method} {path}: found status {status}{problem}, expected {expected}");
        Err(Error::new(problem))
    }

    /// The answer to a request that the socket's side refuses, such as one that is too long.
    pub(crate) fn refuse(&mut self, status: u16, code: &str, message: &str) -> Response {
        self.refused(Refusal::new(status, code, message))
    }

    fn refused(&mut self, refusal: Refusal) -> Response {
        let state = &mut self.world.state;
        let number = state.requests;
        state.requests += 1;
        let correlation = secret::correlation(state.config.seed, number).to_string();
        let mut response = refusal.response(&correlation);
        let headers = &mut response.headers;
        headers.push(("date".to_owned(), http_date(state.now)));
        headers.push(("inin-correlation-id".to_owned(), correlation));
        response
    }

    /// The same platform once more, for whoever may use the controls.
    pub(crate) fn fork_for(&mut self, request: &Request) -> Result<Self, Response> {
        match self.may_control(request) {
            Ok(()) => Ok(self.fork()),
            Err(refusal) => Err(self.refused(refusal)),
        }
    }

    /// Whether a request may use the controls: it has the secret, if there is one, and a browser
    /// does not send it for a page of another site, unless such pages may use the platform.
    fn may_control(&self, request: &Request) -> Result<(), Refusal> {
        let given = request.header("authorization").unwrap_or_default();
        let has = |secret: &str| {
            let basic = || basic(given).is_some_and(|(_, password)| password == secret);
            given.strip_prefix("Bearer ") == Some(secret) || basic()
        };
        if self
            .config()
            .secret
            .as_deref()
            .is_some_and(|secret| !has(secret))
        {
            let message = "the controls need the secret, as a bearer token or a password";
            let refusal = Refusal::new(401, "authentication.required", message);
            // A browser asks its user.
            return Err(refusal.with_header("www-authenticate", "Basic realm=\"msgleg\""));
        }
        let is_other_site = matches!(
            request.header("sec-fetch-site"),
            Some("cross-site" | "same-site")
        );
        if is_other_site && !is_reading(request) && self.config().cors.is_none() {
            let message = "a page of another site may not use the controls";
            return Err(Refusal::new(403, "not.authorized", message));
        }
        Ok(())
    }

    fn control(&mut self, request: &Request, path: &str) -> Result<Response, Refusal> {
        self.may_control(request)?;
        self.controlled(request, path)
    }

    /// Does what a control asks of whoever may.
    fn controlled(&mut self, request: &Request, path: &str) -> Result<Response, Refusal> {
        // Whatever a tool says that it sends: `curl -d` calls everything a form.
        let mut request = request.clone();
        request.headers.remove("content-type");
        let request = &request;
        let stops = controls::stops_at_webhooks(request, path);
        if path == "clock/finish" && request.method == "POST" {
            let is_done = match stops {
                true => self.finish_to_webhook(),
                false => {
                    self.finish_work();
                    true
                }
            };
            return controls::clock(&self.world, is_done);
        }
        let until = controls::answer_clock(&self.world, request, path)?;
        if let Some(until) = until {
            let is_done = advance_to(&mut self.world.state, until, stops);
            return controls::clock(&self.world, is_done);
        }
        controls::answer(&mut self.world, request, path)
    }

    /// Answers a request on the platform's paths, and says whether that is a failure that was asked
    /// for.
    fn platform(
        &mut self,
        request: &Request,
        part: Part<'_>,
        correlation: &str,
        used: &mut Option<(Caller, Usage)>,
        effect: &mut Option<u16>,
    ) -> (Response, bool) {
        let state = &mut self.world.state;
        if request.method == "OPTIONS" && state.config.cors.is_some() {
            return (Response::empty(204), false);
        }
        let failure = fault::take(&mut state.failures, request);
        let replaces = failure.as_ref().filter(|failure| failure.replaces());
        let result = match replaces {
            Some(failure) if !failure.has_effect => None,
            _ => Some(answer(state, request, part, used)),
        };
        *effect = result
            .as_ref()
            .and_then(|result| Some(result.as_ref().ok()?.status));
        let real =
            result.map(|result| result.unwrap_or_else(|refusal| refusal.response(correlation)));
        let mut response = match (replaces, real) {
            // Nobody sees it; what is kept of the request tells what was lost.
            (Some(failure), real) if failure.cut => real.unwrap_or_else(|| Response::empty(0)),
            (Some(failure), _) => failure.answer(correlation),
            (None, real) => real.unwrap_or_else(|| Response::empty(0)),
        };
        if let Some(failure) = &failure {
            response.delivery = failure.delivery();
        }
        (response, replaces.is_some())
    }
}

/// How many requests a token may make in a minute on the platform (documented).
const RATE_ALLOWED: u32 = 300;
/// The paths of calls that only ask, whatever their method.
const ANALYTICS: &str = "analytics/";
const METHODS: &str = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/// Answers a request on the platform's paths.
fn answer(
    state: &mut State,
    request: &Request,
    part: Part<'_>,
    used: &mut Option<(Caller, Usage)>,
) -> Result<Response, Refusal> {
    match part {
        Part::Login => Ok(login::token(state, request)),
        Part::Api(path) => {
            let host = host_of(state, request);
            let caller = rest::caller(state, request, used)?;
            call(state, request, path, &host, &caller)
        }
        Part::Controls(_) | Part::Other => {
            let path = &request.path;
            Err(Refusal::not_found(format!(
                "{path} is no path of the platform's API"
            )))
        }
    }
}

/// Answers a call of the API.
fn call(
    state: &mut State,
    request: &Request,
    path: &str,
    host: &str,
    caller: &Caller,
) -> Result<Response, Refusal> {
    let is_change = !matches!(request.method.as_str(), "GET" | "HEAD");
    let is_change = is_change && !path.starts_with(ANALYTICS);
    if state.config.effect_delay_ms == 0 || !is_change {
        return rest::call(state, request, path, host, caller);
    }
    // What is answered by 202 is tried out and takes effect later.
    let mut tried = state.clone();
    let result = rest::call(&mut tried, request, path, host, caller);
    match &result {
        Ok(response) if response.status == 202 => {
            let at = state.in_ms(state.config.effect_delay_ms);
            let late = Box::new(Late {
                // Counted when it came.
                number: state.requests.saturating_sub(1),
                request: request.clone(),
                caller: caller.clone(),
            });
            state.schedule(at, Task::Effect(late));
        }
        _ => *state = tried,
    }
    result
}

/// Whether what a request changes outlives a restart: all but tokens, channels, failures that were
/// asked for, jobs of analytics and what can be read back.
fn is_noted(request: &Request) -> bool {
    let first = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    !is_reading(request)
        && match rest::part(&request.path) {
            Part::Api(path) => first(path) != "notifications" && !path.starts_with(ANALYTICS),
            Part::Controls(path) => {
                let passing = [
                    "channels", "events", "failures", "fork", "frames", "requests", "sockets",
                    "tokens",
                ];
                !passing.contains(&first(path).as_str())
            }
            Part::Login | Part::Other => false,
        }
}

/// The address by which the client knows the platform.
fn host_of(state: &State, request: &Request) -> String {
    let config = Arc::clone(&state.config);
    let known = config.public_host.clone();
    let used = || request.header("host").map(str::to_owned);
    known
        .or_else(used)
        .unwrap_or_else(|| config.address.to_string())
}
