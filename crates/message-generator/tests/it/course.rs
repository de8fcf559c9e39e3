//! What templates write is what playing gives, in every layout, release and population.

use std::env;

use message_generator::{Channel, Episode, Layout, Profile, Run, Templates, Values, Written};
use message_lifecycle::{LegIndex, MessageIndex};
use message_model::{ApiRevision, Timestamp};
use serde::Serialize;

/// The views that are written from templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum View {
    Conversation,
    Legs,
    Media,
    Snapshots,
    Bodies,
}

const VIEWS: [View; 5] = [
    View::Conversation,
    View::Legs,
    View::Media,
    View::Snapshots,
    View::Bodies,
];

impl Layout for View {
    fn write<V: Values>(
        &self,
        episode: &Episode<V>,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        match self {
            Self::Conversation => line(&episode.conversation(), out),
            Self::Legs => episode.legs().try_for_each(|(_, leg)| line(&leg, out)),
            Self::Media => line(&episode.media(), out),
            Self::Snapshots => {
                let mut all = episode.snapshots();
                all.try_for_each(|(event, conversation)| line(&(event.at, conversation), out))
            }
            Self::Bodies => episode.bodies().iter().try_for_each(|body| line(body, out)),
        }
    }

    fn leg<V: Values>(
        &self,
        episode: &Episode<V>,
        leg: LegIndex,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        match self {
            Self::Conversation => serde_json::to_writer(out, &episode.participant(leg)),
            Self::Legs => serde_json::to_writer(out, &episode.leg_at(leg)),
            Self::Media | Self::Snapshots | Self::Bodies => Ok(()),
        }
    }

    fn message<V: Values>(
        &self,
        episode: &Episode<V>,
        message: MessageIndex,
        out: &mut Vec<u8>,
    ) -> Result<(), serde_json::Error> {
        match self {
            Self::Conversation | Self::Legs => {
                serde_json::to_writer(out, &episode.details(message))
            }
            Self::Media | Self::Snapshots | Self::Bodies => Ok(()),
        }
    }
}

fn line<T: Serialize>(record: &T, out: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    serde_json::to_writer(&mut *out, record)?;
    out.push(b'\n');
    Ok(())
}

/// How many conversations of each population are compared: 500, or as many as the variable
/// `COURSES` says.
fn count() -> u64 {
    let asked = env::var("COURSES").ok();
    asked.map_or(500, |asked| asked.parse().expect("COURSES is a number"))
}

/// Compares what is written with what playing gives, and returns how many were not played.
#[track_caller]
fn check(name: &str, run: &Run, view: View, count: u64) -> u64 {
    let mut templates = Templates::new(run, view);
    let (mut written, mut played) = (Vec::new(), Vec::new());
    let mut from_templates = 0;
    for number in 0..count {
        written.clear();
        played.clear();
        let how = templates.write(number, &mut written).expect("it is JSON");
        from_templates += u64::from(matches!(how, Written::FromTemplate(_)));
        for episode in run.episodes(number) {
            view.write(&episode, &mut played).expect("it is JSON");
        }
        if written != played {
            let place = written
                .iter()
                .zip(&played)
                .position(|(one, other)| one != other);
            let place = place.unwrap_or(written.len().min(played.len()));
            let around = place.saturating_sub(200);
            let part = |text: &[u8]| {
                let until = text.len().min(place + 60);
                String::from_utf8_lossy(&text[around..until]).into_owned()
            };
            panic!(
                "{name}, {view:?}, {number}:\n{}\nexpected\n{}",
                part(&written),
                part(&played)
            );
        }
    }
    from_templates
}

fn populations() -> Vec<(String, Run)> {
    let profiles = Profile::builtin_names().map(|name| {
        let profile = Profile::builtin(name).expect("its name is listed");
        (name.to_owned(), Run::new(7).with_profile(profile))
    });
    let scenarios = ("scenarios".to_owned(), Run::new(7));
    let walks = ("walks".to_owned(), Run::new(7).with_walks());
    profiles.chain([scenarios, walks]).collect()
}

#[test]
fn what_templates_write_is_what_playing_gives() {
    for (name, run) in populations() {
        for view in VIEWS {
            let count = if view == View::Snapshots {
                count() / 5
            } else {
                count()
            };
            check(&name, &run, view, count);
        }
    }
}

#[test]
fn it_is_in_every_release() {
    for release in ["19", "129", "200", "257"] {
        let release: ApiRevision = release.parse().expect("a release");
        for (name, run) in populations() {
            let run = run.with_revision(release);
            for view in [View::Conversation, View::Legs] {
                check(&format!("{name} as of {release}"), &run, view, count());
            }
        }
    }
}

#[test]
fn it_is_on_every_channel() {
    let profile = Profile::builtin("smooth-day").expect("a profile");
    let run = Run::new(7).with_profile(profile);
    for channel in Channel::ALL {
        check(
            channel.as_str(),
            &run.clone().with_channel(channel),
            View::Conversation,
            count(),
        );
    }
}

/// Nothing can be learned where times have microseconds; it must be written all the same.
#[test]
fn a_start_between_milliseconds_is_kept() {
    let start: Timestamp = "2026-01-05T09:00:00.000001Z".parse().expect("a time");
    let run = Run::new(7).with_start(start);
    assert_eq!(check("micros", &run, View::Legs, 100), 0);
}

/// Most conversations of a profile are of a course that was met before.
#[test]
fn most_conversations_are_not_played() {
    let profile = Profile::builtin("smooth-day").expect("a profile");
    let run = Run::new(7).with_profile(profile);
    let from_templates = check("smooth-day", &run, View::Legs, 4_000);
    assert!(from_templates > 2_000, "{from_templates} of 4000");
}
