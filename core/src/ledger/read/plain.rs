//! Rows of a plain text: printable ASCII without quotes, so that a comma or a line end is nothing else.

use super::header::Column;
use super::value;
use crate::ledger::OptionalDay;
use crate::ledger::key::Short;
use crate::ledger::rows::ix;
use crate::time::{Day, Stamp};

/// Bytes that are looked at together.
const BLOCK: usize = 64;

/// A row with more fields is read the long way; tables of which there are millions of rows have no more columns.
pub(super) const FIELDS: usize = 8;

/// Finds rows and the ends of their fields.
pub(super) struct PlainRows<'a> {
    text: &'a str,
    line: u32,
    /// Where the next row starts.
    next: usize,
    /// Where the block starts of which `found` tells the commas and line ends: one bit for each byte.
    from: usize,
    found: u64,
    /// Whether the text has no space, so that no field has one around it or within.
    spaceless: bool,
}

/// One row of a plain text.
pub(super) struct PlainRow<'a> {
    pub(super) line: u32,
    text: &'a str,
    fields: usize,
    /// Where each field starts; behind the last one, where the next one would.
    starts: [usize; FIELDS + 1],
    /// Where the row ends.
    end: usize,
    spaceless: bool,
}

/// Of the bytes of a block of a plain text: a bit for each that is a comma or a line end.
#[cfg(not(target_family = "wasm"))]
#[inline]
fn separators(block: &[u8; BLOCK]) -> u64 {
    use wide::u8x16;
    let (comma, high, none) = (u8x16::splat(b','), u8x16::splat(0xe0), u8x16::splat(0));
    let (parts, _) = block.as_chunks::<16>();
    parts.iter().rev().fold(0, |found, part| {
        let bytes = u8x16::new(*part);
        // Nothing below 0x20 is in a plain text but line ends.
        let here = bytes.simd_eq(comma) | (bytes & high).simd_eq(none);
        found << 16 | u64::from(here.to_bitmask())
    })
}

#[cfg(target_family = "wasm")]
use separators_by_words as separators;

/// The same, eight bytes at a time.
#[cfg(any(target_family = "wasm", test))]
fn separators_by_words(block: &[u8; BLOCK]) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    let (words, _) = block.as_chunks::<8>();
    words.iter().rev().fold(0, |found, word| {
        let bytes = u64::from_le_bytes(*word);
        // All bytes are below 0x80, so that no sum carries: the high bit stays clear where a comma leaves zero, and where a
        // byte is below 0x20, as only line ends are.
        let no_comma = (bytes ^ ONES.wrapping_mul(0x2c)).wrapping_add(ONES.wrapping_mul(0x7f));
        let printable = bytes.wrapping_add(ONES.wrapping_mul(0x60));
        let here = !(no_comma & printable) >> 7 & ONES;
        // The product brings the low bit of each byte into the highest byte, in their order.
        found << 8 | here.wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

impl<'a> PlainRows<'a> {
    /// The rows of a text that starts on a line and is plain.
    pub(super) fn new(text: &'a str, line: u32, spaceless: bool) -> Self {
        let mut rows = Self {
            text,
            line,
            next: 0,
            from: 0,
            found: 0,
            spaceless,
        };
        rows.look();
        rows
    }

    /// The line on which the next row stands.
    pub(super) fn line(&self) -> u32 {
        self.line
    }

    /// Looks at the bytes from `from` on.
    #[inline]
    fn look(&mut self) {
        let rest = self.text.as_bytes().get(self.from..).unwrap_or_default();
        self.found = match rest.first_chunk::<BLOCK>() {
            Some(block) => separators(block),
            None => {
                let mut block = [b' '; BLOCK];
                block.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
                separators(&block)
            }
        };
    }

    /// Where the next comma or line end stands, at the latest at the end of the text.
    #[inline]
    fn separator(&mut self) -> usize {
        while self.found == 0 {
            self.from = self.from.saturating_add(BLOCK);
            if self.from >= self.text.len() {
                return self.text.len();
            }
            self.look();
        }
        let at = self.from.wrapping_add(ix(self.found.trailing_zeros()));
        self.found &= self.found.wrapping_sub(1);
        at
    }

    /// The next row, which may be empty.
    #[inline]
    pub(super) fn next_row(&mut self) -> Option<PlainRow<'a>> {
        let start = self.next;
        if start >= self.text.len() {
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut starts = [start; FIELDS + 1];
        let mut fields = 0usize;
        let end = loop {
            let at = self.separator();
            fields = fields.wrapping_add(1);
            if let Some(next) = starts.get_mut(fields) {
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
            starts,
            end,
            spaceless: self.spaceless,
        })
    }
}

impl<'a> PlainRow<'a> {
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
    pub(super) fn text(&self) -> &'a str {
        let [start, ..] = self.starts;
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
    pub(super) fn field(&self, column: &Column) -> Option<&'a [u8]> {
        let (start, end) = self.place(column);
        let bytes = self.text.as_bytes().get(start..end)?;
        let has_spaces = || bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
        (self.spaceless || !has_spaces()).then_some(bytes)
    }

    /// A field that is a short key; `None` where it is none, or has spaces around it.
    #[inline]
    pub(super) fn short(&self, column: &Column) -> Option<Short> {
        let (start, end) = self.place(column);
        let bytes = self.text.as_bytes();
        let rest = bytes.get(start..)?;
        if !self.spaceless && (rest.first() == Some(&b' ') || bytes.get(end.checked_sub(1)?) == Some(&b' ')) {
            return None;
        }
        match rest.first_chunk::<16>() {
            Some(bytes) => Short::within(*bytes, end.wrapping_sub(start)),
            None => Short::new(self.text.get(start..end)?),
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
            let mut plain = PlainRows::new(&text, 5, !text.contains(' '));
            while let Some(row) = plain.next_row() {
                if row.text().is_empty() {
                    continue;
                }
                let column = |field| Column { field: Some(field), ..Column::default() };
                let fields = (0..row.fields).map(|field| {
                    let (start, end) = row.place(&column(field));
                    text[start..end].to_owned()
                });
                found.push((row.line, row.text().to_owned(), fields.collect::<Vec<_>>()));
            }
            let mut wanted = Vec::new();
            while let Some(row) = splitter.next_row() {
                let fields = splitter.fields.iter().map(|field| field.to_string()).collect();
                wanted.push((row.line, row.text.to_owned(), fields));
            }
            prop_assert_eq!(found, wanted);
        }
    }

    proptest! {
        #[test]
        fn separators_are_found_as_one_by_one(text in "[ -~\r\n,]{64}") {
            let block: [u8; BLOCK] = text.as_bytes().try_into().unwrap();
            let is_one = |byte: &u8| matches!(byte, b',' | b'\n' | b'\r');
            let bits = block.iter().enumerate().map(|(at, byte)| u64::from(is_one(byte)) << at);
            let wanted = bits.sum::<u64>();
            prop_assert_eq!(separators(&block), wanted);
            prop_assert_eq!(separators_by_words(&block), wanted);
        }
    }

    #[test]
    fn a_short_key_is_read_from_a_row_as_from_a_text() {
        let text = "a,0123456789abcdef,0123456789abcdefg, x,,b\n";
        let mut rows = PlainRows::new(text, 1, false);
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
