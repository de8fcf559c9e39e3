//! A captured text and what it was read as: recognised, compared, and checked against the contract.
//!
//! Captures come from an API response, a listing or a web socket, alone or collected in an array.
//! The shapes are told apart by their distinctive properties.

pub(crate) mod beyond;
pub(crate) mod common;
mod expected;
pub(crate) mod foreign;
pub(crate) mod lossless;
mod other_medium;
mod outline;
pub(crate) mod payload;
mod spelling;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::capture::beyond::Beyond;
use crate::capture::foreign::ForeignKind;
use crate::capture::lossless::Difference;
use crate::capture::outline::Outline;
use crate::capture::payload::{Document, Payload, Shape};
use crate::capture::spelling::Spelling;
use crate::contract::Deviation;
use crate::contract::walk::Walked;
use crate::{ApiRevision, DecodeError};

/// A captured text of any known shape, and what it was read as: an API response, a listing, a
/// notification, or an array of these.
///
/// ```
/// use message_model::{ApiRevision, Capture};
///
/// let capture = Capture::read(r#"{"participants": [{"messages": [{"state": "parked", "mood": 3}]}]}"#)?;
/// assert_eq!(capture.documents().count(), 1);
/// assert!(capture.check_lossless().is_ok());
/// assert_eq!(capture.check_contract(ApiRevision::V192).len(), 2);
/// assert_eq!(capture.beyond_contract()[0].path, "participants[0].messages[0].mood");
/// assert!(capture.detect().is_empty(), "no release has a mood");
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Capture<'t> {
    text: Cow<'t, str>,
    payload: Payload,
    /// Made when the contract is first asked for.
    walked: OnceLock<Walked>,
    /// Found when it is first asked for what is lost or new.
    spelling: OnceLock<Spelling>,
}

impl<'t> Capture<'t> {
    /// Reads a text, borrowed or owned, and recognises its shape.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, if an object has no known shape, or if a value's type differs from
    /// the contract's; the error has the path from the top of the text. Also if a text of more than
    /// 64 KiB has fewer than 48 bytes per object or 8 per value: no platform writes such a text,
    /// and it would take memory out of proportion to its size.
    ///
    /// ```
    /// use message_model::Capture;
    ///
    /// let error = Capture::read(r#"[{"state": "alerting"}, {"held": 3}]"#).unwrap_err();
    /// assert_eq!(error.path(), "[1].held");
    /// ```
    pub fn read(text: impl Into<Cow<'t, str>>) -> Result<Self, DecodeError> {
        Self::read_as(text.into(), None)
    }

    /// Reads a text that is expected to be of this outline.
    fn read_as(text: Cow<'t, str>, expected: Option<Outline>) -> Result<Self, DecodeError> {
        Ok(Self {
            payload: Payload::read(&text, expected)?,
            text,
            walked: OnceLock::new(),
            spelling: OnceLock::new(),
        })
    }

    /// The text as received.
    ///
    /// ```
    /// use message_model::Capture;
    ///
    /// let capture = Capture::read(r#"{ "state": "parked" }"#)?;
    /// assert_eq!(capture.text(), r#"{ "state": "parked" }"#, "as received, spaces and all");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the text was read as.
    ///
    /// ```
    /// use message_model::{Capture, Payload, Shape};
    ///
    /// let capture = Capture::read(r#"{"participants": []}"#)?;
    /// assert!(matches!(capture.payload(), Payload::One(Shape::Conversation(_))));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn payload(&self) -> &Payload {
        &self.payload
    }

    /// What the text was read as, without the text.
    ///
    /// ```
    /// use message_model::{Capture, Payload, Shape};
    ///
    /// let capture = Capture::read(r#"{"state": "parked"}"#)?;
    /// let Payload::One(Shape::Message(leg)) = capture.into_payload() else { panic!("it is a leg") };
    /// assert_eq!(leg.state.unwrap().as_str(), "parked");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    #[must_use]
    pub fn into_payload(self) -> Payload {
        self.payload
    }

    /// What in the capture is recognised and not modelled, in order, with its path. None of it is
    /// checked.
    pub fn foreign(&self) -> impl Iterator<Item = (String, ForeignKind)> + '_ {
        self.payload.foreign()
    }

    /// The legs, conversations and detail events in the capture, in order.
    ///
    /// ```
    /// use message_model::Capture;
    ///
    /// let capture = Capture::read(r#"[{"state": "parked"}, {"entities": [{}, {}]}]"#)?;
    /// assert_eq!(capture.documents().count(), 3, "a leg, and the conversations of a listing");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> {
        self.payload.documents()
    }

    /// Writes what was read and compares the result with the text.
    ///
    /// Objects are compared as sets of properties, arrays in order, instants as instants and
    /// numbers as numbers; a null property of the contract equals an absent one. But where nulls
    /// alone tell what an object is, as in `{"id": "a", "participants": null}`, leaving them out
    /// makes something else of it, and that is a difference.
    ///
    /// # Errors
    ///
    /// The first difference, or the reason why the payload could not be written.
    ///
    /// ```
    /// use message_model::Capture;
    ///
    /// let received = r#"{"connectedTime": "2026-01-05T10:00:00+01:00", "held": null, "x": 1.10}"#;
    /// assert!(
    ///     Capture::read(received)?.check_lossless().is_ok(),
    ///     "the same instant, and null reads as absent",
    /// );
    /// let difference = Capture::read(r#"{"held": null}"#)?.check_lossless().unwrap_err();
    /// assert_eq!(
    ///     difference.to_string(),
    ///     "held: null here and not written again, so that the leg cannot be read afterwards",
    /// );
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn check_lossless(&self) -> Result<(), Difference> {
        match self.spelling() {
            Spelling::OursAndKnown | Spelling::Ours => Ok(()),
            Spelling::Another => lossless::check(&self.payload, &self.text),
        }
    }

    /// Finds what the legs and conversations in the capture have and a release does not, in the
    /// order received. Paths are from the top of the text. A null property counts, as it was
    /// received. Whatever is inside a property that the release does not have is passed over.
    ///
    /// ```
    /// use message_model::{ApiRevision, Capture};
    ///
    /// let capture = Capture::read(
    ///     r#"{"entities": [{"participants": [{"messages": [{"type": "sms", "parkTime": null}]}]}]}"#,
    /// )?;
    /// let deviations = capture.check_contract(ApiRevision::V19);
    /// assert_eq!(deviations[0].path, "entities[0].participants[0].messages[0].type");
    /// assert_eq!(deviations[1].path, "entities[0].participants[0].messages[0].parkTime");
    /// assert!(capture.check_contract(ApiRevision::V257).is_empty());
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn check_contract(&self, revision: ApiRevision) -> Vec<Deviation> {
        self.walked().lacking(revision)
    }

    /// The releases that all legs and conversations in the capture fit, oldest first.
    ///
    /// ```
    /// use message_model::{ApiRevision, Capture};
    ///
    /// let capture = Capture::read(r#"[{"state": "parked"}, {"type": "sms"}]"#)?;
    /// assert_eq!(capture.detect().first(), Some(&ApiRevision::V238));
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn detect(&self) -> Vec<ApiRevision> {
        self.walked().fitting()
    }

    /// Finds the properties and enum values that no known release has, and nulls that a client
    /// cannot read, in the order received.
    ///
    /// Each document is held to the view that it was seen in. The envelope of a listing or a
    /// notification, which no contract describes, and what is of another medium are passed over.
    ///
    /// ```
    /// use message_model::Capture;
    ///
    /// let beyond = Capture::read(r#"{"state": "resting", "mood": 3}"#)?.beyond_contract();
    /// assert_eq!(beyond[0].to_string(), r#"state: no known release has the value "resting""#);
    /// assert_eq!(beyond[1].to_string(), "mood: no known release has this property");
    /// # Ok::<(), message_model::DecodeError>(())
    /// ```
    pub fn beyond_contract(&self) -> Vec<Beyond> {
        match self.spelling() {
            Spelling::OursAndKnown => Vec::new(),
            Spelling::Ours | Spelling::Another => beyond::find(&self.payload, &self.text),
        }
    }

    fn spelling(&self) -> Spelling {
        let spelling = || Spelling::of(&self.payload, &self.text);
        *self.spelling.get_or_init(spelling)
    }

    fn walked(&self) -> &Walked {
        self.walked.get_or_init(|| {
            let walked = match &self.payload {
                Payload::One(shape) => Walked::of_type(&self.text, shape.in_contract()),
                Payload::Many(shapes) => {
                    Walked::of_elements(&self.text, shapes.iter().map(Shape::in_contract))
                }
            };
            // Reading the text has refused what a walk refuses: names that stand twice, and what
            // nests too deep.
            walked.expect("a text that was read can be walked")
        })
    }
}

/// Reads captures one after another, such as the lines of a log.
///
/// The result is that of [`Capture::read`]. But a text that is like the one before needs not be
/// looked through first to tell what it is, which saves a third of the time.
///
/// ```
/// use message_model::{Capture, CaptureReader};
///
/// let mut reader = CaptureReader::default();
/// for text in [r#"{"state": "alerting"}"#, r#"{"state": "parked"}"#, r#"{"participants": []}"#] {
///     assert_eq!(reader.read(text)?.payload(), Capture::read(text)?.payload());
/// }
/// # Ok::<(), message_model::DecodeError>(())
/// ```
#[derive(Debug, Default)]
pub struct CaptureReader {
    /// What the text before was.
    before: Option<Outline>,
}

impl CaptureReader {
    /// Reads a text, borrowed or owned, and recognises its shape.
    ///
    /// # Errors
    ///
    /// Those of [`Capture::read`].
    pub fn read<'t>(&mut self, text: impl Into<Cow<'t, str>>) -> Result<Capture<'t>, DecodeError> {
        let capture = Capture::read_as(text.into(), self.before)?;
        self.before = capture.payload.shapes().first().map(Shape::outline);
        Ok(capture)
    }
}
