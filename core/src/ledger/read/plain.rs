//! Rows of a plain text: printable ASCII without quotes, so that a comma or a line end is nothing else.

use super::header::Column;
use super::value;
use crate::ledger::OptionalDay;
use crate::ledger::key::Short;
use crate::ledger::rows::ix;
use crate::time::{Day, Stamp};

/// Bytes that are looked at together.
const BLOCK: usize = 64;

/// So many blocks are swept before a special byte among them stops the sweep.
const BLOCKS: usize = 64;

/// A row with more fields is read the long way; tables of which there are millions of rows have no more columns.
const FIELDS: usize = 8;

/// What one sweep over the text of a table finds.
#[derive(Default)]
pub(super) struct Sweep {
    /// Whether all fields of the text are plain, and none stands in quotes.
    pub(super) plain: bool,
    /// Whether it is plain and no field has a space around it or within.
    spaceless: bool,
    /// Of a plain text, a bit for each byte that is a comma or a line end.
    separators: Vec<u64>,
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
            self.special |= !std::str::from_utf8(bytes).is_ok_and(super::value::is_plain_table);
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

/// Finds rows and the ends of their fields.
pub(super) struct PlainRows<'a> {
    text: &'a str,
    line: u32,
    /// Where the next row starts.
    next: usize,
    /// Where the block starts of which `found` tells the commas and line ends that were not passed yet.
    from: usize,
    found: u64,
    /// What is found in the blocks behind it.
    behind: std::slice::Iter<'a, u64>,
    spaceless: bool,
    /// Where each field of the last row starts; behind the last one, where the next one would.
    starts: [usize; FIELDS + 1],
}

/// One row of a plain text.
pub(super) struct PlainRow<'r> {
    pub(super) line: u32,
    text: &'r str,
    fields: usize,
    starts: &'r [usize; FIELDS + 1],
    /// Where the row ends.
    end: usize,
    spaceless: bool,
}

impl<'a> PlainRows<'a> {
    /// The rows of a plain text that starts on a line, and what the sweep over it found.
    pub(super) fn new(text: &'a str, line: u32, sweep: &'a Sweep) -> Self {
        let mut behind = sweep.separators.iter();
        Self {
            text,
            line,
            next: 0,
            from: 0,
            found: behind.next().copied().unwrap_or(0),
            behind,
            spaceless: sweep.spaceless,
            starts: [0; FIELDS + 1],
        }
    }

    /// The line on which the next row stands.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// Where the next comma or line end stands, at the latest at the end of the text.
    #[inline]
    fn separator(&mut self) -> usize {
        while self.found == 0 {
            let Some(found) = self.behind.next() else {
                return self.text.len();
            };
            self.found = *found;
            self.from = self.from.wrapping_add(BLOCK);
        }
        let at = self.from.wrapping_add(ix(self.found.trailing_zeros()));
        self.found &= self.found.wrapping_sub(1);
        at
    }

    /// The next row, which may be empty.
    #[inline]
    pub(super) fn next_row(&mut self) -> Option<PlainRow<'_>> {
        let start = self.next;
        if start >= self.text.len() {
            return None;
        }
        let bytes = self.text.as_bytes();
        let [first, ..] = &mut self.starts;
        *first = start;
        let mut fields = 0usize;
        let end = loop {
            let at = self.separator();
            fields = fields.wrapping_add(1);
            if let Some(next) = self.starts.get_mut(fields) {
                *next = at.wrapping_add(1);
            }
            if bytes.get(at) != Some(&b',') {
                break at;
            }
        };
        self.next = end.saturating_add(1);
        if bytes.get(end) == Some(&b'\r') && bytes.get(self.next) == Some(&b'\n') {
            self.next = self.separator().saturating_add(1);
        }
        let line = self.line;
        self.line = line.saturating_add(1);
        Some(PlainRow {
            line,
            text: self.text,
            fields,
            starts: &self.starts,
            end,
            spaceless: self.spaceless,
        })
    }
}

impl<'r> PlainRow<'r> {
    /// Whether there are so many fields, and not too many for this way.
    #[inline]
    pub(super) fn has_fields(&self, fields: usize) -> bool {
        self.fields == fields && fields <= FIELDS
    }

    /// Whether no field has a space.
    #[inline]
    pub(super) fn is_spaceless(&self) -> bool {
        self.spaceless
    }

    /// The whole row without its line end.
    pub(super) fn text(&self) -> &'r str {
        let [start, ..] = *self.starts;
        self.text.get(start..self.end).unwrap_or_default()
    }

    /// Where a field stands; nowhere where the file has no such column.
    #[inline]
    fn place(&self, column: &Column) -> (usize, usize) {
        let Some(field) = column.field else {
            return (0, 0);
        };
        let after = self.starts.get(field.wrapping_add(1));
        match (self.starts.get(field), after) {
            (Some(start), Some(after)) => (*start, after.wrapping_sub(1)),
            _ => (0, 0),
        }
    }

    /// Whether a field is empty or not there.
    #[inline]
    pub(super) fn is_empty(&self, column: &Column) -> bool {
        let (start, end) = self.place(column);
        start == end
    }

    /// A field as it stands; `None` with spaces around it.
    #[inline]
    pub(super) fn field(&self, column: &Column) -> Option<&'r [u8]> {
        let (start, end) = self.place(column);
        let bytes = self.text.as_bytes().get(start..end)?;
        let has_spaces = || bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
        (self.spaceless || !has_spaces()).then_some(bytes)
    }

    /// A field that is a short key; `None` where it is none, or has spaces around it.
    #[inline(always)]
    pub(super) fn short(&self, column: &Column) -> Option<Short> {
        let (start, end) = self.place(column);
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        match rest.first_chunk::<16>() {
            Some(bytes) if self.spaceless => Short::within(*bytes, end.wrapping_sub(start)),
            _ => self.short_anywhere(column),
        }
    }

    /// The same in a text with spaces, and at the end of a text.
    #[inline(never)]
    fn short_anywhere(&self, column: &Column) -> Option<Short> {
        let field = self.field(column)?;
        let (start, _) = self.place(column);
        let rest = self.text.as_bytes().get(start..)?;
        match rest.first_chunk::<16>() {
            Some(bytes) => Short::within(*bytes, field.len()),
            None => Short::new(std::str::from_utf8(field).ok()?),
        }
    }

    /// A day that may be there; `None` where the text is no day.
    #[inline]
    pub(super) fn day(&self, column: &Column) -> Option<OptionalDay> {
        if self.is_empty(column) {
            return Some(OptionalDay::default());
        }
        let field = self.field(column)?;
        let day = Day::parse_bytes(field).ok();
        let day = day.or_else(|| value::day(std::str::from_utf8(field).ok()?));
        day.map(|day| Some(day).into())
    }

    /// A time of entry that may be there; `None` where the text is no time.
    #[inline]
    pub(super) fn stamp(&self, column: &Column) -> Option<Stamp> {
        if self.is_empty(column) {
            return Some(Stamp::START);
        }
        value::stamp(std::str::from_utf8(self.field(column)?).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::split::Splitter;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_rows_are_the_rows_that_the_splitter_finds(text in "[a-c, ]{0,12}((\r\n|\n|\r)[a-z, ]{0,5}(,[a-z]{0,40}){0,3}){0,8}") {
            let mut splitter = Splitter::at_line(&text, 5);
            let mut found = Vec::new();
            let mut sweep = Sweep::default();
            sweep.over(&text);
            prop_assert_eq!((sweep.plain, sweep.spaceless), (true, !text.contains(' ')));
            let mut plain = PlainRows::new(&text, 5, &sweep);
            while let Some(row) = plain.next_row() {
                if row.text().is_empty() {
                    continue;
                }
                let column = |field| Column { field: Some(field), ..Column::default() };
                // A row with more is read the long way.
                let fields = (0..row.fields.min(FIELDS)).map(|field| {
                    let (start, end) = row.place(&column(field));
                    text[start..end].to_owned()
                });
                found.push((row.line, row.text().to_owned(), row.fields, fields.collect::<Vec<_>>()));
            }
            let mut wanted = Vec::new();
            while let Some(row) = splitter.next_row() {
                let fields = splitter.fields.iter().take(FIELDS).map(|field| field.to_string());
                let count = splitter.fields.len();
                wanted.push((row.line, row.text.to_owned(), count, fields.collect::<Vec<_>>()));
            }
            prop_assert_eq!(found, wanted);
        }
    }

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

    #[test]
    fn a_short_key_is_read_from_a_row_as_from_a_text() {
        let text = "a,0123456789abcdef,0123456789abcdefg, x,,b\n";
        let mut sweep = Sweep::default();
        sweep.over(text);
        let mut rows = PlainRows::new(text, 1, &sweep);
        let row = rows.next_row().unwrap();
        let fields = ["a", "0123456789abcdef", "0123456789abcdefg", " x", "", "b"];
        for (at, field) in fields.into_iter().enumerate() {
            let column = Column {
                field: Some(at),
                ..Column::default()
            };
            let wanted = (!field.starts_with(' ')).then(|| Short::new(field)).flatten();
            assert_eq!(row.short(&column), wanted, "{field}");
        }
    }
}
