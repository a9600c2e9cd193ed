//! Periods: with days, in the years 1 to 9999.

use super::at::At;
use super::known::Known;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::plan::{Measure, PlanDocument};
use crate::time::{Day, Interval, Period};

/// The most months of a rolling period.
const MAX_MONTHS: u16 = 1200;

pub(super) fn check(known: &Known<'_>, sink: &mut Sink) {
    period(sink, &At::DOCUMENT.key("period"), &known.document.period);
    let at = At::DOCUMENT.key("measures");
    for (place, measure) in known.document.measures.iter().enumerate() {
        if let Some(own) = &measure.period {
            period(sink, &at.item(place).key("period"), own);
        }
    }
}

fn period(sink: &mut Sink, at: &At<'_>, period: &Period) {
    match period {
        Period::RollingMonths { months, .. } => {
            if !(1..=MAX_MONTHS).contains(months) {
                let expected = Words::new(
                    format!("应为 1 到 {MAX_MONTHS} 个月"),
                    format!("1 to {MAX_MONTHS} months"),
                );
                let at = at.key("rolling_months");
                sink.fault(Code::BadPeriod, &at.key("months"), months, expected);
            }
        }
        fixed => {
            if days(fixed).is_none() {
                let expected = Words::new(
                    "应在公元 1 年到 9999 年之间，止日不早于起日",
                    "days in the years 1 to 9999, the last not before the first",
                );
                sink.fault(Code::BadPeriod, at, "", expected);
            }
        }
    }
}

/// The days of a period that does not move.
pub(super) fn days(period: &Period) -> Option<Interval> {
    if period.is_rolling() {
        None
    } else {
        period.days(Day::FIRST)
    }
}

/// The days of a measure's period, unless they move or are wrong.
pub(super) fn of(document: &PlanDocument, measure: &Measure) -> Option<Interval> {
    days(measure.period.as_ref().unwrap_or(&document.period))
}

/// “within 2022-01-01 … 2022-12-31”.
pub(super) fn within(days: Interval) -> Words {
    let side = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let (first, last) = (side(days.first()), side(days.last()));
    Words::new(
        format!("应在 {first} 至 {last} 之间"),
        format!("a day from {first} to {last}"),
    )
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{day, plan, said};
    use crate::time::{MonthEnd, Period, Term};

    #[test]
    fn a_period_without_a_day_is_refused() {
        let school = |text: &str| text.parse().unwrap();
        let bad = [
            (Period::CalendarYear(0), ""),
            (Period::CalendarYear(10_000), ""),
            (
                Period::Range {
                    first: day("2022-12-01"),
                    last: day("2022-11-30"),
                },
                "",
            ),
            (
                Period::SchoolTerm {
                    begins: 9999,
                    term: Term::Spring,
                    starts_on: school("09-01"),
                    spring_starts_on: school("02-15"),
                },
                "",
            ),
            (
                Period::RollingMonths {
                    months: 0,
                    month_end: MonthEnd::Down,
                },
                "/rolling_months/months",
            ),
            (
                Period::RollingMonths {
                    months: 1201,
                    month_end: MonthEnd::Down,
                },
                "/rolling_months/months",
            ),
        ];
        for (period, inner) in bad {
            let mut document = plan();
            document.measures[0].period = Some(period);
            let faults = said(document);
            assert_eq!(faults, [format!("bad_period /measures/0/period{inner}")]);
        }
    }

    #[test]
    fn a_year_from_december_to_november_is_a_period() {
        let mut document = plan();
        document.period = Period::Range {
            first: day("2021-12-01"),
            last: day("2022-11-30"),
        };
        assert_eq!(said(document), [""; 0]);
    }
}
