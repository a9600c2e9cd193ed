//! Bit sets over the subjects of a domain: criteria become bits, and roll-up is counting them.

use crate::ledger::rows::ix;
use std::ops::Range;

/// A set of indices below `len`.
///
/// Words past the end of the vector are zero: an empty class costs nothing.
#[derive(Clone, Debug, Default)]
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

/// The words of a range of indices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) first: usize,
    pub(crate) last: usize,
    head: u64,
    tail: u64,
}

impl Span {
    /// An empty range has one word of which no bit counts.
    pub(crate) fn new(range: Range<usize>) -> Self {
        let first = range.start >> 6;
        if range.is_empty() {
            return Self {
                first,
                last: first,
                head: 0,
                tail: 0,
            };
        }
        let rest = range.end & 63;
        Self {
            first,
            last: range.end.saturating_sub(1) >> 6,
            head: !low(range.start & 63),
            tail: if rest == 0 { u64::MAX } else { low(rest) },
        }
    }

    /// Which bits of any word lie in the range.
    pub(crate) fn mask_of(&self, word: usize) -> u64 {
        if (self.first..=self.last).contains(&word) {
            self.mask(word)
        } else {
            0
        }
    }

    /// Which bits of a word that the range reaches lie in it.
    pub(crate) fn mask(&self, word: usize) -> u64 {
        let head = if word == self.first { self.head } else { u64::MAX };
        let tail = if word == self.last { self.tail } else { u64::MAX };
        head & tail
    }
}

impl Bits {
    /// The empty set.
    pub(crate) fn none(len: usize) -> Self {
        Self {
            words: Vec::new(),
            len,
        }
    }

    /// Makes room for all indices.
    fn grow(&mut self) {
        let words = self.len.div_ceil(64);
        if self.words.len() < words {
            self.words.resize(words, 0);
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

    /// Clears what lies past the end.
    fn trim(&mut self) {
        self.words.truncate(self.len.div_ceil(64));
        let rest = self.len & 63;
        if rest != 0
            && let Some(last) = self.words.get_mut(self.len >> 6)
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
        if index >= self.len {
            return;
        }
        self.grow();
        if let Some(slot) = self.words.get_mut(word) {
            *slot |= bit;
        }
    }

    /// Adds indices.
    pub(crate) fn set_all(&mut self, indices: &[u32]) {
        self.grow();
        for index in indices
            .iter()
            .map(|index| ix(*index))
            .filter(|index| *index < self.len)
        {
            let (word, bit) = place(index);
            if let Some(slot) = self.words.get_mut(word) {
                *slot |= bit;
            }
        }
    }

    /// Adds all indices of some words, given by place and content.
    pub(crate) fn set_words(&mut self, places: &[u32], words: &[u64]) {
        self.grow();
        for (place, bits) in places.iter().zip(words) {
            if let Some(slot) = self.words.get_mut(ix(*place)) {
                *slot |= bits;
            }
        }
    }

    /// Makes the set one of more indices; the new ones are not in it.
    pub(crate) fn resize(&mut self, len: usize) {
        self.len = len;
        self.trim();
    }

    /// Puts an index into the set or takes it out.
    pub(crate) fn put(&mut self, index: usize, holds: bool) {
        if holds {
            self.set(index);
        } else {
            self.clear(index);
        }
    }

    /// Replaces a word; bits past the end are dropped.
    pub(crate) fn put_word(&mut self, at: usize, word: u64) {
        if word == 0 && at >= self.words.len() {
            return;
        }
        self.grow();
        let word = word & self.inside(at);
        if let Some(slot) = self.words.get_mut(at) {
            *slot = word;
        }
    }

    /// Which bits of a word are indices of the set.
    pub(crate) fn inside(&self, at: usize) -> u64 {
        match self.len.saturating_sub(at << 6) {
            0 => 0,
            rest if rest < 64 => low(rest),
            _ => u64::MAX,
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
        self.grow();
        let span = Span::new(range.start..end);
        match self.words.get_mut(span.first..=span.last).unwrap_or_default() {
            [] => {}
            [only] => *only |= span.head & span.tail,
            [start, middle @ .., finish] => {
                *start |= span.head;
                middle.fill(u64::MAX);
                *finish |= span.tail;
            }
        }
    }

    /// How many indices lie in a range, and in another set where one is given.
    pub(crate) fn count_span(&self, span: &Span, other: Option<&Self>) -> u64 {
        let end = |at: usize| {
            let other = other.map_or(u64::MAX, |other| other.word(at));
            u64::from((self.word(at) & other & span.mask(at)).count_ones())
        };
        if span.first == span.last {
            return end(span.first);
        }
        // Whole words without a look at each one's place: the compiler counts several at once. No count of bits in memory
        // wraps.
        let inner = span.first.saturating_add(1)..span.last;
        let add = |sum: u64, word: u64| sum.wrapping_add(u64::from(word.count_ones()));
        let words = self.slice(inner.clone()).iter();
        let inner = match other {
            None => words.fold(0, |sum, word| add(sum, *word)),
            Some(other) => words
                .zip(other.slice(inner))
                .fold(0, |sum, (word, other)| add(sum, word & other)),
        };
        inner.wrapping_add(end(span.first)).wrapping_add(end(span.last))
    }

    /// The words of a range, without those past the end of the vector.
    fn slice(&self, words: Range<usize>) -> &[u64] {
        let end = words.end.min(self.words.len());
        self.words.get(words.start.min(end)..end).unwrap_or_default()
    }

    /// A word of the set.
    pub(crate) fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }

    /// Whether some index is in both sets.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
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

    pub(crate) fn and(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(a, b)| a & b);
        Self {
            words: words.collect(),
            len: self.len,
        }
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        let (mut joined, shorter) = if self.words.len() < other.words.len() {
            (other.words.clone(), &self.words)
        } else {
            (self.words.clone(), &other.words)
        };
        joined.iter_mut().zip(shorter).for_each(|(a, b)| *a |= b);
        Self {
            words: joined,
            len: self.len,
        }
    }

    pub(crate) fn and_not(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        rest.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(a, b)| *a &= !b);
        rest
    }

    pub(crate) fn not(&self) -> Self {
        let mut bits = self.clone();
        bits.grow();
        bits.words.iter_mut().for_each(|word| *word = !*word);
        bits.trim();
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(bits: &Bits, range: Range<usize>, other: Option<&Bits>) -> u64 {
        bits.count_span(&Span::new(range), other)
    }

    #[test]
    fn a_range_sets_and_counts_exactly_its_indices() {
        for len in [1usize, 63, 64, 65, 200] {
            for start in 0..len {
                for end in start..=len {
                    let mut bits = Bits::none(len);
                    bits.set_range(start..end);
                    assert_eq!(bits.iter().collect::<Vec<_>>(), (start..end).collect::<Vec<_>>());
                    assert_eq!(count(&bits, 0..len, None), (end - start) as u64);
                    let (a, b) = (len / 3, len * 2 / 3);
                    assert_eq!(count(&bits, a..b, None), (start.max(a)..end.min(b)).len() as u64);
                    let odd = Bits::by(len, |index| index % 2 == 1);
                    let both = (start.max(a)..end.min(b)).filter(|index| index % 2 == 1);
                    assert_eq!(count(&bits, a..b, Some(&odd)), both.count() as u64);
                }
            }
        }
    }

    #[test]
    fn sets_of_different_length_in_words_join_as_if_both_were_whole() {
        let (few, many) = (Bits::by(200, |x| x == 3), Bits::by(200, |x| x % 7 == 3));
        let mut short = Bits::none(200);
        short.set_all(&[3, 3, 250]);
        assert_eq!(short.iter().collect::<Vec<_>>(), few.iter().collect::<Vec<_>>());
        let none = Bits::none(200);
        let list = |bits: &Bits| bits.iter().collect::<Vec<_>>();
        assert_eq!(list(&none.or(&many)), list(&many));
        assert_eq!(list(&many.or(&none)), list(&many));
        assert_eq!(list(&many.and(&none)), [0usize; 0]);
        assert_eq!(list(&many.and_not(&none)), list(&many));
        assert_eq!(list(&none.and_not(&many)), [0usize; 0]);
        assert_eq!(count(&none, 0..200, None), 0);
        assert_eq!(count(&many, 0..200, Some(&none)), 0);
    }

    #[test]
    fn the_complement_has_no_bits_past_the_end() {
        assert_eq!(Bits::none(70).not().iter().count(), 70);
        assert_eq!(Bits::all(70).not().iter().count(), 0);
        assert_eq!(Bits::by(4, |x| x % 2 == 0).iter().collect::<Vec<_>>(), [0, 2]);
    }
}
