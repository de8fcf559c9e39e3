//! The implementation of the life cycle's `Content` by keyed draws.

use std::borrow::Cow;

use message_lifecycle::{
    AddressContent, Change, Content, ConversationContent, FlowContent, Leg, LegContent, LegIndex,
    MessageContent, MessageIndex, ParticipantContent, Role, Sent, Status, Text, WorkEnd,
    WrapUpContent,
};
use message_model::{
    ConversationQueueMediaSettings, EngagementSource, ErrorBody, Id, JourneyContext,
    JourneyCustomer, JourneyCustomerSession, SocialVisibility, TopicKind, WrapupPrompt,
};
use uuid::{Builder, Uuid};

use super::organisation::{Agent, Organisation};
use super::people::People;
use super::texts::Speech;
use super::values::{Drawn, DrawnText, Listed, TextKind, Values};
use super::{address, errors, media, sms, texts};
use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, Path, paths};
use crate::form::Form;
use crate::limits::LENGTH_MAX;
use crate::script::{LegPlan, Step};

/// The ids, names, addresses and texts of one conversation, drawn from its key and the labels of
/// its legs and messages.
///
/// [`play`](crate::play()) makes it together with the timeline; it is valid for the indices of that
/// timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyedContent<V = Drawn> {
    values: V,
    key: Key,
    organisation: Organisation,
    channel: Channel,
    people: People,
    conversation: Label,
    legs: Vec<LegKey>,
    messages: Vec<MessageKey>,
}

/// What a script says about a leg that its content depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LegKey {
    label: Label,
    role: Role,
    person: Label,
    /// The label of the queue or flow that the leg is, or of the queue through which an agent
    /// joined.
    source: Option<String>,
    /// The position of its person among the agents of the script.
    place: u64,
    error: Option<String>,
}

/// What a script says about a message that its content depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct MessageKey {
    label: Label,
    speech: Speech,
    text: Option<String>,
    length: Option<u32>,
    media: Vec<String>,
    form: Option<Form>,
    error: Option<String>,
}

impl MessageKey {
    fn of(step: &Step, role: Role) -> Self {
        Self {
            label: Label::new(&step.label),
            speech: match step.form {
                Some(Form::QuickReply | Form::Button) => Speech::Choice,
                _ => Speech::of(role, &step.label),
            },
            text: step.text.clone(),
            length: step
                .length
                .map(|length| u32::try_from(length.clamp(0, LENGTH_MAX)).expect("within 32 bits")),
            media: step.media.clone(),
            form: step.form,
            error: None,
        }
    }
}

impl KeyedContent {
    pub(crate) fn new(key: Key, channel: Channel, conversation: &str) -> Self {
        Self {
            values: Drawn,
            key,
            organisation: Organisation::of(key),
            channel,
            people: People::default(),
            conversation: Label::new(conversation),
            legs: Vec::new(),
            messages: Vec::new(),
        }
    }

    /// Takes names and texts from other people.
    pub(crate) fn set_people(&mut self, people: People) {
        self.people = people;
        self.organisation.set_people(people);
    }

    /// The organisation that the conversation is of.
    #[must_use]
    pub const fn organisation(&self) -> &Organisation {
        &self.organisation
    }

    /// Puts the conversation into another organisation. The customer and what is said stay the
    /// same.
    pub fn set_organisation(&mut self, organisation: Organisation) {
        self.organisation = organisation;
    }

    /// Adds a leg. `place` is the position of its person among the agents of the script.
    pub(crate) fn push_leg(&mut self, label: &str, plan: &LegPlan, place: u64) {
        let role = plan.role;
        let person = plan.person.as_deref().unwrap_or(label);
        let queue = plan.queue.as_deref();
        let source = match role {
            Role::Acd => Some(queue.unwrap_or(label)),
            Role::Workflow | Role::Bot => Some(plan.flow.as_deref().unwrap_or(label)),
            Role::Agent => queue,
            Role::Customer | Role::External | Role::Api => None,
        };
        self.legs.push(LegKey {
            label: Label::new(label),
            role,
            person: Label::new(person),
            source: source.map(str::to_owned),
            place,
            error: None,
        });
    }

    pub(crate) fn push_message(&mut self, step: &Step, role: Role) {
        self.messages.push(MessageKey::of(step, role));
    }

    pub(crate) fn set_leg_error(&mut self, leg: LegIndex, code: Option<&str>) {
        self.legs[leg.position()].error = code.map(str::to_owned);
    }

    pub(crate) fn set_message_error(&mut self, message: MessageIndex, code: Option<&str>) {
        self.messages[message.position()].error = code.map(str::to_owned);
    }

    /// The same content with its values from elsewhere.
    pub(crate) fn with_values<V>(self, values: V) -> KeyedContent<V> {
        KeyedContent {
            values,
            key: self.key,
            organisation: self.organisation,
            channel: self.channel,
            people: self.people,
            conversation: self.conversation,
            legs: self.legs,
            messages: self.messages,
        }
    }
}

impl<V> KeyedContent<V> {
    /// Lets a message be what this step sends.
    pub(crate) fn set_message(&mut self, message: MessageIndex, step: &Step, role: Role) {
        let message = &mut self.messages[message.position()];
        *message = MessageKey {
            error: message.error.take(),
            ..MessageKey::of(step, role)
        };
    }

    /// Where its values come from.
    pub(crate) const fn values(&self) -> &V {
        &self.values
    }
}

impl<V: Values> KeyedContent<V> {
    fn draw(&self, path: Path, label: Label) -> Draw {
        Draw::new(self.key, path, label, 0)
    }

    /// Draws whether an optional property is present, which it is in `percent` of a hundred cases;
    /// its value is drawn apart.
    fn has(&self, path: Path, label: Label, percent: u8) -> bool {
        let draw = Draw::new(self.key, path, label, 1);
        self.values.percent(draw, percent)
    }

    fn id(&self, path: Path, label: Label) -> Uuid {
        self.values.id(self.draw(path, label))
    }

    fn text(&self, label: Label, kind: TextKind) -> String {
        self.values.text(&DrawnText::new(self.key, label, kind))
    }

    fn person(&self, label: Label) -> String {
        self.text(label, TextKind::Person(self.people))
    }

    /// The id of the event by which an event bus tells of a change on topics of this kind; the user
    /// or queue tells the events of one kind apart.
    pub(crate) fn event_id(&self, change: &Change, topic: TopicKind, whose: Uuid) -> Uuid {
        let draw = self.of_change(paths::FRAME_EVENT_ID, change, topic.as_str());
        let mixed = Label::of(whose.as_bytes()).hash();
        let word = |index: u64| draw.word(mixed.wrapping_add(index));
        Builder::from_random_bytes(Uuid::from_u64_pair(word(0), word(1)).into_bytes()).into_uuid()
    }

    /// Draws for a change: by the message that it is of, or by its leg, kind and how many of that
    /// kind there were before, so that it stays when other steps are taken out.
    fn of_change(&self, path: Path, change: &Change, of: &str) -> Draw {
        let label = match change.message {
            Some(message) => self.messages[message.position()].label,
            None => self.legs[change.leg.position()].label,
        };
        let kind = Label::new(change.status.map_or(change.kind.as_str(), Status::as_str)).hash();
        // A message is sent once and has each status at most once, so there is nothing to count.
        let nth = match change.message {
            Some(_) => 0,
            None => change.occurrence,
        };
        let occurrence = kind
            .wrapping_add(Label::new(of).hash())
            .wrapping_add(u64::from(nth));
        Draw::new(self.key, path, label, occurrence)
    }

    fn contact(&self) -> Label {
        let contact = self.legs.iter().find(|leg| leg.role.is_contact());
        contact.map_or(Label::new("customer"), |leg| leg.person)
    }

    /// The agent of a leg. Those of a conversation are neighbours on the organisation's list, so
    /// that no two are the same.
    fn agent(&self, leg: &LegKey) -> Agent {
        if let Some(agent) = self.organisation.person(leg.person) {
            return agent.clone();
        }
        let draw = self.draw(paths::PERSON_USER_ID, Label::NONE);
        let count = self.organisation.staff_count();
        let list = Listed::of(draw, count).and_further(leg.place);
        Agent {
            id: self
                .values
                .id_of(list, |place| self.organisation.staff_id(place)),
            name: self
                .values
                .text_of(list, |place| self.organisation.staff_name(place)),
        }
    }

    fn contact_address(&self) -> AddressContent<'static> {
        let contact = self.contact();
        let name = has_profile_names(self.channel).then(|| self.person(contact));
        let address = self.text(contact, TextKind::Address(self.channel));
        address_content(address, name)
    }

    fn business_address(&self) -> AddressContent<'static> {
        let name = has_profile_names(self.channel).then(|| self.organisation.name());
        address_content(
            address::business(self.organisation.key(), self.channel),
            name,
        )
    }

    /// The text of a message, and the number of parts that it has as an SMS.
    fn message_text(&self, message: &MessageKey) -> (String, i64) {
        if let Some(text) = &message.text {
            return (text.clone(), sms::part_count(text));
        }
        let kind = TextKind::Message {
            people: self.people,
            speech: message.speech,
            length: message.length,
        };
        let text = DrawnText::new(self.key, message.label, kind);
        let said = self.values.text(&text);
        let parts = self.values.sms_parts(&text, &said);
        (said, parts)
    }

    fn conversation_id(&self) -> Uuid {
        self.id(paths::CONVERSATION_ID, self.conversation)
    }

    /// The page and visit from which a web messaging guest came; about one guest in three has one.
    fn journey(&self) -> Option<JourneyContext> {
        if self.channel != Channel::Webmessaging
            || !self.has(paths::LEG_JOURNEY, self.contact(), 35)
        {
            return None;
        }
        let visitor = self.id(paths::LEG_JOURNEY, self.contact());
        let mut customer = JourneyCustomer::default();
        customer.id = Some(Id::from(visitor));
        customer.id_type = Some("cookie".to_owned());
        let mut session = JourneyCustomerSession::default();
        let visit = self.id(paths::LEG_JOURNEY_SESSION, self.contact());
        session.id = Some(Id::from(visit));
        session.r#type = Some("web".to_owned());
        let mut journey = JourneyContext::default();
        journey.customer = Some(Box::new(customer));
        journey.customer_session = Some(Box::new(session));
        Some(journey)
    }
}

impl<V: Values> Content for KeyedContent<V> {
    fn conversation(&self) -> ConversationContent<'_> {
        ConversationContent {
            id: self.conversation_id(),
            address: self.business_address().normalized,
            external_tag: None,
        }
    }

    fn participant(&self, index: LegIndex, _: &Leg) -> ParticipantContent<'_> {
        let leg = &self.legs[index.position()];
        let mut content = ParticipantContent {
            id: self.id(paths::PARTICIPANT_ID, leg.label),
            ..Default::default()
        };
        let source = leg.source.as_deref();
        let queue = source
            .filter(|_| matches!(leg.role, Role::Acd | Role::Agent))
            .map(|label| self.organisation.queue(label));
        match leg.role {
            Role::Customer | Role::External => {
                content.name = Some(Text::from(self.person(leg.person)));
                content.address = self.contact_address().normalized;
                let contact = self.id(paths::PERSON_CONTACT_ID, leg.person);
                content.external_contact_id = Some(contact);
                content.division_id = Some(self.organisation.division_of(contact));
            }
            Role::Workflow | Role::Bot => {
                if let Some(flow) = source.map(|label| self.organisation.flow(label)) {
                    content.name = Some(Text::from(flow.name));
                    content.division_id = Some(self.organisation.division_of(flow.id));
                    content.flow = Some(FlowContent {
                        id: flow.id,
                        version: Some(Text::from(flow.version)),
                        // Every text of ours is English.
                        language: Some(Text::from("en-us")),
                    });
                }
            }
            Role::Acd => {
                if let Some(queue) = &queue {
                    content.name = Some(Text::from(queue.name.clone()));
                    content.division_id = Some(self.organisation.division_of(queue.id));
                }
            }
            Role::Api => content.name = Some(Text::from(self.organisation.name())),
            Role::Agent => {
                let agent = self.agent(leg);
                content.name = Some(Text::from(agent.name));
                content.user_id = Some(agent.id);
                content.division_id = Some(self.organisation.division_of(agent.id));
                content.wrapup_prompt = Some(WrapupPrompt::Timeout);
                content.wrapup_timeout_ms = Some(120_000);
            }
        }
        if let Some(queue) = queue {
            content.queue_id = Some(queue.id);
            // Observed: a queue's own participant has the name as its own alone.
            content.queue_name = (leg.role == Role::Agent).then(|| Text::from(queue.name));
        }
        content
    }

    fn frame_delay_ms(&self, change: &Change, topic: TopicKind) -> u32 {
        let (low, high) = match topic {
            TopicKind::DetailEvent => DETAIL_DELAY_MS,
            TopicKind::UserConversations
            | TopicKind::UserMessages
            | TopicKind::QueueConversations
            | TopicKind::QueueMessages => NOTIFICATION_DELAY_MS,
        };
        let delay = self.of_change(paths::FRAME_DELAY, change, topic.as_str());
        u32::try_from(delay.between(low, high)).expect("within 32 bits")
    }

    fn correlation_id(&self, change: &Change) -> Option<Uuid> {
        let draw = self.of_change(paths::FRAME_CORRELATION, change, "");
        Some(self.values.id(draw))
    }

    fn leg_id(&self, index: LegIndex) -> Uuid {
        self.id(paths::LEG_ID, self.legs[index.position()].label)
    }

    fn leg(&self, index: LegIndex, state: &Leg) -> LegContent<'_> {
        let leg = &self.legs[index.position()];
        let role = leg.role;
        let is_agent = role == Role::Agent;
        let is_sms = self.channel == Channel::Sms;
        let (from, to) = if role.is_contact() {
            (self.contact_address(), self.business_address())
        } else {
            (self.business_address(), self.contact_address())
        };
        let id = |path| self.id(path, leg.label);
        LegContent {
            provider: Some(Text::from(match role {
                Role::Bot => BOT_PROVIDER,
                _ => PROVIDER,
            })),
            to: Some(to),
            from: Some(from),
            recording_id: (is_agent || role.is_contact()).then(|| id(paths::LEG_RECORDING_ID)),
            script_id: is_agent.then(|| id(paths::LEG_SCRIPT_ID)),
            authenticated: (self.channel == Channel::Webmessaging && role.is_contact())
                .then(|| self.has(paths::LEG_AUTHENTICATED, leg.label, 30)),
            // Observed on an agent's leg alone.
            recipient_country: (is_sms && is_agent).then(|| Text::from("US")),
            recipient_type: (is_sms && is_agent).then(|| Text::from("mobile")),
            journey_context: role
                .is_contact()
                .then(|| self.journey())
                .flatten()
                .map(Cow::Owned),
            agent_assistant_id: (is_agent && self.has(paths::LEG_ASSISTANT_ID, leg.label, 25))
                .then(|| id(paths::LEG_ASSISTANT_ID)),
            // A business has one such integration for all its conversations, so its id is drawn for
            // the organization.
            byo_sms_integration_id: (is_sms
                && self.has(paths::BUSINESS_SMS_INTEGRATION, Label::NONE, 25))
            .then(|| {
                Draw::new(
                    self.organisation.key(),
                    paths::BUSINESS_SMS_INTEGRATION,
                    Label::NONE,
                    0,
                )
                .uuid()
            }),
            queue_media_settings: (is_agent && leg.source.is_some())
                .then(|| Cow::Owned(queue_settings(state))),
            engagement_source: Some(engagement_source(self.channel)),
        }
    }

    fn message(&self, index: MessageIndex, _: &Sent) -> MessageContent<'_> {
        let message = &self.messages[index.position()];
        let id = self.id(paths::MESSAGE_ID, message.label);
        let has_text = message.form.is_none_or(Form::has_text);
        let (text, parts) = has_text.then(|| self.message_text(message)).unzip();
        let segments = parts.filter(|_| self.channel == Channel::Sms);
        let conversation = self.conversation_id();
        MessageContent {
            id,
            text: text.map(Text::from),
            // Inferred: the form observed for chats, with the path by which messages are fetched.
            uri: Some(Text::from(format!(
                "/api/v2/conversations/messages/{conversation}/messages/{id}"
            ))),
            segment_count: segments,
            media: (!message.media.is_empty()).then(|| {
                Cow::Owned(media::files(
                    &self.values,
                    self.key,
                    message.label,
                    &message.media,
                ))
            }),
            stickers: (message.form == Some(Form::Sticker))
                .then(|| Cow::Owned(vec![media::sticker(&self.values, self.key, message.label)])),
            metadata: Some(Cow::Owned(media::metadata(message.form, &message.media))),
            social_visibility: is_social(self.channel).then_some(SocialVisibility::Private),
        }
    }

    fn provider_message_id(&self, index: MessageIndex, _: &Sent) -> Option<Text<'_>> {
        let label = self.messages[index.position()].label;
        let id = self.id(paths::MESSAGE_PROVIDER_ID, label);
        // Observed on an open channel: 32 hexadecimal digits.
        Some(Text::from(id.simple().to_string()))
    }

    fn typing_id(&self, index: MessageIndex, _: &Sent) -> Option<Uuid> {
        let label = self.messages[index.position()].label;
        Some(self.id(paths::MESSAGE_TYPING_ID, label))
    }

    fn message_error(&self, index: MessageIndex, _: &Sent) -> Option<Cow<'_, ErrorBody>> {
        let message = &self.messages[index.position()];
        Some(Cow::Owned(errors::of_message(
            &self.values,
            self.key,
            message.label,
            self.channel,
            message.error.as_deref(),
        )))
    }

    fn leg_error(&self, index: LegIndex, _: &Leg) -> Option<Cow<'_, ErrorBody>> {
        let leg = &self.legs[index.position()];
        Some(Cow::Owned(errors::of_leg(
            &self.values,
            self.key,
            leg.label,
            self.channel,
            leg.error.as_deref(),
        )))
    }

    fn late_end_error(&self, index: LegIndex, _: &Leg) -> Option<Cow<'_, ErrorBody>> {
        let leg = &self.legs[index.position()];
        let is_late =
            leg.role == Role::Agent && self.has(paths::LEG_LATE_END, leg.label, LATE_ENDS_PERCENT);
        is_late.then(|| Cow::Owned(errors::of_late_end(self.leg_id(index))))
    }

    fn wrap_up(&self, index: LegIndex, _: &Leg, how: WorkEnd) -> Option<WrapUpContent<'_>> {
        let leg = &self.legs[index.position()];
        match how {
            WorkEnd::Completed => {
                let organisation = &self.organisation;
                let draw = self.draw(paths::WRAPUP_CODE, leg.label);
                let list = Listed::of(draw, organisation.code_count());
                let code = self.values.id_of(list, |place| organisation.code_id(place));
                let name = self
                    .values
                    .text_of(list, |place| organisation.code_name(place));
                let note = self.draw(paths::WRAPUP_NOTE, leg.label);
                let notes = self
                    .values
                    .text_of(Listed::of(note, texts::NOTES.len()), |place| {
                        texts::NOTES[place].to_owned()
                    });
                Some(WrapUpContent {
                    code: Text::from(code.to_string()),
                    name: Some(Text::from(name)),
                    notes: Some(Text::from(notes)),
                })
            }
            WorkEnd::Skipped => None,
            // The code known from public report tools; that an administrator's disconnect results
            // in it too is inferred.
            WorkEnd::TimedOut | WorkEnd::BySystem => Some(WrapUpContent {
                code: Text::from(TIMED_OUT),
                name: Some(Text::from(TIMED_OUT)),
                notes: None,
            }),
        }
    }
}

/// The least and the most time between a change and its notifications, in milliseconds (inferred).
const NOTIFICATION_DELAY_MS: (u64, u64) = (40, 120);
/// The least and the most time between a change and its detail event, in milliseconds (inferred;
/// observed: 64).
const DETAIL_DELAY_MS: (u64, u64) = (50, 150);
/// The `provider` of a bot's leg (observed in an analytics session).
const BOT_PROVIDER: &str = "PureCloud BotFlow";
/// The `provider` of every other message leg (documented and observed).
const PROVIDER: &str = "PureCloud Messaging";
/// How many of a hundred agents' legs that their peer ended were told so too late (our choice; two
/// were seen).
const LATE_ENDS_PERCENT: u8 = 3;
/// The wrap-up code of after-call work whose time ran out (observed in public report tools).
const TIMED_OUT: &str = "ININ-WRAP-UP-TIMEOUT";

/// The queue's settings for messages, which match how it made this offer (inferred: no real leg
/// with them was seen).
fn queue_settings(leg: &Leg) -> ConversationQueueMediaSettings {
    let tone = |text: &str| Some(text.parse().expect("a literal number"));
    let mut settings = ConversationQueueMediaSettings::default();
    settings.alerting_timeout_seconds = Some(i64::from(leg.alerting_timeout_ms() / 1_000));
    settings.auto_answer_alert_tone_seconds = tone("0.5");
    settings.manual_answer_alert_tone_seconds = tone("1.5");
    settings.enable_auto_answer = Some(leg.state().alerted().is_none());
    settings
}

fn address_content(address: String, name: Option<String>) -> AddressContent<'static> {
    AddressContent {
        name: name.clone().map(Text::from),
        name_raw: name.map(Text::from),
        normalized: Some(Text::from(address.clone())),
        raw: Some(Text::from(address.clone())),
        displayable: Some(Text::from(address)),
    }
}

/// Whether the channel tells the display name of its users (inferred).
fn has_profile_names(channel: Channel) -> bool {
    match channel {
        Channel::Facebook
        | Channel::Instagram
        | Channel::Kakao
        | Channel::Line
        | Channel::Open
        | Channel::Telegram
        | Channel::Twitter
        | Channel::Whatsapp => true,
        Channel::Apple | Channel::Sms | Channel::Webmessaging => false,
    }
}

/// Whether messages on the channel have a `socialVisibility`; ours are direct messages, so it is
/// private (inferred).
fn is_social(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::Facebook | Channel::Instagram | Channel::Twitter
    )
}

fn engagement_source(channel: Channel) -> EngagementSource {
    match channel {
        Channel::Apple => EngagementSource::AppleMessagesForBusiness,
        Channel::Facebook => EngagementSource::FacebookMessenger,
        Channel::Instagram => EngagementSource::Instagram,
        Channel::Kakao => EngagementSource::KakaoTalk,
        Channel::Line => EngagementSource::Line,
        Channel::Open => EngagementSource::OpenMessaging,
        Channel::Sms => EngagementSource::Sms,
        Channel::Telegram => EngagementSource::Telegram,
        Channel::Twitter => EngagementSource::X,
        Channel::Webmessaging => EngagementSource::WebChat,
        Channel::Whatsapp => EngagementSource::WhatsApp,
    }
}
