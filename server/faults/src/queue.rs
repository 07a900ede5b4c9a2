//! What is going to happen, in order: by time, and among equals in the order in which it was arranged.

use crate::clock::Moment;
use core::cmp::Ordering;
use std::collections::BinaryHeap;

/// What is going to happen.
#[derive(Debug)]
pub(crate) struct Queue<T> {
    heap: BinaryHeap<Entry<T>>,
    arranged: u64,
}

#[derive(Debug)]
struct Entry<T> {
    at: Moment,
    number: u64,
    what: T,
}

impl<T> Queue<T> {
    pub(crate) fn new() -> Self {
        Self { heap: BinaryHeap::with_capacity(64), arranged: 0 }
    }

    /// Arranges for `what` to happen at `at`.
    pub(crate) fn arrange(&mut self, at: Moment, what: T) {
        self.arranged += 1;
        self.heap.push(Entry { at, number: self.arranged, what });
    }

    /// What happens next, and when.
    pub(crate) fn next(&mut self) -> Option<(Moment, T)> {
        self.heap.pop().map(|entry| (entry.at, entry.what))
    }
}

// The heap gives out its greatest; the greatest is to be the earliest.
impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.number).cmp(&(self.at, self.number))
    }
}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T> Eq for Entry<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_comes_first_and_equals_in_order() {
        let mut queue = Queue::new();
        for (ms, what) in [(5, 'c'), (1, 'a'), (5, 'd'), (3, 'b')] {
            queue.arrange(Moment(ms), what);
        }
        let order: String = core::iter::from_fn(|| queue.next()).map(|(_, what)| what).collect();
        assert_eq!(order, "abcd");
    }
}
