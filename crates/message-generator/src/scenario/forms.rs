//! How often messages have a form other than a plain text: by channel, and by who writes.

use std::collections::BTreeMap;

use message_lifecycle::Role;
use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::draw::Draw;
use crate::error::Error;
use crate::form::Form;

message_model::closed_list! {
    /// Who writes a message, as shares of forms tell them apart.
    ///
    /// ```
    /// use message_generator::{Role, Writer};
    ///
    /// assert_eq!(Writer::of(Role::External), Some(Writer::Customer));
    /// assert_eq!(Writer::of(Role::Acd), None);
    /// ```
    pub enum Writer {
        /// A customer or an external contact.
        Customer = "customer",
        /// An agent.
        Agent = "agent",
        /// A bot or a flow.
        Bot = "bot",
    }
}

impl Writer {
    /// Who somebody in this role is; `None` for a queue or a program.
    #[must_use]
    pub const fn of(role: Role) -> Option<Self> {
        match role {
            Role::Customer | Role::External => Some(Self::Customer),
            Role::Agent => Some(Self::Agent),
            Role::Bot | Role::Workflow => Some(Self::Bot),
            Role::Acd | Role::Api => None,
        }
    }

    const fn role(self) -> Role {
        match self {
            Self::Customer => Role::Customer,
            Self::Agent => Role::Agent,
            Self::Bot => Role::Bot,
        }
    }
}

/// The shares of forms among the messages of a channel, in per cent, by who writes them. What is
/// left of a hundred are texts.
///
/// A share is of a [`Form`], or of the media type of a file that is sent without a text.
///
/// ```
/// use message_generator::Profile;
///
/// let profile = Profile::builtin("smooth-day").unwrap();
/// let text = serde_json::to_string(&profile.pace.forms).expect("a map of shares");
/// assert!(text.contains("image/jpeg"), "customers send photos");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Shares")]
pub struct Forms(Shares);

type Shares = BTreeMap<Channel, BTreeMap<Writer, BTreeMap<String, u8>>>;

/// What a message consists of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Drawn {
    pub(crate) form: Form,
    pub(crate) media: Vec<String>,
}

impl Forms {
    /// What a draw makes of a message that somebody in this role writes; `None` for a text.
    pub(crate) fn at(&self, draw: Draw, channel: Channel, role: Role) -> Option<Drawn> {
        let shares = self.of(channel, role)?;
        let target = draw.below(100);
        let mut sum = 0;
        let (name, _) = shares.iter().find(|(_, share)| {
            sum += u64::from(**share);
            target < sum
        })?;
        Some(drawn(name).expect("checked when it was read"))
    }
}

impl Forms {
    /// The forms of the messages that somebody in this role writes, each with its share in per
    /// cent.
    pub(crate) fn shares(
        &self,
        channel: Channel,
        role: Role,
    ) -> impl Iterator<Item = (Drawn, u64)> {
        let shares = self.of(channel, role).into_iter().flatten();
        shares.map(|(name, share)| {
            let drawn = drawn(name).expect("checked when it was read");
            (drawn, u64::from(*share))
        })
    }

    fn of(&self, channel: Channel, role: Role) -> Option<&BTreeMap<String, u8>> {
        self.0.get(&channel)?.get(&Writer::of(role)?)
    }
}

impl TryFrom<Shares> for Forms {
    type Error = Error;

    fn try_from(channels: Shares) -> Result<Self, Error> {
        for (channel, writers) in &channels {
            for (writer, shares) in writers {
                let place = format!("forms.{channel}.{writer}");
                let sum: u32 = shares.values().map(|share| u32::from(*share)).sum();
                if sum > 100 {
                    let found = format!("shares of {sum} per cent");
                    return Err(Error::found(place, found, "at most 100"));
                }
                for name in shares.keys() {
                    let form = drawn(name).map_err(|problem| Error::new(place.clone(), problem))?;
                    let is_known =
                        |form: Form| form.goes_through(*channel) && form.is_sent_by(writer.role());
                    if !is_known(form.form) {
                        let known: Vec<_> = Form::ALL
                            .into_iter()
                            .filter(|form| *form != Form::Attachment && is_known(*form))
                            .map(Form::as_str)
                            .collect();
                        let expected = format!("a media type or one of {}", known.join(", "));
                        return Err(Error::found(place, format!("{name:?}"), expected));
                    }
                }
            }
        }
        Ok(Self(channels))
    }
}

/// What the name of a share stands for: a media type has a slash.
fn drawn(name: &str) -> Result<Drawn, String> {
    if name.contains('/') {
        return Ok(Drawn {
            form: Form::Attachment,
            media: vec![name.to_owned()],
        });
    }
    match name.parse::<Form>() {
        Ok(Form::Attachment) => {
            Err(r#"found "attachment", expected a media type, such as image/jpeg"#.to_owned())
        }
        Ok(form) => Ok(Drawn {
            form,
            media: Vec::new(),
        }),
        Err(error) => Err(format!("{error}, or a media type")),
    }
}
