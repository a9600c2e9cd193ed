//! Dated values: each with a day, no two in force at once, and none missing where one is used.

use super::at::At;
use super::known::Known;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::order::Order;
use crate::plan::Dated;
use crate::time::{Day, Interval};

/// Clauses, empty intervals and overlaps of a list of dated values.
pub(super) fn values<T>(known: &Known<'_>, sink: &mut Sink, at: &At<'_>, values: &[Dated<T>]) {
    known.dated_clauses(sink, at, values);
    for (place, value) in values.iter().enumerate() {
        empty(sink, &at.item(place), value.first, value.last);
    }
    for (earlier, later) in overlaps(values) {
        let (Some(one), Some(other)) = (values.get(earlier), values.get(later)) else {
            continue;
        };
        let pointer = at.item(earlier).pointer();
        sink.fault(
            Code::OverlappingValues,
            &at.item(later),
            both(&other.clause, one.days().intersect(other.days())),
            not_with(&pointer, one.clause.as_deref()),
        );
    }
}

/// A last day before the first.
pub(super) fn empty(sink: &mut Sink, at: &At<'_>, first: Option<Day>, last: Option<Day>) {
    if let (Some(first), Some(last)) = (first, last)
        && last < first
    {
        let expected = Words::new(format!("应不早于 {first}"), format!("a day not before {first}"));
        sink.fault(Code::EmptyInterval, &at.key("last"), last, expected);
    }
}

/// For each value that overlaps one before it in time, the two places, the earlier in the list first.
fn overlaps<T>(values: &[Dated<T>]) -> Vec<(usize, usize)> {
    let mut order: Vec<(Interval, usize)> = values
        .iter()
        .enumerate()
        .map(|(place, value)| (value.days(), place))
        .filter(|(days, _)| !days.is_empty())
        .collect();
    order.order();
    let mut pairs = Vec::new();
    // The value that lasts longest among those that started before.
    let mut longest: Option<(Interval, usize)> = None;
    for (days, place) in order {
        match longest {
            Some((before, other)) if before.overlaps(days) => {
                pairs.push((place.min(other), place.max(other)));
                if lasts_longer(days, before) {
                    longest = Some((days, place));
                }
            }
            _ => longest = Some((days, place)),
        }
    }
    pairs.order();
    pairs
}

fn lasts_longer(days: Interval, than: Interval) -> bool {
    match (days.last(), than.last()) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(last), Some(other)) => last > other,
    }
}

/// The clause of a value and the days that it shares with another.
pub(super) fn both(clause: &Option<String>, days: Interval) -> String {
    let side = |day: Option<Day>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
    let shared = format!("{} – {}", side(days.first()), side(days.last()));
    match clause {
        Some(clause) => format!("{clause}: {shared}"),
        None => shared,
    }
}

/// “days other than those of … (clause …)”.
pub(super) fn not_with(pointer: &str, clause: Option<&str>) -> Words {
    let (zh, en) = clause.map_or_else(Default::default, |clause| {
        (format!("（条款 {clause}）"), format!(" (clause {clause})"))
    });
    Words::new(
        format!("应与 {pointer}{zh} 的有效期不重叠"),
        format!("no day in common with {pointer}{en}"),
    )
}

/// The first days without a value: in the days of a period, or between two values where the period moves.
pub(super) fn gap<T>(values: &[Dated<T>], period: Option<Interval>) -> Option<Interval> {
    let mut spans: Vec<(Day, Day)> = values
        .iter()
        .map(Dated::days)
        .filter(|days| !days.is_empty())
        .map(ends)
        .collect();
    spans.order();
    let (mut next, end) = match (period, spans.first()) {
        (Some(days), _) => ends(days),
        (None, Some((first, _))) => (*first, spans.iter().map(|span| span.1).max()?),
        (None, None) => (Day::FIRST, Day::LAST),
    };
    for (first, last) in spans {
        if first > next {
            let until = first.previous().min(end);
            return (next <= until).then(|| Interval::closed(Some(next), Some(until)));
        }
        if last == Day::LAST {
            return None;
        }
        next = next.max(last.next());
    }
    (next <= end).then(|| Interval::closed(Some(next), Some(end)))
}

fn ends(days: Interval) -> (Day, Day) {
    (
        days.first().unwrap_or(Day::FIRST),
        days.last().unwrap_or(Day::LAST),
    )
}

/// A hole in dated values that measure `user` needs.
pub(super) fn no_gap<T>(
    sink: &mut Sink,
    at: &At<'_>,
    values: &[Dated<T>],
    period: Option<Interval>,
    user: &str,
) {
    if let Some(missing) = gap(values, period) {
        let expected = Words::new(
            format!("应在指标 `{user}` 的统计期内每一天都有取值"),
            format!("a value on every day that measure `{user}` needs"),
        );
        sink.fault(Code::GapInValues, at, both(&None, missing), expected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::check::tests::{day, plan, said};

    fn value(first: &str, last: &str) -> Dated<u8> {
        Dated {
            first: first.parse().ok(),
            last: last.parse().ok(),
            clause: None,
            value: 0,
        }
    }

    #[test]
    fn a_value_that_shares_a_day_with_another_is_told_with_both_places() {
        let values = [
            value("2022-07-01", ""),
            value("", "2022-06-30"),
            value("2022-03-01", "2022-03-31"),
            value("2022-06-30", "2022-07-01"),
        ];
        assert_eq!(overlaps(&values), [(0, 3), (1, 2), (1, 3)]);
        assert_eq!(overlaps(&values[..2]), []);
    }

    #[test]
    fn the_first_hole_is_found() {
        let year = Some(Interval::closed(Some(day("2022-01-01")), Some(day("2022-12-31"))));
        let hole = |values: &[Dated<u8>], period| {
            gap(values, period).map(|days| {
                (
                    days.first().unwrap().to_string(),
                    days.last().unwrap().to_string(),
                )
            })
        };
        let span = |first: &str, last: &str| Some((first.to_owned(), last.to_owned()));
        assert_eq!(hole(&[value("", "")], year), None);
        assert_eq!(hole(&[], year), span("2022-01-01", "2022-12-31"));
        assert_eq!(
            hole(&[value("2022-02-01", "")], year),
            span("2022-01-01", "2022-01-31")
        );
        assert_eq!(
            hole(&[value("", "2022-11-30")], year),
            span("2022-12-01", "2022-12-31")
        );
        let two = [value("2022-06-01", ""), value("", "2022-03-31")];
        assert_eq!(hole(&two, year), span("2022-04-01", "2022-05-31"));
        assert_eq!(hole(&two, None), span("2022-04-01", "2022-05-31"));
        assert_eq!(hole(&[value("2022-06-01", "2022-07-01")], None), None);
        assert_eq!(
            hole(&[value("2023-01-01", "")], year),
            span("2022-01-01", "2022-12-31")
        );
    }

    #[test]
    fn overlapping_values_name_both_places_and_both_clauses() {
        let mut document = plan();
        let mut second = document.pace[0].clone();
        second.first = Some(day("2022-05-01"));
        second.clause = Some("三.5".into());
        document.pace.push(second);
        let error = crate::plan::Plan::from_document(document).unwrap_err();
        assert_eq!(
            error.en(),
            "/pace/1: two dated values overlap: found `三.5: 2022-05-01 – …`, expected no day in common with /pace/0 (clause 三) [3004]"
        );
    }

    #[test]
    fn a_value_that_ends_before_it_starts_is_told() {
        let mut document = plan();
        document.pace[0].first = Some(day("2022-05-01"));
        document.pace[0].last = Some(day("2022-04-30"));
        assert!(said(document).contains(&"empty_interval /pace/0/last".to_owned()));
    }
}
