//! The limits on what a file may ask for. Each is said when the file is read, and the JSON Schema
//! of scenarios has it too, which a test holds.
//!
//! A file of a few lines could otherwise fill the memory: three nested repeats of 10,000 turns are
//! a million million steps. The limits are far above what people write in one conversation, so that
//! a load test has room, and low enough that the largest script plays within seconds.

use message_lifecycle::Conversation;
use message_model::Timestamp;

/// The most characters of a label. Labels become names of files, which most systems keep below 255
/// bytes.
pub(crate) const LABEL_LENGTH_MAX: usize = 100;

/// The most legs of a scenario or script.
pub(crate) const LEGS_MAX: usize = 100_000;

/// The most steps of a script. Of a scenario it is the most steps and blocks of all branches and
/// turns together, each of which costs time when the scenario is sampled, even where it gives no
/// step.
pub(crate) const STEPS_MAX: usize = 100_000;

/// The most turns of one `repeat` block.
pub(crate) const TURNS_MAX: i64 = 10_000;

/// How deep blocks of a scenario can be nested.
pub(crate) const BLOCK_DEPTH_MAX: usize = 16;

/// The most bytes that the texts, media types, errors and delays of all steps of a script take
/// together. A message that has neither text nor length counts as one of the longest that an agent
/// can write, since a profile may make it that long.
pub(crate) const CONTENT_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// The longest text that a step can ask for, in characters: far above every channel's limit.
pub(crate) const LENGTH_MAX: i64 = 100_000;

/// The longest delay, in milliseconds: the whole time that timestamps can tell, from the year 0 to
/// the year 9999.
pub(crate) const DELAY_MS_MAX: i64 =
    (Timestamp::MAX.as_micros() - Timestamp::MIN.as_micros()) / 1_000;

/// The most by which the clocks may differ, in milliseconds: what the life cycle allows.
pub(crate) const SKEW_MS_MAX: i64 = Conversation::CLOUD_SKEW_MS_MAX;

#[cfg(test)]
mod tests {
    use super::{
        BLOCK_DEPTH_MAX, DELAY_MS_MAX, LABEL_LENGTH_MAX, LEGS_MAX, LENGTH_MAX, SKEW_MS_MAX,
    };
    use super::{STEPS_MAX, TURNS_MAX};
    use crate::scenario::Delay;
    use crate::scenario::Scenario;
    use serde_json::{Value, json};

    fn schema() -> Value {
        serde_json::from_str(Scenario::SCHEMA).expect("it is JSON")
    }

    #[track_caller]
    fn check(pointer: &str, expected: Value) {
        assert_eq!(
            schema().pointer(pointer),
            Some(&expected),
            "{pointer} of the schema"
        );
    }

    /// Checks the limits of a number that is written as an integer or as a range.
    #[track_caller]
    fn check_number(name: &str, least: i64, most: i64) {
        for end in ["from", "to"] {
            check(
                &format!("/$defs/{name}/anyOf/1/properties/{end}/minimum"),
                json!(least),
            );
            check(
                &format!("/$defs/{name}/anyOf/1/properties/{end}/maximum"),
                json!(most),
            );
        }
        check(&format!("/$defs/{name}/anyOf/0/minimum"), json!(least));
        check(&format!("/$defs/{name}/anyOf/0/maximum"), json!(most));
    }

    #[test]
    fn the_schema_has_the_same_limits() {
        check("/$defs/label/maxLength", json!(LABEL_LENGTH_MAX));
        check("/$defs/name/maxLength", json!(LABEL_LENGTH_MAX));
        check("/properties/legs/maxProperties", json!(LEGS_MAX));
        check("/$defs/steps/maxItems", json!(STEPS_MAX));
        check_number("turns", 0, TURNS_MAX);
        check_number("duration", 0, DELAY_MS_MAX);
        check_number("shift", -DELAY_MS_MAX, DELAY_MS_MAX);
        check_number("length", 0, LENGTH_MAX);
        check_number("skew", -SKEW_MS_MAX, SKEW_MS_MAX);
        let can_be_skew = |delay: &&Delay| {
            i64::try_from(delay.quantiles.most()).is_ok_and(|most| most <= SKEW_MS_MAX)
        };
        let skews: Vec<_> = Delay::ALL
            .iter()
            .filter(can_be_skew)
            .map(|delay| delay.name)
            .collect();
        check("/$defs/skew/anyOf/2/enum", json!(skews));
    }

    /// What the schema cannot say by itself its description says.
    #[test]
    fn the_schema_names_the_limits_that_only_reading_can_check() {
        let description = schema()["description"]
            .as_str()
            .expect("it has one")
            .to_owned();
        assert!(
            description.contains(&format!("at most {STEPS_MAX} steps and blocks")),
            "{description}"
        );
        assert!(
            description.contains(&format!("at most {BLOCK_DEPTH_MAX} deep")),
            "{description}"
        );
    }
}
