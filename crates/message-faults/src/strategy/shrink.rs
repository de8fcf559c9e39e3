//! How a case shrinks with the story that it was made of.

use message_generator::strategy::{Stories, Story};
use proptest::strategy::{Strategy, ValueTree};

use super::case::WithLabel;

/// How a story shrinks.
type StoryTree = <Stories as Strategy>::Tree;

/// Makes a case of a story, if it has a place for the fault.
type Make<T> = Box<dyn Fn(&Story) -> Option<WithLabel<T>>>;

/// The value tree of a case: its story shrinks, and stories without a place for the fault are
/// passed over as if the test had passed with them.
pub struct MadeTree<T> {
    source: StoryTree,
    make: Make<T>,
}

impl<T> std::fmt::Debug for MadeTree<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MadeTree")
            .field("source", &self.source)
            .finish_non_exhaustive()
    }
}

impl<T> MadeTree<T> {
    /// The tree of this story; `None` if it has no place for the fault.
    pub(super) fn new(source: StoryTree, make: Make<T>) -> Option<Self> {
        make(&source.current())?;
        Some(Self { source, make })
    }

    /// Goes on to a story that has a place for the fault; false if there is none left, and then the
    /// smallest that failed is the current one again.
    fn settle(&mut self, mut is_new: bool) -> bool {
        while is_new {
            if (self.make)(&self.source.current()).is_some() {
                return true;
            }
            is_new = self.source.complicate();
        }
        false
    }
}

impl<T> ValueTree for MadeTree<T> {
    type Value = WithLabel<T>;

    fn current(&self) -> WithLabel<T> {
        (self.make)(&self.source.current())
            .expect("only stories with a place for the fault are kept")
    }

    fn simplify(&mut self) -> bool {
        let is_new = self.source.simplify();
        self.settle(is_new)
    }

    fn complicate(&mut self) -> bool {
        let is_new = self.source.complicate();
        self.settle(is_new)
    }
}
