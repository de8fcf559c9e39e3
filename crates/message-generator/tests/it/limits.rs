//! The limits on what a file may ask for: an error names the place, what was found and what was
//! expected; what is just within them is accepted and plays.

use message_generator::{Block, BlockKind, Choice, Item};
use message_generator::{
    Key, LegPlan, Legs, Profile, Role, Run, Scenario, Script, play, play_lenient, sample,
};

const ENTER: &str = r#"{"label": "arrives", "after": 0, "leg": "customer", "event": "enter"}"#;
const MESSAGE: &str = r#"{"label": "m", "after": 1, "leg": "customer", "event": "message"}"#;

/// A scenario with these steps after the customer's arrival, each on a line of its own from line 5
/// on.
fn with_steps(steps: &str) -> String {
    let legs = r#""customer": {"role": "customer"}, "program": {"role": "api"}"#;
    format!(
        "{{\"format\": 1, \"scenario\": \"s\", \"shows\": \"x\", \"evidence\": \"inferred\", \"sources\": [],\n\
         \"channels\": [\"sms\"], \"legs\": {{{legs}}},\n\"steps\": [\n{ENTER},\n{steps}\n]}}"
    )
}

fn repeat(label: &str, times: &str, steps: &str) -> String {
    format!(r#"{{"label": "{label}", "repeat": {times}, "steps": [{steps}]}}"#)
}

#[track_caller]
fn check(steps: &str, expected: &str) {
    let error = Scenario::from_json(&with_steps(steps))
        .expect_err(expected)
        .in_file("s.json")
        .to_string();
    assert!(
        error.starts_with(expected),
        "found    {error}\nexpected {expected}"
    );
}

#[track_caller]
fn accept(steps: &str) -> Scenario {
    let text = with_steps(steps);
    Scenario::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn of_turns() {
    check(
        &repeat("r", "9223372036854775807", MESSAGE),
        "s.json:5: block \"r\": repeat: found 9223372036854775807, expected at most 10000",
    );
    check(
        &repeat("r", r#"{"from": 1, "to": 10001}"#, MESSAGE),
        "s.json:5: block \"r\": repeat: found 10001, expected",
    );
    accept(&repeat("r", "10000", MESSAGE));
}

/// Repeats inside repeats multiply.
#[test]
fn of_steps_of_a_scenario() {
    let nested = |times: &str| {
        repeat(
            "a",
            times,
            &repeat("b", times, &repeat("c", times, MESSAGE)),
        )
    };
    check(
        &nested("99"),
        "s.json:5: block \"a\": steps of all branches and turns: found 980201, expected at most \
         100000",
    );
    check(
        &nested("10000"),
        "s.json:5: block \"a\": steps of all branches and turns: found 1000100010002, expected at \
         most",
    );
    accept(&nested("40"));
    // Turns without steps cost time too.
    check(
        &repeat("a", "10000", &repeat("b", "10000", "")),
        "s.json:5: block \"a\": steps of all branches and turns: found",
    );
    // So do the branches that are not taken: in each turn their labels are made anew.
    let never = format!(
        r#"{{"label": "o", "one-of": [{{"percent": 100, "steps": []}}, {{"percent": 0, "steps": [{}]}}]}}"#,
        repeat("b", "100", MESSAGE)
    );
    check(
        &repeat("a", "1000", &never),
        "s.json:5: block \"a\": steps of all branches and turns: found 102002, expected",
    );
}

#[test]
fn of_texts_of_a_scenario() {
    let text = "x".repeat(60_000);
    let said = format!(
        r#"{{"label": "m", "after": 1, "leg": "customer", "event": "message", "text": "{text}"}}"#
    );
    let expected = "s.json:5: block \"r\": steps of all branches and turns: their texts take up to 600002000 bytes, \
                    expected at most 268435456";
    check(
        &repeat("r", "10000", &said),
        expected.split(" up to").next().unwrap(),
    );
    accept(&repeat("r", "1000", &said));
    let long = MESSAGE.replace('}', r#", "length": 100001}"#);
    check(
        &long,
        "s.json:5: step \"m\": length: found 100001, expected at most 100000",
    );
    let named = MESSAGE.replace('}', r#", "length": "reply"}"#);
    check(
        &named,
        "s.json:5: step \"m\": length: found the delay \"reply\", expected a number or a range",
    );
}

#[test]
fn of_nested_blocks() {
    let nested = |depth: usize| {
        let block = |inner: String, place: usize| {
            format!(r#"{{"label": "b{place}", "maybe": 50, "steps": [{inner}]}}"#)
        };
        (0..depth).rev().fold(MESSAGE.to_owned(), block)
    };
    accept(&nested(16));
    check(
        &nested(17),
        "s.json:5: block \"b16\": found in 16 blocks, one in another, expected at most 16 deep",
    );
    // The reader of JSON has a limit of its own, which such a file meets first.
    check(&nested(10_000), "s.json:5: ");
}

#[test]
fn of_labels() {
    let labelled = |label: &str| MESSAGE.replace("\"m\"", &format!("\"{label}\""));
    accept(&labelled(&"m".repeat(100)));
    let shown = "m".repeat(100);
    check(
        &labelled(&"m".repeat(101)),
        &format!(
            "s.json:5: steps[1]: step \"{shown}\"…: label: found \"{shown}\"…, expected a label"
        ),
    );
    // The numbers of the turns are added: `-10000` at most for each block.
    accept(&repeat("r", "2", &labelled(&"m".repeat(94))));
    check(
        &repeat("r", "2", &labelled(&"m".repeat(95))),
        &format!(
            "s.json:5: step \"{}\": label: found 95 characters, expected at most 94, to which 1 \
             numbers of turns are added",
            "m".repeat(95)
        ),
    );
    let with_legs = |legs: &str| with_steps(MESSAGE).replace(r#""program": {"role": "api"}"#, legs);
    let check = |legs: &str, expected: &str| {
        let error = Scenario::from_json(&with_legs(legs))
            .expect_err(expected)
            .to_string();
        assert!(
            error.contains(expected),
            "found    {error}\nexpected {expected}"
        );
    };
    let long = "q".repeat(101);
    check(
        &format!(r#""{long}": {{"role": "api"}}"#),
        "leg: found \"qqq",
    );
    for property in ["person", "queue", "flow"] {
        check(
            &format!(r#""agent": {{"role": "agent", "{property}": "{long}"}}"#),
            &format!("leg \"agent\": {property}: found 101 characters, expected at most 100"),
        );
    }
    // It becomes part of a file's name.
    check(
        r#""agent": {"role": "agent", "conversation": "../../later"}"#,
        "leg \"agent\": conversation: found \"../../later\", expected a label of lower-case letters",
    );
    let many: Vec<String> = (0..100_000)
        .map(|place| format!(r#""p{place}": {{"role": "api"}}"#))
        .collect();
    check(
        &many.join(","),
        "found more than 100000 legs, expected at most that",
    );
    assert!(Scenario::from_json(&with_legs(&many[1..].join(","))).is_ok());
}

#[test]
fn of_scripts() {
    let mut script = sample(&accept(MESSAGE), Key::new(1, 0));
    let step = script.steps[1].clone();
    script.steps.extend((0..99_999).map(|place| {
        let mut step = step.clone();
        step.label = format!("m-{place}");
        step
    }));
    let check = |script: &Script, expected: &str| {
        let error = Script::from_json(&script.to_json())
            .expect_err(expected)
            .to_string();
        assert_eq!(error, expected);
    };
    check(&script, "steps: found 100001, expected at most 100000");
    script.steps.pop();
    assert!(Script::from_json(&script.to_json()).is_ok());
    script
        .steps
        .iter_mut()
        .skip(1)
        .for_each(|step| step.length = Some(2_685));
    check(
        &script,
        "steps: their texts take up to 268497315 bytes, expected at most 268435456",
    );
}

/// A profile decides how often people write back and forth, and how far a named delay goes.
#[test]
fn of_profiles() {
    let range = r#"{"from": 1, "to": 2}"#;
    let mut scenario = accept(&repeat("a", range, &repeat("b", range, MESSAGE)));
    scenario.name = "mine".to_owned();
    let profile = |pace: &str| {
        let text = format!(
            r#"{{"format": 1, "profile": "p", "shows": "x", "sources": [], "open": 0,
            "channels": {{"sms": {{"percent": 100, "mix": "m"}}}}, "mixes": {{"m": {{"mine": 100}}}}, "pace": {{{pace}}}}}"#
        );
        Profile::from_json_with(&text, std::slice::from_ref(&scenario))
    };
    let check = |pace: &str, expected: &str| {
        let error = profile(pace).expect_err(expected).to_string();
        assert!(
            error.starts_with(expected),
            "found    {error}\nexpected {expected}"
        );
    };
    check(
        r#""turns": [[0, 1], [1000, 1000]]"#,
        "pace.turns: block \"a\": steps of all branches and turns: found 1001002, expected at \
         most 100000, in scenario \"mine\"",
    );
    assert!(profile(r#""turns": [[0, 1], [1000, 200]]"#).is_ok());
    check(
        r#""turns": [[0, 1], [1000, 10001]]"#,
        "pace.turns: found 10001, expected at most 10000",
    );

    let skewed = ENTER.replace('}', r#", "skew": "skew"}"#);
    scenario = Scenario::from_json(&with_steps(MESSAGE).replace(ENTER, &skewed))
        .expect("it is a scenario");
    scenario.name = "mine".to_owned();
    let profile = |most: u64| {
        let text = format!(
            r#"{{"format": 1, "profile": "p", "shows": "x", "sources": [], "open": 0,
            "channels": {{"sms": {{"percent": 100, "mix": "m"}}}}, "mixes": {{"m": {{"mine": 100}}}},
            "pace": {{"delays": {{"skew": [[0, 0], [1000, {most}]]}}}}}}"#
        );
        Profile::from_json_with(&text, std::slice::from_ref(&scenario))
    };
    let error = profile(101)
        .expect_err("the clocks differ by 100 ms at most")
        .to_string();
    assert_eq!(
        error,
        "pace.delays.skew: found 101, expected at most 100 for a skew, in scenario \"mine\""
    );
    for script in Run::new(1)
        .with_profile(profile(100).expect("100 ms are allowed"))
        .scripts()
        .take(50)
    {
        assert!(play(&script).is_ok(), "{:?}", play(&script).map(|_| ()));
    }
}

/// The largest scenario that is accepted plays, in time and memory that a test can afford.
#[test]
fn the_largest_scenario_plays() {
    let scenario = accept(&repeat("a", "10", &repeat("b", "9990", MESSAGE)));
    let script = sample(&scenario, Key::new(1, 0));
    assert_eq!(script.steps.len(), 1 + 10 * 9_990);
    let again = Script::from_json(&script.to_json()).expect("it keeps to the limits of scripts");
    assert_eq!(again, script);
    let (kept, episodes) = play_lenient(&script);
    assert_eq!(kept.steps.len(), script.steps.len());
    let leg = episodes[0].leg("customer").expect("the customer has a leg");
    assert_eq!(leg.messages.map(|all| all.len()), Some(10 * 9_990));
}

/// A conversation has at most a hundred legs. The step that would open one more is an error of the
/// play that names the most; a lenient play leaves it out.
#[test]
fn a_conversation_has_room_for_a_hundred_legs() {
    let open = r#"{"label": "p", "after": 1, "leg": "program", "event": "start"}"#;
    let script = |programs| sample(&accept(&repeat("a", programs, open)), Key::new(1, 0));
    let episodes = play(&script("99")).expect("with the customer they are a hundred");
    assert_eq!(episodes[0].legs().count(), 100);
    let one_too_many = script("100");
    let error = play(&one_too_many)
        .expect_err("there is no room")
        .to_string();
    assert_eq!(
        error,
        "step \"p-100\": leg \"program-100\": leg 100 (api, new) cannot have `start`: the \
         conversation has had 100 legs, the most that there can be; nothing would be legal"
    );
    let (kept, lenient) = play_lenient(&one_too_many);
    assert_eq!(kept.steps.len(), one_too_many.steps.len() - 1);
    assert_eq!(lenient[0].legs().count(), 100);
}

/// Legs that have ended count too.
#[test]
fn offers_that_are_declined_take_room() {
    let offer = r#"{"label": "asked", "after": 1, "leg": "agent", "event": "offer"}"#;
    let decline = r#"{"label": "declines", "after": 1, "leg": "agent", "event": "decline"}"#;
    let queued = r#"{"label": "queued", "after": 1, "leg": "queue", "event": "enter"}"#;
    let script = |times| {
        let offers = repeat("a", times, &format!("{offer}, {decline}"));
        let text = with_steps(&format!("{queued},\n{offers}")).replace(
            r#""program": {"role": "api"}"#,
            r#""queue": {"role": "acd"}, "agent": {"role": "agent"}"#,
        );
        let scenario = Scenario::from_json(&text).expect("it is a scenario");
        sample(&scenario, Key::new(1, 0))
    };
    let episodes = play(&script("98")).expect("each offer can be declined");
    let legs: Vec<_> = episodes[0].legs().collect();
    assert_eq!((legs.len(), legs[99].0), (100, "agent-98"));
    assert!(play(&script("99")).is_err());
}

/// What is made in Rust is not checked, and cut off instead.
#[test]
fn a_scenario_made_in_rust_is_cut_off() {
    let mut scenario = accept(MESSAGE);
    let legs: Legs = [("customer", LegPlan::of(Role::Customer))]
        .into_iter()
        .collect();
    scenario.legs = legs;
    let endless = |label: &str, items: Vec<Item>| {
        Item::Block(Block {
            label: label.to_owned(),
            kind: BlockKind::Repeat(Choice::Fixed(i64::MAX), items),
        })
    };
    let message = scenario.steps.pop().expect("it has steps");
    scenario.steps.push(endless(
        "a",
        vec![endless("b", vec![message]), endless("c", Vec::new())],
    ));
    let script = sample(&scenario, Key::new(1, 0));
    assert!(
        (50_000..=200_000).contains(&script.steps.len()),
        "{} steps",
        script.steps.len()
    );
}
