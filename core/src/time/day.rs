//! A civil day.

use chrono::{Datelike, NaiveDate};
use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A civil day between 0001-01-01 and 9999-12-31, as the number of days since 1970-01-01.
///
/// ```
/// use jinguo::time::Day;
/// let day: Day = "2022-06-30".parse().unwrap();
/// assert_eq!(day.next().to_string(), "2022-07-01");
/// assert_eq!(Day::from_ymd(2022, 2, 30), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// Days from 0001-01-01 (day 1 of chrono's count) to 1970-01-01.
const EPOCH: i32 = 719_163;

impl Day {
    /// The first day, 0001-01-01.
    pub const FIRST: Self = Self(-719_162);
    /// The last day, 9999-12-31.
    pub const LAST: Self = Self(2_932_896);

    /// A day by year (1–9999), month and day; `None` if there is no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Self::from_date)
    }

    /// A day by its number since 1970-01-01; `None` outside the years 1 to 9999.
    pub fn from_number(number: i32) -> Option<Self> {
        (Self::FIRST.0..=Self::LAST.0)
            .contains(&number)
            .then_some(Self(number))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// Year, month (1–12) and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.to_date();
        (date.year(), date.month(), date.day())
    }

    /// The day as a chrono date.
    pub fn to_date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0.saturating_add(EPOCH)).unwrap_or(NaiveDate::MIN)
    }

    fn from_date(date: NaiveDate) -> Self {
        Self(date.num_days_from_ce().saturating_sub(EPOCH))
    }

    /// The day `days` later; it stops at the first and the last day.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days).clamp(Self::FIRST.0, Self::LAST.0))
    }

    /// The next day.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.plus(-1)
    }

    /// Days from `earlier` to this day; negative if it is later.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Completed years of age on this day of somebody born on `birth`: the birthday itself completes a year;
    /// who was born on 29 February completes it on 1 March of common years. Negative before the birth.
    ///
    /// ```
    /// use jinguo::time::Day;
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// assert_eq!(day("2022-06-29").age_of(day("2004-06-30")), 17);
    /// assert_eq!(day("2022-06-30").age_of(day("2004-06-30")), 18);
    /// assert_eq!(day("2022-02-28").age_of(day("2004-02-29")), 17);
    /// ```
    pub fn age_of(self, birth: Self) -> i32 {
        let (year, month, day) = self.ymd();
        let (born_year, born_month, born_day) = birth.ymd();
        let years = year.saturating_sub(born_year);
        if (month, day) < (born_month, born_day) {
            years.saturating_sub(1)
        } else {
            years
        }
    }

    /// The last birth day of those who have completed `years` years of age on this day.
    pub(crate) fn born_by(self, years: i32) -> Self {
        let (year, month, day) = self.ymd();
        let born = year.saturating_sub(years);
        // Only 29 February can be missing in the year of birth; the last birth day before it is the 28th.
        Self::from_ymd(born, month, day)
            .or_else(|| Self::from_ymd(born, month, day.saturating_sub(1)))
            .unwrap_or(Self::FIRST)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The text is not a day that exists, written as `2022-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day that exists, written as `2022-06-30`")]
pub struct NotADay;

impl Day {
    /// Reads `YYYY-MM-DD` from bytes; the only form that documents may use.
    pub fn parse_bytes(text: &[u8]) -> Result<Self, NotADay> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
            return Err(NotADay);
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0u32, |sum, digit| {
                let value = digit.wrapping_sub(b'0');
                (value <= 9).then(|| sum.wrapping_mul(10).wrapping_add(u32::from(value)))
            })
        };
        let (year, month, day) = (number(&[y1, y2, y3, y4]), number(&[m1, m2]), number(&[d1, d2]));
        match (year, month, day) {
            (Some(year), Some(month), Some(day)) => i32::try_from(year)
                .ok()
                .and_then(|year| Self::from_ymd(year, month, day))
                .ok_or(NotADay),
            _ => Err(NotADay),
        }
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        Self::parse_bytes(text.as_bytes())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "description": "A civil day, YYYY-MM-DD.", "type": "string", "format": "date" })
    }
}
