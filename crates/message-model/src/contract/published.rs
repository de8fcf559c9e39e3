//! Which releases were published.
//!
//! Only published releases can be represented: any other version is an error, so that a typing
//! mistake does not silently select another contract.

use std::fmt;
use std::str::FromStr;

use super::all_releases::Contract;
use super::release::Release;
use super::revision::{ApiRevision, numbers};

impl ApiRevision {
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
///
/// ```
/// use message_model::ApiRevision;
///
/// let error = "300".parse::<ApiRevision>().unwrap_err().to_string();
/// assert!(error.contains("300") && error.contains("269.0.0"), "{error}");
/// ```
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
        for revision in R::OF_MESSAGE.into_iter().chain([R::LATEST]) {
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
