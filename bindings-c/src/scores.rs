//! Scores of a cohort.
#![allow(unsafe_code, reason = "exported functions")]

use crate::day::day;
use crate::error::jinguo_error;
use crate::guard::{guard, json};
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::{Out, misuse, text};
use crate::text::{Text, jinguo_text};
use crate::words::{JINGUO_STATE_VALUE, state};
use jinguo::error::{Code, Words};
use jinguo::performance::Evaluation;

/// A scored cohort: points, ranks, grades, awards. A score is a proposal until somebody signs it.
///
/// Thread rule: does not change; any number of threads may use it at once.
/// Free it with `jinguo_scores_free`. It keeps what it needs of scorecards and inputs: both may be freed before.
pub struct jinguo_scores {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_scores {
    type Value = Evaluation;
    const NAME: &'static str = "jinguo_scores";
}

/// Everything that was found as canonical JSON: points, ranks, grades, gates and awards of each candidate.
///
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_json(
    scores: *const jinguo_scores,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        out.give(handle::borrow(scores, "scores")?.report()?.to_json()?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The points of a candidate for an item or section.
///
/// - `scorecard`, `part`, `candidate`: ids, UTF-8.
/// - `out_state`: one of `JINGUO_STATE_*`.
/// - `out_text`: the points, exact, owned by the caller; empty in a state other than `JINGUO_STATE_VALUE`. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text; unknown_subject where one of the three is not there.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_points(
    scores: *const jinguo_scores,
    scorecard: *const u8,
    scorecard_len: usize,
    part: *const u8,
    part_len: usize,
    candidate: *const u8,
    candidate_len: usize,
    out_state: *mut u32,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out_text = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let out_state = Out::new(out_state, "out_state")?;
        let scores = handle::borrow(scores, "scores")?;
        let scorecard = text(scorecard, scorecard_len, "scorecard")?;
        let part = text(part, part_len, "part")?;
        let candidate = text(candidate, candidate_len, "candidate")?;
        let points = scores.points(scorecard, part, candidate).ok_or_else(|| {
            let expected = Words::new(
                "应为已有的评分表、评分项和评分对象",
                "a scorecard, part and candidate that are there",
            );
            let found = format!("{scorecard}, {part}, {candidate}");
            misuse(Code::UnknownSubject, "", found, expected)
        })?;
        let (number, points) = match points {
            Ok(points) => (JINGUO_STATE_VALUE, points.to_string()),
            Err(other) => (state(other), String::new()),
        };
        out_state.give(number);
        out_text.give(points.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Why a candidate has its score in a scorecard, as a JSON object; `null` for names that are not there.
///
/// - `scorecard`, `candidate`: ids, UTF-8.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_explain(
    scores: *const jinguo_scores,
    scorecard: *const u8,
    scorecard_len: usize,
    candidate: *const u8,
    candidate_len: usize,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let scores = handle::borrow(scores, "scores")?;
        let scorecard = text(scorecard, scorecard_len, "scorecard")?;
        let candidate = text(candidate, candidate_len, "candidate")?;
        out.give(json(&scores.explain(scorecard, candidate))?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// A ranking as a JSON list, class by class, the first ones first, each with the distance to the next place; `null` for names that
/// are not there.
///
/// - `scorecard`, `ranking`: ids, UTF-8.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_ladder(
    scores: *const jinguo_scores,
    scorecard: *const u8,
    scorecard_len: usize,
    ranking: *const u8,
    ranking_len: usize,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let scores = handle::borrow(scores, "scores")?;
        let scorecard = text(scorecard, scorecard_len, "scorecard")?;
        let ranking = text(ranking, ranking_len, "ranking")?;
        out.give(json(&scores.ladder(scorecard, ranking))?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The statements of the points ledgers at the end of a day, as a JSON list.
///
/// - `day_number`: days since 1970-01-01.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_date.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_statements(
    scores: *const jinguo_scores,
    day_number: i32,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let scores = handle::borrow(scores, "scores")?;
        out.give(json(&scores.statements_at(day(day_number, "day_number")?))?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The candidates that a sample draws, as a JSON list with one cut for each class; empty for a sample that is not there.
///
/// - `sample`: its id, UTF-8.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_drawn(
    scores: *const jinguo_scores,
    sample: *const u8,
    sample_len: usize,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let scores = handle::borrow(scores, "scores")?;
        out.give(json(&scores.drawn(text(sample, sample_len, "sample")?))?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The fingerprint: SM3 digest over scorecards and inputs, which proves what gave the scores.
///
/// - `out_text`: 64 hexadecimal digits, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_fingerprint(
    scores: *const jinguo_scores,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        out.give(Text::from(handle::borrow(scores, "scores")?.fingerprint()?));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees scores. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_scores_free(scores: *mut jinguo_scores) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(scores) }
}
