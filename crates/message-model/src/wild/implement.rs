//! The macro that gives a type its `Arbitrary` and its `Dummy`.

/// Implements `Arbitrary` and `Dummy` for a type that can be built from a drawn node.
macro_rules! wild {
    ($name:ident) => {
        #[cfg(feature = "proptest")]
        impl proptest::arbitrary::Arbitrary for $name {
            /// The release to generate values for; `None` for any value, including unknown ones.
            type Parameters = Option<$crate::ApiRevision>;
            type Strategy = $crate::AnyValue<Self>;

            fn arbitrary_with(revision: Self::Parameters) -> Self::Strategy {
                $crate::wild::arbitrary::values(revision)
            }
        }

        #[cfg(feature = "fake")]
        impl fake::Dummy<fake::Faker> for $name {
            fn dummy_with_rng<R: rand::RngExt + ?Sized>(_: &fake::Faker, rng: &mut R) -> Self {
                $crate::wild::dummy::value(None, rng)
            }
        }

        #[cfg(feature = "fake")]
        impl fake::Dummy<$crate::ApiRevision> for $name {
            fn dummy_with_rng<R: rand::RngExt + ?Sized>(
                revision: &$crate::ApiRevision,
                rng: &mut R,
            ) -> Self {
                $crate::wild::dummy::value(Some(*revision), rng)
            }
        }
    };
}

pub(crate) use wild;
