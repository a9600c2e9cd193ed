//! Evaluations.
#![allow(unsafe_code, reason = "exported functions")]

use crate::day::day;
use crate::error::jinguo_error;
use crate::gaps::jinguo_gaps;
use crate::guard::{guard, json};
use crate::handle::{self, Opaque, OutHandle};
use crate::ledger::jinguo_ledger;
use crate::memory::{optional_text, text};
use crate::plan::jinguo_plan;
use crate::report::{Rows, jinguo_report};
use crate::text::jinguo_text;
use jinguo::error::Error;
use jinguo::evaluate::{Evaluation, evaluate};
use jinguo::gap::{GapQuery, Subject, SubjectQuery};
use jinguo::json::argument;
use jinguo::report::{MoveQuery, Parameters};

/// A plan evaluated over a ledger.
///
/// Thread rule: does not change; any number of threads may use it at once.
/// Free it with `jinguo_evaluation_free`. It keeps what it needs of plan and ledger: both may be freed or changed before.
pub struct jinguo_evaluation {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_evaluation {
    type Value = Evaluation;
    const NAME: &'static str = "jinguo_evaluation";
}

/// Kind of a subject: a person, by key.
pub const JINGUO_SUBJECT_PERSON: u32 = 0;
/// Kind of a subject: a unit.
pub const JINGUO_SUBJECT_UNIT: u32 = 1;
/// Kind of a subject: an activity.
pub const JINGUO_SUBJECT_EVENT: u32 = 2;
/// Kind of a subject: an organisation.
pub const JINGUO_SUBJECT_ORGANISATION: u32 = 3;

fn subject(kind: u32, id: &str) -> Result<Subject, Error> {
    let id = id.to_owned();
    Ok(match kind {
        JINGUO_SUBJECT_PERSON => Subject::Person(id),
        JINGUO_SUBJECT_UNIT => Subject::Unit(id),
        JINGUO_SUBJECT_EVENT => Subject::Event(id),
        JINGUO_SUBJECT_ORGANISATION => Subject::Organisation(id),
        other => return Err(crate::words::unknown(other, JINGUO_SUBJECT_ORGANISATION, "kind")),
    })
}

/// The two days of an evaluation.
pub(crate) fn parameters(as_of_day_number: i32, known_at_day_number: i32) -> Result<Parameters, Error> {
    Ok(Parameters {
        as_of: day(as_of_day_number, "as_of_day_number")?,
        known_at: day(known_at_day_number, "known_at_day_number")?,
    })
}

/// A text of the caller: pointer and length.
type Given = (*const u8, usize);

/// Gives the report of an evaluation, of its own or of one that goes on.
pub(crate) fn give_report(evaluation: &Evaluation, out: OutHandle<jinguo_report>) -> Result<(), Error> {
    out.give(Rows::new(evaluation.report()?));
    Ok(())
}

/// Gives the result of one measure at one unit.
///
/// # Safety
/// As [`text`], for measure and unit.
pub(crate) unsafe fn give_result(
    evaluation: &Evaluation,
    measure: Given,
    unit: Given,
    out: OutHandle<jinguo_text>,
) -> Result<(), Error> {
    // SAFETY: the caller keeps the contract.
    let (measure, unit) = unsafe {
        (
            text(measure.0, measure.1, "measure")?,
            text(unit.0, unit.1, "unit")?,
        )
    };
    out.give(json(&evaluation.result(measure, unit)?)?.into());
    Ok(())
}

/// Gives a page of the gap list, from an offset on, at most so many.
///
/// # Safety
/// As [`text`], for measure and unit.
pub(crate) unsafe fn give_gaps(
    evaluation: &Evaluation,
    measure: Given,
    unit: Given,
    (offset, limit): (u64, u32),
    out: OutHandle<jinguo_gaps>,
) -> Result<(), Error> {
    // SAFETY: the caller keeps the contract.
    let (measure, unit) = unsafe {
        (
            text(measure.0, measure.1, "measure")?,
            optional_text(unit.0, unit.1, "unit")?,
        )
    };
    let query = GapQuery {
        measure: measure.to_owned(),
        unit: unit.map(str::to_owned),
        offset,
        limit,
    };
    out.give(crate::gaps::Page::new(evaluation.gaps(&query)?));
    Ok(())
}

/// Gives the reasons for the class of a subject, which is named by kind and id.
///
/// # Safety
/// As [`text`], for measure and id.
pub(crate) unsafe fn give_explanation(
    evaluation: &Evaluation,
    measure: Given,
    (kind, id): (u32, Given),
    out: OutHandle<jinguo_text>,
) -> Result<(), Error> {
    // SAFETY: the caller keeps the contract.
    let (measure, id) = unsafe {
        (
            text(measure.0, measure.1, "measure")?,
            text(id.0, id.1, "subject")?,
        )
    };
    out.give(json(&evaluation.explain(measure, &subject(kind, id)?)?)?.into());
    Ok(())
}

/// Evaluates a plan over a ledger: what was true by the end of one day, as it was known at the end of another.
///
/// - `as_of_day_number`, `known_at_day_number`: days since 1970-01-01.
/// - `out_evaluation`: the evaluation, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, broken_handle, bad_date, unit_cycle, overlapping_values, bad_period, overflow.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_evaluate(
    plan: *const jinguo_plan,
    ledger: *const jinguo_ledger,
    as_of_day_number: i32,
    known_at_day_number: i32,
    out_evaluation: *mut *mut jinguo_evaluation,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_evaluation>::new(out_evaluation, "out_evaluation")?;
        let plan = handle::borrow(plan, "plan")?;
        let ledger = handle::borrow(ledger, "ledger")?;
        let parameters = parameters(as_of_day_number, known_at_day_number)?;
        out.give(evaluate(plan, ledger, parameters)?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The report: all results, findings, and the fingerprint over plan, ledger and parameters.
///
/// - `out_report`: the report, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, overflow.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_evaluation_report(
    evaluation: *const jinguo_evaluation,
    out_report: *mut *mut jinguo_report,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_report>::new(out_report, "out_report")?;
        give_report(handle::borrow(evaluation, "evaluation")?, out)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The result of one measure at one unit, for everybody, as a JSON object with the keys that it has in the report; `null` where
/// the measure has nothing to say there. It does not compute the results of other units.
///
/// - `measure`, `unit`: identifiers, UTF-8.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text, overflow.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_evaluation_result(
    evaluation: *const jinguo_evaluation,
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
        let evaluation = handle::borrow(evaluation, "evaluation")?;
        give_result(evaluation, (measure, measure_len), (unit, unit_len), out)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// A page of the gap list: who is due and not validly met, in the order of the tree and then of ids.
///
/// - `measure`: the measure.
/// - `unit`: the unit, with all below it; NULL with length 0 for everywhere.
/// - `offset`: how many gaps to skip. `limit`: how many to give, at most 10,000.
/// - `out_gaps`: the page, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text, unknown_measure, unknown_unit; bad_parameter for a `limit` above 10,000,
/// and for a composite that is made of results and has no subjects: ask for the gaps of its components.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_evaluation_gaps(
    evaluation: *const jinguo_evaluation,
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
        let evaluation = handle::borrow(evaluation, "evaluation")?;
        let (measure, unit) = ((measure, measure_len), (unit, unit_len));
        give_gaps(evaluation, measure, unit, (offset, limit), out)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Why a subject has its class in a measure, step by step, as a JSON object.
///
/// - `measure`: the measure.
/// - `subject_kind`: one of `JINGUO_SUBJECT_*`; `subject`: its id.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_parameter, unknown_measure, unknown_subject.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_evaluation_explain(
    evaluation: *const jinguo_evaluation,
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
        let evaluation = handle::borrow(evaluation, "evaluation")?;
        let (measure, subject) = ((measure, measure_len), (subject, subject_len));
        give_explanation(evaluation, measure, (subject_kind, subject), out)
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// What changed between two evaluations, as a JSON object: who opened, who closed, who moved, and which numbers.
///
/// - `later`, `earlier`: of the same ledger or another, by the same plan or another version.
/// - `subjects`: how many subjects to name for each pair of classes.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, overflow.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_evaluation_difference(
    later: *const jinguo_evaluation,
    earlier: *const jinguo_evaluation,
    subjects: u32,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        let later = handle::borrow(later, "later")?;
        let earlier = handle::borrow(earlier, "earlier")?;
        out.give(json(&later.difference(earlier, subjects)?)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// A page of the subjects of some classes of a measure, as a JSON object: who is met, who is excluded, whose data are missing.
///
/// - `query`: which, as JSON: `{"measure":"…","unit":"…","classes":["met"],"offset":0,"limit":100}`. Without `unit` everywhere,
///   without `classes` every class but `outside`; `limit` at most 10,000.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_measure, unknown_unit; bad_parameter as for
/// `jinguo_evaluation_gaps`, and for the class `outside`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_evaluation_subjects(
    evaluation: *const jinguo_evaluation,
    query: *const u8,
    query_len: usize,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        let evaluation = handle::borrow(evaluation, "evaluation")?;
        let query: SubjectQuery = argument(text(query, query_len, "query")?, "query")?;
        out.give(json(&evaluation.subjects(&query)?)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// A page of those who moved from one class of a measure to another between two evaluations, and how many did by both classes, as a
/// JSON object. It computes no results.
///
/// - `later`, `earlier`: as for `jinguo_evaluation_difference`.
/// - `query`: which, as JSON: `{"measure":"…","unit":"…","from":"open","to":"met","offset":0,"limit":100}`. Without `unit`
///   everywhere, without `from` or `to` any class; `limit` at most 10,000, 0 for the counts alone.
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text, bad_json, wrong_type, unknown_measure, unknown_unit; bad_parameter as for
/// `jinguo_evaluation_gaps`.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_evaluation_moves(
    later: *const jinguo_evaluation,
    earlier: *const jinguo_evaluation,
    query: *const u8,
    query_len: usize,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        let later = handle::borrow(later, "later")?;
        let earlier = handle::borrow(earlier, "earlier")?;
        let query: MoveQuery = argument(text(query, query_len, "query")?, "query")?;
        out.give(json(&later.moves(earlier, &query)?)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees an evaluation. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_evaluation_free(evaluation: *mut jinguo_evaluation) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(evaluation) }
}
