//! A release of the contract: when it was published, and where.

use super::revision::ApiRevision;

/// A published release: its version, its date and where it was published.
///
/// ```
/// use message_model::ApiRevision;
///
/// let release = ApiRevision::LATEST.release();
/// assert_eq!(release.revision(), ApiRevision::LATEST);
/// assert_eq!(release.date(), "2026-10-08");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    pub(super) revision: ApiRevision,
    pub(super) date: &'static str,
    pub(super) on_pypi: bool,
}

impl Release {
    /// The version.
    pub fn revision(&self) -> ApiRevision {
        self.revision
    }

    /// The publication date as `yyyy-MM-dd`: that of the release commit, or of the files in the
    /// package.
    pub fn date(&self) -> &'static str {
        self.date
    }

    /// Whether the Python SDK of this release is on PyPI; some were published as source only.
    ///
    /// ```
    /// use message_model::contract::Contract;
    ///
    /// let releases = Contract::get().releases();
    /// assert!(releases.iter().any(|release| release.is_on_pypi()));
    /// assert!(!releases.iter().all(|release| release.is_on_pypi()));
    /// ```
    pub fn is_on_pypi(&self) -> bool {
        self.on_pypi
    }
}
