//! Exact numbers: rounding for a view, and ranks.
#![allow(unsafe_code, reason = "exported functions")]

use crate::error::jinguo_error;
use crate::guard::guard;
use crate::handle::OutHandle;
use crate::memory::{items, items_out, misuse, text};
use crate::text::jinguo_text;
use crate::words;
use jinguo::error::{Code, Error, Words};
use jinguo::number::{Rational, Rounding};
use jinguo::performance::rank;

fn overflow(parameter: &str) -> Error {
    misuse(Code::Overflow, parameter, "", Words::default())
}

/// Rounds an exact number for a view, such as `7/8` as a percentage with one digit: factor 100, digits 1, `87.5`.
///
/// - `number`: a number as the library writes it: a decimal, a percentage, a fraction or a whole number.
/// - `factor`: what it is multiplied by first; 1 leaves it, 100 makes a percentage.
/// - `mode`: one of `JINGUO_ROUND_*`; the plan's own rule, if it has one.
/// - `digits`: digits after the point, 0 to 12; exactly so many are written.
/// - `out_text`: the rounded number, owned by the caller. NULL on failure.
///
/// Thread rule: any thread. Statuses: null_pointer, bad_length, not_text, bad_number, bad_parameter, overflow.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_number_round(
    number: *const u8,
    number_len: usize,
    factor: i64,
    mode: u32,
    digits: u32,
    out_text: *mut *mut jinguo_text,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let out = OutHandle::<jinguo_text>::new(out_text, "out_text")?;
        let written = text(number, number_len, "number")?;
        let number: Rational = written.parse().map_err(|_| {
            let expected = Words::new(
                "应为整数、小数、百分数或分数",
                "a whole number, decimal, percentage or fraction",
            );
            misuse(Code::BadNumber, "number", written, expected)
        })?;
        let mode = words::rounding(mode)?;
        let digits = u8::try_from(digits)
            .ok()
            .filter(|digits| *digits <= 12)
            .ok_or_else(|| words::unknown(digits, 12, "digits"))?;
        let scaled = number
            .times(Rational::integer(factor))
            .ok_or_else(|| overflow("factor"))?;
        let rounded = Rounding { mode, digits }.text(scaled);
        out.give(rounded.ok_or_else(|| overflow("digits"))?.into());
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Ranks values; a value that is not there has no rank. Ranks are given as fractions, because an average rank may be a half.
///
/// - `numerators`, `denominators`: the values, `value_count` of each; a denominator of 0 is a value that is not there.
/// - `first`: `JINGUO_FIRST_HIGHEST` or `JINGUO_FIRST_LOWEST`.
/// - `method`: one of `JINGUO_RANK_*`.
/// - `out_numerators`, `out_denominators`: arrays of the caller, `value_count` items each, for the ranks; a denominator of 0 is
///   no rank. Untouched on failure.
///
/// Null rule: arrays may be NULL where `value_count` is 0.
/// Thread rule: any thread. Statuses: null_pointer, bad_length, bad_parameter, overflow.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jinguo_rank(
    numerators: *const i64,
    denominators: *const i64,
    value_count: usize,
    first: u32,
    method: u32,
    out_numerators: *mut i64,
    out_denominators: *mut i64,
    out_error: *mut *mut jinguo_error,
) -> i32 {
    // SAFETY: the caller keeps the contract of the header.
    let body = || unsafe {
        let numerators = items(numerators, value_count, "numerators")?;
        let denominators = items(denominators, value_count, "denominators")?;
        let values: Vec<Option<Rational>> = numerators
            .iter()
            .zip(denominators)
            .map(|(above, below)| Rational::new(i128::from(*above), i128::from(*below)))
            .collect();
        let ranks = rank(&values, words::first(first)?, words::rank_method(method)?);
        let pairs = ranks
            .into_iter()
            .map(|rank| {
                rank.map_or(Some((0, 0)), pair)
                    .ok_or_else(|| overflow("value_count"))
            })
            .collect::<Result<Vec<(i64, i64)>, Error>>()?;
        let above = items_out(out_numerators, value_count, "out_numerators")?;
        let below = items_out(out_denominators, value_count, "out_denominators")?;
        for ((above, below), pair) in above.iter_mut().zip(below).zip(pairs) {
            (*above, *below) = pair;
        }
        Ok(())
    };
    // SAFETY: as above.
    unsafe { guard(out_error, body) }
}

/// Numerator and denominator, where both fit into 64 bits.
pub(crate) fn pair(number: Rational) -> Option<(i64, i64)> {
    i64::try_from(number.numerator())
        .ok()
        .zip(i64::try_from(number.denominator()).ok())
}
