//! Columns of a query result into a batch: the same tables and the same checks as the CSV reader, without a text of a
//! whole file in between.

use super::csv::TableReader;
use super::header::Header;
use super::row::Row;
use super::value::is_plain_buffer;
use super::{Mode, RejectedRow, Sink};
use crate::error::{Code, Error, Fault, Faults, Place, Words};
use crate::json::cut;
use crate::ledger::Batch;
use crate::order::Order;
use std::borrow::Cow;

/// The values of one column, wherever they are stored.
pub trait ColumnValues {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value at a row, written as a CSV file would write it; empty for none. Borrowed where the text is already
    /// there.
    ///
    /// # Errors
    /// What is wrong with the value; the reader adds where it stands.
    fn text(&self, row: usize) -> Result<Cow<'_, str>, BadValue>;

    /// Texts with every character that stands in a value, such as the buffers that the values are parts of; none where there
    /// are no such texts at hand. Where they show that all values are plain, millions of ids are not looked at one by one.
    fn characters(&self) -> Option<Vec<&str>> {
        None
    }
}

/// A value that is none: text that is not UTF-8, a day that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue {
    /// The code.
    pub code: Code,
    /// What was found.
    pub found: String,
    /// What was expected.
    pub expected: Words,
}

/// A column: its name, as in the header of the CSV file, and its values.
#[derive(Clone, Copy)]
pub struct ColumnSource<'a> {
    /// The name.
    pub name: &'a str,
    /// The values.
    pub values: &'a dyn ColumnValues,
}

/// Reads a whole table.
///
/// # Errors
/// `length_mismatch`, `too_many`, faults of the names; and where the mode asks for all rows, all faults of the rows.
pub(super) fn read<T: TableReader>(
    batch: &mut Batch,
    document: &str,
    columns: &[ColumnSource<'_>],
    mode: Mode,
) -> Result<Vec<RejectedRow>, Error> {
    let names = columns.iter().map(|column| column.name.to_owned()).collect();
    let mut header = Header::of(Place::document(document), names);
    let mut table = T::new(&mut header);
    let names = header.finish()?;
    let rows = height(document, columns)?;
    T::reserve(batch, rows);
    let plain = columns.iter().all(|column| {
        let characters = column.values.characters();
        characters.is_some_and(|texts| texts.into_iter().all(is_plain_buffer))
    });
    let mut sink = Sink::new(mode);
    let mut faults = Vec::new();
    let mut fields: Vec<Cow<'_, str>> = Vec::with_capacity(columns.len());
    for (at, line) in (0..rows).zip(1u32..) {
        fields.clear();
        for column in columns {
            let field = column.values.text(at).unwrap_or_else(|bad| {
                let place = Place::row(document, u64::from(line)).field(column.name);
                faults.push(Fault::new(bad.code, place, cut(&bad.found), bad.expected));
                Cow::Borrowed("")
            });
            fields.push(field);
        }
        // A value that cannot be read is no empty one: the row's other faults would be guesses.
        if faults.is_empty() {
            let mut row = Row {
                line,
                document,
                fields: &fields,
                plain,
                faults: &mut faults,
            };
            table.read(&mut row, batch);
            faults.order_by_key(|fault| {
                let field = fault.place.field.as_ref();
                names.iter().position(|name| Some(name) == field)
            });
        }
        if !faults.is_empty() {
            sink.reject(line, &written(&fields), &mut faults);
        }
    }
    sink.finish()
}

/// How many rows the columns have.
fn height(document: &str, columns: &[ColumnSource<'_>]) -> Result<usize, Error> {
    let mut faults = Faults::new();
    let rows = columns.first().map_or(0, |column| column.values.len());
    for column in columns {
        let found = column.values.len();
        if found != rows {
            let expected = Words::new(
                format!("应有 {rows} 行，与第一列相同"),
                format!("{rows} rows, as in the first column"),
            );
            let place = Place::document(document).field(column.name);
            faults.push(Fault::new(
                Code::LengthMismatch,
                place,
                found.to_string(),
                expected,
            ));
        }
    }
    if u32::try_from(rows).is_err() {
        let expected = Words::new(
            format!("应不多于 {} 行", u32::MAX),
            format!("at most {}", u32::MAX),
        );
        faults.push(Fault::new(
            Code::TooMany,
            Place::document(document),
            rows.to_string(),
            expected,
        ));
    }
    faults.into_result().map(|()| rows)
}

/// The row as a CSV file would hold it.
fn written(fields: &[Cow<'_, str>]) -> String {
    let field = |field: &Cow<'_, str>| {
        if field.contains(['"', ',', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field.to_string()
        }
    };
    fields.iter().map(field).collect::<Vec<_>>().join(",")
}
