//! A call of the API that has been routed: what is in its path, query and body, and who makes it.

use uuid::Uuid;

use crate::json::{Object, list, text};
use crate::refusal::Refusal;
use crate::request::Request;
use crate::response::Response;
use crate::state::State;
use crate::tokens::Caller;

/// A path of the API.
pub(crate) struct Route {
    pub(crate) method: &'static str,
    /// The path below `/api/v2/`, with `{}` for what differs.
    pub(crate) path: &'static str,
    /// The permissions, of which one is enough; none are needed if there are none.
    pub(crate) permissions: &'static [&'static str],
    pub(crate) answer: fn(&mut State, &Call<'_>) -> Result<Response, Refusal>,
}

/// A call.
pub(crate) struct Call<'a> {
    pub(crate) request: &'a Request,
    pub(crate) caller: &'a Caller,
    /// What stands for each `{}` of the path.
    pub(crate) parts: Vec<&'a str>,
    /// Whether it is one of `conversations/messages/...`.
    pub(crate) is_of_messages: bool,
    /// The address by which the client knows the platform, such as `127.0.0.1:4711`.
    pub(crate) host: String,
}

impl Call<'_> {
    /// The id at this place of the path, which is a UUID.
    pub(crate) fn id(&self, place: usize, name: &str) -> Result<Uuid, Refusal> {
        let part = self.parts.get(place).copied().unwrap_or_default();
        part.parse().map_err(|_| {
            let reason = format!("{} is not a valid UUID", text(part));
            Refusal::bad_request(format!("{name}: {reason}")).about(name, reason)
        })
    }

    /// The user to whom the token is bound.
    pub(crate) fn user(&self) -> Result<Uuid, Refusal> {
        self.caller.user.ok_or_else(|| {
            let message = "This request requires a user context. Client credentials cannot be \
                           used for requests to this resource.";
            Refusal::new(400, "not.a.user", message)
        })
    }

    /// Whether a parameter of the query says `true`.
    pub(crate) fn flag(&self, name: &str) -> bool {
        let value = self.request.parameter(name);
        value.is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// The page of a list that the query asks for, with what belongs around it.
    pub(crate) fn page(&self, items: &[String]) -> Result<String, Refusal> {
        let number = |name: &str, default: usize| match self.request.parameter(name) {
            None => Ok(default),
            Some(value) => match value.parse::<usize>() {
                Ok(value) if (1..=500).contains(&value) || name == "pageNumber" && value >= 1 => {
                    Ok(value)
                }
                _ => {
                    let reason = format!("found {}, expected a positive number", text(&value));
                    Err(Refusal::bad_request(format!("{name}: {reason}")).about(name, reason))
                }
            },
        };
        let (size, number) = (number("pageSize", 25)?, number("pageNumber", 1)?);
        let pages = items.len().div_ceil(size);
        let first = (number - 1).saturating_mul(size).min(items.len());
        let last = first.saturating_add(size).min(items.len());
        let uri = |number: usize| {
            let (path, kept) = (&self.request.path, &self.request.query);
            let path = path
                .find("/api/v2/")
                .and_then(|at| path.get(at..))
                .unwrap_or(path);
            let kept = kept.split('&').filter(|pair| {
                !pair.is_empty()
                    && !pair.starts_with("pageSize=")
                    && !pair.starts_with("pageNumber=")
            });
            let kept: String = kept.map(|pair| format!("&{pair}")).collect();
            format!("{path}?pageSize={size}&pageNumber={number}{kept}")
        };
        let page = Object::new()
            .raw("entities", &list(&items[first..last]))
            .put("pageSize", &size)
            .put("pageNumber", &number)
            .put("total", &items.len())
            .put("firstUri", &uri(1))
            .put("selfUri", &uri(number));
        let page = match number < pages {
            true => page.put("nextUri", &uri(number + 1)),
            false => page,
        };
        let page = match number > 1 {
            true => page.put("previousUri", &uri(number - 1)),
            false => page,
        };
        let page = page.put("lastUri", &uri(pages.max(1)));
        Ok(page.put("pageCount", &pages).end())
    }
}
