//! Days, months and ages, straight from chrono.

use chrono::{Datelike, Days, Months, NaiveDate};
use jinguo::time::{Day, MonthEnd, Period, Term};

/// A chrono date as a day.
pub fn day(date: NaiveDate) -> Day {
    Day::from_ymd(date.year(), date.month(), date.day()).expect("a day between the years 1 and 9999")
}

/// The same day of the month, `months` earlier. Where that month has no such day, its last day (down) or the first
/// day of the month after it (up).
pub fn months_before(date: NaiveDate, months: u32, month_end: MonthEnd) -> NaiveDate {
    let clamped = date
        .checked_sub_months(Months::new(months))
        .expect("months stay within the calendar");
    if clamped.day() == date.day() || month_end == MonthEnd::Down {
        clamped
    } else {
        clamped + Days::new(1)
    }
}

/// Completed years of age on `date`. A birthday on 29 February comes on 1 March in a common year.
pub fn age(birth: NaiveDate, date: NaiveDate) -> i64 {
    // Count the birthdays one by one. Before the birth the count goes down in the same way.
    let birthday = |years: i64| {
        let year = birth.year() + i32::try_from(years).expect("a short life");
        NaiveDate::from_ymd_opt(year, birth.month(), birth.day())
            .unwrap_or_else(|| NaiveDate::from_ymd_opt(year, 3, 1).expect("1 March exists"))
    };
    let mut years = 0;
    while birthday(years + 1) <= date {
        years += 1;
    }
    while birthday(years) > date {
        years -= 1;
    }
    years
}

/// The first and the last day of a period, for an evaluation on `as_of`.
pub fn period_days(period: &Period, as_of: Day) -> (Day, Day) {
    let ymd = |year, month, date| Day::from_ymd(year, month, date).expect("a day of the calendar");
    match period {
        Period::CalendarYear(year) => (ymd(*year, 1, 1), ymd(*year, 12, 31)),
        Period::SchoolYear { begins, starts_on } => (
            starts_on.in_year(*begins).expect("the start of the school year"),
            before(starts_on.in_year(begins + 1).expect("the next school year")),
        ),
        Period::SchoolTerm {
            begins,
            term: Term::Autumn,
            starts_on,
            spring_starts_on,
        } => (
            starts_on.in_year(*begins).expect("the start of the autumn term"),
            before(spring_starts_on.in_year(begins + 1).expect("the spring term")),
        ),
        Period::SchoolTerm {
            begins,
            term: Term::Spring,
            starts_on,
            spring_starts_on,
        } => (
            spring_starts_on
                .in_year(begins + 1)
                .expect("the start of the spring term"),
            before(starts_on.in_year(begins + 1).expect("the next school year")),
        ),
        Period::Range { first, last } => (*first, *last),
        Period::RollingMonths { months, month_end } => {
            let start = months_before(as_of.to_date(), u32::from(*months), *month_end);
            (day(start + Days::new(1)), as_of)
        }
    }
}

fn before(date: Day) -> Day {
    day(date.to_date() - Days::new(1))
}
