//! Evaluations that follow their ledger.
#![allow(unsafe_code, reason = "exported functions")]

use crate::batch::jinguo_batch;
use crate::day::day;
use crate::error::jinguo_error;
use crate::evaluation::{give_explanation, give_gaps, give_report, give_result, parameters};
use crate::gaps::jinguo_gaps;
use crate::guard::guard;
use crate::handle::{self, Opaque, OutHandle};
use crate::ledger::{jinguo_ledger, one_record};
use crate::memory::{Out, count, text};
use crate::plan::jinguo_plan;
use crate::rejections::{jinguo_rejections, of_records};
use crate::report::jinguo_report;
use crate::text::jinguo_text;
use jinguo::LiveEvaluation;

/// A plan evaluated over a ledger that goes on: facts are entered, the day moves, and every number is right again in time
/// that goes with what changed. At every moment it gives what a fresh evaluation of the same plan, facts and days gives.
///
/// It holds the ledger itself. A copy that is kept elsewhere, such as the one it was made from, makes the next change of
/// the facts copy all of them first: free it.
///
/// A change can fail in two ways. A batch that the ledger refuses changes nothing. Good facts, or a day, with which the
/// plan cannot be evaluated stay: from then on every function that reads gives the same error, until a later change mends
/// it.
///
/// Thread rule: one thread at a time.
/// Free it with `jinguo_live_free`. It keeps what it needs of plan and ledger: both may be freed or changed before.
pub struct jinguo_live {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_live {
    type Value = LiveEvaluation;
    const NAME: &'static str = "jinguo_live";
}

/// Evaluates a plan over a ledger, and keeps what is needed to go on from there. It costs several times what
/// `jinguo_evaluate` costs, in time and memory.
///
/// - `as_of_day_number`, `known_at_day_number`: days since 1970-01-01. What is recorded after the second one is entered,
///   and not looked at.
/// - `out_live`: the evaluation, owned by the caller. NULL on failure.
///
/// Statuses: as `jinguo_evaluate`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_new(
    plan: *const jinguo_plan,
    ledger: *const jinguo_ledger,
    as_of_day_number: i32,
    known_at_day_number: i32,
    out_live: *mut *mut jinguo_live,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_live>::new(out_live, "out_live")?;
        let plan = handle::borrow(plan, "plan")?;
        let ledger = handle::borrow(ledger, "ledger")?;
        let parameters = parameters(as_of_day_number, known_at_day_number)?;
        out.give(LiveEvaluation::new(plan, ledger.clone(), parameters)?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Enters a batch as a whole, or not at all. The batch is empty afterwards in both cases, and stays the caller's.
///
/// - `out_accepted`: how many records entered. Untouched on failure.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, areas 4 and 5 where the ledger refuses the batch, and those of
/// `jinguo_evaluate` where the facts are in and cannot be evaluated.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_apply(
    live: *mut jinguo_live,
    batch: *mut jinguo_batch,
    out_accepted: *mut u64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_accepted, "out_accepted")?;
        let mut live = handle::change(live, "live")?;
        let mut batch = handle::change(batch, "batch")?;
        let receipt = live.apply(std::mem::take(&mut batch))?;
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
/// Statuses: null_pointer, wrong_handle, broken_handle. Where the facts that are in cannot be evaluated, the reading functions
/// say so.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_apply_good_rows(
    live: *mut jinguo_live,
    batch: *mut jinguo_batch,
    out_accepted: *mut u64,
    out_rejections: *mut *mut jinguo_rejections,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out_rejections = OutHandle::new(out_rejections, "out_rejections")?;
        let out = Out::new(out_accepted, "out_accepted")?;
        let mut live = handle::change(live, "live")?;
        let mut batch = handle::change(batch, "batch")?;
        let receipt = live.apply_good_rows(std::mem::take(&mut batch));
        out.give(count(receipt.accepted));
        out_rejections.give(of_records(receipt.rejected));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Enters one record, or withdraws one.
///
/// - `json`: as for `jinguo_ledger_apply_record`.
///
/// Statuses: those of `jinguo_ledger_apply_record`, with nothing changed, and those of `jinguo_evaluate` where the record is
/// in and the facts cannot be evaluated.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_apply_record(
    live: *mut jinguo_live,
    json: *const u8,
    json_len: usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut live = handle::change(live, "live")?;
        let batch = one_record(text(json, json_len, "json")?)?;
        live.apply(batch).map(drop)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Moves the day of evaluation, forward or back. What was known stays what was known on the day that
/// `jinguo_live_new` was given.
///
/// - `as_of_day_number`: days since 1970-01-01.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_date with nothing changed, and those of `jinguo_evaluate` where
/// the facts cannot be evaluated on that day.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_move_to(
    live: *mut jinguo_live,
    as_of_day_number: i32,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut live = handle::change(live, "live")?;
        live.move_to(day(as_of_day_number, "as_of_day_number")?)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// A copy of the ledger as it stands, to evaluate another day beside this one. Free it before the next change of the facts,
/// which has to copy all of them otherwise.
///
/// - `out_ledger`: the copy, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, broken_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_ledger(
    live: *const jinguo_live,
    out_ledger: *mut *mut jinguo_ledger,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_ledger>::new(out_ledger, "out_ledger")?;
        out.give(handle::borrow(live, "live")?.ledger().clone());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The report as the facts stand, as `jinguo_evaluation_report` gives it.
///
/// Statuses: those of `jinguo_evaluation_report`; broken_handle, and the error of the last change where that could not be
/// evaluated.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_report(
    live: *const jinguo_live,
    out_report: *mut *mut jinguo_report,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_report, "out_report")?;
        give_report(handle::borrow(live, "live")?.evaluation()?, out)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The result of one measure at one unit as the facts stand, as `jinguo_evaluation_result` gives it.
///
/// Statuses: those of `jinguo_evaluation_result`; broken_handle, and the error of the last change where that could not be
/// evaluated.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_result(
    live: *const jinguo_live,
    measure: *const u8,
    measure_len: usize,
    unit: *const u8,
    unit_len: usize,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        let evaluation = handle::borrow(live, "live")?.evaluation()?;
        give_result(evaluation, (measure, measure_len), (unit, unit_len), out)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// A page of the gap list as the facts stand, as `jinguo_evaluation_gaps` gives it.
///
/// Statuses: those of `jinguo_evaluation_gaps`; broken_handle, and the error of the last change where that could not be
/// evaluated.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_gaps(
    live: *const jinguo_live,
    measure: *const u8,
    measure_len: usize,
    unit: *const u8,
    unit_len: usize,
    offset: u64,
    limit: u32,
    out_gaps: *mut *mut jinguo_gaps,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_gaps, "out_gaps")?;
        let evaluation = handle::borrow(live, "live")?.evaluation()?;
        let (measure, unit) = ((measure, measure_len), (unit, unit_len));
        give_gaps(evaluation, measure, unit, (offset, limit), out)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Why a subject has its class in a measure as the facts stand, as `jinguo_evaluation_explain` gives it.
///
/// Statuses: those of `jinguo_evaluation_explain`; broken_handle, and the error of the last change where that could not be
/// evaluated.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_explain(
    live: *const jinguo_live,
    measure: *const u8,
    measure_len: usize,
    subject_kind: u32,
    subject: *const u8,
    subject_len: usize,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        let evaluation = handle::borrow(live, "live")?.evaluation()?;
        let (measure, subject) = ((measure, measure_len), (subject, subject_len));
        give_explanation(evaluation, measure, (subject_kind, subject), out)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees an evaluation that follows its ledger. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_live_free(live: *mut jinguo_live) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(live) }
}
