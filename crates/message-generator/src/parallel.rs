//! Parallel work whose result does not depend on the number of processors.

use std::num::NonZero;
use std::thread::{available_parallelism, scope};

/// Applies `work` to each item on all processors and returns the results in the order of the items.
///
/// ```
/// use message_generator::in_parallel;
///
/// assert_eq!(in_parallel(&[1, 2, 3], |number| number * 2), [2, 4, 6]);
/// ```
///
/// # Panics
///
/// If `work` panics.
pub fn in_parallel<'a, T: Sync, R: Send>(
    items: &'a [T],
    work: impl Fn(&'a T) -> R + Sync,
) -> Vec<R> {
    let threads = available_parallelism().map_or(1, NonZero::get);
    // Neighbouring items tend to cost about the same, so many short spans distribute the work
    // better than a few long ones.
    let span = items.len().div_ceil(threads * 8).max(1);
    let spans: Vec<&[T]> = items.chunks(span).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut done: Vec<(usize, Vec<R>)> = scope(|scope| {
        let worker = || {
            let mut own = Vec::new();
            loop {
                // Relaxed is enough: nothing but the number is shared, and `join` passes the
                // results.
                let place = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(span) = spans.get(place) else {
                    return own;
                };
                own.push((place, span.iter().map(&work).collect()));
            }
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("a panic is passed on"))
            .collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().flat_map(|(_, results)| results).collect()
}
