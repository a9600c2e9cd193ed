//! Bit sets over the subjects of a domain: criteria become bits, and roll-up is counting them.

use std::ops::Range;

/// A set of indices below `len`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: usize,
}

/// Word and bit of an index.
fn place(index: usize) -> (usize, u64) {
    (index >> 6, 1u64 << (index & 63))
}

/// The low `count` bits, for `count` below 64.
fn low(count: usize) -> u64 {
    (1u64 << (count & 63)).wrapping_sub(1)
}

impl Bits {
    /// The empty set.
    pub(crate) fn none(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// All indices.
    pub(crate) fn all(len: usize) -> Self {
        let mut bits = Self {
            words: vec![u64::MAX; len.div_ceil(64)],
            len,
        };
        bits.trim();
        bits
    }

    /// The indices for which the test holds, sixty-four at a time.
    pub(crate) fn by(len: usize, test: impl Fn(usize) -> bool) -> Self {
        let words = (0..len.div_ceil(64)).map(|word| {
            let base = word << 6;
            let in_word = len.saturating_sub(base).min(64);
            (0..in_word).fold(0u64, |bits, bit| bits | (u64::from(test(base | bit)) << bit))
        });
        Self {
            words: words.collect(),
            len,
        }
    }

    /// The positions of a column for which the test holds.
    pub(crate) fn of_column<T: Copy>(column: &[T], test: impl Fn(T) -> bool) -> Self {
        let word = |chunk: &[T]| {
            chunk
                .iter()
                .rev()
                .fold(0u64, |bits, value| (bits << 1) | u64::from(test(*value)))
        };
        Self {
            words: column.chunks(64).map(word).collect(),
            len: column.len(),
        }
    }

    /// Clears what lies past the end.
    fn trim(&mut self) {
        let rest = self.len & 63;
        if rest != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= low(rest);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// A set from its words; bits past the end are dropped.
    pub(crate) fn from_words(words: Vec<u64>, len: usize) -> Self {
        let mut bits = Self { words, len };
        bits.trim();
        bits
    }

    pub(crate) fn set(&mut self, index: usize) {
        let (word, bit) = place(index);
        if let Some(slot) = self.words.get_mut(word).filter(|_| index < self.len) {
            *slot |= bit;
        }
    }

    pub(crate) fn clear(&mut self, index: usize) {
        let (word, bit) = place(index);
        if let Some(slot) = self.words.get_mut(word) {
            *slot &= !bit;
        }
    }

    pub(crate) fn get(&self, index: usize) -> bool {
        let (word, bit) = place(index);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Adds all indices of a range.
    pub(crate) fn set_range(&mut self, range: Range<usize>) {
        let end = range.end.min(self.len);
        if range.start >= end {
            return;
        }
        let (first, last) = (range.start >> 6, end.saturating_sub(1) >> 6);
        let head = !low(range.start & 63);
        let tail = if end & 63 == 0 { u64::MAX } else { low(end & 63) };
        if first == last {
            if let Some(word) = self.words.get_mut(first) {
                *word |= head & tail;
            }
            return;
        }
        let span = self.words.get_mut(first..=last).unwrap_or_default();
        if let [start, middle @ .., finish] = span {
            *start |= head;
            middle.fill(u64::MAX);
            *finish |= tail;
        }
    }

    /// How many indices lie in a range.
    pub(crate) fn count_range(&self, range: Range<usize>) -> u64 {
        let end = range.end.min(self.len);
        if range.start >= end {
            return 0;
        }
        let (first, last) = (range.start >> 6, end.saturating_sub(1) >> 6);
        let head = !low(range.start & 63);
        let tail = if end & 63 == 0 { u64::MAX } else { low(end & 63) };
        let ones = |word: u64| u64::from(word.count_ones());
        match self.words.get(first..=last).unwrap_or_default() {
            [] => 0,
            [only] => ones(only & head & tail),
            [start, middle @ .., finish] => middle.iter().map(|word| ones(*word)).fold(
                ones(start & head).saturating_add(ones(finish & tail)),
                u64::saturating_add,
            ),
        }
    }

    /// Whether the set is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The indices in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let base = at << 6;
            let mut rest = *word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = usize::try_from(rest.trailing_zeros()).unwrap_or(0);
                rest &= rest.wrapping_sub(1);
                Some(base | bit)
            })
        })
    }

    fn zip(&self, other: &Self, join: impl Fn(u64, u64) -> u64) -> Self {
        let words = self
            .words
            .iter()
            .zip(&other.words)
            .map(|(a, b)| join(*a, *b))
            .collect();
        Self { words, len: self.len }
    }

    pub(crate) fn and(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & b)
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a | b)
    }

    pub(crate) fn and_not(&self, other: &Self) -> Self {
        self.zip(other, |a, b| a & !b)
    }

    pub(crate) fn not(&self) -> Self {
        let mut bits = Self {
            words: self.words.iter().map(|word| !word).collect(),
            len: self.len,
        };
        bits.trim();
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_sets_and_counts_exactly_its_indices() {
        for len in [1usize, 63, 64, 65, 200] {
            for start in 0..len {
                for end in start..=len {
                    let mut bits = Bits::none(len);
                    bits.set_range(start..end);
                    assert_eq!(bits.iter().collect::<Vec<_>>(), (start..end).collect::<Vec<_>>());
                    assert_eq!(bits.count_range(0..len), (end - start) as u64);
                    let (a, b) = (len / 3, len * 2 / 3);
                    assert_eq!(bits.count_range(a..b), (start.max(a)..end.min(b)).len() as u64);
                }
            }
        }
    }

    #[test]
    fn the_complement_has_no_bits_past_the_end() {
        assert_eq!(Bits::none(70).not().iter().count(), 70);
        assert_eq!(Bits::all(70).not().iter().count(), 0);
        assert_eq!(
            Bits::of_column(&[1, 5, 2, 7], |x| x > 2)
                .iter()
                .collect::<Vec<_>>(),
            [1, 3]
        );
        assert_eq!(Bits::by(4, |x| x % 2 == 0).iter().collect::<Vec<_>>(), [0, 2]);
    }
}
