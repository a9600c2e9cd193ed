//! Two targets of a measure for the same unit on the same day.

use super::at::At;
use super::dated::{both, not_with};
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::plan::{Measure, Scope, Target};
use crate::time::Interval;
use std::collections::BTreeMap;

/// Targets of one measure that are compared with each other.
const MAX_TARGETS: usize = 10_000;

/// Each target that overlaps an earlier one is told once, with the first such one.
///
/// The plan alone cannot always tell: whether a unit of a level is in a group is a fact. What is told here holds for
/// any units; the rest is found when facts are there.
pub(super) fn check(sink: &mut Sink, at: &At<'_>, measure: &Measure, period: Option<Interval>) {
    let at = at.key("targets");
    if measure.targets.len() > MAX_TARGETS {
        let expected = Words::new(
            format!("应不超过 {MAX_TARGETS} 个目标"),
            format!("at most {MAX_TARGETS} targets"),
        );
        return sink.fault(Code::TooMany, &at, measure.targets.len(), expected);
    }
    // Targets by the words of their scopes: two scopes that have a word in common, or one that has none.
    let mut by_word: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    let mut unscoped: Vec<usize> = Vec::new();
    for (place, target) in measure.targets.iter().enumerate() {
        let words = words(target);
        let scoped = !words.is_empty();
        let same = words.iter().filter_map(|word| by_word.get(word)).flatten();
        let any = if scoped { 0..0 } else { 0..place };
        let earlier = same.chain(&unscoped).copied().chain(any).filter(|other| {
            let other = measure.targets.get(*other);
            other.is_some_and(|other| share_days(other, target).is_some() && share_units(other, target))
        });
        let earlier = earlier
            .min()
            .and_then(|other| Some((other, measure.targets.get(other)?)));
        if let Some((other, first)) = earlier {
            let clause = |target: &Target| target.clause.clone().unwrap_or_else(|| measure.clause.clone());
            let shared = share_days(first, target).unwrap_or(Interval::ALWAYS);
            let shared = period.map_or(shared, |period| period.intersect(shared));
            sink.fault(
                Code::OverlappingValues,
                &at.item(place),
                both(&Some(clause(target)), shared),
                not_with(&at.item(other).pointer(), Some(&clause(first))),
            );
        }
        if scoped {
            for word in words {
                by_word.entry(word).or_default().push(place);
            }
        } else {
            unscoped.push(place);
        }
    }
}

fn lists(scope: &Scope) -> [&[String]; 3] {
    [&scope.unit, &scope.level, &scope.group]
}

/// The words of a target's scope, each with the number of its list.
fn words(target: &Target) -> Vec<(usize, &str)> {
    let lists = target.scope.iter().flat_map(lists).enumerate();
    lists
        .flat_map(|(list, words)| words.iter().map(move |word| (list, word.as_str())))
        .collect()
}

fn share_days(one: &Target, other: &Target) -> Option<Interval> {
    let shared = Interval::closed(one.first, one.last).intersect(Interval::closed(other.first, other.last));
    (!shared.is_empty()).then_some(shared)
}

/// Whether every unit that one scope takes by the words common to both is surely in the other scope: the lists of one
/// are among the lists of the other, and each list that both have shares a word.
fn share_units(one: &Target, other: &Target) -> bool {
    let all = Scope::default();
    let one = lists(one.scope.as_ref().unwrap_or(&all));
    let other = lists(other.scope.as_ref().unwrap_or(&all));
    let pairs = || one.iter().zip(other);
    let narrower = pairs().all(|(one, other)| !one.is_empty() || other.is_empty());
    let wider = pairs().all(|(one, other)| one.is_empty() || !other.is_empty());
    (narrower || wider)
        && pairs()
            .filter(|(one, other)| !one.is_empty() && !other.is_empty())
            .all(|(one, other)| one.iter().any(|word| other.contains(word)))
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{PROPORTION, day, plan, said};
    use crate::plan::{Plan, Scope, Target};

    fn scope(unit: &str, level: &str, group: &str) -> Option<Scope> {
        let list = |words: &str| words.split_whitespace().map(str::to_owned).collect();
        Some(Scope {
            unit: list(unit),
            level: list(level),
            group: list(group),
        })
    }

    /// The second of two targets with these scopes and last and first day.
    fn overlap(one: Option<Scope>, other: Option<Scope>, last: &str, first: &str) -> bool {
        let mut document = plan();
        let target = document.measures[PROPORTION].targets[0].clone();
        let given = |scope, first: &str, last: &str| Target {
            scope,
            first: first.parse().ok(),
            last: last.parse().ok(),
            ..target.clone()
        };
        document.measures[PROPORTION].targets = vec![given(one, "", last), given(other, first, "")];
        match said(document).as_slice() {
            [] => false,
            [fault] => {
                assert_eq!(
                    fault,
                    &format!("overlapping_values /measures/{PROPORTION}/targets/1")
                );
                true
            }
            more => panic!("{more:?}"),
        }
    }

    #[test]
    fn two_targets_for_one_unit_on_one_day_are_told() {
        assert!(overlap(None, None, "", ""));
        assert!(overlap(None, scope("u", "", ""), "", ""));
        assert!(overlap(
            scope("", "city county", ""),
            scope("", "county", ""),
            "",
            ""
        ));
        assert!(overlap(scope("", "city", ""), scope("", "city", "organ"), "", ""));
        assert!(overlap(
            scope("u v", "", ""),
            scope("v", "", ""),
            "2022-06-30",
            "2022-06-30"
        ));
    }

    #[test]
    fn targets_that_never_meet_or_may_not_meet_pass() {
        assert!(!overlap(None, None, "2022-06-30", "2022-07-01"));
        assert!(!overlap(scope("u", "", ""), scope("v", "", ""), "", ""));
        assert!(!overlap(scope("", "city", ""), scope("", "county", ""), "", ""));
        // Whether a county is an organ is a fact.
        assert!(!overlap(scope("", "county", ""), scope("", "", "organ"), "", ""));
        // A unit may be in several groups, but not in every pair of them.
        assert!(!overlap(scope("", "", "organ"), scope("", "", "firm"), "", ""));
    }

    #[test]
    fn an_overlap_names_both_targets_and_both_clauses() {
        let mut document = plan();
        let mut second = document.measures[PROPORTION].targets[0].clone();
        second.clause = Some("三".into());
        second.first = Some(day("2022-07-01"));
        document.measures[PROPORTION].targets.push(second);
        let error = Plan::from_document(document).unwrap_err();
        assert_eq!(
            error.zh(),
            "/measures/0/targets/1：两个取值的有效期重叠：读到 `三: 2022-07-01 – 2022-12-31`，应与 /measures/0/targets/0（条款 三.5） 的有效期不重叠 [3004]"
        );
    }
}
