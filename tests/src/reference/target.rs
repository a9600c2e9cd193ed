//! Targets: which one holds where, by when, whether it is reached, and how things stand on the way.

use super::criterion::Question;
use super::figures::Figures;
use super::number::{Q, q, rational, whole};
use jinguo::gap::Subject;
use jinguo::plan::{CompositeMethod, Improvement, Pace, Scope, Scoring, Target};
use jinguo::report::{PaceResult, State, Status, TargetResult};
use jinguo::time::Day;

impl<'a> Question<'a> {
    /// Whether the unit, as its row in the tree says on the day of evaluation, lies in the scope.
    fn in_scope(&self, scope: &Scope, unit: &str) -> bool {
        let Some(row) = self.known.place_on(unit, self.at) else {
            return false;
        };
        (scope.unit.is_empty() || scope.unit.iter().any(|id| id == unit))
            && (scope.level.is_empty() || self.lists(&scope.level, &row.level))
            && (scope.group.is_empty() || row.groups.iter().any(|group| self.lists(&scope.group, group)))
    }

    fn in_force(&self, target: &Target) -> bool {
        target.first.is_none_or(|first| first <= self.at) && target.last.is_none_or(|last| self.at <= last)
    }

    /// The target that holds at a unit.
    pub fn target_at(&self, unit: &str) -> Option<&'a Target> {
        let mut found = self
            .measure
            .targets
            .iter()
            .filter(|target| self.in_force(target))
            .filter(|target| {
                target
                    .scope
                    .as_ref()
                    .is_none_or(|scope| self.in_scope(scope, unit))
            });
        let target = found.next();
        assert!(found.next().is_none(), "two targets hold at `{unit}`");
        target
    }

    /// Whether the unit has a result even without subjects: a target names it, or it is the top of a hierarchy and the
    /// measure counts something, be it 0.
    pub fn is_named(&self, unit: &str) -> bool {
        let named = self.target_at(unit).is_some_and(|target| target.scope.is_some());
        let top = self.known.chain(unit, self.at, self.hierarchy).len() == 1;
        let counts = self.measure.scoring == Scoring::Count;
        self.known.unit_on(unit, self.at).is_some() && (named || (top && counts))
    }

    fn due_day(&self, target: &Target) -> Day {
        target.due.unwrap_or(self.last)
    }

    /// What is required by a day: 0 before the period, then straight lines through the milestones to the target.
    fn required(&self, target: &Target, day: Day) -> Q {
        let due = self.due_day(target);
        let number = |day: Day| i128::from(day.number());
        let mut points = vec![(number(self.first) - 1, Q::from_integer(0))];
        for milestone in target.milestones.iter().filter(|step| step.day < due) {
            points.push((number(milestone.day), q(milestone.value)));
        }
        points.push((number(due), target_value(target)));
        let today = number(day);
        for pair in points.windows(2) {
            let ((from, low), (to, high)) = (pair[0], pair[1]);
            if from <= today && today < to {
                return low + (high - low) * Q::new(today - from, to - from);
            }
        }
        target_value(target)
    }

    /// The target, the pace and the status of a result.
    pub fn judge(
        &self,
        unit: &str,
        figures: &Figures,
        at_due: impl Fn(Day) -> Option<Figures>,
    ) -> (Option<TargetResult>, Option<PaceResult>, Status) {
        let Some(target) = self.target_at(unit) else {
            let status = if self.as_of < self.first {
                Status::NotStarted
            } else {
                Status::Tracked
            };
            return (None, None, status);
        };
        let due = self.due_day(target);
        let reached = self.reached(target, figures);
        let result = TargetResult {
            value: rational(target_value(target)),
            every_one: target.every_one,
            due,
            clause: target
                .clause
                .clone()
                .unwrap_or_else(|| self.measure.clause.clone()),
            reached,
            missing: rational(if reached {
                Q::from_integer(0)
            } else {
                self.missing(target, figures)
            }),
        };
        let (pace, status) = match judged_value(figures) {
            _ if self.as_of < self.first => (None, Status::NotStarted),
            None => (None, Status::Undetermined),
            Some(actual) => {
                let pace = self.pace(target, actual, reached);
                let status = self.status(target, &pace, reached, at_due);
                (Some(pace), status)
            }
        };
        (Some(result), pace, status)
    }

    fn decreasing(&self) -> bool {
        self.measure.improvement == Improvement::Decrease
    }

    /// Whether a target is reached by these figures.
    fn reached(&self, target: &Target, figures: &Figures) -> bool {
        let Some(value) = judged_value(figures) else {
            return false;
        };
        if target.every_one && self.counts_subjects() {
            figures.denominator > 0
                && figures.numerator == figures.denominator
                && figures
                    .official
                    .is_none_or(|official| whole(figures.numerator) >= q(official.count))
        } else if self.decreasing() {
            value <= target_value(target)
        } else {
            value >= target_value(target)
        }
    }

    /// Whether numerator ÷ denominator is the value.
    fn counts_subjects(&self) -> bool {
        match self.measure.scoring {
            Scoring::Proportion => true,
            Scoring::Count => false,
            Scoring::Composite => matches!(
                self.measure.composite,
                Some(CompositeMethod::AllOrNothing | CompositeMethod::Opportunity)
            ),
        }
    }

    /// What is missing to the target.
    fn missing(&self, target: &Target, figures: &Figures) -> Q {
        let wanted = target_value(target);
        let nothing = Q::from_integer(0);
        if !self.counts_subjects() {
            let Some(value) = judged_value(figures) else {
                return if self.decreasing() { nothing } else { wanted };
            };
            let lacking = if self.decreasing() {
                value - wanted
            } else {
                wanted - value
            };
            return lacking.max(nothing);
        }
        // Subjects: judged against the larger of the register and the official number.
        let official = figures.official.map_or(nothing, |official| q(official.count));
        let due = whole(figures.denominator).max(official);
        let lacking = if self.decreasing() {
            whole(figures.numerator) - (wanted * due).floor()
        } else {
            (wanted * due).ceil() - whole(figures.numerator)
        };
        lacking.max(nothing)
    }

    fn pace(&self, target: &Target, actual: Q, reached: bool) -> PaceResult {
        let days = |from: Day, to: Day| i128::from(to.number()) - i128::from(from.number()) + 1;
        let elapsed = days(self.first, self.at);
        // In a rolling period a fixed due day may lie before the first day.
        let total = days(self.first, self.due_day(target)).max(0);
        let required = self.required(target, self.at);
        let zero = Q::from_integer(0);
        let (over, under) = if self.decreasing() {
            (required, actual)
        } else {
            (actual, required)
        };
        let projected = if self.decreasing() || reached || actual <= zero {
            None
        } else {
            let days = (Q::from_integer(elapsed) * target_value(target) / actual).ceil();
            let number = i128::from(self.first.number()) - 1 + days.to_integer();
            i32::try_from(number).ok().and_then(Day::from_number)
        };
        PaceResult {
            elapsed_days: u32::try_from(elapsed).expect("the period has begun"),
            total_days: u32::try_from(total).expect("not below 0"),
            required: rational(required),
            actual: rational(actual),
            ratio: (under != zero).then(|| rational(over / under)),
            projected_finish: projected,
        }
    }

    fn status(
        &self,
        target: &Target,
        pace: &PaceResult,
        reached: bool,
        at_due: impl Fn(Day) -> Option<Figures>,
    ) -> Status {
        let due = self.due_day(target);
        let late = self.as_of > due;
        match (self.decreasing(), late, reached) {
            (false, false, true) => Status::Met,
            (false, true, true) => {
                // Reached now; was it reached on the due day already?
                let then = at_due(due).is_some_and(|figures| self.reached(target, &figures));
                if then { Status::Met } else { Status::MetLate }
            }
            (true, true, true) => Status::Met,
            (false, true, false) | (true, _, false) => Status::Missed,
            (false, false, false) | (true, false, true) => match pace.ratio {
                None => Status::OnTrack,
                Some(ratio) => {
                    let thresholds = self.thresholds();
                    if q(ratio) >= q(thresholds.on_track) {
                        Status::OnTrack
                    } else if q(ratio) >= q(thresholds.at_risk) {
                        Status::AtRisk
                    } else {
                        Status::OffTrack
                    }
                }
            },
        }
    }

    fn thresholds(&self) -> Pace {
        let values = if self.measure.pace.is_empty() {
            &self.plan.pace
        } else {
            &self.measure.pace
        };
        values
            .iter()
            .find(|dated| {
                dated.first.is_none_or(|first| first <= self.at)
                    && dated.last.is_none_or(|last| self.at <= last)
            })
            .expect("thresholds are in force on every day of the period")
            .value
    }
}

/// The target as a number: 1 where nobody may be missing.
fn target_value(target: &Target) -> Q {
    match (target.rate, target.count) {
        (Some(value), _) | (None, Some(value)) => q(value),
        (None, None) => Q::from_integer(1),
    }
}

/// The value that is judged: with an official number, the lower of the two rates.
fn judged_value(figures: &Figures) -> Option<Q> {
    if figures.state != State::Value {
        return None;
    }
    let value = figures.value?;
    Some(match figures.official {
        Some(official) => value.min(q(official.rate)),
        None => value,
    })
}

/// The due day of a subject: that of the target at its unit, else of the nearest unit above that has a target, else
/// the end of the period. Of several units, the latest.
pub fn due_of(question: &Question<'_>, subject: &Subject) -> Day {
    let due_at = |unit: &String| {
        let chain = question.known.chain(unit, question.at, question.hierarchy);
        chain
            .iter()
            .find_map(|unit| question.target_at(unit))
            .map_or(question.last, |target| question.due_day(target))
    };
    let units = question.units_of(subject);
    units.iter().map(due_at).max().expect("a unit")
}
