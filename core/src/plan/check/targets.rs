//! Targets: one form that fits the scoring, days in the period, steps in order.

use super::at::At;
use super::dated::empty;
use super::known::Known;
use super::periods;
use super::sink::Sink;
use crate::error::{Code, Words};
use crate::number::Rational;
use crate::plan::{Measure, Scope, Scoring, Target, VocabularyList};
use crate::time::{Day, Interval};

pub(super) fn check(known: &Known<'_>, sink: &mut Sink, at: &At<'_>, measure: &Measure) {
    let at = at.key("targets");
    let period = periods::of(known.document, measure);
    for (place, target) in measure.targets.iter().enumerate() {
        let at = at.item(place);
        form(sink, &at, measure.scoring, target);
        empty(sink, &at, target.first, target.last);
        for (key, day) in [
            ("first", target.first),
            ("last", target.last),
            ("due", target.due),
        ] {
            inside(sink, &at.key(key), period, day);
        }
        if let Some(scope) = &target.scope {
            self::scope(known, sink, &at.key("scope"), scope);
        }
        steps(sink, &at, period, target);
    }
}

/// Exactly one of `rate`, `count` and `every_one`, and the right one.
fn form(sink: &mut Sink, at: &At<'_>, scoring: Scoring, target: &Target) {
    let forms = [
        ("rate", target.rate.is_some()),
        ("count", target.count.is_some()),
        ("every_one", target.every_one),
    ];
    let given: Vec<&str> = forms
        .iter()
        .filter(|(_, given)| *given)
        .map(|(key, _)| *key)
        .collect();
    match given.as_slice() {
        [key] => {
            let fits = (*key == "count") == (scoring == Scoring::Count);
            if !fits {
                let expected = match scoring {
                    Scoring::Count => {
                        Words::new("应写 `count`：这是数量指标", "`count`: the measure is a count")
                    }
                    _ => Words::new(
                        "应写 `rate` 或 `every_one`：数量目标只用于数量指标",
                        "`rate` or `every_one`: only a count has a target of `count`",
                    ),
                };
                sink.fault(Code::TargetMismatch, &at.key(key), key, expected);
            }
        }
        [] if target.due.is_some() || !target.milestones.is_empty() => {
            let key = if target.due.is_some() { "due" } else { "milestones" };
            let found = target.due.map(|day| day.to_string()).unwrap_or_default();
            sink.fault(Code::DueWithoutTarget, &at.key(key), found, one_form());
        }
        several => sink.fault(Code::ExactlyOne, at, several.join(", "), one_form()),
    }
    if let Some(rate) = target.rate
        && (rate.is_negative() || rate > Rational::ONE)
    {
        let expected = Words::new(
            "应在 0 到 1 之间，如 \"0.95\" 或 \"95%\"",
            "0 to 1, such as \"0.95\" or \"95%\"",
        );
        sink.fault(Code::OutOfRange, &at.key("rate"), rate, expected);
    }
    if let Some(count) = target.count {
        if count.is_negative() {
            sink.fault(
                Code::OutOfRange,
                &at.key("count"),
                count,
                Words::new("应不小于 0", "0 or more"),
            );
        }
        if target.scope.as_ref().is_none_or(is_open) {
            let expected = Words::new(
                "应有 `scope`，写明单位、层级或类别",
                "a `scope` with units, levels or groups",
            );
            sink.fault(Code::TargetWithoutScope, at, "", expected);
        }
    }
}

fn one_form() -> Words {
    Words::new(
        "应恰好写 `rate`、`count`、`every_one` 之一",
        "exactly one of `rate`, `count`, `every_one`",
    )
}

fn is_open(scope: &Scope) -> bool {
    scope.unit.is_empty() && scope.level.is_empty() && scope.group.is_empty()
}

fn inside(sink: &mut Sink, at: &At<'_>, period: Option<Interval>, day: Option<Day>) {
    if let (Some(period), Some(day)) = (period, day)
        && !period.contains(day)
    {
        sink.fault(Code::OutsidePeriod, at, day, periods::within(period));
    }
}

fn scope(known: &Known<'_>, sink: &mut Sink, at: &At<'_>, scope: &Scope) {
    for (key, list, words) in [
        ("level", VocabularyList::Levels, &scope.level),
        ("group", VocabularyList::Groups, &scope.group),
    ] {
        let at = at.key(key);
        for (place, word) in words.iter().enumerate() {
            known.word(sink, list, &at.item(place), word);
        }
    }
}

/// Milestones: in the period and before the due day, later ones later and not smaller, none beyond the target.
fn steps(sink: &mut Sink, at: &At<'_>, period: Option<Interval>, target: &Target) {
    let goal = match (target.every_one, target.rate, target.count) {
        (true, _, _) => Some(Rational::ONE),
        (_, Some(rate), _) => Some(rate),
        (_, _, count) => count,
    };
    let due = target.due.or(period.and_then(Interval::last));
    let at = at.key("milestones");
    let mut before: Option<(Day, Rational)> = None;
    for (place, step) in target.milestones.iter().enumerate() {
        let at = at.item(place);
        let (day, value) = (at.key("day"), at.key("value"));
        inside(sink, &day, period, Some(step.day));
        if let Some(due) = due
            && step.day >= due
            && period.is_none_or(|period| period.contains(step.day))
        {
            let expected = Words::new(
                format!("应早于截止日期 {due}"),
                format!("a day before the due day, {due}"),
            );
            sink.fault(Code::BadMilestones, &day, step.day, expected);
        }
        if let Some((earlier, _)) = before
            && step.day <= earlier
        {
            let expected = Words::new(
                format!("应晚于上一步 {earlier}"),
                format!("a day after that of the step before, {earlier}"),
            );
            sink.fault(Code::BadMilestones, &day, step.day, expected);
        }
        let least = before.map_or(Rational::ZERO, |(_, value)| value);
        if step.value < least {
            let expected = Words::new(format!("应不小于 {least}"), format!("{least} or more"));
            sink.fault(Code::BadMilestones, &value, step.value, expected);
        }
        if let Some(goal) = goal
            && step.value > goal
        {
            let expected = Words::new(
                format!("应不超过目标 {goal}"),
                format!("at most the target, {goal}"),
            );
            sink.fault(Code::BadMilestones, &value, step.value, expected);
        }
        before = Some((step.day, step.value));
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::check::tests::{COUNT, PROPORTION, day, number, plan, said};
    use crate::plan::{Milestone, PlanDocument, Scope, Target};

    fn with(measure: usize, change: impl FnOnce(&mut Target)) -> PlanDocument {
        let mut document = plan();
        change(&mut document.measures[measure].targets[0]);
        document
    }

    fn at(measure: usize, code: &str, rest: &str) -> String {
        format!("{code} /measures/{measure}/targets/0{rest}")
    }

    #[test]
    fn exactly_one_form_is_given() {
        let none = |target: &mut Target| (target.rate, target.due) = (None, None);
        assert_eq!(said(with(PROPORTION, none)), [at(PROPORTION, "exactly_one", "")]);
        let two = |target: &mut Target| target.every_one = true;
        assert_eq!(said(with(PROPORTION, two)), [at(PROPORTION, "exactly_one", "")]);
    }

    #[test]
    fn a_due_day_without_a_target_is_told() {
        let due = |target: &mut Target| (target.rate, target.due) = (None, Some(day("2022-06-30")));
        assert_eq!(
            said(with(PROPORTION, due)),
            [at(PROPORTION, "due_without_target", "/due")]
        );
    }

    #[test]
    fn the_form_fits_the_scoring() {
        let count = |target: &mut Target| {
            (target.rate, target.count) = (None, Some(number("5")));
            target.scope = Some(Scope {
                unit: vec!["u".into()],
                ..Scope::default()
            });
        };
        assert_eq!(
            said(with(PROPORTION, count)),
            [at(PROPORTION, "target_mismatch", "/count")]
        );
        let rate = |target: &mut Target| (target.rate, target.count) = (Some(number("1")), None);
        assert_eq!(said(with(COUNT, rate)), [at(COUNT, "target_mismatch", "/rate")]);
    }

    #[test]
    fn a_rate_above_one_and_a_count_below_nothing_are_refused() {
        let rate = |target: &mut Target| target.rate = Some(number("95"));
        assert_eq!(
            said(with(PROPORTION, rate)),
            [at(PROPORTION, "out_of_range", "/rate")]
        );
        let count = |target: &mut Target| target.count = Some(number("-1"));
        assert_eq!(said(with(COUNT, count)), [at(COUNT, "out_of_range", "/count")]);
    }

    #[test]
    fn a_count_says_whose_it_is() {
        let open = |target: &mut Target| target.scope = Some(Scope::default());
        assert_eq!(said(with(COUNT, open)), [at(COUNT, "target_without_scope", "")]);
        let none = |target: &mut Target| target.scope = None;
        assert_eq!(said(with(COUNT, none)), [at(COUNT, "target_without_scope", "")]);
    }

    #[test]
    fn days_lie_in_the_period() {
        let late = |target: &mut Target| target.due = Some(day("2023-01-01"));
        assert_eq!(
            said(with(PROPORTION, late)),
            [at(PROPORTION, "outside_period", "/due")]
        );
        let early = |target: &mut Target| target.first = Some(day("2021-12-31"));
        assert_eq!(
            said(with(PROPORTION, early)),
            [at(PROPORTION, "outside_period", "/first")]
        );
    }

    #[test]
    fn milestones_climb_to_the_target_before_the_due_day() {
        let steps = |list: &[(&str, &str)]| {
            let milestones: Vec<Milestone> = list
                .iter()
                .map(|(on, value)| Milestone {
                    day: day(on),
                    value: number(value),
                })
                .collect();
            let faults = said(with(PROPORTION, |target| {
                (target.rate, target.due) = (Some(number("0.9")), Some(day("2022-11-30")));
                target.milestones = milestones;
            }));
            faults
                .iter()
                .map(|fault| fault.split("/milestones").last().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(steps(&[("2022-03-31", "0.2"), ("2022-06-30", "0.9")]), [""; 0]);
        assert_eq!(
            steps(&[("2022-03-31", "0.5"), ("2022-06-30", "0.4")]),
            ["/1/value"]
        );
        assert_eq!(steps(&[("2022-06-30", "0.2"), ("2022-06-30", "0.4")]), ["/1/day"]);
        assert_eq!(steps(&[("2022-06-30", "0.91")]), ["/0/value"]);
        assert_eq!(steps(&[("2022-11-30", "0.9")]), ["/0/day"]);
        assert_eq!(steps(&[("2021-11-30", "-1")]), ["/0/day", "/0/value"]);
    }
}
