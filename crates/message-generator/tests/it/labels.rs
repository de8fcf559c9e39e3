//! Whatever is drawn for a scenario that was accepted gives a script that can be read back: no turn
//! of a `repeat` block makes a label that is there already, and the message of a status has always
//! been sent before.

use message_generator::{
    Block, BlockKind, Branch, Choice, EventKind, Item, Key, LegPlan, Role, Scenario, Script,
    Status, Step, play, play_lenient, sample,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Labels of which turns make one another.
const LABELS: [&str; 14] = [
    "m", "m-1", "m-2", "m-1-1", "m-1-2", "m-3", "n", "n-1", "n-01", "r", "r-1", "r-2", "s",
    "s-20000",
];
const LEGS: [&str; 4] = ["p", "p-1", "p-1-1", "customer"];

/// A step or block that has no label yet.
#[derive(Debug, Clone)]
enum Plan {
    Step(usize, usize, usize),
    Maybe(u8, Vec<Plan>),
    Repeat(i64, i64, Vec<Plan>),
    OneOf(u8, Vec<Plan>, Vec<Plan>),
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let step = (0..4usize, 0..LEGS.len(), 0..LABELS.len())
        .prop_map(|(event, leg, message)| Plan::Step(event, leg, message));
    let plan = step.prop_recursive(3, 12, 3, |inner| {
        let body = || prop::collection::vec(inner.clone(), 0..4);
        let percent = || prop::sample::select(vec![0u8, 50, 100]);
        prop_oneof![
            (percent(), body()).prop_map(|(percent, body)| Plan::Maybe(percent, body)),
            (0..2i64, 0..3i64, body()).prop_map(|(least, more, body)| Plan::Repeat(
                least,
                least + more,
                body
            )),
            (percent(), body(), body())
                .prop_map(|(percent, one, other)| Plan::OneOf(percent, one, other)),
        ]
    });
    prop::collection::vec(plan, 1..6)
}

/// Turns plans into items.
struct Maker<L> {
    /// The labels that the items get, in order.
    labels: L,
    /// The message that was made last, with its leg.
    last: Option<(String, &'static str)>,
}

impl<L: Iterator<Item = String>> Maker<L> {
    fn items(&mut self, plans: &[Plan]) -> Vec<Item> {
        plans.iter().map(|plan| self.item(plan)).collect()
    }

    fn item(&mut self, plan: &Plan) -> Item {
        let label = self.labels.next().expect("there is no end of labels");
        let kind = match plan {
            Plan::Step(event, leg, message) => {
                return Item::Step(Box::new(self.step(label, *event, *leg, *message)));
            }
            Plan::Maybe(percent, body) => BlockKind::Maybe(*percent, self.items(body)),
            Plan::Repeat(least, most, body) => {
                BlockKind::Repeat(Choice::Range(*least, *most), self.items(body))
            }
            Plan::OneOf(percent, one, other) => BlockKind::OneOf(vec![
                Branch {
                    percent: *percent,
                    steps: self.items(one),
                },
                Branch {
                    percent: 100 - percent,
                    steps: self.items(other),
                },
            ]),
        };
        Item::Block(Block { label, kind })
    }

    /// A status is mostly one of the last message.
    fn step(&mut self, label: String, event: usize, leg: usize, message: usize) -> Step<Choice> {
        let event = [
            EventKind::Start,
            EventKind::Message,
            EventKind::Status,
            EventKind::End,
        ][event];
        let mut step = Step::new(label, Choice::Fixed(1), LEGS[leg], event);
        if event == EventKind::Message {
            self.last = Some((step.label.clone(), LEGS[leg]));
        }
        if event == EventKind::Status {
            let other = (LABELS[message].to_owned(), LEGS[leg]);
            let (message, leg) = self.last.clone().filter(|_| message > 2).unwrap_or(other);
            (step.message, step.leg, step.status) =
                (Some(message), leg.to_owned(), Some(Status::Sent));
        }
        step
    }
}

fn scenarios() -> impl Strategy<Value = Scenario> {
    (plans(), Just(LABELS.to_vec()).prop_shuffle()).prop_map(|(plans, labels)| {
        let own = labels.into_iter().map(str::to_owned);
        let labels = own.chain((0..).map(|place| format!("x{place}")));
        let mut scenario = Scenario::builtin("spam").expect("it is built in");
        let role = |leg: &str| {
            if leg == "customer" {
                Role::Customer
            } else {
                Role::Api
            }
        };
        scenario.legs = LEGS
            .iter()
            .map(|leg| (*leg, LegPlan::of(role(leg))))
            .collect();
        let arrives = Step::new("arrives", Choice::Fixed(0), "customer", EventKind::Enter);
        scenario.steps = vec![Item::Step(Box::new(arrives))];
        scenario
            .steps
            .extend(Maker { labels, last: None }.items(&plans));
        scenario
    })
}

/// What is wrong with the scripts of an accepted scenario.
fn fault(scenario: &Scenario) -> Option<String> {
    for conversation in 0..4 {
        let script = sample(scenario, Key::new(1, conversation));
        let text = script.to_json();
        match Script::from_json(&text) {
            Ok(again) if again == script => {}
            Ok(_) => return Some(format!("it is read back as another\n{text}")),
            Err(error) => return Some(format!("{error}\n{text}")),
        }
        let (kept, episodes) = play_lenient(&script);
        if play(&kept).as_ref() != Ok(&episodes)
            || Script::from_json(&kept.to_json()).as_ref() != Ok(&kept)
        {
            return Some(format!("what is kept of it does not play\n{text}"));
        }
        if play(&script).is_ok() != (kept == script) {
            return Some(format!(
                "a step is lost without an error, or the other way round\n{text}"
            ));
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn an_accepted_scenario_gives_scripts_that_are_accepted(scenario in scenarios()) {
        if let Ok(accepted) = Scenario::from_json(&scenario.to_json()) {
            prop_assert_eq!(fault(&accepted), None, "{}", scenario.to_json());
        }
    }
}

/// The property says something: of the scenarios that it draws, many are accepted, with turns and
/// statuses in them, and each kind of fault is met.
#[test]
fn the_drawn_scenarios_are_of_every_kind() {
    let mut runner = TestRunner::deterministic();
    let mut errors = String::new();
    let (mut turns, mut statuses) = (0, 0);
    for _ in 0..1_500 {
        let scenario = scenarios()
            .new_tree(&mut runner)
            .expect("it draws")
            .current();
        match Scenario::from_json(&scenario.to_json()) {
            Err(error) => errors += &format!("{error}\n"),
            Ok(scenario) => {
                let script = sample(&scenario, Key::new(1, 0));
                turns += usize::from(script.steps.iter().any(|step| step.label.ends_with("-2-1")));
                statuses += usize::from(
                    script
                        .steps
                        .iter()
                        .any(|step| step.event == EventKind::Status),
                );
            }
        }
    }
    assert!(
        turns > 20 && statuses > 20,
        "{turns} with turns, {statuses} with statuses"
    );
    for fault in [
        "which a turn makes of",
        "which block",
        "a label that a turn makes of",
        "is sure to have sent",
    ] {
        assert!(
            errors.matches(fault).count() > 10,
            "{fault}: {}",
            errors.matches(fault).count()
        );
    }
}

#[track_caller]
fn check(steps: &str, expected: Result<(), &str>) {
    let text = format!(
        r#"{{"format": 1, "scenario": "s", "shows": "x", "evidence": "inferred", "sources": [], "channels": ["sms"],
"legs": {{"customer": {{"role": "customer"}}, "p": {{"role": "api"}}, "p-1": {{"role": "api"}}, "q": {{"role": "api"}}}},
"steps": [
{steps}
]}}"#
    );
    let found = Scenario::from_json(&text)
        .map(|_| ())
        .map_err(|error| error.to_string());
    assert_eq!(found, expected.map_err(str::to_owned));
}

fn message(label: &str) -> String {
    format!(r#"{{"label": "{label}", "after": 1, "leg": "customer", "event": "message"}}"#)
}

fn repeat(label: &str, steps: &str) -> String {
    format!(r#"{{"label": "{label}", "repeat": 2, "steps": [{steps}]}}"#)
}

#[test]
fn a_label_that_a_turn_makes_is_an_error() {
    check(
        &format!("{},\n{}", message("m-1"), repeat("r", &message("m"))),
        Err(
            r#"line 4: step "m-1": label: found "m-1", which a turn makes of "m", expected a unique one"#,
        ),
    );
    check(
        &format!(
            "{},\n{}",
            message("m-2-1"),
            repeat("r", &repeat("s", &message("m")))
        ),
        Err(
            r#"line 4: step "m-2-1": label: found "m-2-1", which a turn makes of "m", expected a unique one"#,
        ),
    );
    // In turns of its own it becomes `m-1-1`, which the inner block makes of `m` too.
    check(
        &format!(
            "{},\n{}",
            repeat("t", &message("m-1")),
            repeat("r", &repeat("s", &message("m")))
        ),
        Err(
            r#"line 4: step "m-1": label: found "m-1", which a turn makes of "m", expected a unique one"#,
        ),
    );
    check(
        &format!(
            "{},\n{}",
            repeat("r-1", &message("n")),
            repeat("t", &repeat("r", &message("m")))
        ),
        Err(
            r#"line 4: block "r-1": label: found "r-1", which a turn makes of "r", expected a unique one"#,
        ),
    );
    // No turn makes these.
    for label in ["m-0", "m-01", "m-10001", "m-1-1", "m-x", "m1"] {
        check(
            &format!("{},\n{}", message(label), repeat("r", &message("m"))),
            Ok(()),
        );
    }
    check(
        &format!(
            "{},\n{}",
            repeat("t", &message("m-1")),
            repeat("r", &message("m"))
        ),
        Ok(()),
    );
}

#[test]
fn a_leg_that_a_turn_makes_is_an_error() {
    let start = |label: &str, leg: &str| {
        format!(r#"{{"label": "{label}", "after": 1, "leg": "{leg}", "event": "start"}}"#)
    };
    check(
        &repeat("r", &start("a", "p")),
        Err(r#"leg "p-1": found a label that a turn makes of "p", expected a unique one"#),
    );
    let both = format!(
        "{},\n{}",
        repeat("r", &start("a", "q")),
        repeat("s", &start("b", "q"))
    );
    let expected = r#"line 5: step "b": leg: found "q", which block "r" opens too, expected a leg of its own for the turns of "s""#;
    check(&both, Err(expected));
    // Only one of the branches happens.
    let branches = format!(
        r#"{{"label": "o", "one-of": [{{"percent": 50, "steps": [{}]}},{{"percent": 50, "steps": [{}]}}]}}"#,
        repeat("r", &start("a", "q")),
        repeat("s", &start("b", "q"))
    );
    check(&branches, Ok(()));
    let expected = r#"line 5: step "c": leg: found "q", which block "s" opens too, expected a leg of its own for the turns of "t""#;
    check(
        &format!("{branches},\n{}", repeat("t", &start("c", "q"))),
        Err(expected),
    );
}

#[test]
fn the_message_of_a_status_has_been_sent_for_sure() {
    let status = |label: &str, message: &str| {
        format!(
            r#"{{"label": "{label}", "after": 1, "leg": "customer", "event": "status", "message": "{message}", "status": "removed"}}"#
        )
    };
    let maybe = |percent: u8, steps: &str| {
        format!(r#"{{"label": "b", "maybe": {percent}, "steps": [{steps}]}}"#)
    };
    let m = message("m");
    check(&format!("{m},\n{}", maybe(50, &status("s", "m"))), Ok(()));
    check(
        &format!("{},\n{}", maybe(100, &m), status("s", "m")),
        Ok(()),
    );
    check(&repeat("r", &format!("{m}, {}", status("s", "m"))), Ok(()));
    let expected = r#"step "s": message: found "m", which may not have been sent by then, expected one that leg "customer" is sure to have sent: n"#;
    let n = message("n");
    check(
        &format!("{n}, {},\n{}", maybe(50, &m), status("s", "m")),
        Err(&format!("line 5: {expected}")),
    );
    check(
        &format!("{n}, {},\n{}", repeat("r", &m), status("s", "m")),
        Err(&format!("line 5: {expected}")),
    );
    check(
        &format!("{},\n{m}", status("s", "m")),
        Err(
            r#"line 4: step "s": message: found "m", which may not have been sent by then, expected one that leg "customer" is sure to have sent: there is none"#,
        ),
    );
}
