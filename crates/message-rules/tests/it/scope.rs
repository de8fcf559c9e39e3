//! What each rule is for, stated a second time: its severity, its evidence, and where it applies.
//!
//! The table is from what is known of the platform. Media: a fact about message legs is for the
//! media that are known to have the same. Views: notifications have no segments, and in the media
//! views leg and participant are one object, so that nothing can be said of the two together.
//! Tolerances in milliseconds: two clocks write the times of a leg (at most 84 ms apart were seen),
//! hand-overs leave gaps and overlaps of up to 67 ms, ends follow each other within 20 ms, and
//! unanswered offers end up to 222 ms after their timeout.

use message_rules::rules;

/// Id, severity, evidence, views, media and tolerance.
const TABLE: &str = "
leg-id-uuid                           | usually | observed   | every view                      | every medium
leg-id-unique                         | must    | documented | every view                      | every medium
participant-id-unique                 | must    | documented | conversation notification       | every medium
state-known                           | usually | documented | every view                      | every medium
disconnect-type-before-end            | must    | documented | every view                      | every medium
disconnect-type-at-end                | usually | observed   | every view                      | every medium
disconnected-time-before-end          | must    | documented | every view                      | every medium
disconnected-time-at-end              | usually | observed   | every view                      | every medium
connected-time-while-alerting         | usually | observed   | every view                      | every medium
connected-time-of-unanswered          | usually | observed   | conversation notification       | every medium
start-alerting-time-when-alerted      | usually | observed   | conversation                    | every medium
start-alerting-time-in-notification   | must    | documented | notification media-notification | message
start-alerting-time-without-alert     | usually | observed   | conversation                    | every medium
leg-times-ordered                     | must    | documented | every view                      | every medium                | 100
connected-time-with-segment           | usually | observed   | conversation                    | every medium                | 100
start-hold-time-while-held            | usually | inferred   | every view                      | every medium
start-hold-time-without-hold          | must    | documented | every view                      | every medium
held-while-connected                  | usually | inferred   | every view                      | every medium
held-after-end                        | usually | observed   | every view                      | every medium
park-time-when-parked                 | usually | documented | every view                      | message
resume-after-park                     | usually | inferred   | every view                      | message
segment-ends-after-start              | must    | documented | conversation                    | every medium
segments-contiguous                   | usually | observed   | conversation                    | every medium
alert-first-and-once                  | usually | observed   | conversation                    | every medium
segments-alternate                    | usually | observed   | conversation                    | every medium
how-ended-names-next                  | usually | observed   | conversation                    | every medium
segment-disconnect-type-at-disconnect | usually | observed   | conversation                    | every medium
segment-disconnect-type-of-leg        | usually | observed   | conversation                    | every medium
last-segment-ends-with-leg            | usually | observed   | conversation                    | every medium
last-segment-open-while-live          | usually | inferred   | conversation                    | every medium
alert-ends-with-leg                   | note    | observed   | conversation                    | every medium
open-segment-how-ended                | note    | observed   | conversation                    | every medium
first-segment-starts-with-participant | usually | observed   | conversation                    | every medium
participant-ends-with-legs            | usually | observed   | conversation notification       | every medium
participant-ended-while-leg-live      | must    | documented | conversation notification       | every medium
conversation-ends-last                | must    | documented | every view                      | every medium                | 50
conversation-ended-while-leg-live     | must    | documented | every view                      | every medium
internal-peer-is-customer             | must    | documented | conversation notification       | message chat callback email
internal-leg-has-peer                 | usually | observed   | every view                      | message callback
customer-peer-is-agent                | usually | observed   | conversation notification       | message chat callback email
customer-leg-spans-contact            | usually | observed   | every view                      | message chat callback email | 50
one-customer-leg-live                 | usually | inferred   | every view                      | message chat callback email | 100
one-agent-leg-per-user                | usually | observed   | every view                      | message chat callback email | 100
one-acd-leg-live                      | usually | observed   | every view                      | message chat callback email | 100
communications-at-most-100            | usually | documented | every view                      | every medium
queue-hands-on-to-agent               | usually | observed   | every view                      | every medium                | 100
hand-on-is-transfer                   | usually | observed   | every view                      | every medium                | 100
flow-never-waits                      | usually | observed   | every view                      | message chat call
peers-follow-client                   | usually | observed   | every view                      | message chat callback email | 50
peer-end-has-cause                    | usually | observed   | every view                      | every medium                | 50
no-answer-after-timeout               | usually | observed   | every view                      | every medium                | 250
no-conference-of-messages             | usually | inferred   | every view                      | message
message-times-ordered                 | usually | inferred   | every view                      | message
message-id-unique                     | usually | inferred   | every view                      | message
received-on-customer-leg              | usually | inferred   | every view                      | message
delivery-status-on-internal-leg       | usually | documented | every view                      | message
error-info-on-failure                 | must    | documented | every view                      | message
message-part-count                    | must    | documented | every view                      | message
message-parts-of-sms                  | usually | documented | every view                      | message
recipient-country-alpha-2             | must    | documented | every view                      | message
sms-address-e164                      | usually | documented | every view                      | message
work-after-of-agents                  | usually | observed   | conversation notification       | every medium
work-after-connected                  | usually | observed   | every view                      | every medium
work-after-before-end                 | usually | observed   | every view                      | every medium
work-after-starts-at-end              | usually | observed   | every view                      | every medium                | 100
work-after-of-participant             | usually | observed   | conversation notification       | every medium
work-after-ends-after-start           | must    | documented | every view                      | every medium
work-after-forward                    | usually | inferred   | every view                      | every medium
disconnected-is-final                 | usually | inferred   | every view                      | every medium
alerting-is-first                     | usually | inferred   | every view                      | every medium
initial-state-fixed                   | must    | documented | every view                      | every medium
set-times-never-move                  | must    | documented | every view                      | every medium
set-times-never-vanish                | usually | inferred   | every view                      | every medium
park-time-kept                        | must    | documented | every view                      | message
segments-only-close                   | usually | inferred   | conversation                    | every medium
leg-id-reused                         | must    | documented | conversation notification       | every medium
legs-never-vanish                     | usually | inferred   | every view                      | every medium
messages-append-only                  | usually | inferred   | every view                      | message
message-status-forward                | must    | documented | every view                      | message
message-status-order                  | usually | inferred   | every view                      | message
participants-never-vanish             | usually | inferred   | every view                      | every medium
participant-keeps-identity            | usually | inferred   | every view                      | every medium
participants-by-joining               | usually | observed   | every view                      | every medium                | 100
participants-keep-order               | usually | observed   | every view                      | every medium
peer-names-customer-leg               | usually | documented | media media-notification        | message
acw-time-starts-at-end                | usually | observed   | media media-notification        | every medium                | 100
self-uri-in-notification              | must    | documented | media-notification              | every medium
detail-duration-not-negative          | must    | documented | detail-event                    | message
answered-user-of-outcome              | usually | observed   | detail-event                    | message
detail-event-once                     | must    | documented | detail-event                    | message
detail-event-of-participant           | must    | documented | detail-event                    | message
detail-event-after-cause              | must    | documented | detail-event                    | message
detail-event-has-cause                | usually | inferred   | detail-event                    | message
detail-duration-of-span               | usually | observed   | detail-event                    | message
body-status-of-direction              | must    | documented | bodies                          | message
receipt-names-its-message             | must    | documented | bodies open-messaging           | message
receipts-of-outbound                  | must    | documented | bodies                          | message
receipt-reasons-of-failure            | must    | documented | bodies open-messaging           | message
body-status-of-receipts               | usually | inferred   | bodies                          | message
text-body-is-normalized-text          | must    | documented | bodies                          | message
body-agrees-with-normalized           | usually | inferred   | bodies                          | message
body-self-uri                         | usually | inferred   | bodies                          | message
created-by-of-outbound                | usually | inferred   | bodies                          | message
open-inbound-has-sender               | must    | documented | open-messaging                  | message
body-of-leg-message                   | must    | documented | bodies                          | message
webhook-id-time-unique                | must    | documented | open-messaging                  | message
session-id-unique                     | must    | documented | analytics                       | every medium
session-segment-ends-after-start      | must    | documented | analytics                       | every medium
session-segments-contiguous           | usually | observed   | analytics                       | message chat
session-alert-first-wrapup-last       | usually | observed   | analytics                       | message chat
session-disconnect-type-at-end        | usually | observed   | analytics                       | message chat
metric-of-segment                     | usually | observed   | analytics                       | message chat
metric-of-session                     | usually | observed   | analytics                       | message chat
metrics-add-up                        | usually | observed   | analytics                       | message chat
count-metric-is-one                   | usually | observed   | analytics                       | message chat
metrics-by-emission                   | usually | observed   | analytics                       | message chat
answer-metric-is-queue-wait           | usually | observed   | analytics                       | message chat
analytics-participants-by-joining     | usually | observed   | analytics                       | message chat
one-analytics-participant-per-user    | usually | observed   | analytics                       | message chat
session-peer-is-of-contact            | usually | documented | analytics                       | message chat
analytics-conversation-spans-segments | usually | observed   | analytics                       | message chat
";

/// Id, and the names of the sources: what a finding cites must be where the fact is.
const SOURCES: &str = "
leg-id-uuid                           | call-conversation chat-listing callback-notification
leg-id-unique                         | sdk call-conversation chat-listing callback-notification
participant-id-unique                 | sdk call-conversation chat-listing callback-notification
state-known                           | sdk
disconnect-type-before-end            | sdk
disconnect-type-at-end                | chat-article call-conversation chat-listing callback-notification
disconnected-time-before-end          | sdk chat-listing callback-notification
disconnected-time-at-end              | chat-article call-conversation chat-listing callback-notification
connected-time-while-alerting         | sdk callback-conversation
connected-time-of-unanswered          | chat-listing callback-notification
start-alerting-time-when-alerted      | call-conversation callback-conversation
start-alerting-time-in-notification   | sdk-notification
start-alerting-time-without-alert     | chat-article chat-listing chat-conversation
leg-times-ordered                     | sdk chat-article call-conversation chat-listing callback-notification
connected-time-with-segment           | chat-article call-conversation chat-conversation
start-hold-time-while-held            | sdk conclusion
start-hold-time-without-hold          | sdk chat-article call-conversation chat-listing callback-notification
held-while-connected                  | sdk conclusion
held-after-end                        | chat-article call-conversation chat-listing callback-notification
park-time-when-parked                 | sdk
resume-after-park                     | conclusion
segment-ends-after-start              | sdk chat-article call-conversation
segments-contiguous                   | call-conversation message-analytics chat-analytics
alert-first-and-once                  | call-conversation message-analytics chat-analytics
segments-alternate                    | message-analytics chat-analytics
how-ended-names-next                  | chat-article call-conversation callback-conversation chat-conversation
segment-disconnect-type-at-disconnect | chat-article call-conversation chat-conversation
segment-disconnect-type-of-leg        | chat-article call-conversation chat-conversation
last-segment-ends-with-leg            | chat-article call-conversation callback-conversation chat-conversation
last-segment-open-while-live          | conclusion
alert-ends-with-leg                   | call-conversation chat-conversation callback-conversation
open-segment-how-ended                | call-conversation chat-conversation callback-conversation
first-segment-starts-with-participant | call-conversation callback-conversation chat-conversation
participant-ends-with-legs            | call-conversation chat-listing callback-notification
participant-ended-while-leg-live      | sdk
conversation-ends-last                | sdk call-conversation chat-conversation message-analytics
conversation-ended-while-leg-live     | sdk
internal-peer-is-customer             | sdk-analytics message-analytics callback-notification
internal-leg-has-peer                 | callback-notification message-analytics
customer-peer-is-agent                | chat-listing callback-notification message-analytics
customer-leg-spans-contact            | message-analytics chat-listing
one-customer-leg-live                 | conclusion
one-agent-leg-per-user                | chat-listing
one-acd-leg-live                      | message-analytics chat-listing callback-notification
communications-at-most-100            | forum-caps
queue-hands-on-to-agent               | call-conversation chat-listing callback-notification message-analytics
hand-on-is-transfer                   | call-conversation chat-listing callback-notification message-analytics
flow-never-waits                      | call-conversation chat-listing message-analytics
peers-follow-client                   | message-analytics chat-analytics
peer-end-has-cause                    | call-conversation message-analytics chat-analytics
no-answer-after-timeout               | chat-listing callback-conversation
no-conference-of-messages             | conclusion
message-times-ordered                 | conclusion
message-id-unique                     | conclusion
received-on-customer-leg              | blog-sms conclusion
delivery-status-on-internal-leg       | blog-sms
error-info-on-failure                 | blog-sms
message-part-count                    | sdk resource-center
message-parts-of-sms                  | sdk resource-center
recipient-country-alpha-2             | sdk
sms-address-e164                      | blog-sms resource-center
work-after-of-agents                  | call-conversation callback-notification
work-after-connected                  | call-conversation callback-notification
work-after-before-end                 | call-conversation callback-notification
work-after-starts-at-end              | call-conversation callback-notification
work-after-of-participant             | call-conversation callback-notification
work-after-ends-after-start           | sdk call-conversation
work-after-forward                    | conclusion
disconnected-is-final                 | conclusion
alerting-is-first                     | conclusion
initial-state-fixed                   | sdk callback-conversation
set-times-never-move                  | sdk
set-times-never-vanish                | conclusion
park-time-kept                        | sdk
segments-only-close                   | conclusion
leg-id-reused                         | sdk callback-conversation
legs-never-vanish                     | callback-conversation conclusion
messages-append-only                  | blog-sms conclusion
message-status-forward                | blog-sms
message-status-order                  | blog-sms conclusion
participants-never-vanish             | callback-conversation conclusion
participant-keeps-identity            | forum-caps conclusion
participants-by-joining               | chat-listing callback-notification
participants-keep-order               | callback-notification
peer-names-customer-leg               | blog-sms
acw-time-starts-at-end                | chat-notification
self-uri-in-notification              | sdk-media-notification
detail-duration-not-negative          | sdk-detail
answered-user-of-outcome              | acd-events
detail-event-once                     | sdk-detail sdk
detail-event-of-participant           | sdk-detail sdk callback-conversation
detail-event-after-cause              | sdk-detail event-bridge
detail-event-has-cause                | conclusion
detail-duration-of-span               | event-bridge conclusion
body-status-of-direction              | blog-sms sdk-body
receipt-names-its-message             | sdk-body open-messaging
receipts-of-outbound                  | sdk-body
receipt-reasons-of-failure            | sdk-body open-messaging open-samples
body-status-of-receipts               | conclusion
text-body-is-normalized-text          | text-body-removal
body-agrees-with-normalized           | conclusion
body-self-uri                         | conclusion
created-by-of-outbound                | conclusion
open-inbound-has-sender               | sdk-open
body-of-leg-message                   | blog-sms
webhook-id-time-unique                | open-messaging
session-id-unique                     | sdk-analytics-details
session-segment-ends-after-start      | sdk-analytics-details
session-segments-contiguous           | message-analytics chat-analytics
session-alert-first-wrapup-last       | message-analytics chat-analytics
session-disconnect-type-at-end        | message-analytics chat-analytics
metric-of-segment                     | message-analytics chat-analytics
metric-of-session                     | message-analytics chat-analytics
metrics-add-up                        | message-analytics chat-analytics
count-metric-is-one                   | message-analytics chat-analytics
metrics-by-emission                   | message-analytics chat-analytics
answer-metric-is-queue-wait           | message-analytics chat-analytics
analytics-participants-by-joining     | message-analytics chat-analytics
one-analytics-participant-per-user    | message-analytics
session-peer-is-of-contact            | sdk-analytics message-analytics
analytics-conversation-spans-segments | message-analytics chat-analytics forum-sessions
";

#[test]
fn every_rule_cites_what_the_table_says() {
    for (rule, row) in rules().zip(SOURCES.lines().skip(1)) {
        let names: Vec<&str> = rule.sources.iter().map(|source| source.name).collect();
        let (id, stated) = row.split_once('|').expect("an id and names");
        assert_eq!(
            (rule.id, names.join(" ").as_str()),
            (id.trim(), stated.trim())
        );
    }
    assert_eq!(
        rules().count(),
        SOURCES.lines().skip(1).count(),
        "the table has every rule"
    );
}

#[test]
fn every_rule_is_for_what_the_table_says() {
    let stated: Vec<Vec<&str>> = TABLE
        .lines()
        .skip(1)
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    let names: Vec<&str> = rules().map(|rule| rule.id).collect();
    assert_eq!(
        names,
        stated.iter().map(|row| row[0]).collect::<Vec<_>>(),
        "the table has every rule, in order"
    );
    for (rule, row) in rules().zip(&stated) {
        let views: Vec<&str> = rule.views.iter().map(|view| view.as_str()).collect();
        let media: Vec<&str> = rule.media.iter().map(|medium| medium.as_str()).collect();
        let tolerance = rule.tolerance.map(|tolerance| tolerance.ms.to_string());
        let found = [
            rule.severity.as_str().to_owned(),
            rule.evidence.to_string(),
            named(
                &views,
                "conversation media notification media-notification",
                "every view",
            ),
            named(&media, "message chat callback email call", "every medium"),
        ];
        let found: Vec<String> = [rule.id.to_owned()]
            .into_iter()
            .chain(found)
            .chain(tolerance)
            .collect();
        assert_eq!(found, *row, "{}", rule.id);
    }
}

/// The names with spaces between, or what stands in the table for all of them.
fn named(names: &[&str], all: &str, every: &str) -> String {
    let names = names.join(" ");
    if names == all {
        every.to_owned()
    } else {
        names
    }
}
