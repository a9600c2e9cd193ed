//! Interned keys: every text of a ledger is stored once and used by its number.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// Numbers texts densely in the order in which they come. Keys of up to sixteen bytes without a NUL live in one
/// 128-bit word, longer ones in a list beside it. Two keys are the same number only if they are the same bytes.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    words: Vec<u128>,
    long: Vec<Box<str>>,
    table: HashTable<u32>,
}

/// A word with a zero first byte is no text; it carries the index into the list of long keys.
const LONG: u128 = 0;

fn pack(text: &str) -> Option<u128> {
    let bytes = text.as_bytes();
    let mut word = [0u8; 16];
    word.get_mut(..bytes.len())?.copy_from_slice(bytes);
    (bytes.first() != Some(&0) && !bytes.contains(&0)).then(|| u128::from_be_bytes(word))
}

fn hash(word: u128) -> u64 {
    FixedState::with_seed(0x6a69_6e67_756f).hash_one(word)
}

fn hash_long(text: &str) -> u64 {
    FixedState::with_seed(0x6a69_6e67_756f).hash_one(text)
}

impl Keys {
    /// How many keys.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a key, new or known; `None` past 2³² keys.
    pub(crate) fn intern(&mut self, text: &str) -> Option<u32> {
        if let Some(number) = self.find(text) {
            return Some(number);
        }
        let number = u32::try_from(self.words.len())
            .ok()
            .filter(|number| *number != u32::MAX)?;
        let word = match pack(text) {
            Some(word) if word != LONG => word,
            _ => {
                let index = u128::try_from(self.long.len()).ok()?;
                self.long.push(text.into());
                index
            }
        };
        self.words.push(word);
        let at = self.hash_of(number);
        let (words, long) = (&self.words, &self.long);
        self.table
            .insert_unique(at, number, |&other| hash_at(words, long, other));
        Some(number)
    }

    /// The number of a known key.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        match pack(text) {
            Some(word) if word != LONG => self
                .table
                .find(hash(word), |&other| self.words.get(at(other)) == Some(&word))
                .copied(),
            _ => self
                .table
                .find(hash_long(text), |&other| self.long_text(other) == Some(text))
                .copied(),
        }
    }

    /// The key of a number. Short keys are copied out of their word.
    pub(crate) fn get(&self, number: u32) -> KeyText<'_> {
        match self.long_text(number) {
            Some(text) => KeyText::Long(text),
            None => KeyText::Short(
                self.words
                    .get(at(number))
                    .copied()
                    .unwrap_or_default()
                    .to_be_bytes(),
            ),
        }
    }

    fn long_text(&self, number: u32) -> Option<&str> {
        long_at(&self.words, &self.long, number)
    }

    fn hash_of(&self, number: u32) -> u64 {
        hash_at(&self.words, &self.long, number)
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
            (None, None) => self.words.get(at(a)).cmp(&self.words.get(at(b))),
            _ => self.get(a).as_str().cmp(self.get(b).as_str()),
        }
    }
}

fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn long_at<'a>(words: &[u128], long: &'a [Box<str>], number: u32) -> Option<&'a str> {
    let word = words.get(at(number)).copied()?;
    // INVARIANT: a short key has a non-zero first byte, so it is never below 2¹²⁰.
    if word >> 120 != 0 {
        None
    } else {
        long.get(usize::try_from(word).ok()?).map(Box::as_ref)
    }
}

fn hash_at(words: &[u128], long: &[Box<str>], number: u32) -> u64 {
    match long_at(words, long, number) {
        Some(text) => hash_long(text),
        None => hash(words.get(at(number)).copied().unwrap_or_default()),
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
}
