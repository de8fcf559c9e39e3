//! `control`: steers a platform that `serve` runs, by the calls below its `/msgleg/`.

use std::env;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, ensure};
use message_model::one_of;
use serde::Deserialize;
use serde_json::{Map, Value};
use ureq::Agent;
use ureq::http::{Request, Response};

use super::serve::SECRET;
use crate::console;
use crate::text_file::read_text;

/// The arguments of `control`.
#[derive(clap::Args)]
#[command(after_help = "\
Without a path, lists all that can be done. A path stands below /msgleg/; what it needs follows as NAME=VALUE:
  control customers/messages text=Hello channel=sms
  control clock/advance ms=60000
  control plays scenario=blind-transfer-to-queue
  control conversations/ID/script > script.json
  control recording --body recording.json
A VALUE is text unless it is a number, true, false, null, an array or an object of JSON. The answer goes to standard \
output.")]
pub struct Args {
    /// What to do, such as `clock/advance`; lists everything if absent
    path: Option<String>,
    /// A property of what is sent
    #[arg(value_name = "NAME=VALUE")]
    properties: Vec<String>,
    /// Send what this file holds, or standard input for `-`
    #[arg(long, value_name = "FILE", conflicts_with = "properties")]
    body: Option<String>,
    /// Call by this method [default: the one that the path has, and GET only if nothing is sent]
    #[arg(long, value_name = "METHOD")]
    method: Option<String>,
    /// Where the platform is
    #[arg(long, value_name = "URL", default_value = "http://127.0.0.1:4040")]
    at: String,
    #[arg(long, value_name = "SECRET", help = format!(
        "The secret of the platform, if it has one; else that of the environment's {SECRET}"
    ))]
    secret: Option<String>,
}

/// What a platform says of a control.
#[derive(Deserialize)]
struct Control {
    method: String,
    path: String,
    does: String,
}

/// Calls a control and prints the answer.
///
/// # Errors
///
/// If nothing listens there, what does is no such platform, it has no such control, or it refuses
/// what is sent.
pub fn run(args: Args) -> Result<ExitCode> {
    let body = body(&args)?;
    let platform = Platform::new(&args);
    let controls = platform.controls()?;
    let Some(path) = args.path else {
        let mut out = console::text();
        for Control { method, path, does } in controls {
            let path = below(&path);
            writeln!(out, "{method:<6} {path:<34} {does}")?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let path = below(&path);
    let method = match args.method {
        Some(method) => method.to_uppercase(),
        None => method_of(&controls, path, body.is_some())?,
    };
    let answer = platform.call(&method, path, body)?;
    let is_well = answer.status().is_success();
    let mut text = answer.into_body().read_to_string()?;
    ensure!(is_well, "{method} {PREFIX}{path}: {}", reason(&text));
    if !text.ends_with('\n') {
        text.push('\n');
    }
    console::data().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// What a refusal says: its message, and its details if it has any.
fn reason(text: &str) -> String {
    let refusal: Value = serde_json::from_str(text).unwrap_or_default();
    let Some(message) = refusal["message"].as_str() else {
        return text.trim_end().to_owned();
    };
    match refusal["details"].as_array() {
        Some(details) if !details.is_empty() => {
            format!("{message}: {}", Value::from(details.as_slice()))
        }
        _ => message.to_owned(),
    }
}

/// Where the controls are.
const PREFIX: &str = "/msgleg/";

/// A path without that.
fn below(path: &str) -> &str {
    path.strip_prefix(PREFIX).unwrap_or(path)
}

/// What is sent: the file, or an object of the properties.
fn body(args: &Args) -> Result<Option<String>> {
    if let Some(file) = &args.body {
        let mut text = String::new();
        match file.as_str() {
            "-" => _ = io::stdin().read_to_string(&mut text)?,
            file => text = read_text(file.as_ref())?,
        }
        return Ok(Some(text));
    }
    if args.properties.is_empty() {
        return Ok(None);
    }
    let mut object = Map::new();
    for property in &args.properties {
        let (name, value) = property
            .split_once('=')
            .with_context(|| format!("found {property:?}, expected NAME=VALUE"))?;
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
        let other = object.insert(name.to_owned(), value);
        ensure!(other.is_none(), "found {name:?} twice, expected it once");
    }
    Ok(Some(Value::Object(object).to_string()))
}

/// The method by which a path is called: one that changes something if something is sent.
fn method_of(controls: &[Control], path: &str, is_sent: bool) -> Result<String> {
    let fits = |control: &&Control| is_at(&control.path, path);
    let here: Vec<&Control> = controls.iter().filter(fits).collect();
    let wanted = |control: &&&Control| match is_sent {
        true => matches!(control.method.as_str(), "POST" | "PUT"),
        false => control.method == "GET",
    };
    let found = here.iter().find(wanted).or_else(|| here.first());
    let known = controls.iter().map(|control| below(&control.path));
    let known = known.filter(|path| !path.is_empty());
    found
        .map(|control| control.method.clone())
        .ok_or_else(|| anyhow!("found {path:?}, expected {}", one_of(path, known)))
}

/// Whether a path is one of a pattern, whose parts in braces stand for anything.
fn is_at(pattern: &str, path: &str) -> bool {
    let mut parts = path.trim_end_matches('/').split('/');
    let mut pattern = below(pattern).split('/');
    let fits = |part: &str| match parts.next() {
        Some(found) => part.starts_with('{') || part == found,
        None => false,
    };
    pattern.all(fits) && parts.next().is_none()
}

/// A platform that listens somewhere.
struct Platform {
    agent: Agent,
    url: String,
    secret: Option<String>,
}

impl Platform {
    fn new(args: &Args) -> Self {
        let settings = Agent::config_builder()
            .http_status_as_error(false)
            // A platform to test against is not behind one.
            .proxy(None);
        Self {
            agent: settings.build().into(),
            url: args.at.trim_end_matches('/').to_owned(),
            secret: args.secret.clone().or_else(|| env::var(SECRET).ok()),
        }
    }

    fn controls(&self) -> Result<Vec<Control>> {
        let answer = self.call("GET", "", None)?;
        let status = answer.status();
        let text = answer.into_body().read_to_string()?;
        ensure!(status.is_success(), "{}: {text}", self.url);
        serde_json::from_str(&text)
            .with_context(|| format!("{} is no platform of `serve`", self.url))
    }

    fn call(&self, method: &str, path: &str, body: Option<String>) -> Result<Response<ureq::Body>> {
        let url = format!("{}{PREFIX}{path}", self.url);
        let mut request = Request::builder().method(method).uri(&url);
        if let Some(secret) = &self.secret {
            request = request.header("Authorization", format!("Bearer {secret}"));
        }
        let request = request
            .header("Content-Type", "application/json")
            .body(body.unwrap_or_default());
        let request = request.with_context(|| format!("{method} {url}: no such address"))?;
        self.agent
            .run(request)
            .with_context(|| format!("{method} {url}: start it with `serve`"))
    }
}
