//! Values through the `fake` crate's traits: they are realistic, depend on the random numbers only,
//! and keep to their run.

use std::collections::BTreeSet;

use fake::Fake;
use message_generator::{
    Channel, Episode, People, Profile, Realistic, Role, Run, Scenario, Script, play,
};
use message_lifecycle::Timeline;
use message_model::{
    ApiRevision, Conversation, Message, MessageType, Participant, contract, encode,
};
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;

fn rng(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

#[test]
fn equal_random_numbers_give_equal_values() {
    let config = Realistic::default();
    let draw = |seed| config.fake_with_rng::<Conversation, _>(&mut rng(seed));
    assert_eq!(draw(1), draw(1));
    assert_ne!(draw(1), draw(2));
}

#[test]
fn values_are_whole_and_of_every_kind() {
    let config = Realistic::default();
    let mut states = BTreeSet::new();
    for seed in 0..60 {
        let leg: Message = config.fake_with_rng(&mut rng(seed));
        assert!(
            leg.id.is_some() && leg.provider.is_some() && leg.segments.is_some(),
            "{leg:?}"
        );
        states.insert(leg.disconnect_type.map(|ended| ended.to_string()));
        let participant: Participant = config.fake_with_rng(&mut rng(seed));
        assert!(
            participant.purpose.is_some()
                && participant.messages.is_some_and(|legs| !legs.is_empty())
        );
        let timeline: Timeline = config.fake_with_rng(&mut rng(seed));
        assert!(!timeline.events().is_empty());
        let script: Script = config.fake_with_rng(&mut rng(seed));
        assert!(play(&script).is_ok());
    }
    assert!(states.len() > 4, "{states:?}");
}

#[test]
fn a_run_says_which_values() {
    let of = |run: Run| Realistic::of(run.with_revision(ApiRevision::V192));
    let sources = [
        Run::new(1).with_scenarios(vec![Scenario::builtin("park-and-resume").unwrap()]),
        Run::new(1).with_profile(Profile::builtin("outage").unwrap()),
        Run::new(1).with_walks(),
    ];
    for run in sources {
        for seed in 0..20 {
            let config = of(run.clone().with_channel(Channel::Sms));
            let leg: Message = config.fake_with_rng(&mut rng(seed));
            assert_eq!(leg.r#type, Some(MessageType::Sms));
            let conversation: Conversation = config.fake_with_rng(&mut rng(seed));
            let documents = [
                (encode(&leg), contract::Root::Message),
                (encode(&conversation), contract::Root::Conversation),
            ];
            for (json, root) in documents {
                let findings = contract::check(&json.unwrap(), root, ApiRevision::V192).unwrap();
                assert!(findings.is_empty(), "{findings:?}");
            }
        }
    }
}

/// The names that people have in some conversations, customers and agents alike.
fn names(run: &Run) -> BTreeSet<String> {
    let people = |episode: Episode| {
        let roles: Vec<Role> = episode.state.legs().iter().map(|leg| leg.role()).collect();
        let participants = episode.conversation().participants.unwrap_or_default();
        let named = participants
            .into_iter()
            .zip(roles)
            .filter(|(_, role)| role.is_contact() || *role == Role::Agent);
        named
            .filter_map(|(participant, _)| participant.name)
            .collect::<Vec<_>>()
    };
    (0..40)
        .flat_map(|number| run.episodes(number))
        .flat_map(people)
        .collect()
}

#[test]
fn a_locale_changes_names_and_texts_and_nothing_else() {
    let own = Run::new(3);
    let people = People::from_name("fake:zh_cn").unwrap();
    let chinese = own.clone().with_people(people);
    assert!(names(&own).iter().all(|name| name.is_ascii()));
    assert!(
        names(&chinese).iter().all(|name| !name.is_ascii()),
        "{:?}",
        names(&chinese)
    );
    for number in 0..40 {
        assert_eq!(own.script(number), chinese.script(number));
        for (own, chinese) in own
            .episodes(number)
            .into_iter()
            .zip(chinese.episodes(number))
        {
            assert_eq!(own.timeline, chinese.timeline);
            for ((_, own), (_, mut chinese)) in own.legs().zip(chinese.legs()) {
                // Names of addresses, and how many parts a text makes, are all that a leg shows of
                // it.
                let pairs = [
                    (&own.to_address, &mut chinese.to_address),
                    (&own.from_address, &mut chinese.from_address),
                ];
                for (own, chinese) in pairs {
                    if let (Some(own), Some(chinese)) = (own, chinese) {
                        chinese.name.clone_from(&own.name);
                        chinese.name_raw.clone_from(&own.name_raw);
                    }
                }
                let messages = own
                    .messages
                    .iter()
                    .flatten()
                    .zip(chinese.messages.iter_mut().flatten());
                messages.for_each(|(own, chinese)| {
                    chinese.message_segment_count = own.message_segment_count
                });
                assert_eq!(own, chinese);
            }
        }
    }
}

#[test]
fn every_locale_names_people() {
    let error = People::from_name("fake:?").unwrap_err().to_string();
    let known = error.split("expected one of ").nth(1).unwrap();
    assert_eq!(known.split(", ").count(), 14);
    for locale in known.split(", ") {
        let people = People::from_name(&format!("fake:{locale}")).unwrap();
        let run = Run::new(1).with_people(people);
        assert!(names(&run).len() > 20, "{people}: {:?}", names(&run));
        assert_eq!(names(&run), names(&run));
    }
    assert_eq!(
        People::from_name("real").unwrap_err().to_string(),
        "found \"real\", expected `own` or `fake:LOCALE`"
    );
}
