//! A CSV text into a batch, row by row.

use super::header::{Header, quote_fault};
use super::plain::{PlainRow, PlainRows};
use super::row::Row;
use super::split::{RawRow, Splitter};
use super::sweep::Sweep;
use super::value::trim;
use super::{Mode, RejectedRow, Sink};
use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::Batch;
use crate::order::Order;
use std::borrow::Cow;

/// A table: the columns that it has, and how a row becomes a record.
pub(super) trait TableReader {
    /// Takes its columns from the header.
    fn new(header: &mut Header) -> Self;

    /// Makes room for about so many rows.
    fn reserve(_batch: &mut Batch, _rows: usize) {}

    /// Adds the record of a row of a plain text with the right number of fields. `None` where the row needs [`Self::read`],
    /// such as for a fault in it; nothing is added then.
    fn read_plain(&mut self, _row: &PlainRow<'_>, _batch: &mut Batch) -> Option<()> {
        None
    }

    /// Adds the record of a row, or the row's faults.
    fn read(&mut self, row: &mut Row<'_>, batch: &mut Batch);
}

/// Reads a whole table.
///
/// # Errors
/// Faults of the header; and where the mode asks for all rows, all faults of the rows.
pub(super) fn read<T: TableReader>(
    batch: &mut Batch,
    document: &str,
    text: &str,
    mode: Mode,
) -> Result<Vec<RejectedRow>, Error> {
    let mut splitter = Splitter::new(text);
    let mut header = Header::read(document, &mut splitter)?;
    T::new(&mut header);
    let names = header.finish()?;
    T::reserve(batch, about_how_many_rows(text));
    let rows = Rows {
        document,
        names: &names,
        mode,
    };
    rows.read::<T>(batch, &mut splitter, true).finish()
}

/// Rows under one header.
#[derive(Clone, Copy)]
pub(super) struct Rows<'r> {
    pub(super) document: &'r str,
    /// The names of the columns.
    pub(super) names: &'r [String],
    pub(super) mode: Mode,
}

/// How much of a text is looked over before its rows are read: it stays in the cache from the one to the other.
pub(super) const CHUNK: usize = if cfg!(test) { 1 << 6 } else { 1 << 18 };

impl Rows<'_> {
    /// Reads all that a splitter has left; unless that is the end of the file, not the row that may go on behind it. Much
    /// is read with all threads.
    pub(super) fn read<T: TableReader>(
        &self,
        batch: &mut Batch,
        splitter: &mut Splitter<'_>,
        last: bool,
    ) -> Sink {
        let mut sink = Sink::new(self.mode);
        #[cfg(feature = "threads")]
        if let Some(parts) = super::parallel::parts(splitter, last) {
            sink.append(super::parallel::read::<T>(batch, *self, parts, splitter));
        }
        sink.append(self.read_alone::<T>(batch, splitter, last));
        sink
    }

    /// The same, on this thread.
    pub(super) fn read_alone<T: TableReader>(
        &self,
        batch: &mut Batch,
        splitter: &mut Splitter<'_>,
        last: bool,
    ) -> Sink {
        let mut reading = Reading::<T>::new(*self);
        let mut sweep = Sweep::default();
        loop {
            let (rest, line) = splitter.rest();
            // In a text that is plain as a whole, no field needs a look of its own.
            let lines = whole_lines(rest, last).unwrap_or_default();
            sweep.over(lines);
            reading.plain = sweep.plain && !lines.is_empty();
            if reading.plain {
                let line = reading.read_plain(batch, PlainRows::new(lines, line, &sweep));
                splitter.skip(lines.len(), line);
                continue;
            }
            let left = if lines.is_empty() {
                0
            } else {
                rest.len().saturating_sub(lines.len())
            };
            while splitter.rest().0.len() > left {
                let row = if last {
                    splitter.next_row()
                } else {
                    splitter.next_whole_row()
                };
                let Some(raw) = row else {
                    return reading.sink;
                };
                reading.row(batch, raw, &splitter.fields);
            }
            if left == 0 {
                return reading.sink;
            }
        }
    }
}

/// Some lines from the beginning of a text, with their ends: whole rows, if no field of them stands in quotes. Only a line at the
/// end of a file may have no end.
fn whole_lines(text: &str, last: bool) -> Option<&str> {
    let bytes = text.as_bytes();
    let after = bytes.get(CHUNK..).unwrap_or_default();
    let end = match memchr::memchr(b'\n', after) {
        Some(at) => CHUNK.saturating_add(at).saturating_add(1),
        None if last => text.len(),
        None => memchr::memrchr(b'\n', bytes)?.saturating_add(1),
    };
    // A line end is never within a character, so the text can be cut behind it.
    text.get(..end)
}

/// Rows on their way into a batch.
struct Reading<'r, T> {
    rows: Rows<'r>,
    table: T,
    /// Whether the rows are those of a plain text.
    plain: bool,
    sink: Sink,
    faults: Vec<Fault>,
}

impl<'r, T: TableReader> Reading<'r, T> {
    fn new(rows: Rows<'r>) -> Self {
        // The header was found good before.
        let mut header = Header::of(Place::default(), rows.names.to_vec());
        Self {
            rows,
            table: T::new(&mut header),
            plain: false,
            sink: Sink::new(rows.mode),
            faults: Vec::new(),
        }
    }

    fn row(&mut self, batch: &mut Batch, raw: RawRow<'_>, fields: &[Cow<'_, str>]) {
        let Rows { document, names, .. } = self.rows;
        if let Some(fault) = misshapen(document, &raw, fields.len(), names) {
            self.faults.push(fault);
        } else if is_blank(fields) {
            return;
        } else {
            let mut row = Row {
                line: raw.line,
                document,
                plain: self.plain,
                fields,
                faults: &mut self.faults,
            };
            self.table.read(&mut row, batch);
        }
        if !self.faults.is_empty() {
            // The table asks for columns in its own order; the reader looks for them in the file's.
            self.faults.order_by_key(|fault| {
                let field = fault.place.field.as_ref();
                names.iter().position(|name| Some(name) == field)
            });
            self.sink.reject(raw.line, raw.text, &mut self.faults);
        }
    }

    /// Reads rows of a plain text: the short way where the table has one and a row fits it. Tells on which line the next one
    /// would stand.
    fn read_plain(&mut self, batch: &mut Batch, mut rows: PlainRows<'_>) -> u32 {
        let names = self.rows.names.len();
        while let Some(row) = rows.next_row() {
            if row.has_fields(names) && self.table.read_plain(&row, batch).is_some() {
                continue;
            }
            let mut splitter = Splitter::at_line(row.text(), row.line);
            if let Some(raw) = splitter.next_row() {
                self.row(batch, raw, &splitter.fields);
            }
        }
        rows.line()
    }
}

/// A low guess from the first lines, so that no memory is wasted on rows that do not come.
fn about_how_many_rows(text: &str) -> usize {
    const SAMPLE: usize = 1 << 16;
    let sample = text.as_bytes().get(..SAMPLE).unwrap_or_default();
    let lines = memchr::memchr_iter(b'\n', sample).count();
    let samples = text.len().checked_div(SAMPLE).unwrap_or(0);
    let rows = lines.saturating_mul(samples);
    rows.saturating_sub(rows.checked_div(16).unwrap_or(0))
}

/// A row with only empty fields, as spreadsheets leave behind where rows were cleared.
fn is_blank(fields: &[Cow<'_, str>]) -> bool {
    fields.iter().all(|field| trim(field).is_empty())
}

/// The fault of a row that cannot be laid under the header.
fn misshapen(document: &str, raw: &RawRow<'_>, fields: usize, names: &[String]) -> Option<Fault> {
    let place = || Place::row(document, u64::from(raw.line));
    if let Some((quote, at)) = raw.fault {
        let place = match names.get(at) {
            Some(name) => place().field(name),
            None => place(),
        };
        return Some(quote_fault(quote, place, raw.text));
    }
    (fields != names.len() && !trim(raw.text).is_empty()).then(|| {
        let expected = Words::new(
            format!("应为 {} 列，与表头相同；含逗号的格子要加引号", names.len()),
            format!(
                "{} fields, as in the header; a field with a comma stands in quotes",
                names.len()
            ),
        );
        Fault::new(Code::WrongFieldCount, place(), fields.to_string(), expected)
    })
}
