//! A script that is played while it is written is the script that is played afterwards.

use message_generator::{Recording, Run, Script, play};
use message_model::Timestamp;

/// Records a script of one conversation, step by step.
fn recorded(script: &Script) -> Recording {
    let Script {
        key,
        start,
        channel,
        revision,
        ..
    } = *script;
    let mut recording = Recording::new(key, start, channel, revision);
    for (label, plan) in script.legs.iter() {
        recording.add_leg(label, plan.clone());
    }
    let mut at = start;
    for step in &script.steps {
        at = at
            .checked_add_millis(step.after)
            .expect("years before the last");
        let taken = recording.take(at, step.clone(), None);
        taken.expect("a script of a run plays strictly");
    }
    recording.advance(Timestamp::MAX);
    recording
}

#[test]
fn what_is_recorded_is_what_was_played() {
    let run = Run::new(7);
    let scripts = run
        .scripts()
        .filter(|script| script.conversations().len() == 1);
    for mut script in scripts.take(300) {
        let recording = recorded(&script);
        script.scenario = None;
        assert_eq!(recording.script(), &script);
        let episodes = play(&script).unwrap();
        assert_eq!(recording.simulation().timeline(), &episodes[0].timeline);
        assert_eq!(recording.content(), &episodes[0].content);
        assert_eq!(recording.leg_labels(), episodes[0].leg_labels);
    }
}

#[test]
fn a_step_that_cannot_happen_leaves_nothing() {
    let script = Run::new(7).script(3);
    let mut recording = recorded(&script);
    let before = recording.script().clone();
    let mut again = script.steps[0].clone();
    let at = Timestamp::MAX;
    let error = recording.take(at, again.clone(), None).unwrap_err();
    assert!(error.to_string().contains("label"), "{error}");
    again.label = "once-more".to_owned();
    recording.take(at, again, None).unwrap_err();
    assert_eq!(recording.script(), &before);
}
