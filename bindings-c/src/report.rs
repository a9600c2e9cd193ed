//! Reports: as JSON, and as a table of columns.
#![allow(unsafe_code, reason = "exported functions")]

mod table;

use crate::error::jinguo_error;
use crate::guard::guard;
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::{Out, OutBytes, count, text};
use crate::text::jinguo_text;
use crate::words::{self, JINGUO_NO_ROW};
pub use table::Rows;

/// A report: for each measure, unit and stratum, how far it has come. It is also a table: one row for each result, measure by
/// measure in the order of the plan, unit by unit in the order of the tree, the strata behind.
///
/// Thread rule: does not change; any number of threads may use it at once.
/// Free it with `jinguo_report_free`.
pub struct jinguo_report {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_report {
    type Value = Rows;
    const NAME: &'static str = "jinguo_report";
}

/// Numbers of a report: one of `JINGUO_STATE_*`.
pub const JINGUO_NUMBER_STATE: u32 = 0;
/// One of `JINGUO_STANDING_*`.
pub const JINGUO_NUMBER_STATUS: u32 = 1;
/// 已覆盖数, or for an opportunity composite the sum over components.
pub const JINGUO_NUMBER_NUMERATOR: u32 = 2;
/// 应覆盖数, or for an opportunity composite the sum over components.
pub const JINGUO_NUMBER_DENOMINATOR: u32 = 3;
/// Subjects in class excluded (不计入).
pub const JINGUO_NUMBER_EXCLUDED: u32 = 4;
/// Subjects in class excepted (有理由未完成).
pub const JINGUO_NUMBER_EXCEPTED: u32 = 5;
/// Subjects in class met (已覆盖).
pub const JINGUO_NUMBER_MET: u32 = 6;
/// Subjects in class void (无效完成).
pub const JINGUO_NUMBER_VOID: u32 = 7;
/// Subjects in class open (未覆盖, the due day has passed).
pub const JINGUO_NUMBER_OPEN: u32 = 8;
/// Subjects in class prospective (未覆盖, the due day is ahead).
pub const JINGUO_NUMBER_PROSPECTIVE: u32 = 9;
/// Subjects in class unknown.
pub const JINGUO_NUMBER_UNKNOWN: u32 = 10;
/// Numerator of the value in lowest terms; `JINGUO_NONE` where there is no value, or where it does not fit into 64 bits: the
/// text always has it.
pub const JINGUO_NUMBER_VALUE_NUMERATOR: u32 = 11;
/// Denominator of the value in lowest terms, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_VALUE_DENOMINATOR: u32 = 12;
/// Numerator of the lower bound, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_LOW_NUMERATOR: u32 = 13;
/// Denominator of the lower bound, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_LOW_DENOMINATOR: u32 = 14;
/// Numerator of the upper bound, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_HIGH_NUMERATOR: u32 = 15;
/// Denominator of the upper bound, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_HIGH_DENOMINATOR: u32 = 16;
/// Organisations that cover a due unit, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_ORGANISATIONS: u32 = 17;
/// Due units that an organisation covers, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_COVERED_UNITS: u32 = 18;
/// Due units, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_DUE_UNITS: u32 = 19;
/// Numerator of the target, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_TARGET_NUMERATOR: u32 = 20;
/// Denominator of the target, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_TARGET_DENOMINATOR: u32 = 21;
/// The due day of the target in days since 1970-01-01, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_DUE: u32 = 22;
/// 1 where the target is reached, 0 where not, `JINGUO_NONE` without a target.
pub const JINGUO_NUMBER_REACHED: u32 = 23;
/// Numerator of what is missing to the target, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_MISSING_NUMERATOR: u32 = 24;
/// Denominator of what is missing to the target, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_MISSING_DENOMINATOR: u32 = 25;
/// Numerator of actual ÷ required progress, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_PACE_NUMERATOR: u32 = 26;
/// Denominator of actual ÷ required progress, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_PACE_DENOMINATOR: u32 = 27;
/// The projected finish in days since 1970-01-01, or `JINGUO_NONE`.
pub const JINGUO_NUMBER_PROJECTED_FINISH: u32 = 28;

/// Texts of a report: the measure.
pub const JINGUO_TEXT_MEASURE: u32 = 0;
/// The title of the measure, in Chinese.
pub const JINGUO_TEXT_MEASURE_TITLE: u32 = 1;
/// The clause of the measure.
pub const JINGUO_TEXT_CLAUSE: u32 = 2;
/// The unit.
pub const JINGUO_TEXT_UNIT: u32 = 3;
/// The name of the unit.
pub const JINGUO_TEXT_UNIT_NAME: u32 = 4;
/// The level of the unit.
pub const JINGUO_TEXT_UNIT_LEVEL: u32 = 5;
/// The unit above.
pub const JINGUO_TEXT_UNIT_PARENT: u32 = 6;
/// The stratum as `stratifier=category`, with `;` between; empty for everybody.
pub const JINGUO_TEXT_STRATUM: u32 = 7;
/// The state, such as `value`.
pub const JINGUO_TEXT_STATE: u32 = 8;
/// The status, such as `on_track`.
pub const JINGUO_TEXT_STATUS: u32 = 9;
/// The value, exact: a decimal, else a fraction. Empty without a value.
pub const JINGUO_TEXT_VALUE: u32 = 10;
/// The target, exact.
pub const JINGUO_TEXT_TARGET: u32 = 11;
/// What is missing to the target, exact.
pub const JINGUO_TEXT_MISSING: u32 = 12;
/// The flags as `code=count`, with `;` between.
pub const JINGUO_TEXT_FLAGS: u32 = 13;
/// How the measure is scored: `proportion`, `count` or `composite`.
pub const JINGUO_TEXT_SCORING: u32 = 14;
/// What the measure counts: `person`, `unit`, `event` or `organisation`.
pub const JINGUO_TEXT_BASIS: u32 = 15;

/// The report as canonical JSON: the same inputs give the same bytes on every machine and through every binding.
///
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_report_json(
    report: *const jinguo_report,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        out.give(handle::borrow(report, "report")?.report().to_json()?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The fingerprint: SM3 digest over plan, ledger and parameters, which proves what gave the report.
///
/// - `out_data`, `out_len`: 64 hexadecimal digits without a NUL, lent by `report` as long as it lives.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_report_fingerprint(
    report: *const jinguo_report,
    out_data: *mut *const u8,
    out_len: *mut usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutBytes::new(out_data, out_len)?;
        out.lend(&handle::borrow(report, "report")?.report().fingerprint);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// How many rows the table of results has.
///
/// Returns 0 if `report` is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_report_row_count(report: *const jinguo_report) -> u64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::borrow(report, "report") }.map_or(0, |rows| count(rows.len()))
}

/// The row of a measure at a unit, for everybody.
///
/// - `measure`, `unit`: identifiers, UTF-8.
/// - `out_row`: the row, or `JINGUO_NO_ROW` where the report has none. Untouched on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_length, not_text.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_report_find(
    report: *const jinguo_report,
    measure: *const u8,
    measure_len: usize,
    unit: *const u8,
    unit_len: usize,
    out_row: *mut u64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_row, "out_row")?;
        let rows = handle::borrow(report, "report")?;
        let measure = text(measure, measure_len, "measure")?;
        let unit = text(unit, unit_len, "unit")?;
        out.give(rows.find(measure, unit).map_or(JINGUO_NO_ROW, count));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// A column of numbers, one for each row.
///
/// - `column`: one of `JINGUO_NUMBER_*`.
/// - `out_values`, `out_count`: the numbers, lent by `report` as long as it lives; `JINGUO_NONE` for what a row does not have.
///
/// Statuses: null_pointer, wrong_handle, bad_parameter.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_report_numbers(
    report: *const jinguo_report,
    column: u32,
    out_values: *mut *const i64,
    out_count: *mut usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out_values = Out::new(out_values, "out_values")?;
        let out_count = Out::new(out_count, "out_count")?;
        let rows = handle::borrow(report, "report")?;
        let numbers = rows
            .numbers(column)
            .ok_or_else(|| words::unknown(column, JINGUO_NUMBER_PROJECTED_FINISH, "column"))?;
        out_values.give(numbers.as_ptr());
        out_count.give(numbers.len());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// One number of one row.
///
/// - `row`: less than `jinguo_report_row_count`.
/// - `column`: one of `JINGUO_NUMBER_*`.
/// - `out_value`: the number, or `JINGUO_NONE`. Untouched on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_parameter, index_out_of_range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_report_number(
    report: *const jinguo_report,
    row: u64,
    column: u32,
    out_value: *mut i64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_value, "out_value")?;
        let rows = handle::borrow(report, "report")?;
        let numbers = rows
            .numbers(column)
            .ok_or_else(|| words::unknown(column, JINGUO_NUMBER_PROJECTED_FINISH, "column"))?;
        out.give(*crate::memory::item(numbers, row, "row")?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// One text of one row; empty for what it does not have.
///
/// - `row`: less than `jinguo_report_row_count`.
/// - `column`: one of `JINGUO_TEXT_*`.
/// - `out_data`, `out_len`: UTF-8 without a NUL, lent by `report` as long as it lives.
///
/// Statuses: null_pointer, wrong_handle, bad_parameter, index_out_of_range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_report_text(
    report: *const jinguo_report,
    row: u64,
    column: u32,
    out_data: *mut *const u8,
    out_len: *mut usize,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutBytes::new(out_data, out_len)?;
        let rows = handle::borrow(report, "report")?;
        let texts = rows
            .texts(column)
            .ok_or_else(|| words::unknown(column, JINGUO_TEXT_BASIS, "column"))?;
        out.lend(crate::memory::item(texts, row, "row")?);
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Frees a report. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_report_free(report: *mut jinguo_report) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(report) }
}
