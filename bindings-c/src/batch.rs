//! Batches: records on their way into a ledger, from files in memory and from query results.
#![allow(unsafe_code, reason = "exported functions")]

use crate::columns::jinguo_columns;
use crate::error::jinguo_error;
use crate::guard::guard;
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::{Out, count, items, text};
use crate::rejections::{jinguo_rejections, of_rows};
use crate::words;
use jinguo::ledger::Batch;

/// Records on their way into a ledger.
///
/// Thread rule: one thread at a time.
/// Free it with `jinguo_batch_free`.
pub struct jinguo_batch {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_batch {
    type Value = Batch;
    const NAME: &'static str = "jinguo_batch";
}

/// Makes an empty batch.
///
/// - `out_batch`: the batch, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_new(
    out_batch: *mut *mut jinguo_batch,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        OutHandle::<jinguo_batch>::new(out_batch, "out_batch")?.give(Batch::new());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// How many records a batch holds.
///
/// Returns 0 if `batch` is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_count(batch: *const jinguo_batch) -> u64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::borrow(batch, "batch") }.map_or(0, |batch| count(batch.len()))
}

/// Adds all rows of a CSV file that the caller has read. UTF-8 with or without byte order mark, GBK or GB18030. A large file is
/// read by several threads, which end before the call returns.
///
/// - `table`: one of `JINGUO_TABLE_*`.
/// - `name`: what messages call the file; may be NULL with length 0.
/// - `bytes`: the file. Not kept after the call.
/// - `out_rows`: how many rows were added. On failure untouched, and the batch is as it was before.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, bad_parameter, area 2, and of areas 4 and 5 what a
/// row alone can show.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_read_csv(
    batch: *mut jinguo_batch,
    table: u32,
    name: *const u8,
    name_len: usize,
    bytes: *const u8,
    bytes_len: usize,
    out_rows: *mut u64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_rows, "out_rows")?;
        let mut batch = handle::change(batch, "batch")?;
        let name = text(name, name_len, "name")?;
        let bytes = items(bytes, bytes_len, "bytes")?;
        out.give(count(batch.read_csv(words::table(table)?, name, bytes)?));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds the good rows of a CSV file, and gives the others back.
///
/// - `out_rejections`: the rows that were not added, owned by the caller; none may be in it. NULL on failure.
///
/// Other parameters and statuses as for `jinguo_batch_read_csv`; faults of rows are no failure here, only those of the file as
/// a whole.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_read_csv_good_rows(
    batch: *mut jinguo_batch,
    table: u32,
    name: *const u8,
    name_len: usize,
    bytes: *const u8,
    bytes_len: usize,
    out_rejections: *mut *mut jinguo_rejections,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_rejections, "out_rejections")?;
        let mut batch = handle::change(batch, "batch")?;
        let name = text(name, name_len, "name")?;
        let bytes = items(bytes, bytes_len, "bytes")?;
        let rejected = batch.read_csv_good_rows(words::table(table)?, name, bytes)?;
        out.give(of_rows(name, rejected));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds all records of a JSON Lines file that the caller has read: one record a line, UTF-8. Withdrawals are records as well.
///
/// - `name`: what messages call the file; may be NULL with length 0.
/// - `bytes`: the file. Not kept after the call.
/// - `out_rows`: how many records were added. On failure untouched, and the batch is as it was before.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, area 2.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_read_json_lines(
    batch: *mut jinguo_batch,
    name: *const u8,
    name_len: usize,
    bytes: *const u8,
    bytes_len: usize,
    out_rows: *mut u64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_rows, "out_rows")?;
        let mut batch = handle::change(batch, "batch")?;
        let name = text(name, name_len, "name")?;
        out.give(count(
            batch.read_json_lines(name, items(bytes, bytes_len, "bytes")?)?,
        ));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds the good records of a JSON Lines file, and gives the other lines back.
///
/// - `out_rejections`: the lines that were not added, owned by the caller; none may be in it. NULL on failure.
///
/// Other parameters and statuses as for `jinguo_batch_read_json_lines`; faults of lines are no failure here.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_read_json_lines_good_rows(
    batch: *mut jinguo_batch,
    name: *const u8,
    name_len: usize,
    bytes: *const u8,
    bytes_len: usize,
    out_rejections: *mut *mut jinguo_rejections,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_rejections, "out_rejections")?;
        let mut batch = handle::change(batch, "batch")?;
        let name = text(name, name_len, "name")?;
        let rejected = batch.read_json_lines_good_rows(name, items(bytes, bytes_len, "bytes")?)?;
        out.give(of_rows(name, rejected));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds all rows of a query result. The arrays behind the columns are read now and may go when the call returns.
///
/// - `columns`: the columns; they stay the caller's.
/// - `name`: what messages call the table; may be NULL with length 0.
/// - `out_rows`: how many rows were added. On failure untouched, and the batch is as it was before.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, length_mismatch, area 2, and of areas 4 and 5 what
/// a row alone can show.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_read_columns(
    batch: *mut jinguo_batch,
    columns: *const jinguo_columns,
    name: *const u8,
    name_len: usize,
    out_rows: *mut u64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_rows, "out_rows")?;
        let mut batch = handle::change(batch, "batch")?;
        let columns = handle::borrow(columns, "columns")?;
        let name = text(name, name_len, "name")?;
        let rows = batch.read_columns(columns.table(), name, &columns.sources())?;
        out.give(count(rows));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Adds the good rows of a query result, and gives the others back.
///
/// - `out_rejections`: the rows that were not added, owned by the caller; none may be in it. NULL on failure.
///
/// Other parameters and statuses as for `jinguo_batch_read_columns`; faults of rows are no failure here.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_read_columns_good_rows(
    batch: *mut jinguo_batch,
    columns: *const jinguo_columns,
    name: *const u8,
    name_len: usize,
    out_rejections: *mut *mut jinguo_rejections,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_rejections, "out_rejections")?;
        let mut batch = handle::change(batch, "batch")?;
        let columns = handle::borrow(columns, "columns")?;
        let name = text(name, name_len, "name")?;
        let rejected = batch.read_columns_good_rows(columns.table(), name, &columns.sources())?;
        out.give(of_rows(name, rejected));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees a batch. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_batch_free(batch: *mut jinguo_batch) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(batch) }
}
