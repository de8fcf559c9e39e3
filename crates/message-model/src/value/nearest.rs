//! Which known name was probably meant by one that is not known.

/// How alike two names must be, from 0 to 1: less, and a suggestion misleads more than it helps.
const ALIKE: f64 = 0.8;

/// The known name that is most like the one found, if any is like it; upper and lower case count as
/// the same. Of several that are equally like it, the first.
///
/// ```
/// use message_model::nearest;
///
/// let known = ["peerId", "participants", "takeover-by-colleague"];
/// assert_eq!(nearest("PeerID", known), Some("peerId"));
/// assert_eq!(nearest("takover", known), Some("takeover-by-colleague"));
/// assert_eq!(nearest("zebra", known), None);
/// ```
#[must_use]
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found = found.to_lowercase();
    let mut nearest = None;
    let mut most = ALIKE;
    for name in known {
        let alike = strsim::jaro_winkler(&found, &name.to_lowercase());
        if alike > most {
            most = alike;
            nearest = Some(name);
        }
    }
    nearest
}

/// The end of a message about a name that is not known: `; did you mean sms?`, or nothing if no
/// known name is like it.
///
/// ```
/// use message_model::did_you_mean;
///
/// assert_eq!(did_you_mean("smss", ["sms", "line"]), "; did you mean sms?");
/// assert_eq!(did_you_mean("zebra", ["sms", "line"]), "");
/// ```
#[must_use]
pub fn did_you_mean<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(found, known).map_or(String::new(), |name| format!("; did you mean {name}?"))
}

/// The names as a message lists them after the word "expected", with the one that was probably
/// meant: `one of sms, whatsapp; did you mean sms?`.
///
/// ```
/// use message_model::one_of;
///
/// assert_eq!(one_of("smss", ["sms", "line"]), "one of sms, line; did you mean sms?");
/// assert_eq!(one_of("zebra", ["sms", "line"]), "one of sms, line");
/// ```
#[must_use]
pub fn one_of<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let meant = did_you_mean(found, known.iter().copied());
    format!("one of {}{meant}", known.join(", "))
}
