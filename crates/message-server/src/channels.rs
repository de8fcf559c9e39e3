//! Notification channels and the sockets on them.

use std::collections::{BTreeMap, BTreeSet};

use message_model::Timestamp;
use uuid::Uuid;

/// A socket that a client has opened; each has a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub(crate) u64);

/// What is to be sent on a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The socket.
    pub socket: SocketId,
    /// A text, or the end.
    pub sending: Sending,
}

/// One thing that is sent on a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sending {
    /// A text frame.
    Text(String),
    /// The close of the socket with this code and reason.
    Close(u16, String),
    /// The end of the connection, of which nothing is said on it.
    Cut,
}

/// Whose channel it is: the client, and the user to whom its token is bound.
pub(crate) type Owner = (String, Option<Uuid>);

/// The most channels of a user and app (documented).
pub(crate) const CHANNELS_MAX: usize = 20;
/// The most topics of a channel (documented).
pub(crate) const TOPICS_MAX: usize = 1_000;

/// One topic, single or combined, as a channel lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subscription {
    pub(crate) id: String,
    /// Why it is rejected, and the permissions that are missing.
    pub(crate) rejected: Option<(String, Vec<String>)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Channel {
    pub(crate) owner: Owner,
    /// The token by which it was opened.
    pub(crate) token: String,
    pub(crate) expires: Timestamp,
    pub(crate) subscriptions: Vec<Subscription>,
    /// The single topics that are sent.
    topics: BTreeSet<String>,
    pub(crate) socket: Option<SocketId>,
    /// How many were opened before it.
    place: u64,
    /// How many frames have been sent on its sockets.
    frames: u64,
    /// When it was used last, as a number that grows with each use of any channel.
    used: u64,
}

/// On which socket a frame is sent, and what its fate depends on.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub(crate) socket: SocketId,
    /// How many channels were opened before this one.
    pub(crate) place: u64,
    /// How many frames were sent on the channel before.
    pub(crate) number: u64,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Channels {
    by_id: BTreeMap<String, Channel>,
    sockets: BTreeMap<SocketId, String>,
    /// The sockets on which nothing is sent until then.
    silent: BTreeMap<SocketId, Timestamp>,
    uses: u64,
    opened: u64,
    /// How many channels there were.
    count: u64,
    outputs: Vec<Output>,
}

impl Channels {
    /// Opens a channel. Where the owner has as many as there may be, the one that has been unused
    /// the longest goes, those without a socket first.
    pub(crate) fn open(
        &mut self,
        id: String,
        owner: Owner,
        token: String,
        expires: Timestamp,
        close_code: u16,
    ) {
        let own = self.by_id.iter().filter(|(_, one)| one.owner == owner);
        if own.clone().count() >= CHANNELS_MAX {
            let oldest = own.min_by_key(|(_, one)| (one.socket.is_some(), one.used));
            if let Some(oldest) = oldest.map(|(id, _)| id.clone()) {
                self.remove(&oldest, close_code, "channel dropped by quota");
            }
        }
        self.uses += 1;
        let channel = Channel {
            owner,
            token,
            expires,
            subscriptions: Vec::new(),
            topics: BTreeSet::new(),
            socket: None,
            place: self.count,
            frames: 0,
            used: self.uses,
        };
        self.count += 1;
        self.by_id.insert(id, channel);
    }

    /// Removes a channel and closes its socket.
    pub(crate) fn remove(&mut self, id: &str, close_code: u16, reason: &str) {
        let Some(channel) = self.by_id.remove(id) else {
            return;
        };
        if let Some(socket) = channel.socket {
            self.close(socket, close_code, reason);
        }
    }

    /// Removes a channel whose socket is not told: it stays open, and nothing comes on it. Whether
    /// there was one.
    pub(crate) fn lose(&mut self, id: &str) -> bool {
        self.by_id.remove(id).is_some()
    }

    /// Whether there is no channel, so that nobody can listen.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Channel> {
        self.by_id.get(id)
    }

    /// The channel, which counts as used.
    pub(crate) fn touch(&mut self, id: &str) -> Option<&mut Channel> {
        self.uses += 1;
        let channel = self.by_id.get_mut(id)?;
        channel.used = self.uses;
        Some(channel)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Channel)> {
        self.by_id
            .iter()
            .map(|(id, channel)| (id.as_str(), channel))
    }

    /// The ids of channels that this token has opened.
    pub(crate) fn of_token(&self, token: &str) -> Vec<String> {
        let own = self.by_id.iter().filter(|(_, one)| one.token == token);
        own.map(|(id, _)| id.clone()).collect()
    }

    /// A socket on a channel, which replaces the one that is there.
    pub(crate) fn connect(&mut self, id: &str, close_code: u16) -> Option<SocketId> {
        let socket = SocketId(self.opened + 1);
        let replaced = self.touch(id)?.socket.replace(socket);
        self.opened += 1;
        self.sockets.insert(socket, id.to_owned());
        if let Some(replaced) = replaced {
            self.close(
                replaced,
                close_code,
                "another socket has been opened on the channel",
            );
        }
        Some(socket)
    }

    /// The channel of a socket that is open.
    pub(crate) fn channel_of(&self, socket: SocketId) -> Option<&str> {
        self.sockets.get(&socket).map(String::as_str)
    }

    /// The sockets that are open.
    pub(crate) fn sockets(&self) -> Vec<SocketId> {
        self.sockets.keys().copied().collect()
    }

    /// Forgets a socket that is gone.
    pub(crate) fn forget(&mut self, socket: SocketId) {
        self.silent.remove(&socket);
        if let Some(id) = self.sockets.remove(&socket)
            && let Some(channel) = self.by_id.get_mut(&id)
            && channel.socket == Some(socket)
        {
            channel.socket = None;
        }
    }

    /// Closes a socket.
    pub(crate) fn close(&mut self, socket: SocketId, code: u16, reason: &str) {
        if self.sockets.contains_key(&socket) {
            let sending = Sending::Close(code, reason.to_owned());
            self.outputs.push(Output { socket, sending });
            self.forget(socket);
        }
    }

    /// Cuts the connection of a socket, of which its client is not told.
    pub(crate) fn cut(&mut self, socket: SocketId) {
        if self.sockets.contains_key(&socket) {
            let sending = Sending::Cut;
            self.outputs.push(Output { socket, sending });
            self.forget(socket);
        }
    }

    /// Sends nothing on a socket until then. What would be sent meanwhile is lost.
    pub(crate) fn silence(&mut self, socket: SocketId, until: Timestamp) {
        if self.sockets.contains_key(&socket) {
            self.silent.insert(socket, until);
        }
    }

    /// Ends the silence of a socket, if it lasted until now.
    pub(crate) fn speak(&mut self, socket: SocketId, now: Timestamp) {
        if self.silent.get(&socket).is_some_and(|until| *until <= now) {
            self.silent.remove(&socket);
        }
    }

    /// Sends a text on a socket that is open.
    pub(crate) fn send(&mut self, socket: SocketId, text: impl Into<String>) {
        if self.sockets.contains_key(&socket) && !self.silent.contains_key(&socket) {
            let sending = Sending::Text(text.into());
            self.outputs.push(Output { socket, sending });
        }
    }

    /// The ways on which a frame on this topic is to be sent now.
    pub(crate) fn ways(&mut self, topic: &str) -> Vec<Way> {
        let all = self.by_id.values_mut();
        let listening = all.filter(|one| one.topics.contains(topic));
        let ways = listening.filter_map(|one| {
            let socket = one.socket?;
            let number = one.frames;
            one.frames += 1;
            Some(Way {
                socket,
                place: one.place,
                number,
            })
        });
        ways.collect()
    }

    /// What is to be sent since this was last asked.
    pub(crate) fn take_outputs(&mut self) -> Vec<Output> {
        std::mem::take(&mut self.outputs)
    }

    /// Forgets all sockets, as of a copy of the platform on which nobody has connected.
    pub(crate) fn forget_sockets(&mut self) {
        self.sockets.clear();
        self.silent.clear();
        self.outputs.clear();
        for channel in self.by_id.values_mut() {
            channel.socket = None;
        }
    }

    /// Closes all sockets.
    pub(crate) fn close_all(&mut self, code: u16, reason: &str) {
        for socket in self.sockets() {
            self.close(socket, code, reason);
        }
    }

    /// The numbers of sockets go on from those of another state of the same platform, so that no
    /// two sockets have one number.
    pub(crate) fn number_after(&mut self, other: &Self) {
        self.opened = self.opened.max(other.opened);
        self.outputs.extend(other.outputs.iter().cloned());
    }
}

impl Channel {
    /// Sets what is subscribed: what is listed, and the single topics that are sent.
    pub(crate) fn subscribe(
        &mut self,
        subscriptions: Vec<Subscription>,
        topics: impl IntoIterator<Item = String>,
    ) {
        for subscription in subscriptions {
            match self
                .subscriptions
                .iter_mut()
                .find(|one| one.id == subscription.id)
            {
                Some(known) => *known = subscription,
                None => self.subscriptions.push(subscription),
            }
        }
        self.topics.extend(topics);
    }

    /// Ends the subscription of these ids, single or combined; of all if there are none.
    pub(crate) fn unsubscribe(&mut self, ids: Option<&[String]>, parts: &[String]) {
        match ids {
            None => {
                self.subscriptions.clear();
                self.topics.clear();
            }
            Some(ids) => {
                self.subscriptions.retain(|one| !ids.contains(&one.id));
                for part in parts {
                    self.topics.remove(part);
                }
            }
        }
    }

    pub(crate) fn topic_count(&self) -> usize {
        self.topics.len()
    }

    pub(crate) fn has_topic(&self, topic: &str) -> bool {
        self.topics.contains(topic)
    }
}
