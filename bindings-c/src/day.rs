//! Days as numbers: days since 1970-01-01, as `LocalDate.toEpochDay` of Java and `date32` of Arrow count them.
#![allow(unsafe_code, reason = "exported functions")]

use crate::error::jinguo_error;
use crate::guard::guard;
use crate::handle::OutHandle;
use crate::memory::{Out, misuse, text};
use crate::text::jinguo_text;
use jinguo::error::{Code, Error, Words};
use jinguo::time::Day;

/// A day from its number.
pub(crate) fn day(number: i32, parameter: &str) -> Result<Day, Error> {
    Day::from_number(number).ok_or_else(|| {
        let (first, last) = (Day::FIRST.number(), Day::LAST.number());
        let expected = Words::new(
            format!("应在 {first} 至 {last} 之间（1970-01-01 起的天数）"),
            format!("{first} to {last} days since 1970-01-01"),
        );
        misuse(Code::BadDate, parameter, number.to_string(), expected)
    })
}

fn no_such_day(found: &str, parameter: &str) -> Error {
    let expected = Words::new(
        "应为存在的日期，如 2022-06-30",
        "a day that exists, such as 2022-06-30",
    );
    misuse(Code::BadDate, parameter, found, expected)
}

/// The number of a day: days since 1970-01-01.
///
/// - `year`: 1 to 9999; `month`: 1 to 12; `day`: from 1.
/// - `out_day_number`: the number. Untouched on failure.
///
/// Thread rule: any thread. Statuses: null_pointer, bad_date.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_day_from_ymd(
    year: i32,
    month: u32,
    day: u32,
    out_day_number: *mut i32,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_day_number, "out_day_number")?;
        let found = Day::from_ymd(year, month, day);
        let found = found.ok_or_else(|| no_such_day(&format!("{year}-{month}-{day}"), "day"))?;
        out.give(found.number());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// The number of a day written as `2022-06-30`.
///
/// - `out_day_number`: the number. Untouched on failure.
///
/// Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, bad_date.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_day_from_text(
    day: *const u8,
    day_len: usize,
    out_day_number: *mut i32,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = Out::new(out_day_number, "out_day_number")?;
        let written = text(day, day_len, "day")?;
        let found: Day = written.parse().map_err(|_| no_such_day(written, "day"))?;
        out.give(found.number());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// A day written as `2022-06-30`, from its number.
///
/// - `out_text`: the day, owned by the caller. NULL on failure.
///
/// Thread rule: any thread. Statuses: null_pointer, bad_date.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_day_text(
    day_number: i32,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        out.give(day(day_number, "day_number")?.to_string().into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}
