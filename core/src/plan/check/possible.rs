//! Criteria that nothing can meet: an empty range, days that never come, two tests that exclude each other.

use super::at::At;
use super::periods;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::number::Rational;
use crate::plan::{AttributeTest, Basis, Compare, Criterion, PersonTest};
use crate::time::{Day, Interval};
use std::fmt;

/// The numbers that a comparison lets pass.
#[derive(Clone, Copy)]
pub(super) struct Range {
    /// The bound, and whether the bound itself is shut out.
    low: Option<(Rational, bool)>,
    high: Option<(Rational, bool)>,
}

impl Range {
    pub(super) fn of(compare: &Compare) -> Self {
        let low = [
            compare.at_least.map(|bound| (bound, false)),
            compare.above.map(|bound| (bound, true)),
        ];
        let high = [
            compare.at_most.map(|bound| (bound, false)),
            compare.below.map(|bound| (bound, true)),
        ];
        Self {
            low: low.into_iter().flatten().max(),
            // Of two equal upper bounds the one that shuts itself out is the narrower.
            high: high
                .into_iter()
                .flatten()
                .min_by_key(|(bound, shut)| (*bound, !shut)),
        }
    }

    fn both(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: [self.high, other.high]
                .into_iter()
                .flatten()
                .min_by_key(|(bound, shut)| (*bound, !shut)),
        }
    }

    pub(super) fn is_empty(self) -> bool {
        match (self.low, self.high) {
            (Some((low, low_shut)), Some((high, high_shut))) => {
                low > high || (low == high && (low_shut || high_shut))
            }
            _ => false,
        }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |shut: bool, open: &'static str, closed: &'static str| if shut { open } else { closed };
        if let Some((low, shut)) = self.low {
            write!(f, "{} {low} ", sign(shut, ">", "≥"))?;
        }
        if let Some((high, shut)) = self.high {
            write!(f, "{} {high}", sign(shut, "<", "≤"))?;
        }
        Ok(())
    }
}

/// First and last day, each with its key: in order, and not wholly outside the days that can count.
pub(super) fn days(
    sink: &mut Sink,
    at: &At<'_>,
    first: (&str, Option<Day>),
    last: (&str, Option<Day>),
    possible: Option<Interval>,
) {
    let wanted = Interval::closed(first.1, last.1);
    if let (Some(start), Some(end)) = (first.1, last.1)
        && wanted.is_empty()
    {
        let expected = Words::new(format!("应不早于 {start}"), format!("a day not before {start}"));
        sink.fault(Code::ImpossibleCriterion, &at.key(last.0), end, expected);
    } else if let Some(possible) = possible
        && !possible.overlaps(wanted)
    {
        let (key, day) = match first {
            (key, Some(day)) if !Interval::closed(Some(day), None).overlaps(possible) => (key, Some(day)),
            _ => last,
        };
        let found = day.map(|day| day.to_string()).unwrap_or_default();
        let expected = match (possible.first(), possible.last()) {
            (None, Some(last)) => Words::new(format!("应不晚于 {last}"), format!("a day not after {last}")),
            _ => periods::within(possible),
        };
        sink.fault(Code::ImpossibleCriterion, &at.key(key), found, expected);
    }
}

/// Parts and tests that are compared with each other: nobody writes more by hand, and pairs grow fast.
const COMPARED: usize = 100;

/// Tests on one attribute that exclude each other.
pub(super) fn attributes(sink: &mut Sink, at: &At<'_>, tests: &[AttributeTest]) {
    for (place, test) in tests.iter().enumerate() {
        let earlier = tests.iter().take(place.min(COMPARED)).enumerate();
        let clash = earlier
            .filter(|(_, other)| other.id == test.id)
            .find(|(_, other)| {
                let words = disjoint(&other.one_of, &test.one_of);
                let ranges = other.compare.as_ref().zip(test.compare.as_ref());
                words || ranges.is_some_and(|(one, other)| clash(one, other))
            });
        if let Some((other, _)) = clash {
            excluded(sink, &at.item(place), at, other, &test.id);
        }
    }
}

/// Whether two comparisons, each possible by itself, leave nothing together.
fn clash(one: &Compare, other: &Compare) -> bool {
    let (one, other) = (Range::of(one), Range::of(other));
    !one.is_empty() && !other.is_empty() && one.both(other).is_empty()
}

/// Two lists without a common word. Lists with code sets change with time, and are let pass.
fn disjoint(one: &[String], other: &[String]) -> bool {
    let plain = |words: &[String]| !words.is_empty() && !words.iter().any(|word| word.starts_with('@'));
    plain(one) && plain(other) && !one.iter().any(|word| other.contains(word))
}

fn apart<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    !one.is_empty() && !other.is_empty() && !one.iter().any(|word| other.contains(word))
}

/// Parts of an `all` of which two exclude each other: of things a subject has only one of.
///
/// A unit has one level; an activity may have several hosts, each with its own, and units, persons and activities may
/// have several groups, roles and topics.
pub(super) fn together(sink: &mut Sink, at: &At<'_>, basis: Basis, parts: &[Criterion]) {
    for (place, part) in parts.iter().enumerate() {
        let mut earlier = parts.iter().take(place.min(COMPARED)).enumerate();
        if let Some((other, _)) = earlier.find(|(_, other)| exclude(basis, other, part)) {
            excluded(sink, &at.item(place), at, other, part.kind());
        }
    }
}

fn exclude(basis: Basis, one: &Criterion, other: &Criterion) -> bool {
    match (one, other) {
        (Criterion::Unit(one), Criterion::Unit(other)) => {
            basis != Basis::Event && one.valid_at == other.valid_at && disjoint(&one.level, &other.level)
        }
        (Criterion::Organisation(one), Criterion::Organisation(other)) => {
            disjoint(&one.kind, &other.kind) || apart(&one.mode, &other.mode)
        }
        (Criterion::Activity(one), Criterion::Activity(other)) => {
            disjoint(&one.kind, &other.kind) || apart(&one.status, &other.status)
        }
        (Criterion::Person(one), Criterion::Person(other)) => ages_apart(one, other),
        (Criterion::Observed(one), Criterion::Observed(other)) => {
            one.kind == other.kind && one.take == other.take && clash(&one.compare, &other.compare)
        }
        (Criterion::Not(one), other) | (other, Criterion::Not(one)) => **one == *other,
        _ => false,
    }
}

/// Ages at one instant that nobody can have together.
fn ages_apart(one: &PersonTest, other: &PersonTest) -> bool {
    let (Some(one), Some(other)) = (one.age, other.age) else {
        return false;
    };
    let above = |low: Option<u8>, high: Option<u8>| low.zip(high).is_some_and(|(low, high)| low >= high);
    one.at == other.at && (above(one.at_least, other.below) || above(other.at_least, one.below))
}

fn excluded(sink: &mut Sink, at: &At<'_>, list: &At<'_>, other: usize, found: &str) {
    let pointer = list.item(other).pointer();
    let expected = Words::new(
        format!("应能与 {pointer} 同时成立"),
        format!("something that can hold together with {pointer}"),
    );
    sink.fault(Code::ImpossibleCriterion, at, found, expected);
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{PROPORTION, criterion, plan, said};

    /// The faults of a denominator, with what follows its pointer, for a measure over units.
    fn unit(text: &str) -> Vec<String> {
        let mut document = plan();
        document.measures[1].denominator = Some(criterion(text));
        cut(said(document), "/measures/1/denominator")
    }

    /// The same for a measure over persons.
    fn person(text: &str) -> Vec<String> {
        let mut document = plan();
        document.measures[PROPORTION].denominator = Some(criterion(text));
        cut(said(document), &format!("/measures/{PROPORTION}/denominator"))
    }

    fn cut(faults: Vec<String>, at: &str) -> Vec<String> {
        faults.iter().map(|fault| fault.replace(at, "")).collect()
    }

    #[test]
    fn words_that_the_plan_does_not_know_are_told() {
        assert_eq!(
            unit(
                r#"{"unit": {"level": ["county", "vilage"], "group": ["@organs"], "attribute": [{"id": "x", "one_of": ["y"]}]}}"#
            ),
            [
                "unknown_vocabulary /unit/level/1",
                "unknown_set /unit/group/0",
                "unknown_vocabulary /unit/attribute/0/id"
            ]
        );
        assert_eq!(
            person(
                r#"{"participated": {"role": ["x"], "at_least": 1, "activity": {"status": ["held"], "kind": ["x"], "topic": ["x"], "host": {"level": ["x"]}},
                "headcount": {"audience": ["x"], "from": "host"}}}"#
            ),
            [
                "unknown_vocabulary /participated/role/0",
                "unknown_vocabulary /participated/activity/kind/0",
                "unknown_vocabulary /participated/activity/topic/0",
                "unknown_vocabulary /participated/activity/host/level/0",
                "unknown_vocabulary /participated/headcount/audience/0",
            ]
        );
        assert_eq!(
            unit(r#"{"observed": {"kind": "x", "take": "latest", "compare": {"above": 0}}}"#),
            ["unknown_vocabulary /observed/kind"]
        );
    }

    #[test]
    fn a_test_that_does_not_fit_the_basis_is_told() {
        assert_eq!(
            unit(
                r#"{"all": [{"person": {}}, {"not": {"organisation": {}}}, {"any": [{"activity": {"status": ["held"]}}]}, {"unit": {}}]}"#
            ),
            [
                "wrong_basis /all/0/person",
                "wrong_basis /all/1/not/organisation",
                "wrong_basis /all/2/any/0/activity"
            ]
        );
        assert_eq!(
            person(r#"{"all": [{"covered": {"by": {}, "at_least": 1}}, {"person": {}}]}"#),
            ["wrong_basis /all/0/covered"]
        );
    }

    #[test]
    fn an_empty_any_and_no_status_hold_for_nobody() {
        assert_eq!(unit(r#"{"any": []}"#), ["impossible_criterion /any"]);
        assert_eq!(unit(r#"{"all": []}"#), [""; 0]);
        assert_eq!(
            unit(r#"{"hosted": {"activity": {"status": []}, "at_least": 1, "reach": "below"}}"#),
            ["impossible_criterion /hosted/activity/status"]
        );
    }

    #[test]
    fn at_least_nothing_is_no_condition() {
        assert_eq!(
            unit(r#"{"covered": {"by": {}, "at_least": 0}}"#),
            ["out_of_range /covered/at_least"]
        );
    }

    #[test]
    fn ranges_that_hold_no_number_are_told() {
        let compare = |compare: &str| {
            unit(&format!(
                r#"{{"observed": {{"kind": "headcount", "take": "sum", "compare": {compare}}}}}"#
            ))
        };
        let at = "/observed/compare";
        assert_eq!(compare("{}"), [format!("too_few {at}")]);
        for bad in [
            r#"{"at_least": 2, "at_most": 1}"#,
            r#"{"above": 1, "at_most": 1}"#,
            r#"{"at_least": 1, "below": 1}"#,
            r#"{"at_least": 0, "above": 1, "at_most": 5, "below": 1}"#,
        ] {
            assert_eq!(compare(bad), [format!("impossible_criterion {at}")], "{bad}");
        }
        assert_eq!(compare(r#"{"at_least": 1, "at_most": 1}"#), [""; 0]);
    }

    #[test]
    fn ages_that_nobody_has_are_told() {
        let age = |bounds: &str| person(&format!(r#"{{"person": {{"age": {{"at": "as_of"{bounds}}}}}}}"#));
        assert_eq!(age(""), ["too_few /person/age"]);
        assert_eq!(
            age(r#", "at_least": 18, "below": 18"#),
            ["impossible_criterion /person/age"]
        );
        assert_eq!(age(r#", "below": 0"#), ["impossible_criterion /person/age"]);
        assert_eq!(age(r#", "at_least": 6, "below": 18"#), [""; 0]);
        assert_eq!(
            person(
                r#"{"all": [{"person": {"age": {"at": "as_of", "at_least": 18}}}, {"person": {"age": {"at": "as_of", "below": 18}}}]}"#
            ),
            ["impossible_criterion /all/1"]
        );
        assert_eq!(
            person(
                r#"{"all": [{"person": {"age": {"at": "as_of", "at_least": 18}}}, {"person": {"age": {"at": "period_first", "below": 18}}}]}"#
            ),
            [""; 0]
        );
    }

    #[test]
    fn days_that_never_come_are_told() {
        let hosted = |days: &str| {
            unit(&format!(
                r#"{{"hosted": {{"activity": {{"status": ["held"]{days}}}, "at_least": 1, "reach": "itself"}}}}"#
            ))
        };
        let at = "/hosted/activity";
        assert_eq!(
            hosted(r#", "first": "2022-06-30", "last": "2022-06-29""#),
            [format!("impossible_criterion {at}/last")]
        );
        assert_eq!(
            hosted(r#", "last": "2021-12-31""#),
            [format!("impossible_criterion {at}/last")]
        );
        assert_eq!(
            hosted(r#", "first": "2023-01-01", "last": "2023-12-31""#),
            [format!("impossible_criterion {at}/first")]
        );
        assert_eq!(
            hosted(r#", "first": "2021-06-01", "last": "2022-01-01""#),
            [""; 0]
        );
        assert_eq!(
            unit(r#"{"covered": {"by": {"established_first": "2023-01-01"}, "at_least": 1}}"#),
            ["impossible_criterion /covered/by/established_first"]
        );
        assert_eq!(
            unit(r#"{"covered": {"by": {"established_last": "1999-01-01"}, "at_least": 1}}"#),
            [""; 0]
        );
    }

    #[test]
    fn an_attribute_is_compared_or_listed() {
        let attribute = |tests: &str| unit(&format!(r#"{{"unit": {{"attribute": [{tests}]}}}}"#));
        assert_eq!(attribute(r#"{"id": "size"}"#), ["exactly_one /unit/attribute/0"]);
        assert_eq!(
            attribute(r#"{"id": "size", "one_of": ["1"], "compare": {"above": 0}}"#),
            ["exactly_one /unit/attribute/0"]
        );
        assert_eq!(
            attribute(r#"{"id": "size", "one_of": ["1"]}, {"id": "size", "one_of": ["2"]}"#),
            ["impossible_criterion /unit/attribute/1"]
        );
        assert_eq!(
            attribute(
                r#"{"id": "size", "compare": {"above": 3}}, {"id": "size", "compare": {"at_most": 3}}"#
            ),
            ["impossible_criterion /unit/attribute/1"]
        );
    }

    #[test]
    fn tests_that_exclude_each_other_are_told() {
        assert_eq!(
            unit(
                r#"{"all": [{"unit": {"level": ["city"]}}, {"unit": {}}, {"unit": {"level": ["county"]}}]}"#
            ),
            ["impossible_criterion /all/2"]
        );
        assert_eq!(
            unit(r#"{"all": [{"unit": {"group": ["organ"]}}, {"unit": {"group": ["firm"]}}]}"#),
            [""; 0]
        );
        assert_eq!(
            unit(r#"{"all": [{"not": {"unit": {"level": ["city"]}}}, {"unit": {"level": ["city"]}}]}"#),
            ["impossible_criterion /all/1"]
        );
    }
}
