//! The extremes of every number that a file or a caller can give: reading refuses what is beyond a
//! limit, and what it accepts plays without overflow. CI runs this file in debug and in release,
//! where an overflow would be silent.

use std::ops::RangeInclusive;

use message_generator::{
    Key, Profile, Run, SampleOptions, Scenario, Script, play, play_lenient, sample, sample_with,
};
use message_lifecycle::Table;
use message_model::{Timestamp, encode};
use message_storyboard::storyboard;

/// Numbers at which arithmetic goes wrong if it ever does.
const EXTREMES: [i128; 23] = [
    i64::MIN as i128 - 1,
    i64::MIN as i128,
    i64::MIN as i128 + 1,
    i64::MIN as i128 / 1_000,
    -DELAY - 1,
    -DELAY,
    -101,
    -100,
    -1,
    0,
    1,
    100,
    101,
    100_000,
    100_001,
    u32::MAX as i128,
    u32::MAX as i128 + 1,
    DELAY,
    DELAY + 1,
    i64::MAX as i128 / 1_000,
    i64::MAX as i128,
    i64::MAX as i128 + 1,
    u64::MAX as i128,
];

/// The milliseconds from the year 0 to the year 9999.
const DELAY: i128 = 315_569_519_999_999;

/// A script with every number that one can hold.
const SCRIPT: &str = r#"{"format": 1, "key": {"seed": SEED, "stream": STREAM, "conversation": CONVERSATION},
"start": "START", "channel": "sms",
"legs": {"customer": {"role": "customer"}, "queue": {"role": "acd"}, "agent": {"role": "agent"}},
"steps": [
{"label": "arrives", "after": AFTER, "leg": "customer", "event": "enter", "skew": SKEW},
{"label": "question", "after": 1, "leg": "customer", "event": "message", "length": LENGTH},
{"label": "queued", "after": 1, "leg": "queue", "event": "enter"},
{"label": "asked", "after": 200, "leg": "agent", "event": "offer", "alerting-timeout": TIMEOUT},
{"label": "answers", "after": 200, "leg": "agent", "event": "answer", "follow": [FOLLOW]},
{"label": "parks", "after": 200, "leg": "agent", "event": "park", "resume-in": RESUME, "skew": PARK_SKEW},
{"label": "resumes", "after": 200, "leg": "agent", "event": "unpark"},
{"label": "ends", "after": 200, "leg": "agent", "event": "end", "follow": [PEER]}
]}"#;

/// Each number of the script: its usual value, and the values that reading accepts.
const NUMBERS: [(&str, i128, RangeInclusive<i128>); 11] = [
    ("SEED", 1, 0..=u64::MAX as i128),
    ("STREAM", 1, 0..=u32::MAX as i128),
    ("CONVERSATION", 1, 0..=u64::MAX as i128),
    ("AFTER", 0, 0..=DELAY),
    ("PARK_SKEW", 0, -100..=100),
    ("SKEW", 0, -100..=100),
    ("LENGTH", 20, 0..=100_000),
    ("TIMEOUT", 30_000, 0..=u32::MAX as i128),
    ("FOLLOW", 3, -DELAY..=DELAY),
    ("RESUME", 60_000, 0..=DELAY),
    ("PEER", 3, -DELAY..=DELAY),
];

const STARTS: [&str; 4] = [
    "2026-01-05T09:00:00.000Z",
    "0000-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
    "9990-01-01T00:00:00.000Z",
];

/// Plays a script in every way and projects everything.
fn exercise(script: &Script) {
    let (kept, episodes) = play_lenient(script);
    assert_eq!(play(&kept).as_ref(), Ok(&episodes), "{}", script.to_json());
    assert_eq!(
        Script::from_json(&kept.to_json()).as_ref(),
        Ok(&kept),
        "{}",
        script.to_json()
    );
    // Whether it plays or not, it must come back.
    let _ = play(script);
    for episode in &episodes {
        for (_, conversation) in episode.snapshots() {
            assert!(encode(&conversation).is_ok());
        }
        assert!(storyboard(Table::standard(), &episode.timeline, &episode.content).is_ok());
    }
}

#[test]
fn of_scripts() {
    let filled = |name: &str, value: i128, start: &str| {
        let text = NUMBERS
            .iter()
            .fold(SCRIPT.to_owned(), |text, (known, usual, _)| {
                text.replace(
                    known,
                    &if *known == name { value } else { *usual }.to_string(),
                )
            });
        text.replace("START", start)
    };
    for start in STARTS {
        for (name, _, accepted) in NUMBERS {
            for value in EXTREMES {
                let text = filled(name, value, start);
                let read = Script::from_json(&text);
                assert_eq!(
                    read.is_ok(),
                    accepted.contains(&value),
                    "{name} {value}: {read:?}"
                );
                if let Ok(script) = read {
                    exercise(&script);
                }
            }
        }
    }
}

/// The skew that cannot be negated.
#[test]
fn the_least_skew_is_refused_as_any_other() {
    let script = |skew: i64| {
        let text = NUMBERS.iter().fold(
            SCRIPT.replace("START", STARTS[0]),
            |text, (name, usual, _)| {
                text.replace(
                    name,
                    &if *name == "SKEW" {
                        i128::from(skew)
                    } else {
                        *usual
                    }
                    .to_string(),
                )
            },
        );
        Script::from_json(&text)
    };
    for skew in [i64::MIN, -101] {
        let error = script(skew)
            .expect_err("it is beyond the limit")
            .to_string();
        assert_eq!(
            error,
            format!("line 5: step \"arrives\": skew: found {skew}, expected -100 or more")
        );
        let mut made = script(0).expect("it is a script");
        made.steps[0].skew = Some(skew);
        let error = play(&made).expect_err("it is beyond the limit").to_string();
        assert_eq!(
            error,
            format!("step \"arrives\": skew: found {skew}, expected -100 or more")
        );
    }
}

/// Scripts that are made in Rust are not checked before they are played.
#[test]
fn of_scripts_made_in_rust() {
    let text = NUMBERS.iter().fold(
        SCRIPT.replace("START", STARTS[0]),
        |text, (name, usual, _)| text.replace(name, &usual.to_string()),
    );
    let script = Script::from_json(&text).expect("it is a script");
    for extreme in [i64::MIN, i64::MIN + 1, -1, i64::MAX - 1, i64::MAX] {
        for place in 0..script.steps.len() {
            let mut made = script.clone();
            made.steps[place].after = extreme;
            exercise(&made);
            let mut made = script.clone();
            made.steps[place].skew = Some(extreme);
            made.steps[place].follow = vec![extreme; 3];
            exercise(&made);
            let mut made = script.clone();
            made.steps[place].resume_in = Some(extreme);
            made.steps[place].length = Some(extreme);
            exercise(&made);
        }
        let mut made = script.clone();
        made.steps.iter_mut().for_each(|step| step.after = extreme);
        exercise(&made);
    }
}

/// A scenario with every number that one can hold.
const SCENARIO: &str = r#"{"format": 1, "scenario": "s", "shows": "x", "evidence": "inferred", "sources": [],
"channels": ["sms"], "weight": WEIGHT,
"legs": {"customer": {"role": "customer"}, "queue": {"role": "acd"}, "agent": {"role": "agent"}},
"steps": [
{"label": "arrives", "after": {"from": 0, "to": AFTER}, "leg": "customer", "event": "enter", "skew": {"from": -100, "to": SKEW}},
{"label": "some", "maybe": MAYBE, "steps": [
  {"label": "often", "repeat": {"from": 0, "to": TURNS}, "steps": [
    {"label": "more", "after": 1, "leg": "customer", "event": "message", "length": {"from": 0, "to": LENGTH}}]}]},
{"label": "way", "one-of": [{"percent": PERCENT, "steps": []}, {"percent": 40, "steps": []}]},
{"label": "queued", "after": 1, "leg": "queue", "event": "enter"},
{"label": "asked", "after": 200, "leg": "agent", "event": "offer"},
{"label": "answers", "after": 200, "leg": "agent", "event": "answer", "follow": [{"from": -315569519999999, "to": FOLLOW}]},
{"label": "parks", "after": 200, "leg": "agent", "event": "park", "resume-in": {"from": 1, "to": RESUME}},
{"label": "resumes", "after": 200, "leg": "agent", "event": "unpark"},
{"label": "ends", "after": 200, "leg": "agent", "event": "end"}
]}"#;

#[test]
fn of_scenarios() {
    let numbers: [(&str, i128, RangeInclusive<i128>); 9] = [
        ("WEIGHT", 1, 1..=100),
        ("AFTER", 5, 0..=DELAY),
        ("SKEW", 5, -100..=100),
        ("MAYBE", 50, 0..=100),
        ("TURNS", 2, 0..=10_000),
        ("LENGTH", 20, 0..=100_000),
        ("PERCENT", 60, 60..=60),
        ("FOLLOW", 5, -DELAY..=DELAY),
        ("RESUME", 5, 1..=DELAY),
    ];
    for (name, _, accepted) in &numbers {
        for value in EXTREMES {
            let text = numbers
                .iter()
                .fold(SCENARIO.to_owned(), |text, (known, usual, _)| {
                    text.replace(
                        known,
                        &if known == name { value } else { *usual }.to_string(),
                    )
                });
            let read = Scenario::from_json(&text);
            assert_eq!(
                read.is_ok(),
                accepted.contains(&value),
                "{name} {value}: {read:?}"
            );
            let Ok(scenario) = read else { continue };
            for conversation in [0, 1, u64::MAX] {
                let key = Key::new(u64::MAX, conversation);
                assert_eq!(
                    Script::from_json(&sample(&scenario, key).to_json()),
                    Ok(sample(&scenario, key))
                );
                exercise(&sample(&scenario, key));
            }
            for start in [Timestamp::MIN, Timestamp::MAX] {
                let run = Run::new(1)
                    .with_mix(vec![scenario.clone()])
                    .with_start(start);
                exercise(&run.script(u64::MAX));
                let script = run.script(7);
                assert!(
                    play(&script).is_ok(),
                    "{name} {value} at {start}: {:?}",
                    play(&script).map(|_| ())
                );
            }
        }
    }
}

const PROFILE: &str = r#"{"format": 1, "profile": "p", "shows": "x", "sources": [], "open": OPEN,
"channels": {"sms": {"percent": CHANNEL, "mix": "all"}}, "mixes": {"all": {"inbound-answered-customer-ends": SHARE}},
"pace": {"delays": {"reply": [[0, 0], [MILLE, 1], [1000, DELAY]], "skew": [[0, 0], [1000, SKEW]]},
"lengths": [[0, 0], [1000, LENGTH]], "turns": [[0, 0], [1000, TURNS]]}}"#;

#[test]
fn of_profiles() {
    let century = 3_162_240_000_000;
    let numbers: [(&str, i128, RangeInclusive<i128>); 8] = [
        ("OPEN", 50, 0..=100),
        ("CHANNEL", 100, 100..=100),
        ("SHARE", 100, 100..=100),
        ("MILLE", 500, 1..=999),
        ("DELAY", 100_000, 1..=century),
        ("SKEW", 15, 0..=100),
        ("LENGTH", 50, 0..=2_000),
        ("TURNS", 3, 0..=10_000),
    ];
    for (name, _, accepted) in &numbers {
        for value in EXTREMES.into_iter().chain([century, century + 1]) {
            let text = numbers
                .iter()
                .fold(PROFILE.to_owned(), |text, (known, usual, _)| {
                    text.replace(
                        known,
                        &if known == name { value } else { *usual }.to_string(),
                    )
                });
            let read = Profile::from_json(&text);
            assert_eq!(
                read.is_ok(),
                accepted.contains(&value),
                "{name} {value}: {:?}",
                read.as_ref().err()
            );
            let Ok(profile) = read else { continue };
            for start in [
                STARTS[0].parse().expect("a time"),
                Timestamp::MIN,
                Timestamp::MAX,
            ] {
                let run = Run::new(u64::MAX)
                    .with_profile(profile.clone())
                    .with_start(start);
                for conversation in [0, 1, u64::MAX] {
                    let script = run.script(conversation);
                    assert!(
                        play(&script).is_ok(),
                        "{name} {value}: {:?}",
                        play(&script).map(|_| ())
                    );
                    exercise(&script);
                }
            }
        }
    }
}

/// A pace that is made in Rust is not checked; what it cannot give is left out.
#[test]
fn of_settings_made_in_rust() {
    let scenario = Scenario::builtin("inbound-answered-customer-ends").expect("it is built in");
    for extreme in [
        0,
        1 << 40,
        i64::MAX.unsigned_abs(),
        i64::MAX.unsigned_abs() + 1,
        u64::MAX,
    ] {
        let mut options = SampleOptions::default();
        let delays = ["skew", "alert-skew", "reply", "talk", "answer"];
        let all = [(0, extreme), (1_000, extreme)];
        options.pace.delays = delays.map(|name| (name.to_owned(), all.to_vec())).into();
        exercise(&sample_with(&scenario, Key::new(1, 0), &options));
        options.pace.lengths = all.to_vec();
        exercise(&sample_with(&scenario, Key::new(1, 0), &options));
    }
    for seed in [0, u64::MAX] {
        for conversation in [0, u64::MAX - 1, u64::MAX] {
            for start in [Timestamp::MIN, Timestamp::MAX] {
                exercise(
                    &Run::new(seed)
                        .with_walks()
                        .with_start(start)
                        .script(conversation),
                );
                exercise(&Run::new(seed).with_start(start).script(conversation));
            }
        }
    }
}
