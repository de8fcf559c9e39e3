//! Payloads that later releases could send.

use std::collections::BTreeSet;

use message_model::contract::future::{News, series};
use message_model::contract::{DeviationKind, View, check_value};
use message_model::{ApiRevision, Capture, Conversation, Message, decode, encode};

#[test]
fn every_payload_has_one_thing_that_no_known_release_has() {
    for future in series(&Conversation::default()) {
        let deviations = check_value(&future.payload, ApiRevision::LATEST).unwrap();
        match future.news {
            // Widths are not checked: a reader should accept 64 bits.
            News::Wide => assert_eq!(deviations, [], "{}", future.name),
            News::Property | News::Value => {
                assert_eq!(deviations.len(), 1, "{}: {deviations:?}", future.name);
                assert_eq!(deviations[0].path, future.path);
                let is_property = matches!(deviations[0].kind, DeviationKind::Property { .. });
                assert_eq!(is_property, future.news == News::Property);
                assert!(!deviations[0].is_known());
            }
        }
    }
}

#[test]
fn nothing_is_lost() {
    for future in series(&Conversation::default()) {
        let text = encode(&future.payload).unwrap();
        assert!(
            text.contains("omething")
                || text.contains("sentiment")
                || text.contains("SOMETHING")
                || future.news == News::Wide
        );
        assert_eq!(decode::<Conversation>(&text).unwrap(), future.payload);
        if let Ok(capture) = Capture::read(&text) {
            assert!(capture.check_lossless().is_ok(), "{}", future.name);
        }
    }
}

#[test]
fn every_place_and_every_list_of_values_is_there() {
    let series = series(&Conversation::default());
    let of = |news: News| series.iter().filter(move |future| future.news == news);
    let lists = View::Conversation
        .definitions()
        .into_iter()
        .flat_map(|definition| definition.properties());
    let (lists, others): (Vec<_>, Vec<_>) =
        lists.partition(|property| !property.values().is_empty());
    let numbers = others.iter().filter(|property| {
        ["integer", "number"].contains(&property.value_type().to_string().as_str())
    });
    assert_eq!(of(News::Value).count(), lists.len());
    assert_eq!(of(News::Wide).count(), numbers.count());
    let places: BTreeSet<_> = of(News::Property)
        .map(|future| future.path.as_str())
        .collect();
    for place in [
        "sentiment",
        "participants[0].wrapup.sentiment",
        "participants[0].messages[0].messages[0].errorInfo.errors[0].details[0].sentiment",
        "participants[0].messages[0].journeyContext.triggeringAction.actionMap.sentiment",
    ] {
        assert!(places.contains(place), "{place}");
    }
    let names: BTreeSet<_> = series.iter().map(|future| &future.name).collect();
    assert_eq!(names.len(), series.len(), "a name stands twice");
}

#[test]
fn what_was_there_stays() {
    let base: Message = decode(
        r#"{"id":"a","state":"connected","messages":[{"messageId":"b"},{"messageId":"c"}]}"#,
    )
    .unwrap();
    let series = series(&base);
    let written = |name: &str| {
        let future = series.iter().find(|future| future.name == name).unwrap();
        encode(&future.payload).unwrap()
    };
    assert_eq!(
        written("wide-of-messages-message-segment-count"),
        r#"{"state":"connected","id":"a","messages":[{"messageId":"b","messageSegmentCount":4294967296},{"messageId":"c"}]}"#,
    );
    assert_eq!(
        written("value-of-state"),
        r#"{"state":"somethingNew","id":"a","messages":[{"messageId":"b"},{"messageId":"c"}]}"#,
    );
    assert_eq!(
        written("property"),
        r#"{"state":"connected","id":"a","messages":[{"messageId":"b"},{"messageId":"c"}],"sentiment":{"score":0.70,"words":["calm","clear"],"since":null}}"#,
    );
}
