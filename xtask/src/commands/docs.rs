//! `cargo xtask docs`: writes the generated parts of the documentation, which are the transition
//! tables in words and the picture in the readme.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use message_lifecycle::docs::regenerate;
use message_storyboard::svg::{Caption, picture};

use crate::workspace::root;
use message_cli::boards;
use message_cli::files::Claim;
use message_cli::generated::{Generated, Rest};

/// The folder of the crates.
const CRATES: &str = "crates";

/// The page with the transition tables.
const PAGE: &str = "message-lifecycle/README.md";

/// The folder of the picture, which shows the first scenario.
const PICTURES: &str = "message-storyboard/docs";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Do not write: show what differs, and fail if anything does
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let path = root().join(CRATES).join(PAGE);
    let page =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let page = regenerate(&page).with_context(|| path.display().to_string())?;
    let case = message_corpus::cases().swap_remove(0);
    let picture = picture(
        Caption {
            title: &case.name,
            shows: &case.shows,
        },
        &boards(&case.episodes)?,
    );
    let picture = (
        PathBuf::from(PICTURES).join(format!("{}.svg", case.name)),
        picture.into_bytes(),
    );
    let files = [(PathBuf::from(PAGE), page.into_bytes()), picture].into();
    let generated = Generated {
        folder: root().join(CRATES),
        name: PathBuf::from(CRATES),
        files,
        rest: Rest::Ignored,
        last: &[],
        command: "cargo xtask docs".to_owned(),
    };
    if args.check {
        return generated.check();
    }
    generated.write(Claim::of(&root().join(CRATES), None, &generated.command)?)
}
