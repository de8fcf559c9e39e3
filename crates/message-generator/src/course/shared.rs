//! Things that many courses have in common, kept once: what is used by many stays in the caches of
//! the processor.

use std::borrow::Borrow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A set of things that are kept once.
#[derive(Debug)]
pub(super) struct Shared<T: ?Sized>(BTreeSet<Arc<T>>);

impl<T: ?Sized> Default for Shared<T> {
    fn default() -> Self {
        Self(BTreeSet::new())
    }
}

impl<T: ?Sized + Ord> Shared<T> {
    /// The one that is kept of things equal to this one.
    pub(super) fn keep<Own>(&mut self, thing: Own) -> Arc<T>
    where
        Own: Borrow<T> + Into<Arc<T>>,
    {
        if let Some(known) = self.0.get(thing.borrow()) {
            return Arc::clone(known);
        }
        let kept: Arc<T> = thing.into();
        self.0.insert(Arc::clone(&kept));
        kept
    }
}
