//! Interned keys: every text of a ledger is stored once and used by its number.

use super::rows::{NONE, ix, number};
use foldhash::fast::FixedState;
use std::hash::BuildHasher;

/// Numbers texts densely in the order in which they come. Keys of up to sixteen bytes without a NUL live in one
/// 128-bit word, longer ones in a list beside it. Two keys are the same number only if they are the same bytes.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    pub(super) words: Vec<u128>,
    pub(super) long: Vec<Box<str>>,
    /// An open table in the order of the hashes: 0 for an empty slot, else the low half of the hash and the number plus
    /// one. Keys whose hashes begin with the same bits lie in the same stretch of it.
    pub(super) slots: Vec<u64>,
    /// The last key that was looked up alone: neighbouring rows share their unit, role list, activity and role.
    last: u32,
}

/// The order of keys never depends on their hashes, so a fixed seed does.
const HASHER: FixedState = FixedState::with_seed(0x6a69_6e67_756f);

/// How many keys are looked up side by side, so that their cache misses overlap.
pub(crate) const BLOCK: usize = 256;

/// A key of up to sixteen bytes as a word: its first byte is not 0. `None` for the empty key, a longer one, and one with
/// a NUL.
pub(crate) fn pack(text: &str) -> Option<u128> {
    let bytes = text.as_bytes();
    let mut word = [0u8; 16];
    word.get_mut(..bytes.len())?.copy_from_slice(bytes);
    (!bytes.is_empty() && !bytes.contains(&0)).then(|| u128::from_be_bytes(word))
}

/// The bits of so many first bytes of a word.
const MASKS: [u128; 17] = {
    let mut masks = [u128::MAX; 17];
    let mut rest = masks.as_mut_slice();
    let mut mask = 0u128;
    while let Some((first, others)) = rest.split_first_mut() {
        *first = mask;
        mask = mask >> 8 | 0xff << 120;
        rest = others;
    }
    masks
};

/// A key that fits a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Short(u128);

impl Short {
    /// As [`pack`].
    pub(crate) fn new(text: &str) -> Option<Self> {
        pack(text).map(Self)
    }

    /// The first bytes of some that have no NUL; `None` for no byte or for more than there are.
    #[inline]
    pub(crate) fn within(bytes: [u8; 16], length: usize) -> Option<Self> {
        let mask = *MASKS.get(length)?;
        (mask != 0).then_some(Self(u128::from_be_bytes(bytes) & mask))
    }

    pub(crate) fn word(self) -> u128 {
        self.0
    }

    /// Whether a byte, not NUL, is in it.
    pub(crate) fn contains(self, byte: u8) -> bool {
        self.0.to_be_bytes().contains(&byte)
    }
}

/// Whether a word is a short key; else it is the place of a longer one.
pub(crate) fn is_short(word: u128) -> bool {
    word >> 120 != 0
}

/// Whether a word is a short key of printable ASCII without spaces; such a key needs no closer look.
#[inline]
pub(crate) fn is_plain(word: u128) -> bool {
    const ONES: u128 = u128::MAX / 255;
    const HIGH: u128 = ONES << 7;
    // The zeros behind the text become letters; a zero within it would have been refused before.
    let text = word | (ONES.wrapping_mul(0x41) & !extent(word));
    let low = text & !HIGH;
    // A byte below 0x21 does not reach the high bit when 0x5f is added, one of 0x7f does when 1 is.
    let printable = low.wrapping_add(ONES.wrapping_mul(0x5f)) & !low.wrapping_add(ONES) & HIGH;
    word != 0 && is_short(word) && text & HIGH == 0 && printable == HIGH
}

/// All bits from the first to the last byte of the text in a word.
fn extent(word: u128) -> u128 {
    let behind = word.trailing_zeros() & !7;
    u128::MAX.checked_shl(behind).unwrap_or(0)
}

/// The low half of a hash, as it stands in a slot.
fn tag(hash: u64) -> u64 {
    hash << 32
}

/// The number in a slot; the slot is not empty.
fn slot_number(slot: u64) -> u32 {
    let [.., a, b, c, d] = slot.to_be_bytes();
    u32::from_be_bytes([a, b, c, d]).wrapping_sub(1)
}

/// The hash of a short key.
pub(crate) fn hash_word(word: u128) -> u64 {
    HASHER.hash_one(word)
}

/// The tag in a slot, for a comparison.
fn tag_of(slot: u64) -> u64 {
    slot & !0xffff_ffff
}

impl Keys {
    /// How many keys.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether all keys are short ones that need no closer look.
    pub(crate) fn are_plain(&self) -> bool {
        self.words.iter().all(|word| is_plain(*word))
    }

    /// The number of a key, new or known; `None` past 2³² − 2 keys.
    pub(crate) fn intern(&mut self, text: &str) -> Option<u32> {
        match Short::new(text) {
            Some(key) => self.intern_short(key),
            None => {
                if let Some(known) = self.find(text) {
                    return Some(known);
                }
                self.make_room(1);
                // A word below 2¹²⁰ has a zero first byte: it is no short key but the index of a long one.
                let word = u128::try_from(self.long.len()).ok()?;
                let number = self.append(word, HASHER.hash_one(text))?;
                self.long.push(text.into());
                Some(number)
            }
        }
    }

    /// The number of a short key, new or known; `None` past 2³² − 2 keys.
    #[inline]
    pub(crate) fn intern_short(&mut self, key: Short) -> Option<u32> {
        if self.words.get(ix(self.last)) != Some(&key.0) {
            let hash = HASHER.hash_one(key.0);
            let near = slot_number(self.near_slot(hash));
            self.last = if self.words.get(ix(near)) == Some(&key.0) {
                near
            } else {
                self.make_room(1);
                self.intern_word(key.0, hash)?
            };
        }
        Some(self.last)
    }

    /// The numbers of many short keys, in order, as [`Keys::intern`] gives them one by one.
    pub(crate) fn intern_words(&mut self, words: &[u128], numbers: &mut Vec<u32>) -> Option<()> {
        for block in words.chunks(BLOCK) {
            self.make_room(block.len());
            let mut found = [(0u64, 0u64); BLOCK];
            // Two passes, so that in each the reads from far memory do not wait for one another: the slot of every key, then
            // the word of the key that stands there.
            self.look_near(block, &mut found);
            for (word, (hash, slot)) in block.iter().zip(found) {
                // A new key, or one of two keys with the same tag, walks from its first slot again.
                numbers.push(if self.words.get(ix(slot_number(slot))) == Some(word) {
                    slot_number(slot)
                } else {
                    self.intern_word(*word, hash)?
                });
            }
        }
        Some(())
    }

    /// The hash of every word, and the slot that it has, if it is there and not far from where its hash points.
    #[inline]
    fn look_near(&self, words: &[u128], found: &mut [(u64, u64); BLOCK]) {
        for (word, found) in words.iter().zip(found) {
            let hash = HASHER.hash_one(*word);
            *found = (hash, self.near_slot(hash));
        }
    }

    /// The first slot with the tag of a hash among those where most keys are; 0 if there is none. It takes no branch that depends
    /// on the key, as a wrong guess costs more than some comparisons.
    #[inline]
    fn near_slot(&self, hash: u64) -> u64 {
        const NEAR: usize = 4;
        let from = self.slots.get(self.home(hash)..).unwrap_or_default();
        let near = from.first_chunk::<NEAR>().copied().unwrap_or_default();
        let same = |found, slot: u64| if tag_of(slot) == tag(hash) { slot } else { found };
        near.into_iter().rev().fold(0, same)
    }

    /// The numbers of keys that were held back: short ones as words, others as their place in `long`.
    pub(crate) fn intern_held(&mut self, words: &[u128], long: &[Box<str>], numbers: &mut Vec<u32>) {
        for run in words.chunk_by(|a, b| is_short(*a) == is_short(*b)) {
            if run.first().is_some_and(|word| is_short(*word)) {
                let settled = self.intern_words(run, numbers);
                debug_assert!(settled.is_some(), "a key table is full only past 2³² keys");
                continue;
            }
            for word in run {
                let text = usize::try_from(*word).ok().and_then(|at| long.get(at));
                numbers.extend(text.and_then(|text| self.intern(text)));
            }
        }
    }

    /// The numbers of many short keys, in order; `NONE` for one that is not known.
    pub(crate) fn find_words(&self, words: &[u128], numbers: &mut Vec<u32>) {
        for block in words.chunks(BLOCK) {
            let mut found = [(0u64, 0u64); BLOCK];
            self.look_near(block, &mut found);
            for (word, (hash, slot)) in block.iter().zip(found) {
                numbers.push(if self.words.get(ix(slot_number(slot))) == Some(word) {
                    slot_number(slot)
                } else {
                    let known = |number| self.words.get(ix(number)) == Some(word);
                    self.probe(hash, known).unwrap_or(NONE)
                });
            }
        }
    }

    /// The numbers of all keys of another table, new or known.
    pub(crate) fn intern_all(&mut self, other: &Self) -> Vec<u32> {
        // Room for all at once: they may come in the order of their hashes, and would crowd the front of a table that grows
        // only little by little.
        self.make_room(other.len());
        let room = self.words.capacity().saturating_sub(self.words.len());
        if room < other.len() {
            self.words.reserve_exact(other.len().max(self.words.len() >> 3));
        }
        let mut numbers = Vec::with_capacity(other.len());
        self.intern_held(&other.words, &other.long, &mut numbers);
        numbers
    }

    /// The numbers of all keys of another table; `NONE` for one that is not known.
    pub(crate) fn find_all(&self, other: &Self) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(other.len());
        self.find_words(&other.words, &mut numbers);
        // What stands for a long key in one table says nothing in another.
        for (word, number) in other.words.iter().zip(&mut numbers) {
            if !is_short(*word) {
                let text = usize::try_from(*word).ok().and_then(|at| other.long.get(at));
                *number = text.and_then(|text| self.find(text)).unwrap_or(NONE);
            }
        }
        numbers
    }

    /// Key numbers in the order of their texts.
    pub(crate) fn sorted(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..number(self.len())).collect();
        order.sort_unstable_by(|&a, &b| self.compare(a, b));
        order
    }

    /// The number of a known key.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        match pack(text) {
            Some(word) => self
                .probe(HASHER.hash_one(word), |number| {
                    self.words.get(ix(number)) == Some(&word)
                })
                .ok(),
            None => self
                .probe(HASHER.hash_one(text), |number| {
                    self.long_text(number) == Some(text)
                })
                .ok(),
        }
    }

    fn intern_word(&mut self, word: u128, hash: u64) -> Option<u32> {
        match self.probe(hash, |number| self.words.get(ix(number)) == Some(&word)) {
            Ok(known) => Some(known),
            Err(_) => self.append(word, hash),
        }
    }

    /// The number in a slot of this hash for which the test holds, or the first empty slot.
    fn probe(&self, hash: u64, same: impl Fn(u32) -> bool) -> Result<u32, usize> {
        let mut at = self.home(hash);
        // INVARIANT: `make_room` keeps empty slots, so the walk ends.
        loop {
            match self.slots.get(at).copied() {
                None | Some(0) => return Err(at),
                Some(slot) if tag_of(slot) == tag(hash) && same(slot_number(slot)) => {
                    return Ok(slot_number(slot));
                }
                Some(_) => at = self.after(at),
            }
        }
    }

    /// The first slot of a hash: its high half as a share of the table.
    fn home(&self, hash: u64) -> usize {
        let slots = u64::from(number(self.slots.len()));
        usize::try_from((hash >> 32).wrapping_mul(slots) >> 32).unwrap_or(0)
    }

    /// The slot behind another.
    fn after(&self, slot: usize) -> usize {
        let next = slot.wrapping_add(1);
        if next < self.slots.len() { next } else { 0 }
    }

    /// Adds a key that is not there yet.
    fn append(&mut self, word: u128, hash: u64) -> Option<u32> {
        let number = number(self.words.len());
        let stored = number.checked_add(1).filter(|stored| *stored != u32::MAX)?;
        self.words.push(word);
        if let Err(at) = self.probe(hash, |_| false)
            && let Some(slot) = self.slots.get_mut(at)
        {
            *slot = tag(hash) | u64::from(stored);
        }
        Some(number)
    }

    /// Gives a key its slot.
    fn place(&mut self, key: u32) {
        let hash = match self.long_text(key) {
            Some(text) => HASHER.hash_one(text),
            None => HASHER.hash_one(self.words.get(ix(key)).copied().unwrap_or_default()),
        };
        if let Err(at) = self.probe(hash, |_| false)
            && let Some(slot) = self.slots.get_mut(at)
        {
            *slot = tag(hash) | u64::from(key.wrapping_add(1));
        }
    }

    /// Grows the table until `more` keys fit with one slot in five empty.
    fn make_room(&mut self, more: usize) {
        let needed = self
            .words
            .len()
            .saturating_add(more)
            .saturating_mul(5)
            .div_ceil(4);
        if needed <= self.slots.len() {
            return;
        }
        let half_more = self.slots.len().saturating_add(self.slots.len() >> 1);
        let old = std::mem::replace(&mut self.slots, vec![0; needed.max(half_more).max(16)]);
        if old.is_empty() {
            (0..number(self.words.len())).for_each(|key| self.place(key));
            return;
        }
        // Both tables are in the order of the hashes: the new one is filled from its front to its back.
        let used = old.into_iter().filter(|slot| *slot != 0);
        used.for_each(|slot| self.place(slot_number(slot)));
    }

    /// Forgets all keys but the first `len`.
    pub(crate) fn truncate(&mut self, len: usize) {
        if len >= self.words.len() {
            return;
        }
        let gone = self
            .words
            .iter()
            .skip(len)
            .filter(|word| !is_short(**word))
            .count();
        self.long.truncate(self.long.len().saturating_sub(gone));
        self.words.truncate(len);
        self.slots = Vec::new();
        self.make_room(0);
    }

    /// The key of a number. Short keys are copied out of their word.
    pub(crate) fn get(&self, number: u32) -> KeyText<'_> {
        match self.long_text(number) {
            Some(text) => KeyText::Long(text),
            None => KeyText::Short(
                self.words
                    .get(ix(number))
                    .copied()
                    .unwrap_or_default()
                    .to_be_bytes(),
            ),
        }
    }

    fn long_text(&self, number: u32) -> Option<&str> {
        let word = self.words.get(ix(number)).copied()?;
        if is_short(word) {
            None
        } else {
            self.long.get(usize::try_from(word).ok()?).map(Box::as_ref)
        }
    }

    /// The first sixteen bytes of a key as a number that orders as the text does; equal words need [`Keys::compare`].
    pub(crate) fn order_word(&self, number: u32) -> u128 {
        match self.get(number) {
            KeyText::Short(bytes) => u128::from_be_bytes(bytes),
            KeyText::Long(text) => {
                let mut word = [0u8; 16];
                word.iter_mut()
                    .zip(text.bytes())
                    .for_each(|(slot, byte)| *slot = byte);
                u128::from_be_bytes(word)
            }
        }
    }

    /// Compares two keys by their bytes.
    pub(crate) fn compare(&self, a: u32, b: u32) -> std::cmp::Ordering {
        match (self.long_text(a), self.long_text(b)) {
            (None, None) => self.words.get(ix(a)).cmp(&self.words.get(ix(b))),
            _ => self.get(a).as_str().cmp(self.get(b).as_str()),
        }
    }
}

/// A table of short keys that is filled stretch by stretch, perhaps by several threads.
pub(crate) struct Fill {
    words: Vec<u128>,
    slots: Vec<u64>,
    /// How many rows each part has at most.
    counts: Vec<usize>,
    /// How many keys each part has, and which of them found no place in its stretch.
    filled: Vec<(usize, Vec<u32>)>,
}

/// The stretch of a table that one part of the keys fills.
pub(crate) struct Stretch<'a> {
    /// Which part of the keys: their hashes begin with this number.
    pub(crate) part: usize,
    first: u32,
    words: &'a mut [u128],
    slots: &'a mut [u64],
    /// The slot with which it starts, and how many there are in all.
    start: usize,
    all: u64,
    filled: &'a mut (usize, Vec<u32>),
}

impl Fill {
    /// A table for parts with so many rows each; there are as many parts as first bits of a hash can tell.
    pub(crate) fn new(counts: &[usize]) -> Self {
        let rows = counts
            .iter()
            .fold(0, |sum: usize, count| sum.saturating_add(*count));
        // Five slots in eighteen stay empty: some keys more fit before the table must grow.
        let slots = rows.saturating_mul(25).checked_div(18).unwrap_or(0);
        let stretch = slots.checked_div(counts.len()).unwrap_or(0);
        let slots = stretch.saturating_add(16).saturating_mul(counts.len());
        Self {
            words: vec![0; rows],
            slots: vec![0; slots],
            counts: counts.to_vec(),
            filled: vec![Default::default(); counts.len()],
        }
    }

    /// The stretches of all parts.
    pub(crate) fn parts(&mut self) -> Vec<Stretch<'_>> {
        let all = u64::from(number(self.slots.len()));
        let length = self
            .slots
            .len()
            .checked_div(self.counts.len())
            .unwrap_or(0)
            .max(1);
        let mut words = self.words.as_mut_slice();
        let (mut first, mut start) = (0usize, 0usize);
        let mut parts = Vec::with_capacity(self.counts.len());
        let stretches = self.slots.chunks_mut(length).zip(&mut self.filled);
        for (part, ((slots, filled), count)) in stretches.zip(&self.counts).enumerate() {
            let (mine, others) = words.split_at_mut_checked(*count).unwrap_or_default();
            words = others;
            parts.push(Stretch {
                part,
                first: number(first),
                words: mine,
                slots,
                start,
                all,
                filled,
            });
            first = first.saturating_add(*count);
            start = start.saturating_add(length);
        }
        parts
    }

    /// The table, and how far the numbers of each part move down, as those before it had fewer keys than rows.
    pub(crate) fn finish(mut self) -> (Keys, Vec<u32>) {
        let (mut gap, mut from) = (0usize, 0usize);
        let mut gaps = Vec::with_capacity(self.counts.len());
        for (count, (filled, _)) in self.counts.iter().zip(&self.filled) {
            gaps.push(number(gap));
            let (from_here, to) = (from, from.saturating_sub(gap));
            for at in 0..if gap > 0 { *filled } else { 0 } {
                let word = self.words.get(from_here.saturating_add(at)).copied();
                if let (Some(word), Some(slot)) = (word, self.words.get_mut(to.saturating_add(at))) {
                    *slot = word;
                }
            }
            gap = gap.saturating_add(count.saturating_sub(*filled));
            from = from.saturating_add(*count);
        }
        self.words.truncate(from.saturating_sub(gap));
        if gap > 0 {
            let length = self
                .slots
                .len()
                .checked_div(self.counts.len())
                .unwrap_or(0)
                .max(1);
            for (slots, gap) in self.slots.chunks_mut(length).zip(&gaps) {
                let used = slots.iter_mut().filter(|slot| **slot != 0);
                // The number is in the low half, and not below what is taken off.
                used.for_each(|slot| *slot = slot.wrapping_sub(u64::from(*gap)));
            }
        }
        let mut keys = Keys {
            words: self.words,
            slots: self.slots,
            ..Keys::default()
        };
        for ((_, left), gap) in self.filled.iter().zip(&gaps) {
            for key in left {
                keys.place(key.wrapping_sub(*gap));
            }
        }
        (keys, gaps)
    }
}

impl Stretch<'_> {
    /// The number of a key of this part, new or known.
    pub(crate) fn add(&mut self, word: u128) -> u32 {
        let hash = HASHER.hash_one(word);
        let home = usize::try_from((hash >> 32).wrapping_mul(self.all) >> 32).unwrap_or(0);
        let mut at = home.saturating_sub(self.start);
        loop {
            let same = |number: u32| self.words.get(ix(number.wrapping_sub(self.first))) == Some(&word);
            match self.slots.get_mut(at) {
                Some(slot) if *slot == 0 => {
                    let number = self.first.wrapping_add(number(self.filled.0));
                    *slot = tag(hash) | u64::from(number.wrapping_add(1));
                    return self.append(word, number);
                }
                Some(slot) if tag_of(*slot) == tag(hash) && same(slot_number(*slot)) => {
                    return slot_number(*slot);
                }
                Some(_) => at = at.saturating_add(1),
                None => {
                    // The keys that found no place are few.
                    if let Some(known) = self.filled.1.iter().copied().find(|number| same(*number)) {
                        return known;
                    }
                    let number = self.first.wrapping_add(number(self.filled.0));
                    self.filled.1.push(number);
                    return self.append(word, number);
                }
            }
        }
    }

    fn append(&mut self, word: u128, number: u32) -> u32 {
        if let Some(slot) = self.words.get_mut(self.filled.0) {
            *slot = word;
        }
        self.filled.0 = self.filled.0.saturating_add(1);
        number
    }
}

/// A key taken out of [`Keys`].
#[derive(Clone, Copy)]
pub(crate) enum KeyText<'a> {
    Short([u8; 16]),
    Long(&'a str),
}

impl KeyText<'_> {
    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Long(text) => text,
            Self::Short(bytes) => {
                let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
                bytes
                    .get(..end)
                    .and_then(|text| std::str::from_utf8(text).ok())
                    .unwrap_or_default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_keeps_its_number_and_its_text() {
        let mut keys = Keys::default();
        let texts = [
            "",
            "a",
            "0123456789abcdef",
            "0123456789abcdefg",
            "人",
            "a\0b",
            "\0",
            "常德市武陵区启明街道",
        ];
        let numbers: Vec<u32> = texts.iter().map(|text| keys.intern(text).unwrap()).collect();
        assert_eq!(numbers, (0..8).collect::<Vec<u32>>());
        for (number, text) in numbers.iter().zip(texts) {
            assert_eq!(keys.find(text), Some(*number), "{text:?}");
            assert_eq!(keys.intern(text), Some(*number));
            assert_eq!(keys.get(*number).as_str(), text);
        }
        assert_eq!(keys.find("b"), None);
        for a in &numbers {
            for b in &numbers {
                let (x, y) = (texts[*a as usize], texts[*b as usize]);
                assert_eq!(keys.compare(*a, *b), x.cmp(y), "{x:?} {y:?}");
            }
        }
    }

    #[test]
    fn a_plain_key_is_printable_ascii_without_spaces() {
        for (text, plain) in [
            ("0123456789abcdef", true),
            ("a", true),
            ("!~", true),
            ("a b", false),
            (" a", false),
            ("a\u{7f}", false),
            ("a\tb", false),
            ("妇", false),
            ("0123456789abcd人", false),
        ] {
            assert_eq!(pack(text).is_some_and(is_plain), plain, "{text:?}");
        }
        assert!(!is_plain(0) && !is_plain(7));
    }

    #[test]
    fn keys_in_blocks_get_the_numbers_that_they_get_one_by_one() {
        let texts: Vec<String> = (0..5000u32)
            .map(|at| format!("{:x}", at.wrapping_mul(2_654_435_761) % 1777))
            .collect();
        let words: Vec<u128> = texts.iter().map(|text| pack(text).unwrap()).collect();
        let (mut one_by_one, mut in_blocks, mut numbers) = (Keys::default(), Keys::default(), Vec::new());
        let expected: Vec<u32> = texts
            .iter()
            .map(|text| one_by_one.intern(text).unwrap())
            .collect();
        in_blocks.intern_words(&words, &mut numbers).unwrap();
        assert_eq!(numbers, expected);
        assert_eq!(in_blocks.len(), one_by_one.len());
        assert!(
            texts
                .iter()
                .all(|text| in_blocks.find(text) == one_by_one.find(text))
        );
    }
}
