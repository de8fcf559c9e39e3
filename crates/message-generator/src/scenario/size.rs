//! How large the script of a scenario can get, since repeats inside repeats multiply.

use super::Choice;
use super::item::{Block, BlockKind, Item, is_exchange};
use super::pace::Pace;
use crate::error::Error;
use crate::script::check_total;

/// The most that sampling some items can give, all branches and turns together.
#[derive(Clone, Copy, Default)]
struct Size {
    /// Steps and blocks, and turns without any.
    items: u64,
    /// See [`Step::content_bytes`](crate::Step).
    content_bytes: u64,
}

/// Checks that no script of the items can be larger than a script may be, at this pace. The error
/// names the step or block of the outermost list with which it becomes too large.
pub(crate) fn check(items: &[Item], pace: &Pace) -> Result<(), Error> {
    let mut size = Size::default();
    for item in items {
        size = size.and(of_item(item, pace));
        check_total(
            &format!("{}: steps of all branches and turns", item.place()),
            size.items,
            size.content_bytes,
        )?;
    }
    Ok(())
}

fn of_item(item: &Item, pace: &Pace) -> Size {
    match item {
        Item::Step(step) => Size {
            items: 1,
            content_bytes: step.content_bytes(),
        },
        Item::Block(block) => of_block(block, pace).and(Size {
            items: 1,
            content_bytes: 0,
        }),
    }
}

fn of_block(block: &Block, pace: &Pace) -> Size {
    let bodies = block.kind.bodies().into_iter();
    let body = bodies
        .flatten()
        .fold(Size::default(), |size, item| size.and(of_item(item, pace)));
    match &block.kind {
        BlockKind::Maybe(..) | BlockKind::OneOf(_) => body,
        BlockKind::Repeat(times, items) => body.times(most_turns(times, items, pace)),
    }
}

fn most_turns(times: &Choice, items: &[Item], pace: &Pace) -> u64 {
    let of_pace = pace.most_turns().filter(|_| is_exchange(times, items));
    of_pace.unwrap_or_else(|| times.most().unsigned_abs())
}

impl Size {
    fn and(self, other: Self) -> Self {
        Self {
            items: self.items.saturating_add(other.items),
            content_bytes: self.content_bytes.saturating_add(other.content_bytes),
        }
    }

    /// The size of this many turns. A turn costs time even if it has no steps.
    fn times(self, turns: u64) -> Self {
        Self {
            items: self.items.max(1).saturating_mul(turns),
            content_bytes: self.content_bytes.saturating_mul(turns),
        }
    }
}
