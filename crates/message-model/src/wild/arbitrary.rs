//! `Arbitrary` for every type of the model.
//!
//! The parameter is a release. `Some` generates only what that release has, within the documented
//! integer widths and written as the platform writes it. `None`, the default, generates what any
//! release has and, in addition, unknown properties and values, 64-bit integers, unusual spellings
//! of numbers and instants of any year.

use std::fmt::Debug;

use proptest::prelude::Rng as _;
use proptest::strategy::{BoxedStrategy, NewTree, Strategy};
use proptest::test_runner::TestRunner;

use crate::wild::{Dice, Draw, Node, Shrinking, draw_unknown};
use crate::{ApiRevision, UnknownProperties};

/// The strategy for a type of the model.
pub(crate) fn values<T: Draw + Debug + 'static>(revision: Option<ApiRevision>) -> BoxedStrategy<T> {
    let draw = T::draw;
    Drawn { draw, revision }.prop_map(T::build).boxed()
}

/// The strategy for the untyped nodes that the types are built from.
#[derive(Debug)]
struct Drawn {
    draw: fn(&mut Dice<'_>) -> Node,
    revision: Option<ApiRevision>,
}

impl Strategy for Drawn {
    type Tree = Shrinking;
    type Value = Node;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut next = || runner.rng().next_u64();
        let node = (self.draw)(&mut Dice::new(self.revision, &mut next));
        Ok(Shrinking::new(node))
    }
}

impl proptest::arbitrary::Arbitrary for UnknownProperties {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let draw = |dice: &mut Dice<'_>| Node::Object {
            properties: Vec::new(),
            unknown: draw_unknown(dice),
        };
        let revision = None;
        Drawn { draw, revision }.prop_map(unknown_of).boxed()
    }
}

fn unknown_of(node: Node) -> UnknownProperties {
    match node {
        Node::Object { unknown, .. } => crate::wild::unknown(unknown, |_| false),
        other => unreachable!("drawn for unknown properties: {other:?}"),
    }
}
