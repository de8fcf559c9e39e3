//! The names of what payloads show, such as `Message.peerId` and `Message.state=parked`.
//!
//! Each is made once and has a place in one list, so that what a payload shows is a row of marks until somebody asks for
//! its names, and names are borrowed wherever they go.

use super::covers::Names;
use message_model::{Conversation, Definition, Object, Present, Type};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ptr;
use std::sync::LazyLock;

/// The names of the properties of a conversation and all that it holds, and of their listed values.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// Of each object the places of its properties, those of a property's values right behind its own. By the object's
    /// address, which is quicker to find than its name.
    objects: BTreeMap<usize, Vec<usize>>,
    /// How many places there are.
    len: usize,
    properties: BTreeMap<String, usize>,
    values: BTreeMap<String, usize>,
}

impl Vocabulary {
    pub(super) fn get() -> &'static Self {
        static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
            let mut vocabulary = Vocabulary::default();
            vocabulary.learn(Conversation::definition());
            vocabulary
        });
        &VOCABULARY
    }

    fn learn(&mut self, object: &'static Definition) {
        // An error holds errors.
        if self.objects.contains_key(&address(object)) {
            return;
        }
        let mut places = Vec::new();
        for property in object.properties {
            let name = format!("{}.{}", object.name, property.name);
            places.push(self.len);
            self.properties.insert(name.clone(), self.len);
            self.len += 1;
            if let Type::Enum(known) = element(property.value) {
                self.values.extend((self.len..).zip(known).map(|(place, text)| (format!("{name}={text}"), place)));
                self.len += known.len();
            }
        }
        self.objects.insert(address(object), places);
        for property in object.properties {
            if let Type::Object(definition) = element(property.value) {
                self.learn(definition());
            }
        }
    }

    /// The names of what occurs, properties and values.
    pub(super) fn names(&'static self, tell: impl FnOnce(&mut dyn FnMut(Present))) -> (Names, Names) {
        let mut occurs = vec![false; self.len];
        tell(&mut |present| {
            let place = self.objects[&address(present.object)][present.property];
            occurs[place + present.value.map_or(0, |value| value + 1)] = true;
        });
        let named = |names: &'static BTreeMap<String, usize>| {
            names.iter().filter(|(_, place)| occurs[**place]).map(|(name, _)| Cow::Borrowed(name.as_str())).collect()
        };
        (named(&self.properties), named(&self.values))
    }

    /// The name as it stands here, or as it came if it does not.
    pub(super) fn borrowed(&'static self, name: Cow<'static, str>) -> Cow<'static, str> {
        let known = self.properties.get_key_value(&*name).or_else(|| self.values.get_key_value(&*name));
        known.map_or(name, |(name, _)| Cow::Borrowed(name))
    }
}

/// The type of what an array holds, however deep, or a map.
fn element(kind: Type) -> Type {
    match kind {
        Type::Array(of) | Type::Map(of) => element(*of),
        kind => kind,
    }
}

fn address(object: &'static Definition) -> usize {
    ptr::from_ref(object).addr()
}
