//! `contract`: prints the API contract of a release, what changed between two releases, or how much
//! there is in each.

mod counts;

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use message_model::ApiRevision;
use message_model::contract::{Contract, Root, View, diff, json_schema};
use serde::Serialize;

use crate::console;
use counts::Counts;

/// The arguments of `contract`.
#[derive(clap::Args)]
pub struct Args {
    /// The view whose contract to print or compare
    #[arg(long, value_name = "VIEW", default_value = "conversation", value_parser = view_parser())]
    #[arg(conflicts_with = "json_schema")]
    view: View,
    /// The release whose contract to print, such as `100`, `219.1.0` or `latest`
    #[arg(long, value_name = "RELEASE", default_value = "latest")]
    as_of: ApiRevision,
    /// A release without its option, for a message that says so
    #[arg(hide = true)]
    release: Option<String>,
    /// Print what changed from release A to release B
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with_all = ["as_of", "json_schema"])]
    diff: Option<Vec<ApiRevision>>,
    /// Print how many objects and properties each view has, as objects/properties, in every release
    /// in which a number changed
    #[arg(long, conflicts_with_all = ["view", "as_of", "diff", "json_schema"])]
    counts: bool,
    /// Print JSON, for programs
    #[arg(long, conflicts_with = "json_schema")]
    json: bool,
    /// Print a JSON Schema (draft 2020-12) of this type of payload as the release sends it
    #[arg(long, value_name = "ROOT", value_parser = root_parser())]
    json_schema: Option<Root>,
}

fn view_parser() -> impl TypedValueParser<Value = View> {
    PossibleValuesParser::new(View::ALL.map(View::as_str)).map(|text| {
        text.parse::<View>()
            .expect("only names of views are possible")
    })
}

fn root_parser() -> impl TypedValueParser<Value = Root> {
    PossibleValuesParser::new(Root::ALL.map(Root::as_str)).map(|text| {
        text.parse::<Root>()
            .expect("only names of roots are possible")
    })
}

pub(crate) fn run(args: Args) -> Result<ExitCode> {
    if let Some(release) = &args.release {
        bail!(
            "found {release:?}, expected an option; the contract of a release is printed by --as-of {release}"
        );
    }
    let text = match (args.diff.as_deref(), args.json_schema) {
        (Some([from, to]), _) => shown(&diff(args.view, *from, *to), args.json)?,
        (_, Some(root)) => json_schema(root, args.as_of),
        _ if args.counts => shown(&Counts::of_releases(), args.json)?,
        _ => shown(&Contract::get().at(args.view, args.as_of), args.json)?,
    };
    console::data().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn shown<T: Serialize + std::fmt::Display>(value: &T, json: bool) -> Result<String> {
    Ok(if json {
        format!("{}\n", serde_json::to_string_pretty(value)?)
    } else {
        value.to_string()
    })
}
