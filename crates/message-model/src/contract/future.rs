//! Payloads as a later, still unknown release might send them.
//!
//! About every third release extended the API, and readers that knew only the release of their day
//! broke. From a current payload, this module makes a series of payloads, each with exactly one
//! thing that no known release has: a new property, for every place where an object can occur; a
//! new value, for every list of values; or a number wider than documented. A tolerant reader has to
//! accept them all, and one that passes payloads on has to preserve them. The places come from the
//! contract, so that none is missed; the names of the new things are invented.

use serde_json::{Map, Value};

use crate::contract::{Contract, Definition, Property, ValueType, Width};
use crate::{Object, decode};

/// A payload with exactly one thing that no known release has.
///
/// ```
/// use message_model::contract::future::{self, News};
/// use message_model::Message;
///
/// let series = future::series(&Message::default());
/// let value = series.iter().find(|future| future.news == News::Value).expect("there is one");
/// assert!(value.name.starts_with("value-of-"), "{}", value.name);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FuturePayload<T> {
    /// A unique name within the series, such as `property-in-messages-error-info`.
    pub name: String,
    /// The path to the new thing, such as `messages[0].errorInfo.sentiment`.
    pub path: String,
    /// What is new.
    pub news: News,
    /// The payload.
    pub payload: T,
}

crate::closed_list! {
    /// The kind of new thing in a [`FuturePayload`] payload.
    pub enum News {
        /// A property that no known release has.
        Property = "property",
        /// An enum value that no known release lists.
        Value = "value",
        /// A number wider than any release documents: a reader that uses 32 bits, or a double,
        /// loses part of it.
        Wide = "wide",
    }
}

impl News {
    /// What a reader is shown to handle when it accepts the payload, as a phrase.
    ///
    /// ```
    /// use message_model::contract::future::News;
    ///
    /// assert_eq!(News::Property.as_str(), "property");
    /// assert_eq!(News::Property.exercises(), "a property that no known release has");
    /// ```
    pub fn exercises(self) -> &'static str {
        match self {
            Self::Property => "a property that no known release has",
            Self::Value => "a value that no known release lists",
            Self::Wide => "a number that is wider than any release says",
        }
    }
}

/// The series made from `base`, which should be a payload of the last known release.
///
/// Where `base` has no object at a place, one is added that holds the new thing and the properties
/// that the contract requires.
///
/// ```
/// use message_model::{contract::future, Message};
///
/// let series = future::series(&Message::default());
/// let payload = &series.iter().find(|future| future.name == "value-of-messages-message-status").unwrap().payload;
/// let status = payload.messages.as_ref().unwrap()[0].message_status.as_ref().unwrap();
/// assert_eq!(status.as_str(), "something-new");
/// ```
pub fn series<T: Object>(base: &T) -> Vec<FuturePayload<T>> {
    series_where(base, |_| true)
}

/// Like [`series`], but only with the new things whose path, such as `participants[0].sentiment`,
/// satisfies `wanted`.
///
/// ```
/// use message_model::{contract::future, Message};
///
/// let of_segments = future::series_where(&Message::default(), |path| path.starts_with("segments[0]."));
/// assert_eq!(of_segments[0].name, "property-in-segments");
/// ```
pub fn series_where<T: Object>(base: &T, wanted: impl Fn(&str) -> bool) -> Vec<FuturePayload<T>> {
    let base = serde_json::to_value(base).expect("a payload to start from can be written");
    let root = Contract::get()
        .definition(T::definition().name)
        .expect("the contract has every object of this crate");
    let mut series = Vec::new();
    let mut turn = 0;
    let mut shown: Vec<(&str, &str)> = Vec::new();
    for place in places(root) {
        let properties = place.definition.properties().iter();
        let news = std::iter::once((new_property(turn), News::Property));
        let news = news.chain(properties.filter_map(|property| {
            // Each property is used once, at its outermost place.
            let seen = (place.definition.name(), property.name());
            let news = news_of(property).filter(|_| !shown.contains(&seen))?;
            shown.push(seen);
            Some(news)
        }));
        for ((name, json), news) in news {
            // Counted also where it is not wanted, so that a filter changes nothing in the others.
            turn += 1;
            let path = place.path(name);
            if wanted(&path) {
                series.push(place.payload(&base, name, path, json, news));
            }
        }
    }
    series
}

/// An invented property name and a value for it, whose JSON type changes from turn to turn.
fn new_property(turn: usize) -> (&'static str, String) {
    const SENTIMENTS: [&str; 5] = [
        r#"{"score":0.70,"words":["calm","clear"],"since":null}"#,
        r#""calm""#,
        "12345678901234567890.10",
        "[]",
        "false",
    ];
    ("sentiment", SENTIMENTS[turn % SENTIMENTS.len()].to_owned())
}

/// A new value for a property, if its type allows one.
fn news_of(property: &'static Property) -> Option<((&'static str, String), News)> {
    // Where any text may stand, no text is news.
    let first = property.values().first();
    let first = first.filter(|_| !property.becomes_free());
    let (json, news) = match (first, property.value_type()) {
        (Some(first), _) => (
            format!("\"{}\"", something_new(first.text(), property)),
            News::Value,
        ),
        (None, ValueType::Integer(Width::Int32)) => ("4294967296".to_owned(), News::Wide),
        (None, ValueType::Integer(Width::Int64)) => (i64::MAX.to_string(), News::Wide),
        (None, ValueType::Number) => ("12345678901234567890.10".to_owned(), News::Wide),
        (None, _) => return None,
    };
    Some(((property.name(), json), news))
}

/// An invented value in the spelling style of the listed ones.
fn something_new(first: &str, property: &Property) -> &'static str {
    let texts = property.values().iter().map(|value| value.text());
    let any = |mark: char| texts.clone().any(|text| text.contains(mark));
    match first.chars().find(char::is_ascii_uppercase) {
        Some(_) if first.chars().all(|char| char.is_ascii_uppercase()) => "SOMETHING_NEW",
        Some(first_upper) if first.starts_with(first_upper) => "SomethingNew",
        _ if any('.') => "something.new",
        _ if any('-') => "something-new",
        _ => "somethingNew",
    }
}

/// A place where an object can occur.
struct Place {
    definition: &'static Definition,
    /// The steps to the place: the property, whether it is an array, and the object it holds.
    path: Vec<(&'static str, bool, &'static Definition)>,
}

/// Every place, outermost first. Errors nest without limit; they are followed one level deep.
fn places(root: &'static Definition) -> Vec<Place> {
    let mut found = vec![Place {
        definition: root,
        path: Vec::new(),
    }];
    let mut next = 0;
    while let Some(place) = found.get(next) {
        let inner: Vec<_> = place
            .definition
            .properties()
            .iter()
            .filter_map(|property| place.inside(property))
            .collect();
        found.extend(inner);
        next += 1;
    }
    found
}

impl Place {
    fn inside(&self, property: &'static Property) -> Option<Self> {
        let (name, is_array) = match property.value_type() {
            ValueType::Object(name) => (name, false),
            ValueType::Array(of) => match of.as_ref() {
                ValueType::Object(name) => (name, true),
                _ => return None,
            },
            _ => return None,
        };
        let definition = object_named(name);
        let errors_so_far = self
            .path
            .iter()
            .filter(|(.., held)| held.name() == definition.name())
            .count();
        if errors_so_far > 1 {
            return None;
        }
        let mut path = self.path.clone();
        path.push((property.name(), is_array, definition));
        Some(Self { definition, path })
    }

    /// The payload with the new thing at this place. It is inserted as text, since a number may be
    /// too long for any type.
    fn payload<T: Object>(
        &self,
        base: &Value,
        name: &str,
        path: String,
        json: String,
        news: News,
    ) -> FuturePayload<T> {
        // With control characters, so that no text of the payload is taken for it.
        const MARK: &str = "\u{1}the news\u{1}";
        let mut payload = base.clone();
        let mut object = &mut payload;
        for &(name, is_array, definition) in &self.path {
            let held = entries(object).entry(name).or_insert(Value::Null);
            object = if is_array { first(held) } else { held };
            if object.is_null() {
                *object = least(definition);
            }
        }
        entries(object).insert(name.to_owned(), Value::from(MARK));
        let mark = Value::from(MARK).to_string();
        let text = payload.to_string().replacen(&mark, &json, 1);
        FuturePayload {
            name: self.name(name, news),
            path,
            news,
            payload: decode(text).expect("this crate takes what later releases send"),
        }
    }

    fn name(&self, property: &str, news: News) -> String {
        let names: Vec<_> = self
            .path
            .iter()
            .map(|(name, ..)| kebab_case(name))
            .collect();
        let place = names.join("-");
        match (news, place.as_str()) {
            (News::Property, "") => "property".to_owned(),
            (News::Property, place) => format!("property-in-{place}"),
            (News::Value | News::Wide, "") => {
                format!("{}-of-{}", news.as_str(), kebab_case(property))
            }
            (News::Value | News::Wide, place) => {
                format!("{}-of-{place}-{}", news.as_str(), kebab_case(property))
            }
        }
    }

    fn path(&self, name: &str) -> String {
        let steps = self
            .path
            .iter()
            .map(|(name, is_array, _)| format!("{name}{}.", if *is_array { "[0]" } else { "" }));
        steps.chain([name.to_owned()]).collect()
    }
}

/// An object with only the properties that the contract requires.
fn least(definition: &'static Definition) -> Value {
    let required = definition
        .properties()
        .iter()
        .filter(|property| property.is_required());
    Value::Object(
        required
            .map(|property| (property.name().to_owned(), some(property.value_type())))
            .collect(),
    )
}

/// A minimal value of a type.
fn some(value_type: &ValueType) -> Value {
    match value_type {
        ValueType::String => Value::from("a"),
        ValueType::Boolean => Value::from(false),
        ValueType::Integer(_) | ValueType::Number => Value::from(1),
        ValueType::DateTime => Value::from("2026-01-05T09:00:00.000Z"),
        ValueType::Array(_) => Value::Array(Vec::new()),
        ValueType::Map(_) | ValueType::Foreign(_) => Value::Object(Map::new()),
        ValueType::Object(name) => least(object_named(name)),
    }
}

fn object_named(name: &str) -> &'static Definition {
    Contract::get()
        .definition(name)
        .expect("objects of the contract are in it")
}

fn entries(object: &mut Value) -> &mut Map<String, Value> {
    object
        .as_object_mut()
        .expect("objects are written as objects")
}

/// The first element of an array; an absent or empty array gets one first element, null.
fn first(value: &mut Value) -> &mut Value {
    if value.get(0).is_none() {
        *value = Value::Array(vec![Value::Null]);
    }
    &mut value[0]
}

fn kebab_case(name: &str) -> String {
    let mut kebab = String::new();
    for char in name.chars() {
        if char.is_ascii_uppercase()
            && !kebab.ends_with(|last: char| last == '-' || last.is_ascii_uppercase())
        {
            kebab.push('-');
        }
        kebab.push(char.to_ascii_lowercase());
    }
    kebab
}
