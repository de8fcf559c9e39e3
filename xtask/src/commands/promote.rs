//! `cargo xtask promote`: turns a script, such as that of a failing test, into a fixture.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, ensure};
use message_corpus::Case;
use message_generator::play;
use message_lifecycle::Table;
use message_storyboard::storyboard;

use crate::commands::fixtures;
use crate::corpus_folder::Folder;
use crate::promoted;
use message_cli::PlayFile;
use message_cli::console;
use message_cli::files::write_file;

#[derive(clap::Args)]
pub(crate) struct Args {
    /// The file of the script, such as one that a failing property test has printed
    #[arg(value_name = "SCRIPT.json")]
    script: PathBuf,
    /// The name of the fixture: lower-case letters, digits and hyphens
    #[arg(long)]
    name: String,
    /// Replace the script that has this name already
    #[arg(long)]
    replace: bool,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let file = PlayFile::read(&args.script)?;
    let script = file.script()?;
    // Play by itself first, so that an error in the script names the file; any later error is
    // about the name.
    play(&script).map_err(|error| file.locate(error))?;
    let case = Case::promoted(&args.name, script)?;
    let path = promoted::folder().join(format!("{}.json", args.name));
    let text = case.script.to_json();
    // The same script again completes what a run that was killed has left undone.
    let is_same = fs::read_to_string(&path).is_ok_and(|there| there == text);
    ensure!(
        args.replace || is_same || !path.exists(),
        "{} is there already, expected another name or --replace",
        path.display()
    );
    write_file(&path, text.as_bytes())?;
    let status = fixtures::write(Folder::of_workspace())?;
    let mut out = console::text();
    for episode in &case.episodes {
        writeln!(
            out,
            "{}",
            storyboard(Table::standard(), &episode.timeline, &episode.content)?
        )?;
    }
    writeln!(
        out,
        "kept as {}; its storyboard is reviewed with `cargo insta test --review`",
        path.display()
    )?;
    Ok(status)
}
