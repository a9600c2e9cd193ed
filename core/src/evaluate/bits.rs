//! Bit sets over the subjects of a domain: criteria become bits, and roll-up is counting them.

use crate::ledger::rows::{ix, number, ones};
use std::ops::Range;
use std::sync::Arc;

/// A set of indices below `len`.
///
/// Words past the end of the vector are zero: an empty class costs nothing. A set of a few of millions keeps only the words
/// that have bits; what is cut out of it keeps the same places, so that such sets are joined word by word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits {
    words: Vec<u64>,
    /// Where the words stand, in order; `None` where they stand one behind another from the first on.
    places: Option<Arc<[u32]>>,
    len: usize,
}

/// A set keeps only the words that have bits where these are at most one in so many.
const FEW: usize = 8;

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
    /// A set whose words stand one behind another.
    fn whole(words: Vec<u64>, len: usize) -> Self {
        Self {
            words,
            places: None,
            len,
        }
    }

    /// The empty set.
    pub(crate) fn none(len: usize) -> Self {
        Self::whole(Vec::new(), len)
    }

    /// The same set in less room where few of its words have bits.
    pub(crate) fn few(self) -> Self {
        let used = self.words.iter().filter(|word| **word != 0).count();
        if self.places.is_some() || used.saturating_mul(FEW) > self.words.len() {
            return self;
        }
        let used = (0u32..).zip(self.words).filter(|(_, word)| *word != 0);
        let (places, words): (Vec<u32>, Vec<u64>) = used.unzip();
        Self::at_places(words, places.into(), self.len)
    }

    /// A set with words at some places, in order; with no words it is the empty set.
    pub(crate) fn at_places(words: Vec<u64>, places: Arc<[u32]>, len: usize) -> Self {
        Self {
            places: Some(places).filter(|_| !words.is_empty()),
            words,
            len,
        }
    }

    /// Where its words stand, if it keeps few.
    pub(crate) fn places(&self) -> Option<&Arc<[u32]>> {
        self.places.as_ref()
    }

    /// Puts the words one behind another, so that any of them can be changed.
    pub(crate) fn spread(&mut self) {
        if let Some(places) = self.places.take() {
            let words = std::mem::replace(&mut self.words, vec![0; self.len.div_ceil(64)]);
            self.set_words(&places, &words);
        }
    }

    /// Makes room for all indices.
    fn grow(&mut self) {
        self.spread();
        let words = self.len.div_ceil(64);
        if self.words.len() < words {
            self.words.resize(words, 0);
        }
    }

    /// All indices.
    pub(crate) fn all(len: usize) -> Self {
        let mut bits = Self::whole(vec![u64::MAX; len.div_ceil(64)], len);
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
        Self::whole(words.collect(), len)
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

    /// Behind which word none has bits.
    pub(crate) fn end(&self) -> usize {
        match &self.places {
            Some(places) => places.last().map_or(0, |last| ix(*last).saturating_add(1)),
            None => self.words.len(),
        }
    }

    /// A set from its words; bits past the end are dropped.
    pub(crate) fn from_words(words: Vec<u64>, len: usize) -> Self {
        let mut bits = Self::whole(words, len);
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
        if len == self.len {
            return;
        }
        self.spread();
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
        if word == 0 && at >= self.end() {
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
        self.spread();
        let (word, bit) = place(index);
        if let Some(slot) = self.words.get_mut(word) {
            *slot &= !bit;
        }
    }

    pub(crate) fn get(&self, index: usize) -> bool {
        let (word, bit) = place(index);
        self.word(word) & bit != 0
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

    /// How many indices lie in a range.
    pub(crate) fn count_span(&self, span: &Span) -> u64 {
        let end = |at: usize| u64::from((self.word(at) & span.mask(at)).count_ones());
        if span.first == span.last {
            return end(span.first);
        }
        // No count of bits in memory wraps.
        if let Some(places) = &self.places {
            let first = places.partition_point(|place| ix(*place) < span.first);
            let inside = places.iter().skip(first).map(|place| ix(*place));
            let counts = inside.take_while(|place| *place <= span.last).map(end);
            return counts.fold(0, u64::wrapping_add);
        }
        // Whole words without a look at each one's place: the compiler counts several at once.
        let inner = self.slice(span.first.saturating_add(1)..span.last).iter();
        let inner = inner.map(|word| u64::from(word.count_ones()));
        let inner = inner.fold(0, u64::wrapping_add);
        inner.wrapping_add(end(span.first)).wrapping_add(end(span.last))
    }

    /// The words of a range, without those past the end of the vector.
    fn slice(&self, words: Range<usize>) -> &[u64] {
        let end = words.end.min(self.words.len());
        self.words.get(words.start.min(end)..end).unwrap_or_default()
    }

    /// A word of the set.
    pub(crate) fn word(&self, at: usize) -> u64 {
        let at = match &self.places {
            Some(places) => match places.binary_search(&number(at)) {
                Ok(found) => found,
                Err(_) => return 0,
            },
            None => at,
        };
        self.words.get(at).copied().unwrap_or(0)
    }

    /// Its words, to be asked for in order.
    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader { bits: self, at: 0 }
    }

    /// The words and where they stand.
    fn placed(&self) -> impl Iterator<Item = (usize, u64)> + '_ {
        let places = self.places.as_deref();
        let words = self.words.iter().enumerate();
        words.map(move |(at, word)| match places {
            Some(places) => (places.get(at).map_or(usize::MAX, |place| ix(*place)), *word),
            None => (at, *word),
        })
    }

    /// Whether some index is in both sets.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        if self.places.is_none() && other.places.is_none() {
            return self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0);
        }
        let (few, other) = self.fewer_first(other);
        let mut other = other.reader();
        few.placed().any(|(place, word)| word & other.word(place) != 0)
    }

    /// Two sets, first the one that keeps fewer words.
    fn fewer_first<'a>(&'a self, other: &'a Self) -> (&'a Self, &'a Self) {
        let is_first = match (&self.places, &other.places) {
            (None, Some(_)) => false,
            (Some(a), Some(b)) => a.len() <= b.len(),
            _ => true,
        };
        if is_first { (self, other) } else { (other, self) }
    }

    /// Whether the set is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The indices in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.placed().flat_map(|(at, word)| ones(at, word))
    }

    /// The set with each word joined to that of another set.
    fn joined(&self, other: &Self, join: fn(u64, u64) -> u64) -> Self {
        let mut other = other.reader();
        let words = self.placed().map(|(place, word)| join(word, other.word(place)));
        Self {
            words: words.collect(),
            places: self.places.clone(),
            len: self.len,
        }
    }

    pub(crate) fn and(&self, other: &Self) -> Self {
        if self.places.is_none() && other.places.is_none() {
            let words = self.words.iter().zip(&other.words).map(|(a, b)| a & b);
            return Self::whole(words.collect(), self.len);
        }
        let (few, other) = self.fewer_first(other);
        few.joined(other, |a, b| a & b)
    }

    pub(crate) fn or(&self, other: &Self) -> Self {
        if self.words.is_empty() || other.words.is_empty() {
            let filled = if self.words.is_empty() { other } else { self };
            return filled.clone();
        }
        if let (Some(mine), Some(others)) = (&self.places, &other.places)
            && Arc::ptr_eq(mine, others)
        {
            return self.joined(other, |a, b| a | b);
        }
        let (few, many) = self.fewer_first(other);
        let mut joined = many.clone();
        joined.grow();
        joined.change(few, |to, word| *to |= word);
        joined
    }

    pub(crate) fn and_not(&self, other: &Self) -> Self {
        if self.places.is_some() {
            return self.joined(other, |a, b| a & !b);
        }
        let mut rest = self.clone();
        rest.change(other, |to, word| *to &= !word);
        rest
    }

    /// Changes words that stand one behind another by those of another set.
    fn change(&mut self, other: &Self, change: impl Fn(&mut u64, u64)) {
        let Some(places) = &other.places else {
            let words = self.words.iter_mut().zip(&other.words);
            words.for_each(|(to, word)| change(to, *word));
            return;
        };
        for (place, word) in places.iter().zip(&other.words) {
            if let Some(to) = self.words.get_mut(ix(*place)) {
                change(to, *word);
            }
        }
    }

    pub(crate) fn not(&self) -> Self {
        let mut bits = self.clone();
        bits.grow();
        bits.words.iter_mut().for_each(|word| *word = !*word);
        bits.trim();
        bits
    }
}

/// Reads the words of a set in ascending order of their places: where few words are kept, that needs no search.
pub(crate) struct Reader<'a> {
    bits: &'a Bits,
    at: usize,
}

impl Reader<'_> {
    /// The word at a place that is not before the last one.
    pub(crate) fn word(&mut self, place: usize) -> u64 {
        let Some(places) = &self.bits.places else {
            return self.bits.words.get(place).copied().unwrap_or(0);
        };
        while let Some(next) = places.get(self.at) {
            if ix(*next) >= place {
                let words = &self.bits.words;
                return if ix(*next) == place {
                    words.get(self.at).copied().unwrap_or(0)
                } else {
                    0
                };
            }
            self.at = self.at.saturating_add(1);
        }
        0
    }
}

/// Counts the indices that several sets have in ranges, and in another set where one is given. The ranges are in order; all sets are
/// parts of `whole`, so that words in which it has nobody need no look at the others.
pub(crate) fn count_spans<const N: usize>(
    whole: &Bits,
    parts: [Option<&Bits>; N],
    other: Option<&Bits>,
    spans: impl Iterator<Item = Span>,
    mut each: impl FnMut([u64; N]),
) {
    let places = whole.places.as_deref();
    let mut other = other.map(Bits::reader);
    let mut parts = parts.map(|part| part.map(Bits::reader));
    let mut next = 0usize;
    // The words of a range in which somebody is, and where they stand.
    let mut inside: Vec<(usize, u64)> = Vec::new();
    for span in spans {
        let mut counts = [0u64; N];
        let words = match places {
            None => span.first..span.last.saturating_add(1).min(whole.words.len()),
            Some(places) => {
                let behind = |at: usize, end: usize| places.get(at).is_some_and(|place| ix(*place) < end);
                while behind(next, span.first) {
                    next = next.saturating_add(1);
                }
                // The last word may have bits of the next range: that looks at it again.
                let mut end = next;
                while behind(end, span.last.saturating_add(1)) {
                    end = end.saturating_add(1);
                }
                next..end
            }
        };
        inside.clear();
        for at in words {
            let place = places.map_or(at, |places| places.get(at).map_or(at, |place| ix(*place)));
            let mut word = whole.words.get(at).copied().unwrap_or(0) & span.mask(place);
            if word != 0
                && let Some(other) = &mut other
            {
                word &= other.word(place);
            }
            if word != 0 {
                inside.push((place, word));
            }
        }
        for (count, part) in counts.iter_mut().zip(&mut parts) {
            if let Some(part) = part {
                let ones = inside
                    .iter()
                    .map(|(place, word)| (part.word(*place) & word).count_ones());
                *count = ones.map(u64::from).fold(0, u64::wrapping_add);
            }
        }
        each(counts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(bits: &Bits, range: Range<usize>) -> u64 {
        bits.count_span(&Span::new(range))
    }

    #[test]
    fn a_range_sets_and_counts_exactly_its_indices() {
        for len in [1usize, 63, 64, 65, 200] {
            for start in 0..len {
                for end in start..=len {
                    let mut bits = Bits::none(len);
                    bits.set_range(start..end);
                    assert_eq!(bits.iter().collect::<Vec<_>>(), (start..end).collect::<Vec<_>>());
                    assert_eq!(count(&bits, 0..len), (end - start) as u64);
                    let (a, b) = (len / 3, len * 2 / 3);
                    assert_eq!(count(&bits, a..b), (start.max(a)..end.min(b)).len() as u64);
                    let odd = Bits::by(len, |index| index % 2 == 1);
                    let both = (start.max(a)..end.min(b)).filter(|index| index % 2 == 1);
                    assert_eq!(count(&bits.and(&odd), a..b), both.count() as u64);
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
        assert_eq!(count(&none, 0..200), 0);
    }

    #[test]
    fn a_set_of_few_does_what_the_same_set_of_all_words_does() {
        const LEN: usize = 64 * 40 + 7;
        let list = |bits: &Bits| bits.iter().collect::<Vec<_>>();
        let sets: Vec<Bits> = [(3, 900), (5, 901), (900, 64), (2561, 1), (7, 3), (0, usize::MAX)]
            .into_iter()
            .map(|(first, step)| Bits::by(LEN, |x| x >= first && (x - first).is_multiple_of(step)))
            .chain([Bits::none(LEN), Bits::all(LEN)])
            .collect();
        let few: Vec<Bits> = sets.iter().cloned().map(Bits::few).collect();
        assert!(few[0].places().is_some() && few[4].places().is_none());
        let spans = || [0..5, 5..900, 900..902, 1000..1000, 1000..1700, 1700..LEN];
        for (a, few_a) in sets.iter().zip(&few) {
            assert_eq!(list(a), list(few_a));
            assert_eq!(list(&a.not()), list(&few_a.not()));
            assert_eq!(a.is_empty(), few_a.is_empty());
            assert!((0..50).all(|at| few_a.word(at) == a.word(at)));
            assert!((0..LEN).all(|at| few_a.get(at) == a.get(at)));
            let changes: [fn(&mut Bits); 4] = [
                |bits| bits.set(70),
                |bits| bits.clear(3),
                |bits| bits.resize(LEN + 70),
                |bits| bits.put_word(5, 9),
            ];
            for change in changes {
                let (mut one, mut other) = (a.clone(), few_a.clone());
                change(&mut one);
                change(&mut other);
                assert_eq!(list(&one), list(&other));
            }
            for (b, few_b) in sets.iter().zip(&few) {
                // A set that is cut out of another one keeps its places.
                for (b, others) in [(b, [b, few_b]), (&a.and(b), [&few_a.and(few_b), &few_a.and(b)])] {
                    for few_b in others {
                        for a_form in [a, few_a] {
                            assert_eq!(list(&a.and(b)), list(&a_form.and(few_b)));
                            assert_eq!(list(&a.or(b)), list(&a_form.or(few_b)));
                            assert_eq!(list(&a.and_not(b)), list(&a_form.and_not(few_b)));
                            assert_eq!(list(&b.and_not(a)), list(&few_b.and_not(a_form)));
                            assert_eq!(a.meets(b), a_form.meets(few_b));
                            for span in spans() {
                                let wanted = count(&a.and(b), span.clone());
                                assert_eq!(count(&a_form.and(few_b), span), wanted);
                            }
                        }
                    }
                }
                for whole in [a, few_a] {
                    let mut counted = Vec::new();
                    let cut = few_a.and(b);
                    let parts = [Some(few_a), None, Some(&cut)];
                    count_spans(
                        whole,
                        parts,
                        Some(few_b),
                        spans().into_iter().map(Span::new),
                        |counts| {
                            counted.push(counts);
                        },
                    );
                    let wanted = spans().map(|span| {
                        let both = count(&a.and(b), span);
                        [both, 0, both]
                    });
                    assert_eq!(counted, wanted);
                }
            }
        }
    }

    #[test]
    fn the_complement_has_no_bits_past_the_end() {
        assert_eq!(Bits::none(70).not().iter().count(), 70);
        assert_eq!(Bits::all(70).not().iter().count(), 0);
        assert_eq!(Bits::by(4, |x| x % 2 == 0).iter().collect::<Vec<_>>(), [0, 2]);
    }
}
