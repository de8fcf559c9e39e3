//! `cargo xtask freeze`: freezes the sets of the releases, which no command changes from then on.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, ensure};
use message_model::Timestamp;

use crate::commands::fixtures::{Corpus, carried, generated};
use crate::corpus_folder::Folder;
use crate::promoted;
use message_cli::console;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The day of freezing, as yyyy-MM-dd: it is recorded in the sets, and names sets of additions
    /// (`as-of/RELEASE_DAY`)
    #[arg(long, value_parser = day)]
    day: String,
    #[command(flatten)]
    folder: Folder,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let Args { day, folder } = args;
    let claim = folder.claim()?;
    let before = Corpus::computed(folder)?;
    let taken = before
        .frozen
        .iter()
        .find(|set| set.folder.ends_with(&format!("_{day}")));
    if taken.is_some() && before.write_archive()? {
        // A run was killed after the sets were frozen, and only the archive was left to write.
        return Ok(ExitCode::SUCCESS);
    }
    ensure!(
        taken.is_none(),
        "{} is frozen already, expected a later day",
        taken.map_or("", |set| &set.folder)
    );
    let promoted = promoted::cases()?;
    let files = message_corpus::freeze(&promoted, &before.frozen, &day)?;
    let frozen = generated(&before.folder, &before.frozen, files)?;
    // What a freeze that was killed has already written differs from the corpus before, and not
    // from the one after.
    let differing = frozen.differing()?;
    let is_current = before
        .generated
        .differing()?
        .iter()
        .all(|path| !differing.contains(path));
    ensure!(
        is_current && before.is_kept(),
        "the corpus is out of date, see `cargo xtask fixtures --check`"
    );
    let status = frozen.write(claim)?;
    let after = before.folder.frozen()?;
    if let Some(carried) = carried(&before.folder, &promoted, &after)? {
        carried.write()?;
    }
    let mut out = console::text();
    for set in after
        .iter()
        .filter(|set| before.frozen.iter().all(|old| old.folder != set.folder))
    {
        writeln!(
            out,
            "{}: {} files, frozen",
            set.folder,
            set.manifest.files.len()
        )?;
    }
    if after.len() == before.frozen.len() {
        writeln!(
            out,
            "nothing to freeze: the plays of today show no release more than its frozen sets do"
        )?;
    }
    Ok(status)
}

/// Checks that a date exists in the calendar, since a frozen set keeps its name forever.
fn day(text: &str) -> Result<String, String> {
    match format!("{text}T00:00:00Z").parse::<Timestamp>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(String::from("expected a day such as 2026-01-05")),
    }
}
