//! Parallel work on a stream, whose results come in the order of the stream.
//!
//! One thread, the caller's, gives out what is to be done and takes the results, so that reading
//! and writing need no lock. Little is under way at any time, however long the stream is.

use std::collections::VecDeque;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{Scope, available_parallelism, scope};

use anyhow::Result;

/// How many parts for each worker are given out before a result is waited for: while the oldest is
/// not done, the others have something to do.
const AHEAD: usize = 4;

/// The number of processors.
pub(crate) fn processors() -> NonZero<usize> {
    available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// How a stream is worked on.
#[derive(Clone, Copy)]
pub(crate) struct Workers {
    /// How many there are.
    pub(crate) jobs: NonZero<usize>,
    /// The most weight that is under way; a single part may weigh more.
    pub(crate) room: usize,
}

impl Workers {
    /// Does the work on all parts of a stream and takes the results in the order of the parts. Each
    /// worker is made where it works. A single one works here, and so does one on the first part:
    /// many inputs have no other, and somebody may wait for it.
    ///
    /// # Errors
    ///
    /// The first of `take`, after which no more is given out.
    pub(crate) fn work<I: Send, O: Send, W: FnMut(I) -> O>(
        self,
        mut parts: impl Iterator<Item = I>,
        weight: impl Fn(&I) -> usize,
        worker: impl Fn() -> W + Sync,
        mut take: impl FnMut(O) -> Result<()>,
    ) -> Result<()> {
        let jobs = self.jobs.get();
        let here = worker();
        if jobs == 1 {
            return parts.map(here).try_for_each(take);
        }
        parts.by_ref().take(1).map(here).try_for_each(&mut take)?;
        let (to_workers, given) = sync_channel(AHEAD * jobs);
        let given = Mutex::new(given);
        scope(|scope| {
            let mut hired = 0;
            let mut under_way = UnderWay::default();
            for part in parts {
                let weight = weight(&part);
                while under_way.is_done()
                    || under_way.results.len() >= AHEAD * jobs
                    || under_way.is_more_than(self.room, weight)
                {
                    take(under_way.next())?;
                }
                // Only as many as have something to do: most inputs are small.
                if hired < jobs && hired <= under_way.results.len() {
                    hire(scope, &given, &worker);
                    hired += 1;
                }
                let (answer, result) = sync_channel(1);
                to_workers
                    .send((part, answer))
                    .expect("the workers wait for more");
                under_way.add(weight, result);
            }
            // So that the workers end when they have done what they were given.
            drop(to_workers);
            while !under_way.results.is_empty() {
                take(under_way.next())?;
            }
            Ok(())
        })
    }
}

/// A part and where its result is to go.
type Given<I, O> = (I, SyncSender<O>);

fn hire<'s, I: Send + 's, O: Send + 's, W: FnMut(I) -> O>(
    scope: &'s Scope<'s, '_>,
    given: &'s Mutex<Receiver<Given<I, O>>>,
    worker: &'s (impl Fn() -> W + Sync),
) {
    scope.spawn(move || {
        let mut work = worker();
        // Locked while it waits: whoever is next waits for the lock.
        let next = || given.lock().unwrap_or_else(PoisonError::into_inner).recv();
        while let Ok((part, answer)) = next() {
            // Nobody takes it if taking another has failed.
            let _ = answer.send(work(part));
        }
    });
}

/// The results that are to come, the oldest first.
struct UnderWay<O> {
    results: VecDeque<(usize, Receiver<O>)>,
    weight: usize,
    /// The oldest result, if it was found to be there.
    done: Option<O>,
}

impl<O> Default for UnderWay<O> {
    fn default() -> Self {
        Self {
            results: VecDeque::new(),
            weight: 0,
            done: None,
        }
    }
}

impl<O> UnderWay<O> {
    fn add(&mut self, weight: usize, result: Receiver<O>) {
        self.weight += weight;
        self.results.push_back((weight, result));
    }

    /// Whether the oldest result is there.
    fn is_done(&mut self) -> bool {
        if self.done.is_none() {
            let oldest = self.results.front();
            self.done = oldest.and_then(|(_, result)| result.try_recv().ok());
        }
        self.done.is_some()
    }

    /// Whether there would be more than this with another part.
    fn is_more_than(&self, room: usize, weight: usize) -> bool {
        !self.results.is_empty() && self.weight + weight > room
    }

    /// The oldest result, which is waited for.
    fn next(&mut self) -> O {
        let (weight, result) = self.results.pop_front().expect("something is under way");
        self.weight -= weight;
        match self.done.take() {
            Some(done) => done,
            None => result
                .recv()
                .expect("a worker that panics ends the program"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use anyhow::bail;

    use super::Workers;

    fn workers(jobs: usize, room: usize) -> Workers {
        let jobs = NonZero::new(jobs).expect("there is a job");
        Workers { jobs, room }
    }

    /// Work that takes longer for some parts than for others.
    fn slowly(part: u64) -> u64 {
        (0..part % 7 * 10_000).fold(part, |sum, one| std::hint::black_box(sum ^ one ^ one))
    }

    #[test]
    fn results_come_in_the_order_of_the_parts() {
        let parts: Vec<u64> = (0..1_000).collect();
        for (jobs, room) in [(1, 0), (2, 0), (2, 5), (3, usize::MAX), (16, 40)] {
            let mut taken = Vec::new();
            let stream = parts.iter().copied();
            workers(jobs, room)
                .work(
                    stream,
                    |_| 3,
                    || slowly,
                    |one| {
                        taken.push(one);
                        Ok(())
                    },
                )
                .expect("all is taken");
            assert_eq!(taken, parts, "{jobs} jobs, room for {room}");
        }
    }

    #[test]
    fn what_is_under_way_never_weighs_more_than_there_is_room_for() {
        use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
        let (given, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        // Each part weighs 10, one of them more than there is room for.
        let weight = |&part: &u64| if part == 50 { 1_000 } else { 10 };
        let stream = (0..200).inspect(|_| {
            let under_way = given.fetch_add(1, SeqCst) - taken.load(SeqCst);
            assert!(
                under_way <= 3,
                "{under_way} parts before the next was asked for"
            );
        });
        workers(8, 30)
            .work(
                stream,
                weight,
                || slowly,
                |_| {
                    taken.fetch_add(1, SeqCst);
                    Ok(())
                },
            )
            .expect("all is taken");
        assert_eq!(taken.into_inner(), 200);
    }

    #[test]
    fn the_first_error_ends_the_work() {
        for taken_before in [0, 1, 50] {
            let mut given = 0;
            let endless = (0_u64..).inspect(|_| given += 1);
            let take = |one| {
                if one == taken_before {
                    bail!("full")
                } else {
                    Ok(())
                }
            };
            let ended = workers(2, 100).work(endless, |_| 1, || slowly, take);
            let ended = ended.map_err(|error| error.to_string());
            assert_eq!(ended, Err("full".to_owned()));
            assert!(given < taken_before + 100, "{given} parts given out");
        }
    }
}
