//! Checks the data against facts stated elsewhere, and the contract checks on small payloads.

use super::*;
use crate::ApiRevision;

fn revision(text: &str) -> ApiRevision {
    text.parse().expect("tests name published releases")
}

#[test]
fn the_contract_has_as_many_parts_as_documented() {
    let contract = Contract::get();
    assert_eq!(View::Conversation.definitions().len(), 22);
    let properties = |definition: &Definition| definition.properties().len();
    let envelope = ["Conversation", "Participant"];
    let closure = View::Conversation
        .definitions()
        .into_iter()
        .filter(|definition| !envelope.contains(&definition.name()));
    assert_eq!(closure.map(properties).sum::<usize>(), 110);
    let at_19 = contract
        .at(View::Conversation, ApiRevision::V19)
        .definitions()
        .into_iter()
        .map(Definition::name)
        .collect::<Vec<_>>();
    let expected = [
        "Conversation",
        "Participant",
        "Wrapup",
        "Message",
        "Segment",
        "ErrorBody",
        "Address",
        "MessageDetails",
        "Detail",
    ];
    assert_eq!(at_19, expected);
}

/// Every value that some release does not list, although it has the property, says what that
/// release would have sent.
#[test]
fn every_value_that_came_or_went_has_an_older_equivalent() {
    for definition in Contract::get().definitions() {
        for property in definition.properties() {
            for value in property.values() {
                let place = format!(
                    "{}.{}: {}",
                    definition.name(),
                    property.name(),
                    value.text()
                );
                let everywhere = ApiRevision::all()
                    .filter(|&revision| definition.since() <= revision && property.is_in(revision))
                    .all(|revision| value.is_in(revision));
                assert_eq!(value.evidence().is_none(), everywhere, "{place}: evidence");
                // No payload shows what another release would have sent in its place.
                assert_ne!(value.evidence(), Some(crate::Evidence::Observed), "{place}");
                for older in value.older() {
                    assert!(!everywhere, "{place} needs no older value");
                    let older = property
                        .value(older)
                        .unwrap_or_else(|| panic!("{place}: no value {older}"));
                    assert_ne!(older.text(), value.text(), "{place}: its own equivalent");
                }
            }
        }
    }
}

/// A property that a conversation needs is never left out: some equivalent is listed in every
/// release that has the property.
#[test]
fn states_and_reasons_always_have_an_equivalent() {
    let vital = [
        ("Conversation", "state"),
        ("Participant", "wrapupPrompt"),
        ("Participant", "screenRecordingState"),
        ("Message", "state"),
        ("Message", "initialState"),
        ("Message", "disconnectType"),
        ("Message", "engagementSource"),
        ("MessageDetails", "messageStatus"),
        ("ConversationMessageMetadata", "type"),
        ("ConversationMessageMetadataContent", "contentType"),
        ("ConversationMessageMetadataEvent", "eventType"),
        ("ConversationMessageMetadataEvent", "subType"),
    ];
    for (definition, name) in vital {
        let property = Contract::get()
            .definition(definition)
            .and_then(|found| found.property(name))
            .expect(name);
        for revision in ApiRevision::all().filter(|&revision| property.is_in(revision)) {
            for value in property
                .values()
                .iter()
                .filter(|value| !value.is_in(revision))
            {
                let known = |older: &&str| {
                    property
                        .value(older)
                        .is_some_and(|older| older.is_in(revision))
                };
                assert!(
                    value.older().iter().any(known),
                    "{name} {} at {revision}",
                    value.text()
                );
            }
        }
    }
}

/// Besides the founding release, 76 releases changed what is described here; one more, 214.0.0,
/// changed only the order of some values.
#[test]
fn the_contract_changed_in_as_many_releases_as_documented() {
    let all: Vec<_> = ApiRevision::all().collect();
    let changed = all.windows(2).filter(|pair| {
        !diff(View::Conversation, pair[0], pair[1])
            .changes
            .is_empty()
    });
    assert_eq!(changed.count(), 76);
}

#[test]
fn values_that_went_and_came_back_are_honoured() {
    let message = Root::Message.definition();
    let kinds = message.property("type").expect("Message has a type");
    for text in ["kakao", "telegram"] {
        let lacking: Vec<_> = ApiRevision::all()
            .filter(|&revision| revision >= self::revision("32"))
            .filter(|&revision| !kinds.values_at(revision).any(|listed| listed == text))
            .collect();
        assert_eq!(lacking, [revision("55")], "{text}");
    }
    let content = Contract::get()
        .definition("ConversationMessageMetadataContent")
        .expect("it is in the contract");
    let content = content.property("contentType").expect("it has a type");
    let listed = |text, at| content.values_at(revision(at)).any(|listed| listed == text);
    for text in ["GenericTemplate", "ListTemplate", "Postback"] {
        assert!(
            listed(text, "151") && !listed(text, "152") && !listed(text, "latest"),
            "{text}"
        );
    }
    assert!(
        listed("Reactions", "151") && !listed("Reactions", "211") && listed("Reactions", "211.1")
    );
    let limit = Contract::get()
        .definition("Limit")
        .expect("it is in the contract");
    let namespace = limit.property("namespace").expect("it has a namespace");
    let noticing = ApiRevision::all().filter(|&at| {
        namespace
            .values_at(at)
            .any(|listed| listed == "admin.notice")
    });
    assert_eq!(noticing.collect::<Vec<_>>(), [revision("263")]);
}

#[test]
fn releases_that_are_not_on_pypi_say_so() {
    let missing = Contract::get()
        .releases()
        .iter()
        .filter(|release| !release.is_on_pypi());
    assert_eq!(missing.count(), 22);
    assert!(!revision("44").release().is_on_pypi());
    assert_eq!(revision("44").release().date(), "2018-10-18");
}

#[track_caller]
fn check_diff(from: &str, to: &str, expected: &[&str]) {
    let text = diff(View::Conversation, revision(from), revision(to)).to_string();
    let lines: Vec<_> = text
        .lines()
        .skip(1)
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(lines, expected);
}

#[test]
fn differences_are_those_of_the_release_notes() {
    check_diff(
        "19",
        "20",
        &[
            "Participant.screenRecordingState + timeout",
            "Message.type new, one of sms",
            "Message.recipientCountry new, string",
            "Message.recipientType new, string",
            "MessageDetails.messageStatus new, one of queued | sent | failed |",
            "received",
            "MessageDetails.messageSegmentCount new, integer",
        ],
    );
    check_diff("54", "55", &["Message.type - kakao, telegram"]);
    check_diff("55", "54", &["Message.type + kakao, telegram"]);
    check_diff(
        "230",
        "231",
        &[
            "Conversation.inactivityTimeout new, date-time",
            "Message.disconnectType + inactivity",
            "Limit.namespace + voice.transcription",
        ],
    );
    check_diff(
        "173",
        "174",
        &[
            "ErrorBody.limit new, Limit",
            "Limit new, with key, namespace, value",
        ],
    );
    check_diff("265", "269", &["no change"]);
}

#[test]
fn differences_are_told_to_programs_too() {
    let changes = |from: &str, to: &str| {
        let changes = diff(View::Conversation, revision(from), revision(to)).changes;
        changes
            .iter()
            .map(|change| crate::encode(change).expect("a change is JSON"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        changes("173", "174"),
        [
            r#"{"definition":"ErrorBody","property":"limit","change":"added","type":"Limit"}"#,
            r#"{"definition":"Limit","change":"added","properties":["key","namespace","value"]}"#,
        ]
    );
    assert_eq!(
        changes("20", "19")[..2],
        [
            r#"{"definition":"Participant","property":"screenRecordingState","change":"values-removed","values":["timeout"]}"#,
            r#"{"definition":"Message","property":"type","change":"removed","type":"string","values":["sms"]}"#,
        ]
    );
}

#[track_caller]
fn check_findings(payload: &str, at: &str, expected: &[&str]) {
    let deviations = match check(payload, Root::Message, revision(at)) {
        Ok(deviations) => deviations.iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    };
    assert_eq!(deviations, expected);
}

#[test]
fn what_a_release_does_not_have_is_found() {
    check_findings("{}", "19", &[]);
    check_findings(r#"{"parkTime": "2026-01-05T09:00:00.000Z"}"#, "257", &[]);
    check_findings(
        r#"{"parkTime": "soon"}"#,
        "256",
        &["parkTime: this property of Message came with 257.0.0"],
    );
    check_findings(r#"{"type": "sms", "held": null}"#, "20", &[]);
    check_findings(
        r#"{"parkTime": null}"#,
        "256",
        &["parkTime: this property of Message came with 257.0.0"],
    );
    check_findings(
        r#"{"type": "telegram"}"#,
        "55",
        &["type: the value \"telegram\" is listed from 32.0.0 to before 55.0.0 and from 56.0.0 on"],
    );
    check_findings(
        r#"{"type": "Telegram"}"#,
        "56",
        &["type: no known release has the value \"Telegram\""],
    );
}

#[test]
fn wrong_types_are_found_at_every_depth() {
    let wrong = |path: &str, rest: &str| format!("{path}: expected {rest}");
    for (payload, expected) in [
        (
            r#"{"held": "yes"}"#,
            wrong("held", "boolean, found \"yes\""),
        ),
        (
            r#"{"connectedTime": "yesterday"}"#,
            wrong("connectedTime", "date-time, found \"yesterday\""),
        ),
        (r#"{"state": 1}"#, wrong("state", "string, found 1")),
        (
            r#"{"messages": [{"messageSegmentCount": 1.0}]}"#,
            wrong("messages[0].messageSegmentCount", "integer, found 1.0"),
        ),
        (
            r#"{"messages": [null]}"#,
            wrong("messages[0]", "MessageDetails, found null"),
        ),
        (
            r#"{"messages": {}}"#,
            wrong("messages", "array<MessageDetails>, found {}"),
        ),
        (
            r#"{"errorInfo": {"messageParams": {"a": {}}}}"#,
            wrong("errorInfo.messageParams.a", "string, found {}"),
        ),
        (
            r#"{"errorInfo": {"errors": [{"errors": [[]]}]}}"#,
            wrong("errorInfo.errors[0].errors[0]", "ErrorBody, found []"),
        ),
        (r#"[]"#, wrong(".", "Message, found []")),
    ] {
        check_findings(payload, "latest", &[&expected]);
    }
}

#[test]
fn what_cannot_be_walked_is_an_error_that_names_the_place() {
    check_findings(
        "{",
        "19",
        &["EOF while parsing an object (line 1, column 1)"],
    );
    check_findings(
        "{\"errorInfo\":\n {\"code\": \"a\", \"code\": \"b\"}}",
        "19",
        &["errorInfo: duplicate field `code` (line 2, column 2)"],
    );
}

#[test]
fn deep_error_trees_end_in_an_error_and_not_in_a_full_stack() {
    let depth = 2_000;
    let payload = format!(
        "{{\"errorInfo\":{}{{}}{}}}",
        "{\"errors\":[".repeat(depth),
        "]}".repeat(depth)
    );
    let error = check(&payload, Root::Message, ApiRevision::V19).expect_err("it is too deep");
    assert_eq!(error.reason(), "recursion limit exceeded");
}

/// The stand-in for values that no release lists is itself listed from the start, with one
/// exception.
#[test]
fn what_stands_for_the_unheard_of_is_listed() {
    let mut found = Vec::new();
    for definition in View::Conversation.definitions() {
        for property in definition.properties() {
            if let Some(otherwise) = property.otherwise() {
                let value = property.value(otherwise).expect("it is listed");
                let late = value.since() > property.since();
                found.push(format!(
                    "{}.{}{}",
                    definition.name(),
                    property.name(),
                    if late { " late" } else { "" }
                ));
            }
        }
    }
    let expected = [
        "Message.disconnectType",
        "Message.type late",
        "Message.engagementSource",
        "AfterCallWork.state",
        "ConversationMessageMetadata.type",
        "ConversationMessageMetadataEvent.eventType",
        "ConversationMessageMetadataEvent.subType",
        "ConversationMessageMetadataContent.contentType",
        "ConversationMessageMetadataContent.subType",
    ];
    assert_eq!(found, expected);
}
