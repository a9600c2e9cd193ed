//! Rows of a plain text: printable ASCII without quotes, so that a comma or a line end is nothing else.

use super::header::Column;
use super::sweep::{BLOCK, Sweep};
use super::value;
use crate::ledger::OptionalDay;
use crate::ledger::key::Short;
use crate::ledger::rows::ix;
use crate::time::{Day, Stamp};

/// A row with more fields is read the long way; tables of which there are millions of rows have no more columns.
const FIELDS: usize = 8;

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
    #[cfg_attr(not(target_family = "wasm"), inline(always))]
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
