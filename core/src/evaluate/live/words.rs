//! Words of bit sets that changed: sixty-four subjects each.

use super::super::bits::Bits;
use super::super::truth::Truths;
use crate::explain::Truth;
use crate::ledger::rows::{ix, number};

/// Places of words, in order and each once.
pub(super) type Words = Vec<u32>;

/// The words of some indices.
pub(super) fn of(indices: impl Iterator<Item = usize>) -> Words {
    let mut words: Words = Words::new();
    for word in indices.map(|index| number(index >> 6)) {
        // Indices mostly lie together.
        if words.last() != Some(&word) {
            words.push(word);
        }
    }
    tidy(&mut words);
    words
}

/// The words that hold the indices from one length to another.
pub(super) fn grown(from: usize, to: usize) -> Words {
    if from >= to {
        return Words::new();
    }
    (number(from >> 6)..=number(to.saturating_sub(1) >> 6)).collect()
}

/// Puts words in order, each once.
pub(super) fn tidy(words: &mut Words) {
    if words.is_sorted() {
        words.dedup();
    } else {
        *words = together(&[words]);
    }
}

/// All words of several lists, each of which is in order.
pub(super) fn union<'a>(lists: impl Iterator<Item = &'a Words>) -> Words {
    let mut lists: Vec<&Words> = lists.filter(|list| !list.is_empty()).collect();
    lists.dedup();
    match lists.as_slice() {
        [] => Words::new(),
        [only] => Words::clone(only),
        all => together(all),
    }
}

/// Words in order and each once: they are bits of a set, which is faster than sorting where there are many of them.
fn together(lists: &[&Words]) -> Words {
    let last = lists.iter().flat_map(|list| list.iter()).max();
    let mut set = Bits::none(last.map_or(0, |last| ix(*last).saturating_add(1)));
    lists.iter().for_each(|list| set.set_all(list));
    set.iter().map(number).collect()
}

/// The words in which two sets differ.
fn differences(old: &Bits, new: &Bits) -> impl Iterator<Item = u32> {
    let count = old.end().max(new.end());
    let (mut old, mut new) = (old.reader(), new.reader());
    (0..count)
        .filter(move |word| old.word(*word) != new.word(*word))
        .map(number)
}

/// Replaces truths by others over the same or more subjects, and tells which words changed.
pub(super) fn replace(old: &mut Truths, new: Truths) -> Words {
    let none = Bits::none(0);
    let mut words: Words = differences(&old.yes, &new.yes).collect();
    let unknown = (
        old.unknown.as_ref().unwrap_or(&none),
        new.unknown.as_ref().unwrap_or(&none),
    );
    words.extend(differences(unknown.0, unknown.1));
    words.extend(grown(old.yes.len(), new.yes.len()));
    *old = new;
    old.spread();
    tidy(&mut words);
    words
}

impl Truths {
    /// Makes every word one that is found and changed without a search.
    pub(super) fn spread(&mut self) {
        self.yes.spread();
        if let Some(unknown) = &mut self.unknown {
            unknown.spread();
        }
    }

    /// Makes the domain larger; nothing holds for the new subjects.
    pub(super) fn resize(&mut self, len: usize) {
        self.yes.resize(len);
        if let Some(unknown) = &mut self.unknown {
            unknown.resize(len);
        }
    }

    /// For whom of a word the criterion is true, and for whom it may be.
    pub(super) fn word(&self, at: usize) -> (u64, u64) {
        let yes = self.yes.word(at);
        let unknown = self.unknown.as_ref().map_or(0, |unknown| unknown.word(at));
        (yes, yes | unknown)
    }

    /// Replaces a word; tells whether it changed.
    pub(super) fn put_word(&mut self, at: usize, yes: u64, possible: u64) -> bool {
        let inside = self.yes.inside(at);
        let (yes, possible) = (yes & inside, possible & inside);
        if self.word(at) == (yes, possible) {
            return false;
        }
        let len = self.yes.len();
        self.yes.put_word(at, yes);
        let unknown = possible & !yes;
        if unknown != 0 || self.unknown.is_some() {
            self.unknown
                .get_or_insert_with(|| Bits::none(len))
                .put_word(at, unknown);
        }
        true
    }

    /// Gives a subject another truth; tells whether it changed.
    pub(super) fn put(&mut self, index: usize, truth: Truth) -> bool {
        if self.at(index) == truth {
            return false;
        }
        let len = self.yes.len();
        self.yes.put(index, truth == Truth::True);
        if truth == Truth::Unknown || self.unknown.is_some() {
            self.unknown
                .get_or_insert_with(|| Bits::none(len))
                .put(index, truth == Truth::Unknown);
        }
        true
    }
}
