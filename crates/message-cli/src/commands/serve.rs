//! `serve`: a Genesys Cloud to test against, for clients in any language.

use std::env;
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc;

use anyhow::{Context, Result, anyhow, bail, ensure};
use message_generator::{Channel, Profile, Scenario};
use message_model::{ApiRevision, Timestamp};
use message_server::{
    Client, Config, EventTargets, GivenOrganisation, Pace, Platform, Preset, Request, Rule,
};

use crate::console;
use crate::text_file::read_text;

/// The variable of the environment that holds the secret, so that no list of processes shows it.
pub(super) const SECRET: &str = "MSGLEG_SECRET";

/// How many agents are named at the start.
const AGENTS_SHOWN: usize = 3;

/// The arguments of `serve`.
#[derive(clap::Args)]
#[command(after_help = "\
Standard output gets one line, the address for clients, once they can connect. Official clients use it by their gateway \
setting. Every client id that is named gets a token, and so does the id of every agent: that token is the agent's. \
GET /msgleg/ lists what tests can do besides: let customers write, let time pass, let requests fail, read back what \
happened. The platform ends with Ctrl-C.")]
pub struct Args {
    /// The port to listen on; 0 takes a free one
    #[arg(long, value_name = "PORT", default_value_t = 4040)]
    port: u16,
    /// The address to listen on; any but one of this machine alone needs a secret
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    address: IpAddr,
    #[arg(long, value_name = "SECRET", help = format!(
        "The secret that every client has to know; else that of the environment's {SECRET}, else any is right"
    ))]
    secret: Option<String>,
    /// How time passes: `real`, a number for that many times as fast, `stepped` for only when asked
    /// to, `fast` for over all waiting but that for people
    #[arg(long, value_name = "PACE", default_value = "real", value_parser = pace)]
    pace: Pace,
    /// What the clock shows first [default: now if time passes by itself, else 2026-01-05T09:00Z]
    #[arg(long, value_name = "TIME")]
    start: Option<Timestamp>,
    /// Determines every id, name and text
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The API release that the platform runs, such as `219.1.0`
    #[arg(long, value_name = "RELEASE", default_value_t = ApiRevision::LATEST)]
    as_of: ApiRevision,
    /// A file of JSON with {name, agents, queues, wrapUpCodes}: those of your own, as `control
    /// organisation` takes them
    #[arg(long, value_name = "FILE", conflicts_with = "queues")]
    organisation: Option<PathBuf>,
    /// A queue, by the label that scripts use; may be given several times
    /// [default: support, billing and sales]
    #[arg(long = "queue", value_name = "LABEL")]
    queues: Vec<String>,
    /// The channel of customers who name none
    #[arg(long, value_name = "NAME", default_value_t = Channel::Webmessaging)]
    channel: Channel,
    /// A client that gets a token by its credentials; may be given several times [default: msgleg]
    #[arg(long = "client", value_name = "ID")]
    clients: Vec<String>,
    /// Let agents answer an offer after so many milliseconds [default: clients answer]
    #[arg(long, value_name = "MS")]
    answer_ms: Option<u32>,
    /// Let agents write so long after they have answered or the customer has written
    #[arg(long, value_name = "MS")]
    reply_ms: Option<u32>,
    /// Let agents end a conversation so long after they have answered
    #[arg(long, value_name = "MS")]
    end_ms: Option<u32>,
    /// Let agents complete after-call work so long after the end
    #[arg(long, value_name = "MS")]
    wrap_up_ms: Option<u32>,
    /// How long after its 202 a request takes effect
    #[arg(long, value_name = "MS", default_value_t = 0)]
    effect_delay_ms: u32,
    /// What the line to sockets and webhooks does to what is sent on it: `lossless` for nothing,
    /// `vendor-like` or `hostile`
    #[arg(long, value_name = "PRESET", default_value_t = Preset::Lossless)]
    stream: Preset,
    /// How many conversations that are over are kept
    #[arg(long, value_name = "COUNT", default_value_t = 10_000)]
    keep: usize,
    /// How many requests a token may make in a minute [default: any number]
    #[arg(long, value_name = "COUNT")]
    rate_limit: Option<u32>,
    /// The origin that browsers may call from, or `*`
    #[arg(long, value_name = "ORIGIN")]
    cors: Option<String>,
    /// Host and port that the addresses of sockets name [default: those that the client used]
    #[arg(long, value_name = "HOST:PORT")]
    public_host: Option<String>,
    /// Write every change to this file before it is answered, and go on from it at the next start
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Post each detail event to this address of plain HTTP, or add it to this file, in the shape
    /// of EventBridge; may be given twice
    #[arg(long, value_name = "URL|FILE")]
    events: Vec<String>,
    /// Play this scenario from the start on
    #[arg(long, value_name = "NAME", conflicts_with = "profile")]
    scenario: Option<String>,
    /// Play conversations of this profile from the start on
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// The number of conversations of the profile
    #[arg(long, requires = "profile", default_value_t = 10)]
    count: u64,
}

fn pace(text: &str) -> Result<Pace, String> {
    match text {
        "real" => Ok(Pace::Real),
        "stepped" => Ok(Pace::Stepped),
        "fast" => Ok(Pace::Fast),
        number => match number.parse() {
            Ok(times @ 1..) => Ok(Pace::Times(times)),
            _ => Err("expected real, stepped, fast or a number from 1".to_owned()),
        },
    }
}

/// Serves until an interrupt comes.
///
/// # Errors
///
/// If it cannot listen, its state file is damaged or was written otherwise, or there is no such
/// scenario or profile.
pub fn run(args: Args) -> Result<ExitCode> {
    let (interrupted, interrupt) = mpsc::channel();
    // Nobody listens only once the program is about to end.
    let note = move || {
        let _ = interrupted.send(());
    };
    ctrlc::set_handler(note).context("cannot listen for interrupts")?;
    let runtime = tokio::runtime::Runtime::new().context("cannot start threads")?;
    let play = play(&args)?;
    let organisation = args.organisation.clone();
    let mut config = config(args);
    if let Some(file) = organisation {
        let of_file = || format!("cannot start with {}", file.display());
        let given = GivenOrganisation::from_json(&read_text(&file)?).with_context(of_file)?;
        config = given.apply(config).with_context(of_file)?;
    }
    let platform = runtime.block_on(Platform::start(config))?;
    let _inside = runtime.enter();
    if let Some(resumed) = platform.resumed() {
        if resumed.dropped > 0 {
            console::remark(format_args!(
                "state: dropped {} bytes of a change that was cut off",
                resumed.dropped
            ));
        }
        if resumed.changes > 0 {
            console::remark(format_args!(
                "state: goes on after {} changes",
                resumed.changes
            ));
        }
    }
    let is_new = platform
        .resumed()
        .is_none_or(|resumed| resumed.changes == 0);
    if let Some(order) = play.filter(|_| is_new) {
        let answer = platform.handle(&Request::new("POST", "/msgleg/plays").with_json(order));
        ensure!(answer.status == 200, "cannot play: {}", answer.body);
    }
    introduce(&platform)?;
    interrupt
        .recv()
        .map_err(|_| anyhow!("nobody can interrupt"))?;
    Ok(ExitCode::SUCCESS)
}

fn config(args: Args) -> Config {
    let default = Config::default();
    let rule = Rule {
        answer_ms: args.answer_ms,
        reply_ms: args.reply_ms,
        end_ms: args.end_ms,
        wrap_up_ms: args.wrap_up_ms,
    };
    Config {
        seed: args.seed,
        start: args.start,
        pace: args.pace,
        revision: args.as_of,
        queues: match args.queues.is_empty() {
            true => default.queues,
            false => args.queues,
        },
        channel: args.channel,
        address: SocketAddr::new(args.address, args.port),
        secret: args.secret.or_else(|| env::var(SECRET).ok()),
        clients: match args.clients.is_empty() {
            true => default.clients,
            false => args.clients.into_iter().map(Client::of).collect(),
        },
        rule: (rule != Rule::default()).then_some(rule),
        effect_delay_ms: args.effect_delay_ms,
        stream: args.stream,
        conversations_kept: args.keep,
        rate_limit: args.rate_limit,
        cors: args.cors,
        public_host: args.public_host,
        state: args.state,
        events: event_targets(args.events),
        ..default
    }
}

/// The last address and the last file, if there are any.
fn event_targets(given: Vec<String>) -> EventTargets {
    let mut targets = EventTargets::default();
    for target in given {
        match target.starts_with("http://") {
            true => targets.url = Some(target),
            false => targets.file = Some(target.into()),
        }
    }
    targets
}

/// What to play from the start on, as the control takes it.
fn play(args: &Args) -> Result<Option<String>> {
    Ok(match (&args.scenario, &args.profile) {
        (Some(name), _) if Scenario::builtin(name).is_none() => {
            bail!("--scenario: found {name:?}, expected a name that `list` has")
        }
        (_, Some(name)) if Profile::builtin(name).is_none() => {
            bail!("--profile: found {name:?}, expected a name that `list --profiles` has")
        }
        (Some(name), _) => Some(format!(r#"{{"scenario": "{name}"}}"#)),
        (None, Some(name)) => {
            let count = args.count;
            Some(format!(r#"{{"profile": "{name}", "count": {count}}}"#))
        }
        (None, None) => None,
    })
}

/// Tells where the platform is, and who may use it.
fn introduce(platform: &Platform) -> Result<()> {
    let url = platform.base_url();
    let mut out = console::text();
    writeln!(out, "{url}")?;
    out.flush()?;
    let (clients, secret, agents) = platform.with(|core| {
        let config = core.config();
        let clients: Vec<&str> = config
            .clients
            .iter()
            .map(|client| client.id.as_str())
            .collect();
        (clients.join(", "), config.secret.is_some(), core.agents())
    });
    let secret = match secret {
        true => "with the secret",
        false => "with any secret",
    };
    console::remark(format_args!("clients: {clients}, {secret}"));
    for agent in agents.iter().take(AGENTS_SHOWN) {
        console::remark(format_args!("agent: {} is {}", agent.id, agent.name));
    }
    let more = agents.len().saturating_sub(AGENTS_SHOWN);
    console::remark(format_args!(
        "{more} more agents: {url}/msgleg/organisation"
    ));
    console::remark(format_args!("controls: {url}/msgleg/"));
    Ok(())
}
