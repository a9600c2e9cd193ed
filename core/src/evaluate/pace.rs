//! Progress against time (序时进度): what should have been reached by now, and when it will be.

use super::criterion::Frame;
use crate::number::Rational;
use crate::plan::{Improvement, Measure, Plan, Target};
use crate::report::{PaceResult, Status};
use crate::time::Day;

/// Required and actual progress of a value towards a target. `None` where a day or a number is out of range.
pub(crate) fn pace(
    measure: &Measure,
    frame: Frame,
    as_of: Day,
    target: &Target,
    actual: Option<Rational>,
) -> Option<PaceResult> {
    let (actual, first, due) = (actual?, frame.period.first()?, target.due_day(frame));
    let elapsed = days(first, frame.at)?;
    let total = days(first, due)?;
    let goal = target.value();
    let required = if as_of > due {
        goal
    } else {
        required(target, first, due, frame.at)?
    };
    let ratio = match measure.improvement {
        Improvement::Increase => actual.over(required),
        Improvement::Decrease => required.over(actual),
    };
    let open = measure.improvement == Improvement::Increase && actual < goal && actual > Rational::ZERO;
    let projected_finish = if open {
        finish(first, elapsed, goal, actual)
    } else {
        None
    };
    Some(PaceResult {
        elapsed_days: elapsed,
        total_days: total,
        required,
        actual,
        ratio,
        projected_finish,
    })
}

/// Days from one to another, both included; at least 0.
fn days(first: Day, last: Day) -> Option<u32> {
    u32::try_from(last.days_since(first).checked_add(1)?.max(0)).ok()
}

/// The value required by the end of a day: 0 the day before the period, the target on the due day, and linear by days
/// from each milestone to the next.
fn required(target: &Target, first: Day, due: Day, at: Day) -> Option<Rational> {
    let goal = target.value();
    let steps = target
        .milestones
        .iter()
        .map(|step| (step.day, step.value))
        .filter(|(day, _)| *day < due);
    let (mut from_day, mut from) = (first.previous(), Rational::ZERO);
    for (day, value) in steps.chain([(due, goal)]) {
        if at <= day {
            let span = Rational::integer(i64::from(day.days_since(from_day)));
            let gone = Rational::integer(i64::from(at.days_since(from_day).max(0)));
            return from.plus(value.minus(from)?.times(gone)?.over(span)?);
        }
        (from_day, from) = (day, value);
    }
    Some(goal)
}

/// The day on which the target is reached at the pace so far: first − 1 + ⌈elapsed × target ÷ actual⌉ days.
fn finish(first: Day, elapsed: u32, goal: Rational, actual: Rational) -> Option<Day> {
    let needed = Rational::count(u64::from(elapsed))
        .times(goal)?
        .over(actual)?
        .ceil();
    let number = i32::try_from(needed.checked_sub(1)?.checked_add(i128::from(first.number()))?).ok()?;
    Day::from_number(number)
}

/// On track, at risk or off track, by the thresholds in force.
pub(crate) fn status(plan: &Plan, measure: &Measure, at: Day, pace: Option<&PaceResult>) -> Status {
    let Some(pace) = pace else {
        return Status::Undetermined;
    };
    // Nothing is required yet, or nothing was used up yet.
    let Some(ratio) = pace.ratio else {
        return Status::OnTrack;
    };
    let Some(thresholds) = plan.pace(measure, at) else {
        return Status::Undetermined;
    };
    if ratio >= thresholds.on_track {
        Status::OnTrack
    } else if ratio >= thresholds.at_risk {
        Status::AtRisk
    } else {
        Status::OffTrack
    }
}
