//! Who calls: tokens, codes of 401, permissions, and the headers of every answer.

use message_server::{Client, Config, Core, Request};
use serde_json::json;
use uuid::Uuid;

use super::{core, hello, later};
use crate::support::{Caller, json as read, text};

#[test]
fn row_1_tokens_come_by_basic_or_form() {
    let mut core = core();
    let form = "application/x-www-form-urlencoded";
    let ask = |core: &mut Core, path: &str, authorization: &str, body: &str| {
        let mut request = Request::new("POST", path).with_header("content-type", form);
        request.body = body.as_bytes().to_vec();
        if !authorization.is_empty() {
            request = request.with_header("authorization", authorization);
        }
        core.handle(&request)
    };
    // "msgleg:any", by the standard's alphabet.
    let basic = ask(
        &mut core,
        "/oauth/token",
        "Basic bXNnbGVnOmFueQ==",
        "grant_type=client_credentials",
    );
    let body = read(&basic.body);
    assert_eq!((basic.status, &body["token_type"]), (200, &json!("bearer")));
    assert_eq!(body["expires_in"], 86_399);
    let by_form = ask(
        &mut core,
        "/login/oauth/token",
        "",
        "grant_type=client_credentials&client_id=msgleg&client_secret=any",
    );
    assert_eq!(by_form.status, 200, "{}", by_form.body);
    assert_ne!(read(&by_form.body)["access_token"], body["access_token"]);
    for (body, error) in [
        (
            "grant_type=client_credentials&client_id=nobody&client_secret=x",
            "invalid_client",
        ),
        (
            "grant_type=password&client_id=msgleg&client_secret=x",
            "unsupported_grant_type",
        ),
        ("grant_type=client_credentials", "invalid_request"),
    ] {
        let refused = ask(&mut core, "/oauth/token", "", body);
        let found = read(&refused.body);
        assert_eq!(
            (refused.status, text(&found["error"])),
            (400, error.to_owned())
        );
        assert!(found["description"].is_string() && found["error_description"].is_string());
    }
}

#[test]
fn row_1_the_secret_has_to_be_right_where_one_is_set() {
    let secret = Some("s3cret".to_owned());
    let config = Config {
        secret,
        unknown_client_status: 401,
        ..Config::default()
    };
    let mut core = Core::new(config).unwrap();
    let mut ask = |secret: &str| {
        let mut request = Request::new("POST", "/oauth/token");
        request.body = format!("client_id=msgleg&client_secret={secret}").into_bytes();
        core.handle(&request).status
    };
    assert_eq!((ask("guess"), ask("s3cret")), (401, 200));
    let mut ask = |authorization: &str| {
        let request = Request::new("GET", "/msgleg/requests");
        core.handle(&request.with_header("authorization", authorization))
            .status
    };
    assert_eq!((ask("Bearer guess"), ask("Bearer s3cret")), (401, 200));
}

#[test]
fn section_1_the_codes_of_401_tell_why() {
    let mut core = core();
    let path = "/api/v2/users/me";
    let known = Caller::agent(&mut core, 0);
    let check = |core: &mut Core, request: Request, code: &str| {
        let answer = core.handle(&request);
        let found = read(&answer.body);
        assert_eq!(
            (answer.status, text(&found["code"])),
            (401, code.to_owned())
        );
    };
    check(
        &mut core,
        Request::new("GET", path),
        "authentication.required",
    );
    check(
        &mut core,
        Request::new("GET", path).with_token("guess"),
        "bad.credentials",
    );
    known.get(&mut core, path);
    later(&mut core, 86_399_000);
    check(
        &mut core,
        Request::new("GET", path).with_token(&known.token),
        "credentials.expired",
    );
}

#[test]
fn section_1_a_client_is_no_user() {
    let mut core = core();
    let client = Caller::client(&mut core);
    client.refused(&mut core, "GET /api/v2/users/me", "", (400, "not.a.user"));
    hello(&mut core);
    later(&mut core, 1_000);
    let listing = client.get(&mut core, "/api/v2/conversations");
    assert_eq!(listing["total"], 0);
    let agent = Caller::agent(&mut core, 0);
    let me = agent.get(&mut core, "/api/v2/users/me?expand=presence,routingStatus");
    for name in ["id", "name", "email", "username", "state"] {
        assert!(me[name].is_string(), "{name}");
    }
    assert!(me["chat"]["jabberId"].is_string() && me["division"]["id"].is_string());
    assert_eq!(
        me["presence"]["presenceDefinition"]["systemPresence"],
        "Available"
    );
    assert_eq!(me["routingStatus"]["status"], "IDLE");
}

#[test]
fn section_1_a_gateway_and_bodies_where_none_is_due_are_no_matter() {
    let mut core = core();
    let client = Caller::client(&mut core);
    for path in [
        "/api/v2/users",
        "/some/prefix/api/v2/users",
        "/api/api/v2/users",
    ] {
        client.get(&mut core, path);
    }
    for body in ["", "null", "{}", " \n"] {
        client.done(&mut core, "POST /api/v2/notifications/channels", body, 200);
    }
    let mut request = Request::new("POST", "/api/v2/notifications/channels");
    request = request
        .with_token(&client.token)
        .with_header("content-type", "text/xml");
    request.body = b"<x/>".to_vec();
    let path = "POST /api/v2/conversations/messages/agentless";
    client.refused(&mut core, path, "[1", (400, "bad.request"));
    request.path = "/api/v2/conversations/messages/agentless".to_owned();
    assert_eq!(core.handle(&request).status, 415);
}

#[test]
fn section_2_4_who_lacks_a_permission_is_refused() {
    let mut reader = Client::of("reader");
    reader
        .lacks
        .insert("conversation:communication:view".to_owned());
    reader
        .lacks
        .insert("conversation:message:create".to_owned());
    reader
        .lacks
        .insert("conversation:webmessaging:create".to_owned());
    let clients = vec![reader];
    let mut core = Core::new(Config {
        clients,
        ..Config::default()
    })
    .unwrap();
    let id = hello(&mut core).conversation;
    let reader = Caller::client(&mut core);
    let call = format!("GET /api/v2/conversations/{id}");
    reader.refused(&mut core, &call, "", (403, "missing.permissions"));
    let call = format!("POST /api/v2/conversations/messages/{id}/communications/{id}/typing");
    reader.refused(&mut core, &call, "", (403, "missing.any.permissions"));
    reader.get(&mut core, &format!("/api/v2/conversations/messages/{id}"));
}

#[test]
fn section_6_answers_have_the_headers_of_the_platform() {
    let mut core = Core::new(Config {
        rate_limit: Some(2),
        ..Config::default()
    })
    .unwrap();
    let client = Caller::client(&mut core);
    let answer = client.done(&mut core, "GET /api/v2/users", "", 200);
    for (name, value) in [
        ("date", "Mon, 05 Jan 2026 09:00:00 GMT"),
        ("inin-ratelimit-count", "1"),
        ("inin-ratelimit-allowed", "2"),
        ("inin-ratelimit-reset", "60"),
        ("content-type", "application/json"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    let correlation = answer.header("inin-correlation-id");
    assert!(correlation.is_some_and(|id| id.parse::<Uuid>().is_ok()));
    assert_eq!(correlation, answer.header("genesys-correlation-id"));
    later(&mut core, 18_000);
    client.done(&mut core, "GET /api/v2/users", "", 200);
    let code = (429, "too.many.requests.retry.after");
    let body = client.refused(&mut core, "GET /api/v2/users", "", code);
    let message = "Rate limit exceeded the maximum. Retry the request in [42] seconds";
    assert_eq!(body["message"], message);
    let answer = client.call(&mut core, "GET /api/v2/users", "");
    assert_eq!(answer.header("retry-after"), Some("42"));
    later(&mut core, 42_000);
    client.done(&mut core, "GET /api/v2/users", "", 200);
}

#[test]
fn browsers_get_the_headers_that_they_ask_for() {
    let mut core = Core::new(Config {
        cors: Some("*".to_owned()),
        ..Config::default()
    })
    .unwrap();
    let answer = core.handle(&Request::new("OPTIONS", "/api/v2/users"));
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    let answer = core.handle(&Request::new("GET", "/api/v2/users"));
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (401, Some("*"))
    );
    let mut core = self::core();
    let answer = core.handle(&Request::new("OPTIONS", "/api/v2/users"));
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (401, None)
    );
}
