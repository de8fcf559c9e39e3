//! How often each fault befalls a frame, and the presets.

use message_model::closed_list;

use super::fault::StreamFault;

closed_list! {
    /// A set of rates by name.
    ///
    /// ```
    /// use message_faults::stream::{Preset, StreamFault};
    ///
    /// assert_eq!(Preset::Lossless.rates().per_million(StreamFault::Lost), 0);
    /// assert_eq!(Preset::VendorLike.rates().late_ms_max, 20_000);
    /// ```
    pub enum Preset {
        /// Every frame once, in the order of sending.
        Lossless = "lossless",
        /// As the vendor's staff and its users say: no order is promised, frames come twice and up
        /// to 20 seconds late, and what is sent while the socket is down is lost, for which the API
        /// is asked (developer.genesys.cloud/forum/t/29977; genesys-cloud-webrtc-sdk#937;
        /// developer-center-blog 2021-12-03). How often is not known: one in a hundred (inferred).
        VendorLike = "vendor-like",
        /// One frame in ten suffers each fault, and some are lost with nobody asking.
        Hostile = "hostile",
    }
}

/// How often each fault befalls a frame, and how far it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// For each fault, in the order of [`StreamFault::ALL`], how many frames in a million suffer
    /// it; of a gap, in how many streams in a million there is one.
    pub per_million: [u32; StreamFault::ALL.len()],
    /// How far apart frames may be that change places, in milliseconds.
    pub window_ms: i64,
    /// How late a frame may be, in milliseconds.
    pub late_ms_max: i64,
    /// How long after it was sent a frame is repeated, in milliseconds.
    pub repeated_after_ms: i64,
    /// How far a clock may be off, in milliseconds.
    pub skew_ms_max: i64,
}

impl Rates {
    /// The rates with which nothing happens.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            per_million: [0; StreamFault::ALL.len()],
            window_ms: 1_000,
            late_ms_max: 20_000,
            // Longer than an agent is asked, so that it comes after the end of what it shows.
            repeated_after_ms: 60_000,
            skew_ms_max: 100,
        }
    }

    /// The rates with which only this fault happens, to so many frames in a million.
    ///
    /// ```
    /// use message_faults::stream::{Rates, StreamFault};
    ///
    /// let rates = Rates::only(StreamFault::Lost, 1_000);
    /// assert_eq!(rates.per_million(StreamFault::Lost), 1_000);
    /// assert_eq!(rates.per_million(StreamFault::Late), 0);
    /// ```
    #[must_use]
    pub fn only(fault: StreamFault, per_million: u32) -> Self {
        let mut rates = Self::none();
        rates.per_million[fault as usize] = per_million;
        rates
    }

    /// How many frames in a million suffer this fault.
    #[must_use]
    pub fn per_million(&self, fault: StreamFault) -> u32 {
        self.per_million[fault as usize]
    }
}

impl Preset {
    fn per_million(self, fault: StreamFault) -> u32 {
        match (self, fault) {
            (Self::Lossless, _) => 0,
            (
                Self::VendorLike,
                StreamFault::Reorder | StreamFault::Duplicate | StreamFault::Late,
            ) => 10_000,
            (Self::VendorLike, StreamFault::Overtaken | StreamFault::ClockSkew) => 10_000,
            (Self::VendorLike, StreamFault::Gap) => 100_000,
            (Self::VendorLike, StreamFault::Lost) => 0,
            (Self::VendorLike, StreamFault::Repeated | StreamFault::TwoSockets) => 0,
            (Self::Hostile, StreamFault::Gap) => 500_000,
            (Self::Hostile, StreamFault::Lost) => 30_000,
            (Self::Hostile, _) => 100_000,
        }
    }

    /// The rates of the preset.
    #[must_use]
    pub fn rates(self) -> Rates {
        let mut rates = Rates::none();
        for fault in StreamFault::ALL {
            rates.per_million[fault as usize] = self.per_million(fault);
        }
        if self == Self::Hostile {
            rates.window_ms = 10_000;
        }
        rates
    }
}
