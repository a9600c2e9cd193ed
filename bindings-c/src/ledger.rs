//! Ledgers.
#![allow(unsafe_code, reason = "exported functions")]

use crate::batch::jinguo_batch;
use crate::error::jinguo_error;
use crate::guard::guard;
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::{Out, count, misuse, text};
use crate::rejections::{jinguo_rejections, of_records};
use jinguo::error::{Code, Error, Words};
use jinguo::ledger::{Batch, Ledger};

/// A ledger: what has been done, as facts.
///
/// Thread rule: one thread at a time. A copy (`jinguo_ledger_copy`) may be used by another thread at the same time.
/// Free it with `jinguo_ledger_free`; evaluations that were made of it stay whole.
pub struct jinguo_ledger {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_ledger {
    type Value = Ledger;
    const NAME: &'static str = "jinguo_ledger";
}

/// A batch of the one record that a JSON text has.
pub(crate) fn one_record(json: &str) -> Result<Batch, Error> {
    let mut batch = Batch::new();
    let code = match batch.read_json_lines("", json.as_bytes())? {
        0 => Code::TooFew,
        1 => return Ok(batch),
        _ => Code::TooMany,
    };
    let expected = Words::new("应为一条记录", "one record");
    Err(misuse(code, "json", batch.len().to_string(), expected))
}

/// Makes an empty ledger.
///
/// - `out_ledger`: the ledger, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_ledger_new(
    out_ledger: *mut *mut jinguo_ledger,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        OutHandle::<jinguo_ledger>::new(out_ledger, "out_ledger")?.give(Ledger::new());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Copies a ledger. That is cheap: the facts are shared until one of the two changes.
///
/// - `out_ledger`: the copy, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, broken_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_ledger_copy(
    ledger: *const jinguo_ledger,
    out_ledger: *mut *mut jinguo_ledger,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_ledger>::new(out_ledger, "out_ledger")?;
        out.give(handle::borrow(ledger, "ledger")?.clone());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Enters a batch as a whole, or not at all. The batch is empty afterwards in both cases, and stays the caller's.
///
/// - `out_accepted`: how many records entered. On failure untouched, and the ledger is as it was before.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, areas 4 and 5.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_ledger_apply(
    ledger: *mut jinguo_ledger,
    batch: *mut jinguo_batch,
    out_accepted: *mut u64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_accepted, "out_accepted")?;
        let mut ledger = handle::change(ledger, "ledger")?;
        let mut batch = handle::change(batch, "batch")?;
        let receipt = ledger.apply(std::mem::take(&mut batch))?;
        out.give(count(receipt.accepted));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Enters the good records of a batch, and gives the others back. The batch is empty afterwards, and stays the caller's.
///
/// - `out_accepted`: how many records entered. Untouched on failure.
/// - `out_rejections`: the records that did not, owned by the caller; none may be in it. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, broken_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_ledger_apply_good_rows(
    ledger: *mut jinguo_ledger,
    batch: *mut jinguo_batch,
    out_accepted: *mut u64,
    out_rejections: *mut *mut jinguo_rejections,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out_rejections = OutHandle::new(out_rejections, "out_rejections")?;
        let out = Out::new(out_accepted, "out_accepted")?;
        let mut ledger = handle::change(ledger, "ledger")?;
        let mut batch = handle::change(batch, "batch")?;
        let receipt = ledger.apply_good_rows(std::mem::take(&mut batch));
        out.give(count(receipt.accepted));
        out_rejections.give(of_records(receipt.rejected));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Enters one record, or withdraws one. It takes time that grows with the change, not with the ledger, as long as no copy
/// or evaluation shares the facts.
///
/// - `json`: the record as a line of a JSON Lines file has it, UTF-8, such as
///   `{"record":"activity","id":"A1","kind":"lecture","date":"2022-03-08","status":"held","hosts":["u-1"]}`, or
///   `{"record":"withdrawal","of":{"activity":"A1"},"recorded_at":"2022-04-01"}`. Not kept after the call.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_length, not_text, too_many for more than one record, too_few for none,
/// areas 2, 4 and 5. On failure the ledger is as it was before.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_ledger_apply_record(
    ledger: *mut jinguo_ledger,
    json: *const u8,
    json_len: usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut ledger = handle::change(ledger, "ledger")?;
        let batch = one_record(text(json, json_len, "json")?)?;
        ledger.apply(batch).map(drop)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees a ledger. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_ledger_free(ledger: *mut jinguo_ledger) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(ledger) }
}
