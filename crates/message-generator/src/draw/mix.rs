//! The mix that turns keys, paths and labels into random bits.

/// 2^64 divided by the golden ratio: an odd number whose multiples spread evenly.
pub(super) const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of SplitMix64 (David Stafford's variant 13): a bijection with good avalanche.
///
/// Source: <https://prng.di.unimi.it/splitmix64.c>, Sebastiano Vigna, public domain.
pub(super) const fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

#[cfg(test)]
mod tests {
    use super::{GOLDEN, mix};

    /// The first outputs of SplitMix64 from seed 0, as its reference implementation prints them.
    #[test]
    fn the_finaliser_is_the_published_one() {
        assert_eq!(mix(GOLDEN), 0xe220_a839_7b1d_cdaf);
        assert_eq!(mix(GOLDEN.wrapping_mul(2)), 0x6e78_9e6a_a1b9_65f4);
    }
}
