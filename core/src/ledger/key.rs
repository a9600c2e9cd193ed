//! Interned keys: every text of a ledger is stored once and used by its number.

use super::rows::{ix, number};
use foldhash::fast::FixedState;
use std::hash::BuildHasher;

/// Numbers texts densely in the order in which they come. Keys of up to sixteen bytes without a NUL live in one
/// 128-bit word, longer ones in a list beside it. Two keys are the same number only if they are the same bytes.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    words: Vec<u128>,
    long: Vec<Box<str>>,
    /// An open table of a power of two: 0 for an empty slot, else the high half of the hash and the number plus one.
    slots: Vec<u64>,
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

/// Whether a word is a short key; else it is the place of a longer one.
pub(crate) fn is_short(word: u128) -> bool {
    word >> 120 != 0
}

/// The high half of a hash, as it stands in a slot.
fn tag(hash: u64) -> u64 {
    hash & !0xffff_ffff
}

/// The number in a slot; the slot is not empty.
fn slot_number(slot: u64) -> u32 {
    let [.., a, b, c, d] = slot.to_be_bytes();
    u32::from_be_bytes([a, b, c, d]).wrapping_sub(1)
}

impl Keys {
    /// How many keys.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a key, new or known; `None` past 2³² − 2 keys.
    pub(crate) fn intern(&mut self, text: &str) -> Option<u32> {
        match pack(text) {
            Some(word) if self.words.get(ix(self.last)) == Some(&word) => Some(self.last),
            Some(word) => {
                self.make_room(1);
                self.last = self.intern_word(word, HASHER.hash_one(word))?;
                Some(self.last)
            }
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

    /// The numbers of many short keys, in order, as [`Keys::intern`] gives them one by one.
    pub(crate) fn intern_words(&mut self, words: &[u128], numbers: &mut Vec<u32>) -> Option<()> {
        for block in words.chunks(BLOCK) {
            self.make_room(block.len());
            let mask = self.slots.len().wrapping_sub(1);
            let mut hashes = [0u64; BLOCK];
            let mut slots = [0u64; BLOCK];
            let mut candidates = [0u128; BLOCK];
            // Three passes, so that in each the reads from far memory do not wait for one another: the first slot of every
            // key, then the word that the key with the same tag has, then the comparison.
            for ((word, hash), slot) in block.iter().zip(&mut hashes).zip(&mut slots) {
                *hash = HASHER.hash_one(*word);
                *slot = self.slots.get(low(*hash) & mask).copied().unwrap_or(0);
            }
            for ((hash, slot), candidate) in hashes
                .iter()
                .zip(&mut slots)
                .zip(&mut candidates)
                .take(block.len())
            {
                let mut at = low(*hash) & mask;
                while *slot != 0 && tag(*slot) != tag(*hash) {
                    at = at.wrapping_add(1) & mask;
                    *slot = self.slots.get(at).copied().unwrap_or(0);
                }
                let known = self.words.get(ix(slot_number(*slot)));
                *candidate = known.copied().unwrap_or(0);
            }
            for (((word, hash), slot), candidate) in block.iter().zip(hashes).zip(slots).zip(candidates) {
                // A new key, or one of two keys with the same tag, walks from its first slot again.
                numbers.push(if slot != 0 && candidate == *word {
                    slot_number(slot)
                } else {
                    self.intern_word(*word, hash)?
                });
            }
        }
        Some(())
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
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = low(hash) & mask;
        // INVARIANT: `make_room` keeps empty slots, so the walk ends.
        loop {
            match self.slots.get(at).copied() {
                None | Some(0) => return Err(at),
                Some(slot) if tag(slot) == tag(hash) && same(slot_number(slot)) => {
                    return Ok(slot_number(slot));
                }
                Some(_) => at = at.wrapping_add(1) & mask,
            }
        }
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

    /// Makes room for about so many keys more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.words.reserve(more);
        self.make_room(more);
    }

    /// Grows the table until `more` keys fit with three slots in eight empty.
    fn make_room(&mut self, more: usize) {
        let needed = self
            .words
            .len()
            .saturating_add(more)
            .saturating_mul(8)
            .div_ceil(5);
        if needed <= self.slots.len() {
            return;
        }
        self.slots = vec![0; needed.next_power_of_two().max(16)];
        for key in 0..number(self.words.len()) {
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

/// The low half of a hash as a position.
fn low(hash: u64) -> usize {
    usize::try_from(hash & 0xffff_ffff).unwrap_or(0)
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
