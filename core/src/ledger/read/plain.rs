//! Rows of a plain text: printable ASCII without quotes, so that a comma or a line end is nothing else.

use super::header::Column;
use super::value;
use crate::ledger::OptionalDay;
use crate::ledger::key::Short;
use crate::ledger::rows::ix;
use crate::time::Stamp;

/// Bytes that are looked at together.
const STEP: usize = 8;

/// Finds rows and the ends of their fields.
pub(super) struct PlainRows<'a> {
    text: &'a str,
    line: u32,
    /// Where the next row starts.
    next: usize,
    /// Where the bytes start of which `found` tells the commas and line ends: one high bit for each.
    from: usize,
    found: u64,
    /// Where the fields of the last row end.
    ends: Vec<u32>,
}

/// One row of a plain text.
pub(super) struct PlainRow<'r> {
    pub(super) line: u32,
    /// The text from the row on, and how long the row is.
    from: &'r str,
    start: usize,
    ends: &'r [u32],
}

/// Of eight bytes of a plain text: a high bit for each that is a comma or a line end.
fn separators(bytes: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    // All bytes are below 0x80, so that no sum carries: the high bit stays clear where a comma leaves zero, and where a byte
    // is below 0x20, as only line ends are.
    let no_comma = (bytes ^ ONES.wrapping_mul(0x2c)).wrapping_add(ONES.wrapping_mul(0x7f));
    let printable = bytes.wrapping_add(ONES.wrapping_mul(0x60));
    !(no_comma & printable) & (ONES << 7)
}

impl<'a> PlainRows<'a> {
    pub(super) fn new(text: &'a str, line: u32) -> Self {
        let mut rows = Self {
            text,
            line,
            next: 0,
            from: 0,
            found: 0,
            ends: Vec::new(),
        };
        rows.look();
        rows
    }

    /// Looks at the bytes from `from` on.
    #[inline]
    fn look(&mut self) {
        let rest = self.text.as_bytes().get(self.from..).unwrap_or_default();
        let bytes = match rest.first_chunk::<STEP>() {
            Some(bytes) => *bytes,
            None => {
                let mut bytes = [b' '; STEP];
                bytes.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
                bytes
            }
        };
        self.found = separators(u64::from_le_bytes(bytes));
    }

    /// Where the next comma or line end stands, at the latest at the end of the text.
    #[inline]
    fn separator(&mut self) -> usize {
        while self.found == 0 {
            self.from = self.from.saturating_add(STEP);
            if self.from >= self.text.len() {
                return self.text.len();
            }
            self.look();
        }
        let at = self.from.saturating_add(ix(self.found.trailing_zeros() >> 3));
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
        self.ends.clear();
        let bytes = self.text.as_bytes();
        let end = loop {
            let at = self.separator();
            self.ends
                .push(crate::ledger::rows::number(at.saturating_sub(start)));
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
            from: self.text,
            start,
            ends: &self.ends,
        })
    }
}

impl<'r> PlainRow<'r> {
    /// How many fields.
    #[inline]
    pub(super) fn fields(&self) -> usize {
        self.ends.len()
    }

    /// The whole row without its line end.
    pub(super) fn text(&self) -> &'r str {
        let length = self.ends.last().copied().map_or(0, ix);
        self.from
            .get(self.start..self.start.saturating_add(length))
            .unwrap_or_default()
    }

    /// Where a field stands; nowhere where the file has no such column.
    #[inline]
    fn place(&self, column: &Column) -> (usize, usize) {
        let Some(field) = column.field else {
            return (self.start, self.start);
        };
        let end = self.ends.get(field).copied().map_or(0, ix);
        let before = field.checked_sub(1).and_then(|before| self.ends.get(before));
        let first = before.map_or(0, |end| ix(*end).saturating_add(1));
        (self.start.saturating_add(first), self.start.saturating_add(end))
    }

    /// Whether a field is empty or not there.
    #[inline]
    pub(super) fn is_empty(&self, column: &Column) -> bool {
        let (start, end) = self.place(column);
        start == end
    }

    /// A field as it stands; `None` with spaces around it.
    pub(super) fn field(&self, column: &Column) -> Option<&'r str> {
        let (start, end) = self.place(column);
        let text = self.from.get(start..end)?;
        let bytes = text.as_bytes();
        (bytes.first() != Some(&b' ') && bytes.last() != Some(&b' ')).then_some(text)
    }

    /// A field that is a short key; `None` where it is none, or has spaces around it.
    #[inline]
    pub(super) fn short(&self, column: &Column) -> Option<Short> {
        let (start, end) = self.place(column);
        let bytes = self.from.as_bytes();
        let rest = bytes.get(start..)?;
        let around = (rest.first(), bytes.get(end.checked_sub(1)?));
        if around.0 == Some(&b' ') || around.1 == Some(&b' ') {
            return None;
        }
        match rest.first_chunk::<16>() {
            Some(bytes) => Short::within(*bytes, end.saturating_sub(start)),
            None => Short::new(self.from.get(start..end)?),
        }
    }

    /// A day that may be there; `None` where the text is no day.
    pub(super) fn day(&self, column: &Column) -> Option<OptionalDay> {
        if self.is_empty(column) {
            return Some(OptionalDay::default());
        }
        value::day(self.field(column)?).map(|day| Some(day).into())
    }

    /// A time of entry that may be there; `None` where the text is no time.
    pub(super) fn stamp(&self, column: &Column) -> Option<Stamp> {
        if self.is_empty(column) {
            return Some(Stamp::START);
        }
        value::stamp(self.field(column)?)
    }
}

#[cfg(test)]
mod tests {
    use super::super::split::Splitter;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_rows_are_the_rows_that_the_splitter_finds(text in "[a-c, ]{0,12}((\r\n|\n|\r)[a-z, ]{0,20}){0,6}") {
            let mut splitter = Splitter::at_line(&text, 5);
            let mut found = Vec::new();
            let mut plain = PlainRows::new(&text, 5);
            while let Some(row) = plain.next_row() {
                if row.text().is_empty() {
                    continue;
                }
                let column = |field| Column { field: Some(field), ..Column::default() };
                let fields = (0..row.fields()).map(|field| {
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

    #[test]
    fn a_short_key_is_read_from_a_row_as_from_a_text() {
        let text = "a,0123456789abcdef,0123456789abcdefg, x,,b\n";
        let mut rows = PlainRows::new(text, 1);
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
