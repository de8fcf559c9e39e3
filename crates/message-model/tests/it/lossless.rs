//! Reading and writing back, compared byte by byte where the input is in our own form.

use message_model::{
    Address, Capture, DisconnectType, Id, Message, Participant, RawJson, Timestamp, WireValue,
    decode, encode, encode_pretty,
};

#[track_caller]
fn check<T: WireValue>(received: &str, expected: &str) {
    let value: T = decode(received).unwrap();
    assert_eq!(encode(&value).unwrap(), expected);
    let again: T = decode(expected).unwrap();
    assert_eq!(
        encode(&again).unwrap(),
        expected,
        "stable after one writing"
    );
}

#[test]
fn known_properties_come_first_in_declared_order_then_unknown_ones_as_received() {
    check::<Message>(
        r#"{"zeta": 1, "id": "a", "alpha": {"b": 1, "a": 2}, "state": "connected"}"#,
        r#"{"state":"connected","id":"a","zeta":1,"alpha":{"b":1,"a":2}}"#,
    );
}

#[test]
fn absent_empty_and_null_are_told_apart() {
    check::<Message>(
        r#"{"provider": "", "segments": [], "afterCallWork": {}, "held": null, "state": null}"#,
        r#"{"segments":[],"provider":"","afterCallWork":{}}"#,
    );
}

#[test]
fn unknown_values_keep_every_character_but_white_space_between_tokens() {
    check::<Message>(
        r#"{"x": [ 1.10 , 1e2, -0, 123456789012345678901234567890, "a \" b\\", "\u00e9 \ud800", null, {"a" : 1, "a": 2} ]}"#,
        r#"{"x":[1.10,1e2,-0,123456789012345678901234567890,"a \" b\\","\u00e9 \ud800",null,{"a":1,"a":2}]}"#,
    );
}

#[test]
fn unknown_enum_values_are_kept_as_text_and_case_counts() {
    check::<Message>(
        r#"{"state":"resting","disconnectType":"TRANSFER_NOANSWER"}"#,
        r#"{"state":"resting","disconnectType":"TRANSFER_NOANSWER"}"#,
    );
    let leg: Message = decode(r#"{"disconnectType":"TRANSFER"}"#).unwrap();
    assert_ne!(leg.disconnect_type, Some(DisconnectType::Transfer));
}

#[test]
fn legs_of_other_media_pass_through() {
    check::<Participant>(
        r#"{"calls": [{"state": "terminated", "self": {"a": 1.0}}], "chats": [], "purpose": "agent"}"#,
        r#"{"purpose":"agent","calls":[{"state":"terminated","self":{"a":1.0}}],"chats":[]}"#,
    );
}

#[test]
fn unknown_properties_survive_at_every_depth() {
    check::<Message>(
        r#"{"errorInfo":{"errors":[{"details":[{"x":1}],"limit":{"x":2},"x":3}],"x":4},"messages":[{"media":[{"x":5}]}]}"#,
        r#"{"errorInfo":{"errors":[{"details":[{"x":1}],"limit":{"x":2},"x":3}],"x":4},"messages":[{"media":[{"x":5}]}]}"#,
    );
}

#[test]
fn an_unknown_property_may_not_have_a_known_name() {
    let mut address = Address::default();
    address
        .unknown
        .insert("name", RawJson::from_text("1").unwrap());
    let error = encode(&address).unwrap_err().to_string();
    assert_eq!(
        error,
        "expected only unknown names among the unknown properties of Address, found its property \
         `name`"
    );
}

#[test]
fn pretty_and_plain_hold_the_same() {
    let received =
        r#"{"id":"a","segments":[{"startTime":"2026-01-05T09:00:00.000Z"}],"x":{"y":[1,2]}}"#;
    let leg: Message = decode(received).unwrap();
    let pretty = encode_pretty(&leg).unwrap();
    assert!(pretty.contains("\n  \"segments\": [\n"));
    assert_eq!(decode::<Message>(&pretty).unwrap(), leg);
}

#[test]
fn ids_are_uuids_only_in_canonical_form() {
    for (text, is_uuid) in [
        ("dd754eed-0729-420f-934a-491b22cf4940", true),
        ("00000000-0000-0000-0000-000000000000", true),
        ("DD754EED-0729-420F-934A-491B22CF4940", false),
        ("dd754eed0729420f934a491b22cf4940", false),
        ("{dd754eed-0729-420f-934a-491b22cf494}", false),
        ("dd754eed-0729-420f-934a-491b22cf494é", false),
        ("ffff-ffff-ffff-ffff", false),
        ("*", false),
        ("", false),
    ] {
        assert_eq!(Id::from(text).as_uuid().is_some(), is_uuid, "{text:?}");
        assert_eq!(Id::from(text).to_string(), text);
    }
}

#[test]
fn instants_survive_and_their_spelling_need_not() {
    let received = r#"{"connectedTime":"2026-01-05T10:00:00.5+01:00"}"#;
    assert!(Capture::read(received).unwrap().check_lossless().is_ok());
    let leg: Message = decode(received).unwrap();
    assert_eq!(
        leg.connected_time,
        "2026-01-05T09:00:00.500Z".parse::<Timestamp>().ok()
    );
}

#[test]
fn what_is_kept_to_the_letter_is_no_loss() {
    for received in [
        r#"{"held": true, "x": [ {"\ud800" : "\udfff", "a":1e400 , "a" : -0} ], "y": { "\u0000": {} }}"#,
        "{\"participants\": [\n{\"calls\": [ {\"\\ud800\" : null } ], \"messages\": \
         [{\"x\":\t{\"\\udc00\":\r\n[ ]}}]}]}",
    ] {
        Capture::read(received).unwrap().check_lossless().unwrap();
    }
}
