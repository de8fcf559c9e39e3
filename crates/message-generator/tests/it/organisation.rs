//! The organisation of a run: drawn for its seed unless the caller supplies one, who says who
//! answers.

use std::collections::{BTreeMap, BTreeSet};

use message_generator::{
    Agent, Flow, Organisation, Profile, Queue, Role, Run, Scenario, WrapUpCode,
};
use message_model::Participant;
use uuid::Uuid;

const RUNS: u64 = 60;

fn agent(number: u128) -> Agent {
    Agent {
        id: Uuid::from_u128(number),
        name: format!("Agent {number}"),
    }
}

/// The participants of some conversations of a run that have this purpose.
fn participants(run: &Run, purpose: &str) -> Vec<Vec<Participant>> {
    let of_episode = |conversation: message_model::Conversation| {
        let all = conversation.participants.unwrap_or_default();
        all.into_iter()
            .filter(|one| {
                one.purpose
                    .as_ref()
                    .is_some_and(|own| own.as_str() == purpose)
            })
            .collect()
    };
    (0..RUNS)
        .flat_map(|number| run.episodes(number))
        .map(|episode| of_episode(episode.conversation()))
        .collect()
}

/// The user id and the name of a participant.
fn identity(participant: &Participant) -> (String, String) {
    let id = participant.user_id.as_ref().expect("an agent is a user");
    (
        id.to_string(),
        participant.name.clone().expect("an agent has a name"),
    )
}

fn identity_of(agent: &Agent) -> (String, String) {
    (agent.id.to_string(), agent.name.clone())
}

#[test]
fn the_organisation_of_the_seed_is_the_one_that_a_run_has_anyway() {
    for seed in [1, 7] {
        let run = Run::new(seed);
        let given = run.clone().with_organisation(Organisation::of_seed(seed));
        for number in 0..RUNS {
            let episodes = run.episodes(number);
            assert_eq!(episodes, given.episodes(number));
            for episode in episodes {
                assert_eq!(*episode.content.organisation(), Organisation::of_seed(seed));
            }
        }
    }
}

#[test]
fn agents_are_those_of_the_organisation() {
    let drawn: BTreeSet<_> = Organisation::of_seed(3)
        .agents()
        .iter()
        .map(identity_of)
        .collect();
    assert_eq!(drawn.len(), 40);
    let mut seen = BTreeSet::new();
    for of_one in participants(&Run::new(3), "agent") {
        seen.extend(of_one.iter().map(identity));
    }
    assert!(seen.is_subset(&drawn), "{seen:?}");
    assert!(seen.len() > 20, "{} of them", seen.len());
}

#[test]
fn who_is_supplied_answers_and_no_two_persons_of_a_conversation_are_one() {
    let supplied: Vec<_> = (1..=12).map(agent).collect();
    let organisation = Organisation::of_seed(3).with_agents(supplied.clone());
    let run = Run::new(3).with_organisation(organisation.clone());
    let mut seen = BTreeSet::new();
    for number in 0..RUNS {
        let script = run.script(number);
        let agents = script
            .legs
            .iter()
            .filter(|(_, leg)| leg.role == Role::Agent);
        let persons: BTreeSet<_> = agents
            .map(|(label, leg)| leg.person.as_deref().unwrap_or(label))
            .collect();
        assert!(persons.len() <= supplied.len(), "{persons:?}");
        for episode in run.episodes(number) {
            let conversation = episode.conversation();
            let participants = conversation.participants.unwrap_or_default();
            let mut of_person = BTreeMap::new();
            for (label, participant) in episode.leg_labels.iter().zip(&participants) {
                let plan = script.legs.get(label).expect("the script has it");
                if plan.role == Role::Agent {
                    let person = plan.person.as_deref().unwrap_or(label);
                    let identity = identity(participant);
                    let known = of_person.entry(person).or_insert(identity.clone());
                    assert_eq!(*known, identity, "one person is one agent");
                }
            }
            let identities: BTreeSet<_> = of_person.values().cloned().collect();
            assert_eq!(identities.len(), of_person.len(), "{of_person:?}");
            seen.extend(identities);
        }
    }
    assert_eq!(
        seen,
        supplied.iter().map(identity_of).collect::<BTreeSet<_>>()
    );
    assert_eq!(organisation.agents(), supplied);
}

#[test]
fn the_caller_says_who_answers_and_nothing_else_changes() {
    let profile = || Profile::builtin("smooth-day").expect("it is built in");
    let drawn = Run::new(5).with_profile(profile());
    let organisation = Organisation::of_seed(5).with_person("agent", agent(9));
    let run = drawn.clone().with_organisation(organisation);
    let mut answered = 0;
    for number in 0..RUNS {
        let script = run.script(number);
        assert_eq!(script, drawn.script(number));
        let both = run.episodes(number).into_iter().zip(drawn.episodes(number));
        for (own, drawn) in both {
            assert_eq!(own.timeline, drawn.timeline);
            let own_all = own.conversation().participants.unwrap_or_default();
            let drawn_all = drawn.conversation().participants.unwrap_or_default();
            for ((label, own), mut drawn) in own.leg_labels.iter().zip(own_all).zip(drawn_all) {
                let plan = script.legs.get(label).expect("the script has it");
                if plan.person.as_deref().unwrap_or(label) == "agent" {
                    assert_eq!(identity(&own), identity_of(&agent(9)));
                    answered += 1;
                    drawn.name = own.name.clone();
                    drawn.user_id = own.user_id.clone();
                    drawn.user_uri = own.user_uri.clone();
                }
                assert_eq!(own, drawn, "{label} of {number}");
            }
        }
    }
    assert!(answered > 20, "{answered} times");
}

#[test]
fn queues_flows_codes_and_the_name_can_be_supplied() {
    let queue = Queue {
        id: Uuid::from_u128(11),
        name: "First line".to_owned(),
    };
    let flow = Flow {
        id: Uuid::from_u128(71),
        version: "3.0".to_owned(),
        name: "Open hours".to_owned(),
    };
    let code = WrapUpCode {
        id: Uuid::from_u128(12),
        name: "Solved".to_owned(),
    };
    let organisation = Organisation::of_seed(2)
        .with_name("Acme")
        .with_queue("support", queue.clone())
        .with_flow("welcome", flow.clone())
        .with_wrap_up_codes([code.clone()]);
    assert_eq!(organisation.name(), "Acme");
    assert_eq!(organisation.wrap_up_codes(), std::slice::from_ref(&code));
    let others = Organisation::of_seed(2);
    assert_eq!(organisation.queue("sales"), others.queue("sales"));
    assert_eq!(organisation.agents(), others.agents());

    let scenario = Scenario::builtin("inbound-answered-agent-ends").expect("it is built in");
    let run = Run::new(2)
        .with_scenarios(vec![scenario])
        .with_organisation(organisation);
    let name = |participant: &Participant| participant.name.clone().unwrap_or_default();
    let queues = participants(&run, "acd").concat();
    assert!(
        queues.iter().all(|one| name(one) == queue.name),
        "{queues:?}"
    );
    let agents = participants(&run, "agent").concat();
    let through = |one: &Participant| {
        let id = one.queue_id.as_ref().map(|id| id.to_string());
        (id, one.queue_name.clone())
    };
    let expected = (Some(queue.id.to_string()), Some(queue.name));
    assert!(agents.iter().all(|one| through(one) == expected));
    let flows = participants(&run, "workflow").concat();
    assert!(flows.iter().all(|one| name(one) == flow.name), "{flows:?}");
    let codes: BTreeSet<_> = agents
        .iter()
        .filter_map(|one| one.wrapup.as_ref())
        .filter_map(|wrap_up| wrap_up.code.clone())
        .collect();
    assert!(codes.contains(&code.id.to_string()), "{codes:?}");
    assert!(
        codes
            .iter()
            .all(|known| *known == code.id.to_string() || known.starts_with("ININ-")),
        "{codes:?}"
    );
}

/// An empty list would leave nobody to answer.
#[test]
fn an_empty_list_changes_nothing() {
    let organisation = Organisation::of_seed(2)
        .with_agents([])
        .with_wrap_up_codes([]);
    assert_eq!(organisation.agents().len(), 40);
    assert!(!organisation.wrap_up_codes().is_empty());
    let run = Run::new(2);
    let given = run.clone().with_organisation(organisation);
    for number in 0..RUNS {
        let conversations = |run: &Run| -> Vec<_> {
            let episodes = run.episodes(number);
            episodes.iter().map(|one| one.conversation()).collect()
        };
        assert_eq!(conversations(&given), conversations(&run));
    }
}
