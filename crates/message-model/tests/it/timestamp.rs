//! Instants, with chrono as an independent reference.

use chrono::{DateTime, SecondsFormat, Utc};
use message_model::Timestamp;
use proptest::prelude::*;

fn any_timestamp() -> impl Strategy<Value = Timestamp> {
    (Timestamp::MIN.as_micros()..=Timestamp::MAX.as_micros())
        .prop_map(|micros| Timestamp::from_micros(micros).unwrap())
}

proptest! {
    #[test]
    fn writes_what_chrono_writes(at in any_timestamp()) {
        let is_in_millis = at.as_micros() % 1_000 == 0;
        let digits = if is_in_millis { SecondsFormat::Millis } else { SecondsFormat::Micros };
        prop_assert_eq!(at.to_string(), DateTime::<Utc>::from(at).to_rfc3339_opts(digits, true));
    }

    #[test]
    fn reads_what_it_writes(at in any_timestamp()) {
        prop_assert_eq!(at.to_string().parse(), Ok(at));
        prop_assert_eq!(Timestamp::try_from(DateTime::<Utc>::from(at)), Ok(at));
    }

    #[test]
    fn reads_any_offset_as_chrono_does(
        at in any_timestamp(),
        offset_minutes in -1439_i32..=1439,
        digits in prop::sample::select(vec![
            SecondsFormat::Secs,
            SecondsFormat::Millis,
            SecondsFormat::Micros,
        ]),
    ) {
        let zone = chrono::FixedOffset::east_opt(offset_minutes * 60).unwrap();
        let text = DateTime::<Utc>::from(at).with_timezone(&zone).to_rfc3339_opts(digits, false);
        // Years outside 0 to 9999 in local time are written with a sign, which is not RFC 3339.
        prop_assume!(text.as_bytes()[4] == b'-' && text.as_bytes()[0] != b'-');
        let expected = DateTime::parse_from_rfc3339(&text).unwrap().with_timezone(&Utc);
        prop_assert_eq!(text.parse::<Timestamp>().ok(), Timestamp::try_from(expected).ok());
    }

    #[test]
    fn never_panics_and_agrees_with_chrono_on_what_it_reads(text in "\\PC{0,30}|[0-9T:.Z+-]{10,32}") {
        if let Ok(at) = text.parse::<Timestamp>() {
            let judged = DateTime::parse_from_rfc3339(&text.to_uppercase()).unwrap();
            prop_assert_eq!(DateTime::<Utc>::from(at), judged.with_timezone(&Utc));
        }
    }
}

#[test]
fn writes_three_digits_and_six_only_where_needed() {
    let check = |text: &str, expected: &str| {
        assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), expected)
    };
    check("2022-07-04T11:00:00Z", "2022-07-04T11:00:00.000Z");
    check("2022-07-04T11:00:00.1Z", "2022-07-04T11:00:00.100Z");
    check("2022-07-04t11:00:00.123456z", "2022-07-04T11:00:00.123456Z");
    check("2022-07-04T11:00:00.123000000Z", "2022-07-04T11:00:00.123Z");
    check("2022-07-04T11:00:00-00:30", "2022-07-04T11:30:00.000Z");
    check("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z");
    check("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z");
}

#[test]
fn refuses_what_it_cannot_keep() {
    let check = |text: &str, expected: &str| {
        assert_eq!(
            text.parse::<Timestamp>().unwrap_err().to_string(),
            expected,
            "{text:?}"
        );
    };
    let form = "expected an RFC 3339 timestamp such as \"2026-01-05T09:00:00.000Z\"";
    for text in [
        "",
        "yesterday",
        "2021-04-2T15:00:00Z",
        "2021-04-02 15:00:00Z",
        "2021-04-02T15:00:00",
        "+021-04-02T15:00:00Z",
    ] {
        check(text, form);
    }
    for text in [
        "2021-04-02T15:00:00.Z",
        "2021-04-02T15:00:00ZZ",
        "2021-04-02T15:00:00+0100",
        "2021-04-02T15:00:00+é0",
    ] {
        check(text, form);
    }
    check(
        "2021-02-29T15:00:00Z",
        "expected a date of the calendar, found a month or day that does not exist",
    );
    check(
        "2021-02-28T24:00:00Z",
        "expected a time of day and an offset within 23:59, found one that does not exist",
    );
    check(
        "2021-02-28T15:00:00+24:00",
        "expected a time of day and an offset within 23:59, found one that does not exist",
    );
    check(
        "2016-12-31T23:59:60Z",
        "expected seconds from 0 to 59, found a leap second",
    );
    check(
        "2021-02-28T15:00:00.1234567Z",
        "expected at most microseconds, found a finer fraction",
    );
    check(
        "9999-12-31T23:59:59-00:01",
        "expected an instant in UTC from year 0 to 9999",
    );
    check(
        "0000-01-01T00:00:00+00:01",
        "expected an instant in UTC from year 0 to 9999",
    );
}

#[test]
fn refuses_leap_seconds_and_nanoseconds_of_chrono() {
    let leap = DateTime::parse_from_rfc3339("2016-12-31T23:59:60.5Z")
        .unwrap()
        .with_timezone(&Utc);
    assert!(Timestamp::try_from(leap).is_err());
    let nanoseconds = DateTime::from_timestamp(0, 1).unwrap();
    assert!(Timestamp::try_from(nanoseconds).is_err());
    assert!(Timestamp::try_from(DateTime::<Utc>::MAX_UTC).is_err());
}

#[test]
fn moves_within_the_range_only() {
    assert_eq!(Timestamp::MAX.checked_add_millis(1), None);
    assert_eq!(Timestamp::MIN.checked_add_millis(-1), None);
    assert_eq!(Timestamp::MIN.checked_add_millis(i64::MAX), None);
    assert_eq!(Timestamp::MIN.checked_add_millis(0), Some(Timestamp::MIN));
    assert_eq!(
        Timestamp::MAX.millis_since(Timestamp::MIN),
        315_569_519_999_999
    );
}
