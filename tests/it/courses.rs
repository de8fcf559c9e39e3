//! Courses that real conversations took, with times and words of our own: each plays strictly,
//! ends as those did, and every view of it keeps every rule.

use message_generator::{Envelope, Episode, Script, play};
use message_lifecycle::projection::AnalyticsForm;
use message_model::{ApiRevision, Capture, encode};
use message_rules::{Delivery, assert_strict, check_sequence};

/// The course, and how the leg of each label ends.
struct Course {
    script: &'static str,
    ends: &'static str,
}

const COURSES: &[Course] = &[
    Course {
        script: include_str!("../courses/two-offers-missed-then-answered.json"),
        ends: "customer:peer queue:transfer first:system second:system third:client",
    },
    Course {
        script: include_str!("../courses/declined-missed-answered.json"),
        ends: "customer:peer queue:transfer first:client second:system third:client",
    },
    Course {
        script: include_str!("../courses/declined-twice-customer-ends.json"),
        ends: "customer:client flow:transfer queue:transfer first:client second:client third:peer",
    },
    Course {
        script: include_str!("../courses/work-skipped-at-once.json"),
        ends: "customer:peer flow:transfer queue:transfer agent:client",
    },
    Course {
        script: include_str!("../courses/to-and-fro-without-a-ring.json"),
        ends: "customer:peer flow:transfer \
               queue-1:transfer agent-1:transfer queue-2:transfer agent-2:transfer \
               queue-3:transfer agent-3:transfer queue-4:transfer agent-4:transfer \
               queue-5:transfer agent-5:transfer queue-6:transfer agent-6:client",
    },
    Course {
        script: include_str!("../courses/five-transfers-measured.json"),
        ends: "customer:peer flow:transfer \
               queue-1:transfer agent-1:transfer queue-2:transfer agent-2:transfer \
               queue-3:transfer agent-3:transfer queue-4:transfer agent-4:transfer \
               queue-5:transfer agent-5:transfer queue-6:transfer agent-6:client",
    },
];

/// Two releases of days on which such conversations were seen, and the newest.
const RELEASES: [&str; 3] = ["145", "225", "latest"];

/// The one conversation of the course on a platform of this release.
fn played(course: &Course, revision: ApiRevision) -> Episode {
    let mut script = Script::from_json(course.script).unwrap();
    script.revision = revision;
    let mut episodes = play(&script).unwrap();
    assert_eq!(episodes.len(), 1);
    episodes.remove(0)
}

#[test]
fn courses_end_as_those_that_were_seen() {
    for course in COURSES {
        let episode = played(course, ApiRevision::LATEST);
        let ends: Vec<String> = episode
            .legs()
            .map(|(label, leg)| format!("{label}:{}", leg.disconnect_type.unwrap().as_str()))
            .collect();
        assert_eq!(ends.join(" "), course.ends);
    }
}

#[test]
fn every_view_of_a_course_keeps_every_rule() {
    for course in COURSES {
        for release in RELEASES {
            let revision = match release {
                "latest" => ApiRevision::LATEST,
                older => older.parse().unwrap(),
            };
            let episode = played(course, revision);
            let legs = episode.legs().map(|(_, leg)| encode(&leg).unwrap());
            let whole = [
                encode(&episode.conversation()).unwrap(),
                encode(&episode.media()).unwrap(),
                encode(&episode.analytics(AnalyticsForm::Job)).unwrap(),
                encode(&episode.analytics(AnalyticsForm::Query)).unwrap(),
            ];
            let snapshots: Vec<String> = episode
                .snapshots()
                .map(|(_, after)| encode(&after).unwrap())
                .collect();
            let frames: Vec<String> = episode
                .sent_frames(|_| true)
                .map(|sent| sent.to_json(Envelope::Notification).unwrap())
                .collect();
            in_succession(&snapshots, Delivery::InOrder);
            in_succession(&frames, Delivery::Unordered);
            for text in legs.chain(whole).chain(snapshots).chain(frames) {
                assert_strict(&text);
                let outside = Capture::read(&text).unwrap().check_contract(revision);
                assert_eq!(outside, [], "as of {release}: {text}");
            }
        }
    }
}

#[track_caller]
fn in_succession(texts: &[String], delivery: Delivery) {
    let all = Capture::read(format!("[{}]", texts.join(","))).unwrap();
    let report = check_sequence(&all, delivery, None);
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}
