//! The sources of records: a file, a profile, or by default the corpus together with drawn records.

use std::any::Any;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};
use message_generator::{Episode, Profile, Run};
use message_lifecycle::projection::AnalyticsForm;
use message_model::contract::Root;
use message_model::{
    AcdEndEvent, AcdStartEvent, AfterCallWorkEvent, AnalyticsConversation,
    AnalyticsConversationAsyncQueryResponse, AnalyticsConversationQueryResponse, ApiRevision,
    AttributeUpdateEvent, ContactUpdateEvent, Conversation, CustomerEndEvent, CustomerStartEvent,
    DocumentContent, EventBody, EventConversation, EventMessageConversation, FlowEndEvent,
    FlowStartEvent, Message, MessageConversation, MessageConversationEntityListing, MessageData,
    Object, OpenEventAnswer, OpenInboundEvent, OpenInboundMessage, OpenInboundReceipt,
    OpenInboundStructuredResponse, OpenMessageAnswer, OpenNormalizedMessage, OpenReceiptAnswer,
    OpenStructuredAnswer, Participant, TextMessageListing, UserEndEvent, UserStartEvent,
    WrapupEvent, encode,
};
use proptest::arbitrary::Arbitrary;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::record::{Record, read, text_of, with_type};

/// The numbers of messages and conversations that are drawn for a release in addition to the
/// corpus.
const MESSAGES_DRAWN: usize = 200;
const CONVERSATIONS_DRAWN: usize = 50;
/// The number of values that are drawn for each payload of the other views. Only those that show a
/// property or a value that few before them show become records.
const OTHERS_DRAWN: usize = 2_500;
/// How many records show each property and value: a type serves several classes of the client, and
/// one record may show it in one of them only.
const SHOWN_BY: usize = 3;
/// The number of conversations whose other views are given to the client beside the corpus.
const CONVERSATIONS_PLAYED: u64 = 12;

/// A source of records for each release.
pub(super) enum Source {
    /// The records of a file.
    File(Vec<Record>),
    /// The records of the corpus in this folder, and drawn ones.
    Corpus(PathBuf),
    /// This number of conversations of each of these profiles, played on the platform of the
    /// release.
    Profiles(Vec<Profile>, u64),
}

impl Source {
    /// The file if one is given (`-` is standard input), or else the corpus in `fixtures`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub(super) fn new(file: Option<&Path>, fixtures: PathBuf) -> Result<Self> {
        Ok(match file {
            Some(file) => Source::File(read(file)?),
            None => Source::Corpus(fixtures),
        })
    }

    /// The records of a release that have every property that the contract requires; at least one.
    ///
    /// # Errors
    ///
    /// When the corpus cannot be read, or has no record for the release.
    pub(super) fn records(&self, release: &str) -> Result<Vec<Record>> {
        let records = match self {
            Source::File(records) => records
                .iter()
                .filter(|record| record.release == release)
                .cloned()
                .collect(),
            Source::Corpus(fixtures) => corpus(fixtures, release)?,
            Source::Profiles(profiles, count) => {
                let revision = release.parse()?;
                let records = profiles
                    .iter()
                    .map(|profile| generated(profile, *count, revision));
                records.collect::<Result<Vec<_>>>()?.concat()
            }
        };
        ensure!(
            !records.is_empty(),
            "no record is cut for {release}, so there is nothing to check"
        );
        Ok(records)
    }

    /// Whether every property of a release must occur in the source's records.
    pub(super) fn covers_everything(&self) -> bool {
        match self {
            Source::File(_) | Source::Corpus(_) => true,
            Source::Profiles(..) => false,
        }
    }

    /// The records of a release; for the corpus, together with the other views of played
    /// conversations.
    ///
    /// # Errors
    ///
    /// As [`Source::records`].
    pub(super) fn records_and_played(&self, release: &str) -> Result<Vec<Record>> {
        let mut records = self.records(release)?;
        if let Source::Corpus(_) = self {
            records.extend(played(release.parse()?)?);
        }
        Ok(records)
    }

    /// The records of a release; for the corpus, together with drawn ones, which have unusual
    /// texts, the ends of every range, and any property left out, required or not.
    ///
    /// # Errors
    ///
    /// As [`Source::records`].
    pub(super) fn records_and_drawn(&self, release: &str) -> Result<Vec<Record>> {
        let mut records = self.records_and_played(release)?;
        if let Source::Corpus(_) = self {
            let revision = release.parse()?;
            records.extend(draw::<Message>(revision, Root::Message, MESSAGES_DRAWN)?);
            records.extend(draw::<Conversation>(
                revision,
                Root::Conversation,
                CONVERSATIONS_DRAWN,
            )?);
            for root in Root::ALL {
                if has_class(root, revision) {
                    macro_rules! draw {
                        ($type:ty) => {
                            draw_telling::<$type>(revision, root)?
                        };
                    }
                    records.extend(with_type!(root, draw));
                }
            }
            let run = Run::new(1).with_revision(revision);
            for number in 0..CONVERSATIONS_PLAYED {
                for episode in run.episodes(number) {
                    records.extend(other_views(
                        &episode,
                        revision,
                        &format!("played {number}"),
                    )?);
                }
            }
        }
        Ok(records)
    }
}

/// The corpus's records of a release. For a release without a folder, the newest ones as that
/// release would have sent them.
fn corpus(folder: &Path, release: &str) -> Result<Vec<Record>> {
    let records = files_of(folder, release)?;
    if !records.is_empty() {
        return Ok(records);
    }
    let revision = release.parse()?;
    files_of(folder, &ApiRevision::LATEST.to_string())?
        .into_iter()
        .map(|record| record.cut(revision))
        .collect()
}

/// Conversations of a profile on the platform of a release, each after its last event.
fn generated(profile: &Profile, count: u64, revision: ApiRevision) -> Result<Vec<Record>> {
    let run = Run::new(1)
        .with_profile(profile.clone())
        .with_revision(revision);
    let mut records = Vec::new();
    for number in 0..count {
        for episode in run.episodes(number) {
            let text = encode(&episode.conversation())?;
            let name = format!("{} {number}", profile.name);
            records.push(record(revision, Root::Conversation, name.clone(), text)?);
            records.extend(other_views(&episode, revision, &name)?);
        }
    }
    Ok(records)
}

fn record(revision: ApiRevision, root: Root, name: String, text: String) -> Result<Record> {
    Ok(Record {
        release: revision.to_string(),
        root,
        name,
        payload: RawValue::from_string(text)?,
    })
}

/// Whether a release has a class for the payload, outside the view of the conversation: that one is
/// in the corpus.
fn has_class(root: Root, revision: ApiRevision) -> bool {
    let is_of_conversation = matches!(root, Root::Conversation | Root::Participant | Root::Message);
    !is_of_conversation && root.definition().is_in(revision)
}

/// The other views of a few conversations of every kind.
fn played(revision: ApiRevision) -> Result<Vec<Record>> {
    let run = Run::new(1).with_revision(revision);
    let mut records = Vec::new();
    for number in 0..CONVERSATIONS_PLAYED {
        for episode in run.episodes(number) {
            records.extend(other_views(
                &episode,
                revision,
                &format!("played {number}"),
            )?);
        }
    }
    Ok(records)
}

/// What the other views show of a conversation: the API for messages at its end, the last
/// notification of each kind, and every detail event.
fn other_views(episode: &Episode, revision: ApiRevision, name: &str) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    if has_class(Root::MessageConversation, revision) {
        let text = encode(&episode.media())?;
        let name = format!("{name} media");
        records.push(record(revision, Root::MessageConversation, name, text)?);
    }
    for (form, root) in [
        (AnalyticsForm::Job, Root::AnalyticsConversation),
        (
            AnalyticsForm::Query,
            Root::AnalyticsConversationWithoutAttributes,
        ),
    ] {
        if has_class(root, revision) {
            let text = encode(&episode.analytics(form))?;
            let name = format!("{name} analytics {form}");
            records.push(record(revision, root, name, text)?);
        }
    }
    let mut last = BTreeMap::new();
    for (index, sent) in episode.sent_frames(|_| true).enumerate() {
        let (root, text) = (root_of(&sent.body)?, encode(&*sent.body)?);
        let name = format!("{name} {}", sent.frame.topic.template());
        let made = record(revision, root, name, text)?;
        // Each detail event is kept under a place of its own. Of the notifications the last one
        // replaces those before it, as each has the whole state.
        match *sent.body {
            EventBody::DetailEvent(_) => _ = last.insert((root.as_str(), index), made),
            _ => _ = last.insert((root.as_str(), 0), made),
        }
    }
    records.extend(last.into_values());
    for (index, body) in episode.bodies().iter().enumerate() {
        let name = format!("{name} body {index}");
        records.push(record(revision, Root::MessageData, name, encode(body)?)?);
    }
    for (index, post) in episode.open_posts().iter().enumerate() {
        for body in [Some(&post.body), post.answer.as_ref()]
            .into_iter()
            .flatten()
        {
            let name = format!("{name} post {index} {}", body.name());
            records.push(record(
                revision,
                DocumentContent::OpenMessage(body).root(),
                name,
                encode(body)?,
            )?);
        }
    }
    Ok(records)
}

fn root_of(body: &EventBody) -> Result<Root> {
    Ok(match body {
        EventBody::Conversation(_) => Root::EventConversation,
        EventBody::Messages(_) => Root::EventMessageConversation,
        EventBody::DetailEvent(event) => DocumentContent::DetailEvent(event).root(),
        other => bail!("no class is known for {other:?}"),
    })
}

/// Drawn records, without those that show nothing new.
fn draw_telling<T>(revision: ApiRevision, root: Root) -> Result<Vec<Record>>
where
    T: Arbitrary<Parameters = Option<ApiRevision>> + Object + 'static,
{
    let mut runner = TestRunner::deterministic();
    let values = T::arbitrary_with(Some(revision));
    let mut shown: BTreeMap<_, usize> = BTreeMap::new();
    let mut records = Vec::new();
    for index in 0..OTHERS_DRAWN {
        let mut value = values
            .new_tree(&mut runner)
            .map_err(|reason| anyhow!("nothing can be drawn: {reason}"))?
            .current();
        cut_to_class(&mut value, root);
        let mut found = Vec::new();
        value.present(|it| found.push((it.object.name, it.property, it.value)));
        found.sort_unstable();
        found.dedup();
        let is_telling = found
            .iter()
            .any(|it| shown.get(it).is_none_or(|count| *count < SHOWN_BY));
        if is_telling {
            for it in found {
                *shown.entry(it).or_default() += 1;
            }
            let name = format!("drawn {root} {index}");
            records.push(record(revision, root, name, encode(&value)?)?);
        }
    }
    Ok(records)
}

/// Takes out what the type has and the class has not: the answer of a query, and of one
/// conversation's details, has participants without attributes.
fn cut_to_class(value: &mut dyn Any, root: Root) {
    let conversations = match root {
        Root::AnalyticsConversationWithoutAttributes => value
            .downcast_mut::<AnalyticsConversation>()
            .map(std::slice::from_mut),
        Root::AnalyticsQueryAnswer => value
            .downcast_mut::<AnalyticsConversationQueryResponse>()
            .and_then(|answer| answer.conversations.as_deref_mut()),
        _ => None,
    };
    let participants = conversations
        .into_iter()
        .flatten()
        .filter_map(|it| it.participants.as_mut());
    for participant in participants.flatten() {
        participant.attributes = None;
    }
}

fn draw<T>(revision: ApiRevision, root: Root, count: usize) -> Result<Vec<Record>>
where
    T: Arbitrary<Parameters = Option<ApiRevision>> + Serialize,
{
    // Seeded by a constant: the same records in every run.
    let mut runner = TestRunner::deterministic();
    let values = T::arbitrary_with(Some(revision));
    let draw = |index| {
        let value = values
            .new_tree(&mut runner)
            .map_err(|reason| anyhow!("nothing can be drawn: {reason}"))?
            .current();
        let payload = RawValue::from_string(encode(&value)?)?;
        Ok(Record {
            release: revision.to_string(),
            root,
            name: format!("drawn {} {index}", root.as_str()),
            payload,
        })
    };
    (0..count).map(draw).collect()
}

/// The files that a client of a release must accept, by the manifest.
fn files_of(folder: &Path, release: &str) -> Result<Vec<Record>> {
    const MADE_BY: &str = "the corpus cannot be read, cargo xtask fixtures makes it";
    let text = text_of(&folder.join("manifest.json")).context(MADE_BY)?;
    let manifest: Manifest = serde_json::from_str(&text).context(MADE_BY)?;
    let wanted = manifest
        .files
        .into_iter()
        .filter(|file| file.revision == release && file.is_for_clients());
    let mut records = Vec::new();
    for file in wanted {
        let Some(root) = file.model else { continue };
        let text = text_of(&folder.join(&file.path))?;
        let payloads = serde_json::Deserializer::from_str(&text).into_iter::<Box<RawValue>>();
        for (index, payload) in payloads.enumerate() {
            let name = if index == 0 {
                file.path.clone()
            } else {
                format!("{}:{}", file.path, index + 1)
            };
            let payload = payload.with_context(|| name.clone())?;
            records.push(Record {
                release: release.to_owned(),
                root,
                name,
                payload,
            });
        }
    }
    Ok(records)
}

/// The part of the corpus's manifest that is read here.
#[derive(Deserialize)]
struct Manifest {
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    path: String,
    model: Option<Root>,
    revision: String,
    verdict: String,
}

impl File {
    /// Whether a client must accept the file and can preserve it, which none can do with payloads
    /// of future releases.
    fn is_for_clients(&self) -> bool {
        self.verdict == "accept" && !self.path.starts_with("future/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, verdict: &str, expected: bool) {
        let (path, revision, verdict) = (path.to_owned(), "269.0.0".to_owned(), verdict.to_owned());
        let file = File {
            path,
            model: Some(Root::Message),
            revision,
            verdict,
        };
        assert_eq!(file.is_for_clients(), expected);
    }

    #[test]
    fn clients_are_given_what_they_must_take_and_can_keep() {
        check("current/a/agent.message.json", "accept", true);
        check("current/a/agent.message.json", "reject", false);
        check("current/a/agent.message.json", "either", false);
        check("future/a.message.json", "accept", false);
    }
}
