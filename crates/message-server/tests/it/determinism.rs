//! The same seed and the same requests at the same times give the same bytes.

use message_server::{Config, Platform};
use tokio::runtime::Builder;

use crate::story::tell;

/// Everything that a story's clients see, told on a runtime with this many threads.
fn told(threads: usize, seed: u64) -> Vec<String> {
    let runtime = match threads {
        1 => Builder::new_current_thread().enable_all().build(),
        threads => Builder::new_multi_thread()
            .worker_threads(threads)
            .enable_all()
            .build(),
    };
    runtime.unwrap().block_on(async {
        let platform = Platform::start(Config {
            seed,
            ..Config::default()
        })
        .await
        .unwrap();
        let told = tell(&platform).await;
        [
            told.snapshots,
            told.frames,
            told.answers,
            vec![told.media, told.recording, told.script, told.conversation],
        ]
        .concat()
    })
}

#[test]
fn a_story_gives_the_same_bytes_twice_and_on_two_threads() {
    let once = told(1, 1);
    assert!(once.len() > 60, "{}", once.len());
    let dates = once
        .iter()
        .filter(|one| one.contains("date: Mon, 05 Jan 2026 09:"));
    assert!(dates.count() > 20, "the headers are compared, too");
    assert_eq!(told(1, 1), once);
    assert_eq!(told(2, 1), once);
    assert_ne!(told(1, 2), once);
}
