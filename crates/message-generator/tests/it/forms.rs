//! The forms of messages: who may send which on what channel, what is shown of them, and when they
//! are drawn.

use std::collections::{BTreeMap, BTreeSet};

use message_generator::{
    Channel, Choice, EventKind, Form, Item, Key, LegPlan, Legs, Pace, Role, Run, SampleOptions,
    Scenario, Script, Step, play, sample, sample_with,
};
use message_model::{ApiRevision, ConversationMessageMetadata, DisconnectType, Participant};

/// A customer and somebody in another role, of whom one sends a message of this form.
fn script(role: Role, channel: Channel, form: &str) -> String {
    let scenario = Scenario::named("spam").expect("it is built in");
    let mut script = sample(&scenario, Key::new(1, 0));
    script.channel = channel;
    script.legs = Legs::default();
    script.legs.insert("sender", LegPlan::of(role));
    let media = r#""media": ["image/png"], "#;
    let media = if form == "attachment" { media } else { "" };
    let message = format!(
        r#"{{"label": "m", "after": 0, "leg": "sender", "event": "message", {media}"form": "{form}"}}"#
    );
    script.steps = vec![Step::new("joins", 0, "sender", EventKind::Enter)];
    script.to_json().replace(
        "  \"steps\": [\n",
        &format!("  \"steps\": [\n    {message},\n"),
    )
}

/// What the channels of the vendor's pages have, for one form of each kind.
#[test]
fn a_form_goes_with_a_role_and_a_channel() {
    let reads = |role, channel, form| Script::from_json(&script(role, channel, form)).is_ok();
    for channel in Channel::ALL {
        let is_web = channel == Channel::Webmessaging;
        assert_eq!(reads(Role::Customer, channel, "join"), is_web, "{channel}");
        assert_eq!(reads(Role::Agent, channel, "co-browse-offer"), is_web);
        assert_eq!(
            reads(Role::Customer, channel, "story-mention"),
            channel == Channel::Instagram
        );
        assert_eq!(
            reads(Role::Bot, channel, "rich-link"),
            channel == Channel::Apple
        );
        assert!(reads(Role::Customer, channel, "attachment"));
        assert!(reads(Role::Agent, channel, "attachment"));
        assert!(!reads(Role::Agent, channel, "quick-reply"));
        assert!(!reads(Role::Customer, channel, "quick-replies"));
    }
    let error = Script::from_json(&script(Role::Customer, Channel::Sms, "sticker")).unwrap_err();
    let expected = "step \"m\": form: found \"sticker\", expected what the role customer sends through \
                    sms: one of attachment";
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn a_scenario_has_forms_of_all_its_channels() {
    let text = Scenario::named("guest-leaves").unwrap().to_json();
    let wider = text.replacen("\"webmessaging\"\n", "\"webmessaging\",\n\"sms\"\n", 1);
    assert_ne!(text, wider);
    let error = Scenario::from_json(&wider).unwrap_err().to_string();
    assert!(
        error.contains(
            "step \"joins\": form: found \"join\", expected what the role customer sends"
        ),
        "{error}"
    );
}

#[test]
fn what_contradicts_a_form_is_an_error() {
    let good = script(Role::Customer, Channel::Webmessaging, "join");
    for (from, to, expected) in [
        (
            r#""form": "join""#,
            r#""form": "join", "text": "Hello""#,
            "step \"m\": text",
        ),
        (
            r#""form": "join""#,
            r#""form": "join", "length": 3"#,
            "step \"m\": length",
        ),
        (
            r#""form": "join""#,
            r#""form": "join", "media": ["image/png"]"#,
            "step \"m\": media",
        ),
        (
            r#""form": "join""#,
            r#""form": "attachment""#,
            "step \"m\": media: found none, expected the media types",
        ),
        (
            r#""form": "join""#,
            r#""form": "joins""#,
            "did you mean join?",
        ),
        (
            r#""event": "enter""#,
            r#""event": "enter", "form": "join""#,
            "step \"joins\": form",
        ),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(good, bad);
        let error = Script::from_json(&bad).expect_err(expected).to_string();
        assert!(error.contains(expected), "{error}");
    }
}

fn metadata(participants: &[Participant]) -> Vec<ConversationMessageMetadata> {
    let legs = participants
        .iter()
        .flat_map(|it| it.messages.iter().flatten());
    legs.flat_map(|leg| leg.messages.iter().flatten())
        .filter_map(|message| message.message_metadata.clone().map(|it| *it))
        .collect()
}

/// Every form, as the release of today and the contract's latest list of values show it; none is
/// a value that the contract does not have.
#[test]
fn every_form_is_shown_as_the_contract_says() {
    let mut shown = BTreeSet::new();
    let scenarios = Scenario::all_builtin();
    for scenario in scenarios {
        for seed in 0..8 {
            let script = sample(&scenario, Key::new(seed, 0));
            shown.extend(script.steps.iter().filter_map(|step| step.form));
            for episode in play(&script).unwrap() {
                let text = message_model::encode(&episode.conversation()).unwrap();
                let messages: usize = script
                    .steps
                    .iter()
                    .filter(|step| step.form.is_some_and(Form::is_event))
                    .count();
                let events = text.matches(r#""type":"Event""#).count();
                assert_eq!(events, messages, "{}", scenario.name);
            }
        }
    }
    let unused: Vec<_> = Form::ALL
        .into_iter()
        .filter(|form| !shown.contains(form))
        .collect();
    assert_eq!(unused, [], "forms that no scenario has");
}

#[test]
fn an_older_release_names_no_event_that_it_does_not_have() {
    let scenario = Scenario::named("guest-signs-in").unwrap();
    let mut options = SampleOptions::default();
    for (release, expected) in [("269", "SignIn"), ("180", "Unknown")] {
        options.revision = release.parse::<ApiRevision>().unwrap();
        let script = sample_with(&scenario, Key::new(1, 0), &options);
        let episodes = play(&script).unwrap();
        let conversation = episodes[0].conversation();
        let events: Vec<String> = metadata(conversation.participants.as_deref().unwrap())
            .iter()
            .flat_map(|metadata| metadata.events.iter().flatten())
            .filter_map(|event| event.sub_type.as_ref().map(|it| it.as_str().to_owned()))
            .collect();
        assert_eq!(events, ["Join", expected], "as of {release}");
    }
}

/// A caller may play a scenario on any channel; a form that the channel lacks becomes a text.
#[test]
fn another_channel_has_texts_in_place_of_forms_that_it_lacks() {
    let scenario = Scenario::named("guest-leaves").unwrap();
    let run = Run::new(7)
        .with_scenarios(vec![scenario])
        .with_channel(Channel::Sms);
    let script = run.script(0);
    assert!(script.steps.iter().all(|step| step.form.is_none()));
    assert!(Script::from_json(&script.to_json()).is_ok());
}

#[test]
fn a_choice_is_taken_by_the_next_message_of_the_customer() {
    let pace: Pace = serde_json::from_str(
        r#"{"forms": {"webmessaging": {"bot": {"quick-replies": 50, "card": 50}}}}"#,
    )
    .unwrap();
    let mut options = SampleOptions::default();
    options.pace = pace;
    options.channel = Some(Channel::Webmessaging);
    let scenario = Scenario::named("bot-self-served").unwrap();
    let mut answers: BTreeMap<(Form, Option<Form>), u64> = BTreeMap::new();
    for number in 0..400 {
        let script = sample_with(&scenario, Key::new(3, number), &options);
        let messages = script.steps.iter();
        let messages: Vec<_> = messages
            .filter(|step| step.event == EventKind::Message)
            .collect();
        for pair in messages.windows(2) {
            let is_bot = |step: &Step| script.legs.get(&step.leg).unwrap().role == Role::Bot;
            if is_bot(pair[0]) && !is_bot(pair[1]) {
                let offer = pair[0].form.expect("the pace has nothing else for bots");
                *answers.entry((offer, pair[1].form)).or_default() += 1;
            }
        }
    }
    let expected = [
        (Form::QuickReplies, None),
        (Form::QuickReplies, Some(Form::QuickReply)),
        (Form::Card, None),
        (Form::Card, Some(Form::Button)),
    ];
    assert!(answers.keys().copied().eq(expected), "{answers:?}");
    // Three in four take it.
    let taken = answers[&expected[1]] + answers[&expected[3]];
    let all: u64 = answers.values().sum();
    assert!((70..80).contains(&(taken * 100 / all)), "{taken} of {all}");
}

/// The longer the text, the longer it takes, for people; a program types nothing.
#[test]
fn people_take_longer_for_longer_texts() {
    let scenario = Scenario::named("bot-to-agent").unwrap();
    let after = |length: u64, label: &str| {
        let mut options = SampleOptions::default();
        options.pace.lengths = vec![(0, length), (1_000, length)];
        let script = sample_with(&scenario, Key::new(5, 0), &options);
        let step = script.steps.iter().find(|step| step.label == label);
        step.unwrap().after
    };
    for label in ["greeting", "solution", "reply"] {
        let [short, long] = [10, 210].map(|length| after(length, label));
        let per_letter = (long - short) / 200;
        assert!((40..=260).contains(&per_letter), "{label}: {per_letter}");
    }
    assert_eq!(after(10, "menu"), after(210, "menu"));
    let is_named = |item: &Item| match item {
        Item::Step(step) => matches!(step.after, Choice::Named(_)) && step.label == "menu",
        Item::Block(_) => false,
    };
    assert!(!scenario.steps.iter().any(is_named), "the bot's own delay");
}

/// A bot's leg names its own provider, every other the one of messages.
#[test]
fn the_provider_tells_bots_from_the_others() {
    let conversation = Scenario::named("bot-to-agent").unwrap().conversation(1);
    let mut providers = BTreeMap::new();
    for participant in conversation.participants.iter().flatten() {
        for leg in participant.messages.iter().flatten() {
            providers.insert(
                participant.purpose.as_ref().unwrap().as_str(),
                leg.provider.as_deref().unwrap().to_owned(),
            );
        }
    }
    assert_eq!(
        providers.remove("botflow").as_deref(),
        Some("PureCloud BotFlow")
    );
    assert!(providers.len() >= 4, "{providers:?}");
    assert!(
        providers
            .values()
            .all(|provider| provider == "PureCloud Messaging")
    );
}

/// Now and then a leg that its peer ended carries an error though nobody failed, and no other leg
/// does.
#[test]
fn an_agent_who_is_told_too_late_has_an_error() {
    let scenario = Scenario::named("inbound-answered-customer-ends").unwrap();
    let run = Run::new(11).with_scenarios(vec![scenario]);
    let (mut late, mut ended_by_peer) = (0, 0);
    for number in 0..1_000 {
        let conversation = run.episodes(number)[0].conversation();
        for leg in conversation
            .participants
            .iter()
            .flatten()
            .flat_map(|it| it.messages.iter().flatten())
        {
            let by_peer = leg.disconnect_type == Some(DisconnectType::Peer);
            ended_by_peer += u64::from(by_peer);
            if let Some(error) = &leg.error_info {
                late += 1;
                assert!(by_peer);
                let id = leg.id.as_ref().unwrap().to_string();
                assert!(error.message.as_deref().unwrap().contains(&id));
            }
        }
    }
    assert!((15..50).contains(&late), "{late} of {ended_by_peer}");
}
