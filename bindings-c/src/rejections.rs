//! Rows that did not enter, each with its reasons.
#![allow(unsafe_code, reason = "exported functions")]

use crate::error::jinguo_error;
use crate::guard::guard;
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::{Out, OutBytes, count, item};
use jinguo::error::{Error, Fault, Faults};
use jinguo::ledger::{RejectedRecord, RejectedRow};

/// Rows that a batch or a ledger did not take, where the caller asked for the good rows.
///
/// Thread rule: does not change; any number of threads may read it at once.
/// Free it with `jinguo_rejections_free`.
pub struct jinguo_rejections {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_rejections {
    type Value = Vec<Rejection>;
    const NAME: &'static str = "jinguo_rejections";
}

/// A row that did not enter.
pub struct Rejection {
    document: String,
    row: u64,
    text: String,
    faults: Vec<Fault>,
}

/// The rows that a reader did not take.
pub(crate) fn of_rows(document: &str, rows: Vec<RejectedRow>) -> Vec<Rejection> {
    rows.into_iter()
        .map(|row| Rejection {
            document: document.to_owned(),
            row: u64::from(row.line),
            text: row.text,
            faults: row.faults,
        })
        .collect()
}

/// The rows that the ledger did not take.
pub(crate) fn of_records(records: Vec<RejectedRecord>) -> Vec<Rejection> {
    records
        .into_iter()
        .map(|record| Rejection {
            document: record.place.document,
            row: record.place.row.unwrap_or(0),
            text: String::new(),
            faults: record.faults,
        })
        .collect()
}

/// How many rows there are.
///
/// Returns 0 if `rejections` is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_rejections_count(rejections: *const jinguo_rejections) -> u64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::borrow(rejections, "rejections") }.map_or(0, |rows| count(rows.len()))
}

/// Where a row came from.
///
/// - `index`: less than `jinguo_rejections_count`.
/// - `out_row`: the line of the file or the row of the table, from 1; 0 for a single record.
///
/// Statuses: null_pointer, wrong_handle, index_out_of_range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_rejections_row(
    rejections: *const jinguo_rejections,
    index: u64,
    out_row: *mut u64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_row, "out_row")?;
        let rows = handle::borrow(rejections, "rejections")?;
        out.give(item(rows, index, "index")?.row);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The file or table that a row came from.
///
/// - `index`: less than `jinguo_rejections_count`.
/// - `out_data`, `out_len`: UTF-8 without a NUL, lent by `rejections` as long as it lives.
///
/// Statuses: null_pointer, wrong_handle, index_out_of_range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_rejections_document(
    rejections: *const jinguo_rejections,
    index: u64,
    out_data: *mut *const u8,
    out_len: *mut usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutBytes::new(out_data, out_len)?;
        let rows = handle::borrow(rejections, "rejections")?;
        out.lend(&item(rows, index, "index")?.document);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The row as it stood in the file, for a reader; empty for a row that the ledger refused.
///
/// - `index`: less than `jinguo_rejections_count`.
/// - `out_data`, `out_len`: UTF-8 without a NUL, lent by `rejections` as long as it lives.
///
/// Statuses: null_pointer, wrong_handle, index_out_of_range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_rejections_text(
    rejections: *const jinguo_rejections,
    index: u64,
    out_data: *mut *const u8,
    out_len: *mut usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutBytes::new(out_data, out_len)?;
        let rows = handle::borrow(rejections, "rejections")?;
        out.lend(&item(rows, index, "index")?.text);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Why a row did not enter, as an error object.
///
/// - `index`: less than `jinguo_rejections_count`.
/// - `out_reason`: all faults of the row, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, index_out_of_range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_rejections_reason(
    rejections: *const jinguo_rejections,
    index: u64,
    out_reason: *mut *mut jinguo_error,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_reason, "out_reason")?;
        let rows = handle::borrow(rejections, "rejections")?;
        out.give(error_of(&item(rows, index, "index")?.faults));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

fn error_of(faults: &[Fault]) -> Error {
    let mut all = Faults::new();
    faults.iter().cloned().for_each(|fault| all.push(fault));
    match all.into_result() {
        Err(error) => error,
        // INVARIANT: a row is rejected for a fault.
        Ok(()) => crate::guard::internal("a rejected row without a fault"),
    }
}

/// Frees rejections. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_rejections_free(rejections: *mut jinguo_rejections) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(rejections) }
}
