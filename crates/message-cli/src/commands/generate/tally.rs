//! How much has been written, of however many conversations.

use message_generator::Play;

use super::losses::Losses;

/// What was written so far.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) records: u64,
    /// How many numbers of the run.
    pub(super) numbers: u64,
    /// How many conversations those have become.
    pub(super) episodes: u64,
    pub(super) losses: Losses,
}

impl Tally {
    /// Notes a number whose records were written.
    pub(super) fn note(&mut self, played: &Play) {
        self.numbers += 1;
        self.episodes += played.episodes.len() as u64;
        self.losses.note(played);
    }

    /// Notes a number of which nothing was left out: one conversation of this scenario.
    pub(super) fn note_whole(&mut self, scenario: Option<&str>) {
        self.numbers += 1;
        self.episodes += 1;
        self.losses.note_whole(scenario);
    }

    /// Adds what was written after this.
    pub(super) fn add(&mut self, later: Self) {
        self.records += later.records;
        self.numbers += later.numbers;
        self.episodes += later.episodes;
        self.losses.add(later.losses);
    }
}
