//! The requests that came in, to be read back.

use std::collections::VecDeque;

use message_model::Timestamp;
use uuid::Uuid;

use crate::request::{Request, is_reading};
use crate::response::Response;
use crate::tokens::Caller;

/// A request that came in, with what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// How many requests there were before it.
    pub number: u64,
    /// When it came, by the platform's clock.
    pub at: Timestamp,
    /// The request, without its `authorization` header and with the first 65,536 bytes of its body.
    pub request: Request,
    /// The status of the answer. If the connection was cut, that of the answer which got lost, and
    /// 0 if there was none since the request had no effect.
    pub status: u16,
    /// Whether the connection was cut instead of an answer.
    pub is_cut: bool,
    /// The number of the request of which this is a repetition: the same change by the same caller,
    /// who was not told what became of the first, since its connection was cut or its answer was a
    /// failure that had been asked for.
    pub repeats: Option<u64>,
    /// The client whose token it had.
    pub client: Option<String>,
    /// The user to whom that token is bound.
    pub user: Option<Uuid>,
    /// Why it had no effect after all: it was possible when it was answered by 202, and no longer
    /// after [`Config::effect_delay_ms`](crate::Config::effect_delay_ms).
    pub refused_later: Option<String>,
}

/// The latest requests that came in, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct ReceivedRequests {
    kept: VecDeque<Received>,
    /// The numbers of those whose clients were not told what became of them.
    lost: VecDeque<u64>,
}

impl ReceivedRequests {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Received> {
        self.kept.iter()
    }

    /// One more than the number of the last one that is kept; 0 if there is none.
    pub(crate) fn end(&self) -> u64 {
        self.kept.back().map_or(0, |last| last.number + 1)
    }

    pub(crate) fn clear(&mut self) {
        self.kept.clear();
        self.lost.clear();
    }

    /// Keeps a request as one of so many.
    pub(crate) fn keep(
        &mut self,
        (number, at): (u64, Timestamp),
        mut request: Request,
        answer: &Response,
        has_failed: bool,
        caller: Option<Caller>,
        most: usize,
    ) {
        request.headers.remove("authorization");
        request.body.truncate(BODY_KEPT);
        let received = Received {
            number,
            at,
            request,
            status: answer.status,
            is_cut: answer.delivery.is_cut,
            repeats: None,
            user: caller.as_ref().and_then(|caller| caller.user),
            client: caller.map(|caller| caller.client),
            refused_later: None,
        };
        let repeats = self.repeated(&received);
        if has_failed && !is_reading(&received.request) {
            self.lost.push_back(number);
        }
        self.kept.push_back(Received {
            repeats,
            ..received
        });
        if self.kept.len() > most {
            self.kept.pop_front();
        }
        let first = self.kept.front().map_or(u64::MAX, |first| first.number);
        while self.lost.front().is_some_and(|lost| *lost < first) {
            self.lost.pop_front();
        }
    }

    /// Notes why a request that had been answered by 202 had no effect, if it is still kept.
    pub(crate) fn refused_later(&mut self, number: u64, reason: &str) {
        let mut kept = self.kept.iter_mut().rev();
        if let Some(received) = kept.find(|received| received.number == number) {
            received.refused_later = Some(reason.to_owned());
        }
    }

    /// The latest request of which this is a repetition.
    fn repeated(&self, again: &Received) -> Option<u64> {
        let is_same = |one: &Received| {
            let (one, again) = (&one.request, &again.request);
            one.method == again.method
                && one.path == again.path
                && one.query == again.query
                && one.body == again.body
        };
        let lost = self.lost.iter().rev().filter_map(|number| {
            let place = self.kept.binary_search_by_key(number, |one| one.number);
            self.kept.get(place.ok()?)
        });
        // A request that was cut before the platform looked at its token has no caller.
        let mut lost = lost.filter(|one| one.client.is_none() || one.client == again.client);
        lost.find(|one| is_same(one)).map(|one| one.number)
    }
}

/// So much of a request's body is kept to be read back.
const BODY_KEPT: usize = 65_536;
