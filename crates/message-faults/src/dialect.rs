//! Dialects: other ways to write the same record, legal or met in the wild, that a reader has to
//! understand.

use message_generator::Key;
use message_generator::draw::{Draw, Label as DrawLabel, Path};
use message_model::contract::{ValueType, View};
use message_model::{Timestamp, closed_list, encode};
use serde_json::{Value, json};

use crate::change::{Change, ChangeKind, ChangeMade};
use crate::label::{Label, Verdict};
use crate::patch::Patchable;
use crate::patch::tree::Tree;
use crate::place::{Place, places};

closed_list! {
    /// Another way to write a record.
    ///
    /// ```
    /// use message_faults::Verdict;
    /// use message_faults::dialect::Dialect;
    ///
    /// assert_eq!("explicit-null".parse(), Ok(Dialect::ExplicitNull));
    /// assert!(Dialect::ALL.iter().all(|dialect| dialect.verdict() != Verdict::Reject));
    /// ```
    pub enum Dialect {
        /// A property that is absent stands there with `null`.
        ExplicitNull = "explicit-null",
        /// Every instant is cut to its second and has no fraction.
        NoMilliseconds = "no-milliseconds",
        /// Instants with the offset of a time zone instead of `Z`.
        Offsets = "offsets",
        /// Enum values in upper case, with `_` for `-` and `.`, as notifications declared them
        /// before release 133.
        UpperCase = "upper-case",
        /// The properties of each object in another order.
        KeyOrder = "key-order",
        /// An array that is absent stands there empty.
        EmptyArrays = "empty-arrays",
        /// A leg that alerts has `segments: []`, though it has begun.
        EmptySegments = "empty-segments",
        /// A property that a later release may add.
        LaterProperties = "later-properties",
        /// The text of a message in `textBody` too, as before release 265.
        TextBody = "text-body",
        /// The text of a message in `normalizedMessage` alone, as since release 265.
        NormalizedMessage = "normalized-message",
        /// The leg says nothing of its peer.
        PeerMissing = "peer-missing",
        /// The participants in another order than that of joining.
        ParticipantOrder = "participant-order",
    }
}

const PLACE: Path = Path::new("fault/dialect");

/// A record in other words.
///
/// See the example of [`Dialect::speak`].
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Spoken {
    /// The record, as JSON.
    pub record: String,
    /// What was changed, and what a right reader does with it.
    pub label: Label,
}

impl Dialect {
    /// What a right reader does with it.
    #[must_use]
    pub fn verdict(self) -> Verdict {
        match self {
            Self::ExplicitNull
            | Self::NoMilliseconds
            | Self::Offsets
            | Self::KeyOrder
            | Self::EmptyArrays
            | Self::EmptySegments
            | Self::LaterProperties
            | Self::TextBody
            | Self::NormalizedMessage
            | Self::PeerMissing => Verdict::Accept,
            Self::UpperCase | Self::ParticipantOrder => Verdict::Either,
        }
    }

    /// Why, in one line, with its source.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::ExplicitNull => {
                "JSON clients write null for absent (observed in attributes and legs)"
            }
            Self::NoMilliseconds => "RFC 3339 leaves the fraction out or not (documented)",
            Self::Offsets => "RFC 3339 allows any offset (documented)",
            Self::UpperCase => {
                "notifications declared their enums in upper case before 133 (documented), though \
                 lower case was sent (observed)"
            }
            Self::KeyOrder => "the members of an object have no order (RFC 8259)",
            Self::EmptyArrays => {
                "the API writes arrays even if there is nothing in them (observed)"
            }
            Self::EmptySegments => "the API writes segments even if there are none (observed)",
            Self::LaterProperties => "78 of 325 releases added properties (documented)",
            Self::TextBody => "textBody was sent beside normalizedMessage until 265 (documented)",
            Self::NormalizedMessage => "textBody is gone since 265 (documented)",
            Self::PeerMissing => "a listing of chats shows none of the peers (observed)",
            Self::ParticipantOrder => {
                "no source promises an order, and clients that trust it break (observed)"
            }
        }
    }

    /// Writes a record in this dialect: each place that it is about changes with a chance of
    /// `percent` in a hundred, and one of them always. What is drawn is a function of the key and
    /// the record.
    ///
    /// `None` if the record has no place for it.
    ///
    /// ```
    /// use message_faults::dialect::Dialect;
    /// use message_generator::{Key, Scenario};
    /// use message_model::{Conversation, decode, encode};
    ///
    /// let conversation = Scenario::named("spam")?.conversation(7);
    /// let text = encode(&conversation).unwrap();
    /// let spoken = Dialect::ExplicitNull.speak(&text, 50, Key::new(1, 0)).unwrap();
    /// assert!(spoken.record.contains(":null"));
    /// assert_eq!(decode::<Conversation>(&spoken.record).unwrap(), conversation);
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    #[must_use]
    pub fn speak(self, record: &str, percent: u8, key: Key) -> Option<Spoken> {
        let chance = Chance {
            dialect: self,
            percent,
            key,
        };
        let (record, changes) = match self {
            Self::KeyOrder => chance.reordered(record)?,
            _ => chance.changed(record, self.edits(record))?,
        };
        Some(Spoken {
            record,
            label: Label {
                fault: self.as_str().to_owned(),
                verdict: self.verdict(),
                reason: self.reason().to_owned(),
                changes,
            },
        })
    }

    /// Every change that the dialect makes of a record.
    fn edits(self, record: &str) -> Vec<Vec<Change>> {
        let places = places(record);
        if self == Self::NoMilliseconds {
            return vec![whole_seconds(&places)];
        }
        let set = |path: &str, value: Value| change(path, ChangeKind::Set(value));
        let edits = places.iter().filter_map(|place| {
            let value = place.value.as_ref();
            let kind = place.property.value_type();
            let text = value.and_then(Value::as_str);
            let edit = match self {
                Self::ExplicitNull if value.is_none() => vec![set(&place.path, Value::Null)],
                Self::Offsets if *kind == ValueType::DateTime => {
                    vec![set(&place.path, json!(with_offset(text?)?))]
                }
                Self::UpperCase if is_upper_case(place) => {
                    let upper = text?.to_uppercase().replace(['-', '.'], "_");
                    (Some(upper.as_str()) != text).then(|| vec![set(&place.path, json!(upper))])?
                }
                Self::EmptyArrays if value.is_none() && matches!(kind, ValueType::Array(_)) => {
                    // What is no conversation becomes one by having participants.
                    let is_own = !matches!(place.property.name(), "participants" | "entities");
                    is_own.then(|| vec![set(&place.path, json!([]))])?
                }
                Self::LaterProperties if value.is_some_and(Value::is_string) => {
                    let (parent, _) = place.path.rsplit_once('.').unwrap_or(("", &place.path));
                    let dot = if parent.is_empty() { "" } else { "." };
                    vec![set(
                        &format!("{parent}{dot}addedLater"),
                        json!({"value": 1.5, "list": []}),
                    )]
                }
                Self::PeerMissing if matches!(place.property.name(), "peer" | "peerId") => {
                    value.map(|_| vec![change(&place.path, ChangeKind::Drop)])?
                }
                Self::EmptySegments => empty_segments(place, &places)?,
                Self::TextBody | Self::NormalizedMessage => self.text_of(place, &places)?,
                Self::ParticipantOrder if place.property.name() == "participants" => {
                    let count = value?.as_array()?.len();
                    let last = count.checked_sub(1).filter(|last| *last > 0)?;
                    vec![change(&place.path, ChangeKind::Swap(0, last))]
                }
                _ => return None,
            };
            Some(edit)
        });
        edits.collect()
    }

    /// The text of a message in the other property too, or in the newer one alone.
    fn text_of(self, place: &Place, places: &[Place]) -> Option<Vec<Change>> {
        let text = place
            .value
            .as_ref()
            .filter(|_| place.path == "normalizedMessage.text")?;
        let own = places.iter().find(|one| one.path == "textBody")?;
        match self {
            Self::TextBody => own
                .value
                .is_none()
                .then(|| vec![change("textBody", ChangeKind::Set(text.clone()))]),
            _ => own
                .value
                .as_ref()
                .map(|_| vec![change("textBody", ChangeKind::Drop)]),
        }
    }
}

/// Whether a notification declared the values of the place in upper case before 133: all of them
/// on `conversations`, two on `conversations.messages` (documented).
fn is_upper_case(place: &Place) -> bool {
    match place.view {
        View::Notification => !place.property.values().is_empty(),
        View::MediaNotification => matches!(place.property.name(), "type" | "messageStatus"),
        _ => false,
    }
}

fn change(path: &str, kind: ChangeKind) -> Change {
    Change {
        record: 0,
        path: path.to_owned(),
        kind,
    }
}

/// Every instant cut to its second: all of them, so that what was in order stays so.
fn whole_seconds(places: &[Place]) -> Vec<Change> {
    places.iter().filter_map(whole_second).collect()
}

fn whole_second(place: &Place) -> Option<Change> {
    let of_instant = *place.property.value_type() == ValueType::DateTime;
    let (second, _) = place.value.as_ref()?.as_str()?.split_once('.')?;
    let value = json!(format!("{second}Z"));
    of_instant.then(|| change(&place.path, ChangeKind::Set(value)))
}

/// The segments of a leg that alerts, taken away.
fn empty_segments(place: &Place, places: &[Place]) -> Option<Vec<Change>> {
    let alerts = place.property.name() == "state" && place.value == Some(json!("alerting"));
    let leg = place.path.strip_suffix("state").filter(|_| alerts)?;
    let path = format!("{leg}segments");
    let segments = places.iter().find(|one| one.path == path)?;
    (segments.value != Some(json!([]))).then(|| vec![change(&path, ChangeKind::Set(json!([])))])
}

/// The same instant by a clock that is two hours ahead.
fn with_offset(text: &str) -> Option<String> {
    const AHEAD_MS: i64 = 2 * 3_600_000;
    let at: Timestamp = text.parse().ok()?;
    let local = at.checked_add_millis(AHEAD_MS)?.to_string();
    Some(local.strip_suffix('Z')?.to_owned() + "+02:00")
}

/// What is drawn for one record in a dialect.
struct Chance {
    dialect: Dialect,
    percent: u8,
    key: Key,
}

impl Chance {
    fn draw(&self, number: usize) -> Draw {
        Draw::new(
            self.key,
            PLACE,
            DrawLabel::new(self.dialect.as_str()),
            number as u64,
        )
    }

    /// Whether the place of this number changes, of so many: one of them always does.
    fn is_taken(&self, number: usize, count: usize) -> bool {
        let always = Draw::new(self.key, PLACE, DrawLabel::new("always"), 0).below(count as u64);
        number as u64 == always || self.draw(number).percent(self.percent)
    }

    /// The record with those of the edits that are taken.
    fn changed(&self, record: &str, edits: Vec<Vec<Change>>) -> Option<(String, Vec<ChangeMade>)> {
        let mut records = vec![Patchable::from_text(record).ok()?];
        let mut made = Vec::new();
        let count = edits.len();
        for (number, edit) in edits.into_iter().enumerate() {
            if self.is_taken(number, count) {
                made.extend(edit.iter().filter_map(|change| change.apply(&mut records)));
            }
        }
        (!made.is_empty()).then_some(())?;
        Some((encode(&records[0]).ok()?, made))
    }

    /// The record with the members of its objects in another order.
    fn reordered(&self, record: &str) -> Option<(String, Vec<ChangeMade>)> {
        let mut whole = Patchable::from_text(record).ok()?;
        let mut number = 0;
        self.reorder(&mut whole.0, &mut number);
        let text = encode(&whole).ok()?;
        (text != record).then_some(())?;
        let made = ChangeMade {
            done: "reorder",
            record: 0,
            path: String::new(),
            before: None,
            after: None,
        };
        Some((text, vec![made]))
    }

    fn reorder(&self, tree: &mut Tree, number: &mut usize) {
        match tree {
            Tree::Object(members) => {
                let is_taken = *number == 0 || self.draw(*number).percent(self.percent);
                *number += 1;
                if is_taken {
                    members.reverse();
                }
                members
                    .iter_mut()
                    .for_each(|(_, value)| self.reorder(value, number));
            }
            Tree::Array(elements) => elements
                .iter_mut()
                .for_each(|one| self.reorder(one, number)),
            Tree::Plain(_) => {}
        }
    }
}

/// Writes a record in several dialects, one after the other, each with its rate in per cent.
/// `None` if none of them has a place in it.
///
/// ```
/// use message_faults::dialect::{Dialect, speak_mix};
/// use message_generator::{Key, Scenario};
/// use message_model::encode;
///
/// let text = encode(&Scenario::named("spam")?.conversation(7)).unwrap();
/// let mix = [(Dialect::ExplicitNull, 10), (Dialect::KeyOrder, 100)];
/// let spoken = speak_mix(&text, &mix, Key::new(1, 0)).unwrap();
/// assert_eq!(spoken.label.fault, "explicit-null, key-order");
/// # Ok::<(), message_generator::Error>(())
/// ```
#[must_use]
pub fn speak_mix(record: &str, mix: &[(Dialect, u8)], key: Key) -> Option<Spoken> {
    let mut all: Option<Spoken> = None;
    for (dialect, percent) in mix {
        let text = all.as_ref().map_or(record, |so_far| so_far.record.as_str());
        let Some(next) = dialect.speak(text, *percent, key) else {
            continue;
        };
        all = Some(match all {
            None => next,
            Some(so_far) => so_far.then(next),
        });
    }
    all
}

impl Spoken {
    /// Both changes, the later one on top: either may be refused if one of them may.
    fn then(self, next: Self) -> Self {
        let verdict = match (self.label.verdict, next.label.verdict) {
            (Verdict::Accept, Verdict::Accept) => Verdict::Accept,
            _ => Verdict::Either,
        };
        Self {
            record: next.record,
            label: Label {
                fault: format!("{}, {}", self.label.fault, next.label.fault),
                verdict,
                reason: format!("{}; {}", self.label.reason, next.label.reason),
                changes: [self.label.changes, next.label.changes].concat(),
            },
        }
    }
}
