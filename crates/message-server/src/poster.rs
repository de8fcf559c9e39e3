//! Posts to webhooks and targets: a client of HTTP/1.1 that sends a body and reads a status.
//!
//! Nothing else of an answer counts, so each post has a connection of its own, and no TLS.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::outbox::WebhookOutcome;

/// The most bytes of the head of an answer.
const HEAD_MAX: usize = 65_536;

/// Posts a body, and says what came of it within this time.
pub(crate) async fn post(
    url: &str,
    headers: &[(String, String)],
    body: &str,
    wait: Duration,
) -> WebhookOutcome {
    match timeout(wait, exchange(url, headers, body)).await {
        Ok(Ok(status)) => WebhookOutcome::Status(status),
        Ok(Err(why)) => WebhookOutcome::Unreachable(why),
        Err(_) => WebhookOutcome::TimedOut,
    }
}

async fn exchange(url: &str, headers: &[(String, String)], body: &str) -> Result<u16, String> {
    let (host, path) = parts(url).ok_or_else(|| format!("found {url}, expected http://"))?;
    let address = match host.rsplit_once(':') {
        // An address of version 6 without a port ends with its bracket.
        Some((_, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host.to_owned(),
        _ => format!("{host}:80"),
    };
    let problem = |error: std::io::Error| error.kind().to_string();
    let mut stream = TcpStream::connect(&address).await.map_err(problem)?;
    let mut head = format!("POST {path} HTTP/1.1\r\nHost: {host}\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let length = body.len();
    head.push_str(&format!(
        "Content-Length: {length}\r\nConnection: close\r\n\r\n"
    ));
    let request = [head.as_bytes(), body.as_bytes()].concat();
    stream.write_all(&request).await.map_err(problem)?;
    let mut answer = Vec::new();
    let mut part = [0; 4_096];
    loop {
        if let Some(status) = status_of(&answer)? {
            return Ok(status);
        }
        let count = stream.read(&mut part).await.map_err(problem)?;
        if count == 0 || answer.len() > HEAD_MAX {
            return Err("the answer is not HTTP".to_owned());
        }
        answer.extend_from_slice(&part[..count]);
    }
}

/// Host and path of an address.
fn parts(url: &str) -> Option<(&str, String)> {
    let rest = url.strip_prefix("http://")?;
    let rest = rest.split('#').next().unwrap_or_default();
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let slash = if path.starts_with('/') { "" } else { "/" };
    Some((host, format!("{slash}{path}")))
}

/// The status of an answer whose head has come, after those that only say that it goes on.
fn status_of(answer: &[u8]) -> Result<Option<u16>, String> {
    let mut rest = answer;
    while let Some(end) = rest.windows(4).position(|four| four == b"\r\n\r\n") {
        let head = String::from_utf8_lossy(&rest[..end]);
        let mut words = head.split_ascii_whitespace();
        let is_http = words
            .next()
            .is_some_and(|version| version.starts_with("HTTP/1."));
        let status = words.next().and_then(|status| status.parse::<u16>().ok());
        match status.filter(|_| is_http) {
            Some(100..=199) => rest = &rest[end + 4..],
            Some(status) => return Ok(Some(status)),
            None => return Err("the answer is not HTTP".to_owned()),
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::{parts, status_of};

    #[test]
    fn an_address_has_a_host_and_a_path() {
        for (url, host, path) in [
            (
                "http://127.0.0.1:8080/in?a=b#c",
                "127.0.0.1:8080",
                "/in?a=b",
            ),
            ("http://example.com", "example.com", "/"),
            ("http://example.com?a", "example.com", "/?a"),
        ] {
            assert_eq!(parts(url), Some((host, path.to_owned())), "{url}");
        }
        assert_eq!(parts("https://example.com"), None);
    }

    #[test]
    fn a_status_is_that_of_the_last_head() {
        for (answer, expected) in [
            ("HTTP/1.1 20", Ok(None)),
            ("HTTP/1.1 200 OK\r\n\r\n", Ok(Some(200))),
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 503 No\r\na: b\r\n\r\nx",
                Ok(Some(503)),
            ),
            ("SSH-2.0\r\n\r\n", Err(())),
        ] {
            let found = status_of(answer.as_bytes()).map_err(|_| ());
            assert_eq!(found, expected, "{answer}");
        }
    }
}
