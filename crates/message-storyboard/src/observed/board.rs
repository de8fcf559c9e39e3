//! The storyboard of what was seen of a conversation.

use message_lifecycle::{LegIndex, Role};
use message_model::{Id, Timestamp};

use super::gap::{Gap, Gaps};
use super::leg::LegFacts;
use super::moment::{Moment, What};
use super::{Key, LEGS_MAX, Seen, SeenLeg};
use crate::lanes::{Span, columns, labels};
use crate::{Lane, Line, Scene, Storyboard, split};

/// More events than anyone looks at; the rest is not drawn.
const SCENES_MAX: usize = 10_000;

/// Makes the storyboard.
pub(super) fn draw(seen: &Seen) -> Storyboard {
    let mut legs: Vec<LegFacts> = seen.legs.iter().map(SeenLeg::facts).collect();
    // Snapshots have the legs in order of opening; detail events come in the order of sending.
    if seen.legs.iter().all(|leg| leg.states.is_none()) {
        legs.sort_by_key(|leg| span(leg).opened.unwrap_or(Timestamp::MAX));
    }
    let roles: Vec<Option<Role>> = legs.iter().map(|leg| leg.role).collect();
    let spans: Vec<Span> = legs.iter().map(span).collect();
    let lanes: Vec<Lane> = labels(&roles)
        .into_iter()
        .zip(columns(&spans))
        .zip(&legs)
        .map(|((label, column), leg)| Lane {
            label,
            role: leg.purpose.clone(),
            name: leg.name.clone(),
            column,
        })
        .collect();
    let peers: Vec<Option<usize>> = legs
        .iter()
        .map(|leg| seen.place(leg.peer.as_ref()?))
        .collect();
    let mut moments = in_order(&legs);
    let not_drawn = moments.len().saturating_sub(SCENES_MAX);
    moments.truncate(SCENES_MAX);
    let scenes = scenes(&moments, &lanes, &roles, &peers);
    let mut not_known = gaps(&legs, &lanes, &peers).lines();
    if legs.is_empty() {
        not_known.push(String::from("who took part"));
    }
    if moments.iter().any(|(_, moment)| is_message(moment)) {
        not_known.push(String::from(
            "what the messages say, and when each reached its status",
        ));
    }
    if not_drawn > 0 {
        not_known.push(format!(
            "what happened later: only the first {SCENES_MAX} events are drawn"
        ));
    }
    if seen.has_more_legs {
        not_known.push(format!("further legs: only the first {LEGS_MAX} are drawn"));
    }
    Storyboard {
        heading: heading(seen, &legs, &scenes),
        lanes,
        scenes,
        not_known,
    }
}

impl SeenLeg {
    /// What the states tell, and what only detail events do.
    fn facts(&self) -> LegFacts {
        let states = self.states.as_ref().map(LegFacts::of);
        let events = self.events.as_ref().map(super::EventFacts::told);
        let mut facts = match (states, events) {
            (Some(mut facts), Some(events)) => {
                facts.fill(events);
                facts
            }
            (facts, events) => facts.or(events).unwrap_or_default(),
        };
        facts.open_in_time();
        facts
    }
}

impl Seen {
    /// The place of the leg that a `peerId` names: by its own identifier, or by that of its
    /// participant in the views where both are one object.
    fn place(&self, peer: &Id) -> Option<usize> {
        let mut legs = self.legs.iter();
        legs.position(|leg| leg.leg_id.as_ref() == Some(peer))
            .or_else(|| {
                let mut legs = self.legs.iter();
                legs.position(|leg| leg.participant_id.as_ref() == Some(peer))
            })
    }
}

fn is_message(moment: &Moment) -> bool {
    matches!(moment.what, What::Says { .. })
}

/// When the leg opened and ended, for the choice of its column.
fn span(leg: &LegFacts) -> Span {
    let at = |fits: fn(&What) -> bool| {
        let mut moments = leg.moments.iter();
        let moment = moments.find(|moment| fits(&moment.what));
        moment.map(|moment| moment.at)
    };
    Span {
        opened: at(|what| matches!(what, What::Opens(_))),
        ended: at(|what| matches!(what, What::Ends { .. })),
    }
}

/// The moments of all legs, each with the place of its leg, in the order in which they happened.
fn in_order(legs: &[LegFacts]) -> Vec<(usize, &Moment)> {
    let moments = legs
        .iter()
        .enumerate()
        .flat_map(|(place, leg)| leg.moments.iter().map(move |moment| (place, moment)));
    let mut moments: Vec<(usize, &Moment)> = moments.collect();
    moments.sort_by_key(|(_, moment)| (moment.at, moment.what.rank()));
    moments
}

fn scenes(
    moments: &[(usize, &Moment)],
    lanes: &[Lane],
    roles: &[Option<Role>],
    peers: &[Option<usize>],
) -> Vec<Scene> {
    let mut doing: Vec<Option<Line>> = vec![None; lanes.len()];
    let scenes = moments.iter().map(|&(place, moment)| {
        let Moment { at, what } = moment;
        doing[place] = what.line(doing[place]);
        let addressee = peers[place].filter(|&peer| is_message(moment) && is_live(doing[peer]));
        Scene {
            at: *at,
            leg: index(place),
            mark: what.mark(),
            addressee: addressee.map(index),
            sentence: what.sentence(&lanes[place].label, roles[place], *at),
            lines: lines(&doing),
        }
    });
    scenes.collect()
}

fn is_live(line: Option<Line>) -> bool {
    line.is_some_and(|line| line != Line::AfterCallWork)
}

fn lines(doing: &[Option<Line>]) -> Vec<(LegIndex, Line)> {
    let lines = doing.iter().enumerate();
    lines
        .filter_map(|(place, line)| Some((index(place), (*line)?)))
        .collect()
}

fn index(place: usize) -> LegIndex {
    LegIndex::new(u32::try_from(place).expect("there are no more than LEGS_MAX"))
}

fn gaps(legs: &[LegFacts], lanes: &[Lane], peers: &[Option<usize>]) -> Gaps {
    let mut gaps = Gaps::default();
    for ((leg, lane), peer) in legs.iter().zip(lanes).zip(peers) {
        for &gap in &leg.gaps {
            match &leg.ended {
                Some(how) if gap == Gap::Ended => {
                    gaps.add(gap, &format!("{} ({how})", lane.label));
                }
                _ => gaps.add(gap, &lane.label),
            }
        }
        // The leg of a contact is the peer of the others, and has none itself.
        let is_contact = leg.role.is_some_and(Role::is_contact);
        if peer.is_none() && !is_contact && leg.moments.iter().any(is_message) {
            gaps.add(Gap::Addressee, &lane.label);
        }
    }
    gaps
}

/// Channel, direction, date and identifier, as far as they are known.
fn heading(seen: &Seen, legs: &[LegFacts], scenes: &[Scene]) -> String {
    let first = |own: fn(&LegFacts) -> Option<&String>| legs.iter().find_map(own).cloned();
    let date = scenes.first().map(|scene| date(scene.at));
    let id = match &seen.key {
        Some(Key::Conversation(id)) => Some(format!("id {id}")),
        Some(Key::Leg(id)) => Some(format!("leg {id}")),
        Some(Key::NoConversation) | None => None,
    };
    let channel = first(|leg| leg.channel.as_ref());
    let direction = first(|leg| leg.direction.as_ref());
    let parts: Vec<String> = [channel, direction, date, id]
        .into_iter()
        .flatten()
        .collect();
    match parts.is_empty() {
        true => String::from("a capture"),
        false => parts.join(", "),
    }
}

fn date(at: Timestamp) -> String {
    split(at).0
}
