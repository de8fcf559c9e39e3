//! The releases of the API contract.
//!
//! A release is named by its version, because that is what a team pins in its build file. Only
//! published releases can be represented: any other version is an error, so that a typing mistake
//! does not silently select another contract. What a release contains is described in
//! [`contract`](crate::contract).

use std::fmt;
use std::str::FromStr;

use crate::contract::{Contract, Release};

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
    /// 20.0.0 of 2017-11-30: `type`, `recipientCountry` and `recipientType`; the status of a
    /// message.
    pub const V20: Self = Self::of(20);
    /// 52.0.0 of 2019-04-02: `startAlertingTime`.
    pub const V52: Self = Self::of(52);
    /// 85.0.0 of 2020-06-03: `wrapup`.
    pub const V85: Self = Self::of(85);
    /// 93.0.0 of 2020-08-14: `afterCallWork`.
    pub const V93: Self = Self::of(93);
    /// 96.0.0 of 2020-09-21: `afterCallWorkRequired`.
    pub const V96: Self = Self::of(96);
    /// 101.0.0 of 2020-10-24: `journeyContext`.
    pub const V101: Self = Self::of(101);
    /// 126.0.0 of 2021-09-15: `agentAssistantId` and `authenticated`.
    pub const V126: Self = Self::of(126);
    /// 144.0.0 of 2022-06-20: `initialState`; the metadata of a message.
    pub const V144: Self = Self::of(144);
    /// 168.0.0 of 2023-04-06: `byoSmsIntegrationId`.
    pub const V168: Self = Self::of(168);
    /// 192.0.0 of 2023-12-16: `queueMediaSettings`.
    pub const V192: Self = Self::of(192);
    /// 238.0.0 of 2025-09-28: `engagementSource`; the state `parked`.
    pub const V238: Self = Self::of(238);
    /// 257.0.0 of 2026-05-07: `parkTime` and `resumeTime`, the last new properties so far.
    pub const V257: Self = Self::of(257);
    /// 262.0.0 of 2026-07-13.
    pub const V262: Self = Self::of(262);
    /// 269.0.0 of 2026-10-08: the last release that this crate knows.
    pub const LATEST: Self = Self::of(269);

    /// The releases that changed the set of properties of `Message` itself, oldest first.
    pub const OF_MESSAGE: [Self; 13] = [
        Self::V19,
        Self::V20,
        Self::V52,
        Self::V85,
        Self::V93,
        Self::V96,
        Self::V101,
        Self::V126,
        Self::V144,
        Self::V168,
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

    /// Every published release, oldest first.
    ///
    /// ```
    /// use message_model::ApiRevision;
    ///
    /// assert_eq!(ApiRevision::all().next(), Some(ApiRevision::V19));
    /// assert_eq!(ApiRevision::all().next_back(), Some(ApiRevision::LATEST));
    /// ```
    pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        Contract::get()
            .releases()
            .iter()
            .map(|release| release.revision())
    }

    /// The publication date of this release, and whether it is on PyPI.
    ///
    /// ```
    /// use message_model::ApiRevision;
    ///
    /// assert_eq!(ApiRevision::V19.release().date(), "2017-11-07");
    /// ```
    pub fn release(self) -> &'static Release {
        Contract::get()
            .release(self)
            .expect("only published releases are made")
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

    fn numbers(self) -> [u64; 3] {
        [self.major.into(), self.minor.into(), self.patch.into()]
    }
}

/// The three numbers of a version, published or not; missing ones are zero.
fn numbers(text: &str) -> Option<[u64; 3]> {
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

impl FromStr for ApiRevision {
    type Err = RevisionError;

    /// # Errors
    /// Fails if the text is not a version, or if the version was never published.
    fn from_str(text: &str) -> Result<Self, RevisionError> {
        if text == "latest" {
            return Ok(Self::LATEST);
        }
        let fail = |kind| RevisionError {
            found: text.to_owned(),
            kind,
        };
        let wanted = numbers(text).ok_or_else(|| fail(Kind::NoVersion))?;
        let releases = Contract::get().releases();
        let (before, after) =
            match releases.binary_search_by_key(&wanted, |release| release.revision().numbers()) {
                Ok(place) => return Ok(releases[place].revision()),
                Err(place) => releases.split_at(place),
            };
        Err(fail(match (before.last(), after.first()) {
            (Some(before), Some(after)) => Kind::Unpublished {
                before: before.revision(),
                after: after.revision(),
            },
            (None, _) => Kind::TooOld,
            (_, None) => Kind::TooNew,
        }))
    }
}

/// The error for text that does not name a published release; it names the nearest ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisionError {
    found: String,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    NoVersion,
    TooOld,
    TooNew,
    Unpublished {
        before: ApiRevision,
        after: ApiRevision,
    },
}

impl fmt::Display for RevisionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, kind } = self;
        match kind {
            Kind::NoVersion => write!(
                f,
                "expected a release such as `100`, `219.1.0` or `latest`, found {found:?}"
            ),
            Kind::TooOld => {
                write!(
                    f,
                    "release {found} has no message leg: `Message` appeared in {}",
                    ApiRevision::V19
                )
            }
            Kind::TooNew => write!(
                f,
                "release {found} is not known: the last known is {}",
                ApiRevision::LATEST
            ),
            Kind::Unpublished { before, after } => {
                write!(
                    f,
                    "release {found} was never published: the nearest releases are {before} and \
                     {after}"
                )
            }
        }
    }
}

impl std::error::Error for RevisionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = match text.parse::<ApiRevision>() {
            Ok(revision) => revision.to_string(),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn every_published_release_parses_to_itself() {
        assert_eq!(ApiRevision::all().len(), 327);
        for revision in ApiRevision::all() {
            check(&revision.to_string(), &revision.to_string());
        }
    }

    #[test]
    fn short_forms_mean_the_release_of_that_number() {
        check("100", "100.0.0");
        check("100.0", "100.0.0");
        check("211.1", "211.1.0");
        check("latest", "269.0.0");
    }

    #[test]
    fn other_releases_are_errors_that_help() {
        check(
            "18",
            "release 18 has no message leg: `Message` appeared in 19.0.0",
        );
        check(
            "0",
            "release 0 has no message leg: `Message` appeared in 19.0.0",
        );
        check(
            "18.9.9",
            "release 18.9.9 has no message leg: `Message` appeared in 19.0.0",
        );
        check("270", "release 270 is not known: the last known is 269.0.0");
        check(
            "65536",
            "release 65536 is not known: the last known is 269.0.0",
        );
        check(
            "269.0.1",
            "release 269.0.1 is not known: the last known is 269.0.0",
        );
        check(
            "100.5",
            "release 100.5 was never published: the nearest releases are 100.0.0 and 101.0.0",
        );
        check(
            "193.0.2",
            "release 193.0.2 was never published: the nearest releases are 193.0.1 and 193.0.3",
        );
        for patch in ["1", "256", "99999999999999999999999999"] {
            let neighbours = "the nearest releases are 100.0.0 and 101.0.0";
            check(
                &format!("100.0.{patch}"),
                &format!("release 100.0.{patch} was never published: {neighbours}"),
            );
        }
    }

    #[test]
    fn what_is_no_version_is_an_error() {
        for text in [
            "", "newest", "Latest", "100.", ".100", "v100", "+100", "1.2.3.4", "100.-1", "1e2",
            "١٠٠", " 100",
        ] {
            check(
                text,
                &format!("expected a release such as `100`, `219.1.0` or `latest`, found {text:?}"),
            );
        }
    }

    #[test]
    fn every_constant_is_a_published_release() {
        use ApiRevision as R;
        let others = [R::V262, R::LATEST];
        for revision in R::OF_MESSAGE.into_iter().chain(others) {
            check(&revision.to_string(), &revision.to_string());
        }
        assert_eq!(R::all().next_back(), Some(R::LATEST));
    }

    #[test]
    fn the_constants_of_message_are_where_its_properties_changed() {
        let message = Contract::get()
            .definition("Message")
            .expect("the contract has Message");
        assert_eq!(message.revisions(), ApiRevision::OF_MESSAGE);
    }
}
