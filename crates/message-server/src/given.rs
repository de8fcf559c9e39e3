//! An organisation that somebody gives: the names and ids that their own tests know.

use std::collections::BTreeSet;

use message_generator::draw::{Draw, Label, Path};
use message_generator::{Agent, Key, Organisation, Queue, WrapUpCode};
use serde::Deserialize;
use uuid::Uuid;

use crate::config::Config;
use crate::error::Error;

const GIVEN_ID: Path = Path::new("server/given-id");

/// An organisation as JSON: what is absent is that of the platform's seed. Whoever or whatever has
/// no id gets one that depends on the seed and the name.
///
/// ```
/// use message_server::{Config, Core, GivenOrganisation};
///
/// let given = r#"{"agents": [{"name": "Ada"}, {"name": "Ben"}],
///     "queues": [{"label": "vip", "name": "VIP"}]}"#;
/// let config = GivenOrganisation::from_json(given)?.apply(Config::default())?;
/// let core = Core::new(config)?;
/// assert_eq!(core.agents()[0].name, "Ada");
/// assert!(core.queue("VIP").is_some());
/// # Ok::<(), message_server::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenOrganisation {
    /// The name of the business.
    pub name: Option<String>,
    /// The agents, in the order in which they are asked.
    pub agents: Vec<GivenPerson>,
    /// The queues, of which the first takes customers who name none.
    pub queues: Vec<GivenQueue>,
    /// The wrap-up codes.
    pub wrap_up_codes: Vec<GivenPerson>,
}

/// An agent or a wrap-up code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenPerson {
    /// The id, a UUID.
    #[serde(default)]
    pub id: Option<String>,
    /// The name.
    pub name: String,
}

/// A queue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenQueue {
    /// What scripts and the controls call it.
    pub label: String,
    /// The id, a UUID.
    #[serde(default)]
    pub id: Option<String>,
    /// The name that people see; one made of the label if absent.
    #[serde(default)]
    pub name: Option<String>,
}

impl GivenOrganisation {
    /// Reads an organisation.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, or has properties that are not known.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json).map_err(|error| Error::new(format!("organisation: {error}")))
    }

    /// The configuration with this organisation.
    ///
    /// # Errors
    ///
    /// If an id is no UUID, or two agents or two queues have one id or label.
    pub fn apply(self, config: Config) -> Result<Config, Error> {
        let seed = config.seed;
        let drawn = config.organisation.clone();
        let mut organisation = drawn.unwrap_or_else(|| Organisation::of_seed(seed));
        if let Some(name) = self.name {
            organisation = organisation.with_name(name);
        }
        let mut ids = BTreeSet::new();
        let mut agents = Vec::new();
        for GivenPerson { id, name } in self.agents {
            let id = id_of(seed, "agent", id, &name)?;
            if !ids.insert(id) {
                return Err(Error::new(format!("agents: two have the id {id}")));
            }
            agents.push(Agent { id, name });
        }
        let mut codes = Vec::new();
        for GivenPerson { id, name } in self.wrap_up_codes {
            let id = id_of(seed, "code", id, &name)?;
            codes.push(WrapUpCode { id, name });
        }
        let mut queues = Vec::new();
        for GivenQueue { label, id, name } in self.queues {
            if queues.contains(&label) {
                return Err(Error::new(format!("queues: two have the label {label:?}")));
            }
            let known = organisation.queue(&label);
            let id = match id {
                None => known.id,
                id => id_of(seed, "queue", id, &label)?,
            };
            let name = name.unwrap_or(known.name);
            organisation = organisation.with_queue(label.clone(), Queue { id, name });
            queues.push(label);
        }
        if !agents.is_empty() {
            organisation = organisation.with_agents(agents);
        }
        if !codes.is_empty() {
            organisation = organisation.with_wrap_up_codes(codes);
        }
        let queues = match queues.is_empty() {
            true => config.queues.clone(),
            false => queues,
        };
        Ok(Config {
            organisation: Some(organisation),
            queues,
            ..config
        })
    }
}

fn id_of(seed: u64, kind: &str, given: Option<String>, name: &str) -> Result<Uuid, Error> {
    let Some(given) = given else {
        let label = Label::new(&format!("{kind}/{name}"));
        return Ok(Draw::new(Key::new(seed, u64::MAX), GIVEN_ID, label, 0).uuid());
    };
    given
        .parse()
        .map_err(|_| Error::new(format!("id: found {given:?}, expected a UUID")))
}
