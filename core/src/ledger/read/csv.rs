//! A CSV text into a batch, row by row.

use super::header::{Header, quote_fault};
use super::row::Row;
use super::split::{RawRow, Splitter};
use super::value::{self, trim};
use super::{Mode, RejectedRow, Sink};
use crate::error::{Code, Error, Fault, Place, Words};
use crate::ledger::Batch;
use crate::order::Order;

/// A table: the columns that it has, and how a row becomes a record.
pub(super) trait TableReader {
    /// Takes its columns from the header.
    fn new(header: &mut Header) -> Self;

    /// Makes room for about so many rows.
    fn reserve(_batch: &mut Batch, _rows: usize) {}

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
    #[cfg(feature = "threads")]
    if let Some(parts) = super::parallel::parts(&splitter) {
        return super::parallel::read::<T>(batch, rows, parts);
    }
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

impl Rows<'_> {
    /// Reads all that a splitter has left; unless that is the end of the file, not the row that may go on behind it.
    pub(super) fn read<T: TableReader>(
        &self,
        batch: &mut Batch,
        splitter: &mut Splitter<'_>,
        last: bool,
    ) -> Sink {
        // The header was found good before.
        let mut header = Header::of(Place::default(), self.names.to_vec());
        let mut table = T::new(&mut header);
        // In a text that is plain as a whole, no field needs a look of its own.
        let plain = value::is_plain_table(splitter.rest().0);
        let mut sink = Sink::new(self.mode);
        let mut faults = Vec::new();
        loop {
            let next = if last {
                splitter.next_row()
            } else {
                splitter.next_whole_row()
            };
            let Some(raw) = next else {
                break;
            };
            if let Some(fault) = misshapen(self.document, &raw, splitter.fields.len(), self.names) {
                faults.push(fault);
            } else if is_blank(splitter) {
                continue;
            } else {
                let mut row = Row {
                    line: raw.line,
                    document: self.document,
                    plain,
                    fields: &splitter.fields,
                    faults: &mut faults,
                };
                table.read(&mut row, batch);
            }
            if !faults.is_empty() {
                // The table asks for columns in its own order; the reader looks for them in the file's.
                faults.order_by_key(|fault| {
                    let field = fault.place.field.as_ref();
                    self.names.iter().position(|name| Some(name) == field)
                });
                sink.reject(raw.line, raw.text, &mut faults);
            }
        }
        sink
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
fn is_blank(splitter: &Splitter<'_>) -> bool {
    splitter.fields.iter().all(|field| trim(field).is_empty())
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
