//! The conversations that are over, in the order in which they ended, so that those that have been
//! over for the longest can go.

use std::collections::BTreeMap;

use uuid::Uuid;

/// The conversations that are over.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ended {
    /// By the number of the end.
    order: BTreeMap<u64, Uuid>,
    numbers: BTreeMap<Uuid, u64>,
    /// How many ends there were.
    count: u64,
}

impl Ended {
    /// Takes note of whether a conversation is over. One that goes on again is not, and has another
    /// end later.
    pub(crate) fn note(&mut self, id: Uuid, is_over: bool) {
        if !is_over {
            if let Some(number) = self.numbers.remove(&id) {
                self.order.remove(&number);
            }
        } else if !self.numbers.contains_key(&id) {
            self.order.insert(self.count, id);
            self.numbers.insert(id, self.count);
            self.count += 1;
        }
    }

    /// Takes out the one that has been over for the longest, if there are more than so many.
    pub(crate) fn take_surplus(&mut self, most: usize) -> Option<Uuid> {
        if self.order.len() <= most {
            return None;
        }
        let (_, id) = self.order.pop_first()?;
        self.numbers.remove(&id);
        Some(id)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::Ended;

    #[test]
    fn who_goes_on_again_has_ended_last() {
        let [first, second, third] = [1, 2, 3].map(Uuid::from_u128);
        let mut ended = Ended::default();
        for id in [first, second, first] {
            ended.note(id, true);
        }
        assert_eq!(ended.take_surplus(2), None);
        ended.note(first, false);
        for id in [first, third] {
            ended.note(id, true);
        }
        let gone: Vec<_> = std::iter::from_fn(|| ended.take_surplus(1)).collect();
        assert_eq!(gone, [second, first]);
    }
}
