//! How well a fact about the platform is supported.
//!
//! About half of what is known about message legs is inferred, so every rule, transition and
//! scenario states the evidence it rests on.

crate::closed_list! {
    /// The evidence for a statement about the platform, from the strongest to the weakest.
    ///
    /// ```
    /// use message_model::Evidence;
    ///
    /// assert!(Evidence::Documented < Evidence::Inferred);
    /// assert_eq!(Evidence::Observed.to_string(), "observed");
    /// assert_eq!("inferred".parse(), Ok(Evidence::Inferred));
    /// ```
    pub enum Evidence {
        /// The vendor's documentation or the text of an official SDK says so.
        Documented = "documented",
        /// It was seen in a real payload.
        Observed = "observed",
        /// We conclude it from what is documented and observed.
        Inferred = "inferred",
    }
}
