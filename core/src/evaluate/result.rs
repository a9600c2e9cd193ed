//! From counts to results: state, value, target, pace, status, flags.

use super::counted::{Counted, Group};
use super::pace;
use super::sum::at;
use crate::error::Error;
use crate::ledger::rows::ix;
use crate::number::Rational;
use crate::plan::{Basis, CompositeMethod, Improvement, Measure, MissingData, Plan, Scoring, Target};
use crate::report::{
    Bounds, Flag, FlagCode, Official, OrganisationCounts, State, Status, TargetResult, UnitResult,
};
use crate::time::Day;

/// What is known of a value: its state, itself, and the counts it is made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Valued {
    pub(crate) state: State,
    pub(crate) value: Option<Rational>,
    pub(crate) numerator: u64,
    pub(crate) denominator: u64,
}

/// The value of a measure for a group at a unit.
pub(crate) fn value(plan: &Plan, measure: &Measure, counted: &Counted, group: &Group, unit: u32) -> Valued {
    let tally = group.tallies.at(unit);
    let classes = tally.classes;
    let unknown = if measure.missing == MissingData::Exclude {
        0
    } else {
        classes.unknown
    };
    let denominator = [
        classes.met,
        classes.void,
        classes.open,
        classes.prospective,
        unknown,
    ]
    .into_iter()
    .fold(0, u64::saturating_add);
    let mut valued = Valued {
        state: State::Value,
        value: None,
        numerator: classes.met,
        denominator,
    };
    if measure.scoring == Scoring::Composite {
        match measure.composite {
            Some(CompositeMethod::Opportunity) => {
                let sides = opportunity(plan, counted, unit);
                (valued.numerator, valued.denominator) = (sides.met, sides.due);
            }
            Some(CompositeMethod::Weighted) => (valued.numerator, valued.denominator) = (0, 0),
            Some(CompositeMethod::Linear) => valued.numerator = 0,
            Some(CompositeMethod::AllOrNothing) | None => {}
        }
    }
    if !counted.started || (tally.population == 0 && measure.scoring != Scoring::Count) {
        return Valued {
            state: State::NotApplicable,
            ..valued
        };
    }
    if measure.missing == MissingData::Refuse && missing(group, unit) > 0 {
        return Valued {
            state: State::Missing,
            ..valued
        };
    }
    let (state, value) = match measure.scoring {
        Scoring::Count => match group.sums.as_ref().and_then(|sums| sums.get(ix(unit))) {
            Some(sum) => match sum.total.value() {
                Some(total) => (State::Value, Some(total)),
                None => (State::Error, None),
            },
            None => (State::Value, Some(Rational::count(valued.numerator))),
        },
        Scoring::Proportion => ratio(valued.numerator, valued.denominator),
        Scoring::Composite => match measure.composite {
            Some(CompositeMethod::Linear) => {
                match group.linear.as_ref().and_then(|linear| linear.get(ix(unit))) {
                    Some(linear) if linear.subjects > 0 => match linear.mean() {
                        Some(mean) => (State::Value, Some(mean)),
                        None => (State::Error, None),
                    },
                    _ => (State::EmptyDenominator, None),
                }
            }
            Some(CompositeMethod::Weighted) => weighted(plan, counted, unit, false),
            _ => ratio(valued.numerator, valued.denominator),
        },
    };
    Valued {
        state,
        value,
        ..valued
    }
}

fn ratio(numerator: u64, denominator: u64) -> (State, Option<Rational>) {
    match Rational::new(i128::from(numerator), i128::from(denominator)) {
        Some(rate) => (State::Value, Some(rate)),
        None => (State::EmptyDenominator, None),
    }
}

/// Subjects whose class, or whose number, cannot be told.
fn missing(group: &Group, unit: u32) -> u64 {
    let unknown = group.tallies.at(unit).classes.unknown;
    let numbers = group
        .sums
        .as_ref()
        .and_then(|sums| at(sums, unit))
        .map_or(0, |sum| sum.missing);
    unknown.saturating_add(numbers)
}

/// Subjects of an opportunity: those who are met, those who are surely not, and all who are due.
#[derive(Clone, Copy, Default)]
struct Sides {
    met: u64,
    failed: u64,
    due: u64,
}

/// The sides of the components, summed; a component in which the other direction is better changes sides.
fn opportunity(plan: &Plan, counted: &Counted, unit: u32) -> Sides {
    let mut sums = Sides::default();
    for (_, reversed, part) in &counted.components {
        let Some(sides) = sides(plan, part, unit) else {
            continue;
        };
        let (met, failed) = if *reversed {
            (sides.failed, sides.met)
        } else {
            (sides.met, sides.failed)
        };
        sums = Sides {
            met: sums.met.saturating_add(met),
            failed: sums.failed.saturating_add(failed),
            due: sums.due.saturating_add(sides.due),
        };
    }
    sums
}

fn sides(plan: &Plan, part: &Counted, unit: u32) -> Option<Sides> {
    let measure = plan.measures().get(part.place)?;
    if measure.composite == Some(CompositeMethod::Opportunity) {
        return Some(opportunity(plan, part, unit));
    }
    let valued = value(plan, measure, part, &part.everybody, unit);
    let classes = part.everybody.tallies.at(unit).classes;
    Some(Sides {
        met: valued.numerator,
        failed: [classes.void, classes.open, classes.prospective]
            .into_iter()
            .fold(0, u64::saturating_add),
        due: valued.denominator,
    })
}

/// The value of a component at a unit.
fn part_value(plan: &Plan, part: &Counted, unit: u32) -> Option<Valued> {
    Some(value(
        plan,
        plan.measures().get(part.place)?,
        part,
        &part.everybody,
        unit,
    ))
}

/// The share of a component at a unit that is surely not met: what is unknown is neither met nor not.
fn unmet(plan: &Plan, part: &Counted, unit: u32) -> Option<Rational> {
    match plan.measures().get(part.place)?.composite {
        Some(CompositeMethod::Weighted) => weighted(plan, part, unit, true).1,
        Some(CompositeMethod::Linear) => {
            let linear = part.everybody.linear.as_ref()?.get(ix(unit))?;
            linear.mean_of_failed()
        }
        _ => {
            let sides = sides(plan, part, unit)?;
            ratio(sides.failed, sides.due).1
        }
    }
}

/// Σ weight × value ÷ Σ weight over the components that have a value; or, turned round, of what is surely not met.
fn weighted(plan: &Plan, counted: &Counted, unit: u32, turned: bool) -> (State, Option<Rational>) {
    let mut sum = Some(Rational::ZERO);
    let mut weights = Some(Rational::ZERO);
    for (weight, reversed, part) in &counted.components {
        let Some(value) = part_value(plan, part, unit).and_then(|valued| valued.value) else {
            continue;
        };
        let value = if *reversed != turned {
            unmet(plan, part, unit)
        } else {
            Some(value)
        };
        sum = sum
            .zip(value.and_then(|value| weight.times(value)))
            .and_then(|(sum, value)| sum.plus(value));
        weights = weights.and_then(|weights| weights.plus(*weight));
    }
    match (sum, weights) {
        (Some(_), Some(weights)) if weights.is_zero() => (State::EmptyDenominator, None),
        (Some(sum), Some(weights)) => match sum.over(weights) {
            Some(mean) => (State::Value, Some(mean)),
            None => (State::Error, None),
        },
        _ => (State::Error, None),
    }
}

/// Everything about one measure at one unit, for one group.
pub(crate) struct Maker<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) measure: &'a Measure,
    pub(crate) counted: &'a Counted,
    pub(crate) as_of: Day,
    pub(crate) id: &'a dyn Fn(u32) -> String,
    pub(crate) is_open: &'a dyn Fn(u32) -> bool,
    /// The measure as it stood on a due day that has passed.
    pub(crate) on_due: &'a dyn Fn(Day) -> Option<std::sync::Arc<Counted>>,
}

impl Maker<'_> {
    /// The result of a group at a unit; `None` where the measure has nothing to say there.
    pub(crate) fn result(
        &self,
        unit: u32,
        labels: &[String],
        stratum: Option<usize>,
    ) -> Result<Option<UnitResult>, Error> {
        let counted = self.counted;
        let Some(group) = counted.group(stratum) else {
            return Ok(None);
        };
        let tally = group.tallies.at(unit);
        let target = counted
            .targets
            .of(self.measure, unit)
            .filter(|_| stratum.is_none());
        // A target that names the unit asks for an answer even where there is nobody; so does a count at the top of the
        // tree: staff expect to read 0, not to miss the line.
        let scoped = target.is_some_and(|target| target.scope.is_some());
        let top =
            self.measure.scoring == Scoring::Count && stratum.is_none() && counted.tree.up(unit).is_none();
        if tally.population == 0 && !((scoped || top) && (self.is_open)(unit)) {
            return Ok(None);
        }
        let valued = value(self.plan, self.measure, counted, group, unit);
        let official = self.official(&valued, unit, stratum);
        let bounds = self.bounds(&valued, unit, stratum);
        let target_result = target.map(|target| self.target(target, &valued, official));
        let pace = match (target, valued.value) {
            (Some(target), Some(_)) => {
                let judged = judged(&valued, official);
                pace::pace(self.measure, counted.frame, self.as_of, target, judged)
            }
            _ => None,
        };
        let status = self.status(target, &valued, official, pace.as_ref(), unit);
        let organisations = match (&counted.organisations, stratum) {
            (Some(counts), None) => counts.get(ix(unit)).map(|covering| OrganisationCounts {
                organisations: covering.organisations,
                covered_units: covering.units,
                due_units: valued.denominator,
            }),
            _ => None,
        };
        Ok(Some(UnitResult {
            unit: (self.id)(unit),
            stratum: labels.to_vec(),
            state: valued.state,
            classes: tally.classes,
            numerator: valued.numerator,
            denominator: valued.denominator,
            value: valued.value,
            bounds,
            organisations,
            official,
            target: target_result,
            pace,
            status,
            flags: self.flags(group, &valued, official, unit, stratum),
        }))
    }

    fn official(&self, valued: &Valued, unit: u32, stratum: Option<usize>) -> Option<Official> {
        let count = *self.counted.official.get(&unit)?;
        // A unit where nobody is registered and some are reported is what a reader must see; a refused result is not.
        if stratum.is_some() || !matches!(valued.state, State::Value | State::EmptyDenominator) {
            return None;
        }
        Some(Official {
            count,
            rate: Rational::count(valued.numerator).over(count)?,
        })
    }

    fn bounds(&self, valued: &Valued, unit: u32, stratum: Option<usize>) -> Option<Bounds> {
        let unnamed = self
            .counted
            .heads
            .as_ref()
            .and_then(|heads| at(&heads.unnamed, unit))?;
        let proportion = self.measure.scoring == Scoring::Proportion && self.measure.basis == Basis::Person;
        if stratum.is_some() || !proportion || valued.state != State::Value || unnamed == 0 {
            return None;
        }
        let high = valued.numerator.saturating_add(self.waiting(unit).min(unnamed));
        Some(Bounds {
            low: valued.value?,
            high: ratio(high, valued.denominator).1?,
            unnamed,
        })
    }

    /// Due subjects who may yet be covered: open, prospective, and unknown ones that count.
    fn waiting(&self, unit: u32) -> u64 {
        let c = self.counted.everybody.tallies.at(unit).classes;
        let unknown = if self.measure.missing == MissingData::Exclude {
            0
        } else {
            c.unknown
        };
        c.open.saturating_add(c.prospective).saturating_add(unknown)
    }

    fn target(&self, target: &Target, valued: &Valued, official: Option<Official>) -> TargetResult {
        let value = target.value();
        let reached = self.reached(target, valued, official);
        TargetResult {
            value,
            every_one: target.every_one,
            due: target.due_day(self.counted.frame),
            clause: target
                .clause
                .clone()
                .unwrap_or_else(|| self.measure.clause.clone()),
            reached,
            missing: if reached {
                Rational::ZERO
            } else {
                self.short(target, valued, official)
            },
        }
    }

    fn reached(&self, target: &Target, valued: &Valued, official: Option<Official>) -> bool {
        let Some(judged) = judged(valued, official) else {
            return false;
        };
        if target.every_one && self.measure.scoring != Scoring::Composite {
            let everyone = valued.denominator > 0 && valued.numerator == valued.denominator;
            return everyone
                && official.is_none_or(|official| Rational::count(valued.numerator) >= official.count);
        }
        match self.measure.improvement {
            Improvement::Increase => judged >= target.value(),
            Improvement::Decrease => judged <= target.value(),
        }
    }

    /// What is missing: subjects for a rate, the number for a count or a composite of results.
    fn short(&self, target: &Target, valued: &Valued, official: Option<Official>) -> Rational {
        let value = target.value();
        let counts_subjects = self.measure.scoring == Scoring::Proportion
            || matches!(
                self.measure.composite,
                Some(CompositeMethod::AllOrNothing | CompositeMethod::Opportunity)
            );
        let of = Rational::count(valued.denominator);
        let of = official.map_or(of, |official| of.max(official.count));
        // Subjects are counted even where a result is withheld; where nobody is due, none is missing.
        let gap = match (self.measure.improvement, counts_subjects) {
            (Improvement::Increase, true) => value
                .times(of)
                .and_then(|needed| Rational::new(needed.ceil(), 1))
                .and_then(|needed| needed.minus(Rational::count(valued.numerator))),
            (Improvement::Decrease, true) => value
                .times(of)
                .and_then(|allowed| Rational::new(allowed.floor(), 1))
                .and_then(|allowed| Rational::count(valued.numerator).minus(allowed)),
            (Improvement::Increase, false) => match judged(valued, official) {
                Some(now) => value.minus(now),
                None => Some(value),
            },
            (Improvement::Decrease, false) => judged(valued, official).and_then(|now| now.minus(value)),
        };
        gap.unwrap_or(Rational::ZERO).max(Rational::ZERO)
    }

    fn status(
        &self,
        target: Option<&Target>,
        valued: &Valued,
        official: Option<Official>,
        pace: Option<&crate::report::PaceResult>,
        unit: u32,
    ) -> Status {
        if !self.counted.started {
            return Status::NotStarted;
        }
        let Some(target) = target else {
            return Status::Tracked;
        };
        if valued.value.is_none() {
            return Status::Undetermined;
        }
        let reached = self.reached(target, valued, official);
        let due = target.due_day(self.counted.frame);
        let late = self.as_of > due;
        match (self.measure.improvement, reached, late) {
            (Improvement::Increase, true, false) => Status::Met,
            (Improvement::Increase, true, true) => {
                let in_time = (self.on_due)(due).is_some_and(|then| {
                    let maker = Maker {
                        counted: &then,
                        ..*self
                    };
                    let valued = value(self.plan, self.measure, &then, &then.everybody, unit);
                    let official = maker.official(&valued, unit, None);
                    maker.reached(target, &valued, official)
                });
                if in_time { Status::Met } else { Status::MetLate }
            }
            (Improvement::Decrease, true, true) => Status::Met,
            (Improvement::Increase, false, true) | (Improvement::Decrease, false, _) => Status::Missed,
            (Improvement::Increase, false, false) | (Improvement::Decrease, true, false) => {
                pace::status(self.plan, self.measure, self.counted.frame.at, pace)
            }
        }
    }

    fn flags(
        &self,
        group: &Group,
        valued: &Valued,
        official: Option<Official>,
        unit: u32,
        stratum: Option<usize>,
    ) -> Vec<Flag> {
        let mut flags = Vec::new();
        let mut flag = |code, count: u64| {
            if count > 0 {
                flags.push(Flag { code, count });
            }
        };
        let whole = |number: Option<Rational>| {
            number
                .and_then(|number| u64::try_from(number.ceil()).ok())
                .unwrap_or(0)
        };
        if let Some(official) = official {
            let (numerator, due) = (
                Rational::count(valued.numerator),
                Rational::count(valued.denominator),
            );
            flag(FlagCode::OverCoverage, whole(numerator.minus(official.count)));
            flag(FlagCode::RegisterAboveOfficial, whole(due.minus(official.count)));
            flag(FlagCode::RegisterBelowOfficial, whole(official.count.minus(due)));
        }
        if stratum.is_none()
            && let Some(unnamed) = self
                .counted
                .heads
                .as_ref()
                .and_then(|heads| at(&heads.unnamed, unit))
        {
            flag(
                FlagCode::HeadcountAboveOpen,
                unnamed.saturating_sub(self.waiting(unit)),
            );
        }
        if stratum.is_none()
            && let Some(silent) = self
                .counted
                .heads
                .as_ref()
                .and_then(|heads| at(&heads.silent, unit))
        {
            flag(FlagCode::WithoutAttendance, silent);
        }
        if !(self.is_open)(unit) {
            flag(FlagCode::ClosedUnit, group.tallies.at(unit).population);
        }
        flag(FlagCode::MissingData, missing(group, unit));
        flags
    }
}

/// The value that a target is held against: the official rate where it is lower.
fn judged(valued: &Valued, official: Option<Official>) -> Option<Rational> {
    let value = valued.value?;
    Some(official.map_or(value, |official| value.min(official.rate)))
}

impl Counted {
    /// Everybody, or one stratum.
    pub(crate) fn group(&self, stratum: Option<usize>) -> Option<&Group> {
        match stratum {
            None => Some(&self.everybody),
            Some(index) => self.strata.get(index).map(|(_, group)| group),
        }
    }
}
