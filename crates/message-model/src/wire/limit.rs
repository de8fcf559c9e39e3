//! Platform limits, as errors name them.

use crate::wire::object::object;
use crate::wire::open_enum::open_enum;

object! {
    /// A limit of the platform, such as the one that an [`ErrorBody`](crate::ErrorBody) says was
    /// exceeded.
    Limit {
        /// The name of the limit within its namespace.
        "key" since "116.0.0" => key: String,
        /// The part of the platform that sets the limit.
        "namespace" since "174.0.0" => namespace: LimitNamespace,
        /// The value of the limit; up to 64 bits (documented).
        "value" since "116.0.0" => value: i64,
        /// Whether the limit is documented; in notifications only.
        "documented" since "213.0.0" => documented: bool,
    }
}

open_enum! {
    /// The part of the platform that sets a limit. Of all lists of values in the contract, this one
    /// changes most often.
    LimitNamespace {
        /// Since release 230.0.0.
        "users.rules" => UsersRules,
        /// Since release 231.0.0.
        "voice.transcription" => VoiceTranscription,
        /// Since release 174.0.0.
        "agent.assistant" => AgentAssistant,
        /// Since release 246.0.0.
        "agentic.virtual.agents" => AgenticVirtualAgents,
        /// Since release 219.1.0.
        "analytics.agents" => AnalyticsAgents,
        /// Since release 174.0.0.
        "analytics.alerting" => AnalyticsAlerting,
        /// Since release 230.0.0.
        "analytics.data.extraction" => AnalyticsDataExtraction,
        /// Since release 174.0.0.
        "analytics" => Analytics,
        /// Since release 174.0.0.
        "analytics.realtime" => AnalyticsRealtime,
        /// Since release 174.0.0.
        "analytics.reporting.settings" => AnalyticsReportingSettings,
        /// Since release 258.0.0.
        "anomaly.detection" => AnomalyDetection,
        /// Since release 174.0.0.
        "architect" => Architect,
        /// Since release 174.0.0.
        "audiohook" => Audiohook,
        /// Since release 238.0.0.
        "audiohook.monitor" => AudiohookMonitor,
        /// Since release 174.0.0.
        "audit" => Audit,
        /// Since release 174.0.0.
        "auth.api" => AuthApi,
        /// Since release 174.0.0.
        "authorization" => Authorization,
        /// Since release 174.0.0.
        "automation.testing" => AutomationTesting,
        /// Since release 174.0.0.
        "bots" => Bots,
        /// Since release 174.0.0.
        "bots.voice" => BotsVoice,
        /// Since release 216.0.0.
        "business.rules" => BusinessRules,
        /// Since release 174.0.0.
        "callback" => Callback,
        /// Since release 258.0.0.
        "case.management" => CaseManagement,
        /// Since release 174.0.0.
        "cobrowse" => Cobrowse,
        /// Since release 174.0.0.
        "content.management" => ContentManagement,
        /// Since release 174.0.0.
        "conversation" => Conversation,
        /// Since release 247.0.0.
        "copilot" => Copilot,
        /// Since release 174.0.0.
        "dataactions" => Dataactions,
        /// Since release 174.0.0.
        "datatables" => Datatables,
        /// Since release 174.0.0.
        "directory" => Directory,
        /// Since release 225.0.0.
        "dsar" => Dsar,
        /// Since release 174.0.0.
        "email" => Email,
        /// Since release 191.0.0.
        "employee.engagement" => EmployeeEngagement,
        /// Since release 174.0.0.
        "event.orchestration" => EventOrchestration,
        /// Since release 174.0.0.
        "external.contacts" => ExternalContacts,
        /// Since release 223.0.0.
        "external.events.data.ingestion" => ExternalEventsDataIngestion,
        /// Since release 216.0.0.
        "gamification" => Gamification,
        /// Since release 174.0.0.
        "gcv" => Gcv,
        /// Since release 174.0.0.
        "gdpr" => Gdpr,
        /// Since release 174.0.0.
        "groups" => Groups,
        /// Since release 228.0.0.
        "guides" => Guides,
        /// Since release 174.0.0.
        "historical.adherence" => HistoricalAdherence,
        /// Since release 174.0.0.
        "infrastructureascode" => Infrastructureascode,
        /// Since release 174.0.0.
        "integrations" => Integrations,
        /// Since release 174.0.0.
        "intent.miner" => IntentMiner,
        /// Since release 209.0.0.
        "internal.messaging" => InternalMessaging,
        /// Since release 174.0.0.
        "journey" => Journey,
        /// Since release 174.0.0.
        "knowledge" => Knowledge,
        /// Since release 174.0.0.
        "language.understanding" => LanguageUnderstanding,
        /// Since release 182.0.0.
        "learning" => Learning,
        /// Since release 174.0.0.
        "limit.registry" => LimitRegistry,
        /// Since release 174.0.0.
        "marketplace" => Marketplace,
        /// Since release 262.0.0.
        "mcp.analytics.aggregates" => McpAnalyticsAggregates,
        /// Since release 258.0.0.
        "mcp" => Mcp,
        /// Since release 181.1.0.
        "media.communications" => MediaCommunications,
        /// Since release 174.0.0.
        "messaging" => Messaging,
        /// Since release 219.1.0.
        "micro.frontend" => MicroFrontend,
        /// Since release 261.0.0.
        "multi.org" => MultiOrg,
        /// Since release 174.0.0.
        "notifications" => Notifications,
        /// Since release 174.0.0.
        "onboarding" => Onboarding,
        /// Since release 264.0.0.
        "organization.notice" => OrganizationNotice,
        /// Since release 174.0.0.
        "outbound" => Outbound,
        /// Since release 174.0.0.
        "platform.api" => PlatformApi,
        /// Since release 174.0.0.
        "predictive.routing" => PredictiveRouting,
        /// Since release 174.0.0.
        "presence" => Presence,
        /// Since release 174.0.0.
        "quality" => Quality,
        /// Since release 174.0.0.
        "recording" => Recording,
        /// Since release 174.0.0.
        "response.management" => ResponseManagement,
        /// Since release 174.0.0.
        "routing" => Routing,
        /// Since release 174.0.0.
        "scim" => Scim,
        /// Since release 238.0.0.
        "screen.monitoring" => ScreenMonitoring,
        /// Since release 263.0.0.
        "sda" => Sda,
        /// Since release 174.0.0.
        "search" => Search,
        /// Since release 174.0.0.
        "secondary.automation.testing" => SecondaryAutomationTesting,
        /// Since release 174.0.0.
        "skills" => Skills,
        /// Since release 202.0.0.
        "social.media" => SocialMedia,
        /// Since release 174.0.0.
        "speech.and.text.analytics" => SpeechAndTextAnalytics,
        /// Since release 174.0.0.
        "speech.integration" => SpeechIntegration,
        /// Since release 174.0.0.
        "supportability" => Supportability,
        /// Since release 174.0.0.
        "task.management" => TaskManagement,
        /// Since release 174.0.0.
        "telephony.configuration" => TelephonyConfiguration,
        /// Since release 174.0.0.
        "usage" => Usage,
        /// Since release 174.0.0.
        "users" => Users,
        /// Since release 174.0.0.
        "web.deployments" => WebDeployments,
        /// Since release 174.0.0.
        "web.messaging" => WebMessaging,
        /// Since release 174.0.0.
        "webchat" => Webchat,
        /// Since release 174.0.0.
        "webhooks" => Webhooks,
        /// Since release 262.0.0.
        "workforce.management.adherence" => WorkforceManagementAdherence,
        /// Since release 234.0.0.
        "workforce.management.agent.availability" => WorkforceManagementAgentAvailability,
        /// Since release 198.0.0.
        "workforce.management.forecast" => WorkforceManagementForecast,
        /// Since release 174.0.0.
        "workforce.management" => WorkforceManagement,
        /// Since release 259.0.0.
        "workforce.management.scheduling.preferences" => WorkforceManagementSchedulingPreferences,
        /// Since release 247.0.0.
        "workforce.management.self.schedule" => WorkforceManagementSelfSchedule,
        /// Since release 246.0.0.
        "workforce.management.shift.trading" => WorkforceManagementShiftTrading,
        /// Since release 198.0.0.
        "system" => System,
        /// From release 263.0.0 until before 264.0.0.
        "admin.notice" => AdminNotice,
    }
}
