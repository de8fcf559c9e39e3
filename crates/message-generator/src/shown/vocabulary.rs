//! The names of the properties and values that payloads show, such as `Message.peerId` and
//! `Message.state=parked`.
//!
//! Each name is made once and has a position in one list. What a payload shows is collected as
//! marks by position and turned into names only at the end, and the names are borrowed wherever
//! they are used.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ptr;
use std::sync::LazyLock;

use message_model::{Conversation, Definition, Object, Present, Type};

use super::aspect::Names;

/// The names of the properties of a conversation and everything in it, and of the listed values of
/// these properties.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// For each object the positions of its properties; those of a property's values follow right
    /// after its own. The key is the address of the object's definition, which is faster to look up
    /// than its name.
    objects: BTreeMap<usize, Vec<usize>>,
    /// The number of positions.
    len: usize,
    properties: BTreeMap<String, usize>,
    values: BTreeMap<String, usize>,
}

impl Vocabulary {
    /// The one vocabulary.
    #[must_use]
    pub fn get() -> &'static Self {
        static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
            let mut vocabulary = Vocabulary::default();
            vocabulary.learn(Conversation::definition());
            vocabulary
        });
        &VOCABULARY
    }

    fn learn(&mut self, object: &'static Definition) {
        // An error can contain errors.
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
                self.values.extend(
                    (self.len..)
                        .zip(known)
                        .map(|(place, text)| (format!("{name}={text}"), place)),
                );
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

    /// The names of the properties and of the values that `tell` reports.
    pub(super) fn names(
        &'static self,
        tell: impl FnOnce(&mut dyn FnMut(Present)),
    ) -> (Names, Names) {
        let mut occurs = vec![false; self.len];
        tell(&mut |present| {
            let place = self.objects[&address(present.object)][present.property];
            occurs[place + present.value.map_or(0, |value| value + 1)] = true;
        });
        let named = |names: &'static BTreeMap<String, usize>| {
            names
                .iter()
                .filter(|(_, place)| occurs[**place])
                .map(|(name, _)| Cow::Borrowed(name.as_str()))
                .collect()
        };
        (named(&self.properties), named(&self.values))
    }

    /// The name borrowed from this vocabulary, or unchanged if it is not in it.
    #[must_use]
    pub fn borrowed(&'static self, name: Cow<'static, str>) -> Cow<'static, str> {
        let known = self
            .properties
            .get_key_value(&*name)
            .or_else(|| self.values.get_key_value(&*name));
        known.map_or(name, |(name, _)| Cow::Borrowed(name))
    }
}

/// The type of the elements of an array, however deeply nested, or of the values of a map.
fn element(kind: Type) -> Type {
    match kind {
        Type::Array(of) | Type::Map(of) => element(*of),
        kind => kind,
    }
}

fn address(object: &'static Definition) -> usize {
    ptr::from_ref(object).addr()
}
