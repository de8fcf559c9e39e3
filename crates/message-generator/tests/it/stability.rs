//! Literal values of every sampler: when one of these changes, every fixture and every promoted
//! script changes with it.
//!
//! Such a change is value-breaking: raise `draw::STREAM`, say so in the changelog, and write the
//! corpus anew.

use message_generator::draw::{Draw, Key, Label, Quantiles, STREAM, paths};
use message_generator::{Choice, Delay, Profile, Run, Scenario, sample};
use rand::Rng;

fn draw(occurrence: u64) -> Draw {
    Draw::new(
        Key {
            seed: 1,
            stream: 1,
            conversation: 0,
        },
        paths::LEG_ID,
        Label::new("agent"),
        occurrence,
    )
}

#[test]
fn stream_version() {
    assert_eq!(STREAM, 2);
}

#[test]
fn words() {
    assert_eq!(
        [0, 1, 2].map(|index| draw(0).word(index)),
        [
            326309076901062920,
            12387399215405077182,
            6896500858362991800
        ]
    );
}

#[test]
fn keys() {
    let other = |seed, stream, conversation| {
        Draw::new(
            Key {
                seed,
                stream,
                conversation,
            },
            paths::LEG_ID,
            Label::new("agent"),
            0,
        )
        .word(0)
    };
    assert_eq!(
        [
            other(2, 1, 0),
            other(1, 2, 0),
            other(1, 1, 1),
            other(u64::MAX, u32::MAX, u64::MAX)
        ],
        [
            1768617804039371826,
            15107181151627431237,
            1729217613990174147,
            1536895980569639002
        ]
    );
}

#[test]
fn paths_and_labels() {
    assert_eq!(
        [
            paths::LEG_ID.hash(),
            Label::new("agent").hash(),
            Label::NONE.hash()
        ],
        [
            820529193455762625,
            6436370236382065515,
            16848853895932712992
        ]
    );
}

#[test]
fn below() {
    assert_eq!(
        [0, 1, 2, 3, 4].map(|n| draw(n).below(1_000)),
        [17, 967, 313, 428, 561]
    );
    assert_eq!(draw(0).below(0), 0);
}

#[test]
fn between() {
    assert_eq!(
        [0, 1, 2, 3, 4].map(|n| draw(n).between(3, 15)),
        [3, 15, 7, 8, 10]
    );
    assert_eq!(draw(0).between(5, 5), 5);
    assert_eq!(draw(0).between(5, 4), 5);
    assert_eq!(draw(0).between(0, u64::MAX), draw(0).word(0));
}

#[test]
fn percent() {
    assert_eq!(
        [0, 1, 2, 3, 4, 5, 6, 7].map(|n| draw(n).percent(50)),
        [true, false, true, true, false, true, true, true]
    );
    assert!(!draw(0).percent(0));
    assert!(draw(0).percent(100));
}

#[test]
fn weighted() {
    assert_eq!(
        [0, 1, 2, 3, 4, 5].map(|n| draw(n).weighted([20, 30, 50])),
        [0, 2, 1, 1, 2, 0]
    );
    assert_eq!([0, 1, 2].map(|n| draw(n).weighted([0, 100, 0])), [1; 3]);
}

#[test]
#[should_panic(expected = "add up to 100")]
fn weights_are_never_renormalised() {
    let _ = draw(0).weighted([20, 30]);
}

#[test]
fn pick() {
    assert_eq!(
        [0, 1, 2].map(|n| *draw(n).pick(&["a", "b", "c", "d"])),
        ["a", "d", "b"]
    );
}

#[test]
fn uuid() {
    assert_eq!(
        draw(0).uuid().to_string(),
        "04874860-67ac-4908-abe8-e1f4852c12be"
    );
    assert_eq!(
        draw(1).uuid().to_string(),
        "f7c3ea64-5702-4575-b85f-d39f076681a9"
    );
    assert_eq!(draw(0).uuid().get_version_num(), 4);
}

#[test]
fn quantiles() {
    const TABLE: Quantiles<'static> =
        Quantiles::known(&[(0, 100), (500, 200), (900, 1_000), (1_000, 60_000)]);
    assert_eq!(
        [0, 1, 2, 3].map(|n| TABLE.at(draw(n))),
        [103, 41021, 162, 185]
    );
    assert_eq!(
        [0, 250_000, 500_000, 700_000, 999_999, 1_000_000].map(|at| TABLE.at_millionth(at)),
        [100, 150, 200, 600, 59_999, 60_000]
    );
}

#[test]
fn tables_that_are_no_distribution() {
    assert_eq!(
        Quantiles::new(&[]).unwrap_err().to_string(),
        "quantiles start at 0 and end at 1000 per mille"
    );
    assert_eq!(
        Quantiles::new(&[(0, 1), (999, 2)]).unwrap_err().to_string(),
        "quantiles start at 0 and end at 1000 per mille"
    );
    let falls = Quantiles::new(&[(0, 5), (500, 4), (1_000, 6)])
        .unwrap_err()
        .to_string();
    assert_eq!(
        falls,
        "quantile 1 (counted from 0) does not rise from the one before it"
    );
}

#[test]
fn rng() {
    let mut rng = draw(0).rng();
    assert_eq!(
        [rng.next_u64(), rng.next_u64()],
        [11665915924768778418, 16164100554170372017]
    );
}

#[test]
fn choices() {
    let at = |choice: Choice| [0, 1, 2, 3].map(|n| choice.at(draw(n)));
    assert_eq!(at(Choice::Fixed(250)), [250; 4]);
    assert_eq!(at(Choice::Range(3, 15)), [3, 15, 7, 8]);
    assert_eq!(at(Choice::Range(-50, 50)), [-49, 47, -19, -7]);
    assert_eq!(
        at(Choice::Named(Delay::named("answer").unwrap())),
        [2799, 10646, 4456, 5099]
    );
}

#[test]
fn blocks() {
    let text = r#"{"format": 1, "scenario": "s", "shows": "x", "evidence": "inferred", "sources": [],
        "channels": ["sms", "line", "open"], "legs": {"customer": {"role": "customer"}}, "steps": [
        {"label": "a", "after": {"from": 0, "to": 99}, "leg": "customer", "event": "enter", "skew": "skew"},
        {"label": "m", "maybe": 40, "steps": [{"label": "b", "after": 1, "leg": "customer", "event": "message"}]},
        {"label": "r", "repeat": {"from": 1, "to": 4}, "steps": [
            {"label": "c", "after": "reply", "leg": "customer", "event": "message"}]},
        {"label": "o", "one-of": [
            {"percent": 30, "steps": [{"label": "d", "after": 1, "leg": "customer", "event": "message"}]},
            {"percent": 70, "steps": [{"label": "e", "after": 1, "leg": "customer", "event": "end"}]}]}]}"#;
    let scenario = Scenario::from_json(text).unwrap();
    let told = |conversation| {
        let script = sample(
            &scenario,
            Key {
                seed: 1,
                stream: 1,
                conversation,
            },
        );
        let steps = script
            .steps
            .iter()
            .map(|step| format!(" {}+{}", step.label, step.after));
        format!("{}{}", script.channel.as_str(), steps.collect::<String>())
    };
    assert_eq!(
        [0, 1, 2].map(told),
        [
            "sms a+62 b+1 c-1+64913 c-2+18932 d+1",
            "sms a+79 b+1 c-1+39929 c-2+61574 c-3+40094 c-4+51901 e+1",
            "line a+16 b+1 c-1+11113 c-2+130690 d+1",
        ]
    );
}

#[test]
fn conversations_of_a_profile() {
    let profile = Profile::builtin("smooth-day").unwrap();
    let run = Run::new(1).with_profile(profile.clone());
    let told = |number| {
        let key = Key::new(1, number);
        let (channel, scenario) = profile.pick(key);
        let script = run.script(number);
        let (open, steps) = (
            if profile.is_open(key) {
                "open"
            } else {
                "whole"
            },
            script.steps.len(),
        );
        format!(
            "{} {} {} {open} {steps}",
            script.start,
            channel.as_str(),
            scenario.name
        )
    };
    assert_eq!(
        [0, 1, 1_000_000].map(told),
        [
            "2026-01-05T09:00:08.716Z whatsapp blind-transfer-to-queue whole 26",
            "2026-01-05T09:00:34.415Z whatsapp multitasking-hold whole 39",
            "2026-08-24T20:33:27.339Z webmessaging auto-answer whole 16",
        ]
    );
    let open: Vec<_> = (0..100)
        .filter(|number| profile.is_open(Key::new(1, *number)))
        .collect();
    assert_eq!(open, [15, 16, 37, 54, 77, 82, 87]);
    assert_eq!(
        told(15),
        "2026-01-05T09:05:19.939Z sms inbound-answered-agent-ends open 11"
    );
}

#[test]
fn lengths() {
    let run = Run::new(1).with_profile(Profile::builtin("sms-campaign").unwrap());
    let lengths: Vec<_> = (0..6)
        .flat_map(|number| run.script(number).steps)
        .filter_map(|step| step.length)
        .collect();
    assert_eq!(
        lengths,
        [105, 42, 154, 185, 719, 162, 41, 317, 81, 446, 184, 143, 736]
    );
}
