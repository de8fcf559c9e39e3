//! The comparison finds what is broken on purpose, and nothing else, in a type of each view.

use std::collections::BTreeSet;

use message_model::contract::{EnumValue, View};

use super::difference::{differences, is_other_order};
use super::pairs::{Pair, Pairs, Part};

/// A type of the view with two properties that are texts and one that lists its values, and their
/// places.
fn to_break(view: View) -> (&'static str, usize, usize) {
    let all = Pairs::of_view(view);
    let find = |pair: &Pair| {
        let is_text = |part: &Part| part.value_type == "string" && part.texts.is_none();
        let text = pair.properties.iter().position(is_text)?;
        let listed = pair.properties.iter().position(|it| it.texts.is_some())?;
        let is_in_order = pair.objects.iter().all(|it| !is_other_order(it.name()));
        is_in_order.then_some((text, listed))
    };
    let mut found = all
        .0
        .iter()
        .filter_map(|(name, pair)| Some((*name, find(pair)?)));
    let (name, (text, listed)) = found.next().expect("every view lists values somewhere");
    (name, text, listed)
}

/// Breaks one thing in a type and checks what is found.
#[track_caller]
fn check(name: &str, broken: impl FnOnce(&mut Pair), expected: impl FnOnce(&Pair) -> Vec<String>) {
    let mut pairs = Pairs::of_model();
    let expected = expected(&pairs.0[name]);
    assert!(!expected.is_empty(), "something of {name} is broken");
    broken(pairs.0.get_mut(name).expect("the view has it"));
    assert_eq!(
        differences(&pairs),
        expected.into_iter().collect(),
        "{name}"
    );
}

/// The property at a place, in each object of the contract that has it.
fn places(pair: &Pair, place: usize) -> Vec<String> {
    let name = &pair.properties[place].name;
    let declared = pair.declared(name);
    declared
        .map(|(object, _)| format!("{}.{name}", object.name()))
        .collect()
}

#[test]
fn a_missing_property_is_found() {
    for view in View::ALL {
        let (name, text, _) = to_break(view);
        let broken = |pair: &mut Pair| drop(pair.properties.remove(text));
        check(name, broken, |pair| places(pair, text));
    }
}

#[test]
fn a_misspelt_property_is_found() {
    for view in View::ALL {
        let (name, text, _) = to_break(view);
        let broken = |pair: &mut Pair| pair.properties[text].name.push('s');
        check(name, broken, |pair| {
            let mut expected = places(pair, text);
            expected.push(format!("{name}.{}s", pair.properties[text].name));
            expected
        });
    }
}

#[test]
fn a_property_of_another_type_is_found() {
    for view in View::ALL {
        let (name, text, _) = to_break(view);
        let broken = |pair: &mut Pair| pair.properties[text].value_type = "boolean".to_owned();
        check(name, broken, |pair| {
            let places = places(pair, text).into_iter();
            places
                .map(|place| format!("{place}: string, not boolean"))
                .collect()
        });
    }
}

#[test]
fn an_extra_property_is_found() {
    for view in View::ALL {
        let (name, text, _) = to_break(view);
        let broken = |pair: &mut Pair| {
            let mut extra = pair.properties[text].clone();
            extra.name = "mood".to_owned();
            pair.properties.push(extra);
        };
        check(name, broken, |_| vec![format!("{name}.mood")]);
    }
}

#[test]
fn a_property_of_another_release_is_found() {
    for view in View::ALL {
        let (name, text, _) = to_break(view);
        let broken = |pair: &mut Pair| pair.properties[text].since = "18.0.0".to_owned();
        check(name, broken, |pair| {
            let Part {
                name: property,
                since,
                ..
            } = &pair.properties[text];
            vec![format!("{name}.{property} since 18.0.0, not {since}")]
        });
    }
}

#[test]
fn properties_in_another_order_are_found() {
    for view in View::ALL {
        let (name, text, listed) = to_break(view);
        let broken = |pair: &mut Pair| pair.properties.swap(text, listed);
        check(name, broken, |pair| {
            let objects = pair.objects.iter();
            let both = [text, listed].map(|place| pair.properties[place].name.as_str());
            let have_both =
                objects.filter(|it| both.iter().all(|name| it.property(name).is_some()));
            have_both
                .map(|object| format!("{} in another order", object.name()))
                .collect()
        });
    }
}

/// The lists of the model are shared by many properties, of all views.
fn change_list(pairs: &mut Pairs, texts: &[&str], change: impl Fn(&mut Vec<&'static str>)) {
    let parts = pairs.0.values_mut().flat_map(|pair| &mut pair.properties);
    let lists = parts.filter_map(|part| part.texts.as_mut());
    lists.filter(|list| *list == texts).for_each(change);
}

#[test]
fn a_missing_value_is_found_wherever_it_is_listed() {
    for view in View::ALL {
        let (name, _, listed) = to_break(view);
        let mut pairs = Pairs::of_model();
        let list = pairs.0[name].properties[listed].texts.clone();
        let texts = list.clone().expect("it lists values");
        let missing = *texts.last().expect("it lists values");
        let mut expected = BTreeSet::new();
        for pair in pairs.0.values() {
            let parts = pair.properties.iter().filter(|part| part.texts == list);
            for (object, property) in parts.flat_map(|part| pair.declared(&part.name)) {
                let mut values = property.values().iter().map(EnumValue::text);
                if values.any(|value| value == missing) {
                    expected.insert(format!("{}.{} = {missing}", object.name(), property.name()));
                }
            }
        }
        assert!(!expected.is_empty(), "{missing} is listed");
        change_list(&mut pairs, &texts, |texts| texts.truncate(texts.len() - 1));
        assert_eq!(differences(&pairs), expected, "{view}");
    }
}

#[test]
fn an_extra_value_is_found() {
    for view in View::ALL {
        let (name, _, listed) = to_break(view);
        let mut pairs = Pairs::of_model();
        let texts = pairs.0[name].properties[listed].texts.clone();
        let texts = texts.expect("it lists values");
        change_list(&mut pairs, &texts, |texts| texts.push("resting"));
        let expected = format!("resting in the list of {}", texts[0]);
        assert_eq!(differences(&pairs), [expected].into(), "{view}");
    }
}
