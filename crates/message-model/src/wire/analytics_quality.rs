//! Evaluations, surveys and resolutions in the analytics details. None of them comes of what
//! happens in a conversation.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;
use crate::{Id, Timestamp};

object! {
    /// An evaluation of an agent.
    AnalyticsEvaluation {
        /// Whether it can be assigned.
        "assigneeApplicable" since "181.0.0" => assignee_applicable: bool,
        /// The identifier of the user to whom it is assigned.
        "assigneeId" since "168.0.0" => assignee_id: Id,
        /// The identifier of the calibration.
        "calibrationId" since "49.0.0" => calibration_id: Id,
        /// The identifier of the form in all its versions.
        "contextId" since "19.0.0" => context_id: Id,
        /// Whether it was deleted.
        "deleted" since "65.0.0" => deleted: bool,
        /// The identifier of the evaluation.
        "evaluationId" since "19.0.0" => evaluation_id: Id,
        /// Its status.
        "evaluationStatus" since "163.0.0" => evaluation_status: AnalyticsEvaluationStatus,
        /// The identifier of the evaluator.
        "evaluatorId" since "19.0.0" => evaluator_id: Id,
        /// When it changed. Before 44.0.0 declared as a text.
        "eventTime" since "44.0.0" => event_time: Timestamp,
        /// The identifier of the form.
        "formId" since "19.0.0" => form_id: Id,
        /// The name of the form.
        "formName" since "19.0.0" => form_name: String,
        /// The identifier of the queue.
        "queueId" since "19.0.0" => queue_id: Id,
        /// Whether it was released.
        "released" since "124.1.0" => released: bool,
        /// Whether it was scored again.
        "rescored" since "65.0.0" => rescored: bool,
        /// Whether the system submitted it.
        "systemSubmitted" since "231.0.0" => system_submitted: bool,
        /// The identifier of the user evaluated.
        "userId" since "19.0.0" => user_id: Id,
        /// The score of the critical questions.
        "oTotalCriticalScore" since "46.0.0" => o_total_critical_score: i64,
        /// The total score.
        "oTotalScore" since "46.0.0" => o_total_score: i64,
        /// The total score, under the name that it had in releases of a mistake.
        "getoTotalScore" since "19.0.0" => geto_total_score: i64,
        /// The score of the critical questions, under the name that it had in releases of a
        /// mistake.
        "getoTotalCriticalScore" since "19.0.0" => geto_total_critical_score: i64,
    }
}

object! {
    /// A survey that a customer was asked to fill in.
    AnalyticsSurvey {
        /// When it changed.
        "eventTime" since "44.0.0" => event_time: Timestamp,
        /// The identifier of the queue.
        "queueId" since "37.0.0" => queue_id: Id,
        /// When it was filled in.
        "surveyCompletedDate" since "46.0.0" => survey_completed_date: Timestamp,
        /// The identifier of the form in all its versions.
        "surveyFormContextId" since "37.0.0" => survey_form_context_id: Id,
        /// The identifier of the form.
        "surveyFormId" since "37.0.0" => survey_form_id: Id,
        /// The name of the form.
        "surveyFormName" since "46.0.0" => survey_form_name: String,
        /// The identifier of the survey.
        "surveyId" since "37.0.0" => survey_id: Id,
        /// Whether it was filled in partly.
        "surveyPartialResponse" since "197.0.0" => survey_partial_response: bool,
        /// The promoter score.
        "surveyPromoterScore" since "43.0.0" => survey_promoter_score: i64,
        /// Its status.
        "surveyStatus" since "46.0.0" => survey_status: String,
        /// Its kind.
        "surveyType" since "197.0.0" => survey_type: AnalyticsSurveyType,
        /// The identifier of the user.
        "userId" since "37.0.0" => user_id: Id,
        /// The total score.
        "oSurveyTotalScore" since "46.0.0" => o_survey_total_score: i64,
        /// The identifier of the participant; before 43.0.0.
        "participantId" since "37.0.0" => participant_id: Id,
        /// The identifier of the external contact; before 43.0.0.
        "externalContactId" since "37.0.0" => external_contact_id: Id,
        /// The customer's address; before 43.0.0.
        "customerAddress" since "37.0.0" => customer_address: String,
        /// Its status; before 46.0.0.
        "status" since "37.0.0" => status: String,
        /// When it was made; before 43.0.0.
        "createdDate" since "37.0.0" => created_date: Timestamp,
        /// The total score, under the name that it had in releases of a mistake.
        "getoSurveyTotalScore" since "42.0.0" => geto_survey_total_score: i64,
        /// When it was filled in, in milliseconds since 1970; in 43.0.0 only.
        "surveyCompletedTime" since "43.0.0" => survey_completed_time: i64,
        /// The media; before 46.0.0.
        "mediaTypes" since "43.0.0" => media_types: Vec<String>,
        /// The identifiers of the languages; before 46.0.0.
        "languageIds" since "43.0.0" => language_ids: Vec<Id>,
        /// The identifiers of the skills; before 46.0.0.
        "skillIds" since "43.0.0" => skill_ids: Vec<Id>,
        /// When it was filled in, under the name that it had before 46.0.0.
        "getsurveyCompletedDate" since "44.0.0" => getsurvey_completed_date: Timestamp,
    }
}

object! {
    /// Whether a case was resolved by this contact.
    AnalyticsResolution {
        /// When it was measured.
        "eventTime" since "115.0.0" => event_time: Timestamp,
        /// The identifier of the queue.
        "queueId" since "109.0.0" => queue_id: Id,
        /// The identifier of the user.
        "userId" since "109.0.0" => user_id: Id,
        /// How many further contacts were avoided.
        "nNextContactAvoided" since "115.0.0" => n_next_contact_avoided: i64,
        /// How many further contacts were avoided, under the name that it had in releases of a
        /// mistake.
        "getnNextContactAvoided" since "109.0.0" => getn_next_contact_avoided: i64,
    }
}

open_enum! {
    /// The status of an evaluation.
    AnalyticsEvaluationStatus {
        /// Since release 163.0.0.
        "Finished" => Finished,
        /// Since release 163.0.0.
        "InProgress" => InProgress,
        /// Since release 163.0.0.
        "InReview" => InReview,
        /// Since release 163.0.0.
        "Pending" => Pending,
        /// Since release 163.0.0.
        "Retracted" => Retracted,
    }
}

open_enum! {
    /// The kind of a survey.
    AnalyticsSurveyType {
        /// Since release 197.0.0.
        "Web" => Web,
        /// Since release 197.0.0.
        "Voice" => Voice,
    }
}
