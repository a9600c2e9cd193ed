//! Every day from 1990 to 2050 through every kind of period, and through the arithmetic of months and ages.

use jinguo::time::{Day, MonthEnd, Period, Term, add_months, months_before};
use jinguo_tests::reference;

/// Every day from 1 January 1990 to 31 December 2050.
fn days() -> impl Iterator<Item = Day> {
    let first: Day = "1990-01-01".parse().unwrap();
    (0..)
        .map(move |days| first.plus(days))
        .take_while(|day| day.ymd().0 <= 2050)
}

fn every_period(year: i32) -> Vec<Period> {
    let mut periods = vec![
        Period::CalendarYear(year),
        Period::SchoolYear {
            begins: year,
            starts_on: "09-01".parse().unwrap(),
        },
        Period::SchoolYear {
            begins: year,
            starts_on: "02-28".parse().unwrap(),
        },
        Period::Range {
            first: Day::from_ymd(year, 12, 1).unwrap(),
            last: Day::from_ymd(year + 1, 11, 30).unwrap(),
        },
    ];
    for term in [Term::Autumn, Term::Spring] {
        periods.push(Period::SchoolTerm {
            begins: year,
            term,
            starts_on: "09-01".parse().unwrap(),
            spring_starts_on: "02-14".parse().unwrap(),
        });
    }
    periods
}

fn rolling() -> Vec<Period> {
    let mut periods = Vec::new();
    for months in [1, 3, 6, 12, 18, 24] {
        for month_end in [MonthEnd::Down, MonthEnd::Up] {
            periods.push(Period::RollingMonths { months, month_end });
        }
    }
    periods
}

#[test]
fn there_are_61_years_of_days() {
    // 61 years, 15 of them with a leap day: 1992, 1996, …, 2048.
    assert_eq!(days().count(), 61 * 365 + 15);
}

#[test]
fn every_day_is_written_as_it_is_read() {
    for day in days() {
        assert_eq!(day.to_string().parse(), Ok(day));
        let (year, month, date) = day.ymd();
        assert_eq!(Day::from_ymd(year, month, date), Some(day));
        assert_eq!(Day::from_number(day.number()), Some(day));
    }
}

#[test]
fn every_day_lies_in_exactly_one_calendar_year_and_school_year() {
    for day in days() {
        let year = day.ymd().0;
        for kind in [0, 1, 2, 3] {
            let holding = (year - 2..=year + 1)
                .filter(|year| {
                    let period = every_period(*year).swap_remove(kind);
                    period.days(day).unwrap().contains(day)
                })
                .count();
            assert_eq!(holding, 1, "{day}, period {kind}");
        }
    }
}

#[test]
fn the_two_terms_are_the_school_year() {
    for year in 1990..=2050 {
        let periods = every_period(year);
        let days = |period: &Period| period.days(Day::FIRST).unwrap();
        let (autumn, spring) = (days(&periods[4]), days(&periods[5]));
        assert_eq!(autumn.last().unwrap().next(), spring.first().unwrap());
        assert_eq!((autumn.first(), spring.last()), {
            let year = days(&periods[1]);
            (year.first(), year.last())
        });
    }
}

#[test]
fn every_period_is_that_of_the_reference_on_every_day() {
    for day in days() {
        for period in rolling().iter().chain(&every_period(day.ymd().0)) {
            let engine = period.days(day).unwrap();
            let (first, last) = reference::period_days(period, day);
            assert_eq!(
                (engine.first(), engine.last()),
                (Some(first), Some(last)),
                "{day} {period:?}"
            );
        }
    }
}

/// The first day on which it no longer counts is the first whose window does not hold it, looked for day by day.
#[test]
fn what_was_done_expires_on_the_first_day_whose_window_leaves_it_out() {
    for period in rolling() {
        let mut candidate: Day = "1990-01-01".parse().unwrap();
        for day in days() {
            // The windows move forward, so the first day without it only moves forward as well.
            candidate = candidate.max(day);
            while period.days(candidate).unwrap().contains(day) {
                candidate = candidate.next();
            }
            assert_eq!(period.expires(day), Some(candidate), "{day} {period:?}");
        }
    }
}

#[test]
fn months_back_are_those_of_the_reference_and_never_cross() {
    for month_end in [MonthEnd::Down, MonthEnd::Up] {
        for months in [1u16, 2, 5, 12, 13, 48] {
            let mut before = Day::FIRST;
            for day in days() {
                let start = months_before(day, months, month_end).unwrap();
                let expected = reference::months_before(day.to_date(), u32::from(months), month_end);
                assert_eq!(start.to_date(), expected, "{day} − {months} {month_end:?}");
                assert!(before <= start, "{day}: a later day starts earlier");
                before = start;
                let back = add_months(start, i32::from(months), month_end).unwrap();
                // Only where the earlier month has no such day does the way back end elsewhere.
                let same_date = start.ymd().2 == day.ymd().2;
                assert_eq!(back == day, same_date, "{day} − {months} + {months}");
            }
        }
    }
}

#[test]
fn ages_are_those_of_the_reference_for_every_birthday() {
    let births = [
        "2004-02-29",
        "2004-02-28",
        "2004-03-01",
        "2003-12-31",
        "2000-01-01",
    ];
    for birth in births.map(|text| text.parse::<Day>().unwrap()) {
        for day in days() {
            let expected = reference::age(birth.to_date(), day.to_date());
            assert_eq!(i64::from(day.age_of(birth)), expected, "{birth} on {day}");
        }
    }
}
