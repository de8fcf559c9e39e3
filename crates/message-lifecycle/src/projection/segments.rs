//! The segments of a leg as a release sends them.

use message_model::ApiRevision;
use message_model::contract::Root;

use crate::{Ending, Segment, SegmentEnd};

/// The segments of a leg, in their order, as a release sends them: how a segment ended has to match
/// how its leg ended, whose values came over the years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segments<'p> {
    segments: &'p [Segment],
    /// The release to cut down to, if it has not all endings.
    older: Option<ApiRevision>,
}

impl<'p> Segments<'p> {
    pub(super) fn new(segments: &'p [Segment]) -> Self {
        Self {
            segments,
            older: None,
        }
    }

    pub(super) fn at_revision(self, revision: ApiRevision) -> Self {
        Self {
            older: Some(revision),
            ..self
        }
    }

    /// The segments.
    pub fn iter(self) -> impl Iterator<Item = Segment> + 'p {
        self.segments.iter().map(move |segment| match self.older {
            Some(revision) => as_sent(*segment, revision),
            None => *segment,
        })
    }
}

fn as_sent(mut segment: Segment, revision: ApiRevision) -> Segment {
    if let Some((_, SegmentEnd::Disconnect(ending))) = &mut segment.end {
        *ending = older_ending(*ending, revision);
    }
    segment
}

/// The ending that the release has for this one.
fn older_ending(ending: Ending, revision: ApiRevision) -> Ending {
    let property = Root::Message.definition().property("disconnectType");
    let sent = property.and_then(|property| property.as_sent(ending.as_str(), revision));
    sent.and_then(|text| text.parse().ok()).unwrap_or(ending)
}
