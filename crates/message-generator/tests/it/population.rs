//! Large populations: every conversation plays strictly and keeps the rules, and nobody real is in
//! it.
//!
//! A million of them: `CONVERSATIONS=1000000 cargo test --release -p message-generator --test it
//! population -- --nocapture`

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use message_generator::{Channel, Profile, Run, play};
use message_model::encode;
use message_rules::{Severity, check};

/// The number of conversations of each profile; for `smooth-day` the environment variable
/// `CONVERSATIONS` overrides it.
const CONVERSATIONS: u64 = 150;
/// How many conversations a thread takes at a time.
const SHARE: u64 = 64;

/// What was counted in a population.
#[derive(Default)]
struct Seen {
    conversations: u64,
    bytes: u64,
    /// Telephone numbers, all of them from the reserved range.
    numbers: u64,
    /// Domains, all of them reserved.
    domains: u64,
    /// The number of findings of `usually` rules, by rule.
    unusual: BTreeMap<&'static str, u64>,
    /// The text of the last conversation.
    last: String,
}

impl Seen {
    /// Checks and counts one conversation of a run; the number is for error messages.
    fn take(&mut self, run: &Run, number: u64) {
        let script = run.script(number);
        let episodes =
            play(&script).unwrap_or_else(|error| panic!("conversation {number}: {error}"));
        self.last.clear();
        for episode in episodes {
            let conversation = episode.conversation();
            for finding in check(&conversation) {
                assert_eq!(
                    finding.rule.severity,
                    Severity::Usually,
                    "conversation {number}: {finding}"
                );
                *self.unusual.entry(finding.rule.id).or_default() += 1;
            }
            let text = encode(&conversation).expect("our own values can be written");
            for value in strings(&text) {
                let stranger = self.stranger(value, script.channel);
                assert!(
                    stranger.is_none(),
                    "conversation {number}: {stranger:?} in {value:?}"
                );
            }
            self.last += &text;
        }
        self.conversations += 1;
        self.bytes += self.last.len() as u64;
    }

    /// The first word of a text that is a telephone number or a domain outside of the reserved
    /// ranges.
    fn stranger<'a>(&mut self, text: &'a str, channel: Channel) -> Option<&'a str> {
        let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || "+-._@".contains(letter);
        text.split(|letter| !is_of_word(letter))
            .map(|word| word.trim_end_matches('.'))
            .find(|word| {
                let digits = word.trim_start_matches('+');
                if digits.len() >= 7 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                    // On channels without telephone numbers, a text of digits only is the id of an
                    // account.
                    let is_number =
                        digits.len() < word.len() || channel.has_phone_numbers() || text != *word;
                    self.numbers += u64::from(is_number);
                    return is_number && !is_fiction(digits);
                }
                match domain(word) {
                    Some(domain) => {
                        self.domains += 1;
                        !is_reserved(domain)
                    }
                    None => false,
                }
            })
    }

    fn add(&mut self, other: Self) {
        self.conversations += other.conversations;
        self.bytes += other.bytes;
        self.numbers += other.numbers;
        self.domains += other.domains;
        for (rule, count) in other.unusual {
            *self.unusual.entry(rule).or_default() += count;
        }
    }
}

/// The texts in a JSON text, names of properties included; none of ours has an escape.
fn strings(json: &str) -> impl Iterator<Item = &str> {
    assert!(!json.contains('\\'), "an escape in {json}");
    json.split('"').skip(1).step_by(2)
}

/// `1 <area> 555 01xx`, which the North American numbering plan keeps for fiction.
fn is_fiction(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && &digits[4..9] == "55501"
}

/// The endings of words with a dot that are not domains: file names, error codes and disconnect
/// types.
const ENDS: [&str; 15] = [
    "disconnect",
    "inactive",
    "jpg",
    "jpeg",
    "ogg",
    "png",
    "gif",
    "pdf",
    "mp3",
    "mp4",
    "txt",
    "error",
    "expired",
    "noanswer",
    "notavailable",
];

/// The domain in a word: what follows an `@`, or the whole word if it ends like a domain.
fn domain(word: &str) -> Option<&str> {
    if let Some((_, domain)) = word.split_once('@') {
        return domain.contains('.').then_some(domain);
    }
    let (name, end) = word.rsplit_once('.')?;
    let is_top = end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_alphabetic());
    (!name.is_empty() && is_top && !ENDS.contains(&end)).then_some(word)
}

/// Whether it is in one of the domains that RFC 2606 reserves for examples.
fn is_reserved(domain: &str) -> bool {
    let mut labels = domain.rsplit('.');
    matches!(
        (labels.next(), labels.next()),
        (Some("com" | "net" | "org"), Some("example"))
    )
}

/// Takes the conversations from number 0 on, as many at a time as there are cores.
fn seen(run: &Run, count: u64) -> Seen {
    let next = AtomicU64::new(0);
    let total = Mutex::new(Seen::default());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                let mut seen = Seen::default();
                loop {
                    let first = next.fetch_add(SHARE, Ordering::Relaxed);
                    if first >= count {
                        break;
                    }
                    for number in first..count.min(first + SHARE) {
                        seen.take(run, number);
                        if number + 1 == count {
                            total.lock().expect("no thread panics with it").last =
                                seen.last.clone();
                        }
                    }
                }
                total.lock().expect("no thread panics with it").add(seen);
            });
        }
    });
    total.into_inner().expect("no thread panics with it")
}

#[track_caller]
fn check_population(name: &str, count: u64) {
    let run = || Run::new(1).with_profile(Profile::builtin(name).expect("it is built in"));
    let begun = Instant::now();
    let seen = seen(&run(), count);
    let Seen {
        conversations,
        bytes,
        numbers,
        domains,
        ..
    } = seen;
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{name}: {conversations} conversations ({bytes} bytes) in {seconds:.1} s; no finding of a must rule, of usual \
         ones {:?}; {numbers} telephone numbers and {domains} domains, all reserved",
        seen.unusual
    );
    assert_eq!(conversations, count);
    assert!(numbers + domains > 0, "the scan has found nothing to judge");
    let mut alone = Seen::default();
    alone.take(&run(), count - 1);
    assert_eq!(
        alone.last,
        seen.last,
        "conversation {} alone is not the one of the run",
        count - 1
    );
}

#[test]
fn smooth_days() {
    let count = std::env::var("CONVERSATIONS")
        .map_or(CONVERSATIONS, |count| count.parse().expect("a number"));
    check_population("smooth-day", count);
}

#[test]
fn other_profiles() {
    Profile::builtin_names()
        .filter(|name| *name != "smooth-day")
        .for_each(|name| check_population(name, CONVERSATIONS));
}

#[test]
fn strangers_are_noticed() {
    let mut seen = Seen::default();
    let mut check =
        |text, channel, expected| assert_eq!(seen.stranger(text, channel), expected, "{text:?}");
    check("+13185550116", Channel::Sms, None);
    check("+13185550216", Channel::Sms, Some("+13185550216"));
    check("+4930123456", Channel::Open, Some("+4930123456"));
    check("13185550116", Channel::Whatsapp, None);
    check("13185560116", Channel::Whatsapp, Some("13185560116"));
    check("123456789012345", Channel::Facebook, None);
    check(
        "call 123456789012345",
        Channel::Facebook,
        Some("123456789012345"),
    );
    check("asha.elderstead7@example.com", Channel::Open, None);
    check(
        "asha.elderstead7@example.de",
        Channel::Open,
        Some("asha.elderstead7@example.de"),
    );
    check("https://media.example.com/a/photo.jpg", Channel::Sms, None);
    check(
        "https://media.examples.com/a/photo.jpg",
        Channel::Sms,
        Some("media.examples.com"),
    );
    check(
        "See www.shop.net. It is closed.",
        Channel::Sms,
        Some("www.shop.net"),
    );
    check("2026-01-05T09:00:00.000Z", Channel::Sms, None);
    check(
        "It was ordered two weeks ago. Thursday would suit me.",
        Channel::Sms,
        None,
    );
}
