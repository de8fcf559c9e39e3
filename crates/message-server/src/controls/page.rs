//! The page at `/`: its files, which are a part of the program.

use message_storyboard::page;
use message_storyboard::svg::page_style;

use crate::response::Response;

const PAGE: &str = include_str!("../../page/page.html");
const STYLE: &str = include_str!("../../page/page.css");
const SCRIPT: &str = include_str!("../../page/page.js");

/// What the page may do: run its own script, have its own style, and ask this platform. Nothing
/// that is in a conversation can be run, and nothing can be sent elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
                      connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// A file of the page by its name; `None` if there is no such file.
pub(super) fn file(name: &str) -> Option<Response> {
    let (kind, text) = match name {
        "page" => ("text/html", PAGE.to_owned()),
        "page.css" => (
            "text/css",
            format!("{}{}{STYLE}", page::STYLE, page_style()),
        ),
        "page.js" => ("text/javascript", format!("{}{SCRIPT}", page::SCRIPT)),
        _ => return None,
    };
    let mut response = Response::text(text);
    response.headers = vec![
        ("content-type".to_owned(), format!("{kind}; charset=utf-8")),
        ("content-security-policy".to_owned(), POLICY.to_owned()),
        ("x-content-type-options".to_owned(), "nosniff".to_owned()),
        ("referrer-policy".to_owned(), "no-referrer".to_owned()),
        // The next platform on this port may be another one.
        ("cache-control".to_owned(), "no-store".to_owned()),
    ];
    Some(response)
}
