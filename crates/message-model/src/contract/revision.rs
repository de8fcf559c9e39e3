//! The name of a release: its version, because that is what a team pins in its build file.

use std::fmt;

/// A published release of the contract, from 19.0.0, in which `Message` appeared, to
/// [`LATEST`](Self::LATEST).
///
/// Releases are those of the official Python SDK, which follow the API, ordered by version. `100`
/// parses as `100.0.0`, and `latest` as the last known release.
///
/// ```
/// use message_model::ApiRevision;
///
/// let revision: ApiRevision = "100".parse()?;
/// assert_eq!(revision.to_string(), "100.0.0");
/// assert!(ApiRevision::V19 < revision && revision < ApiRevision::LATEST);
///
/// let error = "193.0.2".parse::<ApiRevision>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "release 193.0.2 was never published: the nearest releases are 193.0.1 and 193.0.3",
/// );
/// # Ok::<(), message_model::RevisionError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiRevision {
    major: u16,
    minor: u8,
    patch: u8,
}

impl ApiRevision {
    /// 19.0.0 of 2017-11-07: `Message` appears, with 17 properties.
    pub const V19: Self = Self::of(19);
    /// 126.0.0 of 2021-09-15: `agentAssistantId` and `authenticated`.
    pub const V126: Self = Self::of(126);
    /// 192.0.0 of 2023-12-16: `queueMediaSettings`.
    pub const V192: Self = Self::of(192);
    /// 238.0.0 of 2025-09-28: `engagementSource`; the state `parked`.
    pub const V238: Self = Self::of(238);
    /// 257.0.0 of 2026-05-07: `parkTime` and `resumeTime`, the last new properties so far.
    pub const V257: Self = Self::of(257);
    /// 269.0.0 of 2026-10-08: the last release that this crate knows.
    ///
    /// ```
    /// use message_model::ApiRevision;
    ///
    /// assert_eq!("latest".parse(), Ok(ApiRevision::LATEST));
    /// assert_eq!(ApiRevision::LATEST.to_string(), "269.0.0");
    /// ```
    pub const LATEST: Self = Self::of(269);

    /// The releases that changed the set of properties of `Message` itself, oldest first.
    ///
    /// ```
    /// use message_model::ApiRevision;
    /// use message_model::contract::Root;
    ///
    /// let message = Root::Message.definition();
    /// for pair in ApiRevision::OF_MESSAGE.windows(2) {
    ///     let [before, after] = [pair[0], pair[1]].map(|at| message.properties_at(at).count());
    ///     assert!(before < after, "{} brought properties", pair[1]);
    /// }
    /// ```
    pub const OF_MESSAGE: [Self; 13] = [
        Self::V19,
        Self::of(20),
        Self::of(52),
        Self::of(85),
        Self::of(93),
        Self::of(96),
        Self::of(101),
        Self::V126,
        Self::of(144),
        Self::of(168),
        Self::V192,
        Self::V238,
        Self::V257,
    ];

    const fn of(major: u16) -> Self {
        Self {
            major,
            minor: 0,
            patch: 0,
        }
    }

    /// Parses `text` as a version, without checking that it was published.
    pub(crate) fn from_version(text: &str) -> Option<Self> {
        let [major, minor, patch] = numbers(text)?;
        Some(Self {
            major: major.try_into().ok()?,
            minor: minor.try_into().ok()?,
            patch: patch.try_into().ok()?,
        })
    }

    pub(super) fn numbers(self) -> [u64; 3] {
        [self.major.into(), self.minor.into(), self.patch.into()]
    }
}

/// The three numbers of a version, published or not; missing ones are zero.
pub(super) fn numbers(text: &str) -> Option<[u64; 3]> {
    let mut numbers = [0; 3];
    for (place, part) in text.split('.').enumerate() {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        // A number too long for the type is greater than that of any release.
        *numbers.get_mut(place)? = is_number.then(|| part.parse().unwrap_or(u64::MAX))?;
    }
    Some(numbers)
}

impl fmt::Display for ApiRevision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}.{}.{}", self.major, self.minor, self.patch))
    }
}
