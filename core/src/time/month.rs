//! Month arithmetic with a declared direction where the day does not exist.

use super::Day;
use serde::{Deserialize, Serialize};

/// Which neighbour is taken where a month has no such day: 31 January plus one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MonthEnd {
    /// The last day of the shorter month: 28 or 29 February.
    Down,
    /// The first day of the next month: 1 March.
    Up,
}

/// The same day of the month, `months` later (or earlier if negative); `None` outside the years 1 to 9999.
///
/// ```
/// use jinguo::time::{Day, MonthEnd, add_months};
/// let day: Day = "2012-01-31".parse().unwrap();
/// assert_eq!(add_months(day, 1, MonthEnd::Down), "2012-02-29".parse().ok());
/// assert_eq!(add_months(day, 1, MonthEnd::Up), "2012-03-01".parse().ok());
/// ```
pub fn add_months(day: Day, months: i32, month_end: MonthEnd) -> Option<Day> {
    let (year, month, date) = day.ymd();
    let (year, month) = shift(year, month, months)?;
    Day::from_ymd(year, month, date).or_else(|| {
        let (next_year, next_month) = shift(year, month, 1)?;
        let first_of_next = Day::from_ymd(next_year, next_month, 1)?;
        Some(match month_end {
            MonthEnd::Up => first_of_next,
            MonthEnd::Down => first_of_next.previous(),
        })
    })
}

/// [`add_months`] backwards.
pub fn months_before(day: Day, months: u16, month_end: MonthEnd) -> Option<Day> {
    add_months(day, i32::from(months).checked_neg()?, month_end)
}

fn shift(year: i32, month: u32, months: i32) -> Option<(i32, u32)> {
    let index = year
        .checked_mul(12)?
        .checked_add(i32::try_from(month).ok()?)?
        .checked_sub(1)?
        .checked_add(months)?;
    Some((
        index.div_euclid(12),
        u32::try_from(index.rem_euclid(12)).ok()?.checked_add(1)?,
    ))
}
