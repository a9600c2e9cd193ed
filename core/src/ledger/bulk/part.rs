//! Words put together by the first bits of their hashes.

use crate::ledger::key::hash_word;
use crate::ledger::rows::ix;
use crate::ledger::segments::Segments;
use crate::ledger::share::{share, threads};
use std::ops::Range;

/// How many bits of a hash name a part. A hundred and twenty-eight parts of some million keys fit the caches of a core.
const BITS: u32 = 7;
/// How many parts.
pub(super) const PARTS: usize = 1 << BITS;

/// Which part a word belongs to.
fn part_of(word: u128) -> usize {
    usize::try_from(hash_word(word) >> (64 - BITS)).unwrap_or(0)
}

/// Rows by part, in each in their order.
pub(super) struct Parted<T> {
    words: Vec<u128>,
    values: Vec<T>,
    /// Where each part starts, with the end as a last entry.
    starts: Vec<u32>,
}

/// Puts all words together, segment by segment and each with a value; `values` gives those of a range of rows.
pub(super) fn part_all<T, V>(
    words: Segments<u128>,
    values: impl Fn(Range<usize>) -> V + Sync,
) -> Vec<Parted<T>>
where
    T: Copy + Default + Send,
    V: Iterator<Item = T>,
{
    let mut first = 0usize;
    let mut segments: Vec<(Range<usize>, Vec<u128>)> = Vec::new();
    for words in words.into_vecs() {
        let rows = first..first.saturating_add(words.len());
        first = rows.end;
        segments.push((rows, words));
    }
    let mut jobs = Vec::new();
    while !segments.is_empty() {
        let others = jobs_left(jobs.len());
        let mine = segments.len().div_ceil(others);
        jobs.push(segments.drain(..mine).collect::<Vec<_>>());
    }
    let parted = share(jobs, |segments| {
        // The words of one segment go where those of the one before were: fresh memory is dear.
        let mut spare = Vec::new();
        let mut parted = Vec::with_capacity(segments.len());
        for (rows, words) in segments {
            let put = Parted::new(&words, values(rows), spare);
            spare = words;
            parted.push(put);
        }
        parted
    });
    parted.into_iter().flatten().collect()
}

/// Among how many threads the rest is shared, once so many have their share.
fn jobs_left(done: usize) -> usize {
    threads().saturating_sub(done).max(1)
}

impl<T: Copy + Default> Parted<T> {
    /// Puts words together, each with a value, in a place that may have been used before.
    fn new(words: &[u128], values: impl Iterator<Item = T>, mut place: Vec<u128>) -> Self {
        let parts: Vec<u8> = words
            .iter()
            .map(|word| u8::try_from(part_of(*word)).unwrap_or(0))
            .collect();
        let starts = crate::ledger::store::starts(PARTS, parts.iter().map(|part| u32::from(*part)));
        let mut next = starts.clone();
        // Every word is written.
        place.resize(words.len(), 0);
        let mut parted = Self {
            words: place,
            values: vec![T::default(); words.len()],
            starts,
        };
        for ((word, part), value) in words.iter().zip(parts).zip(values) {
            let Some(next) = next.get_mut(usize::from(part)) else {
                continue;
            };
            let at = ix(*next);
            if let (Some(to), Some(with)) = (parted.words.get_mut(at), parted.values.get_mut(at)) {
                (*to, *with) = (*word, value);
            }
            *next = next.wrapping_add(1);
        }
        parted
    }

    /// How many rows.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words of a part, and their values.
    pub(super) fn part(&self, part: usize) -> (&[u128], &[T]) {
        let at = |part: usize| self.starts.get(part).copied().map_or(0, ix);
        let rows = at(part)..at(part.saturating_add(1));
        let words = self.words.get(rows.clone()).unwrap_or_default();
        (words, self.values.get(rows).unwrap_or_default())
    }
}
