//! Columns of a query result: pointers and lengths, named as the columns of the CSV files are.
#![allow(unsafe_code, reason = "exported functions")]

mod values;

use crate::error::jinguo_error;
use crate::guard::guard;
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::{exactly, items, misuse, text};
use crate::words;
use jinguo::error::{Code, Error, Words};
use jinguo::ledger::{ColumnSource, ColumnValues, Table};
pub(crate) use values::{Buffer, OF_NUMBERS, day_text, number_text, stamp_text, utf8};
use values::{Days, Numbers, Pointers, Times, Utf8};

/// Columns of a query result, on their way into a batch. They hold pointers to arrays of the caller and no copy.
///
/// Thread rule: one thread at a time.
/// Arrays that were added must live and stay unchanged until the columns are freed, or read for the last time.
/// Free it with `jinguo_columns_free`; the arrays stay the caller's.
pub struct jinguo_columns {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_columns {
    type Value = Columns;
    const NAME: &'static str = "jinguo_columns";
}

/// The columns of one table.
pub struct Columns {
    table: Table,
    rows: usize,
    columns: Vec<(String, Box<dyn ColumnValues>)>,
}

impl Columns {
    pub(crate) fn table(&self) -> Table {
        self.table
    }

    pub(crate) fn sources(&self) -> Vec<ColumnSource<'_>> {
        self.columns
            .iter()
            .map(|(name, values)| ColumnSource {
                name,
                values: values.as_ref(),
            })
            .collect()
    }

    fn add(&mut self, name: &str, values: impl ColumnValues + 'static) {
        self.columns.push((name.to_owned(), Box::new(values)));
    }
}

/// Makes columns without a column.
///
/// - `table`: one of `JINGUO_TABLE_*`.
/// - `row_count`: how many rows every column has.
/// - `out_columns`: the columns, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, bad_parameter.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_columns_new(
    table: u32,
    row_count: usize,
    out_columns: *mut *mut jinguo_columns,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_columns>::new(out_columns, "out_columns")?;
        out.give(Columns {
            table: words::table(table)?,
            rows: row_count,
            columns: Vec::new(),
        });
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds a column of text that stands in one buffer: row `i` is `data[offsets[i] .. offsets[i + 1]]`.
///
/// - `name`: as in the header of the CSV file. Copied.
/// - `data`: the buffer, UTF-8. Lent.
/// - `offsets`: `row_count + 1` offsets into `data`, none smaller than the one before. Lent. An empty text is no value.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch. Offsets out of range and text that is
/// not UTF-8 are told with their row when the columns are read.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_columns_add_text(
    columns: *mut jinguo_columns,
    name: *const u8,
    name_len: usize,
    data: *const u8,
    data_len: usize,
    offsets: *const u64,
    offset_count: usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut columns = handle::change(columns, "columns")?;
        let name = text(name, name_len, "name")?;
        let data = items(data, data_len, "data")?;
        let wanted = columns.rows.checked_add(1).ok_or_else(too_long)?;
        let offsets = exactly(offsets, offset_count, wanted, "offsets")?;
        let data = Buffer::new(data);
        columns.add(name, Utf8 { data, offsets });
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

fn too_long() -> Error {
    let expected = Words::new("应不超过内存所能容纳", "no more than memory can hold");
    misuse(Code::BadLength, "row_count", "", expected)
}

/// Adds a column of text that stands in many places: row `i` is `lengths[i]` bytes at `values[i]`.
///
/// - `name`: as in the header of the CSV file. Copied.
/// - `values`: `row_count` pointers to UTF-8, NULL for no value. The array and what it points to are lent.
/// - `lengths`: `row_count` lengths in bytes. Lent.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch. Text that is not UTF-8 is told with its
/// row when the columns are read.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_columns_add_pointers(
    columns: *mut jinguo_columns,
    name: *const u8,
    name_len: usize,
    values: *const *const u8,
    lengths: *const usize,
    value_count: usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut columns = handle::change(columns, "columns")?;
        let name = text(name, name_len, "name")?;
        let values = exactly(values, value_count, columns.rows, "values")?;
        let lengths = exactly(lengths, value_count, columns.rows, "lengths")?;
        columns.add(name, Pointers { values, lengths });
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds a column of days.
///
/// - `name`: as in the header of the CSV file. Copied.
/// - `values`: `row_count` numbers of days since 1970-01-01, `JINGUO_NO_DAY` for no value. Lent.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_columns_add_days(
    columns: *mut jinguo_columns,
    name: *const u8,
    name_len: usize,
    values: *const i32,
    value_count: usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut columns = handle::change(columns, "columns")?;
        let name = text(name, name_len, "name")?;
        let values = exactly(values, value_count, columns.rows, "values")?;
        columns.add(name, Days(values));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds a column of times, such as `recorded_at`.
///
/// - `name`: as in the header of the CSV file. Copied.
/// - `values`: `row_count` numbers of seconds since 1970-01-01 00:00 by the clock of the office, without a zone, `JINGUO_NONE` for no
///   value. Lent.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_columns_add_times(
    columns: *mut jinguo_columns,
    name: *const u8,
    name_len: usize,
    values: *const i64,
    value_count: usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut columns = handle::change(columns, "columns")?;
        let name = text(name, name_len, "name")?;
        let values = exactly(values, value_count, columns.rows, "values")?;
        columns.add(name, Times(values));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds a column of exact numbers: counts, and decimals as `NUMERIC` columns have them.
///
/// - `name`: as in the header of the CSV file. Copied.
/// - `values`: `row_count` whole numbers, `JINGUO_NONE` for no value. Lent.
/// - `digits`: how many of their digits stand behind the point, 0 to 12; 955 with 1 digit is 95.5.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch, bad_parameter.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_columns_add_numbers(
    columns: *mut jinguo_columns,
    name: *const u8,
    name_len: usize,
    values: *const i64,
    value_count: usize,
    digits: u32,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut columns = handle::change(columns, "columns")?;
        let name = text(name, name_len, "name")?;
        let values = exactly(values, value_count, columns.rows, "values")?;
        if digits > 12 {
            return Err(words::unknown(digits, 12, "digits"));
        }
        columns.add(name, Numbers { values, digits });
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees columns; the arrays that were added stay the caller's. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_columns_free(columns: *mut jinguo_columns) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(columns) }
}
