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

use crate::wild::{Build, Dice, Node, Shrinking, draw, draw_unknown};
use crate::{ApiRevision, Type, UnknownProperties, WireValue};

/// The strategy for a type of the model.
pub(crate) fn values<T: WireValue + Build + Debug + 'static>(
    revision: Option<ApiRevision>,
) -> BoxedStrategy<T> {
    Drawn(Drawing::Value(T::TYPE, revision))
        .prop_map(T::build)
        .boxed()
}

/// The strategy for the untyped nodes that the types are built from.
#[derive(Debug)]
struct Drawn(Drawing);

#[derive(Debug)]
enum Drawing {
    Value(Type, Option<ApiRevision>),
    Unknown,
}

impl Strategy for Drawn {
    type Tree = Shrinking;
    type Value = Node;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        let mut next = || runner.rng().next_u64();
        Ok(Shrinking::new(match self.0 {
            Drawing::Value(value, revision) => draw(value, &mut Dice::new(revision, &mut next)),
            Drawing::Unknown => {
                let unknown = draw_unknown(&mut Dice::new(None, &mut next));
                Node::Object {
                    properties: Vec::new(),
                    unknown,
                }
            }
        }))
    }
}

impl proptest::arbitrary::Arbitrary for UnknownProperties {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        Drawn(Drawing::Unknown).prop_map(Self::build).boxed()
    }
}

impl Build for UnknownProperties {
    fn build(node: Node) -> Self {
        match node {
            Node::Object { unknown, .. } => crate::wild::unknown(unknown, |_| false),
            other => unreachable!("drawn for unknown properties: {other:?}"),
        }
    }
}
