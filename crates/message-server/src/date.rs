//! The form of times in HTTP headers.

use message_model::Timestamp;

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The time as a `Date` header has it, such as `Mon, 05 Jan 2026 09:00:00 GMT`.
pub(crate) fn http_date(at: Timestamp) -> String {
    let text = at.to_string();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    // 1970-01-01 was a Thursday.
    let day = at.as_micros().div_euclid(86_400_000_000).rem_euclid(7);
    let weekday = usize::try_from(day).ok().and_then(|day| DAYS.get(day));
    let month = part(5, 7).parse::<usize>().unwrap_or(1);
    format!(
        "{}, {} {} {} {} GMT",
        weekday.copied().unwrap_or_default(),
        part(8, 10),
        MONTHS
            .get(month.wrapping_sub(1))
            .copied()
            .unwrap_or_default(),
        part(0, 4),
        part(11, 19),
    )
}

#[cfg(test)]
mod tests {
    use super::http_date;

    #[test]
    fn days_and_months_are_named() {
        for (at, date) in [
            ("2026-01-05T09:00:00.250Z", "Mon, 05 Jan 2026 09:00:00 GMT"),
            ("1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
            ("2024-02-29T12:34:56Z", "Thu, 29 Feb 2024 12:34:56 GMT"),
        ] {
            assert_eq!(http_date(at.parse().unwrap()), date);
        }
    }
}
