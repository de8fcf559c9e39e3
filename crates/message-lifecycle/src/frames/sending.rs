//! The frames in the order of sending, with what they contain.

use std::slice;
use std::sync::Arc;

use message_model::{EventBody, TopicKind};

use super::frame::Frame;
use crate::projection::Projection;
use crate::{Content, Event, Simulation, Table, Timeline};

/// A frame with what it contains.
#[derive(Debug, Clone, PartialEq)]
pub struct SentFrame {
    /// The frame.
    pub frame: Frame,
    /// What it contains. The topics that carry the same share it.
    pub body: Arc<EventBody>,
}

/// An iterator over frames with what they contain, in the order of sending: the result of
/// [`Frames::with_bodies`](super::Frames::with_bodies).
///
/// It ends early where the timeline is not the one that the frames are of.
pub struct WithBodies<'a, C: ?Sized> {
    content: &'a C,
    simulation: Simulation<'a>,
    events: slice::Iter<'a, Event>,
    /// In the order of the changes.
    frames: Vec<Frame>,
    /// The bodies of the frames that are made and not yet sent, at the frames' places.
    bodies: Vec<Option<Arc<EventBody>>>,
    /// The place of the next frame to send in `order`.
    next: usize,
    /// The places of the frames, in the order of sending.
    order: Vec<usize>,
}

impl<'a, C: Content + ?Sized> WithBodies<'a, C> {
    pub(super) fn new(
        frames: Vec<Frame>,
        table: &'a Table,
        timeline: &'a Timeline,
        content: &'a C,
    ) -> Self {
        let mut order: Vec<usize> = (0..frames.len()).collect();
        order.sort_by_key(|place| frames[*place].sent);
        Self {
            content,
            simulation: Simulation::new(table, timeline.setup().clone()),
            events: timeline.events().iter(),
            bodies: Vec::with_capacity(frames.len()),
            frames,
            next: 0,
            order,
        }
    }

    /// Applies the next event and makes the bodies of its frames.
    fn step(&mut self) -> Option<()> {
        let position = self.simulation.timeline().events().len();
        self.simulation
            .apply_alone(self.events.next()?.clone())
            .ok()?;
        let projection = Projection::new(self.simulation.conversation(), self.content);
        let mut made: [Option<Arc<EventBody>>; 3] = [None, None, None];
        // The frames are in the order of the changes, so the number of bodies made so far is the
        // place of the next frame to make.
        while let Some(frame) = self.frames.get(self.bodies.len())
            && frame.change.position == position
        {
            let place = match frame.topic.kind() {
                TopicKind::UserConversations | TopicKind::QueueConversations => 0,
                TopicKind::UserMessages | TopicKind::QueueMessages => 1,
                TopicKind::DetailEvent => 2,
            };
            if made[place].is_none() {
                made[place] = Some(Arc::new(frame.body(projection)?));
            }
            self.bodies.push(made[place].clone());
        }
        Some(())
    }
}

impl<C: Content + ?Sized> Iterator for WithBodies<'_, C> {
    type Item = SentFrame;

    fn next(&mut self) -> Option<SentFrame> {
        let place = *self.order.get(self.next)?;
        while self.bodies.len() <= place {
            self.step()?;
        }
        self.next += 1;
        let body = self.bodies[place].take()?;
        let frame = self.frames[place].clone();
        Some(SentFrame { frame, body })
    }
}
