//! Patches: a value that is set is written as given, the rest keeps its exact text, and a path that
//! does not fit is an error.

use message_faults::patch::{Patch, Patchable};
use message_generator::Run;
use message_model::encode;

#[track_caller]
fn patched(json: &str, patch: &Patch) -> (usize, String) {
    let mut value = Patchable::from_text(json).expect("it is JSON");
    let places = patch.apply(&mut value).count();
    (places, encode(&value).expect("it was JSON"))
}

#[track_caller]
fn check_set(json: &str, patch: &str, places: usize, expected: &str) {
    assert_eq!(
        patched(json, &Patch::set(patch).expect("it is a patch")),
        (places, expected.to_owned())
    );
}

#[track_caller]
fn check_drop(json: &str, patch: &str, places: usize, expected: &str) {
    assert_eq!(
        patched(json, &Patch::drop(patch).expect("it is a path")),
        (places, expected.to_owned())
    );
}

#[test]
fn a_value_is_set_as_it_is_given() {
    check_set(r#"{"a":1}"#, "a=1.10", 1, r#"{"a":1.10}"#);
    check_set(
        r#"{"a":1}"#,
        "a=123456789012345678901234567890",
        1,
        r#"{"a":123456789012345678901234567890}"#,
    );
    check_set(r#"{"a":1}"#, "a=1e400", 1, r#"{"a":1e400}"#);
    check_set(r#"{"a":1}"#, "a=null", 1, r#"{"a":null}"#);
    check_set(
        r#"{"a":1}"#,
        r#"a={"b": [1, "x y"]}"#,
        1,
        r#"{"a":{"b":[1,"x y"]}}"#,
    );
    check_set(r#"{"a":1}"#, r#"a="2""#, 1, r#"{"a":"2"}"#);
}

#[test]
fn what_is_no_json_is_a_text() {
    check_set(r#"{"a":1}"#, "a=on the moon", 1, r#"{"a":"on the moon"}"#);
    check_set(r#"{"a":1}"#, "a=x=y", 1, r#"{"a":"x=y"}"#);
    check_set(r#"{"a":1}"#, "a=", 1, r#"{"a":""}"#);
}

#[test]
fn a_path_leads_through_objects_and_arrays() {
    let json = r#"{"p":[{"m":[{"s":1},{"s":2}]},{"m":[]},{}]}"#;
    check_set(
        json,
        "p[0].m[1].s=9",
        1,
        r#"{"p":[{"m":[{"s":1},{"s":9}]},{"m":[]},{}]}"#,
    );
    check_set(
        json,
        "p[*].m[*].s=9",
        2,
        r#"{"p":[{"m":[{"s":9},{"s":9}]},{"m":[]},{}]}"#,
    );
    check_set(
        json,
        "p[*].x=9",
        3,
        r#"{"p":[{"m":[{"s":1},{"s":2}],"x":9},{"m":[],"x":9},{"x":9}]}"#,
    );
    check_set(
        json,
        "p[2]=9",
        1,
        r#"{"p":[{"m":[{"s":1},{"s":2}]},{"m":[]},9]}"#,
    );
    check_drop(json, "p[*].m", 2, r#"{"p":[{},{},{}]}"#);
    check_drop(json, "p[0]", 1, r#"{"p":[{"m":[]},{}]}"#);
    check_drop(json, "p[*]", 3, r#"{"p":[]}"#);
    check_drop("[[1,2],[3]]", "[*][0]", 2, "[[2],[]]");
}

#[test]
fn where_the_path_does_not_lead_nothing_changes() {
    let json = r#"{"a":{"b":1}}"#;
    for path in ["a[0]", "b", "a.b.c", "a.c", "[*]", "a[*]"] {
        check_drop(json, path, 0, json);
    }
    for set in ["a[0]=1", "b.c=1", "a.b.c=1", "[0]=1", "a[*].x=1"] {
        check_set(json, set, 0, json);
    }
}

/// Numbers, escapes and duplicate names are preserved as they are.
#[test]
fn the_rest_stays_to_the_letter() {
    check_set(
        r#"{"n":1.10,"t":"\u00e9\/","big":1e+21,"n":2,"z":0}"#,
        "z=1",
        1,
        r#"{"n":1.10,"t":"\u00e9\/","big":1e+21,"n":2,"z":1}"#,
    );
    for number in 0..20 {
        for episode in Run::new(1).with_walks().episodes(number) {
            let json = encode(&episode.conversation()).unwrap();
            assert_eq!(encode(&Patchable::from_text(&json).unwrap()).unwrap(), json);
        }
    }
}

#[test]
fn what_is_no_path_is_an_error() {
    let problem = "expected names with dots between, and `[0]` or `[*]` for elements, such as \
                   `participants[*].messages[0].state`";
    for (path, found) in [
        ("", ""),
        ("a..b", "..b"),
        (".a", ".a"),
        ("a.", "."),
        ("a[", "["),
        ("a[x]", "x"),
        ("a[-1]", "-1"),
        ("a[0]b", "b"),
    ] {
        let error = Patch::drop(path).unwrap_err().to_string();
        assert!(
            error.ends_with(&format!("found {found:?}, {problem}")),
            "{path}: {error}"
        );
    }
    let error = Patch::set("state").unwrap_err().to_string();
    assert_eq!(
        error,
        "state: expected a path and a value, such as `participants[0].name=Ada`"
    );
    assert!(Patchable::from_text("{").is_err());
}

/// A value of any depth is valid JSON, and taking it apart must not overflow the stack.
#[test]
fn what_is_nested_too_deep_is_an_error() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
    for depth in [129, 30_000, 1_000_000] {
        let expected = format!("found a value {depth} levels deep, expected at most 128");
        for value in [nested(depth), objects(depth)] {
            let error = Patch::set(&format!("a={value}")).unwrap_err().to_string();
            assert_eq!(error, format!("a: {expected}"));
            assert_eq!(
                Patchable::from_text(&value).unwrap_err().to_string(),
                expected
            );
        }
        let path = vec!["a"; depth].join(".");
        let error = Patch::drop(&path).unwrap_err().to_string();
        assert_eq!(
            error,
            format!(
                "{}…: found more than 128 parts, expected at most that",
                &path[..60]
            )
        );
    }
    // What is no JSON is a text, whatever it is made of; so are brackets in a text.
    let brackets = "[".repeat(1_000);
    for value in [
        brackets.clone(),
        format!("\"{brackets}\""),
        format!("\"\\\"{brackets}\""),
    ] {
        assert!(Patch::set(&format!("a={value}")).is_ok());
        assert!(Patchable::from_text(&format!("[{:?}]", value)).is_ok());
    }
    check_set(
        r#"{"a":1}"#,
        &format!("a={}", nested(128)),
        1,
        &format!(r#"{{"a":{}}}"#, nested(128)),
    );
    let path = vec!["a"; 128].join(".");
    check_set(
        &objects(128),
        &format!("{path}=2"),
        1,
        &objects(128).replace('1', "2"),
    );
    // A value that is set deep inside makes a deeper one, which is still written.
    let within = format!("{path}={}", nested(128));
    check_set(
        &objects(128),
        &within,
        1,
        &objects(128).replace('1', &nested(128)),
    );
}

#[test]
fn a_path_that_is_not_found_names_what_is_there() {
    let json = r#"{"id":"x","participants":[{"purpose":"customer"},{}],"empty":{},"none":[]}"#;
    let cases = [
        (
            "state",
            "state: not found; the record has id, participants, empty, none",
        ),
        (
            "participants[5].name",
            "participants[5].name: not found; participants is an array of 2",
        ),
        (
            "participants.name",
            "participants.name: not found; participants is an array of 2",
        ),
        (
            "participants[*].name",
            "participants[*].name: not found; participants[0] has purpose",
        ),
        (
            "participants[1].a.b",
            "participants[1].a.b: not found; participants[1] has no properties",
        ),
        ("none[*].a", "none[*].a: not found; none is an array of 0"),
        ("empty.a.b", "empty.a.b: not found; empty has no properties"),
        ("id.a", "id.a: not found; id is \"x\""),
    ];
    for (path, expected) in cases {
        let error = Patch::drop(path)
            .unwrap()
            .not_found(&Patchable::from_text(json).unwrap());
        assert_eq!(error.to_string(), expected);
    }
}
