//! `Dummy` for every type of the model: `Faker.fake::<Message>()` gives any value,
//! `revision.fake::<Message>()` only what one release has. The values are those of the property
//! tests: structurally valid and varied, but not realistic.

use rand::RngExt;

use crate::ApiRevision;
use crate::wild::{Dice, Draw};

/// A value of a type of the model.
pub(crate) fn value<T: Draw, R: RngExt + ?Sized>(revision: Option<ApiRevision>, rng: &mut R) -> T {
    let mut next = || rng.next_u64();
    T::build(T::draw(&mut Dice::new(revision, &mut next)))
}
