//! `generate --part K/N`: one of the parts into which a run is split, such as over machines.

use std::ops::Range;
use std::str::FromStr;

/// Part `number` of `count`, numbered from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    number: u64,
    count: u64,
}

impl Part {
    /// The conversations of the part, of these of the whole. The parts follow each other without a
    /// gap, and differ in length by one at most.
    pub(super) fn of(self, whole: Range<u64>) -> Range<u64> {
        let length = u128::from(whole.end - whole.start);
        let before = |parts: u64| {
            let numbers = length * u128::from(parts) / u128::from(self.count);
            whole.start + u64::try_from(numbers).expect("no more than the whole has")
        };
        before(self.number - 1)..before(self.number)
    }
}

impl FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/');
        let numbers =
            numbers.and_then(|(number, count)| Some((number.parse().ok()?, count.parse().ok()?)));
        match numbers {
            Some((number, count)) if 1 <= number && number <= count => Ok(Self { number, count }),
            _ => Err("expected a part and the number of parts, such as `1/4` to `4/4`".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn parts_are_the_whole() {
        for (whole, count) in [
            (0..10, 3),
            (5..5, 2),
            (7..9, 4),
            (0..u64::MAX, 7),
            (3..4, 1),
        ] {
            let mut next = whole.start;
            for number in 1..=count {
                let part = Part { number, count }.of(whole.clone());
                assert_eq!(part.start, next, "{number}/{count} of {whole:?}");
                let (length, even) = (part.end - part.start, (whole.end - whole.start) / count);
                assert!(
                    length == even || length == even + 1,
                    "{part:?} of {whole:?}"
                );
                next = part.end;
            }
            assert_eq!(next, whole.end, "{count} parts of {whole:?}");
        }
    }

    #[test]
    fn a_part_is_one_of_those_that_there_are() {
        assert_eq!(
            "2/7".parse(),
            Ok(Part {
                number: 2,
                count: 7
            })
        );
        for text in ["0/7", "8/7", "1/0", "1", "/", "1/", "-1/2", "1/2/3", "a/b"] {
            assert!(text.parse::<Part>().is_err(), "{text}");
        }
    }
}
