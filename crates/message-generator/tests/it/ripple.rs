//! Adding a draw changes nothing else: not the next draw, not the next property, not the next step.
//!
//! These tests add a draw with a path of its own, in each of the three places where values are
//! drawn: in the content of a leg, among the choices of a scenario, and between other draws. Its
//! value is in the result; everything else is the same, to the byte.

use std::borrow::Cow;
use std::collections::BTreeSet;

use message_generator::draw::{Draw, Key, Label, Path, paths};
use message_generator::{KeyedContent, Profile, Run, Scenario, play, sample};
use message_lifecycle::projection::{Projection, to_conversation};
use message_lifecycle::{
    Content, ConversationContent, Leg, LegContent, LegIndex, MessageContent, MessageIndex,
    ParticipantContent, Sent, Text, WorkEnd, WrapUpContent,
};
use message_model::{ErrorBody, encode_pretty};

/// The path of the draw that these tests add.
const EXTRA: Path = Path::new("test/extra");

/// The content of a conversation, with one more property drawn for each leg.
struct WithExtra<'a> {
    content: &'a KeyedContent,
    key: Key,
}

impl WithExtra<'_> {
    fn extra(&self, index: LegIndex) -> String {
        let occurrence = u64::from(u32::from(index));
        format!(
            "extra {}",
            Draw::new(self.key, EXTRA, Label::NONE, occurrence).uuid()
        )
    }
}

impl Content for WithExtra<'_> {
    fn conversation(&self) -> ConversationContent<'_> {
        self.content.conversation()
    }

    fn participant(&self, index: LegIndex, leg: &Leg) -> ParticipantContent<'_> {
        self.content.participant(index, leg)
    }

    fn leg_id(&self, index: LegIndex) -> uuid::Uuid {
        self.content.leg_id(index)
    }

    fn leg(&self, index: LegIndex, leg: &Leg) -> LegContent<'_> {
        LegContent {
            provider: Some(Text::from(self.extra(index))),
            ..self.content.leg(index, leg)
        }
    }

    fn message(&self, index: MessageIndex, sent: &Sent) -> MessageContent<'_> {
        self.content.message(index, sent)
    }

    fn message_error(&self, index: MessageIndex, sent: &Sent) -> Option<Cow<'_, ErrorBody>> {
        self.content.message_error(index, sent)
    }

    fn leg_error(&self, index: LegIndex, leg: &Leg) -> Option<Cow<'_, ErrorBody>> {
        self.content.leg_error(index, leg)
    }

    fn wrap_up(&self, index: LegIndex, leg: &Leg, how: WorkEnd) -> Option<WrapUpContent<'_>> {
        self.content.wrap_up(index, leg, how)
    }
}

#[test]
fn a_property_more_moves_no_other_property() {
    for name in Profile::builtin_names() {
        let run = Run::new(5).with_profile(Profile::builtin(name).unwrap());
        for script in run.scripts().take(40) {
            for episode in play(&script).unwrap() {
                let content = WithExtra {
                    content: &episode.content,
                    key: script.key,
                };
                let before = encode_pretty(&episode.conversation()).unwrap();
                let after =
                    encode_pretty(&to_conversation(Projection::new(&episode.state, &content)))
                        .unwrap();
                assert_eq!(before.lines().count(), after.lines().count());
                let mut extras = BTreeSet::new();
                for (one, other) in before
                    .lines()
                    .zip(after.lines())
                    .filter(|(one, other)| one != other)
                {
                    assert!(
                        one.contains("\"provider\": ") && other.contains("\"extra "),
                        "{name}: {one} became {other}"
                    );
                    extras.insert(other);
                }
                assert_eq!(
                    extras.len(),
                    episode.leg_labels.len(),
                    "{name}: an extra property for each leg"
                );
            }
        }
    }
}

#[test]
fn a_choice_more_moves_no_other_choice() {
    let mut taken = BTreeSet::new();
    for name in Scenario::builtin_names() {
        let scenario = Scenario::builtin(name).unwrap();
        // Any leg will do: a choice depends on labels only.
        let leg = scenario.legs.labels().next().unwrap();
        let step = |label, after| {
            format!(
                r#"{{"label": "{label}", "after": {after}, "leg": "{leg}", "event": "message"}}"#
            )
        };
        let extra = format!(
            r#"{{"label": "extra-block", "one-of": [{{"percent": 50, "steps": [{}]}}, {{"percent": 50, "steps": [{}]}}]}},"#,
            step("extra", r#""reply""#),
            step("extra-too", r#"{"from": 1, "to": 9999}"#)
        );
        let more = scenario
            .to_json()
            .replacen("\"steps\": [", &format!("\"steps\": [{extra}"), 1);
        let more = Scenario::from_json(&more).unwrap_or_else(|error| panic!("{name}: {error}"));
        for number in 0..5 {
            let before = sample(&scenario, Key::new(1, number));
            let mut after = sample(&more, Key::new(1, number));
            let extras = after
                .steps
                .extract_if(.., |step| step.label.starts_with("extra"))
                .map(|step| step.label);
            taken.extend(extras);
            assert_eq!(after.to_json(), before.to_json(), "{name}");
        }
    }
    assert_eq!(
        taken.into_iter().collect::<Vec<_>>(),
        ["extra", "extra-too"]
    );
}

#[test]
fn a_draw_between_others_moves_none_of_them() {
    let key = Key::new(1, 0);
    let of = |path: &Path| Draw::new(key, *path, Label::new("agent"), 0).uuid();
    let before: Vec<_> = paths::ALL.iter().map(of).collect();
    let mut extras = BTreeSet::new();
    let after: Vec<_> = (0..)
        .zip(paths::ALL)
        .map(|(place, path)| {
            extras.insert(Draw::new(key, EXTRA, Label::new("agent"), place).uuid());
            of(path)
        })
        .collect();
    assert_eq!(after, before);
    assert!(extras.len() == before.len() && before.iter().all(|id| !extras.contains(id)));
}
