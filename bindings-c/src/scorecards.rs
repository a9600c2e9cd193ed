//! Scorecards.
#![allow(unsafe_code, reason = "exported functions")]

use crate::day::day;
use crate::error::jinguo_error;
use crate::guard::{guard, json};
use crate::handle::{self, Opaque, OutHandle};
use crate::inputs::jinguo_inputs;
use crate::memory::text;
use crate::plan::jinguo_plan;
use crate::scores::jinguo_scores;
use crate::text::jinguo_text;
use jinguo::performance::{Scorecards, StepState};
use jinguo::time::Day;
use serde::Serialize;

/// Scorecards (评分表), awards and points ledgers that have passed every check.
///
/// Thread rule: does not change; any number of threads may use it at once.
/// Free it with `jinguo_scorecards_free`; scores that were made of it stay whole.
pub struct jinguo_scorecards {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_scorecards {
    type Value = Scorecards;
    const NAME: &'static str = "jinguo_scorecards";
}

/// Reads and checks a document of scorecards. The error object has every fault with JSON pointer, line and column.
///
/// - `name`: what messages call the text; may be NULL with length 0.
/// - `text`: the JSON, UTF-8. Not kept after the call.
/// - `out_scorecards`: the scorecards, owned by the caller. NULL on failure.
///
/// Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, and areas 2, 3 and 7.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scorecards_compile(
    name: *const u8,
    name_len: usize,
    text: *const u8,
    text_len: usize,
    out_scorecards: *mut *mut jinguo_scorecards,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_scorecards>::new(out_scorecards, "out_scorecards")?;
        let name = self::text(name, name_len, "name")?;
        let text = self::text(text, text_len, "text")?;
        out.give(Scorecards::from_json(name, text)?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Checks scorecards against the plan whose measures they use. The error object has every fault with JSON pointer.
///
/// Statuses: null_pointer, wrong_handle, unknown_measure, unknown_stratifier, unknown_vocabulary, unknown_clause, bad_parameter.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scorecards_fits(
    scorecards: *const jinguo_scorecards,
    plan: *const jinguo_plan,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let scorecards = handle::borrow(scorecards, "scorecards")?;
        scorecards.fits(handle::borrow(plan, "plan")?)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The document of scorecards as JSON.
///
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scorecards_describe(
    scorecards: *const jinguo_scorecards,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let scorecards = handle::borrow(scorecards, "scorecards")?;
        out.give(json(scorecards.document())?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The period of a scorecard and where each step of its calendar stands on a day, as a JSON object: `first` and `last` day, and
/// `steps` with `id` and `state`. A scorecard that is not there has neither days nor steps.
///
/// - `scorecard`: its id.
/// - `day_number`: days since 1970-01-01.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_date.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scorecards_calendar(
    scorecards: *const jinguo_scorecards,
    scorecard: *const u8,
    scorecard_len: usize,
    day_number: i32,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let scorecards = handle::borrow(scorecards, "scorecards")?;
        let scorecard = text(scorecard, scorecard_len, "scorecard")?;
        let day = day(day_number, "day_number")?;
        let period = scorecards.period(scorecard, day);
        let steps = scorecards.calendar(scorecard, day).into_iter();
        let calendar = Calendar {
            first: period.and_then(|period| period.first()),
            last: period.and_then(|period| period.last()),
            steps: steps.map(|(id, state)| Step { id, state }).collect(),
        };
        out.give(json(&calendar)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

#[derive(Serialize)]
struct Calendar<'a> {
    first: Option<Day>,
    last: Option<Day>,
    steps: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    id: &'a str,
    state: StepState,
}

/// Scores a cohort by every scorecard, and gives every award.
///
/// - `inputs`: stays as it is, and the caller's.
/// - `out_scores`: the scores, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, and areas 2, 3, 6 and 7.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scorecards_evaluate(
    scorecards: *const jinguo_scorecards,
    inputs: *const jinguo_inputs,
    out_scores: *mut *mut jinguo_scores,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_scores>::new(out_scores, "out_scores")?;
        let scorecards = handle::borrow(scorecards, "scorecards")?;
        let inputs = handle::borrow(inputs, "inputs")?;
        out.give(scorecards.evaluate(inputs.clone())?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees scorecards. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scorecards_free(scorecards: *mut jinguo_scorecards) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(scorecards) }
}
