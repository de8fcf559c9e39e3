//! How well stories shrink: for each of some planted bugs of consumers, the shrunk story is
//! compared with the smallest one that shows the bug.
//!
//! The smallest one is found by trying every legal shorter script that can be made of the failing
//! one's steps, with and without their delays and optional properties. Every story tried on the way
//! keeps the rules, which know nothing of the generator.

use std::collections::BTreeSet;
use std::fmt::Debug;

use message_generator::strategy::{
    Absent, Population, Story, conversations, legs, scripts, snapshots, stories, timelines,
};
use message_generator::{Episode, EventKind, Run, Scenario, Script, Status, Step, play};
use message_lifecycle::{Conversation, Role, Simulation, StateName, Table};
use message_model::{ApiRevision, MessageState, Timestamp, encode};
use message_rules::{Severity, check};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

const SEEDS: u8 = 40;
const RUNS_MAX: usize = 1_024;

/// A bug of a consumer: whether it would fail on the conversation.
type Bug = fn(&Episode) -> bool;

/// A bug, and what else of the smallest story that shows it is known.
struct Planted {
    name: &'static str,
    bug: Bug,
    /// Whether the consumer also unwraps the conversation's `startTime`, so that it fails on an
    /// empty conversation too.
    unwraps: bool,
    /// The sum of the delays in the smallest story.
    delays_ms: Option<i64>,
}

impl Planted {
    const fn new(name: &'static str, bug: Bug) -> Self {
        Self {
            name,
            bug,
            unwraps: false,
            delays_ms: None,
        }
    }

    /// Whether the consumer fails on the story.
    fn fails(&self, story: &Story) -> bool {
        let conversation = story.conversations().next_back().unwrap_or_default();
        self.unwraps && conversation.start_time.is_none() || fails(self.bug, &story.episodes)
    }
}

const PLANTED: [Planted; 8] = [
    Planted::new("ends while held", ends_while_held),
    Planted::new("second transfer", second_transfer),
    Planted::new(
        "delivery failed after the end",
        delivery_failed_after_the_end,
    ),
    Planted::new("offer after two failed ones", offer_after_two_failed_ones),
    Planted::new(
        "parked leg resumed by the customer",
        parked_leg_resumed_by_the_customer,
    ),
    Planted::new("legs overlap by over 10 ms", legs_overlap),
    Planted {
        unwraps: true,
        ..Planted::new(
            "ends while held, after an unwrap of startTime",
            ends_while_held,
        )
    },
    Planted {
        delays_ms: Some(TEN_MINUTES_MS + 1),
        ..Planted::new("delays add up to over ten minutes", lasts_over_ten_minutes)
    },
];

const TEN_MINUTES_MS: i64 = 600_000;

/// Calls a function with each event, the conversation before it and the conversation after it.
fn any_step(
    episode: &Episode,
    mut found: impl FnMut(&message_lifecycle::Event, &Conversation, &Conversation) -> bool,
) -> bool {
    let mut simulation = Simulation::new(Table::standard(), episode.timeline.setup().clone());
    episode.timeline.events().iter().any(|event| {
        let before = simulation.conversation().clone();
        simulation
            .apply_alone(event.clone())
            .expect("the timeline was written with this table");
        found(event, &before, simulation.conversation())
    })
}

fn ends_while_held(episode: &Episode) -> bool {
    any_step(episode, |event, before, after| {
        let state = |at: &Conversation| at.leg(event.leg).map(|leg| leg.state().name());
        state(before) == Some(StateName::Held) && state(after) == Some(StateName::Disconnected)
    })
}

fn second_transfer(episode: &Episode) -> bool {
    let is_transfer = |event: &&message_lifecycle::Event| event.kind() == EventKind::Transfer;
    episode.timeline.events().iter().filter(is_transfer).count() >= 2
}

fn delivery_failed_after_the_end(episode: &Episode) -> bool {
    any_step(episode, |event, before, after| {
        let failures = |at: &Conversation| {
            at.messages()
                .iter()
                .filter(|message| message.status() == Status::DeliveryFailed)
                .count()
        };
        failures(after) > failures(before)
            && before
                .leg(event.leg)
                .is_some_and(|leg| leg.state().name() == StateName::Disconnected)
    })
}

fn offer_after_two_failed_ones(episode: &Episode) -> bool {
    let offers = episode
        .state
        .legs()
        .iter()
        .filter(|leg| leg.role() == Role::Agent && leg.state().alerted().is_some());
    let mut failed = 0;
    for leg in offers {
        if failed >= 2 {
            return true;
        }
        failed += usize::from(!leg.state().is_live() && leg.state().connection().is_none());
    }
    false
}

fn parked_leg_resumed_by_the_customer(episode: &Episode) -> bool {
    episode
        .timeline
        .events()
        .iter()
        .any(|event| event.kind() == EventKind::UnparkOnMessage)
}

type Span = (Timestamp, Timestamp);

/// Whether two agents' legs are both connected for more than 10 ms.
fn legs_overlap(episode: &Episode) -> bool {
    let spans: Vec<_> = episode
        .legs()
        .filter(|(label, _)| {
            episode
                .leg_labels
                .iter()
                .position(|leg| leg == label)
                .is_some_and(|at| episode.state.legs()[at].role() == Role::Agent)
        })
        .filter(|(_, leg)| leg.state == Some(MessageState::Disconnected))
        .filter_map(|(_, leg)| Some((leg.connected_time?, leg.disconnected_time?)))
        .collect();
    let overlap = |left: &Span, right: &Span| left.1.min(right.1).millis_since(left.0.max(right.0));
    spans
        .iter()
        .enumerate()
        .any(|(place, left)| spans[..place].iter().any(|right| overlap(left, right) > 10))
}

/// Whether more than ten minutes pass between the first event and the last.
fn lasts_over_ten_minutes(episode: &Episode) -> bool {
    let events = episode.timeline.events();
    let lasted = events
        .last()
        .zip(events.first())
        .map(|(last, first)| last.at.millis_since(first.at));
    lasted.is_some_and(|lasted| lasted > TEN_MINUTES_MS)
}

fn fails(bug: Bug, episodes: &[Episode]) -> bool {
    episodes.iter().any(bug)
}

/// The scenarios in which the bug can show at all, so that enough draws fail.
fn population(bug: Bug) -> Population {
    let shows = |scenario: &Scenario| {
        (0..6).any(|number| {
            let run = Run::new(1).with_scenarios(vec![scenario.clone()]);
            fails(bug, &run.episodes(number))
        })
    };
    Population::of_scenarios(Scenario::all_builtin().filter(shows).collect())
}

fn runner(seed: u8) -> TestRunner {
    TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]),
    )
}

/// Shrinks as proptest does; returns the smallest failing story and the number of runs of the test.
fn shrink(
    tree: &mut impl ValueTree<Value = Story>,
    is_failing: impl Fn(&Story) -> bool,
) -> (Story, usize) {
    let mut smallest = tree.current();
    let mut runs = 0;
    let mut goes_on = tree.simplify();
    while goes_on {
        runs += 1;
        let story = tree.current();
        let has_leg = |episode: &Episode| !episode.state.legs().is_empty();
        assert!(
            !story.episodes.is_empty() && story.episodes.iter().all(has_leg),
            "{story}"
        );
        for finding in story
            .conversations()
            .flat_map(|conversation| check(&conversation))
        {
            assert_eq!(
                finding.rule.severity,
                Severity::Usually,
                "{finding}\n{story}"
            );
        }
        goes_on = if is_failing(&story) {
            smallest = story;
            tree.simplify()
        } else {
            tree.complicate()
        };
    }
    (smallest, runs)
}

/// The number of steps of the shortest legal script that shows the bug and is made of this script's
/// steps in their order; `below` if none shorter than that does.
///
/// Each step may keep its optional properties or lose them, and the delays may stay or be 0.
fn least(script: &Script, bug: Bug, below: usize) -> usize {
    let mut least = below;
    for is_plain in [false, true] {
        for is_hurried in [false, true] {
            let mut variant = script.clone();
            for step in &mut variant.steps {
                if is_plain {
                    *step = plain(step);
                }
                if is_hurried {
                    step.after = 0;
                }
            }
            least = least_as_it_is(&variant, bug, least).unwrap_or(least);
        }
    }
    least
}

/// The step without its optional properties.
fn plain(step: &Step) -> Step {
    let mut plain = Step::new(step.label.clone(), step.after, step.leg.clone(), step.event);
    (plain.resume_in, plain.message, plain.status) =
        (step.resume_in, step.message.clone(), step.status);
    plain
}

/// Tries every subsequence that plays, shorter ones first, and only one of those that differ in
/// labels alone.
fn least_as_it_is(script: &Script, bug: Bug, below: usize) -> Option<usize> {
    let mut level = vec![(
        Script {
            steps: Vec::new(),
            ..script.clone()
        },
        0,
    )];
    for length in 1..below {
        let mut seen = BTreeSet::new();
        let mut longer = Vec::new();
        for (prefix, from) in level {
            for (place, step) in script.steps.iter().enumerate().skip(from) {
                let mut candidate = prefix.clone();
                candidate.steps.push(step.clone());
                if !seen.insert(
                    candidate
                        .steps
                        .iter()
                        .map(without_label)
                        .collect::<Vec<_>>(),
                ) {
                    continue;
                }
                if let Ok(episodes) = play(&candidate) {
                    if fails(bug, &episodes) {
                        return Some(length);
                    }
                    longer.push((candidate, place + 1));
                }
            }
        }
        level = longer;
    }
    None
}

/// What the step does. Its label is included if later steps may refer to a message by it.
fn without_label(step: &Step) -> String {
    let mut same = step.clone();
    if same.event != EventKind::Message {
        same.label.clear();
    }
    format!("{same:?}")
}

#[test]
fn planted_bugs_shrink_to_the_least_story() {
    for planted in PLANTED {
        let Planted {
            name,
            bug,
            delays_ms,
            ..
        } = planted;
        let strategy = stories(population(bug));
        let (mut exact, mut most_runs, mut steps) = (0, 0, BTreeSet::new());
        for seed in 0..SEEDS {
            let mut runner = runner(seed);
            let mut tree = loop {
                let tree = strategy
                    .new_tree(&mut runner)
                    .expect("stories are never refused");
                if fails(bug, &tree.current().episodes) {
                    break tree;
                }
            };
            let original = tree.current().script;
            let (story, runs) = shrink(&mut tree, |story| planted.fails(story));
            let found = story.script.steps.len();
            let delays: i64 = story.script.steps.iter().map(|step| step.after).sum();
            assert!(
                fails(
                    bug,
                    &play(&story.script).expect("what is shrunk plays strictly")
                ),
                "{name}: {story}"
            );
            let minimum = least(&original, bug, found);
            exact += usize::from(found == minimum && delays_ms.is_none_or(|least| delays == least));
            assert!(
                found <= minimum + 2,
                "{name}, seed {seed}: {found} steps left, {minimum} would do\n{story}"
            );
            most_runs = most_runs.max(runs);
            steps.insert(found);
        }
        println!(
            "{name}: least story reached in {exact} of {SEEDS}, {steps:?} steps, at most \
             {most_runs} runs"
        );
        assert!(
            exact >= 38,
            "{name}: the least story was reached in {exact} of {SEEDS} only"
        );
        assert!(most_runs <= RUNS_MAX, "{name}: {most_runs} runs");
    }
}

#[test]
fn names_and_ids_stay_put_while_a_story_shrinks() {
    let mut tree = stories(Population::default())
        .new_tree(&mut runner(7))
        .expect("stories are never refused");
    let before: Vec<_> = tree
        .current()
        .episodes
        .iter()
        .flat_map(|episode| {
            episode
                .legs()
                .map(|(label, leg)| (label.to_owned(), leg.id))
                .collect::<Vec<_>>()
        })
        .collect();
    let (mut compared, mut runs) = (0, 0);
    // A test that fails in some runs only, so that much is tried and some of it is kept.
    while if runs % 5 == 0 {
        tree.simplify()
    } else {
        tree.complicate()
    } {
        runs += 1;
        for episode in tree.current().episodes {
            for (label, leg) in episode.legs() {
                assert!(
                    before.contains(&(label.to_owned(), leg.id)),
                    "{label} was renamed"
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 10);
}

/// A failure in proptest's own runner shows the storyboard, the script, the line that plays it, and
/// the command that keeps it.
#[test]
fn a_failure_tells_its_story() {
    fn check<T: Debug>(name: &str, strategy: impl Strategy<Value = T>) {
        let config = Config {
            failure_persistence: None,
            ..Config::default()
        };
        let mut runner =
            TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[1; 32]));
        let refuse = |_| Err(TestCaseError::fail("it always fails"));
        let shrunk = runner
            .run(&strategy, refuse)
            .expect_err("it always fails")
            .to_string();
        assert_eq!(shrunk.matches("\"label\": ").count(), 1, "{name}: {shrunk}");
        assert!(shrunk.contains("\"event\": \"enter\""), "{name}: {shrunk}");
        let drawn = format!(
            "{:?}",
            strategy
                .new_tree(&mut runner)
                .expect("stories are never refused")
                .current()
        );
        let tells = |text: &str| assert!(drawn.contains(text), "{name}: no {text:?} in {drawn}");
        [
            "joins",
            "\"event\": \"enter\"",
            "save the script as story.json beside your test",
            "let episodes = play(&Script::from_json(include_str!(\"story.json\")).unwrap()).unwrap();",
            "where the corpus is, `cargo xtask promote story.json --name NAME`",
        ]
        .into_iter()
        .for_each(tells);
        let script = drawn.lines().skip_while(|line| *line != "{");
        let end = script
            .clone()
            .position(|line| line == "}")
            .expect("the script ends");
        let script: Vec<_> = script.take(end + 1).collect();
        play(&Script::from_json(&script.join("\n")).expect("what is printed is a script"))
            .expect("and plays");
    }
    let population = || Population::of(["flow-error"]);
    check("stories", stories(population()));
    check("scripts", scripts(population()));
    check("timelines", timelines(population()));
    check("conversations", conversations(population()));
    check("snapshots", snapshots(population()));
    check("legs", legs(population()));
}

#[test]
fn equal_draws_give_equal_bytes() {
    let draw = || {
        let tree = stories(Population::default())
            .new_tree(&mut runner(3))
            .expect("stories are never refused");
        tree.current()
            .conversations()
            .filter_map(|conversation| encode(&conversation).ok())
            .collect::<Vec<_>>()
    };
    assert_eq!(draw(), draw());
}

/// From every kind of population, the drawn script and every shrunk one play strictly, and a
/// failure shrinks to its core.
#[test]
fn stories_of_walks_and_profiles_shrink_as_those_of_scenarios_do() {
    let profile = message_generator::Profile::builtin("busy-transfers").expect("it is built in");
    let sources = [
        Population::of_walks(),
        Population::of_walks().with_revision(ApiRevision::V192),
        Population::of_profile(profile),
    ];
    for population in sources {
        let strategy = stories(population);
        for seed in 0..4 {
            let mut runner = runner(seed);
            let mut tree = loop {
                let tree = strategy
                    .new_tree(&mut runner)
                    .expect("stories are never refused");
                assert_eq!(
                    play(&tree.current().script).as_ref(),
                    Ok(&tree.current().episodes)
                );
                if fails(delivered, &tree.current().episodes) {
                    break tree;
                }
            };
            let (story, runs) = shrink(&mut tree, |story| fails(delivered, &story.episodes));
            assert!(story.script.steps.len() <= 7, "{story}");
            assert_eq!(play(&story.script).as_ref(), Ok(&story.episodes));
            assert!(runs <= RUNS_MAX, "{runs} runs");
        }
    }
}

/// The smallest story in which a message is delivered: a leg opens, sends a message, and it is sent
/// and delivered.
fn delivered(episode: &Episode) -> bool {
    episode
        .state
        .messages()
        .iter()
        .any(|message| message.status() == Status::DeliverySuccess)
}

/// A test that names a scenario that does not exist is aborted, and says which there are.
#[test]
fn an_unknown_scenario_aborts_the_test() {
    let mut runner = TestRunner::deterministic();
    let drawn = stories(Population::of(["flow-error", "flow-eror"])).new_tree(&mut runner);
    let reason = drawn.map(|_| ()).unwrap_err().to_string();
    assert!(
        reason.starts_with("scenario: found \"flow-eror\", expected one of inbound-answered"),
        "{reason}"
    );
}

/// An agent's participant that does not say how long after-call work may take (as recorded ones do
/// not) is drawn, and all that is left of the story is an agent.
#[test]
fn an_unwrap_of_a_property_that_real_payloads_lack_is_found() {
    let unwraps = |story: &Story| {
        let conversation = story.conversations().next_back().unwrap_or_default();
        let mut participants = conversation.participants.into_iter().flatten();
        participants
            .any(|one| one.purpose.as_deref() == Some("agent") && one.wrapup_timeout_ms.is_none())
    };
    let strategy = stories(Population::default());
    let mut runner = runner(5);
    let mut tree = (0..256)
        .map(|_| {
            strategy
                .new_tree(&mut runner)
                .expect("stories are never refused")
        })
        .find(|tree| unwraps(&tree.current()))
        .expect("proptest's usual number of cases shows it");
    let (story, _) = shrink(&mut tree, unwraps);
    assert_eq!(
        story.absent.names().collect::<Vec<_>>(),
        ["Participant.wrapupTimeoutMs"]
    );
    assert!(
        story.script.steps.len() <= 3,
        "a customer, a queue and an agent at most: {story}"
    );
    let line =
        r#"Absent::of(["Participant.wrapupTimeoutMs"]).unwrap().remove_from(&mut conversation);"#;
    assert!(story.to_string().contains(line), "{story}");
    // What is printed gives the same payload.
    let mut episodes = play(&story.script).expect("it plays");
    let mut conversation = episodes
        .pop()
        .expect("it has a conversation")
        .conversation();
    Absent::of(["Participant.wrapupTimeoutMs"])
        .expect("it is known")
        .remove_from(&mut conversation);
    assert_eq!(story.conversations().next_back(), Some(conversation));
}

#[test]
fn payloads_are_whole_where_that_is_asked_for_and_lack_everything_optional_now_and_then() {
    let draws = |population: Population| -> Vec<Story> {
        let mut runner = runner(6);
        let strategy = stories(population);
        let trees = (0..100).map(|_| strategy.new_tree(&mut runner));
        trees
            .map(|tree| tree.expect("stories are never refused").current())
            .collect()
    };
    let (some, whole) = (
        draws(Population::default()),
        draws(Population::default().whole()),
    );
    for (some, whole) in some.iter().zip(&whole) {
        assert_eq!(some.script, whole.script, "the same is played");
        assert_eq!(whole.absent, Absent::NONE);
        let found = |story: &Story| -> Vec<_> {
            story.conversations().flat_map(|one| check(&one)).collect()
        };
        assert_eq!(found(some), found(whole), "no rule asks for what is absent");
    }
    for name in Absent::known() {
        let lacking = some
            .iter()
            .filter(|story| story.absent.names().any(|absent| absent == name))
            .count();
        assert!((10..=45).contains(&lacking), "{name}: {lacking} of 100");
    }
    let unknown = Absent::of(["Participant.purpose"]).expect_err("customers have a purpose");
    assert!(
        unknown
            .to_string()
            .starts_with("Participant.purpose: no property that may be absent, expected one of "),
        "{unknown}"
    );
}

/// Each name takes away what it says and nothing else.
#[test]
fn an_absent_property_is_the_one_that_its_name_says() {
    let story = Story::of(&message_generator::sample(
        &Scenario::builtin("blind-transfer-to-queue").expect("it is built in"),
        message_generator::Key::new(1, 0),
    ));
    let whole = story.conversations().next().expect("it has a conversation");
    let text = encode(&whole).expect("it can be written");
    for name in Absent::known() {
        let mut lacking = whole.clone();
        Absent::of([name])
            .expect("it is known")
            .remove_from(&mut lacking);
        let (object, property) = name.split_once('.').expect("an object and its property");
        let mut expected: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        remove(&mut expected, object, property);
        let found: serde_json::Value =
            serde_json::from_str(&encode(&lacking).expect("it can be written")).expect("JSON");
        assert_eq!(found, expected, "{name}");
        assert_ne!(lacking, whole, "{name} is in it");
    }
}

/// Removes a property from a conversation, from its participants or from their legs.
fn remove(conversation: &mut serde_json::Value, object: &str, property: &str) {
    let remove_from = |value: &mut serde_json::Value, is: &str| {
        if object == is {
            value.as_object_mut().expect("an object").remove(property);
        }
    };
    remove_from(conversation, "Conversation");
    for participant in conversation["participants"]
        .as_array_mut()
        .expect("parties")
    {
        remove_from(participant, "Participant");
        for leg in participant["messages"].as_array_mut().expect("legs") {
            remove_from(leg, "Message");
        }
    }
}
