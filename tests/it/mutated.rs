//! Texts that no platform writes: any bytes, any JSON with the names that the views have, and what
//! the platform writes with damage done to it. Reading and checking them never panics, and what can
//! be read at all is lossless.

use std::collections::BTreeSet;
use std::ops::Range;

use message_generator::{Channel, Envelope, Episode, Run};
use message_lifecycle::projection::AnalyticsForm;
use message_model::contract::{Contract, View};
use message_model::{EventBody, encode};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::checked::check_all;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        check_all(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn any_text_is_read_or_refused(text: String) {
        check_all(&text)?;
    }

    #[test]
    fn any_row_of_tokens_is_read_or_refused(tokens in vec(select(TOKENS), 0..40)) {
        check_all(&tokens.concat())?;
    }

    #[test]
    fn any_json_of_known_names_is_read_or_refused(text in json_of_known_names()) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_conversations_are_read_or_refused(text in damaged(conversations())) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_legs_are_read_or_refused(text in damaged(legs())) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_conversations_of_one_medium_are_read_or_refused(text in damaged(media())) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_notifications_are_read_or_refused(text in damaged(sent(View::Notification))) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_notifications_of_one_medium_are_read_or_refused(
        text in damaged(sent(View::MediaNotification)),
    ) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_detail_events_are_read_or_refused(text in damaged(sent(View::DetailEvent))) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_bodies_are_read_or_refused(text in damaged(bodies())) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_messages_of_open_messaging_are_read_or_refused(text in damaged(posts())) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_analytics_details_are_read_or_refused(text in damaged(details())) {
        check_all(&text)?;
    }

    #[test]
    fn damaged_events_of_event_bridge_are_read_or_refused(text in damaged(event_bridge())) {
        check_all(&text)?;
    }
}

/// What the text of any kind is made of, in any order.
const TOKENS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "{\"participants\":",
    "{\"messages\":",
    "{\"entities\":",
    "{\"eventBody\":",
    "\"topicName\":\"v2.users.a.conversations\"",
    "{\"detail-type\":\"a\",\"detail\":",
    "{\"eventTime\":1,\"conversationId\":",
    "\"state\":\"connected\"",
    "null",
    "0",
    "\"",
    "\\ud800",
    " ",
];

/// Values of every JSON type, and the odd ones among them.
const VALUES: &[&str] = &[
    "null",
    "true",
    "0",
    "-0",
    "1e400",
    "2.50",
    "9223372036854775808",
    "\"\"",
    "\"connected\"",
    "\"\\ud800\"",
    "\"2026-01-05T09:00:00.000Z\"",
    "\"0000-01-01T00:00:00Z\"",
    "\"v2.users.a.conversations\"",
    "\"v2.detail.events.conversation.a.acw\"",
    "[]",
    "[null]",
    "{}",
    "{\"\\ud800\":[],\"a\":1,\"a\":null}",
];

/// The names that tell what an object is.
const TELLING: &[&str] = &[
    "participants",
    "messages",
    "entities",
    "topicName",
    "eventBody",
    "detail-type",
    "detail",
    "eventTime",
    "conversationId",
    "channel",
    "textBody",
];

/// JSON with the names that the platform uses, wherever they belong.
fn json_of_known_names() -> impl Strategy<Value = String> {
    let definitions = Contract::get().definitions().iter();
    let names = definitions.flat_map(|definition| definition.properties());
    let names: BTreeSet<&str> = names.map(|property| property.name()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let name = prop_oneof![select(TELLING), select(names)];
    let value = select(VALUES).prop_map(str::to_owned);
    value.prop_recursive(6, 60, 6, move |inner| {
        let array = vec(inner.clone(), 0..4).prop_map(|values| format!("[{}]", values.join(",")));
        let entries = proptest::collection::btree_map(name.clone(), inner, 0..8);
        let object = entries.prop_map(|entries| {
            let entries = entries
                .iter()
                .map(|(name, value)| format!("\"{name}\":{value}"));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        });
        prop_oneof![1 => array, 3 => object]
    })
}

fn episodes() -> Vec<Episode> {
    let run = Run::new(7);
    (0..3).flat_map(|number| run.episodes(number)).collect()
}

fn conversations() -> Vec<String> {
    let all = episodes();
    all.iter()
        .map(|episode| written(&episode.conversation()))
        .collect()
}

fn legs() -> Vec<String> {
    let all = episodes();
    let legs = all.iter().flat_map(Episode::legs);
    legs.map(|(_, leg)| written(&leg)).collect()
}

fn media() -> Vec<String> {
    let all = episodes();
    all.iter()
        .map(|episode| written(&episode.media()))
        .collect()
}

fn bodies() -> Vec<String> {
    let all = episodes();
    let bodies = all.iter().flat_map(Episode::bodies);
    bodies.map(|body| written(&body)).collect()
}

fn posts() -> Vec<String> {
    let run = Run::new(7).with_channel(Channel::Open);
    let episodes = (0..3).flat_map(|number| run.episodes(number));
    let posts = episodes.flat_map(|episode| episode.open_posts());
    let both = posts.flat_map(|post| [Some(post.body), post.answer]);
    both.flatten().map(|body| written(&body)).collect()
}

fn details() -> Vec<String> {
    let all = episodes();
    all.iter()
        .map(|episode| written(&episode.analytics(AnalyticsForm::Job)))
        .collect()
}

/// The last notifications of a view, and their bodies alone.
fn sent(view: View) -> Vec<String> {
    let mut texts = Vec::new();
    for episode in episodes() {
        let frames: Vec<_> = episode.sent_frames(|_| true).collect();
        let of_view = frames
            .iter()
            .rev()
            .filter(|sent| view_of(&sent.body) == view);
        for frame in of_view.take(8) {
            let envelope = Envelope::Notification;
            texts.push(frame.to_json(envelope).expect("a play can be written"));
            texts.push(written(&*frame.body));
        }
    }
    texts
}

fn event_bridge() -> Vec<String> {
    let mut texts = Vec::new();
    for episode in episodes() {
        let frames = episode.sent_frames(|_| true).step_by(7);
        texts.extend(frames.map(|it| it.to_json(Envelope::EventBridge)));
    }
    let texts: Result<Vec<String>, _> = texts.into_iter().collect();
    texts.expect("a play can be written")
}

fn view_of(body: &EventBody) -> View {
    match body {
        EventBody::Conversation(_) => View::Notification,
        EventBody::Messages(_) => View::MediaNotification,
        EventBody::DetailEvent(_) => View::DetailEvent,
        other => panic!("expected a body of a view, found {other:?}"),
    }
}

fn written<T: serde::Serialize>(value: &T) -> String {
    encode(value).expect("a play can be written")
}

/// One of the texts, damaged.
fn damaged(texts: Vec<String>) -> impl Strategy<Value = String> {
    assert!(!texts.is_empty(), "there is something to damage");
    let bytes = prop_oneof![
        3 => Just(None),
        1 => any::<(Index, u8)>().prop_map(Some),
    ];
    let end = prop_oneof![7 => Just(None), 1 => any::<Index>().prop_map(Some)];
    (select(texts), vec(damage(), 0..4), bytes, end).prop_map(|(mut text, all, byte, end)| {
        for one in all {
            one.apply(&mut text);
        }
        let mut bytes = text.into_bytes();
        if let Some((place, byte)) = byte {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(end) = end {
            bytes.truncate(end.index(bytes.len()));
        }
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// Damage that leaves a text JSON. The places are those of its values.
#[derive(Debug, Clone)]
enum Damage {
    /// Another value in its place.
    Put(Index, &'static str),
    /// A value of the same text in its place.
    Copy(Index, Index),
    /// The properties of an object in another object as well, if need be twice of one name.
    Splice(Index, Index),
    /// All of it in an array, more than once.
    Repeat(usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<Index>;
    prop_oneof![
        6 => (place(), select(VALUES)).prop_map(|(place, value)| Damage::Put(place, value)),
        3 => (place(), place()).prop_map(|(to, from)| Damage::Copy(to, from)),
        3 => (place(), place()).prop_map(|(to, from)| Damage::Splice(to, from)),
        1 => (1..3_usize).prop_map(Damage::Repeat),
    ]
}

impl Damage {
    fn apply(self, text: &mut String) {
        let values = values(text);
        let value = |place: Index| values[place.index(values.len())].clone();
        match self {
            Self::Put(place, other) => text.replace_range(value(place), other),
            Self::Copy(to, from) => {
                let other = text[value(from)].to_owned();
                text.replace_range(value(to), &other);
            }
            Self::Splice(to, from) => {
                let objects = values
                    .iter()
                    .filter(|value| text[value.start..].starts_with("{\""));
                let objects: Vec<&Range<usize>> = objects.collect();
                if objects.is_empty() {
                    return;
                }
                let object = |place: Index| objects[place.index(objects.len())];
                let inside = &text[object(from).start + 1..object(from).end - 1];
                let inside = format!("{inside},");
                text.insert_str(object(to).start + 1, &inside);
            }
            Self::Repeat(count) => *text = format!("[{}]", vec![text.as_str(); count].join(",")),
        }
    }
}

/// Where the values stand in a text that is JSON without spaces.
fn values(text: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let end = value(text.as_bytes(), 0, &mut values);
    assert_eq!(end, text.len(), "all of the text is one value: {text}");
    values
}

/// Adds the value that starts here and all in it, and gives its end.
fn value(text: &[u8], start: usize, values: &mut Vec<Range<usize>>) -> usize {
    let place = values.len();
    values.push(start..start);
    let end = match text[start] {
        b'"' => string(text, start),
        open @ (b'{' | b'[') => {
            let mut at = start + 1;
            while !matches!(text[at], b'}' | b']') {
                at += usize::from(text[at] == b',');
                if open == b'{' {
                    at = string(text, at) + 1;
                }
                at = value(text, at, values);
            }
            at + 1
        }
        _ => {
            let rest = &text[start..];
            let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']');
            start + rest.iter().position(is_end).unwrap_or(rest.len())
        }
    };
    values[place].end = end;
    end
}

/// The end of the string that starts here.
fn string(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while text[at] != b'"' {
        at += 1 + usize::from(text[at] == b'\\');
    }
    at + 1
}
