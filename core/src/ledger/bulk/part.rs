//! Words put together by the first bits of their hashes.

use crate::ledger::key::hash_word;
use crate::ledger::rows::{ix, number};

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

impl<T: Copy + Default> Parted<T> {
    /// Puts words together, each with a value.
    pub(super) fn new(words: &[u128], values: impl Iterator<Item = T>) -> Self {
        let parts: Vec<u8> = words
            .iter()
            .map(|word| u8::try_from(part_of(*word)).unwrap_or(0))
            .collect();
        let starts = crate::ledger::store::starts(PARTS, parts.iter().map(|part| u32::from(*part)));
        let mut next = starts.clone();
        let mut parted = Self {
            words: vec![0; words.len()],
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

    /// The words of a part, and their values.
    pub(super) fn part(&self, part: usize) -> (&[u128], &[T]) {
        let at = |part: usize| self.starts.get(part).copied().map_or(0, ix);
        let rows = at(part)..at(part.saturating_add(1));
        let words = self.words.get(rows.clone()).unwrap_or_default();
        (words, self.values.get(rows).unwrap_or_default())
    }
}

impl Parted<u32> {
    /// Puts words together, each with its row.
    pub(super) fn with_rows(words: &[u128]) -> Self {
        Self::new(words, 0..number(words.len()))
    }
}
