//! Which controls there are.

/// The controls: method, path below `/msgleg/`, what it does.
pub(crate) const CONTROLS: [(&str, &str, &str); 48] = [
    ("GET", "", "this list"),
    ("GET", "page", "the page that is also at /"),
    (
        "GET",
        "overview",
        "clock, pace, snapshots, and the latest conversations in short",
    ),
    ("GET", "clock", "what the clock shows"),
    ("POST", "clock/advance", "{ms}: lets time pass"),
    ("POST", "clock/run-until", "{at}: lets time pass until then"),
    (
        "PUT",
        "clock/pace",
        "{pace}: real, stepped, fast or a number, so many times as fast",
    ),
    (
        "POST",
        "clock/finish",
        "lets time pass until all work is done",
    ),
    (
        "GET",
        "organisation",
        "agents, with their client ids, and queues",
    ),
    (
        "PUT",
        "organisation",
        "{name, agents, queues, wrapUpCodes}: begins anew with this organisation",
    ),
    (
        "POST",
        "customers/messages",
        "a customer writes: {conversationId, text, channel, attributes, ...}",
    ),
    (
        "POST",
        "customers/{conversationId}/leave",
        "a customer leaves",
    ),
    ("PUT", "agents/rule", "a rule for all agents, or null"),
    (
        "PUT",
        "agents/{userId}/rule",
        "a rule for one agent, or null",
    ),
    ("GET", "plays", "the scenarios, profiles and channels"),
    (
        "POST",
        "plays",
        "{scenario}, {profile, count} or {script}: plays from now on",
    ),
    ("GET", "conversations", "the ids of all conversations"),
    (
        "GET",
        "conversations/{id}/script",
        "what happened so far, as a script",
    ),
    (
        "GET",
        "conversations/{id}/recording",
        "the same, with what clients said",
    ),
    (
        "GET",
        "conversations/{id}/left-out",
        "the steps of its script that could not happen",
    ),
    (
        "GET",
        "conversations/{id}/storyboard",
        "the same as a picture in text",
    ),
    (
        "GET",
        "conversations/{id}/lanes",
        "the same as data: legs, and events in words and signs",
    ),
    (
        "GET",
        "conversations/{id}/next",
        "what may happen next, by the transition table",
    ),
    (
        "POST",
        "conversations/{id}/events",
        "{leg, event} or {role, event, user, queue}: makes it happen",
    ),
    ("GET", "recording", "what happened in all conversations"),
    (
        "POST",
        "recording",
        "plays a recording again, at the times at which it happened",
    ),
    (
        "GET",
        "requests",
        "the requests that came in; ?from=NUMBER leaves out earlier ones",
    ),
    ("DELETE", "requests", "forgets them"),
    (
        "GET",
        "frames",
        "the frames that were sent and kept; ?from=NUMBER leaves out earlier ones",
    ),
    ("PUT", "frames", "{keep}: keeps so many from now on"),
    (
        "POST",
        "failures",
        "{method, path, status, headers, body, times, hasEffect, cut, delayMs}: requests fail",
    ),
    ("DELETE", "failures", "forgets those that have not come yet"),
    (
        "GET",
        "stream",
        "what befell frames and webhooks on their way; ?from=NUMBER leaves out earlier ones",
    ),
    (
        "PUT",
        "stream",
        "{preset}: lossless, vendor-like or hostile, from now on",
    ),
    (
        "POST",
        "events",
        "{topicName, eventBody}: sends a frame to those who listen",
    ),
    (
        "PUT",
        "events/target",
        "{url}: detail events are posted there from now on, or nowhere",
    ),
    (
        "POST",
        "sockets/close",
        "{code, afterMs, channelId}: closes sockets",
    ),
    (
        "POST",
        "sockets/cut",
        "{channelId}: ends connections of sockets without a word",
    ),
    (
        "POST",
        "sockets/silence",
        "{ms, channelId}: nothing is sent on sockets for so long",
    ),
    (
        "POST",
        "channels/lose",
        "{channelId}: a channel is gone, and its socket is not told",
    ),
    (
        "GET",
        "webhooks",
        "what was posted to webhooks, with each attempt",
    ),
    (
        "POST",
        "webhooks/answers",
        "{status, times}: the next posts are answered like this and not made",
    ),
    (
        "POST",
        "webhooks/{id}",
        "{status}: what came of a post that is under way",
    ),
    (
        "POST",
        "tokens/revoke",
        "{token}: ends a token and its channels, all if none is named",
    ),
    (
        "POST",
        "fork",
        "starts the same platform once more, on a free port, behind a socket only",
    ),
    ("POST", "reset", "begins anew"),
    ("POST", "snapshots/{name}", "keeps the state under a name"),
    ("POST", "snapshots/{name}/restore", "goes back to it"),
];
