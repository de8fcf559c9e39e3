//! The records that a fault is made in, as the edits read them: legs with their participants in
//! every view, and where in the text each property stands.

use message_generator::Key;
use message_generator::draw::{Draw, Label, Path};
use message_model::contract::View;
use message_model::{Capture, Timestamp};
use serde_json::Value;

use crate::change::{Change, ChangeKind};

/// Changes that belong together and make one fault.
pub(super) type Edit = Vec<Change>;

/// The records, and the key of what is drawn for them.
pub(super) struct Scene {
    pub(super) records: Vec<Record>,
    key: Key,
}

/// One record: a document of some view.
pub(super) struct Record {
    pub(super) number: usize,
    pub(super) view: View,
    /// The path to the document inside of its envelope.
    prefix: String,
    /// The text as read.
    whole: Value,
}

/// A leg of a record, with its participant.
#[derive(Clone)]
pub(super) struct Leg<'a> {
    pub(super) record: &'a Record,
    /// The path to the leg; in the views of one medium that of the participant.
    path: String,
    participant_path: String,
    pub(super) facts: &'a Value,
    pub(super) participant: &'a Value,
    pub(super) role: Role,
}

/// What a participant is, as its `purpose` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Customer,
    Flow,
    Acd,
    Agent,
    Other,
}

const ID: Path = Path::new("fault/id");

impl Scene {
    /// Reads the records; `None` if one of them is not a document that the rules know.
    pub(super) fn read(texts: &[String], key: Key) -> Option<Self> {
        let records = texts
            .iter()
            .enumerate()
            .map(|(number, text)| Record::read(number, text));
        let records = records.collect::<Option<Vec<_>>>()?;
        Some(Self { records, key })
    }

    /// An id that no conversation has, the same for the same number.
    pub(super) fn id(&self, number: u64) -> String {
        Draw::new(self.key, ID, Label::NONE, number)
            .uuid()
            .to_string()
    }

    /// All legs, record by record.
    pub(super) fn legs(&self) -> Vec<Leg<'_>> {
        self.records.iter().flat_map(Record::legs).collect()
    }

    /// The legs with what makes them live: nothing for those that are, and for those that have
    /// ended the changes that take their end away.
    pub(super) fn live_legs(&self) -> Vec<(Leg<'_>, Edit)> {
        let legs = self.legs().into_iter();
        legs.map(|leg| match leg.is_live() {
            true => (leg, Edit::new()),
            false => (leg.clone(), leg.revive()),
        })
        .collect()
    }

    /// The legs with what makes them end: nothing for those that have ended.
    pub(super) fn ended_legs(&self) -> Vec<(Leg<'_>, Edit)> {
        let legs = self.legs().into_iter();
        legs.map(|leg| match leg.has_ended() {
            true => (leg, Edit::new()),
            false => (leg.clone(), leg.finish()),
        })
        .collect()
    }

    /// The last two records: before and after.
    pub(super) fn last_two(&self) -> Option<(&Record, &Record)> {
        let [.., before, after] = self.records.as_slice() else {
            return None;
        };
        Some((before, after))
    }
}

impl Record {
    fn read(number: usize, text: &str) -> Option<Self> {
        let capture = Capture::read(text).ok()?;
        let document = capture.documents().next()?;
        let prefix = match document.path.as_str() {
            "" => String::new(),
            path => format!("{path}."),
        };
        Some(Self {
            number,
            view: document.view(),
            prefix,
            whole: serde_json::from_str(text).ok()?,
        })
    }

    /// The document inside of its envelope.
    pub(super) fn body(&self) -> &Value {
        let names = self.prefix.split('.').filter(|name| !name.is_empty());
        names.fold(&self.whole, |value, name| &value[name])
    }

    /// The whole record, to change it and insert it again.
    pub(super) fn whole(&self) -> &Value {
        &self.whole
    }

    /// A path inside of the document.
    pub(super) fn path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    pub(super) fn change(&self, path: &str, kind: ChangeKind) -> Change {
        Change {
            record: self.number,
            path: self.path(path),
            kind,
        }
    }

    pub(super) fn set(&self, path: &str, value: impl Into<Value>) -> Change {
        self.change(path, ChangeKind::Set(value.into()))
    }

    pub(super) fn drop(&self, path: &str) -> Change {
        self.change(path, ChangeKind::Drop)
    }

    pub(super) fn push(&self, path: &str, value: Value) -> Change {
        self.change(path, ChangeKind::Push(value))
    }

    pub(super) fn swap(&self, path: &str, one: usize, other: usize) -> Change {
        self.change(path, ChangeKind::Swap(one, other))
    }

    /// Whether participants are legs.
    pub(super) fn is_flat(&self) -> bool {
        matches!(self.view, View::Media | View::MediaNotification)
    }

    pub(super) fn participants(&self) -> &[Value] {
        elements(&self.body()["participants"])
    }

    pub(super) fn legs(&self) -> Vec<Leg<'_>> {
        let mut legs = Vec::new();
        for (index, participant) in self.participants().iter().enumerate() {
            let participant_path = self.path(&format!("participants[{index}]"));
            let leg = |path: String, facts| Leg {
                record: self,
                path,
                participant_path: participant_path.clone(),
                facts,
                participant,
                role: Role::of(participant),
            };
            if self.is_flat() {
                if participant.get("state").is_some() {
                    legs.push(leg(participant_path.clone(), participant));
                }
                continue;
            }
            for (number, facts) in elements(&participant["messages"]).iter().enumerate() {
                legs.push(leg(format!("{participant_path}.messages[{number}]"), facts));
            }
        }
        legs
    }

    /// The latest instant that any leg shows, and one second more.
    pub(super) fn after_all(&self) -> Option<Timestamp> {
        let names = [
            "startAlertingTime",
            "connectedTime",
            "disconnectedTime",
            "startHoldTime",
        ];
        let legs = self.legs();
        let of_legs = legs
            .iter()
            .flat_map(|leg| names.iter().filter_map(|name| leg.time(name)));
        let of_messages = legs.iter().flat_map(|leg| {
            elements(&leg.facts["messages"])
                .iter()
                .filter_map(|it| time_of(it, "messageTime"))
        });
        let ended = time_of(self.body(), "endTime");
        of_legs
            .chain(of_messages)
            .chain(ended)
            .max()?
            .checked_add_millis(1_000)
    }
}

impl<'a> Leg<'a> {
    /// The path to a property of the leg, given its name in a `Message`.
    fn at(&self, name: &str) -> String {
        format!("{}.{}", self.path, self.name(name))
    }

    fn name<'n>(&self, name: &'n str) -> &'n str {
        match name {
            "peerId" if self.record.is_flat() => "peer",
            "disconnectedTime" if self.record.is_flat() => "endTime",
            _ => name,
        }
    }

    fn change(&self, path: String, kind: ChangeKind) -> Change {
        Change {
            record: self.record.number,
            path,
            kind,
        }
    }

    pub(super) fn set(&self, name: &str, value: impl Into<Value>) -> Change {
        self.change(self.at(name), ChangeKind::Set(value.into()))
    }

    pub(super) fn push(&self, name: &str, value: Value) -> Change {
        self.change(self.at(name), ChangeKind::Push(value))
    }

    /// Drops a property; `None` if it is not there.
    pub(super) fn drop(&self, name: &str) -> Option<Change> {
        self.value(name)?;
        Some(self.change(self.at(name), ChangeKind::Drop))
    }

    /// Drops what is at a path that was made to exist.
    pub(super) fn drop_at(&self, name: &str) -> Change {
        self.change(self.at(name), ChangeKind::Drop)
    }

    /// Sets a property of the participant.
    pub(super) fn set_of_participant(&self, name: &str, value: impl Into<Value>) -> Change {
        let path = format!("{}.{name}", self.participant_path);
        self.change(path, ChangeKind::Set(value.into()))
    }

    pub(super) fn drop_of_participant(&self, name: &str) -> Option<Change> {
        self.participant.get(name)?;
        let path = format!("{}.{name}", self.participant_path);
        Some(self.change(path, ChangeKind::Drop))
    }

    /// A property, given its name in a `Message`.
    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        self.facts.get(self.name(name))
    }

    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.value(name)?.as_str()
    }

    pub(super) fn time(&self, name: &str) -> Option<Timestamp> {
        self.text(name)?.parse().ok()
    }

    pub(super) fn is_live(&self) -> bool {
        matches!(
            self.text("state"),
            Some("alerting" | "connected" | "parked")
        )
    }

    pub(super) fn has_ended(&self) -> bool {
        self.text("state") == Some("disconnected")
    }

    pub(super) fn is_internal(&self) -> bool {
        matches!(self.role, Role::Flow | Role::Acd | Role::Agent)
    }

    pub(super) fn segments(&self) -> &'a [Value] {
        elements(&self.facts["segments"])
    }

    /// When it began, as far as it says.
    pub(super) fn begin(&self) -> Option<Timestamp> {
        let first = self
            .segments()
            .first()
            .and_then(|first| time_of(first, "startTime"));
        first
            .or(self.time("startAlertingTime"))
            .or(self.time("connectedTime"))
    }

    /// An instant within its life: its end, or some seconds after its beginning.
    pub(super) fn instant(&self) -> Option<Timestamp> {
        let ended = self.time("disconnectedTime").filter(|_| self.has_ended());
        ended.or_else(|| self.record.after_all())
    }

    /// Makes it end at an instant, with the participant and the last segment.
    pub(super) fn end_at(&self, at: Timestamp) -> Edit {
        let mut edit = vec![self.set("disconnectedTime", text(at))];
        if !self.record.is_flat() {
            edit.push(self.set_of_participant("endTime", text(at)));
        }
        if let Some(last) = self.segments().len().checked_sub(1) {
            edit.push(self.set(&format!("segments[{last}].endTime"), text(at)));
        }
        edit
    }

    /// Gives its end another disconnect type, with the last segment.
    pub(super) fn end_by(&self, how: &str) -> Edit {
        let mut edit = vec![self.set("disconnectType", how)];
        if let Some(last) = self.segments().len().checked_sub(1) {
            edit.push(self.set(&format!("segments[{last}].disconnectType"), how));
        }
        edit
    }

    /// Takes its end away: it is connected, and alerts if it never was.
    fn revive(&self) -> Edit {
        let state = match self.time("connectedTime") {
            Some(_) => "connected",
            None => "alerting",
        };
        let mut edit = vec![self.set("state", state)];
        edit.extend(self.drop("disconnectType"));
        edit.extend(self.drop("disconnectedTime"));
        if !self.record.is_flat() {
            edit.extend(self.drop_of_participant("endTime"));
            edit.extend(self.drop("afterCallWork"));
        }
        for name in ["startAcwTime", "endAcwTime", "wrapup"] {
            edit.extend(self.drop_of_participant(name));
        }
        if let Some(last) = self.segments().len().checked_sub(1) {
            for name in ["endTime", "howEnded", "disconnectType"] {
                if self.segments()[last].get(name).is_some() {
                    let path = format!("{}.segments[{last}].{name}", self.path);
                    edit.push(self.change(path, ChangeKind::Drop));
                }
            }
        }
        edit.extend(
            self.record
                .body()
                .get("endTime")
                .map(|_| self.record.drop("endTime")),
        );
        edit
    }

    /// Ends it after all that is known of the conversation.
    pub(super) fn finish(&self) -> Edit {
        let Some(at) = self.record.after_all() else {
            return Vec::new();
        };
        let mut edit = self.end_at(at);
        edit.push(self.set("state", "disconnected"));
        edit.push(self.set("disconnectType", "system"));
        edit.extend(self.drop("startHoldTime"));
        edit.extend(self.value("held").map(|_| self.set("held", false)));
        if let Some(last) = self.segments().len().checked_sub(1) {
            edit.push(self.set(&format!("segments[{last}].howEnded"), "Disconnect"));
            edit.push(self.set(&format!("segments[{last}].disconnectType"), "system"));
        }
        edit
    }
}

impl Role {
    fn of(participant: &Value) -> Self {
        match participant["purpose"].as_str() {
            Some("customer" | "external") => Self::Customer,
            Some("workflow" | "botflow" | "bot" | "ivr") => Self::Flow,
            Some("acd") => Self::Acd,
            Some("agent" | "user") => Self::Agent,
            _ => Self::Other,
        }
    }
}

/// The elements of an array; none if it is not one.
pub(super) fn elements(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The instant that a property holds.
pub(super) fn time_of(object: &Value, name: &str) -> Option<Timestamp> {
    object.get(name)?.as_str()?.parse().ok()
}

/// An instant as text.
pub(super) fn text(at: Timestamp) -> String {
    at.to_string()
}

/// An instant some milliseconds later, as text.
pub(super) fn later(at: Timestamp, millis: i64) -> String {
    text(at.checked_add_millis(millis).unwrap_or(at))
}
