//! The errors that providers report when something fails: the codes of each channel.
//!
//! The codes are the vendor's (Resource Center pages on SMS and WhatsApp delivery receipts; Open
//! Messaging receipts, observed; guest error codes of the web messaging transport SDK). That they
//! appear in `messages[].errorInfo.code` is documented nowhere; it is inferred.

use std::collections::BTreeMap;

use message_model::ErrorBody;
use uuid::Uuid;

use super::values::{Listed, Values};
use crate::channel::Channel;
use crate::draw::{Draw, Key, Label, paths};

/// The `errorInfo` of a message that failed or was not delivered.
pub(super) fn of_message(
    values: &impl Values,
    key: Key,
    message: Label,
    channel: Channel,
    code: Option<&str>,
) -> ErrorBody {
    let draw = |path| Draw::new(key, path, message, 0);
    let drawn = (draw(paths::MESSAGE_ERROR_CODE), codes(channel));
    let context = draw(paths::MESSAGE_ERROR_CONTEXT);
    body(values, drawn, code, 400, context, channel)
}

/// The `errorInfo` of a leg that ended with an error.
pub(super) fn of_leg(
    values: &impl Values,
    key: Key,
    leg: Label,
    channel: Channel,
    code: Option<&str>,
) -> ErrorBody {
    let draw = |path| Draw::new(key, path, leg, 0);
    let drawn = (draw(paths::LEG_ERROR_CODE), LEG_CODES);
    let context = draw(paths::LEG_ERROR_CONTEXT);
    body(values, drawn, code, 500, context, channel)
}

/// The `errorInfo` of a leg that was told to end when it already had (observed on legs of calls
/// that their peer ended; that those of messages have it too is inferred).
pub(super) fn of_late_end(leg: Uuid) -> ErrorBody {
    let session = leg.to_string();
    let command = "cloud.command.disconnect";
    let mut error = ErrorBody::default();
    error.message = Some(format!(
        "session {session} is inactive for command {command}"
    ));
    error.code = Some("error.ininedgecontrol.session.inactive".to_owned());
    error.message_with_params =
        Some("session {sessionId} is inactive for command {type}".to_owned());
    error.message_params = Some(BTreeMap::from([
        ("sessionId".to_owned(), session),
        ("type".to_owned(), command.to_owned()),
    ]));
    error
}

/// The error of the code that the script asks for, with a description if we have one; without such
/// a code, of a drawn one.
fn body(
    values: &impl Values,
    (draw, drawn): (Draw, Codes),
    asked: Option<&str>,
    status: i64,
    context: Draw,
    channel: Channel,
) -> ErrorBody {
    let (code, text) = match asked {
        Some(asked) => (asked, description(asked, channel)),
        // The text of a receipt depends on it.
        None => drawn[values.place_of(Listed::of(draw, drawn.len()))],
    };
    let mut error = ErrorBody::default();
    error.message = Some(text.to_owned());
    error.code = Some(code.to_owned());
    error.status = Some(status);
    error.message_with_params = Some(format!(
        "{} (channel {{channel}})",
        text.trim_end_matches('.')
    ));
    error.message_params = Some(BTreeMap::from([(
        "channel".to_owned(),
        channel.as_str().to_owned(),
    )]));
    error.context_id = Some(values.id(context).to_string());
    error
}

/// What we know of a code that a script asks for.
fn description(code: &str, channel: Channel) -> &'static str {
    let mut known = codes(channel).iter().chain(LEG_CODES);
    let listed = known.find(|(listed, _)| *listed == code);
    listed.map_or("The provider refused the request.", |(_, text)| text)
}

type Codes = &'static [(&'static str, &'static str)];

fn codes(channel: Channel) -> Codes {
    match channel {
        Channel::Sms => SMS,
        Channel::Webmessaging => WEB,
        Channel::Whatsapp
        | Channel::Open
        | Channel::Apple
        | Channel::Facebook
        | Channel::Instagram
        | Channel::Kakao
        | Channel::Line
        | Channel::Telegram
        | Channel::Twitter => RECEIPTS,
    }
}

const SMS: Codes = &[
    (
        "CARRIER_DELIVERY_FAILED",
        "The carrier could not deliver the message.",
    ),
    (
        "DEST_ADDR_INVALID",
        "The number of the recipient is not valid.",
    ),
    (
        "DEST_ADDR_IS_LANDLINE",
        "The number of the recipient is a landline.",
    ),
    (
        "EXPIRED",
        "The message expired before it could be delivered.",
    ),
    ("NETWORK_TIMEOUT", "The network did not answer in time."),
    ("RECIPIENT_BLOCKLISTED", "The recipient is on a block list."),
    (
        "RECIPIENT_HANDSET_FAILURE",
        "The handset of the recipient could not take the message.",
    ),
    (
        "RECIPIENT_OPTED_OUT",
        "The recipient does not want messages.",
    ),
];

const RECEIPTS: Codes = &[
    ("GeneralError", "The message could not be delivered."),
    (
        "InvalidDestination",
        "The recipient is not known on this channel.",
    ),
    (
        "MessageExpired",
        "The message expired before it could be delivered.",
    ),
    ("MessageNotAllowed", "The window for replies is closed."),
    ("RateLimited", "Too many messages were sent."),
    ("RecipientOptedOut", "The recipient does not want messages."),
    (
        "UnsupportedMessage",
        "The channel does not know this kind of message.",
    ),
];

const WEB: Codes = &[
    ("4006", "The session has expired."),
    ("4007", "The session was not found."),
    ("4011", "The message is too long."),
    ("4029", "Too many messages were sent."),
];

const LEG_CODES: Codes = &[
    ("FLOW_ERROR_DISCONNECT", "The flow ended with an error."),
    ("general.error", "Something went wrong."),
    ("internal.server.error", "The service could not be reached."),
];
