//! The names of notification topics: which there are, whose they are, and what combined ones stand
//! for.

use uuid::Uuid;

/// Whose topic it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    User(Uuid),
    Queue(Uuid),
    Conversation(Uuid),
    Workflow(Uuid),
    Deployment(Uuid),
}

/// The most characters of a topic's name.
pub(crate) const NAME_LENGTH_MAX: usize = 200;

const OF_USER: [&str; 7] = [
    "conversations",
    "conversations.messages",
    "conversations.inbound.typing.event",
    "conversationsummary",
    "conversations.summaries",
    "routingStatus",
    "presence",
];
const OF_QUEUE: [&str; 2] = ["conversations", "conversations.messages"];
const OF_CONVERSATION: [&str; 14] = [
    "acd.start",
    "acd.end",
    "acw",
    "attributes",
    "contact",
    "customer.start",
    "customer.end",
    "flow.start",
    "flow.end",
    "flow.outcome",
    "outbound",
    "user.start",
    "user.end",
    "wrapup",
];

/// Whose topic this name is; `None` if there is no such topic.
pub(crate) fn whose(name: &str) -> Option<Whose> {
    let rest = name.strip_prefix("v2.")?;
    if let Some(rest) = rest.strip_prefix("users.") {
        return of(rest, &OF_USER).map(Whose::User);
    }
    if let Some(rest) = rest.strip_prefix("routing.queues.") {
        return of(rest, &OF_QUEUE).map(Whose::Queue);
    }
    if let Some(rest) = rest.strip_prefix("detail.events.conversation.") {
        return of(rest, &OF_CONVERSATION).map(Whose::Conversation);
    }
    if let Some(rest) = rest.strip_prefix("analytics.conversation.") {
        return of(rest, &["metrics"]).map(Whose::Conversation);
    }
    if let Some(rest) = rest.strip_prefix("conversations.") {
        return of(rest, &["transcription"]).map(Whose::Conversation);
    }
    if let Some(rest) = rest.strip_prefix("workflows.") {
        return of(rest, &["conversations.inbound.typing.event"]).map(Whose::Workflow);
    }
    let rest = rest.strip_prefix("webmessaging.deployments.")?;
    of(rest, &["undelivered.messages"]).map(Whose::Deployment)
}

/// The single topics that a name stands for: `prefix?a&b` stands for `prefix.a` and `prefix.b`.
pub(crate) fn parts(name: &str) -> Vec<String> {
    match name.split_once('?') {
        Some((prefix, ends)) => ends
            .split('&')
            .map(|end| format!("{prefix}.{end}"))
            .collect(),
        None => vec![name.to_owned()],
    }
}

fn of(rest: &str, ends: &[&str]) -> Option<Uuid> {
    let (id, end) = rest.split_once('.')?;
    ends.contains(&end).then(|| id.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Whose, parts, whose};
    use uuid::Uuid;

    const ID: &str = "00000000-0000-0000-0000-000000000007";

    #[test]
    fn names_of_topics_are_known() {
        let id = Uuid::from_u128(7);
        for (name, expected) in [
            (
                format!("v2.users.{ID}.conversations.messages"),
                Some(Whose::User(id)),
            ),
            (
                format!("v2.routing.queues.{ID}.conversations"),
                Some(Whose::Queue(id)),
            ),
            (
                format!("v2.detail.events.conversation.{ID}.user.end"),
                Some(Whose::Conversation(id)),
            ),
            (format!("v2.users.{ID}.nonsense"), None),
            ("v2.users.7.conversations".to_owned(), None),
            ("channel.metadata".to_owned(), None),
            ("v2.system.socket_closing".to_owned(), None),
        ] {
            assert_eq!(whose(&name), expected, "{name}");
        }
    }

    #[test]
    fn a_combined_name_stands_for_its_parts() {
        assert_eq!(
            parts("v2.users.x?a&b.c"),
            ["v2.users.x.a", "v2.users.x.b.c"]
        );
        assert_eq!(parts("v2.users.x.a"), ["v2.users.x.a"]);
    }
}
