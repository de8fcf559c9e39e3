//! The errors of wrong scenarios and scripts: they name the place, what was found and what was
//! expected.

use message_generator::{Key, Scenario, Script, play, sample};

fn script() -> String {
    sample(
        &Scenario::builtin("inbound-answered-agent-ends").expect("it is built in"),
        Key::new(1, 0),
    )
    .to_json()
}

/// Alters a good script in one place, reads it as `mine.json`, plays it, and checks the error.
#[track_caller]
fn check(from: &str, to: &str, expected: &str) {
    let good = script();
    let bad = good.replacen(from, to, 1);
    assert_ne!(good, bad, "the script has no {from}");
    let result = Script::from_json(&bad).and_then(|script| play(&script).map(|_| ()));
    let error = result
        .expect_err("the script was altered to be wrong")
        .in_file("mine.json")
        .to_string();
    assert!(
        error.contains(expected),
        "found    {error}\nexpected {expected}"
    );
}

#[test]
fn of_scripts() {
    check(
        r#""format": 1"#,
        r#""format": 7"#,
        "mine.json:2: format: found format 7, expected 1",
    );
    check(
        r#""channel": "sms""#,
        r#""channel": "fax""#,
        "mine.json:10: channel: found \"fax\", expected one of apple, facebook",
    );
    check(
        r#""event": "answer""#,
        r#""event": "pick-up""#,
        r#"step "agent-answers": event: found "pick-up", expected one of enter, offer"#,
    );
    check(
        r#""label": "greeting""#,
        r#""label": "Greeting!""#,
        r#"label: found "Greeting!", expected a label of lower-case"#,
    );
    check(
        r#""label": "greeting""#,
        r#""label": "question""#,
        r#"step "question": label: duplicate label"#,
    );
    check(
        r#""event": "answer""#,
        r#""event": "answer", "colour": 1"#,
        "found property \"colour\", expected one of label, after",
    );
    check(
        r#""event": "answer""#,
        r#""event": "answer", "status": "sent""#,
        "status: not allowed for event answer",
    );
    check(
        r#""event": "answer""#,
        r#""event": "park""#,
        "resume-in: missing, event park needs it",
    );
    check(
        r#""leg": "flow", "event": "hand-on""#,
        r#""leg": "floe", "event": "hand-on""#,
        r#"step "flow-hands-on": leg: found "floe", expected one of customer, flow, queue, agent"#,
    );
    check(
        r#""message": "greeting""#,
        r#""message": "hello""#,
        r#"message: found "hello", expected the label of a message sent before on leg "agent""#,
    );
    check(
        r#""role": "acd""#,
        r#""role": "queue""#,
        r#"found role "queue", expected one of customer, external"#,
    );
    check(
        r#""after": 0"#,
        r#""after": -4"#,
        "after: found -4, expected 0 or more",
    );
}

#[test]
fn of_steps_that_cannot_happen() {
    check(
        r#""event": "answer""#,
        r#""event": "hold""#,
        r#"step "agent-answers": leg "agent": leg 3 (agent, alerting) cannot have `hold`"#,
    );
    check(
        r#""event": "answer""#,
        r#""event": "hold""#,
        "legal would be: answer, decline",
    );
    check(
        r#""event": "offer""#,
        r#""event": "answer""#,
        r#"leg "agent" cannot have answer: it has not opened; legal would be: offer, auto-answer"#,
    );
}

#[test]
fn of_scenarios() {
    let check = |steps: &str, expected: &str| {
        let text = format!(
            r#"{{"format": 1, "scenario": "s", "shows": "x", "evidence": "inferred", "sources": [], "channels": ["sms"],
"legs": {{"customer": {{"role": "customer"}}}},
"steps": [
{steps}
]}}"#
        );
        let error = Scenario::from_json(&text)
            .expect_err(expected)
            .in_file("s.json")
            .to_string();
        assert!(
            error.contains(expected),
            "found    {error}\nexpected {expected}"
        );
    };
    let step = |after: &str| {
        format!(r#"{{"label": "a", "after": {after}, "leg": "customer", "event": "enter"}}"#)
    };
    check(
        &step(r#"{"from": 5, "to": 4}"#),
        "found a range from 5 to 4, expected the lower end first",
    );
    check(
        &step(r#""lunch""#),
        r#"found delay "lunch", expected a number of milliseconds or one of flow-entry"#,
    );
    check(
        &step("-1"),
        "s.json:4: step \"a\": after: found -1, expected 0 or more",
    );
    check(&step("true"), "expected an integer, a range such as");
    check(
        r#"{"label": "b", "one-of": [{"percent": 60, "steps": []}, {"percent": 30, "steps": []}]}"#,
        "s.json:4: block \"b\": one-of: the chances add up to 90, expected 100",
    );
    check(
        r#"{"label": "b", "maybe": 120, "steps": []}"#,
        "maybe: found 120, expected 0 to 100 per cent",
    );
    check(
        r#"{"label": "b", "repeat": "answer", "steps": []}"#,
        r#"repeat: found the delay "answer", expected a number or a range"#,
    );
    check(
        r#"{"label": "b", "repeat": 2}"#,
        "expected one of `maybe` with `steps`, `repeat` with `steps`",
    );
}

/// A name may hold what clears a screen or looks like another line.
#[test]
fn control_characters_that_an_error_quotes_are_escaped() {
    check(
        r#""event": "answer""#,
        r#""event": "answer", "\u001b[2J\nforged": 1"#,
        r#"found property "\u{1b}[2J\nforged""#,
    );
    let error = Script::from_json("{")
        .expect_err("it is cut off")
        .in_file("mine\u{1b}[2J\n.json");
    assert!(
        error.to_string().starts_with(r"mine\u{1b}[2J\n.json:1: "),
        "{error}"
    );
}
