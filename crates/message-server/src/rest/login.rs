//! `POST {login}/oauth/token`: access tokens by client credentials.
//!
//! A client of the configuration gets a token without a user. The id of a user is a client too,
//! which gets a token that is bound to that user: what agents do needs one. (The platform gives
//! such tokens by other grants, which need a browser.)

use uuid::Uuid;

use crate::json::Object;
use crate::request::{Request, basic};
use crate::response::Response;
use crate::secret;
use crate::state::State;
use crate::tokens::Caller;

/// Answers a request for a token. Its errors are no `ErrorBody`.
pub(crate) fn token(state: &mut State, request: &Request) -> Response {
    if request.method != "POST" {
        return problem(405, "invalid_request", "only POST is allowed");
    }
    let form = request.form();
    if let Some(grant) = form.get("grant_type")
        && grant != "client_credentials"
    {
        let text = format!("found grant_type {grant}, expected client_credentials");
        return problem(400, "unsupported_grant_type", &text);
    }
    let basic = request.header("authorization").and_then(basic);
    let of_form = || {
        Some((
            form.get("client_id")?.clone(),
            form.get("client_secret")?.clone(),
        ))
    };
    let Some((client, given)) = basic.or_else(of_form) else {
        return problem(400, "invalid_request", "client credentials are missing");
    };
    let unknown = state.config.unknown_client_status;
    let user = client.parse::<Uuid>().ok();
    let user = user.filter(|user| state.person(*user).is_some());
    let is_known = user.is_some() || state.config.clients.iter().any(|one| one.id == client);
    if !is_known {
        return problem(
            unknown,
            "invalid_client",
            "client not found: invalid_client",
        );
    }
    if state
        .config
        .secret
        .as_ref()
        .is_some_and(|secret| *secret != given)
    {
        return problem(unknown, "invalid_client", "authentication failed");
    }
    let token = give(state, client, user);
    let lifetime = state.config.token_lifetime_s;
    let body = Object::new()
        .put("access_token", &token)
        .put("token_type", "bearer")
        .put("expires_in", &lifetime);
    Response::ok(body.end())
}

/// Gives out a token.
pub(crate) fn give(state: &mut State, client: String, user: Option<Uuid>) -> String {
    state.tokens.given += 1;
    let secret = state.config.secret.as_deref().unwrap_or_default();
    let token = secret::token(state.config.seed, secret, state.tokens.given);
    let caller = Caller {
        client,
        user,
        token: token.clone(),
    };
    let lifetime_ms = state.config.token_lifetime_s.saturating_mul(1_000);
    let expires = state.in_ms(lifetime_ms);
    state.tokens.give(caller, state.now, expires);
    token
}

fn problem(status: u16, error: &str, description: &str) -> Response {
    let body = Object::new()
        .put("error", error)
        .put("description", description)
        .put("error_description", description);
    Response::json(status, body.end())
}
