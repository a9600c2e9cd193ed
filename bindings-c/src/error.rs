//! The error object: every fault of a call, with its place.
#![allow(unsafe_code, reason = "exported functions")]

use crate::guard::{OK, guard, json, status};
use crate::handle::{self, Opaque, OutHandle};
use crate::memory::{Out, count, item};
use crate::text::jinguo_text;
use crate::words;
use jinguo::error::{Error, Fault};
use serde::Serialize;

/// What was wrong with a call: all faults that were found, in the order of the input.
///
/// Thread rule: does not change; any number of threads may read it at once.
/// Free it with `jinguo_error_free`.
pub struct jinguo_error {
    _opaque: [u8; 0],
}

impl Opaque for jinguo_error {
    type Value = Error;
    const NAME: &'static str = "jinguo_error";
}

/// Text of a fault: the name of its code, such as `bad_date`.
pub const JINGUO_FAULT_NAME: u32 = 0;
/// Text of a fault: the document, file or table it stands in.
pub const JINGUO_FAULT_DOCUMENT: u32 = 1;
/// Text of a fault: the JSON pointer where it stands.
pub const JINGUO_FAULT_POINTER: u32 = 2;
/// Text of a fault: the column, key or parameter.
pub const JINGUO_FAULT_FIELD: u32 = 3;
/// Text of a fault: what was found.
pub const JINGUO_FAULT_FOUND: u32 = 4;
/// Text of a fault: what was expected, in Chinese.
pub const JINGUO_FAULT_EXPECTED_ZH: u32 = 5;
/// Text of a fault: what was expected, in English.
pub const JINGUO_FAULT_EXPECTED_EN: u32 = 6;
/// Text of a fault: all of it in one Chinese sentence.
pub const JINGUO_FAULT_SENTENCE_ZH: u32 = 7;
/// Text of a fault: all of it in one English sentence.
pub const JINGUO_FAULT_SENTENCE_EN: u32 = 8;

/// The status of the call that gave the error: the code of its first fault.
///
/// Returns `JINGUO_STATUS_NULL_POINTER` or `JINGUO_STATUS_WRONG_HANDLE` if `error` is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_error_status(error: *const jinguo_error) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    match unsafe { handle::borrow(error, "error") } {
        Ok(error) => status(error.code()),
        Err(misuse) => status(misuse.code()),
    }
}

/// How many faults were found.
///
/// Returns 0 if `error` is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_error_total(error: *const jinguo_error) -> u64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::borrow(error, "error") }.map_or(0, Error::total)
}

/// How many faults can be looked at, at most 1000; `jinguo_error_total` counts the others as well.
///
/// Returns 0 if `error` is none.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_error_count(error: *const jinguo_error) -> u64 {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::borrow(error, "error") }.map_or(0, |error| count(error.faults().len()))
}

/// The code of a fault.
///
/// - `index`: less than `jinguo_error_count`.
/// - `out_status`: the code. Untouched on failure.
///
/// Statuses: null_pointer, wrong_handle, index_out_of_range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_error_fault_status(
    error: *const jinguo_error,
    index: u64,
    out_status: *mut i32,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_status, "out_status")?;
        let error = handle::borrow(error, "error")?;
        out.give(status(item(error.faults(), index, "index")?.code));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Where a fault stands in numbers; 0 for what it does not have.
///
/// - `index`: less than `jinguo_error_count`.
/// - `out_row`: the row of the table or line of the file, from 1.
/// - `out_line`, `out_column`: line and column of the text, from 1.
///
/// Statuses: null_pointer, wrong_handle, index_out_of_range.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_error_fault_place(
    error: *const jinguo_error,
    index: u64,
    out_row: *mut u64,
    out_line: *mut u32,
    out_column: *mut u32,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out_row = Out::new(out_row, "out_row")?;
        let out_line = Out::new(out_line, "out_line")?;
        let out_column = Out::new(out_column, "out_column")?;
        let error = handle::borrow(error, "error")?;
        let place = &item(error.faults(), index, "index")?.place;
        out_row.give(place.row.unwrap_or(0));
        out_line.give(place.line.unwrap_or(0));
        out_column.give(place.column.unwrap_or(0));
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// One text of a fault; empty for what it does not have.
///
/// - `index`: less than `jinguo_error_count`.
/// - `part`: one of `JINGUO_FAULT_*`.
/// - `out_text`: the text, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, index_out_of_range, bad_parameter.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_error_fault_text(
    error: *const jinguo_error,
    index: u64,
    part: u32,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        let error = handle::borrow(error, "error")?;
        let fault = item(error.faults(), index, "index")?;
        out.give(part_of(fault, part)?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

fn part_of(fault: &Fault, part: u32) -> Result<String, Error> {
    let place = &fault.place;
    Ok(match part {
        JINGUO_FAULT_NAME => fault.code.name().to_owned(),
        JINGUO_FAULT_DOCUMENT => place.document.clone(),
        JINGUO_FAULT_POINTER => place.pointer.clone().unwrap_or_default(),
        JINGUO_FAULT_FIELD => place.field.clone().unwrap_or_default(),
        JINGUO_FAULT_FOUND => fault.found.clone(),
        JINGUO_FAULT_EXPECTED_ZH => fault.expected.zh.clone(),
        JINGUO_FAULT_EXPECTED_EN => fault.expected.en.clone(),
        JINGUO_FAULT_SENTENCE_ZH => fault.zh(),
        JINGUO_FAULT_SENTENCE_EN => fault.en(),
        other => return Err(words::unknown(other, JINGUO_FAULT_SENTENCE_EN, "part")),
    })
}

/// All faults as sentences, one a line.
///
/// - `language`: `JINGUO_LANGUAGE_ZH` or `JINGUO_LANGUAGE_EN`.
/// - `out_text`: the sentences, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle, bad_parameter.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_error_message(
    error: *const jinguo_error,
    language: u32,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        let error = handle::borrow(error, "error")?;
        let chinese = words::chinese(language)?;
        out.give(if chinese { error.zh() } else { error.en() }.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// All faults as a JSON object: `total` and the list `faults`, each with `number`, `code`, `place`, `found`, `expected`,
/// `zh` and `en`.
///
/// - `out_text`: the JSON, owned by the caller. NULL on failure.
///
/// Statuses: null_pointer, wrong_handle.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_error_json(
    error: *const jinguo_error,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::new(out_text, "out_text")?;
        let error = handle::borrow(error, "error")?;
        let faults = error.faults().iter().map(Said::new).collect();
        let total = error.total();
        out.give(json(&All { total, faults })?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

#[derive(Serialize)]
struct All<'a> {
    total: u64,
    faults: Vec<Said<'a>>,
}

/// A fault with what only its methods say.
#[derive(Serialize)]
struct Said<'a> {
    number: i32,
    #[serde(flatten)]
    fault: &'a Fault,
    zh: String,
    en: String,
}

impl<'a> Said<'a> {
    fn new(fault: &'a Fault) -> Self {
        Self {
            number: status(fault.code),
            fault,
            zh: fault.zh(),
            en: fault.en(),
        }
    }
}

/// The name of a status, such as `bad_date`, or `ok`: a NUL-terminated text that lives as long as the library is loaded.
/// NULL for a number that is no status.
///
/// Thread rule: any thread, at any time.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn jinguo_status_name(status: i32) -> *const std::ffi::c_char {
    if status == OK {
        return c"ok".as_ptr();
    }
    crate::status::NAMES
        .iter()
        .find(|(number, _)| *number == status)
        .map_or(std::ptr::null(), |(_, name)| name.as_ptr())
}

/// Frees an error. NULL is allowed and does nothing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_error_free(error: *mut jinguo_error) {
    // SAFETY: the caller keeps the contract of the header.
    unsafe { handle::free(error) }
}
