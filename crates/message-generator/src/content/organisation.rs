//! The business that all conversations of a run share, with its agents, queues, flows and wrap-up
//! codes.
//!
//! What the caller does not supply is determined by the seed alone, so that the queue `support` is
//! the same one in every conversation of a run. Its values are drawn under the conversation number
//! `u64::MAX`, which no conversation uses.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use super::names;
use super::people::People;
use crate::draw::{Draw, Key, Label, paths};

/// A business: its name, agents, queues, flows and wrap-up codes. The conversations of a run share
/// one.
///
/// That of a seed has 40 agents, and a queue and a flow for whatever label a script gives them. A
/// caller can supply any of this, and say who the agents of a script are.
///
/// ```
/// use message_generator::{Agent, Organisation, Run, Scenario};
/// use uuid::Uuid;
///
/// let ada = Agent { id: Uuid::from_u128(7), name: "Ada Lovelace".to_owned() };
/// let organisation = Organisation::of_seed(1).with_person("agent", ada.clone());
/// let run = Run::new(1)
///     .with_scenarios(vec![Scenario::builtin("inbound-answered-agent-ends").unwrap()])
///     .with_organisation(organisation);
/// let conversation = run.episodes(0)[0].conversation();
/// let participants = conversation.participants.unwrap_or_default();
/// let answered = participants.iter().find(|one| one.purpose.as_deref() == Some("agent"));
/// assert_eq!(answered.unwrap().name, Some(ada.name));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    key: Key,
    people: People,
    /// Shared, since every conversation of a run has the organisation.
    supplied: Option<Arc<Supplied>>,
}

/// What the caller has supplied; what is empty is drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Supplied {
    name: Option<String>,
    agents: Vec<Agent>,
    /// Who the persons are that scripts call by these labels.
    persons: BTreeMap<Label, Agent>,
    queues: BTreeMap<String, Queue>,
    flows: BTreeMap<String, Flow>,
    divisions: Vec<Uuid>,
    event_bus: Option<EventBus>,
    wrap_up_codes: Vec<WrapUpCode>,
}

/// A user of the organisation who answers conversations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Agent {
    /// The id of the user.
    pub id: Uuid,
    /// The full name.
    pub name: String,
}

/// A queue of the organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Queue {
    /// The id of the queue.
    pub id: Uuid,
    /// The name that people see.
    pub name: String,
}

/// A flow of the organisation, a bot's included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flow {
    /// The id of the flow.
    pub id: Uuid,
    /// The name that people see.
    pub name: String,
    /// The version that is published, such as `12.0`.
    pub version: String,
}

/// A wrap-up code that agents choose after a conversation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WrapUpCode {
    /// The id of the code.
    pub id: Uuid,
    /// The name that people see.
    pub name: String,
}

/// Where the events of an organisation come in on Amazon EventBridge.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventBus {
    /// The `account` of Amazon Web Services that receives them.
    pub account: String,
    /// The `region` of Amazon Web Services.
    pub region: String,
    /// The `source`, which names the organisation and the integration.
    pub source: String,
}

impl Organisation {
    /// The organisation that is drawn for a seed: that of the conversations of a run with this
    /// seed, unless they are given another.
    ///
    /// ```
    /// use message_generator::Organisation;
    ///
    /// let organisation = Organisation::of_seed(7);
    /// assert_eq!(organisation.agents().len(), 40);
    /// assert_eq!(organisation.queue("billing-queue").name, "Billing queue");
    /// assert_eq!(organisation.queue("support"), Organisation::of_seed(7).queue("support"));
    /// assert_ne!(organisation.queue("support"), Organisation::of_seed(8).queue("support"));
    /// ```
    #[must_use]
    pub const fn of_seed(seed: u64) -> Self {
        Self::of(Key::new(seed, 0))
    }

    /// The organisation of the run that the key is of.
    pub(super) const fn of(key: Key) -> Self {
        Self {
            key: Key {
                conversation: u64::MAX,
                ..key
            },
            people: People::OWN,
            supplied: None,
        }
    }

    /// The same organisation under another name.
    ///
    /// ```
    /// use message_generator::Organisation;
    ///
    /// assert_eq!(Organisation::of_seed(7).with_name("Example Ltd").name(), "Example Ltd");
    /// ```
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.supply().name = Some(name.into());
        self
    }

    /// The same organisation with these agents; those that are drawn if the list is empty.
    ///
    /// Which of them take part in a conversation is drawn: for the first agent of the script one of
    /// the list, for each further one the next on the list. They are all different as long as the
    /// list has as many.
    #[must_use]
    pub fn with_agents(mut self, agents: impl IntoIterator<Item = Agent>) -> Self {
        self.supply().agents = agents.into_iter().collect();
        self
    }

    /// The same organisation where the person of this label, in every script, is this agent, who
    /// need not be one of the list. The label of an agent's person is that of the leg unless the
    /// leg says otherwise.
    #[must_use]
    pub fn with_person(mut self, label: &str, agent: Agent) -> Self {
        self.supply().persons.insert(Label::new(label), agent);
        self
    }

    /// The same organisation where the queue of this label is this one.
    ///
    /// ```
    /// use message_generator::{Organisation, Queue};
    /// use uuid::Uuid;
    ///
    /// let vip = Queue { id: Uuid::from_u128(7), name: "VIP".to_owned() };
    /// let organisation = Organisation::of_seed(7).with_queue("support", vip.clone());
    /// assert_eq!(organisation.queue("support"), vip);
    /// assert_eq!(organisation.queue("billing"), Organisation::of_seed(7).queue("billing"));
    /// ```
    #[must_use]
    pub fn with_queue(mut self, label: impl Into<String>, queue: Queue) -> Self {
        self.supply().queues.insert(label.into(), queue);
        self
    }

    /// The same organisation where the flow of this label is this one.
    ///
    /// ```
    /// use message_generator::{Flow, Organisation};
    /// use uuid::Uuid;
    ///
    /// let id = Uuid::from_u128(7);
    /// let welcome = Flow { id, name: "Welcome".to_owned(), version: "3.0".to_owned() };
    /// let organisation = Organisation::of_seed(7).with_flow("welcome", welcome.clone());
    /// assert_eq!(organisation.flow("welcome"), welcome);
    /// ```
    #[must_use]
    pub fn with_flow(mut self, label: impl Into<String>, flow: Flow) -> Self {
        self.supply().flows.insert(label.into(), flow);
        self
    }

    /// The same organisation with these wrap-up codes; those that are drawn if the list is empty.
    #[must_use]
    pub fn with_wrap_up_codes(mut self, codes: impl IntoIterator<Item = WrapUpCode>) -> Self {
        self.supply().wrap_up_codes = codes.into_iter().collect();
        self
    }

    /// The same organisation with these divisions; those that are drawn if the list is empty.
    ///
    /// ```
    /// use message_generator::Organisation;
    /// use uuid::Uuid;
    ///
    /// let home = Uuid::from_u128(7);
    /// let organisation = Organisation::of_seed(7).with_divisions([home]);
    /// assert_eq!(organisation.divisions(), [home]);
    /// assert_eq!(organisation.division_of(Uuid::from_u128(8)), home);
    /// ```
    #[must_use]
    pub fn with_divisions(mut self, divisions: impl IntoIterator<Item = Uuid>) -> Self {
        self.supply().divisions = divisions.into_iter().collect();
        self
    }

    /// The same organisation whose events come in there.
    #[must_use]
    pub fn with_event_bus(mut self, event_bus: EventBus) -> Self {
        self.supply().event_bus = Some(event_bus);
        self
    }

    /// Takes the names of the drawn agents from other people.
    pub(super) fn set_people(&mut self, people: People) {
        self.people = people;
    }

    /// The name of the business.
    ///
    /// ```
    /// use message_generator::Organisation;
    ///
    /// assert!(!Organisation::of_seed(7).name().is_empty());
    /// assert_eq!(Organisation::of_seed(7).name(), Organisation::of_seed(7).name());
    /// ```
    #[must_use]
    pub fn name(&self) -> String {
        let supplied = self.supplied.as_ref().and_then(|own| own.name.clone());
        supplied.unwrap_or_else(|| names::business(self.key))
    }

    /// The agents, of whom there is at least one.
    ///
    /// ```
    /// use message_generator::Organisation;
    ///
    /// let drawn = Organisation::of_seed(7);
    /// let few = drawn.clone().with_agents(drawn.agents().into_iter().take(3));
    /// assert_eq!(few.agents(), drawn.agents()[..3]);
    /// ```
    #[must_use]
    pub fn agents(&self) -> Vec<Agent> {
        let agent = |place| Agent {
            id: self.staff_id(place),
            name: self.staff_name(place),
        };
        (0..self.staff_count()).map(agent).collect()
    }

    /// The queue of this label.
    ///
    /// ```
    /// use message_generator::Organisation;
    ///
    /// let organisation = Organisation::of_seed(7);
    /// assert_ne!(organisation.queue("support").id, organisation.queue("billing").id);
    /// ```
    #[must_use]
    pub fn queue(&self, label: &str) -> Queue {
        let supplied = self.supplied.as_ref().and_then(|own| own.queues.get(label));
        supplied.cloned().unwrap_or_else(|| Queue {
            id: Draw::new(self.key, paths::QUEUE_ID, Label::new(label), 0).uuid(),
            name: title(label),
        })
    }

    /// The flow of this label.
    #[must_use]
    pub fn flow(&self, label: &str) -> Flow {
        let supplied = self.supplied.as_ref().and_then(|own| own.flows.get(label));
        supplied.cloned().unwrap_or_else(|| self.drawn_flow(label))
    }

    /// The divisions, of which there is at least one. An organisation starts with one, which most
    /// things stay in (documented).
    #[must_use]
    pub fn divisions(&self) -> Vec<Uuid> {
        match self.supplied_divisions() {
            Some(divisions) => divisions.to_owned(),
            None => (0..DIVISIONS)
                .map(|place| self.drawn_division(place))
                .collect(),
        }
    }

    /// The division of the queue, user, flow or external contact of this id: of the organisation's
    /// divisions the first for most.
    ///
    /// ```
    /// use message_generator::Organisation;
    /// use uuid::Uuid;
    ///
    /// let organisation = Organisation::of_seed(7);
    /// let division = organisation.division_of(organisation.queue("support").id);
    /// assert!(organisation.divisions().contains(&division));
    /// let one = organisation.with_divisions([Uuid::from_u128(1)]);
    /// assert_eq!(one.division_of(one.queue("support").id), Uuid::from_u128(1));
    /// ```
    #[must_use]
    pub fn division_of(&self, id: Uuid) -> Uuid {
        let label = Label::of(id.as_bytes());
        let draw = |occurrence| Draw::new(self.key, paths::DIVISION_ID, label, occurrence);
        let is_first = draw(0).percent(FIRST_DIVISION_PERCENT);
        match self.supplied_divisions() {
            Some(divisions) if is_first => divisions[0],
            Some(divisions) => *draw(1).pick(divisions),
            None if is_first => self.drawn_division(0),
            None => self.drawn_division(draw(1).below(DIVISIONS)),
        }
    }

    /// Where its events come in on Amazon EventBridge. The account is the one that the vendor of
    /// EventBridge uses in examples.
    ///
    /// ```
    /// use message_generator::Organisation;
    ///
    /// let event_bus = Organisation::of_seed(7).event_bus();
    /// assert!(event_bus.source.starts_with("aws.partner/genesys.com/cloud/"));
    /// assert_eq!(event_bus.region, "us-east-1");
    /// ```
    #[must_use]
    pub fn event_bus(&self) -> EventBus {
        let supplied = self.supplied.as_ref().and_then(|own| own.event_bus.clone());
        supplied.unwrap_or_else(|| {
            let id = Draw::new(self.key, paths::BUSINESS_EVENT_BUS, Label::NONE, 0).uuid();
            EventBus {
                account: "123456789012".to_owned(),
                region: "us-east-1".to_owned(),
                source: format!("aws.partner/genesys.com/cloud/{id}/events"),
            }
        })
    }

    /// The wrap-up codes, of which there is at least one.
    ///
    /// ```
    /// use message_generator::Organisation;
    ///
    /// let codes = Organisation::of_seed(7).wrap_up_codes();
    /// assert!(codes.iter().any(|code| code.name == "Question answered"));
    /// ```
    #[must_use]
    pub fn wrap_up_codes(&self) -> Vec<WrapUpCode> {
        let code = |place| WrapUpCode {
            id: self.code_id(place),
            name: self.code_name(place),
        };
        (0..self.code_count()).map(code).collect()
    }

    /// The key under which everything is drawn that is not supplied.
    pub(super) const fn key(&self) -> Key {
        self.key
    }

    /// The agent who is the person of this label in every conversation, if the caller says so.
    pub(super) fn person(&self, label: Label) -> Option<&Agent> {
        self.supplied.as_ref()?.persons.get(&label)
    }

    /// The number of agents.
    pub(super) fn staff_count(&self) -> usize {
        self.supplied_agents().map_or(STAFF, <[Agent]>::len)
    }

    /// The id of the agent at this place among [`agents`](Self::agents).
    pub(super) fn staff_id(&self, place: usize) -> Uuid {
        match self.supplied_agents() {
            Some(agents) => agents[place].id,
            None => Draw::new(self.key, paths::PERSON_USER_ID, Label::NONE, place as u64).uuid(),
        }
    }

    /// The name of that agent.
    pub(super) fn staff_name(&self, place: usize) -> String {
        match self.supplied_agents() {
            Some(agents) => agents[place].name.clone(),
            None => {
                let label = Label::new(&format!("staff-{place}"));
                self.people.person(self.key, label)
            }
        }
    }

    /// The number of wrap-up codes.
    pub(super) fn code_count(&self) -> usize {
        let supplied = self.supplied_codes();
        supplied.map_or(WRAP_UP_CODES.len(), <[WrapUpCode]>::len)
    }

    /// The id of the code at this place among [`wrap_up_codes`](Self::wrap_up_codes).
    pub(super) fn code_id(&self, place: usize) -> Uuid {
        match self.supplied_codes() {
            Some(codes) => codes[place].id,
            None => {
                let label = Label::new(WRAP_UP_CODES[place]);
                Draw::new(self.key, paths::WRAPUP_CODE, label, 0).uuid()
            }
        }
    }

    /// The name of that code.
    pub(super) fn code_name(&self, place: usize) -> String {
        match self.supplied_codes() {
            Some(codes) => codes[place].name.clone(),
            None => WRAP_UP_CODES[place].to_owned(),
        }
    }

    fn supply(&mut self) -> &mut Supplied {
        Arc::make_mut(self.supplied.get_or_insert_default())
    }

    fn supplied_agents(&self) -> Option<&[Agent]> {
        let agents = self.supplied.as_ref().map(|own| own.agents.as_slice());
        agents.filter(|agents| !agents.is_empty())
    }

    fn supplied_codes(&self) -> Option<&[WrapUpCode]> {
        let codes = self
            .supplied
            .as_ref()
            .map(|own| own.wrap_up_codes.as_slice());
        codes.filter(|codes| !codes.is_empty())
    }

    fn supplied_divisions(&self) -> Option<&[Uuid]> {
        let divisions = self.supplied.as_ref().map(|own| own.divisions.as_slice());
        divisions.filter(|divisions| !divisions.is_empty())
    }

    fn drawn_division(&self, place: u64) -> Uuid {
        Draw::new(self.key, paths::DIVISION_ID, Label::NONE, place).uuid()
    }

    fn drawn_flow(&self, label: &str) -> Flow {
        let draw = |path| Draw::new(self.key, path, Label::new(label), 0);
        let version = draw(paths::FLOW_VERSION).between(1, FLOW_VERSION_MAX);
        Flow {
            id: draw(paths::FLOW_ID).uuid(),
            name: title(label),
            version: format!("{version}.0"),
        }
    }
}

/// A label as people would write it as a title: `billing-queue` becomes `Billing queue`.
fn title(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first
        .into_iter()
        .chain(letters)
        .map(|letter| if letter == '-' { ' ' } else { letter })
        .collect()
}

/// The number of divisions that are drawn.
const DIVISIONS: u64 = 3;
/// The share of things that are in the first division, in per cent; our choice.
const FIRST_DIVISION_PERCENT: u8 = 80;
/// The highest version of a flow that is drawn; one with 169 was seen.
const FLOW_VERSION_MAX: u64 = 200;
/// The number of agents that are drawn.
const STAFF: usize = 40;

/// The names of the wrap-up codes that are drawn.
const WRAP_UP_CODES: &[&str] = &[
    "Address change",
    "Complaint",
    "Delivery",
    "Invoice",
    "Order",
    "Question answered",
    "Repair",
    "Upgrade",
];
