//! Steps that cannot be played are named: before a run by its scenario, and in a run by each
//! conversation.

use message_generator::{Error, Key, Run, SampleOptions, Scenario, check_plays, play, sample};
use message_model::ApiRevision;

/// A scenario with these steps after the customer's arrival.
fn scenario(steps: &str) -> Scenario {
    let text = format!(
        r#"{{"format": 1, "scenario": "mine", "shows": "something", "evidence": "inferred",
          "sources": [], "channels": ["sms", "whatsapp"],
          "legs": {{"customer": {{"role": "customer"}}, "queue": {{"role": "acd", "queue": "support"}}}},
          "steps": [{{"label": "arrives", "after": 0, "leg": "customer", "event": "enter"}}, {steps}]}}"#
    );
    Scenario::from_json(&text).expect("the format is right")
}

fn step(label: &str, leg: &str, event: &str) -> String {
    format!(r#"{{"label": "{label}", "after": 10, "leg": "{leg}", "event": "{event}"}}"#)
}

fn check(scenario: &Scenario) -> Result<(), Error> {
    check_plays(scenario, &SampleOptions::default())
}

fn release(version: &str) -> ApiRevision {
    version.parse().expect("it was published")
}

#[test]
fn a_step_that_never_plays_is_refused_with_the_words_of_a_play() {
    let (queued, again) = (
        step("queued", "queue", "enter"),
        step("again", "queue", "enter"),
    );
    let twice = scenario(&format!("{queued}, {again}"));
    let played = play(&sample(&twice, Key::new(1, 0))).expect_err("a leg opens once");
    assert_eq!(check(&twice), Err(played));
    assert_eq!(check(&scenario(&queued)), Ok(()));
}

#[test]
fn rare_branches_are_looked_into() {
    let wrong = step("wrong", "customer", "answer");
    for steps in [
        format!(r#"{{"label": "block", "maybe": 1, "steps": [{wrong}]}}"#),
        format!(
            r#"{{"label": "block", "one-of": [{{"percent": 99, "steps": []}}, {{"percent": 1, "steps": [{wrong}]}}]}}"#
        ),
        format!(
            r#"{{"label": "outer", "maybe": 1, "steps": [{{"label": "block", "repeat": {{"from": 0, "to": 3}}, "steps": [{wrong}]}}]}}"#
        ),
    ] {
        let error = check(&scenario(&steps)).expect_err("a customer answers no offer");
        assert!(error.place().starts_with("step \"wrong"), "{error}");
    }
    let never = format!(r#"{{"label": "block", "maybe": 0, "steps": [{wrong}]}}"#);
    assert_eq!(check(&scenario(&never)), Ok(()), "it never comes up");
}

#[test]
fn a_step_that_plays_after_some_choices_is_let_pass() {
    let (leaves, writes) = (
        step("leaves", "customer", "end"),
        step("writes", "customer", "message"),
    );
    let sometimes = scenario(&format!(
        r#"{{"label": "early", "maybe": 50, "steps": [{leaves}]}}, {writes}"#
    ));
    assert_eq!(check(&sometimes), Ok(()));
    let run = Run::new(1).with_scenarios(vec![sometimes]);
    let mut lost = 0;
    for conversation in 0..40 {
        let played = run.played(conversation);
        let left = played
            .script
            .steps
            .iter()
            .any(|step| step.label == "leaves");
        let left_out: Vec<_> = played.left_out.iter().map(|out| &out.step.label).collect();
        assert_eq!(left_out, if left { vec!["writes"] } else { vec![] });
        lost += left_out.len();
    }
    assert!((10..30).contains(&lost), "{lost}");
}

#[test]
fn every_built_in_scenario_plays_on_the_latest_release() {
    for scenario in Scenario::all_builtin() {
        assert_eq!(check(&scenario), Ok(()), "{}", scenario.name);
    }
}

#[test]
fn an_older_release_names_the_one_that_would_do() {
    for (name, as_of, since) in [
        ("takeover-by-colleague", "200", "251"),
        ("park-and-resume", "200", "238"),
    ] {
        let scenario = Scenario::builtin(name).expect("it is built in");
        let mut options = SampleOptions::default();
        options.revision = release(as_of);
        let error = check_plays(&scenario, &options).expect_err("it is too old");
        assert_eq!(error.known_since(), Some(release(since)), "{error}");
        options.revision = release(since);
        let later = check_plays(&scenario, &options).map_err(|error| error.known_since());
        assert!(
            later.is_ok() || later > Err(Some(release(since))),
            "{later:?}"
        );
    }
}

#[test]
fn a_status_that_an_older_release_lacks_is_dated_too() {
    let scenario = Scenario::builtin("inbound-answered-agent-ends").expect("it is built in");
    let run = Run::new(1)
        .with_scenarios(vec![scenario])
        .with_revision(release("19"));
    let dates: Vec<_> = (0..20)
        .flat_map(|conversation| run.played(conversation).left_out)
        .map(|left_out| left_out.error.known_since())
        .collect();
    assert!(dates.contains(&Some(release("44"))), "{dates:?}");
}
