//! Every scenario as a story: `cargo insta review` shows what a change does to it.

use insta::Settings;
use message_generator::{Key, Scenario, play, sample};
use message_lifecycle::{Table, storyboard};

#[test]
fn scenarios() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots/storyboards");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for scenario in Scenario::all_builtin() {
        let script = sample(&scenario, Key::new(1, 0));
        let boards: Vec<String> = play(&script)
            .unwrap()
            .iter()
            .map(|episode| storyboard(Table::standard(), &episode.timeline, &episode.content).unwrap())
            .collect();
        let page = format!("{}\n\n{}", scenario.shows, boards.join("\n"));
        settings.bind(|| insta::assert_snapshot!(scenario.name.clone(), page));
    }
}
