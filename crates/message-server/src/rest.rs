//! The platform's REST API: which paths there are, who may call them, and what is answered.

mod analytics;
mod conversations;
mod found;
mod inbound;
mod integrations;
pub(crate) mod login;
mod messages;
mod notifications;
mod participants;
mod queues;
mod supervision;
mod transfers;
mod users;

use crate::call::{Call, Route};
use crate::refusal::Refusal;
use crate::request::Request;
use crate::response::Response;
use crate::state::State;
use crate::tokens::{Caller, Usage};

/// All paths, in the order in which they are looked up: those with fixed words before those that
/// have something else in their place.
const ALL: [&[Route]; 11] = [
    users::ROUTES,
    queues::ROUTES,
    notifications::ROUTES,
    integrations::ROUTES,
    inbound::ROUTES,
    messages::ROUTES,
    conversations::ROUTES,
    participants::ROUTES,
    transfers::ROUTES,
    supervision::ROUTES,
    analytics::ROUTES,
];

/// Method and path of every call that there is, with `{}` for what differs.
pub(crate) fn paths() -> impl Iterator<Item = (&'static str, &'static str)> {
    let routes = ALL.into_iter().flatten();
    routes.map(|route| (route.method, route.path))
}

/// The control that is also at `/`.
pub(crate) const PAGE: &str = "page";

/// What a path is of.
pub(crate) enum Part<'a> {
    Login,
    /// What follows `/api/v2/`.
    Api(&'a str),
    /// What follows `/msgleg/`.
    Controls(&'a str),
    Other,
}

/// What a path is of. A gateway may put anything before the platform's own part.
pub(crate) fn part(path: &str) -> Part<'_> {
    if path == "/" {
        return Part::Controls(PAGE);
    }
    if let Some(rest) = path.strip_prefix("/msgleg/") {
        return Part::Controls(rest);
    }
    if path == "/oauth/token" || path.ends_with("/oauth/token") {
        return Part::Login;
    }
    match path.split_once("/api/v2/") {
        Some((_, rest)) => Part::Api(rest),
        None => Part::Other,
    }
}

/// Who makes a call of the API, by the token. `used` takes how often that has been used, too.
pub(crate) fn caller(
    state: &mut State,
    request: &Request,
    used: &mut Option<(Caller, Usage)>,
) -> Result<Caller, Refusal> {
    let (caller, usage) = state
        .tokens
        .caller(request.header("authorization"), state.now)?;
    *used = Some((caller.clone(), usage));
    if let Some(most) = state.config.rate_limit
        && usage.count > most
    {
        let wait = usage.resets_in_s;
        let message =
            format!("Rate limit exceeded the maximum. Retry the request in [{wait}] seconds");
        return Err(Refusal::new(429, "too.many.requests.retry.after", message)
            .with_header("retry-after", wait.to_string()));
    }
    Ok(caller)
}

/// Answers a call of a caller who is known.
pub(crate) fn call(
    state: &mut State,
    request: &Request,
    path: &str,
    host: &str,
    caller: &Caller,
) -> Result<Response, Refusal> {
    let path = path.trim_end_matches('/');
    let Some((route, parts)) = find(&request.method, path) else {
        return Err(unknown(&request.method, path));
    };
    let needed = route.permissions;
    if !needed.is_empty()
        && needed
            .iter()
            .all(|permission| state.lacks(caller, permission))
    {
        let needed = needed.join(", ");
        let code = match route.permissions {
            [_] => "missing.permissions",
            _ => "missing.any.permissions",
        };
        let message = format!(
            "Unable to perform the requested action. You are missing the \
                               following permission(s): {needed}"
        );
        return Err(Refusal::new(403, code, message));
    }
    let call = Call {
        request,
        caller,
        parts,
        is_of_messages: route.path.starts_with("conversations/messages"),
        host: host.to_owned(),
    };
    (route.answer)(state, &call)
}

fn find<'p>(method: &str, path: &'p str) -> Option<(&'static Route, Vec<&'p str>)> {
    let routes = ALL.into_iter().flatten();
    let mut fitting = routes.filter(|route| route.method == method);
    fitting.find_map(|route| Some((route, fit(route.path, path)?)))
}

/// What stands for each `{}` of the template.
fn fit<'p>(template: &str, path: &'p str) -> Option<Vec<&'p str>> {
    let (mut wanted, mut found) = (template.split('/'), path.split('/'));
    let mut parts = Vec::new();
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return Some(parts),
            (Some("{}"), Some(part)) if !part.is_empty() => parts.push(part),
            (Some(word), Some(part)) if word == part => {}
            _ => return None,
        }
    }
}

/// What is not there, and what is.
fn unknown(method: &str, path: &str) -> Refusal {
    let message = format!("{method} /api/v2/{path} is not modelled here; details name what is");
    let refusal = Refusal::new(501, "not.implemented", message);
    paths().fold(refusal, |refusal, (method, path)| {
        refusal.about(&format!("{method} /api/v2/{path}"), "is modelled")
    })
}

#[cfg(test)]
mod tests {
    use super::{Part, find, part, paths};

    #[test]
    fn a_gateway_may_put_anything_before_the_path() {
        for path in ["/api/v2/users", "/prefix/api/v2/users", "/api/api/v2/users"] {
            assert!(matches!(part(path), Part::Api("users")), "{path}");
        }
        for path in ["/oauth/token", "/login/oauth/token"] {
            assert!(matches!(part(path), Part::Login), "{path}");
        }
        assert!(matches!(part("/msgleg/clock"), Part::Controls("clock")));
        assert!(matches!(part("/"), Part::Controls("page")));
        assert!(matches!(part("/elsewhere"), Part::Other));
    }

    #[test]
    fn every_path_is_found_as_itself() {
        for (method, path) in paths() {
            let example = path.replace("{}", "x");
            let found = find(method, &example).map(|(route, _)| route.path);
            assert_eq!(found, Some(path), "{method} {example}");
        }
    }
}
