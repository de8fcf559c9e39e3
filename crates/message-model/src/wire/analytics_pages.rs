//! The answers that hold analytics details: a page of a query, and one of the results of a job.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{AnalyticsConversation, Number, Timestamp};

object! {
    /// A page of `POST /api/v2/analytics/conversations/details/query`.
    ///
    /// ```
    /// use message_model::{AnalyticsConversationQueryResponse, decode};
    ///
    /// let page: AnalyticsConversationQueryResponse = decode(r#"{"totalHits": 3}"#)?;
    /// assert_eq!(page.total_hits, Some(3));
    /// assert!(page.conversations.is_none(), "a page past the end has none");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    AnalyticsConversationQueryResponse {
        /// The conversations of the page; without the attributes of participants since 78.0.0
        /// (documented).
        "conversations" since "19.0.0" => conversations: Vec<AnalyticsConversation>,
        /// What was counted of them, if that was asked for.
        "aggregations" since "19.0.0" => aggregations: Vec<AggregationResult>,
        /// The number of conversations on all pages.
        "totalHits" since "114.0.0" => total_hits: i64,
    }
}

object! {
    /// What was counted of the conversations that a query found.
    AggregationResult {
        /// Whether values or ranges were counted.
        "type" since "19.0.0" => r#type: AggregationType,
        /// The dimension that was counted.
        "dimension" since "19.0.0" => dimension: String,
        /// The metric that was counted.
        "metric" since "19.0.0" => metric: String,
        /// How many there are.
        "count" since "19.0.0" => count: i64,
        /// The counts.
        "results" since "19.0.0" => results: Vec<AggregationResultEntry>,
    }
}

object! {
    /// One of the counts.
    AggregationResultEntry {
        /// How many there are.
        "count" since "19.0.0" => count: i64,
        /// The value.
        "value" since "19.0.0" => value: String,
        /// The lower end of the range, which belongs to it.
        "gte" since "19.0.0" => gte: Number,
        /// The upper end of the range, which does not.
        "lt" since "19.0.0" => lt: Number,
    }
}

object! {
    /// A page of `GET /api/v2/analytics/conversations/details/jobs/{jobId}/results`.
    AnalyticsConversationAsyncQueryResponse {
        /// The conversations of the page.
        "conversations" since "61.0.0" => conversations: Vec<AnalyticsConversation>,
        /// What to ask with for the next page; absent on the last one (inferred).
        "cursor" since "61.0.0" => cursor: String,
        /// Until when there are data.
        "dataAvailabilityDate" since "84.0.0" => data_availability_date: Timestamp,
    }
}

open_enum! {
    /// Whether values or ranges were counted.
    AggregationType {
        /// Since release 19.0.0.
        "termFrequency" => TermFrequency,
        /// Since release 19.0.0.
        "numericRange" => NumericRange,
    }
}
