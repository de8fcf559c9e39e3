//! The form of scenario files: schema and parser agree, and the pages that teach it and that of
//! profiles tell the truth.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::{Draft, Validator};
use message_generator::{
    Channel, Delay, EventKind, Form, Key, Profile, Rate, Role, Run, Scenario, Status, play, sample,
};
use message_model::Evidence;
use serde_json::{Value, json};

fn schema() -> Value {
    serde_json::from_str(Scenario::SCHEMA).unwrap()
}

fn validator() -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .build(&schema())
        .unwrap()
}

/// A scenario with these steps and all that steps can speak of.
fn with_steps(steps: Value) -> Value {
    json!({
        "format": 1, "scenario": "mine", "shows": "much", "evidence": "inferred", "sources": [], "channels": ["sms"],
        "legs": {"customer": {"role": "customer"}, "agent": {"role": "agent", "person": "ada", "queue": "support"}},
        "steps": steps,
    })
}

#[track_caller]
fn check(validator: &Validator, scenario: &Value, accepted: bool) {
    let read = Scenario::from_json(&scenario.to_string());
    let errors: Vec<_> = validator
        .iter_errors(scenario)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(read.is_ok(), accepted, "the parser on {scenario}: {read:?}");
    assert_eq!(
        errors.is_empty(),
        accepted,
        "the schema on {scenario}: {errors:?}"
    );
}

#[test]
fn the_schema_takes_every_built_in_scenario() {
    let validator = validator();
    for scenario in Scenario::all_builtin() {
        check(
            &validator,
            &serde_json::from_str(&scenario.to_json()).unwrap(),
            true,
        );
    }
}

/// What the schema lists is what the parser lists, both ways.
#[test]
fn schema_and_parser_know_the_same_words() {
    let schema = schema();
    let listed = |path: &str| -> BTreeSet<String> {
        let place = schema.pointer(path).unwrap_or_else(|| panic!("{path}"));
        let word = |value: &Value| {
            value
                .as_str()
                .or_else(|| value["const"].as_str())
                .unwrap()
                .to_owned()
        };
        place.as_array().unwrap().iter().map(word).collect()
    };
    let known =
        |words: Vec<&str>| -> BTreeSet<String> { words.into_iter().map(str::to_owned).collect() };
    assert_eq!(
        listed("/properties/evidence/enum"),
        known(Evidence::ALL.map(Evidence::as_str).into())
    );
    let channels = Channel::ALL
        .iter()
        .map(|channel| channel.as_str())
        .collect();
    assert_eq!(listed("/properties/channels/items/enum"), known(channels));
    assert_eq!(
        listed("/$defs/leg/properties/role/enum"),
        known(Role::ALL.map(Role::as_str).into())
    );
    let events = EventKind::ALL.map(EventKind::as_str).into();
    assert_eq!(listed("/$defs/step/properties/event/anyOf"), known(events));
    let statuses = Status::ALL.map(Status::as_str).into();
    assert_eq!(
        listed("/$defs/step/properties/status/enum"),
        known(statuses)
    );
    assert_eq!(
        listed("/$defs/step/properties/form/oneOf"),
        known(Form::ALL.map(Form::as_str).into())
    );
    assert_eq!(
        listed("/$defs/delay/anyOf"),
        known(Delay::ALL.iter().map(|delay| delay.name).collect())
    );
    // The parser names the properties that it knows when it meets one that it does not know.
    let properties = |paths: &[&str]| -> BTreeSet<String> {
        paths
            .iter()
            .flat_map(|path| {
                schema
                    .pointer(path)
                    .unwrap()
                    .as_object()
                    .unwrap()
                    .keys()
                    .cloned()
            })
            .collect()
    };
    let unknown = |scenario: Value| -> BTreeSet<String> {
        let error = Scenario::from_json(&scenario.to_string())
            .unwrap_err()
            .to_string();
        let listed = error
            .split("found property \"zz\", expected one of ")
            .nth(1)
            .unwrap_or_else(|| panic!("{error}"));
        listed.split(", ").map(str::to_owned).collect()
    };
    let mut whole = with_steps(json!([]));
    whole["zz"] = json!(1);
    assert_eq!(unknown(whole), properties(&["/properties"]));
    let mut leg = with_steps(json!([]));
    leg["legs"]["customer"]["zz"] = json!(1);
    assert_eq!(unknown(leg), properties(&["/$defs/leg/properties"]));
    let items =
        ["step", "maybe", "repeat", "one-of"].map(|kind| format!("/$defs/{kind}/properties"));
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    assert_eq!(
        unknown(with_steps(json!([{"label": "a", "zz": 1}]))),
        properties(&items)
    );
    let branch =
        with_steps(json!([{"label": "a", "one-of": [{"percent": 100, "steps": [], "zz": 1}]}]));
    assert_eq!(
        unknown(branch),
        properties(&["/$defs/one-of/properties/one-of/items/properties"])
    );
    let range =
        with_steps(json!([{"label": "a", "after": {"zz": 1}, "leg": "customer", "event": "end"}]));
    assert_eq!(unknown(range), properties(&["/$defs/range/properties"]));
}

/// Which property goes with which event: all of them with all of them.
#[test]
fn schema_and_parser_agree_on_every_event_and_property() {
    let validator = validator();
    let properties = [
        ("skew", json!(-4)),
        ("follow", json!([3, "peer"])),
        ("alerting-timeout", json!(20_000)),
        ("resume-in", json!("reply")),
        ("message", json!("hello")),
        ("status", json!("sent")),
        ("status", json!("failed")),
        ("text", json!("Hello")),
        ("length", json!({"from": 10, "to": 200})),
        ("media", json!(["image/jpeg"])),
        ("media", json!([])),
        ("form", json!("attachment")),
        ("error", json!("21610")),
    ];
    let mut verdicts = BTreeMap::from([(true, 0), (false, 0)]);
    for event in EventKind::ALL {
        for (place, (first, value)) in properties.iter().enumerate() {
            for (second, other) in properties.iter().skip(place) {
                let mut step =
                    json!({"label": "a", "after": 0, "leg": "agent", "event": event.as_str()});
                step[first] = value.clone();
                step[second] = other.clone();
                for given in [true, false] {
                    // What an event cannot do without, so that the rest decides.
                    if given && event == EventKind::Park && step.get("resume-in").is_none() {
                        step["resume-in"] = json!(60_000);
                    }
                    if given && event == EventKind::Status {
                        step["message"] = json!("hello");
                        step.as_object_mut()
                            .unwrap()
                            .entry("status")
                            .or_insert(json!("read"));
                    }
                    let hello =
                        json!({"label": "hello", "after": 0, "leg": "agent", "event": "message"});
                    let scenario = with_steps(json!([hello, step]));
                    let read = Scenario::from_json(&scenario.to_string());
                    assert_eq!(
                        validator.is_valid(&scenario),
                        read.is_ok(),
                        "{step}: {read:?}"
                    );
                    *verdicts.entry(read.is_ok()).or_default() += 1;
                    if !matches!(event, EventKind::Park | EventKind::Status) {
                        break;
                    }
                }
            }
        }
    }
    assert!(verdicts.values().all(|count| *count > 200), "{verdicts:?}");
}

#[test]
fn schema_and_parser_refuse_the_same_mistakes() {
    let validator = validator();
    let right = with_steps(json!([
        {"label": "arrives", "after": 0, "leg": "customer", "event": "enter"},
        {"label": "perhaps", "maybe": 30, "steps": [{"label": "b", "after": "reply", "leg": "customer", "event": "message"}]},
        {"label": "often", "repeat": {"from": 0, "to": 3}, "steps": []},
        {"label": "way", "one-of": [{"percent": 100, "steps": []}]},
    ]));
    check(&validator, &right, true);
    let mistakes = [
        ("/format", json!(2)),
        ("/scenario", json!("My Scenario")),
        ("/shows", json!(7)),
        ("/evidence", json!("guessed")),
        ("/sources", json!("me")),
        ("/channels", json!([])),
        ("/channels", json!(["fax"])),
        ("/weight", json!(0)),
        ("/weight", json!(101)),
        ("/legs", json!({"Customer": {"role": "customer"}})),
        ("/legs", json!({"customer": {}})),
        ("/legs", json!({"customer": {"role": "user"}})),
        ("/steps", json!({})),
        (
            "/steps/0",
            json!({"label": "a", "after": 0, "leg": "customer"}),
        ),
        (
            "/steps/0",
            json!({"after": 0, "leg": "customer", "event": "enter"}),
        ),
        ("/steps/0/label", json!("1st")),
        ("/steps/0/event", json!("entering")),
        ("/steps/0/after", json!("lunch")),
        ("/steps/0/after", json!(-1)),
        ("/steps/0/after", json!(1.5)),
        ("/steps/0/after", json!({"from": 3})),
        ("/steps/0/after", json!({"from": -3, "to": 3})),
        ("/steps/1/maybe", json!(101)),
        ("/steps/1/maybe", json!("often")),
        ("/steps/1", json!({"label": "a", "maybe": 30})),
        (
            "/steps/1",
            json!({"label": "a", "maybe": 30, "repeat": 2, "steps": []}),
        ),
        (
            "/steps/1",
            json!({"label": "a", "maybe": 30, "steps": [], "after": 0}),
        ),
        (
            "/steps/1",
            json!({"label": "a", "maybe": 30, "steps": [], "text": "hello"}),
        ),
        ("/steps/1/steps/0/status", json!("sent")),
        ("/steps/2/repeat", json!(-1)),
        ("/steps/2/repeat", json!("reply")),
        ("/steps/2/repeat", json!(10_001)),
        ("/steps/2/repeat", json!({"from": 0, "to": 10_001})),
        ("/steps/0/label", json!("a".repeat(101))),
        ("/steps/0/after", json!(315_569_520_000_000_i64)),
        ("/steps/0/after", json!({"from": 0, "to": i64::MAX})),
        ("/steps/0/follow", json!([i64::MIN])),
        ("/steps/0/skew", json!(101)),
        ("/steps/0/skew", json!(i64::MIN)),
        ("/steps/0/skew", json!({"from": -101, "to": 0})),
        ("/steps/0/skew", json!("answer")),
        ("/steps/1/steps/0/length", json!(100_001)),
        ("/steps/1/steps/0/length", json!("reply")),
        (
            "/legs",
            json!({"customer": {"role": "customer", "person": "a".repeat(101)}}),
        ),
        (
            "/legs",
            json!({"customer": {"role": "customer", "conversation": "../later"}}),
        ),
        ("/steps/3/one-of", json!([])),
        ("/steps/3/one-of", json!([{"percent": 100}])),
        (
            "/steps/3",
            json!({"label": "a", "one-of": [{"percent": 100, "steps": []}], "steps": []}),
        ),
    ];
    for (place, mistake) in mistakes {
        let mut wrong = right.clone();
        match wrong.pointer_mut(place) {
            Some(value) => *value = mistake,
            None => {
                let (parent, name) = place.rsplit_once('/').unwrap();
                wrong.pointer_mut(parent).unwrap()[name] = mistake;
            }
        }
        check(&validator, &wrong, false);
    }
}

/// A page of the generator's, by its path.
fn page(path: &str) -> String {
    std::fs::read_to_string(
        crate::house::root()
            .join("crates/message-generator")
            .join(path),
    )
    .unwrap()
}

/// The JSON of a page, in order.
fn examples(page: &str) -> Vec<String> {
    let blocks = page.split("```json\n").skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap().to_owned())
        .filter(|block| block.starts_with('{'))
        .collect()
}

#[test]
fn the_examples_of_the_page_load_and_play_and_show_their_choices() {
    let validator = validator();
    let examples = examples(&page("scenarios/README.md"));
    assert_eq!(examples.len(), 3);
    let mut shapes = Vec::new();
    for text in examples {
        let scenario = Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        check(&validator, &serde_json::from_str(&text).unwrap(), true);
        let mut shape = BTreeSet::new();
        for conversation in 0..600 {
            let script = sample(&scenario, Key::new(1, conversation));
            assert!(
                play(&script).is_ok(),
                "{}: {:?}",
                scenario.name,
                play(&script)
            );
            shape.insert(
                script
                    .steps
                    .into_iter()
                    .map(|step| step.label)
                    .collect::<Vec<_>>(),
            );
        }
        shapes.push((scenario.name, shape.len()));
    }
    let expected = [
        ("one-question", 1),
        ("perhaps-a-second-question", 2),
        ("bot-then-agent", 12),
    ];
    assert_eq!(
        shapes,
        expected.map(|(name, shapes)| (name.to_owned(), shapes))
    );
}

/// What the page says that a mistake gives.
#[test]
fn the_errors_of_the_page_are_real() {
    let page = page("scenarios/README.md");
    let told: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("mine.json:"))
        .collect();
    let first = &examples(&page)[0];
    let mistakes = [
        (
            r#""leg": "customer", "event": "end""#,
            r#""leg": "client", "event": "end""#,
        ),
        (r#""event": "end""#, r#""event": "leave""#),
        (r#"{"from": 2000, "to": 9000}"#, r#""lunch""#),
    ];
    let errors: Vec<String> = mistakes
        .iter()
        .map(|(right, wrong)| {
            assert!(first.contains(right), "{right}");
            Scenario::from_json(&first.replacen(right, wrong, 1))
                .unwrap_err()
                .in_file("mine.json")
                .to_string()
        })
        .collect();
    let starts: Vec<&str> = told
        .iter()
        .map(|line| line.trim_end_matches(" ..."))
        .collect();
    assert_eq!(told.len(), errors.len());
    for (error, start) in errors.iter().zip(starts) {
        assert!(
            error.starts_with(start),
            "the page says {start:?}, it is {error:?}"
        );
    }
}

#[test]
fn the_example_of_the_page_on_profiles_loads_and_is_a_population() {
    let examples = examples(&page("profiles/README.md"));
    let [example] = &examples[..] else {
        panic!("{} examples", examples.len())
    };
    let profile = Profile::from_json(example).unwrap();
    assert_eq!(profile.rate(Rate::Inbound), 9_700);
    for script in Run::new(1).with_profile(profile).scripts().take(100) {
        assert!(play(&script).is_ok(), "{}", script.to_json());
    }
}
