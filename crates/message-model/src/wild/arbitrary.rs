//! `Arbitrary` for every type of the model.
//!
//! The parameter is a release. `Some` generates only what that release has, within the documented
//! integer widths and written as the platform writes it. `None`, the default, generates what any
//! release has and, in addition, unknown properties and values, 64-bit integers, unusual spellings
//! of numbers and instants of any year.

use std::fmt::Debug;

use proptest::prelude::Rng as _;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::wild::{Dice, Draw, Node, Shrinking, draw_unknown};
use crate::{ApiRevision, UnknownProperties};

/// The strategy of `Arbitrary` for each type of the model: structurally valid, and wild.
///
/// Not boxed, because a boxed strategy is compiled for every type, used or not.
///
/// ```
/// use message_model::{Message, decode, encode};
/// use proptest::prelude::*;
///
/// proptest!(|(leg in any::<Message>())| {
///     let text = encode(&leg).expect("no unknown property is a known one");
///     prop_assert_eq!(decode::<Message>(text).expect("it was written"), leg);
/// });
/// ```
#[derive(Debug, Clone)]
pub struct AnyValue<T> {
    draw: fn(&mut Dice<'_>) -> Node,
    build: fn(Node) -> T,
    revision: Option<ApiRevision>,
}

/// The strategy for a type of the model.
pub(crate) fn values<T: Draw>(revision: Option<ApiRevision>) -> AnyValue<T> {
    AnyValue {
        draw: T::draw,
        build: T::build,
        revision,
    }
}

impl<T: Debug> Strategy for AnyValue<T> {
    type Tree = AnyValueTree<T>;
    type Value = T;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut next = || runner.rng().next_u64();
        let node = (self.draw)(&mut Dice::new(self.revision, &mut next));
        Ok(AnyValueTree {
            node: Shrinking::new(node),
            build: self.build,
        })
    }
}

/// A value of [`AnyValue`] that shrinks: whole branches first, then what is in them.
#[derive(Debug)]
pub struct AnyValueTree<T> {
    node: Shrinking,
    build: fn(Node) -> T,
}

impl<T: Debug> ValueTree for AnyValueTree<T> {
    type Value = T;

    fn current(&self) -> T {
        (self.build)(self.node.current())
    }

    fn simplify(&mut self) -> bool {
        self.node.simplify()
    }

    fn complicate(&mut self) -> bool {
        self.node.complicate()
    }
}

impl proptest::arbitrary::Arbitrary for UnknownProperties {
    type Parameters = ();
    type Strategy = AnyValue<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        AnyValue {
            draw: |dice| Node::Object {
                properties: Vec::new(),
                unknown: draw_unknown(dice),
            },
            build: unknown_of,
            revision: None,
        }
    }
}

fn unknown_of(node: Node) -> UnknownProperties {
    match node {
        Node::Object { unknown, .. } => crate::wild::unknown(unknown, &|_| false),
        other => unreachable!("drawn for unknown properties: {other:?}"),
    }
}
