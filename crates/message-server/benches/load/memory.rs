//! What a platform holds in memory over a day of its clock: customers write, agents act by rule, a
//! socket listens, and clients read. What is over goes once there is enough of it, so the second
//! half of the day takes no more than the first.

use std::fs;

use message_server::{Config, Inbound, Pace, Platform, Request, Rule};
use tokio::time::{Duration, MissedTickBehavior, interval};

use crate::sockets::{listen, read};

/// From one customer who writes to the next, by the platform's clock.
const PAUSE_MS: u32 = 3_000;
/// How fast its clock runs if it runs by itself.
const TIMES: u32 = 60;
const HOURS: u32 = 24;
const HOUR_MS: u32 = 3_600_000;
/// How much more there may be after the day than after half of it, in hundredths.
const GROWTH_MAX: u64 = 110;

/// On a stepped clock as fast as possible, or `by_itself`, which takes 24 minutes.
pub(crate) async fn run(is_measured: bool, by_itself: bool) {
    let hour_ms = if is_measured { HOUR_MS } else { 3 * PAUSE_MS };
    let pace = match by_itself {
        true => Pace::Times(TIMES),
        false => Pace::Stepped,
    };
    let platform = busy(pace).await;
    let queue = platform.with(|core| core.queue("support")).unwrap();
    let topic = format!("v2.routing.queues.{queue}.conversations");
    let socket = listen(&platform, 0, &topic).await;
    let listening = tokio::spawn(read(socket, std::time::Instant::now()));
    let token = platform.token().unwrap();
    let mut tick = interval(Duration::from_millis(u64::from(PAUSE_MS / TIMES)));
    tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let mut held = Vec::new();
    for hour in 1..=HOURS {
        for _ in 0..hour_ms / PAUSE_MS {
            converse(&platform, &token);
            match by_itself {
                true => {
                    tick.tick().await;
                }
                false => {
                    platform.advance(PAUSE_MS).unwrap();
                    // So that the socket is read meanwhile.
                    tokio::task::yield_now().await;
                }
            }
        }
        held.extend(resident_mb());
        if hour % 6 == 0 {
            let conversations = platform.with(|core| core.conversations().len());
            let held = held.last().copied().unwrap_or_default();
            println!("hour {hour}: {conversations} conversations, {held} MB");
        }
    }
    drop(platform);
    listening.await.unwrap();
    let half = held.get(HOURS as usize / 2 - 1);
    if let (Some(half), Some(whole), true) = (half, held.last(), is_measured) {
        assert!(
            whole * 100 <= half * GROWTH_MAX,
            "found {whole} MB after the day, expected at most a tenth more than {half}"
        );
    }
}

/// A platform whose agents do all that agents do.
async fn busy(pace: Pace) -> Platform {
    let rule = Some(Rule {
        answer_ms: Some(2_000),
        reply_ms: Some(5_000),
        end_ms: Some(60_000),
        wrap_up_ms: Some(5_000),
    });
    let config = Config {
        rule,
        pace,
        ..Config::default()
    };
    Platform::start(config).await.unwrap()
}

/// A customer writes, and a client reads what there is of that.
fn converse(platform: &Platform, token: &str) {
    let written = platform.with(|core| core.customer_writes(Inbound::default()));
    let path = format!("/api/v2/conversations/{}", written.unwrap().conversation);
    let answer = platform.handle(&Request::new("GET", &path).with_token(token));
    assert_eq!(answer.status, 200, "{}", answer.body);
}

/// What this process holds, where Linux says it.
fn resident_mb() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1_024)
}
