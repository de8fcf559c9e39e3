//! Numbers, kept as text.

use message_model::Number;
use proptest::prelude::*;

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

#[test]
fn equal_numbers_are_equal_however_written() {
    for (one, other) in [
        ("1.50", "15e-1"),
        ("0", "-0.0e7"),
        ("100", "1E+2"),
        ("0.001", "1e-3"),
        ("1e40", "10e39"),
    ] {
        assert_eq!(number(one), number(other));
    }
}

#[test]
fn numbers_that_a_float_confuses_differ() {
    for (one, other) in [
        ("122.416294033786585", "122.41629403378658"),
        ("9007199254740993", "9007199254740992"),
        ("1", "-1"),
        ("1e400", "1e401"),
        ("0", "1e-999"),
    ] {
        assert_ne!(number(one), number(other));
    }
}

#[test]
fn only_the_grammar_of_json_is_read() {
    for text in [
        "", "-", "01", "1.", ".5", "+1", "1e", "1e+", "0x1", "NaN", "1 ", "١",
    ] {
        let error = text.parse::<Number>().unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("expected a JSON number, found {text:?}")
        );
    }
}

proptest! {
    #[test]
    fn reads_what_serde_json_reads(text in "-?[0-9]{1,5}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,3})?") {
        let judged = serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok();
        prop_assert_eq!(text.parse::<Number>().is_ok(), judged);
    }
}
