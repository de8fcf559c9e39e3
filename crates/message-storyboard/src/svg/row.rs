//! The rows of the picture: one for each event, and one for each long pause or new day between
//! events.

use crate::{Scene, Storyboard};

/// The height of a row, in pixels.
pub const ROW_HEIGHT: u32 = 24;

/// The shortest pause between two events that gets a row of its own, in milliseconds.
const PAUSE_MS_MIN: i64 = 10 * 60_000;

/// A row of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A long pause or a new day before the next event, in words such as `2026-01-06, 23 h 4 min
    /// later`.
    Between(String),
    /// The scene at this position of [`Storyboard::scenes`](crate::Storyboard::scenes).
    Scene(usize),
}

/// The rows of the picture, from top to bottom.
pub fn rows(board: &Storyboard) -> Vec<Row> {
    let mut rows = Vec::new();
    for (position, scene) in board.scenes.iter().enumerate() {
        let before = position.checked_sub(1).map(|before| &board.scenes[before]);
        rows.extend(
            before
                .and_then(|before| between(before, scene))
                .map(Row::Between),
        );
        rows.push(Row::Scene(position));
    }
    rows
}

fn between(before: &Scene, scene: &Scene) -> Option<String> {
    let date = scene.date_and_time().0;
    let date = (date != before.date_and_time().0).then_some(date);
    let pause_ms = (scene.at.as_micros() - before.at.as_micros()) / 1_000;
    let pause =
        (pause_ms >= PAUSE_MS_MIN).then(|| format!("{} later", duration(pause_ms / 60_000)));
    let parts: Vec<String> = date.into_iter().chain(pause).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The two largest units of a number of minutes, such as `1 h 5 min` or `3 d`.
fn duration(minutes: i64) -> String {
    let units = [
        (minutes / 1_440, "d"),
        (minutes / 60 % 24, "h"),
        (minutes % 60, "min"),
    ];
    let from = units
        .iter()
        .position(|(count, _)| *count > 0)
        .unwrap_or(units.len() - 1);
    let largest = units[from..].iter().take(2).filter(|(count, _)| *count > 0);
    largest
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_have_two_units_at_most() {
        assert_eq!(duration(10), "10 min");
        assert_eq!(duration(60), "1 h");
        assert_eq!(duration(1_505), "1 d 1 h");
        assert_eq!(duration(1_445), "1 d");
    }
}
