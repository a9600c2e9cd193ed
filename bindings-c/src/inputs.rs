//! Inputs of scorecards.
#![allow(unsafe_code, reason = "exported functions")]

use crate::error::jinguo_error;
use crate::evaluation::jinguo_evaluation;
use crate::guard::guard;
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::text;
use crate::report::jinguo_report;
use crate::scorecards::jinguo_scorecards;
use jinguo::performance::Inputs;

/// What scorecards are given: the cohort, numbers, words, marks, ballots and entries.
///
/// Thread rule: one thread at a time.
/// Free it with `jinguo_inputs_free`.
pub struct jinguo_inputs {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_inputs {
    type Value = Inputs;
    const NAME: &'static str = "jinguo_inputs";
}

/// Reads inputs from a JSON document of the form `jinguo-inputs/1`.
///
/// - `name`: what messages call the text; may be NULL with length 0.
/// - `text`: the JSON, UTF-8. Not kept after the call.
/// - `out_inputs`: the inputs, owned by the caller. NULL on failure.
///
/// Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, and areas 2 and 7.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_inputs_read(
    name: *const u8,
    name_len: usize,
    text: *const u8,
    text_len: usize,
    out_inputs: *mut *mut jinguo_inputs,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_inputs>::new(out_inputs, "out_inputs")?;
        let name = self::text(name, name_len, "name")?;
        let text = self::text(text, text_len, "text")?;
        out.give(Inputs::from_json(name, text)?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Fills every input that comes from a measure of the plan: a candidate is the unit of the same id.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, unknown_measure; nothing is filled then.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_inputs_take_measures(
    inputs: *mut jinguo_inputs,
    scorecards: *const jinguo_scorecards,
    report: *const jinguo_report,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut inputs = handle::change(inputs, "inputs")?;
        let scorecards = handle::borrow(scorecards, "scorecards")?;
        let report = handle::borrow(report, "report")?;
        inputs.take_measures(scorecards, report.report())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Fills every input that is last year's value of an input from a measure, from last year's report.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, unknown_measure; nothing is filled then.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_inputs_take_last_year(
    inputs: *mut jinguo_inputs,
    scorecards: *const jinguo_scorecards,
    report: *const jinguo_report,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut inputs = handle::change(inputs, "inputs")?;
        let scorecards = handle::borrow(scorecards, "scorecards")?;
        let report = handle::borrow(report, "report")?;
        inputs.take_last_year(scorecards, report.report())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Fills every input that flows from plan and ledger: from measures, from observations, and last year's values of both. The day of
/// evaluation becomes that of the evaluation.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_parameter for inputs of another day, unknown_unit, overflow, bad_period, and
/// what `jinguo_scorecards_fits` refuses; nothing is filled then.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_inputs_take(
    inputs: *mut jinguo_inputs,
    scorecards: *const jinguo_scorecards,
    evaluation: *const jinguo_evaluation,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let mut inputs = handle::change(inputs, "inputs")?;
        let scorecards = handle::borrow(scorecards, "scorecards")?;
        let evaluation = handle::borrow(evaluation, "evaluation")?;
        inputs.take(scorecards, evaluation)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees inputs. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_inputs_free(inputs: *mut jinguo_inputs) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(inputs) }
}
