//! Exact numbers: rounding for a view, and ranks.

use crate::error::{Given, json, misuse};
use jinguo::error::{Code, Error, Words};
use jinguo::json::argument;
use jinguo::number::{Rational, Rounding, RoundingMode};
use jinguo::performance::{First, RankMethod, rank};
use wasm_bindgen::prelude::wasm_bindgen;

fn overflow(parameter: &str) -> Error {
    misuse(Code::Overflow, parameter, "", Words::default())
}

/// Rounds an exact number for a view.
#[wasm_bindgen]
pub fn round(number: &str, factor: i32, mode: &str, digits: u8) -> Given<String> {
    let value: Rational = number.parse().map_err(|_| {
        let expected = Words::new(
            "应为整数、小数、百分数或分数",
            "a whole number, decimal, percentage or fraction",
        );
        misuse(Code::BadNumber, "number", number, expected)
    })?;
    let mode: RoundingMode = argument(mode, "mode")?;
    let scaled = value.times(Rational::integer(i64::from(factor)));
    let scaled = scaled.ok_or_else(|| overflow("factor"))?;
    let text = Rounding { mode, digits }.text(scaled);
    Ok(text.ok_or_else(|| overflow("digits"))?)
}

/// Ranks values; a value that is not there has no rank.
#[wasm_bindgen(js_name = rank)]
pub fn rank_values(values: &str, first: &str, method: &str) -> Given<String> {
    let values: Vec<Option<Rational>> = argument(values, "values")?;
    let first: First = argument(first, "first")?;
    let method: RankMethod = argument(method, "method")?;
    json(&rank(&values, first, method))
}
