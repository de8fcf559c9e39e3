//! The forms of messages: who may send which on what channel, what is shown of them, and when they
//! are drawn.

use std::collections::{BTreeMap, BTreeSet};

use message_generator::{
    BlockKind, Channel, EventKind, Form, Item, Key, LegPlan, Legs, Pace, Profile, Role, Run,
    SampleOptions, Scenario, Script, Step, Writer, play, sample, sample_with,
};
use message_model::contract::{self, Root};
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
                let known = contract::check(&text, Root::Conversation, ApiRevision::LATEST);
                assert_eq!(known.unwrap(), [], "{}", scenario.name);
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
    // The bot gets a person's delay, so that nothing but its role tells the two apart.
    let text = Scenario::named("bot-to-agent").unwrap().to_json();
    let slower = text.replacen(
        r#""label": "menu", "after": {"from": 200, "to": 900}"#,
        r#""label": "menu", "after": "reply""#,
        1,
    );
    assert_ne!(text, slower);
    let scenario = Scenario::from_json(&slower).unwrap();
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

/// The kinds of forms of which a profile states shares.
const KINDS: [&str; 4] = ["files", "stickers", "structured", "other"];

fn kind(name: &str) -> &'static str {
    match name {
        "sticker" => "stickers",
        "quick-replies" | "card" | "carousel" | "list-picker" | "date-picker" | "rich-link" => {
            "structured"
        }
        "location" | "reaction" | "story-mention" | "story-reply" => "other",
        media if media.contains('/') => "files",
        unknown => panic!("no kind for {unknown}"),
    }
}

/// The steps of a script whose scenario leaves open what their message consists of, and that
/// answer no choices.
fn open_messages<'a>(scenario: &Scenario, script: &'a Script) -> Vec<&'a Step> {
    fn collect<'s>(items: &'s [Item], labels: &mut BTreeSet<&'s str>) {
        for item in items {
            match item {
                Item::Step(step) => {
                    let is_open = step.event == EventKind::Message
                        && step.text.is_none()
                        && step.length.is_none()
                        && step.media.is_empty()
                        && step.form.is_none();
                    if is_open {
                        labels.insert(&step.label);
                    }
                }
                Item::Block(block) => match &block.kind {
                    BlockKind::Maybe(_, steps) | BlockKind::Repeat(_, steps) => {
                        collect(steps, labels);
                    }
                    BlockKind::OneOf(branches) => {
                        branches
                            .iter()
                            .for_each(|branch| collect(&branch.steps, labels));
                    }
                },
            }
        }
    }
    let mut labels = BTreeSet::new();
    collect(&scenario.steps, &mut labels);
    let is_open = |label: &str| {
        let plain = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        labels.contains(label) || labels.contains(plain)
    };
    let messages: Vec<_> = script
        .steps
        .iter()
        .filter(|step| step.event == EventKind::Message)
        .collect();
    let mut answers = false;
    let mut found = Vec::new();
    for step in messages {
        if is_open(&step.label) && !answers {
            found.push(step);
        }
        answers = step.form.and_then(Form::answer).is_some();
    }
    found
}

/// Files, stickers and structured content come as often as the profile states. Of what is not rare
/// there are at most 7 per cent more or fewer, so that a share that is a fifth off is found.
#[test]
fn messages_have_the_forms_that_their_profile_states() {
    let mut told = 0;
    for name in Profile::builtin_names() {
        let profile = Profile::builtin(name).unwrap();
        let stated = serde_json::to_value(&profile.pace.forms).unwrap();
        let run = Run::new(29).with_profile(profile.clone());
        let mut hits: BTreeMap<&str, u64> = BTreeMap::new();
        let mut expected: BTreeMap<&str, u64> = BTreeMap::new();
        for script in run.scripts().take(24_000) {
            let (channel, scenario) = profile.pick(script.key);
            for step in open_messages(scenario, &script) {
                let role = script.legs.get(&step.leg).unwrap().role;
                let Some(writer) = Writer::of(role) else {
                    continue;
                };
                let shares = &stated[channel.as_str()][writer.as_str()];
                for (form, share) in shares.as_object().into_iter().flatten() {
                    *expected.entry(kind(form)).or_default() += share.as_u64().unwrap();
                }
                if let Some(form) = step.media.first().map(String::as_str) {
                    *hits.entry(kind(form)).or_default() += 100;
                } else if let Some(form) = step.form {
                    *hits.entry(kind(form.as_str())).or_default() += 100;
                }
            }
        }
        for kind in KINDS {
            let (hits, expected) = (
                hits.get(kind).copied().unwrap_or_default() / 100,
                expected.get(kind).copied().unwrap_or_default() / 100,
            );
            let is_rare = expected < 1_500;
            let distance = hits.abs_diff(expected);
            let fits = match is_rare {
                true => distance.pow(2) <= 25 * expected,
                false => distance * 100 <= expected * 7,
            };
            assert!(fits, "{name}: {kind}: {hits} of {expected}");
            told += u64::from(!is_rare);
        }
    }
    assert!(told >= 6, "{told}: nearly everything is rare");
}

/// However slowly somebody types, the script is one that can be read back.
#[test]
fn a_script_of_the_slowest_typist_is_read_back() {
    const CENTURY_MS: u64 = 100 * 366 * 86_400_000;
    let mut options = SampleOptions::default();
    options.pace.lengths = vec![(0, 2_000), (1_000, 2_000)];
    let slow = vec![(0, CENTURY_MS), (1_000, CENTURY_MS)];
    options.pace.delays.insert("typing".to_owned(), slow);
    let scenario = Scenario::named("guest-signs-in").unwrap();
    let script = sample_with(&scenario, Key::new(1, 0), &options);
    assert_eq!(Script::from_json(&script.to_json()).unwrap(), script);
}
