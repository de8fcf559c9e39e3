//! The properties that every rule states about itself.

use std::collections::BTreeSet;

use message_model::Evidence;
use message_rules::{Rule, Severity, SourceKind, Verdict, rule, rules, verdicts};

use crate::support::{broken, broken_in_sequence, set};

#[test]
fn ids_are_kebab_case_and_unique() {
    let mut seen = BTreeSet::new();
    for rule in rules() {
        assert!(seen.insert(rule.id), "{} twice", rule.id);
        let kebab = rule
            .id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit());
        assert!(kebab && !rule.id.starts_with('-'), "{}", rule.id);
    }
    assert!(seen.len() > 60, "{} rules", seen.len());
    assert_eq!(rule("no-such-rule"), None);
}

/// Ids are a promise: people use them in their configuration. New ones are added to the list.
#[test]
fn no_id_that_was_given_is_taken_back() {
    let given: BTreeSet<&str> = include_str!("ids.txt").lines().collect();
    let now: BTreeSet<&str> = rules().map(|rule| rule.id).collect();
    assert_eq!(
        now, given,
        "tests/it/ids.txt lists every id that was ever given"
    );
}

#[test]
fn must_never_rests_on_inference() {
    for rule in rules().filter(|rule| rule.severity == Severity::Must) {
        assert_eq!(rule.evidence, Evidence::Documented, "{}", rule.id);
    }
}

#[test]
fn the_evidence_is_what_the_sources_are() {
    for rule in rules() {
        let has = |wanted: &[SourceKind]| {
            rule.sources
                .iter()
                .any(|source| wanted.contains(&source.kind))
        };
        let backed = match rule.evidence {
            Evidence::Documented => has(&[SourceKind::Documentation]),
            Evidence::Observed => has(&[SourceKind::Payload, SourceKind::Analytics]),
            Evidence::Inferred => has(&[SourceKind::Conclusion]),
        };
        assert!(
            backed,
            "{} is {} by {:?}",
            rule.id, rule.evidence, rule.sources
        );
        assert!(
            !rule.reason.is_empty() && !rule.reason.ends_with('.') && !rule.reason.contains('\n'),
            "{}",
            rule.id
        );
        assert!(
            !rule.views.is_empty() && !rule.media.is_empty(),
            "{}",
            rule.id
        );
    }
}

/// Rules whose failing example also breaks other rules, and why.
const NOT_ALONE: [(&str, &str); 1] = [
    // A leg that is live again has either lost the time of its end, or has one while live.
    ("disconnected-is-final", "set-times-never-vanish"),
];

#[test]
fn examples_show_their_rule_and_no_other() {
    for rule in rules() {
        let (passing, failing) = (said(rule, rule.passes), said(rule, rule.fails));
        assert_eq!(passing, set(&[]), "passing example of {}", rule.id);
        let other = NOT_ALONE
            .iter()
            .filter(|(id, _)| *id == rule.id)
            .map(|(_, other)| *other);
        assert_eq!(
            failing,
            other.chain([rule.id]).collect(),
            "failing example of {}",
            rule.id
        );
        if rule.is_of_succession() {
            let by_itself = [rule.passes, rule.fails].map(broken);
            assert_eq!(
                by_itself,
                [set(&[]), set(&[])],
                "each snapshot of {} by itself",
                rule.id
            );
        }
    }
}

/// A passing example to which its rule does not apply would show nothing.
#[test]
fn passing_examples_exercise_their_rule() {
    for rule in rules().filter(|rule| !rule.is_of_succession()) {
        let payload = message_model::Capture::read(rule.passes).expect("examples are payloads");
        let verdict = verdicts(&payload, None)
            .into_iter()
            .find(|(other, _)| *other == rule);
        let exempt = rule.id == "participant-ended-while-leg-live";
        assert!(
            exempt || verdict == Some((rule, Verdict::Held)),
            "{}: {verdict:?}",
            rule.id
        );
    }
}

fn said(rule: &Rule, example: &str) -> BTreeSet<&'static str> {
    if rule.is_of_succession() {
        broken_in_sequence(example)
    } else {
        broken(example)
    }
}

#[test]
fn a_finding_tells_all() {
    let leg =
        r#"[{"participants": [{"messages": [{"state": "connected", "disconnectType": "peer"}]}]}]"#;
    let payload = message_model::Capture::read(leg).expect("a payload");
    let findings = message_rules::check(&payload);
    assert_eq!(findings.len(), 1);
    let told = "must: disconnect-type-before-end at [0].participants[0].messages[0].disconnectType\n    \
                found:    \"peer\" on a leg in state \"connected\"\n    \
                expected: no disconnectType until the leg disconnects\n    \
                why:      disconnectType is null until the leg disconnects\n    \
                known:    documented";
    assert_eq!(
        findings[0].to_string(),
        format!("{told} (validate --explain disconnect-type-before-end)")
    );
    assert_eq!(
        format!("{:#}", findings[0]),
        format!(
            "{told}\n    source:   platform-client-sdk-python 257.1.0 @f80f2db2, models/message.py, message_details.py, \
             segment.py, participant.py, conversation.py"
        )
    );
    let json = serde_json::to_value(&findings[0]).expect("a finding is JSON");
    assert_eq!(json["rule"], "disconnect-type-before-end");
    assert_eq!(json["severity"], "must");
    assert_eq!(json["evidence"], "documented");
    assert_eq!(
        json["path"],
        "[0].participants[0].messages[0].disconnectType"
    );
}

#[test]
fn a_finding_quotes_what_it_found() {
    let payload =
        message_model::Capture::read(r#"{"recipientCountry": "usa"}"#).expect("a payload");
    let findings = message_rules::check(&payload);
    assert_eq!(
        findings[0].to_string().lines().nth(1),
        Some("    found:    \"usa\"")
    );
    assert_eq!(findings[0].found, r#""usa""#);
}

#[test]
fn a_finding_stands_at_the_segment_that_is_wrong() {
    let segment = |kind: &str, from: u8, to: u8, how: &str| {
        format!(
            r#"{{"type": "{kind}", "startTime": "2026-01-05T09:00:{from:02}.000Z",
                "endTime": "2026-01-05T09:00:{to:02}.000Z", "howEnded": "{how}"}}"#
        )
    };
    let check_found = |segments: &[String], id: &str, property: &str| {
        let leg = format!(r#"{{"segments": [{}]}}"#, segments.join(","));
        let payload = message_model::Capture::read(&leg).expect("a payload");
        let found = message_rules::check(&payload)
            .into_iter()
            .find(|finding| finding.rule.id == id);
        assert_eq!(
            found.map(|finding| finding.path),
            Some(format!("segments{property}")),
            "{id} in {leg}"
        );
    };
    let (alert, talk) = (
        segment("Alert", 0, 1, "Interact"),
        segment("Interact", 1, 2, "Hold"),
    );
    let (again, hold) = (
        segment("Interact", 2, 3, "Disconnect"),
        segment("Hold", 2, 3, "Disconnect"),
    );
    check_found(
        &[alert.clone(), talk.clone(), again],
        "segments-alternate",
        "[2].type",
    );
    let late = segment("Hold", 4, 5, "Disconnect");
    check_found(
        &[alert.clone(), talk.clone(), late],
        "segments-contiguous",
        "[2].startTime",
    );
    check_found(
        &[talk.clone(), hold.clone(), alert.clone()],
        "alert-first-and-once",
        "[2].type",
    );
    check_found(
        &[alert, hold.clone()],
        "how-ended-names-next",
        "[0].howEnded",
    );
    check_found(&[talk], "how-ended-names-next", "[0].howEnded");
    let open =
        r#"{"type": "Interact", "startTime": "2026-01-05T09:00:00.000Z", "howEnded": "Hold"}"#;
    check_found(&[open.to_owned()], "how-ended-names-next", "[0].howEnded");
}

#[test]
fn a_rule_says_everything_about_itself() {
    let rule = message_rules::rule("sms-address-e164").expect("a rule");
    let told = rule.to_string();
    assert!(
        told.starts_with("sms-address-e164 (")
            && told.contains(rule.reason)
            && told.contains("passes:"),
        "{told}"
    );
    assert!(
        format!("{rule:?}").contains(r#"id: "sms-address-e164""#),
        "{rule:?}"
    );
}

#[test]
fn an_sms_address_may_be_a_short_code() {
    let found = |number: &str| {
        broken(&format!(
            r#"{{"type": "sms", "toAddress": {{"addressNormalized": "{number}"}}}}"#
        ))
        .contains("sms-address-e164")
    };
    for (number, wrong) in [
        ("1234", true),
        ("12345", false),
        ("123456", false),
        ("1234567", true),
        ("1234a", true),
        ("+13175550142", false),
    ] {
        assert_eq!(found(number), wrong, "{number}");
    }
}
