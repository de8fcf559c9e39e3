//! What must hold of a leg on its own.

use message_model::{
    AfterCallWorkState, DisconnectType, MessageState, MessageStatus, MessageType, Segment,
    Timestamp,
};

use super::leg::Leg;
use super::{Breaches, CLOCKS_MS};

/// Into how many parts a long SMS is split at most.
const SMS_PARTS_MAX: i64 = 5;

pub(super) fn check(leg: &Leg<'_>, breaches: &mut Breaches) {
    state_and_times(leg, breaches);
    segments(leg, breaches);
    messages(leg, breaches);
    addresses(leg, breaches);
    after_call_work(leg, breaches);
}

fn state_and_times(leg: &Leg<'_>, breaches: &mut Breaches) {
    let wire = leg.leg;
    let known = [
        MessageState::Alerting,
        MessageState::Connected,
        MessageState::Parked,
        MessageState::Disconnected,
    ];
    let alerting = leg.is(MessageState::Alerting);
    let disconnected = leg.is(MessageState::Disconnected);
    let parked = leg.is(MessageState::Parked);
    let alerted = wire.initial_state == Some(MessageState::Alerting);
    let held = wire.held == Some(true);
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    must(
        wire.id.as_ref().is_some_and(|id| id.as_uuid().is_some()),
        "1 a leg's id is a UUID",
    );
    must(
        wire.state
            .as_ref()
            .is_some_and(|state| known.contains(state)),
        "2 the state is one of four",
    );
    must(
        wire.disconnect_type.is_some() == disconnected,
        "3 disconnectType exactly when disconnected",
    );
    must(
        wire.disconnected_time.is_some() == disconnected,
        "4 disconnectedTime exactly when disconnected",
    );
    must(
        !(alerting && leg.was_connected()),
        "5 no connectedTime while alerting",
    );
    must(
        alerting || disconnected || leg.was_connected(),
        "5 a connected or parked leg has connectedTime",
    );
    must(
        disconnected || alerted || !alerting,
        "5 who alerts began alerting",
    );
    must(
        alerted == wire.start_alerting_time.is_some(),
        "6, 7 startAlertingTime exactly when it began alerting",
    );
    must(
        matches!(
            wire.initial_state,
            Some(MessageState::Alerting | MessageState::Connected)
        ),
        "5 a leg begins alerting or connected",
    );
    must(!alerted || leg.is_agent(), "21 only agents alert");
    must(
        !held || leg.is(MessageState::Connected),
        "8 held only while connected",
    );
    must(
        held == wire.start_hold_time.is_some(),
        "8 startHoldTime exactly while held",
    );
    must(!held || leg.is_agent(), "5 only agents hold");
    must(
        not_after(wire.start_alerting_time, wire.connected_time),
        "9 alerting before connected",
    );
    must(
        not_after(wire.connected_time, wire.disconnected_time),
        "9 connected before disconnected",
    );
    must(
        not_after(wire.start_alerting_time, wire.disconnected_time),
        "9 alerting before disconnected",
    );
    let last = |kind: &str| {
        leg.segments()
            .iter()
            .rev()
            .find(|segment| segment.r#type.as_deref() == Some(kind))
    };
    let began = |kind: &str| last(kind).and_then(|segment| segment.start_time);
    must(
        as_one(wire.start_alerting_time, began("Alert")),
        "9 startAlertingTime and the Alert segment agree",
    );
    must(
        as_one(wire.connected_time, leg.takes_part_since()),
        "9 connectedTime and the first Interact segment agree",
    );
    must(
        as_one(wire.start_hold_time, began("Hold")),
        "9 startHoldTime and the last Hold segment agree",
    );
    must(
        as_one(wire.park_time, began("Parked")),
        "9 parkTime and the last Parked segment agree",
    );
    must(
        as_one(wire.connected_time, leg.participant.connected_time),
        "9 connectedTime and the participant's agree",
    );
    must(
        !parked || wire.park_time.is_some(),
        "32 a parked leg has parkTime",
    );
    must(
        parked == wire.resume_time.is_some(),
        "32 resumeTime exactly while parked",
    );
    must(
        wire.resume_time.is_none() || wire.resume_time > wire.park_time,
        "32 resumeTime after parkTime",
    );
    must(
        wire.park_time.is_none() || leg.is_agent(),
        "5 only agents park",
    );
    must(
        wire.error_info.is_some() == leg.ended_by(DisconnectType::Error),
        "5 errorInfo on a leg exactly when it ended by error",
    );
    must(
        leg.participant.connected_time.is_some() == leg.was_connected(),
        "5 participant and leg agree about having connected",
    );
}

/// The first is not after the second, as far as two clocks can tell.
fn not_after(first: Option<Timestamp>, second: Option<Timestamp>) -> bool {
    first
        .zip(second)
        .is_none_or(|(first, second)| first.millis_since(second) <= CLOCKS_MS)
}

/// The two are one instant, as far as two clocks can tell.
fn as_one(cloud: Option<Timestamp>, provider: Option<Timestamp>) -> bool {
    not_after(cloud, provider) && not_after(provider, cloud)
}

fn segments(leg: &Leg<'_>, breaches: &mut Breaches) {
    let wire = leg.leg;
    let segments = leg.segments();
    let kind = |segment: &Segment| segment.r#type.clone().unwrap_or_default();
    let kinds: Vec<String> = segments.iter().map(kind).collect();
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    must(
        !segments.is_empty(),
        "11 a leg has a segment from its start on",
    );
    let Some((last, closed)) = segments.split_last() else {
        return;
    };
    for pair in segments.windows(2) {
        must(
            pair[0].end_time.is_some() && pair[0].end_time == pair[1].start_time,
            "10 segments are contiguous",
        );
        must(
            pair[0].how_ended == pair[1].r#type,
            "14 howEnded names the next segment",
        );
        must(kind(&pair[0]) != kind(&pair[1]), "13 segments alternate");
        must(
            kind(&pair[0]) == "Interact" || kind(&pair[1]) == "Interact",
            "13 between holds, parkings and alerts the parties interact",
        );
    }
    must(
        segments
            .iter()
            .all(|segment| segment.start_time <= segment.end_time.or(segment.start_time)),
        "10 time runs on",
    );
    must(
        closed
            .iter()
            .all(|segment| segment.disconnect_type.is_none()),
        "15 disconnectType on the last segment only",
    );
    must(
        segments[0].start_time == leg.participant.start_time,
        "11 first segment starts with the participant",
    );
    must(
        last.end_time == wire.disconnected_time,
        "11 last segment ends with the leg",
    );
    must(
        leg.participant.end_time == wire.disconnected_time,
        "11 participant ends with the leg",
    );
    must(
        (last.how_ended.as_deref() == Some("Disconnect")) != leg.is_live(),
        "14 Disconnect exactly at the end",
    );
    let type_of_leg = wire
        .disconnect_type
        .as_ref()
        .map(|kind| kind.as_str().to_owned());
    must(
        last.disconnect_type == type_of_leg,
        "15 the last segment's disconnectType is the leg's",
    );
    let alerts = kinds.iter().filter(|kind| *kind == "Alert").count();
    must(
        alerts <= 1 && kinds[1..].iter().all(|kind| kind != "Alert"),
        "12 Alert is first and once",
    );
    must(
        (alerts == 1) == wire.start_alerting_time.is_some(),
        "12 who alerts has an Alert segment",
    );
    must(
        leg.was_connected() == kinds.iter().any(|kind| kind == "Interact"),
        "5 who connects has an Interact segment",
    );
    must(
        kinds.iter().any(|kind| kind == "Parked") == wire.park_time.is_some(),
        "32 who parks has a Parked segment",
    );
    let expected = match (&wire.state, wire.held) {
        (Some(MessageState::Alerting), _) => "Alert",
        (Some(MessageState::Connected), Some(true)) => "Hold",
        (Some(MessageState::Connected), _) => "Interact",
        (Some(MessageState::Parked), _) => "Parked",
        _ => return,
    };
    must(
        kinds.last().is_some_and(|kind| kind == expected),
        "5 the open segment says what the leg does",
    );
}

fn messages(leg: &Leg<'_>, breaches: &mut Breaches) {
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    let messages = leg.messages();
    must(
        messages.is_empty() || leg.purpose() != "acd",
        "24 queues do not write",
    );
    must(
        messages.is_empty() || leg.was_connected(),
        "24 who writes was connected",
    );
    must(
        messages
            .windows(2)
            .all(|pair| pair[0].message_time <= pair[1].message_time),
        "24 messages are in order of time",
    );
    for message in messages {
        let status = message.message_status.as_ref();
        let inbound = matches!(
            status,
            Some(MessageStatus::Received | MessageStatus::Removed)
        );
        let failure = matches!(
            status,
            Some(MessageStatus::Failed | MessageStatus::DeliveryFailed)
        );
        must(status.is_some(), "27 a message has a status");
        must(
            inbound == leg.is_contact(),
            "27 received is what the contact writes, delivered what is written to them",
        );
        must(
            message.error_info.is_some() == failure,
            "28 errorInfo exactly with a failure",
        );
        let channel = leg.leg.r#type.as_ref().map(MessageType::as_str);
        let whatsapp_only = matches!(status, Some(MessageStatus::Published | MessageStatus::Read));
        must(
            !whatsapp_only || channel == Some("whatsapp"),
            "26 published and read are WhatsApp's",
        );
        let within = message.message_time.is_some_and(|at| {
            leg.start().is_some_and(|start| at >= start) && leg.end().is_none_or(|end| at <= end)
        });
        must(within, "24 a message is sent while its leg lives");
        let connected = leg
            .takes_part_since()
            .is_some_and(|since| Some(since) <= message.message_time);
        must(connected, "24 a message is sent once its leg is connected");
        // How many parts a text makes cannot be stated here: the wire does not show the text.
        let parts_max = if channel == Some("sms") {
            SMS_PARTS_MAX
        } else {
            1
        };
        let parts = message.message_segment_count;
        must(
            parts.is_none_or(|parts| (1..=parts_max).contains(&parts)),
            "29 an SMS has 1 to 5 parts, the others one",
        );
    }
}

fn addresses(leg: &Leg<'_>, breaches: &mut Breaches) {
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    let country = leg.leg.recipient_country.as_deref();
    let is_alpha_2 =
        |code: &str| code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase());
    must(
        country.is_none_or(is_alpha_2),
        "30 recipientCountry is two capital letters",
    );
    if leg.leg.r#type != Some(MessageType::Sms) {
        return;
    }
    let addresses = [&leg.leg.from_address, &leg.leg.to_address]
        .into_iter()
        .flatten();
    let numbers: Vec<&str> = addresses
        .filter_map(|address| address.address_normalized.as_deref())
        .collect();
    must(
        numbers.iter().any(|number| is_e164(number)),
        "30 SMS goes to or from a number as E.164",
    );
    must(
        numbers
            .iter()
            .all(|number| is_e164(number) || is_short_code(number)),
        "30 SMS goes between numbers",
    );
}

/// A number with its country, as in `+13175550100`.
fn is_e164(number: &str) -> bool {
    number
        .strip_prefix('+')
        .is_some_and(|digits| (7..=15).contains(&digits.len()) && is_digits(digits))
}

/// A business may have a number of five or six digits in place of a long one.
fn is_short_code(number: &str) -> bool {
    (5..=6).contains(&number.len()) && is_digits(number)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn after_call_work(leg: &Leg<'_>, breaches: &mut Breaches) {
    let mut must = |holds, rule| breaches.must(holds, rule, leg);
    let work = leg.leg.after_call_work.as_ref();
    let due = leg.is_agent() && leg.was_connected() && !leg.is_live();
    must(
        work.is_some() == due,
        "31 after-call work exactly on ended agent legs that were connected",
    );
    let state = work.and_then(|work| work.state.as_ref());
    let pending = state == Some(&AfterCallWorkState::Pending);
    let start = work.and_then(|work| work.start_time);
    let end = work.and_then(|work| work.end_time);
    must(
        work.is_none() || start == leg.end(),
        "31 after-call work starts with the end of the leg",
    );
    must(
        work.is_none() || pending == end.is_none(),
        "5 pending work has no end",
    );
    must(end.is_none() || end >= start, "5 work ends after it starts");
    must(
        state != Some(&AfterCallWorkState::Skipped) || end == start,
        "5 skipped work takes no time",
    );
    must(
        leg.participant.start_acw_time == start,
        "31 startAcwTime is the work's",
    );
    must(
        leg.participant.end_acw_time == end,
        "31 endAcwTime is the work's",
    );
    let skipped = leg.participant.wrapup_skipped == Some(true);
    must(
        skipped == (state == Some(&AfterCallWorkState::Skipped)),
        "5 wrapupSkipped says what the work says",
    );
}
