//! One play of a scenario, and the files made of it.

use message_generator::draw::Key;
use message_generator::shown::{Aspect, Covers};
use message_generator::{
    Channel, Envelope, Episode, Error, Scenario, Script, Step, check_label, merged_frames, play,
    play_lenient, sample,
};
use message_lifecycle::frames::Frame;
use message_lifecycle::projection::AnalyticsForm;
use message_lifecycle::{EventKind, Table};
use message_model::contract::Root;
use message_model::{
    ApiRevision, DocumentContent, EncodeError, EventBody, Evidence, TopicKind, encode,
    encode_pretty,
};
use message_storyboard::storyboard;

use super::digest::digest;
use super::file::{File, Kind, SEED};

/// One play of a scenario or of a promoted script: the script, and the conversations that it was
/// played into.
///
/// ```
/// let spam = message_corpus::case("spam").expect("it is in the corpus");
/// assert_eq!(spam.script.scenario.as_deref(), Some("spam"));
/// assert_eq!(spam.episodes.len(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Case {
    /// The name: the scenario's for its first play, with a number after it for further ones.
    pub name: String,
    /// What a reader can see in the play, in one sentence.
    pub shows: String,
    /// The weakest evidence that the play rests on.
    pub evidence: Evidence,
    /// The script that was played.
    pub script: Script,
    /// The conversations that the script was played into.
    pub episodes: Vec<Episode>,
    /// What occurs in the play.
    pub covers: Covers,
}

/// The distance between the conversation numbers of two plays of a scenario: more than there will
/// ever be scenarios.
const STRIDE: u64 = 1_000;

/// A play of a scenario that is sampled but not yet played.
pub(super) struct Plan<'a> {
    scenario: &'a Scenario,
    /// 0 for the first play of the scenario.
    pub(super) variant: u64,
    script: Script,
}

impl<'a> Plan<'a> {
    /// Samples the scenario at this position of the list.
    pub(super) fn new(scenario: &'a Scenario, place: u64, variant: u64) -> Self {
        Self {
            scenario,
            variant,
            script: sample(scenario, Key::new(SEED, place + variant * STRIDE)),
        }
    }

    /// The first and `further` more plays of a scenario, without those that differ from an earlier
    /// one only in how long things take, since these would show the same.
    pub(super) fn of(scenario: &'a Scenario, place: u64, further: u64) -> Vec<Self> {
        let mut courses = Vec::new();
        let mut plans = Vec::new();
        for plan in (0..=further).map(|variant| Self::new(scenario, place, variant)) {
            let course = plan.course();
            if !courses.contains(&course) {
                courses.push(course);
                plans.push(plan);
            }
        }
        plans
    }

    /// The course of the play: channel and steps without delays and lengths.
    fn course(&self) -> (Channel, Vec<Step<()>>) {
        (
            self.script.channel,
            self.script
                .steps
                .iter()
                .map(Step::without_numbers)
                .collect(),
        )
    }
}

impl Case {
    /// Plays what was planned.
    pub(super) fn planned(plan: &Plan<'_>) -> Self {
        let scenario = plan.scenario;
        let name = match plan.variant {
            0 => scenario.name.clone(),
            variant => format!("{}-{}", scenario.name, variant + 1),
        };
        let case = Self::of_script(
            name,
            scenario.shows.clone(),
            scenario.evidence,
            plan.script.clone(),
        );
        case.expect("a test plays every built-in scenario")
    }

    /// Plays a script that is to be kept under this name, such as one that a failing test has
    /// shrunk.
    ///
    /// # Errors
    ///
    /// If the name is not a label or is that of a built-in scenario, or if the script does not play
    /// strictly.
    ///
    /// ```
    /// use message_corpus::Case;
    /// use message_generator::{sample, Key, Scenario};
    ///
    /// let script = sample(&Scenario::builtin("spam").unwrap(), Key::new(3, 0));
    /// assert_eq!(Case::promoted("spam-again", script.clone())?.episodes.len(), 1);
    /// let error = Case::promoted("Spam!", script).unwrap_err();
    /// assert!(error.to_string().starts_with("name: found \"Spam!\", expected a label"));
    /// # Ok::<(), message_generator::Error>(())
    /// ```
    pub fn promoted(name: &str, script: Script) -> Result<Self, Error> {
        check_label(name).map_err(|problem| Error::new("name", problem))?;
        // Its storyboard would replace that of the scenario.
        if Scenario::builtin_names().any(|known| known == name) {
            return Err(Error::new(
                "name",
                format!("found {name:?}, which a built-in scenario has, expected another"),
            ));
        }
        // Played for its error, since `of_script` does not tell why a script does not play.
        play(&script)?;
        let shows = "A script that was kept because it once mattered.".to_owned();
        let case = Self::of_script(name.to_owned(), shows, Evidence::Inferred, script);
        Ok(case.expect("it was just played"))
    }

    /// The same play on the platform of a release, or `None` if what happens in it is not possible
    /// there.
    ///
    /// Statuses of messages that the release does not have yet are left out; the play counts as the
    /// same without them.
    pub(super) fn on_release(&self, revision: ApiRevision) -> Option<Self> {
        let (script, _) = play_lenient(&Script {
            revision,
            ..self.script.clone()
        });
        if steps_but_statuses(&script) < steps_but_statuses(&self.script) {
            return None;
        }
        Self::of_script(self.name.clone(), self.shows.clone(), self.evidence, script)
    }

    /// The sort key among other plays: the order of the scenarios.
    pub(super) fn order(&self) -> u64 {
        self.script.key.conversation % STRIDE
    }

    pub(super) fn of_script(
        name: String,
        shows: String,
        evidence: Evidence,
        script: Script,
    ) -> Option<Self> {
        let episodes = play(&script).ok()?;
        let mut covers = Covers::default();
        for episode in &episodes {
            covers.add(&Covers::of(episode, None));
            covers.add_properties(&episode.conversation());
        }
        Some(Self {
            name,
            shows,
            evidence,
            script,
            episodes,
            covers,
        })
    }

    /// The story of the play, for people to review: what it shows, and the storyboard of each of
    /// its conversations.
    ///
    /// ```
    /// let story = message_corpus::cases()[0].story();
    /// assert!(story.contains("C joins"), "{story}");
    /// ```
    #[must_use]
    pub fn story(&self) -> String {
        let boards = self.episodes.iter().map(|episode| {
            let board = storyboard(Table::standard(), &episode.timeline, &episode.content);
            board.expect("the timeline was written with this table")
        });
        let boards: Vec<String> = boards.collect();
        format!("{}\n\n{}", self.shows, boards.join("\n"))
    }

    /// The files of this play in a folder: its script, each conversation and each leg, as the
    /// release would have sent them.
    pub(super) fn files(&self, folder: &str) -> Result<Vec<File>, EncodeError> {
        let folder = format!("{folder}/{}", self.name);
        let mut files = vec![self.script_file(&folder)];
        for episode in &self.episodes {
            let prefix = prefix(episode);
            let conversation = episode.conversation();
            let mut covers = Covers::of(episode, None);
            covers.add_properties(&conversation);
            let name = format!("{prefix}conversation.json");
            files.push(self.file(
                &folder,
                &name,
                Kind::Conversation,
                encode_pretty(&conversation)? + "\n",
                covers,
            ));
            files.extend(self.media(&folder, &prefix, episode)?);
            for (position, (label, message)) in episode.legs().enumerate() {
                let mut covers = Covers::of(episode, Some(position));
                covers.add_properties(&message);
                let name = format!("{label}.message.json");
                files.push(self.file(
                    &folder,
                    &name,
                    Kind::Message,
                    encode_pretty(&message)? + "\n",
                    covers,
                ));
            }
        }
        files.extend(
            self.sent(&folder, "detail-events.jsonl", Kind::DetailEvent, |kind| {
                kind == TopicKind::DetailEvent
            })?,
        );
        Ok(files)
    }

    fn script_file(&self, folder: &str) -> File {
        let text = self.script.to_json();
        let covers = self.covers.clone();
        File {
            story: digest(self.story().as_bytes()),
            ..self.file(folder, "script.json", Kind::Script, text, covers)
        }
    }

    /// The file of a conversation as the view of one medium has it; `None` if the release has no
    /// such view.
    fn media(
        &self,
        folder: &str,
        prefix: &str,
        episode: &Episode,
    ) -> Result<Option<File>, EncodeError> {
        let root = Root::MessageConversation.definition();
        if !root.is_in(self.script.revision) {
            return Ok(None);
        }
        let media = episode.media();
        let mut covers = Covers::of(episode, None).without(Aspect::SegmentTypes);
        covers.add_properties(&media);
        let (name, text) = (format!("{prefix}media.json"), encode_pretty(&media)? + "\n");
        Ok(Some(self.file(folder, &name, Kind::Media, text, covers)))
    }

    /// The file of the notifications of this play in a folder: all that the topics of users and
    /// queues get.
    pub(super) fn notifications(&self, folder: &str) -> Result<Option<File>, EncodeError> {
        self.notifications_where(folder, "notifications.jsonl", |kind| {
            kind != TopicKind::DetailEvent
        })
    }

    /// The same of the topics of queues alone: those of users get the same bodies.
    pub(super) fn queue_notifications(&self, folder: &str) -> Result<Option<File>, EncodeError> {
        self.notifications_where(folder, "queue-notifications.jsonl", |kind| {
            matches!(
                kind,
                TopicKind::QueueConversations | TopicKind::QueueMessages
            )
        })
    }

    fn notifications_where(
        &self,
        folder: &str,
        name: &str,
        is_wanted: impl Fn(TopicKind) -> bool,
    ) -> Result<Option<File>, EncodeError> {
        let folder = format!("{folder}/{}", self.name);
        self.sent(&folder, name, Kind::Notification, is_wanted)
    }

    /// The files of what is said in this play in a folder: its messages with their texts, and what
    /// Open Messaging makes of them.
    pub(super) fn bodies(&self, folder: &str) -> Result<Vec<File>, EncodeError> {
        let folder = format!("{folder}/{}", self.name);
        let (mut of_bodies, mut of_posts) = (Lines::default(), Lines::default());
        for episode in &self.episodes {
            // What is said shows no legs.
            let of_legs = [
                Aspect::Purposes,
                Aspect::States,
                Aspect::DisconnectTypes,
                Aspect::SegmentTypes,
                Aspect::Transitions,
            ];
            let covers = of_legs
                .into_iter()
                .fold(Covers::of(episode, None), Covers::without);
            of_bodies.covers.add(&covers);
            of_posts.covers.add(&covers);
            for body in episode.bodies() {
                of_bodies.add(DocumentContent::MessageData(&body), encode(&body)?);
            }
            for post in episode.open_posts() {
                for body in [Some(post.body), post.answer].into_iter().flatten() {
                    of_posts.add(DocumentContent::OpenMessage(&body), encode(&body)?);
                }
            }
        }
        let all = [
            ("bodies.jsonl", Kind::Body, of_bodies),
            ("open-messaging.jsonl", Kind::OpenMessage, of_posts),
        ];
        let all = all
            .into_iter()
            .filter(|(.., lines)| !lines.lines.is_empty());
        let all = all.map(|(name, kind, Lines { lines, covers })| File {
            records: lines.len() as u64,
            ..self.file(&folder, name, kind, lines.join("\n") + "\n", covers)
        });
        Ok(all.collect())
    }

    /// The same play as one that covers what its analytics details show, and nothing else.
    pub(super) fn with_details_covered(&self) -> Self {
        let mut covers = Covers::default();
        for episode in &self.episodes {
            covers.add_properties(&episode.analytics(AnalyticsForm::Job));
        }
        Self {
            covers,
            ..self.clone()
        }
    }

    /// The files of the analytics details of this play in a folder, one for each conversation.
    pub(super) fn analytics(&self, folder: &str) -> Result<Vec<File>, EncodeError> {
        let folder = format!("{folder}/{}", self.name);
        let of_episode = |episode: &Episode| {
            let details = episode.analytics(AnalyticsForm::Job);
            // Sessions have no states, and words of their own for the types of segments.
            let covers = Covers::of(episode, None).without(Aspect::States);
            let mut covers = covers.without(Aspect::SegmentTypes);
            covers.add_properties(&details);
            let name = format!("{}analytics.json", prefix(episode));
            let text = encode_pretty(&details)? + "\n";
            Ok(self.file(&folder, &name, Kind::Analytics, text, covers))
        };
        self.episodes.iter().map(of_episode).collect()
    }

    /// A file of what is sent because of the play, one frame a line; `None` if nothing is.
    fn sent(
        &self,
        folder: &str,
        name: &str,
        kind: Kind,
        is_wanted: impl Fn(TopicKind) -> bool,
    ) -> Result<Option<File>, EncodeError> {
        let is_wanted = |frame: &Frame| is_wanted(frame.topic.kind());
        let mut covers = Covers::default();
        for episode in &self.episodes {
            covers.add(&Covers::of(episode, None).without(Aspect::SegmentTypes));
        }
        let mut lines = Vec::new();
        for sent in merged_frames(&self.episodes, is_wanted) {
            add_body(&mut covers, &sent.body);
            lines.push(sent.to_json(Envelope::Notification)?);
        }
        let text = lines.join("\n") + "\n";
        Ok((!lines.is_empty()).then(|| File {
            records: lines.len() as u64,
            ..self.file(folder, name, kind, text, covers)
        }))
    }

    fn file(&self, folder: &str, name: &str, kind: Kind, text: String, covers: Covers) -> File {
        File {
            scenario: self.script.scenario.clone().unwrap_or_default(),
            script: format!("{folder}/script.json"),
            key: self.script.key,
            realistic: true,
            evidence: self.evidence,
            covers,
            ..File::new(format!("{folder}/{name}"), kind, self.script.revision, text)
        }
    }
}

/// Adds what the body of a frame shows.
fn add_body(covers: &mut Covers, body: &EventBody) {
    match body {
        EventBody::Conversation(body) => covers.add_properties(&**body),
        EventBody::Messages(body) => covers.add_properties(&**body),
        EventBody::DetailEvent(event) => {
            covers.add_properties_of(DocumentContent::DetailEvent(event));
        }
        _ => {}
    }
}

/// The lines of a file, with what they show.
#[derive(Default)]
struct Lines {
    lines: Vec<String>,
    covers: Covers,
}

impl Lines {
    fn add(&mut self, content: DocumentContent<'_>, line: String) {
        self.covers.add_properties_of(content);
        self.lines.push(line);
    }
}

/// What the names of the files of a conversation begin with, if it is not the only one of its play.
fn prefix(episode: &Episode) -> String {
    match episode.label.as_str() {
        "" => String::new(),
        label => format!("{label}."),
    }
}

/// How many steps a script has beside the statuses of messages.
fn steps_but_statuses(script: &Script) -> usize {
    let steps = script.steps.iter();
    steps.filter(|step| step.event != EventKind::Status).count()
}
