//! What can happen to a frame on its way.

use message_model::closed_list;

closed_list! {
    /// What happens to a frame on its way.
    ///
    /// ```
    /// use message_faults::stream::StreamFault;
    ///
    /// assert_eq!("two-sockets".parse(), Ok(StreamFault::TwoSockets));
    /// ```
    pub enum StreamFault {
        /// It changes places with frames near to it.
        Reorder = "reorder",
        /// It comes twice, one right after the other.
        Duplicate = "duplicate",
        /// It comes seconds late.
        Late = "late",
        /// It never comes.
        Lost = "lost",
        /// It comes again much later, with others of its time.
        Repeated = "repeated",
        /// An answer of the API that shows the same comes before it.
        Overtaken = "overtaken",
        /// It was sent while the socket was down; after it, the API was asked.
        Gap = "gap",
        /// It comes on a second socket too, at another time.
        TwoSockets = "two-sockets",
        /// The clock by which its arrival was written is wrong.
        ClockSkew = "clock-skew",
    }
}
