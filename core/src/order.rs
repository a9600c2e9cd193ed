//! Sorting of short lists, and maps from lists.
//!
//! The sort of the standard library is written out anew for every type of item: four kilobytes each, a tenth of the module
//! that a browser loads. There, one sort of numbers serves all types. Long columns of the ledger use the standard library
//! everywhere.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A list that can be put in order; equal items keep theirs.
pub(crate) trait Order<T> {
    /// By a comparison.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// By a key.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// By the items themselves.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> Order<T> for [T] {
    #[cfg(not(target_family = "wasm"))]
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering) {
        self.sort_by(compare);
    }

    #[cfg(target_family = "wasm")]
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering) {
        by_numbers(self, compare);
    }
}

/// Sorts the numbers of the items, then moves each item to its place.
#[cfg(any(test, target_family = "wasm"))]
fn by_numbers<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut numbers: Vec<usize> = (0..items.len()).collect();
    sort(&mut numbers, &mut |a, b| {
        // INVARIANT: the numbers are those of items.
        items
            .get(a)
            .zip(items.get(b))
            .map_or(Ordering::Equal, |(a, b)| compare(a, b))
    });
    for start in 0..items.len() {
        let mut here = start;
        while let Some(number) = numbers.get_mut(here) {
            let from = std::mem::replace(number, here);
            if from == start {
                break;
            }
            items.swap(here, from);
            here = from;
        }
    }
}

#[cfg(any(test, target_family = "wasm"))]
#[inline(never)]
fn sort(numbers: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    numbers.sort_by(|a, b| compare(*a, *b));
}

/// A map of pairs; of two equal keys the later one stays. Collecting would sort first.
pub(crate) fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// A set of items. Collecting would sort first.
pub(crate) fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_sort_of_numbers_does_what_the_standard_library_does(items: Vec<(u8, u8)>) {
            let mut theirs = items.clone();
            theirs.sort_by_key(|item| item.0);
            let mut ours = items;
            by_numbers(&mut ours, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(ours, theirs);
        }
    }
}
