//! `cargo xtask conformance`: checks that the vendor's own clients can read what we write.
//!
//! The Python SDK of a release deserializes every `Message` and `Conversation` made for that
//! release and serializes it again; the TypeScript definitions type-check them as literals. The
//! clients are used as they are, without patches. They are installed under `target/conformance/`
//! from the registries that `pip` and `npm` are configured for, and kept there; no other command
//! needs them or a network.
//!
//! A check that cannot fail shows nothing, so each run also plants errors that must be found (see
//! `python/roundtrip.py` and `typescript.rs`) and fails if one is not; `--plant` shows one such
//! failure in full.

pub(crate) mod environment;
mod python;
mod record;
mod scores;
mod source;
mod typescript;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, ensure};
use message_generator::Profile;

use python::{Outcome, Revision};
use source::Source;

use message_cli::console;

/// The newest release that we model.
const NEWEST: Revision = Revision {
    release: "269.0.0",
    next: &[],
};

/// The releases that changed the properties of `Message` itself, from the oldest that we model on,
/// each with the releases to fall back on if its SDK cannot be installed or does not run.
const REVISIONS: [Revision; 13] = [
    Revision {
        release: "19.0.0",
        next: &["20.0.0"],
    },
    Revision {
        release: "20.0.0",
        next: &["21.0.0"],
    },
    Revision {
        release: "52.0.0",
        next: &["53.0.0"],
    },
    Revision {
        release: "85.0.0",
        next: &["86.0.0"],
    },
    Revision {
        release: "93.0.0",
        next: &["94.0.0"],
    },
    Revision {
        release: "96.0.0",
        next: &["97.0.0"],
    },
    Revision {
        release: "101.0.0",
        next: &["102.0.0"],
    },
    Revision {
        release: "126.0.0",
        next: &["127.0.0"],
    },
    Revision {
        release: "144.0.0",
        next: &["145.0.0"],
    },
    Revision {
        release: "168.0.0",
        next: &["169.0.0"],
    },
    Revision {
        release: "192.0.0",
        next: &["193.0.3"],
    },
    Revision {
        release: "238.0.0",
        next: &["239.0.0"],
    },
    Revision {
        release: "257.0.0",
        next: &["257.1.0"],
    },
];

/// The number of [`REVISIONS`] whose records must be read by the SDK of that very release.
const EXACT_MIN: usize = 10;

/// The number of losses of a release that are printed.
const LOSSES_SHOWN: usize = 20;

#[derive(clap::Args)]
#[command(after_help = "\
Installs the vendor's Python SDK of the releases 19.0.0 and 269.0.0 (with --all, also of every release between them that changed \
Message; with --typescript, the TypeScript definitions 262.0.0 instead) under target/conformance/, and lets it read \
and write back every record for the release: those of the corpus, and further randomly drawn ones. Fails if a \
property, value, instant or number is lost, or if a property of the release occurs in no record. Needs Python 3.11 or \
newer, or Node.js and npm, and access to a package registry on the first run.")]
pub(crate) struct Args {
    /// Check also the 12 releases between them that changed Message, each with its own SDK
    #[arg(long)]
    all: bool,
    /// Check with the TypeScript definitions instead: compile every record as a typed literal under
    /// --strict
    #[arg(long, conflicts_with_all = ["all", "plant"])]
    typescript: bool,
    /// Let real consumers answer the cases of the corpus instead, and compare their answers with
    /// the verdicts
    #[arg(long, conflicts_with_all = ["all", "plant", "records", "profile", "typescript"])]
    scores: bool,
    /// Write the lists of expected failures anew
    #[arg(long, requires = "scores")]
    bless: bool,
    /// Spoil one record of each release, to see the check fail
    #[arg(long, value_enum)]
    plant: Option<Plant>,
    /// Read the records from FILE (`-` for standard input) instead of the corpus; each line is of
    /// the form {"release":"19.0.0","root":"Message","name":"...","payload":{...}}, where root is a
    /// payload's class, such as Message or MessageConversation
    #[arg(long, value_name = "FILE")]
    records: Option<PathBuf>,
    /// Check generated conversations of this built-in profile (`all` for each profile) instead of
    /// the corpus; properties that occur in none of them are then no failure
    #[arg(long, value_name = "NAME", value_parser = profile, conflicts_with_all = ["records", "typescript"])]
    profile: Option<Profiles>,
    /// The number of conversations of each profile
    #[arg(long, requires = "profile", default_value_t = 1_000)]
    count: u64,
}

/// The profiles that one argument stands for.
type Profiles = Vec<Profile>;

fn profile(name: &str) -> Result<Profiles, String> {
    let known = || Profile::builtin_names();
    match name {
        "all" => Ok(known().filter_map(Profile::builtin).collect()),
        one => Profile::builtin(one)
            .map(|profile| vec![profile])
            .ok_or_else(|| {
                format!(
                    "expected `all` or one of {}",
                    known().collect::<Vec<_>>().join(", ")
                )
            }),
    }
}

/// How `--plant` spoils a record.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Plant {
    /// With a value that no release has, in an enum property
    Enum,
    /// With a property that no release has
    Property,
}

impl Plant {
    fn name(self) -> &'static str {
        match self {
            Plant::Enum => "enum",
            Plant::Property => "property",
        }
    }
}

/// Runs the command; returns success if every client read everything, and failure if one lost
/// something.
pub(crate) fn run(args: Args) -> Result<ExitCode> {
    let home = Home::new()?;
    let source = match args.profile {
        Some(profiles) => Source::Profiles(profiles, args.count),
        None => Source::new(args.records.as_deref(), home.root.join("fixtures"))?,
    };
    let mut out = console::text();
    let green = if args.scores {
        scores::run(&home, args.bless, &mut out)?
    } else if args.typescript {
        typescript::run(
            &home,
            source.records_and_played(typescript::RELEASE)?,
            &mut out,
        )?
    } else {
        let older = if args.all {
            &REVISIONS[..]
        } else {
            &REVISIONS[..1]
        };
        let revisions: Vec<Revision> = older.iter().copied().chain([NEWEST]).collect();
        let outcomes = python::run(&home, &revisions, &source, args.plant)?;
        write(&mut out, &outcomes)?;
        if args.plant.is_some() {
            ensure!(
                outcomes
                    .iter()
                    .all(|outcome| !outcome.report.losses.is_empty()),
                "what was planted was not seen: the check is blind"
            );
        }
        let exact = outcomes.iter().filter(|outcome| outcome.is_exact()).count();
        let enough = exact >= EXACT_MIN.min(revisions.len());
        if !enough {
            writeln!(
                out,
                "red: only {exact} of {} revisions were read by their own SDK",
                revisions.len()
            )?;
        }
        enough && outcomes.iter().all(Outcome::is_green)
    };
    writeln!(out, "conformance: {}", if green { "green" } else { "red" })?;
    Ok(if green {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn write(out: &mut impl Write, outcomes: &[Outcome]) -> io::Result<()> {
    writeln!(
        out,
        "{:<9} {:<9} {:>7} {:>7} {:>11} {:>10} {:>6} {:>6} {:>6}",
        "revision",
        "SDK",
        "records",
        "objects",
        "definitions",
        "properties",
        "others",
        "proofs",
        "losses"
    )?;
    for outcome in outcomes {
        let report = &outcome.report;
        writeln!(
            out,
            "{:<9} {:<9} {:>7} {:>7} {:>11} {:>10} {:>6} {:>6} {:>6}",
            outcome.release,
            report.sdk,
            report.records,
            report.objects,
            format!("{}/{}", report.definitions.0, report.definitions.1),
            format!("{}/{}", report.properties.0, report.properties.1),
            report.other_objects,
            report.proofs,
            report.losses.len(),
        )?;
    }
    writeln!(
        out,
        "objects, definitions, properties: of the views of a messaging conversation; others: objects of \
         other media, held to what the SDK's classes have; proofs: spoiled records, all of which must be seen"
    )?;
    outcomes
        .iter()
        .try_for_each(|outcome| write_details(out, outcome))
}

fn write_details(out: &mut impl Write, outcome: &Outcome) -> io::Result<()> {
    let (release, report) = (outcome.release, &outcome.report);
    if let Some(reason) = &outcome.fallback {
        writeln!(
            out,
            "{release}: read by the SDK {} instead: {reason}",
            report.sdk
        )?;
    }
    if report.left_out > 0 {
        writeln!(
            out,
            "{release}: left out, beyond the SDK: {} properties or values of other media",
            report.left_out
        )?;
    }
    for (name, count) in &report.exceptions {
        writeln!(out, "{release}: exception {name}: {count} times")?;
    }
    for name in &report.retyped {
        writeln!(out, "{release}: had another type: {name}")?;
    }
    for name in &report.stale {
        writeln!(out, "red: {release}: stale exception: {name}")?;
    }
    if !report.uncovered.is_empty() {
        writeln!(
            out,
            "red: {release}: in no record: {}",
            report.uncovered.join(", ")
        )?;
    }
    for loss in report.losses.iter().take(LOSSES_SHOWN) {
        writeln!(
            out,
            "red: {release}: {}: {}: {}",
            loss.record, loss.path, loss.problem
        )?;
    }
    if report.losses.len() > LOSSES_SHOWN {
        writeln!(
            out,
            "red: {release}: and {} losses more",
            report.losses.len() - LOSSES_SHOWN
        )?;
    }
    if report.proofs == 0 {
        writeln!(
            out,
            "red: {release}: nothing could be spoiled, as every record is red already"
        )?;
    }
    report
        .missed
        .iter()
        .try_for_each(|missed| writeln!(out, "red: {release}: not seen: {missed}"))
}

/// The folders that this command uses.
pub(crate) struct Home {
    pub(crate) root: PathBuf,
    /// The committed scripts.
    scripts: PathBuf,
    /// Everything installed and generated; may be deleted at any time.
    target: PathBuf,
}

impl Home {
    pub(crate) fn new() -> Result<Self> {
        let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = xtask.parent().expect("xtask lies in the workspace");
        let home = Home {
            scripts: xtask.join("conformance"),
            target: root.join("target/conformance"),
            root: root.to_owned(),
        };
        std::fs::create_dir_all(&home.target)?;
        Ok(home)
    }
}
