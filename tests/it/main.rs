//! The crates and the corpus, used as a downstream team would.
