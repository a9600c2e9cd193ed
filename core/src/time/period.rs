//! Measurement periods.

use super::{Day, Interval, MonthEnd, months_before};
use serde::{Deserialize, Serialize};

/// A term of a school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// From the start of the school year to the day before the spring term.
    Autumn,
    /// From the start of the spring term to the end of the school year.
    Spring,
}

/// The measurement period (统计期) of a plan or a measure. There is no default: every plan names one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Period {
    /// 自然年: 1 January to 31 December of the year.
    CalendarYear(i32),
    /// 学年: from `starts_on` of the year `begins` to the day before it a year later.
    SchoolYear {
        /// The calendar year in which the school year begins.
        begins: i32,
        /// Month and day on which it begins, such as `09-01`.
        starts_on: MonthDay,
    },
    /// 学期: the autumn or spring term of a school year.
    SchoolTerm {
        /// The calendar year in which the school year begins.
        begins: i32,
        /// Which term.
        term: Term,
        /// Month and day on which the school year and its autumn term begin.
        starts_on: MonthDay,
        /// Month and day of the next calendar year on which the spring term begins.
        spring_starts_on: MonthDay,
    },
    /// Any first and last day, both included, such as 1 December to 30 November.
    Range {
        /// First day.
        first: Day,
        /// Last day, included.
        last: Day,
    },
    /// 滚动: the `months` months that end with the day of evaluation.
    RollingMonths {
        /// How many months, 1 to 1,200.
        months: u16,
        /// What to do where a month has no such day.
        month_end: MonthEnd,
    },
}

/// Month and day without a year, `MM-DD`; 29 February is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

impl MonthDay {
    /// The day in a year (1–9999).
    pub fn in_year(self, year: i32) -> Option<Day> {
        Day::from_ymd(year, u32::from(self.month), u32::from(self.day))
    }
}

impl std::str::FromStr for MonthDay {
    type Err = super::NotADay;

    fn from_str(text: &str) -> Result<Self, super::NotADay> {
        // 2001 is a common year, so that 29 February does not pass.
        let day: Day = format!("2001-{text}").parse()?;
        let (_, month, date) = day.ymd();
        Ok(Self {
            month: u8::try_from(month).map_err(|_| super::NotADay)?,
            day: u8::try_from(date).map_err(|_| super::NotADay)?,
        })
    }
}

impl Serialize for MonthDay {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&format!("{:02}-{:02}", self.month, self.day))
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse()
            .map_err(|_| serde::de::Error::custom("expected month and day such as `09-01`"))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for MonthDay {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "MonthDay".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "description": "Month and day, MM-DD.", "type": "string", "format": "month_day" })
    }
}

impl Period {
    /// The days of the period for an evaluation on `as_of`; only rolling months depend on that day.
    /// `None` where the period has no day or leaves the years 1 to 9999.
    ///
    /// ```
    /// use jinguo::time::{Day, MonthEnd, Period};
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let rolling = Period::RollingMonths { months: 12, month_end: MonthEnd::Down };
    /// let days = rolling.days(day("2022-06-30")).unwrap();
    /// assert_eq!((days.first(), days.last()), (Some(day("2021-07-01")), Some(day("2022-06-30"))));
    /// ```
    pub fn days(&self, as_of: Day) -> Option<Interval> {
        let (first, last) = match *self {
            Self::CalendarYear(year) => (Day::from_ymd(year, 1, 1)?, Day::from_ymd(year, 12, 31)?),
            Self::SchoolYear { begins, starts_on } => (
                starts_on.in_year(begins)?,
                starts_on.in_year(begins.checked_add(1)?)?.previous(),
            ),
            Self::SchoolTerm {
                begins,
                term,
                starts_on,
                spring_starts_on,
            } => {
                let next = begins.checked_add(1)?;
                let spring = spring_starts_on.in_year(next)?;
                match term {
                    Term::Autumn => (starts_on.in_year(begins)?, spring.previous()),
                    Term::Spring => (spring, starts_on.in_year(next)?.previous()),
                }
            }
            Self::Range { first, last } => (first, last),
            Self::RollingMonths { months, month_end } => {
                (months_before(as_of, months, month_end)?.next(), as_of)
            }
        };
        let days = Interval::closed(Some(first), Some(last));
        (!days.is_empty()).then_some(days)
    }

    /// The same period a year before, to compare with; one of rolling months moves with the day of evaluation and stays.
    /// `None` where it leaves the years 1 to 9999.
    ///
    /// ```
    /// use jinguo::time::{Day, Period};
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let office_year = Period::Range { first: day("2023-03-01"), last: day("2024-02-29") };
    /// let before = Period::Range { first: day("2022-03-01"), last: day("2023-02-28") };
    /// assert_eq!(office_year.year_before(), Some(before));
    /// assert_eq!(Period::CalendarYear(2022).year_before(), Some(Period::CalendarYear(2021)));
    /// ```
    pub fn year_before(&self) -> Option<Self> {
        let mut before = self.clone();
        match &mut before {
            Self::CalendarYear(year) => *year = year.checked_sub(1)?,
            Self::SchoolYear { begins, .. } | Self::SchoolTerm { begins, .. } => {
                *begins = begins.checked_sub(1)?;
            }
            Self::Range { first, last } => {
                // The day after the last one moves, so that the end of February stays the end of February.
                *first = months_before(*first, 12, MonthEnd::Up)?;
                *last = months_before(last.next(), 12, MonthEnd::Up)?.previous();
            }
            Self::RollingMonths { .. } => {}
        }
        Some(before)
    }

    /// Whether the period moves with the day of evaluation.
    pub fn is_rolling(&self) -> bool {
        matches!(self, Self::RollingMonths { .. })
    }

    /// The first day on which something done on `day` no longer counts: the day after the period, or for rolling
    /// months the first day of evaluation whose window starts after it.
    pub fn expires(&self, day: Day) -> Option<Day> {
        match *self {
            Self::RollingMonths { months, month_end } => {
                // INVARIANT: months_before is monotone in its day, so a short walk from the naive guess is exact.
                let gone = |candidate: Day| {
                    months_before(candidate, months, month_end).is_some_and(|start| day <= start)
                };
                let mut candidate = super::add_months(day, i32::from(months), MonthEnd::Down)?.plus(-4);
                while !gone(candidate) {
                    if candidate == Day::LAST {
                        return None;
                    }
                    candidate = candidate.next();
                }
                Some(candidate)
            }
            _ => self.days(day).and_then(Interval::last).map(Day::next),
        }
    }
}
