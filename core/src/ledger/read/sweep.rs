//! One look over a text before its rows are read: whether it is plain, and where its commas and line ends stand.

/// Bytes that are looked at together.
pub(super) const BLOCK: usize = 64;

/// So many blocks are swept before a special byte among them stops the sweep.
pub(super) const BLOCKS: usize = 64;

/// What one sweep over the text of a table finds.
#[derive(Default)]
pub(super) struct Sweep {
    /// Whether all fields of the text are plain, and none stands in quotes.
    pub(super) plain: bool,
    /// Whether it is plain and no field has a space around it or within.
    pub(super) spaceless: bool,
    /// Of a plain text, a bit for each byte that is a comma or a line end.
    pub(super) separators: Vec<u64>,
}

impl Sweep {
    /// Looks at all of a text.
    pub(super) fn over(&mut self, text: &str) {
        self.separators.clear();
        let mut found = Found::default();
        let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
        for blocks in blocks.chunks(BLOCKS) {
            found.add(blocks, &mut self.separators);
            if found.is_special() {
                break;
            }
        }
        // What fills the last block is nothing special.
        let mut last = [b'0'; BLOCK];
        last.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
        found.add(&[last], &mut self.separators);
        self.plain = !found.is_special();
        self.spaceless = self.plain && !found.has_space();
    }
}

/// Whether there were bytes that need a closer look, and whether there were spaces.
#[cfg(not(target_family = "wasm"))]
#[derive(Default)]
struct Found {
    special: wide::u8x16,
    space: wide::u8x16,
}

#[cfg(not(target_family = "wasm"))]
impl Found {
    /// Adds the bytes of some blocks, and for each block a bit for every comma or line end.
    #[inline]
    fn add(&mut self, blocks: &[[u8; BLOCK]], separators: &mut Vec<u64>) {
        use wide::{i8x16, u8x16};
        let all = u8x16::splat;
        let (mut special, mut space) = (self.special, self.space);
        separators.extend(blocks.iter().map(|block| {
            let (parts, _) = block.as_chunks::<16>();
            parts.iter().rev().fold(0, |found, part| {
                let bytes = u8x16::new(*part);
                // As numbers with a sign, bytes above 0x7f are below 0x20 too.
                let low = i8x16::splat(0x20).simd_gt(bytes.cast_signed()).cast_unsigned();
                let line_end = bytes.simd_eq(all(b'\n')) | bytes.simd_eq(all(b'\r'));
                // `"` and `#` differ in the lowest bit.
                let marks = (bytes | all(1)).simd_eq(all(b'#')) | bytes.simd_eq(all(b'+'));
                special = special | (low ^ line_end) | marks | bytes.simd_eq(all(0x7f));
                space |= bytes.simd_eq(all(b' '));
                found << 16 | u64::from((line_end | bytes.simd_eq(all(b','))).to_bitmask())
            })
        }));
        (self.special, self.space) = (special, space);
    }

    fn is_special(&self) -> bool {
        self.special.to_bitmask() != 0
    }

    fn has_space(&self) -> bool {
        self.space.to_bitmask() != 0
    }
}

/// The same without vectors, which would make the module for browsers larger.
#[cfg(any(target_family = "wasm", test))]
mod narrow {
    use super::BLOCK;

    #[derive(Default)]
    pub(super) struct Found {
        special: bool,
        space: bool,
    }

    impl Found {
        pub(super) fn add(&mut self, blocks: &[[u8; BLOCK]], separators: &mut Vec<u64>) {
            let bytes = blocks.as_flattened();
            self.special |= !std::str::from_utf8(bytes).is_ok_and(super::super::value::is_plain_table);
            self.space |= bytes.contains(&b' ');
            separators.extend(blocks.iter().map(|block| {
                let (words, _) = block.as_chunks::<8>();
                let bits = words.iter().rev();
                bits.fold(0, |found, word| found << 8 | of_word(u64::from_le_bytes(*word)))
            }));
        }

        pub(super) fn is_special(&self) -> bool {
            self.special
        }

        pub(super) fn has_space(&self) -> bool {
            self.space
        }
    }

    /// Of eight bytes of a plain text: a bit for each that is a comma or a line end.
    fn of_word(bytes: u64) -> u64 {
        const ONES: u64 = u64::MAX / 255;
        // All bytes are below 0x80, so that no sum carries: the high bit stays clear where a comma leaves zero, and where a
        // byte is below 0x20, as only line ends are.
        let no_comma = (bytes ^ ONES.wrapping_mul(0x2c)).wrapping_add(ONES.wrapping_mul(0x7f));
        let printable = bytes.wrapping_add(ONES.wrapping_mul(0x60));
        let found = !(no_comma & printable) >> 7 & ONES;
        // The product brings the low bit of each byte into the highest byte, in their order.
        found.wrapping_mul(0x0102_0408_1020_4080) >> 56
    }
}

#[cfg(target_family = "wasm")]
use narrow::Found;

#[cfg(test)]
mod tests {
    use super::super::value;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sweep_finds_what_a_look_at_each_byte_does(text in "([ -~\r\n,]{0,200}|[a-z,\n]{0,200})[\0-\u{a0}妇]?[a-z]{0,9}") {
            let is_one = |byte: &u8| matches!(byte, b',' | b'\n' | b'\r');
            let bits = |block: &[u8]| block.iter().rev().fold(0, |bits, byte| bits << 1 | u64::from(is_one(byte)));
            let mut wanted: Vec<u64> = text.as_bytes().chunks(BLOCK).map(bits).collect();
            wanted.resize(text.len() / BLOCK + 1, 0);
            let plain = value::is_plain_table(&text);
            let mut sweep = Sweep::default();
            sweep.over(&text);
            prop_assert_eq!((sweep.plain, sweep.spaceless), (plain, plain && !text.contains(' ')));
            prop_assert!(!plain || sweep.separators == wanted);
            let mut blocks = text.clone().into_bytes();
            blocks.resize(wanted.len() * BLOCK, b'0');
            let (mut found, mut separators) = (narrow::Found::default(), Vec::new());
            found.add(blocks.as_chunks().0, &mut separators);
            prop_assert_eq!(found.is_special(), !plain);
            prop_assert_eq!(found.has_space(), text.contains(' '));
            prop_assert!(!plain || separators == wanted);
        }
    }
}
